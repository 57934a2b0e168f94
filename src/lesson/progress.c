/* SPDX-License-Identifier: GPL-3.0-or-later */
/* progress.c - a list of lines, and changes that can be made to it again when the file has changed meanwhile. */

#include "lesson/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"

enum change_kind { CHANGE_SOLVED, CHANGE_SKIPPED, CHANGE_AT, CHANGE_DONE, CHANGE_FORGET };

struct change {
    enum change_kind kind;
    char *lesson, *id; /* owned; id is NULL where none is needed */
};

struct progress {
    char *path; /* NULL: kept nowhere */
    char **line;
    int count;
    struct change *change; /* not on the disk yet */
    int change_count;
};

static const char first_line[] = "# unroll progress 1: what was done in lessons, one line a record";

/* The lines. */

static void clear_lines(struct progress *progress)
{
    while (progress->count > 0)
        free(progress->line[--progress->count]);
}

static void add_line(struct progress *progress, const char *line)
{
    progress->line = alloc_resize(progress->line, (size_t)progress->count + 1, sizeof *progress->line);
    progress->line[progress->count++] = alloc_string(line);
}

static void drop_line(struct progress *progress, int i)
{
    free(progress->line[i]);
    memmove(progress->line + i, progress->line + i + 1, (size_t)(--progress->count - i) * sizeof *progress->line);
}

/* What stands behind "VERB LESSON" in the line: "" or the id; NULL when the line is about something else. */
static const char *behind(const char *line, const char *verb, const char *lesson)
{
    size_t verb_length = strlen(verb), length = strlen(lesson);
    if (strncmp(line, verb, verb_length) != 0 || line[verb_length] != ' ')
        return NULL;
    line += verb_length + 1;
    if (strncmp(line, lesson, length) != 0 || (line[length] != ' ' && line[length] != '\0'))
        return NULL;
    return line + length + (line[length] == ' ');
}

/* The last line "VERB LESSON ID", with any id when it is NULL; -1 for none. */
static int find(const struct progress *progress, const char *verb, const char *lesson, const char *id)
{
    for (int i = progress->count - 1; i >= 0; i--) {
        const char *rest = behind(progress->line[i], verb, lesson);
        if (rest != NULL && (id == NULL || strcmp(rest, id) == 0))
            return i;
    }
    return -1;
}

static void add_record(struct progress *progress, const char *verb, const char *lesson, const char *id)
{
    struct text line = {0};
    if (progress->count == 0)
        add_line(progress, first_line);
    text_addf(&line, "%s %s%s%s", verb, lesson, *id != '\0' ? " " : "", id);
    add_line(progress, text_string(&line));
    text_clear(&line);
}

static void drop_records(struct progress *progress, const char *verb, const char *lesson, const char *id)
{
    for (int i; (i = find(progress, verb, lesson, id)) >= 0;)
        drop_line(progress, i);
}

/* The changes. */

static void solve(struct progress *progress, const struct change *change)
{
    drop_records(progress, "skipped", change->lesson, change->id);
    if (find(progress, "solved", change->lesson, change->id) < 0)
        add_record(progress, "solved", change->lesson, change->id);
}

static void skip(struct progress *progress, const struct change *change)
{
    if (find(progress, "solved", change->lesson, change->id) < 0 &&
        find(progress, "skipped", change->lesson, change->id) < 0)
        add_record(progress, "skipped", change->lesson, change->id);
}

static void finish(struct progress *progress, const struct change *change)
{
    drop_records(progress, "at", change->lesson, NULL);
    if (find(progress, "done", change->lesson, NULL) < 0)
        add_record(progress, "done", change->lesson, "");
}

static void forget(struct progress *progress, const struct change *change)
{
    static const char *const verbs[] = {"solved", "skipped", "at", "done"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        drop_records(progress, verbs[i], change->lesson, NULL);
}

static void make(struct progress *progress, const struct change *change)
{
    switch (change->kind) {
    case CHANGE_SOLVED:
        solve(progress, change);
        break;
    case CHANGE_SKIPPED:
        skip(progress, change);
        break;
    case CHANGE_AT:
        drop_records(progress, "at", change->lesson, NULL);
        add_record(progress, "at", change->lesson, change->id);
        break;
    case CHANGE_DONE:
        finish(progress, change);
        break;
    case CHANGE_FORGET:
        forget(progress, change);
        break;
    }
}

static void clear_changes(struct progress *progress)
{
    while (progress->change_count > 0) {
        struct change *change = &progress->change[--progress->change_count];
        free(change->lesson);
        free(change->id);
    }
}

static void change(struct progress *progress, enum change_kind kind, const char *lesson, const char *id)
{
    struct change next = {kind, alloc_string(lesson), id != NULL ? alloc_string(id) : NULL};
    make(progress, &next);
    progress->change = alloc_resize(progress->change, (size_t)progress->change_count + 1, sizeof *progress->change);
    progress->change[progress->change_count++] = next;
}

void progress_record(struct progress *progress, const char *lesson, const char *question, enum result result)
{
    if (result > progress_result(progress, lesson, question))
        change(progress, result == RESULT_SOLVED ? CHANGE_SOLVED : CHANGE_SKIPPED, lesson, question);
}

void progress_move(struct progress *progress, const char *lesson, const char *id)
{
    change(progress, CHANGE_AT, lesson, id);
}

void progress_finish(struct progress *progress, const char *lesson)
{
    change(progress, CHANGE_DONE, lesson, NULL);
}

void progress_forget(struct progress *progress, const char *lesson)
{
    change(progress, CHANGE_FORGET, lesson, NULL);
}

/* The questions. */

enum result progress_result(const struct progress *progress, const char *lesson, const char *question)
{
    if (find(progress, "solved", lesson, question) >= 0)
        return RESULT_SOLVED;
    return find(progress, "skipped", lesson, question) >= 0 ? RESULT_SKIPPED : RESULT_NONE;
}

bool progress_is_done(const struct progress *progress, const char *lesson)
{
    return find(progress, "done", lesson, NULL) >= 0;
}

void progress_add_missing(const struct progress *progress, const struct lesson *lesson, struct text *names)
{
    const char *before = "";
    for (int i = 0; i < lesson->required_count; i++) {
        if (progress_is_done(progress, lesson->required[i]))
            continue;
        text_addf(names, "%s%s", before, lesson->required[i]);
        before = ", ";
    }
}

int progress_count(const struct progress *progress, const struct lesson *lesson, enum result least)
{
    int count = 0;
    for (int i = 0; i < lesson->step_count; i++) {
        for (int k = 0; k < lesson->step[i].block_count; k++) {
            const struct block *block = &lesson->step[i].block[k];
            count +=
                block->kind == BLOCK_QUESTION && progress_result(progress, lesson->id, block->question.id) >= least;
        }
    }
    return count;
}

const char *progress_place(const struct progress *progress, const char *lesson)
{
    int i = find(progress, "at", lesson, NULL);
    const char *id = i < 0 ? "" : behind(progress->line[i], "at", lesson);
    return *id != '\0' ? id : NULL;
}

/* The file. */

/* Reads the lines. A file that does not exist has none. */
static bool read_lines(struct progress *progress, struct fault *fault)
{
    struct text content = {0}, line = {0};
    size_t at = 0;
    bool there = access(progress->path, F_OK) == 0 || errno != ENOENT;
    bool done = !there || file_read(progress->path, PROGRESS_LARGEST, &content, fault);
    if (done) {
        clear_lines(progress);
        while (file_next_line(text_string(&content), content.length, &at, &line))
            add_line(progress, text_string(&line));
    }
    text_clear(&content);
    text_clear(&line);
    return done;
}

struct progress *progress_new(const char *path, struct fault *fault)
{
    struct progress *progress = alloc_array(1, sizeof *progress);
    progress->path = path != NULL ? alloc_string(path) : NULL;
    if (path != NULL && !read_lines(progress, fault)) {
        free(progress->path);
        progress->path = NULL;
    }
    return progress;
}

void progress_free(struct progress *progress)
{
    if (progress == NULL)
        return;
    clear_lines(progress);
    clear_changes(progress);
    free(progress->line);
    free(progress->change);
    free(progress->path);
    free(progress);
}

enum { LOCK_TRIES = 500, LOCK_PAUSE = 10000000 }; /* nanoseconds between two tries */

/* The folder of the file, open and locked, so that nothing lies about that only serves as a lock; -1 with a fault when
 * another program does not let go of it. Where folders cannot be locked the file is written without. */
static int lock_folder(const char *path, struct fault *fault)
{
    struct text folder = {0};
    text_add_bytes(&folder, path, (size_t)(strrchr(path, '/') - path) + 1);
    int file = open(text_string(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int locked = -1;
    if (file < 0)
        fault_set(fault, "cannot open '%s': %s", text_string(&folder), strerror(errno));
    for (int i = 0; file >= 0 && i < LOCK_TRIES; i++) {
        locked = flock(file, LOCK_EX | LOCK_NB);
        if (locked == 0 || (errno != EWOULDBLOCK && errno != EINTR))
            break;
        nanosleep(&(struct timespec){0, LOCK_PAUSE}, NULL);
    }
    if (file >= 0 && locked != 0 && errno == EWOULDBLOCK) {
        fault_set(fault, "another program keeps '%s' locked", text_string(&folder));
        close(file);
        file = -1;
    }
    text_clear(&folder);
    return file;
}

/* Makes the changes to what the file holds now, and the file what comes of it. */
static bool replace_file(struct progress *progress, struct fault *fault)
{
    struct text content = {0};
    if (!read_lines(progress, fault))
        return false;
    for (int i = 0; i < progress->change_count; i++)
        make(progress, &progress->change[i]);
    for (int i = 0; i < progress->count; i++)
        text_addf(&content, "%s\n", progress->line[i]);
    bool done = file_replace(progress->path, &content, fault);
    text_clear(&content);
    return done;
}

bool progress_write(struct progress *progress, struct fault *fault)
{
    if (progress->path == NULL || progress->change_count == 0)
        return true;
    int folder = lock_folder(progress->path, fault);
    bool done = folder >= 0 && replace_file(progress, fault);
    if (folder >= 0)
        close(folder);
    if (done)
        clear_changes(progress);
    return done;
}
