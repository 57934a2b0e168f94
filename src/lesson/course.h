/* SPDX-License-Identifier: GPL-3.0-or-later */
/* course.h - the lessons that can be found by name: NN-name.md in UNROLL_LESSONS, in a person's data, where they are
 * installed, and beside the program in a source tree. Of two with one name the first found counts. */

#ifndef UNROLL_LESSON_COURSE_H
#define UNROLL_LESSON_COURSE_H

#include "base/fault.h"
#include "lesson/lesson.h"

struct course_entry {
    char *name; /* "backwards" */
    char *file; /* "09-backwards", without folder and ending */
    char *path;
};

/* In the order of their files' names. */
struct course {
    struct course_entry *entry;
    int count;
};

/* Looks into the folders; course_clear it. */
void course_find(struct course *course);

void course_clear(struct course *course);

/* The entry of that name or number, or NULL with a fault that suggests one. A name with anything but a-z, 0-9 and -
 * names none. */
const struct course_entry *course_entry(const struct course *course, const char *name, struct fault *fault);

/* Reads the lesson in the file; file: as in lesson_read's name. NULL with a fault about the file, and the place of the
 * first thing that is wrong, when it is no lesson; faults that playing survives are passed over. Yours to
 * lesson_free. */
struct lesson *course_read(const char *file, const char *path, struct fault *fault);

#endif
