/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.c - loaded before the C library (LD_PRELOAD), it lets one call of the program fail: the FAULT_AT-th of those
 * that FAULT_KIND names, "disk" or "memory", in the way that FAULT_HOW names:
 *
 *     the number of an error    it fails with that
 *     short                     a write takes one byte
 *     kill, kill-after          the program is killed before or after it
 *     ever                      memory: all that come later fail as well
 *     full                      memory: from then on there is only what has been freed since
 *
 * FAULT_COUNT names a file that gets the number of those calls at the end. */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void __libc_free(void *memory);

enum kind { NOTHING, DISK, MEMORY };

static enum kind kind;
static long at = -1, calls;
static size_t freed; /* since memory is full */
static const char *how = "";

__attribute__((constructor)) static void begin(void)
{
    const char *which = getenv("FAULT_KIND"), *number = getenv("FAULT_AT"), *manner = getenv("FAULT_HOW");
    kind = which == NULL ? NOTHING : strcmp(which, "disk") == 0 ? DISK : MEMORY;
    at = number != NULL ? atol(number) : -1;
    how = manner != NULL ? manner : "";
    calls = 0;
}

__attribute__((destructor)) static void end(void)
{
    char line[32];
    const char *path = getenv("FAULT_COUNT");
    if (path == NULL)
        return;
    int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int length = snprintf(line, sizeof line, "%ld\n", calls);
    if (file >= 0)
        syscall(SYS_write, file, line, (size_t)length);
}

/* True when this call of the kind is to fail; errno says with what. */
static bool fails(enum kind called)
{
    if (called != kind)
        return false;
    calls++;
    if (calls != at && !(calls > at && at > 0 && strcmp(how, "ever") == 0))
        return false;
    if (strcmp(how, "kill") == 0)
        kill(getpid(), SIGKILL);
    errno = called == MEMORY ? ENOMEM : atoi(how);
    return called == MEMORY || errno != 0;
}

/* True when memory is full from this call on or since an earlier one. */
static bool is_full(void)
{
    return kind == MEMORY && at > 0 && calls >= at && strcmp(how, "full") == 0;
}

/* True when this call for so many bytes finds none; what old holds comes free with it. */
static bool finds_none(size_t bytes, void *old)
{
    bool fails_here = fails(MEMORY);
    if (!is_full())
        return fails_here;
    size_t there = freed + malloc_usable_size(old);
    /* What is handed out may be a little larger than was asked for. */
    if (bytes + 64 > there) {
        errno = ENOMEM;
        return true;
    }
    freed = there;
    return false;
}

static void *handed_out(void *memory)
{
    size_t size = is_full() ? malloc_usable_size(memory) : 0;
    freed -= size < freed ? size : freed;
    return memory;
}

static void killed_after(void)
{
    if (kind == DISK && calls == at && strcmp(how, "kill-after") == 0)
        kill(getpid(), SIGKILL);
}

void *malloc(size_t size)
{
    return finds_none(size, NULL) ? NULL : handed_out(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return finds_none(count * size, NULL) ? NULL : handed_out(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    return finds_none(size, old) ? NULL : handed_out(__libc_realloc(old, size));
}

void free(void *memory)
{
    if (is_full())
        freed += malloc_usable_size(memory);
    __libc_free(memory);
}

/* The C library's own function of the name. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define PASS(result, name, ...)                                                                                        \
    do {                                                                                                               \
        if (fails(DISK))                                                                                               \
            return -1;                                                                                                 \
        result = NEXT(name)(__VA_ARGS__);                                                                              \
        killed_after();                                                                                                \
        return result;                                                                                                 \
    } while (0)

int open(const char *path, int flags, ...)
{
    int result;
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    PASS(result, open, path, flags, mode);
}

int __open_2(const char *path, int flags);

int __open_2(const char *path, int flags)
{
    return open(path, flags);
}

int mkstemp(char *path)
{
    int result;
    PASS(result, mkstemp, path);
}

/* What is said is not what is kept. */
ssize_t write(int file, const void *bytes, size_t count)
{
    ssize_t result;
    if (file <= STDERR_FILENO)
        return NEXT(write)(file, bytes, count);
    if (fails(DISK))
        return -1;
    result = NEXT(write)(file, bytes, calls == at && strcmp(how, "short") == 0 && count > 0 ? 1 : count);
    killed_after();
    return result;
}

ssize_t read(int file, void *bytes, size_t count)
{
    ssize_t result;
    if (file <= STDERR_FILENO)
        return NEXT(read)(file, bytes, count);
    PASS(result, read, file, bytes, count);
}

int fchmod(int file, mode_t mode)
{
    int result;
    PASS(result, fchmod, file, mode);
}

int fsync(int file)
{
    int result;
    PASS(result, fsync, file);
}

/* It fails, but the number is free: as Linux has it. */
int close(int file)
{
    int result = NEXT(close)(file);
    if (fails(DISK))
        return -1;
    killed_after();
    return result;
}

int rename(const char *from, const char *to)
{
    int result;
    PASS(result, rename, from, to);
}

int flock(int file, int operation)
{
    int result;
    PASS(result, flock, file, operation);
}

int mkdir(const char *path, mode_t mode)
{
    int result;
    PASS(result, mkdir, path, mode);
}
