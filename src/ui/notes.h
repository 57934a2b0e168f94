/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.h - the lecturer's notes go to a second terminal of the same user, over a socket in XDG_RUNTIME_DIR.
 *
 * The second terminal listens; the first connects whenever it has something new and does not wait, so that a lesson
 * never stops for its notes. */

#ifndef UNROLL_UI_NOTES_H
#define UNROLL_UI_NOTES_H

#include <stdbool.h>

#include "command/sink.h"

/* Sends the text to the terminal that listens; when there is none, nothing happens. A sink's function. */
void notes_send(struct sink *sink, const char *text);

/* Listens, and prints what arrives, until a signal comes. False, after a message on stderr, when it cannot listen. */
bool notes_follow(bool ascii);

#endif
