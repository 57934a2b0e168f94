/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alloc.c - a reserve for small things, and the only place where the program ends for want of memory. */

#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RESERVE = 8 << 20, LAST_RESERVE = 1 << 20 };

static void *reserve, *last_reserve;

bool alloc_ready(void)
{
    if (last_reserve == NULL)
        last_reserve = malloc(LAST_RESERVE);
    if (reserve == NULL)
        reserve = malloc(RESERVE);
    return reserve != NULL && last_reserve != NULL;
}

/* True when the reserve was there; now what it held can be had. */
static bool spend_reserve(void)
{
    bool had = reserve != NULL;
    free(reserve);
    reserve = NULL;
    return had;
}

void alloc_give_up(void)
{
    spend_reserve();
    free(last_reserve);
    last_reserve = NULL;
}

bool alloc_room(size_t bytes)
{
    void *memory = malloc(bytes);
    free(memory);
    return memory != NULL;
}

void *alloc_must(void *memory)
{
    if (memory == NULL) {
        fputs("unroll: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

enum { LARGE = 4 << 20 };

/* Asks for large pages, where the system has them: what is as long as a sequence is filled in less time then, and given
 * back at once when Ctrl-C ends what it was for. */
static void ask_for_large_pages(void *memory, size_t bytes)
{
#ifdef MADV_HUGEPAGE
    if (memory == NULL || bytes < LARGE)
        return;
    size_t before_page = -(uintptr_t)memory % (size_t)sysconf(_SC_PAGESIZE);
    madvise((char *)memory + before_page, bytes - before_page, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)bytes;
#endif
}

static void *obtain(size_t count, size_t size)
{
    size_t some = count > 0 ? count : 1;
    void *memory = calloc(some, size);
    if (memory == NULL && some <= ALLOC_SMALL / size && spend_reserve())
        memory = calloc(some, size);
    ask_for_large_pages(memory, some * size);
    return memory;
}

static void *obtain_resized(void *old, size_t count, size_t size)
{
    if (count > SIZE_MAX / size)
        return NULL;
    size_t bytes = count > 0 ? count * size : 1;
    void *memory = realloc(old, bytes);
    if (memory == NULL && bytes <= ALLOC_SMALL && spend_reserve())
        memory = realloc(old, bytes);
    ask_for_large_pages(memory, bytes);
    return memory;
}

void *alloc_array(size_t count, size_t size)
{
    return alloc_must(obtain(count, size));
}

void *alloc_resize(void *old, size_t count, size_t size)
{
    return alloc_must(obtain_resized(old, count, size));
}

/* Where the reserve has gone, a large thing must not take the last of what it held: holds some of it back meanwhile.
 * False when there is not even that. */
static bool hold_back(size_t count, size_t size, void **held)
{
    bool need = reserve == NULL && count > ALLOC_SMALL / size;
    *held = need ? malloc(ALLOC_SMALL) : NULL;
    return !need || *held != NULL;
}

void *alloc_try(size_t count, size_t size)
{
    void *held, *memory = hold_back(count, size, &held) ? obtain(count, size) : NULL;
    free(held);
    return memory;
}

void *alloc_try_resize(void *old, size_t count, size_t size)
{
    void *held, *memory = hold_back(count, size, &held) ? obtain_resized(old, count, size) : NULL;
    free(held);
    return memory;
}

void *alloc_one_more(void *old, int count, size_t size)
{
    if (old != NULL && (count & (count - 1)) != 0)
        return old;
    return alloc_resize(old, count > 0 ? 2 * (size_t)count : 1, size);
}

char *alloc_string(const char *string)
{
    size_t bytes = strlen(string) + 1;
    return memcpy(alloc_array(bytes, 1), string, bytes);
}
