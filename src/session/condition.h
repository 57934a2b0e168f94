/* SPDX-License-Identifier: GPL-3.0-or-later */
/* condition.h - comparisons of expressions: abs(a<t>) > 10, 0 < yhat<3> < 1, L < 0.5 and v != 0.
 *
 * The signs are < <= > >= == !=; `and` binds more than `or`. A sign that touches a name may be read as its step, as in
 * L<2>: a blank before it parts them. Equal means equal up to rounding, 1e-12 of the larger number; what is undefined
 * fulfils no comparison, not even !=. */

#ifndef UNROLL_SESSION_CONDITION_H
#define UNROLL_SESSION_CONDITION_H

#include "session/session.h"

/* Says whether the condition holds where the tape is. False with a fault, whose column counts in text, when it cannot
 * be read, when a quantity in it has no value here, or when the work was interrupted. */
bool condition_holds(const struct session *session, const char *text, bool *holds, struct fault *fault);

#endif
