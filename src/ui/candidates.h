/* SPDX-License-Identifier: GPL-3.0-or-later */
/* candidates.h - what Tab offers for a word, in the kind of list that readline takes and hands out to be shown. */

#ifndef UNROLL_UI_CANDIDATES_H
#define UNROLL_UI_CANDIDATES_H

#include <stdbool.h>
#include <stddef.h>

#include "session/session.h"

struct candidates {
    char **match; /* ended by NULL; the strings and the array are yours to free */
    size_t count;
    bool names; /* some are no commands */
    bool files; /* names of files fit, too */
};

/* Finds what fits the word line[start..end). */
struct candidates candidates_find(const struct session *session, const char *line, size_t start, size_t end);

/* Takes what cannot be seen as it is off a list of readline's, which holds a single file name or what several begin with
 * and then each of them. Gives 0, as readline wants it. */
int candidates_drop_unseen(char **match);

/* Called with each line of a list of completions. */
typedef void candidates_listing(void *to, const char *line);

/* Lists match[1..count] in columns as wide as the widest, which is longest. */
void candidates_list(char **match, int count, int longest, candidates_listing *listing, void *to);

#endif
