/* SPDX-License-Identifier: GPL-3.0-or-later */
/* network.h - the recurrent network of the notes: its shape, its weights, its functions.
 *
 *     a<t> = g(V a<t-1> + U x<t> + b_a)        yhat<t> = g*(W_y a<t> + b_y)        t = 1..T
 *
 * The scalar network of the notes is the shape 1 1 1: then V is v and U is u. */

#ifndef UNROLL_MODEL_NETWORK_H
#define UNROLL_MODEL_NETWORK_H

#include <stdbool.h>

#include "model/matrix.h"

/* The functions g and g* can be. */
enum activation {
    ACTIVATION_IDENTITY,
    ACTIVATION_TANH,    /* g only */
    ACTIVATION_SIGMOID, /* 1 / (1 + exp(-s)) */
    ACTIVATION_RELU,    /* g only: max(s, 0), with derivative 0 at exactly 0 */
    ACTIVATION_SOFTMAX, /* g* only, n_y > 1 */
    ACTIVATION_COUNT
};

/* The losses L<t>(yhat<t>, y<t>) can be. */
enum loss {
    LOSS_BCE, /* binary cross-entropy: -(y log yhat + (1-y) log(1-yhat)), summed over the outputs */
    LOSS_MSE, /* half the squared error, summed over the outputs */
    LOSS_CE,  /* categorical cross-entropy: -sum y log yhat; with softmax only */
    LOSS_COUNT
};

/* The five weights a gradient is taken by. */
enum weight { WEIGHT_V, WEIGHT_U, WEIGHT_W_Y, WEIGHT_B_A, WEIGHT_B_Y, WEIGHT_COUNT };

enum { NETWORK_WIDEST = 64 }; /* the largest n_x, n_a and n_y */

struct network {
    int n_x, n_a, n_y;         /* entries of x<t>, a<t>, yhat<t> */
    enum activation g, g_star; /* inside and at the output */
    enum loss loss;
    struct matrix weight[WEIGHT_COUNT]; /* V n_a x n_a, U n_a x n_x, W_y n_y x n_a, b_a n_a x 1, b_y n_y x 1 */
    struct matrix a0;                   /* a<0>, n_a x 1 */
};

/* A network of this shape (each 1..NETWORK_WIDEST) with all weights 0, identities and bce. */
void network_init(struct network *network, int n_x, int n_a, int n_y);

void network_clear(struct network *network);

/* Makes copy a network of its own with the same content. */
void network_copy(struct network *copy, const struct network *network);

/* True for the shape 1 1 1. */
bool network_is_scalar(const struct network *network);

/* True when g and g* are both the identity: then the power series is in plain powers of v. */
bool network_is_linear(const struct network *network);

/* True when the loss is computed from o<t> and needs no logarithm of yhat: sigmoid with bce, softmax with ce. */
bool network_loss_from_o(const struct network *network);

/* True when both have the same shape and functions: then they differ in numbers only. */
bool network_same_function(const struct network *a, const struct network *b);

/* One number of a network that a person can set: entry i of a weight, or of a<0> for w = WEIGHT_COUNT. */
struct parameter {
    enum weight w;
    int entry;
};

/* A parameter from one number to a larger one. */
struct range {
    struct parameter parameter;
    double from, to;
};

/* True when they are the same parameter, from the same number to the same. */
bool range_is_same(const struct range *a, const struct range *b);

/* Where the network has it, borrowed. */
double *network_parameter(const struct network *network, struct parameter parameter);

/* Where it stands among the weights in the order of a pack (gradients.h), from 0; -1 for a<0>. */
int network_place_in_pack(const struct network *network, struct parameter parameter);

/* True when both have the same function, and the same numbers but for those of the count parameters. */
bool network_same_but_for(const struct network *a, const struct network *b, const struct parameter *parameters,
                          int count);

/* What g may be, and what g* may be; each ended by ACTIVATION_COUNT. */
extern const enum activation activations_inside[], activations_at_output[];

/* The name in the language: "identity", "bce". */
const char *activation_name(enum activation g);
const char *loss_name(enum loss loss);

#endif
