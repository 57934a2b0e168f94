/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps_table.h - the table of the steps, cell by cell, for the formats that have tables of their own. */

#ifndef UNROLL_EXPORT_STEPS_TABLE_H
#define UNROLL_EXPORT_STEPS_TABLE_H

#include "session/session.h"

enum { STEPS_TABLE_COLUMNS = 8 };

/* The names of the columns: t, x, a<t>, ... */
extern const char *const steps_table_heads[STEPS_TABLE_COLUMNS];

/* Adds the cell of step t in the session's digits, a dot for what the tape has not reached. */
void steps_table_add(struct text *text, const struct session *session, int t, int column);

#endif
