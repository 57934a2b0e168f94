/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study.h - the lesson a person is in, seen from the commands: they run its lines and show its pages. */

#ifndef UNROLL_COMMAND_STUDY_H
#define UNROLL_COMMAND_STUDY_H

#include "command/runner.h"
#include "lesson/course.h"
#include "lesson/player.h"

/* "lesson goto" and the like: what stands behind the word, and what it does. */
struct lesson_part {
    const char *word;
    int min_args, max_args; /* behind the word; max_args -1: any number */
    const char *usage;
    bool (*run)(struct context *context);
};

/* The rows, ended by one whose word is NULL. */
extern const struct lesson_part lesson_parts[];

/* What has been done in lessons, borrowed: read when it is first asked for. Says so when it cannot be kept. */
struct progress *study_progress(struct runner *runner);

/* The lesson's player, borrowed; NULL when no lesson is open. */
struct player *study_player(const struct runner *runner);

/* The same; NULL with a fault when no lesson is open. */
struct player *study_need(struct context *context);

/* Opens the lesson of that name, or by_path in that file, in place of one that is open, and goes on where the learner
 * was. False with a fault. */
bool study_open(struct runner *runner, const char *name, bool by_path, struct fault *fault);

/* Presents the lesson of that name to a class: its commands wait for Enter, and nothing is recorded. False with a
 * fault. */
bool study_present(struct runner *runner, const char *name, struct fault *fault);

/* Leaves the lesson, if one is open: the learner's own network comes back. */
bool study_leave(struct runner *runner, struct fault *fault);

/* The learner's own session, borrowed: what the lesson that is open will give back, else the present one. */
const struct session *study_own(const struct runner *runner);

/* Lets go of everything. */
void study_free(struct study *study);

/* True when a lesson is open and what runs is the learner's; and when then what is no command answers its question. */
bool study_listens(const struct runner *runner);
bool study_asks(const struct runner *runner);

/* Answers the open question with the rest of the statement from byte from of its line. */
bool study_answer(struct context *context, size_t from);

/* Lets the lesson know of a line of the learner's, and look at what it has brought about. */
void study_typed(struct runner *runner, const char *line);
void study_look(struct runner *runner);

/* Adds the prompt: "unroll> ", or "two-paths 3/7 > " in a lesson. */
void study_add_prompt(const struct runner *runner, struct text *prompt);

#endif
