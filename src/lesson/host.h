/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host.h - what a lesson asks of the rooms above it: that command lines are run, and that its sheet is shown.
 *
 * A lesson is data from strangers: its commands may look, move, set and play, and the host refuses all others. */

#ifndef UNROLL_LESSON_HOST_H
#define UNROLL_LESSON_HOST_H

#include "session/session.h"

struct sheet;

/* Each function gets the host itself first. */
struct host {
    /* Runs one line on the learner's session as if it had been typed: what it answers is shown. False when it failed,
     * which has been reported. */
    bool (*run)(struct host *host, const char *line);

    /* Runs commands, one a line, on a session of the lesson's own, without a word. At the first that fails it stops:
     * false with a fault, and *line, from 1, says which it was. */
    bool (*run_quietly)(struct host *host, struct session *session, const char *commands, int *line,
                        struct fault *fault);

    /* Shows what is fresh on the sheet. */
    void (*show)(struct host *host, const struct sheet *sheet);
};

/* A session as the program starts with it, after these commands: what a lesson's setup makes. Yours to session_free;
 * NULL as for run_quietly. stop: as for session_new. */
struct session *host_fresh(struct host *host, const volatile sig_atomic_t *stop, const char *commands, int *line,
                           struct fault *fault);

#endif
