/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_layout.c - the layout at every size: nothing outside, nothing over anything else, nothing shown twice. */

#include <string.h>

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

static void check_layout(int rows, int columns, const struct layout_wish *wish)
{
    struct layout layout = layout_make(rows, columns, wish);
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

static const int lessons[] = {0, 1, 10, 30}; /* rows of a page; 0 for no lesson */

enum { LESSONS = sizeof lessons / sizeof *lessons };

static int count_panels(void)
{
    int count = 0;
    while (panels[count] != NULL)
        count++;
    return count;
}

/* Some panels need few rows and some many. */
static int any_rows(const void *of, const struct panel *panel, int columns, bool fewest)
{
    (void)of;
    return (int)strlen(panel->name) * columns % (fewest ? 17 : 31);
}

START_TEST(nothing_overlaps_at_any_size)
{
    const struct panel *chosen = _i < LESSONS ? NULL : panels[_i / LESSONS - 1];
    int lesson = lessons[_i % LESSONS];
    for (int rows = 1; rows <= LARGEST; rows++) {
        for (int columns = 1; columns <= LARGEST; columns++) {
            for (int how = 0; how < 8; how++)
                check_layout(rows, columns,
                             &(struct layout_wish){.chosen = chosen,
                                                   .backward = how & 1,
                                                   .big = how & 2,
                                                   .pins = how & 4,
                                                   .lesson = lesson,
                                                   .answer = (rows + columns) % 9,
                                                   .beside = how & 4 ? &panel_watch : NULL,
                                                   .rows = (rows ^ columns ^ how) & 1 ? any_rows : NULL});
        }
    }
}
END_TEST

static const int sizes[][2] = {{24, 80}, {30, 100}, {36, 120}, {60, 200}};

static const struct layout_place *place_of(const struct layout *layout, const struct panel *panel)
{
    for (int i = 0; i < layout->count; i++) {
        if (layout->place[i].panel == panel)
            return &layout->place[i];
    }
    return NULL;
}

START_TEST(chosen_panel_is_shown)
{
    const struct panel *chosen = panels[_i / LESSONS];
    struct layout_wish wish = {.chosen = chosen, .lesson = lessons[_i % LESSONS]};
    for (int i = 0; i < 4 && (chosen != &panel_lesson || wish.lesson > 0); i++) {
        struct layout layout = layout_make(sizes[i][0], sizes[i][1], &wish);
        ck_assert_msg(place_of(&layout, chosen) != NULL, "%s at %d columns", chosen->name, sizes[i][1]);
        ck_assert_msg(wish.lesson == 0 || place_of(&layout, &panel_lesson) != NULL, "no lesson at %d columns",
                      sizes[i][1]);
    }
}
END_TEST

static int count_places(int rows, int columns, int lesson)
{
    return layout_make(rows, columns, &(struct layout_wish){.lesson = lesson}).count;
}

START_TEST(only_the_log_and_the_line_on_a_small_screen)
{
    ck_assert_int_eq(count_places(11, 100, 0), 0);
    ck_assert_int_eq(count_places(30, 39, 0), 0);
    ck_assert_int_gt(count_places(12, 40, 0), 0);
    /* and the page of a lesson as long as it can be read */
    ck_assert_int_eq(count_places(11, 100, 5), 1);
    ck_assert_int_eq(count_places(30, 20, 5), 1);
    ck_assert_int_eq(count_places(30, 19, 5), 0);
    ck_assert_int_eq(count_places(5, 100, 5), 0);
    ck_assert_int_eq(count_places(1, 1, 5), 0);
}
END_TEST

/* Of a lesson on a screen of 11 rows: what was said last stands below the page, as long as some of the page stays. */
START_TEST(the_last_answer_stands_below_a_page_on_a_tiny_screen)
{
    for (int answer = 0; answer <= 12; answer++) {
        struct layout layout = layout_make(11, 39, &(struct layout_wish){.lesson = 8, .answer = answer});
        int rows = answer < 1 ? 1 : answer < 5 ? answer : 5;
        ck_assert_int_eq(layout.log.rows, rows);
        ck_assert_int_eq(place_of(&layout, &panel_lesson)->at.rows, 10 - rows);
        ck_assert_int_eq(layout.answer.rows, 10);
    }
}
END_TEST

static int log_rows_at(int rows, int columns, int answer)
{
    struct layout layout = layout_make(rows, columns, &(struct layout_wish){.answer = answer});
    ck_assert_int_ge(layout.count, 2);
    return layout.log.rows;
}

START_TEST(the_log_grows_a_little)
{
    for (int answer = 0; answer < 8; answer++)
        ck_assert_int_eq(log_rows_at(24, 80, answer), answer == 3 || answer == 4 ? answer : 2);
    ck_assert_int_eq(log_rows_at(16, 80, 4), 2);
    ck_assert_int_eq(log_rows_at(30, 100, 4), 2);
}
END_TEST

/* The graph as high as ever, and the page over the rest: 11 rows of it at 24 rows. */
START_TEST(the_graph_stays_below_a_page_that_leaves_it_room)
{
    for (int lesson = 1; lesson <= 40; lesson++) {
        struct layout layout = layout_make(24, 80, &(struct layout_wish){.lesson = lesson});
        const struct layout_place *page = place_of(&layout, &panel_lesson), *graph = place_of(&layout, &panel_graph);
        ck_assert((graph != NULL) == (lesson <= 11));
        ck_assert_int_eq(page->at.row, 1);
        ck_assert_int_eq(page->at.rows, lesson <= 11 ? 13 : 20);
        ck_assert(graph == NULL || (graph->at.rows == 7 && graph->at.row == 14));
    }
}
END_TEST

/* From 100 columns on beside other panels, below the whole graph; from 150 in a column of its own. */
START_TEST(a_lesson_stands_beside_other_panels_from_100_columns)
{
    for (int columns = 80; columns <= 200; columns++) {
        struct layout layout = layout_make(30, columns, &(struct layout_wish){.lesson = 8});
        struct rectangle page = place_of(&layout, &panel_lesson)->at, graph = place_of(&layout, &panel_graph)->at;
        const struct layout_place *step = place_of(&layout, &panel_step);
        ck_assert(graph.columns == columns || columns >= 150);
        ck_assert((page.row + page.rows == graph.row) == (columns < 100));
        ck_assert((graph.row + graph.rows == page.row) == (columns >= 100 && columns < 150));
        ck_assert((page.column + page.columns == graph.column) == (columns >= 150));
        ck_assert((step != NULL && page.column + page.columns <= step->at.column) == (columns >= 100));
        ck_assert(page.columns >= 48 && graph.columns >= 79);
    }
}
END_TEST

/* The series and the triangle hold the answers to come: at no size do they stand beside a lesson unasked. */
START_TEST(a_lesson_shows_no_series_unasked)
{
    for (int rows = 1; rows <= 70; rows++) {
        for (int columns = 1; columns <= 240; columns++) {
            struct layout_wish wish = {.lesson = 8, .backward = columns & 1};
            struct layout layout = layout_make(rows, columns, &wish);
            ck_assert_ptr_null(place_of(&layout, &panel_series));
            ck_assert_ptr_null(place_of(&layout, &panel_triangle));
        }
    }
    struct layout asked = layout_make(36, 120, &(struct layout_wish){.lesson = 8, .chosen = &panel_series});
    ck_assert_ptr_nonnull(place_of(&asked, &panel_series));
}
END_TEST

/* What panels need, ended by NULL; those that are not named need 4 rows. */
struct need {
    const struct panel *panel;
    int rows, fewest;
};

static int rows_needed(const void *of, const struct panel *panel, int columns, bool fewest)
{
    const struct need *need = of;
    ck_assert_int_gt(columns, 0);
    while (need->panel != NULL && need->panel != panel)
        need++;
    return need->panel == NULL ? 4 : fewest ? need->fewest : need->rows;
}

/* The rows inside the panel's frame, 0 when it is not shown. */
static int rows_of(int rows, int columns, const struct panel *chosen, bool backward, const struct need *needs,
                   const struct panel *panel)
{
    struct layout layout = layout_make(
        rows, columns,
        &(struct layout_wish){
            .chosen = chosen, .backward = backward, .rows = needs != NULL ? rows_needed : NULL, .of = needs});
    const struct layout_place *place = place_of(&layout, panel);
    return place != NULL ? place->at.rows - PANEL_FRAME_ROWS : 0;
}

START_TEST(rows_that_stay_blank_go_to_panels_that_lack_some)
{
    const struct need grad[] = {{&panel_grad, 11, 11}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(60, 200, NULL, true, NULL, &panel_grad), 6);
    ck_assert_int_eq(rows_of(60, 200, NULL, true, grad, &panel_grad), 11);
    ck_assert_int_eq(rows_of(60, 200, NULL, true, grad, &panel_triangle),
                     rows_of(60, 200, NULL, true, NULL, &panel_triangle));
    const struct need step[] = {{&panel_step, 14, 9}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(36, 120, NULL, false, step, &panel_step), 14);
    /* as far as there are any */
    const struct need both[] = {{&panel_step, 14, 9}, {&panel_series, 8, 4}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(36, 120, NULL, false, both, &panel_step), 12);
    ck_assert_int_eq(rows_of(36, 120, NULL, false, both, &panel_series), 8);
}
END_TEST

START_TEST(what_can_say_less_gives_way_before_a_row_is_lost)
{
    const struct need grad[] = {{&panel_grad, 11, 11}, {&panel_step, 10, 9}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(36, 120, &panel_grad, true, NULL, &panel_grad), 10);
    ck_assert_int_eq(rows_of(36, 120, &panel_grad, true, grad, &panel_grad), 11);
    ck_assert_int_eq(rows_of(36, 120, &panel_grad, true, grad, &panel_step), 9);
    /* but half of its rows stay */
    const struct need much[] = {{&panel_step, 90, 90}, {&panel_series, 10, 0}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(36, 120, NULL, false, much, &panel_series), 4);
}
END_TEST

START_TEST(the_series_takes_no_rows_while_it_can_say_less)
{
    const struct need series[] = {{&panel_series, 20, 4}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(30, 100, NULL, false, series, &panel_series),
                     rows_of(30, 100, NULL, false, NULL, &panel_series));
}
END_TEST

START_TEST(the_graph_gives_way_to_what_would_lose_rows)
{
    for (int fewest = 1; fewest <= 30; fewest++) {
        const struct need show[] = {{&panel_show, 30, fewest}, {NULL, 0, 0}};
        ck_assert((rows_of(24, 80, &panel_show, false, show, &panel_graph) > 0) == (fewest <= 11));
        ck_assert_int_eq(rows_of(24, 80, &panel_show, false, show, &panel_show), fewest <= 11 ? 11 : 18);
        /* which has been chosen */
        ck_assert_int_eq(rows_of(24, 80, NULL, false, show, &panel_graph), 5);
    }
}
END_TEST

/* On a larger screen as on a small one: what stands there is whole. */
START_TEST(the_graph_gives_way_on_a_medium_screen_too)
{
    const struct need show[] = {{&panel_show, 16, 16}, {&panel_step, 6, 6}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(30, 100, &panel_show, false, show, &panel_show), 16);
    ck_assert_int_eq(rows_of(30, 100, &panel_show, false, show, &panel_graph), 0);
    const struct need few[] = {{&panel_show, 16, 9}, {&panel_step, 6, 6}, {NULL, 0, 0}};
    ck_assert_int_eq(rows_of(30, 100, &panel_show, false, few, &panel_graph), 5);
}
END_TEST

START_TEST(large_pictures_have_most_of_the_room)
{
    for (int i = 0; i < 4 && panels[_i]->large; i++) {
        struct layout layout = layout_make(sizes[i][0], sizes[i][1], &(struct layout_wish){.chosen = panels[_i]});
        struct rectangle at = place_of(&layout, panels[_i])->at;
        ck_assert_msg(2 * at.rows >= sizes[i][0] - 3 && 10 * at.columns >= 6 * sizes[i][1], "%s at %d columns",
                      panels[_i]->name, sizes[i][1]);
    }
}
END_TEST

/* From 29 rows and 96 columns on. */
START_TEST(what_belongs_to_a_picture_stands_beside_it)
{
    struct layout_wish wish = {.chosen = &panel_landscape, .beside = &panel_descend};
    for (int i = 0; i < 4; i++) {
        struct layout layout = layout_make(sizes[i][0], sizes[i][1], &wish);
        const struct layout_place *map = place_of(&layout, &panel_landscape);
        const struct layout_place *curve = place_of(&layout, &panel_descend);
        ck_assert((curve != NULL) == (i > 0));
        ck_assert(curve == NULL || (curve->at.row == map->at.row && curve->at.column == map->at.columns));
        ck_assert(curve == NULL || 10 * map->at.columns >= 6 * sizes[i][1]);
    }
}
END_TEST

Suite *suite_layout(void)
{
    Suite *suite = suite_create("layout");
    TCase *tests = tcase_create("layout");
    tcase_add_loop_test(tests, nothing_overlaps_at_any_size, 0, (count_panels() + 1) * LESSONS);
    tcase_add_loop_test(tests, large_pictures_have_most_of_the_room, 0, count_panels());
    tcase_add_test(tests, what_belongs_to_a_picture_stands_beside_it);
    tcase_add_loop_test(tests, chosen_panel_is_shown, 0, count_panels() * LESSONS);
    tcase_add_test(tests, only_the_log_and_the_line_on_a_small_screen);
    tcase_add_test(tests, the_last_answer_stands_below_a_page_on_a_tiny_screen);
    tcase_add_test(tests, the_log_grows_a_little);
    tcase_add_test(tests, the_graph_stays_below_a_page_that_leaves_it_room);
    tcase_add_test(tests, a_lesson_stands_beside_other_panels_from_100_columns);
    tcase_add_test(tests, a_lesson_shows_no_series_unasked);
    tcase_add_test(tests, rows_that_stay_blank_go_to_panels_that_lack_some);
    tcase_add_test(tests, what_can_say_less_gives_way_before_a_row_is_lost);
    tcase_add_test(tests, the_series_takes_no_rows_while_it_can_say_less);
    tcase_add_test(tests, the_graph_gives_way_to_what_would_lose_rows);
    tcase_add_test(tests, the_graph_gives_way_on_a_medium_screen_too);
    suite_add_tcase(suite, tests);
    return suite;
}
