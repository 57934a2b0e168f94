/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - runs every suite: each tests/check_<name>.c gives one, suite_<name>, and the Makefile lists them in
 * suites.inc by their files' names, so that none can be forgotten. An argument runs the suite of that name alone.
 *
 * Each suite has a process of its own, and as many run at a time as there are processors. Every test is a fork: of a
 * process that had grown through all suites before it, it would be slow under the sanitizers. */

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/suites.h"

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
#define SUITE(name) {#name, suite_##name},
#include "suites.inc"
#undef SUITE
};

enum { SUITES = sizeof suites / sizeof *suites };

struct outcome {
    int run, failed;
};

static struct outcome run_suite(int i)
{
    SRunner *runner = srunner_create(suites[i].make());
    srunner_run_all(runner, CK_ENV);
    struct outcome outcome = {srunner_ntests_run(runner), srunner_ntests_failed(runner)};
    srunner_free(runner);
    return outcome;
}

static bool passed(struct outcome outcome)
{
    return outcome.failed == 0 && outcome.run > 0;
}

/* A suite on its way: what it prints is kept, so that the suites are told in order. */
struct process {
    pid_t id;
    FILE *said;
    bool ended;
};

static void must(bool condition, const char *what)
{
    if (!condition) {
        perror(what);
        exit(EXIT_FAILURE);
    }
}

/* The outcomes are shared with the suites' processes; one that dies leaves its own at no test. */
static void begin(struct process *process, int i, struct outcome *outcomes)
{
    process->said = tmpfile();
    must(process->said != NULL, "tmpfile");
    fflush(NULL);
    process->id = fork();
    must(process->id >= 0, "fork");
    if (process->id > 0)
        return;
    must(dup2(fileno(process->said), STDOUT_FILENO) >= 0 && dup2(fileno(process->said), STDERR_FILENO) >= 0, "dup2");
    outcomes[i] = run_suite(i);
    exit(EXIT_SUCCESS);
}

static void wait_for_one(struct process *processes)
{
    pid_t id = wait(NULL);
    must(id > 0, "wait");
    for (int i = 0; i < SUITES; i++)
        processes[i].ended = processes[i].ended || processes[i].id == id;
}

static void tell(const struct process *process, struct outcome outcome, const char *name)
{
    char bytes[4096];
    size_t count;
    rewind(process->said);
    while ((count = fread(bytes, 1, sizeof bytes, process->said)) > 0)
        fwrite(bytes, 1, count, stdout);
    fclose(process->said);
    if (outcome.run == 0)
        printf("the suite %s broke off\n", name);
    fflush(stdout);
}

static struct outcome run_all(void)
{
    static struct process processes[SUITES];
    struct outcome all = {0, 0}, *outcomes;
    int most = (int)sysconf(_SC_NPROCESSORS_ONLN), begun = 0;
    outcomes = mmap(NULL, SUITES * sizeof *outcomes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(outcomes != MAP_FAILED, "mmap");
    for (int told = 0, ended = 0; told < SUITES; ended++) {
        for (; begun < SUITES && begun - ended < most; begun++)
            begin(&processes[begun], begun, outcomes);
        wait_for_one(processes);
        for (; told < SUITES && processes[told].ended; told++) {
            tell(&processes[told], outcomes[told], suites[told].name);
            all.run += outcomes[told].run;
            all.failed += outcomes[told].run > 0 ? outcomes[told].failed : 1;
        }
    }
    printf("All suites: %d checks, %d failed\n", all.run, all.failed);
    return all;
}

static int number_of(const char *name)
{
    for (int i = 0; i < SUITES; i++) {
        if (strcmp(name, suites[i].name) == 0)
            return i;
    }
    fprintf(stderr, "check: there is no suite '%s'\n", name);
    exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    /* As the program does. */
    setlocale(LC_CTYPE, "");
    struct outcome outcome = argc < 2 ? run_all() : run_suite(number_of(argv[1]));
    return passed(outcome) ? EXIT_SUCCESS : EXIT_FAILURE;
}
