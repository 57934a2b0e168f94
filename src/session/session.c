/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.c - changes, undo, and passes that follow. */

#include "session/session.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "session/comparison.h"

static const double MOST_UNDO_BYTES = 1024.0 * 1024 * 1024; /* of sequences kept for undo */

struct session *session_new(const volatile sig_atomic_t *stop)
{
    struct session *session = alloc_array(1, sizeof *session);
    *session = (struct session){.digits = SESSION_DIGITS, .last = NAN, .stop = stop};
    network_init(&session->now.network, 1, 1, 1);
    session->now.sequence = alloc_must(sequence_new(0, 1, 1));
    session->pass = alloc_must(pass_new(&session->now.network, session->now.sequence, stop));
    session->recurrence = alloc_must(recurrence_new(session->pass));
    session->landscape = alloc_array(1, sizeof *session->landscape);
    landscape_init(session->landscape);
    session->sweep = alloc_array(1, sizeof *session->sweep);
    sweep_init(session->sweep);
    return session;
}

bool session_stopped(const struct session *session)
{
    return session->stop != NULL && *session->stop;
}

bool session_unfinished(const struct session *session, struct fault *fault)
{
    return session_stopped(session) ? fault_interrupted(fault) : fault_memory(fault);
}

void experiment_copy(struct experiment *copy, const struct experiment *experiment)
{
    network_copy(&copy->network, &experiment->network);
    copy->sequence = sequence_hold(experiment->sequence);
    copy->truncation = experiment->truncation;
    copy->bug = experiment->bug;
    copy->bug_seed = experiment->bug_seed;
    copy->made_by = experiment->made_by != NULL ? alloc_string(experiment->made_by) : NULL;
    copy->has_place = false;
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
    comparison_end(session);
    broken_free(session->broken);
    descent_free(session->descent);
    landscape_clear(session->landscape);
    free(session->landscape);
    sweep_clear(session->sweep);
    free(session->sweep);
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

static void drop_oldest(struct experiment *list, int *count)
{
    experiment_clear(&list[0]);
    --*count;
    memmove(list, list + 1, (size_t)*count * sizeof *list);
}

static void push(struct experiment **list, int *count, struct experiment *experiment)
{
    if (*count == SESSION_UNDO_DEPTH)
        drop_oldest(*list, count);
    *list = alloc_resize(*list, (size_t)*count + 1, sizeof **list);
    (*list)[(*count)++] = *experiment;
    *experiment = (struct experiment){0};
}

static bool same_shape(const struct network *a, const struct network *b)
{
    return a->n_x == b->n_x && a->n_a == b->n_a && a->n_y == b->n_y;
}

/* True when L is the same function of the weights. */
static bool same_loss(const struct experiment *a, const struct experiment *b)
{
    return network_same_function(&a->network, &b->network) && a->sequence == b->sequence;
}

void session_take_descent(struct session *session, struct descent *descent)
{
    descent_free(session->descent);
    session->descent = descent;
}

/* What belongs to another L. */
static void forget_of_another(struct session *session)
{
    session_take_descent(session, NULL);
    landscape_forget(session->landscape);
    sweep_forget(session->sweep);
}

/* A pass over the session's network with its recurrence and its broken backward pass, which live and go together. */
struct passes {
    struct pass *pass;
    struct recurrence *recurrence;
    struct broken *broken; /* NULL where nothing is broken */
};

static void free_passes(struct passes passes)
{
    broken_free(passes.broken);
    recurrence_free(passes.recurrence);
    pass_free(passes.pass);
}

/* New ones for this experiment; false when memory does not suffice. */
static bool make_passes(const struct session *session, const struct experiment *experiment, struct passes *passes)
{
    bool breaks = experiment->bug != BUG_NONE;
    passes->pass = pass_new(&experiment->network, experiment->sequence, session->stop);
    passes->recurrence = passes->pass != NULL ? recurrence_new(passes->pass) : NULL;
    passes->broken = passes->pass != NULL && breaks ? broken_new(passes->pass, experiment->bug) : NULL;
    if (passes->recurrence != NULL && (passes->broken != NULL || !breaks))
        return true;
    free_passes(*passes);
    return false;
}

/* Makes next the experiment and works with these passes; gives what was there before. */
static struct experiment install(struct session *session, const struct experiment *next, struct passes passes)
{
    struct experiment old = session->now;
    session->now = *next;
    session->pass = passes.pass;
    session->recurrence = passes.recurrence;
    session->broken = passes.broken;
    session->pass->network = &session->now.network;
    session->pass->sequence = session->now.sequence;
    return old;
}

/* Forgets what the passes have computed of another experiment. */
static void restart(struct session *session)
{
    sequence_finish(session->now.sequence, NULL);
    pass_restart(session->pass);
    recurrence_restart(session->recurrence);
    if (session->broken != NULL)
        broken_restart(session->broken);
}

static const double LONG_WORK = 1e6; /* products of numbers */

/* True when it took so long to compute what the pass knows that it is kept until the next one is there: Ctrl-C then
 * brings it back at once. */
static bool is_worth_keeping(const struct session *session)
{
    const struct network *network = &session->now.network;
    return (double)network->n_a * (network->n_a + network->n_x + network->n_y) * session->pass->forward > LONG_WORK;
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

static bool same_step(const struct tape *a, const struct tape *b)
{
    struct place here = tape_place(a), there = tape_place(b);
    return here.phase == there.phase && here.t == there.t;
}

/* Puts next in the place of now, whose content goes to old, with the tape at place, or where it is when place is NULL.
 * When that cannot be reached everything is as before; going back needs no memory. */
static bool exchange(struct session *session, struct experiment *next, const struct tape *place, struct experiment *old,
                     struct fault *fault)
{
    struct passes before = {session->pass, session->recurrence, session->broken}, passes = before;
    struct tape tape = session->tape;
    bool fits = same_shape(&session->now.network, &next->network) && session->now.sequence->T == next->sequence->T &&
                session->now.bug == next->bug;
    bool reuses = fits && !is_worth_keeping(session);
    if (!reuses && !make_passes(session, next, &passes)) {
        if (!fits)
            return fault_memory(fault);
        reuses = true;
        passes = before;
    }
    *old = install(session, next, passes);
    restart(session);
    if (place != NULL)
        session->tape = *place;
    tape_fit(&session->tape, session->now.sequence->T);
    if (session_settle(session, fault)) {
        if (!reuses)
            free_passes(before);
        if (!same_loss(&session->now, old))
            forget_of_another(session);
        old->place = tape;
        old->has_place = place != NULL || !same_step(&session->tape, &tape);
        if (place != NULL || session->before.T != session->tape.T)
            session->before = session->tape;
        /* What was expanded belongs to the step that the tape was at. */
        if (tape_place(&session->tape).t != tape_place(&tape).t)
            session->expanded = 0;
        *next = (struct experiment){0};
        return true;
    }
    install(session, old, before);
    session->tape = tape;
    if (reuses) {
        restart(session);
        settle_surely(session);
    } else {
        free_passes(passes);
    }
    return false;
}

/* The bytes of the sequences a list of experiments holds, each counted once where neighbours share it. */
static double bytes_held(const struct experiment *list, int count)
{
    double bytes = 0;
    for (int i = 0; i < count; i++) {
        const struct sequence *sequence = list[i].sequence;
        if (i == 0 || sequence != list[i - 1].sequence)
            bytes += 8.0 * sequence->T * (sequence->n_x + sequence->n_y);
    }
    return bytes;
}

/* What was there before a change is where undo leads; there is nothing to redo any more. */
static void remember(struct session *session, struct experiment *before)
{
    push(&session->past, &session->past_count, before);
    while (session->past_count > 1 && bytes_held(session->past, session->past_count) > MOST_UNDO_BYTES)
        drop_oldest(session->past, &session->past_count);
    clear_all(session->future, &session->future_count);
}

bool session_replace(struct session *session, struct experiment *next, const struct tape *place, const char *made_by,
                     struct fault *fault)
{
    struct experiment old;
    free(next->made_by);
    next->made_by = alloc_string(made_by);
    if (!exchange(session, next, place, &old, fault)) {
        experiment_clear(next);
        return false;
    }
    remember(session, &old);
    return true;
}

bool session_change(struct session *session, struct experiment *next, const char *made_by, struct fault *fault)
{
    return session_replace(session, next, NULL, made_by, fault);
}

bool session_try(struct session *session, struct experiment *next, struct fault *fault)
{
    struct experiment old;
    if (!exchange(session, next, NULL, &old, fault))
        return false;
    *next = old;
    return true;
}

void session_keep(struct session *session, struct experiment *before, const char *made_by)
{
    free(session->now.made_by);
    session->now.made_by = alloc_string(made_by);
    before->has_place = false;
    remember(session, before);
}

/* What belongs to a state besides the experiment and the place. */
static void follow(struct session *session, const struct session *other)
{
    comparison_end(session);
    session->expanded = other->expanded;
    session->digits = other->digits;
    for (int i = 0; i < session->watched_count; i++)
        free(session->watched[i]);
    session->watched_count = other->watched_count;
    for (int i = 0; i < other->watched_count; i++)
        session->watched[i] = alloc_string(other->watched[i]);
}

bool session_adopt(struct session *session, const struct session *other, const char *made_by, struct fault *fault)
{
    struct experiment next;
    experiment_copy(&next, &other->now);
    if (!session_replace(session, &next, &other->tape, made_by, fault))
        return false;
    follow(session, other);
    return true;
}

/* A copy whose passes heed this stop. */
static struct session *copy_with(const struct session *session, const volatile sig_atomic_t *stop, struct fault *fault)
{
    struct session *copy = session_new(stop);
    if (!session_adopt(copy, session, "", fault)) {
        session_free(copy);
        return NULL;
    }
    session_forget_changes(copy);
    return copy;
}

struct session *session_copy(const struct session *session, struct fault *fault)
{
    return copy_with(session, session->stop, fault);
}

struct session *session_copy_despite_stop(const struct session *session, struct fault *fault)
{
    struct session *copy = copy_with(session, NULL, fault);
    if (copy != NULL)
        copy->stop = copy->pass->stop = session->stop;
    return copy;
}

static bool same_values(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (a[i] != b[i] && !(isnan(a[i]) && isnan(b[i])))
            return false;
    }
    return true;
}

static bool same_network(const struct network *a, const struct network *b)
{
    if (!network_same_function(a, b))
        return false;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        if (!same_values(a->weight[w].at, b->weight[w].at, (size_t)matrix_size(&a->weight[w])))
            return false;
    }
    return same_values(a->a0.at, b->a0.at, (size_t)matrix_size(&a->a0));
}

/* Their networks have the same shape. */
static bool same_sequence(const struct sequence *a, const struct sequence *b)
{
    return a == b || (a->T == b->T && same_values(a->x, b->x, (size_t)a->T * (size_t)a->n_x) &&
                      same_values(a->y, b->y, (size_t)a->T * (size_t)a->n_y));
}

bool experiment_same(const struct experiment *a, const struct experiment *b)
{
    return a->truncation == b->truncation && a->bug == b->bug && same_network(&a->network, &b->network) &&
           same_sequence(a->sequence, b->sequence);
}

bool session_same_experiment(const struct session *a, const struct session *b)
{
    return experiment_same(&a->now, &b->now);
}

bool session_change_despite_stop(struct session *session, struct experiment *next, const char *made_by,
                                 struct fault *fault)
{
    const volatile sig_atomic_t *stop = session->stop;
    session->stop = session->pass->stop = NULL;
    bool kept = session_change(session, next, made_by, fault);
    session->stop = session->pass->stop = stop;
    return kept;
}

void session_forget_changes(struct session *session)
{
    clear_all(session->past, &session->past_count);
    clear_all(session->future, &session->future_count);
}

/* Exchanges now with the nearest of one list and pushes what was to the other. */
static bool walk(struct session *session, struct experiment *from, int *from_count, struct experiment **to,
                 int *to_count, struct fault *fault)
{
    if (*from_count == 0)
        return false;
    struct experiment *next = &from[*from_count - 1], old;
    struct tape place = next->place;
    if (!exchange(session, next, next->has_place ? &place : NULL, &old, fault))
        return false;
    --*from_count;
    push(to, to_count, &old);
    return true;
}

const char *session_undo(struct session *session, struct fault *fault)
{
    if (!walk(session, session->past, &session->past_count, &session->future, &session->future_count, fault))
        return NULL;
    return session->future[session->future_count - 1].made_by;
}

const char *session_redo(struct session *session, struct fault *fault)
{
    if (!walk(session, session->future, &session->future_count, &session->past, &session->past_count, fault))
        return NULL;
    return session->now.made_by;
}

bool session_forward(const struct session *session, int t, struct fault *fault)
{
    return pass_forward(session->pass, t) || fault_interrupted(fault);
}

bool session_backward(const struct session *session, int t, struct fault *fault)
{
    bool done = pass_backward(session->pass, t) && (session->broken == NULL || broken_backward(session->broken, t));
    return done || fault_interrupted(fault);
}

bool session_settle(const struct session *session, struct fault *fault)
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
    if (session_settle(session, fault)) {
        session->before = before;
        return true;
    }
    session->tape = before;
    return false;
}

const char *session_sequence_example(const struct session *session)
{
    return session->now.network.n_x == 1 ? "x = 1 0 1 1" : "x = random 4 7";
}

bool session_sequence_set(const struct session *session, struct fault *fault)
{
    return session->now.sequence->T > 0 ||
           fault_set(fault, "there is no sequence yet: %s sets one", session_sequence_example(session));
}

bool session_targets_set(const struct session *session, int first, int last, struct fault *fault)
{
    int t = sequence_first_unset(session->now.sequence, first, last);
    if (t == 0)
        return true;
    fault_set(fault, "y<%d> is not set", t);
    return fault_hint(fault, session->now.network.n_y == 1 ? "y<%d> = 1 sets it" : "y<%d> = [...] sets it", t);
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
