/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_course.c - every lesson of the course is played twice, all right and then all wrong, and goes as it went when
 * its transcript was read and kept in tests/lessons.
 *
 * UPDATE_GOLDEN=1 make check SUITE=course writes the transcripts anew; the difference is then read in git. */

#include <dirent.h>

#include "base/file.h"
#include "command/aside.h"
#include "lesson/rehearsal.h"
#include "tests/process.h"
#include "tests/runner.h"

enum { MOST_LESSONS = 100 };

static char names[MOST_LESSONS][64]; /* "01-unrolling" */
static int count;

static int by_name(const void *left, const void *right)
{
    return strcmp(left, right);
}

static void find_lessons(void)
{
    DIR *folder = opendir("lessons");
    for (struct dirent *entry; folder != NULL && count < MOST_LESSONS && (entry = readdir(folder)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length > 3 && length < sizeof names[0] && strcmp(entry->d_name + length - 3, ".md") == 0)
            snprintf(names[count++], sizeof names[0], "%.*s", (int)length - 3, entry->d_name);
    }
    if (folder != NULL)
        closedir(folder);
    qsort(names, (size_t)count, sizeof names[0], by_name);
}

static void read_text(const char *path, struct text *content)
{
    struct fault fault = {0};
    ck_assert_msg(file_read(path, 1 << 20, content, &fault), "%s", text_string(&fault.message));
}

static void play(const char *name, struct text *transcript)
{
    struct host host = {.run_quietly = aside_run_of_lesson};
    struct lesson_faults faults = {0};
    struct text path = {0}, lesson = {0};
    text_addf(&path, "lessons/%s.md", name);
    read_text(text_string(&path), &lesson);
    rehearsal_run(text_string(&lesson), lesson.length, &host, NULL, transcript, &faults);
    for (int i = 0; i < faults.count; i++)
        ck_abort_msg("%s:%d: %s", text_string(&path), faults.fault[i].line, faults.fault[i].message);
    lesson_faults_clear(&faults);
    text_clear(&path);
    text_clear(&lesson);
}

START_TEST(a_lesson_goes_as_it_went)
{
    struct text path = {0}, now = {0}, before = {0};
    struct fault fault = {0};
    text_addf(&path, "tests/lessons/%s.transcript", names[_i]);
    play(names[_i], &now);
    if (getenv("UPDATE_GOLDEN") != NULL)
        ck_assert_msg(file_replace(text_string(&path), &now, &fault), "%s", text_string(&fault.message));
    read_text(text_string(&path), &before);
    size_t same = 0;
    while (same < now.length && same < before.length && now.bytes[same] == before.bytes[same])
        same++;
    ck_assert_msg(now.length == before.length && same == now.length,
                  "%s differs (UPDATE_GOLDEN=1 accepts what is said now); now:\n%.800s\nbefore:\n%.800s",
                  text_string(&path), text_string(&now) + same, text_string(&before) + same);
    text_clear(&path);
    text_clear(&now);
    text_clear(&before);
}
END_TEST

/* How other systems write the same text. */
static const struct {
    const char *before, *newline;
    bool last_newline;
} variants[] = {{"", "\r\n", true}, {"\xEF\xBB\xBF", "\n", true}, {"", "\n", false}, {"\xEF\xBB\xBF", "\r\n", false}};

enum { VARIANTS = sizeof variants / sizeof *variants };

static void add_variant(struct text *text, const struct text *lesson, int variant)
{
    text_add(text, variants[variant].before);
    for (size_t i = 0; i < lesson->length; i++) {
        if (lesson->bytes[i] != '\n')
            text_add_bytes(text, lesson->bytes + i, 1);
        else if (i + 1 < lesson->length || variants[variant].last_newline)
            text_add(text, variants[variant].newline);
    }
}

/* All that is shown, run and asked. */
static void add_content(struct text *text, const struct text *bytes)
{
    struct lesson_faults faults = {0};
    struct lesson *lesson = lesson_read(NULL, bytes->bytes, bytes->length, &faults);
    ck_assert(lesson != NULL && faults.count == 0);
    for (int i = 0; i < lesson->step_count; i++) {
        text_addf(text, "%s %s\n", lesson->step[i].id, lesson->step[i].title);
        for (int j = 0; j < lesson->step[i].block_count; j++) {
            const struct block *block = &lesson->step[i].block[j];
            text_addf(text, "%d %s %s %s %s\n", block->line, block->prose.text != NULL ? block->prose.text : "",
                      block->commands != NULL ? block->commands : "",
                      block->question.ask.text != NULL ? block->question.ask.text : "",
                      block->question.explanation.text != NULL ? block->question.explanation.text : "");
        }
    }
    lesson_free(lesson);
    lesson_faults_clear(&faults);
}

START_TEST(a_lesson_of_another_system_is_the_same)
{
    struct text path = {0}, lesson = {0}, content = {0};
    text_addf(&path, "lessons/%s.md", names[_i / VARIANTS]);
    read_text(text_string(&path), &lesson);
    add_content(&content, &lesson);
    struct text variant = {0}, other = {0};
    add_variant(&variant, &lesson, _i % VARIANTS);
    add_content(&other, &variant);
    ck_assert_str_eq(text_string(&other), text_string(&content));
    text_clear(&path);
    text_clear(&lesson);
    text_clear(&content);
    text_clear(&variant);
    text_clear(&other);
}
END_TEST

START_TEST(the_course_has_fifteen_lessons)
{
    ck_assert_int_eq(count, 15);
}
END_TEST

Suite *suite_course(void)
{
    Suite *suite = suite_create("course");
    TCase *tests = tcase_create("course");
    find_lessons();
    tcase_add_test(tests, the_course_has_fifteen_lessons);
    tcase_add_loop_test(tests, a_lesson_goes_as_it_went, 0, count);
    tcase_add_loop_test(tests, a_lesson_of_another_system_is_the_same, 0, count * VARIANTS);
    suite_add_tcase(suite, tests);
    return suite;
}
