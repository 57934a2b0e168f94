/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chart.c - see chart.h. The second curve is dashed in braille and made of 'o' in ASCII: colour alone tells nothing. */

#include "panel/chart.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/utf8.h"

enum { BELOW = 2, SMALLEST_ROWS = BELOW + 2, SMALLEST_COLUMNS = 4, ROWS_A_TICK = 4, COLUMNS_A_TICK = 10, DASH = 3 };

void curve_init(struct curve *curve)
{
    curve->count = 0;
    curve->place = alloc_array(CHART_POINTS, sizeof *curve->place);
    curve->value = alloc_array(CHART_POINTS, sizeof *curve->value);
}

static void curve_clear(struct curve *curve)
{
    free(curve->place);
    free(curve->value);
}

void curve_add(struct curve *curve, double place, double value)
{
    if (curve->count == CHART_POINTS)
        return;
    curve->place[curve->count] = place;
    curve->value[curve->count++] = value;
}

void chart_clear(struct chart *chart)
{
    for (int i = 0; i < chart->curves; i++)
        curve_clear(&chart->curve[i]);
}

void chart_fit(struct chart *chart, bool log)
{
    double low = INFINITY, high = -INFINITY;
    for (int c = 0; c < chart->curves; c++) {
        struct curve *curve = &chart->curve[c];
        for (int i = 0; i < curve->count; i++) {
            curve->value[i] = log ? fabs(curve->value[i]) : curve->value[i];
            if (!isfinite(curve->value[i]) || (log && curve->value[i] == 0))
                continue;
            low = fmin(low, curve->value[i]);
            high = fmax(high, curve->value[i]);
        }
    }
    if (low > high)
        low = high = log ? 1 : 0;
    chart->up = log && low == high ? (struct axis){low / 2, high * 2, true, false} : axis_over(low, high);
    chart->up.log = log;
}

/* Where the parts of the chart are: the plot's cells, and the dots that make them. */
struct plot {
    const struct chart *chart;
    struct area area; /* the cells between the axes */
    bool ascii;
    int across, down; /* dots of a cell */
    uint8_t *bits;    /* for each cell its braille dots */
    uint8_t *owners;  /* for each cell a bit for every curve in it */
};

static void draw_cell(const struct plot *plot, int row, int column)
{
    static const char *const stars[] = {"", "*", "o", "#"};
    int at = row * plot->area.columns + column;
    enum style style = plot->owners[at] == 1 ? STYLE_POSITIVE : plot->owners[at] == 2 ? STYLE_NEGATIVE : STYLE_PLAIN;
    struct text text = {0};
    if (plot->ascii)
        text_add(&text, stars[plot->owners[at]]);
    else
        utf8_add(&text, 0x2800U + plot->bits[at]);
    area_put(&plot->area, row, column, style, text_string(&text));
    text_clear(&text);
}

/* Sets the dot at (x, y), counted from the upper left one. */
static void draw_dot(const struct plot *plot, int c, int x, int y)
{
    static const uint8_t braille[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    int row = y / plot->down, column = x / plot->across, at = row * plot->area.columns + column;
    plot->bits[at] |= braille[y % plot->down][x % plot->across];
    plot->owners[at] |= (uint8_t)(1 << c);
    draw_cell(plot, row, column);
}

/* The straight line from one dot to another, without the first; n counts the dots of the curve, for its dashes. */
static void draw_stroke(const struct plot *plot, int c, const int from[2], const int to[2], int *n)
{
    int across = to[0] - from[0], down = to[1] - from[1];
    int steps = abs(across) > abs(down) ? abs(across) : abs(down);
    for (int i = 1; i <= steps; i++, ++*n) {
        double part = (double)i / steps;
        if (c == 0 || plot->ascii || *n / DASH % 2 == 0)
            draw_dot(plot, c, from[0] + (int)lround(part * across), from[1] + (int)lround(part * down));
    }
}

static int across_dot(const struct plot *plot, double place)
{
    int last = plot->area.columns * plot->across - 1;
    return (int)lround(axis_part(&plot->chart->across, place) * last);
}

static int across_cell(const struct plot *plot, double place)
{
    return across_dot(plot, place) / plot->across;
}

static int down_dot(const struct plot *plot, double value)
{
    int last = plot->area.rows * plot->down - 1;
    return last - (int)lround(axis_part(&plot->chart->up, value) * last);
}

enum mark { MARK_NONE, MARK_UP, MARK_DOWN, MARK_UNDEFINED, MARK_ZERO, MARK_COUNT };

static enum mark mark_of(const struct chart *chart, double value)
{
    if (isnan(value))
        return MARK_UNDEFINED;
    if (isinf(value))
        return value > 0 ? MARK_UP : MARK_DOWN;
    return chart->up.log && value == 0 ? MARK_ZERO : MARK_NONE;
}

static const char *mark_string(enum mark mark, bool ascii)
{
    static const char *const marks[] = {"", "∞", "∞", "×", "0"}, *const in_ascii[] = {"", "^", "v", "x", "0"};
    return ascii ? in_ascii[mark] : marks[mark];
}

static void draw_mark(const struct plot *plot, double place, enum mark mark)
{
    int row = mark == MARK_UP ? 0 : plot->area.rows - 1;
    area_put(&plot->area, row, across_cell(plot, place), STYLE_BADGE, mark_string(mark, plot->ascii));
}

/* A point with nothing to be joined to would be too small as a dot. */
static void draw_alone(const struct plot *plot, int c, const int at[2])
{
    draw_dot(plot, c, at[0], at[1]);
    if (!plot->ascii)
        area_put(&plot->area, at[1] / plot->down, at[0] / plot->across, c == 0 ? STYLE_POSITIVE : STYLE_NEGATIVE, "•");
}

static bool has_value(const struct plot *plot, const struct curve *curve, int i)
{
    return i >= 0 && i < curve->count && mark_of(plot->chart, curve->value[i]) == MARK_NONE;
}

static void draw_curve(const struct plot *plot, int c)
{
    const struct curve *curve = &plot->chart->curve[c];
    int before[2] = {0, 0}, n = 0;
    for (int i = 0; i < curve->count; i++) {
        if (!has_value(plot, curve, i)) {
            draw_mark(plot, curve->place[i], mark_of(plot->chart, curve->value[i]));
            continue;
        }
        int here[2] = {across_dot(plot, curve->place[i]), down_dot(plot, curve->value[i])};
        if (has_value(plot, curve, i - 1))
            draw_stroke(plot, c, before, here, &n);
        else if (has_value(plot, curve, i + 1))
            draw_dot(plot, c, here[0], here[1]);
        else
            draw_alone(plot, c, here);
        before[0] = here[0];
        before[1] = here[1];
    }
}

static struct ticks ticks_up(const struct chart *chart, int rows)
{
    return axis_ticks(&chart->up, rows / ROWS_A_TICK + 1);
}

int chart_margin(const struct chart *chart, int rows, bool ascii)
{
    struct ticks ticks = ticks_up(chart, rows - BELOW);
    int name = utf8_width_spelt(chart->across_name, ascii), numbers = ticks_width(&ticks);
    int width = name > numbers ? name : numbers;
    return width > chart->margin ? width : chart->margin;
}

/* The upward axis stands in the column, its numbers before it. */
static void draw_up(const struct plot *plot, const struct area *area, int column)
{
    struct ticks ticks = ticks_up(plot->chart, plot->area.rows);
    for (int i = 0; i < ticks.count; i++)
        ticks.cell[i] = down_dot(plot, ticks.at[i]) / plot->down;
    ticks_draw_up(&ticks, area, plot->area.rows, column);
}

/* The axis under the plot, its name before it. */
static void draw_across(const struct plot *plot, const struct area *area, int column)
{
    int row = plot->area.rows;
    struct ticks ticks = axis_ticks(&plot->chart->across, plot->area.columns / COLUMNS_A_TICK);
    for (int i = 0; i < ticks.count; i++)
        ticks.cell[i] = across_cell(plot, ticks.at[i]);
    ticks_draw_across(&ticks, area, row, column);
    double here = axis_part(&plot->chart->across, plot->chart->here);
    if (here >= 0 && here <= 1)
        area_put(area, row, column + 1 + across_cell(plot, plot->chart->here), STYLE_ACTIVE, "●");
    area_put_left_of(area, row + 1, column, STYLE_TITLE, plot->chart->across_name);
}

void chart_draw(const struct chart *chart, const struct area *area)
{
    int rows = area->rows - BELOW;
    bool ascii = canvas_is_ascii(area->canvas);
    int column = chart_margin(chart, area->rows, ascii), columns = area->columns - column - 1;
    if (area->rows < SMALLEST_ROWS || columns < SMALLEST_COLUMNS)
        return;
    struct plot plot = {chart,
                        area_part(area, 0, column + 1, rows, columns),
                        ascii,
                        ascii ? 1 : 2,
                        ascii ? 1 : 4,
                        .bits = alloc_array((size_t)rows * (size_t)columns, 1),
                        .owners = alloc_array((size_t)rows * (size_t)columns, 1)};
    draw_up(&plot, area, column);
    draw_across(&plot, area, column);
    for (int c = 0; c < chart->curves; c++)
        draw_curve(&plot, c);
    free(plot.bits);
    free(plot.owners);
}

/* How many points of all curves have the mark, and where the first of them stands. */
static int count_marks(const struct chart *chart, enum mark mark, double *first)
{
    int count = 0;
    *first = INFINITY;
    for (int c = 0; c < chart->curves; c++) {
        const struct curve *curve = &chart->curve[c];
        for (int i = 0; i < curve->count; i++) {
            if (mark_of(chart, curve->value[i]) != mark)
                continue;
            *first = fmin(*first, curve->place[i]);
            count++;
        }
    }
    return count;
}

void chart_add_remarks(const struct chart *chart, bool ascii, struct text *text)
{
    static const char *const meanings[] = {"", "infinite", "minus infinity", "undefined", "exactly 0"};
    double first;
    for (int mark = MARK_UP; mark < MARK_COUNT; mark++) {
        int count = count_marks(chart, (enum mark)mark, &first);
        if (count == 0)
            continue;
        text_addf(text, "%s%s %s, ", text->length > 0 ? "; " : "", mark_string((enum mark)mark, ascii), meanings[mark]);
        text_addf(text, count == 1 ? "at %s = " : "first at %s = ", chart->across_name);
        number_add(text, first, 6);
    }
}
