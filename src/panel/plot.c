/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot.c - one quantity or two over t; of the terms of the series over j, of the cells of the triangle over k. */

#include "panel/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/series.h"
#include "panel/chart.h"
#include "panel/panel.h"
#include "session/flow.h"
#include "session/formula.h"

enum { HEIGHT = 14, SAMPLE = 4 };

/* What a quantity runs over, as it is named under the plot; NULL when it has one value only. */
static const char *index_of(const struct quantity *quantity)
{
    switch (quantity->kind) {
    case QUANTITY_X:
    case QUANTITY_Y:
        return quantity->whole ? NULL : "t";
    case QUANTITY_S:
    case QUANTITY_A:
    case QUANTITY_O:
    case QUANTITY_YHAT:
    case QUANTITY_L_T:
    case QUANTITY_Z:
    case QUANTITY_DL_T_DW:
    case QUANTITY_DYHAT_DW:
    case QUANTITY_DA_DW:
    case QUANTITY_DL_DO:
    case QUANTITY_DL_DA:
        return "t";
    case QUANTITY_TERM:
        return "j";
    case QUANTITY_CELL:
        return "k";
    default:
        return NULL;
    }
}

static bool check_number(const struct session *session, const char *line, const struct quantity *quantity,
                         struct fault *fault)
{
    struct matrix value;
    if (!quantity_value(session, quantity, &value, fault))
        return false;
    int size = matrix_size(&value);
    const char *entry = value.cols > 1 ? "[1,1]" : "[1]";
    matrix_clear(&value);
    if (size == 1)
        return true;
    fault_at(fault, (ptrdiff_t)quantity->at, "one number at every step is needed here");
    return fault_hint(fault, "name an entry, as in %.*s%s", (int)(quantity->end - quantity->at), line + quantity->at,
                      entry);
}

static bool check_index(const struct plot_request *request, struct fault *fault)
{
    const struct quantity *last = &request->quantity[request->count - 1];
    const char *index = index_of(last), *first = index_of(&request->quantity[0]);
    if (index == NULL) {
        fault_at(fault, (ptrdiff_t)last->at, "this names no step");
        return fault_hint(fault, "plot x<1>, a<1>, dL<1>/dv: any step stands for all of them");
    }
    if (first == index)
        return true;
    return fault_at(fault, (ptrdiff_t)last->at, "this goes over %s and the first name over %s", index, first);
}

bool plot_read(const struct session *session, const char *line, size_t from, size_t to, struct plot_request *request,
               struct fault *fault)
{
    struct session there = *session;
    *request = (struct plot_request){.count = 0};
    /* At the start t is no step yet, but any step stands for all of them. */
    if (there.tape.position == 0)
        tape_step(&there.tape);
    for (size_t at = panel_skip_blanks(line, from, to); at < to; at = panel_skip_blanks(line, at, to)) {
        if (request->count > 0 && to - at == 3 && strncmp(line + at, "log", 3) == 0) {
            request->log = true;
            return true;
        }
        if (request->count == PLOT_MOST || !quantity_may_begin(line, at)) {
            fault_at(fault, (ptrdiff_t)at, request->count == 0 ? "a name is needed here" : "nothing more is expected");
            return fault_hint(fault, request->count == 0 ? "such as a<1>, z<1> or dL<1>/dv; help names lists them"
                                                         : "one name or two, then log");
        }
        struct quantity *quantity = &request->quantity[request->count++];
        if (!quantity_read(&there, line, at, to, quantity, fault) || !check_index(request, fault) ||
            !check_number(session, line, quantity, fault))
            return false;
        at = quantity->end;
    }
    return true;
}

static bool read_view(const struct view *view, struct plot_request *request)
{
    struct fault fault = {0};
    bool read = plot_read(view->session, view->name, 0, strlen(view->name), request, &fault);
    fault_clear(&fault);
    return read && request->count > 0;
}

/* The name with its running index as a letter: a<t>, term(v,4,j). */
static void add_name(const struct session *session, const struct quantity *quantity, struct text *text)
{
    struct text name = {0};
    quantity_add_symbol(session, quantity, &name);
    const char *c = text_string(&name), *comma = strchr(c, ',');
    if (quantity->kind == QUANTITY_TERM || quantity->kind == QUANTITY_CELL) {
        size_t until = comma != NULL ? (size_t)(comma - c) + 1 + strcspn(comma + 1, ",") : name.length;
        text_add_bytes(text, c, until);
        text_addf(text, ",%s", index_of(quantity));
        c += until + 1;
        c += strcspn(c, ",)");
    }
    /* The step it was typed with stands for any. */
    for (; *c != '\0'; c++) {
        text_add_bytes(text, c, 1);
        if (*c == '<' && strchr(c, '>') != NULL) {
            text_add(text, "t>");
            c = strchr(c, '>');
        }
    }
    text_clear(&name);
}

/* The cells of a row of the triangle are of one loss, other gradients over t of all. */
static void add_formula_badge(struct text *text, const struct session *session, const struct plot_request *request)
{
    const struct quantity *quantity = request->quantity;
    bool all = false;
    for (int i = 0; i < request->count; i++) {
        all |= flow_carries(&quantity[i]) || quantity[i].kind == QUANTITY_DL_T_DW || quantity[i].kind == QUANTITY_Z;
        if (quantity[i].kind == QUANTITY_CELL && (i == 0 || quantity[i].t != quantity[0].t))
            formula_add_badge(text, session, quantity[i].t, quantity[i].t);
    }
    if (all)
        formula_add_badge(text, session, 1, session->now.sequence->T);
}

static void title(const struct view *view, struct text *text)
{
    struct plot_request request;
    if (!read_view(view, &request))
        return;
    for (int i = 0; i < request.count; i++) {
        text_add(text, i > 0 ? " and " : "");
        text_add(text, request.log ? "|" : "");
        add_name(view->session, &request.quantity[i], text);
        text_add(text, request.log ? "|" : "");
    }
    text_addf(text, " over %s%s", index_of(&request.quantity[0]), request.log ? ", log scale" : "");
    if (flow_carries(&request.quantity[0]) || (request.count > 1 && flow_carries(&request.quantity[1])))
        flow_add_badge(text, view->session);
    add_formula_badge(text, view->session, &request);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    struct plot_request request;
    (void)columns;
    (void)ascii;
    return read_view(view, &request) ? HEIGHT + 1 + (request.count > 1) : HEIGHT;
}

/* The name's value at step t: its step is put in the place of the one it was typed with. */
static double value_at(const struct session *session, struct quantity quantity, int t)
{
    struct matrix value;
    struct fault fault = {0};
    double number = NAN;
    quantity.t = t;
    if (quantity_value(session, &quantity, &value, &fault)) {
        number = value.at[0];
        matrix_clear(&value);
    }
    fault_clear(&fault);
    return number;
}

/* Every step, or CHART_POINTS of very many, evenly spread. */
static void sample_steps(const struct session *session, const struct quantity *quantity, struct curve *curve)
{
    int T = session->now.sequence->T, count = T < CHART_POINTS ? T : CHART_POINTS;
    for (int i = 0; i < count; i++) {
        int t = count == T ? i + 1 : 1 + (int)((double)i * (T - 1) / (count - 1) + 0.5);
        curve_add(curve, t, value_at(session, *quantity, t));
    }
}

/* The terms of one series, newest first: the cells of a row of the triangle are the terms of its loss's series. */
static void sample_terms(const struct session *session, const struct quantity *quantity, struct curve *curve)
{
    bool terms = quantity->kind == QUANTITY_TERM;
    const struct matrix *weight = &session->now.network.weight[quantity->w];
    int entry = quantity->row > 0 ? (quantity->row - 1) * weight->cols + quantity->column - 1 : 0;
    double *term = alloc_array((size_t)matrix_size(weight), sizeof *term);
    struct series series;
    series_begin(&series, session->pass, terms ? SERIES_FROM_YHAT : SERIES_FROM_LOSS, quantity->w, quantity->t);
    while (curve->count < CHART_POINTS && series_next(&series)) {
        series_term(&series, terms && quantity->of > 0 ? quantity->of - 1 : 0, term);
        curve_add(curve, terms ? series.j : quantity->t - series.j, term[entry]);
    }
    series_clear(&series);
    free(term);
}

static struct chart make_chart(const struct session *session, const struct plot_request *request)
{
    struct chart chart = {.across_name = index_of(&request->quantity[0]), .here = NAN, .curves = request->count};
    double low = INFINITY, high = -INFINITY;
    for (int c = 0; c < request->count; c++) {
        const struct quantity *quantity = &request->quantity[c];
        struct curve *curve = &chart.curve[c];
        curve_init(curve);
        if (quantity->kind == QUANTITY_TERM || quantity->kind == QUANTITY_CELL)
            sample_terms(session, quantity, curve);
        else
            sample_steps(session, quantity, curve);
        low = fmin(low, fmin(curve->place[0], curve->place[curve->count - 1]));
        high = fmax(high, fmax(curve->place[0], curve->place[curve->count - 1]));
    }
    chart.across = axis_over(low, high);
    chart.across.whole = true;
    chart_fit(&chart, request->log);
    return chart;
}

/* Which curve is which: a piece of each before its name. */
static void draw_legend(const struct view *view, const struct area *area, const struct plot_request *request)
{
    static const char *const pieces[] = {"⠤⠤⠤⠤", "⠤⠄⠠⠤"}, *const in_ascii[] = {"****", "oooo"};
    int column = 0;
    for (int i = 0; i < request->count; i++) {
        struct text name = {0};
        enum style style = i == 0 ? STYLE_POSITIVE : STYLE_NEGATIVE;
        add_name(view->session, &request->quantity[i], &name);
        area_put(area, 0, column, style, canvas_is_ascii(area->canvas) ? in_ascii[i] : pieces[i]);
        column = area_put(area, 0, column + SAMPLE + 1, STYLE_PLAIN, text_string(&name)) + 3;
        text_clear(&name);
    }
}

static void add_share(const struct session *session, const struct plot_request *request, const struct chart *chart,
                      struct text *text)
{
    const struct quantity *quantity = &request->quantity[0];
    const char *index = index_of(quantity);
    int all = *index == 't' ? session->now.sequence->T : quantity->t, drawn = chart->curve[0].count;
    if (drawn < all)
        text_addf(text, "%s%d of %d %s are drawn", text->length > 0 ? "; " : "", drawn, all,
                  *index == 't'   ? "steps"
                  : *index == 'j' ? "terms"
                                  : "cells");
}

static void draw(const struct view *view, const struct area *area)
{
    struct plot_request request;
    struct text remarks = {0};
    if (!read_view(view, &request))
        return;
    struct chart chart = make_chart(view->session, &request);
    chart_add_remarks(&chart, canvas_is_ascii(area->canvas), &remarks);
    add_share(view->session, &request, &chart, &remarks);
    int above = request.count > 1, below = remarks.length > 0;
    struct area plot = area_part(area, above, 0, area->rows - above - below, area->columns);
    if (above)
        draw_legend(view, area, &request);
    chart_draw(&chart, &plot);
    if (below)
        area_put_cut(area, area->rows - 1, 0, STYLE_BADGE, text_string(&remarks));
    chart_clear(&chart);
    text_clear(&remarks);
}

const struct panel panel_plot = {
    .name = "plot",
    .summary = "one quantity or two over t",
    .title = title,
    .rows = rows,
    .draw = draw,
    .large = true,
    .named = true,
};
