/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coloured.h - a canvas as lines for a terminal. */

#ifndef UNROLL_PANEL_COLOURED_H
#define UNROLL_PANEL_COLOURED_H

#include "panel/canvas.h"

enum colours { COLOURS_NONE, COLOURS_FEW, COLOURS_MANY }; /* 8 of them, or 256 */

/* Adds the row without the blanks at its end, and where there are colours, with the codes that switch them. */
void coloured_add_row(struct text *line, const struct canvas *canvas, int row, enum colours colours);

#endif
