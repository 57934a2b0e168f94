/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scroll.c - moves through the log of the full screen. */

#include <string.h>

#include "command/command.h"

enum { MOST_ROWS = 100000 };

static bool scroll(struct context *context)
{
    const char *where = context_argument(context, 1);
    int rows = 0;
    bool up = strcmp(where, "up") == 0;
    if (context->sink->scroll == NULL)
        return context_needs_screen(context);
    if (!up && strcmp(where, "down") != 0) {
        context_fault(context, 1, "'%s' is no direction", where);
        return fault_hint(context->fault, "up or down");
    }
    if (context_argument(context, 2) != NULL && !context_int(context, 2, 1, MOST_ROWS, &rows))
        return false;
    context->sink->scroll(context->sink, up, rows);
    return true;
}

const struct command command_scroll = {
    .name = "scroll",
    .group = GROUP_SCREEN,
    .usage = "up|down [rows]",
    .summary = "moves the log by one page, or by some rows",
    .details = "A long answer begins at its top; scroll down goes on reading.",
    .example = "scroll up",
    .min_args = 1,
    .max_args = 2,
    .words = "up down",
    .run = scroll,
};
