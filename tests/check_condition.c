/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_condition.c - comparisons: which hold, and what is said of those that mean nothing. */

#include "session/condition.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* On the network of the notes at t = 3, where a<3> = 0.5 and yhat<3> = 0.65. */
static const struct row {
    const char *text;
    bool holds;
} rows[] = {
    {"1 < 2", true},
    {"2 < 1", false},
    {"1 < 1", false},
    {"1 <= 1", true},
    {"2 <= 1", false},
    {"2 > 1", true},
    {"1 > 1", false},
    {"1 >= 1", true},
    {"1 >= 2", false},
    {"1 == 1", true},
    {"1 == 2", false},
    {"1 != 2", true},
    {"1 != 1", false},
    {"1<2", true},
    {"  2\t>=1  ", true},
    /* equal up to rounding, and no further */
    {"0.1 + 0.2 == 0.3", true},
    {"0.1 + 0.2 != 0.3", false},
    {"1 == 1 + 1e-11", false},
    {"1e-300 == 0", false},
    {"0 == -0", true},
    {"inf == inf", true},
    {"inf == 1", false},
    {"inf != 1", true},
    /* what is undefined fulfils nothing */
    {"0/0 == 0/0", false},
    {"0/0 != 1", false},
    {"0/0 < 1", false},
    {"0/0 >= 1", false},
    {"log(-1) > 0 or 1 == 1", true},
    /* quantities */
    {"abs(a<t>) > 0.4", true},
    {"abs(a<t>) > 0.5", false},
    {"a<t>>0.4", true},
    {"a<t><0.6", true},
    {"yhat<t>>=yhat<2>", true},
    {"ŷ<t> > 0.6", true},
    {"v<0.6", true},
    {"t == 3 and T == 4", true},
    {"L < 1.74", true},
    {"L > 1.74", false},
    {"dL/dv == dL<1>/dv + dL<2>/dv + dL<3>/dv + dL<4>/dv", true},
    {"z<t> -z<t> == 0", true},
    {"1 -1 == 0", true},
    {"(1 + 2) * 3 == 9", true},
    /* chains */
    {"0 < yhat<t> < 1", true},
    {"0 < yhat<t> < 0.6", false},
    {"1 < yhat<t> < 2", false},
    {"1 < 2 > 1", true},
    {"3 > 2 > 1 > 2", false},
    /* and, or */
    {"1 < 2 and 2 < 1", false},
    {"2 < 1 and 1 < 2", false},
    {"1 < 2 or 2 < 1", true},
    {"2 < 1 or 1 < 2", true},
    {"1 < 2 or 1 < 2 and 2 < 1", true},
    {"2 < 1 and 1 < 2 or 1 < 2", true},
    {"2 < 1 and 2 < 1 or 2 < 1", false},
};

START_TEST(conditions_hold_or_do_not)
{
    struct fixture fixture;
    struct fault fault = {0};
    bool holds = !rows[_i].holds;
    runner_start(&fixture);
    fixture_must(&fixture, "goto 3");
    bool read = condition_holds(fixture.session, rows[_i].text, &holds, &fault);
    ck_assert_msg(read, "%s: %s", rows[_i].text, text_string(&fault.message));
    ck_assert_msg(holds == rows[_i].holds, "%s is %s", rows[_i].text, holds ? "true" : "false");
    fixture_end(&fixture);
}
END_TEST

static const struct fault_row {
    const char *text, *what;
    int column;
    const char *hint;
} fault_rows[] = {
    {"", "a number or a name is needed here", 0, "such as 0.5, W_y or a<3>"},
    {"v", "a comparison is needed here", 1, "one of < <= > >= == !="},
    {"v + 1", "a comparison is needed here", 5, "one of < <= > >= == !="},
    {"v and u", "a comparison is needed here", 2, "one of < <= > >= == !="},
    {"v = 1", "= sets a value", 2, "== compares"},
    {"v !> 1", "a comparison is needed here", 2, "one of < <= > >= == !="},
    {"v <", "a number or a name is needed here", 3, "such as 0.5, W_y or a<3>"},
    {"v < < 1", "a number or a name is needed here", 4, "such as 0.5, W_y or a<3>"},
    {"v < 1 and", "a number or a name is needed here", 9, "such as 0.5, W_y or a<3>"},
    {"v < 1 andu < 1", "this goes on behind a whole condition", 6, "'and' or 'or' joins another one"},
    {"v < 1 u < 1", "this goes on behind a whole condition", 6, "'and' or 'or' joins another one"},
    {"v < 1)", "this goes on behind a whole condition", 5, "'and' or 'or' joins another one"},
    {"(v < 1", "')' is needed here", 3, "it closes the last '(' that is open"},
    {"L<2 and v > 0", "'>' is needed here", 4, "as in a<3>"},
    {"q > 1", "unknown name 'q'", 0, "help names lists them all"},
    {"1 < q", "unknown name 'q'", 4, "help names lists them all"},
    {"a<5> > 1", "a<5> does not exist: t is 0..4", 0, ""},
    {"x > 1", "one number is needed here; this is 4 x 1", 0, "name an entry, as in a<3>[2]"},
    {"y<1> > 0 or z<2> > 0", "y<2> is not set", 12, "y<2> = 1 sets it"},
};

START_TEST(what_cannot_be_read_has_its_place)
{
    const struct fault_row *row = &fault_rows[_i];
    struct fixture fixture;
    struct fault fault = {.column = FAULT_NOWHERE};
    bool holds;
    runner_start(&fixture);
    fixture_must(&fixture, "y<2> = none");
    ck_assert_msg(!condition_holds(fixture.session, row->text, &holds, &fault), "%s can be read", row->text);
    ck_assert_str_eq(text_string(&fault.message), row->what);
    ck_assert_int_eq(fault.column, row->column);
    ck_assert_str_eq(text_string(&fault.hint), row->hint);
    fault_clear(&fault);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_condition(void)
{
    Suite *suite = suite_create("condition");
    TCase *tests = tcase_create("condition");
    tcase_add_loop_test(tests, conditions_hold_or_do_not, 0, COUNT(rows));
    tcase_add_loop_test(tests, what_cannot_be_read_has_its_place, 0, COUNT(fault_rows));
    suite_add_tcase(suite, tests);
    return suite;
}
