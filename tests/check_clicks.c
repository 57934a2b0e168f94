/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_clicks.c - a click goes to the step that is seen there: what a panel says of a place is compared with what it
 * drew there. And reports of the mouse are read without trusting them. */

#define _XOPEN_SOURCE 700

#include <stdio.h>
#include <string.h>

#include "tests/runner.h"
#include "ui/mouse.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

enum { ROWS = 14, WIDEST = 180 };

static const char *const states[] = {
    "example notes; rewind",
    "example notes; goto 3",
    "example notes; goto 2; substep 4",
    "example notes; goto back 2",
    "example notes; truncate 2; goto back 1",
    "example notes; y<2> = none; run",
    "example matrix; goto 2",
    "example matrix; goto back 1",
    "example notes; x = random 1500 1; y = random 1500 2; goto 1",
    "example notes; x = random 1500 1; y = random 1500 2; goto 1234",
    "example notes; x = random 1500 1; y = random 1500 2; goto back 999",
    "example notes; x = random 1500 1; y = random 1500 2; run",
    "shape 1 1 1; x = 1; y = 1; step",
    "shape 1 1 1",
};

/* A panel drawn into an area of this size. */
struct drawing {
    const struct panel *panel;
    struct view view;
    struct canvas *canvas;
    struct area area;
};

static int step_at(const struct drawing *drawing, int row, int column)
{
    return panel_step_at(drawing->panel, &drawing->view, &drawing->area, row, column);
}

static uint32_t code_at(const struct drawing *drawing, int row, int column)
{
    return column < drawing->area.columns ? canvas_cell(drawing->canvas, row, column).code : ' ';
}

/* Reads the number at this place and gives the column behind it, or 0 when there is none. */
static int read_number(const struct drawing *drawing, int row, int column, int *number)
{
    int first = column;
    for (*number = 0; code_at(drawing, row, column) >= '0' && code_at(drawing, row, column) <= '9'; column++)
        *number = *number * 10 + (int)code_at(drawing, row, column) - '0';
    return column > first ? column : 0;
}

static void must_be(const struct drawing *drawing, int row, int column, int t)
{
    struct text text = {0};
    int given = step_at(drawing, row, column);
    if (given == t)
        return;
    fixture_add_canvas(&text, drawing->canvas, 0);
    ck_abort_msg("%s, row %d, column %d is %d, not %d:\n%.3000s", drawing->panel->name, row, column, given, t,
                 text_string(&text));
}

/* The labels "x<3>", "a<3>", "ŷ<3>" (in ASCII "yhat<3>"): each cell of them belongs to its step. */
static int check_labels(const struct drawing *drawing)
{
    int labels = 0, t;
    for (int row = 0; row < drawing->area.rows; row++) {
        for (int column = 1; column < drawing->area.columns; column++) {
            int end = code_at(drawing, row, column) == '<' ? read_number(drawing, row, column + 1, &t) : 0;
            if (end == 0 || code_at(drawing, row, end) != '>')
                continue;
            for (int at = column - 1; at <= end; at++)
                must_be(drawing, row, at, t);
            labels++;
        }
    }
    return labels;
}

static bool is_blank(const struct drawing *drawing, int row)
{
    return canvas_used(drawing->canvas, row) == 0;
}

/* Rows that begin with a number are its step's in all their columns, the others nobody's. Those that a projector leaves
 * blank may be anybody's. */
static int check_rows(const struct drawing *drawing, int first_row)
{
    int labels = 0, t;
    for (int row = first_row; row < drawing->area.rows; row++) {
        bool is_step = read_number(drawing, row, 1, &t) != 0;
        if (drawing->view.big && is_blank(drawing, row))
            continue;
        for (int column = 0; column < drawing->area.columns; column++)
            must_be(drawing, row, column, is_step ? t : PANEL_NO_STEP);
        labels += is_step;
    }
    return labels;
}

/* The numbers above the triangle are the steps of its columns. */
static void check_heads(const struct drawing *drawing)
{
    int k;
    for (int column = 5; column < drawing->area.columns; column++) {
        int end = code_at(drawing, 0, column - 1) == ' ' ? read_number(drawing, 0, column, &k) : 0;
        for (int at = column; at < end; at++)
            must_be(drawing, 0, at, k);
    }
}

static struct drawing draw(const struct panel *panel, struct view view, int rows, int columns, bool ascii)
{
    struct drawing drawing = {panel, view, canvas_new(rows, columns, ascii), {0}};
    drawing.area = canvas_area(drawing.canvas);
    panel_draw(panel, &drawing.view, &drawing.area);
    for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
            int t = step_at(&drawing, row, column);
            must(t >= PANEL_NO_STEP && t <= view.session->now.sequence->T, "%s: step %d", panel->name, t);
        }
    }
    return drawing;
}

enum { VIEWS = 4, NARROWEST_TRIANGLE = 48 };

/* Draws the panels at a dozen widths, other ones for each state, in ASCII and for a projector or not. */
START_TEST(a_place_is_the_step_that_is_seen_there)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, states[_i / VIEWS]);
    bool ascii = _i % 2 == 1, some = fixture.session->now.sequence->T > 0;
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .big = _i / 2 % 2 == 1};
    int labels = 0, steps = 0;
    for (int columns = 20 + _i % 13; columns <= WIDEST; columns += 13) {
        struct drawing graph = draw(&panel_graph, view, ROWS, columns, ascii);
        struct drawing table = draw(&panel_table, view, ROWS, columns, ascii);
        struct drawing triangle = draw(&panel_triangle, view, ROWS, columns, ascii);
        labels += check_labels(&graph);
        steps += check_rows(&table, 0);
        if (columns >= NARROWEST_TRIANGLE && some) {
            check_rows(&triangle, 1);
            check_heads(&triangle);
        }
        canvas_free(graph.canvas);
        canvas_free(table.canvas);
        canvas_free(triangle.canvas);
    }
    ck_assert_int_eq(labels > 25, some);
    ck_assert_int_eq(steps > 10, some);
    fixture_end(&fixture);
}
END_TEST

/* True when the label stands in the graph. */
static bool is_labelled(const struct drawing *graph, const char *label)
{
    struct text text = {0};
    fixture_add_canvas(&text, graph->canvas, 0);
    bool there = strstr(text_string(&text), label) != NULL;
    text_clear(&text);
    return there;
}

/* However long the vectors are, the step that sends its gradient stands beside the one it comes to. */
START_TEST(the_sender_of_a_gradient_is_shown)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "example matrix; goto back 2");
    struct view view = {.session = fixture.session, .w = WEIGHT_V};
    for (int columns = 70; columns <= WIDEST; columns++) {
        struct drawing graph = draw(&panel_graph, view, 5, columns, false);
        must(is_labelled(&graph, "a<2> [0.22 ") && is_labelled(&graph, "a<3> [0.81 "), "%d columns", columns);
        must(is_labelled(&graph, "a<4> [") != is_labelled(&graph, "] …"), "%d columns", columns);
        canvas_free(graph.canvas);
    }
    fixture_end(&fixture);
}
END_TEST

/* The window of a long sequence moves by clicks at its ends. */
START_TEST(what_lies_beyond_the_window_can_be_reached)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "example notes; x = ones 100; goto 50");
    struct view view = {.session = fixture.session, .w = WEIGHT_V};
    struct drawing graph = draw(&panel_graph, view, 5, 80, false);
    int first = 0, last = 0, dots = 0;
    for (int column = 0; column < 80; column++) {
        int t = step_at(&graph, 2, column);
        if (code_at(&graph, 2, column) == 0x2026) {
            first = dots == 0 ? t : first;
            last = t;
            dots++;
        }
    }
    ck_assert_int_eq(dots, 2);
    ck_assert_int_eq(step_at(&graph, 0, 0), PANEL_NO_STEP);
    ck_assert_int_gt(first, 40);
    ck_assert_int_lt(first, 50);
    ck_assert_int_gt(last, 50);
    must_be(&graph, 0, 79, PANEL_NO_STEP);
    canvas_free(graph.canvas);
    fixture_end(&fixture);
}
END_TEST

#define REPORT "\033[<"

static const struct report_row {
    const char *report;
    const char *key; /* NULL for none */
    int row, column;
} reports[] = {
    {REPORT "0;12;5M", "Click", 4, 11},
    {REPORT "0;1;1M", "Click", 0, 0},
    {REPORT "0;9999;9999M", "Click", 9998, 9998},
    {REPORT "64;12;5M", "Wheel up", 4, 11},
    {REPORT "65;12;5M", "Wheel down", 4, 11},
    {REPORT "0;12;5m", NULL, 0, 0},
    {REPORT "1;12;5M", NULL, 0, 0},
    {REPORT "2;12;5M", NULL, 0, 0},
    {REPORT "4;12;5M", NULL, 0, 0},
    {REPORT "32;12;5M", NULL, 0, 0},
    {REPORT "66;12;5M", NULL, 0, 0},
    {REPORT "00;12;5M", NULL, 0, 0},
    {REPORT "0;0;5M", NULL, 0, 0},
    {REPORT "0;5;0M", NULL, 0, 0},
    {REPORT "0;;5M", NULL, 0, 0},
    {REPORT "0;5;M", NULL, 0, 0},
    {REPORT "0;12;5", NULL, 0, 0},
    {REPORT "0;12;5MM", NULL, 0, 0},
    {REPORT "0;12M", NULL, 0, 0},
    {REPORT "0;12;5;6M", NULL, 0, 0},
    {REPORT "0;-1;5M", NULL, 0, 0},
    {REPORT "0; 1;5M", NULL, 0, 0},
    {REPORT "0;99999;5M", NULL, 0, 0},
    {REPORT "0;18446744073709551617;5M", NULL, 0, 0},
    {REPORT "0;1;18446744073709551617M", NULL, 0, 0},
    {REPORT "0;", NULL, 0, 0},
    {REPORT, NULL, 0, 0},
    {"", NULL, 0, 0},
    {"0;12;5M", NULL, 0, 0},
    {"\033[C", NULL, 0, 0},
};

START_TEST(reports_are_read)
{
    const struct report_row *row = &reports[_i];
    struct mouse mouse;
    bool read = mouse_read(row->report, &mouse);
    ck_assert_int_eq(read, row->key != NULL);
    if (!read)
        return;
    ck_assert_str_eq(mouse.key->name, row->key);
    ck_assert_int_eq(mouse.row, row->row);
    ck_assert_int_eq(mouse.column, row->column);
}
END_TEST

Suite *suite_clicks(void)
{
    Suite *suite = suite_create("clicks");
    TCase *tests = tcase_create("clicks");
    tcase_add_loop_test(tests, a_place_is_the_step_that_is_seen_there, 0, VIEWS * COUNT(states));
    tcase_add_test(tests, the_sender_of_a_gradient_is_shown);
    tcase_add_test(tests, what_lies_beyond_the_window_can_be_reached);
    tcase_add_loop_test(tests, reports_are_read, 0, COUNT(reports));
    suite_add_tcase(suite, tests);
    return suite;
}
