/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fields.h - the kinds of blocks a lesson has, the keys of each, and a block's lines as keys and values. */

#ifndef UNROLL_LESSON_FIELDS_H
#define UNROLL_LESSON_FIELDS_H

#include "base/text.h"
#include "lesson/lesson.h"

enum kind {
    KIND_LESSON,
    KIND_PREDICT, /* the four questions, in the order of enum question_kind */
    KIND_CHOICE,
    KIND_DERIVE,
    KIND_DO,
    KIND_SETUP,
    KIND_RUN,
    KIND_HINT,
    KIND_EXPLAIN,
    KIND_NOTE
};

/* A key of a kind of block, as in "tol: 0.005". */
struct kind_key {
    const char *name;
    const char *example; /* of its value */
    int least, most;     /* how often it stands in a block; most 0: as often as one likes */
};

/* A row for each kind of block. */
struct kind_row {
    const char *name;
    enum kind kind;
    const char *tie; /* what stands behind the name: "id" names a question, "for" belongs to one; NULL for nothing */
    const struct kind_key *key; /* ended by one without a name; NULL where the lines are commands or prose */
};

/* The rows, ended by one without a name. */
extern const struct kind_row kind_rows[];

/* A block's opening fence, taken apart. */
struct heading_of_block {
    const struct kind_row *row;
    char *tied; /* behind id= or for=; NULL for none */
};

/* Takes the fence's text "predict id=y3" apart; free tied. False, with a fault of the line, where it is none of the
 * rows' kinds. A missing or wrong tie is a fault and gives NULL. */
bool fence_read(const char *info, int line, struct heading_of_block *heading, struct lesson_faults *faults);

/* One key with its value, the lines that continue it joined by blanks. */
struct field {
    const struct kind_key *key; /* NULL when the kind has none such */
    struct text value;
    int line;
};

struct fields {
    struct field *field;
    int count;
};

/* Cuts the lines of a block, the first on this line of the file, into fields; fence is the line of the opening fence.
 * Keys that the kind does not have, empty values, and keys that stand too seldom or too often are faults. fields_clear
 * them. */
void fields_read(struct fields *fields, const struct kind_row *row, const char *lines, int fence,
                 struct lesson_faults *faults);

void fields_clear(struct fields *fields);

/* The first field with this key from field *at on, which moves behind it; NULL after the last. */
const struct field *fields_next(const struct fields *fields, const char *key, int *at);

/* The first field with this key, or NULL. */
const struct field *fields_find(const struct fields *fields, const char *key);

/* Makes prose of a block's or a value's text; a fault where a backquote is not closed. */
struct prose prose_read(const char *text, int line, struct lesson_faults *faults);

/* The bytes of the text that a message quotes: at most 40, whole characters. For "%.*s". */
int excerpt(const char *text);

#endif
