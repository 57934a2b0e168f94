/* SPDX-License-Identifier: GPL-3.0-or-later */
/* textbook.c - the yardstick of the bench: one loop forward with both logarithms of each loss, one loop backward.
 *
 * Nothing here is slow on purpose and nothing is tuned. It is compiled with plain -O2, whatever the rest is compiled
 * with. It has the weak spots of its kind: a loss of infinity or nan where yhat rounds to 0 or 1, and a crawl among
 * subnormal numbers where a<t> decays. */

#include "textbook.h"

#include <math.h>

static double forward(struct textbook n, int T, const double *x, const double *y, double *a, double *yhat)
{
    double L = 0;
    a[0] = 0;
    for (int t = 1; t <= T; t++) {
        double s = n.v * a[t - 1] + n.u * x[t - 1] + n.b_a;
        a[t] = n.tanh_inside ? tanh(s) : s;
        double o = n.W_y * a[t] + n.b_y;
        yhat[t - 1] = n.sigmoid_outside ? 1 / (1 + exp(-o)) : o;
        L += -(y[t - 1] * log(yhat[t - 1]) + (1 - y[t - 1]) * log(1 - yhat[t - 1]));
    }
    return L;
}

static void backward(struct textbook n, int T, const double *x, const double *y, const double *a, const double *yhat,
                     struct textbook_gradients *gradients)
{
    struct textbook_gradients sum = {0, 0, 0, 0, 0};
    double from_next = 0;
    for (int t = T; t >= 1; t--) {
        double by_o =
            n.sigmoid_outside ? yhat[t - 1] - y[t - 1] : (1 - y[t - 1]) / (1 - yhat[t - 1]) - y[t - 1] / yhat[t - 1];
        double by_a = n.W_y * by_o + from_next;
        double by_s = n.tanh_inside ? by_a * (1 - a[t] * a[t]) : by_a;
        sum.v += by_s * a[t - 1];
        sum.u += by_s * x[t - 1];
        sum.W_y += by_o * a[t];
        sum.b_a += by_s;
        sum.b_y += by_o;
        from_next = n.v * by_s;
    }
    *gradients = sum;
}

double textbook_pass(struct textbook network, int T, const double *x, const double *y, double *a, double *yhat,
                     struct textbook_gradients *gradients)
{
    double L = forward(network, T, x, y, a, yhat);
    backward(network, T, x, y, a, yhat, gradients);
    return L;
}
