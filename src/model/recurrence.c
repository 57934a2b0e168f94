/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recurrence.c - one state, advanced step by step. Row i of the state holds da_i by V, then U, then b_a. */

#include "model/recurrence.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "model/step.h"

struct recurrence {
    const struct pass *pass;
    int t;          /* the present step */
    int reached;    /* the last step whose mark is kept, rounded down to a mark */
    int stride;     /* steps between marks */
    size_t row;     /* entries of one row of the state */
    size_t size;    /* entries of the state */
    double *state;  /* n_a rows */
    double *before; /* the state of the step before, while advancing */
    double *mark;   /* the states at steps 0, stride, 2 stride, ... */
};

static int state_size(const struct network *network)
{
    return network->n_a * network->n_a * (network->n_a + network->n_x + 1);
}

struct recurrence *recurrence_new(const struct pass *pass)
{
    struct recurrence *recurrence = alloc_array(1, sizeof *recurrence);
    int n_a = pass->network->n_a, size = state_size(pass->network);
    *recurrence = (struct recurrence){.pass = pass, .size = (size_t)size, .row = (size_t)(size / n_a)};
    recurrence->stride = size > PASS_BLOCK ? size : PASS_BLOCK;
    size_t marks = (size_t)(pass->sequence->T / recurrence->stride) + 1;
    recurrence->state = alloc_try(recurrence->size, sizeof(double));
    recurrence->before = alloc_try(recurrence->size, sizeof(double));
    recurrence->mark = alloc_try(marks * recurrence->size, sizeof(double));
    if (recurrence->state == NULL || recurrence->before == NULL || recurrence->mark == NULL) {
        recurrence_free(recurrence);
        return NULL;
    }
    return recurrence;
}

void recurrence_free(struct recurrence *recurrence)
{
    if (recurrence == NULL)
        return;
    free(recurrence->state);
    free(recurrence->before);
    free(recurrence->mark);
    free(recurrence);
}

void recurrence_restart(struct recurrence *recurrence)
{
    recurrence->t = recurrence->reached = 0;
    memset(recurrence->state, 0, recurrence->size * sizeof(double));
}

/* What step t adds directly to row i: a<t-1>' in the columns of V[i,.], x<t>' in those of U[i,.], 1 in that of
 * b_a[i]. */
static void add_direct(const struct recurrence *recurrence, int t, int i, double *row)
{
    const struct network *network = recurrence->pass->network;
    const double *a = pass_a(recurrence->pass, t - 1), *x = sequence_x(recurrence->pass->sequence, t);
    int n_a = network->n_a, n_x = network->n_x;
    double *by_U = row + n_a * n_a, *by_b_a = by_U + n_a * n_x;
    for (int k = 0; k < n_a; k++)
        row[i * n_a + k] += a[k];
    for (int k = 0; k < n_x; k++)
        by_U[i * n_x + k] += x[k];
    by_b_a[i] += 1;
}

static void advance(struct recurrence *recurrence)
{
    const struct network *network = recurrence->pass->network;
    const double *V = network->weight[WEIGHT_V].at;
    int t = ++recurrence->t, n_a = network->n_a;
    double slope[NETWORK_WIDEST];
    double *before = recurrence->state;
    recurrence->state = recurrence->before;
    recurrence->before = before;
    memset(recurrence->state, 0, recurrence->size * sizeof(double));
    step_slope(recurrence->pass, t, slope);
    for (int i = 0; i < n_a; i++) {
        double *row = recurrence->state + (size_t)i * recurrence->row;
        for (int k = 0; k < n_a; k++) {
            for (size_t p = 0; p < recurrence->row; p++)
                row[p] += V[i * n_a + k] * before[(size_t)k * recurrence->row + p];
        }
        add_direct(recurrence, t, i, row);
        for (size_t p = 0; p < recurrence->row; p++)
            row[p] *= slope[i];
    }
}

static double *mark_at(const struct recurrence *recurrence, int t)
{
    return recurrence->mark + (size_t)(t / recurrence->stride) * recurrence->size;
}

/* Begins at the last mark at or before t, unless the present step is nearer. */
static void jump(struct recurrence *recurrence, int t)
{
    int mark = t < recurrence->reached ? t / recurrence->stride * recurrence->stride : recurrence->reached;
    if (recurrence->t <= t && recurrence->t >= mark)
        return;
    memcpy(recurrence->state, mark_at(recurrence, mark), recurrence->size * sizeof(double));
    recurrence->t = mark;
}

bool recurrence_go(struct recurrence *recurrence, int t)
{
    uint64_t arithmetic = flush_begin();
    jump(recurrence, t);
    while (recurrence->t < t && !pass_stopped(recurrence->pass)) {
        advance(recurrence);
        if (recurrence->t % recurrence->stride == 0 && recurrence->t > recurrence->reached) {
            memcpy(mark_at(recurrence, recurrence->t), recurrence->state, recurrence->size * sizeof(double));
            recurrence->reached = recurrence->t;
        }
    }
    flush_end(arithmetic);
    return recurrence->t == t;
}

const double *recurrence_by(const struct recurrence *recurrence, enum weight w, int i)
{
    const struct network *network = recurrence->pass->network;
    const double *row = recurrence->state + (size_t)i * recurrence->row;
    int n_a = network->n_a;
    return w == WEIGHT_V ? row : w == WEIGHT_U ? row + n_a * n_a : row + n_a * n_a + n_a * network->n_x;
}

void recurrence_carry(const struct recurrence *recurrence, enum weight w, const double *row, double *to)
{
    int size = matrix_size(&recurrence->pass->network->weight[w]);
    memset(to, 0, (size_t)size * sizeof *to);
    for (int i = 0; i < recurrence->pass->network->n_a; i++) {
        const double *by = recurrence_by(recurrence, w, i);
        for (int p = 0; p < size; p++)
            to[p] += row[i] * by[p];
    }
}
