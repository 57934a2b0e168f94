/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape_map.h - a landscape as shades with its contours; on it the present point, the way downhill from it and the
 * last descent, around it the axes and the legend. */

#ifndef UNROLL_PANEL_LANDSCAPE_MAP_H
#define UNROLL_PANEL_LANDSCAPE_MAP_H

#include "panel/contour.h"
#include "panel/landscape.h"

struct landscape_map {
    const struct session *session;
    const struct landscape_request *request;
    const struct landscape *landscape; /* computed */
    struct contours contours;          /* found when it is drawn */
    struct area area;                  /* the cells of the map itself, in the area that it is drawn in */
};

/* The grid that fills an area of so many rows and columns; columns is 0 when there is no room for one. */
void landscape_map_grid(const struct landscape_request *request, int rows, int columns, int *grid_columns,
                        int *grid_rows);

/* Draws the map and what stands around it into the area, whose last columns and first rows are the map's own. */
void landscape_map_draw(struct landscape_map *map, const struct area *area);

#endif
