/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench.c - how fast unroll is, as ratios measured side by side in one run.
 *
 *     bench [UNROLL [HELLO]]      UNROLL is the built program, HELLO is hello.c linked with the same libraries
 *
 * Seconds mean little on a machine one does not know, and machines change their pace from minute to minute. So every
 * number here is a ratio of two things done in turn, A B A B, and what is shown is the median of the pairs: the pass
 * against the textbook's two loops (textbook.c), an impulse input against a dense one, the program's start against a
 * hello-world, a command on a long sequence against the same command on a short one. README.md tells about the goals.
 * A goal that is missed is said and fails nothing: that is for people to judge. */

#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "model/network.h"
#include "model/pass.h"
#include "model/sequence.h"
#include "textbook.h"

extern char **environ;

enum { SHORT = 1000, LONG = 1000000 };
enum { PAIRS = 15, PAIRS_OF_RUNS = 9, PAIRS_OF_STARTS = 41, MOST_PAIRS = 41 };

/* ---- rows of the table ---- */

static void print_row(const char *what, const char *measured, const char *ratio, const char *goal, const char *reached)
{
    printf("%-40s  %-36s  %6s  %7s  %s\n", what, measured, ratio, goal, reached);
    fflush(stdout);
}

/* A row with a ratio and the most it should be, or none where goal is 0. */
static void print_ratio(const char *what, const char *measured, double ratio, double goal)
{
    char ratio_text[32], goal_text[32] = "-";
    snprintf(ratio_text, sizeof ratio_text, "%.2f", ratio);
    if (goal > 0)
        snprintf(goal_text, sizeof goal_text, "<= %.2f", goal);
    print_row(what, measured, ratio_text, goal_text, goal <= 0 ? "-" : ratio <= goal ? "reached" : "missed");
}

static void print_skipped(const char *what, const char *why)
{
    print_row(what, why, "-", "-", "skipped");
}

/* ---- pairs of measurements ---- */

/* Does something once and gives the seconds it took; not a number when it could not be done. */
struct task {
    double (*seconds)(void *subject);
    void *subject;
};

/* Medians of the seconds of A, of those of B, and of B / A within a pair. */
struct pair {
    double a, b, ratio;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return count % 2 == 1 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static struct pair measure(struct task A, struct task B, int pairs)
{
    double a[MOST_PAIRS], b[MOST_PAIRS], ratio[MOST_PAIRS];
    if (isnan(A.seconds(A.subject)) || isnan(B.seconds(B.subject))) /* which also warms the caches */
        return (struct pair){NAN, NAN, NAN};
    for (int i = 0; i < pairs; i++) {
        a[i] = A.seconds(A.subject);
        b[i] = B.seconds(B.subject);
        ratio[i] = b[i] / a[i];
    }
    return (struct pair){median(a, pairs), median(b, pairs), median(ratio, pairs)};
}

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

/* ---- whole programs ---- */

/* A program and what it reads. */
struct job {
    const char *program;
    FILE *input;
};

/* A file with the text count times, after another one once. */
static FILE *input_of(const char *first, const char *repeated, int count)
{
    FILE *file = tmpfile();
    if (file == NULL) {
        perror("bench");
        exit(1);
    }
    fputs(first, file);
    for (int i = 0; i < count; i++)
        fputs(repeated, file);
    fflush(file);
    return file;
}

static bool spawn(const struct job *job, pid_t *child)
{
    char *arguments[] = {(char *)job->program, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(job->input), STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    lseek(fileno(job->input), 0, SEEK_SET);
    bool spawned = posix_spawnp(child, job->program, &actions, NULL, arguments, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return spawned;
}

/* From the start of the program to its end; not a number when it is not there or says that something went wrong. */
static double job_seconds(void *subject)
{
    pid_t child;
    int status;
    double start = now();
    if (!spawn(subject, &child) || waitpid(child, &status, 0) != child)
        return NAN;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? now() - start : NAN;
}

static void bench_start(const char *unroll, const char *other, const char *other_input, double goal)
{
    char what[64], measured[64];
    const char *slash = strrchr(other, '/'), *name = slash == NULL ? other : slash + 1;
    struct job ours = {unroll, input_of("print L\n", "", 0)}, theirs = {other, input_of(other_input, "", 0)};
    struct pair pair = measure((struct task){job_seconds, &theirs}, (struct task){job_seconds, &ours}, PAIRS_OF_STARTS);
    snprintf(what, sizeof what, "start to first answer, against %s", name);
    snprintf(measured, sizeof measured, "%s %.2f, unroll %.2f ms", name, pair.a * 1e3, pair.b * 1e3);
    if (isnan(pair.ratio))
        print_skipped(what, "one of the two does not run");
    else
        print_ratio(what, measured, pair.ratio, goal);
    fclose(ours.input);
    fclose(theirs.input);
}

/* ---- one command, at any length of the sequence ---- */

enum { COMMANDS_A_RUN = 1000 };

/* A picture of a sequence too short to fill it is less work: those are measured against a length that does, too. */
static const struct command_row {
    const char *line;
    bool takes_step; /* the step in the middle follows the line */
    bool moves;      /* each time one goes back to the middle, also in the run without the command */
    int short_T;
    double goal;
} command_rows[] = {
    {"step", false, true, 10, 1.5},    {"back", false, true, 10, 1.5},      {"graph", false, false, 10, 1.5},
    {"series v", true, false, 10, 0},  {"series v", true, false, 100, 1.5}, {"table", false, false, 10, 0},
    {"table", false, false, 100, 1.5},
};

/* The program with the command COMMANDS_A_RUN times, and without it; both have done it once before. */
struct command_runs {
    struct job with, without;
};

static struct command_runs command_runs(const char *unroll, const struct command_row *row, int T)
{
    char setup[256], go_to[64] = "", once[160], step[32] = "";
    int middle = T / 2;
    if (row->takes_step)
        snprintf(step, sizeof step, " %d", middle);
    if (row->moves)
        snprintf(go_to, sizeof go_to, "goto %d\n", middle);
    snprintf(once, sizeof once, "%s%s\n%s", row->line, step, go_to);
    snprintf(setup, sizeof setup, "x = alternate %d\ny = alternate %d\nloss = mse\nrun\nrun\ngoto %d\n%s", T, T, middle,
             once);
    return (struct command_runs){{unroll, input_of(setup, once, COMMANDS_A_RUN)},
                                 {unroll, input_of(setup, go_to, COMMANDS_A_RUN)}};
}

static void command_runs_clear(struct command_runs *runs)
{
    fclose(runs->with.input);
    fclose(runs->without.input);
}

/* The seconds of one command: the rest of the program's life is in both runs. */
static double command_seconds(void *subject)
{
    struct command_runs *runs = subject;
    double without = job_seconds(&runs->without);
    return (job_seconds(&runs->with) - without) / COMMANDS_A_RUN;
}

static void bench_command(const char *unroll, const struct command_row *row)
{
    char what[64], measured[64];
    struct command_runs small = command_runs(unroll, row, row->short_T), large = command_runs(unroll, row, LONG);
    struct task at_short = {command_seconds, &small}, at_long = {command_seconds, &large};
    struct pair pair = measure(at_short, at_long, PAIRS_OF_RUNS);
    snprintf(what, sizeof what, "%s, T = %d against T = %d", row->line, LONG, row->short_T);
    snprintf(measured, sizeof measured, "%.1f, %.1f microseconds", pair.a * 1e6, pair.b * 1e6);
    if (isnan(pair.ratio))
        print_skipped(what, "the program does not do it");
    else
        print_ratio(what, measured, pair.ratio, row->goal);
    command_runs_clear(&small);
    command_runs_clear(&large);
}

/* ---- the whole table ---- */

static void bench_model(void)
{
    bench_memory();
    for (int kind = 0; kind < KINDS; kind++) {
        bench_pass(&kinds[kind], SHORT);
        bench_pass(&kinds[kind], LONG);
    }
    for (int kind = 0; kind < KINDS; kind++)
        bench_impulse(&kinds[kind]);
}

static void bench_program(const char *unroll, const char *hello)
{
    if (unroll == NULL || access(unroll, X_OK) != 0) {
        print_skipped("the whole program", "it is not built");
        return;
    }
    if (hello != NULL)
        bench_start(unroll, hello, "", 2);
    bench_start(unroll, "bc", "1 + 1\n", 0);
    for (size_t i = 0; i < sizeof command_rows / sizeof *command_rows; i++)
        bench_command(unroll, &command_rows[i]);
}

int main(int argc, char **argv)
{
    print_row("what", "measured", "ratio", "goal", "");
    bench_model();
    bench_program(argc > 1 ? argv[1] : NULL, argc > 2 ? argv[2] : NULL);
    return 0;
}
