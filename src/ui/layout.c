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
 *                                                       a lesson unasked that it may be about to ask for.
 *
 * Of panels below each other, those that lack rows get what others leave blank, and before a row is lost, what others
 * can show in fewer rows. Where what was chosen would still lose one, the graph of a small or medium screen gives
 * way. */

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

/* One or two panels beside each other in a column of parts. */
struct part {
    const struct panel *panel, *beside; /* the second NULL for none */
    int rows, columns, columns_beside;
};

static int rows_for(const struct layout_wish *wish, const struct panel *panel, int columns, bool fewest)
{
    return wish->rows(wish->of, panel, columns - PANEL_FRAME_COLUMNS, fewest) + PANEL_FRAME_ROWS;
}

static int part_needs(const struct layout_wish *wish, const struct part *part, bool fewest)
{
    int rows = rows_for(wish, part->panel, part->columns, fewest);
    int beside = part->beside != NULL ? rows_for(wish, part->beside, part->columns_beside, fewest) : 0;
    return rows > beside ? rows : beside;
}

/* What a part can give at once: half of its rows at most. */
static int rows_to_spare(const struct layout_wish *wish, const struct part *part, bool fewest)
{
    int needs = part_needs(wish, part, fewest), half = (part->rows + 1) / 2;
    int least = half > SMALLEST_PANEL ? half : SMALLEST_PANEL;
    return part->rows - (needs > least ? needs : least);
}

static void give_rows(struct part *parts, int count, int to, const struct layout_wish *wish, bool fewest)
{
    int lacks = part_needs(wish, &parts[to], false) - parts[to].rows;
    /* Who has all it can show needs not be asked how few rows would do. */
    if (fewest && lacks > 0)
        lacks = part_needs(wish, &parts[to], true) - parts[to].rows;
    for (int i = 0; i < count && lacks > 0; i++) {
        int spare = i != to ? rows_to_spare(wish, &parts[i], fewest) : 0;
        int given = spare < 0 ? 0 : spare < lacks ? spare : lacks;
        parts[i].rows -= given;
        parts[to].rows += given;
        lacks -= given;
    }
}

/* Moves rows to where they are lacking. The series grows as one goes on: what stands above it is not to move at each
 * step, so it takes none before it loses one. */
static void share_rows(struct part *parts, int count, const struct layout_wish *wish)
{
    for (int i = 0; i < count && wish->rows != NULL; i++) {
        if (parts[i].panel != &panel_series)
            give_rows(parts, count, i, wish, false);
    }
    for (int i = 0; i < count && wish->rows != NULL; i++)
        give_rows(parts, count, i, wish, true);
}

/* The rows below the page of a lesson: all of what happened last, as long as some of the page stays. */
static int rows_below_page(int rows, int answer)
{
    int most = rows - 1 - SMALLEST_PANEL;
    return answer < 1 || most < 1 ? 1 : answer < most ? answer : most;
}

/* Only what happened last, and the line; of a lesson its page. */
static void divide_tiny(struct layout *layout, struct rectangle rest, const struct layout_wish *wish)
{
    layout->answer = (struct rectangle){0, 0, rest.rows - 1, rest.columns};
    if (wish->lesson > 0 && rest.rows >= TINY_ROWS && rest.columns >= TINY_COLUMNS)
        place(layout, &panel_lesson, take_rows(&rest, rest.rows - 1 - rows_below_page(rest.rows, wish->answer)));
    layout->log = take_rows(&rest, rest.rows - 1);
    layout->line = rest;
}

/* So few rows are too few for the chosen panel. */
static bool is_too_low(const struct layout_wish *wish, const struct panel *chosen, int rows, int columns)
{
    return wish->rows != NULL && chosen != NULL && !chosen->large && rows_for(wish, chosen, columns, true) > rows;
}

static void divide_small(struct layout *layout, struct rectangle rest, const struct layout_wish *wish,
                         const struct panel *chosen)
{
    if (chosen == &panel_graph || rest.rows < GRAPH_ROWS + SMALLEST_PANEL ||
        is_too_low(wish, chosen, rest.rows - GRAPH_ROWS, rest.columns)) {
        place(layout, chosen != NULL ? chosen : &panel_graph, rest);
        return;
    }
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    place(layout, chosen != NULL ? chosen : &panel_step, rest);
}

/* The step and beside it the table or the gradients, whichever is not shown anyway. */
static struct part pair_part(int rows, int columns, const struct panel *chosen, bool backward)
{
    const struct panel *right = backward ? &panel_grad : &panel_table;
    int left = columns * (backward ? 64 : 54) / 100;
    if (chosen == &panel_step || chosen == right)
        return (struct part){.panel = chosen == right ? &panel_step : right, .rows = rows, .columns = columns};
    return (struct part){&panel_step, right, rows, left, columns - left};
}

static void place_part(struct layout *layout, struct rectangle rest, const struct part *part)
{
    place(layout, part->panel, take_columns(&rest, part->columns));
    if (part->beside != NULL)
        place(layout, part->beside, rest);
}

/* The parts below each other. */
static void place_parts(struct layout *layout, struct rectangle rest, const struct part *parts, int count)
{
    for (int i = 0; i < count; i++)
        place_part(layout, take_rows(&rest, parts[i].rows), &parts[i]);
}

static const struct panel *below(const struct panel *chosen)
{
    return chosen == NULL || chosen == &panel_graph ? &panel_series : chosen;
}

/* The pair, and below it what was chosen. */
static void divide_in_two(struct part parts[2], struct rectangle rest, const struct layout_wish *wish,
                          const struct panel *chosen)
{
    int pair = (rest.rows + 1) / 2 < 10 ? 10 : rest.rows / 2 > 12 ? 12 : (rest.rows + 1) / 2;
    parts[0] = pair_part(pair, rest.columns, chosen, wish->backward);
    parts[1] = (struct part){.panel = below(chosen), .rows = rest.rows - pair, .columns = rest.columns};
    share_rows(parts, 2, wish);
}

static void divide_medium(struct layout *layout, struct rectangle rest, const struct layout_wish *wish,
                          const struct panel *chosen)
{
    struct rectangle lower = rest, graph = take_rows(&lower, GRAPH_ROWS);
    struct part parts[2];
    divide_in_two(parts, lower, wish, chosen);
    if (is_too_low(wish, chosen, parts[1].rows, rest.columns)) {
        divide_in_two(parts, rest, wish, chosen);
        lower = rest;
    } else {
        place(layout, &panel_graph, graph);
    }
    place_parts(layout, lower, parts, 2);
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

static void divide_large(struct layout *layout, struct rectangle rest, const struct layout_wish *wish,
                         const struct panel *chosen)
{
    place(layout, &panel_graph, take_rows(&rest, GRAPH_ROWS));
    struct rectangle left = take_columns(&rest, rest.columns / 2);
    const struct panel *panel = below(chosen);
    bool shown = panel == &panel_step || panel == &panel_table || panel == &panel_triangle || panel == &panel_grad;
    int half = left.rows / 2, table = (rest.rows - GRAD_ROWS + 1) / 2;
    struct part left_parts[] = {
        {.panel = &panel_step, .rows = half, .columns = left.columns},
        {.panel = shown ? &panel_series : panel, .rows = left.rows - half, .columns = left.columns},
    };
    struct part right_parts[] = {
        {.panel = &panel_table, .rows = table, .columns = rest.columns},
        {.panel = &panel_triangle, .rows = rest.rows - GRAD_ROWS - table, .columns = rest.columns},
        {.panel = &panel_grad, .rows = GRAD_ROWS, .columns = rest.columns},
    };
    share_rows(left_parts, 2, wish);
    share_rows(right_parts, 3, wish);
    place_parts(layout, left, left_parts, 2);
    place_parts(layout, rest, right_parts, 3);
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
        divide_large(layout, rest, wish, chosen);
    else if (medium && !picture)
        divide_medium(layout, rest, wish, chosen);
    else
        divide_small(layout, rest, wish, chosen);
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
    struct part parts[] = {
        {.panel = &panel_step, .rows = rest.rows / 2, .columns = rest.columns},
        {.panel = chosen, .rows = rest.rows - rest.rows / 2, .columns = rest.columns},
    };
    share_rows(parts, two ? 2 : 0, wish);
    if (two)
        place_parts(layout, rest, parts, 2);
    else
        place(layout, !shows_past_only(wish) ? chosen : &panel_step, rest);
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
    struct part pair = pair_part(rest.rows, rest.columns, NULL, wish->backward);
    place_part(layout, rest, &pair);
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
