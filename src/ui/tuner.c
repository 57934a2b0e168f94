/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuner.c - a value that moves in steps of 1, 2 or 5 times a power of ten, about a tenth of itself. */

#include "ui/tuner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"

enum { HALF = 10, MOST_STEPS = 100000, CTRL_C = 3, CTRL_G = 7 };

enum { STATE_PLAIN, STATE_ESCAPE, STATE_SEQUENCE };

static double *place_of(const struct tuner *tuner, struct network *network)
{
    const struct quantity *parameter = &tuner->parameter;
    struct matrix *matrix = parameter->kind == QUANTITY_A0 ? &network->a0 : &network->weight[parameter->w];
    if (parameter->row == 0)
        return matrix->at;
    return matrix->at + (parameter->row - 1) * matrix->cols + parameter->column - 1;
}

/* The largest of 1, 2, 5 times a power of ten that is at most a tenth of the value. */
static double step_for(double value)
{
    double tenth = value != 0 ? fabs(value) / 10 : 0.1;
    double power = pow(10, floor(log10(tenth) + 1e-9));
    double times = tenth / power + 1e-9;
    return power * (times >= 5 ? 5 : times >= 2 ? 2 : 1);
}

void tuner_begin(struct tuner *tuner, struct session *session, const struct quantity *parameter)
{
    *tuner = (struct tuner){.session = session, .parameter = *parameter};
    tuner->before = *place_of(tuner, &session->now.network);
    tuner->step = step_for(isfinite(tuner->before) ? tuner->before : 1);
}

double tuner_value(const struct tuner *tuner)
{
    char decimal[40];
    if (tuner->steps == 0)
        return tuner->before;
    /* 0.3, not 0.30000000000000004. */
    snprintf(decimal, sizeof decimal, "%.12g", tuner->before + tuner->steps * tuner->step);
    double value = strtod(decimal, NULL);
    return fabs(value) < tuner->step * 1e-6 ? 0 : value;
}

void tuner_add_assignment(const struct tuner *tuner, struct text *text)
{
    quantity_add_symbol(tuner->session, &tuner->parameter, text);
    text_add(text, " = ");
    number_add_shortest(text, tuner_value(tuner));
}

void tuner_take_back(struct tuner *tuner)
{
    struct fault fault = {0};
    if (tuner->changed)
        session_undo(tuner->session, &fault);
    tuner->changed = false;
    fault_clear(&fault);
}

static void set(struct tuner *tuner, struct fault *fault)
{
    struct experiment next;
    struct text made_by = {0};
    tuner_take_back(tuner);
    if (tuner->steps == 0)
        return;
    experiment_copy(&next, &tuner->session->now);
    *place_of(tuner, &next.network) = tuner_value(tuner);
    tuner_add_assignment(tuner, &made_by);
    tuner->changed = session_change(tuner->session, &next, text_string(&made_by), fault);
    text_clear(&made_by);
}

static void move(struct tuner *tuner, int steps, struct fault *fault)
{
    if (abs(tuner->steps + steps) > MOST_STEPS)
        return;
    tuner->steps += steps;
    set(tuner, fault);
}

enum tuner_result tuner_byte(struct tuner *tuner, int byte, struct fault *fault)
{
    int state = tuner->state;
    tuner->state = byte == '\033'                                          ? STATE_ESCAPE
                   : state == STATE_ESCAPE && (byte == '[' || byte == 'O') ? STATE_SEQUENCE
                   : state == STATE_SEQUENCE && byte < '@'                 ? STATE_SEQUENCE
                                                                           : STATE_PLAIN;
    if (tuner->state == STATE_PLAIN && state == STATE_SEQUENCE)
        move(tuner, byte == 'C' ? 1 : byte == 'D' ? -1 : byte == 'A' ? HALF : byte == 'B' ? -HALF : 0, fault);
    if (tuner->state != STATE_PLAIN || state != STATE_PLAIN)
        return TUNER_GOES_ON;
    if (byte == '\r' || byte == '\n')
        return TUNER_KEPT;
    if (byte != CTRL_C && byte != CTRL_G)
        return TUNER_GOES_ON;
    tuner_take_back(tuner);
    tuner->steps = 0;
    return TUNER_TAKEN_BACK;
}

int tuner_draw(const struct tuner *tuner, const struct area *area)
{
    struct text name = {0}, value = {0}, by = {0};
    int at = tuner->steps < -HALF ? -HALF : tuner->steps > HALF ? HALF : tuner->steps;
    quantity_add_symbol(tuner->session, &tuner->parameter, &name);
    number_add(&value, tuner_value(tuner), tuner->session->digits);
    number_add(&by, tuner->step, tuner->session->digits);
    int start = area_putf(area, 0, 0, STYLE_PLAIN, "tune %s  ", text_string(&name));
    int column = area_put(area, 0, start, STYLE_ACTIVE, text_string(&value));
    column = column + 2 < start + 12 ? start + 12 : column + 2;
    for (int i = 0; i <= 2 * HALF; i++)
        area_put(area, 0, column + i, STYLE_FRAME, i == HALF ? "┼" : "─");
    area_put(area, 0, column + HALF + at, STYLE_ACTIVE, "●");
    area_putf(area, 0, column + 2 * HALF + 3, STYLE_DIM, "← → by %s   Enter keeps   Ctrl-G takes back",
              text_string(&by));
    text_clear(&name);
    text_clear(&value);
    text_clear(&by);
    return start;
}
