/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sequence.c - shared, counted, and never changed in place. */

#include "model/sequence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum { VALUES_A_LOOK = 1 << 16 };

static bool is_raised(const volatile sig_atomic_t *stop)
{
    return stop != NULL && *stop;
}

/* With room for the values, y not filled in. */
static struct sequence *with_room(int T, int n_x, int n_y)
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
    return sequence;
}

struct sequence *sequence_new(int T, int n_x, int n_y)
{
    struct sequence *sequence = with_room(T, n_x, n_y);
    if (sequence != NULL)
        sequence_put(sequence->y, NULL, (size_t)T * (size_t)n_y, NULL);
    return sequence;
}

bool sequence_put(double *to, const double *from, size_t count, const volatile sig_atomic_t *stop)
{
    for (size_t i = 0; i < count && !is_raised(stop); i += VALUES_A_LOOK) {
        size_t part = count - i < VALUES_A_LOOK ? count - i : VALUES_A_LOOK;
        if (from != NULL)
            memcpy(to + i, from + i, part * sizeof *to);
        for (size_t k = i; from == NULL && k < i + part; k++)
            to[k] = NAN;
    }
    return !is_raised(stop);
}

struct sequence *sequence_resized(const struct sequence *sequence, int T, const volatile sig_atomic_t *stop)
{
    struct sequence *copy = with_room(T, sequence->n_x, sequence->n_y);
    if (copy == NULL)
        return NULL;
    size_t n_x = (size_t)copy->n_x, n_y = (size_t)copy->n_y, steps = (size_t)T;
    size_t kept = (size_t)(T < sequence->T ? T : sequence->T);
    if (sequence_put(copy->x, sequence->x, kept * n_x, stop) && sequence_put(copy->y, sequence->y, kept * n_y, stop) &&
        sequence_put(copy->y + kept * n_y, NULL, (steps - kept) * n_y, stop))
        return copy;
    sequence_release(copy);
    return NULL;
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

bool sequence_finish(struct sequence *sequence, const volatile sig_atomic_t *stop)
{
    while (sequence->last_unset > 0 && !is_raised(stop) && !is_unset(sequence, sequence->last_unset))
        sequence->last_unset--;
    return !is_raised(stop);
}

int sequence_first_unset(const struct sequence *sequence, int first, int last)
{
    for (int t = first; t <= last && t <= sequence->last_unset; t++) {
        if (is_unset(sequence, t))
            return t;
    }
    return 0;
}
