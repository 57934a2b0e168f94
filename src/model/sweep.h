/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.h - L and dL/dw as one parameter w goes from one number to another: a full pass for every point. */

#ifndef UNROLL_MODEL_SWEEP_H
#define UNROLL_MODEL_SWEEP_H

#include "model/broken.h"

struct sweep {
    struct range range;
    int count;              /* points, 2 at least; 0 while there are none */
    int done;               /* points computed, from the range's lower end on */
    double *L, *gradient;   /* count of each; not a number where undefined */
    enum bug bug;           /* the gradient is that of a broken backward pass; BUG_NONE for the right one */
    struct network network; /* the network it is of; the parameter as it was */
};

/* A sweep without points. */
void sweep_init(struct sweep *sweep);
void sweep_clear(struct sweep *sweep);

/* Begins anew with these points, none of which is computed; gives false, and no points, when memory does not
 * suffice. */
bool sweep_begin(struct sweep *sweep, const struct network *network, struct range range, enum bug bug, int count);

/* True when the points are those of this network, range and bug, or would be when they were computed. */
bool sweep_is_of(const struct sweep *sweep, const struct network *network, struct range range, enum bug bug);

/* Computes about so many more points over the sequence, whose targets are all set. False when stopped, or
 * when memory does not suffice. */
bool sweep_go(struct sweep *sweep, const struct sequence *sequence, int points, const volatile sig_atomic_t *stop);

/* Forgets the points. */
void sweep_forget(struct sweep *sweep);

/* The parameter at point i, i = 0..count-1. */
double sweep_at(const struct sweep *sweep, int i);

struct sweep_minimum {
    double at, L;
    bool inside;    /* between two points, where the gradient goes through 0 */
    bool at_a_bend; /* between two points, where it jumps from below 0 to above; neither: it is a point */
    int point;      /* the point with the least L; -1 when none is finite, and nothing else is said */
};

/* Finds the least L of the finished sweep; where the right gradient changes its sign beside the lowest point, to all
 * digits a double has. False when stopped, or when memory does not suffice. */
bool sweep_find_minimum(const struct sweep *sweep, const struct sequence *sequence, const volatile sig_atomic_t *stop,
                        struct sweep_minimum *minimum);

#endif
