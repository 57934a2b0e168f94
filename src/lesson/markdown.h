/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markdown.h - Markdown cut into the pieces a lesson is made of, one after another; whatever is none of them is a
 * fault. */

#ifndef UNROLL_LESSON_MARKDOWN_H
#define UNROLL_LESSON_MARKDOWN_H

#include "lesson/lesson.h"

enum piece_kind {
    PIECE_HEADING,
    PIECE_PARAGRAPH,
    PIECE_ITEM, /* its prose begins with "- " or "1. " */
    PIECE_CODE, /* between fences */
    PIECE_RULE  /* --- */
};

struct piece {
    enum piece_kind kind;
    int level; /* of a heading: the number of its # */
    int line;
    struct prose prose; /* code: the lines between the fences, the first of them on line + 1 */
    char *info;         /* code: what stands behind the opening fence; otherwise NULL */
};

struct markdown {
    struct piece *piece;
    int count;
};

/* Cuts the text (no NUL, no carriage returns) into pieces whose strings are safe to show; adds a fault for each thing
 * that has no place in a lesson. markdown_clear it. False, with a fault, when it cannot be read at all. */
bool markdown_read(struct markdown *markdown, const struct text *text, struct lesson_faults *faults);

void markdown_clear(struct markdown *markdown);

#endif
