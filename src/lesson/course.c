/* SPDX-License-Identifier: GPL-3.0-or-later */
/* course.c - folders looked through, names checked. */

#include "lesson/course.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/folders.h"
#include "base/near.h"
#include "base/number.h"

#ifndef UNROLL_LESSONS_FOLDER
#error "UNROLL_LESSONS_FOLDER is set by the Makefile"
#endif

/* "09-backwards" for "09-backwards.md", yours to free; NULL for any other name. */
static char *file_of(const char *name)
{
    size_t length = strlen(name);
    if (length < 3 || strcmp(name + length - 3, ".md") != 0)
        return NULL;
    struct text file = {0};
    text_add_bytes(&file, name, length - 3);
    if (lesson_id_in(file.bytes) != NULL)
        return text_take(&file);
    text_clear(&file);
    return NULL;
}

static bool knows(const struct course *course, const char *name)
{
    for (int i = 0; i < course->count; i++) {
        if (strcmp(course->entry[i].name, name) == 0)
            return true;
    }
    return false;
}

/* Takes file over. */
static void add(struct course *course, const char *folder, char *file)
{
    struct text path = {0};
    const char *name = lesson_id_in(file);
    if (knows(course, name)) {
        free(file);
        return;
    }
    text_addf(&path, "%s/%s.md", folder, file);
    course->entry = alloc_one_more(course->entry, course->count, sizeof *course->entry);
    course->entry[course->count++] = (struct course_entry){alloc_string(name), file, text_take(&path)};
}

static void look_into(struct course *course, const char *folder)
{
    DIR *files = opendir(folder);
    struct dirent *each;
    while (files != NULL && (each = readdir(files)) != NULL) {
        char *file = file_of(each->d_name);
        if (file != NULL)
            add(course, folder, file);
    }
    if (files != NULL)
        closedir(files);
}

/* Where the program's own file lies; nowhere where the system does not say. */
static void look_beside_program(struct course *course)
{
    char program[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    while (length > 0 && length < (ssize_t)sizeof program && program[length - 1] != '/')
        length--;
    if (length <= 0 || length == (ssize_t)sizeof program)
        return;
    struct text folder = {0};
    text_add_bytes(&folder, program, (size_t)length);
    text_add(&folder, "lessons");
    look_into(course, text_string(&folder));
    text_clear(&folder);
}

static int by_file(const void *a, const void *b)
{
    return strcmp(((const struct course_entry *)a)->file, ((const struct course_entry *)b)->file);
}

void course_find(struct course *course)
{
    const char *asked = getenv("UNROLL_LESSONS");
    struct text data = {0};
    *course = (struct course){0};
    if (asked != NULL && *asked != '\0')
        look_into(course, asked);
    if (folders_add_data(&data, "lessons"))
        look_into(course, text_string(&data));
    look_into(course, UNROLL_LESSONS_FOLDER);
    look_beside_program(course);
    if (course->count > 0)
        qsort(course->entry, (size_t)course->count, sizeof *course->entry, by_file);
    text_clear(&data);
}

void course_clear(struct course *course)
{
    for (int i = 0; i < course->count; i++) {
        free(course->entry[i].name);
        free(course->entry[i].file);
        free(course->entry[i].path);
    }
    free(course->entry);
    *course = (struct course){0};
}

/* "09-backwards" is called 9 and 09, too. */
static bool has_number(const struct course_entry *entry, const char *name)
{
    int number, own;
    struct text prefix = {0};
    text_add_bytes(&prefix, entry->file, strcspn(entry->file, "-"));
    bool same =
        number_read_int(text_string(&prefix), 0, 99, &own) && number_read_int(name, 0, 99, &number) && own == number;
    text_clear(&prefix);
    return same;
}

const struct course_entry *course_entry(const struct course *course, const char *name, struct fault *fault)
{
    struct near near;
    near_begin(&near, name);
    for (int i = 0; i < course->count; i++) {
        if (strcmp(course->entry[i].name, name) == 0 || has_number(&course->entry[i], name))
            return &course->entry[i];
        near_offer(&near, course->entry[i].name);
    }
    fault_set(fault, "there is no lesson '%s'", name);
    if (near.nearest != NULL)
        fault_hint(fault, "did you mean '%s'?", near.nearest);
    else
        fault_hint(fault, "lesson list shows them");
    return NULL;
}

struct lesson *course_read(const char *file, const char *path, struct fault *fault)
{
    struct text content = {0};
    struct lesson_faults faults = {0};
    struct lesson *lesson = NULL;
    if (file_read(path, LESSON_LARGEST, &content, fault)) {
        lesson = lesson_read(file, text_string(&content), content.length, &faults);
        if (lesson == NULL)
            fault_set(fault, "%s:%d: %s", path, faults.fault[0].line, faults.fault[0].message);
    }
    lesson_faults_clear(&faults);
    text_clear(&content);
    return lesson;
}
