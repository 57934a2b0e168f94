/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.h - the right side of an assignment: numbers, matrices, sequences, made or read from files. */

#ifndef UNROLL_COMMAND_VALUES_H
#define UNROLL_COMMAND_VALUES_H

#include "command/command.h"

/* Each gives a matrix that matrix_clear frees; a failure leaves nothing to free. */

/* Reads line[at..to) as values: "0.5", "1 0 1", "[1 0; 0 1]". missing: the word none stands for a value that is not
 * set. False with a fault. */
bool values_read(struct context *context, const char *line, size_t at, size_t to, bool missing, struct matrix *values);

/* Reads a generator or a file, such as "impulse 8" or "file rain.csv 2", where the first word is one: *is_one tells
 * whether it was. width is how many numbers a step has. False with a fault. */
bool values_generate(struct context *context, const char *line, size_t at, size_t to, int width, bool *is_one,
                     struct matrix *values);

/* The word of generator i, from 0, or NULL behind the last. */
const char *values_generator(int i);

#endif
