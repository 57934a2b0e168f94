/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vectorised.h - marks static functions whose loops are worth compiling twice: for every x86-64 processor, and for
 * those with AVX2, chosen when the program starts. The bits are the same: nothing is fused or reordered
 * (-ffp-contract=off). */

#ifndef UNROLL_MODEL_VECTORISED_H
#define UNROLL_MODEL_VECTORISED_H

#include <stdint.h> /* with glibc this defines __GLIBC__ */

#if defined(__has_attribute)
#define HAS_CLONES __has_attribute(target_clones)
#else
#define HAS_CLONES 0
#endif

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#define HAS_ADDRESS_SANITIZER __has_feature(address_sanitizer)
#else
#define HAS_ADDRESS_SANITIZER 0
#endif

/* Choosing at the start needs glibc, and is more than the address sanitizer can bear. Functions of other files would
 * not be found: some clangs give the choice another name. */
#if defined(__x86_64__) && defined(__GLIBC__) && HAS_CLONES && !HAS_ADDRESS_SANITIZER && !defined(__AVX2__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

#endif
