/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loss.h - L<t> and its derivatives by yhat<t> (that is z<t>) and by o<t>, for one step.
 *
 * Where sigmoid meets bce, or softmax meets ce, L<t> and dL<t>/do<t> are computed from o<t>: a saturated output then
 * gives neither an infinity nor a loss of digits that the mathematics does not have. */

#ifndef UNROLL_MODEL_LOSS_H
#define UNROLL_MODEL_LOSS_H

#include "model/network.h"

/* L<t>, from o<t>, yhat<t> and y<t> (n_y entries each). Not a number where it is undefined: bce outside 0 <= yhat <= 1,
 * or y<t> not set. 0 log 0 is 0. */
double loss_value(const struct network *network, const double *o, const double *yhat, const double *y);

/* 1 - yhat_i, with the digits it keeps where yhat_i has rounded to 1. */
double loss_rest(const struct network *network, const double *o, const double *yhat, int i);

/* z<t> = dL<t>/dyhat<t>, n_y entries, by its own formula; it exists also where L<t> does not. */
void loss_z(const struct network *network, const double *o, const double *yhat, const double *y, double *z);

/* dL<t>/do<t>, n_y entries. */
void loss_by_o(const struct network *network, const double *o, const double *yhat, const double *y, double *by_o);

#endif
