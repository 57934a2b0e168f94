/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence.h - one plain sentence for what a step of the tape did, and why. */

#ifndef UNROLL_SESSION_SENTENCE_H
#define UNROLL_SESSION_SENTENCE_H

#include "session/session.h"

/* Adds the sentence for the place the tape is at, whose passes have been reached. */
void sentence_add(struct text *text, const struct session *session);

#endif
