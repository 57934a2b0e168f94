/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blank.h - the blanks of a derivation: {...} in its lines, counted from 1 through all of them. */

#ifndef UNROLL_LESSON_BLANK_H
#define UNROLL_LESSON_BLANK_H

#include "lesson/lesson.h"

/* What stands in a blank: bytes from..to of the line's text, without the braces. */
struct blank {
    int formula; /* which line, from 0 */
    size_t from, to;
};

/* The number of blanks in all lines. */
int blank_count(const struct question *question);

/* Finds blank k, which must exist. */
struct blank blank_find(const struct question *question, int k);

/* Adds the line with the braces taken away: an expression. */
void blank_add_expression(struct text *text, const struct formula *line);

/* Adds the line as it is shown when blanks 1..filled of the question are filled in; the others are shown as {3}. */
void blank_add_shown(struct text *text, const struct question *question, int formula, int filled);

#endif
