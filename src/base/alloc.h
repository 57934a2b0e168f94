/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alloc.h - memory, with the sizes checked.
 *
 * Small things (a line, a word, a matrix) come from alloc_array and cannot fail: when the system has no memory left
 * for them the program says so and ends. Things as long as a sequence come from alloc_try and may be refused, so that
 * a command can say so and leave everything as it was. */

#ifndef UNROLL_BASE_ALLOC_H
#define UNROLL_BASE_ALLOC_H

#include <stddef.h>

/* Gives count * size zeroed bytes, yours to free. Ends the program when there is no memory. */
void *alloc_array(size_t count, size_t size);

/* Gives count * size zeroed bytes, yours to free, or NULL when they do not fit. */
void *alloc_try(size_t count, size_t size);

/* Gives back memory that some function made, and ends the program when it is NULL. */
void *alloc_must(void *memory);

/* Gives old grown or shrunk to count * size bytes, keeping its content; the new part is not zeroed. Ends the program
 * when there is no memory. */
void *alloc_resize(void *old, size_t count, size_t size);

/* Gives old, an array of count elements of size bytes, with room for one more. The room doubles whenever count is a power
 * of two, so a long array costs what it holds. Ends the program when there is no memory. */
void *alloc_one_more(void *old, int count, size_t size);

/* Gives a copy of the string, yours to free. */
char *alloc_string(const char *string);

#endif
