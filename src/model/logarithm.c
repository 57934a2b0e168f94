/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logarithm.c - see logarithm.h. With s = f / (2 + f),
 *     log(1 + f) = 2 artanh(s) = f - f^2/2 + s (f^2/2 + R),   R = 2 s^2/3 + 2 s^4/5 + 2 s^6/7 + ...
 * The identity is K. C. Ng's (fdlibm, 1993): f is exact, and what is added to it is small. */

#include "model/logarithm.h"

#include <math.h>

#include "model/exponential.h"

/* R for |s| <= 0.1716, where the first term left out is too small to be seen. */
static double artanh_rest(double s)
{
    double s2 = s * s, sum = 0;
    for (int n = 21; n >= 3; n -= 2)
        sum = s2 * (2.0 / n + sum);
    return sum;
}

/* a + b as the sum a double can hold, and what that lacks; |a| >= |b| or a = 0. */
static double sum_and_rest(double a, double b, double *rest)
{
    double sum = a + b;
    *rest = b - (sum - a);
    return sum;
}

/* f - f^2/2 as a sum and its rest. The square is exact in two parts: that of f with half its digits, and what is
 * left. */
static double less_half_square(double f, double *rest)
{
    double head = (float)f, tail = f - head;
    double sum = sum_and_rest(f, -(head * head / 2), rest);
    *rest -= tail * (f + head) / 2;
    return sum;
}

/* log(high + low), 0 < high < infinity, and low at most half a unit in the last place of high. */
static double logarithm_of_sum(double high, double low)
{
    int exponent;
    double m = frexp(high, &exponent);
    if (m < sqrt(0.5)) {
        m *= 2;
        exponent--;
    }
    double f_rest, square_rest, sum_rest;
    double f = sum_and_rest(m - 1, ldexp(low, -exponent), &f_rest), s = f / (2 + f);
    double beginning = less_half_square(f, &square_rest);
    double small = s * (f * f / 2 + artanh_rest(s)) + square_rest + f_rest / (1 + f);
    double sum = sum_and_rest(exponent * LOG_2_HIGH, beginning, &sum_rest);
    return sum + (sum_rest + (small + exponent * LOG_2_LOW));
}

double logarithm(double x)
{
    if (x == 0)
        return -INFINITY;
    if (!(x > 0) || isinf(x))
        return x < 0 ? NAN : x;
    return logarithm_of_sum(x, 0);
}

double logarithm_of_1_plus(double d)
{
    double low, high = fabs(d) < 1 ? sum_and_rest(1, d, &low) : sum_and_rest(d, 1, &low);
    if (d == 0 || !(high > 0) || isinf(high))
        return d == 0 ? d : logarithm(high);
    return logarithm_of_sum(high, low);
}
