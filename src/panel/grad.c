/* SPDX-License-Identifier: GPL-3.0-or-later */
/* grad.c - gradients in symbols, then numbers, then their value.
 *
 * All of them with what the backward pass has gathered so far; one weight step by step with its total at the bottom;
 * one weight at one step as a derivation. */

#include <limits.h>
#include <math.h>

#include "base/number.h"
#include "model/triangle.h"
#include "panel/equation.h"
#include "panel/panel.h"
#include "session/flow.h"
#include "session/formula.h"
#include "session/truncation.h"

enum {
    MOST_STEPS = 16,
    MOST_BIG_STEPS = 6,
    STEP = 8,
    CELL = 22,
    NARROWEST_CELL = 10,
    NOT_DIGITS = 9,
    ANGLE_DIGITS = 3,
    MOST_SUM_ROWS = 6,
    FEW_STEPS = 4
};

/* The lowest t whose contributions the backward pass has given, T + 1 when none. */
static int gathered(const struct session *session)
{
    int t = tape_backward(&session->tape);
    return t <= session->now.sequence->T && !tape_reached(&session->tape, OPERATION_GAINS, t) ? t + 1 : t;
}

static void title(const struct view *view, struct text *text)
{
    const char *w = session_weight_symbol(view->session, view->w);
    int from = gathered(view->session), T = view->session->now.sequence->T;
    bool brief = view->all && view->brief, partly = brief && from > 1 && from <= T;
    /* The panel may be narrow: the remark then stands in front. */
    bool only = partly && formula_only(view->session, 1, T);
    if (partly)
        text_addf(text, "%s (t = %d..%d)", only ? "so far, formula only" : "gradients so far", T, from);
    else if (brief)
        text_add(text, from > T ? "gradients of L, which the backward pass gathers" : "gradients of L");
    else if (view->all)
        text_add(text, "gradients of L");
    else if (view->t > 0)
        text_addf(text, "∂L<%d>/∂%s", view->t, w);
    else
        text_addf(text, "∂L/∂%s = Σ ∂L<t>/∂%s", w, w);
    if (!view->all && view->t > 0)
        return;
    flow_add_badge(text, view->session);
    /* Where nothing has been gathered there is no gradient yet. */
    if (!only && (!brief || from <= T))
        formula_add_badge(text, view->session, 1, T);
}

static struct quantity quantity_of(const struct view *view, enum quantity_kind kind, int t)
{
    return (struct quantity){.kind = kind, .w = view->w, .t = t, .of = kind == QUANTITY_DYHAT_DW ? 1 : 0};
}

/* The value when it can be had; the passes have been reached before drawing. */
static bool value_of(const struct view *view, enum quantity_kind kind, int t, struct matrix *value)
{
    struct fault fault = {0};
    struct quantity quantity = quantity_of(view, kind, t);
    bool done = quantity_value(view->session, &quantity, value, &fault);
    fault_clear(&fault);
    return done;
}

/* One step as a derivation. */
static void build(const struct view *view, struct derivation *derivation)
{
    struct fault fault = {0};
    struct quantity quantity = quantity_of(view, QUANTITY_DL_T_DW, view->t);
    derivation_of(derivation, view->session, &quantity, &fault);
    fault_clear(&fault);
}

static bool is_scalar(const struct view *view)
{
    return network_is_scalar(&view->session->now.network);
}

static int cells_of(const struct view *view)
{
    return is_scalar(view) ? 3 : 2;
}

/* The columns of a cell in the steps' table. */
static int cell_of(const struct view *view, const struct area *area)
{
    int fit = (area->columns - STEP) / cells_of(view);
    return fit > CELL ? CELL : fit < NARROWEST_CELL ? NARROWEST_CELL : fit;
}

/* A cell has room for a blank, a sign, a point, an exponent and this many digits. */
static int digits_shown(const struct session *session, int cell)
{
    return session->digits < cell - NOT_DIGITS ? session->digits : cell - NOT_DIGITS;
}

/* What the backward pass adds up; matrices have their slopes in D<t> and their second factor transposed. */
static void add_formula(struct text *text, const struct session *session, enum weight w)
{
    bool scalar = network_is_scalar(&session->now.network);
    text_add(text, "Σ ");
    if (w == WEIGHT_W_Y || w == WEIGHT_B_Y) {
        text_add(text, session->now.network.g_star == ACTIVATION_IDENTITY ? "z<t>" : "∂L<t>/∂o<t>");
    } else {
        if (session->now.network.g != ACTIVATION_IDENTITY)
            text_add(text, scalar ? "g'(s<t>) " : "D<t> ");
        text_add(text, "∂L/∂a<t>");
    }
    if (w != WEIGHT_B_A && w != WEIGHT_B_Y)
        text_addf(text, " %s%s", w == WEIGHT_V ? "a<t-1>" : w == WEIGHT_U ? "x<t>" : "a<t>", scalar ? "" : "'");
}

static void put_formula(const struct area *area, int row, int column, const struct session *session, enum weight w)
{
    struct text text = {0};
    /* What a broken backward pass adds up is not this. */
    if (flow_is_broken(session))
        return;
    add_formula(&text, session, w);
    area_putf(area, row, column, STYLE_PLAIN, "= %s", text_string(&text));
    text_clear(&text);
}

enum { FORMULA = 8, TOTAL = 38, SO_FAR = 56 };

/* A gradient's entries between two columns, a row of the matrix a line; gives the row behind. */
static int put_entries(const struct area *whole, int row, int from, int to, const struct session *session,
                       const struct matrix *value, enum style style)
{
    struct area area = area_part(whole, 0, from, whole->rows, to - from);
    bool vector = value->cols == 1;
    for (int i = 0; i < (vector ? 1 : value->rows); i++) {
        struct text text = {0};
        if (matrix_size(value) == 1)
            number_add_within(&text, value->at[0], session->digits, true, area.columns);
        else
            derivation_add_values(&text, session, value->at + i * value->cols, vector ? value->rows : value->cols);
        area_put_cut(&area, row++, 0, style, text_string(&text));
        text_clear(&text);
    }
    return row;
}

/* Rows that all five gradients take. */
static int rows_of_all(const struct network *network)
{
    int count = 1;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        count += network->weight[w].cols > 1 ? network->weight[w].rows : 1;
    return count;
}

/* The scalar gradients with every path cut after tau steps, of the weights inside g, beside the full ones. */
static void put_truncated(const struct area *area, const struct session *session)
{
    struct gradients truncated;
    area_putf(area, 0, SO_FAR, STYLE_BADGE, "truncated, τ = %d", session->now.truncation);
    if (!truncation_is_short(session, session->now.truncation)) {
        area_put(area, 1, SO_FAR, STYLE_DIM, "too long to add up");
        return;
    }
    if (!truncation_gradients(session, session->now.truncation, &truncated))
        return;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        if (w != WEIGHT_W_Y && w != WEIGHT_B_Y)
            put_entries(area, w + 1, SO_FAR, area->columns, session, &truncated.by[w], STYLE_BADGE);
    }
    gradients_clear(&truncated);
}

/* How far truncation turns the gradient. */
static void put_truncation(const struct area *area, int row, const struct session *session)
{
    struct truncation_cost cost = truncation_cost(session, session->now.truncation);
    struct text text = {0};
    if (isnan(cost.angle))
        return;
    text_addf(&text, "Truncated at τ = %d the gradient ", session->now.truncation);
    if (cost.angle > 0) {
        text_add(&text, "points ");
        number_add(&text, cost.angle, ANGLE_DIGITS);
        text_add(&text, "° away from the full one.");
    } else {
        text_add(&text, cost.none ? "is the full one here." : "has the full one's direction, not its numbers.");
    }
    area_put_cut(area, row, 0, STYLE_BADGE, text_string(&text));
    text_clear(&text);
}

/* Only what the backward pass has gathered. */
static void draw_gathered(const struct view *view, const struct area *area)
{
    const struct session *session = view->session;
    struct gradients so_far;
    int from = gathered(session), T = session->now.sequence->T, row = 0, left = FORMULA;
    gradients_init(&so_far, &session->now.network);
    if (from <= T)
        flow_gradients(session, from, &so_far);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        area_putf(area, row, 0, STYLE_PLAIN, "∂L/∂%s", session_weight_symbol(session, (enum weight)w));
        if (area->columns >= SO_FAR)
            put_formula(area, row, left, session, (enum weight)w);
        int column = area->columns >= SO_FAR ? TOTAL : left;
        if (from > T)
            area_put(area, row++, column, STYLE_DIM, panel_unreached(area->canvas));
        else
            row = put_entries(area, row, column + 1, area->columns, session, &so_far.by[w],
                              from == 1 ? STYLE_ACTIVE : STYLE_MESSAGE);
    }
    gradients_clear(&so_far);
}

static void draw_all(const struct view *view, const struct area *area)
{
    const struct session *session = view->session;
    struct gradients total, so_far;
    int from = gathered(session), T = session->now.sequence->T, row = 1;
    bool scalar = network_is_scalar(&session->now.network), cut = session->now.truncation > 0 && scalar;
    bool partly = from <= T && from > 1 && scalar && !cut;
    gradients_init(&total, &session->now.network);
    gradients_init(&so_far, &session->now.network);
    flow_gradients(session, 1, &total);
    if (partly) {
        flow_gradients(session, from, &so_far);
        struct text head = {0};
        text_addf(&head, "so far (t = %d..%d)", T, from);
        area_put_cut(area, 0, SO_FAR, STYLE_TITLE, text_string(&head));
        text_clear(&head);
    }
    area_put(area, 0, TOTAL, STYLE_TITLE, "total");
    if (cut)
        put_truncated(area, session);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        area_putf(area, row, 0, STYLE_PLAIN, "∂L/∂%s", session_weight_symbol(session, (enum weight)w));
        put_formula(area, row, FORMULA, session, (enum weight)w);
        if (partly)
            put_entries(area, row, SO_FAR, area->columns, session, &so_far.by[w], STYLE_MESSAGE);
        row = put_entries(area, row, TOTAL, partly || cut ? SO_FAR - 1 : area->columns, session, &total.by[w],
                          STYLE_ACTIVE);
    }
    if (session->now.truncation > 0)
        put_truncation(area, row, session);
    gradients_clear(&total);
    gradients_clear(&so_far);
}

/* A number at the end of the cell, from 1, in as many digits as it holds; a matrix behind the first cell. */
static void put_text(const struct view *view, const struct area *area, int row, int cell, const struct matrix *value,
                     bool sign, enum style style)
{
    struct text text = {0};
    int width = cell_of(view, area), digits = digits_shown(view->session, width);
    if (matrix_size(value) > 1)
        derivation_add_matrix(&text, view->session, value);
    else if (sign)
        number_add_signed(&text, value->at[0], digits);
    else
        number_add(&text, value->at[0], digits);
    if (matrix_size(value) > 1)
        area_put_cut(area, row, STEP + width, style, text_string(&text));
    else
        area_put_left_of(area, row, STEP + cell * width, style, text_string(&text));
    text_clear(&text);
}

/* t, z<t>, dyhat<t>/dw, dL<t>/dw; matrices show their gradient only. */
static void draw_step(const struct view *view, const struct area *area, int row, int t)
{
    struct matrix value;
    area_putf(area, row, 1, STYLE_PLAIN, "%d", t);
    if (is_scalar(view) && value_of(view, QUANTITY_Z, t, &value)) {
        put_text(view, area, row, 1, &value, true, STYLE_PLAIN);
        matrix_clear(&value);
    }
    if (is_scalar(view) && value_of(view, QUANTITY_DYHAT_DW, t, &value)) {
        put_text(view, area, row, 2, &value, false, STYLE_PLAIN);
        matrix_clear(&value);
    }
    if (value_of(view, QUANTITY_DL_T_DW, t, &value)) {
        put_text(view, area, row, cells_of(view), &value, true, STYLE_PLAIN);
        matrix_clear(&value);
    } else {
        area_put_left_of(area, row, STEP + cells_of(view) * cell_of(view, area), STYLE_DIM, "y not set");
    }
}

/* Truncation cuts the paths inside g only. */
static bool has_band(const struct view *view)
{
    return view->session->now.truncation > 0 && view->w != WEIGHT_W_Y && view->w != WEIGHT_B_Y;
}

/* The rows a sum takes, of so many below the heading: a matrix stands row by row where that leaves room for a few
 * steps. */
static int sum_rows(const struct view *view, int rows)
{
    const struct matrix *weight = &view->session->now.network.weight[view->w];
    int all = weight->cols > 1 ? weight->rows : 1, T = view->session->now.sequence->T;
    int steps = T < FEW_STEPS ? T : FEW_STEPS;
    return all <= MOST_SUM_ROWS && rows - all * (1 + has_band(view)) >= steps ? all : 1;
}

/* A sum over all steps; gives the row behind. */
static int put_sum(const struct view *view, const struct area *area, int row, int rows, const struct matrix *sum,
                   enum style style)
{
    if (rows > 1)
        return put_entries(area, row, STEP + cell_of(view, area), area->columns, view->session, sum, style);
    put_text(view, area, row, cells_of(view), sum, true, style);
    return row + 1;
}

static int steps_shown(const struct session *session, int *first, int *last, int room)
{
    int t = tape_place(&session->tape).t;
    panel_window(session->now.sequence->T, t < 1 ? 1 : t, room, first, last);
    return *last - *first + 1;
}

static void draw_truncated(const struct view *view, const struct area *area, int row, int rows)
{
    const struct session *session = view->session;
    int tau = session->now.truncation;
    struct matrix sum;
    if (!has_band(view))
        return;
    matrix_init(&sum, session->now.network.weight[view->w].rows, session->now.network.weight[view->w].cols);
    area_putf(area, row, 1, STYLE_BADGE, "truncated at τ = %d", tau);
    if (!truncation_is_short(session, session->now.truncation))
        area_put(area, row, STEP + CELL, STYLE_DIM, "too long to add up");
    else if (triangle_band(session->pass, view->w, tau, sum.at))
        put_sum(view, area, row, rows, &sum, STYLE_BADGE);
    matrix_clear(&sum);
}

static void draw_steps(const struct view *view, const struct area *area)
{
    const char *w = session_weight_symbol(view->session, view->w);
    int first, last, cell = cell_of(view, area), cells = cells_of(view);
    int sum = sum_rows(view, area->rows - 1);
    int shown = steps_shown(view->session, &first, &last, area->rows - 1 - sum * (1 + has_band(view)));
    struct text head = {0};
    struct matrix total;
    area_put(area, 0, 1, STYLE_TITLE, "t");
    if (is_scalar(view)) {
        area_put_left_of(area, 0, STEP + cell, STYLE_TITLE, "z<t>");
        text_addf(&head, "∂ŷ<t>/∂%s", w);
        area_put_left_of(area, 0, STEP + 2 * cell, STYLE_TITLE, text_string(&head));
        text_empty(&head);
    }
    text_addf(&head, "∂L<t>/∂%s", w);
    area_put_left_of(area, 0, STEP + cells * cell, STYLE_TITLE, text_string(&head));
    for (int t = first; t <= last; t++)
        draw_step(view, area, t - first + 1, t);
    text_empty(&head);
    text_addf(&head, shown < view->session->now.sequence->T ? "total of all %d steps" : "total",
              view->session->now.sequence->T);
    /* In a narrow table the title alone says that it is broken. */
    text_add(&head, flow_is_broken(view->session) && cell == CELL ? ", by the broken backward pass" : "");
    area_put(area, shown + 1, 1, STYLE_TITLE, text_string(&head));
    if (value_of(view, QUANTITY_DL_DW, 0, &total)) {
        put_sum(view, area, shown + 1, sum, &total, STYLE_ACTIVE);
        matrix_clear(&total);
    }
    draw_truncated(view, area, shown + 1 + sum, sum);
    text_clear(&head);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    int T = view->session->now.sequence->T, most = view->big ? MOST_BIG_STEPS : MOST_STEPS;
    if (view->all)
        return rows_of_all(&view->session->now.network) + (view->session->now.truncation > 0 && !view->brief);
    if (view->t == 0)
        return 1 + (T < most ? T : most) + sum_rows(view, INT_MAX) * (1 + has_band(view));
    return equation_panel_rows(build, view, columns, ascii);
}

static void draw(const struct view *view, const struct area *area)
{
    if (view->all && view->brief)
        draw_gathered(view, area);
    else if (view->all)
        draw_all(view, area);
    else if (view->t == 0)
        draw_steps(view, area);
    else
        equation_panel_draw(build, view, area);
}

const struct panel panel_grad = {
    .name = "grad",
    .summary = "gradients in symbols, numbers and values",
    .title = title,
    .rows = rows,
    .draw = draw,
    .rows_apart = true,
};
