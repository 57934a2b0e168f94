/* SPDX-License-Identifier: GPL-3.0-or-later */
/* utf8.h - characters of UTF-8 text, and text from strangers made safe to show. */

#ifndef UNROLL_BASE_UTF8_H
#define UNROLL_BASE_UTF8_H

#include <locale.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Reads the character at bytes[0], at most count >= 1 bytes. Gives its length and the code point, or 1 and
 * UTF8_INVALID where the bytes are not UTF-8. */
size_t utf8_read(const char *bytes, size_t count, uint32_t *code);

#define UTF8_INVALID UINT32_MAX

/* Adds the character as UTF-8. */
void utf8_add(struct text *text, uint32_t code);

/* Between these two, columns are those of a UTF-8 terminal whatever the locale: for what goes into files. Where the
 * system has no such locale, they stay as they are and entered is false. utf8_enter gives false when there is no
 * memory; then there is nothing to leave. */
struct utf8_locale {
    bool entered;
    locale_t now, before;
};
bool utf8_enter(struct utf8_locale *utf8);
void utf8_leave(struct utf8_locale *utf8);

/* The columns a terminal gives the character, 0 for what cannot be shown. */
int utf8_columns(uint32_t code);

/* The columns it gives the string: their sum. */
int utf8_width(const char *string);

/* The bytes of the text that fit into the columns, up to a blank where there is one; at least one character. */
size_t utf8_fitting(const char *text, int columns);

/* Adds the text in lines of so many columns at most, a newline after each, those behind the first set in by indent. */
void utf8_add_wrapped(struct text *lines, const char *text, int columns, int indent);

/* Adds count bytes of text from a stranger so that a terminal only shows it: control characters become ^[ or <9B>,
 * invisible and direction-changing ones <U+202E>, bytes that are not UTF-8 <FF>. Tabs become one blank. */
void utf8_add_visible(struct text *text, const char *bytes, size_t count);

/* The same for one line of text: newline also becomes visible, as ^J. */
void utf8_add_visible_line(struct text *text, const char *bytes, size_t count);

/* True when all of the line can be seen as it is: made visible it would be the same. */
bool utf8_is_visible_line(const char *string);

/* Adds the string with every sign of this program that is not ASCII spelt in ASCII: yhat for its sign, d, ^2, ->;
 * anything else becomes '?'. */
void utf8_add_ascii(struct text *text, const char *string);

/* The columns the string takes: as it is, or spelt in ASCII. */
int utf8_width_spelt(const char *string, bool ascii);

/* The ASCII spelling of one character, or NULL when it has none. */
const char *utf8_ascii(uint32_t code);

#endif
