/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rewind.c - back to the start of the tape. */

#include "command/command.h"
#include "command/motion.h"

static bool rewind_tape(struct context *context)
{
    return motion_to(context, 0);
}

const struct command command_rewind = {
    .name = "rewind",
    .group = GROUP_MOVE,
    .usage = "",
    .summary = "to the start of the tape",
    .details = "The network and the sequence stay as they are.",
    .example = "rewind",
    .in_session = true,
    .run = rewind_tape,
};
