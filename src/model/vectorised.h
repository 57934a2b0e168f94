/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vectorised.h - marks functions whose loops are worth compiling twice: for every x86-64 processor, and for those with
 * AVX2, chosen when the program starts. The bits are the same: nothing is fused or reordered (-ffp-contract=off). */

#ifndef UNROLL_MODEL_VECTORISED_H
#define UNROLL_MODEL_VECTORISED_H

#include <stdint.h> /* with glibc this defines __GLIBC__ */

/* Choosing at the start needs glibc, is not in every clang, and is more than the address sanitizer can bear. */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__GLIBC__) && !defined(__AVX2__) &&     \
    !defined(__SANITIZE_ADDRESS__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

#endif
