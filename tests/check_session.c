/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_session.c - changes and how they are taken back, interruptions, and memory that is refused before it is
 * taken. */

#include <stdlib.h>

#include "session/saved.h"
#include "tests/compare.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* The state as text, yours to free. */
static char *line_of(struct fixture *fixture)
{
    fixture_forget(fixture);
    fixture_must(fixture, "session");
    return strdup(fixture_text(fixture));
}

static void check_line(struct fixture *fixture, const char *expected)
{
    ck_assert_str_eq(fixture_answer(fixture, "session"), expected);
}

static double v_of(const struct fixture *fixture)
{
    return fixture->session->now.network.weight[WEIGHT_V].at[0];
}

static void set_v(struct fixture *fixture, int value)
{
    struct text line = {0};
    text_addf(&line, "v = %d", value);
    fixture_must(fixture, text_string(&line));
    text_clear(&line);
}

START_TEST(a_thousand_changes_can_be_taken_back)
{
    struct fixture fixture;
    struct fault fault = {0};
    runner_start(&fixture);
    for (int i = 1; i <= SESSION_UNDO_DEPTH + 5; i++)
        set_v(&fixture, i);
    for (int i = SESSION_UNDO_DEPTH + 5; i > 5; i--) {
        const char *line = session_undo(fixture.session, &fault);
        must(line != NULL && atoi(line + 4) == i, "undo says '%s', not v = %d", line != NULL ? line : "nothing", i);
        must(v_of(&fixture) == i - 1, "v is %g after undoing v = %d", v_of(&fixture), i);
    }
    ck_assert_ptr_null(session_undo(fixture.session, &fault));
    ck_assert_uint_eq(fault.message.length, 0);
    ck_assert(v_of(&fixture) == 5);
    for (int i = 6; i <= SESSION_UNDO_DEPTH + 5; i++) {
        const char *line = session_redo(fixture.session, &fault);
        must(line != NULL && atoi(line + 4) == i && v_of(&fixture) == i, "redo of v = %d gives %g", i, v_of(&fixture));
    }
    ck_assert_ptr_null(session_redo(fixture.session, &fault));
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_change_ends_what_could_be_redone)
{
    struct fixture fixture;
    struct fault fault = {0};
    runner_start(&fixture);
    set_v(&fixture, 1);
    set_v(&fixture, 2);
    ck_assert_str_eq(session_undo(fixture.session, &fault), "v = 2");
    set_v(&fixture, 3);
    ck_assert_ptr_null(session_redo(fixture.session, &fault));
    ck_assert(v_of(&fixture) == 3);
    ck_assert_str_eq(session_undo(fixture.session, &fault), "v = 3");
    ck_assert_str_eq(session_undo(fixture.session, &fault), "v = 1");
    ck_assert_ptr_null(session_undo(fixture.session, &fault));
    fixture_end(&fixture);
}
END_TEST

START_TEST(looking_and_moving_are_no_changes)
{
    static const char *const lines[] = {"step",    "run",      "back",         "rewind",      "graph",
                                        "table",   "series",   "triangle",     "grad",        "show",
                                        "print v", "watch v",  "set digits 4", "goto back 2", "expand",
                                        "session", "truncate", "check",        "until L > 1"};
    struct fixture fixture;
    runner_start(&fixture);
    set_v(&fixture, 2);
    fixture_must(&fixture, "undo");
    for (int i = 0; i < COUNT(lines); i++)
        fixture_must(&fixture, lines[i]);
    ck_assert_int_eq(fixture.session->past_count, 0);
    ck_assert_int_eq(fixture.session->future_count, 1);
    fixture_end(&fixture);
}
END_TEST

/* Where another length has no such step undo leads back to it, and redo to where it led. */
START_TEST(undo_of_another_length_brings_the_place_back)
{
    static const char *const lines[] = {"x = 1 2", "x += 1", "shape 1 2 1", "x = 1"};
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "goto back 3");
    int place = fixture.session->tape.position;
    fixture_must(&fixture, lines[_i]);
    int new_place = fixture.session->tape.position;
    fixture_must(&fixture, "undo");
    ck_assert_int_eq(fixture.session->tape.position, place);
    fixture_must(&fixture, "redo");
    ck_assert_int_eq(fixture.session->tape.position, new_place);
    fixture_end(&fixture);
}
END_TEST

/* Each change, with the tape at the end, is undone and redone; the numbers follow. */
static const char *const changes[] = {
    "v = 0.7",    "bug 5",           "u = -1",          "W_y = 2",        "b_a = 0.1",   "b_y = 0.3",
    "a<0> = 0.5", "W_a = [0.1 0.2]", "g = tanh",        "g* = sigmoid",   "loss = mse",  "x<2> = 5",
    "y<2> = 1",   "y = 1 none 1 1",  "truncate 2",      "x = 2 3 4 5",    "shape 1 1 1", "shape 2 3 1",
    "x = 1",      "x += 1 1",        "x = impulse 300", "example vanish", "reset",
};

static void add_numbers(const struct session *session, struct text *text)
{
    for (int t = 0; t <= session->pass->forward; t++)
        text_addf(text, "%a ", pass_a(session->pass, t)[0]);
    for (int t = session->pass->backward; t <= session->tape.T; t++)
        text_addf(text, "%a ", pass_by_a(session->pass, t)[0]);
    text_addf(text, "%d %d", session->now.truncation, session->tape.position);
}

static char *numbers_of(struct fixture *fixture)
{
    struct text text = {0};
    fixture_must(fixture, "run; run");
    add_numbers(fixture->session, &text);
    return text_take(&text);
}

START_TEST(undo_then_redo_is_the_identity)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "rewind; y = 0.1 0.2 0.3 0.4");
    char *before = line_of(&fixture);
    fixture_must(&fixture, changes[_i]);
    fixture_must(&fixture, "rewind");
    char *after = line_of(&fixture), *numbers = numbers_of(&fixture), *again;
    ck_assert_str_ne(before, after);
    fixture_must(&fixture, "undo; rewind");
    check_line(&fixture, before);
    fixture_must(&fixture, "run; run; redo; rewind");
    check_line(&fixture, after);
    again = numbers_of(&fixture);
    ck_assert_str_eq(again, numbers);
    free(before);
    free(after);
    free(numbers);
    free(again);
    fixture_end(&fixture);
}
END_TEST

/* A place on the tape that a change cannot keep is cut to the new length. */
static const struct place_row {
    const char *move, *change;
    int position;
} place_rows[] = {
    {"goto 3", "v = 2", 3},       {"goto back 3", "v = 2", 6},       {"goto 3", "x = 1 2 3 4 5 6 7 8", 3},
    {"goto 4", "x = 1 2", 2},     {"goto back 2", "x = 1 2", 3},     {"goto back 2", "x = 1 2 3 4 5 6", 11},
    {"goto 4", "shape 1 1 1", 0}, {"goto 2; substep 3", "v = 2", 2},
};

START_TEST(the_tape_is_fitted)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "rewind");
    fixture_must(&fixture, place_rows[_i].move);
    fixture_must(&fixture, place_rows[_i].change);
    ck_assert_int_eq(fixture.session->tape.position, place_rows[_i].position);
    ck_assert_int_eq(fixture.session->tape.T, fixture.session->now.sequence->T);
    fixture_end(&fixture);
}
END_TEST

/* A session of some length whose tape is at the end, so that a change has work to do. */
static void start_long(struct fixture *fixture)
{
    runner_start(fixture);
    fixture_must(fixture, "x = sine 1000 8; y = zeros 1000; loss = mse; goto back 1");
}

/* What is run while Ctrl-C is held. */
static const char *const interruptible[] = {"v = 0.7",    "x = ones 500", "x = ones 2000", "g = tanh",       "y<3> = 1",
                                            "truncate 5", "undo",         "redo",          "example vanish", "reset"};

START_TEST(an_interrupted_change_changes_nothing)
{
    struct fixture fixture;
    struct text numbers = {0}, again = {0};
    start_long(&fixture);
    fixture_must(&fixture, "v = 0.3; v = 0.4; undo");
    char *before = line_of(&fixture);
    int past = fixture.session->past_count;
    add_numbers(fixture.session, &numbers);
    fixture.stop = 1;
    const char *refusal = fixture_refusal(&fixture, interruptible[_i]);
    ck_assert_msg(strstr(refusal, "interrupted; everything is as it was before") != NULL, "%s", refusal);
    fixture.stop = 0;
    check_line(&fixture, before);
    ck_assert_int_eq(fixture.session->past_count, past);
    ck_assert_int_eq(fixture.session->future_count, 1);
    add_numbers(fixture.session, &again);
    ck_assert_str_eq(text_string(&again), text_string(&numbers));
    free(before);
    text_clear(&numbers);
    text_clear(&again);
    fixture_end(&fixture);
}
END_TEST

/* needs_more: than the steps that are known already. */
static const struct motion_row {
    const char *line;
    bool needs_more;
} motion_rows[] = {
    {"goto 900", true}, {"goto back 1", true}, {"run", true}, {"step", false}, {"substep", false}, {"back", false},
};

START_TEST(an_interrupted_motion_stays)
{
    const struct motion_row *row = &motion_rows[_i];
    struct fixture fixture;
    start_long(&fixture);
    fixture_must(&fixture, "rewind; v = 0.7; goto 10");
    char *before = line_of(&fixture);
    fixture.stop = 1;
    if (row->needs_more)
        ck_assert_str_eq(fixture_refusal(&fixture, row->line), "unroll: interrupted; everything is as it was before\n");
    else
        fixture_must(&fixture, row->line);
    char *after = line_of(&fixture);
    ck_assert_msg((strcmp(before, after) == 0) == row->needs_more, "%s", after);
    fixture.stop = 0;
    fixture_must(&fixture, row->line);
    free(before);
    free(after);
    fixture_end(&fixture);
}
END_TEST

/* The mark stands where another computation would put its own number. */
START_TEST(what_took_long_to_compute_outlives_an_interrupted_change)
{
    static const char *const lines[] = {"v = 0.7", "y = x", "x<3> = 5", "undo"};
    static const double mark = 77;
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "x = ones 400000; y = zeros 400000; u = 0.5; goto T");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        fixture.session->pass->a[1000] = mark;
        fixture.stop = 1;
        const char *report = fixture_refusal(&fixture, lines[i]);
        ck_assert_msg(strstr(report, "interrupted") != NULL, "%s: %s", lines[i], report);
        fixture.stop = 0;
        ck_assert_int_eq(fixture.session->pass->forward, 400000);
        ck_assert_double_eq(fixture.session->pass->a[1000], mark);
    }
    fixture_end(&fixture);
}
END_TEST

START_TEST(what_was_forgotten_cannot_be_undone)
{
    struct fixture fixture;
    struct fault fault = {0};
    runner_start(&fixture);
    ck_assert_int_eq(fixture.session->past_count, 0);
    set_v(&fixture, 1);
    set_v(&fixture, 2);
    fixture_must(&fixture, "undo");
    session_forget_changes(fixture.session);
    ck_assert_ptr_null(session_undo(fixture.session, &fault));
    ck_assert_ptr_null(session_redo(fixture.session, &fault));
    ck_assert(v_of(&fixture) == 1);
    fixture_end(&fixture);
}
END_TEST

/* Memory is estimated and refused before it is taken. */

static bool may_hold(int T, int n_x, int n_a, int n_y, struct fault *fault)
{
    fault_clear(fault);
    return session_may_hold(T, n_x, n_a, n_y, fault);
}

START_TEST(the_longest_sequence_is_a_limit)
{
    struct fault fault = {0};
    ck_assert(may_hold(SEQUENCE_LONGEST - 1, 1, 1, 1, &fault));
    ck_assert(may_hold(SEQUENCE_LONGEST, 1, 1, 1, &fault));
    ck_assert(!may_hold(SEQUENCE_LONGEST + 1, 1, 1, 1, &fault));
    ck_assert_str_eq(text_string(&fault.message), "a sequence has at most 10000000 steps");
    fault_clear(&fault);
}
END_TEST

/* The most steps that fit into 4 GiB. */
static int most_steps(int n_x, int n_a, int n_y)
{
    int low = 0, high = SEQUENCE_LONGEST;
    while (low < high) {
        int middle = low + (high - low + 1) / 2;
        if (pass_bytes(middle, n_x, n_a, n_y) <= 4.0 * 1024 * 1024 * 1024)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

START_TEST(four_gibibytes_are_a_limit)
{
    static const int shapes[][3] = {{64, 64, 64}, {64, 1, 1}, {1, 64, 1}, {1, 1, 64}, {20, 30, 40}};
    const int *shape = shapes[_i];
    struct fault fault = {0};
    int most = most_steps(shape[0], shape[1], shape[2]);
    ck_assert_int_gt(most, 100000);
    ck_assert_int_lt(most, SEQUENCE_LONGEST);
    ck_assert(may_hold(most - 1, shape[0], shape[1], shape[2], &fault));
    ck_assert(may_hold(most, shape[0], shape[1], shape[2], &fault));
    ck_assert(!may_hold(most + 1, shape[0], shape[1], shape[2], &fault));
    ck_assert_ptr_nonnull(strstr(text_string(&fault.message), "GiB of memory; at most 4 GiB are used"));
    fault_clear(&fault);
}
END_TEST

START_TEST(too_much_memory_is_refused_in_words)
{
    static const char *const lines[] = {"x = zeros 10000000", "x = ones 9999999", "x = random 10000000 1",
                                        "x = sine 10000000 3"};
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "shape 64 64 64");
    char *before = line_of(&fixture);
    const char *refusal = fixture_refusal(&fixture, lines[_i]);
    ck_assert_msg(strstr(refusal, "steps of this shape would take") != NULL, "%s", refusal);
    check_line(&fixture, before);
    free(before);
    fixture_end(&fixture);
}
END_TEST

START_TEST(too_many_steps_are_refused_in_words)
{
    struct fixture fixture;
    fixture_start(&fixture);
    const char *refusal = fixture_refusal(&fixture, "x = zeros 10000001");
    ck_assert_msg(strstr(refusal, "whole number from 1 to 10000000") != NULL, "%s", refusal);
    ck_assert_int_eq(fixture.session->now.sequence->T, 0);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_new_session_is_empty)
{
    struct fault fault = {0};
    struct session *session = session_new(NULL);
    ck_assert_int_eq(session->now.sequence->T, 0);
    ck_assert_int_eq(session->tape.position, 0);
    ck_assert(session_settle(session, &fault));
    ck_assert(session_targets_set(session, 1, 0, &fault));
    ck_assert_str_eq(session_weight_symbol(session, WEIGHT_V), "v");
    ck_assert_ptr_null(session_undo(session, &fault));
    ck_assert_ptr_null(session_redo(session, &fault));
    session_free(session);
    session_free(NULL);
}
END_TEST

/* Copies and adoption. */

static void start_at_three(struct fixture *fixture)
{
    runner_start(fixture);
    fixture_must(fixture, "v = 0.7; truncate 2; set digits 9; watch a<t>; goto 3; substep 2");
}

START_TEST(a_copy_is_a_session_of_its_own)
{
    struct fixture fixture;
    struct fault fault = {0};
    start_at_three(&fixture);
    char *line = line_of(&fixture);
    struct session *copy = session_copy(fixture.session, &fault);
    struct text commands_of_copy = {0};
    ck_assert(session_same_experiment(copy, fixture.session));
    saved_add_commands(&commands_of_copy, copy, "; ", SAVED_LARGEST, NULL);
    ck_assert_int_eq(strncmp(text_string(&commands_of_copy), line, strlen(line) - 1), 0);
    ck_assert_int_eq(copy->past_count, 0);
    set_v(&fixture, 2);
    ck_assert(copy->now.network.weight[WEIGHT_V].at[0] == 0.7);
    ck_assert(!session_same_experiment(copy, fixture.session));
    session_free(copy);
    text_clear(&commands_of_copy);
    free(line);
    fixture_end(&fixture);
}
END_TEST

START_TEST(an_adopted_state_is_one_change)
{
    struct fixture fixture, other;
    struct fault fault = {0};
    start_at_three(&fixture);
    runner_start(&other);
    fixture_must(&other, "example matrix; step");
    char *line = line_of(&fixture), *others = line_of(&other);
    ck_assert(session_adopt(fixture.session, other.session, "lesson unrolling", &fault));
    check_line(&fixture, others);
    ck_assert_str_eq(session_undo(fixture.session, &fault), "lesson unrolling");
    fixture_must(&fixture, "set digits 9; watch a<t>");
    check_line(&fixture, line);
    free(line);
    free(others);
    fixture_end(&fixture);
    fixture_end(&other);
}
END_TEST

static const struct {
    const char *change;
    bool same;
} experiments[] = {{"v = 0.7", true},      {"v = 0.71", false},    {"a<0> = 1", false},
                   {"g = tanh", false},    {"loss = mse", false},  {"x<4> = 0", false},
                   {"y<2> = none", false}, {"x += 1", false},      {"truncate 3", false},
                   {"goto 1", true},       {"set digits 4", true}, {"y<1> = none; y<1> = 1", true},
                   {"shape 2 2 1", false}, {"y<1> = 0.5", false}};

START_TEST(experiments_are_the_same_or_not)
{
    struct fixture fixture;
    struct fault fault = {0};
    start_at_three(&fixture);
    struct session *copy = session_copy(fixture.session, &fault);
    fixture_must(&fixture, experiments[_i].change);
    ck_assert_msg(session_same_experiment(copy, fixture.session) == experiments[_i].same, "%s", experiments[_i].change);
    session_free(copy);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_session(void)
{
    Suite *suite = suite_create("session");
    TCase *tests = tcase_create("session");
    tcase_add_test(tests, a_thousand_changes_can_be_taken_back);
    tcase_add_test(tests, a_change_ends_what_could_be_redone);
    tcase_add_test(tests, looking_and_moving_are_no_changes);
    tcase_add_loop_test(tests, undo_of_another_length_brings_the_place_back, 0, 4);
    tcase_add_loop_test(tests, undo_then_redo_is_the_identity, 0, COUNT(changes));
    tcase_add_loop_test(tests, the_tape_is_fitted, 0, COUNT(place_rows));
    tcase_add_loop_test(tests, an_interrupted_change_changes_nothing, 0, COUNT(interruptible));
    tcase_add_loop_test(tests, an_interrupted_motion_stays, 0, COUNT(motion_rows));
    tcase_add_test(tests, what_took_long_to_compute_outlives_an_interrupted_change);
    tcase_add_test(tests, what_was_forgotten_cannot_be_undone);
    tcase_add_test(tests, the_longest_sequence_is_a_limit);
    tcase_add_loop_test(tests, four_gibibytes_are_a_limit, 0, 5);
    tcase_add_loop_test(tests, too_much_memory_is_refused_in_words, 0, 4);
    tcase_add_test(tests, too_many_steps_are_refused_in_words);
    tcase_add_test(tests, a_new_session_is_empty);
    tcase_add_test(tests, a_copy_is_a_session_of_its_own);
    tcase_add_test(tests, an_adopted_state_is_one_change);
    tcase_add_loop_test(tests, experiments_are_the_same_or_not, 0, COUNT(experiments));
    suite_add_tcase(suite, tests);
    return suite;
}
