/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_fuzz.c - the corpus once more, the findings among it: each file goes through its target. */

#include <dirent.h>

#include "tests/fuzz/fuzz.h"
#include "tests/process.h"

static const struct {
    const char *name;
    void (*take)(const uint8_t *bytes, size_t count);
} targets[] = {
#define ROW(name) {#name, fuzz_##name},
    FUZZ_TARGETS(ROW)
#undef ROW
};

enum { MOST_FILES = 500 };

static struct {
    int target;
    char path[PATH_MAX];
} files[MOST_FILES];
static int files_count;

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void list_files(int target)
{
    struct dirent **entry;
    char folder[PATH_MAX - 300], here[PATH_MAX - 400];
    if (getcwd(here, sizeof here) == NULL)
        return;
    snprintf(folder, sizeof folder, "%s/tests/fuzz/corpus/%s", here, targets[target].name);
    int count = scandir(folder, &entry, is_visible, alphasort);
    for (int i = 0; i < count; i++) {
        if (files_count < MOST_FILES) {
            files[files_count].target = target;
            snprintf(files[files_count++].path, PATH_MAX, "%s/%s", folder, entry[i]->d_name);
        }
        free(entry[i]);
    }
    if (count >= 0)
        free(entry);
}

START_TEST(the_corpus_does_no_harm)
{
    static uint8_t bytes[1 << 20];
    FILE *file = fopen(files[_i].path, "rb");
    ck_assert_msg(file != NULL, "cannot read %s", files[_i].path);
    size_t count = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    setenv("XDG_STATE_HOME", scratch_folder, 1);
    targets[files[_i].target].take(bytes, count);
}
END_TEST

/* Each target has some. */
START_TEST(every_target_has_a_corpus)
{
    int count = 0;
    for (int i = 0; i < files_count; i++)
        count += files[i].target == _i;
    ck_assert_msg(count >= 5, "%s has %d files", targets[_i].name, count);
    ck_assert_int_lt(files_count, MOST_FILES);
}
END_TEST

enum { TARGETS = sizeof targets / sizeof *targets };

Suite *suite_fuzz(void)
{
    Suite *suite = suite_create("fuzz");
    TCase *tests = scratch_case("fuzz");
    for (int i = 0; i < TARGETS; i++)
        list_files(i);
    tcase_add_loop_test(tests, the_corpus_does_no_harm, 0, files_count);
    tcase_add_loop_test(tests, every_target_has_a_corpus, 0, TARGETS);
    suite_add_tcase(suite, tests);
    return suite;
}
