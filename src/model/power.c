/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power.c - see power.h. A whole power is a product of squares, each kept as a sum of two doubles with an exponent of
 * its own, so that thirty roundings stay far below the last place (T. J. Dekker, A floating-point technique for
 * extending the available precision, 1971). */

#include "model/power.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "model/exponential.h"

static const double MOST_EXPONENT = 1e9;

/* (high + low) 2^exponent, 1/2 <= |high| < 1, and low below the last place of high. */
struct wide {
    double high, low;
    int64_t exponent;
};

/* The upper half of the digits: products of such halves are exact. */
static double upper_half(double value)
{
    double far = 0x1.0000002p27 * value;
    return far - (far - value);
}

/* What a * b lacks to the exact product. */
static double product_rest(double a, double b)
{
    double a_high = upper_half(a), b_high = upper_half(b), a_low = a - a_high, b_low = b - b_high;
    return a_low * b_low - (((a * b - a_high * b_high) - a_low * b_high) - a_high * b_low);
}

static struct wide multiply(struct wide a, struct wide b)
{
    double high = a.high * b.high;
    double low = product_rest(a.high, b.high) + (a.high * b.low + a.low * b.high), sum = high + low;
    int exponent;
    double top = frexp(sum, &exponent);
    return (struct wide){top, ldexp(low - (sum - high), -exponent), a.exponent + b.exponent + exponent};
}

/* 1 / a, with one correction for what the quotient of the doubles lacks. */
static double inverse(struct wide a)
{
    double quotient = 1 / a.high;
    double wrong = (1 - quotient * a.high) - product_rest(quotient, a.high) - quotient * a.low;
    return quotient + quotient * wrong;
}

static double whole_power(double base, int64_t exponent)
{
    struct wide product = {0.5, 0, 1}, square = {.low = 0};
    int places;
    square.high = frexp(base, &places);
    square.exponent = places;
    for (int64_t left = exponent < 0 ? -exponent : exponent; left > 0; left /= 2) {
        if (left % 2 == 1)
            product = multiply(product, square);
        square = multiply(square, square);
    }
    double value = exponent < 0 ? inverse(product) : product.high + product.low;
    int64_t most = 5000, scale = exponent < 0 ? -product.exponent : product.exponent;
    return ldexp(value, (int)(scale > most ? most : scale < -most ? -most : scale));
}

double power(double base, double exponent)
{
    bool whole = exponent == trunc(exponent) && fabs(exponent) < MOST_EXPONENT;
    return whole && isfinite(base) && base != 0 ? whole_power(base, (int64_t)exponent) : pow(base, exponent);
}

double power_of_e(double x)
{
    double bounded = x > 1000 ? 1000 : x < -1000 ? -1000 : x;
    if (isnan(x))
        return x;
    double n = rint(bounded * LOG2_E), most_of_r = bounded - n * LOG_2_HIGH, r = most_of_r - n * LOG_2_LOW;
    double rest_of_r = (most_of_r - r) - n * LOG_2_LOW, beginning = 1 + r, rest_of_beginning = r - (beginning - 1);
    return ldexp(beginning + (rest_of_beginning + (exponential_rest(r) + rest_of_r)), (int)n);
}
