/* SPDX-License-Identifier: GPL-3.0-or-later */
/* why.c - the reason behind the last answer. */

#include "command/study.h"

static bool why(struct context *context)
{
    struct player *player = study_need(context);
    return player != NULL && player_why(player, context->fault);
}

const struct command command_why = {
    .name = "why",
    .group = GROUP_LESSONS,
    .usage = "",
    .summary = "repeats why the last answer is right",
    .details = "While the question is open, hint and skip say more about it.",
    .example = "lesson unrolling; lesson goto 2; skip; why",
    .run = why,
};
