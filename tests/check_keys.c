/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_keys.c - what bytes from a keyboard mean, without a terminal: where keys end, the slider, Ctrl-C. */

#include <string.h>

#include "tests/runner.h"
#include "ui/interrupt.h"
#include "ui/keystroke.h"
#include "ui/tuner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Each '|' stands where a key ends. */
static const char *const key_rows[] = {
    "a|b|",
    "\003|\r|",
    "\033[C|",
    "\033OC|x|",
    "\033[1;5C|",
    "\033[15~|",
    "\033[[C|D|",
    "\033x|",
    "\033\033[A|",
    "\033\003|",
    "\033[1\003|C|",
    "\033[1\033[D|",
    "\033[<0;12;5M|",
    "\033[<0;12;5m|x|",
    "\033[M !!|x|",
    "\033[M\003|x|",
    "ŷ|",
    "\xE2\x82\xAC|",
    "\xF0\x9F\x98\x80|a|",
    "\xC5x|y|",
    "\033[200~a\r\033[C\003b\033[201~|c|",
    "\033[200~\033\033[201~|",
    "\033[2000~|x|",
};

START_TEST(keys_end_where_they_should)
{
    struct keystroke key = {0};
    const char *row = key_rows[_i];
    for (int at = 0; row[at] != '\0'; at++) {
        bool ends = row[at + 1] == '|';
        ck_assert_msg(keystroke_ends(&key, (unsigned char)row[at]) == ends, "byte %d of row %d", at, _i);
        at += ends;
    }
}
END_TEST

START_TEST(a_long_sequence_overflows_nothing)
{
    struct keystroke key = {0};
    ck_assert(!keystroke_ends(&key, '\033'));
    ck_assert(!keystroke_ends(&key, '['));
    for (int i = 0; i < 1000000; i++)
        ck_assert(!keystroke_ends(&key, '9'));
    ck_assert(keystroke_ends(&key, 'C'));
    ck_assert_int_eq(keystroke_arrow(&key), 'C');
}
END_TEST

static const struct {
    const char *bytes;
    int arrow;
} arrow_rows[] = {
    {"\033[A", 'A'}, {"\033OD", 'D'},     {"\033[1;5C", 'C'}, {"C", 0},          {"\033[F", 0},
    {"\033[[C", 0},  {"\033[<0;1;1M", 0}, {"\033[M  C", 0},   {"\033[C\003", 0}, {"\033[200~C\033[201~", 0}};

START_TEST(arrows_are_known)
{
    struct keystroke key = {0};
    for (const char *byte = arrow_rows[_i].bytes; *byte != '\0'; byte++)
        keystroke_ends(&key, (unsigned char)*byte);
    ck_assert_int_eq(keystroke_arrow(&key), arrow_rows[_i].arrow);
}
END_TEST

static double v_of(const struct fixture *fixture)
{
    return fixture->session->now.network.weight[WEIGHT_V].at[0];
}

/* Tunes v with these bytes and gives how it ended. */
static enum tuner_result tune(struct fixture *fixture, const char *bytes)
{
    struct quantity v = {.kind = QUANTITY_WEIGHT, .w = WEIGHT_V};
    struct tuner tuner;
    struct fault fault = {0};
    enum tuner_result result = TUNER_GOES_ON;
    ck_assert(tuner_begin(&tuner, fixture->session, &v));
    for (; *bytes != '\0'; bytes++) {
        ck_assert_int_eq(result, TUNER_GOES_ON);
        result = tuner_byte(&tuner, (unsigned char)*bytes, &fault);
        ck_assert_uint_eq(fault.message.length, 0);
    }
    tuner_clear(&tuner);
    return result;
}

START_TEST(what_is_taken_back_leaves_undo_and_redo_alone)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "v = 0.25; u = 3; v = 0.75; undo; goto back 2");
    ck_assert_int_eq(tune(&fixture, "\033[C\033[C\033[A\007"), TUNER_TAKEN_BACK);
    ck_assert(v_of(&fixture) == 0.25);
    ck_assert_int_eq(fixture.session->tape.position, 7);
    fixture_must(&fixture, "redo");
    ck_assert(v_of(&fixture) == 0.75);
    fixture_must(&fixture, "undo; undo");
    ck_assert(fixture.session->now.network.weight[WEIGHT_U].at[0] == 0.4);
    ck_assert_int_eq(tune(&fixture, "\033[D\003"), TUNER_TAKEN_BACK);
    ck_assert_int_eq(tune(&fixture, "\r"), TUNER_KEPT);
    ck_assert_int_eq(tune(&fixture, "\033[C\033[D\r"), TUNER_KEPT);
    fixture_must(&fixture, "redo; redo");
    ck_assert(v_of(&fixture) == 0.75);
    fixture_end(&fixture);
}
END_TEST

/* What the slider of V[1,2] says of the keys at a width: as much as fits whole. */
static const struct {
    int columns;
    const char *said;
} hints[] = {
    {100, "← → by 0.02   Enter keeps   Ctrl-G takes back\n"},
    {84, "← →  Enter keeps  Ctrl-G takes back\n"},
    {80, "────  Enter keeps  Ctrl-G takes back\n"},
    {70, "────  Ctrl-G takes back\n"},
};

START_TEST(hints_of_the_slider_are_whole)
{
    struct fixture fixture;
    struct tuner tuner;
    struct quantity entry;
    struct fault fault = {0};
    struct text text = {0};
    runner_start(&fixture);
    fixture_must(&fixture, "shape 2 3 2; V = [0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3]");
    ck_assert(quantity_read_parameter(fixture.session, "V[1,2]", 0, strlen("V[1,2]"), &entry, &fault));
    ck_assert(tuner_begin(&tuner, fixture.session, &entry));
    struct canvas *canvas = canvas_new(1, hints[_i].columns, false);
    struct area area = canvas_area(canvas);
    tuner_draw(&tuner, &area);
    fixture_add_canvas(&text, canvas, 0);
    must(strstr(text_string(&text), hints[_i].said) != NULL, "%d columns: %s", hints[_i].columns, text_string(&text));
    text_clear(&text);
    canvas_free(canvas);
    tuner_clear(&tuner);
    fixture_end(&fixture);
}
END_TEST

START_TEST(what_is_kept_is_one_change)
{
    struct fixture fixture;
    struct fault fault = {0};
    runner_start(&fixture);
    fixture_must(&fixture, "u = 3; v = 0.75; undo");
    ck_assert_int_eq(tune(&fixture, "\033[D\033OD\033[1;5D\r"), TUNER_KEPT);
    ck_assert(v_of(&fixture) == 0.35);
    ck_assert_ptr_null(session_redo(fixture.session, &fault));
    ck_assert_str_eq(session_undo(fixture.session, &fault), "v = 0.35");
    ck_assert(v_of(&fixture) == 0.5);
    ck_assert_str_eq(session_undo(fixture.session, &fault), "u = 3");
    ck_assert_ptr_null(session_undo(fixture.session, &fault));
    ck_assert_str_eq(session_redo(fixture.session, &fault), "u = 3");
    ck_assert_str_eq(session_redo(fixture.session, &fault), "v = 0.35");
    ck_assert(v_of(&fixture) == 0.35);
    fixture_end(&fixture);
}
END_TEST

START_TEST(pastes_and_clicks_do_not_tune)
{
    struct fixture fixture;
    runner_start(&fixture);
    ck_assert_int_eq(tune(&fixture, "\033[200~\033[C\r\007\033[201~\033[<0;1;1M\033[M  Cx\033OP"), TUNER_GOES_ON);
    ck_assert(v_of(&fixture) == 0.5);
    fixture_end(&fixture);
}
END_TEST

START_TEST(only_what_exists_is_tuned)
{
    struct fixture fixture;
    struct tuner tuner;
    struct quantity v = {.kind = QUANTITY_WEIGHT, .w = WEIGHT_V};
    struct quantity entry = {.kind = QUANTITY_WEIGHT, .w = WEIGHT_V, .row = 2, .column = 2};
    struct quantity a0 = {.kind = QUANTITY_A0, .row = 2, .column = 1};
    runner_start(&fixture);
    ck_assert(!tuner_begin(&tuner, fixture.session, &entry));
    ck_assert(!tuner_begin(&tuner, fixture.session, &a0));
    fixture_must(&fixture, "shape 2 2 1");
    ck_assert(!tuner_begin(&tuner, fixture.session, &v));
    ck_assert(tuner_begin(&tuner, fixture.session, &entry));
    tuner_clear(&tuner);
    ck_assert(tuner_begin(&tuner, fixture.session, &a0));
    tuner_clear(&tuner);
    fixture_end(&fixture);
}
END_TEST

/* Without this, Ctrl-C that comes when a command has just ended would interrupt the next one. */
START_TEST(a_late_ctrl_c_is_forgotten)
{
    sigset_t before;
    interrupt_catch();
    interrupt_block(&before);
    raise(SIGINT);
    interrupt_forget();
    sigprocmask(SIG_SETMASK, &before, NULL);
    ck_assert_int_eq(interrupt_stop, 0);
    raise(SIGINT);
    ck_assert_int_eq(interrupt_stop, 1);
    interrupt_forget();
    ck_assert_int_eq(interrupt_stop, 0);
}
END_TEST

Suite *suite_keys(void)
{
    Suite *suite = suite_create("keys");
    TCase *tests = tcase_create("keys");
    tcase_add_loop_test(tests, keys_end_where_they_should, 0, COUNT(key_rows));
    tcase_add_test(tests, a_long_sequence_overflows_nothing);
    tcase_add_loop_test(tests, arrows_are_known, 0, COUNT(arrow_rows));
    tcase_add_test(tests, what_is_taken_back_leaves_undo_and_redo_alone);
    tcase_add_loop_test(tests, hints_of_the_slider_are_whole, 0, COUNT(hints));
    tcase_add_test(tests, what_is_kept_is_one_change);
    tcase_add_test(tests, pastes_and_clicks_do_not_tune);
    tcase_add_test(tests, only_what_exists_is_tuned);
    tcase_add_test(tests, a_late_ctrl_c_is_forgotten);
    suite_add_tcase(suite, tests);
    return suite;
}
