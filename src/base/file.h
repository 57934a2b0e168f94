/* SPDX-License-Identifier: GPL-3.0-or-later */
/* file.h - files read whole and replaced whole. */

#ifndef UNROLL_BASE_FILE_H
#define UNROLL_BASE_FILE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/fault.h"
#include "base/text.h"

/* The path with the folder that HOME names in the place of a leading "~", which is how the functions below understand
 * theirs; kept in place where it differs. NULL where there is no memory. */
const char *file_place(const char *path, struct text *place);

/* Reads the file into content (emptied first), without a byte order mark. False with a fault when it cannot be read,
 * is not a regular file, is larger than limit bytes, or holds a NUL byte (the fault names its line). */
bool file_read(const char *path, size_t limit, struct text *content, struct fault *fault);

/* The same for a file that may take a while: false with a fault, too, when stop (may be NULL) is raised meanwhile. */
bool file_read_long(const char *path, size_t limit, const volatile sig_atomic_t *stop, struct text *content,
                    struct fault *fault);

/* Makes the file hold exactly the content, or leaves it as it was: writes a file beside it, and only when that is on
 * the disk gives it the name. Refuses to replace what is not a regular file, and to write a text that was cut. False
 * with a fault, also when the file has its new content and only the folder could not be put on the disk; the fault
 * says so then. */
bool file_replace(const char *path, const struct text *content, struct fault *fault);

/* Takes the next line out of bytes[*at..count) without its newline or carriage return. False after the last. The line
 * is added to line (emptied first). */
bool file_next_line(const char *bytes, size_t count, size_t *at, struct text *line);

#endif
