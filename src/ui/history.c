/* SPDX-License-Identifier: GPL-3.0-or-later */
/* history.c - the file is replaced whole, so that a full disk takes nothing of it; a lock lets one program at a time do
 * so, and none waits for another for long. */

#include "ui/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { TRIES = 100 };

/* True when the open file still has the path: whoever replaced it locked the one before. */
static bool is_current(int file, const char *path)
{
    struct stat open, named;
    return fstat(file, &open) == 0 && stat(path, &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

/* Gives in file what holds the lock, to be closed, or -1 where it cannot be had. Makes the file; false with a fault when
 * it may not be written: replacing it would not ask. That, and a file that nobody else may read, is why the file is
 * locked and not its folder, as for the progress in lessons. */
static bool lock(const char *path, int *file, struct fault *fault)
{
    static const struct timespec while_another_writes = {0, 10000000};
    for (int i = 0; i < TRIES; i++) {
        *file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (*file < 0)
            return fault_set(fault, "cannot write '%s': %s", path, strerror(errno));
        if (flock(*file, LOCK_EX | LOCK_NB) == 0 && is_current(*file, path))
            return true;
        close(*file);
        nanosleep(&while_another_writes, NULL);
    }
    *file = -1;
    return true;
}

/* Adds the lines that are text: a machine that lost its power may have left others. */
static bool read_lines(const char *path, struct text *lines, struct fault *fault)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    FILE *file = fopen(path, "re");
    while (file != NULL && (length = getline(&line, &room, file)) > 0) {
        if (strlen(line) == (size_t)length)
            text_addf(lines, "%s%s", line, line[length - 1] == '\n' ? "" : "\n");
    }
    bool done = file != NULL && feof(file);
    if (!done)
        fault_set(fault, "cannot read '%s': %s", path, strerror(errno));
    if (file != NULL)
        fclose(file);
    free(line);
    return done;
}

/* Where the last lines begin, no more than most. */
static const char *last_lines(const struct text *text, int most)
{
    const char *at = text_string(text) + text->length;
    for (int ends = 0; at > text_string(text); at--) {
        ends += at[-1] == '\n';
        if (ends > most)
            break;
    }
    return at;
}

bool history_add(const char *path, const struct text *lines, int most, struct fault *fault)
{
    struct text content = {0}, kept = {0};
    int file = -1;
    bool done = lock(path, &file, fault) && read_lines(path, &content, fault);
    if (done) {
        text_add_bytes(&content, text_string(lines), lines->length);
        text_add(&kept, last_lines(&content, most));
        kept.cut = kept.cut || content.cut;
        done = file_replace(path, &kept, fault);
    }
    if (file >= 0)
        close(file);
    text_clear(&content);
    text_clear(&kept);
    return done;
}
