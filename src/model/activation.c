/* SPDX-License-Identifier: GPL-3.0-or-later */
/* activation.c - each function once, entry by entry; softmax as a whole. */

#include "model/activation.h"

#include "model/exponential.h"

static void softmax(const double *from, double *to, int count)
{
    double largest = from[0], sum = 0;
    for (int i = 1; i < count; i++)
        largest = from[i] > largest ? from[i] : largest;
    for (int i = 0; i < count; i++)
        sum += to[i] = exponential(from[i] - largest);
    for (int i = 0; i < count; i++)
        to[i] /= sum;
}

static double value(enum activation g, double s)
{
    switch (g) {
    case ACTIVATION_TANH:
        return hyperbolic_tangent(s);
    case ACTIVATION_SIGMOID:
        return sigmoid(s);
    case ACTIVATION_RELU:
        /* Written so that what is not a number stays so. */
        return s <= 0 ? 0 : s;
    default:
        return s;
    }
}

static double slope(enum activation g, double s)
{
    switch (g) {
    case ACTIVATION_TANH:
        return tanh_slope(s);
    case ACTIVATION_SIGMOID:
        return sigmoid_slope(s);
    case ACTIVATION_RELU:
        return s > 0;
    default:
        return 1;
    }
}

void activation_apply(enum activation g, const double *from, double *to, int count)
{
    if (g == ACTIVATION_SOFTMAX) {
        softmax(from, to, count);
        return;
    }
    for (int i = 0; i < count; i++)
        to[i] = value(g, from[i]);
}

void activation_slope(enum activation g, const double *from, double *to, int count)
{
    for (int i = 0; i < count; i++)
        to[i] = slope(g, from[i]);
}

void activation_carry_back(enum activation g_star, const double *o, const double *yhat, const double *row, double *to,
                           int count)
{
    if (g_star != ACTIVATION_SOFTMAX) {
        for (int i = 0; i < count; i++)
            to[i] = slope(g_star, o[i]) * row[i];
        return;
    }
    /* yhat_i (row_i - sum_k yhat_k row_k), written with differences so that equal rows give exactly 0. */
    for (int i = 0; i < count; i++) {
        double sum = 0;
        for (int k = 0; k < count; k++)
            sum += yhat[k] * (row[i] - row[k]);
        to[i] = yhat[i] * sum;
    }
}
