/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crash.h - the way back when the program falls over: the terminal as it was. Curses and readline fall over
 * where they find no memory, and that need not be a crash. */

#ifndef UNROLL_UI_CRASH_H
#define UNROLL_UI_CRASH_H

#include <stdbool.h>
#include <termios.h>

/* From now on a crash gives the terminal these modes back. */
void crash_catch(const struct termios *modes);

/* A crash writes this string, too; there is room for a few short ones. */
void crash_add_way_back(const char *string);

/* Leaves crashes to whom they were left before. */
void crash_leave(void);

/* Calls the function; false when something in it has reached for memory that it did not get. The terminal is as it was
 * then, and crashes are left alone. A signal that is sent from outside ends the program as ever. */
bool crash_survives(void (*function)(void *argument), void *argument);

/* What comes of a crash that was survived and after which nothing can go on: where there is no memory the program ends
 * as it does for want of it; otherwise it was a fault, and a crash it is. */
void crash_end(void);

#endif
