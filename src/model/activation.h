/* SPDX-License-Identifier: GPL-3.0-or-later */
/* activation.h - g, g* and their derivatives on vectors. */

#ifndef UNROLL_MODEL_ACTIVATION_H
#define UNROLL_MODEL_ACTIVATION_H

#include "model/network.h"

/* Gives to = g(from), count entries; to may be from. Softmax takes the vector as a whole. */
void activation_apply(enum activation g, const double *from, double *to, int count);

/* Gives to = g'(from), entry by entry; to may be from. Not for softmax, whose derivative is a matrix. */
void activation_slope(enum activation g, const double *from, double *to, int count);

/* Gives to = G' row, where G is the derivative of g* at o (its Jacobian for softmax) and row has count entries; yhat is
 * g*(o). to may not be row. Both z and the rows of W_y are carried through the output this way. */
void activation_carry_back(enum activation g_star, const double *o, const double *yhat, const double *row, double *to,
                           int count);

#endif
