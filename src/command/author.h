/* SPDX-License-Identifier: GPL-3.0-or-later */
/* author.h - what an author of lessons needs: `lesson new` and `lesson check`. */

#ifndef UNROLL_COMMAND_AUTHOR_H
#define UNROLL_COMMAND_AUTHOR_H

#include "command/command.h"

/* Each runs the part of the command `lesson` of its name; its files are arguments 2 and on. */
bool author_new(struct context *context);
bool author_check(struct context *context);

#endif
