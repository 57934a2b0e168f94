/* SPDX-License-Identifier: GPL-3.0-or-later */
/* near.h - which of the known names a misspelt one may have meant. */

#ifndef UNROLL_BASE_NEAR_H
#define UNROLL_BASE_NEAR_H

/* Keeps the candidate nearest to a word among those offered one after another. */
struct near {
    const char *word;    /* borrowed */
    const char *nearest; /* borrowed; NULL while none is near enough */
    int distance;
};

void near_begin(struct near *near, const char *word);

/* Offers a candidate: it is kept when fewer letters are missing, wrong or swapped than in the best so far, and at
 * most one in a word of up to five letters, two in one of up to nine, three in a longer one. */
void near_offer(struct near *near, const char *candidate);

#endif
