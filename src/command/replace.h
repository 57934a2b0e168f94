/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replace.h - whose file it is that a command is about to write over. */

#ifndef UNROLL_COMMAND_REPLACE_H
#define UNROLL_COMMAND_REPLACE_H

#include "command/command.h"

/* True when the file, which argument i names, is not there, is empty, or begins as this program writes such files;
 * otherwise it is somebody's work: false with a fault that says it is not what ("a saved session"). */
bool replace_allowed(struct context *context, int i, const char *path, bool (*begins)(const char *bytes, size_t count),
                     const char *what);

#endif
