/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_until.c - steps until a condition holds: where it stops, what it says, and what it leaves alone. */

#include "session/condition.h"
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

/* Where the tape is then, counted in whole steps from the start, 0..2T. */
static const struct {
    const char *setting, *line;
    int position;
    const char *said;
} rows[] = {
    /* with v = 1.5 and u = 0.1, a<t> = 0.2 (1.5^t - 1): above 10 from t = 10 on, above 20 from t = 12 on */
    {"example explode", "until abs(a<t>) > 10", 10, "abs(a<t>) > 10 holds here, after 10 steps.\n"},
    {"example explode; until a<t> > 10", "until a<t> > 20", 12, "a<t> > 20 holds here, after 2 steps.\n"},
    {"example explode; goto 10", "until a<t> > 10", 11, "a<t> > 10 holds here, after 1 step.\n"},
    {"example explode; goto 10; substep 3", "until a<t> > 10", 11, "after 1 step.\n"},
    {"example explode", "until a<t> > 1000", 24, "a<t> > 1000 held nowhere on the way; the tape ends here.\n"},
    /* losses of the notes' network: 0.5798, 0.4780, 0.4308, 0.2421 */
    {"", "until L > 0.5", 1, "L > 0.5 holds here, after 1 step.\n"},
    {"", "until L > 1", 2, "L > 1 holds here, after 2 steps.\n"},
    {"", "until L > 1.73", 4, "after 4 steps.\n"},
    {"", "until L > 1.74", 8, "held nowhere"},
    {"y = 1 0 none 1", "until L > 1", 2, "after 2 steps.\n"},
    /* gradients gathered on the way back: dL/du -1.1465, -3.1044, -3.1044, -4.4752 */
    {"", "until dL/du < -1", 5, "after 5 steps.\n"},
    {"", "until dL/du < -3", 6, "after 6 steps.\n"},
    {"", "until dL/du < -4", 8, "after 8 steps.\n"},
    {"", "until dL/du != 0", 5, "after 5 steps.\n"},
    {"goto back 3", "until dL/du < -3", 7, "after 1 step.\n"},
    /* what has no value at some steps does not hold there */
    {"", "until a<t-2> > 0", 3, "after 3 steps.\n"},
    {"y = none 0 1 1", "until z<t> < 0", 3, "after 3 steps.\n"},
    {"", "until dL/da<t> > 0", 2, ""},
    /* t, and, or */
    {"", "until t == 3", 3, "t == 3 holds here, after 3 steps.\n"},
    {"goto 3", "until t == 3", 6, "after 3 steps.\n"},
    {"", "until x<t> == 0 or t == 4", 2, "after 2 steps.\n"},
    {"", "until t > 2 and a<t> > 0.6", 4, "after 4 steps.\n"},
    {"", "s; until 1 < 2", 2, "1 < 2 holds here, after 1 step.\n"},
};

START_TEST(it_stops_where_the_condition_holds)
{
    fixture_must(&fixture, rows[_i].setting);
    const char *said = fixture_answer(&fixture, rows[_i].line);
    ck_holds(said, rows[_i].said);
    ck_assert_int_eq(fixture.session->tape.position, rows[_i].position);
    ck_assert_int_eq(fixture.session->tape.part, 0);
}
END_TEST

/* Step by step, the condition holds at no step before the one reached. */
START_TEST(it_stops_at_the_first_place)
{
    fixture_must(&fixture,
                 "x = sine 40 7; y = alternate 40; loss = mse; g = tanh; until abs(z<t>) < 0.02; until z<t> > 0.5");
    int found = fixture.session->tape.position;
    bool holds;
    struct fault fault = {0};
    ck_assert_int_lt(found, 80);
    must(condition_holds(fixture.session, "z<t> > 0.5", &holds, &fault) && holds, "it does not hold");
    fixture_must(&fixture, "rewind; until abs(z<t>) < 0.02");
    for (fixture_must(&fixture, "step"); fixture.session->tape.position < found; fixture_must(&fixture, "step"))
        must(condition_holds(fixture.session, "z<t> > 0.5", &holds, &fault) && !holds, "it holds before");
}
END_TEST

static const struct {
    const char *setting, *line, *said;
} ends[] = {
    {"goto back 1", "until t == 3", "The backward pass has reached t = 1: the tape ends here (rewind begins again).\n"},
    {"shape 1 1 1", "until t == 3", "There is no sequence yet: x = 1 0 1 1 sets one.\n"},
};

START_TEST(where_the_tape_ends_it_says_so)
{
    fixture_must(&fixture, ends[_i].setting);
    ck_assert_str_eq(fixture_answer(&fixture, ends[_i].line), ends[_i].said);
}
END_TEST

static const struct {
    const char *line, *error;
} refusals[] = {
    {"until", "until needs another argument"},
    {"v = 0.5; until  q > 1",
     "unknown name 'q'\n  v = 0.5; until  q > 1\n                  ^ help names lists them all"},
    {"until v", "a comparison is needed here\n  until v\n         ^ one of < <= > >= == !="},
    {"until v = 1", "= sets a value\n  until v = 1\n          ^ == compares"},
    {"until a<t-9> > 1", "does not exist: t is 0..4\n  until a<t-9> > 1\n        ^"},
    {"y<1> = none; y<2> = none; y<3> = none; y<4> = none; until L > 1", "y<1> is not set"},
};

START_TEST(what_can_hold_nowhere_is_refused)
{
    fixture_must(&fixture, "goto 2");
    ck_holds(fixture_refusal(&fixture, refusals[_i].line), refusals[_i].error);
    ck_assert_int_eq(fixture.session->tape.position, 2);
}
END_TEST

START_TEST(interrupted_it_stays_where_it_was)
{
    fixture_must(&fixture, "x = ones 300000; y = ones 300000; goto 2");
    fixture.stop = 1;
    ck_holds(fixture_refusal(&fixture, "until L > 1e30"), "interrupted");
    ck_assert_int_eq(fixture.session->tape.position, 2);
    ck_assert(!fixture.session->so_far);
}
END_TEST

/* print and the others go on giving the totals. */
START_TEST(totals_stay_totals)
{
    fixture_must(&fixture, "until L > 1");
    const char *said = fixture_answer(&fixture, "print L dL/du");
    ck_holds(said, "1.730708773488124");
    ck_holds(said, "-4.47516296113994");
}
END_TEST

Suite *suite_until(void)
{
    Suite *suite = suite_create("until");
    TCase *tests = tcase_create("until");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, it_stops_where_the_condition_holds, 0, COUNT(rows));
    tcase_add_test(tests, it_stops_at_the_first_place);
    tcase_add_loop_test(tests, where_the_tape_ends_it_says_so, 0, COUNT(ends));
    tcase_add_loop_test(tests, what_can_hold_nowhere_is_refused, 0, COUNT(refusals));
    tcase_add_test(tests, interrupted_it_stays_where_it_was);
    tcase_add_test(tests, totals_stay_totals);
    suite_add_tcase(suite, tests);
    return suite;
}
