/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.h - what a sweep is asked for with. */

#ifndef UNROLL_PANEL_SWEEP_H
#define UNROLL_PANEL_SWEEP_H

#include "session/quantity.h"

enum { SWEEP_USUAL_POINTS = 201, SWEEP_MOST_POINTS = 4096 };

struct sweep_request {
    struct quantity name;
    struct range range;
    int count; /* points, 2..SWEEP_MOST_POINTS */
};

/* Reads "NAME [FROM TO [n]]"; nothing stands for the first weight. False with a fault. */
bool sweep_read(const struct session *session, const char *line, size_t from, size_t to, struct sweep_request *request,
                struct fault *fault);

#endif
