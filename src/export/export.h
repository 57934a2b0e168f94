/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.h - the formats a session can be written in: a row each, chosen by the file's ending. */

#ifndef UNROLL_EXPORT_EXPORT_H
#define UNROLL_EXPORT_EXPORT_H

#include "panel/panel.h"

/* What is to be written. */
struct export_request {
    const struct session *session;
    struct picture picture; /* for the formats that hold one */
    const char *title;      /* of the formats that have one; safe to show */
    bool ascii;
};

struct export_format {
    const char *ending;  /* ".csv" */
    const char *summary; /* one line */
    const char *details; /* a sentence or two for the manual */
    bool (*write)(const struct export_request *request, struct text *file, struct fault *fault);
    bool draws;                                      /* it holds one picture */
    bool (*begins)(const char *bytes, size_t count); /* true when a file of these first bytes was written by it */
};

/* The formats, ended by NULL. */
extern const struct export_format *const export_formats[];

/* The format of a file's ending, or NULL with a fault that lists the endings. */
const struct export_format *export_find(const char *path, struct fault *fault);

#endif
