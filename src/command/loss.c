/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loss.c - the loss as a sum over time. */

#include "command/command.h"

static bool loss(struct context *context)
{
    struct view view = {.session = context->session, .name = "L"};
    struct session *session = context->session;
    int T = session->now.sequence->T;
    if (!session_sequence_set(context->session, context->fault))
        return false;
    return session_targets_set(session, 1, T, context->fault) && session_forward(session, T, context->fault) &&
           context_picture(context, &panel_explain, &view);
}

const struct command command_loss = {
    .name = "loss",
    .group = GROUP_LOOK,
    .usage = "",
    .summary = "the total loss as the sum of the losses of the steps",
    .details = "explain L<3> shows the loss of one step. loss = mse chooses another loss (bce, mse, ce).",
    .example = "loss",
    .in_lesson = true,
    .run = loss,
};
