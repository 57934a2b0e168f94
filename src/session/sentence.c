/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence.c - "v a<2> brings 0.1 and u x<3> 0.4: a<3>=0.5; ŷ<3>=0.65, the target is 1, so z<3> is negative:
 * raise ŷ." */

#include "session/sentence.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/step.h"
#include "session/derivation.h"
#include "session/flow.h"
#include "session/formula.h"

static void add_value(struct text *text, const struct session *session, double value)
{
    derivation_add_number(text, session, value);
}

static void add_signed(struct text *text, const struct session *session, const double *values, int count)
{
    if (count == 1)
        number_add_signed(text, values[0], session->digits);
    else
        derivation_add_values(text, session, values, count);
}

/* What the memory, the input and the bias bring, and what g makes of them. */
static void add_scalar_inputs(struct text *text, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double v = network->weight[WEIGHT_V].at[0], u = network->weight[WEIGHT_U].at[0];
    double b_a = network->weight[WEIGHT_B_A].at[0];
    text_addf(text, "v a<%d> brings ", t - 1);
    add_value(text, session, v * pass_a(session->pass, t - 1)[0]);
    text_addf(text, "%s u x<%d> ", b_a != 0 ? "," : " and", t);
    add_value(text, session, u * sequence_x(session->now.sequence, t)[0]);
    if (b_a != 0) {
        text_add(text, " and b_a ");
        add_value(text, session, b_a);
    }
    if (network->g == ACTIVATION_IDENTITY)
        text_addf(text, ": a<%d>=", t);
    else
        text_addf(text, "; %s of their sum is a<%d>=", activation_name(network->g), t);
    add_value(text, session, pass_a(session->pass, t)[0]);
}

static void add_inputs(struct text *text, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    if (network_is_scalar(network)) {
        add_scalar_inputs(text, session, t);
        return;
    }
    text_addf(text, "a<%d> and x<%d>=", t - 1, t);
    derivation_add_values(text, session, sequence_x(session->now.sequence, t), network->n_x);
    text_addf(text, " give a<%d>=", t);
    derivation_add_values(text, session, pass_a(session->pass, t), network->n_a);
}

/* What z asks for: its sign is the direction in which yhat is wrong. */
static void add_direction(struct text *text, const struct session *session, int t)
{
    double z, yhat = pass_yhat(session->pass, t)[0], y = sequence_y(session->now.sequence, t)[0];
    step_z(session->pass, t, &z);
    if (session->now.network.loss == LOSS_BCE && !(yhat >= 0 && yhat <= 1))
        text_addf(text, ": outside 0..1 L<%d> does not exist, z<%d> keeps its formula", t, t);
    else if (isnan(z))
        text_addf(text, ", and z<%d> is undefined", t);
    else if (yhat == y && z != 0 && y > 0 && y < 1)
        text_addf(text, " and is met; z<%d> is not 0 only because of rounding", t);
    else if (yhat == y && z != 0)
        text_addf(text, " and is met; z<%d> is not 0 all the same, for ŷ<%d> is at the end of 0..1", t, t);
    else if (z == 0)
        text_addf(text, ", so z<%d> is 0: nothing to correct", t);
    else
        text_addf(text, ", so z<%d> is %s: %s ŷ", t, z < 0 ? "negative" : "positive", z < 0 ? "raise" : "lower");
}

static void add_output(struct text *text, const struct session *session, int t)
{
    int n_y = session->now.network.n_y;
    text_addf(text, "ŷ<%d>=", t);
    derivation_add_values(text, session, pass_yhat(session->pass, t), n_y);
    if (sequence_first_unset(session->now.sequence, t, t) != 0) {
        text_addf(text, ", y<%d> is not set, so this step has no loss", t);
        return;
    }
    text_add(text, ", the target is ");
    derivation_add_values(text, session, sequence_y(session->now.sequence, t), n_y);
    if (n_y == 1) {
        add_direction(text, session, t);
    } else {
        text_addf(text, ", L<%d>=", t);
        add_value(text, session, step_loss(session->pass, t));
    }
}

/* The first entry of a<t> that is 0 only because it is too small; -1 where there is none. */
static int vanished_entry(const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    double s[NETWORK_WIDEST];
    step_s(session->pass, t, s);
    for (int i = 0; i < network->n_a && network->g != ACTIVATION_RELU; i++) {
        if (pass_a(session->pass, t)[i] == 0 && s[i] != 0)
            return i;
    }
    return -1;
}

/* A word where the arithmetic has reached its limits. */
static void add_limits(struct text *text, const struct session *session, int t)
{
    int overflow = session->pass->overflow, entry = vanished_entry(session, t);
    if (overflow == t)
        text_add(text, " Here a or ŷ became too large for a double for the first time.");
    else if (overflow > 0 && overflow < t)
        text_addf(text, " At t=%d a or ŷ was too large for a double.", overflow);
    else if (entry >= 0 && session->now.network.n_a > 1)
        text_addf(text, " a<%d>[%d] is below the smallest normal number (2.2e-308) and shown as 0.", t, entry + 1);
    else if (entry >= 0)
        text_addf(text, " a<%d> is below the smallest normal number (2.2e-308) and shown as 0.", t);
}

static void add_forward(struct text *text, const struct session *session, int t)
{
    text_addf(text, "t=%d: ", t);
    add_inputs(text, session, t);
    text_add(text, "; ");
    add_output(text, session, t);
    text_add(text, ".");
    add_limits(text, session, t);
    if (t == session->now.sequence->T)
        text_add(text, " The forward pass is complete; the next step goes back.");
}

static void add_forward_part(struct text *text, struct place place)
{
    static const char *const done[] = {"s<%d> adds up what goes into g", "a<%d> is g of s<%d>: the new memory",
                                       "o<%d> weighs a<%d> for the output", "ŷ<%d> is g* of o<%d>: the prediction",
                                       "L<%d> is the price of missing the target"};
    const char *pattern = done[place.done - 1];
    text_addf(text, "t=%d, operation %d of %d: ", place.t, place.done, TAPE_FORWARD_OPERATIONS);
    for (; *pattern != '\0'; pattern++) {
        if (pattern[0] == '%' && pattern[1] == 'd') {
            text_addf(text, "%d", place.t);
            pattern++;
        } else {
            text_add_bytes(text, pattern, 1);
        }
    }
    text_add(text, ".");
}

static void add_arriving(struct text *text, const struct session *session, int t, bool both)
{
    double from_yhat[NETWORK_WIDEST], from_next[NETWORK_WIDEST];
    int n_a = session->now.network.n_a;
    flow_from_yhat(session, t, from_yhat);
    text_addf(text, "t=%d: ŷ<%d> sends ", t, t);
    add_signed(text, session, from_yhat, n_a);
    text_addf(text, " back to a<%d>", t);
    if (!both)
        return;
    if (t == session->now.sequence->T) {
        text_add(text, "; it is the last step, so nothing comes from a later one");
        return;
    }
    flow_from_next(session, t, from_next);
    text_addf(text, ", a<%d> sends ", t + 1);
    add_signed(text, session, from_next, n_a);
}

static void add_gain(struct text *text, const struct session *session, int t)
{
    struct gradients gains;
    const char *v = session_weight_symbol(session, WEIGHT_V);
    gradients_init(&gains, &session->now.network);
    flow_add_gradients(session, t, &gains);
    double gain = gains.by[WEIGHT_V].at[0];
    if (session->now.network.n_a > 1)
        text_addf(text, ", and all five gradients gain their share of step %d", t);
    else if (gain == 0 && pass_a(session->pass, t - 1)[0] == 0)
        text_addf(text, "; ∂L/∂%s gains 0, for a<%d> is 0", v, t - 1);
    else {
        text_addf(text, "; ∂L/∂%s gains ", v);
        number_add_signed(text, gain, session->digits);
    }
    gradients_clear(&gains);
}

static void add_backward(struct text *text, const struct session *session, struct place place)
{
    int t = place.t, n_a = session->now.network.n_a;
    int missing = sequence_first_unset(session->now.sequence, t, session->now.sequence->T);
    if (missing != 0) {
        text_addf(text, "t=%d: y<%d> is not set, so no gradient can be said to flow back from there.", t, missing);
        return;
    }
    add_arriving(text, session, t, place.done > 1);
    if (place.done > 2) {
        text_add(text, t == session->now.sequence->T ? "; ∂L/∂a" : "; added, ∂L/∂a");
        text_addf(text, "<%d>=", t);
        add_signed(text, session, flow_by_a(session, t), n_a);
    }
    if (place.whole)
        add_gain(text, session, t);
    text_add(text, ".");
    if (formula_only(session, 1, session->now.sequence->T))
        text_addf(text, " L is undefined here; %s.", FORMULA_ONLY);
    if (place.whole && t == 1 && session->pass->overflow == 0)
        text_add(text, " The backward pass is complete: every gradient has its total.");
    if (!flow_is_broken(session))
        return;
    text_add(text, " This backward pass is ");
    flow_add_state(text, session);
    text_add(text, ".");
}

void sentence_add(struct text *text, const struct session *session)
{
    struct place place = tape_place(&session->tape);
    if (session->now.sequence->T == 0) {
        text_addf(text, "There is no sequence yet: %s sets one.", session_sequence_example(session));
    } else if (place.phase == PHASE_START) {
        text_add(text, "t=0: a<0>=");
        derivation_add_values(text, session, session->now.network.a0.at, session->now.network.n_a);
        text_add(text, ", and nothing has been computed yet.");
    } else if (place.phase == PHASE_BACKWARD) {
        add_backward(text, session, place);
    } else if (place.whole) {
        add_forward(text, session, place.t);
    } else {
        add_forward_part(text, place);
    }
}
