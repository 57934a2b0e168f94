/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.c - see axis.h. Differences are taken of halves: the whole of low..high may be too large for a double. */

#include "panel/axis.h"

#include <math.h>

#include "base/number.h"

/* So many show every whole t. */
enum { FEWEST_DIGITS = 8, MOST_DIGITS = 15 };

struct axis axis_over(double low, double high)
{
    double wider = low == high ? fmax(fabs(low) / 2, low == 0 ? 1 : 0) : 0;
    return (struct axis){.low = low - wider, .high = high + wider};
}

double axis_part(const struct axis *axis, double value)
{
    if (axis->log)
        return (log10(value) - log10(axis->low)) / (log10(axis->high) - log10(axis->low));
    double half = axis->high / 2 - axis->low / 2;
    /* The least doubles have no halves. */
    return half > 0 ? (value / 2 - axis->low / 2) / half : (value - axis->low) / (axis->high - axis->low);
}

double axis_round_up(double value)
{
    double power = pow(10, floor(log10(value)));
    double times = value / power - 1e-9;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
}

static void add_tick(const struct axis *axis, struct ticks *ticks, double value)
{
    double part = axis_part(axis, value), room = 1e-9;
    if (ticks->count < AXIS_MOST_TICKS && part >= -room && part <= 1 + room)
        ticks->at[ticks->count++] = value;
}

static struct ticks linear_ticks(const struct axis *axis, int wanted)
{
    struct ticks ticks = {.digits = FEWEST_DIGITS};
    double step = axis_round_up(axis->high / wanted - axis->low / wanted);
    step = axis->whole && step < 1 ? 1 : step;
    double first = ceil(axis->low / step - 1e-9), largest = fmax(fabs(axis->low), fabs(axis->high));
    for (int i = 0; i < AXIS_MOST_TICKS; i++)
        add_tick(axis, &ticks, (first + i) * step);
    double digits = ceil(log10(largest / step)) + 1;
    ticks.digits = (int)fmin(fmax(digits, FEWEST_DIGITS), MOST_DIGITS);
    return ticks;
}

/* Every so manieth power of ten, or 1, 2, 5 times each. */
static struct ticks powers(const struct axis *axis, int step, int times_each)
{
    static const double times[] = {1, 2, 5};
    struct ticks ticks = {.digits = FEWEST_DIGITS};
    double from = floor(log10(axis->low)), to = ceil(log10(axis->high));
    for (double power = ceil(from / step) * step; power <= to; power += step) {
        for (int i = 0; i < times_each; i++)
            add_tick(axis, &ticks, times[i] * pow(10, power));
    }
    return ticks;
}

/* At least two where that is possible: one number makes no scale. */
static struct ticks log_ticks(const struct axis *axis, int wanted)
{
    double decades = log10(axis->high) - log10(axis->low);
    int step = (int)axis_round_up(fmax(decades / wanted, 1));
    if (decades <= wanted / 3.0)
        return powers(axis, 1, 3);
    struct ticks ticks = powers(axis, step, 1);
    while (ticks.count < 2 && step > 1) {
        step = step % 5 == 0 ? step / 5 * 2 : step / 2;
        ticks = powers(axis, step, 1);
    }
    return ticks.count < 2 ? powers(axis, 1, 3) : ticks;
}

struct ticks axis_ticks(const struct axis *axis, int wanted)
{
    wanted = wanted < 2 ? 2 : wanted > AXIS_MOST_TICKS / 2 ? AXIS_MOST_TICKS / 2 : wanted;
    return axis->log ? log_ticks(axis, wanted) : linear_ticks(axis, wanted);
}

static struct text label_of(const struct ticks *ticks, int i)
{
    struct text label = {0};
    number_add(&label, ticks->at[i], ticks->digits);
    return label;
}

int ticks_width(const struct ticks *ticks)
{
    int width = 1;
    for (int i = 0; i < ticks->count; i++) {
        struct text label = label_of(ticks, i);
        width = (int)label.length > width ? (int)label.length : width;
        text_clear(&label);
    }
    return width;
}

void ticks_draw_up(const struct ticks *ticks, const struct area *area, int rows, int column)
{
    for (int row = 0; row < rows; row++)
        area_put(area, row, column, STYLE_FRAME, "│");
    for (int i = 0; i < ticks->count; i++) {
        struct text label = label_of(ticks, i);
        area_put(area, ticks->cell[i], column, STYLE_FRAME, "┤");
        area_put_left_of(area, ticks->cell[i], column, STYLE_PLAIN, text_string(&label));
        text_clear(&label);
    }
}

void ticks_draw_across(const struct ticks *ticks, const struct area *area, int row, int column)
{
    int left = column + 1, used = column;
    area_put(area, row, column, STYLE_FRAME, "└");
    for (int i = left; i < area->columns; i++)
        area_put(area, row, i, STYLE_FRAME, "─");
    for (int i = 0; i < ticks->count; i++) {
        struct text label = label_of(ticks, i);
        int at = left + ticks->cell[i], width = (int)label.length;
        int start = at - width / 2 < left ? left : at - width / 2;
        start = start + width > area->columns ? area->columns - width : start;
        area_put(area, row, at, STYLE_FRAME, "┬");
        if (start > used)
            used = area_put(area, row + 1, start, STYLE_PLAIN, text_string(&label));
        text_clear(&label);
    }
}
