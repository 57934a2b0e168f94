/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault.h - what is wrong with something a person gave us, where, and what would be right. */

#ifndef UNROLL_BASE_FAULT_H
#define UNROLL_BASE_FAULT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

enum { FAULT_NOWHERE = -1 };

struct fault {
    struct text message; /* one sentence without a full stop: "unknown name 'q'" */
    struct text hint;    /* what stands beside the caret: "gradients exist for v, u" */
    ptrdiff_t column;    /* byte of the line the caret points at, from 0, or FAULT_NOWHERE */
};

/* Sets the message and forgets the hint and the place. Always false, so that a caller can return it. */
bool fault_set(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same, pointing at a byte of the line. */
bool fault_at(struct fault *fault, ptrdiff_t column, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Adds what would be right. Always false. */
bool fault_hint(struct fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The fault of a command that Ctrl-C stopped. Always false. */
bool fault_interrupted(struct fault *fault);

/* There is no memory for what was asked. Always false. */
bool fault_memory(struct fault *fault);

void fault_clear(struct fault *fault);

#endif
