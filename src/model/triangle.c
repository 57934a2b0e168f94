/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle.c - rows by the series, columns by the backward pass; nothing is stored. */

#include "model/triangle.h"

#include <string.h>

#include "base/alloc.h"
#include "model/step.h"

#include <stdlib.h>

static size_t weight_bytes(const struct pass *pass, enum weight w)
{
    return (size_t)matrix_size(&pass->network->weight[w]) * sizeof(double);
}

void triangle_cell(const struct pass *pass, enum weight w, int t, int k, double *cell)
{
    struct series series;
    series_begin(&series, pass, SERIES_FROM_LOSS, w, t);
    while (series.j < t - k)
        series_next(&series);
    series_term(&series, 0, cell);
    series_clear(&series);
}

/* Adds the cells k = first..t of row t; term is room for one of them. */
static void add_row(const struct pass *pass, enum weight w, int t, int first, double *term, double *sum)
{
    struct series series;
    int size = matrix_size(&pass->network->weight[w]);
    series_begin(&series, pass, SERIES_FROM_LOSS, w, t);
    while (t - series.j > first && series_next(&series)) {
        series_term(&series, 0, term);
        for (int i = 0; i < size; i++)
            sum[i] += term[i];
    }
    series_clear(&series);
}

void triangle_column(const struct pass *pass, enum weight w, int k, double *sum)
{
    struct gradients gradients;
    gradients_init(&gradients, pass->network);
    step_add_gradients(pass, k, &gradients);
    memcpy(sum, gradients.by[w].at, weight_bytes(pass, w));
    gradients_clear(&gradients);
}

bool triangle_band(const struct pass *pass, enum weight w, int tau, double *total)
{
    double *term = alloc_array(1, weight_bytes(pass, w));
    bool stopped = false;
    for (int t = 1; t <= pass->sequence->T && !stopped; t++) {
        add_row(pass, w, t, t - tau >= 0 ? t - tau + 1 : 1, term, total);
        stopped = pass->stop != NULL && *pass->stop;
    }
    free(term);
    return !stopped;
}
