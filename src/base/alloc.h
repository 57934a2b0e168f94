/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alloc.h - memory, with the sizes checked.
 *
 * Things as long as a sequence or a file come from alloc_try and may be refused, so that a command can say so and leave
 * everything as it was. Small things (a line, a word, a matrix) come from alloc_array and cannot fail: when the system
 * has no memory left for them they come out of a reserve, larger than any command needs for small things; of the last
 * of it large things get nothing. Before each command alloc_ready takes the reserve anew, and where that cannot be the
 * command is refused. Should the reserve not suffice all the same, the program says so and ends. */

#ifndef UNROLL_BASE_ALLOC_H
#define UNROLL_BASE_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/* What is larger than this many bytes is not small: it may be refused. */
enum { ALLOC_SMALL = 1 << 20 };

/* True when the reserve is there, or could be taken now. */
bool alloc_ready(void);

/* Lets go of the reserve, and of a last one behind it, for what is to be saved before the program ends. */
void alloc_give_up(void);

/* True when so many bytes can be had now; for what consists of many small things. */
bool alloc_room(size_t bytes);

/* Gives count * size zeroed bytes, yours to free. Ends the program when there is no memory. */
void *alloc_array(size_t count, size_t size);

/* Gives count * size zeroed bytes, yours to free, or NULL when there is no memory. */
void *alloc_try(size_t count, size_t size);

/* Gives back memory that some function made, and ends the program when it is NULL. */
void *alloc_must(void *memory);

/* Gives old grown or shrunk to count * size bytes, keeping its content; the new part is not zeroed. Ends the program
 * when there is no memory. */
void *alloc_resize(void *old, size_t count, size_t size);

/* The same; NULL when there is no memory, and old is as it was. */
void *alloc_try_resize(void *old, size_t count, size_t size);

/* Gives old, an array of count elements of size bytes, with room for one more. The room doubles whenever count is a
 * power of two, so a long array costs what it holds. Ends the program when there is no memory. */
void *alloc_one_more(void *old, int count, size_t size);

/* Gives a copy of the string, yours to free. */
char *alloc_string(const char *string);

#endif
