/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvas.h - a rectangle of cells that panels draw into. It goes to a terminal, to a file or to a test as text.
 *
 * A canvas is in Unicode or in ASCII: what is drawn into an ASCII canvas is spelt in ASCII first, so that columns come
 * out right (utf8_add_ascii). */

#ifndef UNROLL_PANEL_CANVAS_H
#define UNROLL_PANEL_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* What a cell means; colours follow from it, and never colour alone carries it. */
enum style {
    STYLE_PLAIN,
    STYLE_FRAME,    /* borders and rules */
    STYLE_TITLE,    /* of a panel */
    STYLE_DIM,      /* not reached yet, or left out */
    STYLE_ACTIVE,   /* the element being looked at */
    STYLE_POSITIVE, /* a number with '+' */
    STYLE_NEGATIVE, /* a number with '-' */
    STYLE_MESSAGE,  /* gradients flowing back */
    STYLE_BADGE,    /* "linear", "truncated" */
    STYLE_COUNT
};

/* The steps of a scale from little to much, in which a map is drawn: each has a colour and a character. From step to
 * step the colours grow lighter, so that they say the same to people who see few hues, and in grey. */
enum { SHADES = 8, SHADE_NONE = 0, SHADE_FIRST = 1, SHADE_UNDEFINED = SHADES + 1 };

struct shade {
    uint8_t many;          /* its colour where there are 256 */
    uint8_t few, on_light; /* where there are 8, on a dark and on a light background */
    char ramp;             /* its character where there is no colour, or too few to draw with */
};

/* shades[s - SHADE_FIRST] for s = SHADE_FIRST..SHADES. */
extern const struct shade shades[SHADES];

/* The red, green and blue, 0..255, of one of 256 colours that is not among the first 16. */
void shade_rgb(uint8_t colour, int rgb[3]);

struct cell {
    uint32_t code; /* 0 for the second half of a wide character */
    uint8_t style;
    uint8_t upper, lower; /* of a map: the shades of its halves; else SHADE_NONE. What stands on a map has both too. */
    bool bare;            /* of a map, with nothing on it: the shades alone say it, the code where they cannot */
};

/* How a cell of a map is drawn where there are 256 colours; -1 is the terminal's own. */
struct map_look {
    uint32_t code;
    int colour, ground;
    bool bold;
};

/* The look of a cell that has shades: half blocks, and what stands on them dark on light or light on dark. */
struct map_look map_look_of(struct cell cell);

struct canvas;

/* A canvas of blanks, yours to canvas_free. */
struct canvas *canvas_new(int rows, int columns, bool ascii);

/* Its equal, yours to canvas_free. */
struct canvas *canvas_copy(const struct canvas *canvas);

void canvas_free(struct canvas *canvas);

int canvas_rows(const struct canvas *canvas);
int canvas_columns(const struct canvas *canvas);
bool canvas_is_ascii(const struct canvas *canvas);

/* The cell, which must exist. */
struct cell canvas_cell(const struct canvas *canvas, int row, int column);

/* True when the row, from a column on that begins a character, is not the same on the two canvases, which are of one
 * size; then *first..*last are the first columns where they differ one after the other, and part no wide character of
 * either. */
bool canvas_changed(const struct canvas *before, const struct canvas *after, int row, int from, int *first, int *last);

/* The columns of the row up to its last cell that is not blank. */
int canvas_used(const struct canvas *canvas, int row);

/* A part of a canvas; drawing outside of it is cut off. */
struct area {
    struct canvas *canvas;
    int row, column, rows, columns;
    bool on_map; /* what is drawn stands on a map: the shades that are there stay behind it */
    int *lowest; /* NULL, or the canvas's lowest row in which something was to be seen, cut off or not */
};

/* The whole canvas. */
struct area canvas_area(struct canvas *canvas);

/* The part of area that begins at (row, column), cut to the area. */
struct area area_part(const struct area *area, int row, int column, int rows, int columns);

/* Makes a cell of a map: the shades of its upper and lower half, SHADE_FIRST..SHADE_UNDEFINED. */
void area_put_shades(const struct area *area, int row, int column, int upper, int lower);

/* Draws the string at (row, column) and gives the column behind it, whether it was cut off or not. */
int area_put(const struct area *area, int row, int column, enum style style, const char *string);
int area_putf(const struct area *area, int row, int column, enum style style, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Draws it from (row, column) to the right edge at most; where it is cut, its last column is an ellipsis. */
void area_put_cut(const struct area *area, int row, int column, enum style style, const char *string);

/* Draws it so that it ends before the column. */
void area_put_left_of(const struct area *area, int row, int column, enum style style, const char *string);

/* Fills all of it with a character of one column; in an ASCII canvas with the first of its spelling, which it must
 * have. */
void area_fill(const struct area *area, enum style style, uint32_t code);

/* Makes all of it blank. */
void area_clear(const struct area *area);

/* Copies a row of another canvas into the row of the area; the canvas has as many columns as the area. */
void area_copy_row(const struct area *area, int row, const struct canvas *from, int from_row);

/* Draws a frame around the area with a title in its upper edge, and gives the inside. */
struct area area_frame(const struct area *area, const char *title);

/* The inside of a frame around the area. */
struct area area_inside(const struct area *area);

/* The columns the string takes on this canvas. */
int canvas_width_of(const struct canvas *canvas, const char *string);

#endif
