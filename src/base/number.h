/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number.h - doubles as people read and write them: a decimal point in every locale, never a comma. */

#ifndef UNROLL_BASE_NUMBER_H
#define UNROLL_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Adds value in the fewest digits that read back to the same double; "undefined" for what is not a number, "inf". */
void number_add_shortest(struct text *text, double value);

/* Adds value in at most digits significant digits (1..17), without trailing zeros. */
void number_add(struct text *text, double value, int digits);

/* The same with '+' before a positive number. */
void number_add_signed(struct text *text, double value, int digits);

/* Adds value, with sign as number_add_signed does, in so many digits at most that it takes no more than width
 * characters. One digit is the least, and may be wider. */
void number_add_within(struct text *text, double value, int digits, bool sign, int width);

/* Reads the decimal number at the start of bytes and gives the bytes it takes, 0 when there is none. */
size_t number_read(const char *bytes, double *value);

/* Reads a whole number from low to high that fills the string; false when it is not one. */
bool number_read_int(const char *string, int low, int high, int *value);

#endif
