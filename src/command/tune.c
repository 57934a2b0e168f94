/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tune.c - a slider on one parameter; the whole picture follows it. */

#include "command/command.h"
#include "command/look.h"

static bool tune(struct context *context)
{
    struct quantity quantity;
    const struct network *network = &context->session->now.network;
    if (context->sink->tune == NULL)
        return context_needs_screen(context);
    if (!look_name(context, &quantity))
        return false;
    if (quantity.kind != QUANTITY_WEIGHT && quantity.kind != QUANTITY_A0) {
        context_fault(context, 1, "only a parameter can be tuned");
        return fault_hint(context->fault, "a weight or a<0>");
    }
    if (!quantity_exists(&quantity, network)) {
        context_fault(context, 1, "one number is needed here");
        return fault_hint(context->fault, "name an entry, as in V[1,2]");
    }
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
    .complete = COMPLETE_NAMES,
    .run = tune,
};
