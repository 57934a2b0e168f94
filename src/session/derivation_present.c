/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation_present.c - the equations of what the tape has just done, operation by operation. */

#include "session/derivation.h"

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
    derivation_add_arriving(derivation, session, t, place.done > 1);
    if (place.done > 2)
        derivation_add_arrived_sum(derivation, session, t);
    if (place.whole)
        derivation_add_gains(derivation, session, t);
}

static void add_start(struct derivation *derivation, const struct session *session)
{
    struct text value = {0};
    derivation_add_values(&value, session, session->now.network.a0.at, session->now.network.n_a);
    derivation_begin(derivation, "a<0>");
    derivation_value(derivation, text_string(&value));
    text_clear(&value);
}

void derivation_add_present(struct derivation *derivation, const struct session *session, bool brief)
{
    struct place place = tape_place(&session->tape);
    if (place.phase == PHASE_FORWARD)
        add_forward(derivation, session, place, brief);
    else if (place.phase == PHASE_BACKWARD)
        add_backward(derivation, session, place);
    else
        add_start(derivation, session);
}
