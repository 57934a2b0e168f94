/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask.h - what is said of a question: the question itself, replies to answers, hints, and at last the answer. */

#ifndef UNROLL_LESSON_ASK_H
#define UNROLL_LESSON_ASK_H

#include "lesson/judge.h"
#include "lesson/sheet.h"

/* Adds the question and how to answer it. */
void ask_question(struct sheet *sheet, const struct question *question);

/* Adds the question at blank k of a derivation, or fills in the blanks before it. */
void ask_blank(struct sheet *sheet, const struct question *question, int k);

/* Adds the reply to an answer. */
void ask_reply(struct sheet *sheet, const struct session *session, const struct question *question,
               const struct judgement *judgement);

/* Adds the hint (from 0). */
void ask_hint(struct sheet *sheet, const struct question *question, int hint);

/* Adds the answer; for something to bring about, the commands that do it. */
void ask_answer(struct sheet *sheet, const struct session *session, const struct question *question);

/* Adds why; nothing where the lesson does not say. */
void ask_explanation(struct sheet *sheet, const struct question *question);

#endif
