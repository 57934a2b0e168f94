/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare.h - numbers for tests: how far two of them are apart, and a fixed sequence of chances. */

#ifndef UNROLL_TESTS_COMPARE_H
#define UNROLL_TESTS_COMPARE_H

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Fails like ck_assert_msg, but costs nothing while it holds: ck_assert_msg tells the runner of every success, which is
 * a system call each. For loops of a million. */
#define must(condition, ...)                                                                                           \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            ck_abort_msg(__VA_ARGS__);                                                                                 \
    } while (0)

static inline uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static inline double double_of(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* The same double, where all that are not a number count as one. */
static inline bool same_double(double a, double b)
{
    return bits_of(a) == bits_of(b) || (isnan(a) && isnan(b));
}

/* |a - b| in units of scale; 0 for the same value, infinite where only one of them is a finite number. */
static inline double apart_by(double a, double b, double scale)
{
    if (a == b || (isnan(a) && isnan(b)))
        return 0;
    return isfinite(a) && isfinite(b) && scale > 0 ? fabs(a - b) / scale : INFINITY;
}

/* The same in units of the larger one. */
static inline double apart(double a, double b)
{
    return apart_by(a, b, fmax(fabs(a), fabs(b)));
}

#define assert_same_double(actual, expected)                                                                           \
    do {                                                                                                               \
        double actual_ = (actual), expected_ = (expected);                                                             \
        must(same_double(actual_, expected_), "%s is %.17g (%a), not %.17g (%a)", #actual, actual_, actual_,           \
             expected_, expected_);                                                                                    \
    } while (0)

/* scale: what both are small or large beside; tolerance: how many of it they may be apart, at most. */
#define assert_near_by(actual, expected, tolerance, scale)                                                             \
    do {                                                                                                               \
        double actual_ = (actual), expected_ = (expected), apart_ = apart_by(actual_, expected_, scale);               \
        must(apart_ <= (tolerance), "%s is %.17g, %s is %.17g: %g apart, more than %s", #actual, actual_, #expected,   \
             expected_, apart_, #tolerance);                                                                           \
    } while (0)

#define assert_near(actual, expected, tolerance)                                                                       \
    assert_near_by(actual, expected, tolerance, fmax(fabs(actual), fabs(expected)))

/* A fixed sequence of random bits for each seed: SplitMix64 (Steele, Lea and Flood, 2014). */
struct chance {
    uint64_t state;
};

static inline uint64_t chance_bits(struct chance *chance)
{
    uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* A whole number from low to high. */
static inline int chance_int(struct chance *chance, int low, int high)
{
    return low + (int)(chance_bits(chance) % (uint64_t)(high - low + 1));
}

/* A number from low to high. */
static inline double chance_real(struct chance *chance, double low, double high)
{
    return low + (high - low) * (double)(chance_bits(chance) >> 11) * 0x1p-53;
}

#endif
