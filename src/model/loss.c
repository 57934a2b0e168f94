/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loss.c - the three losses, straight and through the output function. */

#include "model/loss.h"

#include <math.h>

#include "model/activation.h"
#include "model/exponential.h"
#include "model/logarithm.h"

/* 1 - yhat_i of a softmax is the sum of the other outputs. */
static double softmax_rest(const double *yhat, int i, int count)
{
    double sum = 0;
    for (int k = 0; k < count; k++)
        sum += k == i ? 0 : yhat[k];
    return sum;
}

/* log(1 - yhat_i). */
static double log_rest(const struct network *network, const double *yhat, int i)
{
    if (network->g_star == ACTIVATION_SOFTMAX && yhat[i] > 0.5)
        return logarithm(softmax_rest(yhat, i, network->n_y));
    return logarithm_of_1_plus(-yhat[i]);
}

/* The notes' -(y log yhat + (1-y) log(1-yhat)) of output i, with 0 log 0 = 0. */
static double bce(const struct network *network, const double *yhat, const double *y, int i)
{
    if (!(yhat[i] >= 0 && yhat[i] <= 1))
        return NAN;
    double with_y = y[i] == 0 ? 0 : y[i] * logarithm(yhat[i]);
    double without_y = y[i] == 1 ? 0 : (1 - y[i]) * log_rest(network, yhat, i);
    return 0 - (with_y + without_y);
}

static double weighted(double weight, double value)
{
    return weight == 0 ? 0 : weight * value;
}

/* The same with yhat = sigmoid(o): max(o,0) - o y + log(1 + exp(-|o|)). */
static double bce_from_o(double o, double y)
{
    /* max(o,0) - o y, written so that an infinite o with the right target still gives 0. */
    double linear = o > 0 ? weighted(1 - y, o) : weighted(y, -o);
    return linear + logarithm_of_1_plus(exponential(-fabs(o)));
}

/* -sum y log softmax(o) = sum over i of y_i ((max - o_i) + log(1 + sum over the others of exp(o_k - max))). */
static double ce_from_o(const double *o, const double *y, int count)
{
    int largest = 0;
    for (int i = 1; i < count; i++)
        largest = o[i] > o[largest] ? i : largest;
    double others = 0, sum = 0;
    for (int i = 0; i < count; i++)
        others += i == largest ? 0 : exponential(o[i] - o[largest]);
    for (int i = 0; i < count; i++)
        sum += y[i] == 0 ? 0 : y[i] * ((o[largest] - o[i]) + logarithm_of_1_plus(others));
    return sum;
}

double loss_value(const struct network *network, const double *o, const double *yhat, const double *y)
{
    double sum = 0;
    if (network->loss == LOSS_CE)
        return ce_from_o(o, y, network->n_y);
    for (int i = 0; i < network->n_y; i++) {
        if (network->loss == LOSS_MSE)
            sum += (yhat[i] - y[i]) * (yhat[i] - y[i]) / 2;
        else
            sum += network_loss_from_o(network) ? bce_from_o(o[i], y[i]) : bce(network, yhat, y, i);
    }
    return sum;
}

/* weight / value, where weight 0 asks for nothing. */
static double weighted_inverse(double weight, double value)
{
    return weight == 0 ? 0 : weight / value;
}

/* 1 - sigmoid(o) is sigmoid(-o). */
double loss_rest(const struct network *network, const double *o, const double *yhat, int i)
{
    if (network->g_star == ACTIVATION_SOFTMAX)
        return softmax_rest(yhat, i, network->n_y);
    return network->g_star == ACTIVATION_SIGMOID ? sigmoid(-o[i]) : 1 - yhat[i];
}

void loss_z(const struct network *network, const double *o, const double *yhat, const double *y, double *z)
{
    for (int i = 0; i < network->n_y; i++) {
        if (network->loss == LOSS_MSE)
            z[i] = yhat[i] - y[i];
        else if (network->loss == LOSS_CE)
            z[i] = 0 - weighted_inverse(y[i], yhat[i]);
        else
            z[i] = weighted_inverse(1 - y[i], loss_rest(network, o, yhat, i)) - weighted_inverse(y[i], yhat[i]);
    }
}

/* yhat - y for a sigmoid output, exact where yhat has rounded to y. */
static double sigmoid_minus_target(double o, double y)
{
    double smaller = smaller_sigmoid(o);
    return o >= 0 ? (1 - y) - smaller : smaller - y;
}

/* yhat_i sum(y) - y_i, which is yhat_i - y_i for targets that sum to 1; the term k = i cancels and is left out. */
static void softmax_minus_target(const double *yhat, const double *y, double *to, int count)
{
    for (int i = 0; i < count; i++) {
        double other_y = 0, other_yhat = 0;
        for (int k = 0; k < count; k++) {
            other_y += k == i ? 0 : y[k];
            other_yhat += k == i ? 0 : yhat[k];
        }
        to[i] = yhat[i] * other_y - y[i] * other_yhat;
    }
}

void loss_by_o(const struct network *network, const double *o, const double *yhat, const double *y, double *by_o)
{
    if (network->loss == LOSS_CE) {
        softmax_minus_target(yhat, y, by_o, network->n_y);
    } else if (network_loss_from_o(network)) {
        for (int i = 0; i < network->n_y; i++)
            by_o[i] = sigmoid_minus_target(o[i], y[i]);
    } else {
        double z[NETWORK_WIDEST];
        loss_z(network, o, yhat, y, z);
        activation_carry_back(network->g_star, o, yhat, z, by_o, network->n_y);
    }
}
