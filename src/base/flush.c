/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flush.c - one control register on each kind of processor; elsewhere nothing changes but the time. */

#include "base/flush.h"

#if defined(__SSE2__)
#include <xmmintrin.h>

enum { FLUSH_TO_ZERO = 0x8000, DENORMALS_ARE_ZERO = 0x0040 };

uint64_t flush_begin(void)
{
    unsigned before = _mm_getcsr();
    _mm_setcsr(before | FLUSH_TO_ZERO | DENORMALS_ARE_ZERO);
    return before;
}

void flush_end(uint64_t before)
{
    _mm_setcsr((unsigned)before);
}

#elif defined(__aarch64__)

static const uint64_t FLUSH_TO_ZERO = UINT64_C(1) << 24;

uint64_t flush_begin(void)
{
    uint64_t before;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before));
    __asm__ volatile("msr fpcr, %0" : : "r"(before | FLUSH_TO_ZERO));
    return before;
}

void flush_end(uint64_t before)
{
    __asm__ volatile("msr fpcr, %0" : : "r"(before));
}

#else

uint64_t flush_begin(void)
{
    return 0;
}

void flush_end(uint64_t before)
{
    (void)before;
}

#endif
