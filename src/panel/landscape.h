/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.h - what a landscape is asked for with. */

#ifndef UNROLL_PANEL_LANDSCAPE_H
#define UNROLL_PANEL_LANDSCAPE_H

#include "session/quantity.h"

struct landscape_request {
    struct quantity across_name, up_name;
    struct range across, up;
};

/* Reads "NAME NAME", each followed by FROM TO where its range is not left to the program; nothing stands for the first
 * two weights. A range that is left open holds the present value and most of the last descent. False with a fault. */
bool landscape_read(const struct session *session, const char *line, size_t from, size_t to,
                    struct landscape_request *request, struct fault *fault);

#endif
