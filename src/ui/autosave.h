/* SPDX-License-Identifier: GPL-3.0-or-later */
/* autosave.h - what a person works on outlives a signal that ends the program, and an end for want of memory. */

#ifndef UNROLL_UI_AUTOSAVE_H
#define UNROLL_UI_AUTOSAVE_H

#include "command/runner.h"

/* Sees to it that the session that is watched when the program ends unannounced is saved then; called before a face
 * takes the terminal, which is put back first. */
void autosave_prepare(void);

/* Begins to watch over the learner's own session, which the runner knows and which is borrowed. Adds to offer what to
 * say of those that were saved before; nothing when there is none. */
void autosave_begin(const struct runner *runner, struct text *offer);

/* Ends it: saves the session when a signal ended the program, under a name that no other has. Those that were offered
 * are not offered again, loaded or not, and stay beside it under other names. Adds to complaint what to say on standard
 * error, when the terminal is back, of a session that could not be saved or may not outlive a power failure. */
void autosave_end(bool by_signal, struct text *complaint);

#endif
