/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stepped.c - the forward pass as a small program that a debugger can go through line by line: how one looked at a
 * recurrent network in a terminal before. Compiled with -O0 -g. */

#include <math.h>

int main(void)
{
    const double v = 0.5, u = 0.4, W_y = 0.9, b_y = 0.2;
    double a = 0, L = 0;
    for (int t = 1; t <= 1000000; t++) {
        double x = t % 2;
        a = v * a + u * x;
        double yhat = W_y * a + b_y;
        L -= log(yhat);
    }
    return L < 0;
}
