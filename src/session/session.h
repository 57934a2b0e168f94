/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.h - what a person works on: a network, a sequence, a place on the tape, and everything that can be undone.
 *
 * The passes are computed as far as somebody asks and forgotten when something changes, so a change costs what the
 * screen shows of it. */

#ifndef UNROLL_SESSION_SESSION_H
#define UNROLL_SESSION_SESSION_H

#include <signal.h>
#include <stdbool.h>

#include "base/fault.h"
#include "model/broken.h"
#include "model/descent.h"
#include "model/landscape.h"
#include "model/recurrence.h"
#include "model/sweep.h"
#include "session/tape.h"

enum { SESSION_UNDO_DEPTH = 1000, SESSION_WATCHED = 32, SESSION_DIGITS = 6 };

/* What undo takes back: the network, the sequence, the truncation and the broken backward pass. */
struct experiment {
    struct network network;
    struct sequence *sequence; /* held */
    int truncation;            /* tau; 0 when off */
    enum bug bug;              /* what is wrong with the backward pass */
    int bug_seed;              /* what drew it, while it is a secret which one it is; else 0 */
    char *made_by;             /* the command line that made it, owned; NULL for the first */
    struct tape place;         /* where the tape was, for the changes that moved it */
    bool has_place;
};

struct comparison;

struct session {
    struct experiment now;
    struct experiment *past, *future; /* the nearest last */
    int past_count, future_count;
    struct pass *pass;             /* over now */
    struct recurrence *recurrence; /* over pass */
    struct broken *broken;         /* over pass; NULL while nothing is broken */
    struct descent *descent;       /* the last one with this shape, these functions and this sequence; NULL for none */
    struct landscape *landscape;   /* the one looked at last, of these functions and this sequence, or empty */
    struct sweep *sweep;           /* the same of sweeps */
    struct tape tape;
    struct tape before;             /* where the tape was before it moved last; the tape itself while it has not */
    bool so_far;                    /* L and dL/dv have the values gathered where the tape is, for `until` */
    int expanded;                   /* levels of the recurrence that `expand` has opened */
    int digits;                     /* significant digits of numbers on the screen, 3..17 */
    char *watched[SESSION_WATCHED]; /* names of pinned quantities, owned */
    int watched_count;
    int seed;                          /* the last one that drew something; the next without a seed takes the next */
    struct comparison *comparison;     /* with a second network, owned; NULL while nothing is compared */
    double last;                       /* the last printed value, not a number before the first */
    const volatile sig_atomic_t *stop; /* borrowed; long work ends early when it becomes non-zero; may be NULL */
};

/* A session with an empty scalar network: T = 0, all weights 0. Yours to session_free. */
struct session *session_new(const volatile sig_atomic_t *stop);

void session_free(struct session *session);

/* True when Ctrl-C asks what runs to stop. */
bool session_stopped(const struct session *session);

/* Says why work of the model was not finished, and gives false: it was interrupted, or memory did not suffice. */
bool session_unfinished(const struct session *session, struct fault *fault);

/* Copies what undo would take back; experiment_clear it. */
void experiment_copy(struct experiment *copy, const struct experiment *experiment);
void experiment_clear(struct experiment *experiment);

/* Makes next (taken over, also on failure) the experiment, as one undo step named by the command line that asked for
 * it. False with a fault, and everything as before, when memory does not suffice or the work was interrupted. */
bool session_change(struct session *session, struct experiment *next, const char *made_by, struct fault *fault);

/* The same for a change of weights that work found before it was stopped: a raised stop does not refuse it. */
bool session_change_despite_stop(struct session *session, struct experiment *next, const char *made_by,
                                 struct fault *fault);

/* As session_change, for a change that also moves the tape to place, as one step: undo then moves it back. */
bool session_replace(struct session *session, struct experiment *next, const struct tape *place, const char *made_by,
                     struct fault *fault);

/* Makes this descent (taken over, at rest) the last one. */
void session_take_descent(struct session *session, struct descent *descent);

/* Goes one change back or forward and gives the command line of the change, borrowed until the next change; NULL when
 * there is none, and NULL with a fault set when memory does not suffice or the work was interrupted. */
const char *session_undo(struct session *session, struct fault *fault);
const char *session_redo(struct session *session, struct fault *fault);

/* Exchanges the experiment with next without a step for undo: for what is only tried. False with a fault, and both as
 * before, when memory does not suffice or the work was interrupted. */
bool session_try(struct session *session, struct experiment *next, struct fault *fault);

/* Makes what was tried one undo step, which goes back to before (taken over). */
void session_keep(struct session *session, struct experiment *before, const char *made_by);

/* A session of its own in the same state: experiment, place, levels expanded, digits, names watched. Nothing can be
 * undone in it. Yours to session_free; NULL with a fault when memory does not suffice or the work was interrupted. */
struct session *session_copy(const struct session *session, struct fault *fault);

/* The same of a state that was there when the work was interrupted: a raised stop does not refuse it. */
struct session *session_copy_despite_stop(const struct session *session, struct fault *fault);

/* Makes the state of other that of session, as one undo step named made_by. False with a fault, and everything as
 * before, as for session_change. */
bool session_adopt(struct session *session, const struct session *other, const char *made_by, struct fault *fault);

/* True when both are the same network, sequence, truncation and bug, value for value. */
bool experiment_same(const struct experiment *a, const struct experiment *b);

/* True when both have the same network, sequence, truncation and bug, value for value. */
bool session_same_experiment(const struct session *a, const struct session *b);

/* Makes the present state the first one: nothing can be undone or redone. */
void session_forget_changes(struct session *session);

/* Sees to it that the passes have reached what the tape shows. False with a fault when interrupted. */
bool session_settle(const struct session *session, struct fault *fault);

/* Moves the tape; on interruption it stays where it was. */
bool session_move(struct session *session, struct tape to, struct fault *fault);

/* See to it that the forward pass has reached t, the backward pass t. False with a fault when interrupted. */
bool session_forward(const struct session *session, int t, struct fault *fault);
bool session_backward(const struct session *session, int t, struct fault *fault);

/* A line that sets a sequence, whatever the number of inputs: "x = 1 0 1 1" where there is one. */
const char *session_sequence_example(const struct session *session);

/* False, while T = 0, with a fault that gives this line. */
bool session_sequence_set(const struct session *session, struct fault *fault);

/* False with the fault "y<3> is not set" when a target of steps first..last is missing. */
bool session_targets_set(const struct session *session, int first, int last, struct fault *fault);

/* False with a fault when a sequence of T steps for this shape would not fit in memory or be longer than the
 * longest. */
bool session_may_hold(int T, int n_x, int n_a, int n_y, struct fault *fault);

/* The weight's symbol: v and u for the scalar network, V and U for matrices. */
const char *session_weight_symbol(const struct session *session, enum weight w);

#endif
