/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.h - what a learner has before them: the present page of a lesson with everything said on it, entry after entry.
 *
 * The full screen draws the whole sheet, line mode says what was added; both take their rows from here. */

#ifndef UNROLL_LESSON_SHEET_H
#define UNROLL_LESSON_SHEET_H

#include "lesson/lesson.h"
#include "lesson/prose.h"

enum entry_kind {
    ENTRY_HEADING, /* of the step */
    ENTRY_PARAGRAPH,
    ENTRY_ITEM,
    ENTRY_CODE,
    ENTRY_RUN, /* a command that was run */
    ENTRY_QUESTION,
    ENTRY_CHOICE,     /* its prose begins with its number */
    ENTRY_DERIVATION, /* a line of one */
    ENTRY_HOW,        /* how to answer */
    ENTRY_BLANK,      /* which blank of a derivation is asked for */
    ENTRY_HINT,
    ENTRY_REPLY, /* to an answer that is not right, or to one that cannot be judged */
    ENTRY_RIGHT,
    ENTRY_ANSWER, /* what skip shows */
    ENTRY_EXPLANATION,
    ENTRY_REMARK, /* about the lesson, not of it */
    ENTRY_GUIDE   /* what can be done now */
};

struct sheet_entry {
    enum entry_kind kind;
    struct prose prose;
    bool fresh; /* not shown yet */
};

struct sheet {
    struct text title; /* "unrolling 3/7: Predict the next output" */
    struct sheet_entry *entry;
    int count;
    int news; /* the first of the entries at its end that were added last */
};

/* Makes the sheet empty and keeps its title; sheet_clear frees everything. */
void sheet_empty(struct sheet *sheet);
void sheet_clear(struct sheet *sheet);

/* Adds an entry: a copy of the prose behind the prefix, or formatted text in which `code` and **strong** stand out. */
void sheet_add(struct sheet *sheet, enum entry_kind kind, const char *prefix, const struct prose *prose);
void sheet_addf(struct sheet *sheet, enum entry_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds an entry whose text is code as a whole. */
void sheet_add_code(struct sheet *sheet, enum entry_kind kind, const char *text);

/* Gives the text of the i-th entry of that kind (from 0) another content, code as a whole; it is fresh again if that is
 * new. */
void sheet_replace_code(struct sheet *sheet, enum entry_kind kind, int i, const char *text);

/* The text of the last entry of the kind, borrowed; NULL when there is none. */
const char *sheet_last(const struct sheet *sheet, enum entry_kind kind);

/* Takes away all entries of the kind. */
void sheet_drop(struct sheet *sheet, enum entry_kind kind);

/* Marks everything as shown. */
void sheet_shown(struct sheet *sheet);

/* A row of the sheet: an empty one, or bytes from..to of the prose behind so many blanks. */
struct sheet_row {
    const struct sheet_entry *entry; /* NULL for an empty row */
    const struct prose *prose;       /* the entry's, or its spelling in ASCII */
    size_t from, to;
    int indent;
    bool first; /* of its entry */
};

struct sheet_rows {
    struct sheet_row *row;
    int count;
    struct prose *spelt; /* the proses in ASCII that rows point to */
    int spelt_count;
};

/* Cuts the sheet into rows of at most so many columns; sheet_rows_clear them. Borrows the sheet. framed: all of it but
 * the heading, the guide and how to answer, which stand elsewhere on a screen; otherwise what is fresh. */
void sheet_wrap(struct sheet_rows *rows, const struct sheet *sheet, bool framed, int columns, bool ascii);

/* True for entries that stand behind a bar in a frame: replies and hints, which are set in for it. */
bool sheet_is_barred(const struct sheet_entry *entry);

void sheet_rows_clear(struct sheet_rows *rows);

#endif
