/* SPDX-License-Identifier: GPL-3.0-or-later */
/* series.c - the heart: dyhat<t>/dv as a power series that grows by one term when t grows.
 *
 * At the top the series in symbols, as far as `expand` has opened the recurrence; below it every term with its weight,
 * what it is multiplied with, and a bar on a common scale; a tail that no longer fits is one line. */

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/number.h"
#include "model/activation.h"
#include "model/power.h"
#include "model/series.h"
#include "model/step.h"
#include "panel/panel.h"
#include "session/derivation.h"
#include "session/formula.h"

enum { MOST_TERMS = 12, FEW_TERMS = 3, LONGEST_BAR = 20, MOST_SYMBOLS = 6, GRADIENT_COLUMNS = 40 };

enum { COLUMN_J = 4, SIZE_DIGITS = 3, MOST_ENTRIES = 4, VECTOR_DIGITS = 3, MOST_MORE = 24 };

/* Where the other columns of the terms' table end, and where the bars begin. Only a nonlinear scalar network has
 * slopes; the weight of a matrix network is a vector. */
struct ends {
    int weight, slopes, source, term, bar;
};

/* With so many more columns for the two vectors of a row. */
static struct ends wider(struct ends ends, int more)
{
    return (struct ends){ends.weight + more / 2, ends.slopes + more / 2, ends.source + more, ends.term + more,
                         ends.bar + more};
}

static struct ends ends_of(const struct view *view, const struct area *area)
{
    static const struct ends linear = {18, 18, 30, 44, 47}, nonlinear = {18, 32, 44, 58, 61},
                             matrix = {24, 24, 44, 58, 61};
    const struct network *network = &view->session->now.network;
    struct ends ends = !network_is_scalar(network) ? matrix : network_is_linear(network) ? linear : nonlinear;
    int columns = area->columns, all = ends.term, more = columns - ends.bar - LONGEST_BAR;
    if (!network_is_scalar(network) && more > 0)
        return wider(ends, more < MOST_MORE ? more : MOST_MORE);
    if (columns >= all)
        return ends;
    /* Where the table is too wide, its columns move together. */
    return (struct ends){ends.weight * columns / all, ends.slopes * columns / all, ends.source * columns / all, columns,
                         ends.bar};
}

/* Levels of the recurrence that are open at step t. */
static int levels(const struct view *view, int t)
{
    return view->levels == 0 || view->levels > t ? t : view->levels;
}

/* The output that is shown, 1..n_y: the network may have lost the one that was asked for. */
static int output_of(const struct view *view)
{
    return view->output > 0 && view->output <= view->session->now.network.n_y ? view->output : 1;
}

/* "[2]" where there are several outputs. */
static void add_output(struct text *text, const struct view *view)
{
    if (view->session->now.network.n_y > 1)
        text_addf(text, "[%d]", output_of(view));
}

/* "∂ŷ<3>/∂v" */
static void add_derivative(struct text *text, const struct view *view, int t)
{
    text_addf(text, "∂ŷ<%d>", t);
    add_output(text, view);
    text_addf(text, "/∂%s", session_weight_symbol(view->session, view->w));
}

static void title(const struct view *view, struct text *text)
{
    int t = view_step(view), open = levels(view, t), outputs = view->session->now.network.n_y;
    if (t == 0) {
        text_addf(text, "∂ŷ<t>/∂%s, before the first step", session_weight_symbol(view->session, view->w));
        return;
    }
    add_derivative(text, view, t);
    if (outputs > 1)
        text_addf(text, " (output %d of %d)", output_of(view), outputs);
    if (open < t)
        text_addf(text, ", the recurrence opened %d of %d times", open, t);
    else
        text_add(text, ", expanded as far as it goes");
}

static int shown_terms(int t, int room)
{
    return t <= room ? t : room - 1;
}

/* "W_y v²", with every g' on the way where there are any; for matrices the path P<t,j>. */
static void add_weight_symbols(struct text *text, const struct view *view, int t, int j)
{
    const struct network *network = &view->session->now.network;
    if (!network_is_scalar(network)) {
        text_addf(text, "P<%d,%d>", t, j);
        add_output(text, view);
        text_add(text, "'");
        return;
    }
    text_add(text, j > 0 ? "W_y " : "W_y");
    derivation_add_power(text, "v", j);
    if (!network_is_linear(network))
        text_add(text, " Πg'");
}

static void add_term_symbols(struct text *text, const struct view *view, int t, int j)
{
    add_weight_symbols(text, view, t, j);
    const char *transposed = network_is_scalar(&view->session->now.network) ? "" : "'";
    if (view->w == WEIGHT_V)
        text_addf(text, " a<%d>%s", t - 1 - j, transposed);
    else if (view->w == WEIGHT_U)
        text_addf(text, " x<%d>%s", t - j, transposed);
}

/* What ∂a<t-open>/∂v is multiplied with: "W_y v²", for matrices "P<3,1> V". */
static void add_open_factor(struct text *text, const struct view *view, int t, int open)
{
    if (network_is_scalar(&view->session->now.network)) {
        add_weight_symbols(text, view, t, open);
        return;
    }
    text_addf(text, "P<%d,%d>", t, open - 1);
    add_output(text, view);
    text_addf(text, " %s", session_weight_symbol(view->session, WEIGHT_V));
}

/* W_y a<2> + W_y v a<1> + W_y v² ∂a<1>/∂v: the terms that are open, the first of them written out, then the factor that
 * is not. */
static void add_symbols(struct text *text, const struct view *view, int t, int written)
{
    int open = levels(view, t);
    const char *w = session_weight_symbol(view->session, view->w);
    add_derivative(text, view, t);
    text_add(text, " = ");
    for (int j = 0; j < written; j++) {
        text_add(text, j > 0 ? " + " : "");
        add_term_symbols(text, view, t, j);
    }
    if (written < open) {
        text_add(text, " + … + ");
        add_term_symbols(text, view, t, open - 1);
    }
    if (open < t) {
        text_add(text, " + ");
        add_open_factor(text, view, t, open);
        text_addf(text, " ∂a<%d>/∂%s", t - open, w);
    }
}

/* As many terms written out as fit. */
static void draw_symbols(const struct view *view, const struct area *area, int t)
{
    struct text text = {0};
    int written = levels(view, t);
    written = written < MOST_SYMBOLS ? written : MOST_SYMBOLS;
    do {
        text_empty(&text);
        add_symbols(&text, view, t, written--);
    } while (written > 0 && canvas_width_of(area->canvas, text_string(&text)) > area->columns);
    area_put_cut(area, 0, 0, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

static bool fits(const struct area *area, int column, const struct text *text)
{
    return column + canvas_width_of(area->canvas, text_string(text)) <= area->columns;
}

static void add_key(struct text *text, const struct view *view, int t, bool in_short)
{
    if (!network_is_scalar(&view->session->now.network))
        text_addf(text, "P<%d,0> = G* W_y D<%d>, P<%d,j> = P<%d,j-1> V D<%d-j>%s", t, t, t, t, t,
                  in_short ? "" : ", D = diag g'");
    else if (in_short)
        text_addf(text, "Πg': g*'(o<%d>), then g'(s<k>) of every step passed", t);
    else
        text_addf(text, "Πg' is g*'(o<%d>) times one g'(s<k>) for every step k on the way", t);
}

/* What the factors are that the linear network does not have. */
static void draw_key(const struct view *view, const struct area *area, int row, int t)
{
    struct text text = {0};
    add_key(&text, view, t, false);
    if (!fits(area, 0, &text)) {
        text_empty(&text);
        add_key(&text, view, t, true);
    }
    area_put_cut(area, row, 0, STYLE_DIM, text_string(&text));
    text_clear(&text);
}

static bool has_key(const struct view *view)
{
    return !network_is_linear(&view->session->now.network) || !network_is_scalar(&view->session->now.network);
}

/* The last row, dL<t>/dv = z<t> times the sum: for a step that was asked for, or once the tape has reached z<t>. */
static bool has_gradient(const struct view *view, int t)
{
    const struct session *session = view->session;
    return network_is_scalar(&session->now.network) && (view->t > 0 || tape_reached(&session->tape, OPERATION_Z, t)) &&
           sequence_first_unset(session->now.sequence, t, t) == 0;
}

static const char no_term[] = "The series has no term yet: step computes the first one.";

/* The rows with up to MOST_TERMS of the terms that are open. */
static int all_rows(const struct view *view, int t)
{
    int terms = shown_terms(levels(view, t), MOST_TERMS);
    return terms + (terms < t) + 3 + has_gradient(view, t) + has_key(view);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    int t = view_step(view);
    /* The same at every step, so that the rows do not move when the series grows. */
    if (view->big)
        return FEW_TERMS + 4 + has_key(view);
    return t == 0 ? panel_sentence_rows(no_term, columns, ascii) : all_rows(view, t);
}

/* Where terms would be left out, dL<t>/dv stands beside the sum, without the numbers of its factors, so that one more
 * of them is seen. */
static bool has_gradient_beside(const struct view *view, const struct area *area, int t)
{
    return has_gradient(view, t) && area->rows < all_rows(view, t) &&
           area->columns - ends_of(view, area).bar >= GRADIENT_COLUMNS;
}

static double largest_of(const double *values, int count)
{
    double largest = 0;
    for (int i = 0; i < count; i++)
        largest = fabs(values[i]) > largest ? fabs(values[i]) : largest;
    return largest;
}

static void draw_bar(const struct view *view, const struct area *area, int row, double value, double scale)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int start = ends_of(view, area).bar, room = area->columns - start;
    room = room < LONGEST_BAR || view->big ? room : LONGEST_BAR;
    double length = scale > 0 && isfinite(scale) ? fabs(value) / scale * room : 0;
    enum style style = value < 0 ? STYLE_NEGATIVE : STYLE_POSITIVE;
    if (!isfinite(length) || room <= 0)
        return;
    /* Equal terms have equal bars, whatever the last digit of their quotient. */
    int fine = (int)(length * 8 + 1e-6);
    for (int i = 0; i < fine / 8; i++)
        area_put(area, row, start + i, style, "█");
    area_put(area, row, start + fine / 8, style, eighths[fine % 8]);
}

/* Right-aligned between two columns, in short where there is no room for all of it. */
static void put_head(const struct area *area, int row, int from, int to, const char *head, const char *in_short)
{
    struct area part = area_part(area, row, from + 1, 1, to - from - 1);
    head = canvas_width_of(area->canvas, head) <= part.columns ? head : in_short;
    int start = part.columns - canvas_width_of(area->canvas, head);
    area_put_cut(&part, 0, start > 0 ? start : 0, STYLE_TITLE, head);
}

static void draw_heads(const struct view *view, const struct area *area, int row, int t)
{
    bool linear = network_is_linear(&view->session->now.network);
    const char *v = session_weight_symbol(view->session, WEIGHT_V);
    struct ends ends = ends_of(view, area);
    struct text text = {0};
    area_put_left_of(area, row, COLUMN_J, STYLE_TITLE, "j");
    if (network_is_scalar(&view->session->now.network)) {
        text_addf(&text, "W_y %s^j", v);
    } else {
        text_addf(&text, "P<%d,j>", t);
        add_output(&text, view);
    }
    put_head(area, row, COLUMN_J, ends.weight, text_string(&text), "P<t,j>");
    if (!linear && network_is_scalar(&view->session->now.network))
        area_put_left_of(area, row, ends.slopes, STYLE_TITLE, "Πg'");
    text_empty(&text);
    if (view->w == WEIGHT_V)
        text_addf(&text, "a<%d-j>", t - 1);
    else if (view->w == WEIGHT_U)
        text_addf(&text, "x<%d-j>", t);
    put_head(area, row, ends.slopes, ends.source, text_string(&text), view->w == WEIGHT_V ? "a<t-1-j>" : "x<t-j>");
    area_put_left_of(area, row, ends.term, STYLE_TITLE, "term");
    text_clear(&text);
}

/* W_y v^j of the present term. */
static double scalar_weight(const struct network *network, const struct series *series)
{
    if (network_is_linear(network))
        return series->path[0];
    return network->weight[WEIGHT_W_Y].at[0] * power(network->weight[WEIGHT_V].at[0], series->j);
}

/* g*'(o<t>), the first of the slopes that a scalar term passes through. */
static double output_slope(const struct pass *pass, int t)
{
    double o, one = 1, slope;
    step_o(pass, t, &o);
    activation_carry_back(pass->network->g_star, &o, pass_yhat(pass, t), &one, &slope, 1);
    return slope;
}

/* What the present term's product of slopes has more than that of the term before. */
static double slope_on_the_way(const struct series *series)
{
    double slope;
    step_slope(series->pass, series->t - series->j, &slope);
    return series->j > 0 ? slope : output_slope(series->pass, series->t) * slope;
}

/* A scalar term: W_y v^j, the product of the slopes it passes through, its source, the term, a bar. */
static void draw_scalar_term(const struct view *view, const struct area *area, int row, const struct series *series,
                             double slopes, double scale)
{
    const struct network *network = &view->session->now.network;
    double term, bare = scalar_weight(network, series);
    struct ends ends = ends_of(view, area);
    int count;
    const double *source = series_source(series, &count);
    series_term(series, 0, &term);
    panel_number(view, area, row, ends.weight, ends.weight - COLUMN_J, bare, false);
    if (!network_is_linear(network))
        panel_number(view, area, row, ends.slopes, ends.slopes - ends.weight, slopes, false);
    if (view->w != WEIGHT_B_A)
        panel_number(view, area, row, ends.source, ends.source - ends.slopes, source[0], false);
    panel_number(view, area, row, ends.term, ends.term - ends.source, term, false);
    draw_bar(view, area, row, term, scale);
}

static void draw_vector(const struct area *area, int row, int column, int width, const double *values, int count)
{
    struct text text = {0};
    panel_add_vector(&text, area->canvas, values, count, MOST_ENTRIES, VECTOR_DIGITS, width);
    area_put_left_of(area, row, column, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

/* The largest entry of a term in less than width columns. */
static void draw_size(const struct area *area, int row, int column, int width, double size)
{
    struct text text = {0};
    int digits = SIZE_DIGITS;
    do {
        text_empty(&text);
        text_add(&text, "up to ");
        number_add(&text, size, digits);
    } while (--digits > 0 && canvas_width_of(area->canvas, text_string(&text)) >= width);
    area_put_left_of(area, row, column, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

/* A matrix term: the output's row of the path, its source, the largest entry of the term with a bar. */
static void draw_matrix_term(const struct view *view, const struct area *area, int row, const struct series *series,
                             double *term, double scale)
{
    const struct network *network = &view->session->now.network;
    struct ends ends = ends_of(view, area);
    int count;
    const double *source = series_source(series, &count);
    int output = output_of(view) - 1;
    series_term(series, output, term);
    draw_vector(area, row, ends.weight, ends.weight - COLUMN_J, &series->path[output * network->n_a], network->n_a);
    if (view->w != WEIGHT_B_A)
        draw_vector(area, row, ends.source, ends.source - ends.weight, source, count);
    double size = largest_of(term, matrix_size(&network->weight[view->w]));
    draw_size(area, row, ends.term, ends.term - ends.source, size);
    draw_bar(view, area, row, size, scale);
}

/* The largest of the terms shown and of what the others are together, for the bars' common scale. */
static double scale_of(const struct view *view, int t, int terms, double *term)
{
    struct series series;
    double scale = 0;
    int size = matrix_size(&view->session->now.network.weight[view->w]);
    series_begin(&series, view->session->pass, SERIES_FROM_YHAT, view->w, t);
    while (series.j + 1 < terms && series_next(&series)) {
        series_term(&series, output_of(view) - 1, term);
        scale = fmax(scale, largest_of(term, size));
    }
    if (terms > 0 && terms < t && series_rest(&series, view->session->recurrence, output_of(view) - 1, term))
        scale = fmax(scale, largest_of(term, size));
    series_clear(&series);
    return scale;
}

static void draw_tail(const struct area *area, int row, const struct view *view, const struct series *series,
                      double *rest, double scale)
{
    struct text text = {0};
    int more = series->t - 1 - series->j, size = matrix_size(&view->session->now.network.weight[view->w]);
    if (!series_rest(series, view->session->recurrence, output_of(view) - 1, rest))
        return;
    text_addf(&text, "… %d more term%s, together ", more, more == 1 ? "" : "s");
    if (size > 1)
        text_add(&text, "up to ");
    number_add(&text, size > 1 ? largest_of(rest, size) : rest[0], panel_digits(view->session));
    area_put(area, row, COLUMN_J - 1, STYLE_PLAIN, text_string(&text));
    if (COLUMN_J + canvas_width_of(area->canvas, text_string(&text)) < ends_of(view, area).bar)
        draw_bar(view, area, row, size > 1 ? largest_of(rest, size) : rest[0], scale);
    text_clear(&text);
}

/* The terms that are open, and the tail; gives the row behind. */
static int draw_terms(const struct view *view, const struct area *area, int row, int t, double *term)
{
    const struct network *network = &view->session->now.network;
    int open = levels(view, t), room = area->rows - row - 1;
    room -= has_gradient(view, t) && !has_gradient_beside(view, area, t);
    int terms = shown_terms(open, room < MOST_TERMS ? room : MOST_TERMS);
    double scale = scale_of(view, t, terms, term), slopes = 1;
    struct series series;
    series_begin(&series, view->session->pass, SERIES_FROM_YHAT, view->w, t);
    while (series.j + 1 < terms && series_next(&series)) {
        struct text j = {0};
        text_addf(&j, "%d", series.j);
        area_put_left_of(area, row, COLUMN_J, STYLE_PLAIN, text_string(&j));
        text_clear(&j);
        if (network_is_scalar(network)) {
            slopes *= slope_on_the_way(&series);
            draw_scalar_term(view, area, row, &series, slopes, scale);
        } else {
            draw_matrix_term(view, area, row, &series, term, scale);
        }
        row++;
    }
    if (terms < t && terms > 0)
        draw_tail(area, row++, view, &series, term, scale);
    series_clear(&series);
    return row;
}

/* dL<t>/dv where it is not z<t> times the sum. */
static void draw_gradient_by_o(const struct view *view, const struct area *area, int row, int column, int t, double z)
{
    struct quantity quantity = {.kind = QUANTITY_DL_T_DW, .w = view->w, .t = t};
    struct text text = {0};
    struct fault fault = {0};
    struct matrix value;
    if (quantity_value(view->session, &quantity, &value, &fault)) {
        text_addf(&text, "∂L<%d>/∂%s = ", t, session_weight_symbol(view->session, view->w));
        derivation_add_number(&text, view->session, value.at[0]);
        text_addf(&text, isfinite(z) ? ", from o<%d>: z<%d> · sum has rounded" : ", from o<%d>: ŷ<%d> has rounded", t,
                  t);
        area_put_cut(area, row, column, STYLE_PLAIN, text_string(&text));
        matrix_clear(&value);
    }
    fault_clear(&fault);
    text_clear(&text);
}

static void add_gradient(struct text *text, const struct view *view, int t, double z, double sum, bool numbers)
{
    const struct session *session = view->session;
    text_addf(text, "∂L<%d>/∂%s = z<%d> · sum = ", t, session_weight_symbol(session, view->w), t);
    if (numbers) {
        derivation_add_number(text, session, z);
        text_add(text, " · ");
        derivation_add_number(text, session, sum);
        text_add(text, " = ");
    }
    derivation_add_number(text, session, z * sum);
    if (formula_only(session, t, t))
        text_add(text, " (formula only)");
}

/* dL<t>/dv = z<t> times the sum, with the numbers of both or not, never without the end of its own. */
static void draw_gradient(const struct view *view, const struct area *area, int row, int column, int t, double sum,
                          bool numbers)
{
    struct text text = {0};
    double z;
    step_z(view->session->pass, t, &z);
    if (derivation_needs_o(view->session, view->w, t)) {
        draw_gradient_by_o(view, area, row, column, t, z);
        return;
    }
    add_gradient(&text, view, t, z, sum, numbers);
    if (!fits(area, column, &text)) {
        text_empty(&text);
        add_gradient(&text, view, t, z, sum, false);
    }
    area_put_cut(area, row, column, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

static void draw_sum_of_matrices(const struct view *view, const struct area *area, int row, int t,
                                 const struct matrix *sum)
{
    struct text matrix = {0}, text = {0};
    text_addf(&matrix, "each term is a %d x %d matrix; ", sum->rows, sum->cols);
    text_addf(&text, "print dyhat<%d>", t);
    add_output(&text, view);
    text_addf(&text, "/d%s shows their sum", session_weight_symbol(view->session, view->w));
    text_add(&matrix, text_string(&text));
    area_put_cut(area, row, 0, STYLE_PLAIN, text_string(fits(area, 0, &matrix) ? &matrix : &text));
    text_clear(&matrix);
    text_clear(&text);
}

static void draw_sum(const struct view *view, const struct area *area, int row, int t)
{
    const struct session *session = view->session;
    struct quantity quantity = {.kind = QUANTITY_DYHAT_DW, .w = view->w, .t = t, .of = output_of(view)};
    struct ends ends = ends_of(view, area);
    struct fault fault = {0};
    struct matrix sum;
    if (!quantity_value(session, &quantity, &sum, &fault)) {
        fault_clear(&fault);
        return;
    }
    if (matrix_size(&sum) > 1) {
        draw_sum_of_matrices(view, area, row, t, &sum);
    } else {
        area_put_left_of(area, row, ends.source, STYLE_PLAIN, "sum");
        panel_number(view, area, row, ends.term, ends.term - ends.source, sum.at[0], false);
    }
    if (has_gradient_beside(view, area, t))
        draw_gradient(view, area, row, ends.bar, t, sum.at[0], false);
    else if (has_gradient(view, t))
        draw_gradient(view, area, row + 1, 0, t, sum.at[0], true);
    matrix_clear(&sum);
}

static void draw(const struct view *view, const struct area *area)
{
    int t = view_step(view), row = 1;
    if (t == 0) {
        panel_sentence(area, no_term);
        return;
    }
    size_t size = (size_t)matrix_size(&view->session->now.network.weight[view->w]);
    double *term = alloc_array(size, sizeof *term);
    draw_symbols(view, area, t);
    if (has_key(view))
        draw_key(view, area, row++, t);
    draw_heads(view, area, row, t);
    row = draw_terms(view, area, row + 1, t, term);
    draw_sum(view, area, row, t);
    free(term);
}

const struct panel panel_series = {
    .name = "series",
    .summary = "the power series of dyhat<t>/dv, term by term",
    .title = title,
    .rows = rows,
    .draw = draw,
    .rows_apart = true,
};
