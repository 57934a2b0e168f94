/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph.c - the unrolled network: one cell, drawn once a step.
 *
 *                 ŷ<1> 0.56         ŷ<2> 0.38
 *                     ▲ W_y             ▲ W_y
 *  a<0> 0  ───v───▶ a<1> 0.4 ───v───▶ a<2> 0.2       What the tape has reached is solid, the rest dotted; in the
 *                     ▲ u               ▲ u           backward pass the arrows turn and carry the gradients.
 *                 x<1> 1            x<2> 0 */

#include "panel/graph.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/utf8.h"
#include "panel/panel.h"
#include "session/derivation.h"
#include "session/flow.h"
#include "session/formula.h"

enum {
    ROWS = 5, /* with stems of one row */
    LONGEST_STEM = 3,
    STEM = 4,                  /* the column of a stem in its label */
    SHORTEST_LABEL = STEM + 5, /* the stem and its "W_y" */
    SHORTEST_ARROW = 6,
    LONGEST_ARROW = 12,
    LONGEST_BIG_ARROW = 16,
    LONG_MESSAGE = 12, /* the columns of "◀─ -0.0339 ─" */
    MESSAGE_DIGITS = 3,
    BEHIND = 2 /* columns of what stands for the steps behind the last */
};

/* What is written at a step, and the gradient that it gets from the next one, where that is shown and known. */
struct node {
    struct text yhat, a, x, message;
};

/* Where things stand: label columns of equal width, arrows between them. */
struct plan {
    const struct view *view;
    bool backward;
    int first, last;   /* steps shown */
    struct node *node; /* of each of them, with room for so many */
    int steps;
    struct text left; /* what stands left of the first: a<0>, or the step before it */
    int label;        /* columns of "a<3> 0.5" */
    int arrow;        /* columns between two labels */
    int entries;      /* of a vector that are shown */
    int start;        /* columns of what stands left of the first step */
    int stem;         /* rows of the arrows up */
    int row_yhat, row_a, row_x;
};

static void title(const struct view *view, struct text *text)
{
    bool backward = tape_place(&view->session->tape).phase == PHASE_BACKWARD;
    text_add(text, backward ? "unrolled network, gradients flowing back" : "unrolled network");
    if (!backward)
        return;
    flow_add_badge(text, view->session);
    formula_add_badge(text, view->session, 1, view->session->now.sequence->T);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    (void)view;
    (void)columns;
    (void)ascii;
    return ROWS;
}

/* "0.5", or the first entries of a vector. */
static void add_short(struct text *text, const struct session *session, int entries, const double *values, int count,
                      bool sign)
{
    if (count == 1 && sign)
        number_add_signed(text, values[0], MESSAGE_DIGITS);
    else if (count == 1)
        number_add(text, values[0], panel_digits(session));
    for (int i = 0; i < count && count > 1; i++) {
        if (i == entries) {
            text_add(text, " …");
            break;
        }
        text_add(text, i == 0 ? "[" : " ");
        number_add(text, values[i], 2);
    }
    if (count > 1)
        text_add(text, "]");
}

bool graph_add_value(struct text *text, const struct session *session, int entries, enum quantity_kind kind, int t)
{
    const struct network *network = &session->now.network;
    bool known = kind == QUANTITY_X || (kind == QUANTITY_A && t == 0) ||
                 tape_reached(&session->tape, kind == QUANTITY_A ? OPERATION_A : OPERATION_YHAT, t);
    if (!known)
        return false;
    if (kind == QUANTITY_X)
        add_short(text, session, entries, sequence_x(session->now.sequence, t), network->n_x, false);
    else if (kind == QUANTITY_A)
        add_short(text, session, entries, pass_a(session->pass, t), network->n_a, false);
    else
        add_short(text, session, entries, pass_yhat(session->pass, t), network->n_y, false);
    return true;
}

static void add_label(struct text *text, const struct plan *plan, enum quantity_kind kind, int t, bool ascii)
{
    text_addf(text, "%s<%d> ", kind == QUANTITY_X ? "x" : kind == QUANTITY_A ? "a" : "ŷ", t);
    if (!graph_add_value(text, plan->view->session, plan->entries, kind, t))
        text_add(text, ascii ? " ." : " ·");
}

bool graph_add_message(struct text *text, const struct session *session, int entries, enum operation operation, int t)
{
    double arriving[NETWORK_WIDEST];
    if (!tape_reached(&session->tape, operation, t) || t > session->now.sequence->T)
        return false;
    if (operation == OPERATION_FROM_YHAT)
        flow_from_yhat(session, t, arriving);
    else
        flow_from_next(session, t, arriving);
    add_short(text, session, entries, arriving, session->now.network.n_a, true);
    return true;
}

static bool add_message(struct text *text, const struct plan *plan, enum operation operation, int t)
{
    return graph_add_message(text, plan->view->session, plan->entries, operation, t);
}

static int greater(int a, int b)
{
    return a > b ? a : b;
}

static struct node *node_at(const struct plan *plan, int t)
{
    return &plan->node[t - plan->first];
}

static void label(struct text *text, const struct plan *plan, enum quantity_kind kind, int t, bool ascii)
{
    text_empty(text);
    add_label(text, plan, kind, t, ascii);
}

static void label_node(const struct plan *plan, int t, bool ascii)
{
    struct node *node = node_at(plan, t);
    label(&node->yhat, plan, QUANTITY_YHAT, t, ascii);
    label(&node->a, plan, QUANTITY_A, t, ascii);
    label(&node->x, plan, QUANTITY_X, t, ascii);
    text_empty(&node->message);
    if (t < plan->last)
        add_message(&node->message, plan, OPERATION_FROM_NEXT, t);
}

static int width_of_text(const struct text *text, bool ascii)
{
    return utf8_width_spelt(text_string(text), ascii);
}

/* Writes the labels and makes room for the longest. */
static void measure(struct plan *plan, bool ascii)
{
    plan->label = SHORTEST_LABEL;
    plan->arrow = SHORTEST_ARROW;
    for (int t = plan->first; t <= plan->last; t++) {
        const struct node *node = node_at(plan, t);
        label_node(plan, t, ascii);
        plan->label = greater(plan->label, width_of_text(&node->yhat, ascii));
        plan->label = greater(plan->label, width_of_text(&node->a, ascii));
        plan->label = greater(plan->label, width_of_text(&node->x, ascii));
        if (node->message.length > 0)
            plan->arrow = greater(plan->arrow, width_of_text(&node->message, ascii) + 5);
    }
    text_empty(&plan->left);
    if (plan->first == 1)
        add_label(&plan->left, plan, QUANTITY_A, 0, ascii);
    else
        text_addf(&plan->left, "… a<%d>", plan->first - 1);
    plan->start = width_of_text(&plan->left, ascii) + 1;
}

static int width_of(const struct plan *plan)
{
    return plan->start + (plan->last - plan->first + 1) * (plan->arrow + plan->label + 1) + 1;
}

/* Where there are more rows the stems grow, and what is left is parted above and below. */
static void place_rows(struct plan *plan, int rows)
{
    plan->stem = rows < ROWS + 2 ? 1 : (rows - 3) / 2 < LONGEST_STEM ? (rows - 3) / 2 : LONGEST_STEM;
    plan->row_yhat = rows > 2 * plan->stem + 3 ? (rows - 2 * plan->stem - 3) / 2 : 0;
    plan->row_a = plan->row_yhat + plan->stem + 1;
    plan->row_x = plan->row_a + plan->stem + 1;
}

/* Gives every step more columns, up to enough of them, while all steps fit. */
static void widen(const struct plan *plan, int *width, int enough, int columns)
{
    while (*width < enough && width_of(plan) + plan->last - plan->first + 1 <= columns)
        ++*width;
}

/* Each step keeps its columns while numbers of other lengths come, as far as there is room for them. */
static void widen_for_numbers_to_come(struct plan *plan, int columns)
{
    struct text longest = {0};
    text_addf(&longest, "a<%d> -0.0%.*d", plan->last, panel_digits(plan->view->session), 0);
    widen(plan, &plan->label, (int)longest.length, columns);
    if (plan->backward)
        widen(plan, &plan->arrow, LONG_MESSAGE, columns);
    text_clear(&longest);
}

static int most_steps(const struct area *area)
{
    return greater(1, area->columns / (SHORTEST_LABEL + SHORTEST_ARROW + 1));
}

/* Chooses the steps: widths depend on the numbers shown, so the window shrinks until they fit. */
static void choose_steps(struct plan *plan, const struct area *area)
{
    int T = plan->view->session->now.sequence->T, t = view_step(plan->view);
    for (int room = plan->steps; room >= 1; room--) {
        /* In the backward pass the step to the right, where the message comes from, is the last to go. */
        panel_window(T, (t < 1 ? 1 : t) + (plan->backward && room % 2 == 0), room, &plan->first, &plan->last);
        measure(plan, canvas_is_ascii(area->canvas));
        if (width_of(plan) + (plan->last < T ? BEHIND : 0) <= area->columns)
            break;
    }
}

/* As many steps as fit, and where that is one alone, rather fewer entries of its vectors; then labels and arrows grow
 * into the room that is left. */
static struct plan make_plan(const struct view *view, const struct area *area)
{
    struct plan plan = {.view = view, .entries = GRAPH_ENTRIES, .steps = most_steps(area)};
    int T = view->session->now.sequence->T;
    plan.backward = tape_place(&view->session->tape).phase == PHASE_BACKWARD;
    plan.node = alloc_array((size_t)plan.steps, sizeof *plan.node);
    choose_steps(&plan, area);
    if (plan.first == plan.last && T > 1) {
        plan.entries = 1;
        choose_steps(&plan, area);
        plan.entries = plan.first < plan.last ? 1 : GRAPH_ENTRIES;
        measure(&plan, canvas_is_ascii(area->canvas));
    }
    int behind = plan.last < T ? BEHIND : 0;
    place_rows(&plan, area->rows);
    widen_for_numbers_to_come(&plan, area->columns - behind);
    widen(&plan, &plan.arrow, plan.stem > 1 ? LONGEST_BIG_ARROW : LONGEST_ARROW, area->columns - behind);
    return plan;
}

static void clear_plan(struct plan *plan)
{
    for (int i = 0; i < plan->steps; i++) {
        text_clear(&plan->node[i].yhat);
        text_clear(&plan->node[i].a);
        text_clear(&plan->node[i].x);
        text_clear(&plan->node[i].message);
    }
    free(plan->node);
    text_clear(&plan->left);
}

static int label_column(const struct plan *plan, int t)
{
    return plan->start + plan->arrow + (t - plan->first) * (plan->label + plan->arrow + 1) + 1;
}

/* Where the edge that leads to a<t> begins: one column behind the label before it. */
static int edge_start(const struct plan *plan, int t, bool ascii)
{
    if (t == plan->first)
        return plan->start;
    return label_column(plan, t - 1) + width_of_text(&node_at(plan, t - 1)->a, ascii) + 1;
}

/* "───v───▶" solid, "┄┄┄v┄┄┄▷" dotted, without head where gradients have not come yet. */
static void draw_arrow(const struct area *area, const struct plan *plan, int column, int end, bool solid, bool head)
{
    enum style style = solid ? STYLE_PLAIN : STYLE_DIM;
    struct area line = area_part(area, plan->row_a, column, 1, end - column);
    area_fill(&line, style, solid ? U'─' : U'┄');
    area_put(area, plan->row_a, column + (end - column - 1) / 2, style,
             session_weight_symbol(plan->view->session, WEIGHT_V));
    if (head)
        area_put(area, plan->row_a, end - 1, style, solid ? "▶" : "▷");
}

/* "◀─ -0.979 ─": what a<t+1> sends to a<t>. */
static void draw_message(const struct area *area, const struct plan *plan, int column, int end, const char *message)
{
    struct area line = area_part(area, plan->row_a, column, 1, end - column);
    area_fill(&line, STYLE_MESSAGE, U'─');
    area_put(area, plan->row_a, column, STYLE_MESSAGE, "◀");
    area_putf(area, plan->row_a, column + 2, message[0] == '-' ? STYLE_NEGATIVE : STYLE_MESSAGE, " %s ", message);
}

/* The edge that leads to a<t> from a<t-1>. */
static void draw_edge(const struct area *area, const struct plan *plan, int t)
{
    const char *message = t > plan->first ? text_string(&node_at(plan, t - 1)->message) : "";
    int column = edge_start(plan, t, canvas_is_ascii(area->canvas)), end = label_column(plan, t) - 1;
    if (plan->backward && *message != '\0')
        draw_message(area, plan, column, end, message);
    else
        draw_arrow(area, plan, column, end, !plan->backward && tape_reached(&plan->view->session->tape, OPERATION_A, t),
                   !plan->backward);
}

static void draw_node(const struct area *area, const struct plan *plan, int t)
{
    bool active = t == view_step(plan->view) && t > 0;
    bool reached = tape_reached(&plan->view->session->tape, OPERATION_A, t);
    int column = label_column(plan, t);
    enum style style = active ? STYLE_ACTIVE : reached ? STYLE_PLAIN : STYLE_DIM;
    int end = area_put(area, plan->row_a, column, style, text_string(&node_at(plan, t)->a));
    if (active) {
        area_put(area, plan->row_a, column - 1, STYLE_ACTIVE, "▐");
        area_put(area, plan->row_a, end, STYLE_ACTIVE, "▌");
    }
}

enum stem { STEM_UP, STEM_DOWN, STEM_DOTTED };

/* An arrow up or down in a label's column, with what it carries beside its middle. In ASCII the one down is two columns
 * wide: "\/", for 'v' is a weight. */
static void draw_stem(const struct area *area, const struct plan *plan, int row, int column, enum style style,
                      enum stem stem, const char *label)
{
    for (int i = 0; i < plan->stem; i++)
        area_put(area, row + i, column + STEM, style, stem == STEM_DOTTED ? "┆" : "│");
    if (stem == STEM_UP)
        area_put(area, row, column + STEM, style, "▲");
    if (stem == STEM_DOWN)
        area_put(area, row + plan->stem - 1, column + STEM - canvas_is_ascii(area->canvas), style, "▼");
    int behind = area_put(area, row + plan->stem / 2, column + STEM + 1, style, " ");
    area_put(area, row + plan->stem / 2, behind, style, label);
}

/* The output above the node and the stem between them. */
static void draw_output(const struct area *area, const struct plan *plan, int t)
{
    const struct tape *tape = &plan->view->session->tape;
    bool reached = tape_reached(tape, OPERATION_YHAT, t);
    bool just_now = !plan->backward && reached && t == view_step(plan->view);
    struct text text = {0};
    int column = label_column(plan, t);
    area_put(area, plan->row_yhat, column,
             just_now  ? STYLE_ACTIVE
             : reached ? STYLE_PLAIN
                       : STYLE_DIM,
             text_string(&node_at(plan, t)->yhat));
    if (just_now)
        area_put(area, plan->row_yhat, column - 2, STYLE_ACTIVE, "▸ ");
    enum style style = reached ? STYLE_PLAIN : STYLE_DIM;
    if (plan->backward && add_message(&text, plan, OPERATION_FROM_YHAT, t))
        draw_stem(area, plan, plan->row_yhat + 1, column, STYLE_MESSAGE, STEM_DOWN, text_string(&text));
    else if (plan->backward)
        draw_stem(area, plan, plan->row_yhat + 1, column, STYLE_DIM, STEM_DOTTED, "");
    else
        draw_stem(area, plan, plan->row_yhat + 1, column, style, reached ? STEM_UP : STEM_DOTTED, "W_y");
    text_clear(&text);
}

static void draw_input(const struct area *area, const struct plan *plan, int t)
{
    const struct session *session = plan->view->session;
    bool solid = !plan->backward && tape_reached(&session->tape, OPERATION_S, t);
    int column = label_column(plan, t);
    draw_stem(area, plan, plan->row_a + 1, column, solid ? STYLE_PLAIN : STYLE_DIM, solid ? STEM_UP : STEM_DOTTED,
              plan->backward ? "" : session_weight_symbol(session, WEIGHT_U));
    area_put(area, plan->row_x, column, STYLE_PLAIN, text_string(&node_at(plan, t)->x));
}

static void draw_steps(const struct area *area, const struct plan *plan)
{
    area_put(area, plan->row_a, 0, STYLE_PLAIN, text_string(&plan->left));
    for (int t = plan->first; t <= plan->last; t++) {
        draw_edge(area, plan, t);
        draw_output(area, plan, t);
        draw_input(area, plan, t);
    }
    for (int t = plan->first; t <= plan->last; t++)
        draw_node(area, plan, t);
    if (plan->last < plan->view->session->now.sequence->T)
        area_put(area, plan->row_a, edge_start(plan, plan->last + 1, canvas_is_ascii(area->canvas)), STYLE_DIM, "…");
}

static void draw(const struct view *view, const struct area *area)
{
    struct plan plan = make_plan(view, area);
    if (view->session->now.sequence->T == 0)
        panel_no_sequence(view->session, area, plan.row_a);
    else
        draw_steps(area, &plan);
    clear_plan(&plan);
}

/* What stands left of the first step: a<0>, or the step before the first one shown. */
static int start_step_at(const struct plan *plan, int row, int column)
{
    return row == plan->row_a && column < plan->start - 1 ? plan->first - 1 : PANEL_NO_STEP;
}

/* A step is where its labels stand, from the output down to the input. */
static int step_in(const struct plan *plan, const struct area *area, int row, int column)
{
    int T = plan->view->session->now.sequence->T;
    if (T == 0 || row < plan->row_yhat || row > plan->row_x)
        return PANEL_NO_STEP;
    for (int t = plan->first; t <= plan->last; t++) {
        int start = label_column(plan, t) - 1;
        if (column >= start && column <= start + plan->label + 1)
            return t;
    }
    bool ascii = canvas_is_ascii(area->canvas);
    if (plan->last < T && row == plan->row_a && column >= edge_start(plan, plan->last + 1, ascii))
        return plan->last + 1;
    return start_step_at(plan, row, column);
}

static int step_at(const struct view *view, const struct area *area, int row, int column)
{
    struct plan plan = make_plan(view, area);
    int t = step_in(&plan, area, row, column);
    clear_plan(&plan);
    return t;
}

const struct panel panel_graph = {
    .name = "graph",
    .summary = "the unrolled network around the present step",
    .title = title,
    .rows = rows,
    .draw = draw,
    .step_at = step_at,
};
