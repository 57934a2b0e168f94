/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step.c - one step in its general, matrix form; the scalar loops of scalar.c give the same bits. */

#include "model/step.h"

#include <string.h>

#include "model/activation.h"
#include "model/loss.h"

void step_s(const struct pass *pass, int t, double *s)
{
    const struct network *network = pass->network;
    double driven[NETWORK_WIDEST];
    matrix_times(&network->weight[WEIGHT_U], sequence_x(pass->sequence, t), driven);
    matrix_times(&network->weight[WEIGHT_V], pass_a(pass, t - 1), s);
    for (int i = 0; i < network->n_a; i++)
        s[i] += driven[i] + network->weight[WEIGHT_B_A].at[i];
}

void step_slope(const struct pass *pass, int t, double *slope)
{
    step_s(pass, t, slope);
    activation_slope(pass->network->g, slope, slope, pass->network->n_a);
}

void step_o(const struct pass *pass, int t, double *o)
{
    const struct network *network = pass->network;
    matrix_times(&network->weight[WEIGHT_W_Y], pass_a(pass, t), o);
    for (int i = 0; i < network->n_y; i++)
        o[i] += network->weight[WEIGHT_B_Y].at[i];
}

double step_loss(const struct pass *pass, int t)
{
    double o[NETWORK_WIDEST];
    step_o(pass, t, o);
    return loss_value(pass->network, o, pass_yhat(pass, t), sequence_y(pass->sequence, t));
}

void step_z(const struct pass *pass, int t, double *z)
{
    double o[NETWORK_WIDEST];
    step_o(pass, t, o);
    loss_z(pass->network, o, pass_yhat(pass, t), sequence_y(pass->sequence, t), z);
}

void step_loss_by_o(const struct pass *pass, int t, double *by_o)
{
    double o[NETWORK_WIDEST];
    step_o(pass, t, o);
    loss_by_o(pass->network, o, pass_yhat(pass, t), sequence_y(pass->sequence, t), by_o);
}

void step_from_yhat(const struct pass *pass, int t, double *arriving)
{
    double by_o[NETWORK_WIDEST];
    step_loss_by_o(pass, t, by_o);
    matrix_transposed_times(&pass->network->weight[WEIGHT_W_Y], by_o, arriving);
}

void step_from_next(const struct pass *pass, int t, double *arriving)
{
    if (t == pass->sequence->T) {
        memset(arriving, 0, (size_t)pass->network->n_a * sizeof *arriving);
        return;
    }
    double delta[NETWORK_WIDEST];
    step_delta(pass, t + 1, delta);
    matrix_transposed_times(&pass->network->weight[WEIGHT_V], delta, arriving);
}

void step_delta(const struct pass *pass, int t, double *delta)
{
    const double *by_a = pass_by_a(pass, t);
    step_slope(pass, t, delta);
    for (int i = 0; i < pass->network->n_a; i++)
        delta[i] *= by_a[i];
}

void step_add_output_gradients(const struct pass *pass, int t, struct gradients *gradients)
{
    static const double one = 1;
    double by_o[NETWORK_WIDEST];
    step_loss_by_o(pass, t, by_o);
    matrix_add_outer(&gradients->by[WEIGHT_W_Y], by_o, pass_a(pass, t));
    matrix_add_outer(&gradients->by[WEIGHT_B_Y], by_o, &one);
}

void step_add_gradients(const struct pass *pass, int t, struct gradients *gradients)
{
    static const double one = 1;
    double delta[NETWORK_WIDEST];
    step_delta(pass, t, delta);
    matrix_add_outer(&gradients->by[WEIGHT_V], delta, pass_a(pass, t - 1));
    matrix_add_outer(&gradients->by[WEIGHT_U], delta, sequence_x(pass->sequence, t));
    matrix_add_outer(&gradients->by[WEIGHT_B_A], delta, &one);
    step_add_output_gradients(pass, t, gradients);
}
