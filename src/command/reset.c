/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reset.c - the state the program starts in. */

#include <string.h>

#include "command/aside.h"
#include "command/command.h"
#include "session/example.h"

static bool reset(struct context *context)
{
    if (!aside_build(context->session, examples[0].name, examples[0].commands, strlen(examples[0].commands), "reset",
                     context->fault))
        return false;
    context_say(context, "Everything is as at the start: %s.", examples[0].summary);
    return true;
}

const struct command command_reset = {
    .name = "reset",
    .group = GROUP_REST,
    .usage = "",
    .summary = "back to the state the program starts in",
    .details = "The network of the notes, at the start of the tape. undo brings back what was there.",
    .example = "reset",
    .in_lesson = true,
    .run = reset,
};
