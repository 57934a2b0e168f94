/* SPDX-License-Identifier: GPL-3.0-or-later */
/* equation.h - equations drawn with their numbers under their symbols. */

#ifndef UNROLL_PANEL_EQUATION_H
#define UNROLL_PANEL_EQUATION_H

#include "panel/canvas.h"
#include "session/derivation.h"

/* The rows the derivation takes. */
int equation_rows(const struct derivation *derivation, int columns, bool ascii);

/* Draws it from the row on and gives the row behind it. The equations' '=' signs stand in one column. */
int equation_draw(const struct area *area, int row, const struct derivation *derivation);

#endif
