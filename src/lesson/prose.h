/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prose.h - paragraphs: what stands out in them, and how they wrap. */

#ifndef UNROLL_LESSON_PROSE_H
#define UNROLL_LESSON_PROSE_H

#include "base/text.h"
#include "lesson/lesson.h"

/* A prose that grows piece by piece. Set to {0} it is empty. */
struct prose_writer {
    struct text text;
    struct emphasized *part;
    int part_count;
};

/* Adds count bytes from a stranger, made visible; a newline stays one. */
void prose_add(struct prose_writer *writer, const char *bytes, size_t count, enum emphasis emphasis);

/* Gives what was written, without blanks at its end, as the prose that begins on the line; prose_clear it. The writer
 * is empty then. */
struct prose prose_take(struct prose_writer *writer, int line);

/* Makes prose of the text of a fenced block: `code` and **strong** stand out, lines are joined, an empty line begins a
 * new one. line is that of the file on which the text begins. Yours to prose_clear. */
struct prose prose_from(const char *text, int line);

/* The same prose with its signs spelt in ASCII: yhat, ^2. Yours to prose_clear. */
struct prose prose_ascii(const struct prose *prose);

void prose_clear(struct prose *prose);

/* The bytes from..to of a prose that fill one line, behind indent blanks. */
struct prose_line {
    size_t from, to;
    int indent;
};

struct prose_lines {
    struct prose_line *line;
    int count;
};

/* Cuts the prose into lines of at most so many columns (1 or more), at blanks where there are some; newlines end lines.
 * All lines but the first are indented by hang columns (a list item's: prose_item_hang). prose_lines_clear the
 * lines. */
void prose_wrap(struct prose_lines *lines, const struct prose *prose, int columns, int hang);

void prose_lines_clear(struct prose_lines *lines);

/* The columns of the bullet or number with which a list item begins. */
int prose_item_hang(const struct prose *item);

/* The end of the bytes from byte `from` on, at most up to byte `to`, that share one emphasis, and which. */
size_t prose_run(const struct prose *prose, size_t from, size_t to, enum emphasis *emphasis);

#endif
