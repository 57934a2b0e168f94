/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step.h - everything about one step t = 1..T, worked out from what a pass keeps. */

#ifndef UNROLL_MODEL_STEP_H
#define UNROLL_MODEL_STEP_H

#include "model/pass.h"

/* Each function gives one vector of step t into the array named last. The forward pass must have reached t. */

/* s<t> = V a<t-1> + (U x<t> + b_a), n_a entries. */
void step_s(const struct pass *pass, int t, double *s);

/* g'(s<t>), the diagonal of D<t>, n_a entries. */
void step_slope(const struct pass *pass, int t, double *slope);

/* o<t> = W_y a<t> + b_y, n_y entries. */
void step_o(const struct pass *pass, int t, double *o);

/* L<t>; not a number where it is undefined or y<t> is not set. */
double step_loss(const struct pass *pass, int t);

/* z<t> = dL<t>/dyhat<t> and dL<t>/do<t>, n_y entries. */
void step_z(const struct pass *pass, int t, double *z);
void step_loss_by_o(const struct pass *pass, int t, double *by_o);

/* The two gradients that arrive at a<t>, n_a entries each: W_y' dL<t>/do<t> from yhat<t>, and
 * V' D<t+1> dL/da<t+1> from a<t+1> (zeros for t = T). The backward pass must have reached t + 1 for the second. */
void step_from_yhat(const struct pass *pass, int t, double *arriving);
void step_from_next(const struct pass *pass, int t, double *arriving);

/* D<t> dL/da<t>, n_a entries: what the weights used inside g at step t see. The backward pass must have reached t. */
void step_delta(const struct pass *pass, int t, double *delta);

/* Adds what step t contributes to the gradients: delta a<t-1>', delta x<t>', delta for V, U, b_a, and
 * dL<t>/do<t> a<t>', dL<t>/do<t> for W_y, b_y. The backward pass must have reached t. */
void step_add_gradients(const struct pass *pass, int t, struct gradients *gradients);

/* The part of that for W_y and b_y, for which the forward pass is enough. */
void step_add_output_gradients(const struct pass *pass, int t, struct gradients *gradients);

#endif
