/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_exhausted.c - the program on a terminal where memory ends, in its own calls and in those of readline and
 * curses. tests/faults/faults.c makes it end. */

#include "tests/screen.h"
#include "tests/suites.h"

enum { PLACES = 24 }; /* of the calls of a sitting, unless EVERY_ALLOCATION asks for all of them */

static char preload[PATH_MAX + 32];

static void find_faults(void)
{
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s", process_program());
    snprintf(strrchr(preload, '/'), 16, "/faults.so");
}

static const char *const faces[] = {"--screen", "--line"};

/* A short sitting: a change, a step, an answer, a completion, a search; at last it is saved and left. No Ctrl-C: behind
 * the end it would make the system throw away what the program has written last. */
static const char *const keys[] = {"v = 0.625\r",      "step\r", "print a<1> v\r",  "gra\t\t\025",
                                   "\022v =\007\025",  "help\r", "x = 1 0 1 1 1\r", "run\r",
                                   "save it.unroll\r", "quit\r"};

/* What came of a sitting. */
struct sitting {
    bool began;  /* the prompt was there */
    bool curses; /* in the full screen */
    int status;  /* as waitpid gave it */
};

/* Sits through it with that call failing so; at 0 none fails, and their number goes to a file. */
static struct sitting sit(int face, long at, const char *how)
{
    char call[64], manner[64];
    snprintf(call, sizeof call, "FAULT_AT=%ld", at);
    snprintf(manner, sizeof manner, "FAULT_HOW=%s", how);
    struct start start = {.arguments = {faces[face]},
                          .environment = {"TERM=xterm-256color", preload, "FAULT_KIND=memory", call, manner,
                                          at == 0 ? "FAULT_COUNT=count" : "LC_ALL=C.UTF-8"}};
    start_as(24, 80, &start, false);
    while (!terminal.closed && !shows("unroll>"))
        pump();
    struct sitting sitting = {.began = !terminal.closed, .curses = face == 0};
    for (size_t i = 0; i < sizeof keys / sizeof *keys && !terminal.closed; i++)
        type(keys[i]);
    sitting.status = ended();
    check_restored();
    return sitting;
}

static long count_calls(int face)
{
    struct text path = {0}, text = {0};
    ck_assert_int_eq(sit(face, 0, "").status, 0);
    text_addf(&path, "%s/count", terminal.home);
    ck_assert(read_bytes(text_string(&path), &text));
    long count = atol(text_string(&text));
    ck_assert_int_gt(count, 0);
    text_clear(&path);
    text_clear(&text);
    return count;
}

/* The file there holds a session that loads. */
static void check_loads(const char *name)
{
    struct text line = {0};
    text_addf(&line, "load %s/%s", terminal.home, name);
    struct start load = {.arguments = {"-e", text_string(&line)}};
    struct outcome outcome = process_run(&load);
    ck_assert_status(outcome, 0);
    outcome_clear(&outcome);
    text_clear(&line);
}

/* Where one call fails the program goes on by its reserve, readline included. Where memory stays full it goes on too,
 * or says why it ends, and has saved the session; where there is nothing at all, not even what it frees, it says so. */
static void check_sitting(const struct sitting *sitting, long at, const char *how)
{
    bool exited = WIFEXITED(sitting->status), ever = strcmp(how, "ever") == 0;
    int status = exited ? WEXITSTATUS(sitting->status) : -1;
    ck_assert_msg(exited, "status %x at call %ld", (unsigned)sitting->status, at);
    /* The full screen was asked for, and where curses cannot begin there is none. */
    if (status == 2 && !sitting->began && sitting->curses)
        return;
    ck_assert_msg(status == 0 || status == 1, "status %d at call %ld", status, at);
    if (!sitting->began)
        return;
    ck_assert(status == 0 || shows(ever ? "out of memory" : "the session is saved"));
    ck_assert(status == 0 || strcmp(how, "once") != 0);
    if (!ever)
        check_loads(status == 0 ? "it.unroll" : "unroll/autosave");
}

START_TEST(memory_that_ends_on_a_terminal_loses_nothing)
{
    static const char *const hows[] = {"once", "full", "ever"};
    const char *how = hows[_i / 2];
    int face = _i % 2;
    find_faults();
    /* What counts lines for make coverage does not live without memory either. */
    if (PROCESS_SANITIZED || getenv("GCOV_ERROR_FILE") != NULL)
        return;
    long calls = count_calls(face), stride = getenv("EVERY_ALLOCATION") != NULL ? 1 : 1 + calls / PLACES;
    for (long at = 1; at <= calls; at += stride) {
        struct sitting sitting = sit(face, at, how);
        check_sitting(&sitting, at, how);
    }
}
END_TEST

/* Where no sitting took place there is no terminal. */
static void tidy(void)
{
    if (terminal.vterm != NULL)
        remove_terminal();
}

Suite *suite_exhausted(void)
{
    Suite *suite = suite_create("exhausted");
    TCase *tests = tcase_create("exhausted");
    tcase_add_checked_fixture(tests, NULL, tidy);
    tcase_set_timeout(tests, 20 * PROCESS_SECONDS);
    tcase_add_loop_test(tests, memory_that_ends_on_a_terminal_loses_nothing, 0, 6);
    suite_add_tcase(suite, tests);
    return suite;
}
