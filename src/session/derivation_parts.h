/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation_parts.h - what the files that write equations share: strings made of numbers and symbols. */

#ifndef UNROLL_SESSION_DERIVATION_PARTS_H
#define UNROLL_SESSION_DERIVATION_PARTS_H

#include "session/derivation.h"

/* Each gives a string that is yours to free, or to hand to one of the functions below. */

char *derivation_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A number in the session's digits; a number or a vector in brackets; a matrix; "0.5·0.2". */
char *derivation_number(const struct session *session, double value);
char *derivation_values(const struct session *session, const double *values, int count);
char *derivation_matrix(const struct session *session, const struct matrix *matrix);
char *derivation_product(const struct session *session, double left, double right);

/* Add the summands of dL/da<t> to the equation begun last: from yhat<t>, and from a<t+1>, t < T. */
void derivation_part_from_yhat(struct derivation *derivation, const struct session *session, int t);
void derivation_part_from_next(struct derivation *derivation, const struct session *session, int t);

/* Adds dL<t>/do<t> as the backward pass has it; a broken one shows its value alone. */
void derivation_add_flowing_by_o(struct derivation *derivation, const struct session *session, int t);

/* Like derivation_part and derivation_value, but the strings are taken over. */
void derivation_take_part(struct derivation *derivation, char *symbols, char *numbers);
void derivation_take_value(struct derivation *derivation, char *value);

/* True for the scalar network, whose equations show products of numbers where others show vectors. */
bool derivation_is_scalar(const struct session *session);

#endif
