/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scalar.h - the scalar network, a block of steps at a time.
 *
 * What depends on the step before is alone in its loop; everything else is a loop whose steps are independent, which
 * compilers turn into vector instructions, and the logarithms of many steps are taken as one logarithm of a product.
 * The values are, bit for bit, those of step.c. */

#ifndef UNROLL_MODEL_SCALAR_H
#define UNROLL_MODEL_SCALAR_H

#include "model/pass.h"

/* Each function takes the steps first + 1 .. first + count, count = 1..PASS_BLOCK, of a pass over a scalar network. */

/* Computes a<t> and yhat<t> and gives the sum of L<t>; dL<t>/do<t>, which comes with L<t> almost for nothing, waits in
 * by_a for the backward pass. The forward pass has reached first. */
double scalar_forward(struct pass *pass, int first, int count);

/* The sum of L<t> once more. The forward pass has reached first + count. */
double scalar_loss(const struct pass *pass, int first, int count);

/* Turns by_a from dL<t>/do<t> into dL/da<t> and adds what the steps contribute to the gradients. The backward pass
 * has reached first + count + 1. */
void scalar_backward(struct pass *pass, int first, int count, struct gradients *gradients);

/* Adds what the steps contribute to the gradients once more, elsewhere. The backward pass has reached first + 1. */
void scalar_add_gradients(const struct pass *pass, int first, int count, struct gradients *gradients);

#endif
