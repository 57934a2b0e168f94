/* SPDX-License-Identifier: GPL-3.0-or-later */
/* title.h - the first row of the full screen: the network in numbers, and where the tape is. */

#ifndef UNROLL_UI_TITLE_H
#define UNROLL_UI_TITLE_H

#include "panel/canvas.h"
#include "session/session.h"

/* Draws it; the weight that is being tuned stands out (WEIGHT_COUNT for none). */
void title_draw(const struct area *area, const struct session *session, enum weight tuned);

#endif
