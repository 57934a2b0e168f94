/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chart.h - curves over a common axis: braille dots (stars in ASCII) between two axes with round ticks.
 *
 * What is infinite or undefined is never drawn as a number: infinities stand as marks at the upper and lower edge, and
 * what has no value as a mark on the lower one. */

#ifndef UNROLL_PANEL_CHART_H
#define UNROLL_PANEL_CHART_H

#include "panel/axis.h"
#include "panel/canvas.h"

enum { CHART_MOST_CURVES = 2, CHART_POINTS = 4096 };

/* The points of a curve, in the order of their places. */
struct curve {
    int count;
    double *place, *value; /* owned; room for CHART_POINTS */
};

/* An empty curve; chart_clear frees it with its chart. */
void curve_init(struct curve *curve);

/* Adds a point; nothing once there are CHART_POINTS. */
void curve_add(struct curve *curve, double place, double value);

struct chart {
    const char *across_name; /* "t", "v"; borrowed */
    struct axis across, up;
    int margin;  /* columns before the upward axis at least, so that charts one above the other begin in one column */
    double here; /* a place marked on the axis; not a number for none */
    struct curve curve[CHART_MOST_CURVES];
    int curves;
};

/* Makes the upward axis reach from the least to the largest number there is; with log, of the numbers' sizes, which
 * then take their place. */
void chart_fit(struct chart *chart, bool log);

/* The columns its numbers take before the upward axis in so many rows. */
int chart_margin(const struct chart *chart, int rows, bool ascii);

/* Draws it into the area: the plot, under it the axis and its numbers. */
void chart_draw(const struct chart *chart, const struct area *area);

/* Adds what the marks stand for, where there are any: "∞ infinite from t = 1025 on". */
void chart_add_remarks(const struct chart *chart, bool ascii, struct text *text);

/* Frees the curves. */
void chart_clear(struct chart *chart);

#endif
