/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look.h - what the commands that show a weight at a step share. */

#ifndef UNROLL_COMMAND_LOOK_H
#define UNROLL_COMMAND_LOOK_H

#include "command/command.h"
#include "session/quantity.h"

/* Reads "[weight] [t]", both optional, in this order. Without a weight view->all is true and w is V; without a step t
 * is 0. inside: only weights inside g. */
bool look_weight_and_step(struct context *context, bool inside, struct view *view);

/* Reads the arguments, from the first to the last, as one name; false with a fault. */
bool look_name(struct context *context, struct quantity *quantity);

/* Hints which panel the name, which is none, may have meant, or which there are to show; and the others that fit, ended
 * by NULL. Always false. */
bool look_hint_panel(struct context *context, const char *name, const char *const *others);

#endif
