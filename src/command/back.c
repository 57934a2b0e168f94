/* SPDX-License-Identifier: GPL-3.0-or-later */
/* back.c - the tape, the other way. */

#include "command/command.h"
#include "command/motion.h"

static bool back(struct context *context)
{
    return motion_repeat(context, tape_back, "This is the start of the tape");
}

const struct command command_back = {
    .name = "back",
    .aliases = "b",
    .group = GROUP_MOVE,
    .usage = "[n]",
    .summary = "one step back along the tape",
    .details = "A step that substep has begun is taken back first.",
    .example = "back",
    .max_args = 1,
    .in_session = true,
    .run = back,
};
