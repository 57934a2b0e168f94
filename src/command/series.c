/* SPDX-License-Identifier: GPL-3.0-or-later */
/* series.c - the power series of one weight at one step. */

#include "command/command.h"
#include "command/look.h"

static bool series(struct context *context)
{
    struct view view;
    return look_weight_and_step(context, true, &view) && context_picture(context, &panel_series, &view);
}

const struct command command_series = {
    .name = "series",
    .group = GROUP_LOOK,
    .usage = "[v|u|b_a] [t]",
    .summary = "the power series of dyhat<t>/dv, term by term",
    .details =
        "With identity g and g* each term is W_y v^j a<t-1-j>, as in the notes; otherwise it also carries one g' for "
        "every step it passes through. A long tail is one line with its exact sum.",
    .example = "series v 4",
    .max_args = 2,
    .complete = COMPLETE_INSIDE,
    .in_lesson = true,
    .run = series,
};
