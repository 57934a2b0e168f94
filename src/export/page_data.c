/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page_data.c - the tape walked from its start to its end, every step written down; then what is the same at all of
 * them: table, series, triangle. */

#include "export/page_data.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "export/escaped.h"
#include "export/frames.h"
#include "export/lines.h"
#include "export/page_formula.h"
#include "lesson/judge.h"
#include "model/series.h"
#include "model/step.h"
#include "panel/graph.h"
#include "session/derivation.h"
#include "session/flow.h"
#include "session/sentence.h"

enum { PICTURE = 96 };

static void add_comma(struct text *file, bool first)
{
    text_add(file, first ? "" : ",");
}

/* "exact|shown", once where both are the same. */
static void add_both(struct text *file, const struct matrix *value, const char *shown)
{
    struct text both = {0};
    quantity_add_exact(&both, value, NULL);
    if (strcmp(text_string(&both), shown) != 0)
        text_addf(&both, "|%s", shown);
    escaped_add_json(file, text_string(&both));
    text_clear(&both);
}

static void add_value(struct text *file, const struct session *session, const struct matrix *value)
{
    struct text shown = {0};
    derivation_add_matrix(&shown, session, value);
    add_both(file, value, text_string(&shown));
    text_clear(&shown);
}

/* One of many numbers that stand close together, in few digits. */
static void add_close(struct text *file, const struct session *session, double number)
{
    struct matrix value = {1, 1, &number};
    struct text shown = {0};
    number_add(&shown, number, panel_digits(session));
    add_both(file, &value, text_string(&shown));
    text_clear(&shown);
}

/* Adds the value of the quantity, or null where there is none. */
static void add_quantity(struct text *file, const struct session *session, struct quantity quantity)
{
    struct matrix value;
    struct fault fault = {0};
    if (quantity_value(session, &quantity, &value, &fault))
        add_value(file, session, &value);
    else
        text_add(file, "null");
    matrix_clear(&value);
    fault_clear(&fault);
}

/* The exact value of what the equation is called, where that is the name of one number; else nothing. */
static void add_exact(struct text *exact, const struct session *session, const char *name)
{
    struct quantity quantity;
    struct matrix value = {0};
    struct fault fault = {0};
    if (quantity_read(session, name, 0, strlen(name), &quantity, &fault) && quantity.end == strlen(name) &&
        quantity_value(session, &quantity, &value, &fault) && matrix_size(&value) == 1 && isfinite(value.at[0]))
        quantity_add_exact(exact, &value, NULL);
    matrix_clear(&value);
    fault_clear(&fault);
}

static void add_parts(struct text *file, const struct equation *equation)
{
    text_add(file, ",[");
    for (int i = 0; i < equation->parts; i++) {
        add_comma(file, i == 0);
        text_add(file, "[");
        page_formula_add(file, equation->part[i].symbols);
        text_add(file, ",");
        page_formula_add(file, equation->part[i].numbers);
        text_add(file, "]");
    }
    text_add(file, "],");
}

/* [name, is it a phrase, [[symbols, numbers], ...], value, remark], and where it is one number's name
 * [..., name as typed, exact value]. */
static void add_equation(struct text *file, const struct session *session, const struct equation *equation)
{
    struct text typed = {0}, exact = {0};
    text_add(file, "[");
    page_formula_add(file, equation->name);
    text_add(file, equation->phrase ? ",1" : ",0");
    add_parts(file, equation);
    page_formula_add(file, equation->value != NULL ? equation->value : "");
    text_add(file, ",");
    escaped_add_json(file, equation->remark != NULL ? equation->remark : "");
    if (!equation->phrase)
        add_exact(&exact, session, equation->name);
    if (exact.length > 0) {
        utf8_add_ascii(&typed, equation->name);
        text_add(file, ",");
        escaped_add_json(file, text_string(&typed));
        text_add(file, ",");
        escaped_add_json(file, text_string(&exact));
    }
    text_add(file, "]");
    text_clear(&typed);
    text_clear(&exact);
}

static void add_equations(struct text *file, const struct session *session)
{
    struct derivation derivation = {0};
    derivation_add_present(&derivation, session, false);
    text_add(file, "\"equations\":[");
    for (int i = 0; i < derivation.equations; i++) {
        add_comma(file, i == 0);
        add_equation(file, session, &derivation.equation[i]);
    }
    text_add(file, "]");
    derivation_clear(&derivation);
}

/* What is asked for before this step is shown: [symbol, value], as `predict on` asks; null where it is no number. */
static void add_question(struct text *file, const struct session *session, struct place place)
{
    const struct network *network = &session->now.network;
    bool forward = place.phase == PHASE_FORWARD;
    struct quantity quantity = {.kind = forward ? QUANTITY_YHAT : QUANTITY_DL_DA, .t = place.t};
    if ((forward ? network->n_y : network->n_a) > 1)
        quantity.row = quantity.column = 1;
    struct matrix value = {0};
    struct fault fault = {0};
    struct text symbol = {0};
    text_add(file, "\"question\":");
    if (place.phase != PHASE_START && quantity_value(session, &quantity, &value, &fault) && isfinite(value.at[0])) {
        quantity_add_symbol(session, &quantity, &symbol);
        text_add(file, "[");
        escaped_add_json(file, text_string(&symbol));
        text_add(file, ",");
        add_value(file, session, &value);
        text_add(file, "]");
    } else {
        text_add(file, "null");
    }
    matrix_clear(&value);
    fault_clear(&fault);
    text_clear(&symbol);
}

static void add_frame(struct text *file, const struct session *session)
{
    struct place place = tape_place(&session->tape);
    struct text title = {0}, sentence = {0};
    frame_add_title(&title, session);
    sentence_add(&sentence, session);
    text_add(file, "{\"title\":");
    escaped_add_json(file, text_string(&title));
    text_add(file, ",\"sentence\":");
    escaped_add_json(file, text_string(&sentence));
    text_add(file, ",");
    add_question(file, session, place);
    text_add(file, ",");
    add_equations(file, session);
    text_add(file, "}");
    text_clear(&title);
    text_clear(&sentence);
}

static bool has_all_targets(const struct session *session)
{
    return sequence_first_unset(session->now.sequence, 1, session->now.sequence->T) == 0;
}

static bool fits(const struct text *file, struct fault *fault)
{
    if (file->length <= PAGE_LARGEST)
        return true;
    fault_set(fault, "the page would be larger than %d MB", PAGE_LARGEST / (1024 * 1024));
    return fault_hint(fault, "fewer steps or smaller matrices make it smaller");
}

static bool add_frames(struct text *file, struct session *session, struct fault *fault)
{
    int T = session->now.sequence->T, last = has_all_targets(session) ? 2 * T : T;
    text_add(file, ",\n\"frames\":[");
    for (int position = 0; position <= last; position++) {
        if (!session_move(session, (struct tape){.T = T, .position = position}, fault) || !fits(file, fault))
            return false;
        text_add(file, position > 0 ? ",\n" : "");
        add_frame(file, session);
    }
    text_add(file, "]");
    return true;
}

/* [x, a, yhat, y, L, z, dL/da] of a step, null for what there is none of. */
static void add_step(struct text *file, const struct session *session, int t)
{
    static const enum quantity_kind kinds[] = {QUANTITY_X,   QUANTITY_A, QUANTITY_YHAT, QUANTITY_Y,
                                               QUANTITY_L_T, QUANTITY_Z, QUANTITY_DL_DA};
    text_add(file, t > 1 ? "\n[" : "[");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        add_comma(file, i == 0);
        add_quantity(file, session, (struct quantity){.kind = kinds[i], .t = t});
    }
    text_add(file, "]");
}

/* What stands in the picture at a step: input, output, activation, what comes from the output and from the next step.
 * The tape is at its end, so everything there is has been reached. */
static void add_labels(struct text *file, const struct session *session, int t)
{
    static const enum quantity_kind kinds[] = {QUANTITY_X, QUANTITY_YHAT, QUANTITY_A};
    struct text label = {0};
    text_add(file, "[");
    for (int i = 0; i < 3; i++) {
        text_empty(&label);
        graph_add_value(&label, session, 1, kinds[i], t);
        escaped_add_json(file, text_string(&label));
        text_add(file, ",");
    }
    text_empty(&label);
    graph_add_message(&label, session, 1, OPERATION_FROM_YHAT, t);
    escaped_add_json(file, text_string(&label));
    text_empty(&label);
    if (t < session->now.sequence->T)
        graph_add_message(&label, session, 1, OPERATION_FROM_NEXT, t);
    text_add(file, ",");
    escaped_add_json(file, text_string(&label));
    text_add(file, "]");
    text_clear(&label);
}

/* [[[weight of the path, term], ...], sum]. */
static void add_scalar_series(struct text *file, const struct session *session, int t)
{
    struct series series;
    series_begin(&series, session->pass, SERIES_FROM_YHAT, WEIGHT_V, t);
    text_add(file, "[[");
    while (series_next(&series)) {
        double term;
        series_term(&series, 0, &term);
        text_add(file, series.j > 0 ? ",[\"" : "[\"");
        number_add(file, series.path[0], panel_digits(session));
        text_add(file, "\",");
        add_close(file, session, term);
        text_add(file, "]");
    }
    series_clear(&series);
    text_add(file, "],");
    add_quantity(file, session, (struct quantity){.kind = QUANTITY_DYHAT_DW, .w = WEIGHT_V, .t = t});
    text_add(file, "]");
}

/* Of matrices the terms are matrices: they are shown as the panel shows them. */
static void add_series_picture(struct text *file, const struct session *session, int t)
{
    struct view view = {.session = session, .w = WEIGHT_V, .t = t};
    struct canvas *canvas = canvas_new(panel_series.rows(&view, PICTURE, false), PICTURE, false);
    struct area area = canvas_area(canvas);
    struct text lines = {0};
    panel_series.draw(&view, &area);
    lines_add(&lines, canvas);
    escaped_add_json(file, text_string(&lines));
    text_clear(&lines);
    canvas_free(canvas);
}

/* The cells of row t, k = 1..t, and their sum; null where y<t> is not set. */
static void add_triangle_row(struct text *file, const struct session *session, int t)
{
    double cells[PAGE_MOST_STEPS + 1];
    struct series series;
    if (sequence_first_unset(session->now.sequence, t, t) != 0) {
        text_add(file, "null");
        return;
    }
    series_begin(&series, session->pass, SERIES_FROM_LOSS, WEIGHT_V, t);
    while (series_next(&series))
        series_term(&series, 0, &cells[t - series.j]);
    series_clear(&series);
    text_add(file, "[");
    for (int k = 1; k <= t; k++) {
        add_close(file, session, cells[k]);
        text_add(file, ",");
    }
    add_quantity(file, session, (struct quantity){.kind = QUANTITY_DL_T_DW, .w = WEIGHT_V, .t = t});
    text_add(file, "]");
}

static void add_column(struct text *file, const struct session *session, int k)
{
    double sum;
    flow_column(session, WEIGHT_V, k, &sum);
    add_close(file, session, sum);
}

static void add_totals(struct text *file, const struct session *session)
{
    text_add(file, ",\n\"totals\":[");
    for (int w = 0; w < WEIGHT_COUNT && has_all_targets(session); w++) {
        struct quantity quantity = {.kind = QUANTITY_DL_DW, .w = (enum weight)w};
        struct text symbol = {0};
        quantity_add_symbol(session, &quantity, &symbol);
        text_add(file, w > 0 ? ",[" : "[");
        escaped_add_json(file, text_string(&symbol));
        text_add(file, ",");
        add_quantity(file, session, quantity);
        text_add(file, "]");
        text_clear(&symbol);
    }
    text_add(file, "],\"loss\":");
    add_quantity(file, session, (struct quantity){.kind = QUANTITY_L});
}

/* A list with one entry a step. */
static void add_list(struct text *file, const struct session *session, const char *name,
                     void (*add)(struct text *file, const struct session *session, int t))
{
    text_addf(file, ",\n\"%s\":[", name);
    for (int t = 1; t <= session->now.sequence->T; t++) {
        add_comma(file, t == 1);
        add(file, session, t);
    }
    text_add(file, "]");
}

static void add_triangle(struct text *file, const struct session *session)
{
    if (!network_is_scalar(&session->now.network)) {
        text_addf(file,
                  ",\n\"noTriangle\":\"For matrices each cell is a matrix: print cell(%s,2,1) in unroll shows one.\"",
                  session_weight_symbol(session, WEIGHT_V));
        return;
    }
    add_list(file, session, "triangle", add_triangle_row);
    if (has_all_targets(session))
        add_list(file, session, "columns", add_column);
    else
        text_add(file, ",\n\"columns\":[]");
}

/* "v = 0.5, u = 0.4, ...": the network in one line. */
static void add_network(struct text *file, const struct session *session)
{
    const struct network *network = &session->now.network;
    struct text line = {0};
    text_addf(&line, "T = %d, g = %s, g* = %s, loss = %s", session->now.sequence->T, activation_name(network->g),
              activation_name(network->g_star), loss_name(network->loss));
    for (int w = 0; w < WEIGHT_COUNT && network_is_scalar(network); w++) {
        text_addf(&line, ", %s = ", session_weight_symbol(session, (enum weight)w));
        derivation_add_number(&line, session, network->weight[w].at[0]);
    }
    if (session->now.truncation > 0)
        text_addf(&line, ", truncated at τ = %d", session->now.truncation);
    flow_add_badge(&line, session);
    text_add(file, ",\"network\":");
    escaped_add_json(file, text_string(&line));
    text_clear(&line);
}

static void add_facts(struct text *file, const struct session *session)
{
    const struct network *network = &session->now.network;
    text_addf(file, "{\"T\":%d,\"start\":%d,\"truncation\":%d,\"linear\":%s,\"v\":\"%s\",\"u\":\"%s\",\"tolerance\":",
              session->now.sequence->T, session->tape.position, session->now.truncation,
              network_is_linear(network) ? "true" : "false", session_weight_symbol(session, WEIGHT_V),
              session_weight_symbol(session, WEIGHT_U));
    number_add_shortest(file, judge_prediction_tolerance);
    text_add(file, ",\"a0\":");
    add_quantity(file, session, (struct quantity){.kind = QUANTITY_A});
    add_network(file, session);
}

bool page_data_add(struct text *file, struct session *session, struct fault *fault)
{
    bool scalar = network_is_scalar(&session->now.network);
    add_facts(file, session);
    if (!add_frames(file, session, fault))
        return false;
    add_list(file, session, "steps", add_step);
    add_list(file, session, "labels", add_labels);
    add_list(file, session, "series", scalar ? add_scalar_series : add_series_picture);
    add_triangle(file, session);
    add_totals(file, session);
    text_add(file, "}");
    return fits(file, fault);
}
