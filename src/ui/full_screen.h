/* SPDX-License-Identifier: GPL-3.0-or-later */
/* full_screen.h - the view for a classroom: panels, a log, and a line to type on. */

#ifndef UNROLL_UI_FULL_SCREEN_H
#define UNROLL_UI_FULL_SCREEN_H

#include "command/runner.h"

struct full_screen;

/* Takes the terminal; NULL when it cannot be drawn on. The session is borrowed. full_screen_close it. */
struct full_screen *full_screen_open(struct session *session, bool colour, bool ascii, bool may_be_unicode);

/* Where commands answer. */
struct sink *full_screen_sink(struct full_screen *screen);

/* Shows, reads and runs until the person leaves or a signal ends the program. */
void full_screen_run(struct full_screen *screen, struct runner *runner);

/* Gives the terminal back. NULL is fine. */
void full_screen_close(struct full_screen *screen);

#endif
