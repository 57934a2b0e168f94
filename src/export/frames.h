/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.h - every step of the tape in turn, for the formats that can hold all of them. */

#ifndef UNROLL_EXPORT_FRAMES_H
#define UNROLL_EXPORT_FRAMES_H

#include "export/export.h"

enum { FRAMES_MOST = 1000 };

/* Takes one frame: the request, at its step, and which of how many it is, from 1. False with a fault ends the walk. */
typedef bool frame_take(void *to, const struct export_request *frame, int number, int count, struct fault *fault);

/* Takes the present step, or where every step is asked for, a copy of the session at each of them: forward, and back as
 * far as targets are set. The passes have reached what each shows. False with a fault when take gave one, the work was
 * interrupted, or there are none or more than FRAMES_MOST. */
bool frames_walk(const struct export_request *request, frame_take *take, void *to, struct fault *fault);

/* Adds what the frame is about: "Step 3 of 4, forward". */
void frame_add_title(struct text *text, const struct session *session);

#endif
