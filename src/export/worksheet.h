/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worksheet.h - a derivation to be filled in by hand: the symbols stand, the numbers are asked for. A worksheet and its
 * key are the same document, made from the same derivation; only what stands in the blanks differs. */

#ifndef UNROLL_EXPORT_WORKSHEET_H
#define UNROLL_EXPORT_WORKSHEET_H

#include "export/export.h"
#include "session/derivation.h"

/* Puts blanks in the place of every number and value of the derivation. */
void worksheet_hide(struct derivation *derivation);

/* What is known before the blanks are filled in: a copy of the session before its present step or, for every step, at
 * the start. Yours to session_free; NULL with a fault when there is no step to fill in or memory does not suffice. */
struct session *worksheet_known(const struct export_request *request, struct fault *fault);

/* Adds "week 3: worksheet", "week 3: key", or the title alone. */
void worksheet_add_title(struct text *text, const struct export_request *request);

#endif
