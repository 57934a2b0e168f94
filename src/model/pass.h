/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pass.h - one forward and one backward pass of a network over a sequence, computed as far as somebody asks.
 *
 * Kept for each step are a<t>, yhat<t> and dL/da<t>: everything else about a step follows from these at once (step.h).
 * The passes go in blocks of PASS_BLOCK steps; at each block's edge the running sums of L and of the gradients are
 * kept, so that "L so far" and "gradients so far" cost the same at t = 3 and at t = 3,000,000. A scalar network takes
 * 40 bytes a step with its x and y, and a little for each block. */

#ifndef UNROLL_MODEL_PASS_H
#define UNROLL_MODEL_PASS_H

#include <signal.h>
#include <stdbool.h>

#include "model/gradients.h"
#include "model/network.h"
#include "model/sequence.h"

enum { PASS_BLOCK = 128 };

struct pass {
    const struct network *network;     /* borrowed */
    const struct sequence *sequence;   /* borrowed */
    const volatile sig_atomic_t *stop; /* borrowed; a pass ends early when it becomes non-zero; may be NULL */
    int forward;                       /* a and yhat are known for t = 1..forward */
    int backward;                      /* dL/da is known for t = backward..T; T + 1 when for none */
    int overflow;                      /* the first t whose a<t> or yhat<t> is not finite; 0 while none is */
    double *a;                         /* (T + 1) * n_a, from a<0> */
    double *yhat;                      /* T * n_y, from yhat<1> */
    double *by_a;                      /* T * n_a: dL/da<t>, from t = 1; if scalar, dL/do<t> for t < backward */
    double *loss_before;               /* for each block the sum of L<t> over all earlier blocks */
    double *gradients_after;           /* for each group of blocks the packed gradients summed over all later steps */
    int gradients_size;                /* entries of a pack */
    int group;                         /* steps of a group: a multiple of PASS_BLOCK and at least a pack's entries */
    struct gradients so_far;           /* summed over t = backward..T */
    struct recent_gradients *recent;   /* what was asked for last, so that the step before it costs one step more */
};

/* A pass that has computed nothing yet, over what it borrows, yours to pass_free; NULL when memory does not suffice. */
struct pass *pass_new(const struct network *network, const struct sequence *sequence,
                      const volatile sig_atomic_t *stop);

void pass_free(struct pass *pass);

/* True when its stop is raised. */
bool pass_stopped(const struct pass *pass);

/* Forgets everything computed, after weights or values (not shapes or T) have changed. */
void pass_restart(struct pass *pass);

/* Computes a<1>..a<t> and yhat<1>..yhat<t>, t = 0..T. False when stopped on the way. */
bool pass_forward(struct pass *pass, int t);

/* Computes dL/da<T>..dL/da<t>, t = 1..T + 1, and what of the forward pass that needs. False when stopped. */
bool pass_backward(struct pass *pass, int t);

/* Borrowed: a<t> for t = 0..forward, yhat<t> for t = 1..forward, dL/da<t> for t = backward..T. */
const double *pass_a(const struct pass *pass, int t);
const double *pass_yhat(const struct pass *pass, int t);
const double *pass_by_a(const struct pass *pass, int t);

/* The sum of L<1>..L<t>, t = 0..forward; not a number where one of them is undefined or y is not set. */
double pass_loss(const struct pass *pass, int t);

/* Gives the gradients summed over the uses of the weights at steps t..T, t = backward..T: the totals for t = 1. They
 * are not whole when the stop was raised meanwhile. */
void pass_gradients(const struct pass *pass, int t, struct gradients *gradients);

/* The bytes a pass and a sequence of T steps take for a network of this shape. */
double pass_bytes(int T, int n_x, int n_a, int n_y);

#endif
