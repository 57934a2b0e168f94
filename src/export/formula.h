/* SPDX-License-Identifier: GPL-3.0-or-later */
/* formula.h - the program's own notation taken apart, for the formats that set formulas: TeX and MathML.
 *
 *     -(1-y) log(1-ŷ)     W_y v² a<1>     ∂L<3>/∂a<2>     [0.5 0.1; 0 0.9]     their sum     ____ */

#ifndef UNROLL_EXPORT_FORMULA_H
#define UNROLL_EXPORT_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* A part of the formula, borrowed from it; bytes is NULL where there is none. */
struct slice {
    const char *bytes;
    size_t count;
};

/* Adds the part to the text. */
void slice_add(struct text *text, struct slice slice);

enum atom_kind {
    ATOM_SYMBOL, /* a name of the derivation with everything that hangs on it: ∂ŷ<3>, W_y, v², V', ŷ<3>[1], g*' */
    ATOM_NUMBER, /* 0.5, 1e-05 */
    ATOM_FUNCTION, /* tanh, log */
    ATOM_WORD,     /* of a phrase: from, gains */
    ATOM_SIGN,     /* + - / · ( ) = , … Σ Π */
    ATOM_MATRIX,   /* from '[' to ']' */
    ATOM_BLANK     /* what is to be filled in */
};

struct atom {
    enum atom_kind kind;
    bool apart;        /* a blank stands before it */
    struct slice text; /* all of it; of a symbol only its letter */
    /* These are a symbol's; slices are empty where there is none. */
    bool partial, hat, star;
    struct slice below;  /* y of W_y */
    struct slice step;   /* 3 of a<3>, 3,0 of P<3,0> */
    struct slice entry;  /* 1 of ŷ<3>[1] */
    struct slice raised; /* ² of v², as written */
    int primes;
    bool over; /* it is divided by the symbol that follows: both are parts of a derivative */
};

/* Takes the next atom off the formula. False at its end. */
bool formula_next(const char **formula, struct atom *atom);

/* The same inside a sentence: takes a symbol that no word can be taken for, which has a step, a hat or the like. False
 * where there is none. */
bool formula_symbol(const char **text, struct atom *atom);

/* The plain digit of a raised one at bytes, and the bytes that it takes; 0 bytes where there is none. */
char formula_raised(const char *bytes, size_t *count);

/* The entries of a matrix, one after the other: the next one, and whether it begins a row. False after the last. */
bool formula_entry(struct slice *matrix, struct slice *entry, bool *new_row);

#endif
