/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truncate.c - truncated backpropagation through time: the band t - k < tau of the triangle. */

#include <stdlib.h>
#include <string.h>

#include "command/command.h"

static bool change(struct context *context, int tau)
{
    struct experiment next;
    char *line = context_line(context);
    experiment_copy(&next, &context->session->now);
    next.truncation = tau;
    bool done = session_change(context->session, &next, line, context->fault);
    if (done && tau == 0)
        context_say(context, "Not truncated: every loss is carried back to the first step.");
    else if (done)
        context_say(context, "Truncated at τ = %d: each loss is carried back through %d step%s.", tau, tau,
                    tau == 1 ? "" : "s");
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
    .details = "Truncated backpropagation through time (BPTT). The truncated gradient then stands beside the full one "
               "in grad, and the triangle shows what is left out in "
               "parentheses. Without an argument it says what is set.",
    .example = "truncate 2",
    .max_args = 1,
    .in_session = true,
    .run = truncate_bptt,
};
