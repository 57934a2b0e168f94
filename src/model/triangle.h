/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle.h - dL/dV taken apart: by the step whose loss sees it and by the step whose use of V it comes from.
 *
 *     C[t,k] = contribution to dL/dV of the use of V at step k <= t, seen from the loss at step t = p<t,t-k>' a<k-1>'
 *
 * The sum of row t is dL<t>/dV (the power series); the sum of column k is D<k> dL/da<k> a<k-1>' (the backward pass);
 * both total dL/dV. The band t - k < tau is truncated backpropagation through time. U and b_a have the same table. */

#ifndef UNROLL_MODEL_TRIANGLE_H
#define UNROLL_MODEL_TRIANGLE_H

#include "model/series.h"

/* Each gives an array in the shape of the weight w: V, U or b_a. The forward pass is done up to t (or T). */

/* C[t,k], k = 1..t. False when the pass's stop was raised. */
bool triangle_cell(const struct pass *pass, enum weight w, int t, int k, double *cell);

/* Adds the sum of the band t - k < tau over all t = 1..T (the whole triangle for tau >= T) to total: the truncated
 * gradient, in T min(tau, T) terms. False when the pass's stop was raised. */
bool triangle_band(const struct pass *pass, enum weight w, int tau, double *total);

/* The gradients by all five weights with every path cut after tau steps: for V, U and b_a what triangle_band gives, for
 * W_y and b_y, which no path leads back from, the full ones. False when the pass's stop was raised. */
bool triangle_truncated(const struct pass *pass, int tau, struct gradients *gradients);

#endif
