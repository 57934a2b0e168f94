/* SPDX-License-Identifier: GPL-3.0-or-later */
/* series.c - a row vector carried back one step at a time. */

#include "model/series.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "model/activation.h"
#include "model/step.h"

/* Multiplies each entry of the row by g'(s<t>): row D<t>. */
static void times_slope(const struct pass *pass, int t, double *row)
{
    double slope[NETWORK_WIDEST];
    step_slope(pass, t, slope);
    for (int i = 0; i < pass->network->n_a; i++)
        row[i] *= slope[i];
}

/* Row i of G*<t> W_y. */
static void output_row(const struct pass *pass, int t, int i, double *row)
{
    const struct network *network = pass->network;
    double o[NETWORK_WIDEST], unit[NETWORK_WIDEST] = {0}, by_o[NETWORK_WIDEST];
    unit[i] = 1;
    step_o(pass, t, o);
    activation_carry_back(network->g_star, o, pass_yhat(pass, t), unit, by_o, network->n_y);
    matrix_transposed_times(&network->weight[WEIGHT_W_Y], by_o, row);
}

void series_begin(struct series *series, const struct pass *pass, enum series_from from, enum weight w, int t)
{
    size_t n_a = (size_t)pass->network->n_a;
    int rows = from == SERIES_FROM_LOSS ? 1 : pass->network->n_y;
    *series = (struct series){.pass = pass, .w = w, .t = t, .j = -1, .rows = rows};
    series->path = alloc_array((size_t)rows * n_a, sizeof *series->path);
    series->next = alloc_array((size_t)rows * n_a, sizeof *series->next);
    uint64_t arithmetic = flush_begin();
    for (int i = 0; i < rows; i++) {
        double *row = series->path + (size_t)i * n_a;
        if (from == SERIES_FROM_LOSS)
            step_from_yhat(pass, t, row);
        else
            output_row(pass, t, i, row);
        times_slope(pass, t, row);
    }
    flush_end(arithmetic);
}

bool series_next(struct series *series)
{
    const struct network *network = series->pass->network;
    size_t n_a = (size_t)network->n_a;
    if (series->j + 1 >= series->t)
        return false;
    if (++series->j == 0)
        return true;
    uint64_t arithmetic = flush_begin();
    for (int i = 0; i < series->rows; i++) {
        double *row = series->next + (size_t)i * n_a;
        matrix_transposed_times(&network->weight[WEIGHT_V], series->path + (size_t)i * n_a, row);
        times_slope(series->pass, series->t - series->j, row);
    }
    flush_end(arithmetic);
    double *before = series->path;
    series->path = series->next;
    series->next = before;
    return true;
}

bool series_go(struct series *series, int j)
{
    while (series->j < j && !pass_stopped(series->pass))
        series_next(series);
    return series->j >= j;
}

const double *series_source(const struct series *series, int *count)
{
    static const double one = 1;
    *count = series->pass->network->weight[series->w].cols;
    if (series->w == WEIGHT_V)
        return pass_a(series->pass, series->t - 1 - series->j);
    if (series->w == WEIGHT_U)
        return sequence_x(series->pass->sequence, series->t - series->j);
    return &one;
}

void series_term(const struct series *series, int i, double *term)
{
    int n_a = series->pass->network->n_a, count;
    const double *source = series_source(series, &count), *row = series->path + (size_t)i * (size_t)n_a;
    for (int r = 0; r < n_a; r++) {
        for (int c = 0; c < count; c++)
            *term++ = row[r] * source[c];
    }
}

bool series_rest(const struct series *series, struct recurrence *recurrence, int i, double *rest)
{
    const struct network *network = series->pass->network;
    double row[NETWORK_WIDEST];
    if (!recurrence_go(recurrence, series->t - 1 - series->j))
        return false;
    uint64_t arithmetic = flush_begin();
    matrix_transposed_times(&network->weight[WEIGHT_V], series->path + (size_t)i * (size_t)network->n_a, row);
    recurrence_carry(recurrence, series->w, row, rest);
    flush_end(arithmetic);
    return true;
}

void series_clear(struct series *series)
{
    free(series->path);
    free(series->next);
    *series = (struct series){0};
}
