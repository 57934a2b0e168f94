/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle.c - cells and bands term by term from the series, truncated gradients by a walk back from each loss. */

#include "model/triangle.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "model/step.h"

bool triangle_cell(const struct pass *pass, enum weight w, int t, int k, double *cell)
{
    struct series series;
    series_begin(&series, pass, SERIES_FROM_LOSS, w, t);
    bool done = series_go(&series, t - k);
    if (done)
        series_term(&series, 0, cell);
    series_clear(&series);
    return done;
}

/* Adds the cells k = first..t of row t; term is room for one of them. False when stopped. */
static bool add_row(const struct pass *pass, enum weight w, int t, int first, double *term, double *sum)
{
    struct series series;
    int size = matrix_size(&pass->network->weight[w]);
    series_begin(&series, pass, SERIES_FROM_LOSS, w, t);
    while (t - series.j > first && !pass_stopped(pass) && series_next(&series)) {
        series_term(&series, 0, term);
        for (int i = 0; i < size; i++)
            sum[i] += term[i];
    }
    series_clear(&series);
    return !pass_stopped(pass);
}

bool triangle_band(const struct pass *pass, enum weight w, int tau, double *total)
{
    double *term = alloc_array((size_t)matrix_size(&pass->network->weight[w]), sizeof *term);
    bool done = true;
    for (int t = 1; t <= pass->sequence->T && done; t++)
        done = add_row(pass, w, t, t - tau + 1, term, total);
    free(term);
    return done;
}

/* Carries the loss at step t back through tau steps; every step on the way adds its part. */
static bool add_truncated(const struct pass *pass, int t, int tau, struct gradients *gradients)
{
    static const double one = 1;
    double by_a[NETWORK_WIDEST], delta[NETWORK_WIDEST];
    int n_a = pass->network->n_a;
    step_from_yhat(pass, t, by_a);
    for (int k = t; k >= 1 && t - k < tau; k--) {
        step_slope(pass, k, delta);
        for (int i = 0; i < n_a; i++)
            delta[i] *= by_a[i];
        matrix_add_outer(&gradients->by[WEIGHT_V], delta, pass_a(pass, k - 1));
        matrix_add_outer(&gradients->by[WEIGHT_U], delta, sequence_x(pass->sequence, k));
        matrix_add_outer(&gradients->by[WEIGHT_B_A], delta, &one);
        matrix_transposed_times(&pass->network->weight[WEIGHT_V], delta, by_a);
        if (pass_stopped(pass))
            return false;
    }
    return true;
}

bool triangle_truncated(const struct pass *pass, int tau, struct gradients *gradients)
{
    bool done = true;
    gradients_set_zero(gradients);
    uint64_t arithmetic = flush_begin();
    for (int t = 1; t <= pass->sequence->T && done; t++) {
        step_add_output_gradients(pass, t, gradients);
        done = add_truncated(pass, t, tau, gradients);
    }
    flush_end(arithmetic);
    return done;
}
