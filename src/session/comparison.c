/* SPDX-License-Identifier: GPL-3.0-or-later */
/* comparison.c - the second network is brought up to date when somebody looks at it. */

#include "session/comparison.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "session/derivation.h"
#include "session/flow.h"

struct comparison *comparison_with_value(const struct session *session, const struct quantity *parameter, double value)
{
    struct comparison *comparison = alloc_array(1, sizeof *comparison);
    *comparison = (struct comparison){.other = session_new(session->stop), .parameter = *parameter, .value = value};
    return comparison;
}

struct comparison *comparison_with_session(struct session *other, const char *file)
{
    struct comparison *comparison = alloc_array(1, sizeof *comparison);
    *comparison = (struct comparison){.other = other, .file = alloc_string(file)};
    return comparison;
}

void comparison_free(struct comparison *comparison)
{
    if (comparison == NULL)
        return;
    session_free(comparison->other);
    free(comparison->file);
    free(comparison);
}

void comparison_end(struct session *session)
{
    comparison_free(session->comparison);
    session->comparison = NULL;
}

/* The present experiment with the other value. */
static bool follow_changes(const struct session *session, struct fault *fault)
{
    struct comparison *comparison = session->comparison;
    struct experiment next;
    experiment_copy(&next, &session->now);
    double *place = quantity_place(&comparison->parameter, &next.network);
    if (place != NULL)
        *place = comparison->value;
    else
        fault_set(fault, "this network has no such parameter to compare; compare off ends the comparison");
    bool done = place != NULL &&
                (experiment_same(&next, &comparison->other->now) || session_try(comparison->other, &next, fault));
    experiment_clear(&next);
    return done;
}

bool comparison_follow(const struct session *session, struct fault *fault)
{
    if (session->comparison == NULL)
        return true;
    struct session *other = session->comparison->other;
    if (session->comparison->file == NULL && !follow_changes(session, fault))
        return false;
    other->digits = session->digits;
    other->tape = session->tape;
    tape_fit(&other->tape, other->now.sequence->T);
    return session_settle(other, fault);
}

const struct session *comparison_other(const struct session *session)
{
    const struct comparison *comparison = session->comparison;
    bool here = comparison != NULL &&
                (comparison->file != NULL || quantity_exists(&comparison->parameter, &session->now.network));
    return here ? comparison->other : NULL;
}

static void add_value(struct text *text, const struct session *session, double value)
{
    quantity_add_symbol(session, &session->comparison->parameter, text);
    text_add(text, " = ");
    number_add(text, value, session->digits);
}

void comparison_add_here(struct text *text, const struct session *session)
{
    const struct comparison *comparison = session->comparison;
    if (comparison->file != NULL)
        text_add(text, "here");
    else
        add_value(text, session, *quantity_place(&comparison->parameter, &session->now.network));
}

void comparison_add_there(struct text *text, const struct session *session)
{
    if (session->comparison->file != NULL)
        text_add(text, session->comparison->file);
    else
        add_value(text, session, session->comparison->value);
}

/* "a<3>=1.184 instead of 0.5", or "a<3>=0.5 too". */
static void add_beside(struct text *text, const struct session *session, const char *name, int t, const double *there,
                       int count, const double *here, int count_here)
{
    struct text one = {0}, other = {0};
    derivation_add_values(&one, session, here, count_here);
    derivation_add_values(&other, session, there, count);
    text_addf(text, "%s<%d>=%s", name, t, text_string(&other));
    if (strcmp(text_string(&one), text_string(&other)) == 0)
        text_add(text, " too");
    else
        text_addf(text, " instead of %s", text_string(&one));
    text_clear(&one);
    text_clear(&other);
}

static void add_forward(struct text *text, const struct session *session, const struct session *other, int t)
{
    const struct network *here = &session->now.network, *there = &other->now.network;
    add_beside(text, session, "a", t, pass_a(other->pass, t), there->n_a, pass_a(session->pass, t), here->n_a);
    text_add(text, ", ");
    add_beside(text, session, "ŷ", t, pass_yhat(other->pass, t), there->n_y, pass_yhat(session->pass, t), here->n_y);
}

static void add_backward(struct text *text, const struct session *session, const struct session *other, int t)
{
    const struct network *here = &session->now.network, *there = &other->now.network;
    add_beside(text, session, "∂L/∂a", t, flow_by_a(other, t), there->n_a, flow_by_a(session, t), here->n_a);
}

static bool has_message(const struct session *session, int t)
{
    return sequence_first_unset(session->now.sequence, t, session->now.sequence->T) == 0;
}

/* True when both are at the same step of the same pass, with every target set that the step needs. */
static bool is_beside(const struct session *session, const struct session *other)
{
    struct place here = tape_place(&session->tape), there = tape_place(&other->tape);
    if (here.phase == PHASE_START || here.phase != there.phase || here.t != there.t || !here.whole)
        return false;
    return here.phase == PHASE_FORWARD || (has_message(session, here.t) && has_message(other, here.t));
}

void comparison_add_sentence(struct text *text, const struct session *session)
{
    const struct session *other = comparison_other(session);
    int t = tape_place(&session->tape).t;
    if (other == NULL || !is_beside(session, other))
        return;
    text_add(text, session->comparison->file != NULL ? "In " : "With ");
    comparison_add_there(text, session);
    text_add(text, ": ");
    if (tape_place(&session->tape).phase == PHASE_FORWARD)
        add_forward(text, session, other, t);
    else
        add_backward(text, session, other, t);
    text_add(text, ".");
}
