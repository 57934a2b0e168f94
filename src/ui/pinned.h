/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pinned.h - the row of the full screen where what is watched stands at every step. */

#ifndef UNROLL_UI_PINNED_H
#define UNROLL_UI_PINNED_H

#include "panel/canvas.h"
#include "session/session.h"

/* Draws into the first row of the area: each name, its value, and in parentheses the one before the last step. */
void pinned_draw(const struct area *area, const struct session *session);

#endif
