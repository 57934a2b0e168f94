/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantity_spelling.h - the words that names are made of, and which of them a misspelt one may have meant. */

#ifndef UNROLL_SESSION_QUANTITY_SPELLING_H
#define UNROLL_SESSION_QUANTITY_SPELLING_H

#include "session/quantity.h"

/* The word of a name that is neither a weight nor a gradient. */
struct quantity_word {
    const char *letters;
    enum quantity_kind kind;
    int first; /* smallest step; -1 for names without one */
};

/* The row of the word, or NULL. */
const struct quantity_word *quantity_word_find(const char *letters);

/* True for what has a number at every step, which is named behind it in <>. */
bool quantity_word_has_steps(const char *letters);

/* Gives the weight of this spelling, or of one that is near to it; false where there is none. */
bool quantity_weight_find(const char *letters, enum weight *w);
bool quantity_weight_near(const char *letters, enum weight *w);

/* Adds to the fault of a word that is unknown which name it may have meant, or where they are listed. Always false. */
bool quantity_hint_meant(const struct session *session, const char *letters, struct fault *fault);

#endif
