/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.h - a script run in a copy of the session, on a screen of its own that remembers everything. */

#ifndef UNROLL_COMMAND_RECORDING_H
#define UNROLL_COMMAND_RECORDING_H

#include "command/command.h"
#include "export/export.h"

struct recording {
    struct spoken *spoken; /* the lines and what was answered, owned */
    int count;
};

/* Runs the script; it may look, move, set and play, as a lesson may. recording_clear it, also on failure. False with a
 * fault when the file cannot be read or a line of it fails. */
bool recording_make(struct recording *recording, struct context *context, const char *path, bool ascii);

void recording_clear(struct recording *recording);

#endif
