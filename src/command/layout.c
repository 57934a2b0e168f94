/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - how the full screen is divided. */

#include "command/command.h"

static bool layout(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (context->sink->layout == NULL)
        return context_needs_screen(context);
    if (context->sink->layout(context->sink, name))
        return true;
    context_fault(context, 1, "unknown layout '%s'", name);
    return fault_hint(context->fault, "auto or big");
}

const struct command command_layout = {
    .name = "layout",
    .group = GROUP_SCREEN,
    .usage = "auto|big",
    .summary = "divides the screen by its size, or gives all of it to one panel",
    .details = "layout big is for a projector: the panel that is chosen fills the screen, its rows far apart and its "
               "numbers in 3 digits, whatever set digits says.",
    .example = "layout big",
    .min_args = 1,
    .max_args = 1,
    .words = "auto big",
    .run = layout,
};
