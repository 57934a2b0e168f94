/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page_formula.h - a formula for the page, which makes MathML of it.
 *
 *     sLETTER|below|step|raised|marks|entry   a symbol; d the same, divided by the symbol that follows
 *     n number   f function   w word   o sign   r exponent of what stands before
 *     m matrix: , between entries, ; rows */

#ifndef UNROLL_EXPORT_PAGE_FORMULA_H
#define UNROLL_EXPORT_PAGE_FORMULA_H

#include "base/text.h"

/* Adds the atoms as a JSON string. */
void page_formula_add(struct text *file, const char *formula);

#endif
