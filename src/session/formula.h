/* SPDX-License-Identifier: GPL-3.0-or-later */
/* formula.h - gradients of what does not exist. bce knows an L<t> only where yhat<t> and y<t> are in 0..1; elsewhere z<t>
 * keeps its formula, and every gradient made of it follows the formula only. Where numbers became too large, another
 * remark is due. */

#ifndef UNROLL_SESSION_FORMULA_H
#define UNROLL_SESSION_FORMULA_H

#include "session/session.h"

/* The remark on gradients of an L that is undefined, as the part of a sentence. */
extern const char FORMULA_ONLY[];

/* True where the gradients of L<last> (first = last), or of L<1> to L<last> (first = 1), follow the formula only. What
 * the forward pass has not reached is not known yet. */
bool formula_only(const struct session *session, int first, int last);

/* Adds there " (L undefined: formula only)", or " (L<3> undefined: formula only)", for a title. */
void formula_add_badge(struct text *text, const struct session *session, int first, int last);

#endif
