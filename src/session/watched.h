/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watched.h - the values of what is watched: now, and before the tape moved last. */

#ifndef UNROLL_SESSION_WATCHED_H
#define UNROLL_SESSION_WATCHED_H

#include "session/session.h"

/* Adds the value of the watched quantity i = 0..watched_count - 1 where the tape is, in the session's digits. False
 * with a fault, and nothing added, where it has none. */
bool watched_add_value(struct text *text, const struct session *session, int i, struct fault *fault);

/* Adds the value it has where the tape was before it moved last, for the present network. False, and nothing added,
 * where it has none or the tape has not moved. */
bool watched_add_before(struct text *text, const struct session *session, int i);

#endif
