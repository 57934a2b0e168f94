/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_elementary.c - exp, sigmoid, tanh and their slopes, the logarithms, the sine and the arctangent against the
 * long doubles of the C library. */

#include <float.h>
#include <stddef.h>
#include <stdlib.h>

#include "model/angle.h"
#include "model/exponential.h"
#include "model/logarithm.h"
#include "model/power.h"
#include "tests/compare.h"
#include "tests/suites.h"

#define HALF_LOG_2 0.34657359027997264

enum { GRID = 200000 };

static long double exact_exponential_less_1(long double r)
{
    return expm1l(r);
}

static long double exact_sigmoid(long double s)
{
    return s < 0 ? expl(s) / (1 + expl(s)) : 1 / (1 + expl(-s));
}

static long double exact_sigmoid_slope(long double s)
{
    long double e = expl(-fabsl(s));
    return e / ((1 + e) * (1 + e));
}

static long double exact_tanh_slope(long double s)
{
    return 4 * exact_sigmoid_slope(2 * s);
}

static long double exact_sine_of_turns(long double turns)
{
    return sinl(2 * acosl(-1) * turns);
}

static double arctangent_of(double y)
{
    return arctangent(y, 1);
}

/* low..high is where it has a value; beyond, that is 0 or has rounded to a constant. A slope is a quotient of rounded
 * sums and products and may lose two bits. */
static const struct row {
    const char *name;
    double (*function)(double);
    long double (*exact)(long double);
    double low, high;
    double most; /* units in the last place it may be off */
} rows[] = {
    {"exponential", exponential, expl, -708, 0, 1},
    {"exponential_less_1", exponential_less_1, exact_exponential_less_1, -HALF_LOG_2, HALF_LOG_2, 1.25},
    {"sigmoid", sigmoid, exact_sigmoid, -708, 800, 2.5},
    {"sigmoid_slope", sigmoid_slope, exact_sigmoid_slope, -708, 708, 4.5},
    {"hyperbolic_tangent", hyperbolic_tangent, tanhl, -800, 800, 2.25},
    {"tanh_slope", tanh_slope, exact_tanh_slope, -354, 354, 4.5},
    {"logarithm", logarithm, logl, DBL_TRUE_MIN, 1e4, 0.75},
    {"logarithm_of_1_plus", logarithm_of_1_plus, log1pl, -1 + DBL_EPSILON / 2, 1e4, 0.75},
    {"sine_of_turns", sine_of_turns, exact_sine_of_turns, 0, 0.25, 2},
    {"arctangent", arctangent_of, atanl, 0, 1e4, 4},
    {"power_of_e", power_of_e, expl, -708, 709.78, 0.75},
};

enum { ROWS = sizeof rows / sizeof *rows };

/* How far the value is off, in units of the last place of a double at the exact value. */
static double ulps(double value, long double exact)
{
    int exponent;
    frexpl(exact, &exponent);
    int last = exponent - DBL_MANT_DIG < -1074 ? -1074 : exponent - DBL_MANT_DIG;
    return (double)(fabsl(value - exact) / ldexpl(1, last));
}

static void check_at(const struct row *row, double x)
{
    if (x < row->low || x > row->high)
        return;
    double value = row->function(x), off = ulps(value, row->exact(x));
    must(off <= row->most, "%s(%a) is %a, %.2f units in the last place off", row->name, x, value, off);
}

/* Only where a long double has more digits is it a witness. */
static bool witness_exists(void)
{
    return LDBL_MANT_DIG > DBL_MANT_DIG;
}

START_TEST(is_exact_on_a_dense_grid)
{
    const struct row *row = &rows[_i];
    for (int i = 0; witness_exists() && i <= GRID; i++)
        check_at(row, row->low + (row->high - row->low) * i / GRID);
}
END_TEST

START_TEST(is_exact_where_it_bends)
{
    struct chance chance = {20};
    for (int i = 0; witness_exists() && i < GRID; i++)
        check_at(&rows[_i], chance_real(&chance, -25, 25));
}
END_TEST

/* The same number of arguments in each power of ten, of both signs, subnormals included. */
static double of_any_size(struct chance *chance)
{
    double size = pow(10, chance_real(chance, -323, 3));
    return chance_int(chance, 0, 1) != 0 ? size : -size;
}

START_TEST(is_exact_for_tiny_and_huge_arguments)
{
    struct chance chance = {21};
    for (int i = 0; witness_exists() && i < GRID; i++)
        check_at(&rows[_i], of_any_size(&chance));
}
END_TEST

START_TEST(is_exact_around_whole_multiples_of_log_2)
{
    for (int n = -2044; witness_exists() && n <= 2044; n++) {
        double x = n * HALF_LOG_2;
        for (int i = 0; i < 8; i++, x = nextafter(x, INFINITY))
            check_at(&rows[_i], x);
    }
}
END_TEST

/* Arguments at which the values are known exactly. */
static const struct known {
    double (*function)(double);
    double x, value;
} known[] = {
    {exponential, 0, 1},
    {exponential, -0.0, 1},
    {exponential, -1e-300, 1},
    {exponential, -INFINITY, 0},
    {exponential, -709, 0},
    {exponential, -1e308, 0},
    {exponential, NAN, NAN},
    {exponential_less_1, 0, 0},
    {sigmoid, 0, 0.5},
    {sigmoid, INFINITY, 1},
    {sigmoid, -INFINITY, 0},
    {sigmoid, 1e308, 1},
    {sigmoid, -1e308, 0},
    {sigmoid, NAN, NAN},
    {sigmoid_slope, 0, 0.25},
    {sigmoid_slope, INFINITY, 0},
    {sigmoid_slope, -INFINITY, 0},
    {sigmoid_slope, NAN, NAN},
    {hyperbolic_tangent, 0, 0},
    {hyperbolic_tangent, -0.0, -0.0},
    {hyperbolic_tangent, 5e-324, 5e-324},
    {hyperbolic_tangent, -5e-324, -5e-324},
    {hyperbolic_tangent, 1e-300, 1e-300},
    {hyperbolic_tangent, 20, 1},
    {hyperbolic_tangent, INFINITY, 1},
    {hyperbolic_tangent, -INFINITY, -1},
    {hyperbolic_tangent, NAN, NAN},
    {tanh_slope, 0, 1},
    {tanh_slope, INFINITY, 0},
    {tanh_slope, -INFINITY, 0},
    {tanh_slope, NAN, NAN},
    {logarithm, 1, 0},
    {logarithm, 0, -INFINITY},
    {logarithm, -0.0, -INFINITY},
    {logarithm, -5e-324, NAN},
    {logarithm, -INFINITY, NAN},
    {logarithm, INFINITY, INFINITY},
    {logarithm, NAN, NAN},
    {logarithm_of_1_plus, 0, 0},
    {logarithm_of_1_plus, -0.0, -0.0},
    {logarithm_of_1_plus, 5e-324, 5e-324},
    {logarithm_of_1_plus, -5e-324, -5e-324},
    {logarithm_of_1_plus, -1, -INFINITY},
    {logarithm_of_1_plus, -2, NAN},
    {logarithm_of_1_plus, INFINITY, INFINITY},
    {logarithm_of_1_plus, -INFINITY, NAN},
    {logarithm_of_1_plus, NAN, NAN},
    {sine_of_turns, 0, 0},
    {sine_of_turns, 0.25, 1},
    {sine_of_turns, NAN, NAN},
    {power_of_e, 0, 1},
    {power_of_e, 1, M_E},
    {power_of_e, -745, 5e-324},
    {power_of_e, -746, 0},
    {power_of_e, 709.79, INFINITY},
    {power_of_e, INFINITY, INFINITY},
    {power_of_e, -INFINITY, 0},
    {power_of_e, NAN, NAN},
    {arctangent_of, 0, 0},
    {arctangent_of, 1, M_PI_4},
    {arctangent_of, INFINITY, M_PI_2},
    {arctangent_of, NAN, NAN},
};

START_TEST(is_known_at_the_edges)
{
    const struct known *row = &known[_i];
    assert_same_double(row->function(row->x), row->value);
}
END_TEST

/* From just above -708, the last argument with a value, to below, where it is 0. */
START_TEST(falls_to_0_at_minus_708)
{
    double x = -708;
    for (int i = 0; i < 1000; i++)
        x = nextafter(x, 0);
    double before = exponential(x);
    for (int i = 0; i < 2000; i++) {
        x = nextafter(x, -INFINITY);
        double value = exponential(x);
        must(value <= before, "exponential(%a) is %a, more than %a before it", x, value, before);
        must(value == 0 || value >= DBL_MIN, "exponential(%a) is subnormal", x);
        must((value == 0) == (x < -708), "exponential(%a) is %a", x, value);
        before = value;
    }
}
END_TEST

START_TEST(slopes_are_even_and_tanh_is_odd)
{
    struct chance chance = {22};
    for (int i = 0; i < GRID; i++) {
        double x = of_any_size(&chance);
        assert_same_double(sigmoid_slope(-x), sigmoid_slope(x));
        assert_same_double(tanh_slope(-x), tanh_slope(x));
        assert_same_double(hyperbolic_tangent(-x), -hyperbolic_tangent(x));
    }
}
END_TEST

START_TEST(powers_of_2_are_exact)
{
    for (int n = -1022; n <= 1023; n++)
        assert_same_double(power_of_2(n + TO_INTEGER), ldexp(1, n));
    assert_same_double(power_of_2(-1023 + TO_INTEGER), 0);
}
END_TEST

/* Every binade, and the places where the logarithm changes from one power of 2 to the next. */
START_TEST(logarithms_are_exact_at_every_size)
{
    struct chance chance = {23};
    for (int n = -1073; witness_exists() && n <= 1023; n++) {
        double near = ldexp(sqrt(0.5), n);
        for (int i = 0; i < 100; i++) {
            double x = ldexp(chance_real(&chance, 0.5, 1), n), off = ulps(logarithm(x), logl(x));
            must(off <= 0.75, "logarithm(%a) is %.2f units in the last place off", x, off);
            off = ulps(logarithm(near), logl(near));
            must(off <= 0.75, "logarithm(%a) is %.2f units in the last place off", near, off);
            near = nextafter(near, i < 50 ? INFINITY : 0);
        }
    }
}
END_TEST

/* Whole powers of numbers of few digits, and of those near 1. */
START_TEST(whole_powers_are_exact)
{
    struct chance chance = {24};
    for (int i = 0; witness_exists() && i < GRID; i++) {
        int exponent = chance_int(&chance, -40, 40);
        double base = i % 2 == 0 ? chance_real(&chance, -3, 3) : 1 + chance_real(&chance, -1, 1) / 64;
        double value = power(base, exponent), off = ulps(value, powl(base, exponent));
        must(off <= 0.51, "power(%a, %d) is %a, %.3f units in the last place off", base, exponent, value, off);
    }
    for (int i = 0; i < 23; i++)
        assert_same_double(power(10, i), strtod((char[5]){'1', 'e', (char)('0' + i / 10), (char)('0' + i % 10)}, NULL));
}
END_TEST

/* Bases and exponents at the limits, with what IEEE 754 says of them. */
static const struct known_power {
    double base, exponent, value;
} known_powers[] = {
    {0, 0, 1},
    {0, -1, INFINITY},
    {-0.0, -3, -INFINITY},
    {NAN, 0, 1},
    {INFINITY, 2, INFINITY},
    {-INFINITY, -3, -0.0},
    {2, 0.5, M_SQRT2},
    {-2, 0.5, NAN},
    {-2, 3, -8},
    {-2, -3, -0.125},
    {2, -1074, 5e-324},
    {2, -1075, 0},
    {2, 1023, 0x1p1023},
    {2, 1024, INFINITY},
    {-2, 1025, -INFINITY},
    {1e300, -999999999, 0},
    {1, 1e300, 1},
    {1 + DBL_EPSILON, 1e8, 0x1.0000005f5e101p+0},
};

START_TEST(powers_are_known_at_the_edges)
{
    const struct known_power *row = &known_powers[_i];
    assert_same_double(power(row->base, row->exponent), row->value);
}
END_TEST

START_TEST(arctangents_go_up_to_a_right_angle)
{
    assert_same_double(arctangent(1, 0), M_PI_2);
    assert_same_double(arctangent(0, 5), 0);
    assert_same_double(arctangent(3e-200, 3e-200), M_PI_4);
}
END_TEST

Suite *suite_elementary(void)
{
    Suite *suite = suite_create("elementary");
    TCase *tests = tcase_create("elementary");
    tcase_add_test(tests, logarithms_are_exact_at_every_size);
    tcase_add_test(tests, whole_powers_are_exact);
    tcase_add_loop_test(tests, powers_are_known_at_the_edges, 0, sizeof known_powers / sizeof *known_powers);
    tcase_add_test(tests, arctangents_go_up_to_a_right_angle);
    tcase_add_loop_test(tests, is_exact_on_a_dense_grid, 0, ROWS);
    tcase_add_loop_test(tests, is_exact_where_it_bends, 0, ROWS);
    tcase_add_loop_test(tests, is_exact_for_tiny_and_huge_arguments, 0, ROWS);
    tcase_add_loop_test(tests, is_exact_around_whole_multiples_of_log_2, 0, ROWS);
    tcase_add_loop_test(tests, is_known_at_the_edges, 0, sizeof known / sizeof *known);
    tcase_add_test(tests, falls_to_0_at_minus_708);
    tcase_add_test(tests, slopes_are_even_and_tanh_is_odd);
    tcase_add_test(tests, powers_of_2_are_exact);
    suite_add_tcase(suite, tests);
    return suite;
}
