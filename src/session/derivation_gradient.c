/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation_gradient.c - the equations of gradients: series, recurrence, sums over time; and the way from a quantity
 * to its equations. */

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "model/activation.h"
#include "model/series.h"
#include "model/step.h"
#include "session/derivation_parts.h"
#include "session/flow.h"
#include "session/formula.h"

enum { MOST_PARTS = 6 }; /* summands written out before the rest is folded */

/* "W_y v² a<1>" for the linear network; every g' on the way joins in where there are any; matrices have P<t,j>. */
static char *term_symbols(const struct session *session, enum weight w, int t, int j)
{
    struct text text = {0};
    if (derivation_is_scalar(session)) {
        text_add(&text, j > 0 ? "W_y " : "W_y");
        derivation_add_power(&text, "v", j);
        if (!network_is_linear(&session->now.network))
            text_add(&text, " Πg'");
    } else {
        text_addf(&text, "P<%d,%d>'", t, j);
    }
    if (w != WEIGHT_B_A)
        text_addf(&text, " %s<%d>%s", w == WEIGHT_V ? "a" : "x", w == WEIGHT_V ? t - 1 - j : t - j,
                  derivation_is_scalar(session) ? "" : "'");
    return text_take(&text);
}

static void add_terms(struct derivation *derivation, const struct session *session, enum weight w, int t, int of)
{
    const struct matrix *weight = &session->now.network.weight[w];
    struct series series;
    struct matrix term;
    matrix_init(&term, weight->rows, weight->cols);
    series_begin(&series, session->pass, SERIES_FROM_YHAT, w, t);
    while (series.j + 1 < MOST_PARTS && series_next(&series)) {
        int count;
        const double *source = series_source(&series, &count);
        bool product = derivation_is_scalar(session) && w != WEIGHT_B_A;
        series_term(&series, of, term.at);
        derivation_take_part(derivation, term_symbols(session, w, t, series.j),
                             product ? derivation_product(session, series.path[0], source[0])
                                     : derivation_matrix(session, &term));
    }
    if (series.j + 1 < t && series_rest(&series, session->recurrence, of, term.at))
        derivation_take_part(derivation, derivation_format("… %d more", t - 1 - series.j),
                             derivation_matrix(session, &term));
    series_clear(&series);
    matrix_clear(&term);
}

static void value_of(struct derivation *derivation, const struct session *session, const struct matrix *value)
{
    derivation_take_value(derivation, derivation_matrix(session, value));
}

/* dyhat<t>/dW_y of a sigmoid output, its slope in the notes' form. */
static void add_sigmoid_slope(struct derivation *derivation, const struct session *session, int t)
{
    double o, slope;
    step_o(session->pass, t, &o);
    activation_slope(ACTIVATION_SIGMOID, &o, &slope, 1);
    derivation_take_part(derivation, derivation_format("a<%d> ŷ² (1/ŷ - 1)", t),
                         derivation_product(session, pass_a(session->pass, t)[0], slope));
}

/* dyhat<t>/dW_y or dyhat<t>/db_y: the slope of the output function, and for W_y the activation that it weighs. */
static void add_output_slope(struct derivation *derivation, const struct session *session, enum weight w, int t,
                             const struct matrix *value)
{
    enum activation g_star = session->now.network.g_star;
    bool sigmoid = g_star == ACTIVATION_SIGMOID && derivation_is_scalar(session);
    char *symbols;
    if (sigmoid && w == WEIGHT_W_Y) {
        add_sigmoid_slope(derivation, session, t);
        return;
    }
    if (g_star == ACTIVATION_IDENTITY)
        symbols = w == WEIGHT_W_Y ? derivation_format("a<%d>", t) : derivation_format("1");
    else if (sigmoid)
        symbols = derivation_format("ŷ² (1/ŷ - 1)");
    else
        symbols = w == WEIGHT_W_Y ? derivation_format("g*'(o<%d>) a<%d>", t, t) : derivation_format("g*'(o<%d>)", t);
    derivation_take_part(derivation, symbols, derivation_matrix(session, value));
}

/* dyhat<t>/dw by the power series, or by the output's own derivative for W_y and b_y. */
static void add_derivative_of_yhat(struct derivation *derivation, const struct session *session,
                                   const struct quantity *quantity, const struct matrix *value)
{
    if (quantity->w == WEIGHT_W_Y || quantity->w == WEIGHT_B_Y)
        add_output_slope(derivation, session, quantity->w, quantity->t, value);
    else
        add_terms(derivation, session, quantity->w, quantity->t, quantity->of > 0 ? quantity->of - 1 : 0);
}

void derivation_add_series(struct derivation *derivation, const struct session *session, int t)
{
    struct quantity quantity = {.kind = QUANTITY_DYHAT_DW, .w = WEIGHT_V, .t = t, .of = 1};
    struct matrix value;
    struct fault fault = {0};
    if (session->now.network.n_y > 1 || !quantity_value(session, &quantity, &value, &fault)) {
        fault_clear(&fault);
        return;
    }
    derivation_begin(derivation, "∂ŷ<%d>/∂%s", t, session_weight_symbol(session, WEIGHT_V));
    add_terms(derivation, session, WEIGHT_V, t, 0);
    value_of(derivation, session, &value);
    matrix_clear(&value);
}

/* What the weight is multiplied with at step t: a<t-1>, x<t> or 1. */
static const double *direct_source(const struct session *session, enum weight w, int t)
{
    static const double one = 1;
    if (w == WEIGHT_B_A)
        return &one;
    return w == WEIGHT_V ? pass_a(session->pass, t - 1) : sequence_x(session->now.sequence, t);
}

static void take_scalar_recurrence(struct derivation *derivation, const struct session *session,
                                   const struct quantity *quantity, char *direct, char *through)
{
    double slope, source = direct_source(session, quantity->w, quantity->t)[0];
    double before = recurrence_by(session->recurrence, quantity->w, 0)[0];
    bool plain = session->now.network.g == ACTIVATION_IDENTITY;
    step_slope(session->pass, quantity->t, &slope);
    derivation_take_part(derivation, direct,
                         plain ? derivation_number(session, source) : derivation_product(session, slope, source));
    char *second = derivation_product(session, session->now.network.weight[WEIGHT_V].at[0], before);
    char *front = derivation_number(session, slope);
    derivation_take_part(derivation, through, plain ? alloc_string(second) : derivation_format("%s·%s", front, second));
    free(second);
    free(front);
}

/* Both summands as matrices of the weight's shape; in the first only the row of the activation is not 0. */
static void take_matrix_recurrence(struct derivation *derivation, const struct session *session,
                                   const struct quantity *quantity, char *direct, char *through)
{
    const struct matrix *weight = &session->now.network.weight[quantity->w],
                        *V = &session->now.network.weight[WEIGHT_V];
    const double *source = direct_source(session, quantity->w, quantity->t);
    double slopes[NETWORK_WIDEST];
    int row = quantity->of > 0 ? quantity->of - 1 : 0, size = matrix_size(weight);
    struct matrix first, second;
    matrix_init(&first, weight->rows, weight->cols);
    matrix_init(&second, weight->rows, weight->cols);
    step_slope(session->pass, quantity->t, slopes);
    for (int j = 0; j < weight->cols; j++)
        first.at[row * weight->cols + j] = slopes[row] * source[j];
    for (int k = 0; k < V->cols; k++) {
        const double *before = recurrence_by(session->recurrence, quantity->w, k);
        for (int i = 0; i < size; i++)
            second.at[i] += slopes[row] * V->at[row * V->cols + k] * before[i];
    }
    derivation_take_part(derivation, direct, derivation_matrix(session, &first));
    derivation_take_part(derivation, through, derivation_matrix(session, &second));
    matrix_clear(&second);
    matrix_clear(&first);
}

/* (2): what the weight does at step t itself, and what it did before. */
static void add_recurrence(struct derivation *derivation, const struct session *session,
                           const struct quantity *quantity)
{
    const char *w = session_weight_symbol(session, quantity->w), *v = session_weight_symbol(session, WEIGHT_V);
    const char *slope = session->now.network.g == ACTIVATION_IDENTITY ? "" : "g'(s) ";
    int t = quantity->t;
    if (t == 0)
        return;
    char *direct = quantity->w == WEIGHT_V   ? derivation_format("%sa<%d>", slope, t - 1)
                   : quantity->w == WEIGHT_U ? derivation_format("%sx<%d>", slope, t)
                                             : derivation_format("%s1", slope);
    char *through = derivation_format("%s%s ∂a<%d>/∂%s", slope, v, t - 1, w);
    if (!recurrence_go(session->recurrence, t - 1)) {
        derivation_take_part(derivation, direct, derivation_format("…"));
        derivation_take_part(derivation, through, derivation_format("…"));
    } else if (derivation_is_scalar(session)) {
        take_scalar_recurrence(derivation, session, quantity, direct, through);
    } else {
        take_matrix_recurrence(derivation, session, quantity, direct, through);
    }
}

/* One number of a scalar network by its kind; false where it cannot be had. */
static bool step_value(const struct session *session, enum quantity_kind kind, enum weight w, int t, double *value)
{
    struct quantity quantity = {.kind = kind, .w = w, .t = t};
    struct fault fault = {0};
    struct matrix matrix;
    bool done = quantity_value(session, &quantity, &matrix, &fault);
    if (done)
        *value = matrix.at[0];
    matrix_clear(&matrix);
    fault_clear(&fault);
    return done;
}

bool derivation_needs_o(const struct session *session, enum weight w, int t)
{
    static const double SHOWN = 1e-9; /* a difference that still shows in the digits people read */
    double z, by_yhat, by_w;
    if (!derivation_is_scalar(session))
        return true;
    step_z(session->pass, t, &z);
    if (!step_value(session, QUANTITY_DYHAT_DW, w, t, &by_yhat) || !step_value(session, QUANTITY_DL_T_DW, w, t, &by_w))
        return false;
    return isfinite(by_w) && !(fabs(z * by_yhat - by_w) <= SHOWN * fabs(by_w));
}

/* dL<t>/dw = z<t> times dyhat<t>/dw, or dL<t>/do<t> times do<t>/dw. */
static bool add_step_gradient(struct derivation *derivation, const struct session *session,
                              const struct quantity *quantity, struct fault *fault)
{
    const char *w = session_weight_symbol(session, quantity->w);
    int t = quantity->t;
    if (!derivation_needs_o(session, quantity->w, t)) {
        struct quantity of_yhat = {.kind = QUANTITY_DYHAT_DW, .w = quantity->w, .t = t};
        struct matrix value;
        double z;
        derivation_add_z(derivation, session, t);
        if (!quantity_value(session, &of_yhat, &value, fault))
            return false;
        derivation_begin(derivation, "∂ŷ<%d>/∂%s", t, w);
        add_derivative_of_yhat(derivation, session, &of_yhat, &value);
        value_of(derivation, session, &value);
        step_z(session->pass, t, &z);
        derivation_begin(derivation, "∂L<%d>/∂%s", t, w);
        derivation_take_part(derivation, derivation_format("z<%d> ∂ŷ<%d>/∂%s", t, t, w),
                             derivation_product(session, z, value.at[0]));
        matrix_clear(&value);
        return true;
    }
    derivation_add_by_o(derivation, session, t);
    derivation_begin(derivation, "∂L<%d>/∂%s", t, w);
    struct matrix value;
    if (!quantity_value(session, quantity, &value, fault))
        return false;
    derivation_take_part(derivation, derivation_format("∂L<%d>/∂o<%d> ∂o<%d>/∂%s", t, t, t, w),
                         derivation_matrix(session, &value));
    matrix_clear(&value);
    return true;
}

/* The sum over t of dL<t>/dw (or of L<t>), its first steps written out. */
static bool add_sum_over_time(struct derivation *derivation, const struct session *session, struct quantity one,
                              const char *total, const struct matrix *value, struct fault *fault)
{
    int T = session->now.sequence->T;
    derivation_begin(derivation, "%s", total);
    for (one.t = 1; one.t <= T && one.t <= MOST_PARTS; one.t++) {
        struct matrix summand;
        struct text symbol = {0};
        if (!quantity_value(session, &one, &summand, fault))
            return false;
        quantity_add_symbol(session, &one, &symbol);
        derivation_take_part(derivation, text_take(&symbol), derivation_matrix(session, &summand));
        matrix_clear(&summand);
    }
    if (T > MOST_PARTS)
        derivation_take_part(derivation, derivation_format("… %d more", T - MOST_PARTS), derivation_format("…"));
    value_of(derivation, session, value);
    return true;
}

static void add_message(struct derivation *derivation, const struct session *session, int t)
{
    derivation_part_from_yhat(derivation, session, t);
    if (t < session->now.sequence->T)
        derivation_part_from_next(derivation, session, t);
    else
        derivation_part(derivation, "0", "0");
}

/* The path's weight times what it comes from; a cell begins at the loss, a term at yhat. */
static char *term_numbers(const struct session *session, const struct quantity *quantity, int j)
{
    struct series series;
    int count;
    enum series_from from = quantity->kind == QUANTITY_TERM ? SERIES_FROM_YHAT : SERIES_FROM_LOSS;
    series_begin(&series, session->pass, from, quantity->w, quantity->t);
    bool done = series_go(&series, j);
    const double *source = series_source(&series, &count);
    char *numbers = done ? derivation_product(session, series.path[0], source[0]) : derivation_format("…");
    series_clear(&series);
    return numbers;
}

static void add_one_term(struct derivation *derivation, const struct session *session, const struct quantity *quantity,
                         const struct matrix *value)
{
    bool term = quantity->kind == QUANTITY_TERM;
    int j = term ? quantity->j : quantity->t - quantity->j;
    char *symbols = term_symbols(session, quantity->w, quantity->t, j);
    char *numbers =
        derivation_is_scalar(session) ? term_numbers(session, quantity, j) : derivation_matrix(session, value);
    derivation_take_part(derivation, term ? alloc_string(symbols) : derivation_format("z<%d> %s", quantity->t, symbols),
                         numbers);
    free(symbols);
}

static void add_plain(struct derivation *derivation, const struct session *session, const struct quantity *quantity)
{
    struct text name = {0};
    quantity_add_symbol(session, quantity, &name);
    derivation_begin(derivation, "%s", text_string(&name));
    text_clear(&name);
}

static bool add_compound(struct derivation *derivation, const struct session *session, const struct quantity *quantity,
                         const struct matrix *value, struct fault *fault)
{
    struct quantity one = *quantity;
    switch (quantity->kind) {
    case QUANTITY_L:
        one.kind = QUANTITY_L_T;
        return add_sum_over_time(derivation, session, one, "L", value, fault);
    case QUANTITY_DL_DW: {
        struct text name = {0};
        one.kind = QUANTITY_DL_T_DW;
        quantity_add_symbol(session, quantity, &name);
        bool done = add_sum_over_time(derivation, session, one, text_string(&name), value, fault);
        text_clear(&name);
        return done;
    }
    case QUANTITY_DL_T_DW:
        if (!add_step_gradient(derivation, session, quantity, fault))
            return false;
        break;
    case QUANTITY_DYHAT_DW:
        add_plain(derivation, session, quantity);
        add_derivative_of_yhat(derivation, session, quantity, value);
        break;
    case QUANTITY_DA_DW:
        add_plain(derivation, session, quantity);
        add_recurrence(derivation, session, quantity);
        break;
    case QUANTITY_DL_DA:
        add_plain(derivation, session, quantity);
        add_message(derivation, session, quantity->t);
        break;
    case QUANTITY_TERM:
    case QUANTITY_CELL:
        add_plain(derivation, session, quantity);
        add_one_term(derivation, session, quantity, value);
        break;
    default:
        add_plain(derivation, session, quantity);
    }
    value_of(derivation, session, value);
    return true;
}

/* The losses whose derivative the quantity is: L<first>, or L<1>..L<last>. False where it is no derivative of them. */
static bool derives_loss(const struct session *session, const struct quantity *quantity, int *first, int *last)
{
    switch (quantity->kind) {
    case QUANTITY_DL_DW:
    case QUANTITY_DL_DA:
        *first = 1;
        *last = session->now.sequence->T;
        return true;
    case QUANTITY_Z:
    case QUANTITY_DL_T_DW:
    case QUANTITY_DL_DO:
    case QUANTITY_CELL:
        *first = *last = quantity->t;
        return true;
    default:
        return false;
    }
}

/* What a gradient's value is not. */
static void add_doubts(struct derivation *derivation, const struct session *session, const struct quantity *quantity)
{
    int first, last, overflow = session->pass->overflow;
    if (!derives_loss(session, quantity, &first, &last))
        return;
    bool only = formula_only(session, first, last);
    if (quantity->kind == QUANTITY_DL_DW && flow_is_broken(session))
        derivation_remark(derivation, "The value is what the broken backward pass gives%s.",
                          only ? "; L is undefined" : "");
    else if (overflow > 0 && overflow <= last)
        derivation_remark(derivation, "At t=%d numbers became too large: this is not to be trusted.", overflow);
    else if (only && first == last)
        derivation_remark(derivation, "L<%d> is undefined: this follows the formula only.", last);
    else if (only)
        derivation_remark(derivation, "L is undefined: this follows the formula only.");
}

bool derivation_of(struct derivation *derivation, const struct session *session, const struct quantity *quantity,
                   struct fault *fault)
{
    struct matrix value;
    bool nonlinear = session->now.network.g != ACTIVATION_IDENTITY;
    struct quantity whole = *quantity;
    whole.row = whole.column = 0;
    if (!quantity_value(session, &whole, &value, fault))
        return false;
    bool done = true, entry = quantity->row > 0 && matrix_size(&value) > 1;
    switch (quantity->kind) {
    case QUANTITY_S:
        derivation_add_s(derivation, session, quantity->t);
        break;
    case QUANTITY_A:
        if (nonlinear)
            derivation_add_s(derivation, session, quantity->t);
        derivation_add_a(derivation, session, quantity->t);
        break;
    case QUANTITY_O:
        derivation_add_o(derivation, session, quantity->t);
        break;
    case QUANTITY_YHAT:
        if (session->now.network.g_star != ACTIVATION_IDENTITY)
            derivation_add_o(derivation, session, quantity->t);
        derivation_add_yhat(derivation, session, quantity->t);
        break;
    case QUANTITY_L_T:
        derivation_add_L(derivation, session, quantity->t);
        break;
    case QUANTITY_Z:
        derivation_add_z(derivation, session, quantity->t);
        break;
    case QUANTITY_DL_DO:
        derivation_add_flowing_by_o(derivation, session, quantity->t);
        break;
    default:
        done = add_compound(derivation, session, &whole, &value, fault);
    }
    matrix_clear(&value);
    if (done)
        add_doubts(derivation, session, quantity);
    if (done && entry && quantity_value(session, quantity, &value, fault)) {
        add_plain(derivation, session, quantity);
        value_of(derivation, session, &value);
        matrix_clear(&value);
    }
    return done;
}
