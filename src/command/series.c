/* SPDX-License-Identifier: GPL-3.0-or-later */
/* series.c - the power series of one weight at one step, seen from one output. */

#include "command/complete.h"
#include "command/look.h"

static bool series(struct context *context)
{
    struct view view;
    if (!look_weight_and_step(context, true, &view))
        return false;
    if (context_argument(context, 3) != NULL &&
        !context_int(context, 3, 1, context->session->now.network.n_y, &view.output))
        return false;
    return context_picture(context, &panel_series, &view);
}

const struct command command_series = {
    .name = "series",
    .group = GROUP_LOOK,
    .usage = "[v|u|b_a] [t] [output]",
    .summary = "the power series of dyhat<t>/dv, term by term",
    .details =
        "With identity g and g* each term is W_y v^j a<t-1-j>, as in the notes; otherwise it also carries one g' for "
        "every step it passes through. A long tail is one line with its exact sum. Of several "
        "outputs the first is shown, or the one whose number stands behind the step: series V 4 2.",
    .example = "series v 4",
    .max_args = 3,
    .complete = complete_weight_inside,
    .in_lesson = true,
    .run = series,
};
