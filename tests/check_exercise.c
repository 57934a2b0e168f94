/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_exercise.c - networks to practise on: the same for ever, readable, worth it; and the command that makes
 * them. */

#include "model/step.h"
#include "session/exercise.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Kept since the first of them: a seed written on a blackboard makes the same network next year. */
static const struct {
    const char *line, *session;
} kept[] = {
    {"random 1",
     "shape 1 1 1; g = identity; g* = sigmoid; loss = bce; v = 0.9; u = 0.9; W_y = 0.8; b_a = -0.2; b_y = 0; "
     "a<0> = 0; x = 1 0 -1 1; y = 0 0 1 0; set digits 6\n"},
    {"random 3", "shape 1 1 1; g = identity; g* = identity; loss = mse; v = 0.7; u = -1; W_y = -0.6; b_a = -0.2; "
                 "b_y = 0.1; a<0> = 0; x = 1 -1 1 0 0 0; y = -0.5 1 1 0 -0.5 1; set digits 6\n"},
    {"random 2147483647", "shape 1 1 1; g = tanh; g* = identity; loss = mse; v = -0.3; u = -1.1; W_y = -0.6; b_a = 0; "
                          "b_y = 0; a<0> = 0; x = 0 1 1 0; y = 1 0 -0.5 -1; set digits 6\n"},
};

START_TEST(a_seed_makes_the_same_network_for_ever)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, kept[_i].line);
    ck_assert_str_eq(fixture_answer(&fixture, "session"), kept[_i].session);
    fixture_must(&fixture, "example matrix; bug 3");
    fixture_must(&fixture, kept[_i].line);
    ck_assert_str_eq(fixture_answer(&fixture, "session"), kept[_i].session);
    fixture_end(&fixture);
}
END_TEST

/* The nearest double to a decimal with one digit behind the point. */
static bool is_tenth(double value)
{
    return value == round(value * 10) / 10;
}

enum { EXERCISES = 3000 };

static void check_numbers(int seed, const struct network *network, const struct sequence *sequence)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        double weight = network->weight[w].at[0];
        must(is_tenth(weight) && fabs(weight) <= 1.2, "seed %d: weight %d is %g", seed, w, weight);
    }
    must(sequence->T >= 4 && sequence->T <= 6 && sequence->last_unset == 0, "seed %d: T = %d", seed, sequence->T);
    for (int t = 1; t <= sequence->T; t++) {
        must(is_tenth(sequence_x(sequence, t)[0]), "seed %d: x<%d>", seed, t);
        must(is_tenth(sequence_y(sequence, t)[0]), "seed %d: y<%d>", seed, t);
    }
}

/* L exists, nothing is 0 or large, the sum over paths and the differences of L have something to show. */
static void check_gradients(int seed, const struct pass *pass)
{
    struct gradients gradients;
    gradients_init(&gradients, pass->network);
    pass_gradients(pass, 1, &gradients);
    must(isfinite(pass_loss(pass, pass->sequence->T)), "seed %d: no loss", seed);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        double gradient = fabs(gradients.by[w].at[0]);
        must(gradient >= 0.05 && gradient <= 8, "seed %d: gradient %d is %g", seed, w, gradient);
    }
    for (int t = 1; t <= pass->sequence->T; t++) {
        double z, y = sequence_y(pass->sequence, t)[0];
        step_z(pass, t, &z);
        must(fabs(z) >= 0.05 && fabs(z) <= 8, "seed %d: z<%d> is %g", seed, t, z);
        must(pass->network->loss == LOSS_MSE || y == 0 || y == 1, "seed %d: y<%d> is %g", seed, t, y);
    }
    gradients_clear(&gradients);
}

START_TEST(every_seed_is_worth_practising_on)
{
    int linear = 0, squared = 0, lengths[7] = {0}, down = 0;
    for (int seed = 1; seed <= EXERCISES; seed++) {
        struct network network;
        struct sequence *sequence;
        exercise_draw(seed, &network, &sequence);
        struct pass *pass = pass_new(&network, sequence, NULL);
        must(pass_backward(pass, 1), "stopped");
        check_numbers(seed, &network, sequence);
        check_gradients(seed, pass);
        linear += network.g == ACTIVATION_IDENTITY;
        must(network.g == ACTIVATION_IDENTITY || network.g == ACTIVATION_TANH, "seed %d", seed);
        must(network.loss == (network.g_star == ACTIVATION_IDENTITY ? LOSS_MSE : LOSS_BCE), "seed %d", seed);
        squared += network.loss == LOSS_MSE;
        lengths[sequence->T]++;
        down += network.weight[WEIGHT_V].at[0] < 0;
        pass_free(pass);
        network_clear(&network);
        sequence_release(sequence);
    }
    /* Of every kind there are many. */
    ck_assert_int_gt(linear, EXERCISES / 4);
    ck_assert_int_lt(linear, EXERCISES * 3 / 4);
    ck_assert_int_gt(squared, EXERCISES / 4);
    ck_assert_int_lt(squared, EXERCISES * 3 / 4);
    ck_assert_int_gt(down, EXERCISES / 4);
    ck_assert_int_lt(down, EXERCISES * 3 / 4);
    for (int T = 4; T <= 6; T++)
        ck_assert_int_gt(lengths[T], EXERCISES / 6);
}
END_TEST

START_TEST(without_a_seed_it_is_the_next)
{
    struct fixture fixture;
    runner_start(&fixture);
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "random"), "An exercise (random 1 makes it again):\n"));
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "random"), "(random 2 makes it again)"));
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "random 8; random"), "(random 9 makes it again)"));
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "random 2147483647; random"), "(random 1 makes it again)"));
    ck_assert_str_eq(fixture_answer(&fixture, "random 3"), "An exercise (random 3 makes it again):\n"
                                                           "  v = 0.7   u = -1   W_y = -0.6   b_a = -0.2   b_y = 0.1\n"
                                                           "  g = identity   g* = identity   loss = mse\n"
                                                           "  x = 1 -1 1 0 0 0\n"
                                                           "  y = -0.5 1 1 0 -0.5 1\n");
    fixture_end(&fixture);
}
END_TEST

/* The network, the sequence and the place on the tape, in one step. */
START_TEST(undo_brings_back_what_was_there)
{
    struct fixture fixture;
    struct text before = {0};
    runner_start(&fixture);
    fixture_must(&fixture, "example matrix; watch b_y; goto back 2");
    text_add(&before, fixture_answer(&fixture, "session"));
    fixture_must(&fixture, "random 5");
    ck_assert_int_eq(fixture.session->tape.position, 0);
    ck_assert_str_eq(fixture_answer(&fixture, "undo"), "taken back: random 5\n");
    ck_assert_str_eq(fixture_answer(&fixture, "session"), text_string(&before));
    fixture_must(&fixture, "redo");
    ck_assert_str_eq(fixture_answer(&fixture, "print v T t"), "0.7\n6\n0\n");
    text_clear(&before);
    fixture_end(&fixture);
}
END_TEST

static const struct {
    const char *line, *error;
} refusals[] = {
    {"random 0", "0 is outside 1..2147483647"},
    {"random x", "is not a whole number from 1 to 2147483647"},
    {"random 1 2", "random takes fewer arguments"},
};

START_TEST(what_is_no_seed_is_refused)
{
    struct fixture fixture;
    runner_start(&fixture);
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, refusals[_i].line), refusals[_i].error));
    ck_assert_int_eq(fixture.session->past_count, 0);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_exercise(void)
{
    Suite *suite = suite_create("exercise");
    TCase *tests = tcase_create("exercise");
    tcase_add_loop_test(tests, a_seed_makes_the_same_network_for_ever, 0, COUNT(kept));
    tcase_add_test(tests, every_seed_is_worth_practising_on);
    tcase_add_test(tests, without_a_seed_it_is_the_next);
    tcase_add_test(tests, undo_brings_back_what_was_there);
    tcase_add_loop_test(tests, what_is_no_seed_is_refused, 0, COUNT(refusals));
    suite_add_tcase(suite, tests);
    return suite;
}
