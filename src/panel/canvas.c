/* SPDX-License-Identifier: GPL-3.0-or-later */
/* canvas.c - cells, clipping, frames. */

#include "panel/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

/* From a dark violet over blue and green to yellow, each lighter than the one before. */
const struct shade shades[SHADES] = {
    {17, 4, 4, '.'}, {54, 4, 4, ':'}, {60, 5, 5, '-'},  {67, 5, 5, '='},
    {73, 6, 6, '+'}, {78, 2, 2, '*'}, {185, 2, 2, '#'}, {228, 3, 1, '%'},
};

void shade_rgb(uint8_t colour, int rgb[3])
{
    static const int levels[] = {0, 95, 135, 175, 215, 255};
    int cube = colour - 16;
    for (int i = 2; i >= 0; i--) {
        rgb[i] = colour < 232 ? levels[cube % 6] : 8 + 10 * (colour - 232);
        cube /= 6;
    }
}

enum { UPPER_HALF = 0x2580, LOWER_HALF = 0x2584, BLACK = 16, WHITE = 231, FIRST_LIGHT = 5 };

static int colour_of(int shade)
{
    return shade == SHADE_UNDEFINED ? -1 : shades[shade - SHADE_FIRST].many;
}

struct map_look map_look_of(struct cell cell)
{
    int upper = colour_of(cell.upper), lower = colour_of(cell.lower);
    bool dark = cell.lower < FIRST_LIGHT;
    if (!cell.bare)
        return (struct map_look){cell.code, lower < 0 ? -1 : dark ? WHITE : BLACK, lower, true};
    if (upper < 0 && lower < 0)
        return (struct map_look){cell.code, -1, -1, false};
    if (upper == lower)
        return (struct map_look){' ', -1, lower, false};
    if (upper < 0)
        return (struct map_look){LOWER_HALF, lower, -1, false};
    return (struct map_look){UPPER_HALF, upper, lower, false};
}

struct canvas {
    int rows, columns;
    bool ascii;
    struct cell *cell;
};

struct canvas *canvas_new(int rows, int columns, bool ascii)
{
    struct canvas *canvas = alloc_array(1, sizeof *canvas);
    size_t cells = (size_t)rows * (size_t)columns;
    *canvas = (struct canvas){rows, columns, ascii, alloc_resize(NULL, cells, sizeof *canvas->cell)};
    for (size_t i = 0; i < cells; i++)
        canvas->cell[i] = (struct cell){.code = ' '};
    return canvas;
}

struct canvas *canvas_copy(const struct canvas *canvas)
{
    struct canvas *copy = alloc_array(1, sizeof *copy);
    size_t cells = (size_t)canvas->rows * (size_t)canvas->columns;
    *copy = *canvas;
    copy->cell = alloc_resize(NULL, cells, sizeof *copy->cell);
    memcpy(copy->cell, canvas->cell, cells * sizeof *copy->cell);
    return copy;
}

void canvas_free(struct canvas *canvas)
{
    if (canvas != NULL)
        free(canvas->cell);
    free(canvas);
}

int canvas_rows(const struct canvas *canvas)
{
    return canvas->rows;
}

int canvas_columns(const struct canvas *canvas)
{
    return canvas->columns;
}

bool canvas_is_ascii(const struct canvas *canvas)
{
    return canvas->ascii;
}

struct cell canvas_cell(const struct canvas *canvas, int row, int column)
{
    return canvas->cell[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

/* Cells are compared by their bytes. */
_Static_assert(sizeof(struct cell) == sizeof(uint32_t) + 3 * sizeof(uint8_t) + sizeof(bool), "a cell has no gaps");

static const struct cell *cells_from(const struct canvas *canvas, int row, int column)
{
    return &canvas->cell[(size_t)row * (size_t)canvas->columns + (size_t)column];
}

static bool same_cells(const struct cell *one, const struct cell *other, int count)
{
    return memcmp(one, other, (size_t)count * sizeof *one) == 0;
}

static bool is_second_half(const struct canvas *canvas, int row, int column)
{
    return cells_from(canvas, row, column)->code == 0;
}

bool canvas_changed(const struct canvas *before, const struct canvas *after, int row, int from, int *first, int *last)
{
    const struct cell *was = cells_from(before, row, 0), *is = cells_from(after, row, 0);
    int columns = after->columns;
    if (same_cells(was + from, is + from, columns - from))
        return false;
    while (same_cells(was + from, is + from, 1))
        from++;
    int to = from;
    while (to + 1 < columns && !same_cells(was + to + 1, is + to + 1, 1))
        to++;
    while (from > 0 && (is_second_half(before, row, from) || is_second_half(after, row, from)))
        from--;
    while (to + 1 < columns && (is_second_half(before, row, to + 1) || is_second_half(after, row, to + 1)))
        to++;
    *first = from;
    *last = to;
    return true;
}

int canvas_used(const struct canvas *canvas, int row)
{
    int used = canvas->columns;
    while (used > 0 && canvas_cell(canvas, row, used - 1).code == ' ')
        used--;
    return used;
}

struct area canvas_area(struct canvas *canvas)
{
    return (struct area){canvas, 0, 0, canvas->rows, canvas->columns, false, NULL};
}

static int between(int low, int value, int high)
{
    return value < low ? low : value > high ? high : value;
}

struct area area_part(const struct area *area, int row, int column, int rows, int columns)
{
    int top = between(0, row, area->rows), left = between(0, column, area->columns);
    return (struct area){area->canvas,
                         area->row + top,
                         area->column + left,
                         between(0, rows - (top - row), area->rows - top),
                         between(0, columns - (left - column), area->columns - left),
                         area->on_map,
                         area->lowest};
}

/* NULL outside. */
static struct cell *cell_at(const struct area *area, int row, int column)
{
    if (row < 0 || row >= area->rows || column < 0 || column >= area->columns)
        return NULL;
    size_t at = (size_t)(area->row + row) * (size_t)area->canvas->columns + (size_t)(area->column + column);
    return &area->canvas->cell[at];
}

static void set(const struct area *area, struct cell *cell, uint32_t code, enum style style)
{
    struct cell before = *cell;
    *cell = (struct cell){.code = code, .style = (uint8_t)style};
    if (area->on_map) {
        cell->upper = before.upper;
        cell->lower = before.lower;
    }
}

/* Draws one character into the cells of the row, NULL outside; a wide one only where both halves fit. */
static int put_character(const struct area *area, struct cell *cells, int column, enum style style, uint32_t code)
{
    int width = utf8_columns(code);
    if (width == 0)
        return column;
    if (cells != NULL && column >= 0 && column + width <= area->columns) {
        set(area, &cells[column], code, style);
        if (width == 2)
            set(area, &cells[column + 1], 0, style);
    }
    return column + width;
}

static void note_lowest(const struct area *area, int row, const char *string)
{
    bool is_seen = string[strspn(string, " ")] != '\0';
    if (area->lowest != NULL && is_seen && *area->lowest < area->row + row)
        *area->lowest = area->row + row;
}

int area_put(const struct area *area, int row, int column, enum style style, const char *string)
{
    struct text ascii = {0};
    note_lowest(area, row, string);
    if (area->canvas->ascii) {
        utf8_add_ascii(&ascii, string);
        string = text_string(&ascii);
    }
    struct cell *cells = cell_at(area, row, 0);
    size_t left = strlen(string);
    while (left > 0) {
        uint32_t code;
        size_t length = utf8_read(string, left, &code);
        column = put_character(area, cells, column, style, code);
        string += length;
        left -= length;
    }
    text_clear(&ascii);
    return column;
}

void area_put_shades(const struct area *area, int row, int column, int upper, int lower)
{
    struct cell *cell = cell_at(area, row, column);
    bool has_upper = upper != SHADE_UNDEFINED, has_lower = lower != SHADE_UNDEFINED;
    if (cell == NULL)
        return;
    *cell = (struct cell){.style = STYLE_PLAIN, .upper = (uint8_t)upper, .lower = (uint8_t)lower, .bare = true};
    if (!has_upper && !has_lower) {
        cell->code = area->canvas->ascii ? '/' : 0x2571;
        cell->style = STYLE_DIM;
    } else {
        int between = !has_upper ? lower : !has_lower ? upper : (upper + lower) / 2;
        cell->code = (uint32_t)shades[between - SHADE_FIRST].ramp;
    }
}

int area_putf(const struct area *area, int row, int column, enum style style, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vaddf(&text, format, arguments);
    va_end(arguments);
    column = area_put(area, row, column, style, text_string(&text));
    text_clear(&text);
    return column;
}

int canvas_width_of(const struct canvas *canvas, const char *string)
{
    return utf8_width_spelt(string, canvas->ascii);
}

void area_put_cut(const struct area *area, int row, int column, enum style style, const char *string)
{
    int end = area_put(area, row, column, style, string);
    if (end > area->columns && column < area->columns)
        area_put(area, row, area->columns - 1, style, area->canvas->ascii ? "~" : "…");
}

void area_put_left_of(const struct area *area, int row, int column, enum style style, const char *string)
{
    int start = column - canvas_width_of(area->canvas, string);
    /* A number that has lost its beginning would be another number. */
    if (start < 0)
        area_put(area, row, column - 1, STYLE_DIM, area->canvas->ascii ? "~" : "…");
    else
        area_put(area, row, start, style, string);
}

void area_fill(const struct area *area, enum style style, uint32_t code)
{
    uint32_t spelt = area->canvas->ascii && code >= 0x80 ? (uint32_t)*utf8_ascii(code) : code;
    for (int row = 0; row < area->rows; row++) {
        for (int column = 0; column < area->columns; column++)
            set(area, cell_at(area, row, column), spelt, style);
    }
}

void area_clear(const struct area *area)
{
    area_fill(area, STYLE_PLAIN, ' ');
}

void area_copy_row(const struct area *area, int row, const struct canvas *from, int from_row)
{
    for (int column = 0; column < area->columns && row < area->rows; column++) {
        struct cell cell = canvas_cell(from, from_row, column);
        set(area, cell_at(area, row, column), cell.code, (enum style)cell.style);
    }
}

/* Fills a part of the area. */
static void fill_part(const struct area *area, int row, int column, int rows, int columns, uint32_t code)
{
    struct area part = area_part(area, row, column, rows, columns);
    area_fill(&part, STYLE_FRAME, code);
}

static void draw_borders(const struct area *area)
{
    int last_row = area->rows - 1, last_column = area->columns - 1;
    fill_part(area, 0, 1, 1, last_column - 1, U'─');
    fill_part(area, last_row, 1, 1, last_column - 1, U'─');
    fill_part(area, 1, 0, last_row - 1, 1, U'│');
    fill_part(area, 1, last_column, last_row - 1, 1, U'│');
    fill_part(area, 0, 0, 1, 1, U'╭');
    fill_part(area, 0, last_column, 1, 1, U'╮');
    fill_part(area, last_row, 0, 1, 1, U'╰');
    fill_part(area, last_row, last_column, 1, 1, U'╯');
}

struct area area_frame(const struct area *area, const char *title)
{
    draw_borders(area);
    struct area edge = area_part(area, 0, 3, 1, area->columns - 5);
    int end = canvas_width_of(area->canvas, title);
    area_put_cut(&edge, 0, 0, STYLE_TITLE, title);
    if (area->columns > 5) {
        area_put(area, 0, 2, STYLE_FRAME, " ");
        area_put(area, 0, 3 + (end < edge.columns ? end : edge.columns), STYLE_FRAME, " ");
    }
    return area_inside(area);
}

struct area area_inside(const struct area *area)
{
    return area_part(area, 1, 2, area->rows - 2, area->columns - 4);
}
