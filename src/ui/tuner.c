/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuner.c - a value that moves in steps of 1, 2 or 5 times a power of ten, about a tenth of itself. */

#include "ui/tuner.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"

enum { HALF = 10, MOST_STEPS = 100000, CTRL_C = 3, CTRL_G = 7 };

/* The largest of 1, 2, 5 times a power of ten that is at most a tenth of the value; as at 0 where there is none. */
static double step_for(double value)
{
    double tenth = fabs(value) / 10 > DBL_MIN ? fabs(value) / 10 : 0.1;
    double power = pow(10, floor(log10(tenth) + 1e-9));
    double times = tenth / power + 1e-9;
    return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

bool tuner_begin(struct tuner *tuner, struct session *session, const struct quantity *parameter)
{
    const double *place = quantity_place(parameter, &session->now.network);
    if (place == NULL)
        return false;
    double value = *place;
    *tuner =
        (struct tuner){.session = session, .parameter = *parameter, .value_before = value, .step = step_for(value)};
    experiment_copy(&tuner->before, &session->now);
    return true;
}

static double value_of(const struct tuner *tuner)
{
    char decimal[40];
    if (tuner->steps == 0)
        return tuner->value_before;
    /* 0.3, not 0.30000000000000004. */
    snprintf(decimal, sizeof decimal, "%.12g", tuner->value_before + tuner->steps * tuner->step);
    double value = strtod(decimal, NULL);
    return fabs(value) < tuner->step * 1e-6 ? 0 : value;
}

void tuner_add_assignment(const struct tuner *tuner, struct text *text)
{
    quantity_add_symbol(tuner->session, &tuner->parameter, text);
    text_add(text, " = ");
    number_add_shortest(text, value_of(tuner));
}

static bool try(struct tuner *tuner, struct fault *fault)
{
    struct experiment next;
    experiment_copy(&next, &tuner->before);
    *quantity_place(&tuner->parameter, &next.network) = value_of(tuner);
    bool done = session_try(tuner->session, &next, fault);
    experiment_clear(&next);
    return done;
}

/* Where the new value cannot be had, the one before stays. */
static void move(struct tuner *tuner, int steps, struct fault *fault)
{
    int before = tuner->steps;
    if (steps == 0 || abs(before + steps) > MOST_STEPS)
        return;
    tuner->steps += steps;
    if (!isfinite(value_of(tuner)) || !try(tuner, fault))
        tuner->steps = before;
}

static enum tuner_result keep(struct tuner *tuner)
{
    struct text made_by = {0};
    tuner_add_assignment(tuner, &made_by);
    if (tuner->steps != 0)
        session_keep(tuner->session, &tuner->before, text_string(&made_by));
    text_clear(&made_by);
    return TUNER_KEPT;
}

enum tuner_result tuner_byte(struct tuner *tuner, int byte, struct fault *fault)
{
    /* A paste whose end never comes. */
    if (byte == CTRL_C)
        tuner->key = (struct keystroke){0};
    if (!keystroke_ends(&tuner->key, byte))
        return TUNER_GOES_ON;
    int arrow = keystroke_arrow(&tuner->key);
    move(tuner, arrow == 'C' ? 1 : arrow == 'D' ? -1 : arrow == 'A' ? HALF : arrow == 'B' ? -HALF : 0, fault);
    if (byte == '\r' || byte == '\n')
        return keep(tuner);
    if (byte != CTRL_C && byte != CTRL_G)
        return TUNER_GOES_ON;
    move(tuner, -tuner->steps, fault);
    return tuner->steps == 0 ? TUNER_TAKEN_BACK : TUNER_GOES_ON;
}

/* What the keys do, without the least of it where that does not fit: that the slider moves can be seen. */
static void draw_hint(const struct area *area, int column, const char *by)
{
    static const char *const shorter[] = {"← →  Enter keeps  Ctrl-G takes back", "Enter keeps  Ctrl-G takes back",
                                          "Ctrl-G takes back"};
    struct text text = {0};
    text_addf(&text, "← → by %s   Enter keeps   Ctrl-G takes back", by);
    for (size_t i = 0; i < sizeof shorter / sizeof *shorter; i++) {
        if (column + canvas_width_of(area->canvas, text_string(&text)) <= area->columns)
            break;
        text_empty(&text);
        text_add(&text, shorter[i]);
    }
    area_put_cut(area, 0, column, STYLE_DIM, text_string(&text));
    text_clear(&text);
}

int tuner_draw(const struct tuner *tuner, const struct area *area)
{
    struct text name = {0}, value = {0}, by = {0};
    int at = tuner->steps < -HALF ? -HALF : tuner->steps > HALF ? HALF : tuner->steps;
    quantity_add_symbol(tuner->session, &tuner->parameter, &name);
    number_add(&value, value_of(tuner), tuner->session->digits);
    number_add(&by, tuner->step, tuner->session->digits);
    int start = area_putf(area, 0, 0, STYLE_PLAIN, "tune %s  ", text_string(&name));
    int column = area_put(area, 0, start, STYLE_ACTIVE, text_string(&value));
    column = column + 2 < start + 12 ? start + 12 : column + 2;
    for (int i = 0; i <= 2 * HALF; i++)
        area_put(area, 0, column + i, STYLE_FRAME, i == HALF ? "┼" : "─");
    area_put(area, 0, column + HALF + at, STYLE_ACTIVE, "●");
    draw_hint(area, column + 2 * HALF + 3, text_string(&by));
    text_clear(&name);
    text_clear(&value);
    text_clear(&by);
    return start;
}

void tuner_clear(struct tuner *tuner)
{
    experiment_clear(&tuner->before);
}
