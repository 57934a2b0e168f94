/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.c - changes, undo, and passes that follow. */

#include "session/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct session *session_new(const volatile sig_atomic_t *stop)
{
    struct session *session = alloc_array(1, sizeof *session);
    *session = (struct session){.digits = SESSION_DIGITS, .last = NAN, .stop = stop};
    network_init(&session->now.network, 1, 1, 1);
    session->now.sequence = sequence_new(0, 1, 1);
    session->pass = pass_new(&session->now.network, session->now.sequence, stop);
    session->recurrence = recurrence_new(session->pass);
    return session;
}

void experiment_copy(struct experiment *copy, const struct experiment *experiment)
{
    network_copy(&copy->network, &experiment->network);
    copy->sequence = sequence_hold(experiment->sequence);
    copy->truncation = experiment->truncation;
    copy->made_by = experiment->made_by != NULL ? alloc_string(experiment->made_by) : NULL;
}

void experiment_clear(struct experiment *experiment)
{
    network_clear(&experiment->network);
    sequence_release(experiment->sequence);
    free(experiment->made_by);
    *experiment = (struct experiment){0};
}

static void clear_all(struct experiment *list, int *count)
{
    while (*count > 0)
        experiment_clear(&list[--*count]);
}

void session_free(struct session *session)
{
    if (session == NULL)
        return;
    recurrence_free(session->recurrence);
    pass_free(session->pass);
    experiment_clear(&session->now);
    clear_all(session->past, &session->past_count);
    clear_all(session->future, &session->future_count);
    free(session->past);
    free(session->future);
    for (int i = 0; i < session->watched_count; i++)
        free(session->watched[i]);
    free(session);
}

static void push(struct experiment **list, int *count, struct experiment *experiment)
{
    if (*count == SESSION_UNDO_DEPTH) {
        experiment_clear(&(*list)[0]);
        memmove(*list, *list + 1, (size_t)-- * count * sizeof **list);
    }
    *list = alloc_resize(*list, (size_t)*count + 1, sizeof **list);
    (*list)[(*count)++] = *experiment;
    *experiment = (struct experiment){0};
}

static bool same_shape(const struct network *a, const struct network *b)
{
    return a->n_x == b->n_x && a->n_a == b->n_a && a->n_y == b->n_y;
}

/* Puts next in the place of now, whose content goes to old, and fits the passes and the tape to it. */
static bool exchange(struct session *session, struct experiment *next, struct experiment *old, struct fault *fault)
{
    bool fits = same_shape(&session->now.network, &next->network) && session->now.sequence->T == next->sequence->T;
    struct pass *pass = session->pass;
    struct recurrence *recurrence = session->recurrence;
    if (!fits) {
        /* Made over next first: the memory may be refused while now still stands. */
        pass = pass_new(&next->network, next->sequence, session->stop);
        recurrence = pass != NULL ? recurrence_new(pass) : NULL;
        if (recurrence == NULL) {
            pass_free(pass);
            return fault_set(fault, "there is not enough memory for this");
        }
        recurrence_free(session->recurrence);
        pass_free(session->pass);
    }
    *old = session->now;
    session->now = *next;
    *next = (struct experiment){0};
    session->pass = pass;
    session->recurrence = recurrence;
    pass->network = &session->now.network;
    pass->sequence = session->now.sequence;
    pass_restart(pass);
    recurrence_restart(recurrence);
    tape_fit(&session->tape, session->now.sequence->T);
    return true;
}

/* Without a stop: what was there before comes back even when Ctrl-C is held. */
static void settle_surely(struct session *session)
{
    struct fault fault = {0};
    session->pass->stop = NULL;
    session_settle(session, &fault);
    session->pass->stop = session->stop;
    fault_clear(&fault);
}

/* exchange, and back again when the tape's place cannot be reached. */
static bool exchange_and_settle(struct session *session, struct experiment *next, struct experiment *old,
                                struct fault *fault)
{
    struct tape before = session->tape;
    struct experiment refused;
    struct fault ignored = {0};
    if (!exchange(session, next, old, fault))
        return false;
    if (session_settle(session, fault))
        return true;
    if (exchange(session, old, &refused, &ignored))
        *next = refused;
    session->tape = before;
    settle_surely(session);
    fault_clear(&ignored);
    return false;
}

bool session_change(struct session *session, struct experiment *next, const char *made_by, struct fault *fault)
{
    struct experiment old;
    free(next->made_by);
    next->made_by = alloc_string(made_by);
    if (!exchange_and_settle(session, next, &old, fault)) {
        if (next->sequence != NULL)
            experiment_clear(next);
        return false;
    }
    push(&session->past, &session->past_count, &old);
    clear_all(session->future, &session->future_count);
    return true;
}

void session_forget_changes(struct session *session)
{
    clear_all(session->past, &session->past_count);
    clear_all(session->future, &session->future_count);
}

const char *session_undo(struct session *session, struct fault *fault)
{
    struct experiment old;
    if (session->past_count == 0)
        return NULL;
    if (!exchange_and_settle(session, &session->past[session->past_count - 1], &old, fault))
        return NULL;
    session->past_count--;
    push(&session->future, &session->future_count, &old);
    return session->future[session->future_count - 1].made_by;
}

const char *session_redo(struct session *session, struct fault *fault)
{
    struct experiment old;
    if (session->future_count == 0)
        return NULL;
    if (!exchange_and_settle(session, &session->future[session->future_count - 1], &old, fault))
        return NULL;
    session->future_count--;
    push(&session->past, &session->past_count, &old);
    return session->now.made_by;
}

bool session_forward(const struct session *session, int t, struct fault *fault)
{
    return pass_forward(session->pass, t) || fault_interrupted(fault);
}

bool session_backward(const struct session *session, int t, struct fault *fault)
{
    return pass_backward(session->pass, t) || fault_interrupted(fault);
}

bool session_settle(struct session *session, struct fault *fault)
{
    int forward = tape_forward(&session->tape), backward = tape_backward(&session->tape);
    if (backward <= session->tape.T && !session_backward(session, backward, fault))
        return false;
    return session_forward(session, forward, fault);
}

bool session_move(struct session *session, struct tape to, struct fault *fault)
{
    struct tape before = session->tape;
    session->tape = to;
    if (session_settle(session, fault))
        return true;
    session->tape = before;
    return false;
}

bool session_targets_set(const struct session *session, int first, int last, struct fault *fault)
{
    int t = sequence_first_unset(session->now.sequence, first, last);
    if (t == 0)
        return true;
    fault_set(fault, "y<%d> is not set", t);
    return fault_hint(fault, "y<%d> = 1 sets it", t);
}

static const double MOST_BYTES = 4.0 * 1024 * 1024 * 1024;

bool session_may_hold(int T, int n_x, int n_a, int n_y, struct fault *fault)
{
    if (T > SEQUENCE_LONGEST)
        return fault_set(fault, "a sequence has at most %d steps", SEQUENCE_LONGEST);
    double bytes = pass_bytes(T, n_x, n_a, n_y);
    if (bytes > MOST_BYTES)
        return fault_set(fault, "%d steps of this shape would take %.1f GiB of memory; at most 4 GiB are used", T,
                         bytes / (1024.0 * 1024 * 1024));
    return true;
}

const char *session_weight_symbol(const struct session *session, enum weight w)
{
    static const char *const symbols[] = {"V", "U", "W_y", "b_a", "b_y"};
    if (network_is_scalar(&session->now.network) && w <= WEIGHT_U)
        return w == WEIGHT_V ? "v" : "u";
    return symbols[w];
}
