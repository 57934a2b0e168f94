/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_lesson_screen.c - a lesson in the full screen: its page above or beside the network, the line that answers, a
 * page that is longer than its room, and screens of any size. */

#include "tests/screen.h"
#include "tests/suites.h"

static const char lesson[] = "# A test\n\n"
                             "```lesson\nid: test\nformat: 1\nminutes: 9\nskip: allowed\n```\n\n"
                             "The opening words.\n\n"
                             "## First {#first}\n\n"
                             "```setup\nv = 0.8\ngoto 2\n```\n\n"
                             "```predict id=value\nask: What is `a<3>`?\nanswer: a<3>\ntol: 0.005\n"
                             "wrong: u*x<3> => The input alone.\n```\n\n"
                             "```hint for=value\nA nudge.\n```\n\n```hint for=value\nNearly all.\n```\n\n"
                             "```explain for=value\nIt is a sum.\n```\n\n"
                             "```run\ntriangle\n```\n\n"
                             "## Second {#second}\n\n"
                             "Line 01 of the page.\n\nLine 02 of the page.\n\nLine 03 of the page.\n\n"
                             "Line 04 of the page.\n\nLine 05 of the page.\n\nLine 06 of the page.\n\n"
                             "Line 07 of the page.\n\nLine 08 of the page.\n\nLine 09 of the page.\n\n"
                             "Line 10 of the page.\n\nLine 11 of the page.\n\nLine 12 of the page.\n\n"
                             "## Third {#third}\n\n"
                             "```do id=small\nask: Make `v` small.\nexpect: abs(v) < 0.2\nsolution: v = 0.1\n```\n\n"
                             "```hint for=small\nA.\n```\n\n```hint for=small\nB.\n```\n\n"
                             "```explain for=small\nNow it is forgotten.\n```\n";

static void start_lesson_of(const char *text, int rows, int columns)
{
    char path[128];
    struct start with_lesson = {.arguments = {"--no-init", "--lesson", "test.md"},
                                .environment = {"TERM=xterm-256color"}};
    make_home();
    snprintf(path, sizeof path, "%s/test.md", terminal.home);
    write_string(path, text);
    start_as(rows, columns, &with_lesson, false);
}

static void start_lesson(int rows, int columns)
{
    start_lesson_of(lesson, rows, columns);
    wait_for("test 0/3 > ");
}

/* A page that waits is shown before it has come to its end. */
START_TEST(a_page_may_play_and_work)
{
    start_lesson_of("# A play\n\n```lesson\nid: test\nformat: 1\nminutes: 9\n```\n\nThe opening words.\n\n"
                    "## First {#first}\n\nIt goes by itself.\n\n```run\nplay 0.01\ng* = sigmoid\nx = ones 3000\n"
                    "y = zeros 3000\ndescend 200000 rate 1e-12\n```\n\nThe closing words.\n",
                    24, 80);
    wait_for("test 0/1 > ");
    type("\r");
    wait_for("%   Ctrl-C stops");
    type("\003");
    wait_for("test 1/1 > ");
    type("print 6*7\r");
    wait_for("42");
    leave();
}
END_TEST

/* The row on which the text stands first, -1 for none. */
static int row_of(const char *wanted)
{
    for (int row = 0; row < terminal.rows; row++) {
        struct text text = {0};
        add_row(&text, row);
        bool found = strstr(text_string(&text), wanted) != NULL;
        text_clear(&text);
        if (found)
            return row;
    }
    return -1;
}

START_TEST(the_page_stands_above_the_network)
{
    start_lesson(24, 80);
    wait_for("─ A test ─");
    wait_for("The opening words.");
    wait_for("Enter goes on.");
    type("\r");
    wait_for("test 1/3 > ");
    wait_for("─ test 1/3: First ─");
    wait_for("What is a<3>?");
    wait_for("A value, to within 0.005.   hint   skip");
    ck_assert(!shows("Enter goes on"));
    ck_assert_int_eq(row_of("test 1/3: First"), 1);
    ck_assert_int_eq(row_of("unrolled network"), 14);
    leave();
}
END_TEST

START_TEST(answers_are_typed_in_the_line)
{
    start_lesson(24, 80);
    type("\r");
    wait_for("What is a<3>?");
    type("0.4\r");
    wait_for("│ The input alone.");
    type("hint\r");
    wait_for("│ Hint 1 of 2: A nudge.");
    type("0.65x\r");
    wait_for("an operator is needed here");
    type("0.656\r");
    wait_for("│ Right: it is 0.656.");
    wait_for("It is a sum.");
    wait_while(true, "The input alone.");
    wait_for("Enter goes on.");
    type("\r");
    wait_for("rows are losses");
    leave();
}
END_TEST

/* Arrows and Space still move along the tape, and the page stays. */
START_TEST(keys_move_the_tape_and_not_the_lesson)
{
    start_lesson(24, 80);
    type("\r");
    wait_for("forward 2/4");
    type("\033[C");
    wait_for("forward 3/4");
    type("  ");
    wait_for("backward 4/4");
    wait_for("What is a<3>?");
    type("next\r");
    wait_for("The question is open");
    leave();
}
END_TEST

START_TEST(a_long_page_scrolls)
{
    start_lesson(24, 80);
    type("lesson goto 2\r");
    wait_for("Line 01 of the page.");
    wait_for("▼");
    ck_assert(shows("Line 09") && !shows("Line 10") && !shows("unrolled network"));
    type("\033[6~");
    wait_for("Line 12");
    wait_for("▲");
    wait_while(true, "Line 01");
    type("\033[5~");
    wait_for("Line 01");
    /* Where the graph was asked for it stays. */
    type("view graph\r");
    wait_for("unrolled network");
    wait_for("Line 01");
    type("view lesson\r");
    wait_while(true, "unrolled network");
    wait_for("Line 09");
    leave();
}
END_TEST

START_TEST(a_new_step_begins_with_the_network)
{
    start_lesson(24, 80);
    type("\r");
    wait_for("What is a<3>?");
    type("view table\r");
    wait_for("─ table ─");
    type("lesson goto 3\r");
    wait_for("Make v small.");
    wait_for("unrolled network");
    type("v = 0.1\r");
    wait_for("That does it.");
    type("\r");
    wait_for("This is the end of A test.");
    type("\r");
    wait_for("unroll> ");
    wait_for("before the first step");
    leave();
}
END_TEST

/* The lesson's triangle goes with the lesson. */
START_TEST(leaving_brings_the_usual_panels_back)
{
    start_lesson(24, 80);
    type("\r");
    wait_for("What is a<3>?");
    type("0.656\r");
    wait_for("It is a sum.");
    type("\r");
    wait_for("rows are losses");
    type("lesson leave\r");
    wait_for("unroll> ");
    wait_while(true, "rows are losses");
    wait_for("before the first step");
    leave();
}
END_TEST

START_TEST(a_slider_can_bring_it_about)
{
    start_lesson(24, 80);
    type("lesson goto 3\r");
    wait_for("Make v small.");
    type("v = 0.25; tune v\r");
    wait_for("Enter keeps");
    type("\033[D\033[D\033[D\r");
    wait_for("That does it.");
    leave();
}
END_TEST

START_TEST(beside_the_step_on_a_wide_screen)
{
    start_lesson(36, 120);
    type("\r");
    wait_for("What is a<3>?");
    wait_for("unrolled network");
    wait_for("step 2: what just happened");
    ck_assert_int_eq(row_of("test 1/3: First"), row_of("step 2: what just happened"));
    leave();
}
END_TEST

static const int sizes[][2] = {{1, 1}, {5, 18}, {6, 20}, {11, 39}, {12, 40}, {24, 80}, {13, 100}, {60, 200}, {30, 149}};

/* The page is read wherever it fits, and no size ends the program. */
START_TEST(any_size_will_do)
{
    start_lesson(24, 80);
    type("\r");
    wait_for("What is a<3>?");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(sizes[i][0], sizes[i][1]);
        if (sizes[i][0] > 11 && sizes[i][1] >= 40)
            wait_for("What is a<3>?");
    }
    resize(24, 80);
    wait_for("hint   skip");
    leave();
}
END_TEST

/* Below its page, of which some stays. */
START_TEST(a_tiny_screen_has_the_whole_sentence)
{
    start_lesson(11, 39);
    type("\r");
    wait_for("test 1/3 > ");
    type("\033[C");
    wait_for("> step  t=3:");
    wait_for("target is 1");
    wait_for("raise ŷ.");
    ck_assert(shows("╭─ test 1/3: First ─"));
    leave();
}
END_TEST

START_TEST(without_room_for_it_the_log_has_the_page)
{
    start_lesson(24, 80);
    resize(5, 60);
    wait_while(true, "The opening words.");
    /* Sixty columns that the program has drawn. */
    wait_for("test 0/3 >                                   Enter goes on.");
    type("\r");
    wait_for("What is a<3>?");
    type("0.656\r");
    wait_for("Right: it is 0.656.");
    leave();
}
END_TEST

Suite *suite_lesson_screen(void)
{
    Suite *suite = suite_create("lesson_screen");
    TCase *tests = tcase_create("lesson_screen");
    tcase_set_timeout(tests, 3 * DEADLINE);
    tcase_add_checked_fixture(tests, NULL, remove_terminal);
    tcase_add_test(tests, the_page_stands_above_the_network);
    tcase_add_test(tests, answers_are_typed_in_the_line);
    tcase_add_test(tests, a_page_may_play_and_work);
    tcase_add_test(tests, keys_move_the_tape_and_not_the_lesson);
    tcase_add_test(tests, a_long_page_scrolls);
    tcase_add_test(tests, a_new_step_begins_with_the_network);
    tcase_add_test(tests, leaving_brings_the_usual_panels_back);
    tcase_add_test(tests, a_slider_can_bring_it_about);
    tcase_add_test(tests, beside_the_step_on_a_wide_screen);
    tcase_add_test(tests, any_size_will_do);
    tcase_add_test(tests, a_tiny_screen_has_the_whole_sentence);
    tcase_add_test(tests, without_room_for_it_the_log_has_the_page);
    suite_add_tcase(suite, tests);
    return suite;
}
