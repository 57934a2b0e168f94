/* SPDX-License-Identifier: GPL-3.0-or-later */
/* saved.h - a session as text: the commands that rebuild its state, bit for bit.
 *
 * A saved file begins with "# unroll session 1" and ends with "# end" and the checksum of all bytes before that line,
 * so that a file that lost or changed a byte is refused whole. */

#ifndef UNROLL_SESSION_SAVED_H
#define UNROLL_SESSION_SAVED_H

#include "session/session.h"

enum { SAVED_LARGEST = 16 * 1024 * 1024 }; /* bytes of a saved session */

/* Adds the commands that rebuild the state, each followed by the separator ("\n" or "; "). Once the text is larger than
 * most bytes, or stop (may be NULL) is raised, the values that are left are not added. */
void saved_add_commands(struct text *text, const struct session *session, const char *separator, size_t most,
                        const volatile sig_atomic_t *stop);

/* Adds a whole saved file. False with a fault when it would be larger than SAVED_LARGEST, or when stop (may be NULL)
 * was raised meanwhile. */
bool saved_add_file(struct text *text, const struct session *session, const volatile sig_atomic_t *stop,
                    struct fault *fault);

/* True when the content is a saved session as it was written: its version and its checksum hold. Otherwise false with a
 * fault about the file called path. */
bool saved_check(const struct text *content, const char *path, struct fault *fault);

/* True when the content is one line that begins as saved_add_commands does with "; " behind each command. */
bool saved_is_line(const struct text *content);

/* True when the content begins as a saved session does. */
bool saved_begins(const char *bytes, size_t count);

#endif
