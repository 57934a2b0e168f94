/* SPDX-License-Identifier: GPL-3.0-or-later */
/* theme.h - the themes the full screen has. */

#ifndef UNROLL_COMMAND_THEME_H
#define UNROLL_COMMAND_THEME_H

enum theme { THEME_DARK, THEME_LIGHT, THEME_MONO, THEME_COUNT };

/* Their names: "dark", "light", "mono". */
extern const char *const theme_names[THEME_COUNT];

#endif
