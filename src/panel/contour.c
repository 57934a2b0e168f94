/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contour.c - see contour.h. Narrow bands lie where L is small: there a descent is followed. */

#include "panel/contour.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/logarithm.h"

enum { MOST_SAMPLES = 4096, ENOUGH_CONTOURS = 4 };

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The finite losses of the grid, or of every so manieth cell, in order; gives how many. */
static int sorted_losses(const struct landscape *landscape, double *losses)
{
    int all = landscape->columns * landscape->rows, stride = (all + MOST_SAMPLES - 1) / MOST_SAMPLES, count = 0;
    for (int i = 0; i < all; i += stride) {
        if (isfinite(landscape->L[i]))
            losses[count++] = landscape->L[i];
    }
    qsort(losses, (size_t)count, sizeof *losses, compare);
    return count;
}

static double rounded(double value, int digits)
{
    char decimal[40];
    snprintf(decimal, sizeof decimal, "%.*e", digits - 1, value);
    return strtod(decimal, NULL);
}

/* Those of the numbers that differ, from one another and from the least loss, once they are rounded. */
static int round_contours(const double *exact, double low, int digits, double *contour)
{
    int count = 0;
    for (int i = 0; i < SHADES - 1; i++) {
        double value = rounded(exact[i], digits);
        if (value > (count == 0 ? low : contour[count - 1]))
            contour[count++] = value;
    }
    return count;
}

/* Puts a contour into the widest gap, where "wide" is how many times larger the upper end is; false when no number of
 * few digits fits there. low and high are the ends of the whole. */
static bool divide_widest_gap(struct contours *contours, double low, double high, int digits)
{
    int widest = -1;
    double width = 0, between = 0;
    for (int i = 0; i <= contours->count; i++) {
        double from = i == 0 ? low : contours->at[i - 1], to = i == contours->count ? high : contours->at[i];
        if (from > 0 && logarithm(to / from) > width) {
            width = logarithm(to / from);
            widest = i;
            between = rounded(sqrt(from) * sqrt(to), digits);
        }
    }
    if (widest < 0 || between <= (widest == 0 ? low : contours->at[widest - 1]) ||
        between >= (widest == contours->count ? high : contours->at[widest]))
        return false;
    memmove(contours->at + widest + 1, contours->at + widest,
            (size_t)(contours->count - widest) * sizeof *contours->at);
    contours->at[widest] = between;
    contours->count++;
    return true;
}

/* First such that every band has its share of the map; then, where level ground has made several of them one, more
 * where it is steep. */
void contours_find(struct contours *contours, const struct landscape *landscape)
{
    static const double parts[SHADES - 1] = {0.02, 0.07, 0.15, 0.27, 0.43, 0.62, 0.82};
    double *losses = alloc_array(MOST_SAMPLES, sizeof *losses), exact[SHADES - 1];
    int count = sorted_losses(landscape, losses), digits = 0;
    contours->count = 0;
    for (int i = 0; i < SHADES - 1 && count > 0; i++)
        exact[i] = losses[(int)(parts[i] * (count - 1))];
    while (count > 0 && digits < CONTOUR_DIGITS && contours->count < ENOUGH_CONTOURS)
        contours->count = round_contours(exact, losses[0], ++digits, contours->at);
    while (count > 0 && contours->count < SHADES - 1 &&
           divide_widest_gap(contours, losses[0], losses[count - 1], digits > 1 ? digits : 2))
        continue;
    free(losses);
}

int contours_shade_of_band(const struct contours *contours, int band)
{
    return SHADE_FIRST + (contours->count > 0 ? band * (SHADES - 1) / contours->count : SHADES / 2);
}

int contours_shade_of(const struct contours *contours, double L)
{
    int band = 0;
    if (isnan(L))
        return SHADE_UNDEFINED;
    while (band < contours->count && L >= contours->at[band])
        band++;
    return contours_shade_of_band(contours, band);
}
