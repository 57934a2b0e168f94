/* SPDX-License-Identifier: GPL-3.0-or-later */
/* motion.h - what the commands that move along the tape share. */

#ifndef UNROLL_COMMAND_MOTION_H
#define UNROLL_COMMAND_MOTION_H

#include "command/command.h"

/* What is said at the end of the tape, without a full stop. */
extern const char MOTION_AT_END[];

/* Says why there is nowhere to go: there is no sequence, or, with a full stop, at_end. */
void motion_say_nowhere(struct context *context, const char *at_end);

/* Moves as often as argument 1 says (once without it) and tells of the place reached; says at_end when it cannot move
 * at all. */
bool motion_repeat(struct context *context, bool (*move)(struct tape *tape), const char *at_end);

/* Takes one whole step and tells of it; at the end of the tape it says so. */
bool motion_step(struct context *context);

/* Moves to the position and tells of it. */
bool motion_to(struct context *context, int position);

#endif
