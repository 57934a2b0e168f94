/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bug.h - the broken backward passes in words: what each one is called, what is wrong with it, what puts it right. */

#ifndef UNROLL_SESSION_BUG_H
#define UNROLL_SESSION_BUG_H

#include <stdbool.h>

#include "model/broken.h"

struct bug_row {
    const char *name;
    const char *wrong;  /* "a<t> takes ...", no capital, no full stop */
    const char *repair; /* the same form: "multiply ..." */
    const char *why;    /* whole sentences */
    const char *means;  /* phrases parted by ',': an answer with all words of a phrase means this bug */
};

/* By enum bug; the row of BUG_NONE is empty. */
extern const struct bug_row bugs[BUG_COUNT];

/* The bug that an answer in words means, in the spelling of people: "forgot to add what comes from ŷ". BUG_NONE when no
 * row fits, or when several fit equally well, which several then says. */
enum bug bug_meant(const char *answer, bool *several);

/* The bug that a seed draws, the same on every machine. */
enum bug bug_drawn(int seed);

#endif
