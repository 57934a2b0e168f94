/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suggest.h - the assignment that words may have been meant as, which failed as a command. */

#ifndef UNROLL_COMMAND_SUGGEST_H
#define UNROLL_COMMAND_SUGGEST_H

#include "command/command.h"

/* Makes "v = 0.7 sets it" the hint of the fault where the words are an assignment without its sign. */
void suggest_assignment(const struct context *context);

#endif
