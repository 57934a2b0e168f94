/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.c - see clock.h. */

#include "ui/clock.h"

#include <time.h>

double clock_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}
