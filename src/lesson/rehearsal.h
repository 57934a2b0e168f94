/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearsal.h - a lesson played to its end by nobody, once with all answers right, once with all wrong. */

#ifndef UNROLL_LESSON_REHEARSAL_H
#define UNROLL_LESSON_REHEARSAL_H

#include "lesson/host.h"
#include "lesson/lesson.h"

/* Plays the lesson in bytes[0..count), which is read anew each time, with the player that learners have: all right;
 * then every known mistake, and what can be skipped is skipped. Adds a fault where it does not go on as it should, and
 * both transcripts to transcript, which may be NULL. host's run_quietly runs its commands; stop: as for session_new. */
void rehearsal_run(const char *bytes, size_t count, struct host *host, const volatile sig_atomic_t *stop,
                   struct text *transcript, struct lesson_faults *faults);

#endif
