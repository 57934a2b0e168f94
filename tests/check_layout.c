/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_layout.c - the layout at every size: nothing outside, nothing over anything else, nothing shown twice. */

#include "tests/suites.h"
#include "ui/layout.h"

enum { LARGEST = 200 };

static bool is_inside(struct rectangle at, int rows, int columns)
{
    return at.row >= 0 && at.column >= 0 && at.rows >= 0 && at.columns >= 0 && at.row + at.rows <= rows &&
           at.column + at.columns <= columns;
}

static bool overlap(struct rectangle a, struct rectangle b)
{
    return a.row < b.row + b.rows && b.row < a.row + a.rows && a.column < b.column + b.columns &&
           b.column < a.column + a.columns;
}

/* Millions of layouts are looked at: Check's own assertions would take longer than the rest. */
static void demand(bool good, int rows, int columns, const char *what)
{
    if (!good)
        ck_abort_msg("%d x %d: %s", columns, rows, what);
}

static void check_layout(int rows, int columns, const struct panel *chosen, bool backward, bool big, bool pins)
{
    struct layout layout = layout_make(rows, columns, chosen, backward, big, pins);
    struct rectangle all[LAYOUT_MOST + 4] = {layout.title, layout.pinned, layout.log, layout.line};
    int count = 4;
    for (int i = 0; i < layout.count; i++) {
        struct rectangle at = all[count++] = layout.place[i].at;
        demand(at.rows >= 3 && at.columns >= 20, rows, columns, "a panel without room");
        for (int j = 0; j < i; j++)
            demand(layout.place[i].panel != layout.place[j].panel, rows, columns, "a panel shown twice");
    }
    demand(is_inside(layout.answer, rows, columns), rows, columns, "a long answer outside");
    demand(layout.line.rows == 1 && layout.line.row == rows - 1, rows, columns, "the line is not the last row");
    for (int i = 0; i < count; i++) {
        demand(is_inside(all[i], rows, columns), rows, columns, "something outside");
        for (int j = 0; j < i; j++)
            demand(!overlap(all[i], all[j]), rows, columns, "something over something");
    }
}

START_TEST(nothing_overlaps_at_any_size)
{
    const struct panel *chosen = _i < 0 ? NULL : panels[_i];
    for (int rows = 1; rows <= LARGEST; rows++) {
        for (int columns = 1; columns <= LARGEST; columns++) {
            for (int how = 0; how < 8; how++)
                check_layout(rows, columns, chosen, how & 1, how & 2, how & 4);
        }
    }
}
END_TEST

START_TEST(chosen_panel_is_shown)
{
    static const int sizes[][2] = {{24, 80}, {30, 100}, {36, 120}, {60, 200}};
    for (int i = 0; i < 4; i++) {
        struct layout layout = layout_make(sizes[i][0], sizes[i][1], panels[_i], false, false, false);
        bool there = false;
        for (int k = 0; k < layout.count; k++)
            there |= layout.place[k].panel == panels[_i];
        ck_assert_msg(there, "%s at %d columns", panels[_i]->name, sizes[i][1]);
    }
}
END_TEST

START_TEST(only_the_log_and_the_line_on_a_small_screen)
{
    ck_assert_int_eq(layout_make(11, 100, NULL, false, false, false).count, 0);
    ck_assert_int_eq(layout_make(30, 39, NULL, false, false, false).count, 0);
    ck_assert_int_gt(layout_make(12, 40, NULL, false, false, false).count, 0);
}
END_TEST

Suite *suite_layout(void)
{
    Suite *suite = suite_create("layout");
    TCase *tests = tcase_create("layout");
    int count = 0;
    while (panels[count] != NULL)
        count++;
    tcase_add_loop_test(tests, nothing_overlaps_at_any_size, -1, count);
    tcase_add_loop_test(tests, chosen_panel_is_shown, 0, count);
    tcase_add_test(tests, only_the_log_and_the_line_on_a_small_screen);
    suite_add_tcase(suite, tests);
    return suite;
}
