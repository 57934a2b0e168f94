/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_sweep.c - L and its gradient over one parameter: every point is that of the network there, the minimum is
 * found, and what is strange about the range is told in words. */

#include <stdlib.h>

#include "model/difference.h"
#include "model/sweep.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Central differences of L, relative to L and the gradient. */
static const double DIFFERENCE = 1e-6;

static struct fixture fixture;

static void begin(void)
{
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

static struct range range(enum weight w, int entry, double from, double to)
{
    return (struct range){{w, entry}, from, to};
}

/* Sweeps the session's network. */
static void compute(struct sweep *sweep, struct range over, int count)
{
    sweep_init(sweep);
    ck_assert(sweep_begin(sweep, &fixture.session->now.network, over, BUG_NONE, count));
    ck_assert(sweep_go(sweep, fixture.session->now.sequence, count, NULL));
    ck_assert_int_eq(sweep->done, count);
}

/* L of the session's network with the parameter at this value, by another pass. */
static double loss_at(struct parameter parameter, double value)
{
    struct network copy;
    network_copy(&copy, &fixture.session->now.network);
    *network_parameter(&copy, parameter) = value;
    struct pass *pass = pass_new(&copy, fixture.session->now.sequence, NULL);
    ck_assert(pass_forward(pass, fixture.session->now.sequence->T));
    double L = pass_loss(pass, fixture.session->now.sequence->T);
    pass_free(pass);
    network_clear(&copy);
    return L;
}

static const char *const networks[] = {
    "g* = sigmoid; x = sine 9 4; y = alternate 9; a<0> = 0.3",
    "loss = mse; g = tanh; x = sine 9 4; y = alternate 9; a<0> = 0.3",
    "example matrix; a<0> = 0.1 0.2 0.3",
};

/* Every parameter of the network, a<0> included: the gradient is the slope of L. */
START_TEST(a_point_is_that_of_its_network)
{
    const struct network *network = &fixture.session->now.network;
    fixture_must(&fixture, networks[_i]);
    for (int w = 0; w <= WEIGHT_COUNT; w++) {
        int size = matrix_size(w == WEIGHT_COUNT ? &network->a0 : &network->weight[w]);
        for (int entry = 0; entry < size; entry++) {
            struct sweep sweep;
            compute(&sweep, range((enum weight)w, entry, -0.9, 0.7), 9);
            for (int i = 0; i < 9; i++) {
                double at = sweep_at(&sweep, i), h = 1e-5;
                double slope =
                    (loss_at(sweep.range.parameter, at + h) - loss_at(sweep.range.parameter, at - h)) / (2 * h);
                assert_same_double(sweep.L[i], loss_at(sweep.range.parameter, at));
                assert_near_by(sweep.gradient[i], slope, DIFFERENCE, fabs(slope) + sweep.L[i]);
            }
            sweep_clear(&sweep);
        }
    }
}
END_TEST

START_TEST(pieces_give_the_same_bits)
{
    struct sweep whole, pieces;
    fixture_must(&fixture, networks[0]);
    compute(&whole, range(WEIGHT_V, 0, -1, 1), 50);
    sweep_init(&pieces);
    ck_assert(sweep_begin(&pieces, &fixture.session->now.network, whole.range, BUG_NONE, 50));
    while (pieces.done < 50)
        ck_assert(sweep_go(&pieces, fixture.session->now.sequence, 7, NULL));
    for (int i = 0; i < 50; i++) {
        assert_same_double(pieces.L[i], whole.L[i]);
        assert_same_double(pieces.gradient[i], whole.gradient[i]);
    }
    ck_assert(sweep_is_of(&pieces, &fixture.session->now.network, whole.range, BUG_NONE));
    fixture_must(&fixture, "v = 0.9");
    ck_assert(sweep_is_of(&pieces, &fixture.session->now.network, whole.range, BUG_NONE));
    fixture_must(&fixture, "u = 0.9");
    ck_assert(!sweep_is_of(&pieces, &fixture.session->now.network, whole.range, BUG_NONE));
    sweep_clear(&pieces);
    sweep_clear(&whole);
}
END_TEST

/* With mse and identities L is half the sum of (W_y a<t> + b_y - y<t>)^2, a<t> = 0.4, 0.2, 0.5, 0.65 and y = 1 0 1 1:
 * least where W_y = sum a (y - b_y) / sum a^2 = 1.2 / 0.8725, or b_y = mean (y - W_y a) = 0.75 - 0.9 * 0.4375. */
START_TEST(the_minimum_is_found_to_all_digits)
{
    struct sweep sweep;
    struct sweep_minimum minimum;
    fixture_must(&fixture, "loss = mse");
    compute(&sweep, range(WEIGHT_W_Y, 0, -1, 4), 12);
    ck_assert(sweep_find_minimum(&sweep, fixture.session->now.sequence, NULL, &minimum));
    ck_assert(minimum.inside);
    assert_near(minimum.at, 1.2 / 0.8725, 1e-13);
    sweep_clear(&sweep);
    /* Between the first two points, between two in the middle, between the last two. */
    static const double ends[][2] = {{0.3, 1.3}, {-1, 1}, {-0.6, 0.4}};
    for (int i = 0; i < COUNT(ends); i++) {
        compute(&sweep, range(WEIGHT_B_Y, 0, ends[i][0], ends[i][1]), 3);
        ck_assert(sweep_find_minimum(&sweep, fixture.session->now.sequence, NULL, &minimum));
        ck_assert(minimum.inside);
        assert_near(minimum.at, 0.75 - 0.9 * 0.4375, 1e-13);
        sweep_clear(&sweep);
    }
}
END_TEST

START_TEST(a_minimum_at_an_end_is_that_point)
{
    struct sweep sweep;
    struct sweep_minimum minimum;
    fixture_must(&fixture, "loss = mse");
    compute(&sweep, range(WEIGHT_W_Y, 0, 2, 4), 5);
    ck_assert(sweep_find_minimum(&sweep, fixture.session->now.sequence, NULL, &minimum));
    ck_assert(!minimum.inside);
    ck_assert_int_eq(minimum.point, 0);
    assert_same_double(minimum.at, 2);
    sweep_clear(&sweep);
    /* Of equal points it is the first: L does not ask for u where every x<t> is 0. */
    fixture_must(&fixture, "x = zeros 4");
    compute(&sweep, range(WEIGHT_U, 0, 2, 4), 5);
    ck_assert(sweep_find_minimum(&sweep, fixture.session->now.sequence, NULL, &minimum));
    ck_assert_int_eq(minimum.point, 0);
    sweep_clear(&sweep);
    fixture_must(&fixture, "example notes; W_y = 9");
    compute(&sweep, range(WEIGHT_V, 0, 2, 4), 5);
    ck_assert(sweep_find_minimum(&sweep, fixture.session->now.sequence, NULL, &minimum));
    ck_assert_int_eq(minimum.point, -1);
    sweep_clear(&sweep);
}
END_TEST

START_TEST(a_stop_ends_it)
{
    struct sweep sweep;
    volatile sig_atomic_t stop = 1;
    sweep_init(&sweep);
    ck_assert(sweep_begin(&sweep, &fixture.session->now.network, range(WEIGHT_V, 0, 0, 1), BUG_NONE, 9));
    ck_assert(!sweep_go(&sweep, fixture.session->now.sequence, 9, &stop));
    ck_assert_int_eq(sweep.done, 0);
    sweep_clear(&sweep);
    fixture.stop = 1;
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "sweep v"), "interrupted"));
    fixture.stop = 0;
    fixture_must(&fixture, "sweep v");
}
END_TEST

static const struct {
    const char *setup, *line, *said;
} rows[] = {
    {"loss = mse", "sweep W_y -1 4", "L is least, 0.154785, at W_y = 1.37536, where its gradient goes through 0.\n"},
    {"x = 1; y = 1", "sweep v", "L is 0.579818 for every v from -2 to 2: it does not depend on it there.\n"},
    {"loss = mse", "sweep W_y 2 4", "L is least, 0.325, at W_y = 2, an end of the range.\n"},
    {"", "sweep v -1 1 41",
     "L is least, 1.50414, at v = 0.75, the last point before L is undefined.\nL is undefined for "
     "v = -1..-0.6 and 0.8..1.\n"},
    {"W_y = 9", "sweep v 2 3 5", "L is nowhere a number.\nL is undefined for v = 2..3.\n"},
    /* dL/dv of the last loss alone: W_y a<t-1> and so on, with v^j in every term */
    {"example late-target; loss = mse", "sweep u 0 1 3", "L is least, "},
    {"loss = mse; x = impulse 60; y = zeros 60; y<60> = 1", "sweep v 0 2 21",
     "∂L/∂v explodes (it is above 10000) for v = 1.1..2.\n"},
    {"loss = mse; x = impulse 60; u = 1; W_y = 1; b_y = 0; y = zeros 60; y<1> = 1", "sweep v 0 0.4 5",
     "L is least, 0, at v = 0, an end of the range.\n"},
    {"loss = mse; x = zeros 5; a<0> = 1e-20; y = zeros 5; b_y = 0", "sweep v -1 1 5",
     "∂L/∂v vanishes (it is below 1e-06) for v = -1..1.\n"},
    {"loss = mse; bug 3", "sweep v", "the broken ∂L/∂v vanishes (it is below 1e-06) for v = -2..2.\n"},
    {"g = relu; loss = mse; b_y = 0.5; W_y = 1; x = 1 -1; y = 0 0; v = 0", "sweep u -1 1.1",
     "L is least, 0.25, at u = 0, where it has a bend: its gradient jumps from below 0 to above.\n"},
    {"loss = mse; v = -1e200; u = 1; x = ones 5; y = zeros 5", "sweep v -1e200 0",
     "\n∂L/∂v is undefined for v = -1e+200..-5e+197.\n"},
    /* the two least doubles: no axis has room between them */
    {"loss = mse", "sweep v 0 5e-324 2", "L is least, "},
};

/* The point on the axis is where the network is, also when that changes. */
START_TEST(the_picture_follows_the_network)
{
    static const char *const values[] = {"v = 0", "v = 1"};
    struct view view = {.session = fixture.session, .name = "v -2 2"};
    int columns[2] = {0, 0};
    fixture_must(&fixture, "g* = sigmoid");
    for (int i = 0; i < 2; i++) {
        fixture_must(&fixture, values[i]);
        struct canvas *canvas = panel_picture(&panel_sweep, &view, 80, false);
        for (int cell = 0; cell < canvas_rows(canvas) * 80; cell++) {
            if (canvas_cell(canvas, cell / 80, cell % 80).code == 0x25CF)
                columns[i] = cell % 80;
        }
        canvas_free(canvas);
    }
    ck_assert_int_gt(columns[0], 30);
    ck_assert_int_ge(columns[1], columns[0] + 15);
}
END_TEST

START_TEST(what_is_strange_is_told)
{
    fixture_must(&fixture, rows[_i].setup);
    const char *answer = fixture_answer(&fixture, rows[_i].line);
    ck_assert_msg(strstr(answer, rows[_i].said) != NULL, "%s:\n%s", rows[_i].line, answer);
}
END_TEST

Suite *suite_sweep(void)
{
    Suite *suite = suite_create("sweep");
    TCase *tests = tcase_create("sweep");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, a_point_is_that_of_its_network, 0, COUNT(networks));
    tcase_add_test(tests, pieces_give_the_same_bits);
    tcase_add_test(tests, the_minimum_is_found_to_all_digits);
    tcase_add_test(tests, a_minimum_at_an_end_is_that_point);
    tcase_add_test(tests, a_stop_ends_it);
    tcase_add_test(tests, the_picture_follows_the_network);
    tcase_add_loop_test(tests, what_is_strange_is_told, 0, COUNT(rows));
    suite_add_tcase(suite, tests);
    return suite;
}
