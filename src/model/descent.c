/* SPDX-License-Identifier: GPL-3.0-or-later */
/* descent.c - a copy of the network, one full pass a step, and a record that is thinned out when it is full. */

#include "model/descent.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/step.h"
#include "model/triangle.h"

/* Numbers the record may hold, and places: even, and enough for a curve. */
enum { MOST_NUMBERS = 1 << 20, MOST_PLACES = 2048, FEWEST_PLACES = 64 };

static int places_for(int size)
{
    int places = MOST_NUMBERS / size / 2 * 2;
    return places > MOST_PLACES ? MOST_PLACES : places < FEWEST_PLACES ? FEWEST_PLACES : places;
}

struct descent *descent_new(const struct network *network, const struct sequence *sequence, struct descent_plan *plan,
                            const volatile sig_atomic_t *stop)
{
    struct descent *descent = alloc_array(1, sizeof *descent);
    size_t size = (size_t)gradients_size(network);
    *descent = (struct descent){.plan = *plan, .size = (int)size, .most = places_for((int)size), .stride = 1};
    plan->chosen = NULL;
    network_copy(&descent->network, network);
    descent->pass = pass_new(&descent->network, sequence, stop);
    if (descent->pass != NULL && plan->bug != BUG_NONE)
        descent->broken = broken_new(descent->pass, plan->bug);
    bool breaks = plan->bug == BUG_NONE || descent->broken != NULL;
    descent->gradient = alloc_try(size, sizeof(double));
    descent->before = alloc_try(size, sizeof(double));
    descent->places = alloc_try((size_t)descent->most * size, sizeof(double));
    descent->losses = alloc_try((size_t)descent->most, sizeof(double));
    if (descent->pass && breaks && descent->gradient && descent->before && descent->places && descent->losses)
        return descent;
    descent_free(descent);
    return NULL;
}

void descent_free(struct descent *descent)
{
    if (descent == NULL)
        return;
    descent_rest(descent);
    network_clear(&descent->network);
    free(descent->plan.chosen);
    free(descent->places);
    free(descent->losses);
    free(descent);
}

void descent_rest(struct descent *descent)
{
    broken_free(descent->broken);
    pass_free(descent->pass);
    free(descent->gradient);
    free(descent->before);
    descent->pass = NULL;
    descent->broken = NULL;
    descent->gradient = descent->before = NULL;
}

/* |g| over the chosen entries, by way of the largest, whose square may be too large for a double. */
static double chosen_length(const struct descent *descent)
{
    double largest = 0, sum = 0;
    for (int i = 0; i < descent->size; i++) {
        double entry = descent->plan.chosen[i] ? fabs(descent->gradient[i]) : 0;
        largest = entry > largest || isnan(entry) ? entry : largest;
    }
    if (!(largest > 0) || isinf(largest))
        return largest;
    for (int i = 0; i < descent->size; i++) {
        double part = descent->plan.chosen[i] ? descent->gradient[i] / largest : 0;
        sum += part * part;
    }
    return largest * sqrt(sum);
}

/* g of the present weights, into the place of the pass's own; false when stopped. */
static bool find_gradient(struct descent *descent)
{
    struct pass *pass = descent->pass;
    if (descent->plan.tau > 0)
        return pass_forward(pass, pass->sequence->T) && triangle_truncated(pass, descent->plan.tau, &pass->so_far);
    if (descent->broken == NULL)
        return pass_backward(pass, 1);
    broken_restart(descent->broken);
    if (!broken_backward(descent->broken, 1))
        return false;
    broken_gradients(descent->broken, 1, &pass->so_far);
    return true;
}

/* L and g of the present weights; false when stopped. */
static bool evaluate(struct descent *descent)
{
    struct pass *pass = descent->pass;
    pass_restart(pass);
    if (!find_gradient(descent))
        return false;
    gradients_pack(pass->so_far.by, descent->gradient);
    descent->L = pass_loss(pass, pass->sequence->T);
    descent->length = chosen_length(descent);
    return true;
}

/* L is not finite: is that because some yhat<t> is where bce does not exist, or because numbers became too large? */
static enum descent_end why_not_finite(struct descent *descent)
{
    const struct pass *pass = descent->pass;
    const struct network *network = pass->network;
    int t = 1, T = pass->sequence->T;
    while (t < T && isfinite(step_loss(pass, t)))
        t++;
    bool has_edge = network->loss == LOSS_BCE && !network_loss_from_o(network);
    for (int i = 0; i < network->n_y; i++)
        has_edge = has_edge && isfinite(pass_yhat(pass, t)[i]);
    descent->edge = has_edge ? t : 0;
    return has_edge ? DESCENT_LEAVES : DESCENT_OVERFLOWS;
}

/* Every second place goes; those that stay are the multiples of twice the stride. */
static void thin_out(struct descent *descent)
{
    size_t size = (size_t)descent->size;
    descent->kept /= 2;
    descent->stride *= 2;
    for (size_t i = 1; i < (size_t)descent->kept; i++) {
        memcpy(descent->places + i * size, descent->places + 2 * i * size, size * sizeof *descent->places);
        descent->losses[i] = descent->losses[2 * i];
    }
}

static void keep_place(struct descent *descent)
{
    if (descent->count % descent->stride != 0)
        return;
    if (descent->kept == descent->most)
        thin_out(descent);
    gradients_pack(descent->network.weight, descent->places + (size_t)descent->kept * (size_t)descent->size);
    descent->losses[descent->kept++] = descent->L;
}

bool descent_begin(struct descent *descent)
{
    if (!evaluate(descent))
        descent->end = DESCENT_STOPPED;
    else if (!isfinite(descent->L))
        descent->end = why_not_finite(descent);
    descent->start_length = descent->length;
    keep_place(descent);
    return descent->end == DESCENT_GOES_ON;
}

/* Moves the weights one step; true when at least one of them changed. */
static bool move(struct descent *descent)
{
    const struct descent_plan *plan = &descent->plan;
    const double *gradient = descent->gradient;
    const bool *chosen = plan->chosen;
    double factor = plan->rate * (descent->length > plan->clip ? plan->clip / descent->length : 1);
    bool changed = false;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        struct matrix *weight = &descent->network.weight[w];
        int size = matrix_size(weight);
        for (int i = 0; i < size; i++) {
            double next = chosen[i] ? weight->at[i] - factor * gradient[i] : weight->at[i];
            changed |= next != weight->at[i];
            weight->at[i] = next;
        }
        gradient += size;
        chosen += size;
    }
    return changed;
}

static bool weights_finite(const struct network *network)
{
    bool finite = true;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&network->weight[w]); i++)
            finite = finite && isfinite(network->weight[w].at[i]);
    }
    return finite;
}

/* At a minimum L goes up and down in its last digits for ever. */
static const double ROUNDING = 1e-12;

/* Back to where the last whole step ended. */
static enum descent_end take_back(struct descent *descent, double L, double length, enum descent_end end)
{
    gradients_unpack(descent->network.weight, descent->before);
    descent->L = L;
    descent->length = length;
    return end;
}

static enum descent_end step(struct descent *descent)
{
    double L = descent->L, length = descent->length;
    if (!isfinite(length))
        return DESCENT_OVERFLOWS;
    gradients_pack(descent->network.weight, descent->before);
    if (!move(descent))
        return DESCENT_FLAT;
    if (!weights_finite(&descent->network))
        return take_back(descent, L, length, DESCENT_OVERFLOWS);
    if (!evaluate(descent))
        return take_back(descent, L, length, DESCENT_STOPPED);
    if (!isfinite(descent->L))
        return take_back(descent, L, length, why_not_finite(descent));
    descent->count++;
    descent->rises += descent->L - L > ROUNDING * fabs(L);
    descent->clipped += length > descent->plan.clip;
    keep_place(descent);
    return descent->count == descent->plan.steps ? DESCENT_DONE : DESCENT_GOES_ON;
}

enum descent_end descent_go(struct descent *descent, int steps)
{
    while (steps-- > 0 && descent->end == DESCENT_GOES_ON)
        descent->end = step(descent);
    return descent->end;
}

double descent_loss_after(const struct descent *descent, int steps)
{
    int i = steps / descent->stride;
    return descent->losses[i < descent->kept ? i : descent->kept - 1];
}
