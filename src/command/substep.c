/* SPDX-License-Identifier: GPL-3.0-or-later */
/* substep.c - one operation of a step: s, a, o, yhat, L, z; or from yhat, from a<t+1>, their sum, the gains. */

#include "command/command.h"
#include "command/motion.h"

static bool substep(struct context *context)
{
    return motion_repeat(context, tape_substep, MOTION_AT_END);
}

const struct command command_substep = {
    .name = "substep",
    .group = GROUP_MOVE,
    .usage = "[n]",
    .summary = "one operation of the next step",
    .details = "A forward step has six operations: s, a, o, yhat, L, z. A backward step has four: the gradient from "
               "yhat<t>, the one from a<t+1>, their sum, and what the weights gain from it.",
    .example = "substep 2",
    .max_args = 1,
    .in_session = true,
    .run = substep,
};
