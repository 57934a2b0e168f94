/* SPDX-License-Identifier: GPL-3.0-or-later */
/* instruments.c - the rows about the instruments: a landscape against plain loops across its cells, and a descent
 * against the passes it is made of. */

#include "tests/bench/bench.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "model/descent.h"
#include "model/landscape.h"

enum { COLUMNS = 200, ROWS = 80, CELLS = COLUMNS * ROWS, PAIRS = 15, STEPS = 10000, DESCENT_T = 100 };

/* A network with its sequence, and what either way of working needs. */
struct problem {
    struct network network;
    struct sequence *sequence;
    struct landscape landscape;
    struct pass *pass;
    double v[CELLS], u[CELLS], L[CELLS];
};

/* Identity and sigmoid; zeros and ones without a short period. */
static struct problem *problem_new(int T)
{
    struct problem *problem = calloc(1, sizeof *problem);
    if (problem == NULL || (problem->sequence = sequence_new(T, 1, 1)) == NULL) {
        fputs("bench: out of memory\n", stderr);
        exit(1);
    }
    network_init(&problem->network, 1, 1, 1);
    problem->network.g_star = ACTIVATION_SIGMOID;
    problem->network.weight[WEIGHT_V].at[0] = 0.5;
    problem->network.weight[WEIGHT_U].at[0] = 0.2;
    problem->network.weight[WEIGHT_W_Y].at[0] = 0.5;
    problem->network.weight[WEIGHT_B_Y].at[0] = 0.3;
    for (int t = 0; t < T; t++) {
        problem->sequence->x[t] = (long long)t * 7919 % 13 > 6;
        problem->sequence->y[t] = (long long)t * 104729 % 11 > 5;
    }
    sequence_finish(problem->sequence, NULL);
    landscape_init(&problem->landscape);
    problem->pass = pass_new(&problem->network, problem->sequence, NULL);
    return problem;
}

static void problem_free(struct problem *problem)
{
    pass_free(problem->pass);
    landscape_clear(&problem->landscape);
    sequence_release(problem->sequence);
    network_clear(&problem->network);
    free(problem);
}

static bool begin_landscape(struct problem *problem)
{
    struct range v = {{WEIGHT_V, 0}, -1.5, 1.5}, u = {{WEIGHT_U, 0}, -2, 2};
    return landscape_begin(&problem->landscape, &problem->network, v, u, COLUMNS, ROWS);
}

static double landscape_seconds(void *subject)
{
    struct problem *problem = subject;
    double start = now();
    if (!begin_landscape(problem) || !landscape_go(&problem->landscape, problem->sequence, CELLS, NULL))
        return NAN;
    return now() - start;
}

static double cells_seconds(void *subject)
{
    struct problem *problem = subject;
    struct cells cells = {
        .W_y = 0.5, .b_y = 0.3, .T = problem->sequence->T, .x = problem->sequence->x, .y = problem->sequence->y};
    double start = now();
    cells_losses(&cells, CELLS, problem->v, problem->u, problem->L);
    return now() - start;
}

/* Both ways find the same losses. */
static bool agree(const struct problem *problem)
{
    bool same = true;
    for (int i = 0; i < CELLS; i++)
        same = same && fabs(problem->landscape.L[i] - problem->L[i]) <= 1e-9 * fabs(problem->L[i]);
    return same;
}

static void bench_landscape(int T, double goal)
{
    char what[64], measured[64];
    struct problem *problem = problem_new(T);
    begin_landscape(problem);
    for (int i = 0; i < CELLS; i++) {
        problem->v[i] = landscape_across(&problem->landscape, i % COLUMNS);
        problem->u[i] = landscape_up(&problem->landscape, i / COLUMNS);
    }
    struct pair pair = measure((struct task){cells_seconds, problem}, (struct task){landscape_seconds, problem}, PAIRS);
    snprintf(what, sizeof what, "landscape %dx%d, T = %d", COLUMNS, ROWS, T);
    snprintf(measured, sizeof measured, "loops %.2f, unroll %.2f ns a step", pair.a * 1e9 / CELLS / T,
             pair.b * 1e9 / CELLS / T);
    print_ratio(what, agree(problem) ? measured : "the two do not agree", pair.ratio, goal);
    problem_free(problem);
}

/* A person who holds an arrow key of `tune` gets some thirty of them a second. */
static void bench_live_landscape(int T)
{
    const double seconds = 1.0 / 30;
    char what[64], measured[64];
    double times[PAIRS];
    struct problem *problem = problem_new(T);
    for (int i = 0; i < PAIRS; i++)
        times[i] = landscape_seconds(problem);
    double time = quantile(times, PAIRS, 0.5);
    snprintf(what, sizeof what, "landscape %dx%d while tuning, T = %d", COLUMNS, ROWS, T);
    snprintf(measured, sizeof measured, "%.1f ms", time * 1e3);
    print_row(what, measured, "-", "<= 33 ms", time <= seconds ? "reached" : "missed");
    problem_free(problem);
}

static double passes_seconds(void *subject)
{
    struct problem *problem = subject;
    double start = now();
    for (int i = 0; i <= STEPS; i++) {
        pass_restart(problem->pass);
        if (!pass_backward(problem->pass, 1))
            return NAN;
    }
    return now() - start;
}

static double descent_seconds(void *subject)
{
    struct problem *problem = subject;
    size_t size = (size_t)gradients_size(&problem->network);
    struct descent_plan plan = {.steps = STEPS, .rate = 1e-4, .clip = INFINITY, .chosen = calloc(size, sizeof(bool))};
    memset(plan.chosen, true, size);
    double start = now();
    struct descent *descent = descent_new(&problem->network, problem->sequence, &plan, NULL);
    bool done = descent != NULL && descent_begin(descent) && descent_go(descent, STEPS) == DESCENT_DONE;
    double time = now() - start;
    descent_free(descent);
    return done ? time : NAN;
}

static void bench_descent(void)
{
    char what[64], measured[64];
    struct problem *problem = problem_new(DESCENT_T);
    struct pair pair = measure((struct task){passes_seconds, problem}, (struct task){descent_seconds, problem}, PAIRS);
    snprintf(what, sizeof what, "descend %d, T = %d", STEPS, DESCENT_T);
    snprintf(measured, sizeof measured, "bare passes %.2f, descent %.2f microseconds a step", pair.a * 1e6 / STEPS,
             pair.b * 1e6 / STEPS);
    print_ratio(what, measured, pair.ratio, 1.5);
    problem_free(problem);
}

void bench_instruments(void)
{
    bench_landscape(1000, 1.2);
    bench_live_landscape(200);
    bench_descent();
}
