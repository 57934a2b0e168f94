/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation.h - an equation with its numbers under its symbols:
 *
 *     a<3> = v a<2>    + u x<3>  + b_a
 *          = 0.5·0.2   + 0.4·1   + 0        = 0.5
 *
 * The same derivations are shown by the step panel, by `explain` and by `grad`. */

#ifndef UNROLL_SESSION_DERIVATION_H
#define UNROLL_SESSION_DERIVATION_H

#include "session/quantity.h"

/* One summand, once in symbols and once in numbers; all owned. */
struct part {
    char *symbols;
    char *numbers;
    char *few; /* the numbers in fewer digits, for a narrow row, or NULL */
};

/* One equation; its strings are owned. */
struct equation {
    char *name;
    struct part *part;
    int parts;
    char *value;
    char *remark; /* a sentence about it, or NULL */
    bool phrase;  /* the name is a phrase ("from yhat<2>"): no '=' stands behind it */
};

struct derivation {
    struct equation *equation;
    int equations;
};

/* Builds an equation piece by piece; part and remark are about the equation begun last, few about its last part. */
void derivation_begin(struct derivation *derivation, const char *format, ...) __attribute__((format(printf, 2, 3)));
void derivation_part(struct derivation *derivation, const char *symbols, const char *numbers);
void derivation_value(struct derivation *derivation, const char *value);
void derivation_few(struct derivation *derivation, const char *few);
void derivation_remark(struct derivation *derivation, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Makes the name of the equation begun last a phrase. */
void derivation_phrase(struct derivation *derivation);

/* Leaves the part its fewer digits alone, where it has any. */
void derivation_shorten(struct part *part);

void derivation_clear(struct derivation *derivation);

/* Adds the equations of the steps' quantities, whose pass has been reached. Matrix networks show vectors. */
void derivation_add_s(struct derivation *derivation, const struct session *session, int t);
void derivation_add_a(struct derivation *derivation, const struct session *session, int t);
void derivation_add_o(struct derivation *derivation, const struct session *session, int t);
void derivation_add_yhat(struct derivation *derivation, const struct session *session, int t);
void derivation_add_L(struct derivation *derivation, const struct session *session, int t);
void derivation_add_z(struct derivation *derivation, const struct session *session, int t);
void derivation_add_by_o(struct derivation *derivation, const struct session *session, int t);

/* Adds what arrives at a<t> from its own output and, for both, from a<t+1>; their sum; what every weight gains. */
void derivation_add_arriving(struct derivation *derivation, const struct session *session, int t, bool both);
void derivation_add_arrived_sum(struct derivation *derivation, const struct session *session, int t);
void derivation_add_gains(struct derivation *derivation, const struct session *session, int t);

/* Adds dyhat<t>/dV as a power series; nothing for more than one output. */
void derivation_add_series(struct derivation *derivation, const struct session *session, int t);

/* Adds the equations of the step the tape is at, as far as it has been done; in brief without the power series. The
 * passes must have reached what the tape shows (session_settle). */
void derivation_add_present(struct derivation *derivation, const struct session *session, bool brief);

/* Adds the equations of any quantity, from symbols to value. False with a fault when a target is not set or the work
 * was interrupted. */
bool derivation_of(struct derivation *derivation, const struct session *session, const struct quantity *quantity,
                   struct fault *fault);

/* True where dL<t>/dw is shown by way of dL<t>/do<t>, not z<t>: for matrices, and where z<t> times dyhat<t>/dw is
 * something else, for one of them has rounded. The target of step t is set. */
bool derivation_needs_o(const struct session *session, enum weight w, int t);

/* Adds a number, or a vector in brackets, in the session's digits. */
void derivation_add_number(struct text *text, const struct session *session, double value);
void derivation_add_values(struct text *text, const struct session *session, const double *values, int count);

/* The same for inputs and targets: what is not set is none. */
void derivation_add_targets(struct text *text, const struct session *session, const double *values, int count);

/* The same for a matrix: [0.5 0.1; 0 0.9]. A vector stands as a row. */
void derivation_add_matrix(struct text *text, const struct session *session, const struct matrix *matrix);

/* Adds v^j with its exponent raised: nothing for j = 0, v for 1, v with the sign for 2, and so on. */
void derivation_add_power(struct text *text, const char *symbol, int j);

#endif
