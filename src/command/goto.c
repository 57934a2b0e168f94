/* SPDX-License-Identifier: GPL-3.0-or-later */
/* goto.c - straight to a step. */

#include <string.h>

#include "command/command.h"
#include "command/motion.h"

static bool go_to(struct context *context)
{
    int T = context->session->tape.T, t;
    bool backward = strcmp(context_argument(context, 1), "back") == 0;
    if (backward && context_argument(context, 2) == NULL)
        return context_fault(context, 1, "goto back needs a step") || fault_hint(context->fault, "as in goto back 2");
    if (!backward && context_argument(context, 2) != NULL) {
        context_fault(context, 2, "goto takes one step");
        return fault_hint(context->fault, "usage: goto t, or goto back t");
    }
    if (!context_int(context, backward ? 2 : 1, backward ? 1 : 0, T, &t))
        return false;
    return motion_to(context, backward ? tape_backward_position(T, t) : t);
}

const struct command command_goto = {
    .name = "goto",
    .group = GROUP_MOVE,
    .usage = "t | back t",
    .summary = "to forward step t, or to backward step t",
    .details = "goto 0 is the start. t may be T, the last step.",
    .example = "goto 3",
    .min_args = 1,
    .max_args = 2,
    .words = "back",
    .in_session = true,
    .run = go_to,
};
