/* SPDX-License-Identifier: GPL-3.0-or-later */
/* textbook.h - backpropagation through time for the scalar network, as one writes it down the first time. */

#ifndef UNROLL_TESTS_BENCH_TEXTBOOK_H
#define UNROLL_TESTS_BENCH_TEXTBOOK_H

#include <stdbool.h>

/* a<t> = g(v a<t-1> + u x<t> + b_a), yhat<t> = g*(W_y a<t> + b_y), with bce and a<0> = 0. */
struct textbook {
    double v, u, W_y, b_a, b_y;
    bool tanh_inside, sigmoid_outside; /* otherwise the identity */
};

struct textbook_gradients {
    double v, u, W_y, b_a, b_y;
};

/* Gives L and its gradients. x, y and yhat have T entries, from t = 1; a has T + 1, from t = 0. */
double textbook_pass(struct textbook network, int T, const double *x, const double *y, double *a, double *yhat,
                     struct textbook_gradients *gradients);

#endif
