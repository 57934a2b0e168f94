/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expression.h - arithmetic over quantities: + - * / ^ ( ), abs exp log sqrt sin cos, pi, inf, _ (the last printed
 * value).
 *
 * Lists are elements parted by blanks or commas. A blank before a sign that touches what follows begins a new element:
 * "1 -1" is two, "1 - 1" and "1-1" are one. */

#ifndef UNROLL_SESSION_EXPRESSION_H
#define UNROLL_SESSION_EXPRESSION_H

#include "session/session.h"

enum { EXPRESSION_DEPTH = 100 }; /* the deepest nesting of parentheses, signs and powers */

/* Evaluates the element at line[*at..end) and moves *at behind it. The value is a matrix that matrix_clear frees, 1 x 1
 * for a number, larger only where the element is a single name such as V. False with a fault and its caret. */
bool expression_element(const struct session *session, const char *line, size_t *at, size_t end, struct matrix *value,
                        struct fault *fault);

/* The same for an element that must be one number. */
bool expression_number(const struct session *session, const char *line, size_t *at, size_t end, double *number,
                       struct fault *fault);

/* The same for a number that stands in no list, so that "1 -1" is 0, whatever stands behind it. */
bool expression_operand(const struct session *session, const char *line, size_t *at, size_t end, double *number,
                        struct fault *fault);

/* Refuses what stands behind a whole expression at line[at]: false, with a fault and the hint of the other ways there
 * would be, or of how a power is written where a raised digit of the panels was typed. */
bool expression_needs_operator(const char *line, size_t at, const char *hint, struct fault *fault);

/* Passes over blanks and, between elements, one comma. True when another element follows. */
bool expression_more(const char *line, size_t *at, size_t end);

#endif
