/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.h - the numbers along one edge of a picture, with ticks at round ones. Which cell a value falls into is the
 * picture's own matter: it says so for each tick before they are drawn. */

#ifndef UNROLL_PANEL_AXIS_H
#define UNROLL_PANEL_AXIS_H

#include <stdbool.h>

#include "panel/canvas.h"

enum { AXIS_MOST_TICKS = 32 };

/* low < high; with log both are above 0; with whole only whole numbers are ticks. */
struct axis {
    double low, high;
    bool log, whole;
};

struct ticks {
    int count;
    double at[AXIS_MOST_TICKS]; /* ascending */
    int cell[AXIS_MOST_TICKS];  /* the row or column each stands at, from the picture's first one */
    int digits;                 /* significant ones that tell them apart */
};

/* An axis over low..high, made wider where both are the same. */
struct axis axis_over(double low, double high);

/* How far along the axis the value is: 0 at low, 1 at high. */
double axis_part(const struct axis *axis, double value);

/* The smallest of 1, 2, 5 times a power of ten that is not below the value, which is above 0. */
double axis_round_up(double value);

/* Ticks at 1, 2 or 5 times a power of ten, about as many as wanted and at most AXIS_MOST_TICKS. */
struct ticks axis_ticks(const struct axis *axis, int wanted);

/* The columns of the widest number, at least 1. */
int ticks_width(const struct ticks *ticks);

/* Draws an upward axis of so many rows in the column, its numbers before it. */
void ticks_draw_up(const struct ticks *ticks, const struct area *area, int rows, int column);

/* Draws an axis in the row from its corner in the column on, its numbers centred under their ticks where they do not
 * touch. */
void ticks_draw_across(const struct ticks *ticks, const struct area *area, int row, int column);

#endif
