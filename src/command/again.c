/* SPDX-License-Identifier: GPL-3.0-or-later */
/* again.c - the page once more, with its network. */

#include "command/study.h"

static bool again(struct context *context)
{
    struct player *player = study_need(context);
    if (player != NULL)
        player_again(player);
    return player != NULL;
}

const struct command command_again = {
    .name = "again",
    .group = GROUP_LESSONS,
    .usage = "",
    .summary = "shows the page of the lesson again and asks anew",
    .details = "The network is as it was when the page began. What was solved stays solved.",
    .example = "lesson unrolling; again",
    .run = again,
};
