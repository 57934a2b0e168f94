/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot.h - what a plot is asked for with: one name or two, and whether the scale is logarithmic. */

#ifndef UNROLL_PANEL_PLOT_H
#define UNROLL_PANEL_PLOT_H

#include "session/quantity.h"

enum { PLOT_MOST = 2 };

struct plot_request {
    struct quantity quantity[PLOT_MOST];
    int count;
    bool log;
};

/* Reads "NAME [NAME] [log]" at line[from..to). Any step stands for all of them; of term and cell any j or k. False with
 * a fault, its caret included. */
bool plot_read(const struct session *session, const char *line, size_t from, size_t to, struct plot_request *request,
               struct fault *fault);

#endif
