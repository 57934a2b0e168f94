/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line_mode.h - a conversation, line by line. */

#ifndef UNROLL_UI_LINE_MODE_H
#define UNROLL_UI_LINE_MODE_H

#include "command/runner.h"
#include "ui/plain.h"

/* Prompts, reads and runs lines until the person leaves. */
void line_mode(struct runner *runner, struct plain *plain);

/* Reads commands from a file that is no terminal, as the script called name. False when one failed and keep_going is
 * off. */
bool line_mode_batch(struct runner *runner, struct plain *plain, int file, const char *name);

#endif
