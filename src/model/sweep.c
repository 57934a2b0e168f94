/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.c - one pass over a copy of the network, restarted for every point. */

#include "model/sweep.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "model/step.h"

void sweep_init(struct sweep *sweep)
{
    *sweep = (struct sweep){.count = 0};
    network_init(&sweep->network, 1, 1, 1);
}

void sweep_clear(struct sweep *sweep)
{
    sweep_forget(sweep);
    network_clear(&sweep->network);
}

void sweep_forget(struct sweep *sweep)
{
    free(sweep->L);
    free(sweep->gradient);
    sweep->L = sweep->gradient = NULL;
    sweep->count = sweep->done = 0;
}

bool sweep_begin(struct sweep *sweep, const struct network *network, struct range range, int count)
{
    sweep_forget(sweep);
    sweep->L = alloc_try((size_t)count, sizeof *sweep->L);
    sweep->gradient = alloc_try((size_t)count, sizeof *sweep->gradient);
    if (sweep->L == NULL || sweep->gradient == NULL) {
        sweep_forget(sweep);
        return false;
    }
    network_clear(&sweep->network);
    network_copy(&sweep->network, network);
    sweep->range = range;
    sweep->count = count;
    return true;
}

bool sweep_is_of(const struct sweep *sweep, const struct network *network, struct range range)
{
    return sweep->count > 0 && range_is_same(&sweep->range, &range) &&
           network_same_but_for(&sweep->network, network, &range.parameter, 1);
}

double sweep_at(const struct sweep *sweep, int i)
{
    double part = (double)i / (sweep->count - 1);
    return (1 - part) * sweep->range.from + part * sweep->range.to;
}

/* dL by the parameter, from the pass, which is complete. For a<0> it is V' D<1> dL/da<1>. */
static double gradient_of(const struct pass *pass, struct parameter parameter)
{
    double delta[NETWORK_WIDEST], by_start[NETWORK_WIDEST];
    if (parameter.w != WEIGHT_COUNT)
        return pass->so_far.by[parameter.w].at[parameter.entry];
    step_delta(pass, 1, delta);
    matrix_transposed_times(&pass->network->weight[WEIGHT_V], delta, by_start);
    return by_start[parameter.entry];
}

/* L and its gradient with the parameter at this value; the pass is over copy. False when stopped. */
static bool evaluate(struct pass *pass, struct network *copy, struct parameter parameter, double value, double *L,
                     double *gradient)
{
    *network_parameter(copy, parameter) = value;
    pass_restart(pass);
    if (!pass_backward(pass, 1))
        return false;
    *L = pass_loss(pass, pass->sequence->T);
    *gradient = gradient_of(pass, parameter);
    return true;
}

bool sweep_go(struct sweep *sweep, const struct sequence *sequence, int points, const volatile sig_atomic_t *stop)
{
    int until = sweep->count - sweep->done < points ? sweep->count : sweep->done + points;
    struct network copy;
    network_copy(&copy, &sweep->network);
    struct pass *pass = pass_new(&copy, sequence, stop);
    bool goes_on = pass != NULL;
    while (goes_on && sweep->done < until) {
        int i = sweep->done;
        goes_on = evaluate(pass, &copy, sweep->range.parameter, sweep_at(sweep, i), &sweep->L[i], &sweep->gradient[i]);
        sweep->done += goes_on;
    }
    pass_free(pass);
    network_clear(&copy);
    return goes_on;
}

static int lowest_point(const struct sweep *sweep)
{
    int lowest = -1;
    for (int i = 0; i < sweep->count; i++) {
        if (isfinite(sweep->L[i]) && (lowest < 0 || sweep->L[i] < sweep->L[lowest]))
            lowest = i;
    }
    return lowest;
}

/* Halves the interval, at whose lower end L falls and at whose upper end it rises, until nothing lies between. */
static bool narrow(const struct sweep *sweep, const struct sequence *sequence, const volatile sig_atomic_t *stop,
                   double low, double high, struct sweep_minimum *minimum)
{
    struct network copy;
    network_copy(&copy, &sweep->network);
    struct pass *pass = pass_new(&copy, sequence, stop);
    double L = 0, gradient = 1, middle = low / 2 + high / 2;
    bool goes_on = pass != NULL && evaluate(pass, &copy, sweep->range.parameter, middle, &L, &gradient);
    while (goes_on && middle > low && middle < high && gradient != 0) {
        low = gradient < 0 ? middle : low;
        high = gradient < 0 ? high : middle;
        middle = low / 2 + high / 2;
        goes_on = evaluate(pass, &copy, sweep->range.parameter, middle, &L, &gradient);
    }
    *minimum = (struct sweep_minimum){.at = middle, .L = L, .inside = true, .point = minimum->point};
    pass_free(pass);
    network_clear(&copy);
    return goes_on;
}

bool sweep_find_minimum(const struct sweep *sweep, const struct sequence *sequence, const volatile sig_atomic_t *stop,
                        struct sweep_minimum *minimum)
{
    int i = lowest_point(sweep);
    *minimum = (struct sweep_minimum){.point = i};
    if (i < 0)
        return true;
    minimum->at = sweep_at(sweep, i);
    minimum->L = sweep->L[i];
    /* The gradient at the point says on which side of it the minimum lies. */
    int left = sweep->gradient[i] > 0 ? i - 1 : i, right = sweep->gradient[i] > 0 ? i : i + 1;
    if (left < 0 || right >= sweep->count || !(sweep->gradient[left] < 0) || !(sweep->gradient[right] > 0))
        return true;
    struct sweep_minimum found = *minimum;
    if (!narrow(sweep, sequence, stop, sweep_at(sweep, left), sweep_at(sweep, right), &found))
        return false;
    if (found.L <= minimum->L)
        *minimum = found;
    return true;
}
