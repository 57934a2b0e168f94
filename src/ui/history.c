/* SPDX-License-Identifier: GPL-3.0-or-later */
/* history.c - the file is replaced whole, so that a full disk takes nothing of it; a lock lets one program at a time do
 * so, and none waits for another for long. */

#include "ui/history.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"

enum { LARGEST = 128 << 20, TRIES = 100 };

/* True when the open file still has the path: whoever replaced it locked the one before. */
static bool is_current(int file, const char *path)
{
    struct stat open, named;
    return fstat(file, &open) == 0 && stat(path, &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

/* Gives the file that holds the lock, to be closed, or -1 without it. Makes the file. */
static int lock(const char *path)
{
    static const struct timespec while_another_writes = {0, 10000000};
    for (int i = 0; i < TRIES; i++) {
        int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || (flock(file, LOCK_EX | LOCK_NB) == 0 && is_current(file, path)))
            return file;
        close(file);
        nanosleep(&while_another_writes, NULL);
    }
    return -1;
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
    int file = lock(path);
    bool done = file_read(path, LARGEST, &content, fault);
    if (done) {
        text_add(&content, content.length > 0 && content.bytes[content.length - 1] != '\n' ? "\n" : "");
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
