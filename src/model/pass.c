/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pass.c - the two passes, block by block: forward.
 *
 *     s<t> = V a<t-1> + U x<t> + b_a,  a<t> = g(s<t>),  o<t> = W_y a<t> + b_y,  yhat<t> = g*(o<t>)     t = 1..T
 *
 * and backward.
 *
 *     dL/da<t> = W_y' dL<t>/do<t> + V' D<t+1> dL/da<t+1>                                              t = T..1 */

#include "model/pass.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "model/activation.h"
#include "model/scalar.h"
#include "model/step.h"
#include "model/vectorised.h"

/* Summed over t..T; nothing yet where t is 0. */
struct recent_gradients {
    int t;
    struct gradients sum;
};

static int blocks(int T)
{
    return (T + PASS_BLOCK - 1) / PASS_BLOCK;
}

/* The steps of a group: whole blocks, so many that a pack costs at most one number a step. */
static int group_steps(int gradients_size)
{
    return (gradients_size + PASS_BLOCK - 1) / PASS_BLOCK * PASS_BLOCK;
}

static bool allocate(struct pass *pass)
{
    size_t T = (size_t)pass->sequence->T, n_a = (size_t)pass->network->n_a, n_y = (size_t)pass->network->n_y;
    size_t groups = T / (size_t)pass->group + 1;
    pass->a = alloc_try((T + 1) * n_a, sizeof *pass->a);
    pass->yhat = alloc_try(T * n_y, sizeof *pass->yhat);
    pass->by_a = alloc_try(T * n_a, sizeof *pass->by_a);
    pass->loss_before = alloc_try((size_t)blocks((int)T) + 1, sizeof *pass->loss_before);
    pass->gradients_after = alloc_try(groups * (size_t)pass->gradients_size, sizeof *pass->gradients_after);
    return pass->a && pass->yhat && pass->by_a && pass->loss_before && pass->gradients_after;
}

struct pass *pass_new(const struct network *network, const struct sequence *sequence, const volatile sig_atomic_t *stop)
{
    struct pass *pass = alloc_array(1, sizeof *pass);
    *pass = (struct pass){.network = network, .sequence = sequence, .stop = stop};
    pass->gradients_size = gradients_size(network);
    pass->group = group_steps(pass->gradients_size);
    gradients_init(&pass->so_far, network);
    pass->recent = alloc_array(1, sizeof *pass->recent);
    gradients_init(&pass->recent->sum, network);
    if (!allocate(pass)) {
        pass_free(pass);
        return NULL;
    }
    pass_restart(pass);
    return pass;
}

void pass_free(struct pass *pass)
{
    if (pass == NULL)
        return;
    free(pass->a);
    free(pass->yhat);
    free(pass->by_a);
    free(pass->loss_before);
    free(pass->gradients_after);
    gradients_clear(&pass->so_far);
    gradients_clear(&pass->recent->sum);
    free(pass->recent);
    free(pass);
}

void pass_restart(struct pass *pass)
{
    pass->forward = 0;
    pass->backward = pass->sequence->T + 1;
    pass->overflow = 0;
    pass->recent->t = 0;
    gradients_set_zero(&pass->so_far);
    memcpy(pass->a, pass->network->a0.at, (size_t)pass->network->n_a * sizeof *pass->a);
}

bool pass_stopped(const struct pass *pass)
{
    return pass->stop != NULL && *pass->stop;
}

static void matrix_forward(struct pass *pass, int first, int count)
{
    int n_a = pass->network->n_a, n_y = pass->network->n_y;
    for (int t = first + 1; t <= first + count; t++) {
        double *a = pass->a + (size_t)t * (size_t)n_a, *yhat = pass->yhat + (size_t)(t - 1) * (size_t)n_y;
        step_s(pass, t, a);
        activation_apply(pass->network->g, a, a, n_a);
        step_o(pass, t, yhat);
        activation_apply(pass->network->g_star, yhat, yhat, n_y);
    }
}

VECTORISED
static bool all_finite(const double *values, size_t count)
{
    int64_t strange = 0;
    for (size_t i = 0; i < count; i++)
        strange |= !isfinite(values[i]);
    return strange == 0;
}

/* Remembers the first step of the block that is not finite, if none before it was. */
static void note_overflow(struct pass *pass, int first, int count)
{
    size_t n_a = (size_t)pass->network->n_a, n_y = (size_t)pass->network->n_y;
    if (pass->overflow != 0 || (all_finite(pass_a(pass, first + 1), (size_t)count * n_a) &&
                                all_finite(pass_yhat(pass, first + 1), (size_t)count * n_y)))
        return;
    int t = first + 1;
    while (all_finite(pass_a(pass, t), n_a) && all_finite(pass_yhat(pass, t), n_y))
        t++;
    pass->overflow = t;
}

/* The sum of L<t> over steps the forward pass has reached. */
static double block_loss(const struct pass *pass, int first, int count)
{
    double sum = 0;
    if (network_is_scalar(pass->network))
        return scalar_loss(pass, first, count);
    for (int t = first + 1; t <= first + count; t++)
        sum += step_loss(pass, t);
    return sum;
}

static void forward_block(struct pass *pass, int count)
{
    int first = pass->forward, block = first / PASS_BLOCK;
    double loss;
    if (network_is_scalar(pass->network)) {
        loss = scalar_forward(pass, first, count);
    } else {
        matrix_forward(pass, first, count);
        loss = block_loss(pass, first, count);
    }
    note_overflow(pass, first, count);
    pass->loss_before[block + 1] = pass->loss_before[block] + loss;
    pass->forward = first + count;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

bool pass_forward(struct pass *pass, int t)
{
    uint64_t arithmetic = flush_begin();
    while (pass->forward < t && !pass_stopped(pass))
        forward_block(pass, least(PASS_BLOCK, pass->sequence->T - pass->forward));
    flush_end(arithmetic);
    return pass->forward >= t;
}

static void matrix_backward(struct pass *pass, int first, int count)
{
    int n_a = pass->network->n_a;
    double from_next[NETWORK_WIDEST];
    for (int t = first + count; t > first; t--) {
        double *by_a = pass->by_a + (size_t)(t - 1) * (size_t)n_a;
        step_from_next(pass, t, from_next);
        step_from_yhat(pass, t, by_a);
        for (int i = 0; i < n_a; i++)
            by_a[i] += from_next[i];
        step_add_gradients(pass, t, &pass->so_far);
    }
}

/* The packed gradients summed over all steps after the group that step t is in. */
static double *gradients_after(const struct pass *pass, int t)
{
    size_t group = (size_t)((t - 1) / pass->group);
    return pass->gradients_after + group * (size_t)pass->gradients_size;
}

static void backward_block(struct pass *pass)
{
    int last = pass->backward - 1, first = (last - 1) / PASS_BLOCK * PASS_BLOCK;
    if (last == pass->sequence->T || last % pass->group == 0)
        gradients_pack(pass->so_far.by, gradients_after(pass, last));
    if (network_is_scalar(pass->network))
        scalar_backward(pass, first, last - first, &pass->so_far);
    else
        matrix_backward(pass, first, last - first);
    pass->backward = first + 1;
}

bool pass_backward(struct pass *pass, int t)
{
    if (!pass_forward(pass, pass->sequence->T))
        return false;
    uint64_t arithmetic = flush_begin();
    while (pass->backward > t && !pass_stopped(pass))
        backward_block(pass);
    flush_end(arithmetic);
    return pass->backward <= t;
}

const double *pass_a(const struct pass *pass, int t)
{
    return pass->a + (size_t)t * (size_t)pass->network->n_a;
}

const double *pass_yhat(const struct pass *pass, int t)
{
    return pass->yhat + (size_t)(t - 1) * (size_t)pass->network->n_y;
}

const double *pass_by_a(const struct pass *pass, int t)
{
    return pass->by_a + (size_t)(t - 1) * (size_t)pass->network->n_a;
}

double pass_loss(const struct pass *pass, int t)
{
    int T = pass->sequence->T, block = t / PASS_BLOCK, first = block * PASS_BLOCK;
    if (t == T)
        return pass->loss_before[blocks(T)];
    uint64_t arithmetic = flush_begin();
    double loss = pass->loss_before[block];
    if (t > first)
        loss += block_loss(pass, first, t - first);
    flush_end(arithmetic);
    return loss;
}

/* Adds steps first + 1 .. first + count, in the order the backward pass takes them. */
static void add_gradients(const struct pass *pass, int first, int count, struct gradients *gradients)
{
    if (network_is_scalar(pass->network)) {
        scalar_add_gradients(pass, first, count, gradients);
        return;
    }
    for (int t = first + count; t > first; t--)
        step_add_gradients(pass, t, gradients);
}

/* Where to go on from down to step t: behind what was asked for last, or behind the group; gives the step that comes
 * next. A scalar network's sums run in lanes from the edges of blocks, so it always begins there. */
static int begin_gradients(const struct pass *pass, int t, struct gradients *gradients)
{
    int group_end = least(((t - 1) / pass->group + 1) * pass->group, pass->sequence->T);
    const struct recent_gradients *recent = pass->recent;
    if (network_is_scalar(pass->network) || recent->t < t || recent->t > group_end) {
        gradients_unpack(gradients->by, gradients_after(pass, t));
        return group_end;
    }
    for (int w = 0; w < WEIGHT_COUNT; w++)
        matrix_assign(&gradients->by[w], &recent->sum.by[w]);
    return recent->t - 1;
}

void pass_gradients(const struct pass *pass, int t, struct gradients *gradients)
{
    gradients_set_zero(gradients);
    if (t > pass->sequence->T)
        return;
    uint64_t arithmetic = flush_begin();
    int last = begin_gradients(pass, t, gradients);
    while (last >= t && !pass_stopped(pass)) {
        int block_start = (last - 1) / PASS_BLOCK * PASS_BLOCK;
        int first = block_start < t - 1 ? t - 1 : block_start;
        add_gradients(pass, first, last - first, gradients);
        last = first;
    }
    flush_end(arithmetic);
    pass->recent->t = last < t ? t : 0;
    for (int w = 0; last < t && w < WEIGHT_COUNT; w++)
        matrix_assign(&pass->recent->sum.by[w], &gradients->by[w]);
}

double pass_bytes(int T, int n_x, int n_a, int n_y)
{
    double state = (double)n_a * (n_a + n_x + 1), pack = state + (double)n_y * (n_a + 1), recurrence = n_a * state;
    double a_step = n_x + 2.0 * n_y + 2.0 * n_a;
    double at_edges = 1.0 / PASS_BLOCK + pack / group_steps((int)pack) + recurrence / fmax(recurrence, PASS_BLOCK);
    return 8.0 * ((double)T * (a_step + at_edges) + 3 * (pack + recurrence));
}
