/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sequence.h - the inputs x<1>..x<T> and the targets y<1>..y<T> (T_x = T_y in the notes).
 *
 * A sequence is not changed once others may hold it: whoever wants another one makes a copy. That lets undo keep
 * many versions at the cost of one. */

#ifndef UNROLL_MODEL_SEQUENCE_H
#define UNROLL_MODEL_SEQUENCE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

enum { SEQUENCE_LONGEST = 10000000 }; /* the largest T */

struct sequence {
    int holders;
    int T;
    int n_x, n_y;
    int last_unset; /* the last t without a target, 0 for none; T until sequence_finish has looked */
    double *x;      /* T * n_x: x<t> begins at x[(t - 1) * n_x] */
    double *y;      /* T * n_y: y<t> begins at y[(t - 1) * n_y]; not a number where y<t> is not set */
};

/* A sequence of T steps (0..SEQUENCE_LONGEST), x all 0 and y not set, held once; NULL when memory does not suffice. */
struct sequence *sequence_new(int T, int n_x, int n_y);

/* A sequence of T steps with the first steps of this one; the rest as in sequence_new. NULL as there, and when stop
 * (may be NULL) was raised meanwhile. */
struct sequence *sequence_resized(const struct sequence *sequence, int T, const volatile sig_atomic_t *stop);

/* Copies count values of x or y, or makes them not set where from is NULL. False when stop (may be NULL) was raised
 * meanwhile. */
bool sequence_put(double *to, const double *from, size_t count, const volatile sig_atomic_t *stop);

/* Holds it once more and gives it back. */
struct sequence *sequence_hold(struct sequence *sequence);

/* Lets go; the last holder's release frees it. NULL is fine. */
void sequence_release(struct sequence *sequence);

/* x<t> (n_x entries) and y<t> (n_y entries), t = 1..T, borrowed. */
double *sequence_x(const struct sequence *sequence, int t);
double *sequence_y(const struct sequence *sequence, int t);

/* Looks once, when all values are in, for the last step without a target, so that asking later costs nothing. False
 * when stop (may be NULL) was raised meanwhile; another call goes on. */
bool sequence_finish(struct sequence *sequence, const volatile sig_atomic_t *stop);

/* The first t in first..last whose y<t> has an entry that is not set, or 0. */
int sequence_first_unset(const struct sequence *sequence, int first, int last);

#endif
