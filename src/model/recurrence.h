/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recurrence.h - the forward recurrence of the notes, for every weight inside g at once:
 *
 *     da<t>/dv = D<t> (a<t-1> + V da<t-1>/dv)      da<t>/du = D<t> (x<t> + V da<t-1>/du)
 *     da<t>/db_a = D<t> (1 + V da<t-1>/db_a)       all of them 0 at t = 0                        t = 1..T */

#ifndef UNROLL_MODEL_RECURRENCE_H
#define UNROLL_MODEL_RECURRENCE_H

#include "model/pass.h"

/* Walks along the steps. Values at regular steps are kept, so that any t costs the same once it was passed. */
struct recurrence;

/* A recurrence over the pass, which is borrowed, yours to recurrence_free; NULL when memory does not suffice. */
struct recurrence *recurrence_new(const struct pass *pass);

void recurrence_free(struct recurrence *recurrence);

/* Forgets everything, after pass_restart. */
void recurrence_restart(struct recurrence *recurrence);

/* Goes to step t = 0..forward of its pass. False when the pass's stop was raised on the way. */
bool recurrence_go(struct recurrence *recurrence, int t);

/* At the present step: da_i/dw for every entry of V, U or b_a (rows * cols values, borrowed until the next go),
 * i = 0..n_a - 1. */
const double *recurrence_by(const struct recurrence *recurrence, enum weight w, int i);

/* Gives the sum over i of row[i] da_i/dw, an array in the shape of the weight V, U or b_a; row has n_a entries. */
void recurrence_carry(const struct recurrence *recurrence, enum weight w, const double *row, double *to);

#endif
