/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare.c - two networks beside each other, step by step: what differs wears a mark.
 *
 *         v = 0.5                          v = 1.4
 *  t      a<t>    ŷ<t>    L<t>  ∂L/∂a<t>    a<t>    ŷ<t>    L<t>  ∂L/∂a<t>
 *  1       0.4    0.56  0.5798         ·     0.4    0.56  0.5798         ·
 * ▸2       0.2    0.38   0.478         ·   ≠0.56  ≠0.704  ≠1.217         · */

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/step.h"
#include "panel/panel.h"
#include "session/comparison.h"
#include "session/derivation.h"
#include "session/flow.h"

enum { MOST_ROWS = 16, LABEL = 8, HEADS = 2, NARROWEST_CELL = 8, WIDEST_CELL = 12, RULE = 3, EVERY_DIGIT = 17 };

/* What stands in a step's cells, as many as there is room for. */
enum { CELL_A, CELL_YHAT, CELL_L, CELL_BY_A, CELLS };

/* One of the two networks, and the columns it has. */
struct side {
    const struct session *session;
    int column; /* where it begins */
    int cell;   /* columns of a cell */
};

/* Both, and what they share. */
struct plan {
    struct side here, there;
    int cells;       /* of a step, 1..CELLS */
    int first, last; /* steps shown */
    int T;           /* of the longer one */
    bool gradients;
};

static int greater(int a, int b)
{
    return a > b ? a : b;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static void title(const struct view *view, struct text *text)
{
    const struct tape *tape = &view->session->tape;
    int from = tape_backward(tape) + !tape_reached(tape, OPERATION_GAINS, tape_backward(tape));
    text_add(text, "two networks");
    if (from > 1 && from <= tape->T)
        text_addf(text, ", gradients so far (t = %d..%d)", tape->T, from);
    flow_add_badge(text, view->session);
}

static bool is_backward(const struct view *view)
{
    return tape_place(&view->session->tape).phase == PHASE_BACKWARD;
}

/* Heads, steps, the loss, and in the backward pass the five gradients. */
static int rows(const struct view *view, int columns, bool ascii)
{
    const struct session *other = comparison_other(view->session);
    (void)columns;
    (void)ascii;
    if (other == NULL)
        return 1;
    int T = greater(view->session->now.sequence->T, other->now.sequence->T);
    return HEADS + least(T, MOST_ROWS) + 1 + (is_backward(view) ? WEIGHT_COUNT : 0);
}

static struct plan make_plan(const struct view *view, const struct area *area)
{
    const struct session *other = comparison_other(view->session);
    int half = (area->columns - LABEL - RULE) / 2, t = view_step(view);
    struct plan plan = {.here = {view->session, LABEL, 0}, .there = {other, LABEL + half + RULE, 0}};
    plan.cells = greater(1, least(CELLS, half / NARROWEST_CELL));
    plan.here.cell = plan.there.cell = greater(1, least(WIDEST_CELL, half / plan.cells));
    plan.gradients = is_backward(view);
    plan.T = greater(view->session->now.sequence->T, other->now.sequence->T);
    int room = area->rows - HEADS - 1 - (plan.gradients ? WEIGHT_COUNT : 0);
    panel_window(plan.T, t < 1 ? 1 : t, room, &plan.first, &plan.last);
    return plan;
}

/* What a cell has to show. */
struct content {
    enum { NO_STEP, UNREACHED, UNSET, KNOWN } state;
    double values[NETWORK_WIDEST];
    int count;
};

static bool is_reached(const struct session *session, int cell, int t)
{
    static const enum operation operations[] = {OPERATION_A, OPERATION_YHAT, OPERATION_L, OPERATION_SUM};
    bool computed = t <= session->pass->forward && (cell != CELL_BY_A || t >= flow_reached(session));
    return computed && tape_reached(&session->tape, operations[cell], t);
}

static bool lacks_target(const struct session *session, int cell, int t)
{
    int last = cell == CELL_BY_A ? session->now.sequence->T : t;
    return (cell == CELL_L || cell == CELL_BY_A) && sequence_first_unset(session->now.sequence, t, last) != 0;
}

static void find(const struct session *session, int cell, int t, struct content *content)
{
    const struct network *network = &session->now.network;
    *content = (struct content){.state = t > session->now.sequence->T     ? NO_STEP
                                         : !is_reached(session, cell, t)  ? UNREACHED
                                         : lacks_target(session, cell, t) ? UNSET
                                                                          : KNOWN};
    if (content->state != KNOWN)
        return;
    double loss = cell == CELL_L ? step_loss(session->pass, t) : 0;
    const double *values = cell == CELL_A      ? pass_a(session->pass, t)
                           : cell == CELL_YHAT ? pass_yhat(session->pass, t)
                           : cell == CELL_L    ? &loss
                                               : flow_by_a(session, t);
    content->count = cell == CELL_L ? 1 : cell == CELL_YHAT ? network->n_y : network->n_a;
    memcpy(content->values, values, (size_t)content->count * sizeof *values);
}

/* Both are known, and not the same. */
static bool contents_differ(const struct content *a, const struct content *b)
{
    if (a->state != KNOWN || b->state != KNOWN)
        return false;
    bool same = a->count == b->count;
    for (int i = 0; i < a->count && same; i++)
        same = a->values[i] == b->values[i] || (isnan(a->values[i]) && isnan(b->values[i]));
    return !same;
}

/* A number, or the first entry of a vector, in as many digits as fit; false where not even one fits. */
static bool add_values(struct text *text, const struct area *area, const struct content *content, bool sign, int digits,
                       int room)
{
    bool vector = content->count > 1;
    text_empty(text);
    text_add(text, vector ? "[" : "");
    number_add_within(text, content->values[0], digits, sign,
                      room - (vector ? canvas_width_of(area->canvas, "[…") : 0));
    text_add(text, vector ? "…" : "");
    return canvas_width_of(area->canvas, text_string(text)) <= room;
}

/* For a cell in which there is not even room for one digit. */
static const char *no_room(const struct area *area, const struct content *content)
{
    bool ascii = canvas_is_ascii(area->canvas);
    if (content->count > 1)
        return ascii ? "[~]" : "[…]";
    return isnan(content->values[0]) ? "undef." : ascii ? "~" : "…";
}

/* A blank stays before the cell, and room for the mark, so that what is the same in both looks the same; but one that
 * is not needed is rather used than no digit shown. */
static void fill_cell(struct text *text, const struct area *area, const struct content *content, bool sign, int digits,
                      bool differs)
{
    if (add_values(text, area, content, sign, digits, area->columns - 2) ||
        (!differs && add_values(text, area, content, sign, 1, area->columns - 1)))
        return;
    text_empty(text);
    text_add(text, no_room(area, content));
}

/* Of what differs. */
static const char *mark(const struct area *area)
{
    return canvas_is_ascii(area->canvas) ? "!" : "≠";
}

static void put_cell(const struct area *area, int row, const struct side *side, int cell, const struct content *content,
                     bool differs)
{
    struct text text = {0};
    struct area place = area_part(area, row, side->column + cell * side->cell, 1, side->cell);
    enum style style = content->state != KNOWN ? STYLE_DIM : differs ? STYLE_BADGE : STYLE_PLAIN;
    if (content->state == UNREACHED)
        text_add(&text, panel_unreached(area->canvas));
    else if (content->state == UNSET)
        text_add(&text, "none");
    else if (content->state == KNOWN)
        fill_cell(&text, &place, content, cell == CELL_BY_A, panel_digits(side->session), differs);
    int before = side->cell - canvas_width_of(area->canvas, text_string(&text)) - 1;
    area_put_left_of(&place, 0, side->cell, style, text_string(&text));
    if (differs)
        area_put(&place, 0, before > 0 ? before : 0, STYLE_BADGE, mark(area));
    text_clear(&text);
}

static void draw_step(const struct view *view, const struct area *area, const struct plan *plan, int row, int t)
{
    bool active = t == view_step(view);
    if (active)
        area_put(area, row, 0, STYLE_ACTIVE, "▸");
    area_putf(area, row, 1, active ? STYLE_ACTIVE : STYLE_PLAIN, "%d", t);
    for (int cell = 0; cell < plan->cells; cell++) {
        struct content here, there;
        find(plan->here.session, cell, t, &here);
        find(plan->there.session, cell, t, &there);
        put_cell(area, row, &plan->here, cell, &here, false);
        put_cell(area, row, &plan->there, cell, &there, contents_differ(&here, &there));
    }
}

/* "L so far", or one of the gradients gathered so far; empty where there is none. */
static void add_sum(struct text *text, const struct session *session, int w)
{
    const struct sequence *sequence = session->now.sequence;
    int T = sequence->T, t = tape_forward(&session->tape), from = tape_backward(&session->tape);
    if (w < 0 && t > 0 && !tape_reached(&session->tape, OPERATION_L, t))
        t--;
    if (w >= 0 && from <= T && !tape_reached(&session->tape, OPERATION_GAINS, from))
        from++;
    bool unset = sequence_first_unset(sequence, w < 0 ? 1 : from, w < 0 ? t : T) != 0;
    if (unset) {
        text_add(text, "none");
    } else if (w < 0 && t > 0 && t <= session->pass->forward) {
        number_add(text, pass_loss(session->pass, t), session->digits);
    } else if (w >= 0 && from <= T && from >= flow_reached(session)) {
        struct gradients gradients;
        gradients_init(&gradients, &session->now.network);
        flow_gradients(session, from, &gradients);
        derivation_add_matrix(text, session, &gradients.by[w]);
        gradients_clear(&gradients);
    } else {
        text_add(text, "·");
    }
}

/* To the last digit, where both have come so far. */
static bool sums_differ(const struct plan *plan, int w)
{
    struct session here = *plan->here.session, there = *plan->there.session; /* only looked at */
    struct text one = {0}, other = {0};
    here.digits = there.digits = EVERY_DIGIT;
    add_sum(&one, &here, w);
    add_sum(&other, &there, w);
    bool reached = strcmp(text_string(&one), "·") != 0 && strcmp(text_string(&other), "·") != 0;
    bool differ = reached && strcmp(text_string(&one), text_string(&other)) != 0;
    text_clear(&one);
    text_clear(&other);
    return differ;
}

static void put_sum(const struct area *area, const struct plan *plan, int row, const struct side *side,
                    const char *value, bool differs)
{
    int width = plan->there.column - plan->here.column - RULE;
    struct area place = area_part(area, row, side->column, 1, width);
    bool unreached = strcmp(value, "·") == 0;
    area_put_cut(&place, 0, 1,
                 unreached ? STYLE_DIM
                 : differs ? STYLE_BADGE
                           : STYLE_ACTIVE,
                 unreached ? panel_unreached(area->canvas) : value);
    if (differs)
        area_put(&place, 0, 0, STYLE_BADGE, mark(area));
}

/* The loss for w = -1, else the gradient by that weight. */
static void draw_sum(const struct area *area, const struct plan *plan, int row, int w)
{
    struct text here = {0}, there = {0};
    add_sum(&here, plan->here.session, w);
    add_sum(&there, plan->there.session, w);
    bool differs = sums_differ(plan, w);
    bool all = tape_forward(&plan->here.session->tape) == plan->here.session->now.sequence->T;
    if (w < 0)
        area_put(area, row, 0, STYLE_TITLE, all ? "L" : "L so far");
    else
        area_putf(area, row, 0, STYLE_TITLE, "∂L/∂%s", session_weight_symbol(plan->here.session, (enum weight)w));
    put_sum(area, plan, row, &plan->here, text_string(&here), false);
    put_sum(area, plan, row, &plan->there, text_string(&there), differs);
    text_clear(&here);
    text_clear(&there);
}

/* Says that there are more steps before and behind those shown. */
static void draw_more_steps(const struct area *area, const struct plan *plan)
{
    bool ascii = canvas_is_ascii(area->canvas);
    if (plan->first > 1)
        area_put(area, 1, 3, STYLE_DIM, ascii ? "^" : "▲");
    if (plan->last < plan->T)
        area_put(area, 1, 4, STYLE_DIM, ascii ? "v" : "▼");
}

static void draw_heads(const struct area *area, const struct plan *plan)
{
    static const char *const heads[] = {"a<t>", "ŷ<t>", "L<t>", "∂L/∂a"};
    const struct side *const sides[] = {&plan->here, &plan->there};
    area_put(area, 1, 1, STYLE_TITLE, "t");
    draw_more_steps(area, plan);
    for (int i = 0; i < 2; i++) {
        struct text name = {0};
        struct area half = area_part(area, 0, sides[i]->column, HEADS, plan->there.column - plan->here.column - RULE);
        if (i == 0)
            comparison_add_here(&name, plan->here.session);
        else
            comparison_add_there(&name, plan->here.session);
        area_put_cut(&half, 0, 1, STYLE_TITLE, text_string(&name));
        for (int cell = 0; cell < plan->cells; cell++)
            area_put_left_of(&half, 1, (cell + 1) * sides[i]->cell, STYLE_TITLE, heads[cell]);
        text_clear(&name);
    }
    for (int row = 0; row < area->rows; row++)
        area_put(area, row, plan->there.column - 2, STYLE_FRAME, "│");
}

static void draw(const struct view *view, const struct area *area)
{
    int row = HEADS;
    if (comparison_other(view->session) == NULL) {
        area_put_cut(area, 0, 0, STYLE_PLAIN,
                     view->session->comparison == NULL
                         ? "Nothing is compared: compare v 1.4 puts another v beside this one."
                         : "This network has no such parameter to compare; compare off ends the comparison.");
        return;
    }
    struct plan plan = make_plan(view, area);
    draw_heads(area, &plan);
    for (int t = plan.first; t <= plan.last && t <= plan.T; t++)
        draw_step(view, area, &plan, row++, t);
    draw_sum(area, &plan, row++, -1);
    for (int w = 0; plan.gradients && w < WEIGHT_COUNT; w++)
        draw_sum(area, &plan, row++, w);
}

static int step_at(const struct view *view, const struct area *area, int row, int column)
{
    (void)column;
    if (comparison_other(view->session) == NULL)
        return PANEL_NO_STEP;
    struct plan plan = make_plan(view, area);
    int t = plan.first + row - HEADS;
    return row >= HEADS && t <= plan.last && t <= view->session->now.sequence->T ? t : PANEL_NO_STEP;
}

const struct panel panel_compare = {
    .name = "compare",
    .summary = "two networks beside each other, step by step",
    .title = title,
    .rows = rows,
    .draw = draw,
    .step_at = step_at,
    .rows_apart = true,
};
