/* SPDX-License-Identifier: GPL-3.0-or-later */
/* question.h - the questions of a lesson, made from the fields of their blocks. */

#ifndef UNROLL_LESSON_QUESTION_H
#define UNROLL_LESSON_QUESTION_H

#include "lesson/fields.h"

/* Makes the question of this kind (KIND_PREDICT .. KIND_DO) from its fields; id is taken over. What is wrong with it is
 * added to the faults. question_clear it. */
void question_read(struct question *question, enum kind kind, char *id, int line, const struct fields *fields,
                   struct lesson_faults *faults);

/* True when it can be asked: it has an id and everything its kind needs. */
bool question_is_sound(const struct question *question);

void question_clear(struct question *question);

#endif
