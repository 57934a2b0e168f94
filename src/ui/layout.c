/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - from the top: title, graph, panels, what is watched, log, line.
 *
 *   small       medium            large
 *   graph       graph             graph
 *   chosen      step | table      step   | table
 *               chosen            chosen | triangle
 *                                        | grad         In the backward pass the gradients so far replace the table
 *                                                       where there is no room for both. */

#include "ui/layout.h"

#include <stddef.h>

enum {
    GRAPH_ROWS = 7,
    SMALLEST_PANEL = 5,
    MEDIUM_ROWS = 29,
    MEDIUM_COLUMNS = 96,
    LARGE_ROWS = 46,
    LARGE_COLUMNS = 160,
    GRAD_ROWS = 8
};

static void place(struct layout *layout, const struct panel *panel, struct rectangle at)
{
    layout->place[layout->count++] = (struct layout_place){panel, at};
}

/* Cuts the first rows off the rectangle. */
static struct rectangle take_rows(struct rectangle *rest, int rows)
{
    struct rectangle top = {rest->row, rest->column, rows < rest->rows ? rows : rest->rows, rest->columns};
    rest->row += top.rows;
    rest->rows -= top.rows;
    return top;
}

/* Cuts the first columns off. */
static struct rectangle take_columns(struct rectangle *rest, int columns)
{
    struct rectangle left = {rest->row, rest->column, rest->rows, columns};
    rest->column += columns;
    rest->columns -= columns;
    return left;
}

/* Only what happened last, and the line. */
static void divide_tiny(struct layout *layout, struct rectangle rest)
{
    layout->log = take_rows(&rest, rest.rows - 1);
    layout->answer = layout->log;
    layout->line = rest;
}

static void divide_small(struct layout *layout, struct rectangle rest, const struct panel *chosen)
{
    if (chosen == &panel_graph || rest.rows < GRAPH_ROWS + SMALLEST_PANEL) {
        place(layout, chosen != NULL ? chosen : &panel_graph, rest);
        return;
    }
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    place(layout, chosen != NULL ? chosen : &panel_step, rest);
}

/* The step and beside it the table or the gradients, whichever is not shown anyway. */
static void divide_pair(struct layout *layout, struct rectangle rest, const struct panel *chosen, bool backward)
{
    const struct panel *right = backward ? &panel_grad : &panel_table;
    if (chosen == &panel_step) {
        place(layout, right, rest);
    } else if (chosen == right) {
        place(layout, &panel_step, rest);
    } else {
        place(layout, &panel_step, take_columns(&rest, rest.columns * (backward ? 64 : 54) / 100));
        place(layout, right, rest);
    }
}

static const struct panel *below(const struct panel *chosen)
{
    return chosen == NULL || chosen == &panel_graph ? &panel_series : chosen;
}

static void divide_medium(struct layout *layout, struct rectangle rest, const struct panel *chosen, bool backward)
{
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    int pair = (rest.rows + 1) / 2 < 10 ? 10 : rest.rows / 2 > 12 ? 12 : (rest.rows + 1) / 2;
    divide_pair(layout, take_rows(&rest, pair), chosen, backward);
    place(layout, below(chosen), rest);
}

static void divide_large(struct layout *layout, struct rectangle rest, const struct panel *chosen)
{
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    struct rectangle left = take_columns(&rest, rest.columns / 2);
    const struct panel *panel = below(chosen);
    bool shown = panel == &panel_step || panel == &panel_table || panel == &panel_triangle || panel == &panel_grad;
    place(layout, &panel_step, take_rows(&left, left.rows / 2));
    place(layout, shown ? &panel_series : panel, left);
    place(layout, &panel_table, take_rows(&rest, (rest.rows - GRAD_ROWS + 1) / 2));
    place(layout, &panel_triangle, take_rows(&rest, rest.rows - GRAD_ROWS));
    place(layout, &panel_grad, rest);
}

struct layout layout_make(int rows, int columns, const struct panel *chosen, bool backward, bool big, bool pins)
{
    struct layout layout = {.count = 0};
    struct rectangle rest = {0, 0, rows, columns};
    if (rows < LAYOUT_LOWEST || columns < LAYOUT_NARROWEST) {
        divide_tiny(&layout, rest);
        return layout;
    }
    bool medium = rows >= MEDIUM_ROWS && columns >= MEDIUM_COLUMNS;
    bool large = rows >= LARGE_ROWS && columns >= LARGE_COLUMNS;
    layout.title = take_rows(&rest, 1);
    layout.line = (struct rectangle){rows - 1, 0, 1, columns};
    layout.log = (struct rectangle){0, 0, large ? 5 : rows >= 34 ? 3 : 2, columns};
    layout.log.row = rows - 1 - layout.log.rows;
    layout.answer = (struct rectangle){1, 0, rows - 2, columns};
    rest.rows -= 1 + layout.log.rows + pins;
    layout.pinned = (struct rectangle){layout.log.row - pins, 0, pins, columns};
    if (big)
        place(&layout, chosen != NULL ? chosen : &panel_series, rest);
    else if (large)
        divide_large(&layout, rest, chosen);
    else if (medium)
        divide_medium(&layout, rest, chosen, backward);
    else
        divide_small(&layout, rest, chosen);
    return layout;
}
