/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player.h - a lesson being played: it shows what stands up to the next stop, and waits there for the learner.
 *
 * A stop is a question or a place where Enter is waited for. Nothing goes on by itself, also not after a right answer.
 * Between stops the learner may do anything with the network; the lesson goes on with its own again. */

#ifndef UNROLL_LESSON_PLAYER_H
#define UNROLL_LESSON_PLAYER_H

#include "lesson/host.h"
#include "lesson/lesson.h"
#include "lesson/progress.h"
#include "lesson/sheet.h"

struct player;

/* A lesson at its beginning, nothing shown yet. lesson is taken over; the others are borrowed. Yours to player_free. */
struct player *player_new(struct lesson *lesson, struct session *session, struct host *host, struct progress *progress);

void player_free(struct player *player);

/* Each does what the command of its name does and shows it; false with a fault when that cannot be done now. */

/* Goes on where progress says, or begins. */
bool player_resume(struct player *player, struct fault *fault);

/* Begins the step of this id or number (from 1). */
bool player_goto(struct player *player, const char *step, struct fault *fault);

/* What Enter does: goes on; before an open question comes back to it, or says what is still missing. */
void player_next(struct player *player);

/* Answers the open question with the line; a fault is about the line and costs nothing. */
bool player_answer(struct player *player, const char *line, struct fault *fault);

bool player_hint(struct player *player, struct fault *fault);
bool player_skip(struct player *player, struct fault *fault);

/* Shows the page again, with the network it had, and asks anew. */
void player_again(struct player *player);

bool player_why(struct player *player, struct fault *fault);

/* Adds the number, the name and the title of a step, "2  loss: The loss"; false where there is no such step. */
bool player_add_step(const struct player *player, int number, struct text *text);

/* Looks at what the learner's commands have brought about, after each line of them. */
void player_look(struct player *player);

/* The learner's own session as it was before the lesson, borrowed; NULL until it has begun. */
const struct session *player_own(const struct player *player);

/* Gives the learner's own network back, as one undo step; for when the lesson is left. */
bool player_leave(struct player *player, struct fault *fault);

/* Makes it a presentation: each command of the lesson waits for Enter, and Enter passes over an open question. */
void player_present(struct player *player);

/* Adds what only the lecturer sees: the notes of the step, the answer to the open question, the commands that come. */
void player_add_notes(const struct player *player, struct text *text);

/* True while a question is open that is answered in words: what is no command is its answer. */
bool player_asks(const struct player *player);

/* True when the lesson is over. */
bool player_is_over(const struct player *player);

const struct lesson *player_lesson(const struct player *player);

/* The open question, or NULL. */
const struct question *player_question(const struct player *player);

/* The blank of a derivation that is asked for, from 1. */
int player_blank(const struct player *player);

const struct sheet *player_sheet(const struct player *player);

/* Adds "two-paths 3/7". */
void player_add_place(const struct player *player, struct text *text);

/* What happened so far, as Markdown; borrowed. */
const struct text *player_transcript(const struct player *player);

/* Adds a line the learner typed to what happened. */
void player_typed(struct player *player, const char *line);

#endif
