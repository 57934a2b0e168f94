/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_predict.c - each step asks first, takes any way to write a number, and counts honestly. */

#include "tests/runner.h"
#include "tests/suites.h"

static struct fixture fixture;

static void set_up(void)
{
    runner_start(&fixture);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

/* The numbers are those of the notes' network (tests/reference). */
static const struct {
    const char *before, *line, *says, *lacks;
} rows[] = {
    {"predict on", "step", "What will ŷ<1> be?", "t=1"},
    {"predict on; step", "0.56", "You said 0.56, and ŷ<1> is 0.56: right.", "off"},
    {"predict on; step", "14/25", "is 0.56: right.", "off"},
    {"predict on; step", "W_y*u + b_y", "is 0.56: right.", "off"},
    {"predict on; step", "0.5", "You said 0.5, and ŷ<1> is 0.56: off by 0.06.", "right"},
    {"predict on; step", "0.5", "t=1: v a<0> brings 0", NULL},
    {"predict on; step", "step", "t=1: v a<0> brings 0", "You said"},
    {"predict on", "step 2", "t=2: ", "What will"},
    {"predict on; run", "step", "What will ∂L/∂a<4> be?", NULL},
    {"predict on; run; step", "W_y*z<4>", "You said -1.1465, and ∂L/∂a<4> is -1.1465: right.", NULL},
    {"predict a", "step", "What will a<1> be?", NULL},
    {"predict a; step; x = 1 0", "0.4", "a<1> is 0.4: right.", NULL},
    {"predict a<t>; step", "0.4", "a<1> is 0.4: right.", NULL},
    {"predict ŷ", "step", "What will ŷ<1> be?", NULL},
    {"predict y\xCC\x82<t>", "step", "What will ŷ<1> be?", NULL},
    {"predict L; step", "0.58", "L<1> is 0.579818: right.", NULL},
    {"predict z; step", "-1/0.56", "z<1> is -1.78571: right.", NULL},
    {"predict L; run", "step", "t=4: ŷ<4> sends", "What will"},
    {"predict sign", "step", "Which sign will z<1> have: +, - or 0?", NULL},
    {"predict sign; step", "-", "You said -, and z<1> is -1.78571: right.", NULL},
    {"predict sign; step", "+", "You said +, and z<1> is -1.78571.", "right"},
    {"predict largest; goto 3", "step", "Which term of the series of ∂ŷ<4>/∂v will be the largest", NULL},
    {"example matrix; predict largest", "step", "Which term of the series of ∂ŷ<1>/∂V will be the largest", NULL},
    {"predict largest; goto 3; step", "0", "the largest term is j = 0: right.", NULL},
    {"predict largest; goto 3; step", "1", "You said j = 1, and the largest term is j = 0.", "right"},
    /* Terms 0 and 1 are equally large here: either is right. */
    {"predict largest; goto 2; step", "0", "j = 0: right.", NULL},
    {"predict largest; goto 2; step", "1", "j = 1: right.", NULL},
    {"example matrix; predict a", "step", "What will a<1>[1] be?", NULL},
    {"predict on; predict off", "step", "t=1", "What will"},
    {"predict on; step; goto 2", "step", "What will ŷ<3> be?", NULL},
    /* Nothing is asked where there is no answer. */
    {"b_y = 3; predict L", "step", "t=1", "What will"},
    {"y<1> = none; predict z", "step", "t=1", "What will"},
    {"y<1> = none; predict sign", "step", "t=1", "Which sign"},
    {"g* = sigmoid; b_y = -800; y = ones 4; predict sign", "step", "Which sign", NULL},
    {"predict on", "predict", "Each step asks first: the next output", NULL},
    {"", "predict", "Steps do not ask.", NULL},
    {"", "predict score", "Nothing has been predicted yet", NULL},
};

/* Each statement of "a; b" is a line of its own: an answer is one too. */
static void run_lines(const char *lines)
{
    struct text line = {0};
    for (const char *at = lines; *at != '\0'; at += strspn(at, "; ")) {
        size_t length = strcspn(at, ";");
        text_empty(&line);
        text_add_bytes(&line, at, length);
        fixture_must(&fixture, text_string(&line));
        at += length;
    }
    text_clear(&line);
}

START_TEST(a_step_asks_and_compares)
{
    run_lines(rows[_i].before);
    const char *answer = fixture_answer(&fixture, rows[_i].line);
    ck_assert_msg(strstr(answer, rows[_i].says) != NULL, "'%s' is not in:\n%s", rows[_i].says, answer);
    if (rows[_i].lacks != NULL)
        ck_assert_msg(strstr(answer, rows[_i].lacks) == NULL, "'%s' is in:\n%s", rows[_i].lacks, answer);
}
END_TEST

static const struct {
    const char *before, *line, *message;
    int position; /* of the tape, before and after */
} refusals[] = {
    {"predict on; step", "yhat<1>", "this is the name of what is asked", 0},
    {"predict on; step", "0,5", "numbers have a decimal point here", 0},
    {"predict on; step", "inf", "this has no finite value", 0},
    {"predict L; step; b_y = 3", "5", "what is asked for has no finite value here", 0},
    {"predict sign; step", "0.3", "a sign is asked for", 0},
    {"predict largest; goto 2; step", "3", "the j of a term is asked for", 2},
    /* The step that was asked about is gone. */
    {"predict on; step; shape 1 1 1", "0.5", "unknown command '0.5'", 0},
    {"predict sign; goto 3; step; x = 1 0 1; back; goto 3", "-", "unknown command '-'", 3},
    {"", "predict b_y", "'b_y' is nothing to predict", 0},
    {"", "predict z<3>", "predict asks about the step that comes, not about a chosen one", 0},
    {"", "predict ŷ<T>", "^ predict yhat", 0},
    {"", "0.5", "unknown command '0.5'", 0},
};

START_TEST(what_is_no_answer_costs_nothing)
{
    run_lines(refusals[_i].before);
    const char *complaint = fixture_refusal(&fixture, refusals[_i].line);
    ck_assert_msg(strstr(complaint, refusals[_i].message) != NULL, "%s", complaint);
    ck_assert_int_eq(fixture.runner.prediction.made, 0);
    ck_assert_int_eq(fixture.session->tape.position, refusals[_i].position);
}
END_TEST

START_TEST(the_score_counts_every_question)
{
    run_lines("predict on; step; 0.56; step; 0.19; step; step; step; 0.785");
    const char *answer = fixture_answer(&fixture, "predict score");
    ck_assert_str_eq(answer, "2 of 3 predictions were right, which means within 1 % of the value.\n"
                             "The values were off by 16.7 % on average.\n"
                             "1 step was shown without an answer.\n");
}
END_TEST

Suite *suite_predict(void)
{
    Suite *suite = suite_create("predict");
    TCase *tests = tcase_create("predict");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_step_asks_and_compares, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(tests, what_is_no_answer_costs_nothing, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(tests, the_score_counts_every_question);
    suite_add_tcase(suite, tests);
    return suite;
}
