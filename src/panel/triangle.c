/* SPDX-License-Identifier: GPL-3.0-or-later */
/* triangle.c - dL/dv by the step whose loss sees it (rows) and the step it comes from (columns). */

#include <math.h>

#include "base/number.h"
#include "model/series.h"
#include "panel/panel.h"
#include "session/flow.h"
#include "session/formula.h"
#include "session/quantity.h"

enum { MOST_ROWS = 12, MOST_BIG_ROWS = 6, NARROW_CELL = 9, CELL = 10, WIDEST_CELL = 18, SUM_GAP = 2 };

/* The last step whose loss the tape has reached, 0 when none. */
static int last_loss(const struct tape *tape)
{
    int t = tape_forward(tape);
    return t > 0 && !tape_reached(tape, OPERATION_Z, t) ? t - 1 : t;
}

static void title(const struct view *view, struct text *text)
{
    const char *w = session_weight_symbol(view->session, view->w);
    text_addf(text, "∂L/∂%s", w);
    /* In front, for what is behind may be cut. */
    formula_add_badge(text, view->session, 1, last_loss(&view->session->tape));
    if (view->session->now.truncation > 0 && network_is_scalar(&view->session->now.network))
        text_addf(text, ", truncated at τ = %d", view->session->now.truncation);
    flow_add_badge(text, view->session);
    text_addf(text, ": rows are losses, columns are uses of %s", w);
}

/* The columns in front of the cells: a mark, and "sum" or the number of a step. */
static int label_of(const struct view *view)
{
    int columns = 4;
    for (int T = view->session->now.sequence->T; T >= 1000; T /= 10)
        columns++;
    return columns;
}

/* The fewest columns of a cell: what truncation leaves out stands in parentheses. */
static int narrowest_cell(const struct view *view)
{
    return view->session->now.truncation > 0 ? CELL : NARROW_CELL;
}

/* The steps that fit beside the column of sums, the same number for rows and columns. */
static int room_for(const struct view *view, int columns)
{
    int room = (columns - label_of(view) - SUM_GAP) / narrowest_cell(view) - 1,
        most = view->big ? MOST_BIG_ROWS : MOST_ROWS;
    return room < 1 ? 1 : room < most ? room : most;
}

/* The columns of a cell: narrow where that shows more steps, and a projector gets all the room there is. */
static int cell_of(const struct view *view, const struct area *area, int steps)
{
    int wide = (area->columns - label_of(view) - SUM_GAP) / (steps + 1), least = narrowest_cell(view),
        most = view->big ? WIDEST_CELL : CELL;
    return wide < least ? least : wide < most ? wide : most;
}

static int column_of(const struct view *view, const struct area *area, int first, int last, int k)
{
    return label_of(view) + (k - first + 1) * cell_of(view, area, last - first + 1);
}

static void add_refusal(struct text *text, const struct view *view)
{
    text_addf(text,
              "The triangle is drawn for the scalar network; for matrices each cell is a matrix: "
              "print cell(%s,2,1) shows one.",
              session_weight_symbol(view->session, view->w));
}

static int refusal_rows(const struct view *view, int columns, bool ascii)
{
    struct text text = {0};
    add_refusal(&text, view);
    int rows = panel_sentence_rows(text_string(&text), columns, ascii);
    text_clear(&text);
    return rows;
}

static void draw_refusal(const struct view *view, const struct area *area)
{
    struct text text = {0};
    add_refusal(&text, view);
    panel_sentence(area, text_string(&text));
    text_clear(&text);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    int T = view->session->now.sequence->T, room = room_for(view, columns);
    if (!network_is_scalar(&view->session->now.network))
        return refusal_rows(view, columns, ascii);
    if (T == 0)
        return 2;
    return (T <= room ? T + 2 : room + 3) + (view->session->now.truncation > 0);
}

/* The window of steps shown. */
static void window(const struct view *view, const struct area *area, int *first, int *last)
{
    int room = room_for(view, area->columns), T = view->session->now.sequence->T,
        fit = area->rows - (T <= room ? 2 : 3) - (view->session->now.truncation > 0);
    panel_window(T, view_step(view), fit < room ? fit : room, first, last);
}

/* What stands in a cell: so many decimals, or an exponent where these would show nothing. */
static void add_value(struct text *text, double value, int decimals)
{
    if (isnan(value))
        text_add(text, "undefined");
    else if (value == 0)
        text_add(text, "0");
    else if (fabs(value) < 9999 && fabs(value) >= pow(10, -decimals))
        text_addf(text, "%+.*f", decimals, value);
    else
        number_add_signed(text, value, decimals < 2 ? decimals : 2);
}

/* A blank stays between two cells, and parentheses need their room too. */
static void put_fixed(const struct view *view, const struct area *area, int row, int column, double value,
                      bool left_out)
{
    struct text number = {0}, text = {0};
    int decimals = panel_digits(view->session);
    size_t room = (size_t)narrowest_cell(view) - (left_out ? 3 : 1);
    do {
        text_empty(&number);
        add_value(&number, value, decimals);
    } while (number.length > room && decimals-- > 1);
    text_addf(&text, left_out && !isnan(value) ? "(%s)" : "%s", text_string(&number));
    text_clear(&number);
    enum style style = left_out             ? STYLE_DIM
                       : !(fabs(value) > 0) ? STYLE_PLAIN
                       : value > 0          ? STYLE_POSITIVE
                                            : STYLE_NEGATIVE;
    area_put_left_of(area, row, column, style, text_string(&text));
    text_clear(&text);
}

static bool has_loss(const struct session *session, int t)
{
    return tape_reached(&session->tape, OPERATION_Z, t) && sequence_first_unset(session->now.sequence, t, t) == 0;
}

static void draw_row(const struct view *view, const struct area *area, int row, int t, int first, int last)
{
    const struct session *session = view->session;
    int tau = session->now.truncation, sum_column = column_of(view, area, first, last, last + 1) + SUM_GAP;
    bool active = t == view_step(view);
    if (active)
        area_put(area, row, 0, STYLE_ACTIVE, "▸");
    area_putf(area, row, 1, active ? STYLE_ACTIVE : STYLE_PLAIN, "%d", t);
    if (!has_loss(session, t)) {
        bool reached = tape_reached(&session->tape, OPERATION_Z, t);
        area_put_left_of(area, row, sum_column, STYLE_DIM, reached ? "y not set" : panel_unreached(area->canvas));
        return;
    }
    struct series series;
    series_begin(&series, session->pass, SERIES_FROM_LOSS, view->w, t);
    while (t - series.j > first && series_next(&series)) {
        double cell;
        int k = t - series.j;
        series_term(&series, 0, &cell);
        if (k <= last)
            put_fixed(view, area, row, column_of(view, area, first, last, k), cell, tau > 0 && t - k >= tau);
    }
    series_clear(&series);
    struct quantity quantity = {.kind = QUANTITY_DL_T_DW, .w = view->w, .t = t};
    struct matrix value;
    struct fault fault = {0};
    if (quantity_value(session, &quantity, &value, &fault)) {
        put_fixed(view, area, row, sum_column, value.at[0], false);
        matrix_clear(&value);
    }
    fault_clear(&fault);
}

/* The sums of the columns are the backward pass's: shown from where it has come to. */
static void draw_sums(const struct view *view, const struct area *area, int row, int first, int last)
{
    const struct session *session = view->session;
    int sum_column = column_of(view, area, first, last, last + 1) + SUM_GAP;
    double column, total;
    area_put(area, row, 1, STYLE_TITLE, "sum");
    for (int k = first; k <= last; k++) {
        int at = column_of(view, area, first, last, k);
        if (tape_reached(&session->tape, OPERATION_GAINS, k) && flow_reached(session) <= k) {
            flow_column(session, view->w, k, &column);
            put_fixed(view, area, row, at, column, false);
        } else {
            area_put_left_of(area, row, at, STYLE_DIM, panel_unreached(area->canvas));
        }
    }
    if (!tape_reached(&session->tape, OPERATION_GAINS, 1) || flow_reached(session) > 1) {
        area_put_left_of(area, row, sum_column, STYLE_DIM, panel_unreached(area->canvas));
        return;
    }
    struct gradients gradients;
    gradients_init(&gradients, &session->now.network);
    flow_gradients(session, 1, &gradients);
    total = gradients.by[view->w].at[0];
    gradients_clear(&gradients);
    put_fixed(view, area, row, sum_column, total, false);
}

static void draw(const struct view *view, const struct area *area)
{
    const char *w = session_weight_symbol(view->session, view->w);
    int first, last;
    if (!network_is_scalar(&view->session->now.network)) {
        draw_refusal(view, area);
        return;
    }
    if (view->session->now.sequence->T == 0) {
        panel_no_sequence(view->session, area, 0);
        return;
    }
    window(view, area, &first, &last);
    area_put(area, 0, 1, STYLE_TITLE, "t\\k");
    for (int k = first; k <= last; k++) {
        struct text text = {0};
        text_addf(&text, "%d", k);
        area_put_left_of(area, 0, column_of(view, area, first, last, k), STYLE_TITLE, text_string(&text));
        text_clear(&text);
    }
    struct text text = {0};
    text_addf(&text, "∂L<t>/∂%s", w);
    area_put_left_of(area, 0, column_of(view, area, first, last, last + 1) + SUM_GAP, STYLE_TITLE, text_string(&text));
    text_clear(&text);
    for (int t = first; t <= last; t++)
        draw_row(view, area, t - first + 1, t, first, last);
    draw_sums(view, area, last - first + 2, first, last);
    int row = last - first + 3;
    if (last - first + 1 < view->session->now.sequence->T)
        area_putf(area, row++, 1, STYLE_DIM, "steps %d to %d of %d; the sums count every step", first, last,
                  view->session->now.sequence->T);
    if (view->session->now.truncation > 0)
        area_put_cut(area, row, 1, STYLE_BADGE,
                     flow_is_broken(view->session)
                         ? "( ): left out by truncation; the row of sums is the broken backward pass's"
                         : "( ): left out by truncation, counted in the sums");
}

/* A row is its step; in the heads it is the step of the column. */
static int step_at(const struct view *view, const struct area *area, int row, int column)
{
    int first, last, label = label_of(view);
    if (!network_is_scalar(&view->session->now.network) || view->session->now.sequence->T == 0)
        return PANEL_NO_STEP;
    window(view, area, &first, &last);
    int steps = last - first + 1, k = column < label ? 0 : (column - label) / cell_of(view, area, steps) + 1;
    if (row == 0)
        return k >= 1 && k <= steps ? first + k - 1 : PANEL_NO_STEP;
    return row <= steps ? first + row - 1 : PANEL_NO_STEP;
}

const struct panel panel_triangle = {
    .name = "triangle",
    .summary = "dL/dv by the step that sees it and the step it comes from",
    .title = title,
    .rows = rows,
    .draw = draw,
    .step_at = step_at,
    .rows_apart = true,
};
