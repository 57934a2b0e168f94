/* SPDX-License-Identifier: GPL-3.0-or-later */
/* angle.c - see angle.h. Taylor series, after the angle has been made small. */

#include "model/angle.h"

#include <math.h>

/* x - x^3/3! + x^5/5! - ... for 0 <= x <= pi/4. */
static double sine(double x)
{
    double sum = 0;
    for (int n = 16; n >= 2; n -= 2)
        sum = x * x / (n * (n + 1)) * (1 - sum);
    return x - x * sum;
}

/* 1 - x^2/2! + x^4/4! - ... for 0 <= x <= pi/4. */
static double cosine(double x)
{
    double sum = 0;
    for (int n = 17; n >= 1; n -= 2)
        sum = x * x / (n * (n + 1)) * (1 - sum);
    return 1 - sum;
}

double sine_of_turns(double turns)
{
    return turns <= 0.125 ? sine(2 * M_PI * turns) : cosine(2 * M_PI * (0.25 - turns));
}

/* x - x^3/3 + x^5/5 - ... for 0 <= x <= tan(pi/16). */
static double arctangent_of_small(double x)
{
    double sum = 0;
    for (int n = 23; n >= 3; n -= 2)
        sum = x * x * (1.0 / n - sum);
    return x - x * sum;
}

/* For 0 <= x <= 1: atan x = pi/4 - atan((1-x)/(1+x)), and atan x = 2 atan(x / (1 + sqrt(1 + x^2))). */
static double arctangent_to_1(double x)
{
    if (x > 0.5)
        return M_PI_4 - arctangent_to_1((1 - x) / (1 + x));
    return 2 * arctangent_of_small(x / (1 + sqrt(1 + x * x)));
}

double arctangent(double y, double x)
{
    return y <= x ? arctangent_to_1(y / x) : M_PI_2 - arctangent_to_1(x / y);
}
