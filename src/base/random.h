/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.h - random bits that are the same for the same seed, on every machine. */

#ifndef UNROLL_BASE_RANDOM_H
#define UNROLL_BASE_RANDOM_H

#include <stdint.h>

/* The n-th number (from 0) of a fixed sequence of 64 random bits. */
uint64_t random_bits(uint64_t seed, uint64_t n);

#endif
