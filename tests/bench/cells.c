/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cells.c - the yardstick for a landscape: plain loops across the cells, which the compiler vectorises.
 *
 * It is compiled with -O3 -ffast-math, so that the C library's vector exp and log are used, and for the same processors
 * as the model. It knows what the model knows too: the loss from o, and one logarithm for many factors. */

#include "cells.h"

#include <math.h>

#include "model/vectorised.h"

enum { FACTORS = 16 };

VECTORISED
static void losses(const struct cells *cells, const double *restrict v, const double *restrict u, double *restrict L)
{
    double a[CELLS_TOGETHER] = {0}, sum[CELLS_TOGETHER] = {0}, product[CELLS_TOGETHER];
    for (int i = 0; i < CELLS_TOGETHER; i++)
        product[i] = 1;
    for (int t = 0; t < cells->T; t++) {
        double x = cells->x[t], y = cells->y[t];
        for (int i = 0; i < CELLS_TOGETHER; i++) {
            a[i] = v[i] * a[i] + u[i] * x + cells->b_a;
            double o = cells->W_y * a[i] + cells->b_y, size = -fabs(o);
            sum[i] += (o > 0 ? o : 0) - o * y;
            product[i] *= 1 + exp(size < -708 ? -708 : size);
        }
        for (int i = 0; i < CELLS_TOGETHER && (t + 1) % FACTORS == 0; i++) {
            sum[i] += log(product[i]);
            product[i] = 1;
        }
    }
    for (int i = 0; i < CELLS_TOGETHER; i++)
        L[i] = sum[i] + log(product[i]);
}

void cells_losses(const struct cells *cells, int count, const double *v, const double *u, double *L)
{
    for (int first = 0; first < count; first += CELLS_TOGETHER)
        losses(cells, v + first, u + first, L + first);
}
