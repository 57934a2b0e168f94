/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation_step.c - the equations of one forward step: s, a, o, yhat, L, z, and dL/do. */

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "model/activation.h"
#include "model/loss.h"
#include "model/step.h"
#include "session/derivation_parts.h"

/* The numbers of "W from": a product of two numbers, or the vector the matrix makes of the other one. */
static char *weighted(const struct session *session, enum weight w, const double *from)
{
    const struct matrix *weight = &session->now.network.weight[w];
    double result[NETWORK_WIDEST];
    if (derivation_is_scalar(session))
        return derivation_product(session, weight->at[0], from[0]);
    matrix_times(weight, from, result);
    return derivation_values(session, result, weight->rows);
}

static void add_weighted(struct derivation *derivation, const struct session *session, enum weight w, const char *name,
                         int t, const double *from)
{
    derivation_take_part(derivation, derivation_format("%s %s<%d>", session_weight_symbol(session, w), name, t),
                         weighted(session, w, from));
}

static void add_bias(struct derivation *derivation, const struct session *session, enum weight w)
{
    const struct matrix *bias = &session->now.network.weight[w];
    derivation_take_part(derivation, alloc_string(session_weight_symbol(session, w)),
                         derivation_values(session, bias->at, bias->rows));
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
    derivation_take_value(derivation, derivation_values(session, s, session->now.network.n_a));
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
        char *inside = derivation_values(session, s, network->n_a);
        derivation_take_part(derivation, derivation_format("%s(s<%d>)", function_name(network->g), t),
                             derivation_format("%s(%s)", function_name(network->g), inside));
        free(inside);
    }
    derivation_take_value(derivation, derivation_values(session, pass_a(session->pass, t), network->n_a));
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
    derivation_take_value(derivation, derivation_values(session, o, session->now.network.n_y));
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
        char *inside = derivation_values(session, o, network->n_y);
        derivation_take_part(derivation, derivation_format("%s(o<%d>)", function_name(network->g_star), t),
                             derivation_format("%s(%s)", function_name(network->g_star), inside));
        free(inside);
    }
    derivation_take_value(derivation, derivation_values(session, pass_yhat(session->pass, t), network->n_y));
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

/* 1 - yhat of output i. */
static double rest_of_yhat(const struct session *session, int t, int i)
{
    double o[NETWORK_WIDEST];
    step_o(session->pass, t, o);
    return loss_rest(&session->now.network, o, pass_yhat(session->pass, t), i);
}

/* The number behind a sign or a stroke: in parentheses where it has a sign of its own. */
static char *operand(const struct session *session, double value)
{
    char *number = derivation_number(session, value);
    if (*number != '-')
        return number;
    char *enclosed = derivation_format("(%s)", number);
    free(number);
    return enclosed;
}

/* The numbers of "-y log yhat": nothing at all where y is 0. */
static void add_log_part(struct derivation *derivation, const struct session *session, const char *symbols,
                         double weight, double inside)
{
    struct text text = {0};
    if (weight == 0 && inside >= 0) {
        text_add(&text, "0");
    } else {
        text_add(&text, "-");
        if (weight != 1) {
            char *factor = operand(session, weight);
            text_addf(&text, "%s·", factor);
            free(factor);
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
        char *left = derivation_number(session, yhat), *right = operand(session, y);
        derivation_take_part(derivation, derivation_format("(ŷ<%d> - y<%d>)² / 2", t, t),
                             derivation_format("(%s - %s)² / 2", left, right));
        free(left);
        free(right);
        return;
    }
    add_log_part(derivation, session, "-y log ŷ", y, yhat);
    add_log_part(derivation, session, "-(1-y) log(1-ŷ)", 1 - y, rest_of_yhat(session, t, 0));
}

/* True where a logarithm would be taken of what has become 0: the loss is then known from o<t> alone. */
static bool lost_in_rounding(const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double y = sequence_y(session->now.sequence, t)[0];
    if (network->n_y > 1 || !network_loss_from_o(network))
        return false;
    return (y != 0 && pass_yhat(session->pass, t)[0] == 0) || (y != 1 && rest_of_yhat(session, t, 0) == 0);
}

/* Outputs and targets of a step as vectors, and what each has to 1; owned. */
struct outputs {
    char *yhat, *y, *not_yhat, *not_y;
};

static struct outputs outputs_of(const struct session *session, int t)
{
    const double *yhat = pass_yhat(session->pass, t), *y = sequence_y(session->now.sequence, t);
    int n_y = session->now.network.n_y;
    double not_yhat[NETWORK_WIDEST], not_y[NETWORK_WIDEST];
    for (int i = 0; i < n_y; i++) {
        not_yhat[i] = rest_of_yhat(session, t, i);
        not_y[i] = 1 - y[i];
    }
    return (struct outputs){derivation_values(session, yhat, n_y), derivation_values(session, y, n_y),
                            derivation_values(session, not_yhat, n_y), derivation_values(session, not_y, n_y)};
}

static void outputs_clear(struct outputs *outputs)
{
    free(outputs->yhat);
    free(outputs->y);
    free(outputs->not_yhat);
    free(outputs->not_y);
}

/* True when every output has a logarithm, and so has what it lacks to 1. */
static bool is_inside(const double *yhat, int count)
{
    bool inside = true;
    for (int i = 0; i < count; i++)
        inside = inside && yhat[i] > 0 && yhat[i] < 1;
    return inside;
}

/* The loss of several outputs, the vectors in the places of their symbols; nothing where a logarithm is missing. */
static void add_vector_loss(struct derivation *derivation, const struct session *session, int t)
{
    static const char *const formulas[] = {"-Σ (y log ŷ + (1-y) log(1-ŷ))", "Σ (ŷ - y)² / 2", "-Σ y log ŷ"};
    const struct network *network = &session->now.network;
    struct outputs of = outputs_of(session, t);
    char *numbers = NULL;
    if (network->loss == LOSS_MSE)
        numbers = derivation_format("Σ (%s - %s)² / 2", of.yhat, of.y);
    else if (!is_inside(pass_yhat(session->pass, t), network->n_y))
        numbers = alloc_string("");
    else if (network->loss == LOSS_CE)
        numbers = derivation_format("-Σ %s log %s", of.y, of.yhat);
    else
        numbers = derivation_format("-Σ (%s log %s + %s log %s)", of.y, of.yhat, of.not_y, of.not_yhat);
    derivation_take_part(derivation, alloc_string(formulas[network->loss]), numbers);
    outputs_clear(&of);
}

/* The same for its derivative, entry by entry. */
static void add_vector_z(struct derivation *derivation, const struct session *session, int t)
{
    static const char *const formulas[] = {"-y/ŷ + (1-y)/(1-ŷ)", "ŷ - y", "-y/ŷ"};
    const struct network *network = &session->now.network;
    struct outputs of = outputs_of(session, t);
    char *numbers = NULL;
    if (network->loss == LOSS_MSE)
        numbers = derivation_format("%s - %s", of.yhat, of.y);
    else if (!is_inside(pass_yhat(session->pass, t), network->n_y))
        numbers = alloc_string("");
    else if (network->loss == LOSS_CE)
        numbers = derivation_format("-%s/%s", of.y, of.yhat);
    else
        numbers = derivation_format("-%s/%s + %s/%s", of.y, of.yhat, of.not_y, of.not_yhat);
    derivation_take_part(derivation, alloc_string(formulas[network->loss]), numbers);
    outputs_clear(&of);
}

static bool is_outside(double target)
{
    return target < 0 || target > 1;
}

static bool has_finite_yhat(const struct session *session, int t)
{
    bool finite = true;
    for (int i = 0; i < session->now.network.n_y; i++)
        finite = finite && isfinite(pass_yhat(session->pass, t)[i]);
    return finite;
}

void derivation_add_L(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    derivation_begin(derivation, "L<%d>", t);
    if (!target_is_set(session, t)) {
        say_target_is_missing(derivation, t);
        return;
    }
    if (network->n_y == 1)
        add_scalar_loss(derivation, session, t);
    else
        add_vector_loss(derivation, session, t);
    double loss = step_loss(session->pass, t);
    derivation_take_value(derivation, derivation_number(session, loss));
    if (isnan(loss) && network->loss == LOSS_BCE && has_finite_yhat(session, t))
        derivation_remark(derivation, "ŷ<%d> is outside 0..1: one of the logarithms does not exist.", t);
    else if (network->n_y == 1 && network->loss == LOSS_BCE && is_outside(sequence_y(session->now.sequence, t)[0]))
        derivation_remark(derivation, "y<%d> is outside 0..1, where bce does not say how far off ŷ<%d> is.", t, t);
    else if (lost_in_rounding(session, t))
        derivation_remark(derivation, "ŷ<%d> or 1-ŷ<%d> rounds to 0; L<%d> comes from o<%d>.", t, t, t, t);
}

/* "-1/0.65", "0" where the weight on top is 0. */
static char *fraction(const struct session *session, const char *sign, double top, double bottom)
{
    if (top == 0)
        return derivation_format("0");
    char *above = *sign != '\0' ? operand(session, top) : derivation_number(session, top);
    char *below = operand(session, bottom);
    char *text = derivation_format("%s%s/%s", sign, above, below);
    free(above);
    free(below);
    return text;
}

void derivation_add_z(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    const double *yhat = pass_yhat(session->pass, t), *y = sequence_y(session->now.sequence, t);
    double z[NETWORK_WIDEST];
    derivation_begin(derivation, "z<%d>", t);
    if (!target_is_set(session, t)) {
        say_target_is_missing(derivation, t);
        return;
    }
    step_z(session->pass, t, z);
    if (network->n_y > 1) {
        add_vector_z(derivation, session, t);
    } else if (network->loss == LOSS_MSE) {
        char *left = derivation_number(session, yhat[0]), *right = operand(session, y[0]);
        derivation_take_part(derivation, derivation_format("ŷ<%d> - y<%d>", t, t),
                             derivation_format("%s - %s", left, right));
        free(left);
        free(right);
    } else {
        derivation_take_part(derivation, derivation_format("-y/ŷ"), fraction(session, "-", y[0], yhat[0]));
        derivation_take_part(derivation, derivation_format("(1-y)/(1-ŷ)"),
                             fraction(session, "", 1 - y[0], rest_of_yhat(session, t, 0)));
    }
    derivation_take_value(derivation, derivation_values(session, z, network->n_y));
}

/* dL<t>/do<t> of ce is yhat sum(y) - y: yhat - y, as with bce, where the targets sum to 1. */
static bool is_yhat_less_y(const struct session *session, int t)
{
    const double ROUNDING = 1e-9, *y = sequence_y(session->now.sequence, t);
    double sum = 0;
    for (int i = 0; i < session->now.network.n_y; i++)
        sum += y[i];
    return session->now.network.loss != LOSS_CE || fabs(sum - 1) < ROUNDING;
}

/* Several outputs: the vectors, and what they were made of. */
static void add_vector_by_o(struct derivation *derivation, const struct session *session, int t)
{
    struct outputs of = outputs_of(session, t);
    if (!network_loss_from_o(&session->now.network))
        derivation_take_part(derivation, derivation_format("G*<%d>' z<%d>", t, t), alloc_string(""));
    else if (is_yhat_less_y(session, t))
        derivation_take_part(derivation, derivation_format("ŷ<%d> - y<%d>", t, t),
                             derivation_format("%s - %s", of.yhat, of.y));
    else
        derivation_take_part(derivation, derivation_format("ŷ<%d> Σy<%d> - y<%d>", t, t, t),
                             derivation_format("%s Σ%s - %s", of.yhat, of.y, of.y));
    outputs_clear(&of);
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
        add_vector_by_o(derivation, session, t);
    } else if (network_loss_from_o(network)) {
        char *left = derivation_number(session, yhat[0]), *right = derivation_number(session, y[0]);
        derivation_take_part(derivation, derivation_format("ŷ<%d> - y<%d>", t, t),
                             derivation_format("%s - %s", left, right));
        free(left);
        free(right);
    } else {
        activation_slope(network->g_star, o, &slope, 1);
        derivation_take_part(derivation, derivation_format("g*'(o<%d>) z<%d>", t, t),
                             derivation_product(session, slope, z[0]));
    }
    derivation_take_value(derivation, derivation_values(session, by_o, network->n_y));
}
