/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cells.h - L of many networks with identity and sigmoid, as one writes it for a compiler that vectorises. */

#ifndef UNROLL_TESTS_BENCH_CELLS_H
#define UNROLL_TESTS_BENCH_CELLS_H

/* What all cells have in common. */
struct cells {
    double W_y, b_a, b_y;
    int T;
    const double *x, *y; /* T entries each */
};

/* Gives L of the networks with v[i] and u[i], i = 0..count-1; count is a multiple of CELLS_TOGETHER. */
enum { CELLS_TOGETHER = 64 };
void cells_losses(const struct cells *cells, int count, const double *v, const double *u, double *L);

#endif
