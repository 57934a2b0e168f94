/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transcript.h - what happened in a lesson, as Markdown. */

#ifndef UNROLL_LESSON_TRANSCRIPT_H
#define UNROLL_LESSON_TRANSCRIPT_H

#include "lesson/sheet.h"

/* Adds what is fresh on the sheet; guides are left out. */
void transcript_add(struct text *transcript, const struct sheet *sheet);

/* Adds a line the learner typed. */
void transcript_add_typed(struct text *transcript, const char *line);

#endif
