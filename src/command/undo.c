/* SPDX-License-Identifier: GPL-3.0-or-later */
/* undo.c - the last change of the network or the sequence, taken back. */

#include "command/command.h"

static bool undo(struct context *context)
{
    const char *change = session_undo(context->session, context->fault);
    if (change != NULL)
        context_say(context, "taken back: %s", change);
    else if (context->fault->message.length > 0)
        return false;
    else
        context_say(context, "there is nothing to take back.");
    return true;
}

const struct command command_undo = {
    .name = "undo",
    .group = GROUP_REST,
    .usage = "",
    .summary = "takes back the last change of the network or the sequence",
    .details = "Looking and moving are not changes. The last 1000 can be taken back.",
    .example = "v = 0.7; undo",
    .run = undo,
};
