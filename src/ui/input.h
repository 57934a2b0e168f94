/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.h - the bytes that are typed or pasted. Readline waits inside a paste until its end comes; where nobody will
 * send it any more, because of Ctrl-C, of a signal that ends the program or of a terminal that has vanished, it is made
 * up. */

#ifndef UNROLL_UI_INPUT_H
#define UNROLL_UI_INPUT_H

#include <signal.h>
#include <stdbool.h>

/* Waits for the next byte, while all signals but those kept back are let in; it may be one of a made-up end. EOF when
 * the program ends or the terminal has vanished. */
int input_byte(const sigset_t *kept);

/* Takes note of a byte that readline has read by itself. */
void input_see(int byte);

/* True between the first byte and the last of a paste, and of its made-up end. */
bool input_in_paste(void);

/* True while bytes of a made-up end are left. */
bool input_ends_paste(void);

/* True when Ctrl-C has ended the paste. */
bool input_cancelled(void);

/* True when there was no byte any more. */
bool input_vanished(void);

#endif
