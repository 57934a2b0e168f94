/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph.c - the graph panel as text. */

#include "command/command.h"

static bool run(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    return context_picture(context, &panel_graph, &view);
}

const struct command command_graph = {
    .name = "graph",
    .group = GROUP_LOOK,
    .usage = "",
    .summary = "the unrolled network around the present step",
    .details = "What the tape has reached is solid, the rest dotted. In the backward pass the arrows turn and carry "
               "the gradients.",
    .example = "graph",
    .in_lesson = true,
    .run = run,
};
