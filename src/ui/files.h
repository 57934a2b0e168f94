/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.h - where a person's own files are: history and init, by the rules of base/folders.h. */

#ifndef UNROLL_UI_FILES_H
#define UNROLL_UI_FILES_H

#include <stdbool.h>

#include "base/text.h"

/* Adds the history file's path and makes its folder. False when there can be none; then nothing is remembered. */
bool files_history(struct text *path);

/* Adds the path of the session that is kept when a signal ends the program, and makes its folder; false as above. */
bool files_autosave(struct text *path);

/* Adds the init file's path. False when there is none to look for. */
bool files_init(struct text *path);

/* Reads the init file if it is safe: a regular file of this user that nobody else may write. True with its content
 * (emptied first); false, with a remark for the person or an empty one, when it is not to be run. */
bool files_read_init(const char *path, struct text *content, struct text *remark);

#endif
