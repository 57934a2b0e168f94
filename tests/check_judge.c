/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_judge.c - answers judged by value: numbers, fractions and expressions; what known mistakes are told; blanks
 * that ask for symbols. The network is that of the notes: v = 0.5, u = 0.4, W_y = 0.9, b_y = 0.2, x = y = 1 0 1 1, so
 * that a = 0.4, 0.2, 0.5, 0.65 and yhat = 0.56, 0.38, 0.65, 0.785. */

#include <stdio.h>
#include <stdlib.h>

#include "lesson/blank.h"
#include "lesson/judge.h"
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

/* Tolerances. */

static const struct {
    double given, value, expected;
} tolerances[] = {{0.005, 0.38, 0.005},          {0.005, 0, 0.005},        {0, 0, 1e-12},     {0, 0.5, 5e-7},
                  {0, 1.5384615384615385, 5e-6}, {0, -999999, 0.99999900}, {0, 1e-20, 5e-26}, {0, 100, 5e-4}};

START_TEST(tolerance_is_the_one_given_or_six_digits)
{
    assert_near(judge_tolerance(tolerances[_i].given, tolerances[_i].value), tolerances[_i].expected, 1e-9);
}
END_TEST

/* A value rounded to six digits, as the screen shows it, is an answer. */
START_TEST(six_digits_of_any_value_are_enough)
{
    struct chance chance = {3};
    for (int i = 0; i < 20000; i++) {
        char shown[32];
        double value = chance_real(&chance, -1, 1) * pow(10, chance_int(&chance, -30, 30));
        snprintf(shown, sizeof shown, "%.6g", value);
        must(judge_near(strtod(shown, NULL), value, judge_tolerance(0, value)), "%.17g shown as %s", value, shown);
    }
}
END_TEST

/* Predictions. */

static const struct reply replies[] = {
    {.expression = "b_y", .text = {.text = "dropped"}},
    {.expression = "W_y*a<2> + b_y", .text = {.text = "once more"}},
    {.expression = "log(-1)", .text = {.text = "never"}},
};

static const struct question predict = {
    .kind = QUESTION_PREDICT,
    .ask = {.text = "What will yhat<3> be?"},
    .answer = {.text = "yhat<3>"},
    .tolerance = 0.005,
    .reply = (struct reply *)replies,
    .reply_count = COUNT(replies),
};

static const struct predicted {
    const char *line;
    enum verdict verdict;
    const char *says;
    bool sign;
} predictions[] = {
    {"0.65", VERDICT_RIGHT, NULL, false},
    {"  0.65  ", VERDICT_RIGHT, NULL, false},
    {"0.655", VERDICT_RIGHT, NULL, false},
    {"0.645", VERDICT_RIGHT, NULL, false},
    {"0.6551", VERDICT_WRONG, NULL, false},
    {"13/20", VERDICT_RIGHT, NULL, false},
    {"W_y*a<3> + b_y", VERDICT_RIGHT, NULL, false},
    {"W_y*a<3> +b_y", VERDICT_RIGHT, NULL, false},
    {"\xC5\xB7<2> + 0.27", VERDICT_RIGHT, NULL, false},
    {"yhat<3>", VERDICT_NAME, NULL, false},
    {" \xC5\xB7<3> ", VERDICT_NAME, NULL, false},
    {"(yhat<3>)", VERDICT_RIGHT, NULL, false},
    {"0.2", VERDICT_WRONG, "dropped", false},
    {"b_y", VERDICT_WRONG, "dropped", false},
    {"0.38", VERDICT_WRONG, "once more", false},
    {"yhat<2>", VERDICT_WRONG, "once more", false},
    {"-0.65", VERDICT_WRONG, NULL, true},
    {"7", VERDICT_WRONG, NULL, false},
    {"1/0", VERDICT_UNDEFINED, NULL, false},
    {"log(-1)", VERDICT_UNDEFINED, NULL, false},
    {"inf", VERDICT_UNDEFINED, NULL, false},
};

static const struct question without_tolerance = {
    .kind = QUESTION_PREDICT,
    .ask = {.text = "What will yhat<3> be?"},
    .answer = {.text = "yhat<3>"},
    .reply = (struct reply *)replies,
    .reply_count = COUNT(replies),
};

/* Six digits make an answer, three are enough to be understood. */
static const struct predicted roughly[] = {
    {"0.65", VERDICT_RIGHT, NULL, false},          {"0.6501", VERDICT_WRONG, NULL, false},
    {"0.3795", VERDICT_WRONG, "once more", false}, {"0.2003", VERDICT_WRONG, "dropped", false},
    {"0.2006", VERDICT_WRONG, NULL, false},
};

static const char *words_of(const struct judgement *judgement)
{
    return judgement->says != NULL ? judgement->says->text : "nothing";
}

START_TEST(a_rounded_mistake_has_its_reply)
{
    const struct predicted *row = &roughly[_i];
    struct fault fault = {0};
    struct judgement judgement = judge_predict(fixture.session, &without_tolerance, row->line, &fault);
    ck_assert_msg(judgement.verdict == row->verdict, "%s: %d", row->line, judgement.verdict);
    ck_assert_str_eq(words_of(&judgement), row->says != NULL ? row->says : "nothing");
}
END_TEST

START_TEST(predictions_are_judged_by_value)
{
    const struct predicted *row = &predictions[_i];
    struct fault fault = {0};
    struct judgement judgement = judge_predict(fixture.session, &predict, row->line, &fault);
    ck_assert_msg(judgement.verdict == row->verdict, "%s: %d", row->line, judgement.verdict);
    ck_assert_str_eq(words_of(&judgement), row->says != NULL ? row->says : "nothing");
    ck_assert(judgement.sign == row->sign);
    ck_assert_str_eq(text_string(&fault.message), "");
}
END_TEST

static const struct {
    const char *line, *message;
    int column;
    const char *hint;
} slips[] = {
    {"0,65", "numbers have a decimal point here", 1, "0.5, not 0,5"},
    {"W_y a<3>", "an operator is needed here", 4, "one of + - * / ^; a product is written v*a<2>"},
    {"W_y*v²", "an operator is needed here", 5, "a power is written v^2"},
    {"0.65 abc", "an operator is needed here", 5, "one of + - * / ^; a product is written v*a<2>"},
    {"W_z", "unknown name 'W_z'", 0, NULL},
    {"0.5 *", "a number or a name is needed here", 5, NULL},
    {"a<9>", "a<9> does not exist: t is 0..4", 0, NULL},
    {"x", "one number is needed here; this is 4 x 1", 0, NULL},
    {"", "a number or a name is needed here", 0, NULL},
    {"(1", "')' is needed here", 2, NULL},
};

START_TEST(a_slip_has_its_place_and_costs_nothing)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    struct judgement judgement = judge_predict(fixture.session, &predict, slips[_i].line, &fault);
    ck_assert_int_eq(judgement.verdict, VERDICT_UNREADABLE);
    ck_assert_str_eq(text_string(&fault.message), slips[_i].message);
    ck_assert_int_eq(fault.column, slips[_i].column);
    if (slips[_i].hint != NULL)
        ck_assert_str_eq(text_string(&fault.hint), slips[_i].hint);
    fault_clear(&fault);
}
END_TEST

/* The name of what the words ask for is no prediction, even where the answer is written otherwise. */
START_TEST(the_name_in_the_words_is_no_prediction)
{
    struct emphasized part = {8, 16, EMPHASIS_CODE};
    struct question question = predict;
    struct fault fault = {0};
    question.ask = (struct prose){.text = "What is dL/da<4> here?", .part = &part, .part_count = 1};
    question.answer.text = "W_y*z<4>";
    ck_assert_int_eq(judge_predict(fixture.session, &question, "dL/da<4>", &fault).verdict, VERDICT_NAME);
    ck_assert_int_eq(judge_predict(fixture.session, &question, "W_y*z<4>", &fault).verdict, VERDICT_RIGHT);
    /* A weight may well be the answer. */
    question.ask.text = "What is W_y here then?";
    question.answer.text = "W_y";
    part = (struct emphasized){8, 11, EMPHASIS_CODE};
    ck_assert_int_eq(judge_predict(fixture.session, &question, "W_y", &fault).verdict, VERDICT_RIGHT);
}
END_TEST

START_TEST(what_a_lesson_cannot_ask_is_told)
{
    struct question question = predict;
    struct fault fault = {0};
    question.answer.text = "yhat<9>";
    ck_assert_int_eq(judge_predict(fixture.session, &question, "1", &fault).verdict, VERDICT_UNREADABLE);
    ck_assert_str_eq(text_string(&fault.message), "this lesson asks for 'yhat<9>', which has no value here");
    fault_clear(&fault);
}
END_TEST

/* Choices. */

static const struct choice choices[] = {
    {.text = {.text = "one"}, .reply = {.text = "half of it"}},
    {.right = true, .text = {.text = "both"}, .reply = {.text = "yes"}},
    {.text = {.text = "none"}, .reply = {.text = ""}},
};

static const struct question choose = {
    .kind = QUESTION_CHOICE, .choice = (struct choice *)choices, .choice_count = COUNT(choices)};

static const struct {
    const char *line;
    enum verdict verdict;
    const char *says;
} answers[] = {
    {"1", VERDICT_WRONG, "half of it"},     {" 2 ", VERDICT_RIGHT, "yes"},
    {"3", VERDICT_WRONG, "nothing"},        {"0", VERDICT_UNREADABLE, "nothing"},
    {"4", VERDICT_UNREADABLE, "nothing"},   {"1 2", VERDICT_UNREADABLE, "nothing"},
    {"two", VERDICT_UNREADABLE, "nothing"}, {"", VERDICT_UNREADABLE, "nothing"},
    {"2.0", VERDICT_UNREADABLE, "nothing"}, {"99999999999999999999", VERDICT_UNREADABLE, "nothing"},
};

START_TEST(choices_are_numbers)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    struct judgement judgement = judge_choice(&choose, answers[_i].line, &fault);
    ck_assert_int_eq(judgement.verdict, answers[_i].verdict);
    ck_assert_str_eq(words_of(&judgement), answers[_i].says);
    ck_assert((judgement.verdict == VERDICT_UNREADABLE) == (fault.column >= 0));
    fault_clear(&fault);
}
END_TEST

/* Blanks. */

static const struct formula lines[] = {
    {.text = "W_y*{da<3>/dv}"},
    {.text = "W_y*(a<2> + {v}*da<2>/dv)"},
    {.text = "W_y*a<2> + W_y*v*{a<1>} + W_y*{v^2}*{a<0>}"},
    {.text = "W_y*a<2> + W_y*v*a<1>"},
};

static const struct reply blank_replies[] = {
    {.blank = 1, .expression = "da<2>/dv", .text = {.text = "one later"}},
    {.blank = 2, .expression = "b_a", .text = {.text = "nothing is lost there"}},
    {.blank = 3, .expression = "a<3>", .text = {.text = "too late"}},
};

static const struct question derive = {
    .kind = QUESTION_DERIVE,
    .answer = {.text = "dyhat<3>/dv"},
    .formula = (struct formula *)lines,
    .formula_count = COUNT(lines),
    .reply = (struct reply *)blank_replies,
    .reply_count = COUNT(blank_replies),
};

START_TEST(blanks_are_counted_through_all_lines)
{
    static const char *const inside[] = {"da<3>/dv", "v", "a<1>", "v^2", "a<0>"};
    ck_assert_int_eq(blank_count(&derive), 5);
    for (int k = 1; k <= 5; k++) {
        struct blank blank = blank_find(&derive, k);
        ck_assert_uint_eq(blank.to - blank.from, strlen(inside[k - 1]));
        ck_assert_int_eq(strncmp(lines[blank.formula].text + blank.from, inside[k - 1], strlen(inside[k - 1])), 0);
    }
}
END_TEST

static void check_shown(int formula, int filled, const char *expected)
{
    struct text shown = {0};
    blank_add_shown(&shown, &derive, formula, filled);
    ck_assert_str_eq(text_string(&shown), expected);
    text_clear(&shown);
}

START_TEST(lines_are_shown_with_their_open_blanks)
{
    struct text expression = {0};
    check_shown(0, 0, "W_y*{1}");
    check_shown(0, 1, "W_y*da<3>/dv");
    check_shown(1, 1, "W_y*(a<2> + {2}*da<2>/dv)");
    check_shown(2, 0, "W_y*a<2> + W_y*v*{3} + W_y*{4}*{5}");
    check_shown(2, 4, "W_y*a<2> + W_y*v*a<1> + W_y*v^2*{5}");
    check_shown(3, 0, "W_y*a<2> + W_y*v*a<1>");
    blank_add_expression(&expression, &lines[1]);
    ck_assert_str_eq(text_string(&expression), "W_y*(a<2> + v*da<2>/dv)");
    text_clear(&expression);
}
END_TEST

static const struct formula chain[] = {{.text = "z<2>*dyhat<2>/dW_y"}, {.text = "z<2>*{a<2>}"}};

/* What is asked for is another name for what a line above says. */
static const struct {
    const char *line;
    enum verdict verdict;
} chained[] = {
    {"dyhat<2>/dW_y", VERDICT_COPY},
    {"  dyhat<2>/dW_y  ", VERDICT_COPY},
    {"∂ŷ<2>/∂W_y", VERDICT_COPY},
    {"a<2>", VERDICT_RIGHT},
    {"2*a<2>/2", VERDICT_RIGHT},
    {"z<2>", VERDICT_WRONG},
    {"v*a<1> + u*x<2> + b_a", VERDICT_RIGHT},
};

START_TEST(a_line_above_is_not_copied)
{
    const struct question question = {.kind = QUESTION_DERIVE,
                                      .answer = {.text = "dL<2>/dW_y"},
                                      .formula = (struct formula *)chain,
                                      .formula_count = COUNT(chain)};
    struct fault fault = {.column = FAULT_NOWHERE};
    struct judgement judgement = judge_blank(fixture.session, &question, 1, chained[_i].line, &fault);
    ck_assert_msg(judgement.verdict == chained[_i].verdict, "%s: %d", chained[_i].line, judgement.verdict);
    fault_clear(&fault);
}
END_TEST

/* On this network v is 0.5, as is a<3>; a<1> is 0.4, as is u; a<0> and b_a are 0. */
static const struct {
    int blank;
    const char *line;
    enum verdict verdict;
    const char *says;
} fillings[] = {
    {1, "da<3>/dv", VERDICT_RIGHT, NULL},
    {1, "a<2> + v*a<1> + v^2*a<0>", VERDICT_RIGHT, NULL},
    {1, "0.4", VERDICT_NUMBER, NULL},
    {1, "0.3997", VERDICT_NUMBER, NULL},
    {1, "0.398", VERDICT_WRONG, NULL},
    {1, "dyhat<3>/dv", VERDICT_WRONG, NULL},
    {1, "da<2>/dv", VERDICT_WRONG, "one later"},
    {2, "v", VERDICT_RIGHT, NULL},
    {2, "v*1", VERDICT_RIGHT, NULL},
    {2, "0.5", VERDICT_NUMBER, NULL},
    {2, "a<3>", VERDICT_NUMBER, NULL},
    {2, "u", VERDICT_WRONG, NULL},
    {2, "b_a", VERDICT_WRONG, "nothing is lost there"},
    {2, "0", VERDICT_WRONG, "nothing is lost there"},
    {2, "a<0>", VERDICT_WRONG, NULL},
    {2, "1/0", VERDICT_UNDEFINED, NULL},
    {2, "v v", VERDICT_UNREADABLE, NULL},
    {3, "a<1>", VERDICT_RIGHT, NULL},
    {3, "v*a<0> + u*x<1> + b_a", VERDICT_RIGHT, NULL},
    {3, "u", VERDICT_NUMBER, NULL},
    {3, "u*x<1>", VERDICT_NUMBER, NULL},
    {3, "a<3>", VERDICT_WRONG, "too late"},
    {3, "0.5", VERDICT_WRONG, "too late"},
    {4, "v*v", VERDICT_RIGHT, NULL},
    {4, "v/2", VERDICT_NUMBER, NULL},
    {4, "-v^2", VERDICT_WRONG, NULL},
    {5, "a<0>", VERDICT_RIGHT, NULL},
    {5, "0", VERDICT_NUMBER, NULL},
    {5, "b_a", VERDICT_NUMBER, NULL},
    {5, "a<1> - u*x<1>", VERDICT_NUMBER, NULL},
};

START_TEST(blanks_ask_for_symbols)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    struct judgement judgement = judge_blank(fixture.session, &derive, fillings[_i].blank, fillings[_i].line, &fault);
    ck_assert_msg(judgement.verdict == fillings[_i].verdict, "[%d] %s: %d", fillings[_i].blank, fillings[_i].line,
                  judgement.verdict);
    ck_assert_str_eq(words_of(&judgement), fillings[_i].says != NULL ? fillings[_i].says : "nothing");
    ck_assert(judgement.sign == (strcmp(fillings[_i].line, "-v^2") == 0));
    fault_clear(&fault);
}
END_TEST

/* 0.3^30 and 0.3^31 are both near 0, and not the same. */
START_TEST(small_values_differ)
{
    struct formula line = {.text = "{v^30}"};
    struct question question = {.kind = QUESTION_DERIVE, .formula = &line, .formula_count = 1};
    struct fault fault = {0};
    fixture_must(&fixture, "v = 0.3");
    ck_assert_int_eq(judge_blank(fixture.session, &question, 1, "v^31", &fault).verdict, VERDICT_WRONG);
    ck_assert_int_eq(judge_blank(fixture.session, &question, 1, "v*v^29", &fault).verdict, VERDICT_RIGHT);
    ck_assert_int_eq(judge_blank(fixture.session, &question, 1, "0", &fault).verdict, VERDICT_WRONG);
    fault_clear(&fault);
}
END_TEST

/* Entries of matrices are nudged each by itself. */
START_TEST(entries_are_told_apart)
{
    struct formula line = {.text = "{V[1,2]}"};
    struct question question = {.kind = QUESTION_DERIVE, .formula = &line, .formula_count = 1};
    struct fault fault = {0};
    fixture_must(&fixture, "shape 2 2 1; V = [0.5 0.5; 0.5 0.5]; x = [1 1; 1 1]");
    ck_assert_int_eq(judge_blank(fixture.session, &question, 1, "V[2,1]", &fault).verdict, VERDICT_NUMBER);
    ck_assert_int_eq(judge_blank(fixture.session, &question, 1, "V[1,2]", &fault).verdict, VERDICT_RIGHT);
    fault_clear(&fault);
}
END_TEST

START_TEST(neighbour_differs_everywhere_and_leaves_the_session_alone)
{
    struct fault fault = {0};
    struct session *before = session_copy(fixture.session, &fault);
    for (int turn = -1; turn <= 1; turn += 2) {
        struct session *neighbour = judge_neighbour(fixture.session, turn, &fault);
        const struct network *here = &fixture.session->now.network, *there = &neighbour->now.network;
        for (int w = 0; w < WEIGHT_COUNT; w++)
            ck_assert(here->weight[w].at[0] != there->weight[w].at[0]);
        ck_assert(here->a0.at[0] != there->a0.at[0]);
        for (int t = 1; t <= 4; t++) {
            ck_assert(*sequence_x(fixture.session->now.sequence, t) != *sequence_x(neighbour->now.sequence, t));
            ck_assert(*sequence_y(fixture.session->now.sequence, t) == *sequence_y(neighbour->now.sequence, t));
        }
        session_free(neighbour);
    }
    ck_assert(session_same_experiment(before, fixture.session));
    session_free(before);
}
END_TEST

/* Things to bring about. */

START_TEST(expectations_hold_all_or_the_first_that_does_not_is_named)
{
    static const struct formula expectations[] = {{.text = "v < 0.2"}, {.text = "t == T"}, {.text = "a<6> > 0"}};
    struct question question = {
        .kind = QUESTION_DO, .formula = (struct formula *)expectations, .formula_count = COUNT(expectations)};
    struct fault fault = {0};
    ck_assert_int_eq(judge_expectations(fixture.session, &question, &fault), 0);
    fixture_must(&fixture, "v = 0.1");
    ck_assert_int_eq(judge_expectations(fixture.session, &question, &fault), 1);
    ck_assert_str_eq(text_string(&fault.message), "");
    fixture_must(&fixture, "goto T");
    ck_assert_int_eq(judge_expectations(fixture.session, &question, &fault), 2);
    ck_assert_str_eq(text_string(&fault.message), "a<6> does not exist: t is 0..4");
    fault_clear(&fault);
    fixture_must(&fixture, "x = ones 6; goto T");
    ck_assert_int_eq(judge_expectations(fixture.session, &question, &fault), -1);
}
END_TEST

Suite *suite_judge(void)
{
    Suite *suite = suite_create("judge");
    TCase *tests = tcase_create("judge");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, tolerance_is_the_one_given_or_six_digits, 0, COUNT(tolerances));
    tcase_add_test(tests, six_digits_of_any_value_are_enough);
    tcase_add_loop_test(tests, a_rounded_mistake_has_its_reply, 0, COUNT(roughly));
    tcase_add_loop_test(tests, predictions_are_judged_by_value, 0, COUNT(predictions));
    tcase_add_loop_test(tests, a_slip_has_its_place_and_costs_nothing, 0, COUNT(slips));
    tcase_add_test(tests, the_name_in_the_words_is_no_prediction);
    tcase_add_test(tests, what_a_lesson_cannot_ask_is_told);
    tcase_add_loop_test(tests, choices_are_numbers, 0, COUNT(answers));
    tcase_add_test(tests, blanks_are_counted_through_all_lines);
    tcase_add_test(tests, lines_are_shown_with_their_open_blanks);
    tcase_add_loop_test(tests, blanks_ask_for_symbols, 0, COUNT(fillings));
    tcase_add_loop_test(tests, a_line_above_is_not_copied, 0, COUNT(chained));
    tcase_add_test(tests, small_values_differ);
    tcase_add_test(tests, entries_are_told_apart);
    tcase_add_test(tests, neighbour_differs_everywhere_and_leaves_the_session_alone);
    tcase_add_test(tests, expectations_hold_all_or_the_first_that_does_not_is_named);
    suite_add_tcase(suite, tests);
    return suite;
}
