/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.h - a script run in a copy of the session, on a screen of its own that remembers everything. */

#ifndef UNROLL_COMMAND_RECORDING_H
#define UNROLL_COMMAND_RECORDING_H

#include "command/command.h"
#include "export/export.h"

/* Runs the script; it may look, move, set and play, as a lesson may. Adds its lines and what was answered as an export
 * takes them. False with a fault when the file cannot be read, a line of it fails, memory does not suffice or the work
 * was interrupted. */
bool recording_make(struct text *recording, struct context *context, const char *path, bool ascii);

#endif
