/* SPDX-License-Identifier: GPL-3.0-or-later */
/* broken.c - one plain backward pass in which each mistake stands where students make it.
 *
 * Equation (3) is summed column by column like everything else here. Its sum over t of all the v^j a<k-1> with the same
 * k is q<k> a<k-1>, and one step back q<k> = V' ((T - k) W_y' 1 + q<k+1>), q<T> = 0: the j = 0 terms are the ones that
 * (3) has lost. */

#include "model/broken.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "model/activation.h"
#include "model/step.h"

static size_t entries(const struct broken *broken)
{
    return (size_t)broken->pass->sequence->T * (size_t)broken->pass->network->n_a;
}

static bool allocate(struct broken *broken)
{
    size_t groups = (size_t)(broken->pass->sequence->T / broken->pass->group) + 1;
    bool literal = broken->bug == BUG_EQUATION_3;
    broken->by_a = alloc_try(entries(broken), sizeof *broken->by_a);
    broken->literal = literal ? alloc_try(entries(broken), sizeof *broken->literal) : NULL;
    broken->gradients_after = alloc_try(groups * (size_t)broken->pass->gradients_size, sizeof *broken->gradients_after);
    return broken->by_a && (broken->literal || !literal) && broken->gradients_after;
}

struct broken *broken_new(struct pass *pass, enum bug bug)
{
    struct broken *broken = alloc_array(1, sizeof *broken);
    *broken = (struct broken){.pass = pass, .bug = bug};
    gradients_init(&broken->so_far, pass->network);
    if (!allocate(broken)) {
        broken_free(broken);
        return NULL;
    }
    broken_restart(broken);
    return broken;
}

void broken_free(struct broken *broken)
{
    if (broken == NULL)
        return;
    free(broken->by_a);
    free(broken->literal);
    free(broken->gradients_after);
    gradients_clear(&broken->so_far);
    free(broken);
}

void broken_restart(struct broken *broken)
{
    broken->backward = broken->pass->sequence->T + 1;
    gradients_set_zero(&broken->so_far);
}

const double *broken_by_a(const struct broken *broken, int t)
{
    return broken->by_a + (size_t)(t - 1) * (size_t)broken->pass->network->n_a;
}

/* (1 - y) / (1 - yhat), the half of z<t> whose sign slip S1 flips; 0 where nothing is asked for. */
static double second_half_of_z(double yhat, double y)
{
    return 1 - y == 0 ? 0 : (1 - y) / (1 - yhat);
}

static void flip_second_half(const struct pass *pass, int t, double *by_o)
{
    const struct network *network = pass->network;
    const double *yhat = pass_yhat(pass, t), *y = sequence_y(pass->sequence, t);
    double o[NETWORK_WIDEST], z[NETWORK_WIDEST];
    if (network_loss_from_o(network)) {
        for (int i = 0; i < network->n_y; i++)
            by_o[i] -= 2 * (1 - y[i]) * yhat[i];
        return;
    }
    step_o(pass, t, o);
    step_z(pass, t, z);
    for (int i = 0; i < network->n_y; i++)
        z[i] -= 2 * second_half_of_z(yhat[i], y[i]);
    activation_carry_back(network->g_star, o, yhat, z, by_o, network->n_y);
}

void broken_loss_by_o(const struct broken *broken, int t, double *by_o)
{
    step_loss_by_o(broken->pass, t, by_o);
    if (broken->bug != BUG_SIGN_OF_Z)
        return;
    if (broken->pass->network->loss == LOSS_BCE) {
        flip_second_half(broken->pass, t, by_o);
        return;
    }
    for (int i = 0; i < broken->pass->network->n_y; i++)
        by_o[i] = -by_o[i];
}

static void set_zero(const struct broken *broken, double *vector)
{
    memset(vector, 0, (size_t)broken->pass->network->n_a * sizeof *vector);
}

void broken_from_yhat(const struct broken *broken, int t, double *arriving)
{
    double by_o[NETWORK_WIDEST];
    if (broken->bug == BUG_ONLY_FROM_NEXT && t < broken->pass->sequence->T) {
        set_zero(broken, arriving);
        return;
    }
    broken_loss_by_o(broken, t, by_o);
    matrix_transposed_times(&broken->pass->network->weight[WEIGHT_W_Y], by_o, arriving);
}

void broken_from_next(const struct broken *broken, int t, double *arriving)
{
    double delta[NETWORK_WIDEST];
    if (broken->bug == BUG_ONLY_FROM_YHAT || t == broken->pass->sequence->T) {
        set_zero(broken, arriving);
        return;
    }
    broken_delta(broken, t + 1, delta);
    matrix_transposed_times(&broken->pass->network->weight[WEIGHT_V], delta, arriving);
}

void broken_delta(const struct broken *broken, int t, double *delta)
{
    const double *by_a = broken_by_a(broken, t);
    int n_a = broken->pass->network->n_a;
    if (broken->bug == BUG_NO_SLOPE) {
        memcpy(delta, by_a, (size_t)n_a * sizeof *delta);
        return;
    }
    step_slope(broken->pass, t, delta);
    for (int i = 0; i < n_a; i++)
        delta[i] *= by_a[i];
}

const double *broken_source(const struct broken *broken, enum weight w, int t)
{
    static const double one = 1, x0[NETWORK_WIDEST] = {0};
    int before = t - 1;
    switch (w) {
    case WEIGHT_V:
        return pass_a(broken->pass, broken->bug == BUG_A_FOR_A_BEFORE ? t : before);
    case WEIGHT_U:
        if (broken->bug != BUG_X_BEFORE_FOR_X)
            return sequence_x(broken->pass->sequence, t);
        return before > 0 ? sequence_x(broken->pass->sequence, before) : x0;
    case WEIGHT_W_Y:
        return pass_a(broken->pass, t);
    default:
        return &one;
    }
}

/* What the source of the weight w is multiplied with. */
static void share(const struct broken *broken, enum weight w, int t, double *to)
{
    const struct network *network = broken->pass->network;
    if (w == WEIGHT_W_Y || w == WEIGHT_B_Y)
        broken_loss_by_o(broken, t, to);
    else if (w == WEIGHT_B_A && broken->bug == BUG_BIAS_ONCE)
        broken_from_yhat(broken, t, to);
    else if (w == WEIGHT_V && broken->bug == BUG_EQUATION_3)
        memcpy(to, broken->literal + (size_t)(t - 1) * (size_t)network->n_a, (size_t)network->n_a * sizeof *to);
    else
        broken_delta(broken, t, to);
}

void broken_add_gradients(const struct broken *broken, int t, struct gradients *gradients)
{
    double shares[NETWORK_WIDEST];
    if (broken->bug == BUG_ONE_STEP_SHORT && t == 1)
        return;
    for (enum weight w = 0; w < WEIGHT_COUNT; w++) {
        share(broken, w, t, shares);
        matrix_add_outer(&gradients->by[w], shares, broken_source(broken, w, t));
    }
}

/* q<t> from q<t+1>. */
static void literal_step(struct broken *broken, int t)
{
    const struct network *network = broken->pass->network;
    int T = broken->pass->sequence->T, n_a = network->n_a;
    double ones[NETWORK_WIDEST], uses[NETWORK_WIDEST], *literal = broken->literal + (size_t)(t - 1) * (size_t)n_a;
    if (t == T) {
        set_zero(broken, literal);
        return;
    }
    for (int i = 0; i < network->n_y; i++)
        ones[i] = 1;
    matrix_transposed_times(&network->weight[WEIGHT_W_Y], ones, uses);
    for (int i = 0; i < n_a; i++)
        uses[i] = (T - t) * uses[i] + literal[n_a + i];
    matrix_transposed_times(&network->weight[WEIGHT_V], uses, literal);
}

/* The packed gradients of all steps after the group that step t is in. */
static double *gradients_after(const struct broken *broken, int t)
{
    size_t group = (size_t)((t - 1) / broken->pass->group);
    return broken->gradients_after + group * (size_t)broken->pass->gradients_size;
}

static void backward_step(struct broken *broken)
{
    int t = broken->backward - 1, n_a = broken->pass->network->n_a;
    double from_next[NETWORK_WIDEST], *by_a = broken->by_a + (size_t)(t - 1) * (size_t)n_a;
    if (t == broken->pass->sequence->T || t % broken->pass->group == 0)
        gradients_pack(broken->so_far.by, gradients_after(broken, t));
    broken_from_yhat(broken, t, by_a);
    broken_from_next(broken, t, from_next);
    for (int i = 0; i < n_a; i++)
        by_a[i] += from_next[i];
    if (broken->literal != NULL)
        literal_step(broken, t);
    broken_add_gradients(broken, t, &broken->so_far);
    broken->backward = t;
}

bool broken_backward(struct broken *broken, int t)
{
    if (!pass_forward(broken->pass, broken->pass->sequence->T))
        return false;
    uint64_t arithmetic = flush_begin();
    while (broken->backward > t && !pass_stopped(broken->pass))
        backward_step(broken);
    flush_end(arithmetic);
    return broken->backward <= t;
}

void broken_gradients(const struct broken *broken, int t, struct gradients *gradients)
{
    int T = broken->pass->sequence->T, group = broken->pass->group, last = ((t - 1) / group + 1) * group;
    gradients_set_zero(gradients);
    if (t > T)
        return;
    uint64_t arithmetic = flush_begin();
    if (broken->bug == BUG_NOT_SUMMED) {
        broken_add_gradients(broken, t, gradients);
    } else {
        gradients_unpack(gradients->by, gradients_after(broken, t));
        for (int step = last < T ? last : T; step >= t && !pass_stopped(broken->pass); step--)
            broken_add_gradients(broken, step, gradients);
    }
    flush_end(arithmetic);
}
