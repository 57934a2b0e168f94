/* SPDX-License-Identifier: GPL-3.0-or-later */
/* contour.h - the round numbers that divide a landscape into bands: each band has a shade of its own on the map. */

#ifndef UNROLL_PANEL_CONTOUR_H
#define UNROLL_PANEL_CONTOUR_H

#include "model/landscape.h"
#include "panel/canvas.h"

enum { CONTOUR_DIGITS = 6 }; /* at most */

/* L of contour i, i = 0..count - 1, rising; it lies between band i and band i + 1. */
struct contours {
    int count;
    double at[SHADES - 1];
};

/* The contours of a computed grid; none where no loss of it is finite. */
void contours_find(struct contours *contours, const struct landscape *landscape);

/* The shade of band 0..count; few bands are spread over all shades. */
int contours_shade_of_band(const struct contours *contours, int band);

/* The shade of a loss: SHADE_UNDEFINED for nan; one that is too large for a double is in the highest band. */
int contours_shade_of(const struct contours *contours, double L);

#endif
