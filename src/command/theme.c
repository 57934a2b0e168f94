/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.c - the colours of the full screen. */

#include "command/command.h"

static bool theme(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (context->sink->theme == NULL)
        return context_needs_screen(context);
    if (context->sink->theme(context->sink, name))
        return true;
    context_fault(context, 1, "unknown theme '%s'", name);
    return fault_hint(context->fault, "dark, light or mono");
}

const struct command command_theme = {
    .name = "theme",
    .group = GROUP_SCREEN,
    .usage = "dark|light|mono",
    .summary = "colours for a dark or a light background, or none",
    .details = "The colours can be told apart by people who see few of them, and nothing is said by colour alone.",
    .example = "theme light",
    .min_args = 1,
    .max_args = 1,
    .complete = COMPLETE_THEMES,
    .run = theme,
};
