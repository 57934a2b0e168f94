/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number.c - formatting and reading doubles. LC_NUMERIC is C for the whole program, so printf and strtod agree. */

#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 40 };

static bool add_special(struct text *text, double value, bool sign)
{
    if (isnan(value))
        text_add(text, "undefined");
    else if (isinf(value))
        text_add(text, value < 0 ? "-inf" : sign ? "+inf" : "inf");
    else
        return false;
    return true;
}

/* True for one that %.15g writes as an integer; -0 is none. */
static bool is_small_integer(double value)
{
    return fabs(value) < 1e15 && value == trunc(value) && !(value == 0 && signbit(value));
}

/* Makes "d.ddde-xx" the next number of so many digits away from 0; false where every digit is a 9. */
static bool step_away(char *digits)
{
    for (char *digit = strchr(digits, 'e') - 1; digit >= digits && *digit != '-'; digit--) {
        if (isdigit((unsigned char)*digit) && *digit != '9') {
            ++*digit;
            return true;
        }
        *digit = isdigit((unsigned char)*digit) ? '0' : *digit;
    }
    return false;
}

/* Below a power of two doubles stand twice as close as above it: there the nearest number of so many digits may be too
 * far below, and the next one above near enough. That happens only to those with an exponent. */
static bool reads_back_from_above(char *digits, int count, double value)
{
    int exponent;
    if (fabs(frexp(value, &exponent)) != 0.5 || strchr(digits, 'e') == NULL)
        return false;
    snprintf(digits, LONGEST, "%.*e", count - 1, value);
    return step_away(digits) && strtod(digits, NULL) == value;
}

void number_add_shortest(struct text *text, double value)
{
    char digits[LONGEST];
    if (add_special(text, value, false))
        return;
    if (is_small_integer(value)) {
        text_addf(text, "%" PRId64, (int64_t)value);
        return;
    }
    /* Fifteen digits always survive a normal double, and %g drops their zeros; a subnormal may need fewer. */
    for (int count = fabs(value) < DBL_MIN ? 1 : 15; count <= 17; count++) {
        snprintf(digits, sizeof digits, "%.*g", count, value);
        if (strtod(digits, NULL) == value || reads_back_from_above(digits, count, value))
            break;
    }
    text_add(text, digits);
}

enum { FEW_DIGITS = 9 };

static const double power_of_ten[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13};

/* The places by which the point moves so that so many digits, or more, stand before it. */
static int places_to_move(double value, int digits)
{
    int places = 0;
    while (value * power_of_ten[places] < power_of_ten[digits - 1])
        places++;
    return places;
}

/* Writes the whole number with its point so many places to the left, from the end of the room backwards; gives the
 * first character. */
static char *write_backwards(char *end, long number, int places)
{
    for (; number > 0 || places >= 0; number /= 10) {
        *--end = (char)('0' + number % 10);
        if (--places == 0)
            *--end = '.';
    }
    return end;
}

/* Adds what printf adds for %.*g, ten times sooner: a frame holds dozens of numbers. Moving the point has an error far
 * below NEAR, so only a number that lies that near to the middle of two that can be written could become the wrong one
 * of them: for it, and for what needs an exponent, false and nothing. */
static bool add_few_digits(struct text *text, double value, int digits, const char *plus)
{
    static const double NEAR = 1e-3;
    char room[LONGEST];
    double size = fabs(value);
    if (digits > FEW_DIGITS || !(size >= 1e-4 && size < power_of_ten[digits]))
        return false;
    int places = places_to_move(size, digits);
    double moved = size * power_of_ten[places];
    long number = (long)moved;
    double rest = moved - (double)number;
    number += rest > 0.5;
    /* With one more digit it may have to be written with an exponent. */
    if (fabs(rest - 0.5) < NEAR || (double)number >= power_of_ten[digits])
        return false;
    for (; places > 0 && number % 10 == 0; places--)
        number /= 10;
    text_add(text, value < 0 ? "-" : plus);
    char *first = write_backwards(room + LONGEST, number, places);
    text_add_bytes(text, first, (size_t)(room + LONGEST - first));
    return true;
}

void number_add(struct text *text, double value, int digits)
{
    /* -0 is 0 to a reader. */
    if (value == 0)
        text_add(text, "0");
    else if (!add_special(text, value, false) && !add_few_digits(text, value, digits, ""))
        text_addf(text, "%.*g", digits, value);
}

void number_add_signed(struct text *text, double value, int digits)
{
    if (value == 0)
        text_add(text, "0");
    else if (!add_special(text, value, true) && !add_few_digits(text, value, digits, "+"))
        text_addf(text, "%+.*g", digits, value);
}

void number_add_within(struct text *text, double value, int digits, bool sign, int width)
{
    struct text number = {0};
    do {
        text_empty(&number);
        if (sign)
            number_add_signed(&number, value, digits);
        else
            number_add(&number, value, digits);
    } while ((int)number.length > width && --digits > 0);
    /* -0.0002 is longer than -2e-04. */
    char brief[LONGEST];
    bool fits = isfinite(value) && snprintf(brief, sizeof brief, sign ? "%+.0e" : "%.0e", value) <= width;
    text_add(text, (int)number.length > width && fits ? brief : text_string(&number));
    text_clear(&number);
}

size_t number_read(const char *bytes, double *value)
{
    const char *end = bytes;
    while (isdigit((unsigned char)*end))
        end++;
    size_t whole = (size_t)(end - bytes);
    if (*end == '.') {
        end++;
        while (isdigit((unsigned char)*end))
            end++;
        if (end - bytes == 1)
            return 0;
    } else if (whole == 0) {
        return 0;
    }
    if (*end == 'e' || *end == 'E') {
        const char *exponent = end + 1 + (end[1] == '+' || end[1] == '-');
        if (isdigit((unsigned char)*exponent)) {
            while (isdigit((unsigned char)*exponent))
                exponent++;
            end = exponent;
        }
    }
    /* The scan above keeps strtod from taking hexadecimal or "nan"; it stops where the scan did. */
    char *stop;
    *value = strtod(bytes, &stop);
    if (stop < end)
        end = stop;
    if (stop > end)
        *value = 0;
    return (size_t)(end - bytes);
}

bool number_read_int(const char *string, int low, int high, int *value)
{
    char *end;
    errno = 0;
    long number = strtol(string, &end, 10);
    if (!isdigit((unsigned char)string[string[0] == '-']) || *end != '\0' || errno != 0 || number < low ||
        number > high)
        return false;
    *value = (int)number;
    return true;
}
