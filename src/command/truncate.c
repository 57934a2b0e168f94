/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truncate.c - truncated backpropagation through time: the band t - k < tau of the triangle. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "command/command.h"
#include "session/formula.h"
#include "session/truncation.h"

enum { ANGLE_DIGITS = 3 };

/* What truncation costs, where that can be had at once. False when interrupted. */
static bool find_cost(struct context *context, int tau, struct truncation_cost *cost)
{
    struct session *session = context->session;
    struct fault ignored = {0};
    int T = session->now.sequence->T;
    bool there = tau > 0 && T > 0 && truncation_is_short(session, tau) &&
                 session_targets_set(session, 1, T, &ignored) && session_backward(session, 1, &ignored);
    *cost = there ? truncation_cost(session, tau) : (struct truncation_cost){.angle = NAN};
    fault_clear(&ignored);
    return !session_stopped(session) || fault_interrupted(context->fault);
}

static void say_cost(struct context *context, const struct truncation_cost *cost)
{
    struct text text = {0};
    number_add(&text, cost->angle, ANGLE_DIGITS);
    if (cost->none)
        context_say(context, "Here that loses nothing: its gradient is the full one.");
    else if (cost->angle > 0)
        context_say(context, "Its gradient points %s° away from the full one.", text_string(&text));
    else if (cost->angle == 0)
        context_say(context, "Its gradient has the full one's direction, but not its numbers: grad shows both.");
    if (cost->formula)
        context_say(context, "L is undefined here; %s.", FORMULA_ONLY);
    text_clear(&text);
}

static bool change(struct context *context, int tau)
{
    struct experiment next;
    struct truncation_cost cost;
    if (!find_cost(context, tau, &cost))
        return false;
    char *line = context_line(context);
    experiment_copy(&next, &context->session->now);
    next.truncation = tau;
    bool done = session_change(context->session, &next, line, context->fault);
    if (done && tau == 0)
        context_say(context, "Not truncated: every loss is carried back to the first step.");
    else if (done)
        context_say(context, "Truncated at τ = %d: each loss is carried back through %d step%s.", tau, tau,
                    tau == 1 ? "" : "s");
    if (done)
        say_cost(context, &cost);
    free(line);
    return done;
}

static bool truncate_bptt(struct context *context)
{
    const char *word = context_argument(context, 1);
    int tau = context->session->now.truncation;
    if (word == NULL) {
        if (tau > 0)
            context_say(context, "Truncated at τ = %d.", tau);
        else
            context_say(context, "Not truncated.");
        return true;
    }
    if (strcmp(word, "off") == 0)
        return change(context, 0);
    if (!context_int(context, 1, 1, SEQUENCE_LONGEST, &tau))
        return fault_hint(context->fault, "or off");
    return change(context, tau);
}

const struct command command_truncate = {
    .name = "truncate",
    .group = GROUP_GRADIENTS,
    .usage = "[tau|off]",
    .summary = "truncated BPTT: each loss is carried back through tau steps",
    .details =
        "Truncated backpropagation through time (BPTT). descend then goes by the truncated gradient, and grad says "
        "by what angle it is off; for a scalar network grad shows it beside the full one, and the triangle "
        "shows in parentheses what is left out. Without an argument it says what is set.",
    .example = "truncate 2",
    .max_args = 1,
    .words = "off",
    .in_session = true,
    .run = truncate_bptt,
};
