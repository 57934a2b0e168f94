/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hint.c - from a nudge to nearly the solution. */

#include "command/study.h"

static bool hint(struct context *context)
{
    struct player *player = study_need(context);
    return player != NULL && player_hint(player, context->fault);
}

const struct command command_hint = {
    .name = "hint",
    .group = GROUP_LESSONS,
    .usage = "",
    .summary = "the next hint to the open question",
    .details = "A question has two hints or more, each telling more than the one before. They cost nothing.",
    .example = "lesson unrolling; lesson goto 2; hint",
    .run = hint,
};
