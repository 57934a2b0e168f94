/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.c - the rows about the built program without a terminal: its start against a hello-world and bc, and a
 * command on a long sequence against the same command on a short one. */

#include "tests/bench/bench.h"

#include <fcntl.h>
#include <math.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { LONG = 1000000, PAIRS_OF_RUNS = 9, PAIRS_OF_STARTS = 41 };

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

void bench_program(const char *unroll, const char *hello)
{
    bench_start(unroll, hello, "", 2);
    bench_start(unroll, "bc", "1 + 1\n", 0);
    for (size_t i = 0; i < sizeof command_rows / sizeof *command_rows; i++)
        bench_command(unroll, &command_rows[i]);
}
