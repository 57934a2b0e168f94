/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.c - L over one parameter, and below it, or beside it, the gradient by that parameter. */

#include "panel/sweep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/logarithm.h"
#include "panel/chart.h"
#include "panel/panel.h"
#include "panel/range.h"
#include "session/expression.h"
#include "session/flow.h"

enum { HEIGHT = 24, TWO_CHARTS = 16, FEWEST_POINTS = 17 };

static bool read_count(const struct session *session, const char *line, size_t at, size_t to, int *count,
                       struct fault *fault)
{
    size_t start = at;
    double number;
    if (!expression_number(session, line, &at, to, &number, fault))
        return false;
    if (!(number >= 2 && number <= SWEEP_MOST_POINTS && number == floor(number)))
        return fault_at(fault, (ptrdiff_t)start, "the number of points is a whole number from 2 to %d",
                        SWEEP_MOST_POINTS);
    *count = (int)number;
    at = panel_skip_blanks(line, at, to);
    return at == to || fault_at(fault, (ptrdiff_t)at, "nothing more is expected here");
}

bool sweep_read(const struct session *session, const char *line, size_t from, size_t to, struct sweep_request *request,
                struct fault *fault)
{
    size_t at = panel_skip_blanks(line, from, to);
    *request = (struct sweep_request){.count = SWEEP_USUAL_POINTS};
    if (at == to) {
        bool one = matrix_size(&session->now.network.weight[WEIGHT_V]) == 1;
        request->name = (struct quantity){.kind = QUANTITY_WEIGHT, .w = WEIGHT_V, .row = !one, .column = !one};
        request->range = range_usual(session, &request->name);
        return true;
    }
    if (!range_read(session, line, &at, to, &request->name, &request->range, fault))
        return false;
    return at == to || read_count(session, line, at, to, &request->count, fault);
}

static bool read_view(const struct view *view, struct sweep_request *request)
{
    struct fault fault = {0};
    const char *name = view->name != NULL ? view->name : "";
    bool read = sweep_read(view->session, name, 0, strlen(name), request, &fault);
    fault_clear(&fault);
    return read;
}

/* Nanoseconds a frame may take, and about how many a step of both passes takes: for scalars, and for each entry of V
 * and U of matrices. */
static const double MOST_TIME = 2e7, A_STEP = 12, AN_ENTRY = 10;

static double time_of_point(const struct session *session)
{
    const struct network *network = &session->now.network;
    double entries = (double)network->n_a * (network->n_a + network->n_x);
    double step =
        network_is_scalar(network) ? A_STEP * (network->g == ACTIVATION_IDENTITY ? 1 : 5) : AN_ENTRY * entries + 200;
    return step * session->now.sequence->T;
}

/* Sees to it that there are points, as many as time allows; false when too few would be. */
static bool compute(const struct session *session, const struct sweep_request *request)
{
    struct sweep *sweep = session->sweep;
    int affordable = (int)fmin(MOST_TIME / time_of_point(session), SWEEP_MOST_POINTS);
    int count = affordable < request->count ? affordable : request->count;
    bool there =
        sweep_is_of(sweep, &session->now.network, request->range, session->now.bug) && sweep->done == sweep->count;
    if (there && (sweep->count == request->count || sweep->count == count))
        return true;
    if (count < request->count && count < FEWEST_POINTS)
        return false;
    return sweep_begin(sweep, &session->now.network, request->range, session->now.bug, count) &&
           sweep_go(sweep, session->now.sequence, count, session->stop);
}

/* From here on a chart is drawn on a logarithmic scale. */
static const double WIDE = 1e4;

/* True when the sizes of the values, 0 aside, reach over so many powers of ten that most of them would look like 0. */
static bool is_wide(const double *values, int count)
{
    double low = INFINITY, high = 0, sum = 0;
    for (int i = 0; i < count; i++) {
        double size = fabs(values[i]);
        if (!isfinite(size) || size == 0)
            continue;
        low = fmin(low, size);
        high = fmax(high, size);
        sum += logarithm(size);
    }
    return low < high && logarithm(high / WIDE) > sum / count;
}

/* L over the parameter, or its gradient; no gradient is drawn where there is no L to have one. */
static struct chart make_chart(const struct session *session, bool gradient, const char *across)
{
    const struct sweep *sweep = session->sweep;
    const double *values = gradient ? sweep->gradient : sweep->L;
    struct chart chart = {.across_name = across, .curves = 1};
    curve_init(&chart.curve[0]);
    for (int i = 0; i < sweep->count; i++)
        curve_add(&chart.curve[0], sweep_at(sweep, i), isnan(sweep->L[i]) ? NAN : values[i]);
    chart.across = axis_over(sweep->range.from, sweep->range.to);
    chart.here = *network_parameter(&session->now.network, sweep->range.parameter);
    chart_fit(&chart, is_wide(chart.curve[0].value, sweep->count));
    return chart;
}

static void draw_chart(const struct chart *chart, const char *name, const struct area *area)
{
    struct text remarks = {0};
    struct area below = area_part(area, 1, 0, area->rows - 1, area->columns);
    chart_add_remarks(chart, canvas_is_ascii(area->canvas), &remarks);
    int column = area_putf(area, 0, 0, STYLE_TITLE, "%s%s", name, chart->up.log ? ", log scale" : "");
    area_put_cut(area, 0, column + 2, STYLE_BADGE, text_string(&remarks));
    chart_draw(chart, &below);
    text_clear(&remarks);
}

/* One above the other where there is room, and their axes in one column; else side by side. */
static void draw_charts(struct chart charts[2], const char *gradient, const struct area *area)
{
    bool stacked = area->rows >= TWO_CHARTS, ascii = canvas_is_ascii(area->canvas);
    int rows = stacked ? area->rows / 2 : area->rows, columns = stacked ? area->columns : area->columns / 2 - 1;
    struct area first = area_part(area, 0, 0, rows, columns);
    struct area second = area_part(area, stacked ? rows : 0, stacked ? 0 : columns + 2, rows, columns);
    charts[0].margin = chart_margin(&charts[1], rows - 1, ascii);
    charts[1].margin = chart_margin(&charts[0], rows - 1, ascii);
    draw_chart(&charts[0], "L", &first);
    draw_chart(&charts[1], gradient, &second);
}

static void draw_sweep(const struct session *session, const struct sweep_request *request, const struct area *area)
{
    struct text across = {0}, gradient = {0};
    quantity_add_symbol(session, &request->name, &across);
    struct chart charts[2] = {make_chart(session, false, text_string(&across)),
                              make_chart(session, true, text_string(&across))};
    text_addf(&gradient, charts[1].up.log ? "|∂L/∂%s|" : "∂L/∂%s", text_string(&across));
    draw_charts(charts, text_string(&gradient), area);
    for (int i = 0; i < 2; i++)
        chart_clear(&charts[i]);
    text_clear(&across);
    text_clear(&gradient);
}

static void title(const struct view *view, struct text *text)
{
    struct sweep_request request;
    struct text name = {0};
    if (!read_view(view, &request))
        return;
    quantity_add_symbol(view->session, &request.name, &name);
    text_addf(text, "L and ∂L/∂%s over %s", text_string(&name), text_string(&name));
    flow_add_badge(text, view->session);
    text_clear(&name);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    (void)columns;
    (void)ascii;
    return view->session->now.sequence->T == 0 ? 1 : HEIGHT;
}

static void draw(const struct view *view, const struct area *area)
{
    const struct session *session = view->session;
    int T = session->now.sequence->T;
    struct sweep_request request;
    struct fault fault = {0};
    if (T == 0)
        panel_no_sequence(view->session, area, 0);
    else if (!session_targets_set(session, 1, T, &fault))
        area_put_cut(area, 0, 0, STYLE_PLAIN, text_string(&fault.message));
    else if (read_view(view, &request) && compute(session, &request))
        draw_sweep(session, &request, area);
    else
        area_put_cut(area, 0, 0, STYLE_PLAIN, "This takes longer than a moment; the command sweep draws it.");
    fault_clear(&fault);
}

const struct panel panel_sweep = {
    .name = "sweep",
    .summary = "L and its gradient over one parameter",
    .title = title,
    .rows = rows,
    .draw = draw,
    .large = true,
};
