/* SPDX-License-Identifier: GPL-3.0-or-later */
/* judge.h - whether an answer is right, by its value and never by its text.
 *
 * Numbers, fractions and expressions are all answers. A blank of a derivation asks for symbols, so an answer must have
 * its value on a neighbouring network too, where numbers that happen to agree here no longer do. */

#ifndef UNROLL_LESSON_JUDGE_H
#define UNROLL_LESSON_JUDGE_H

#include "lesson/lesson.h"
#include "session/session.h"

enum verdict {
    VERDICT_RIGHT,
    VERDICT_WRONG,
    VERDICT_NUMBER,    /* a blank: its value here, but not its symbols */
    VERDICT_COPY,      /* a blank: a name of the lines above, where another is asked for */
    VERDICT_NAME,      /* a prediction: the name of what is asked instead of its value */
    VERDICT_UNDEFINED, /* it has no finite value here */
    VERDICT_UNREADABLE /* the fault says why; it costs nothing */
};

struct judgement {
    enum verdict verdict;
    double value;             /* of the answer */
    const struct prose *says; /* what the lesson says to it, borrowed; NULL for nothing */
    bool sign;                /* wrong, but the same with the other sign is right */
};

/* Of the value: so near a prediction counts as right where no lesson asks for it. */
extern const double judge_prediction_tolerance;

/* How far an answer may be from the right value: the tolerance given, or where it is 0 what 6 digits allow. */
double judge_tolerance(double given, double value);

/* True when a and b differ by at most the tolerance. */
bool judge_near(double a, double b, double tolerance);

/* Reads one expression that fills the line. False with a fault whose column counts in the line. */
bool judge_read(const struct session *session, const char *line, double *value, struct fault *fault);

/* Each judges the answer in the line and may leave a fault: one about the line with VERDICT_UNREADABLE. */
struct judgement judge_predict(const struct session *session, const struct question *question, const char *line,
                               struct fault *fault);
struct judgement judge_choice(const struct question *question, const char *line, struct fault *fault);

/* Blank k of a derivation, from 1. */
struct judgement judge_blank(const struct session *session, const struct question *question, int k, const char *line,
                             struct fault *fault);

/* Gives the first expectation (from 0) that does not hold, with a fault where it has no value here, or -1 when all
 * hold. */
int judge_expectations(const struct session *session, const struct question *question, struct fault *fault);

/* A copy of the session in which every weight, a<0> and every input is a little different, each by another factor; turn
 * 1 or -1 is the direction. Yours to session_free; NULL with a fault when memory does not suffice. */
struct session *judge_neighbour(const struct session *session, int turn, struct fault *fault);

#endif
