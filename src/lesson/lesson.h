/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lesson.h - a lesson as read from its file: steps, and in each step what is shown, run and asked, in order.
 *
 * A lesson is data from strangers. Every string here is safe to show: control characters and the like have been made
 * visible. Nothing has been run or evaluated yet; that is for the checker and the player. */

#ifndef UNROLL_LESSON_LESSON_H
#define UNROLL_LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"

enum { LESSON_FORMAT = 1, LESSON_LARGEST = 1024 * 1024, LESSON_PAGE_ROWS = 18, LESSON_PAGE_COLUMNS = 78 };

/* No honest lesson comes near these; they bound what a hostile one costs. */
enum { LESSON_MOST_REQUIRED = 20, LESSON_MOST_FIELDS = 200, LESSON_MOST_BLANKS = 50, LESSON_MOST_HINTS = 20 };

enum emphasis { EMPHASIS_NONE, EMPHASIS_CODE, EMPHASIS_STRONG };

/* Bytes from..to of a prose's text that stand out. */
struct emphasized {
    size_t from, to;
    enum emphasis emphasis;
};

/* Text, and what stands out in it, in order. Newlines only where lines must end: in code, and between the paragraphs of
 * a hint, an explanation or a note. */
struct prose {
    char *text;
    struct emphasized *part;
    int part_count;
    int line; /* of the file, from 1, on which it begins; so in all that follows */
};

/* What a wrong answer of this value is told. */
struct reply {
    char *expression; /* for a derivation's blank as for a prediction; commands, one a line, for a `try` */
    int blank;        /* which blank of a derivation, from 1; 0 elsewhere */
    struct prose text;
    int line;
};

struct choice {
    bool right;
    struct prose text, reply;
    int line;
};

/* An expression or a condition with the line it stands on. */
struct formula {
    char *text;
    int line;
};

enum question_kind { QUESTION_PREDICT, QUESTION_CHOICE, QUESTION_DERIVE, QUESTION_DO };

struct question {
    enum question_kind kind;
    char *id;
    int line;
    struct prose ask;      /* empty for a derivation without one */
    struct formula answer; /* predict: the value; derive: the target */
    double tolerance;      /* predict: absolute; 0 where none is given */
    struct reply *reply;   /* predict and derive: wrong values; do: tries */
    int reply_count;
    struct choice *choice;
    int choice_count;
    struct formula *formula; /* derive: the lines, {...} in them the blanks; do: the expectations */
    int formula_count;
    char *solution;     /* do: commands, one a line */
    int *solution_line; /* of each of them */
    struct prose *hint;
    int hint_count;
    struct prose explanation;
};

enum block_kind {
    BLOCK_PARAGRAPH,
    BLOCK_ITEM, /* of a list; its prose begins with the bullet or number */
    BLOCK_CODE,
    BLOCK_WAIT,  /* for Enter */
    BLOCK_SETUP, /* commands */
    BLOCK_RUN,   /* commands */
    BLOCK_NOTE,  /* for the lecturer */
    BLOCK_QUESTION
};

struct block {
    enum block_kind kind;
    int line;
    struct prose prose;       /* paragraph, item, code, note */
    char *commands;           /* setup, run: one a line */
    struct question question; /* question */
};

struct lesson_step {
    char *id; /* "" for what stands before the first heading */
    char *title;
    int line;
    struct block *block;
    int block_count;
};

enum skip_rule { SKIP_ALLOWED, SKIP_AFTER_HINTS, SKIP_NEVER };

struct lesson {
    char *id;
    char *title;
    char **required; /* ids of the lessons it builds on */
    int required_count;
    int required_line;
    int minutes;
    enum skip_rule skip;
    struct lesson_step *step; /* step 0 is what stands before the first heading, possibly without blocks */
    int step_count;
};

/* A place in a lesson file where something is not as it should be. */
struct lesson_fault {
    int line;
    char *message; /* safe to show; one sentence without a full stop */
};

enum { LESSON_MOST_FAULTS = 1000 }; /* that are kept, the first ones */

struct lesson_faults {
    struct lesson_fault *fault; /* in the order of their lines */
    int count;
};

/* True for names that a lesson, a step or a question may have: small letters, digits and '-'. */
bool lesson_is_id(const char *name);

/* The id in a file's name without folder and ending, "09-backwards"; NULL when no lesson is called so. */
const char *lesson_id_in(const char *file);

/* Reads a lesson from bytes[0..count). name is the file's name without folder and ending, "09-backwards", or NULL to
 * leave the id unchecked. Yours to lesson_free. NULL, with at least one fault added, when the bytes are no lesson; a
 * lesson and faults when it has faults of structure that playing survives: questions that cannot be asked are left out
 * of it, so each one has an id and what its kind needs; hints and the explanation may be missing. */
struct lesson *lesson_read(const char *name, const char *bytes, size_t count, struct lesson_faults *faults);

void lesson_free(struct lesson *lesson);

/* Adds a fault of the line, keeping the order of lines. */
void lesson_fault_add(struct lesson_faults *faults, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void lesson_faults_clear(struct lesson_faults *faults);

#endif
