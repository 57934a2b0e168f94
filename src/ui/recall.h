/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recall.h - the lines that were typed before, here and in earlier sittings, for Up and Ctrl-R: readline's list of them.
 * The only file that knows that list. */

#ifndef UNROLL_UI_RECALL_H
#define UNROLL_UI_RECALL_H

#include "base/text.h"

/* Begins with the lines in the file (NULL for none), which are to be kept there. */
void recall_begin(const char *file);

/* Adds a line that was typed, unless it is empty or the same as the last. */
void recall_add(const char *line);

/* A walk through the lines begins behind the newest again. */
void recall_from_newest(void);

/* Forgets what can be undone of lines that were fetched from the list; called when a line is done with. */
void recall_forget_undone(void);

/* Hands the lines that were typed here to the file. Adds to complaint what to say on standard error when that cannot be
 * done. */
void recall_end(struct text *complaint);

#endif
