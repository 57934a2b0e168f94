/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mouse.h - what a terminal reports of its mouse, read without trusting it. */

#ifndef UNROLL_UI_MOUSE_H
#define UNROLL_UI_MOUSE_H

#include <stdbool.h>

#include "base/text.h"
#include "command/key.h"

#define KEY_OLD_MOUSE "\033[M"

struct mouse {
    const struct key *key; /* the row of the button */
    int row, column;       /* counted from 0 */
};

/* Reads a report, KEY_MOUSE "0;12;5M": button; column; row, counted from 1. False for what is none, for a button that
 * no row is about or that is released, and while other keys are held down. */
bool mouse_read(const char *report, struct mouse *mouse);

/* Reads the rest of a report, from the bytes that next gives: what stands behind KEY_MOUSE, or behind KEY_OLD_MOUSE,
 * which terminals of old send. Adds the report as mouse_read takes it and gives the last byte that was read; one below
 * a blank broke the report off. */
int mouse_take(int (*next)(void), struct text *report);
int mouse_take_old(int (*next)(void), struct text *report);

#endif
