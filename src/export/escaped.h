/* SPDX-License-Identifier: GPL-3.0-or-later */
/* escaped.h - text inside other languages, where it stays text. */

#ifndef UNROLL_EXPORT_ESCAPED_H
#define UNROLL_EXPORT_ESCAPED_H

#include "base/text.h"

/* Adds the string as content of an XML or HTML element. */
void escaped_add_xml(struct text *file, const char *string);

/* Adds the string as a JSON string with its quotes; it can also stand in a script element, which it does not end. */
void escaped_add_json(struct text *file, const char *string);

#endif
