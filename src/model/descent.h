/* SPDX-License-Identifier: GPL-3.0-or-later */
/* descent.h - gradient descent: the weights go against their gradient, again and again.
 *
 *     w <- w - rate c g       g = dL/dw over the chosen entries, c = min(1, clip / |g|)
 *
 * With truncation g is the sum of the band t - k < tau of the triangle instead, with a bug what the broken
 * backward pass gives for it. The places the descent has been at are kept, with L there: of many steps every second,
 * fourth, ... one. */

#ifndef UNROLL_MODEL_DESCENT_H
#define UNROLL_MODEL_DESCENT_H

#include <stdbool.h>

#include "model/broken.h"

enum { DESCENT_MOST_STEPS = 1000000 };

struct descent_plan {
    int steps;    /* at most so many, 1..DESCENT_MOST_STEPS */
    double rate;  /* above 0 */
    double clip;  /* the longest a gradient may be, above 0; infinite for any */
    int tau;      /* truncation, 0 for none */
    enum bug bug; /* the mistake in its backward pass, BUG_NONE for none; not together with truncation */
    bool *chosen; /* which entries of a pack (gradients.h) change; owned */
};

enum descent_end {
    DESCENT_GOES_ON,
    DESCENT_DONE,     /* all steps of the plan */
    DESCENT_STOPPED,  /* the stop was raised */
    DESCENT_FLAT,     /* another step would change nothing */
    DESCENT_LEAVES,   /* another step would leave the domain of the loss */
    DESCENT_OVERFLOWS /* another step would make L, the gradient or a weight too large for a double */
};

struct descent {
    struct descent_plan plan;
    struct network network; /* where it has come to */
    struct pass *pass;      /* over network; NULL once it rests */
    struct broken *broken;  /* over pass; NULL where nothing is broken, or once it rests */
    int size;               /* entries of a pack */
    int count;              /* steps done */
    enum descent_end end;
    double L, length;    /* where it has come to: L, and |g| before clipping */
    double start_length; /* |g| where it began */
    int rises;           /* steps that made L larger, by more than rounding does */
    int clipped;         /* steps whose gradient was shortened */
    int edge;            /* after DESCENT_LEAVES: the first t whose L<t> would not exist, else 0 */
    double *gradient, *before;
    int kept, most;          /* places kept, and the room there is */
    int stride;              /* place i is that after step i * stride */
    double *places, *losses; /* kept * size weights as packed, kept losses */
};

/* A descent that begins at a copy of the network's weights, over the sequence, whose targets are all set and which it
 * borrows until descent_rest. Takes the plan over, also on failure. Yours to descent_free; NULL when memory does not
 * suffice. Nothing is computed yet. */
struct descent *descent_new(const struct network *network, const struct sequence *sequence, struct descent_plan *plan,
                            const volatile sig_atomic_t *stop);

void descent_free(struct descent *descent);

/* Finds L and the gradient at the start. False, with the end set, when stopped or where L is undefined or infinite. */
bool descent_begin(struct descent *descent);

/* Goes so many steps on, or to the end. What a stopped or refused step would have changed stays as it was. */
enum descent_end descent_go(struct descent *descent, int steps);

/* Lets go of what only going on needs: the pass and the sequence. */
void descent_rest(struct descent *descent);

/* L after about the given number of steps: at the last place kept by then. */
double descent_loss_after(const struct descent *descent, int steps);

#endif
