/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - to the end of this pass. */

#include "command/command.h"
#include "command/motion.h"

static bool run(struct context *context)
{
    int T = context->session->tape.T;
    if (T > 0 && context->session->tape.position == 2 * T) {
        context_say(context, "%s.", MOTION_AT_END);
        return true;
    }
    return motion_to(context, context->session->tape.position < T ? T : 2 * T);
}

const struct command command_run = {
    .name = "run",
    .aliases = "r",
    .group = GROUP_MOVE,
    .usage = "",
    .summary = "to the end of the pass: the forward one, then the backward one",
    .details = "The first run computes all of the forward pass, the next one all of the backward pass.",
    .example = "run",
    .in_session = true,
    .run = run,
};
