/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rows.c - see bench.h. */

#include "tests/bench/bench.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

void print_row(const char *what, const char *measured, const char *ratio, const char *goal, const char *reached)
{
    printf("%-42s  %-47s  %6s  %13s  %s\n", what, measured, ratio, goal, reached);
    fflush(stdout);
}

void print_ratio(const char *what, const char *measured, double ratio, double goal)
{
    char ratio_text[32], goal_text[32] = "-";
    snprintf(ratio_text, sizeof ratio_text, "%.2f", ratio);
    if (goal > 0)
        snprintf(goal_text, sizeof goal_text, "<= %.2f", goal);
    print_row(what, measured, ratio_text, goal_text, goal <= 0 ? "-" : ratio <= goal ? "reached" : "missed");
}

void print_skipped(const char *what, const char *why)
{
    print_row(what, why, "-", "-", "skipped");
}

double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double quantile(double *values, int count, double part)
{
    double at = part * (count - 1);
    int below = (int)at, above = below + 1 < count ? below + 1 : below;
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[below] + (at - below) * (values[above] - values[below]);
}

struct pair measure(struct task A, struct task B, int pairs)
{
    double a[MOST_PAIRS], b[MOST_PAIRS], ratio[MOST_PAIRS];
    if (isnan(A.seconds(A.subject)) || isnan(B.seconds(B.subject))) /* which also warms the caches */
        return (struct pair){NAN, NAN, NAN};
    for (int i = 0; i < pairs; i++) {
        a[i] = A.seconds(A.subject);
        b[i] = B.seconds(B.subject);
        ratio[i] = b[i] / a[i];
    }
    return (struct pair){quantile(a, pairs, 0.5), quantile(b, pairs, 0.5), quantile(ratio, pairs, 0.5)};
}
