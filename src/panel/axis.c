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
    return (value / 2 - axis->low / 2) / (axis->high / 2 - axis->low / 2);
}

double axis_value(const struct axis *axis, double part)
{
    if (axis->log)
        return pow(10, (1 - part) * log10(axis->low) + part * log10(axis->high));
    return (1 - part) * axis->low + part * axis->high;
}

/* The smallest of 1, 2, 5 times a power of ten that is not below the step. */
static double round_step(double step)
{
    double power = pow(10, floor(log10(step)));
    double times = step / power - 1e-9;
    return power * (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10);
}

static void add_tick(const struct axis *axis, struct ticks *ticks, double value)
{
    double room = (axis->high / 2 - axis->low / 2) * 1e-9;
    if (ticks->count < AXIS_MOST_TICKS && value >= axis->low - room && value <= axis->high + room)
        ticks->at[ticks->count++] = value;
}

static struct ticks linear_ticks(const struct axis *axis, int wanted)
{
    struct ticks ticks = {.digits = FEWEST_DIGITS};
    double step = round_step(axis->high / wanted - axis->low / wanted);
    step = axis->whole && step < 1 ? 1 : step;
    double first = ceil(axis->low / step - 1e-9), largest = fmax(fabs(axis->low), fabs(axis->high));
    for (int i = 0; i < AXIS_MOST_TICKS; i++)
        add_tick(axis, &ticks, (first + i) * step);
    int digits = (int)ceil(log10(largest / step)) + 1;
    ticks.digits = digits < FEWEST_DIGITS ? FEWEST_DIGITS : digits > MOST_DIGITS ? MOST_DIGITS : digits;
    return ticks;
}

/* Whole powers of ten, or 1, 2, 5 times them where there are few. */
static struct ticks log_ticks(const struct axis *axis, int wanted)
{
    static const double times[] = {1, 2, 5};
    struct ticks ticks = {.digits = FEWEST_DIGITS};
    double from = floor(log10(axis->low)), to = ceil(log10(axis->high));
    int step = (int)round_step(fmax((to - from) / wanted, 1)), parts = to - from <= wanted / 3.0 ? 3 : 1;
    double first = ceil(from / step) * step;
    for (double power = first; power <= to; power += step) {
        for (int i = 0; i < parts; i++)
            add_tick(axis, &ticks, times[i] * pow(10, power));
    }
    return ticks;
}

struct ticks axis_ticks(const struct axis *axis, int wanted)
{
    wanted = wanted < 2 ? 2 : wanted > AXIS_MOST_TICKS / 2 ? AXIS_MOST_TICKS / 2 : wanted;
    return axis->log ? log_ticks(axis, wanted) : linear_ticks(axis, wanted);
}

void ticks_add_label(const struct ticks *ticks, int i, struct text *text)
{
    number_add(text, ticks->at[i], ticks->digits);
}
