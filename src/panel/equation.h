/* SPDX-License-Identifier: GPL-3.0-or-later */
/* equation.h - equations drawn with their numbers under their symbols. */

#ifndef UNROLL_PANEL_EQUATION_H
#define UNROLL_PANEL_EQUATION_H

#include "panel/panel.h"
#include "session/derivation.h"

/* A panel that is one derivation: build fills it in for a view. */
typedef void equation_build(const struct view *view, struct derivation *derivation);

/* The rows it takes, and its drawing. */
int equation_panel_rows(equation_build *build, const struct view *view, int columns, bool ascii);
void equation_panel_draw(equation_build *build, const struct view *view, const struct area *area);

#endif
