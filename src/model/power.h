/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power.h - powers with the same bits on every machine, as exponential.h has it. */

#ifndef UNROLL_MODEL_POWER_H
#define UNROLL_MODEL_POWER_H

/* base^exponent for a whole exponent below a thousand million, right to half a unit in the last place and a little; any
 * other power is the C library's pow. */
double power(double base, double exponent);

/* exp(x) for any x, right to three quarters of a unit in the last place: infinite from 709.79 on, subnormal below
 * -708.4, then 0. */
double power_of_e(double x);

#endif
