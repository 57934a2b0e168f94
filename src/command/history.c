/* SPDX-License-Identifier: GPL-3.0-or-later */
/* history.c - the lines typed so far. */

#include "command/command.h"
#include "command/runner.h"

static bool history(struct context *context)
{
    const struct runner *runner = context->runner;
    for (int i = 0; i < runner->history_count; i++)
        context_say(context, "%4d  %s", i + 1, runner->history[i]);
    if (runner->history_count == 0)
        context_say(context, "no line has been typed yet.");
    return true;
}

const struct command command_history = {
    .name = "history",
    .group = GROUP_REST,
    .usage = "",
    .summary = "the lines typed so far",
    .details = "The arrow keys bring them back, Ctrl-R searches them.",
    .example = "history",
    .run = history,
};
