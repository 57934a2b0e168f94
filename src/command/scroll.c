/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scroll.c - moves through the log of the full screen. */

#include <string.h>

#include "command/command.h"

static bool scroll(struct context *context)
{
    const char *where = context_argument(context, 1);
    bool up = strcmp(where, "up") == 0;
    if (context->sink->scroll == NULL)
        return context_needs_screen(context);
    if (!up && strcmp(where, "down") != 0) {
        context_fault(context, 1, "'%s' is no direction", where);
        return fault_hint(context->fault, "up or down");
    }
    context->sink->scroll(context->sink, up ? 1 : -1);
    return true;
}

const struct command command_scroll = {
    .name = "scroll",
    .group = GROUP_SCREEN,
    .usage = "up|down",
    .summary = "moves the log by one page",
    .details = "A long answer begins at its top; scroll down goes on reading.",
    .example = "scroll up",
    .min_args = 1,
    .max_args = 1,
    .run = scroll,
};
