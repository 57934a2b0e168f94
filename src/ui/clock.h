/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clock.h - the time that passes, whatever the date is set to. */

#ifndef UNROLL_UI_CLOCK_H
#define UNROLL_UI_CLOCK_H

/* Seconds since some moment before the program began. */
double clock_now(void);

#endif
