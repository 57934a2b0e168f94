/* SPDX-License-Identifier: GPL-3.0-or-later */
/* key.h - the keys of the full screen: each stands for a command line, so that keys teach the language. */

#ifndef UNROLL_COMMAND_KEY_H
#define UNROLL_COMMAND_KEY_H

enum { KEY_SEQUENCES = 5 };

/* How a report of the mouse begins: button, column and row follow. Its rows hold also while something is typed. */
#define KEY_MOUSE "\033[<"

struct key {
    const char *name;                     /* as people call it */
    const char *sequences[KEY_SEQUENCES]; /* what terminals send for it, ended by NULL */
    const char *line;                     /* the command it stands for while the line is empty */
    const char *summary;
};

/* The rows, ended by one whose name is NULL. */
extern const struct key keys[];

#endif
