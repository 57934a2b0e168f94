/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.h - what stands where on the full screen: a function of its size, of what was chosen and of the rows that
 * panels need, and of nothing else. */

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

enum { LAYOUT_MOST = 7, LAYOUT_LOWEST = 12, LAYOUT_NARROWEST = 40 };

struct layout {
    struct layout_place place[LAYOUT_MOST];
    int count;
    struct rectangle title, pinned, log, line;
    struct rectangle answer; /* where a long answer may stand, over panels and the log */
};

/* What the layout depends on besides the size. */
struct layout_wish {
    const struct panel *chosen; /* NULL for none */
    bool backward;              /* gradients flow */
    bool big;                   /* one panel takes all the room */
    bool pins;                  /* something is watched */
    int lesson;                 /* rows the page of the lesson takes in layout_page_columns; 0: no lesson is open */
    int answer; /* rows of the last answer, for which the log grows a little where panels can spare them */
    const struct panel *beside; /* belongs beside the chosen large picture; NULL for none */
    /* The rows a panel needs inside a frame that leaves it so many columns: to show what it has, or only to lose no row
     * of it. NULL where every panel is content. */
    int (*rows)(const void *of, const struct panel *panel, int columns, bool fewest);
    const void *of; /* what rows is called with */
};

/* The columns of a lesson's page that stands above the network. */
int layout_page_columns(int columns);

/* The layout of a screen of this size, each at least 1. */
struct layout layout_make(int rows, int columns, const struct layout_wish *wish);

#endif
