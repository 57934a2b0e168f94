/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - the table panel as text. */

#include "command/command.h"

static bool run(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    return context_picture(context, &panel_table, &view);
}

const struct command command_table = {
    .name = "table",
    .group = GROUP_LOOK,
    .usage = "",
    .summary = "x, a, yhat, y, L and z of the steps around the present one",
    .details = "What the tape has not reached is a dot, never 0.",
    .example = "table",
    .in_lesson = true,
    .run = run,
};
