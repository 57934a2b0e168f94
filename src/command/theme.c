/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.c - the colours of the full screen. */

#include "command/theme.h"

#include <string.h>

#include "command/complete.h"

const char *const theme_names[THEME_COUNT] = {"dark", "light", "mono"};

static bool unknown(struct context *context, const char *name)
{
    struct text list = {0};
    for (int i = 0; i < THEME_COUNT; i++)
        text_add_or(&list, theme_names[i], i + 1 == THEME_COUNT);
    context_fault(context, 1, "unknown theme '%s'", name);
    fault_hint(context->fault, "%s", text_string(&list));
    text_clear(&list);
    return false;
}

static bool theme(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (context->sink->theme == NULL)
        return context_needs_screen(context);
    for (int i = 0; i < THEME_COUNT; i++) {
        if (strcmp(theme_names[i], name) == 0) {
            context->sink->theme(context->sink, (enum theme)i);
            return true;
        }
    }
    return unknown(context, name);
}

static bool complete_theme(const struct completion *completion)
{
    for (int i = 0; i < THEME_COUNT; i++)
        complete_with(completion, theme_names[i]);
    return false;
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
    .complete = complete_theme,
    .run = theme,
};
