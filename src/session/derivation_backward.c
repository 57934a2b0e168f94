/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation_backward.c - the equations of one backward step: what arrives at a<t>, its sum, what every weight gains. */

#include <stdlib.h>

#include "base/number.h"
#include "model/step.h"
#include "session/derivation_parts.h"

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

/* "0.5·0.2·0.4" for the scalar network, nothing for matrices, whose products are shown by their value. */
static char *factors(const struct session *session, const double *factor, int count)
{
    struct text text = {0};
    for (int i = 0; derivation_is_scalar(session) && i < count; i++) {
        text_add(&text, i > 0 ? "·" : "");
        /* Three factors side by side have room for three digits each. */
        number_add(&text, factor[i], count > 2 ? 3 : session->digits);
    }
    return text_take(&text);
}

static bool has_slope(const struct session *session)
{
    return session->now.network.g != ACTIVATION_IDENTITY;
}

void derivation_part_from_yhat(struct derivation *derivation, const struct session *session, int t)
{
    const char *transposed = derivation_is_scalar(session) ? "" : "'";
    double by_o[NETWORK_WIDEST];
    step_loss_by_o(session->pass, t, by_o);
    const double factor[] = {session->now.network.weight[WEIGHT_W_Y].at[0], by_o[0]};
    char *symbols = session->now.network.g_star == ACTIVATION_IDENTITY
                        ? derivation_format("W_y%s z<%d>", transposed, t)
                        : derivation_format("W_y%s ∂L<%d>/∂o<%d>", transposed, t, t);
    if (derivation_is_scalar(session)) {
        derivation_take_part(derivation, symbols, factors(session, factor, 2));
        return;
    }
    step_from_yhat(session->pass, t, by_o);
    derivation_take_part(derivation, symbols, derivation_values(session, by_o, session->now.network.n_a));
}

void derivation_part_from_next(struct derivation *derivation, const struct session *session, int t)
{
    double slope[NETWORK_WIDEST];
    char *symbols;
    if (!derivation_is_scalar(session))
        symbols = has_slope(session) ? derivation_format("V' D<%d> ∂L/∂a<%d>", t + 1, t + 1)
                                     : derivation_format("V' ∂L/∂a<%d>", t + 1);
    else
        symbols = has_slope(session) ? derivation_format("v g'(s<%d>) ∂L/∂a<%d>", t + 1, t + 1)
                                     : derivation_format("v ∂L/∂a<%d>", t + 1);
    step_slope(session->pass, t + 1, slope);
    double v = session->now.network.weight[WEIGHT_V].at[0], by_a = pass_by_a(session->pass, t + 1)[0];
    const double all[] = {v, slope[0], by_a}, plain[] = {v, by_a};
    if (derivation_is_scalar(session)) {
        derivation_take_part(derivation, symbols,
                             has_slope(session) ? factors(session, all, 3) : factors(session, plain, 2));
        return;
    }
    step_from_next(session->pass, t, slope);
    derivation_take_part(derivation, symbols, derivation_values(session, slope, session->now.network.n_a));
}

void derivation_add_arriving(struct derivation *derivation, const struct session *session, int t, bool both)
{
    double arriving[NETWORK_WIDEST];
    if (session->now.network.g_star != ACTIVATION_IDENTITY)
        derivation_add_by_o(derivation, session, t);
    derivation_begin(derivation, "from ŷ<%d>", t);
    derivation_phrase(derivation);
    derivation_part_from_yhat(derivation, session, t);
    step_from_yhat(session->pass, t, arriving);
    take_signed_vector(derivation, session, arriving);
    if (!both)
        return;
    derivation_begin(derivation, "from a<%d>", t + 1);
    derivation_phrase(derivation);
    if (t == session->now.sequence->T) {
        derivation_value(derivation, "0");
        derivation_remark(derivation, "a<%d> is the last step: nothing uses it later.", t);
        return;
    }
    derivation_part_from_next(derivation, session, t);
    step_from_next(session->pass, t, arriving);
    take_signed_vector(derivation, session, arriving);
}

void derivation_add_arrived_sum(struct derivation *derivation, const struct session *session, int t)
{
    struct matrix sum = {session->now.network.n_a, 1, (double *)pass_by_a(session->pass, t)};
    derivation_begin(derivation, "∂L/∂a<%d>", t);
    derivation_phrase(derivation);
    derivation_part(derivation, "their sum", "");
    take_signed_value(derivation, session, &sum);
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
        text_addf(&text, " %s<%d>%s", w == WEIGHT_U ? "x" : "a", w == WEIGHT_V ? t - 1 : t, scalar ? "" : "'");
    return text_take(&text);
}

static char *gain_numbers(const struct session *session, enum weight w, int t)
{
    double by_o[NETWORK_WIDEST], slope[NETWORK_WIDEST], factor[3];
    int count = 0;
    step_loss_by_o(session->pass, t, by_o);
    step_slope(session->pass, t, slope);
    bool output = w == WEIGHT_W_Y || w == WEIGHT_B_Y;
    if (!output && has_slope(session))
        factor[count++] = slope[0];
    factor[count++] = output ? by_o[0] : pass_by_a(session->pass, t)[0];
    if (w == WEIGHT_V || w == WEIGHT_W_Y)
        factor[count++] = pass_a(session->pass, w == WEIGHT_V ? t - 1 : t)[0];
    else if (w == WEIGHT_U)
        factor[count++] = sequence_x(session->now.sequence, t)[0];
    return count > 1 ? factors(session, factor, count) : derivation_format("%s", "");
}

void derivation_add_gains(struct derivation *derivation, const struct session *session, int t)
{
    struct gradients gains;
    gradients_init(&gains, &session->now.network);
    step_add_gradients(session->pass, t, &gains);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        derivation_begin(derivation, "∂L/∂%s gains", session_weight_symbol(session, (enum weight)w));
        derivation_phrase(derivation);
        derivation_take_part(derivation, gain_symbols(session, (enum weight)w, t),
                             gain_numbers(session, (enum weight)w, t));
        take_signed_value(derivation, session, &gains.by[w]);
    }
    gradients_clear(&gains);
}
