/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drawing.h - a canvas as vector graphics (SVG). */

#ifndef UNROLL_EXPORT_DRAWING_H
#define UNROLL_EXPORT_DRAWING_H

#include "panel/canvas.h"

/* Adds the whole canvas as an SVG file; the title and the description are for those who cannot see it. */
void drawing_add(struct text *file, const struct canvas *canvas, const char *title, const char *description);

/* True when the bytes begin as such a file does. */
bool drawing_begins(const char *bytes, size_t count);

#endif
