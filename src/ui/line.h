/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.h - a line from a person at a terminal: history, completion, the keys of .inputrc. The only file that knows
 * readline. */

#ifndef UNROLL_UI_LINE_H
#define UNROLL_UI_LINE_H

#include <stdbool.h>

#include "session/session.h"

/* Begins: history from the file (NULL for none), completion over the session, which is borrowed. */
void line_begin(const struct session *session, const char *history_file);

enum line_result { LINE_READ, LINE_INTERRUPTED, LINE_END };

/* Shows the prompt and reads a line, which is yours to free. Ctrl-C gives LINE_INTERRUPTED, Ctrl-D on an empty line and
 * a terminal or program that ends give LINE_END. */
enum line_result line_read(const char *prompt, char **line);

/* Writes the history and leaves the terminal as it was. */
void line_end(void);

#endif
