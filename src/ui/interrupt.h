/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interrupt.h - what Ctrl-C and the signals that end or disturb a program leave behind: flags, looked at where it is
 * safe. */

#ifndef UNROLL_UI_INTERRUPT_H
#define UNROLL_UI_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

/* Non-zero since Ctrl-C was pressed; long work looks at it and stops. */
extern volatile sig_atomic_t interrupt_stop;

/* The signal that asks the program to end (SIGTERM, SIGHUP), 0 while none has come. */
extern volatile sig_atomic_t interrupt_end;

/* Non-zero since the terminal changed its size, since the program was asked to pause, and since it went on after a
 * pause. */
extern volatile sig_atomic_t interrupt_resized, interrupt_paused, interrupt_continued;

/* Begins to catch SIGINT, SIGTERM and SIGHUP, as far as the program was not started to ignore them. */
void interrupt_catch(void);

/* Makes a pipe that nobody reads any more an error of the write: who has the terminal is to give it back. */
void interrupt_survive_broken_pipes(void);

/* Waits until the file can be read, or is at its end. False when one of the signals came instead, also when it had come
 * before. */
bool interrupt_wait(int file);

/* Begins to catch what concerns a full screen too: SIGWINCH, SIGTSTP, SIGCONT. */
void interrupt_catch_screen(void);

/* Forgets Ctrl-C, also one that is being kept back. */
void interrupt_forget(void);

/* True when one of the first three has come and is being kept back. */
bool interrupt_is_kept_back(void);

/* Keeps all of them back; before gets the mask to wait with. */
void interrupt_block(sigset_t *before);

#endif
