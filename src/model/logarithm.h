/* SPDX-License-Identifier: GPL-3.0-or-later */
/* logarithm.h - log(x) and log(1 + d), which the losses need.
 *
 * Written here for the first reason of exponential.h: C libraries differ in the last bit, between processors and
 * between their own versions, and the same input is to give the same bits on every machine. */

#ifndef UNROLL_MODEL_LOGARITHM_H
#define UNROLL_MODEL_LOGARITHM_H

/* log(x), right to three quarters of a unit in the last place; -inf at 0, not a number below. */
double logarithm(double x);

/* log(1 + d) as exactly, with all the digits of a small d; -inf at -1, not a number below. */
double logarithm_of_1_plus(double d);

#endif
