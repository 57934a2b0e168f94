/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_broken.c - broken backward passes: every one told from the right one and from the nine others where the
 * examples can tell them, sums over any steps, passes that go on where they stopped. Their numbers are in
 * check_reference.c. */

#include <float.h>

#include "model/broken.h"
#include "model/triangle.h"
#include "model/written.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* A difference that no rounding makes, in units of the largest gradient of the two. */
static const double NOTICEABLE = 1e-6;

/* Sums in another order, in the same units. */
static const double SUM = 1e-13;

static double apart_most(const struct gradients *left, const struct gradients *right)
{
    double most = 0, largest = DBL_MIN;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&left->by[w]); i++)
            largest = fmax(largest, fmax(fabs(left->by[w].at[i]), fabs(right->by[w].at[i])));
    }
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&left->by[w]); i++)
            most = fmax(most, apart_by(left->by[w].at[i], right->by[w].at[i], largest));
    }
    return most;
}

/* The gradients of every backward pass of the session's network, those of BUG_NONE the right ones. */
struct all {
    struct gradients of[BUG_COUNT];
};

static void find_all(struct fixture *fixture, struct all *all)
{
    struct pass *pass = fixture->session->pass;
    for (enum bug bug = BUG_NONE; bug < BUG_COUNT; bug++)
        gradients_init(&all->of[bug], pass->network);
    must(pass_backward(pass, 1), "stopped");
    pass_gradients(pass, 1, &all->of[BUG_NONE]);
    for (enum bug bug = BUG_NONE + 1; bug < BUG_COUNT; bug++) {
        struct broken *broken = broken_new(pass, bug);
        must(broken_backward(broken, 1), "stopped");
        broken_gradients(broken, 1, &all->of[bug]);
        broken_free(broken);
    }
}

static void clear_all(struct all *all)
{
    for (enum bug bug = BUG_NONE; bug < BUG_COUNT; bug++)
        gradients_clear(&all->of[bug]);
}

/* g' is 1 where g is the identity: there, and only there, forgetting it changes nothing. */
static const struct {
    const char *network;
    bool plain_g;
} told[] = {
    {"example notes", true},
    {"example memory", true},
    {"example saturate", false},
    {"example notes; g = tanh", false},
    {"example memory; g = tanh", false},
    {"example matrix", false},
    {"example notes; g* = sigmoid", true},
    {"example notes; g = sigmoid; a<0> = 0.3; loss = mse", false},
};

START_TEST(every_bug_is_told_from_the_right_pass_and_the_others)
{
    struct fixture fixture;
    struct all all;
    runner_start(&fixture);
    fixture_must(&fixture, told[_i].network);
    find_all(&fixture, &all);
    for (enum bug left = BUG_NONE; left < BUG_COUNT; left++) {
        for (enum bug right = left + 1; right < BUG_COUNT; right++) {
            double apart = apart_most(&all.of[left], &all.of[right]);
            if (left == BUG_NONE && right == BUG_NO_SLOPE && told[_i].plain_g)
                must(apart <= SUM, "%s: g' = 1, yet bug 4 is %g from right", told[_i].network, apart);
            else
                must(apart > NOTICEABLE, "%s: bugs %d and %d are %g apart", told[_i].network, (int)left, (int)right,
                     apart);
        }
    }
    clear_all(&all);
    fixture_end(&fixture);
}
END_TEST

/* Which gradients each mistake touches, V, U, W_y, b_a, b_y in turn, where nothing coincides. */
static const char *const touches[BUG_COUNT] = {
    [BUG_NONE] = ".....",           [BUG_ONLY_FROM_YHAT] = "xx.x.", [BUG_ONLY_FROM_NEXT] = "xx.x.",
    [BUG_NOT_SUMMED] = "xxxxx",     [BUG_NO_SLOPE] = "xx.x.",       [BUG_A_FOR_A_BEFORE] = "x....",
    [BUG_X_BEFORE_FOR_X] = ".x...", [BUG_BIAS_ONCE] = "...x.",      [BUG_EQUATION_3] = "x....",
    [BUG_SIGN_OF_Z] = "xxxxx",      [BUG_ONE_STEP_SHORT] = "xxxxx",
};

static const char *const networks[] = {
    ("g = tanh; g* = sigmoid; v = 0.7; u = 0.9; W_y = 1.1; b_a = 0.2; b_y = -0.1; a<0> = 0.4; x = sine 300 17; "
     "y = random 300 5"),
    ("shape 2 3 2; g = sigmoid; g* = softmax; loss = ce; V = [0.5 -0.3 0.1; 0.2 0.4 0.1; 0.3 -0.6 0.3]; "
     "U = [1 0.2; 0.5 -0.5; 0.1 0.8]; W_y = [0.7 -0.4 0.9; 0.1 0.5 -0.2]; b_a = [0.1 0.1 0.2]; b_y = [-0.2 0.1]; "
     "a<0> = [0.1 0.2 0.3]; x = random 300 9; y = [1 0; 0 1; 0.5 0.5]; y = random 300 2"),
};

START_TEST(a_bug_touches_these_gradients_and_no_others)
{
    struct fixture fixture;
    struct all all;
    fixture_start(&fixture);
    fixture_must(&fixture, networks[_i]);
    find_all(&fixture, &all);
    for (enum bug bug = BUG_NONE; bug < BUG_COUNT; bug++) {
        for (int w = 0; w < WEIGHT_COUNT; w++) {
            struct gradients left = {.by = {[0] = all.of[bug].by[w]}}, right = {.by = {[0] = all.of[BUG_NONE].by[w]}};
            double apart = apart_most(&left, &right);
            must(touches[bug][w] == 'x' ? apart > NOTICEABLE : apart <= SUM, "bug %d, weight %d: %g", (int)bug, w,
                 apart);
        }
    }
    clear_all(&all);
    fixture_end(&fixture);
}
END_TEST

/* Sums from any step on: as many shares added one by one, or for `not summed` the last share alone. */
static void check_sums(const struct broken *broken, int T)
{
    struct gradients given, sum;
    gradients_init(&given, broken->pass->network);
    gradients_init(&sum, broken->pass->network);
    for (int t = T; t >= 1; t--) {
        if (broken->bug == BUG_NOT_SUMMED)
            gradients_set_zero(&sum);
        broken_add_gradients(broken, t, &sum);
        broken_gradients(broken, t, &given);
        must(apart_most(&given, &sum) <= SUM, "bug %d, t = %d", (int)broken->bug, t);
    }
    broken_gradients(broken, T + 1, &given);
    gradients_set_zero(&sum);
    must(apart_most(&given, &sum) == 0, "before the last step there is nothing");
    gradients_clear(&given);
    gradients_clear(&sum);
}

START_TEST(gradients_so_far_are_sums_of_shares)
{
    enum bug bug = (enum bug)(_i / COUNT(networks) + 1);
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, networks[_i % COUNT(networks)]);
    struct broken *broken = broken_new(fixture.session->pass, bug);
    must(broken_backward(broken, 1), "stopped");
    ck_assert_int_eq(broken->backward, 1);
    check_sums(broken, 300);
    broken_free(broken);
    fixture_end(&fixture);
}
END_TEST

/* In one go, in pieces, and after a stop: the same bits. The right pass keeps its own. */
START_TEST(a_broken_pass_goes_on_where_it_stopped)
{
    enum bug bug = (enum bug)(_i + 1);
    struct fixture fixture;
    struct gradients whole, pieces, right, after;
    fixture_start(&fixture);
    fixture_must(&fixture, networks[0]);
    struct pass *pass = fixture.session->pass;
    struct broken *broken = broken_new(pass, bug);
    gradients_init(&whole, pass->network);
    gradients_init(&pieces, pass->network);
    gradients_init(&right, pass->network);
    gradients_init(&after, pass->network);
    must(pass_backward(pass, 1), "stopped");
    pass_gradients(pass, 1, &right);
    must(broken_backward(broken, 1), "stopped");
    broken_gradients(broken, 1, &whole);
    broken_restart(broken);
    fixture.stop = 1;
    must(!broken_backward(broken, 1), "not stopped");
    fixture.stop = 0;
    for (int t = 301; t >= 1; t -= 60)
        must(broken_backward(broken, t) && broken->backward == t, "t = %d", t);
    broken_gradients(broken, 1, &pieces);
    pass_gradients(pass, 1, &after);
    must(apart_most(&whole, &pieces) == 0, "bug %d: not the same in pieces", (int)bug);
    must(apart_most(&right, &after) == 0, "bug %d: the right gradients changed", (int)bug);
    gradients_clear(&whole);
    gradients_clear(&pieces);
    gradients_clear(&right);
    gradients_clear(&after);
    broken_free(broken);
    fixture_end(&fixture);
}
END_TEST

/* By hand: yhat = 1/4 and y = 1/2 give z = -2 - 2/3 with the slip, and -2 + 2/3 without. */
START_TEST(the_sign_of_z_slips_between_the_targets_too)
{
    struct fixture fixture;
    struct all all;
    runner_start(&fixture);
    fixture_must(&fixture, "v = 0; W_y = 0; b_y = 0.25; x = 1; y = 0.5");
    find_all(&fixture, &all);
    assert_near(all.of[BUG_NONE].by[WEIGHT_B_Y].at[0], -4 / 3.0, 1e-15);
    assert_near(all.of[BUG_SIGN_OF_Z].by[WEIGHT_B_Y].at[0], -8 / 3.0, 1e-15);
    clear_all(&all);
    fixture_end(&fixture);
}
END_TEST

/* A right output that is certain: yhat = y = 1 gives z = -1, slip or none. */
START_TEST(the_sign_of_z_slips_not_where_nothing_is_asked)
{
    struct fixture fixture;
    struct all all;
    runner_start(&fixture);
    fixture_must(&fixture, "v = 0; W_y = 0; b_y = 1; x = 1; y = 1");
    find_all(&fixture, &all);
    assert_same_double(all.of[BUG_NONE].by[WEIGHT_B_Y].at[0], -1);
    assert_same_double(all.of[BUG_SIGN_OF_Z].by[WEIGHT_B_Y].at[0], -1);
    clear_all(&all);
    fixture_end(&fixture);
}
END_TEST

/* By hand at t = 4, where a = 0.4, 0.2, 0.5, 0.65, x = 1, 0, 1, 1 and z = -1/0.785: in (3) the inner sums are 0, 0.2
 * and 0.2, in (4) they are 0, 0.5 and 0.25. */
START_TEST(the_notes_equations_are_read_as_written)
{
    static const double expected[] = {-0.65 / 0.785, -1 / 0.785, 0.9 * 0.4, 0.9 * 0.75, 4 * 0.9};
    struct fixture fixture;
    runner_start(&fixture);
    ck_assert(pass_forward(fixture.session->pass, 4));
    for (int equation = 1; equation <= 5; equation++)
        assert_near(written_value(fixture.session->pass, equation, 4), expected[equation - 1], 1e-14);
    fixture_end(&fixture);
}
END_TEST

/* The sanitizers see where a vector of the widest network ends. */
START_TEST(the_widest_network_has_room)
{
    static const char *const ends[] = {"g* = sigmoid; loss = bce", "g* = softmax; loss = ce",
                                       "g* = identity; loss = bce"};
    struct fixture fixture;
    struct all all;
    double cell[NETWORK_WIDEST * NETWORK_WIDEST];
    fixture_start(&fixture);
    fixture_must(&fixture, "shape 64 64 64");
    fixture_must(&fixture, ends[_i]);
    fixture_must(&fixture, "x = zeros 3; y = zeros 3");
    find_all(&fixture, &all);
    ck_assert(pass_backward(fixture.session->pass, 1));
    triangle_cell(fixture.session->pass, WEIGHT_V, 3, 1, cell);
    clear_all(&all);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_broken(void)
{
    Suite *suite = suite_create("broken");
    TCase *tests = tcase_create("broken");
    tcase_add_loop_test(tests, every_bug_is_told_from_the_right_pass_and_the_others, 0, COUNT(told));
    tcase_add_loop_test(tests, a_bug_touches_these_gradients_and_no_others, 0, COUNT(networks));
    tcase_add_test(tests, the_sign_of_z_slips_between_the_targets_too);
    tcase_add_test(tests, the_sign_of_z_slips_not_where_nothing_is_asked);
    tcase_add_test(tests, the_notes_equations_are_read_as_written);
    tcase_add_loop_test(tests, the_widest_network_has_room, 0, 3);
    tcase_add_loop_test(tests, gradients_so_far_are_sums_of_shares, 0, (BUG_COUNT - 1) * COUNT(networks));
    tcase_add_loop_test(tests, a_broken_pass_goes_on_where_it_stopped, 0, BUG_COUNT - 1);
    suite_add_tcase(suite, tests);
    return suite;
}
