/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.h - a string that grows. One that grows long may find no more memory: it is cut then, and says so. */

#ifndef UNROLL_BASE_TEXT_H
#define UNROLL_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* bytes is always NUL-terminated, and "" for a text that was set to {0} and never added to is given by text_string. */
struct text {
    char *bytes;
    size_t length;   /* without the NUL */
    size_t capacity; /* with the NUL */
    bool cut;        /* there was no memory for something that was added: it is missing, and all that came later */
};

/* Frees the bytes; the text is empty and can be used again. */
void text_clear(struct text *text);

/* True when some text was cut since the last call, wherever that was. */
bool text_any_cut(void);

/* Makes the text empty and keeps its memory. */
void text_empty(struct text *text);

/* The content, borrowed until the next change; never NULL. */
const char *text_string(const struct text *text);

/* Gives the content away: yours to free; the text is empty. */
char *text_take(struct text *text);

void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t count);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vaddf(struct text *text, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

/* Adds count blanks, none when count is negative. */
void text_add_blanks(struct text *text, int count);

/* Adds an alternative to a list that holds nothing else: "dark, light or mono". */
void text_add_or(struct text *list, const char *alternative, bool last);

#endif
