/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.c - scalar networks in batches, side by side; matrices one after the other. */

#include "model/landscape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "model/exponential.h"
#include "model/logarithm.h"
#include "model/loss.h"
#include "model/vectorised.h"

void landscape_init(struct landscape *landscape)
{
    *landscape = (struct landscape){.columns = 0};
    network_init(&landscape->network, 1, 1, 1);
}

void landscape_clear(struct landscape *landscape)
{
    free(landscape->L);
    network_clear(&landscape->network);
}

void landscape_forget(struct landscape *landscape)
{
    free(landscape->L);
    landscape->L = NULL;
    landscape->columns = landscape->rows = landscape->done = 0;
}

bool landscape_begin(struct landscape *landscape, const struct network *network, struct range across, struct range up,
                     int columns, int rows)
{
    landscape_forget(landscape);
    landscape->L = alloc_try((size_t)columns * (size_t)rows, sizeof *landscape->L);
    if (landscape->L == NULL)
        return false;
    network_clear(&landscape->network);
    network_copy(&landscape->network, network);
    landscape->across = across;
    landscape->up = up;
    landscape->columns = columns;
    landscape->rows = rows;
    return true;
}

bool landscape_is_of(const struct landscape *landscape, const struct network *network, struct range across,
                     struct range up)
{
    const struct parameter parameters[] = {across.parameter, up.parameter};
    return landscape->columns > 0 && range_is_same(&landscape->across, &across) && range_is_same(&landscape->up, &up) &&
           network_same_but_for(&landscape->network, network, parameters, 2);
}

static double along(const struct range *axis, double part)
{
    return (1 - part) * axis->from + part * axis->to;
}

double landscape_across(const struct landscape *landscape, int column)
{
    return along(&landscape->across, (column + 0.5) / landscape->columns);
}

double landscape_up(const struct landscape *landscape, int row)
{
    return along(&landscape->up, 1 - (row + 0.5) / landscape->rows);
}

/* The scalar network. */

enum { CELLS = 64 };

/* CELLS networks that differ in two parameters, at one step. L so far is sum + linear + log(1 + product), or, for the
 * bare yhat with bce, sum - log(product). */
struct batch {
    double v[CELLS], u[CELLS], W_y[CELLS], b_a[CELLS], b_y[CELLS];
    double a[CELLS], linear[CELLS], product[CELLS], sum[CELLS];
    double outside[CELLS]; /* 1 once some L<t> was undefined, else 0 */
};

/* a<t> = g(v a<t-1> + (u x<t> + b_a)). */
VECTORISED
static void batch_recur(struct batch *restrict batch, enum activation g, double x)
{
    double s[CELLS];
    for (int i = 0; i < CELLS; i++)
        s[i] = batch->v[i] * batch->a[i] + (batch->u[i] * x + batch->b_a[i]);
    switch (g) {
    case ACTIVATION_TANH:
        for (int i = 0; i < CELLS; i++)
            batch->a[i] = hyperbolic_tangent(s[i]);
        break;
    case ACTIVATION_SIGMOID:
        for (int i = 0; i < CELLS; i++)
            batch->a[i] = sigmoid(s[i]);
        break;
    case ACTIVATION_RELU:
        for (int i = 0; i < CELLS; i++)
            batch->a[i] = s[i] <= 0 ? 0 : s[i];
        break;
    default:
        memcpy(batch->a, s, sizeof s);
    }
}

/* exp(-size) for size >= 0, to eleven digits: a map needs no more, and half the polynomial of exponential.h is
 * enough. */
static inline double map_exponential(double size)
{
    double bounded = size < 709 ? -size : -709; /* at -709 the power is 0 */
    double shifted = bounded * LOG2_E + TO_INTEGER, n = shifted - TO_INTEGER;
    double r = bounded - n * LOG_2, r2 = r * r, r4 = r2 * r2, power = power_of_2(shifted);
    double low = r + r2 * (1.0 / 2 + r * (1.0 / 6));
    double middle = (1.0 / 24 + r * (1.0 / 120)) + r2 * (1.0 / 720 + r * (1.0 / 5040));
    double high = 1.0 / 40320 + r * (1.0 / 362880);
    return power + power * (low + r4 * (middle + r4 * high));
}

/* What is larger is not made infinite, for 0 times infinity is no number. */
static const double LARGEST_O = 1e300;

/* L<t> of sigmoid with bce, max(o,0) - o y + log(1 + exp(-|o|)), the logarithms as one of a product. */
static inline void add_sigmoid_bce(struct batch *restrict batch, int i, double o, double y)
{
    double size = fabs(o) < LARGEST_O ? fabs(o) : LARGEST_O, e = map_exponential(size);
    batch->linear[i] += (o > 0 ? 1 - y : y) * size;
    batch->product[i] += e + batch->product[i] * e;
}

VECTORISED
static void batch_sigmoid_bce(struct batch *restrict batch, double y)
{
    for (int i = 0; i < CELLS; i++)
        add_sigmoid_bce(batch, i, batch->W_y[i] * batch->a[i] + batch->b_y[i], y);
}

/* A step of the same with what comes before it: by far the most common network gets by with one loop. */
VECTORISED
static void batch_linear_sigmoid_bce(struct batch *restrict batch, double x, double y)
{
    for (int i = 0; i < CELLS; i++) {
        double a = batch->v[i] * batch->a[i] + (batch->u[i] * x + batch->b_a[i]);
        batch->a[i] = a;
        add_sigmoid_bce(batch, i, batch->W_y[i] * a + batch->b_y[i], y);
    }
}

VECTORISED
static void batch_yhat(const struct batch *restrict batch, enum activation g_star, double *restrict yhat)
{
    for (int i = 0; i < CELLS; i++)
        yhat[i] = batch->W_y[i] * batch->a[i] + batch->b_y[i];
    if (g_star == ACTIVATION_SIGMOID) {
        for (int i = 0; i < CELLS; i++)
            yhat[i] = sigmoid(yhat[i]);
    }
}

VECTORISED
static void batch_mse(struct batch *restrict batch, const double *restrict yhat, double y)
{
    for (int i = 0; i < CELLS; i++)
        batch->sum[i] += (yhat[i] - y) * (yhat[i] - y) / 2;
}

/* FACTORS of them can be multiplied, and the product is still a normal double. */
enum { FACTORS = 16 };
static const double SMALL_FACTOR = 1e-18;

/* exp(-L<t>) of the bare yhat for a target of 0 or 1; where L<t> is undefined 1, and the cell is marked. Gives whether
 * one of them is too small to be multiplied. */
VECTORISED
static bool batch_factors(struct batch *restrict batch, const double *restrict yhat, double y, double *restrict factor)
{
    int64_t small = 0;
    for (int i = 0; i < CELLS; i++) {
        bool inside = (yhat[i] >= 0) & (yhat[i] <= 1);
        double chance = y == 0 ? 1 - yhat[i] : yhat[i];
        factor[i] = inside ? chance : 1;
        batch->outside[i] = inside ? batch->outside[i] : 1;
        small |= factor[i] < SMALL_FACTOR;
    }
    return small != 0;
}

/* Any target: logarithm by logarithm. */
static void batch_bce_exactly(struct batch *batch, const struct network *network, const double *yhat, double y)
{
    for (int i = 0; i < CELLS; i++) {
        double loss = loss_value(network, &yhat[i], &yhat[i], &y);
        batch->outside[i] = isnan(loss) ? 1 : batch->outside[i];
        batch->sum[i] += isnan(loss) ? 0 : loss;
    }
}

VECTORISED
static void batch_multiply(struct batch *restrict batch, const double *restrict factor)
{
    for (int i = 0; i < CELLS; i++)
        batch->product[i] *= factor[i];
}

static void batch_bce(struct batch *batch, const struct network *network, const double *yhat, double y)
{
    double factor[CELLS];
    if ((y != 0 && y != 1) || batch_factors(batch, yhat, y, factor))
        batch_bce_exactly(batch, network, yhat, y);
    else
        batch_multiply(batch, factor);
}

/* Takes the logarithms of what was multiplied. */
static void batch_fold(struct batch *batch, bool from_o, bool bare)
{
    for (int i = 0; i < CELLS && (from_o || bare); i++) {
        batch->sum[i] += from_o ? logarithm_of_1_plus(batch->product[i]) : 0 - logarithm(batch->product[i]);
        batch->product[i] = from_o ? 0 : 1;
    }
}

static void batch_step(struct batch *batch, const struct network *network, double x, double y)
{
    double yhat[CELLS];
    bool from_o = network_loss_from_o(network);
    if (from_o && network->g == ACTIVATION_IDENTITY) {
        batch_linear_sigmoid_bce(batch, x, y);
        return;
    }
    batch_recur(batch, network->g, x);
    if (from_o) {
        batch_sigmoid_bce(batch, y);
        return;
    }
    batch_yhat(batch, network->g_star, yhat);
    if (network->loss == LOSS_MSE)
        batch_mse(batch, yhat, y);
    else
        batch_bce(batch, network, yhat, y);
}

/* Sums that are 1 + (something at most 1), many of which make a number that fits a double. */
enum { FACTORS_FROM_O = 512, STEPS_A_LOOK = 4096 };

/* L of all cells of the batch; false when stopped. */
static bool batch_go(struct batch *batch, const struct network *network, const struct sequence *sequence,
                     const volatile sig_atomic_t *stop)
{
    bool from_o = network_loss_from_o(network), bare = !from_o && network->loss == LOSS_BCE;
    int together = from_o ? FACTORS_FROM_O : FACTORS;
    for (int i = 0; i < CELLS; i++)
        batch->product[i] = from_o ? 0 : 1;
    for (int t = 0; t < sequence->T; t++) {
        batch_step(batch, network, sequence->x[t], sequence->y[t]);
        if ((t + 1) % together == 0)
            batch_fold(batch, from_o, bare);
        if (t % STEPS_A_LOOK == 0 && stop != NULL && *stop)
            return false;
    }
    batch_fold(batch, from_o, bare);
    return true;
}

/* Where W_y is 0 a<t> does not matter, not even when it is too large for a double. */
static void batch_forget_hidden(struct batch *batch, int i)
{
    if (batch->W_y[i] == 0)
        batch->v[i] = batch->u[i] = batch->b_a[i] = 0;
}

/* Sets up the networks of the cells from the one at `first` on; behind the last the last is repeated. */
static void batch_fill(struct batch *batch, const struct landscape *landscape, struct network *copy, int first)
{
    const struct matrix *weight = copy->weight;
    int last = landscape->columns * landscape->rows - 1;
    *batch = (struct batch){.v = {0}};
    for (int i = 0; i < CELLS; i++) {
        int cell = first + i < last ? first + i : last;
        *network_parameter(copy, landscape->across.parameter) = landscape_across(landscape, cell % landscape->columns);
        *network_parameter(copy, landscape->up.parameter) = landscape_up(landscape, cell / landscape->columns);
        batch->v[i] = weight[WEIGHT_V].at[0];
        batch->u[i] = weight[WEIGHT_U].at[0];
        batch->W_y[i] = weight[WEIGHT_W_Y].at[0];
        batch->b_a[i] = weight[WEIGHT_B_A].at[0];
        batch->b_y[i] = weight[WEIGHT_B_Y].at[0];
        batch->a[i] = copy->a0.at[0];
        batch_forget_hidden(batch, i);
    }
}

static bool scalar_cells(struct landscape *landscape, struct network *copy, const struct sequence *sequence, int until,
                         const volatile sig_atomic_t *stop)
{
    struct batch batch;
    int all = landscape->columns * landscape->rows;
    while (landscape->done < until) {
        batch_fill(&batch, landscape, copy, landscape->done);
        if (!batch_go(&batch, copy, sequence, stop))
            return false;
        for (int i = 0; i < CELLS && landscape->done < all; i++)
            landscape->L[landscape->done++] = batch.outside[i] > 0 ? NAN : batch.sum[i] + batch.linear[i];
    }
    return true;
}

/* Matrices. */

static bool matrix_cells(struct landscape *landscape, struct network *copy, const struct sequence *sequence, int until,
                         const volatile sig_atomic_t *stop)
{
    struct pass *pass = pass_new(copy, sequence, stop);
    bool goes_on = pass != NULL;
    while (goes_on && landscape->done < until) {
        int column = landscape->done % landscape->columns, row = landscape->done / landscape->columns;
        *network_parameter(copy, landscape->across.parameter) = landscape_across(landscape, column);
        *network_parameter(copy, landscape->up.parameter) = landscape_up(landscape, row);
        pass_restart(pass);
        goes_on = pass_forward(pass, sequence->T);
        if (goes_on)
            landscape->L[landscape->done++] = pass_loss(pass, sequence->T);
    }
    pass_free(pass);
    return goes_on;
}

bool landscape_go(struct landscape *landscape, const struct sequence *sequence, int cells,
                  const volatile sig_atomic_t *stop)
{
    int all = landscape->columns * landscape->rows;
    int until = all - landscape->done < cells ? all : landscape->done + cells;
    struct network copy;
    network_copy(&copy, &landscape->network);
    uint64_t arithmetic = flush_begin();
    bool done = network_is_scalar(&copy) ? scalar_cells(landscape, &copy, sequence, until, stop)
                                         : matrix_cells(landscape, &copy, sequence, until, stop);
    flush_end(arithmetic);
    network_clear(&copy);
    return done;
}

double landscape_cost(const struct network *network)
{
    double products = (double)network->n_a * (network->n_a + network->n_x + network->n_y);
    bool bare_bce = network->loss == LOSS_BCE && !network_loss_from_o(network);
    if (network_is_scalar(network))
        return 2 + (network->g == ACTIVATION_IDENTITY ? 0 : 3) + (bare_bce ? 6 : 0);
    return 20 + 2 * products + 20 * (network->n_a + network->n_y);
}
