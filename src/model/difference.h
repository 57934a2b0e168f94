/* SPDX-License-Identifier: GPL-3.0-or-later */
/* difference.h - the numeric check: gradients from nothing but the forward pass.
 *
 *     dL/dw = (L(w + h) - L(w - h)) / 2h       h about the cube root of the precision of a double */

#ifndef UNROLL_MODEL_DIFFERENCE_H
#define UNROLL_MODEL_DIFFERENCE_H

#include "model/pass.h"

/* Gives the central difference of L, or of the single loss L<t> where t > 0, by entry i (from 0) of the weight; not a
 * number where a loss is undefined. False when stopped or when memory does not suffice. */
bool difference_of_loss(const struct pass *pass, enum weight w, int i, int t, double *gradient);

/* The same for a<t> of a network with n_a = 1, by entry i of a weight. */
bool difference_of_a(const struct pass *pass, enum weight w, int i, int t, double *derivative);

#endif
