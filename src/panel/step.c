/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step.c - what the present step did: its equations, or the two gradients that arrive at a<t>. */

#include "model/step.h"
#include "base/number.h"
#include "panel/equation.h"
#include "panel/panel.h"

static void title(const struct view *view, struct text *text)
{
    struct place place = tape_place(&view->session->tape);
    if (place.phase == PHASE_START)
        text_add(text, "before the first step");
    else if (place.phase == PHASE_FORWARD)
        text_addf(text, "step %d: what just happened", place.t);
    else if (place.t == view->session->now.sequence->T)
        text_addf(text, "at a<%d>, the last step: one gradient arrives", place.t);
    else
        text_addf(text, "at a<%d>: two gradients arrive and are added", place.t);
}

static void add_forward(struct derivation *derivation, const struct session *session, struct place place, bool brief)
{
    bool plain_g = session->now.network.g == ACTIVATION_IDENTITY;
    bool plain_output = session->now.network.g_star == ACTIVATION_IDENTITY;
    int t = place.t, done = place.done;
    if (!plain_g || done == 1)
        derivation_add_s(derivation, session, t);
    if (done > OPERATION_A)
        derivation_add_a(derivation, session, t);
    if (done > OPERATION_O && (!plain_output || done == OPERATION_YHAT))
        derivation_add_o(derivation, session, t);
    if (done > OPERATION_YHAT)
        derivation_add_yhat(derivation, session, t);
    if (done > OPERATION_L)
        derivation_add_L(derivation, session, t);
    if (done > OPERATION_Z)
        derivation_add_z(derivation, session, t);
    if (place.whole && !brief && network_is_scalar(&session->now.network))
        derivation_add_series(derivation, session, t);
}

/* Takes the value over. */
static void add_signed_value(struct derivation *derivation, const struct session *session, const double *values)
{
    struct text text = {0};
    if (session->now.network.n_a == 1)
        number_add_signed(&text, values[0], session->digits);
    else
        derivation_add_values(&text, session, values, session->now.network.n_a);
    derivation_value(derivation, text_string(&text));
    text_clear(&text);
}

static void add_product(struct derivation *derivation, const struct session *session, const char *symbols, double left,
                        double right)
{
    struct text text = {0};
    derivation_add_number(&text, session, left);
    text_add(&text, "·");
    derivation_add_number(&text, session, right);
    derivation_part(derivation, symbols, text_string(&text));
    text_clear(&text);
}

static void add_from_yhat(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double arriving[NETWORK_WIDEST], by_o[NETWORK_WIDEST];
    struct text symbols = {0};
    step_from_yhat(session->pass, t, arriving);
    step_loss_by_o(session->pass, t, by_o);
    if (network->g_star == ACTIVATION_IDENTITY)
        text_addf(&symbols, "W_y z<%d>", t);
    else
        text_addf(&symbols, "W_y ∂L<%d>/∂o<%d>", t, t);
    if (network->g_star != ACTIVATION_IDENTITY)
        derivation_add_by_o(derivation, session, t);
    derivation_begin(derivation, "from ŷ<%d>", t);
    derivation_phrase(derivation);
    if (network_is_scalar(network))
        add_product(derivation, session, text_string(&symbols), network->weight[WEIGHT_W_Y].at[0], by_o[0]);
    add_signed_value(derivation, session, arriving);
    text_clear(&symbols);
}

static void add_from_next(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double arriving[NETWORK_WIDEST], delta[NETWORK_WIDEST];
    struct text symbols = {0};
    if (t == session->now.sequence->T) {
        derivation_begin(derivation, "from a<%d>", t + 1);
        derivation_phrase(derivation);
        derivation_value(derivation, "0");
        derivation_remark(derivation, "a<%d> is the last step: nothing uses it later.", t);
        return;
    }
    step_from_next(session->pass, t, arriving);
    step_delta(session->pass, t + 1, delta);
    text_addf(&symbols, network->g == ACTIVATION_IDENTITY ? "%s ∂L/∂a<%d>" : "%s g'(s) ∂L/∂a<%d>",
              session_weight_symbol(session, WEIGHT_V), t + 1);
    derivation_begin(derivation, "from a<%d>", t + 1);
    derivation_phrase(derivation);
    if (network_is_scalar(network))
        add_product(derivation, session, text_string(&symbols), network->weight[WEIGHT_V].at[0], delta[0]);
    add_signed_value(derivation, session, arriving);
    text_clear(&symbols);
}

/* "∂L/∂v gains ∂L/∂a<2>·a<1>" and so on: what each weight gets from this step. */
static void add_gains(struct derivation *derivation, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double delta[NETWORK_WIDEST], by_o[NETWORK_WIDEST];
    const char *slope = network->g == ACTIVATION_IDENTITY ? "" : "g'(s) ";
    const char *output = network->g_star == ACTIVATION_IDENTITY ? "z" : "∂L/∂o";
    struct gradients gains;
    struct text symbols = {0}, value = {0};
    step_delta(session->pass, t, delta);
    step_loss_by_o(session->pass, t, by_o);
    gradients_init(&gains, network);
    step_add_gradients(session->pass, t, &gains);
    const double left[] = {delta[0], delta[0], by_o[0], delta[0], by_o[0]};
    const double right[] = {pass_a(session->pass, t - 1)[0], sequence_x(session->now.sequence, t)[0],
                            pass_a(session->pass, t)[0], 1, 1};
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        bool of_output = w == WEIGHT_W_Y || w == WEIGHT_B_Y;
        text_empty(&symbols);
        text_empty(&value);
        derivation_begin(derivation, "∂L/∂%s gains", session_weight_symbol(session, (enum weight)w));
        derivation_phrase(derivation);
        if (of_output)
            text_addf(&symbols, "%s<%d>", output, t);
        else
            text_addf(&symbols, "%s∂L/∂a<%d>", slope, t);
        if (w != WEIGHT_B_A && w != WEIGHT_B_Y)
            text_addf(&symbols, " %s<%d>", w == WEIGHT_U ? "x" : "a", w == WEIGHT_V ? t - 1 : t);
        if (network_is_scalar(network) && w != WEIGHT_B_A && w != WEIGHT_B_Y)
            add_product(derivation, session, text_string(&symbols), left[w], right[w]);
        else
            derivation_part(derivation, text_string(&symbols), "");
        if (matrix_size(&gains.by[w]) == 1)
            number_add_signed(&value, gains.by[w].at[0], session->digits);
        else
            derivation_add_matrix(&value, session, &gains.by[w]);
        derivation_value(derivation, text_string(&value));
    }
    gradients_clear(&gains);
    text_clear(&symbols);
    text_clear(&value);
}

static void add_backward(struct derivation *derivation, const struct session *session, struct place place)
{
    int t = place.t;
    if (sequence_first_unset(session->now.sequence, t, session->now.sequence->T) != 0) {
        derivation_begin(derivation, "∂L/∂a<%d>", t);
        derivation_value(derivation, "undefined");
        derivation_remark(derivation, "y<%d> is not set",
                          sequence_first_unset(session->now.sequence, t, session->now.sequence->T));
        return;
    }
    add_from_yhat(derivation, session, t);
    if (place.done > 1)
        add_from_next(derivation, session, t);
    if (place.done > 2) {
        derivation_begin(derivation, "∂L/∂a<%d>", t);
        derivation_phrase(derivation);
        derivation_part(derivation, "their sum", "");
        add_signed_value(derivation, session, pass_by_a(session->pass, t));
    }
    if (place.whole)
        add_gains(derivation, session, t);
}

static void build(const struct view *view, struct derivation *derivation)
{
    const struct session *session = view->session;
    struct place place = tape_place(&session->tape);
    if (place.phase == PHASE_FORWARD) {
        add_forward(derivation, session, place, view->brief);
    } else if (place.phase == PHASE_BACKWARD) {
        add_backward(derivation, session, place);
    } else {
        struct text value = {0};
        derivation_add_values(&value, session, session->now.network.a0.at, session->now.network.n_a);
        derivation_begin(derivation, "a<0>");
        derivation_value(derivation, text_string(&value));
        text_clear(&value);
    }
}

static int rows(const struct view *view, int columns, bool ascii)
{
    return equation_panel_rows(build, view, columns, ascii);
}

static void draw(const struct view *view, const struct area *area)
{
    equation_panel_draw(build, view, area);
}

const struct panel panel_step = {
    .name = "step",
    .summary = "the equations of the present step, symbols over numbers",
    .title = title,
    .rows = rows,
    .draw = draw,
};
