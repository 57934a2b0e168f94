/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_moments.c - signals at random moments, and a long day: a program that is to end does so in order wherever it
 * is, Ctrl-C ends what runs, and a hundred thousand steps and undos leave no more memory behind than ten thousand.
 *
 * MOMENTS in the environment asks for another number of moments. */

#include "tests/compare.h"
#include "tests/runner.h"
#include "tests/screen.h"
#include "tests/suites.h"

/* Under the sanitizers, which look for what is lost in another way, a short day will do. */
enum { MOMENTS = 12, BLOCK_STEPS = 1000, BLOCKS = PROCESS_SANITIZED ? 5 : 50 };

static int moments_wanted(void)
{
    const char *wanted = getenv("MOMENTS");
    return wanted != NULL ? atoi(wanted) : MOMENTS;
}

/* Something is going on in each of them. */
static const char *const work[] = {"play 0.01\r",
                                   "step 3\rback\rstep\r",
                                   "x = ones 300000; y = ones 300000; check\r",
                                   "tune v\r\033[C\033[C",
                                   "print 1 +\033[D\033[D",
                                   "lesson unrolling\rnext\r",
                                   "descend 100000 rate 1e-9\r"};

START_TEST(a_signal_at_any_moment_ends_it_in_order)
{
    static const int numbers[] = {SIGTERM, SIGHUP};
    struct chance chance = {11};
    for (int i = 0; i < moments_wanted(); i++) {
        struct text path = {0}, line = {0};
        int number = numbers[i % 2];
        start(24, 80);
        wait_for("unroll>");
        type("W_y = 0.875\r");
        wait_for("W_y 0.875");
        int doing = chance_int(&chance, 0, (int)(sizeof work / sizeof *work) - 1);
        type(work[doing]);
        usleep((useconds_t)chance_int(&chance, 0, 60000));
        kill(terminal.program, number);
        int status = ended();
        must(WIFEXITED(status) && WEXITSTATUS(status) == 128 + number, "moment %d: status %x", i, status);
        check_restored();
        text_addf(&path, "%s/unroll/autosave", terminal.home);
        text_addf(&line, "load %s; print W_y", text_string(&path));
        struct start load = {.arguments = {"-e", text_string(&line)}};
        struct outcome outcome = process_run(&load);
        /* A lesson has a network of its own. */
        bool same = strstr(text_string(&outcome.out), "0.87") != NULL || strncmp(work[doing], "lesson", 6) == 0;
        must(outcome.status == 0 && same, "moment %d: %s", i, text_string(&outcome.err));
        outcome_clear(&outcome);
        text_clear(&path);
        text_clear(&line);
        remove_terminal();
        terminal.home[0] = '\0';
    }
}
END_TEST

/* What it was told before is done, what runs is not finished, what stands behind is not begun. */
START_TEST(ctrl_c_at_any_moment_ends_a_batch)
{
    static const char script[] =
        "x = ones 100000; y = ones 100000\nprint 77\nshape 8 8 1\nx = ones 20000; y = ones 20000\n"
        "check\nrun\nsave it.unroll\ncheck V\ncheck\ncheck\ncheck\ncheck\ncheck\nprint 88\n";
    struct chance chance = {13};
    for (int i = 0; i < moments_wanted(); i++) {
        struct start begin = {.arguments = {"--keep-going"}, .input = script};
        struct process process = process_start(&begin);
        process_expect(&process, "77\n");
        process_expect_work(&process, chance_real(&chance, 0, 0.1));
        kill(process.pid, SIGINT);
        struct outcome outcome = process_end(&process);
        ck_assert_status(outcome, 130);
        ck_assert_lacks(outcome.out, "88\n");
        outcome_clear(&outcome);
    }
}
END_TEST

/* The seconds the program on the terminal has computed. */
static double computed(void)
{
    clockid_t clock;
    struct timespec used = {0};
    ck_assert_int_eq(clock_getcpuclockid(terminal.program, &clock), 0);
    clock_gettime(clock, &used);
    return (double)used.tv_sec + 1e-9 * (double)used.tv_nsec;
}

/* Each takes a second or more. */
static const char *const long_work[] = {"check; check; check; check; check; check; check; check\r",
                                        "x = random 10000000 3; x = sine 10000000 9; x = ones 10000000\r",
                                        "until term(v,t,t-1) > 5\r",
                                        "sweep v -1 1 200; sweep u -1 1 200; sweep W_y -1 1 200\r",
                                        "export it.csv\r",
                                        "landscape v u; landscape u b_a; landscape b_y v; landscape v W_y\r",
                                        "check; bug 1; check; truncate 7; check; bug off; check; check\r"};

/* What was interrupted is not done, and the program goes on; of several commands none behind it is begun. */
START_TEST(ctrl_c_at_any_moment_gives_the_line_back)
{
    struct start faces[] = {{.environment = {"TERM=xterm-256color"}},
                            {.arguments = {"--line"}, .environment = {"TERM=dumb"}}};
    struct chance chance = {17};
    for (int i = 0; i < moments_wanted(); i++) {
        start_as(24, 80, &faces[i % 2], false);
        wait_for("unroll>");
        type("x = ones 200000; y = ones 200000; v = 0.625\r");
        wait_for("v = 0.625 (it");
        type(long_work[chance_int(&chance, 0, (int)(sizeof long_work / sizeof *long_work) - 1)]);
        double until = computed() + 0.02 + chance_real(&chance, 0, 0.1);
        while (computed() < until && !terminal.closed)
            pump();
        type("\003");
        wait_for("interrupted");
        type("save it.unroll\r");
        wait_for("saved in it.unroll");
        leave();
        struct text line = {0};
        text_addf(&line, "load %s/it.unroll; print v u W_y", terminal.home);
        struct start load = {.arguments = {"-e", text_string(&line)}};
        struct outcome outcome = process_run(&load);
        ck_assert_status(outcome, 0);
        ck_assert_holds(outcome.out, "\n0.625\n0.4\n0.9\n");
        outcome_clear(&outcome);
        text_clear(&line);
        remove_terminal();
        terminal.home[0] = '\0';
    }
}
END_TEST

/* Resident memory, in KiB. */
static long resident(void)
{
    long pages = 0, ignored;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld %ld", &ignored, &pages) != 2)
        pages = -1;
    if (file != NULL)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void walk(struct fixture *fixture)
{
    for (int i = 0; i < BLOCK_STEPS; i++) {
        fixture_must(fixture, i % 8 < 4 ? "step" : "back");
        fixture_must(fixture, i % 2 == 0 ? "v = 0.25" : "undo");
        fixture_forget(fixture);
    }
}

START_TEST(a_long_day_costs_no_memory)
{
    struct fixture fixture;
    runner_start(&fixture);
    for (int i = 0; i < BLOCKS / 5; i++)
        walk(&fixture);
    long before = resident();
    for (int i = 0; i < BLOCKS; i++)
        walk(&fixture);
    long after = resident();
    must(PROCESS_SANITIZED || before < 0 || after - before < 1024, "%ld KiB before, %ld KiB after", before, after);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_moments(void)
{
    Suite *suite = suite_create("moments");
    TCase *tests = scratch_case("moments");
    tcase_set_timeout(tests, 20 * PROCESS_SECONDS);
    tcase_add_test(tests, a_signal_at_any_moment_ends_it_in_order);
    tcase_add_test(tests, ctrl_c_at_any_moment_ends_a_batch);
    tcase_add_test(tests, ctrl_c_at_any_moment_gives_the_line_back);
    tcase_add_test(tests, a_long_day_costs_no_memory);
    suite_add_tcase(suite, tests);
    return suite;
}
