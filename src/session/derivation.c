/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation.c - equations as data; the panels align them. */

#include "session/derivation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "model/activation.h"
#include "model/series.h"
#include "model/step.h"

enum { MOST_PARTS = 6 }; /* summands written out before the rest is folded */

static char *format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

static char *format(const char *pattern, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, pattern);
    text_vaddf(&text, pattern, arguments);
    va_end(arguments);
    return text_take(&text);
}

static struct equation *last(struct derivation *derivation)
{
    return &derivation->equation[derivation->equations - 1];
}

void derivation_begin(struct derivation *derivation, const char *pattern, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, pattern);
    text_vaddf(&text, pattern, arguments);
    va_end(arguments);
    size_t count = (size_t)++derivation->equations;
    derivation->equation = alloc_resize(derivation->equation, count, sizeof *derivation->equation);
    *last(derivation) = (struct equation){.name = text_take(&text)};
}

void derivation_part(struct derivation *derivation, const char *symbols, const char *numbers)
{
    struct equation *equation = last(derivation);
    equation->part = alloc_resize(equation->part, (size_t)equation->parts + 1, sizeof *equation->part);
    equation->part[equation->parts++] = (struct part){alloc_string(symbols), alloc_string(numbers)};
}

void derivation_value(struct derivation *derivation, const char *value)
{
    free(last(derivation)->value);
    last(derivation)->value = alloc_string(value);
}

void derivation_remark(struct derivation *derivation, const char *pattern, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, pattern);
    text_vaddf(&text, pattern, arguments);
    va_end(arguments);
    free(last(derivation)->remark);
    last(derivation)->remark = text_take(&text);
}

void derivation_phrase(struct derivation *derivation)
{
    last(derivation)->phrase = true;
}

void derivation_clear(struct derivation *derivation)
{
    for (int i = 0; i < derivation->equations; i++) {
        struct equation *equation = &derivation->equation[i];
        for (int k = 0; k < equation->parts; k++) {
            free(equation->part[k].symbols);
            free(equation->part[k].numbers);
        }
        free(equation->part);
        free(equation->name);
        free(equation->value);
        free(equation->remark);
    }
    free(derivation->equation);
    *derivation = (struct derivation){0};
}

void derivation_add_number(struct text *text, const struct session *session, double value)
{
    number_add(text, value, session->digits);
}

void derivation_add_values(struct text *text, const struct session *session, const double *values, int count)
{
    if (count == 1) {
        derivation_add_number(text, session, values[0]);
        return;
    }
    text_add(text, "[");
    for (int i = 0; i < count; i++) {
        text_add(text, i > 0 ? " " : "");
        derivation_add_number(text, session, values[i]);
    }
    text_add(text, "]");
}

void derivation_add_power(struct text *text, const char *symbol, int j)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (j == 0)
        return;
    text_add(text, symbol);
    if (j == 1)
        return;
    char digits[16] = "";
    int count = 0;
    for (int rest = j; rest > 0; rest /= 10)
        digits[count++] = (char)(rest % 10);
    while (count > 0)
        text_add(text, raised[(int)digits[--count]]);
}

/* A value of the session's digits, yours to free. */
static char *number(const struct session *session, double value)
{
    struct text text = {0};
    derivation_add_number(&text, session, value);
    return text_take(&text);
}

static char *values(const struct session *session, const double *from, int count)
{
    struct text text = {0};
    derivation_add_values(&text, session, from, count);
    return text_take(&text);
}

/* Takes both strings over. */
static void part(struct derivation *derivation, char *symbols, char *numbers)
{
    derivation_part(derivation, symbols, numbers);
    free(symbols);
    free(numbers);
}

static void set_value(struct derivation *derivation, char *value)
{
    derivation_value(derivation, value);
    free(value);
}

static bool is_scalar(const struct session *session)
{
    return network_is_scalar(&session->now.network);
}

/* "0.5·0.2". */
static char *product(const struct session *session, double left, double right)
{
    struct text text = {0};
    derivation_add_number(&text, session, left);
    text_add(&text, "·");
    derivation_add_number(&text, session, right);
    return text_take(&text);
}

/* The numbers of "W from": a product of two numbers, or the vector the matrix makes of the other one. */
static char *weighted(const struct session *session, enum weight w, const double *from)
{
    const struct matrix *weight = &session->now.network.weight[w];
    double result[NETWORK_WIDEST];
    if (is_scalar(session))
        return product(session, weight->at[0], from[0]);
    matrix_times(weight, from, result);
    return values(session, result, weight->rows);
}

static void add_weighted(struct derivation *derivation, const struct session *session, enum weight w, const char *name,
                         int t, const double *from)
{
    part(derivation, format("%s %s<%d>", session_weight_symbol(session, w), name, t), weighted(session, w, from));
}

static void add_bias(struct derivation *derivation, const struct session *session, enum weight w)
{
    const struct matrix *bias = &session->now.network.weight[w];
    part(derivation, format("%s", session_weight_symbol(session, w)), values(session, bias->at, bias->rows));
}

static void add_sum_inside_g(struct derivation *derivation, const struct session *session, int t)
{
    add_weighted(derivation, session, WEIGHT_V, "a", t - 1, pass_a(session->pass, t - 1));
    add_weighted(derivation, session, WEIGHT_U, "x", t, sequence_x(session->now.sequence, t));
    add_bias(derivation, session, WEIGHT_B_A);
}

void derivation_add_s(struct derivation *derivation, const struct session *session, int t)
{
    double s[NETWORK_WIDEST];
    step_s(session->pass, t, s);
    derivation_begin(derivation, "s<%d>", t);
    add_sum_inside_g(derivation, session, t);
    set_value(derivation, values(session, s, session->now.network.n_a));
}

static const char *function_name(enum activation g)
{
    static const char *const names[] = {"", "tanh", "σ", "relu", "softmax"};
    return names[g];
}

void derivation_add_a(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double s[NETWORK_WIDEST];
    step_s(session->pass, t, s);
    derivation_begin(derivation, "a<%d>", t);
    if (network->g == ACTIVATION_IDENTITY) {
        add_sum_inside_g(derivation, session, t);
    } else {
        char *inside = values(session, s, network->n_a);
        part(derivation, format("%s(s<%d>)", function_name(network->g), t),
             format("%s(%s)", function_name(network->g), inside));
        free(inside);
    }
    set_value(derivation, values(session, pass_a(session->pass, t), network->n_a));
    if (network->g == ACTIVATION_RELU && network->n_a == 1 && s[0] == 0)
        derivation_remark(derivation, "s<%d> is exactly 0, where relu has no derivative; it is taken as 0.", t);
}

void derivation_add_o(struct derivation *derivation, const struct session *session, int t)
{
    double o[NETWORK_WIDEST];
    step_o(session->pass, t, o);
    derivation_begin(derivation, "o<%d>", t);
    add_weighted(derivation, session, WEIGHT_W_Y, "a", t, pass_a(session->pass, t));
    add_bias(derivation, session, WEIGHT_B_Y);
    set_value(derivation, values(session, o, session->now.network.n_y));
}

void derivation_add_yhat(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double o[NETWORK_WIDEST];
    derivation_begin(derivation, "ŷ<%d>", t);
    if (network->g_star == ACTIVATION_IDENTITY) {
        add_weighted(derivation, session, WEIGHT_W_Y, "a", t, pass_a(session->pass, t));
        add_bias(derivation, session, WEIGHT_B_Y);
    } else {
        step_o(session->pass, t, o);
        char *inside = values(session, o, network->n_y);
        part(derivation, format("%s(o<%d>)", function_name(network->g_star), t),
             format("%s(%s)", function_name(network->g_star), inside));
        free(inside);
    }
    set_value(derivation, values(session, pass_yhat(session->pass, t), network->n_y));
}

static bool target_is_set(const struct session *session, int t)
{
    return sequence_first_unset(session->now.sequence, t, t) == 0;
}

static void say_target_is_missing(struct derivation *derivation, int t)
{
    derivation_value(derivation, "undefined");
    derivation_remark(derivation, "y<%d> is not set", t);
}

/* 1 - yhat, with the digits it keeps where yhat has rounded to 1. */
static double rest_of_yhat(const struct session *session, int t)
{
    double o;
    step_o(session->pass, t, &o);
    double slope = 0, yhat = pass_yhat(session->pass, t)[0];
    if (session->now.network.g_star != ACTIVATION_SIGMOID)
        return 1 - yhat;
    activation_slope(ACTIVATION_SIGMOID, &o, &slope, 1);
    return yhat > 0 ? slope / yhat : 1;
}

/* The numbers of "-y log yhat": nothing at all where y is 0. */
static void add_log_part(struct derivation *derivation, const struct session *session, const char *symbols,
                         double weight, double inside)
{
    struct text text = {0};
    if (weight == 0) {
        text_add(&text, "0");
    } else {
        text_add(&text, "-");
        if (weight != 1) {
            derivation_add_number(&text, session, weight);
            text_add(&text, "·");
        }
        text_add(&text, "log(");
        derivation_add_number(&text, session, inside);
        text_add(&text, ")");
    }
    derivation_part(derivation, symbols, text_string(&text));
    text_clear(&text);
}

static void add_scalar_loss(struct derivation *derivation, const struct session *session, int t)
{
    double y = sequence_y(session->now.sequence, t)[0], yhat = pass_yhat(session->pass, t)[0];
    if (session->now.network.loss == LOSS_MSE) {
        char *left = number(session, yhat), *right = number(session, y);
        part(derivation, format("(ŷ<%d> - y<%d>)² / 2", t, t), format("(%s - %s)² / 2", left, right));
        free(left);
        free(right);
        return;
    }
    add_log_part(derivation, session, "-y log ŷ", y, yhat);
    add_log_part(derivation, session, "-(1-y) log(1-ŷ)", 1 - y, rest_of_yhat(session, t));
}

void derivation_add_L(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    static const char *const formulas[] = {"-Σ (y log ŷ + (1-y) log(1-ŷ))", "Σ (ŷ - y)² / 2", "-Σ y log ŷ"};
    derivation_begin(derivation, "L<%d>", t);
    if (!target_is_set(session, t)) {
        say_target_is_missing(derivation, t);
        return;
    }
    if (network->n_y == 1) {
        add_scalar_loss(derivation, session, t);
    } else {
        char *left = values(session, pass_yhat(session->pass, t), network->n_y);
        char *right = values(session, sequence_y(session->now.sequence, t), network->n_y);
        part(derivation, format("%s", formulas[network->loss]), format("ŷ %s, y %s", left, right));
        free(left);
        free(right);
    }
    double loss = step_loss(session->pass, t);
    set_value(derivation, number(session, loss));
    if (isnan(loss))
        derivation_remark(derivation, "Outside 0..1 there is no logarithm: L<%d> does not exist.", t);
}

/* "-1/0.65", "0" where the weight on top is 0. */
static char *fraction(const struct session *session, const char *sign, double top, double bottom)
{
    if (top == 0)
        return format("0");
    char *above = number(session, top), *below = number(session, bottom);
    char *text = format("%s%s/%s", sign, above, below);
    free(above);
    free(below);
    return text;
}

void derivation_add_z(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    const double *yhat = pass_yhat(session->pass, t), *y = sequence_y(session->now.sequence, t);
    static const char *const formulas[] = {"-y/ŷ + (1-y)/(1-ŷ)", "ŷ - y", "-y/ŷ"};
    double z[NETWORK_WIDEST];
    derivation_begin(derivation, "z<%d>", t);
    if (!target_is_set(session, t)) {
        say_target_is_missing(derivation, t);
        return;
    }
    step_z(session->pass, t, z);
    if (network->n_y > 1) {
        part(derivation, format("%s", formulas[network->loss]), values(session, z, network->n_y));
    } else if (network->loss == LOSS_MSE) {
        char *left = number(session, yhat[0]), *right = number(session, y[0]);
        part(derivation, format("ŷ<%d> - y<%d>", t, t), format("%s - %s", left, right));
        free(left);
        free(right);
    } else {
        part(derivation, format("-y/ŷ"), fraction(session, "-", y[0], yhat[0]));
        part(derivation, format("(1-y)/(1-ŷ)"), fraction(session, "", 1 - y[0], rest_of_yhat(session, t)));
    }
    set_value(derivation, values(session, z, network->n_y));
}

void derivation_add_by_o(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    const double *yhat = pass_yhat(session->pass, t), *y = sequence_y(session->now.sequence, t);
    double by_o[NETWORK_WIDEST], o[NETWORK_WIDEST], z[NETWORK_WIDEST], slope;
    derivation_begin(derivation, "∂L<%d>/∂o<%d>", t, t);
    if (!target_is_set(session, t)) {
        say_target_is_missing(derivation, t);
        return;
    }
    step_loss_by_o(session->pass, t, by_o);
    step_z(session->pass, t, z);
    step_o(session->pass, t, o);
    if (network->n_y > 1) {
        part(derivation, format(network_loss_from_o(network) ? "ŷ<%d> - y<%d>" : "G*<%d>' z<%d>", t, t),
             values(session, by_o, network->n_y));
    } else if (network_loss_from_o(network)) {
        char *left = number(session, yhat[0]), *right = number(session, y[0]);
        part(derivation, format("ŷ<%d> - y<%d>", t, t), format("%s - %s", left, right));
        free(left);
        free(right);
    } else {
        activation_slope(network->g_star, o, &slope, 1);
        part(derivation, format("g*'(o<%d>) z<%d>", t, t), product(session, slope, z[0]));
    }
    set_value(derivation, values(session, by_o, network->n_y));
}

/* "W_y v² a<1>" for the linear network; every g' on the way joins in where there are any; matrices have P<t,j>. */
static char *term_symbols(const struct session *session, enum weight w, int t, int j)
{
    struct text text = {0};
    if (is_scalar(session)) {
        text_add(&text, j > 0 ? "W_y " : "W_y");
        derivation_add_power(&text, "v", j);
        if (!network_is_linear(&session->now.network))
            text_add(&text, " Πg'");
    } else {
        text_addf(&text, "P<%d,%d>", t, j);
    }
    if (w != WEIGHT_B_A)
        text_addf(&text, " %s<%d>", w == WEIGHT_V ? "a" : "x", w == WEIGHT_V ? t - 1 - j : t - j);
    return text_take(&text);
}

static void add_terms(struct derivation *derivation, const struct session *session, enum weight w, int t, int of)
{
    struct series series;
    int size = matrix_size(&session->now.network.weight[w]);
    double *term = alloc_array((size_t)size, sizeof *term);
    series_begin(&series, session->pass, SERIES_FROM_YHAT, w, t);
    while (series.j + 1 < MOST_PARTS && series_next(&series)) {
        int count;
        const double *source = series_source(&series, &count);
        series_term(&series, of, term);
        part(derivation, term_symbols(session, w, t, series.j),
             !is_scalar(session) ? values(session, term, size)
             : w == WEIGHT_B_A   ? number(session, term[0])
                                 : product(session, series.path[0], source[0]));
    }
    if (series.j + 1 < t && series_rest(&series, session->recurrence, of, term))
        part(derivation, format("… %d more", t - 1 - series.j), values(session, term, size));
    series_clear(&series);
    free(term);
}

static void value_of(struct derivation *derivation, const struct session *session, const struct matrix *value)
{
    set_value(derivation, values(session, value->at, matrix_size(value)));
}

/* dyhat<t>/dw by the power series, or by the output's own derivative for W_y and b_y. */
static void add_derivative_of_yhat(struct derivation *derivation, const struct session *session,
                                   const struct quantity *quantity, const struct matrix *value)
{
    int t = quantity->t;
    char *numbers = values(session, value->at, matrix_size(value));
    if (quantity->w == WEIGHT_W_Y)
        part(derivation, format(network_is_linear(&session->now.network) ? "a<%d>" : "G*<%d> a<%d>", t, t), numbers);
    else if (quantity->w == WEIGHT_B_Y)
        part(derivation, format(network_is_linear(&session->now.network) ? "1" : "G*<%d>", t), numbers);
    else {
        add_terms(derivation, session, quantity->w, t, quantity->of > 0 ? quantity->of - 1 : 0);
        free(numbers);
    }
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

static void add_recurrence(struct derivation *derivation, const struct session *session,
                           const struct quantity *quantity)
{
    const char *w = session_weight_symbol(session, quantity->w), *v = session_weight_symbol(session, WEIGHT_V);
    const char *slope = session->now.network.g == ACTIVATION_IDENTITY ? "" : "g'(s) ";
    int t = quantity->t;
    if (t == 0)
        return;
    char *direct = quantity->w == WEIGHT_V   ? format("%sa<%d>", slope, t - 1)
                   : quantity->w == WEIGHT_U ? format("%sx<%d>", slope, t)
                                             : format("%s1", slope);
    char *through = format("%s%s ∂a<%d>/∂%s", slope, v, t - 1, w);
    if (!is_scalar(session) || !recurrence_go(session->recurrence, t - 1)) {
        part(derivation, direct, format("…"));
        part(derivation, through, format("…"));
        return;
    }
    double before = recurrence_by(session->recurrence, quantity->w, 0)[0], s_slope;
    double source = quantity->w == WEIGHT_V   ? pass_a(session->pass, t - 1)[0]
                    : quantity->w == WEIGHT_U ? sequence_x(session->now.sequence, t)[0]
                                              : 1;
    step_slope(session->pass, t, &s_slope);
    bool plain = *slope == '\0';
    part(derivation, direct, plain ? number(session, source) : product(session, s_slope, source));
    char *second = product(session, session->now.network.weight[WEIGHT_V].at[0], before);
    char *front = number(session, s_slope);
    part(derivation, through, plain ? format("%s", second) : format("%s·%s", front, second));
    free(second);
    free(front);
}

/* dL<t>/dw = z<t> times dyhat<t>/dw, or dL<t>/do<t> times do<t>/dw. */
static bool add_step_gradient(struct derivation *derivation, const struct session *session,
                              const struct quantity *quantity, struct fault *fault)
{
    const char *w = session_weight_symbol(session, quantity->w);
    int t = quantity->t;
    if (is_scalar(session)) {
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
        part(derivation, format("z<%d> ∂ŷ<%d>/∂%s", t, t, w), product(session, z, value.at[0]));
        matrix_clear(&value);
        return true;
    }
    derivation_add_by_o(derivation, session, t);
    derivation_begin(derivation, "∂L<%d>/∂%s", t, w);
    struct matrix value;
    if (!quantity_value(session, quantity, &value, fault))
        return false;
    part(derivation, format("∂L<%d>/∂o<%d> ∂o<%d>/∂%s", t, t, t, w), values(session, value.at, matrix_size(&value)));
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
        part(derivation, text_take(&symbol), values(session, summand.at, matrix_size(&summand)));
        matrix_clear(&summand);
    }
    if (T > MOST_PARTS)
        part(derivation, format("… %d more", T - MOST_PARTS), format("…"));
    value_of(derivation, session, value);
    return true;
}

static void add_message(struct derivation *derivation, const struct session *session, int t)
{
    double arriving[NETWORK_WIDEST], by_o[NETWORK_WIDEST], delta[NETWORK_WIDEST];
    const struct network *network = &session->now.network;
    const char *v = session_weight_symbol(session, WEIGHT_V);
    step_from_yhat(session->pass, t, arriving);
    step_loss_by_o(session->pass, t, by_o);
    part(derivation, format("W_y ∂L<%d>/∂o<%d>", t, t),
         is_scalar(session) ? product(session, network->weight[WEIGHT_W_Y].at[0], by_o[0])
                            : values(session, arriving, network->n_a));
    if (t == session->now.sequence->T) {
        part(derivation, format("0"), format("0"));
        return;
    }
    step_from_next(session->pass, t, arriving);
    step_delta(session->pass, t + 1, delta);
    part(derivation, format(network->g == ACTIVATION_IDENTITY ? "%s ∂L/∂a<%d>" : "%s g' ∂L/∂a<%d>", v, t + 1),
         is_scalar(session) ? product(session, network->weight[WEIGHT_V].at[0], delta[0])
                            : values(session, arriving, network->n_a));
}

static void add_one_term(struct derivation *derivation, const struct session *session, const struct quantity *quantity,
                         const struct matrix *value)
{
    bool term = quantity->kind == QUANTITY_TERM;
    int j = term ? quantity->j : quantity->t - quantity->j;
    char *symbols = term_symbols(session, quantity->w, quantity->t, j);
    char *numbers = values(session, value->at, matrix_size(value));
    part(derivation, term ? format("%s", symbols) : format("z<%d> %s", quantity->t, symbols), numbers);
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

bool derivation_of(struct derivation *derivation, const struct session *session, const struct quantity *quantity,
                   struct fault *fault)
{
    struct matrix value;
    bool nonlinear = session->now.network.g != ACTIVATION_IDENTITY;
    struct quantity whole = *quantity;
    bool entry = quantity->row > 0 && matrix_size(&session->now.network.weight[quantity->w]) > 1;
    whole.row = whole.column = 0;
    if (!quantity_value(session, &whole, &value, fault))
        return false;
    bool done = true;
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
        derivation_add_by_o(derivation, session, quantity->t);
        break;
    default:
        done = add_compound(derivation, session, &whole, &value, fault);
    }
    matrix_clear(&value);
    if (done && entry && quantity_value(session, quantity, &value, fault)) {
        add_plain(derivation, session, quantity);
        value_of(derivation, session, &value);
        matrix_clear(&value);
    }
    return done;
}
