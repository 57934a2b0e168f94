/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tex_formula.h - formulas and sentences of the program in LaTeX. Whatever the text, it runs nothing: every character
 * that TeX would obey is spelt. */

#ifndef UNROLL_EXPORT_TEX_FORMULA_H
#define UNROLL_EXPORT_TEX_FORMULA_H

#include "base/text.h"

/* Adds the formula for math mode. */
void tex_add_formula(struct text *file, const char *formula);

/* Adds the string for text mode, character by character. */
void tex_add_text(struct text *file, const char *string);

/* Adds the sentence for text mode, its symbols as formulas. */
void tex_add_sentence(struct text *file, const char *sentence);

#endif
