/* SPDX-License-Identifier: GPL-3.0-or-later */
/* written.h - the notes' boxed equations (1)..(5), read literally, slips and all.
 *
 *     (1) dL<t>/dW_y = z<t> a<t>                                          right
 *     (2) dL<t>/db_y = z<t>                                               right
 *     (3) dL<t>/dv   = sum_{i=1..t} W_y sum_{j=1..t-i} v^j a<t-i-j>       slip S5
 *     (4) dL<t>/du   = sum_{i=1..t} W_y sum_{j=1..t-i} v^j x<t-i-j>       slip S6
 *     (5) dL<t>/db_a = sum_{i=1..t} W_y                                   slip S7
 *
 * They are about the scalar network; an index below 0, or x<0>, counts as 0. */

#ifndef UNROLL_MODEL_WRITTEN_H
#define UNROLL_MODEL_WRITTEN_H

#include "model/pass.h"

/* The value of equation 1..5 at step t of a scalar network, read as written. The forward pass has reached t. */
double written_value(const struct pass *pass, int equation, int t);

/* The weight equation 1..5 is about. */
enum weight written_weight(int equation);

#endif
