/* SPDX-License-Identifier: GPL-3.0-or-later */
/* history.h - the file of the lines that were typed, which several programs may keep at once. */

#ifndef UNROLL_UI_HISTORY_H
#define UNROLL_UI_HISTORY_H

#include "base/fault.h"
#include "base/text.h"

/* Adds the lines, each with its newline, to the file, which is made when it is not there, and keeps the last of all, no
 * more than most. False with a fault; the file is then as it was. */
bool history_add(const char *path, const struct text *lines, int most, struct fault *fault);

#endif
