/* SPDX-License-Identifier: GPL-3.0-or-later */
/* comparison.h - a second network beside the one a person works on, at the same place of the tape: the same network
 * with another value of one parameter, which follows every change of the first, or the state of a saved session. */

#ifndef UNROLL_SESSION_COMPARISON_H
#define UNROLL_SESSION_COMPARISON_H

#include "session/quantity.h"

struct comparison {
    struct session *other;     /* the second network with its own passes, owned */
    char *file;                /* where its state was saved, owned; NULL when one parameter differs */
    struct quantity parameter; /* a weight or an entry of one, or of a<0> */
    double value;              /* of the parameter in the second network */
};

/* A comparison with the same network but for one parameter, or with other (taken over), the state saved in file. Yours
 * to comparison_free, or to make the session's. */
struct comparison *comparison_with_value(const struct session *session, const struct quantity *parameter, double value);
struct comparison *comparison_with_session(struct session *other, const char *file);
void comparison_free(struct comparison *comparison);

/* Ends the comparison, if there is one. */
void comparison_end(struct session *session);

/* Brings the second network to where the first one is. False with a fault when the first has no such parameter any
 * more, when memory does not suffice or the work was interrupted. */
bool comparison_follow(const struct session *session, struct fault *fault);

/* The second network, which has followed; NULL while nothing is compared or the first has no such parameter. */
const struct session *comparison_other(const struct session *session);

/* Adds what tells the two apart: "v = 0.5" and "v = 1.4", or "here" and the file's name. */
void comparison_add_here(struct text *text, const struct session *session);
void comparison_add_there(struct text *text, const struct session *session);

/* Adds a sentence about the present step of the second network beside the first. */
void comparison_add_sentence(struct text *text, const struct session *session);

#endif
