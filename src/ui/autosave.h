/* SPDX-License-Identifier: GPL-3.0-or-later */
/* autosave.h - what a person works on outlives a signal that ends the program, and an end for want of memory. */

#ifndef UNROLL_UI_AUTOSAVE_H
#define UNROLL_UI_AUTOSAVE_H

#include "session/session.h"

/* Sees to it that the session that is watched when the program ends unannounced is saved then; called before a face
 * takes the terminal, which is put back first. */
void autosave_prepare(void);

/* Begins to watch over the session, which is borrowed. Adds to offer what to say of one that was saved before; nothing
 * when there is none. */
void autosave_begin(const struct session *session, struct text *offer);

/* Ends it: saves the session when a signal ended the program, else forgets one that was offered and left in peace. */
void autosave_end(bool by_signal);

#endif
