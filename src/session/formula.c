/* SPDX-License-Identifier: GPL-3.0-or-later */
/* formula.c - where a loss is undefined, and what its gradients are told with. */

#include "session/formula.h"

#include <math.h>

#include "model/step.h"

const char FORMULA_ONLY[] = "the gradients follow the formula only";

bool formula_only(const struct session *session, int first, int last)
{
    const struct pass *pass = session->pass;
    bool overflows = pass->overflow > 0 && pass->overflow <= last;
    if (session->now.network.loss != LOSS_BCE || last < 1 || pass->forward < last || overflows ||
        sequence_first_unset(session->now.sequence, first, last) != 0)
        return false;
    return isnan(first == last ? step_loss(pass, last) : pass_loss(pass, last)) != 0;
}

void formula_add_badge(struct text *text, const struct session *session, int first, int last)
{
    if (!formula_only(session, first, last))
        return;
    text_add(text, " (L");
    if (first == last)
        text_addf(text, "<%d>", last);
    text_add(text, " undefined: formula only)");
}
