/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_progress.c - the file of what was done: what its lines mean, what is kept of others, and that nothing is lost
 * when several programs write at once or one is killed at any moment. */

#include "lesson/progress.h"
#include "tests/compare.h"
#include "tests/process.h"
#include "tests/suites.h"

static char path[PATH_MAX + 64];

static void begin(void)
{
    scratch_enter();
    snprintf(path, sizeof path, "%s/progress", scratch_folder);
}

/* The progress in the file, which must be readable. */
static struct progress *opened(void)
{
    struct fault fault = {0};
    struct progress *progress = progress_new(path, &fault);
    ck_assert_str_eq(text_string(&fault.message), "");
    return progress;
}

static void write_down(struct progress *progress)
{
    struct fault fault = {0};
    bool done = progress_write(progress, &fault);
    ck_assert_msg(done, "%s", text_string(&fault.message));
}

static void check_file(const char *expected)
{
    struct text content = {0};
    ck_assert(read_bytes(path, &content));
    ck_assert_str_eq(text_string(&content), expected);
    text_clear(&content);
}

#define FIRST "# unroll progress 1: what was done in lessons, one line a record\n"

START_TEST(file_is_plain_text)
{
    struct progress *progress = opened();
    progress_record(progress, "unrolling", "y3", RESULT_SOLVED);
    progress_record(progress, "unrolling", "two-roads", RESULT_SKIPPED);
    progress_move(progress, "unrolling", "two-roads");
    progress_finish(progress, "stacking");
    write_down(progress);
    progress_free(progress);
    check_file(FIRST "solved unrolling y3\nskipped unrolling two-roads\nat unrolling two-roads\ndone stacking\n");
}
END_TEST

START_TEST(what_was_written_comes_back)
{
    struct progress *progress = opened();
    progress_record(progress, "unrolling", "y3", RESULT_SOLVED);
    progress_record(progress, "unrolling", "y4", RESULT_SKIPPED);
    progress_move(progress, "unrolling", "the-cell");
    progress_move(progress, "unrolling", "y4");
    progress_move(progress, "stacking", "start");
    progress_finish(progress, "stacking");
    write_down(progress);
    progress_free(progress);
    progress = opened();
    ck_assert_int_eq(progress_result(progress, "unrolling", "y3"), RESULT_SOLVED);
    ck_assert_int_eq(progress_result(progress, "unrolling", "y4"), RESULT_SKIPPED);
    ck_assert_int_eq(progress_result(progress, "unrolling", "y"), RESULT_NONE);
    ck_assert_int_eq(progress_result(progress, "unroll", "y3"), RESULT_NONE);
    ck_assert_str_eq(progress_place(progress, "unrolling"), "y4");
    ck_assert(progress_is_done(progress, "stacking") && !progress_is_done(progress, "unrolling"));
    ck_assert_ptr_null(progress_place(progress, "stacking"));
    progress_free(progress);
}
END_TEST

static void check_missing(const struct progress *progress, const struct lesson *lesson, const char *expected)
{
    struct text names = {0};
    progress_add_missing(progress, lesson, &names);
    ck_assert_str_eq(text_string(&names), expected);
    text_clear(&names);
}

START_TEST(what_a_lesson_builds_on_is_missing_until_it_is_done)
{
    char *required[] = {"unrolling", "stacking", "truncation"};
    const struct lesson free_one = {0}, lesson = {.required = required, .required_count = 3};
    struct progress *progress = opened();
    check_missing(progress, &free_one, "");
    check_missing(progress, &lesson, "unrolling, stacking, truncation");
    progress_finish(progress, "stacking");
    check_missing(progress, &lesson, "unrolling, truncation");
    progress_finish(progress, "unrolling");
    progress_finish(progress, "truncation");
    check_missing(progress, &lesson, "");
    progress_free(progress);
}
END_TEST

START_TEST(a_result_is_never_lowered)
{
    struct progress *progress = opened();
    progress_record(progress, "unrolling", "y3", RESULT_SKIPPED);
    progress_record(progress, "unrolling", "y3", RESULT_SOLVED);
    progress_record(progress, "unrolling", "y3", RESULT_SKIPPED);
    progress_record(progress, "unrolling", "y3", RESULT_NONE);
    write_down(progress);
    progress_free(progress);
    check_file(FIRST "solved unrolling y3\n");
}
END_TEST

START_TEST(a_lesson_is_forgotten_alone)
{
    write_string(path, FIRST "solved a q\nsolved b q\nskipped a r\nat a r\ndone a\ndone b\nnew a thing\n");
    struct progress *progress = opened();
    progress_forget(progress, "a");
    write_down(progress);
    progress_free(progress);
    check_file(FIRST "solved b q\ndone b\nnew a thing\n");
}
END_TEST

/* Whatever the file held that is not known here. */
static const char *const strange[] = {
    "",
    "\n",
    "solved",
    "solved a",
    "solved  a q",
    "at a",
    "\xFF\xFE solved a q",
    "\033]0;title\007",
    "# unroll progress 7",
    "solved a q extra words",
    "predicted a sign 3 of 4",
};

START_TEST(unknown_lines_are_kept)
{
    struct text before = {0}, after = {0};
    for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
        text_addf(&before, "%s\n", strange[i]);
    write_bytes(path, before.bytes, before.length);
    struct progress *progress = opened();
    ck_assert_int_eq(progress_result(progress, "a", "q"), RESULT_NONE);
    progress_record(progress, "a", "q", RESULT_SOLVED);
    write_down(progress);
    progress_free(progress);
    text_add(&before, "solved a q\n");
    ck_assert(read_bytes(path, &after));
    ck_assert_str_eq(text_string(&after), text_string(&before));
    text_clear(&before);
    text_clear(&after);
}
END_TEST

START_TEST(other_line_ends_are_read)
{
    write_string(path, "\xEF\xBB\xBFsolved a q\r\nskipped a r\r\nat a r");
    struct progress *progress = opened();
    ck_assert_int_eq(progress_result(progress, "a", "q"), RESULT_SOLVED);
    ck_assert_int_eq(progress_result(progress, "a", "r"), RESULT_SKIPPED);
    ck_assert_str_eq(progress_place(progress, "a"), "r");
    progress_free(progress);
}
END_TEST

/* A file that cannot be read is left alone, and playing goes on. */
static void check_unreadable(const char *reason)
{
    struct fault fault = {0}, other = {0};
    struct progress *progress = progress_new(path, &fault);
    ck_assert_msg(strstr(text_string(&fault.message), reason) != NULL, "%s", text_string(&fault.message));
    progress_record(progress, "a", "q", RESULT_SOLVED);
    ck_assert_int_eq(progress_result(progress, "a", "q"), RESULT_SOLVED);
    ck_assert(progress_write(progress, &other));
    progress_free(progress);
    fault_clear(&fault);
    fault_clear(&other);
}

START_TEST(a_damaged_file_is_left_alone)
{
    write_bytes(path, "solved a\0q\n", 11);
    check_unreadable("NUL");
    struct text content = {0};
    ck_assert(read_bytes(path, &content));
    ck_assert_uint_eq(content.length, 11);
    text_clear(&content);
}
END_TEST

START_TEST(a_folder_in_its_place_is_left_alone)
{
    ck_assert_int_eq(mkdir(path, 0700), 0);
    check_unreadable("not a regular file");
}
END_TEST

START_TEST(what_could_not_be_written_is_tried_again)
{
    struct fault fault = {0};
    snprintf(path, sizeof path, "%s/later/progress", scratch_folder);
    struct progress *progress = opened();
    progress_record(progress, "a", "q", RESULT_SOLVED);
    ck_assert(!progress_write(progress, &fault));
    ck_assert_msg(strstr(text_string(&fault.message), "later") != NULL, "%s", text_string(&fault.message));
    ck_assert_int_eq(mkdir("later", 0700), 0);
    progress_record(progress, "a", "r", RESULT_SOLVED);
    write_down(progress);
    progress_free(progress);
    check_file(FIRST "solved a q\nsolved a r\n");
    fault_clear(&fault);
}
END_TEST

START_TEST(kept_nowhere_when_there_is_no_file)
{
    struct fault fault = {0};
    struct progress *progress = progress_new(NULL, &fault);
    progress_record(progress, "a", "q", RESULT_SOLVED);
    ck_assert_int_eq(progress_result(progress, "a", "q"), RESULT_SOLVED);
    ck_assert(progress_write(progress, &fault));
    progress_free(progress);
}
END_TEST

START_TEST(another_program_is_not_overwritten)
{
    struct progress *one = opened(), *other = opened();
    progress_record(one, "a", "q", RESULT_SOLVED);
    write_down(one);
    progress_record(other, "a", "r", RESULT_SOLVED);
    progress_record(other, "a", "q", RESULT_SKIPPED);
    write_down(other);
    progress_record(one, "b", "s", RESULT_SKIPPED);
    write_down(one);
    ck_assert_int_eq(progress_result(one, "a", "r"), RESULT_SOLVED);
    progress_free(one);
    progress_free(other);
    check_file(FIRST "solved a q\nsolved a r\nskipped b s\n");
}
END_TEST

enum { WRITERS = 4, RECORDS = 40 };

static void add_id(struct text *id, int writer, int record)
{
    text_empty(id);
    text_addf(id, "q%d-%d", writer, record);
}

/* In a process of its own: writes one record after another and ends. */
static void write_records(int writer)
{
    struct fault fault = {0};
    struct text id = {0};
    struct progress *progress = progress_new(path, &fault);
    bool done = true;
    for (int i = 0; i < RECORDS; i++) {
        add_id(&id, writer, i);
        progress_record(progress, "a", text_string(&id), RESULT_SOLVED);
        done = progress_write(progress, &fault) && done;
    }
    _exit(done ? 0 : 1);
}

START_TEST(programs_that_write_at_once_lose_nothing)
{
    pid_t pid[WRITERS];
    struct text id = {0};
    for (int writer = 0; writer < WRITERS; writer++) {
        pid[writer] = fork();
        ck_assert_int_ge(pid[writer], 0);
        if (pid[writer] == 0)
            write_records(writer);
    }
    for (int writer = 0; writer < WRITERS; writer++)
        ck_assert_int_eq(process_status(pid[writer]), 0);
    struct progress *progress = opened();
    for (int i = 0; i < WRITERS * RECORDS; i++) {
        add_id(&id, i / RECORDS, i % RECORDS);
        must(progress_result(progress, "a", text_string(&id)) == RESULT_SOLVED, "%s is lost", text_string(&id));
    }
    progress_free(progress);
    text_clear(&id);
}
END_TEST

enum { KILLS = 300 };

/* In a process of its own: says through the pipe which record is on the disk, until it is killed. */
static void write_until_killed(int told, int first)
{
    struct fault fault = {0};
    struct text id = {0};
    struct progress *progress = progress_new(path, &fault);
    for (int i = first;; i++) {
        add_id(&id, 0, i);
        progress_record(progress, "a", text_string(&id), RESULT_SOLVED);
        if (!progress_write(progress, &fault) || write(told, &i, sizeof i) != sizeof i)
            _exit(1);
    }
}

/* Lets a writer write at least one record, kills it a little later, and gives the last record that it said is there. */
static int killed_after(int first, int microseconds)
{
    int told[2], last = first - 1, next;
    process_pipe(told);
    pid_t pid = fork();
    ck_assert_int_ge(pid, 0);
    if (pid == 0)
        write_until_killed(told[1], first);
    close(told[1]);
    ck_assert_int_eq(read(told[0], &last, sizeof last), sizeof last);
    usleep((useconds_t)microseconds);
    kill(pid, SIGKILL);
    ck_assert_int_eq(process_status(pid), -SIGKILL);
    while (read(told[0], &next, sizeof next) == sizeof next)
        last = next;
    close(told[0]);
    return last;
}

START_TEST(nothing_is_lost_when_it_is_killed)
{
    struct chance chance = {1};
    struct text id = {0};
    int first = 0;
    for (int i = 0; i < KILLS; i++) {
        int last = killed_after(first, chance_int(&chance, 0, 3000));
        struct progress *progress = opened();
        for (int record = 0; record <= last; record++) {
            add_id(&id, 0, record);
            must(progress_result(progress, "a", text_string(&id)) == RESULT_SOLVED, "%s is lost", text_string(&id));
        }
        progress_free(progress);
        first = last + 1;
        /* The file stays small, so that many kills fall into writing it. */
        if (first > 200) {
            unlink(path);
            first = 0;
        }
    }
    text_clear(&id);
}
END_TEST

Suite *suite_progress(void)
{
    Suite *suite = suite_create("progress");
    TCase *tests = tcase_create("progress");
    tcase_add_unchecked_fixture(tests, scratch_make, scratch_remove);
    tcase_add_checked_fixture(tests, begin, NULL);
    tcase_set_timeout(tests, 4 * PROCESS_SECONDS);
    tcase_add_test(tests, file_is_plain_text);
    tcase_add_test(tests, what_was_written_comes_back);
    tcase_add_test(tests, what_a_lesson_builds_on_is_missing_until_it_is_done);
    tcase_add_test(tests, a_result_is_never_lowered);
    tcase_add_test(tests, a_lesson_is_forgotten_alone);
    tcase_add_test(tests, unknown_lines_are_kept);
    tcase_add_test(tests, other_line_ends_are_read);
    tcase_add_test(tests, a_damaged_file_is_left_alone);
    tcase_add_test(tests, a_folder_in_its_place_is_left_alone);
    tcase_add_test(tests, what_could_not_be_written_is_tried_again);
    tcase_add_test(tests, kept_nowhere_when_there_is_no_file);
    tcase_add_test(tests, another_program_is_not_overwritten);
    tcase_add_test(tests, programs_that_write_at_once_lose_nothing);
    tcase_add_test(tests, nothing_is_lost_when_it_is_killed);
    suite_add_tcase(suite, tests);
    return suite;
}
