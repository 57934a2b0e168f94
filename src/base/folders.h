/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folders.h - where a person's own files are, by the XDG base directory rules: an empty variable counts as unset, a
 * relative one is ignored. */

#ifndef UNROLL_BASE_FOLDERS_H
#define UNROLL_BASE_FOLDERS_H

#include <stdbool.h>

#include "base/text.h"

/* Adds the path of the file this program keeps under that name (XDG_STATE_HOME, ~/.local/state) and makes its folder.
 * False when there can be none; then nothing can be kept. */
bool folders_add_state(struct text *path, const char *name);

/* Adds the path of the file or folder of that name among a person's settings (XDG_CONFIG_HOME, ~/.config) or data
 * (XDG_DATA_HOME, ~/.local/share). False when there is no place for it. */
bool folders_add_config(struct text *path, const char *name);
bool folders_add_data(struct text *path, const char *name);

#endif
