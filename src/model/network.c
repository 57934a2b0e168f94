/* SPDX-License-Identifier: GPL-3.0-or-later */
/* network.c - making, copying and asking about a network. */

#include "model/network.h"

void network_init(struct network *network, int n_x, int n_a, int n_y)
{
    *network = (struct network){.n_x = n_x, .n_a = n_a, .n_y = n_y};
    matrix_init(&network->weight[WEIGHT_V], n_a, n_a);
    matrix_init(&network->weight[WEIGHT_U], n_a, n_x);
    matrix_init(&network->weight[WEIGHT_W_Y], n_y, n_a);
    matrix_init(&network->weight[WEIGHT_B_A], n_a, 1);
    matrix_init(&network->weight[WEIGHT_B_Y], n_y, 1);
    matrix_init(&network->a0, n_a, 1);
}

void network_clear(struct network *network)
{
    for (int w = 0; w < WEIGHT_COUNT; w++)
        matrix_clear(&network->weight[w]);
    matrix_clear(&network->a0);
}

void network_copy(struct network *copy, const struct network *network)
{
    network_init(copy, network->n_x, network->n_a, network->n_y);
    copy->g = network->g;
    copy->g_star = network->g_star;
    copy->loss = network->loss;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        matrix_assign(&copy->weight[w], &network->weight[w]);
    matrix_assign(&copy->a0, &network->a0);
}

bool network_is_scalar(const struct network *network)
{
    return network->n_x == 1 && network->n_a == 1 && network->n_y == 1;
}

bool network_is_linear(const struct network *network)
{
    return network->g == ACTIVATION_IDENTITY && network->g_star == ACTIVATION_IDENTITY;
}

bool network_loss_from_o(const struct network *network)
{
    return (network->g_star == ACTIVATION_SIGMOID && network->loss == LOSS_BCE) ||
           (network->g_star == ACTIVATION_SOFTMAX && network->loss == LOSS_CE);
}

bool network_same_function(const struct network *a, const struct network *b)
{
    return a->n_x == b->n_x && a->n_a == b->n_a && a->n_y == b->n_y && a->g == b->g && a->g_star == b->g_star &&
           a->loss == b->loss;
}

bool range_is_same(const struct range *a, const struct range *b)
{
    return a->parameter.w == b->parameter.w && a->parameter.entry == b->parameter.entry && a->from == b->from &&
           a->to == b->to;
}

double *network_parameter(const struct network *network, struct parameter parameter)
{
    return (parameter.w == WEIGHT_COUNT ? &network->a0 : &network->weight[parameter.w])->at + parameter.entry;
}

int network_place_in_pack(const struct network *network, struct parameter parameter)
{
    int at = parameter.entry;
    if (parameter.w == WEIGHT_COUNT)
        return -1;
    for (int w = 0; w < (int)parameter.w; w++)
        at += matrix_size(&network->weight[w]);
    return at;
}

static bool is_among(const struct parameter *parameters, int count, enum weight w, int entry)
{
    bool among = false;
    for (int i = 0; i < count; i++)
        among = among || (parameters[i].w == w && parameters[i].entry == entry);
    return among;
}

bool network_same_but_for(const struct network *a, const struct network *b, const struct parameter *parameters,
                          int count)
{
    if (!network_same_function(a, b))
        return false;
    for (int w = 0; w <= WEIGHT_COUNT; w++) {
        const struct matrix *left = w == WEIGHT_COUNT ? &a->a0 : &a->weight[w];
        const struct matrix *right = w == WEIGHT_COUNT ? &b->a0 : &b->weight[w];
        for (int i = 0; i < matrix_size(left); i++) {
            if (left->at[i] != right->at[i] && !is_among(parameters, count, (enum weight)w, i))
                return false;
        }
    }
    return true;
}

const enum activation activations_inside[] = {ACTIVATION_IDENTITY, ACTIVATION_TANH, ACTIVATION_SIGMOID, ACTIVATION_RELU,
                                              ACTIVATION_COUNT};
const enum activation activations_at_output[] = {ACTIVATION_IDENTITY, ACTIVATION_SIGMOID, ACTIVATION_SOFTMAX,
                                                 ACTIVATION_COUNT};

const char *activation_name(enum activation g)
{
    static const char *const names[] = {"identity", "tanh", "sigmoid", "relu", "softmax"};
    return names[g];
}

const char *loss_name(enum loss loss)
{
    static const char *const names[] = {"bce", "mse", "ce"};
    return names[loss];
}
