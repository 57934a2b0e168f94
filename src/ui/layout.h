/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.h - what stands where on the full screen: a function of its size and of what was chosen, and of nothing else. */

#ifndef UNROLL_UI_LAYOUT_H
#define UNROLL_UI_LAYOUT_H

#include <stdbool.h>

#include "panel/panel.h"

/* Empty when it has no rows. */
struct rectangle {
    int row, column, rows, columns;
};

struct layout_place {
    const struct panel *panel;
    struct rectangle at;
};

enum { LAYOUT_MOST = 6, LAYOUT_LOWEST = 12, LAYOUT_NARROWEST = 40 };

struct layout {
    struct layout_place place[LAYOUT_MOST];
    int count;
    struct rectangle title, pinned, log, line;
    struct rectangle answer; /* where a long answer may stand, over panels and the log */
};

/* The layout of a screen of this size, each at least 1. chosen is NULL for none; backward: gradients flow; big: one panel
 * takes all the room; pins: something is watched. */
struct layout layout_make(int rows, int columns, const struct panel *chosen, bool backward, bool big, bool pins);

#endif
