/* SPDX-License-Identifier: GPL-3.0-or-later */
/* angle.h - the sine and the arctangent, with the same bits on every machine, as exponential.h has it. */

#ifndef UNROLL_MODEL_ANGLE_H
#define UNROLL_MODEL_ANGLE_H

/* sin(2 pi turns) for 0 <= turns <= 1/4: 0 and 1 at the ends. */
double sine_of_turns(double turns);

/* The angle in radians, 0..pi/2, at which the point (x, y) is seen from the origin, x >= 0, y >= 0, not both 0: exact
 * at 0, pi/4 and pi/2. */
double arctangent(double y, double x);

#endif
