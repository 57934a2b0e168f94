/* SPDX-License-Identifier: GPL-3.0-or-later */
/* equation.h - equations drawn with their numbers under their symbols. */

#ifndef UNROLL_PANEL_EQUATION_H
#define UNROLL_PANEL_EQUATION_H

#include "panel/panel.h"
#include "session/derivation.h"

/* The rows the derivation takes. */
int equation_rows(const struct derivation *derivation, int columns, bool ascii);

/* Draws it from the row on and gives the row behind it; where rows are missing, symbols give way to numbers. The equations' '=' signs stand in one column. */
int equation_draw(const struct area *area, int row, const struct derivation *derivation);

/* A panel that is one derivation: build fills it in for a view. These are its rows and its drawing. */
typedef void equation_build(const struct view *view, struct derivation *derivation);

int equation_panel_rows(equation_build *build, const struct view *view, int columns, bool ascii);
void equation_panel_draw(equation_build *build, const struct view *view, const struct area *area);

#endif
