/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - from the top: title, graph, panels, what is watched, log, line.
 *
 *   small       medium            large
 *   graph       graph             graph
 *   chosen      step | table      step   | table
 *               chosen            chosen | triangle
 *                                        | grad         In the backward pass the gradients so far replace the table
 *                                                       where there is no room for both.
 *
 *   with a lesson
 *   small       medium            large
 *   lesson      graph             lesson | as medium or large without one
 *   graph       lesson | step     lesson |
 *                      | chosen   lesson |              On a small screen the graph gives way to a long page unless it
 *                                                       was asked for, and to what was chosen. Nothing stands beside
 *                                                       a lesson unasked that it may be about to ask for. */

#include "ui/layout.h"

#include <stddef.h>

enum {
    GRAPH_ROWS = 7,
    SMALLEST_PANEL = 5,
    MEDIUM_ROWS = 29,
    MEDIUM_COLUMNS = 96,
    LARGE_ROWS = 46,
    LARGE_COLUMNS = 160,
    GRAD_ROWS = 8,
    BESIDE_COLUMNS = 100, /* from here on a lesson stands beside other panels */
    COLUMN_COLUMNS = 150, /* from here on it has a column of its own */
    LESSON_WIDEST = 70,
    TWO_BESIDE = 22, /* rows that are enough for two panels */
    TINY_ROWS = 6,   /* the least a lesson is shown in */
    TINY_COLUMNS = 20,
    ROOMY_ROWS = 22, /* from here on a small screen can spare rows */
    GROWTH = 2
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

/* Only what happened last, and the line; of a lesson its page. */
static void divide_tiny(struct layout *layout, struct rectangle rest, const struct layout_wish *wish)
{
    if (wish->lesson > 0 && rest.rows >= TINY_ROWS && rest.columns >= TINY_COLUMNS)
        place(layout, &panel_lesson, take_rows(&rest, rest.rows - 2));
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

/* A large picture has most of the room, and a column beside it holds what belongs to it or tells of the step. */
static void divide_for_picture(struct layout *layout, struct rectangle rest, const struct layout_wish *wish, bool large)
{
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    place(layout, wish->chosen, take_columns(&rest, rest.columns * 68 / 100));
    if (!large) {
        place(layout, wish->beside, rest);
        return;
    }
    place(layout, wish->beside != NULL ? wish->beside : &panel_step, take_rows(&rest, rest.rows / 2));
    place(layout, wish->backward ? &panel_grad : &panel_table, rest);
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

static void divide(struct layout *layout, struct rectangle rest, int rows, const struct layout_wish *wish)
{
    const struct panel *chosen = wish->chosen == &panel_lesson ? NULL : wish->chosen;
    bool medium = rows >= MEDIUM_ROWS && rest.columns >= MEDIUM_COLUMNS;
    bool large = rows >= LARGE_ROWS && rest.columns >= LARGE_COLUMNS;
    bool picture = chosen != NULL && chosen->large;
    if (picture && (large || (medium && wish->beside != NULL)))
        divide_for_picture(layout, rest, wish, large);
    else if (large)
        divide_large(layout, rest, chosen);
    else if (medium && !picture)
        divide_medium(layout, rest, chosen, wish->backward);
    else
        divide_small(layout, rest, chosen);
}

/* The page above the graph, when it leaves that room, or above what was chosen. */
static void divide_page(struct layout *layout, struct rectangle rest, const struct layout_wish *wish)
{
    bool graph = wish->chosen == NULL || wish->chosen == &panel_graph;
    int room = graph ? rest.rows - GRAPH_ROWS : rest.rows / 2;
    bool alone =
        wish->chosen == &panel_lesson || room < SMALLEST_PANEL || (wish->chosen == NULL && wish->lesson + 2 > room);
    place(layout, &panel_lesson, take_rows(&rest, alone ? rest.rows : room));
    if (!alone)
        place(layout, graph ? &panel_graph : wish->chosen, rest);
}

/* A lesson asks for what is still to come: beside it stands what has happened, until something else is asked for. */
static bool shows_past_only(const struct layout_wish *wish)
{
    return wish->chosen == NULL || wish->chosen == &panel_lesson || wish->chosen == &panel_graph;
}

/* The page below the graph, beside the step and what was chosen. */
static void divide_beside(struct layout *layout, struct rectangle rest, const struct layout_wish *wish)
{
    const struct panel *chosen = !shows_past_only(wish) ? wish->chosen : wish->backward ? &panel_grad : &panel_table;
    bool two = rest.rows - GRAPH_ROWS >= TWO_BESIDE && chosen != &panel_step;
    if (rest.rows >= GRAPH_ROWS + SMALLEST_PANEL)
        place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    place(layout, &panel_lesson, take_columns(&rest, rest.columns / 2));
    if (two)
        place(layout, &panel_step, take_rows(&rest, rest.rows / 2));
    place(layout, two || !shows_past_only(wish) ? chosen : &panel_step, rest);
}

/* A column for the page, and the rest for all others. */
static void divide_column(struct layout *layout, struct rectangle rest, int rows, const struct layout_wish *wish)
{
    int wanted = rest.columns * 2 / 5;
    place(layout, &panel_lesson, take_columns(&rest, wanted < LESSON_WIDEST ? wanted : LESSON_WIDEST));
    if (!shows_past_only(wish) || rest.rows < GRAPH_ROWS + SMALLEST_PANEL) {
        divide(layout, rest, rows, wish);
        return;
    }
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    divide_pair(layout, rest, NULL, wish->backward);
}

int layout_page_columns(int columns)
{
    return columns > PANEL_FRAME_COLUMNS ? columns - PANEL_FRAME_COLUMNS : 1;
}

/* The rows of the log: few, and up to two more for an answer that needs them. */
static int log_rows(int rows, int columns, const struct layout_wish *wish)
{
    bool medium = rows >= MEDIUM_ROWS && columns >= MEDIUM_COLUMNS,
         large = rows >= LARGE_ROWS && columns >= LARGE_COLUMNS;
    bool may_grow = rows >= ROOMY_ROWS && (wish->big || !medium) && wish->lesson == 0;
    int few = large ? 5 : rows >= 34 ? 3 : 2;
    return may_grow && wish->answer > few && wish->answer <= few + GROWTH ? wish->answer : few;
}

struct layout layout_make(int rows, int columns, const struct layout_wish *wish)
{
    struct layout layout = {.count = 0};
    struct rectangle rest = {0, 0, rows, columns};
    if (rows < LAYOUT_LOWEST || columns < LAYOUT_NARROWEST) {
        divide_tiny(&layout, rest, wish);
        return layout;
    }
    layout.title = take_rows(&rest, 1);
    layout.line = (struct rectangle){rows - 1, 0, 1, columns};
    layout.log = (struct rectangle){0, 0, log_rows(rows, columns, wish), columns};
    layout.log.row = rows - 1 - layout.log.rows;
    layout.answer = (struct rectangle){1, 0, rows - 2, columns};
    rest.rows -= 1 + layout.log.rows + wish->pins;
    layout.pinned = (struct rectangle){layout.log.row - wish->pins, 0, wish->pins, columns};
    if (wish->big) {
        const struct panel *first = wish->lesson > 0 ? &panel_lesson : &panel_series;
        place(&layout, wish->chosen != NULL ? wish->chosen : first, rest);
    } else if (wish->lesson == 0) {
        divide(&layout, rest, rows, wish);
    } else if (columns < BESIDE_COLUMNS) {
        divide_page(&layout, rest, wish);
    } else if (columns < COLUMN_COLUMNS) {
        divide_beside(&layout, rest, wish);
    } else {
        divide_column(&layout, rest, rows, wish);
    }
    return layout;
}
