/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_big.c - what a projector gets: the same rows as everywhere, farther apart, inside their area, with few
 * digits. */

#define _XOPEN_SOURCE 700

#include <ctype.h>
#include <string.h>

#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

enum { BELOW = 2, RIGHT = 3, FEW = 3 };

static const char *const states[] = {
    "example notes; rewind",
    "example notes; goto 3",
    "example notes; v = 1/3; u = 2/7; goto 4",
    "example notes; v = 1/3; u = 2/7; g = tanh; g* = sigmoid; goto back 2",
    "example notes; truncate 2; goto back 1",
    "example matrix; goto back 2",
    "example notes; x = random 30 1; y = random 30 2; g* = sigmoid; goto 17",
    "shape 1 1 1",
};

static const struct size {
    int rows, columns;
} sizes[] = {{18, 76}, {29, 116}, {52, 196}, {7, 36}, {1, 1}, {0, 0}};

static struct canvas *drawn(const struct panel *panel, const struct view *view, struct size size, bool ascii)
{
    struct canvas *canvas = canvas_new(size.rows + BELOW, size.columns + RIGHT, ascii);
    struct area all = canvas_area(canvas), area = area_part(&all, 0, 0, size.rows, size.columns);
    panel_draw(panel, view, &area);
    return canvas;
}

static bool is_shown_alone(const struct panel *panel)
{
    return panel != &panel_plot && panel != &panel_explain;
}

START_TEST(nothing_stands_outside)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, states[_i]);
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .all = true, .big = true};
    for (int i = 0; panels[i] != NULL; i++) {
        for (int k = 0; k < 2 * COUNT(sizes) && is_shown_alone(panels[i]); k++) {
            struct size size = sizes[k / 2];
            struct canvas *canvas = drawn(panels[i], &view, size, k % 2 == 1);
            for (int row = 0; row < size.rows + BELOW; row++)
                must(canvas_used(canvas, row) <= (row < size.rows ? size.columns : 0), "%s, %d x %d, row %d",
                     panels[i]->name, size.rows, size.columns, row);
            canvas_free(canvas);
        }
    }
    fixture_end(&fixture);
}
END_TEST

/* The rows that are not blank, without their trailing blanks. */
static void add_rows(struct text *text, const struct canvas *canvas)
{
    struct text all = {0};
    fixture_add_canvas(&all, canvas, 0);
    for (const char *row = text_string(&all); *row != '\0'; row += strcspn(row, "\n") + 1) {
        if (*row != '\n')
            text_add_bytes(text, row, strcspn(row, "\n") + 1);
    }
    text_clear(&all);
}

static int first_row_behind(const struct canvas *canvas, int row, bool used)
{
    while (row < canvas_rows(canvas) && (canvas_used(canvas, row) > 0) != used)
        row++;
    return row;
}

/* Where there is room, blank rows part what stood close together, and nothing is lost. */
START_TEST(rows_stand_apart)
{
    static const struct panel *const apart[] = {&panel_table, &panel_series, &panel_grad, &panel_show};
    const struct panel *panel = apart[_i];
    struct fixture fixture;
    struct text close_rows = {0}, far_rows = {0};
    runner_start(&fixture);
    fixture_must(&fixture, "goto 4");
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .all = true, .brief = true};
    struct size size = {40, 67};
    struct canvas *close = drawn(panel, &view, size, false);
    view.big = true;
    struct canvas *far = drawn(panel, &view, size, false);
    add_rows(&close_rows, close);
    add_rows(&far_rows, far);
    ck_assert_str_eq(text_string(&far_rows), text_string(&close_rows));
    int gap = first_row_behind(far, 0, false);
    ck_assert_int_eq(gap, 1);
    ck_assert_int_ge(first_row_behind(far, gap, true), 2);
    canvas_free(close);
    canvas_free(far);
    text_clear(&close_rows);
    text_clear(&far_rows);
    fixture_end(&fixture);
}
END_TEST

/* Equations keep their two rows together. */
START_TEST(equations_stand_apart)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "goto 3");
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .big = true};
    struct canvas *canvas = drawn(&panel_step, &view, sizes[0], false);
    for (int row = 0; row < 5 * 4; row++)
        must((canvas_used(canvas, row) > 0) == (row % 4 < 2 && row < 18), "row %d", row);
    canvas_free(canvas);
    fixture_end(&fixture);
}
END_TEST

/* The graph fills its room: three rows a stem, and the whole in the middle. */
START_TEST(the_graph_grows)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "goto 3");
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .big = true};
    struct canvas *canvas = drawn(&panel_graph, &view, sizes[0], false);
    for (int row = 0; row < 18; row++)
        must((canvas_used(canvas, row) > 0) == (row >= 4 && row <= 12), "row %d", row);
    ck_assert_int_gt(canvas_used(canvas, 8), 70);
    canvas_free(canvas);
    fixture_end(&fixture);
}
END_TEST

/* Significant digits of the longest number in the text; a step in < > and what an exponent is are no numbers. */
static int most_digits(const char *text)
{
    int most = 0;
    for (const char *c = text; *c != '\0';) {
        int digits = 0;
        if (*c == '<') {
            c += strcspn(c, ">\n");
            continue;
        }
        for (; isdigit((unsigned char)*c) || (*c == '.' && isdigit((unsigned char)c[1])); c++)
            digits += isdigit((unsigned char)*c) && (digits > 0 || *c != '0');
        most = digits > most ? digits : most;
        c += *c != '\0';
    }
    return most;
}

START_TEST(few_digits_are_few)
{
    static const struct panel *const counted[] = {&panel_step, &panel_series, &panel_triangle, &panel_grad,
                                                  &panel_graph};
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, states[_i]);
    for (int i = 0; i < COUNT(counted); i++) {
        struct text text = {0};
        struct session few = *fixture.session;
        few.digits = FEW;
        struct view view = {.session = &few, .w = WEIGHT_V, .all = true, .big = true};
        fixture_must(&fixture, "print dL/dv");
        struct canvas *canvas = drawn(counted[i], &view, sizes[1], false);
        fixture_add_canvas(&text, canvas, 0);
        ck_assert_msg(most_digits(text_string(&text)) <= FEW, "%s:\n%.3000s", counted[i]->name, text_string(&text));
        canvas_free(canvas);
        text_clear(&text);
    }
    fixture_end(&fixture);
}
END_TEST

Suite *suite_big(void)
{
    Suite *suite = suite_create("big");
    TCase *tests = tcase_create("big");
    tcase_add_loop_test(tests, nothing_stands_outside, 0, COUNT(states));
    tcase_add_loop_test(tests, rows_stand_apart, 0, 4);
    tcase_add_test(tests, equations_stand_apart);
    tcase_add_test(tests, the_graph_grows);
    tcase_add_loop_test(tests, few_digits_are_few, 0, COUNT(states) - 1);
    suite_add_tcase(suite, tests);
    return suite;
}
