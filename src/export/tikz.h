/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tikz.h - the unrolled network as a TikZ picture with named styles, to be changed in one place. */

#ifndef UNROLL_EXPORT_TIKZ_H
#define UNROLL_EXPORT_TIKZ_H

#include "session/session.h"

/* Adds the definitions of the styles, once for a document. */
void tikz_add_styles(struct text *file);

/* Adds the picture of the steps around the present one, as far as the tape has come. */
void tikz_add_graph(struct text *file, const struct session *session);

#endif
