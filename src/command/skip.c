/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skip.c - the answer and why, without having found it. */

#include "command/study.h"

static bool skip(struct context *context)
{
    struct player *player = study_need(context);
    return player != NULL && player_skip(player, context->fault);
}

const struct command command_skip = {
    .name = "skip",
    .group = GROUP_LESSONS,
    .usage = "",
    .summary = "shows the answer to the open question and why",
    .details = "A question that was skipped counts as skipped until it is solved. Some lessons want their hints to be "
               "read first.",
    .example = "lesson unrolling; lesson goto 2; skip",
    .run = skip,
};
