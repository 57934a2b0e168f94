/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_compare.c - two networks side by side: the second has its own right numbers, follows the first along the tape
 * and through its changes, and says so in line mode. */

#include "session/comparison.h"
#include "tests/process.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static struct fixture fixture;

static void begin(void)
{
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

static void ck_holds(const char *text, const char *part)
{
    must(strstr(text, part) != NULL, "'%s' is not in:\n%s", part, text);
}

static void ck_lacks(const char *text, const char *part)
{
    must(strstr(text, part) == NULL, "'%s' is in:\n%s", part, text);
}

/* dL/dv of four networks of tests/reference/networks.txt: linear and linear-v14, tanh and tanh-v14. With the identity
 * it grows with v, with tanh it shrinks. */
static const struct {
    const char *g, *here, *there;
} known[] = {
    {"identity", "0.498234", "≠2.67244"},
    {"tanh", "0.261195", "≠0.103399"},
};

START_TEST(both_have_their_own_gradients)
{
    struct text setting = {0};
    text_addf(&setting, "u = 1; W_y = 0.8; b_y = 0; g = %s; g* = sigmoid; x = 1 1 0 1; y = 0 1 0 1", known[_i].g);
    fixture_must(&fixture, text_string(&setting));
    fixture_must(&fixture, "compare v 0.5 1.4; run; run");
    const char *shown = fixture_answer(&fixture, "compare");
    ck_holds(shown, known[_i].here);
    ck_holds(shown, known[_i].there);
    text_clear(&setting);
}
END_TEST

/* Every number of the second network is that of a session made so from the beginning. */
START_TEST(the_second_network_is_the_first_with_another_value)
{
    static const char *const changes[] = {"u = 1.1",      "g = tanh", "x = 1 -1 1 0 1 1; y = 1 0 1 1 0 0",
                                          "g* = sigmoid", "bug 2",    "truncate 2",
                                          "v = 0.1",      "undo",     "undo; undo; redo",
                                          "a<0> = 0.5",   "random 3", "y<2> = 0.25"};
    fixture_must(&fixture, "compare v 1.4");
    for (int i = 0; i < COUNT(changes); i++) {
        struct fixture alone;
        struct fault fault = {0};
        fixture_must(&fixture, changes[i]);
        fixture_must(&fixture, "goto back 2");
        must(comparison_follow(fixture.session, &fault), "%s: %s", changes[i], text_string(&fault.message));
        const struct session *other = comparison_other(fixture.session);
        runner_start(&alone);
        fixture_must(&alone, "bug off");
        for (int k = 0; k <= i; k++)
            fixture_must(&alone, changes[k]);
        fixture_must(&alone, "v = 1.4; goto back 2");
        must(session_same_experiment(other, alone.session), "%s", changes[i]);
        ck_assert_int_eq(other->tape.position, alone.session->tape.position);
        must(apart(pass_by_a(other->pass, 2)[0], pass_by_a(alone.session->pass, 2)[0]) == 0, "%s", changes[i]);
        fixture_end(&alone);
    }
}
END_TEST

static const struct {
    const char *line, *said;
} sentences[] = {
    {"step", "With v = 1.4: a<1>=0.4 too, ŷ<1>=0.56 too.\n"},
    {"goto 3", "With v = 1.4: a<3>=1.184 instead of 0.5, ŷ<3>=1.2656 instead of 0.65.\n"},
    {"goto back 4", "With v = 1.4: ∂L/∂a<4>=-0.438631 instead of -1.1465.\n"},
    {"y<4> = none; goto 4", "With v = 1.4: a<4>=2.0576 instead of 0.65"},
};

START_TEST(line_mode_tells_of_both)
{
    fixture_must(&fixture, "compare v 1.4");
    ck_holds(fixture_answer(&fixture, sentences[_i].line), sentences[_i].said);
    ck_lacks(fixture_answer(&fixture, "rewind"), "With");
    ck_lacks(fixture_answer(&fixture, "substep"), "With");
    fixture_must(&fixture, "compare off");
    ck_lacks(fixture_answer(&fixture, sentences[_i].line), "With");
}
END_TEST

/* The first of two values is set here, as one change. */
START_TEST(two_values_set_the_first)
{
    fixture_must(&fixture, "compare v 0.5 1.4");
    ck_assert_int_eq(fixture.session->past_count, 0);
    ck_holds(fixture_answer(&fixture, "compare v 1/4 2*v"), "│          v = 0.25                        │  v = 1 ");
    ck_assert_str_eq(fixture_answer(&fixture, "undo"), "taken back: compare v 1/4 2*v\n");
    ck_holds(fixture_answer(&fixture, "compare"), "v = 0.5");
    ck_holds(fixture_answer(&fixture, "example matrix; compare V[1,2] -0.3 3"), "V[1,2] = 3");
    ck_holds(fixture_answer(&fixture, "compare a<0>[2] 1"), "a<0>[2] = 1");
}
END_TEST

/* What is the same everywhere wears no mark; what differs in one entry that is not shown wears one. */
START_TEST(only_differences_are_marked)
{
    fixture_must(&fixture, "compare v 0.5; run; run");
    ck_lacks(fixture_answer(&fixture, "compare"), "≠");
    fixture_must(&fixture, "example matrix; compare b_a[3] 0.4; goto 1");
    ck_holds(fixture_answer(&fixture, "compare"), "│ ▸1        [0.76…  0.5295  0.6357       · │  ≠[0.76… ≠");
}
END_TEST

START_TEST(a_saved_session_steps_along)
{
    fixture_must(&fixture, "v = 0.8; x = 1 1 1; y = 1 1 1; goto back 2; save other; reset");
    ck_holds(fixture_answer(&fixture, "compare other"), "here");
    ck_holds(fixture_answer(&fixture, "goto 2"), "In other: a<2>=0.72 instead of 0.2");
    ck_lacks(fixture_answer(&fixture, "goto 4"), "In other");
    ck_holds(fixture_answer(&fixture, "goto back 3"), "In other: ∂L/∂a<3>=");
    const char *shown = fixture_answer(&fixture, "compare");
    ck_holds(shown, "│  other ");
    ck_holds(shown, "│  4 ");
    /* It is the state it was, whatever becomes of the file and of this network. */
    fixture_must(&fixture, "u = 3; save other");
    ck_holds(fixture_answer(&fixture, "goto 2"), "In other: a<2>=0.72 instead of");
}
END_TEST

START_TEST(another_state_ends_it)
{
    static const char *const others[] = {"reset", "example memory", "load it", "compare off"};
    fixture_must(&fixture, "save it");
    for (int i = 0; i < COUNT(others); i++) {
        fixture_must(&fixture, "compare v 1.4");
        fixture_must(&fixture, others[i]);
        ck_assert_ptr_null(fixture.session->comparison);
    }
    ck_assert_str_eq(fixture_answer(&fixture, "compare off"), "Nothing is compared.\n");
    ck_holds(fixture_answer(&fixture, "compare"), "Nothing is compared: compare v 1.4 puts another v beside this one.");
}
END_TEST

/* Where the parameter has gone it waits, and goes on when it is there again. */
START_TEST(a_parameter_may_go_and_come_back)
{
    fixture_must(&fixture, "compare v 1.4; shape 2 2 2");
    ck_holds(fixture_refusal(&fixture, "compare"), "this network has no such parameter to compare");
    ck_assert_ptr_null(comparison_other(fixture.session));
    fixture_must(&fixture, "undo");
    ck_holds(fixture_answer(&fixture, "goto 3"), "With v = 1.4: a<3>=1.184");
}
END_TEST

static const struct {
    const char *line, *error;
} refusals[] = {
    {"compare v", "its other value is needed behind it\n  compare v\n          ^ as in compare v 1.4"},
    {"compare nofile", "cannot read 'nofile': No such file or directory\n  compare nofile\n          ^"},
    {"compare broken", "'broken' is not a saved session"},
    {"compare v ,", "its other value is needed behind it\n  compare v ,\n          ^ as in compare v 1.4"},
    {"compare v 1 2 3", "two values can be compared\n  compare v 1 2 3\n                ^ as in compare v 0.5 1.4"},
    {"compare L 3", "this is not a parameter\n  compare L 3\n          ^ a weight or a<0>, such as v or V[1,2]"},
    {"compare a<1> 3", "this is not a parameter"},
    {"compare 5 3", "a parameter is needed here\n  compare 5 3\n          ^ a weight or a<0>, such as v or V[1,2]"},
    {"compare v/2 3", "nothing more belongs to the parameter's name\n  compare v/2 3\n           ^"},
    {"compare q 3", "unknown name 'q'"},
    {"compare v inf", "a finite number is needed here"},
    {"compare v x", "one number is needed here"},
    {"example matrix; compare V 3", "one number is needed here"},
};

START_TEST(what_cannot_be_compared_is_refused)
{
    write_string("broken", "v = 1\n");
    fixture_must(&fixture, "compare u 2");
    ck_holds(fixture_refusal(&fixture, refusals[_i].line), refusals[_i].error);
    ck_assert_int_eq(fixture.session->comparison == NULL, strncmp(refusals[_i].line, "example", 7) == 0);
}
END_TEST

START_TEST(a_lesson_reads_no_file)
{
    fixture_must(&fixture, "save it");
    fixture.runner.origin = ORIGIN_LESSON;
    ck_holds(fixture_refusal(&fixture, "compare it"), "a lesson may not read files");
    fixture_must(&fixture, "compare v 1.4");
    fixture.runner.origin = ORIGIN_RECORDING;
    fixture_must(&fixture, "compare it");
}
END_TEST

START_TEST(interrupted_it_shows_nothing_and_goes_on_later)
{
    fixture_must(&fixture, "x = ones 200000; y = zeros 200000; loss = mse; compare v -0.5; goto 2");
    fixture_must(&fixture, "goto 150000");
    fixture_must(&fixture, "u = 0.3; goto 3");
    fixture.stop = 1;
    ck_holds(fixture_refusal(&fixture, "goto back 3"), "interrupted");
    fixture.stop = 0;
    ck_holds(fixture_answer(&fixture, "goto back 199999"), "With v = -0.5: ∂L/∂a<199999>=");
}
END_TEST

/* Whenever Ctrl-C comes, the comparison and the value are there or neither is. */
START_TEST(interrupted_it_begins_not_at_all)
{
    static const char *const lines[] = {"compare v 0.9 1.4", "compare it", "compare v 0.5 1.4"};
    const char *line = lines[_i];
    bool sets = strcmp(line, "compare v 0.9 1.4") == 0, done = false;
    fixture_must(&fixture, "x = ones 400000; y = zeros 400000; g = tanh; save it; goto T; compare u 2");
    int past = fixture.session->past_count;
    for (int microseconds = 1; !done; microseconds += 1 + microseconds / 3) {
        done = fixture_run_until(&fixture, line, microseconds);
        const struct comparison *comparison = fixture.session->comparison;
        double v = fixture.session->now.network.weight[WEIGHT_V].at[0];
        ck_assert(done || strstr(fixture_errors(&fixture), "interrupted") != NULL);
        ck_assert_double_eq(v, done && sets ? 0.9 : 0.5);
        ck_assert_int_eq(fixture.session->past_count, past + (done && sets));
        ck_assert(done || (comparison->file == NULL && comparison->value == 2));
    }
}
END_TEST

Suite *suite_compare(void)
{
    Suite *suite = suite_create("compare");
    TCase *tests = scratch_case("compare");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, both_have_their_own_gradients, 0, COUNT(known));
    tcase_add_test(tests, the_second_network_is_the_first_with_another_value);
    tcase_add_loop_test(tests, line_mode_tells_of_both, 0, COUNT(sentences));
    tcase_add_test(tests, two_values_set_the_first);
    tcase_add_test(tests, only_differences_are_marked);
    tcase_add_test(tests, a_saved_session_steps_along);
    tcase_add_test(tests, another_state_ends_it);
    tcase_add_test(tests, a_parameter_may_go_and_come_back);
    tcase_add_loop_test(tests, what_cannot_be_compared_is_refused, 0, COUNT(refusals));
    tcase_add_test(tests, a_lesson_reads_no_file);
    tcase_add_test(tests, interrupted_it_shows_nothing_and_goes_on_later);
    tcase_add_loop_test(tests, interrupted_it_begins_not_at_all, 0, 3);
    suite_add_tcase(suite, tests);
    return suite;
}
