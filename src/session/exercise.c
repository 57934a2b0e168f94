/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exercise.c - draws until one is worth practising on. */

#include "session/exercise.h"

#include <math.h>

#include "base/alloc.h"
#include "base/random.h"
#include "model/pass.h"
#include "model/step.h"

enum { SHORTEST = 4, LONGEST = 6 };

static const double SMALLEST = 0.05, LARGEST = 8; /* of z<t> and the total gradients */

/* A fixed stream of chances. */
struct draw {
    uint64_t seed, next;
};

/* A whole number from low to high. */
static int between(struct draw *draw, int low, int high)
{
    uint64_t count = (uint64_t)(high - low + 1);
    return low + (int)(random_bits(draw->seed, draw->next++) % count);
}

/* low, low + 0.1, ... high, given in tenths, with a sign. */
static double tenths(struct draw *draw, int low, int high)
{
    int size = between(draw, low, high);
    return (between(draw, 0, 1) ? size : -size) / 10.0;
}

static void draw_network(struct draw *draw, struct network *network)
{
    network_init(network, 1, 1, 1);
    bool squared = between(draw, 0, 1);
    network->g = between(draw, 0, 1) ? ACTIVATION_TANH : ACTIVATION_IDENTITY;
    network->g_star = squared ? ACTIVATION_IDENTITY : ACTIVATION_SIGMOID;
    network->loss = squared ? LOSS_MSE : LOSS_BCE;
    network->weight[WEIGHT_V].at[0] = tenths(draw, 3, 9);
    network->weight[WEIGHT_U].at[0] = tenths(draw, 3, 12);
    network->weight[WEIGHT_W_Y].at[0] = tenths(draw, 4, 12);
    network->weight[WEIGHT_B_A].at[0] = between(draw, 0, 1) ? tenths(draw, 1, 3) : 0;
    network->weight[WEIGHT_B_Y].at[0] = between(draw, 0, 1) ? tenths(draw, 1, 3) : 0;
}

/* Inputs are 1, 0 or -1; targets 0 or 1, for a squared error also -1 and halves. */
static struct sequence *draw_sequence(struct draw *draw, enum loss loss)
{
    int T = between(draw, SHORTEST, LONGEST);
    struct sequence *sequence = alloc_must(sequence_new(T, 1, 1));
    for (int t = 1; t <= T; t++) {
        int input = between(draw, 0, 5);
        sequence_x(sequence, t)[0] = input < 3 ? 1 : input < 5 ? 0 : -1;
        sequence_y(sequence, t)[0] = loss == LOSS_MSE ? between(draw, -2, 2) / 2.0 : between(draw, 0, 1);
    }
    sequence_finish(sequence, NULL);
    return sequence;
}

static bool is_ordinary(double value)
{
    return fabs(value) >= SMALLEST && fabs(value) <= LARGEST;
}

static bool gradients_are_ordinary(const struct pass *pass)
{
    bool ordinary = true;
    for (int t = 1; t <= pass->sequence->T; t++) {
        double z;
        step_z(pass, t, &z);
        ordinary = ordinary && is_ordinary(z);
    }
    for (int w = 0; w < WEIGHT_COUNT; w++)
        ordinary = ordinary && is_ordinary(pass->so_far.by[w].at[0]);
    return ordinary;
}

/* Inputs and targets that are not all alike, gradients that are neither 0 nor large. */
static bool is_worthwhile(const struct network *network, const struct sequence *sequence)
{
    bool x_differ = false, y_differ = false;
    for (int t = 2; t <= sequence->T; t++) {
        x_differ = x_differ || sequence_x(sequence, t)[0] != sequence_x(sequence, 1)[0];
        y_differ = y_differ || sequence_y(sequence, t)[0] != sequence_y(sequence, 1)[0];
    }
    struct pass *pass = alloc_must(pass_new(network, sequence, NULL));
    bool worthwhile = x_differ && y_differ && pass_backward(pass, 1) && gradients_are_ordinary(pass);
    pass_free(pass);
    return worthwhile;
}

void exercise_draw(int seed, struct network *network, struct sequence **sequence)
{
    struct draw draw = {(uint64_t)seed, 0};
    draw_network(&draw, network);
    *sequence = draw_sequence(&draw, network->loss);
    while (!is_worthwhile(network, *sequence)) {
        network_clear(network);
        sequence_release(*sequence);
        draw_network(&draw, network);
        *sequence = draw_sequence(&draw, network->loss);
    }
}
