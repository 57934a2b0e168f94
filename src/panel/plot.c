/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot.c - one quantity over t in braille dots (stars in ASCII), with the values at its edges. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "panel/panel.h"
#include "session/quantity.h"

enum { HEIGHT = 12, MARGIN = 13, DOTS_ACROSS = 2, DOTS_DOWN = 4 };

/* The values at the steps that are drawn, one a column of dots. */
struct curve {
    int first, last;
    int count;
    double *value;
    double low, high;
    int undefined; /* how many could not be drawn */
};

static void title(const struct view *view, struct text *text)
{
    struct quantity quantity;
    struct fault fault = {0};
    struct text name = {0};
    if (quantity_read(view->session, view->name, 0, strlen(view->name), &quantity, &fault))
        quantity_add_symbol(view->session, &quantity, &name);
    /* The step it was typed with stands for any: the title says t. */
    for (const char *c = text_string(&name); *c != '\0'; c++) {
        text_add_bytes(text, c, 1);
        if (*c == '<' && strchr(c, '>') != NULL) {
            text_add(text, "t>");
            c = strchr(c, '>');
        }
    }
    text_add(text, " over t");
    text_clear(&name);
    fault_clear(&fault);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    (void)view;
    (void)columns;
    (void)ascii;
    return HEIGHT + 2;
}

/* The name's value at step t: its step is put in the place of the one it was typed with. */
static double value_at(const struct view *view, struct quantity quantity, int t)
{
    struct matrix value;
    struct fault fault = {0};
    double number = NAN;
    quantity.t = t;
    if (quantity_value(view->session, &quantity, &value, &fault)) {
        number = value.at[0];
        matrix_clear(&value);
    }
    fault_clear(&fault);
    return number;
}

static void take(struct curve *curve, double value)
{
    curve->value[curve->count++] = value;
    if (!isfinite(value)) {
        curve->undefined++;
        return;
    }
    curve->low = fmin(curve->low, value);
    curve->high = fmax(curve->high, value);
}

static struct curve sample(const struct view *view, const struct quantity *quantity, int dots)
{
    int T = view->session->now.sequence->T;
    struct curve curve = {.first = 1, .last = T, .low = INFINITY, .high = -INFINITY};
    int count = T < dots ? T : dots;
    curve.value = alloc_array((size_t)count, sizeof *curve.value);
    for (int i = 0; i < count; i++)
        take(&curve, value_at(view, *quantity, count == 1 ? 1 : 1 + (int)((double)i * (T - 1) / (count - 1))));
    if (curve.low > curve.high)
        curve.low = curve.high = 0;
    if (curve.low == curve.high) {
        curve.low -= 1;
        curve.high += 1;
    }
    return curve;
}

static const uint8_t braille_bits[DOTS_DOWN][DOTS_ACROSS] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

/* Sets the dot in the grid of cells, or a star. */
static void draw_dot(const struct area *area, uint8_t *grid, int columns, int x, int y)
{
    int row = y / DOTS_DOWN, column = x / DOTS_ACROSS;
    uint8_t *cell = &grid[row * columns + column];
    struct text text = {0};
    *cell |= braille_bits[y % DOTS_DOWN][x % DOTS_ACROSS];
    utf8_add(&text, 0x2800U + *cell);
    area_put(area, row, MARGIN + column, STYLE_POSITIVE, canvas_is_ascii(area->canvas) ? "*" : text_string(&text));
    text_clear(&text);
}

/* The dots of one column between two rows, so that a steep curve has no gaps. */
static void draw_stroke(const struct area *area, uint8_t *grid, int columns, int x, int from, int to)
{
    int down = from < to ? 1 : -1;
    for (int y = from == to ? to : from + down; y != to; y += down)
        draw_dot(area, grid, columns, x, y);
    draw_dot(area, grid, columns, x, to);
}

static void draw_axes(const struct area *area, const struct curve *curve, int columns)
{
    const double shown[] = {curve->high, curve->high / 2 + curve->low / 2, curve->low};
    const int at[] = {0, HEIGHT / 2, HEIGHT - 1};
    for (int i = 0; i < 3; i++)
        panel_number(area, at[i], MARGIN - 2, MARGIN - 1, shown[i], false);
    for (int row = 0; row < HEIGHT; row++)
        area_put(area, row, MARGIN - 1, STYLE_FRAME, "│");
    for (int column = 0; column < columns; column++)
        area_put(area, HEIGHT, MARGIN + column, STYLE_FRAME, "─");
    area_put(area, HEIGHT, MARGIN - 1, STYLE_FRAME, "└");
    area_putf(area, HEIGHT + 1, MARGIN, STYLE_PLAIN, "t=%d", curve->first);
    struct text end = {0};
    text_addf(&end, "t=%d", curve->last);
    area_put_left_of(area, HEIGHT + 1, MARGIN + columns, STYLE_PLAIN, text_string(&end));
    text_clear(&end);
    if (curve->undefined > 0)
        area_putf(area, HEIGHT + 1, MARGIN + 12, STYLE_BADGE, "%d of %d points have no finite value", curve->undefined,
                  curve->count);
}

/* The curve's value at column x of dots: on the straight line between the two steps beside it. */
static double height_at(const struct curve *curve, int x, int dots)
{
    double at = (double)x * (curve->count - 1) / (dots - 1);
    int left = (int)at;
    if (left + 1 >= curve->count)
        return curve->value[curve->count - 1];
    return curve->value[left] + (at - left) * curve->value[left + 1] - (at - left) * curve->value[left];
}

/* The dot's row, counted down from the top; -1 where there is no number. */
static int dot_at(const struct curve *curve, int x, int dots)
{
    double value = height_at(curve, x, dots);
    double depth = (curve->high / 2 - value / 2) / (curve->high / 2 - curve->low / 2);
    return isfinite(depth) ? (int)(depth * (HEIGHT * DOTS_DOWN - 1) + 0.5) : -1;
}

static void draw(const struct view *view, const struct area *area)
{
    struct quantity quantity;
    struct fault fault = {0};
    int columns = area->columns - MARGIN, dots = columns * DOTS_ACROSS;
    if (columns < 2 || !quantity_read(view->session, view->name, 0, strlen(view->name), &quantity, &fault)) {
        fault_clear(&fault);
        return;
    }
    struct curve curve = sample(view, &quantity, dots);
    uint8_t *grid = alloc_array((size_t)(HEIGHT * columns), 1);
    draw_axes(area, &curve, columns);
    int before = -1;
    for (int x = 0; x < dots; x++) {
        int y = dot_at(&curve, x, dots);
        if (y >= 0)
            draw_stroke(area, grid, columns, x, before >= 0 ? before : y, y);
        before = y;
    }
    free(grid);
    free(curve.value);
}

const struct panel panel_plot = {
    .name = "plot",
    .summary = "one quantity over t",
    .title = title,
    .rows = rows,
    .draw = draw,
};
