/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alloc.c - the only place where the program ends for want of memory. */

#include "base/alloc.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *alloc_must(void *memory)
{
    if (memory == NULL) {
        fputs("unroll: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

void *alloc_array(size_t count, size_t size)
{
    return alloc_must(calloc(count > 0 ? count : 1, size));
}

void *alloc_try(size_t count, size_t size)
{
    return calloc(count > 0 ? count : 1, size);
}

void *alloc_resize(void *old, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        alloc_must(NULL);
    size_t bytes = count * size;
    return alloc_must(realloc(old, bytes > 0 ? bytes : 1));
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
