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

bool sweep_begin(struct sweep *sweep, const struct network *network, struct range range, enum bug bug, int count)
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
    sweep->bug = bug;
    sweep->count = count;
    return true;
}

bool sweep_is_of(const struct sweep *sweep, const struct network *network, struct range range, enum bug bug)
{
    return sweep->count > 0 && sweep->bug == bug && range_is_same(&sweep->range, &range) &&
           network_same_but_for(&sweep->network, network, &range.parameter, 1);
}

double sweep_at(const struct sweep *sweep, int i)
{
    double part = (double)i / (sweep->count - 1);
    return (1 - part) * sweep->range.from + part * sweep->range.to;
}

/* A network on which values of the parameter are tried. */
struct trial {
    struct parameter parameter;
    struct network network;
    struct pass *pass;     /* over network; NULL when memory did not suffice */
    struct broken *broken; /* NULL without a bug */
    double L, gradient;
};

/* False when memory does not suffice; the trial is to be ended all the same. */
static bool trial_begin(struct trial *trial, const struct sweep *sweep, const struct sequence *sequence,
                        const volatile sig_atomic_t *stop)
{
    *trial = (struct trial){.parameter = sweep->range.parameter};
    network_copy(&trial->network, &sweep->network);
    trial->pass = pass_new(&trial->network, sequence, stop);
    if (trial->pass != NULL && sweep->bug != BUG_NONE)
        trial->broken = broken_new(trial->pass, sweep->bug);
    return trial->pass != NULL && (sweep->bug == BUG_NONE || trial->broken != NULL);
}

static void trial_end(struct trial *trial)
{
    broken_free(trial->broken);
    pass_free(trial->pass);
    network_clear(&trial->network);
}

/* dL by the parameter once the pass is complete. For a<0> it is V' D<1> dL/da<1>. */
static double gradient_of(const struct trial *trial)
{
    double delta[NETWORK_WIDEST], by_start[NETWORK_WIDEST];
    struct parameter parameter = trial->parameter;
    if (parameter.w != WEIGHT_COUNT)
        return trial->pass->so_far.by[parameter.w].at[parameter.entry];
    if (trial->broken != NULL)
        broken_delta(trial->broken, 1, delta);
    else
        step_delta(trial->pass, 1, delta);
    matrix_transposed_times(&trial->network.weight[WEIGHT_V], delta, by_start);
    return by_start[parameter.entry];
}

static bool go_back(struct trial *trial)
{
    if (trial->broken == NULL)
        return pass_backward(trial->pass, 1);
    broken_restart(trial->broken);
    if (!broken_backward(trial->broken, 1))
        return false;
    broken_gradients(trial->broken, 1, &trial->pass->so_far);
    return true;
}

/* Finds L and its gradient with the parameter at this value. False when stopped. */
static bool try_value(struct trial *trial, double value)
{
    *network_parameter(&trial->network, trial->parameter) = value;
    pass_restart(trial->pass);
    if (!go_back(trial))
        return false;
    trial->L = pass_loss(trial->pass, trial->pass->sequence->T);
    trial->gradient = gradient_of(trial);
    return true;
}

bool sweep_go(struct sweep *sweep, const struct sequence *sequence, int points, const volatile sig_atomic_t *stop)
{
    int until = sweep->count - sweep->done < points ? sweep->count : sweep->done + points;
    struct trial trial;
    bool goes_on = trial_begin(&trial, sweep, sequence, stop);
    while (goes_on && sweep->done < until) {
        int i = sweep->done;
        goes_on = try_value(&trial, sweep_at(sweep, i));
        sweep->L[i] = trial.L;
        sweep->gradient[i] = trial.gradient;
        sweep->done += goes_on;
    }
    trial_end(&trial);
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

/* A step aside in parts of the interval, and what the gradient may be there in parts of its size at the ends: one that
 * is larger has jumped. */
static const double ASIDE = 1e-9, NEARLY_0 = 1e-6;

/* Sets whether the gradient goes through 0 at the minimum, and does not jump over it. False when stopped. */
static bool look_beside(struct trial *trial, double aside, double most, struct sweep_minimum *minimum)
{
    double largest = 0;
    for (int side = -1; side <= 1; side += 2) {
        if (!try_value(trial, minimum->at + side * aside))
            return false;
        largest = fmax(largest, fabs(trial->gradient));
    }
    minimum->inside = largest <= NEARLY_0 * most;
    minimum->at_a_bend = !minimum->inside;
    return true;
}

/* Halves the interval, at whose lower end L falls and at whose upper end it rises, until nothing lies between; 0
 * is tried first. */
static bool narrow(const struct sweep *sweep, const struct sequence *sequence, const volatile sig_atomic_t *stop,
                   int left, int right, struct sweep_minimum *minimum)
{
    struct trial trial;
    double low = sweep_at(sweep, left), high = sweep_at(sweep, right);
    double middle = low < 0 && high > 0 ? 0 : low / 2 + high / 2;
    double most = fmax(-sweep->gradient[left], sweep->gradient[right]), aside = (high - low) * ASIDE;
    bool goes_on = trial_begin(&trial, sweep, sequence, stop) && try_value(&trial, middle);
    while (goes_on && middle > low && middle < high && trial.gradient != 0) {
        low = trial.gradient < 0 ? middle : low;
        high = trial.gradient < 0 ? high : middle;
        middle = low / 2 + high / 2;
        goes_on = try_value(&trial, middle);
    }
    *minimum = (struct sweep_minimum){.at = middle, .L = trial.L, .point = minimum->point};
    goes_on = goes_on && look_beside(&trial, aside, most, minimum);
    trial_end(&trial);
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
    if (sweep->bug != BUG_NONE)
        return true;
    /* The gradient at the point says on which side of it the minimum lies. */
    int left = sweep->gradient[i] > 0 ? i - 1 : i, right = sweep->gradient[i] > 0 ? i : i + 1;
    if (left < 0 || right >= sweep->count || !(sweep->gradient[left] < 0) || !(sweep->gradient[right] > 0))
        return true;
    struct sweep_minimum found = *minimum;
    if (!narrow(sweep, sequence, stop, left, right, &found))
        return false;
    if (found.L <= minimum->L)
        *minimum = found;
    return true;
}
