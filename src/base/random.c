/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.c - SplitMix64 (Steele, Lea and Flood, 2014). */

#include "base/random.h"

uint64_t random_bits(uint64_t seed, uint64_t n)
{
    uint64_t z = seed + (n + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}
