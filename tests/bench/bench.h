/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench.h - what the parts of the bench share: rows of its table, the time, medians, and pairs of measurements. */

#ifndef UNROLL_TESTS_BENCH_BENCH_H
#define UNROLL_TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stdio.h>

/* The parts of the table. unroll is the built program, the others are the programs that the Makefile builds for it. */
void bench_model(void);
void bench_instruments(void);
void bench_program(const char *unroll, const char *hello);
void bench_screen(const char *unroll, const char *curses, const char *stepped);

/* One row; every argument is a text and may be "-". */
void print_row(const char *what, const char *measured, const char *ratio, const char *goal, const char *reached);

/* A row with a ratio and the most it should be, or none where goal is 0. */
void print_ratio(const char *what, const char *measured, double ratio, double goal);

/* A row that was not measured. */
void print_skipped(const char *what, const char *why);

/* Seconds since some moment that stays the same. */
double now(void);

/* The value that the fraction part of the count values is not above; sorts them. 0.5 gives the median. */
double quantile(double *values, int count, double part);

/* Does something once and gives the seconds it took; not a number when it could not be done. */
struct task {
    double (*seconds)(void *subject);
    void *subject;
};

/* Medians of the seconds of A, of those of B, and of B / A within a pair. */
struct pair {
    double a, b, ratio;
};

enum { MOST_PAIRS = 41 };

/* Does A and B in turn, pairs times, after once to warm up. */
struct pair measure(struct task A, struct task B, int pairs);

#endif
