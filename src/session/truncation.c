/* SPDX-License-Identifier: GPL-3.0-or-later */
/* truncation.c - see truncation.h. */

#include "session/truncation.h"

#include <math.h>

#include "model/triangle.h"
#include "session/formula.h"

static const double MOST_TERMS = 2e6; /* of the triangle, that a picture adds up */

static const double ROUNDING = 1e-6; /* degrees; the same gradient, added up in another order */

bool truncation_is_short(const struct session *session, int tau)
{
    const struct network *network = &session->now.network;
    double T = session->now.sequence->T;
    return T * fmin(tau, T) * network->n_a * network->n_a <= MOST_TERMS;
}

bool truncation_gradients(const struct session *session, int tau, struct gradients *gradients)
{
    gradients_init(gradients, &session->now.network);
    if (triangle_truncated(session->pass, tau, gradients))
        return true;
    gradients_clear(gradients);
    return false;
}

struct truncation_cost truncation_cost(const struct session *session, int tau)
{
    struct truncation_cost cost = {.angle = NAN};
    struct gradients truncated, full;
    if (session->broken != NULL || !truncation_is_short(session, tau) ||
        !truncation_gradients(session, tau, &truncated))
        return cost;
    gradients_init(&full, &session->now.network);
    pass_gradients(session->pass, 1, &full);
    cost.angle = gradients_angle(&truncated, &full);
    cost.angle = cost.angle < ROUNDING ? 0 : cost.angle;
    cost.formula = !isnan(cost.angle) && formula_only(session, 1, session->now.sequence->T);
    cost.none = cost.angle == 0 && gradients_same(&truncated, &full);
    gradients_clear(&truncated);
    gradients_clear(&full);
    return cost;
}
