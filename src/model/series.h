/* SPDX-License-Identifier: GPL-3.0-or-later */
/* series.h - the power series of the notes, term by term.
 *
 * Seen from the output at step t, a change of V at step t-j travels along one path whose weight is
 *     P<t,0> = G*<t> W_y D<t>,   P<t,j> = P<t,j-1> V D<t-j>          (n_y x n_a)
 * and contributes P<t,j>' a<t-1-j>' to dyhat<t>/dV, P<t,j>' x<t-j>' to dyhat<t>/dU and P<t,j>' to dyhat<t>/db_a. With
 * identity g and g* and scalars P<t,j> is W_y v^j. Seen from the loss L<t> instead, the path begins with one row,
 * p<t,0> = (dL<t>/do<t>)' W_y D<t>, and the terms are the cells of the triangle (triangle.h). */

#ifndef UNROLL_MODEL_SERIES_H
#define UNROLL_MODEL_SERIES_H

#include "model/pass.h"
#include "model/recurrence.h"

enum series_from { SERIES_FROM_YHAT, SERIES_FROM_LOSS };

/* Walks the terms for j = 0, 1, ..., t-1, newest first. */
struct series {
    const struct pass *pass; /* borrowed */
    enum weight w;           /* WEIGHT_V, WEIGHT_U or WEIGHT_B_A */
    int t;
    int j;        /* the present term; -1 before the first */
    int rows;     /* of the path: n_y from yhat, 1 from the loss */
    double *path; /* P<t,j>, rows x n_a, owned */
    double *next; /* room for the next path */
};

/* Begins before the first term of step t, whose forward pass is done. series_clear it. */
void series_begin(struct series *series, const struct pass *pass, enum series_from from, enum weight w, int t);

/* Moves to the next term and returns true, or false after j = t-1. */
bool series_next(struct series *series);

/* Moves on to term j, which is not before the present one, one step of the path at a time. False when the pass's stop
 * was raised on the way. */
bool series_go(struct series *series, int j);

/* The numbers the path weight is multiplied with: a<t-1-j>, x<t-j> or 1; count is how many. Borrowed. */
const double *series_source(const struct series *series, int *count);

/* The present term for row i of the path, in the shape of the weight. */
void series_term(const struct series *series, int i, double *term);

/* The sum of all terms after the present one for row i, in the shape of the weight: P<t,j> V da<t-1-j>/dw. The
 * recurrence belongs to the same pass. False when stopped. */
bool series_rest(const struct series *series, struct recurrence *recurrence, int i, double *rest);

void series_clear(struct series *series);

#endif
