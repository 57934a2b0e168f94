/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow.h - the gradients that flow back, as everything shows them: those of the backward pass or, while `bug` is on,
 * those of the broken one. What is seen from a single loss, series and triangle, is always the truth. */

#ifndef UNROLL_SESSION_FLOW_H
#define UNROLL_SESSION_FLOW_H

#include "session/quantity.h"

/* True for what flows back, which a bug breaks: dL/dw, dL/da<t> and dL<t>/do<t>. */
bool flow_carries(const struct quantity *quantity);

/* True while the backward pass is broken, and while it is kept a secret in which way. */
bool flow_is_broken(const struct session *session);
bool flow_is_secret(const struct session *session);

/* Adds "broken: g' forgotten", or "broken" while it is a secret, nothing while nothing is broken. */
void flow_add_state(struct text *text, const struct session *session);

/* Adds the same in parentheses behind a blank. */
void flow_add_badge(struct text *text, const struct session *session);

/* dL/da is known for t = this..T. */
int flow_reached(const struct session *session);

/* What pass.h and step.h give under these names. The backward pass must have reached t (t + 1 for from_next). */
const double *flow_by_a(const struct session *session, int t);
void flow_loss_by_o(const struct session *session, int t, double *by_o);
void flow_from_yhat(const struct session *session, int t, double *arriving);
void flow_from_next(const struct session *session, int t, double *arriving);
void flow_add_gradients(const struct session *session, int t, struct gradients *gradients);
void flow_gradients(const struct session *session, int t, struct gradients *gradients);

/* What a gradient's share is multiplied with at step t: a<t-1>, x<t>, a<t> or 1. Borrowed. */
const double *flow_source(const struct session *session, enum weight w, int t);

/* The sum of column k of the triangle of w = V, U or b_a, which is the share of step k: an array in the shape of the
 * weight. The backward pass must have reached k. */
void flow_column(const struct session *session, enum weight w, int k, double *sum);

#endif
