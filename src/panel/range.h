/* SPDX-License-Identifier: GPL-3.0-or-later */
/* range.h - the range a parameter is looked at over: what a person asks for, or what the network suggests. */

#ifndef UNROLL_PANEL_RANGE_H
#define UNROLL_PANEL_RANGE_H

#include "session/quantity.h"

/* The range from -m to m, m a round number, that holds the parameter's present value and most of the last descent. The
 * quantity is a parameter of the session's network. */
struct range range_usual(const struct session *session, const struct quantity *quantity);

/* Reads "NAME" or "NAME FROM TO" at line[*at..to) and moves *at to what follows; without FROM TO the range is the usual
 * one. False with a fault, its caret included. */
bool range_read(const struct session *session, const char *line, size_t *at, size_t to, struct quantity *name,
                struct range *range, struct fault *fault);

#endif
