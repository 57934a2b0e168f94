/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_expression.c - arithmetic over quantities: what lines mean, and what is said of those that mean nothing. */

#include <stdlib.h>

#include "base/number.h"
#include "session/expression.h"
#include "tests/compare.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Evaluates all elements of the line and writes their entries, "|" after each element. False with a fault. */
static bool evaluate(const struct session *session, const char *line, struct text *answer, struct fault *fault)
{
    size_t at = 0, end = strlen(line);
    while (expression_more(line, &at, end)) {
        struct matrix value;
        if (!expression_element(session, line, &at, end, &value, fault))
            return false;
        for (int i = 0; i < matrix_size(&value); i++) {
            text_add(answer, i > 0 ? " " : "");
            number_add_shortest(answer, value.at[i]);
        }
        text_add(answer, "|");
        matrix_clear(&value);
    }
    return true;
}

static void check_answer(const char *setting, const char *line, const char *expected)
{
    struct fixture fixture;
    struct text answer = {0};
    struct fault fault = {0};
    runner_start(&fixture);
    fixture_must(&fixture, setting);
    bool done = evaluate(fixture.session, line, &answer, &fault);
    ck_assert_msg(done, "%s: %s", line, text_string(&fault.message));
    ck_assert_str_eq(text_string(&answer), expected);
    text_clear(&answer);
    fixture_end(&fixture);
}

/* Each element's value with "|" behind it. */
static const struct row {
    const char *line, *answer;
} rows[] = {
    /* precedence */
    {"1 + 2 * 3", "7|"},
    {"(1 + 2) * 3", "9|"},
    {"2 * 3 ^ 2", "18|"},
    {"-2^2", "-4|"},
    {"(-2)^2", "4|"},
    {"2^-1", "0.5|"},
    {"2^ -1", "0.5|"},
    {"2^3^2", "512|"},
    {"(2^3)^2", "64|"},
    {"2^-3^2", "0.001953125|"},
    {"8 / 4 / 2", "1|"},
    {"8 / 4 * 2", "4|"},
    {"8 - 4 - 2", "2|"},
    {"1 - -1", "2|"},
    {"1 - - 1", "2|"},
    {"2 * -3", "-6|"},
    {"2*-3", "-6|"},
    {"--2", "2|"},
    {"-+-2", "2|"},
    {"+3", "3|"},
    {"- 3", "-3|"},
    {"-0", "-0|"},
    /* lists */
    {"", ""},
    {"1 -1", "1|-1|"},
    {"1 - 1", "0|"},
    {"1-1", "0|"},
    {"1- 1", "0|"},
    {"1 +1 -2", "1|1|-2|"},
    {"1, -1", "1|-1|"},
    {"1,-1", "1|-1|"},
    {"1 , 2", "1|2|"},
    {"1 2\t3", "1|2|3|"},
    {"(1 -1)", "0|"},
    {"(1 -1) -1", "0|-1|"},
    {"1 -2 * -3 4", "1|6|4|"},
    {"2 * 3 -1", "6|-1|"},
    {"2 ^ 3 -1", "8|-1|"},
    {"1 *2 /4", "0.5|"},
    {"v -v", "0.5|-0.5|"},
    {"v - v", "0|"},
    {"a<1> -a<2>", "0.4|-0.2|"},
    {"1 .5", "1|0.5|"},
    /* functions and constants */
    {"abs(-3)", "3|"},
    {"exp(0)", "1|"},
    {"log(exp(2))", "2|"},
    {"sqrt(2)^2 - 2", "4.440892098500626e-16|"},
    {"sin(0) cos(0)", "0|1|"},
    {"exp (0)", "1|"},
    {"-abs(-2)^2", "-4|"},
    {"abs(1 -3)", "2|"},
    {"pi", "3.141592653589793|"},
    {"2*pi", "6.283185307179586|"},
    {"inf -inf", "inf|-inf|"},
    {"inf - inf", "undefined|"},
    {"log(0)", "-inf|"},
    {"log(-1)", "undefined|"},
    {"sqrt(-1)", "undefined|"},
    {"1/0", "inf|"},
    {"-1/0", "-inf|"},
    {"0/0", "undefined|"},
    /* quantities */
    {"v", "0.5|"},
    {"2*v + u", "1.4|"},
    {"W_y * a<1> + b_y - yhat<1>", "0|"},
    {"x", "1 0 1 1|"},
    {"x v", "1 0 1 1|0.5|"},
    {"T t", "4|0|"},
    /* numbers at the edges */
    {"5e-324", "5e-324|"},
    {"2.4703282292062327e-324", "0|"},
    {"1e308", "1e+308|"},
    {"1.7976931348623157e308", "1.7976931348623157e+308|"},
    {"1e309", "inf|"},
    {"1e-400", "0|"},
    {"00012", "12|"},
    {"000", "0|"},
    {".5", "0.5|"},
    {"5.", "5|"},
    {"5.e1", "50|"},
    {"1E2", "100|"},
    {"1e+2", "100|"},
    {"0.1", "0.1|"},
    {"0.3333333333333333148", "0.3333333333333333|"},
    {"9007199254740993", "9007199254740992|"},
};

START_TEST(elements_have_values)
{
    check_answer("", rows[_i].line, rows[_i].answer);
}
END_TEST

static const struct row matrix_rows[] = {
    {"V", "0.5 0.1 0 0.9|"},   {"V V", "0.5 0.1 0 0.9|0.5 0.1 0 0.9|"},
    {"V[1,2] + V[2,2]", "1|"}, {"W_y", "1 2|"},
    {"b_a -1", "0 0|-1|"},     {"a<0>", "0 0|"},
};

START_TEST(a_name_alone_may_be_a_matrix)
{
    check_answer("shape 1 2 1; V = [0.5 0.1; 0 0.9]; W_y = [1 2]", matrix_rows[_i].line, matrix_rows[_i].answer);
}
END_TEST

START_TEST(the_last_printed_value_has_a_name)
{
    check_answer("print 3 7", "_ + 1 _*_", "8|49|");
}
END_TEST

/* what: what is wrong. column: where the caret stands, from 0. */
static const struct fault_row {
    const char *line, *what;
    int column;
    const char *hint;
} fault_rows[] = {
    {"+", "a number or a name is needed here", 1, "such as 0.5, W_y or a<3>"},
    {"1 +", "a number or a name is needed here", 3, "such as 0.5, W_y or a<3>"},
    {"1 - ", "a number or a name is needed here", 4, "such as 0.5, W_y or a<3>"},
    {"1 * / 2", "a number or a name is needed here", 4, "such as 0.5, W_y or a<3>"},
    {"()", "a number or a name is needed here", 1, "such as 0.5, W_y or a<3>"},
    {"abs()", "a number or a name is needed here", 4, "such as 0.5, W_y or a<3>"},
    {"2^", "a number or a name is needed here", 2, "such as 0.5, W_y or a<3>"},
    {".", "a number or a name is needed here", 0, "such as 0.5, W_y or a<3>"},
    {"!", "a number or a name is needed here", 0, "such as 0.5, W_y or a<3>"},
    {"1,,2", "a number or a name is needed here", 2, "such as 0.5, W_y or a<3>"},
    {"__", "a number or a name is needed here", 0, "such as 0.5, W_y or a<3>"},
    {"\xFF", "a number or a name is needed here", 0, "such as 0.5, W_y or a<3>"},
    {"漢", "a number or a name is needed here", 0, "such as 0.5, W_y or a<3>"},
    {"(1", "')' is needed here", 2, "it closes the last '(' that is open"},
    {"2 * (1 + 2", "')' is needed here", 10, "it closes the last '(' that is open"},
    {"((1)", "')' is needed here", 4, "it closes the last '(' that is open"},
    {"(1 2)", "')' is needed here", 3, "it closes the last '(' that is open"},
    {"abs(1", "')' is needed here", 5, "it closes the last '(' that is open"},
    {"1)", "this ')' has no '('", 1, ""},
    {"1 )", "this ')' has no '('", 2, ""},
    {"(1))", "this ')' has no '('", 3, ""},
    {"abs", "'(' is needed after abs", 3, "as in abs(z<1>)"},
    {"sqrt 2", "'(' is needed after sqrt", 5, "as in sqrt(z<1>)"},
    {"2(3)", "an operator is needed here", 1, "one of + - * / ^, or a blank between two values"},
    {"2v", "an operator is needed here", 1, "one of + - * / ^, or a blank between two values"},
    {"(1)(2)", "an operator is needed here", 3, "one of + - * / ^, or a blank between two values"},
    {"0x10", "an operator is needed here", 1, "one of + - * / ^, or a blank between two values"},
    {"1e", "an operator is needed here", 1, "one of + - * / ^, or a blank between two values"},
    {"1e+", "an operator is needed here", 1, "one of + - * / ^, or a blank between two values"},
    {"1..5", "an operator is needed here", 2, "one of + - * / ^, or a blank between two values"},
    {"1.5.5", "an operator is needed here", 3, "one of + - * / ^, or a blank between two values"},
    {"v!", "an operator is needed here", 1, "one of + - * / ^, or a blank between two values"},
    {"PI", "unknown name 'PI'", 0, "did you mean 'pi'?"},
    {"2*Log(2)", "unknown name 'Log'", 2, "did you mean 'log'?"},
    {"sqr(2)", "unknown name 'sqr'", 0, "did you mean 'sqrt'?"},
    {"Log", "unknown name 'Log'", 0, "help names lists them all"},
    {"termm(v,2,1)", "unknown name 'termm'", 0, "did you mean 'term'?"},
    {"pi2", "unknown name 'pi2'", 0, "help names lists them all"},
    {"1 + q", "unknown name 'q'", 4, "help names lists them all"},
    {"nan", "unknown name 'nan'", 0, NULL},
    {"_", "_ is the last printed value, and there is none yet", 0, ""},
    {"x + 1", "one number is needed here; this is 4 x 1", 0, "name an entry, as in a<3>[2]"},
    {"1 + x", "one number is needed here; this is 4 x 1", 4, "name an entry, as in a<3>[2]"},
    {"2 * x", "one number is needed here; this is 4 x 1", 4, "name an entry, as in a<3>[2]"},
    {"x ^ 2", "one number is needed here; this is 4 x 1", 0, "name an entry, as in a<3>[2]"},
    {"2 ^ x", "one number is needed here; this is 4 x 1", 4, "name an entry, as in a<3>[2]"},
    {"-x", "one number is needed here; this is 4 x 1", 1, "name an entry, as in a<3>[2]"},
    {"( x )", "one number is needed here; this is 4 x 1", 2, "name an entry, as in a<3>[2]"},
    {"abs(x)", "one number is needed here; this is 4 x 1", 4, "name an entry, as in a<3>[2]"},
};

static void check_fault(const char *setting, const struct fault_row *row)
{
    struct fixture fixture;
    struct text answer = {0};
    struct fault fault = {.column = FAULT_NOWHERE};
    runner_start(&fixture);
    fixture_must(&fixture, setting);
    ck_assert_msg(!evaluate(fixture.session, row->line, &answer, &fault), "%s gives %s", row->line,
                  text_string(&answer));
    ck_assert_str_eq(text_string(&fault.message), row->what);
    ck_assert_int_eq(fault.column, row->column);
    if (row->hint != NULL)
        ck_assert_str_eq(text_string(&fault.hint), row->hint);
    fault_clear(&fault);
    text_clear(&answer);
    fixture_end(&fixture);
}

START_TEST(faults_name_the_place_and_the_remedy)
{
    check_fault("", &fault_rows[_i]);
}
END_TEST

static const struct fault_row matrix_fault_rows[] = {
    {"V + 1", "one number is needed here; this is 2 x 2", 0, "name an entry, as in V[1,2]"},
    {"1 - V", "one number is needed here; this is 2 x 2", 4, "name an entry, as in V[1,2]"},
    {"(V)", "one number is needed here; this is 2 x 2", 1, "name an entry, as in V[1,2]"},
    {"2 / W_y", "one number is needed here; this is 1 x 2", 4, "name an entry, as in V[1,2]"},
    {"a<1>^2", "one number is needed here; this is 2 x 1", 0, "name an entry, as in a<3>[2]"},
};

START_TEST(matrices_are_not_calculated_with)
{
    check_fault("shape 1 2 1; x = 1 0", &matrix_fault_rows[_i]);
}
END_TEST

START_TEST(one_number_is_one_number)
{
    struct fixture fixture;
    struct fault fault = {0};
    double number = 0;
    size_t at = 0;
    runner_start(&fixture);
    ck_assert(!expression_number(fixture.session, "x", &at, 1, &number, &fault));
    ck_assert_str_eq(text_string(&fault.message), "one number is needed here; this is 4 x 1");
    ck_assert_uint_eq(at, 0);
    ck_assert(expression_number(fixture.session, "2*v 3", &at, 5, &number, &fault));
    assert_same_double(number, 1);
    ck_assert(expression_more("2*v 3", &at, 5));
    ck_assert_uint_eq(at, 4);
    fault_clear(&fault);
    fixture_end(&fixture);
}
END_TEST

START_TEST(the_end_of_the_part_ends_the_element)
{
    struct fixture fixture;
    struct fault fault = {0};
    double number = 0;
    size_t at = 0;
    runner_start(&fixture);
    ck_assert(expression_number(fixture.session, "12345", &at, 2, &number, &fault));
    ck_assert_uint_eq(at, 2);
    fixture_end(&fixture);
}
END_TEST

/* What nests: begin, again and again, a 1, and end as often; levels in each; caret: byte of begin that is too much. */
static const struct nest {
    const char *begin, *end;
    int levels, caret;
} nests[] = {
    {"(", ")", 1, 0},    {"-", "", 1, 0},   {"+", "", 1, 0},    {"2^", "", 1, 1},
    {"abs(", ")", 1, 3}, {"-(", ")", 2, 0}, {"2^(", ")", 2, 1},
};

static bool nested_evaluates(const struct session *session, const struct nest *nest, int count, struct fault *fault)
{
    struct text line = {0}, answer = {0};
    for (int i = 0; i < count; i++)
        text_add(&line, nest->begin);
    text_add(&line, "1");
    for (int i = 0; i < count; i++)
        text_add(&line, nest->end);
    bool done = evaluate(session, text_string(&line), &answer, fault);
    text_clear(&line);
    text_clear(&answer);
    return done;
}

START_TEST(nesting_has_a_limit)
{
    struct fixture fixture;
    struct fault fault = {0};
    const struct nest *nest = &nests[_i];
    int most = EXPRESSION_DEPTH / nest->levels;
    runner_start(&fixture);
    for (int count = most - 1; count <= most; count++)
        ck_assert_msg(nested_evaluates(fixture.session, nest, count, &fault), "%d: %s", count,
                      text_string(&fault.message));
    ck_assert(!nested_evaluates(fixture.session, nest, most + 1, &fault));
    ck_assert_str_eq(text_string(&fault.message), "nested too deeply: 100 levels are the most");
    ck_assert_int_eq(fault.column, (int)strlen(nest->begin) * most + nest->caret);
    ck_assert(!nested_evaluates(fixture.session, nest, 10000, &fault));
    fault_clear(&fault);
    fixture_end(&fixture);
}
END_TEST

/* What stands beside one another does not nest. */
START_TEST(a_long_row_is_not_deep)
{
    struct fixture fixture;
    struct text line = {0}, answer = {0};
    struct fault fault = {0};
    runner_start(&fixture);
    text_add(&line, "0");
    for (int i = 0; i < 1000; i++)
        text_add(&line, " + (2^-1 * -1) - -(1)/2");
    ck_assert_msg(evaluate(fixture.session, text_string(&line), &answer, &fault), "%s", text_string(&fault.message));
    ck_assert_str_eq(text_string(&answer), "0|");
    text_clear(&line);
    text_clear(&answer);
    fixture_end(&fixture);
}
END_TEST

/* Whatever bytes come: an answer or a fault with its place within the line. */
START_TEST(random_lines_are_answered_or_refused)
{
    static const char *const pieces[] = {"1",   "0.5",  "v",  "x",   "a<1>", "(", ")",           "+",
                                         "-",   "*",    "/",  "^",   " ",    ",", "abs",         "exp",
                                         "pi",  "_",    "e",  ".",   "<",    ">", "[",           "]",
                                         "1e",  "ŷ<2>", "dL", "/dv", "∂",    "t", "term(v,3,1)", "99999999999999999999",
                                         "\xFF"};
    struct chance chance = {3};
    struct fixture fixture;
    struct text line = {0}, answer = {0};
    struct fault fault = {0};
    runner_start(&fixture);
    for (int i = 0; i < 20000; i++) {
        text_empty(&line);
        text_empty(&answer);
        for (int count = chance_int(&chance, 1, 12); count > 0; count--)
            text_add(&line, pieces[chance_int(&chance, 0, COUNT(pieces) - 1)]);
        if (!evaluate(fixture.session, text_string(&line), &answer, &fault))
            must(fault.message.length > 0 && fault.column >= 0 && fault.column <= (ptrdiff_t)line.length,
                 "%s: '%s' at %td", text_string(&line), text_string(&fault.message), fault.column);
    }
    text_clear(&line);
    text_clear(&answer);
    fault_clear(&fault);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_expression(void)
{
    Suite *suite = suite_create("expression");
    TCase *tests = tcase_create("expression");
    tcase_add_loop_test(tests, elements_have_values, 0, COUNT(rows));
    tcase_add_loop_test(tests, a_name_alone_may_be_a_matrix, 0, COUNT(matrix_rows));
    tcase_add_test(tests, the_last_printed_value_has_a_name);
    tcase_add_loop_test(tests, faults_name_the_place_and_the_remedy, 0, COUNT(fault_rows));
    tcase_add_loop_test(tests, matrices_are_not_calculated_with, 0, COUNT(matrix_fault_rows));
    tcase_add_test(tests, one_number_is_one_number);
    tcase_add_test(tests, the_end_of_the_part_ends_the_element);
    tcase_add_loop_test(tests, nesting_has_a_limit, 0, COUNT(nests));
    tcase_add_test(tests, a_long_row_is_not_deep);
    tcase_add_test(tests, random_lines_are_answered_or_refused);
    suite_add_tcase(suite, tests);
    return suite;
}
