/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.h - a command line cut into statements and words that remember where they stood. */

#ifndef UNROLL_BASE_WORDS_H
#define UNROLL_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

struct word {
    char *string;  /* without quotes */
    size_t column; /* its first byte in the line */
    size_t end;    /* the byte after its last */
};

/* The words of line[from..to). line is borrowed, the words are the struct's own. */
struct words {
    const char *line;
    size_t from, to;
    struct word *word;
    int count;
};

/* The end of the statement that starts at byte from: the next ';' or '#' outside quotes and brackets, or the end of
 * the line. '#' begins a comment, which words_next_statement passes over. */
size_t words_statement_end(const char *line, size_t from);

/* The start of the statement after the one that ended at byte end, or the end of the line. */
size_t words_next_statement(const char *line, size_t end);

/* Splits line[from..to) at blanks; "..." or '...' keeps blanks together. False with a fault for a quote that is not
 * closed. words_clear it either way. */
bool words_split(struct words *words, const char *line, size_t from, size_t to, struct fault *fault);

void words_clear(struct words *words);

/* The characters that a word holds only between quotation marks. */
extern const char words_quoted[];

/* The quotation mark the string needs around it to be one word, or '\0'. */
char words_quote(const char *string);

/* The quotation mark that is open before byte `at` of the line, or '\0'. */
char words_open_quote(const char *line, size_t at);

/* Adds the string as a line has to spell it to be one word: in quotes where it needs them. One that holds both kinds of
 * quotes cannot be spelt and is added as it is. */
void words_add(struct text *text, const char *string);

#endif
