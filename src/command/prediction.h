/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prediction.h - stepping that asks first: what will the next step bring? A prediction made before the answer is shown
 * teaches more than watching does. */

#ifndef UNROLL_COMMAND_PREDICTION_H
#define UNROLL_COMMAND_PREDICTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "session/tape.h"

struct context;
struct session;
struct prediction_target;

struct prediction {
    const struct prediction_target *target; /* what is asked for; NULL while predictions are off */
    struct place asked;                     /* what was asked about; where the next step leads elsewhere it is closed */
    bool open;
    int made, right, left_out;
    double off; /* the sum of how far values were off, as parts of the truth; of those predicted with a value */
    int values; /* how many these are */
};

/* What can be asked for. */
struct prediction_target {
    const char *name;
    const char *summary;
    const char *forward, *backward; /* the quantity in a forward and in a backward step, without its step */
    void (*ask)(const struct session *session, const char *quantity, struct text *text); /* adds the question */
    bool (*judge)(struct context *context, const char *quantity, int t, const char *line);
};

/* The rows, ended by one whose name is NULL; the first is what `predict on` asks for. */
extern const struct prediction_target prediction_targets[];

/* Asks about the next step instead of taking it, and gives true; false when nothing is to be asked now. */
bool prediction_asks(struct context *context);

/* True while an answer is waited for: what is no command is that answer. */
bool prediction_is_open(const struct context *context);

/* Records the answer, the rest of the statement from byte from on, takes the step and shows both. False with a fault
 * when it is none; the question stays open. */
bool prediction_answer(struct context *context, size_t from);

/* Says how well it went so far. */
void prediction_score(struct context *context);

#endif
