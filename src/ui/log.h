/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.h - what was said, kept to be read again. */

#ifndef UNROLL_UI_LOG_H
#define UNROLL_UI_LOG_H

#include "panel/canvas.h"

struct log_line {
    char *text; /* safe to show */
    enum style style;
};

struct log {
    struct log_line *line;
    int count;
    long forgotten; /* lines that were dropped because there were too many */
};

void log_clear(struct log *log);

/* Adds the text, which may come from strangers, a line for each of its lines. */
void log_add(struct log *log, enum style style, const char *text);

/* Takes the last line back. */
void log_drop(struct log *log);

/* The lines that were ever added, and not taken back. */
long log_added(const struct log *log);

/* The rows that the lines from first on take in that many columns, where more than most need not be counted. */
int log_rows(const struct log *log, int first, int columns, bool ascii, int most);

/* Draws the log so that its last row but `up` is the last of the area. */
void log_draw(const struct log *log, const struct area *area, int up);

#endif
