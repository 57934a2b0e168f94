/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graph.h - the numbers that stand in the unrolled network, wherever it is drawn. */

#ifndef UNROLL_PANEL_GRAPH_H
#define UNROLL_PANEL_GRAPH_H

#include "session/quantity.h"

enum { GRAPH_ENTRIES = 2 }; /* of a vector, where there is room for them */

/* Adds the value of x<t>, a<t> or yhat<t> in few digits, of a vector its first entries. False, and nothing added, while
 * the tape has not reached it. */
bool graph_add_value(struct text *text, const struct session *session, int entries, enum quantity_kind kind, int t);

/* Adds the gradient that came to a<t> from its own output (OPERATION_FROM_YHAT) or over the edge from a<t+1>
 * (OPERATION_FROM_NEXT). False, and nothing added, where none has come. */
bool graph_add_message(struct text *text, const struct session *session, int entries, enum operation operation, int t);

#endif
