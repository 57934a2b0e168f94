/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scalar.c - see scalar.h. Sums run in LANES interleaved partial sums, the same on every machine. */

#include "model/scalar.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/exponential.h"
#include "model/logarithm.h"
#include "model/loss.h"
#include "model/step.h"
#include "model/vectorised.h"

enum { LANES = 8 };

static double weight(const struct pass *pass, enum weight w)
{
    return pass->network->weight[w].at[0];
}

/* drive = u x<t> + b_a, the part of s<t> that does not wait for a<t-1>. */
VECTORISED
static void drive_block(const struct pass *pass, int first, int count, double *restrict drive)
{
    double u = weight(pass, WEIGHT_U), b_a = weight(pass, WEIGHT_B_A);
    const double *x = sequence_x(pass->sequence, first + 1);
    for (int i = 0; i < count; i++)
        drive[i] = u * x[i] + b_a;
}

/* a<t> = g(v a<t-1> + drive): the only loop of the forward pass in which a step waits for the one before. */
static void recur_block(enum activation g, double v, const double *restrict drive, double *restrict a, int count)
{
    double last = a[-1];
    switch (g) {
    case ACTIVATION_TANH:
        for (int i = 0; i < count; i++)
            a[i] = last = hyperbolic_tangent(v * last + drive[i]);
        break;
    case ACTIVATION_SIGMOID:
        for (int i = 0; i < count; i++)
            a[i] = last = sigmoid(v * last + drive[i]);
        break;
    case ACTIVATION_RELU:
        for (int i = 0; i < count; i++) {
            double s = v * last + drive[i];
            a[i] = last = s <= 0 ? 0 : s;
        }
        break;
    default:
        for (int i = 0; i < count; i++)
            a[i] = last = v * last + drive[i];
    }
}

/* o<t> = W_y a<t> + b_y. */
VECTORISED
static void output_block(const struct pass *pass, int first, int count, double *restrict o)
{
    double W_y = weight(pass, WEIGHT_W_Y), b_y = weight(pass, WEIGHT_B_Y);
    const double *a = pass_a(pass, first + 1);
    for (int i = 0; i < count; i++)
        o[i] = W_y * a[i] + b_y;
}

/* The lanes' partial sums, added in one fixed order. */
static double lanes_total(const double *lane)
{
    return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

VECTORISED
static double sum_block(const double *terms, int count)
{
    double lane[LANES] = {0};
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
        for (int k = 0; k < LANES; k++)
            lane[k] += terms[i + k];
    }
    for (int i = whole; i < count; i++)
        lane[i - whole] += terms[i];
    return lanes_total(lane);
}

/* The sum of left[i] right[i]. */
VECTORISED
static double dot_block(const double *left, const double *right, int count)
{
    double lane[LANES] = {0};
    int whole = count - count % LANES;
    for (int i = 0; i < whole; i += LANES) {
        for (int k = 0; k < LANES; k++)
            lane[k] += left[i + k] * right[i + k];
    }
    for (int i = whole; i < count; i++)
        lane[i - whole] += left[i] * right[i];
    return lanes_total(lane);
}

/* The sum of log(1 + d[i]) as one logarithm of a product, which must fit a double. The second half is multiplied into
 * the first until one factor is left; only what is above 1 is kept of each, (1 + p) (1 + d) - 1 = p + (d + p d), which
 * has all the digits of small d. Uses d up. */
VECTORISED
static double sum_log1p(double *d, int count)
{
    while (count > 1) {
        int half = (count + 1) / 2;
        double *restrict kept = d;
        const double *restrict folded = d + half;
        for (int i = 0; i < count - half; i++)
            kept[i] += folded[i] + kept[i] * folded[i];
        count = half;
    }
    return logarithm_of_1_plus(d[0]);
}

/* FACTORS such factors can be multiplied, and the product is still a normal double. */
enum { FACTORS = 32 };
static const double SMALLEST_FACTOR = 1e-9;

/* The sum of log(factor[i]), SMALLEST_FACTOR <= factor[i] <= 1: one logarithm for FACTORS factors. Uses them up. */
VECTORISED
static double sum_log(double *factor, int count)
{
    double sum = 0;
    for (int together = 1; together < FACTORS; together *= 2) {
        int half = (count + 1) / 2;
        double *restrict kept = factor;
        const double *restrict folded = factor + half;
        for (int i = 0; i < count - half; i++)
            kept[i] *= folded[i];
        count = half;
    }
    for (int i = 0; i < count; i++)
        sum += logarithm(factor[i]);
    return sum;
}

/* Sigmoid with bce: yhat = sigmoid(o), by_o = yhat - y (from what is smaller, yhat or 1 - yhat), and the sum of
 * max(o,0) - o y + log(1 + exp(-|o|)). */
VECTORISED
static double sigmoid_bce_block(const double *restrict o, const double *restrict y, int count, double *restrict yhat,
                                double *restrict by_o)
{
    /* Zeros, for a compiler that sees all of this at once and not that there is a step. */
    double e[PASS_BLOCK], linear[PASS_BLOCK] = {0};
    for (int i = 0; i < count; i++) {
        double smaller, wrong = o[i] > 0 ? 1 - y[i] : y[i];
        e[i] = exponential(-fabs(o[i]));
        smaller = e[i] / (1 + e[i]);
        yhat[i] = o[i] >= 0 ? 1 - smaller : smaller;
        by_o[i] = o[i] >= 0 ? (1 - y[i]) - smaller : smaller - y[i];
        linear[i] = wrong == 0 ? 0 : wrong * fabs(o[i]);
    }
    return sum_block(linear, count) + sum_log1p(e, count);
}

/* The sum of log(1 - yhat) where y is 0 and log(yhat) where it is 1, for a product that is almost 1. */
VECTORISED
static double sum_log_near_1(const double *restrict yhat, const double *restrict y, int count)
{
    double d[PASS_BLOCK];
    for (int i = 0; i < count; i++)
        d[i] = y[i] == 0 ? -yhat[i] : yhat[i] - 1;
    return sum_log1p(d, count);
}

/* Bce of the bare yhat where all targets are 0 or 1: then L<t> = -log(factor) with factor = 1 - yhat or yhat, and
 * one division gives by_o. False when a step is not so plain. */
VECTORISED
static bool plain_bce_block(const double *restrict yhat, const double *restrict y, int count, double *restrict by_o,
                            double *sum)
{
    double factor[PASS_BLOCK];
    int64_t strange = 0;
    for (int i = 0; i < count; i++) {
        factor[i] = y[i] == 0 ? 1 - yhat[i] : yhat[i];
        by_o[i] = y[i] == 0 ? 1 / factor[i] : 0 - 1 / factor[i];
        strange |= (y[i] != 0 && y[i] != 1) || !(factor[i] >= SMALLEST_FACTOR) || !(factor[i] <= 1);
    }
    if (strange)
        return false;
    *sum = 0 - sum_log(factor, count);
    if (*sum < 1) /* the digits 1 - yhat has lost would be missed */
        *sum = 0 - sum_log_near_1(yhat, y, count);
    return true;
}

/* Bce of the bare yhat: by_o, which is z, and the sum. */
VECTORISED
static double bce_block(const struct network *network, const double *restrict yhat, const double *restrict y, int count,
                        double *restrict by_o)
{
    double terms[PASS_BLOCK], sum;
    if (plain_bce_block(yhat, y, count, by_o, &sum))
        return sum;
    for (int i = 0; i < count; i++) {
        double on = y[i] == 0 ? 0 : y[i] / yhat[i], off = 1 - y[i] == 0 ? 0 : (1 - y[i]) / (1 - yhat[i]);
        by_o[i] = off - on;
    }
    for (int i = 0; i < count; i++)
        terms[i] = loss_value(network, &yhat[i], &yhat[i], &y[i]);
    return sum_block(terms, count);
}

/* Half the squared error: by_o = g*'(o) (yhat - y), and the sum. */
VECTORISED
static double mse_block(const struct network *network, const double *restrict o, const double *restrict yhat,
                        const double *restrict y, int count, double *restrict by_o)
{
    double terms[PASS_BLOCK];
    for (int i = 0; i < count; i++) {
        by_o[i] = yhat[i] - y[i];
        terms[i] = by_o[i] * by_o[i] / 2;
    }
    if (network->g_star == ACTIVATION_SIGMOID) {
        for (int i = 0; i < count; i++)
            by_o[i] *= sigmoid_slope(o[i]);
    }
    return sum_block(terms, count);
}

/* Gives yhat<t> and by_o = dL<t>/do<t> and returns the sum of L<t>, from the a<t> of the block. */
VECTORISED
static double answer_block(const struct pass *pass, int first, int count, double *restrict yhat, double *restrict by_o)
{
    const struct network *network = pass->network;
    const double *y = pass->sequence->y + first;
    double o[PASS_BLOCK];
    output_block(pass, first, count, o);
    if (network_loss_from_o(network))
        return sigmoid_bce_block(o, y, count, yhat, by_o);
    if (network->g_star == ACTIVATION_SIGMOID) {
        for (int i = 0; i < count; i++)
            yhat[i] = sigmoid(o[i]);
    } else {
        memcpy(yhat, o, (size_t)count * sizeof *yhat);
    }
    return network->loss == LOSS_MSE ? mse_block(network, o, yhat, y, count, by_o)
                                     : bce_block(network, yhat, y, count, by_o);
}

double scalar_forward(struct pass *pass, int first, int count)
{
    double drive[PASS_BLOCK];
    drive_block(pass, first, count, drive);
    recur_block(pass->network->g, weight(pass, WEIGHT_V), drive, pass->a + first + 1, count);
    return answer_block(pass, first, count, pass->yhat + first, pass->by_a + first);
}

double scalar_loss(const struct pass *pass, int first, int count)
{
    double yhat[PASS_BLOCK], by_o[PASS_BLOCK];
    return answer_block(pass, first, count, yhat, by_o);
}

/* slope = g'(s<t>), for every g but the identity, whose slope is 1. */
VECTORISED
static void slope_block(const struct pass *pass, int first, int count, double *restrict slope)
{
    double s[PASS_BLOCK], v = weight(pass, WEIGHT_V);
    const double *before = pass_a(pass, first);
    drive_block(pass, first, count, s);
    for (int i = 0; i < count; i++)
        s[i] = v * before[i] + s[i];
    if (pass->network->g == ACTIVATION_TANH) {
        for (int i = 0; i < count; i++)
            slope[i] = tanh_slope(s[i]);
    } else if (pass->network->g == ACTIVATION_SIGMOID) {
        for (int i = 0; i < count; i++)
            slope[i] = sigmoid_slope(s[i]);
    } else {
        for (int i = 0; i < count; i++)
            slope[i] = s[i] > 0;
    }
}

/* dL/da<t> = from yhat<t> + v (g'(s<t+1>) dL/da<t+1>): the only loop of the backward pass in which a step waits for
 * another. */
static void carry_block(double v, const double *restrict from_yhat, const double *restrict slope, double from_next,
                        double *restrict by_a, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        by_a[i] = from_yhat[i] + from_next;
        from_next = v * (slope[i] * by_a[i]);
    }
}

/* The same for the identity g: one product less to wait for. */
static void carry_linear_block(double v, const double *restrict from_yhat, double from_next, double *restrict by_a,
                               int count)
{
    for (int i = count - 1; i >= 0; i--) {
        by_a[i] = from_yhat[i] + from_next;
        from_next = v * by_a[i];
    }
}

/* Adds delta a<t-1>, delta x<t>, delta and by_o a<t>, by_o over the block. */
static void add_block(const struct pass *pass, int first, int count, const double *by_o, const double *delta,
                      struct gradients *gradients)
{
    gradients->by[WEIGHT_V].at[0] += dot_block(delta, pass_a(pass, first), count);
    gradients->by[WEIGHT_U].at[0] += dot_block(delta, sequence_x(pass->sequence, first + 1), count);
    gradients->by[WEIGHT_W_Y].at[0] += dot_block(by_o, pass_a(pass, first + 1), count);
    gradients->by[WEIGHT_B_A].at[0] += sum_block(delta, count);
    gradients->by[WEIGHT_B_Y].at[0] += sum_block(by_o, count);
}

/* Asks the memory for the block before, which comes next: processors foresee only what is read forwards. */
static void fetch_before(const struct pass *pass, int first)
{
    const int line = 64 / (int)sizeof(double);
    for (int i = first - PASS_BLOCK; i >= 0 && i < first; i += line) {
        __builtin_prefetch(&pass->sequence->x[i]);
        __builtin_prefetch(&pass->a[i]);
        __builtin_prefetch(&pass->by_a[i]);
    }
}

VECTORISED
static void backward_block(struct pass *pass, int first, int count, struct gradients *gradients)
{
    double by_o[PASS_BLOCK], from_yhat[PASS_BLOCK], slope[PASS_BLOCK], from_next;
    double v = weight(pass, WEIGHT_V), W_y = weight(pass, WEIGHT_W_Y), *restrict by_a = pass->by_a + first;
    fetch_before(pass, first);
    step_from_next(pass, first + count, &from_next);
    memcpy(by_o, by_a, (size_t)count * sizeof *by_o);
    for (int i = 0; i < count; i++)
        from_yhat[i] = W_y * by_o[i];
    if (pass->network->g == ACTIVATION_IDENTITY) {
        carry_linear_block(v, from_yhat, from_next, by_a, count);
        add_block(pass, first, count, by_o, by_a, gradients);
        return;
    }
    slope_block(pass, first, count, slope);
    carry_block(v, from_yhat, slope, from_next, by_a, count);
    for (int i = 0; i < count; i++)
        slope[i] *= by_a[i];
    add_block(pass, first, count, by_o, slope, gradients);
}

void scalar_backward(struct pass *pass, int first, int count, struct gradients *gradients)
{
    backward_block(pass, first, count, gradients);
}

VECTORISED
static void add_gradients_of_block(const struct pass *pass, int first, int count, struct gradients *gradients)
{
    double yhat[PASS_BLOCK], by_o[PASS_BLOCK], slope[PASS_BLOCK];
    const double *restrict by_a = pass->by_a + first;
    answer_block(pass, first, count, yhat, by_o);
    if (pass->network->g == ACTIVATION_IDENTITY) {
        add_block(pass, first, count, by_o, by_a, gradients);
        return;
    }
    slope_block(pass, first, count, slope);
    for (int i = 0; i < count; i++)
        slope[i] *= by_a[i];
    add_block(pass, first, count, by_o, slope, gradients);
}

void scalar_add_gradients(const struct pass *pass, int first, int count, struct gradients *gradients)
{
    add_gradients_of_block(pass, first, count, gradients);
}
