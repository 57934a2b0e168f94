/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sequence.c - shared, counted, and never changed in place. */

#include "model/sequence.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct sequence *sequence_new(int T, int n_x, int n_y)
{
    struct sequence *sequence = alloc_array(1, sizeof *sequence);
    *sequence = (struct sequence){.holders = 1, .T = T, .n_x = n_x, .n_y = n_y, .last_unset = T};
    size_t steps = (size_t)T;
    sequence->x = alloc_try(steps * (size_t)n_x, sizeof *sequence->x);
    sequence->y = alloc_try(steps * (size_t)n_y, sizeof *sequence->y);
    if (sequence->x == NULL || sequence->y == NULL) {
        sequence_release(sequence);
        return NULL;
    }
    for (size_t i = 0; i < steps * (size_t)n_y; i++)
        sequence->y[i] = NAN;
    return sequence;
}

struct sequence *sequence_resized(const struct sequence *sequence, int T)
{
    struct sequence *copy = sequence_new(T, sequence->n_x, sequence->n_y);
    if (copy == NULL)
        return NULL;
    size_t kept = (size_t)(T < sequence->T ? T : sequence->T);
    memcpy(copy->x, sequence->x, kept * (size_t)copy->n_x * sizeof *copy->x);
    memcpy(copy->y, sequence->y, kept * (size_t)copy->n_y * sizeof *copy->y);
    return copy;
}

struct sequence *sequence_hold(struct sequence *sequence)
{
    sequence->holders++;
    return sequence;
}

void sequence_release(struct sequence *sequence)
{
    if (sequence == NULL || --sequence->holders > 0)
        return;
    free(sequence->x);
    free(sequence->y);
    free(sequence);
}

double *sequence_x(const struct sequence *sequence, int t)
{
    return sequence->x + (size_t)(t - 1) * (size_t)sequence->n_x;
}

double *sequence_y(const struct sequence *sequence, int t)
{
    return sequence->y + (size_t)(t - 1) * (size_t)sequence->n_y;
}

static bool is_unset(const struct sequence *sequence, int t)
{
    const double *y = sequence_y(sequence, t);
    bool unset = false;
    for (int i = 0; i < sequence->n_y; i++)
        unset = unset || isnan(y[i]);
    return unset;
}

void sequence_finish(struct sequence *sequence)
{
    while (sequence->last_unset > 0 && !is_unset(sequence, sequence->last_unset))
        sequence->last_unset--;
}

int sequence_first_unset(const struct sequence *sequence, int first, int last)
{
    for (int t = first; t <= last && t <= sequence->last_unset; t++) {
        if (is_unset(sequence, t))
            return t;
    }
    return 0;
}
