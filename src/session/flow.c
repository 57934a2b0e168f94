/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow.c - which of the two backward passes is asked. */

#include "session/flow.h"

#include <string.h>

#include "model/broken.h"
#include "model/step.h"
#include "session/bug.h"

bool flow_carries(const struct quantity *quantity)
{
    return quantity->kind == QUANTITY_DL_DW || quantity->kind == QUANTITY_DL_DA || quantity->kind == QUANTITY_DL_DO;
}

bool flow_is_broken(const struct session *session)
{
    return session->now.bug != BUG_NONE;
}

bool flow_is_secret(const struct session *session)
{
    return flow_is_broken(session) && session->now.bug_seed > 0;
}

void flow_add_state(struct text *text, const struct session *session)
{
    text_add(text, flow_is_broken(session) ? "broken" : "");
    if (flow_is_broken(session) && !flow_is_secret(session))
        text_addf(text, ": %s", bugs[session->now.bug].name);
}

void flow_add_badge(struct text *text, const struct session *session)
{
    if (!flow_is_broken(session))
        return;
    text_add(text, " (");
    flow_add_state(text, session);
    text_add(text, ")");
}

int flow_reached(const struct session *session)
{
    return session->broken != NULL ? session->broken->backward : session->pass->backward;
}

const double *flow_by_a(const struct session *session, int t)
{
    return session->broken != NULL ? broken_by_a(session->broken, t) : pass_by_a(session->pass, t);
}

void flow_loss_by_o(const struct session *session, int t, double *by_o)
{
    if (session->broken != NULL)
        broken_loss_by_o(session->broken, t, by_o);
    else
        step_loss_by_o(session->pass, t, by_o);
}

void flow_from_yhat(const struct session *session, int t, double *arriving)
{
    if (session->broken != NULL)
        broken_from_yhat(session->broken, t, arriving);
    else
        step_from_yhat(session->pass, t, arriving);
}

void flow_from_next(const struct session *session, int t, double *arriving)
{
    if (session->broken != NULL)
        broken_from_next(session->broken, t, arriving);
    else
        step_from_next(session->pass, t, arriving);
}

void flow_add_gradients(const struct session *session, int t, struct gradients *gradients)
{
    if (session->broken != NULL)
        broken_add_gradients(session->broken, t, gradients);
    else
        step_add_gradients(session->pass, t, gradients);
}

void flow_gradients(const struct session *session, int t, struct gradients *gradients)
{
    if (session->broken != NULL)
        broken_gradients(session->broken, t, gradients);
    else
        pass_gradients(session->pass, t, gradients);
}

const double *flow_source(const struct session *session, enum weight w, int t)
{
    static const double one = 1;
    if (session->broken != NULL)
        return broken_source(session->broken, w, t);
    if (w == WEIGHT_U)
        return sequence_x(session->now.sequence, t);
    return w == WEIGHT_V ? pass_a(session->pass, t - 1) : w == WEIGHT_W_Y ? pass_a(session->pass, t) : &one;
}

void flow_column(const struct session *session, enum weight w, int k, double *sum)
{
    struct gradients gradients;
    gradients_init(&gradients, &session->now.network);
    flow_add_gradients(session, k, &gradients);
    memcpy(sum, gradients.by[w].at, (size_t)matrix_size(&gradients.by[w]) * sizeof *sum);
    gradients_clear(&gradients);
}
