/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_memory.c - every example of every command, where each allocation fails in its turn: alone, and with all that
 * come later. The command is done or refused with the reason, never half of it, and the next one works.
 *
 * The tests are linked so that the functions below stand before the C library's for all that the program itself asks
 * for. */

#include <dirent.h>
#include <malloc.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/checksum.h"
#include "base/file.h"
#include "command/study.h"
#include "model/broken.h"
#include "session/saved.h"
#include "tests/process.h"
#include "tests/runner.h"
#include "tests/suites.h"

/* The memory that fails. */

enum failing { NEVER, ONCE, FULL };

static struct {
    enum failing how;
    long calls, fail_at; /* calls since memory_fail; the one to fail, from 1 */
    long left;           /* bytes that were freed since memory is full */
    double bytes;        /* asked for since memory_fail */
} memory;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *old);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *old);

static void memory_fail(enum failing how, long at)
{
    memory.how = how;
    memory.calls = memory.left = 0;
    memory.bytes = 0;
    memory.fail_at = at;
}

/* Counts the call and says whether it gets these bytes. */
static bool granted(size_t bytes)
{
    memory.calls++;
    memory.bytes += (double)bytes;
    if (memory.how == ONCE)
        return memory.calls != memory.fail_at;
    return memory.how == NEVER || memory.calls < memory.fail_at || (long)bytes <= memory.left;
}

static void *taken(void *block)
{
    if (memory.how == FULL && memory.calls >= memory.fail_at)
        memory.left -= (long)malloc_usable_size(block);
    return block;
}

void *__wrap_malloc(size_t size)
{
    return granted(size) ? taken(__real_malloc(size)) : NULL;
}

void *__wrap_calloc(size_t count, size_t size)
{
    return granted(count * size) ? taken(__real_calloc(count, size)) : NULL;
}

void __wrap_free(void *old)
{
    if (old != NULL && memory.how == FULL && memory.calls >= memory.fail_at)
        memory.left += (long)malloc_usable_size(old);
    __real_free(old);
}

void *__wrap_realloc(void *old, size_t size)
{
    size_t before = old != NULL ? malloc_usable_size(old) : 0;
    if (!granted(size > before ? size - before : 0))
        return NULL;
    if (memory.how == FULL && memory.calls >= memory.fail_at)
        memory.left += (long)before;
    return taken(__real_realloc(old, size));
}

/* What there is before and after a command. */

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void add_files(struct text *text)
{
    struct dirent **entry;
    int count = scandir(".", &entry, is_visible, alphasort);
    ck_assert_int_ge(count, 0);
    for (int i = 0; i < count; i++) {
        struct text content = {0};
        struct fault fault = {0};
        file_read(entry[i]->d_name, 1 << 30, &content, &fault);
        text_addf(text, "%s %zu %08x\n", entry[i]->d_name, content.length,
                  (unsigned)checksum(text_string(&content), content.length));
        fault_clear(&fault);
        text_clear(&content);
        free(entry[i]);
    }
    free(entry);
}

/* Nothing fails meanwhile. Yours to clear. */
static struct text state_of(struct fixture *fixture)
{
    struct text text = {0};
    saved_add_commands(&text, fixture->session, "\n", SAVED_LARGEST, NULL);
    text_addf(&text, "%d past, %d ahead\n", fixture->session->past_count, fixture->session->future_count);
    study_add_prompt(&fixture->runner, &text);
    add_files(&text);
    return text;
}

/* A statement behind those that stand before it on the line. */
struct trial {
    struct fixture fixture;
    char before[200], statement[200];
    struct text state, next_state, answer; /* before, and after where nothing fails; what it says then */
    long calls;
    bool succeeds;
    enum failing how; /* the present fault, and the call it begins with */
    long at;
};

/* The lessons' progress is kept in a folder that is not shown. */
static void empty_folder(void)
{
    struct dirent **entry;
    char here[200], state[220];
    ck_assert_ptr_nonnull(getcwd(here, sizeof here));
    snprintf(state, sizeof state, "%s/.state", here);
    setenv("XDG_STATE_HOME", state, 1);
    unlink(".state/unroll/progress");
    int count = scandir(".", &entry, is_visible, alphasort);
    for (int i = 0; i < count; i++) {
        unlink(entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
}

static void trial_begin(struct trial *trial)
{
    empty_folder();
    /* One command, which save leaves as it stands: of several that are sourced those before the fault are done. */
    write_string("demo.unroll", "step\n");
    runner_start(&trial->fixture);
    fixture_run(&trial->fixture, trial->before);
    fixture_forget(&trial->fixture);
    ck_assert(alloc_ready());
}

/* Without a fault: how it is then, and how often it asks for memory. */
static void trial_measure(struct trial *trial)
{
    trial_begin(trial);
    trial->state = state_of(&trial->fixture);
    memory_fail(NEVER, 0);
    trial->succeeds = fixture_run(&trial->fixture, trial->statement);
    trial->calls = memory.calls;
    trial->next_state = state_of(&trial->fixture);
    trial->answer = (struct text){0};
    text_add(&trial->answer, fixture_text(&trial->fixture));
    text_add(&trial->answer, fixture_errors(&trial->fixture));
    fixture_end(&trial->fixture);
}

static void trial_clear(struct trial *trial)
{
    text_clear(&trial->state);
    text_clear(&trial->next_state);
    text_clear(&trial->answer);
}

static void check_same(const struct trial *trial, const struct text *is, const struct text *should)
{
    must(strcmp(text_string(is), text_string(should)) == 0, "'%s', %s call %ld fails: there is\n%s\nand not\n%s",
         trial->statement, trial->how == ONCE ? "only" : "from", trial->at, text_string(is), text_string(should));
}

static void check_done(struct trial *trial, const struct text *now)
{
    struct text answer = {0};
    text_add(&answer, fixture_text(&trial->fixture));
    text_add(&answer, fixture_errors(&trial->fixture));
    check_same(trial, &answer, &trial->answer);
    check_same(trial, now, &trial->next_state);
    text_clear(&answer);
}

static void check_refused(struct trial *trial, const struct text *now)
{
    ck_assert_msg(strstr(fixture_errors(&trial->fixture), "memory") != NULL, "'%s': %s", trial->statement,
                  fixture_errors(&trial->fixture));
    check_same(trial, now, &trial->state);
}

/* Done or refused; and with memory again the program goes on. */
static bool trial_fail(struct trial *trial, enum failing how, long at)
{
    trial_begin(trial);
    trial->how = how;
    trial->at = at;
    memory_fail(how, at);
    bool done = fixture_run(&trial->fixture, trial->statement);
    memory_fail(NEVER, 0);
    bool refused =
        !done && (trial->succeeds || strcmp(fixture_errors(&trial->fixture), text_string(&trial->answer)) != 0);
    struct text now = state_of(&trial->fixture);
    if (refused)
        check_refused(trial, &now);
    else
        check_done(trial, &now);
    text_clear(&now);
    if (refused && trial->succeeds)
        fixture_must(&trial->fixture, trial->statement);
    fixture_end(&trial->fixture);
    return refused;
}

/* Every call where there are few of them; else so many of them, or all in an environment with EVERY_ALLOCATION. */
enum { SOME = 40 };

static void trial_sweep(struct trial *trial)
{
    trial_measure(trial);
    long stride = getenv("EVERY_ALLOCATION") != NULL ? 1 : 1 + trial->calls / SOME;
    for (long at = 1; at <= trial->calls; at += stride) {
        trial_fail(trial, ONCE, at);
        trial_fail(trial, FULL, at);
    }
    trial_clear(trial);
}

static void sweep_line(const char *line)
{
    size_t at = 0, length = strlen(line);
    do {
        struct trial trial = {0};
        size_t end = words_statement_end(line, at);
        snprintf(trial.before, sizeof trial.before, "%.*s", (int)at, line);
        snprintf(trial.statement, sizeof trial.statement, "%.*s", (int)(end - at), line + at);
        trial_sweep(&trial);
        at = words_next_statement(line, end);
    } while (at < length);
}

static int count_commands(void)
{
    int count = 0;
    while (commands[count] != NULL)
        count++;
    return count;
}

START_TEST(every_command_is_done_or_refused)
{
    sweep_line(commands[_i]->example);
}
END_TEST

static const char *const lines[] = {
    "V = 0.3",
    "x = 1 0 1 1 0 1; y = 1 1 0 1 0 1; run; grad v; undo; redo",
    "example matrix; run; grad V; series V 2; check; descend 3",
    "nonsense 1 2 3",
    "v*2",
};

START_TEST(other_lines_are_done_or_refused)
{
    sweep_line(lines[_i]);
}
END_TEST

/* As long as a sequence: these are refused, whatever the reserve. */
static const char *const long_lines[] = {
    "x = ones 300000; y = ones 300000; save long.unroll; load long.unroll",
    "x = ones 60000; y = ones 60000; export long.csv",
    "x = 1; x = ones 1000000",
    "x = ones 300000; y = ones 300000; bug 5",
    "x = ones 300000; y = ones 300000; g* = sigmoid; descend 1",
};

START_TEST(long_work_is_refused)
{
    const char *line = long_lines[_i], *last = strrchr(line, ';') + 1;
    struct trial trial = {0};
    int refusals = 0;
    snprintf(trial.before, sizeof trial.before, "%.*s", (int)(last - line), line);
    snprintf(trial.statement, sizeof trial.statement, "%s", last);
    trial_measure(&trial);
    for (long at = 1; at <= trial.calls; at += 1 + trial.calls / 3)
        refusals += trial_fail(&trial, FULL, at);
    /* One that fails alone is not small either. */
    for (long at = 1; at <= trial.calls && _i >= 2; at++)
        refusals += trial_fail(&trial, ONCE, at);
    ck_assert_int_gt(refusals, 0);
    trial_clear(&trial);
}
END_TEST

/* A script of many lines is no small thing, though each of them is. */
START_TEST(a_long_recording_is_refused)
{
    enum { LINES = 400000 };
    struct fixture fixture;
    char *script = malloc(2 * LINES + 1);
    for (int i = 0; i < LINES; i++)
        memcpy(script + 2 * (size_t)i, "#\n", 3);
    empty_folder();
    write_string("many", script);
    runner_start(&fixture);
    ck_assert(alloc_ready());
    memory_fail(FULL, 1);
    const char *refusal = fixture_refusal(&fixture, "export it.cast many");
    memory_fail(NEVER, 0);
    ck_assert_msg(strstr(refusal, "memory") != NULL, "%s", refusal);
    ck_assert_int_ne(access("it.cast", F_OK), 0);
    fixture_end(&fixture);
    free(script);
}
END_TEST

/* One's own network is kept while a lesson is open; where there is no memory for that, none opens. */
START_TEST(a_lesson_forgets_no_network)
{
    enum { PLACES = 12 };
    int refusals = 0;
    long calls = 0;
    for (int i = 0; i <= PLACES; i++) {
        struct fixture fixture;
        empty_folder();
        runner_start(&fixture);
        fixture_must(&fixture, "x = ones 300000; v = 0.7");
        ck_assert(alloc_ready());
        memory_fail(i > 0 ? FULL : NEVER, 1 + calls * (i - 1) / PLACES);
        bool done = fixture_run(&fixture, "lesson unrolling");
        calls = i > 0 ? calls : memory.calls;
        memory_fail(NEVER, 0);
        refusals += !done;
        ck_assert(done == (study_player(&fixture.runner) != NULL));
        ck_assert(done || strstr(fixture_errors(&fixture), "memory") != NULL);
        ck_assert(!done || fixture_run(&fixture, "lesson leave"));
        ck_assert_double_eq(fixture.session->now.network.weight[WEIGHT_V].at[0], 0.7);
        ck_assert_int_eq(fixture.session->now.sequence->T, 300000);
        fixture_end(&fixture);
    }
    ck_assert_int_gt(refusals, 0);
}
END_TEST

/* Parts larger than the reserve may help out with: each in its turn is not there. */
START_TEST(a_part_without_room_is_none)
{
    enum { WIDE = 64, LONG = 300000 };
    struct network wide, plain;
    network_init(&wide, 1, WIDE, 1);
    network_init(&plain, 1, 1, 1);
    struct sequence *one = sequence_new(1, 1, 1), *many = sequence_new(LONG, 1, 1);
    struct pass *of_wide = pass_new(&wide, one, NULL), *of_many = pass_new(&plain, many, NULL);
    for (long at = 2; at <= 4; at++) {
        memory_fail(ONCE, at);
        ck_assert_ptr_null(recurrence_new(of_wide));
    }
    memory_fail(NEVER, 0);
    struct broken *broken = broken_new(of_many, BUG_EQUATION_3);
    ck_assert_ptr_nonnull(broken);
    broken_free(broken);
    long calls = memory.calls, refused = 0;
    for (long at = 1; at <= calls; at++) {
        memory_fail(NEVER, 0);
        ck_assert(alloc_ready());
        memory_fail(ONCE, at);
        broken = broken_new(of_many, BUG_EQUATION_3);
        refused += broken == NULL;
        broken_free(broken);
    }
    memory_fail(NEVER, 0);
    ck_assert_int_eq(refused, 2);
    pass_free(of_many);
    pass_free(of_wide);
    sequence_release(many);
    sequence_release(one);
    network_clear(&plain);
    network_clear(&wide);
}
END_TEST

/* What is refused before it is taken is refused by what would be taken. */
static const struct shape {
    int T, n_x, n_a, n_y;
} shapes[] = {{400000, 1, 1, 1}, {400000, 5, 7, 3}, {400000, 2, 20, 1}, {400000, 3, 2, 12}, {1, 64, 64, 64}};

START_TEST(memory_is_estimated_as_it_is_taken)
{
    const struct shape *shape = &shapes[_i];
    struct network network;
    network_init(&network, shape->n_x, shape->n_a, shape->n_y);
    ck_assert(alloc_ready());
    memory_fail(NEVER, 0);
    struct sequence *sequence = sequence_new(shape->T, shape->n_x, shape->n_y);
    struct pass *pass = pass_new(&network, sequence, NULL);
    struct recurrence *recurrence = recurrence_new(pass);
    assert_near(pass_bytes(shape->T, shape->n_x, shape->n_a, shape->n_y), memory.bytes, 0.003);
    recurrence_free(recurrence);
    pass_free(pass);
    sequence_release(sequence);
    network_clear(&network);
}
END_TEST

/* Where the reserve has gone, a large thing that would take all it held is refused, so that the next word has room. */
START_TEST(large_things_leave_some_of_the_reserve)
{
    enum { MOST = 15 << 19, LITTLE = 2 * ALLOC_SMALL };
    ck_assert(alloc_ready());
    memory_fail(FULL, 1);
    free(alloc_array(1, 1));
    long held = memory.left;
    void *most = alloc_try(MOST, 1), *resized = alloc_try_resize(NULL, MOST, 1);
    void *little = alloc_try(LITTLE, 1), *grown = alloc_try_resize(little, MOST - ALLOC_SMALL, 1);
    free(alloc_array(ALLOC_SMALL, 1));
    memory.left = 0;
    void *nothing = alloc_try(LITTLE, 1);
    memory_fail(NEVER, 0);
    ck_assert_int_gt(held, MOST);
    ck_assert(most == NULL && resized == NULL && nothing == NULL);
    ck_assert(little != NULL && grown != NULL);
    free(grown);
}
END_TEST

/* Where not even the reserve can be had nothing begins but what brings to safety. */
START_TEST(without_a_reserve_one_can_save_and_leave)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "step 2");
    while (alloc_ready()) {
        memory_fail(FULL, 1);
        free(alloc_array(1, 1));
        /* What the reserve held is given to somebody else. */
        memory.left = 1 << 16;
    }
    const char *refusal = fixture_refusal(&fixture, "step");
    ck_assert_str_eq(refusal, "unroll: there is not enough memory for another command\n  step\n"
                              "  ^ save FILE keeps what there is, and quit leaves\n");
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "v = 3"), "not enough memory for another command"));
    fixture_must(&fixture, "save kept.unroll");
    fixture_must(&fixture, "quit");
    ck_assert(fixture.runner.quit);
    memory_fail(NEVER, 0);
    fixture.runner.quit = false;
    fixture_must(&fixture, "rewind");
    fixture_must(&fixture, "load kept.unroll");
    ck_assert_int_eq(tape_forward(&fixture.session->tape), 2);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_memory(void)
{
    Suite *suite = suite_create("memory");
    TCase *tests = scratch_case("memory");
    tcase_add_loop_test(tests, every_command_is_done_or_refused, 0, count_commands());
    tcase_add_loop_test(tests, other_lines_are_done_or_refused, 0, sizeof lines / sizeof *lines);
    tcase_add_loop_test(tests, long_work_is_refused, 0, sizeof long_lines / sizeof *long_lines);
    tcase_add_loop_test(tests, memory_is_estimated_as_it_is_taken, 0, sizeof shapes / sizeof *shapes);
    tcase_add_test(tests, a_long_recording_is_refused);
    tcase_add_test(tests, a_lesson_forgets_no_network);
    tcase_add_test(tests, a_part_without_room_is_none);
    tcase_add_test(tests, large_things_leave_some_of_the_reserve);
    tcase_add_test(tests, without_a_reserve_one_can_save_and_leave);
    suite_add_tcase(suite, tests);
    return suite;
}
