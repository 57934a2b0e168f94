/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation_backward.c - the equations of one backward step: what arrives at a<t>, its sum, what every weight
 * gains. */

#include <stdlib.h>

#include "base/number.h"
#include "model/step.h"
#include "session/derivation_parts.h"
#include "session/flow.h"

/* A number with its sign, or a vector. */
static void take_signed_value(struct derivation *derivation, const struct session *session, const struct matrix *value)
{
    struct text text = {0};
    if (matrix_size(value) == 1)
        number_add_signed(&text, value->at[0], session->digits);
    else
        derivation_add_matrix(&text, session, value);
    derivation_value(derivation, text_string(&text));
    text_clear(&text);
}

static void take_signed_vector(struct derivation *derivation, const struct session *session, double *values)
{
    struct matrix vector = {session->now.network.n_a, 1, values};
    take_signed_value(derivation, session, &vector);
}

enum { FEW_DIGITS = 3 };

/* "0.5·0.2·0.4" in so many digits. */
static void add_factors(struct text *text, const double *factor, int count, int digits)
{
    for (int i = 0; i < count; i++) {
        text_add(text, i > 0 ? "·" : "");
        number_add(text, factor[i], digits);
    }
}

/* Adds a summand: for the scalar network with the product of the factors, three of which also have few digits for a
 * narrow row; for matrices, whose products are shown by their value, without. The symbols are taken over. */
static void take_product(struct derivation *derivation, const struct session *session, char *symbols,
                         const double *factor, int count)
{
    bool scalar = derivation_is_scalar(session);
    struct text numbers = {0}, few = {0};
    add_factors(&numbers, factor, scalar ? count : 0, session->digits);
    add_factors(&few, factor, scalar ? count : 0, FEW_DIGITS);
    derivation_part(derivation, symbols, text_string(&numbers));
    if (scalar && count > 2 && session->digits > FEW_DIGITS)
        derivation_few(derivation, text_string(&few));
    text_clear(&few);
    text_clear(&numbers);
    free(symbols);
}

/* Which mistake the equations show: none while it is a secret, for then they show values alone. */
static enum bug open_bug(const struct session *session)
{
    return flow_is_secret(session) ? BUG_NONE : session->now.bug;
}

static bool has_slope(const struct session *session)
{
    return session->now.network.g != ACTIVATION_IDENTITY && session->now.bug != BUG_NO_SLOPE;
}

static bool leaves_out_yhat(const struct session *session, int t)
{
    return open_bug(session) == BUG_ONLY_FROM_NEXT && t < session->now.sequence->T;
}

static bool leaves_out_next(const struct session *session)
{
    return open_bug(session) == BUG_ONLY_FROM_YHAT;
}

/* What a broken backward pass does not take along. */
static void part_left_out(struct derivation *derivation)
{
    derivation_part(derivation, "left out", "");
}

void derivation_part_from_yhat(struct derivation *derivation, const struct session *session, int t)
{
    const char *transposed = derivation_is_scalar(session) ? "" : "'";
    double by_o[NETWORK_WIDEST];
    if (flow_is_secret(session) || leaves_out_yhat(session, t))
        return;
    flow_loss_by_o(session, t, by_o);
    const double factor[] = {session->now.network.weight[WEIGHT_W_Y].at[0], by_o[0]};
    char *symbols = session->now.network.g_star == ACTIVATION_IDENTITY
                        ? derivation_format("W_y%s z<%d>", transposed, t)
                        : derivation_format("W_y%s ∂L<%d>/∂o<%d>", transposed, t, t);
    if (derivation_is_scalar(session)) {
        take_product(derivation, session, symbols, factor, 2);
        return;
    }
    flow_from_yhat(session, t, by_o);
    derivation_take_part(derivation, symbols, derivation_values(session, by_o, session->now.network.n_a));
}

/* "v g'(s<3>) ∂L/∂a<3>", "V' D<3> ∂L/∂a<3>". */
static char *symbols_from_next(const struct session *session, int t)
{
    bool scalar = derivation_is_scalar(session);
    struct text text = {0};
    text_add(&text, scalar ? "v " : "V' ");
    if (has_slope(session))
        text_addf(&text, scalar ? "g'(s<%d>) " : "D<%d> ", t + 1);
    text_addf(&text, "∂L/∂a<%d>", t + 1);
    return text_take(&text);
}

void derivation_part_from_next(struct derivation *derivation, const struct session *session, int t)
{
    double vector[NETWORK_WIDEST];
    if (flow_is_secret(session) || leaves_out_next(session))
        return;
    step_slope(session->pass, t + 1, vector);
    double v = session->now.network.weight[WEIGHT_V].at[0], by_a = flow_by_a(session, t + 1)[0];
    const double all[] = {v, vector[0], by_a}, plain[] = {v, by_a};
    if (derivation_is_scalar(session)) {
        take_product(derivation, session, symbols_from_next(session, t), has_slope(session) ? all : plain,
                     has_slope(session) ? 3 : 2);
        return;
    }
    flow_from_next(session, t, vector);
    derivation_take_part(derivation, symbols_from_next(session, t),
                         derivation_values(session, vector, session->now.network.n_a));
}

void derivation_add_flowing_by_o(struct derivation *derivation, const struct session *session, int t)
{
    double by_o[NETWORK_WIDEST];
    if (open_bug(session) != BUG_SIGN_OF_Z && !flow_is_secret(session)) {
        derivation_add_by_o(derivation, session, t);
        return;
    }
    flow_loss_by_o(session, t, by_o);
    derivation_begin(derivation, "∂L<%d>/∂o<%d>", t, t);
    derivation_take_value(derivation, derivation_values(session, by_o, session->now.network.n_y));
}

void derivation_add_arriving(struct derivation *derivation, const struct session *session, int t, bool both)
{
    double arriving[NETWORK_WIDEST];
    if (session->now.network.g_star != ACTIVATION_IDENTITY && !flow_is_secret(session))
        derivation_add_flowing_by_o(derivation, session, t);
    derivation_begin(derivation, "from ŷ<%d>", t);
    derivation_phrase(derivation);
    derivation_part_from_yhat(derivation, session, t);
    if (leaves_out_yhat(session, t))
        part_left_out(derivation);
    flow_from_yhat(session, t, arriving);
    take_signed_vector(derivation, session, arriving);
    if (!both)
        return;
    derivation_begin(derivation, "from a<%d>", t + 1);
    derivation_phrase(derivation);
    if (t == session->now.sequence->T) {
        derivation_value(derivation, "0");
        derivation_remark(derivation, "a<%d> is used by no later step.", t);
        return;
    }
    derivation_part_from_next(derivation, session, t);
    if (leaves_out_next(session))
        part_left_out(derivation);
    flow_from_next(session, t, arriving);
    take_signed_vector(derivation, session, arriving);
}

void derivation_add_arrived_sum(struct derivation *derivation, const struct session *session, int t)
{
    struct matrix sum = {session->now.network.n_a, 1, (double *)flow_by_a(session, t)};
    derivation_begin(derivation, "∂L/∂a<%d>", t);
    derivation_phrase(derivation);
    derivation_part(derivation, "their sum", "");
    take_signed_value(derivation, session, &sum);
}

/* The step of the source that the weight is multiplied with at step t. */
static int source_step(const struct session *session, enum weight w, int t)
{
    enum bug bug = open_bug(session);
    if (w == WEIGHT_V)
        return bug == BUG_A_FOR_A_BEFORE ? t : t - 1;
    return w == WEIGHT_U && bug == BUG_X_BEFORE_FOR_X ? t - 1 : t;
}

/* "g'(s<2>) ∂L/∂a<2> a<1>", "z<2> a<2>": what the weight gains at step t, in symbols. */
static char *gain_symbols(const struct session *session, enum weight w, int t)
{
    bool scalar = derivation_is_scalar(session);
    struct text text = {0};
    if (w == WEIGHT_W_Y || w == WEIGHT_B_Y) {
        bool plain = session->now.network.g_star == ACTIVATION_IDENTITY;
        text_addf(&text, plain ? "z<%d>" : "∂L<%d>/", t);
        if (!plain)
            text_addf(&text, "∂o<%d>", t);
    } else {
        if (has_slope(session))
            text_addf(&text, scalar ? "g'(s<%d>) " : "D<%d> ", t);
        text_addf(&text, "∂L/∂a<%d>", t);
    }
    if (w != WEIGHT_B_A && w != WEIGHT_B_Y)
        text_addf(&text, " %s<%d>%s", w == WEIGHT_U ? "x" : "a", source_step(session, w, t), scalar ? "" : "'");
    return text_take(&text);
}

static void take_gain(struct derivation *derivation, const struct session *session, enum weight w, int t)
{
    double by_o[NETWORK_WIDEST], slope[NETWORK_WIDEST], factor[3];
    int count = 0;
    flow_loss_by_o(session, t, by_o);
    step_slope(session->pass, t, slope);
    bool output = w == WEIGHT_W_Y || w == WEIGHT_B_Y;
    if (!output && has_slope(session))
        factor[count++] = slope[0];
    factor[count++] = output ? by_o[0] : flow_by_a(session, t)[0];
    if (w != WEIGHT_B_A && w != WEIGHT_B_Y)
        factor[count++] = flow_source(session, w, t)[0];
    take_product(derivation, session, gain_symbols(session, w, t), factor, count > 1 ? count : 0);
}

/* The share of the weight in symbols and numbers, where it is not the product that all others are. */
static bool add_odd_gain(struct derivation *derivation, const struct session *session, enum weight w, int t)
{
    enum bug bug = open_bug(session);
    if (bug == BUG_ONE_STEP_SHORT && t == 1)
        part_left_out(derivation);
    else if (bug == BUG_BIAS_ONCE && w == WEIGHT_B_A)
        derivation_part_from_yhat(derivation, session, t);
    else if (bug == BUG_EQUATION_3 && w == WEIGHT_V)
        derivation_part(derivation, "its part of (3)", "");
    else
        return false;
    return true;
}

void derivation_add_gains(struct derivation *derivation, const struct session *session, int t)
{
    struct gradients gains;
    const char *gains_or_not = open_bug(session) == BUG_NOT_SUMMED ? "is set to" : "gains";
    gradients_init(&gains, &session->now.network);
    flow_add_gradients(session, t, &gains);
    for (enum weight w = 0; w < WEIGHT_COUNT; w++) {
        derivation_begin(derivation, "∂L/∂%s %s", session_weight_symbol(session, w), gains_or_not);
        derivation_phrase(derivation);
        if (!flow_is_secret(session) && !add_odd_gain(derivation, session, w, t))
            take_gain(derivation, session, w, t);
        take_signed_value(derivation, session, &gains.by[w]);
    }
    gradients_clear(&gains);
}
