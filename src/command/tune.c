/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tune.c - a slider on one parameter; the whole picture follows it. */

#include "command/complete.h"

static bool tune(struct context *context)
{
    const struct words *words = &context->words;
    size_t from = words->word[1].column, to = words->word[words->count - 1].end;
    struct quantity quantity;
    if (context->sink->tune == NULL)
        return context_needs_screen(context);
    if (!quantity_read_parameter(context->session, words->line, from, to, &quantity, context->fault))
        return false;
    if (quantity.end < to)
        return fault_at(context->fault, (ptrdiff_t)quantity.end, "one name is enough here");
    context->sink->tune(context->sink, &quantity);
    return true;
}

const struct command command_tune = {
    .name = "tune",
    .group = GROUP_SCREEN,
    .usage = "NAME",
    .summary = "a slider on a parameter",
    .details = "Left and Right change it and everything on the screen follows; Enter keeps it, Ctrl-G takes it back. "
               "What is kept is one change for undo.",
    .example = "tune v",
    .min_args = 1,
    .max_args = -1,
    .complete = complete_parameter,
    .run = tune,
};
