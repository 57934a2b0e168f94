/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truncation.h - the session's gradient with every path cut after tau steps, beside the full one. tau is 1 at least,
 * and not always the session's own. */

#ifndef UNROLL_SESSION_TRUNCATION_H
#define UNROLL_SESSION_TRUNCATION_H

#include "session/session.h"

/* True when the truncated gradient is quickly added up. */
bool truncation_is_short(const struct session *session, int tau);

/* Gives the truncated gradient by all weights; gradients_clear it. The forward pass is complete. False when stopped. */
bool truncation_gradients(const struct session *session, int tau, struct gradients *gradients);

/* What truncation does to the gradient of all weights. */
struct truncation_cost {
    double angle; /* degrees away from the full one, 0 below a millionth; not a number where it cannot be had */
    bool none;    /* the truncated gradient is the full one */
    bool formula; /* there is an angle, but both follow the formula only */
};

/* There is no angle where one of the two is 0, not finite, broken on purpose or takes long to add up. The passes are
 * complete. */
struct truncation_cost truncation_cost(const struct session *session, int tau);

#endif
