/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_disk.c - a save, an export and a lesson's progress where each call in turn fails or is the last one before a
 * kill; and the program as a whole where memory ends. tests/faults/faults.c makes the faults. */

#include <dirent.h>

#include "tests/compare.h"
#include "tests/suites.h"
#include "tests/terminal.h"

/* The library of faults stands beside the program. */
static char preload[PATH_MAX + 32];

/* The program on this line, in plain ASCII (without memory no other locale is found), where that call fails so; at 0
 * none does, and how many there were is in the file count. */
static struct outcome run_faulty(const char *line, const char *kind, long at, const char *how)
{
    char call[64], manner[64], which[64];
    snprintf(call, sizeof call, "FAULT_AT=%ld", at);
    snprintf(manner, sizeof manner, "FAULT_HOW=%s", how);
    snprintf(which, sizeof which, "FAULT_KIND=%s", kind);
    struct start start = {.arguments = {"-e", line},
                          .environment = {preload, call, manner, which, "XDG_STATE_HOME=/dev/null/state", "LC_ALL=C"}};
    if (at == 0)
        start.environment[6] = "FAULT_COUNT=.count";
    return process_run(&start);
}

static long count_calls(const char *line, const char *kind)
{
    struct text text = {0};
    struct outcome outcome = run_faulty(line, kind, 0, "");
    ck_assert_status(outcome, 0);
    ck_assert_msg(read_bytes(".count", &text), "nothing was counted");
    long count = atol(text_string(&text));
    ck_assert_int_gt(count, 0);
    text_clear(&text);
    outcome_clear(&outcome);
    unlink(".count");
    return count;
}

static int entries(void)
{
    int count = 0;
    DIR *folder = opendir(".");
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count;
}

static const struct {
    const char *old_line, *line, *path;
} writes[] = {
    {"v = 0.75; save it.unroll", "step; save it.unroll", "it.unroll"},
    {"print 1", "step; save it.unroll", "it.unroll"},
    {"v = 0.75; export it.csv", "run; export it.csv", "it.csv"},
    {"v = 0.75; export it.svg", "run; export it.svg", "it.svg"},
};

/* What the file holds before, and after where nothing fails; "" where it is not there. */
struct contents {
    struct text old, next, now;
};

static void begin(const char *path, const struct contents *contents)
{
    unlink(path);
    if (contents->old.length > 0)
        write_bytes(path, contents->old.bytes, contents->old.length);
}

static void learn(int i, struct contents *contents)
{
    struct outcome outcome = run_faulty(writes[i].old_line, "disk", 0, "");
    ck_assert_status(outcome, 0);
    outcome_clear(&outcome);
    read_bytes(writes[i].path, &contents->old);
    outcome = run_faulty(writes[i].line, "disk", 0, "");
    ck_assert_status(outcome, 0);
    outcome_clear(&outcome);
    ck_assert(read_bytes(writes[i].path, &contents->next));
    ck_assert_str_ne(text_string(&contents->old), text_string(&contents->next));
    unlink(".count");
}

/* Whole: the old one or the new one. True when it is the new one. */
static bool is_next(int i, struct contents *contents, long at, const char *how)
{
    text_empty(&contents->now);
    read_bytes(writes[i].path, &contents->now);
    bool next = strcmp(text_string(&contents->now), text_string(&contents->next)) == 0;
    bool old = strcmp(text_string(&contents->now), text_string(&contents->old)) == 0;
    must(old || next, "'%s', %s at call %ld leaves\n%s", writes[i].line, how, at, text_string(&contents->now));
    return next;
}

static void clear(struct contents *contents)
{
    text_clear(&contents->old);
    text_clear(&contents->next);
    text_clear(&contents->now);
}

/* ENOSPC, EIO, EINTR, EDQUOT and EROFS by their numbers. */
static const char *const errors[] = {"28", "5", "4", "122", "30", "short"};

START_TEST(every_failing_call_leaves_a_whole_file)
{
    struct contents contents = {0};
    if (PROCESS_SANITIZED)
        return;
    learn(_i, &contents);
    long calls = count_calls(writes[_i].line, "disk");
    for (size_t error = 0; error < sizeof errors / sizeof *errors; error++) {
        for (long at = 1; at <= calls; at++) {
            begin(writes[_i].path, &contents);
            int before = entries() - (contents.old.length > 0);
            struct outcome outcome = run_faulty(writes[_i].line, "disk", at, errors[error]);
            bool next = is_next(_i, &contents, at, errors[error]);
            must(outcome.status == 0 ? next : outcome.status == 1 && outcome.err.length > 0,
                 "%s at %ld ends with %d: %s", errors[error], at, outcome.status, text_string(&outcome.err));
            must(outcome.status == 0 || next == (strstr(text_string(&outcome.err), "is written, but") != NULL),
                 "%s at %ld does not say what is there: %s", errors[error], at, text_string(&outcome.err));
            must(entries() - before <= 1, "%s at %ld leaves litter", errors[error], at);
            outcome_clear(&outcome);
        }
    }
    clear(&contents);
}
END_TEST

START_TEST(a_kill_at_any_call_leaves_a_whole_file)
{
    static const char *const hows[] = {"kill", "kill-after"};
    struct contents contents = {0};
    if (PROCESS_SANITIZED)
        return;
    learn(_i, &contents);
    long calls = count_calls(writes[_i].line, "disk");
    for (int how = 0; how < 2; how++) {
        for (long at = 1; at <= calls; at++) {
            begin(writes[_i].path, &contents);
            struct outcome outcome = run_faulty(writes[_i].line, "disk", at, hows[how]);
            bool next = is_next(_i, &contents, at, hows[how]);
            must(outcome.status == -SIGKILL || (outcome.status == 0 && next), "%s at %ld ends with %d", hows[how], at,
                 outcome.status);
            outcome_clear(&outcome);
        }
    }
    clear(&contents);
}
END_TEST

/* At a terminal, where that call fails so: v becomes 0.625, and a signal ends it. Gives what was shown. */
static struct text end_from_outside(long at, const char *how)
{
    static char state[PATH_MAX + 64];
    char call[64], manner[64];
    int status;
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s", scratch_folder);
    snprintf(call, sizeof call, "FAULT_AT=%ld", at);
    snprintf(manner, sizeof manner, "FAULT_HOW=%s", how);
    struct start start = {
        .environment = {preload, call, manner, "FAULT_KIND=disk", state, "TERM=dumb", "FAULT_COUNT=.count"}};
    struct terminal terminal = terminal_start(&start);
    terminal_expect(&terminal, terminal_prompt);
    terminal_type(&terminal, "v = 0.625\r");
    terminal_expect(&terminal, "it was 0.5");
    terminal_expect(&terminal, terminal_prompt);
    kill(terminal.pid, SIGTERM);
    while (terminal_take(&terminal))
        continue;
    waitpid(terminal.pid, &status, 0);
    close(terminal.master);
    return terminal.shown;
}

/* True when what the next start offers is the session; nothing else is offered. */
static bool is_offered(void)
{
    struct text saved = {0};
    bool offered = read_bytes("unroll/autosave", &saved);
    must(!offered || strstr(text_string(&saved), "v = 0.625\n") != NULL, "saved is '%s'", text_string(&saved));
    text_clear(&saved);
    return offered;
}

/* It is there, or it is said that it is not; what was not written is not offered. */
START_TEST(a_session_ended_from_outside_is_there_or_missed)
{
    struct text count = {0};
    if (PROCESS_SANITIZED)
        return;
    struct text shown = end_from_outside(0, "");
    ck_assert(read_bytes(".count", &count));
    text_clear(&shown);
    for (long at = 1; at <= atol(text_string(&count)); at++) {
        unlink("unroll/autosave");
        shown = end_from_outside(at, "5");
        bool complains = strstr(text_string(&shown), "unroll: saving the session: ") != NULL,
             written = strstr(text_string(&shown), "is written, but") != NULL;
        must(is_offered() == (!complains || written), "a fault at call %ld shows\n%s", at, text_string(&shown));
        text_clear(&shown);
    }
    text_clear(&count);
}
END_TEST

/* A lesson with two questions, so that one can be answered before and one meanwhile. */
static const char lesson[] = "# Two questions\n\n```lesson\nid: two\nformat: 1\nminutes: 1\nskip: after-hints\n```\n\n"
                             "## One {#one}\n\nA word.\n\n```predict id=first\nask: What is `v`?\nanswer: v\n```\n\n"
                             "## Two {#two}\n\nA word.\n\n```predict id=second\nask: What is `u`?\nanswer: u\n```\n";

static struct outcome answer(const char *line, long at, const char *how)
{
    static char state[PATH_MAX + 64], call[64], manner[64];
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s", scratch_folder);
    snprintf(call, sizeof call, "FAULT_AT=%ld", at);
    snprintf(manner, sizeof manner, "FAULT_HOW=%s", how);
    struct start start = {.arguments = {"--keep-going", "--lesson=./two.md", "-e", line},
                          .environment = {preload, call, manner, "FAULT_KIND=disk", state, "FAULT_COUNT=.count"}};
    return process_run(&start);
}

/* What was answered yesterday is there after any fault of today. */
START_TEST(progress_survives_every_call)
{
    static const char *const hows[] = {"28", "5", "4", "short", "kill", "kill-after"};
    struct text first = {0}, count = {0}, now = {0};
    if (PROCESS_SANITIZED)
        return;
    write_string("two.md", lesson);
    struct outcome outcome = answer("next; 0.5", 0, "");
    ck_assert_msg(read_bytes("unroll/progress", &first), "nothing is kept: %s%s", text_string(&outcome.out),
                  text_string(&outcome.err));
    ck_assert_holds(first, "first");
    outcome_clear(&outcome);
    outcome = answer("next; next; 0.5", 0, "");
    outcome_clear(&outcome);
    ck_assert(read_bytes(".count", &count));
    for (int how = 0; how < 6; how++) {
        for (long at = 1; at <= atol(text_string(&count)); at++) {
            write_bytes("unroll/progress", first.bytes, first.length);
            outcome = answer("next; next; 0.5", at, hows[how]);
            text_empty(&now);
            must(read_bytes("unroll/progress", &now) && strstr(text_string(&now), "\nsolved two first\n") != NULL &&
                     strncmp(now.bytes, first.bytes, 20) == 0 && now.bytes[now.length - 1] == '\n',
                 "%s at call %ld leaves\n%s", hows[how], at, text_string(&now));
            outcome_clear(&outcome);
        }
    }
    text_clear(&first);
    text_clear(&count);
    text_clear(&now);
}
END_TEST

/* Kills at random moments. */

enum { KILLS = 100 }; /* KILLS in the environment asks for another number */

static int kills_wanted(void)
{
    const char *wanted = getenv("KILLS");
    return wanted != NULL ? atoi(wanted) : KILLS;
}

START_TEST(a_kill_at_any_moment_leaves_a_whole_file)
{
    struct chance chance = {7};
    struct text script = {0};
    for (int i = 0; i < 400; i++)
        text_addf(&script, "v = 0.%d; save it.unroll\n", 100 + i);
    write_string("script", text_string(&script));
    struct start first = {.arguments = {"-e", "save it.unroll"}};
    struct outcome outcome = process_run(&first);
    outcome_clear(&outcome);
    for (int i = 0; i < kills_wanted(); i++) {
        struct start start = {.arguments = {"--batch", "script"}}, load = {.arguments = {"-e", "load it.unroll"}};
        struct process process = process_start(&start);
        usleep((useconds_t)chance_int(&chance, 0, 40000));
        kill(process.pid, SIGKILL);
        outcome = process_end(&process);
        outcome_clear(&outcome);
        outcome = process_run(&load);
        must(outcome.status == 0, "after kill %d: %s", i, text_string(&outcome.err));
        outcome_clear(&outcome);
    }
    text_clear(&script);
}
END_TEST

/* Memory, for the libraries too. */

static const char *const memory_lines[] = {
    "step",
    "run; grad v",
    "load it.unroll",
    "save that.unroll",
    "lesson unrolling; next",
    "landscape v W_y",
    "export it.csv; export it.txt; export it.svg",
};

enum { MEMORY_PLACES = 60 };

/* A clean end: no signal, and nothing that goes wrong without a word. */
START_TEST(where_memory_ends_it_ends_in_order)
{
    static const char *const hows[] = {"once", "ever"};
    const char *line = memory_lines[_i];
    /* What counts lines for make coverage does not live without memory either. */
    if (PROCESS_SANITIZED || getenv("GCOV_ERROR_FILE") != NULL)
        return;
    struct start save = {.arguments = {"-e", "run; save it.unroll"}};
    struct outcome outcome = process_run(&save);
    outcome_clear(&outcome);
    struct outcome whole = run_faulty(line, "memory", 0, "");
    long calls = count_calls(line, "memory"),
         stride = getenv("EVERY_ALLOCATION") != NULL ? 1 : 1 + calls / MEMORY_PLACES;
    for (int how = 0; how < 2; how++) {
        for (long at = 1; at <= calls; at += stride) {
            outcome = run_faulty(line, "memory", at, hows[how]);
            must(outcome.status == 0 || (outcome.status > 0 && strstr(text_string(&outcome.err), "memory") != NULL),
                 "'%s', %s from call %ld of %ld: %d %s", line, hows[how], at, calls, outcome.status,
                 text_string(&outcome.err));
            must(outcome.status != 0 || strcmp(text_string(&outcome.out), text_string(&whole.out)) == 0,
                 "'%s', %s from call %ld of %ld, does not say that this is not all:\n%s", line, hows[how], at, calls,
                 text_string(&outcome.out));
            outcome_clear(&outcome);
        }
    }
    outcome_clear(&whole);
}
END_TEST

static void find_faults(void)
{
    snprintf(preload, sizeof preload, "LD_PRELOAD=%s", process_program());
    snprintf(strrchr(preload, '/'), 16, "/faults.so");
}

Suite *suite_disk(void)
{
    Suite *suite = suite_create("disk");
    TCase *tests = scratch_case("disk");
    if (PROCESS_SANITIZED)
        fputs("disk: under the sanitizers no call is made to fail; the ordinary build does it\n", stderr);
    tcase_add_checked_fixture(tests, find_faults, NULL);
    tcase_set_timeout(tests, 20 * PROCESS_SECONDS);
    tcase_add_loop_test(tests, every_failing_call_leaves_a_whole_file, 0, sizeof writes / sizeof *writes);
    tcase_add_loop_test(tests, a_kill_at_any_call_leaves_a_whole_file, 0, sizeof writes / sizeof *writes);
    tcase_add_test(tests, progress_survives_every_call);
    tcase_add_test(tests, a_session_ended_from_outside_is_there_or_missed);
    tcase_add_test(tests, a_kill_at_any_moment_leaves_a_whole_file);
    tcase_add_loop_test(tests, where_memory_ends_it_ends_in_order, 0, sizeof memory_lines / sizeof *memory_lines);
    suite_add_tcase(suite, tests);
    return suite;
}
