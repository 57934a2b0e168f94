/* SPDX-License-Identifier: GPL-3.0-or-later */
/* setting.h - what `set` can set: a row each. */

#ifndef UNROLL_COMMAND_SETTING_H
#define UNROLL_COMMAND_SETTING_H

#include "command/command.h"

struct setting {
    const char *name;
    const char *values; /* "3..17", "on|off" */
    const char *summary;
    void (*show)(const struct context *context, struct text *text);
    bool (*set)(struct context *context); /* the value is argument 2 */
};

/* The rows, ended by one whose name is NULL. */
extern const struct setting settings[];

#endif
