/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aside.h - commands run without a word on a state that is not shown, and a state built so and then put in the place of
 * the present one, whole or not at all. */

#ifndef UNROLL_COMMAND_ASIDE_H
#define UNROLL_COMMAND_ASIDE_H

#include "command/runner.h"
#include "lesson/host.h"

/* Runs the commands, one a line, which may come from there, on the session; nothing of it can be undone. At the first
 * that fails it stops: false with a fault, and *line (from 1) says where. */
bool aside_run(struct session *session, enum origin origin, const char *bytes, size_t count, int *line,
               struct fault *fault);

/* Runs a lesson's commands so: what a host's run_quietly is. */
bool aside_run_of_lesson(struct host *host, struct session *session, const char *lines, int *line, struct fault *fault);

/* Builds a session from the commands (one a line), which may only be those of saved sessions, and makes it the present
 * state as one undo step named made_by; the tape, what is watched and the digits follow. False with a fault that names
 * name and the line. */
bool aside_build(struct session *session, const char *name, const char *bytes, size_t count, const char *made_by,
                 struct fault *fault);

#endif
