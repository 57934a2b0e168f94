/* SPDX-License-Identifier: GPL-3.0-or-later */
/* broken.h - ten broken backward passes, each with one mistake that students make.
 *
 * The right backward pass (pass.h) does at every step t = T..1
 *
 *     dL/da<t> = W_y' dL<t>/do<t> + V' D<t+1> dL/da<t+1>
 *     each gradient += its share times its source:
 *         dL/dV    D<t> dL/da<t>   a<t-1>'          dL/dW_y   dL<t>/do<t>   a<t>'
 *         dL/dU    D<t> dL/da<t>   x<t>'            dL/db_y   dL<t>/do<t>   1
 *         dL/db_a  D<t> dL/da<t>   1
 *
 * and a broken one does all of this but for its one mistake. It reads the forward pass of a pass and leaves that pass
 * alone, so that the right gradients stay at hand beside the broken ones. */

#ifndef UNROLL_MODEL_BROKEN_H
#define UNROLL_MODEL_BROKEN_H

#include "model/pass.h"

enum bug {
    BUG_NONE,
    BUG_ONLY_FROM_YHAT, /* dL/da<t> without what a<t+1> sends */
    BUG_ONLY_FROM_NEXT, /* dL/da<t> without what yhat<t> sends, for t < T */
    BUG_NOT_SUMMED,     /* each gradient = where += belongs: the share of the last step done, t = 1, is left */
    BUG_NO_SLOPE,       /* D<t> taken as 1 */
    BUG_A_FOR_A_BEFORE, /* the source of dL/dV is a<t>' */
    BUG_X_BEFORE_FOR_X, /* the source of dL/dU is x<t-1>', with x<0> = 0 */
    BUG_BIAS_ONCE,      /* da<t>/db_a = 1, slip S4: the share of dL/db_a is W_y' dL<t>/do<t> */
    BUG_EQUATION_3,     /* dL/dV = sum over t of sum_{i=1..t} sum_{j=1..t-i} (W_y V^j)' a<t-i-j>', slip S5; for several
                           outputs the sum of the rows of W_y V^j stands in it, as every z counts as 1 */
    BUG_SIGN_OF_Z,      /* bce: the second half of z<t> has the sign of slip S1; other losses: all of z<t> */
    BUG_ONE_STEP_SHORT, /* the loop ends at t = 2: step 1 has no share in any gradient */
    BUG_COUNT
};

struct broken {
    struct pass *pass; /* borrowed */
    enum bug bug;
    int backward;            /* dL/da is known for t = backward..T; T + 1 when for none */
    double *by_a;            /* T * n_a: dL/da<t>, from t = 1 */
    double *literal;         /* T * n_a: the share of dL/dV by equation (3), from t = 1; NULL for other bugs */
    double *gradients_after; /* for each group of steps, as in the pass, the packed gradients of all later steps */
    struct gradients so_far; /* of steps backward..T */
};

/* A broken backward pass (bug is not BUG_NONE) that has computed nothing yet, over the forward pass it borrows, yours
 * to broken_free; NULL when memory does not suffice. */
struct broken *broken_new(struct pass *pass, enum bug bug);

void broken_free(struct broken *broken);

/* Forgets everything computed, after pass_restart. */
void broken_restart(struct broken *broken);

/* Computes down to step t, t = 1..T + 1, and what of the forward pass that needs. False when the pass's stop was raised
 * on the way. */
bool broken_backward(struct broken *broken, int t);

/* dL/da<t>, borrowed, t = backward..T. */
const double *broken_by_a(const struct broken *broken, int t);

/* What the step functions of the same names give (step.h), with the mistake. */
void broken_loss_by_o(const struct broken *broken, int t, double *by_o);
void broken_from_yhat(const struct broken *broken, int t, double *arriving);
void broken_from_next(const struct broken *broken, int t, double *arriving);
void broken_delta(const struct broken *broken, int t, double *delta);
void broken_add_gradients(const struct broken *broken, int t, struct gradients *gradients);

/* The source of the weight w at step t: a<t-1>, x<t>, a<t> or 1, or what the mistake puts there. Borrowed. */
const double *broken_source(const struct broken *broken, enum weight w, int t);

/* Gives what the backward pass has for gradients when it has come to step t = backward..T: the result for t = 1. */
void broken_gradients(const struct broken *broken, int t, struct gradients *gradients);

#endif
