/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exponential.h - exp(x) for x <= 0, and sigmoid, tanh and their derivatives, which need nothing else.
 *
 * Written here, not taken from the C library, for two reasons: the same input gives the same bits on every machine,
 * and compilers turn a loop over these lines into vector instructions. x = n log 2 + r with |r| <= log(2)/2; the Taylor
 * polynomial of exp(r) - 1 up to r^13 is exact to less than half a unit in the last place (Cody and Waite, Software
 * Manual for the Elementary Functions, 1980, for the reduction). */

#ifndef UNROLL_MODEL_EXPONENTIAL_H
#define UNROLL_MODEL_EXPONENTIAL_H

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

_Static_assert(FLT_EVAL_METHOD == 0, "doubles must be computed as doubles: -msse2 -mfpmath=sse on a 32-bit x86");

static const double LOG2_E = 0x1.71547652b82fep+0, LOG_2 = 0x1.62e42fefa39efp-1;

/* log 2 in two parts. The upper one has so few digits that any exponent times it is exact. */
static const double LOG_2_HIGH = 0x1.62e42fee00000p-1, LOG_2_LOW = 0x1.a39ef35793c76p-33;

/* A whole number n, |n| < 2^51, added to this leaves n in the low bits of the sum; a number added to it and taken away
 * again is rounded to a whole one. */
static const double TO_INTEGER = 0x1.8p52;

/* 2^n for shifted = n + TO_INTEGER, n = -1022..1023; 0 for n = -1023. */
static inline double power_of_2(double shifted)
{
    double power;
    uint64_t bits;
    memcpy(&bits, &shifted, sizeof bits);
    bits = (bits + 1023) << 52;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* exp(r) - 1 - r for |r| <= log(2)/2. Its sums are grouped so that few of them wait for one another. */
static inline double exponential_rest(double r)
{
    double r2 = r * r, r4 = r2 * r2, r6 = r4 * r2, r10 = r4 * r6;
    double low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
    double middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
    double high = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
    return r2 * low + (r6 * middle + r10 * high);
}

/* exp(r) - 1 for |r| <= log(2)/2. */
static inline double exponential_less_1(double r)
{
    return r + exponential_rest(r);
}

/* exp(x) for x <= 0; 0 below -708, about where it leaves the normal doubles. */
static inline double exponential(double x)
{
    double bounded = x < -708 ? -709 : x; /* at -709 n is -1023 */
    double shifted = bounded * LOG2_E + TO_INTEGER, n = shifted - TO_INTEGER;
    double r = (bounded - n * LOG_2_HIGH) - n * LOG_2_LOW, power = power_of_2(shifted);
    return power + power * exponential_less_1(r);
}

/* exp(-|s|) / (1 + exp(-|s|)): the sigmoid of s or what it lacks to 1, whichever is smaller. */
static inline double smaller_sigmoid(double s)
{
    double e = exponential(-fabs(s));
    return e / (1 + e);
}

/* 1 / (1 + exp(-s)). */
static inline double sigmoid(double s)
{
    double smaller = smaller_sigmoid(s);
    return s >= 0 ? 1 - smaller : smaller;
}

/* The derivative of the sigmoid at s: exact where the sigmoid itself has rounded to 0 or 1. */
static inline double sigmoid_slope(double s)
{
    double e = exponential(-fabs(s));
    return e / ((1 + e) * (1 + e));
}

/* tanh(s) = (1 - E) / (1 + E) with E = exp(-2|s|) = 2^-m (1 + p), multiplied through by 2^m. The larger m the less does
 * E matter, so that one constant is enough for m log 2. From |s| = 20 on tanh has rounded to 1. */
static inline double hyperbolic_tangent(double s)
{
    double bounded = fabs(s) > 20 ? 20 : fabs(s);
    double shifted = bounded * (2 * LOG2_E) + TO_INTEGER, m = shifted - TO_INTEGER;
    double p = exponential_less_1(m * LOG_2 - 2 * bounded), power = power_of_2(shifted);
    return copysign(((power - 1) - p) / ((power + 1) + p), s);
}

/* The derivative of tanh at s: exact where tanh itself has rounded to 1. */
static inline double tanh_slope(double s)
{
    double e = exponential(-2 * fabs(s));
    return 4 * e / ((1 + e) * (1 + e));
}

#endif
