/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show.c - the show panel as text. */

#include "command/command.h"

static bool run(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    return context_picture(context, &panel_show, &view);
}

const struct command command_show = {
    .name = "show",
    .group = GROUP_LOOK,
    .usage = "",
    .summary = "the network: weights, functions, sequence, place on the tape",
    .details =
        "Every value can be set by its name, as in v = 0.5. A network is called linear when g and g* are the identity.",
    .example = "show",
    .in_lesson = true,
    .run = run,
};
