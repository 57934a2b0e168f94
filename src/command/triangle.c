/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle.c - the triangle of contributions of one weight. */

#include "command/complete.h"

static bool triangle(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    if (context_argument(context, 1) != NULL && !context_weight(context, 1, true, &view.w))
        return false;
    return context_picture(context, &panel_triangle, &view);
}

const struct command command_triangle = {
    .name = "triangle",
    .group = GROUP_LOOK,
    .usage = "[v|u|b_a]",
    .summary = "dL/dv by the loss (rows) and by the use of v (columns)",
    .details =
        "The sum of row t is dL<t>/dv, what the power series gives; the sum of column k is what the backward pass "
        "gains at step k. Both add up to dL/dv. Rows appear as the forward pass reaches them, sums of columns as the "
        "backward pass does. With truncate, what lies outside the band stands in parentheses.",
    .example = "triangle",
    .max_args = 1,
    .complete = complete_weight_inside,
    .in_lesson = true,
    .run = triangle,
};
