/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redo.c - what undo took back, done again. */

#include "command/command.h"

static bool redo(struct context *context)
{
    const char *change = session_redo(context->session, context->fault);
    if (change != NULL)
        context_say(context, "done again: %s", change);
    else if (context->fault->message.length > 0)
        return false;
    else
        context_say(context, "there is nothing to do again.");
    return true;
}

const struct command command_redo = {
    .name = "redo",
    .group = GROUP_REST,
    .usage = "",
    .summary = "does again what undo took back",
    .details = "A new change ends what could be done again.",
    .example = "v = 0.7; undo; redo",
    .run = redo,
};
