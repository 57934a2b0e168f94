/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.h - the right side of an assignment: numbers, matrices, sequences, made or read from files. */

#ifndef UNROLL_COMMAND_VALUES_H
#define UNROLL_COMMAND_VALUES_H

#include "command/command.h"

/* Reads line[at..to) as values: "0.5", "1 0 1", "[1 0; 0 1]", and for sequences "impulse 8", "file rain.csv 2" and the
 * like. width is how many numbers a step (or a row) has. matrix_clear the result, of which bracketed tells whether it
 * was written in brackets. missing: the word none stands for a value that is not set. False with a fault. */
struct values {
    struct matrix matrix;
    bool bracketed;
};

bool values_read(struct context *context, const char *line, size_t at, size_t to, bool missing, struct values *values);

/* Reads a generator or a file where the first word is one: *is_one tells whether it was. */
bool values_generate(struct context *context, const char *line, size_t at, size_t to, int width, bool *is_one,
                     struct values *values);

/* The generators' words, ended by NULL, for completion and help. */
extern const char *const value_generators[];

#endif
