/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.c - the rows about the model: a full pass against the textbook's two loops, an impulse input against a dense
 * one, and memory. */

#include "tests/bench/bench.h"

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "model/network.h"
#include "model/pass.h"
#include "model/sequence.h"
#include "textbook.h"

enum { SHORT = 1000, LONG = 1000000, PAIRS = 15 };

/* ---- the full pass ---- */

enum { II, IS, TS, KINDS };

static const struct kind {
    const char *name;
    enum activation g, g_star;
    double goal; /* the pass to the textbook */
} kinds[KINDS] = {
    {"identity, identity", ACTIVATION_IDENTITY, ACTIVATION_IDENTITY, 0.7},
    {"identity, sigmoid", ACTIVATION_IDENTITY, ACTIVATION_SIGMOID, 0.5},
    {"tanh, sigmoid", ACTIVATION_TANH, ACTIVATION_SIGMOID, 0.9},
};

/* One network with its sequence, and the room that either way of computing needs. */
struct problem {
    struct textbook textbook;
    struct network network;
    struct sequence *sequence;
    struct pass *pass;
    double *a, *yhat;
    int repetitions; /* so many that a measurement takes milliseconds */
};

static void *room(int count)
{
    void *memory = calloc((size_t)count, sizeof(double));
    if (memory == NULL) {
        fputs("bench: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

static void set_network(struct problem *problem, const struct kind *kind)
{
    struct network *network = &problem->network;
    const struct textbook *n = &problem->textbook;
    const double weights[WEIGHT_COUNT] = {
        [WEIGHT_V] = n->v, [WEIGHT_U] = n->u, [WEIGHT_W_Y] = n->W_y, [WEIGHT_B_A] = n->b_a, [WEIGHT_B_Y] = n->b_y};
    network_init(network, 1, 1, 1);
    network->g = kind->g;
    network->g_star = kind->g_star;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        network->weight[w].at[0] = weights[w];
}

/* Zeros and ones without a short period; yhat of the bare linear network stays between 0 and 1. */
static void problem_init(struct problem *problem, const struct kind *kind, int T, double v, double u, double b_a)
{
    *problem = (struct problem){.textbook = {.v = v, .u = u, .W_y = 0.5, .b_a = b_a, .b_y = 0.3}};
    problem->textbook.tanh_inside = kind->g == ACTIVATION_TANH;
    problem->textbook.sigmoid_outside = kind->g_star == ACTIVATION_SIGMOID;
    problem->repetitions = T < 300000 ? 300000 / T : 1;
    set_network(problem, kind);
    problem->sequence = sequence_new(T, 1, 1);
    problem->pass = problem->sequence == NULL ? NULL : pass_new(&problem->network, problem->sequence, NULL);
    problem->a = room(T + 1);
    problem->yhat = room(T);
    if (problem->pass == NULL)
        exit(1);
    for (int t = 0; t < T; t++) {
        problem->sequence->x[t] = (long long)t * 7919 % 13 > 6;
        problem->sequence->y[t] = (long long)t * 104729 % 11 > 5;
    }
}

static void problem_clear(struct problem *problem)
{
    pass_free(problem->pass);
    sequence_release(problem->sequence);
    network_clear(&problem->network);
    free(problem->a);
    free(problem->yhat);
}

static double textbook_seconds(void *subject)
{
    struct problem *problem = subject;
    const struct sequence *sequence = problem->sequence;
    struct textbook_gradients gradients;
    double start = now();
    for (int i = 0; i < problem->repetitions; i++)
        textbook_pass(problem->textbook, sequence->T, sequence->x, sequence->y, problem->a, problem->yhat, &gradients);
    return now() - start;
}

static double pass_seconds(void *subject)
{
    struct problem *problem = subject;
    double start = now();
    for (int i = 0; i < problem->repetitions; i++) {
        pass_restart(problem->pass);
        pass_backward(problem->pass, 1);
    }
    return now() - start;
}

/* A fast answer that is wrong is worth nothing: both ways agree on L and dL/dv. */
static bool agree(struct problem *problem)
{
    const struct sequence *sequence = problem->sequence;
    struct textbook_gradients expected;
    double L =
        textbook_pass(problem->textbook, sequence->T, sequence->x, sequence->y, problem->a, problem->yhat, &expected);
    double dv = problem->pass->so_far.by[WEIGHT_V].at[0];
    return fabs(pass_loss(problem->pass, sequence->T) - L) <= 1e-9 * fabs(L) &&
           fabs(dv - expected.v) <= 1e-9 * (fabs(expected.v) + sequence->T);
}

static void bench_pass(const struct kind *kind, int T)
{
    char what[64], measured[64];
    struct problem problem;
    problem_init(&problem, kind, T, 0.5, 0.2, 0.1);
    struct pair pair = measure((struct task){textbook_seconds, &problem}, (struct task){pass_seconds, &problem}, PAIRS);
    double to_ns = 1e9 / problem.repetitions / T;
    snprintf(what, sizeof what, "pass, %s, T = %d", kind->name, T);
    snprintf(measured, sizeof measured, "textbook %.1f, unroll %.1f ns a step", pair.a * to_ns, pair.b * to_ns);
    print_ratio(what, agree(&problem) ? measured : "the two do not agree", pair.ratio, kind->goal);
    problem_clear(&problem);
}

/* ---- PyTorch ---- */

/* Seconds and loss of the same pass there; false where it is not installed. */
static bool torch_pass(const char *way, int T, double *seconds, double *L)
{
    char command[96];
    snprintf(command, sizeof command, "tests/bench/torch_pass.py %s %d 2>/dev/null", way, T);
    FILE *program = popen(command, "r");
    bool done = program != NULL && fscanf(program, "%lf %lf", seconds, L) == 2;
    if (program != NULL)
        pclose(program);
    return done;
}

/* A ratio far below 1, as the other way round: "1/1200". */
static void bench_torch(const char *way, const char *name)
{
    char what[64], measured[64], ratio[32];
    struct problem problem;
    double seconds, L;
    snprintf(what, sizeof what, "pass, %s, T = %d, %s", kinds[TS].name, SHORT, name);
    if (!torch_pass(way, SHORT, &seconds, &L)) {
        print_skipped(what, "python3-torch is not installed");
        return;
    }
    problem_init(&problem, &kinds[TS], SHORT, 0.5, 0.2, 0.1);
    pass_seconds(&problem);
    double ours = pass_seconds(&problem) / problem.repetitions;
    bool same = fabs(pass_loss(problem.pass, SHORT) - L) <= 1e-9 * L;
    snprintf(measured, sizeof measured, "torch %.0f, unroll %.1f ns a step", seconds * 1e9 / SHORT, ours * 1e9 / SHORT);
    snprintf(ratio, sizeof ratio, "1/%.0f", seconds / ours);
    print_row(what, same ? measured : "the two do not agree", ratio, "-", "-");
    problem_clear(&problem);
}

/* ---- an impulse input, whose a<t> would decay into subnormal numbers ---- */

static void bench_impulse(const struct kind *kind)
{
    char what[64], measured[64];
    struct problem dense, impulse;
    problem_init(&dense, kind, LONG, 0.9, 0.1, 0);
    problem_init(&impulse, kind, LONG, 0.9, 0.1, 0);
    for (int t = 0; t < LONG; t++)
        impulse.sequence->x[t] = t == 0;
    struct pair pair = measure((struct task){pass_seconds, &dense}, (struct task){pass_seconds, &impulse}, PAIRS);
    snprintf(what, sizeof what, "impulse, %s", kind->name);
    snprintf(measured, sizeof measured, "dense %.1f, impulse %.1f ns a step", pair.a * 1e9 / LONG, pair.b * 1e9 / LONG);
    print_ratio(what, measured, pair.ratio, 1.5);
    problem_clear(&impulse);
    problem_clear(&dense);
}

/* ---- memory ---- */

/* The bytes of this process that are in memory; not a number where the system does not tell. */
static double resident_bytes(void)
{
    double whole, resident;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL)
        return NAN;
    if (fscanf(file, "%lf %lf", &whole, &resident) != 2)
        resident = NAN;
    fclose(file);
    return resident * (double)sysconf(_SC_PAGESIZE);
}

/* x, y and a full pass; to be called before anything large was allocated and given back. */
static void bench_memory(void)
{
    const char *what = "memory, x and y and a pass, T = 1000000";
    char measured[64];
    struct problem problem;
    double before = resident_bytes();
    problem_init(&problem, &kinds[IS], LONG, 0.5, 0.2, 0.1); /* the textbook's room is never touched */
    pass_seconds(&problem);
    double bytes = (resident_bytes() - before) / LONG;
    snprintf(measured, sizeof measured, "%.1f bytes a step", bytes);
    if (isnan(bytes))
        print_skipped(what, "this system does not tell");
    else
        print_row(what, measured, "-", "<= 48", bytes <= 48 ? "reached" : "missed");
    problem_clear(&problem);
}

void bench_model(void)
{
    bench_memory();
    for (int kind = 0; kind < KINDS; kind++) {
        bench_pass(&kinds[kind], SHORT);
        bench_pass(&kinds[kind], LONG);
    }
    bench_torch("eager", "torch loop");
    bench_torch("rnn", "nn.RNN");
    for (int kind = 0; kind < KINDS; kind++)
        bench_impulse(&kinds[kind]);
}
