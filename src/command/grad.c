/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grad.c - gradients, one or all, at one step or in total. */

#include "command/complete.h"
#include "command/look.h"
#include "session/derivation.h"
#include "session/formula.h"

static bool of_one_step(struct context *context, const struct view *view)
{
    struct quantity quantity = {.kind = QUANTITY_DL_T_DW, .w = view->w, .t = view->t};
    struct derivation derivation = {0};
    bool done = derivation_of(&derivation, context->session, &quantity, context->fault);
    derivation_clear(&derivation);
    return done;
}

static bool grad(struct context *context)
{
    struct view view;
    struct session *session = context->session;
    int T = session->now.sequence->T;
    if (!look_weight_and_step(context, false, &view))
        return false;
    if (!session_sequence_set(context->session, context->fault))
        return false;
    if (view.t > 0) {
        view.all = false;
        return of_one_step(context, &view) && context_picture(context, &panel_grad, &view);
    }
    if (!session_targets_set(session, 1, T, context->fault) || !session_backward(session, 1, context->fault) ||
        !context_picture(context, &panel_grad, &view))
        return false;
    if (formula_only(session, 1, T))
        context_say(context, "L is undefined here (a ŷ<t> or y<t> is outside 0..1); %s.", FORMULA_ONLY);
    if (session->pass->overflow > 0)
        context_say(
            context,
            "At t=%d numbers became too large for a double; what depends on them is infinite, undefined or wrong.",
            session->pass->overflow);
    return true;
}

const struct command command_grad = {
    .name = "grad",
    .aliases = "g",
    .group = GROUP_GRADIENTS,
    .usage = "[v|u|W_y|b_a|b_y] [t]",
    .summary = "a gradient in symbols, then numbers, then its value",
    .details =
        "Without arguments the totals of all five; where they are numbers, not matrices, what the backward pass has "
        "gathered so far stands beside them, or what truncation leaves of them. With a weight its gradient step by "
        "step and the total at the bottom; with a weight and t the derivation of that one. grad dL/dv is grad v.",
    .example = "grad v 3",
    .max_args = 2,
    .complete = complete_weight,
    .in_lesson = true,
    .run = grad,
};
