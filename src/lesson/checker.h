/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checker.h - whether a lesson keeps its promises: its commands run, its answers exist, mistakes are told apart from
 * them and from each other, its tasks can be done and are not done already, and no hint says too much. */

#ifndef UNROLL_LESSON_CHECKER_H
#define UNROLL_LESSON_CHECKER_H

#include "lesson/host.h"
#include "lesson/lesson.h"

/* Adds a fault for each promise the lesson breaks, found by running it on sessions of its own with the host's
 * run_quietly. folder is where its file stands, for the lessons it requires; NULL when that is not known. stop: as for
 * session_new; when it becomes non-zero the rest is not checked. */
void checker_run(const struct lesson *lesson, const char *folder, struct host *host, const volatile sig_atomic_t *stop,
                 struct lesson_faults *faults);

/* Reads and checks the lesson in the file and, when nothing is wrong so far, rehearses it. Adds a line
 * "PATH:LINE: MESSAGE" to the report for each fault, and gives their number; -1 with a fault when the file cannot be
 * read or the work was interrupted. */
int checker_report(const char *path, struct host *host, const volatile sig_atomic_t *stop, struct text *report,
                   struct fault *fault);

#endif
