/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exercise.h - scalar networks to practise on: small, in readable numbers, the same for the same seed on every
 * machine. */

#ifndef UNROLL_SESSION_EXERCISE_H
#define UNROLL_SESSION_EXERCISE_H

#include "model/network.h"
#include "model/sequence.h"

/* Makes the network (network_clear it) and the sequence (held once) of a seed. Every number is a multiple of 0.1; T is
 * 4..6; g is the identity or tanh; the output is the identity with mse or a sigmoid with bce. No z<t> and no total
 * gradient is 0 or nearly so, and none is large. */
void exercise_draw(int seed, struct network *network, struct sequence **sequence);

#endif
