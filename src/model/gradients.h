/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gradients.h - one number for every weight: dL/dV, dL/dU, dL/dW_y, dL/db_a, dL/db_y. */

#ifndef UNROLL_MODEL_GRADIENTS_H
#define UNROLL_MODEL_GRADIENTS_H

#include "model/network.h"

/* Each matrix has the shape of the weight it belongs to. */
struct gradients {
    struct matrix by[WEIGHT_COUNT];
};

/* Zeros in the shapes of this network's weights. */
void gradients_init(struct gradients *gradients, const struct network *network);

void gradients_clear(struct gradients *gradients);

void gradients_set_zero(struct gradients *gradients);

/* A pack is all entries of such matrices, a network's weights or gradients, in the order V, U, W_y, b_a, b_y: how many,
 * into values, out of values. */
int gradients_size(const struct network *network);
void gradients_pack(const struct matrix by[WEIGHT_COUNT], double *values);
void gradients_unpack(struct matrix by[WEIGHT_COUNT], const double *values);

/* The angle between two gradients of one network, all weights together, in degrees, 0..180; not a number where one of
 * them is 0 or not finite. */
double gradients_angle(const struct gradients *a, const struct gradients *b);

/* True when two gradients of one network are the same but for the order in which they were added up. */
bool gradients_same(const struct gradients *a, const struct gradients *b);

#endif
