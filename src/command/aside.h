/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aside.h - a state built aside from commands and then put in the place of the present one, whole or not at all. */

#ifndef UNROLL_COMMAND_ASIDE_H
#define UNROLL_COMMAND_ASIDE_H

#include "session/session.h"

/* Builds a session from the commands (one a line), which may only be those of saved sessions, and makes it the present
 * state as one undo step named made_by; the tape, what is watched and the digits follow. False with a fault that names name and the
 * line. */
bool aside_build(struct session *session, const char *name, const char *bytes, size_t count, const char *made_by,
                 struct fault *fault);

#endif
