/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.h - a canvas as lines of text. */

#ifndef UNROLL_EXPORT_LINES_H
#define UNROLL_EXPORT_LINES_H

#include "panel/canvas.h"

/* Adds every row without the blanks at its end, a newline after each. */
void lines_add(struct text *file, const struct canvas *canvas);

#endif
