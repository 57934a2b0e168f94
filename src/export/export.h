/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.h - the formats a session can be written in: a row each, chosen by the file's ending. */

#ifndef UNROLL_EXPORT_EXPORT_H
#define UNROLL_EXPORT_EXPORT_H

#include "panel/panel.h"

/* What stands where a worksheet asks: a step's numbers as ever, blanks, or what belongs into the blanks. */
enum answers { ANSWERS_SHOWN, ANSWERS_BLANK, ANSWERS_KEY };

/* What is to be written. */
struct export_request {
    const struct session *session;
    struct picture picture; /* for the formats that hold one */
    const char *title;      /* of the formats that have one; safe to show */
    bool ascii;
    bool each_step; /* every step of the tape, not the present one alone */
    enum answers answers;
    /* What is recorded: a line that was typed and its NUL, what was answered (as a terminal shows it, a newline after
     * each row) and its NUL, and so on. Borrowed; NULL where no script was named. */
    const struct text *spoken;
};

/* How a format holds every step of the tape. */
enum steps {
    STEPS_ALWAYS,   /* it does so without being asked */
    STEPS_TOGETHER, /* one below the other */
    STEPS_APART     /* a file for each */
};

struct export_format {
    const char *ending;  /* ".csv" */
    const char *summary; /* one line */
    const char *details; /* a sentence or two for the manual */
    bool (*write)(const struct export_request *request, struct text *file, struct fault *fault);
    bool draws; /* it holds one picture */
    enum steps steps;
    bool worksheet;                                  /* it can be one */
    bool script;                                     /* it is a recording of one */
    bool (*begins)(const char *bytes, size_t count); /* true when a file of these first bytes was written by it */
};

/* The formats, ended by NULL. */
extern const struct export_format *const export_formats[];

/* What can stand behind the file: a row each. */
struct export_option {
    const char *name;
    const char *summary; /* one line */
    void (*set)(struct export_request *request);
};

/* The rows, ended by one whose name is NULL. */
extern const struct export_option export_options[];

/* The format of a file's ending, or NULL with a fault that lists the endings. */
const struct export_format *export_find(const char *path, struct fault *fault);

/* True when the format can be written as the request asks; otherwise false with a fault that says what can. */
bool export_possible(const struct export_format *format, const struct export_request *request, struct fault *fault);

/* True when the bytes begin so, with a digit behind it: the version or the shape, as this program writes it. */
bool export_begins(const char *bytes, size_t count, const char *begin);

#endif
