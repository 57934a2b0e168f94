/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.c - every open, write, sync, close and rename is checked, and a failed one leaves no litter. */

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *file_place(const char *path, struct text *place)
{
    const char *home = getenv("HOME");
    if (strncmp(path, "~/", 2) != 0 || home == NULL || home[0] != '/')
        return path;
    text_addf(place, "%s%s", home, path + 1);
    return place->cut ? NULL : text_string(place);
}

static bool cannot(struct fault *fault, const char *verb, const char *path)
{
    return fault_set(fault, "cannot %s '%s': %s", verb, path, strerror(errno));
}

static bool refuse_nul(const struct text *content, const char *path, struct fault *fault)
{
    const char *nul = memchr(text_string(content), '\0', content->length);
    if (nul == NULL)
        return true;
    int line = 1;
    for (const char *c = content->bytes; c < nul; c++)
        line += *c == '\n';
    return fault_set(fault, "%s:%d: holds a NUL byte; a text file is needed", path, line);
}

static bool read_all(int file, const char *path, size_t limit, const volatile sig_atomic_t *stop, struct text *content,
                     struct fault *fault)
{
    char buffer[1 << 16];
    for (;;) {
        ssize_t got = read(file, buffer, sizeof buffer);
        if (stop != NULL && *stop)
            return fault_interrupted(fault);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return cannot(fault, "read", path);
        if (got == 0)
            return true;
        if (content->length + (size_t)got > limit)
            return fault_set(fault, "'%s' is larger than %zu bytes, the most that is read", path, limit);
        text_add_bytes(content, buffer, (size_t)got);
        if (content->cut)
            return fault_memory(fault);
    }
}

bool file_read_long(const char *path, size_t limit, const volatile sig_atomic_t *stop, struct text *content,
                    struct fault *fault)
{
    struct stat status;
    struct text place = {0};
    text_empty(content);
    const char *found = file_place(path, &place);
    /* O_NONBLOCK: opening a pipe nobody writes to must not wait. */
    int file = found != NULL ? open(found, O_RDONLY | O_CLOEXEC | O_NONBLOCK) : -1;
    text_clear(&place);
    if (found == NULL)
        return fault_memory(fault);
    if (file < 0)
        return cannot(fault, "read", path);
    bool done = false;
    if (fstat(file, &status) != 0)
        cannot(fault, "read", path);
    else if (!S_ISREG(status.st_mode))
        fault_set(fault, "'%s' is not a regular file", path);
    else
        done = read_all(file, path, limit, stop, content, fault);
    close(file);
    if (done && content->length >= 3 && memcmp(content->bytes, "\xEF\xBB\xBF", 3) == 0) {
        memmove(content->bytes, content->bytes + 3, content->length - 2);
        content->length -= 3;
    }
    return done && refuse_nul(content, path, fault);
}

bool file_read(const char *path, size_t limit, struct text *content, struct fault *fault)
{
    return file_read_long(path, limit, NULL, content, fault);
}

static bool write_all(int file, const char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t put = write(file, bytes, count);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes += put;
        count -= (size_t)put;
    }
    return true;
}

/* The folder of the path, with a slash at its end. */
static void add_folder(struct text *folder, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        text_add(folder, "./");
    else
        text_add_bytes(folder, path, (size_t)(slash - path) + 1);
}

/* A rename is on the disk only when its folder is. */
static bool sync_folder(const char *folder)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    /* A folder may be for writing only: the file is on the disk, and its new name goes there with the next sync. */
    if (file < 0)
        return errno == EACCES;
    /* Some file systems cannot sync a folder and say EINVAL; there is nothing more to do there. */
    bool done = fsync(file) == 0 || errno == EINVAL;
    return close(file) == 0 && done;
}

/* Fills the temporary file and gives it the target's permissions and name; its descriptor is closed in any case. */
static bool fill_and_rename(int file, const char *temporary, const char *path, mode_t mode, const char *bytes,
                            size_t count)
{
    bool done = write_all(file, bytes, count) && fchmod(file, mode) == 0 && fsync(file) == 0;
    int why = errno;
    if (close(file) != 0 && done) {
        why = errno;
        done = false;
    }
    errno = why;
    return done && rename(temporary, path) == 0;
}

/* The permissions the file is to have: those it has, or those a new file gets. */
static bool target_mode(const char *path, mode_t *mode, struct fault *fault)
{
    struct stat status;
    mode_t mask = umask(0);
    umask(mask);
    *mode = 0666 & ~mask;
    if (stat(path, &status) != 0)
        return lstat(path, &status) != 0 || fault_set(fault, "'%s' is a link to a file that does not exist", path);
    *mode = status.st_mode & 07777;
    return S_ISREG(status.st_mode) || fault_set(fault, "'%s' is not a regular file", path);
}

static bool replace(const char *path, const char *bytes, size_t count, struct fault *fault)
{
    mode_t mode;
    if (!target_mode(path, &mode, fault))
        return false;
    struct text folder = {0}, temporary = {0};
    add_folder(&folder, path);
    /* A name of its own, not one made of the file's: that may be as long as names can be. */
    text_addf(&temporary, "%s.unroll-XXXXXX", text_string(&folder));
    int file = mkstemp(temporary.bytes);
    bool done = false;
    if (file < 0)
        cannot(fault, "write", path);
    else if (!fill_and_rename(file, temporary.bytes, path, mode, bytes, count)) {
        cannot(fault, "write", path);
        unlink(temporary.bytes);
    } else {
        done = sync_folder(text_string(&folder)) ||
               fault_set(fault, "'%s' is written, but may not outlive a power failure: %s", path, strerror(errno));
    }
    text_clear(&folder);
    text_clear(&temporary);
    return done;
}

bool file_replace(const char *path, const struct text *content, struct fault *fault)
{
    if (content->cut)
        return fault_memory(fault);
    struct text place = {0};
    const char *found = file_place(path, &place);
    /* A symbolic link stays one: what it points to is replaced. */
    char *real = found != NULL ? realpath(found, NULL) : NULL;
    bool done = (found == NULL || (real == NULL && errno == ENOMEM))
                    ? fault_memory(fault)
                    : replace(real != NULL ? real : found, text_string(content), content->length, fault);
    free(real);
    text_clear(&place);
    return done;
}

bool file_next_line(const char *bytes, size_t count, size_t *at, struct text *line)
{
    text_empty(line);
    if (*at >= count)
        return false;
    const char *start = bytes + *at;
    const char *newline = memchr(start, '\n', count - *at);
    size_t length = newline != NULL ? (size_t)(newline - start) : count - *at;
    *at += length + (newline != NULL);
    if (length > 0 && start[length - 1] == '\r')
        length--;
    text_add_bytes(line, start, length);
    return true;
}
