/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.h - programs on a terminal of their own, and the frames they answer keys with.
 *
 * No program says when its frame is complete. So a frame is what comes until the program has been silent for a while,
 * and its time is the time of its last byte; the silence itself is not counted. The same holds for every program. */

#ifndef UNROLL_TESTS_BENCH_TERMINAL_H
#define UNROLL_TESTS_BENCH_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct terminal {
    pid_t program;
    int file;
    char last[8192]; /* the end of what it wrote last, as a string */
};

struct frame {
    double seconds; /* from the key, or the start of the program, to the last byte; not a number when nothing came */
    size_t bytes;
};

/* Starts a program, found on PATH and with its arguments up to NULL, and gives its first frame, which is over after
 * quiet seconds of silence. terminal_close ends the program by a signal. */
struct frame terminal_open(struct terminal *terminal, const char *const *program, int rows, int columns, double quiet);

/* Types the keys and gives the frame that answers them. What came before and unasked is not of it. */
struct frame terminal_press(struct terminal *terminal, const char *keys, double quiet);

void terminal_close(struct terminal *terminal);

#endif
