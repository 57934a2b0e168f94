/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step.c - one step along the tape, forward or back. */

#include "command/command.h"
#include "command/motion.h"
#include "command/prediction.h"

static bool step(struct context *context)
{
    return prediction_asks(context) || motion_repeat(context, tape_step, MOTION_AT_END);
}

const struct command command_step = {
    .name = "step",
    .aliases = "s",
    .group = GROUP_MOVE,
    .usage = "[n]",
    .summary = "the next step of the tape: forward 1..T, then backward T..1",
    .details =
        "Forward, a step computes a<t>, yhat<t>, L<t> and z<t>. Backward, it adds the two gradients that arrive at "
        "a<t> and shows what each weight gains. With n it takes n steps and tells of the last.",
    .example = "step",
    .max_args = 1,
    .in_session = true,
    .run = step,
};
