/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress.h - what a learner has done, kept in a plain text file that can be carried to another machine.
 *
 * One line a record; later lines, and lines and names this program does not know, are kept as they are:
 *     solved LESSON QUESTION      skipped LESSON QUESTION      at LESSON ID      done LESSON
 * ID is where the lesson goes on: behind the question of that name, or at the beginning of the step.
 *
 * Several programs may write at once: each reads the file anew under a lock, adds its own changes and replaces it
 * whole, so none loses what another wrote, and a program that is killed at any moment leaves the old file or the new
 * one. */

#ifndef UNROLL_LESSON_PROGRESS_H
#define UNROLL_LESSON_PROGRESS_H

#include <stdbool.h>

#include "base/fault.h"
#include "base/text.h"
#include "lesson/lesson.h"

enum { PROGRESS_LARGEST = 16 * 1024 * 1024 }; /* bytes of the file */

/* How far a question was brought; the better one is larger. */
enum result { RESULT_NONE, RESULT_SKIPPED, RESULT_SOLVED };

struct progress;

/* The progress kept in the file, which need not exist yet; path NULL: it is kept nowhere. Yours to progress_free. When
 * the file is there and cannot be read there is a fault, and it is left alone. */
struct progress *progress_new(const char *path, struct fault *fault);

void progress_free(struct progress *progress);

enum result progress_result(const struct progress *progress, const char *lesson, const char *question);

/* True when the lesson was played to its end. */
bool progress_is_done(const struct progress *progress, const char *lesson);

/* Adds the lessons this one builds on that are not done, "unrolling, stacking"; nothing when all are. */
void progress_add_missing(const struct progress *progress, const struct lesson *lesson, struct text *names);

/* How many of the lesson's questions were brought at least so far; all of them for RESULT_NONE. */
int progress_count(const struct progress *progress, const struct lesson *lesson, enum result least);

/* Where the lesson goes on, the id of a step or a question, borrowed until the next change; NULL for nowhere. */
const char *progress_place(const struct progress *progress, const char *lesson);

/* Each changes what the functions above give, at once; progress_write brings it to the disk. A result is never
 * lowered. */
void progress_record(struct progress *progress, const char *lesson, const char *question, enum result result);
void progress_move(struct progress *progress, const char *lesson, const char *id);
void progress_finish(struct progress *progress, const char *lesson);
void progress_forget(struct progress *progress, const char *lesson);

/* Brings all changes to the disk. False with a fault when that cannot be done; the next call tries them again. */
bool progress_write(struct progress *progress, struct fault *fault);

#endif
