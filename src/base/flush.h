/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flush.h - arithmetic in which numbers below the smallest normal double (2.2e-308) are 0.
 *
 * For 1/2 < |v| < 1 a decaying a<t> gets stuck among such numbers for ever, and processors take thirty times longer
 * for each of them. */

#ifndef UNROLL_BASE_FLUSH_H
#define UNROLL_BASE_FLUSH_H

#include <stdint.h>

/* Begins it and gives what flush_end needs to restore the arithmetic as it was. */
uint64_t flush_begin(void);

void flush_end(uint64_t before);

#endif
