/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.c - a string that grows by doubling. */

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static bool any_cut;

bool text_any_cut(void)
{
    bool cut = any_cut;
    any_cut = false;
    return cut;
}

static bool cut(struct text *text)
{
    text->cut = any_cut = true;
    return false;
}

/* Makes room; false when the text is cut. */
static bool text_reserve(struct text *text, size_t more)
{
    size_t wanted = text->length + more + 1;
    if (text->cut || wanted <= text->capacity)
        return !text->cut;
    size_t capacity = text->capacity > 0 ? text->capacity : 64;
    while (capacity < wanted)
        capacity *= 2;
    char *bytes = alloc_try_resize(text->bytes, capacity, 1);
    if (bytes == NULL && capacity > ALLOC_SMALL)
        return cut(text);
    text->bytes = alloc_must(bytes);
    text->capacity = capacity;
    return true;
}

void text_clear(struct text *text)
{
    free(text->bytes);
    *text = (struct text){0};
}

void text_empty(struct text *text)
{
    text->length = 0;
    text->cut = false;
    if (text->bytes != NULL)
        text->bytes[0] = '\0';
}

const char *text_string(const struct text *text)
{
    return text->bytes != NULL ? text->bytes : "";
}

char *text_take(struct text *text)
{
    if (text->bytes == NULL)
        text_add(text, "");
    char *bytes = text->bytes;
    *text = (struct text){0};
    return bytes;
}

void text_add_bytes(struct text *text, const char *bytes, size_t count)
{
    if (!text_reserve(text, count))
        return;
    memcpy(text->bytes + text->length, bytes, count);
    text->length += count;
    text->bytes[text->length] = '\0';
}

void text_add(struct text *text, const char *string)
{
    text_add_bytes(text, string, strlen(string));
}

static void add_int(struct text *text, int number)
{
    char digits[16], *first = digits + sizeof digits;
    unsigned rest = number < 0 ? -(unsigned)number : (unsigned)number;
    do
        *--first = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (number < 0)
        *--first = '-';
    text_add_bytes(text, first, (size_t)(digits + sizeof digits - first));
}

/* True when the pattern has nothing but %s, %d and %%, as most have: these need no printf, which takes its time. */
static bool is_simple(const char *format)
{
    for (const char *c = strchr(format, '%'); c != NULL; c = strchr(c + 2, '%')) {
        if (c[1] != 's' && c[1] != 'd' && c[1] != '%')
            return false;
    }
    return true;
}

static void add_simple(struct text *text, const char *format, va_list arguments)
{
    for (;; format += 2) {
        size_t plain = strcspn(format, "%");
        text_add_bytes(text, format, plain);
        format += plain;
        if (*format == '\0')
            return;
        if (format[1] == 's')
            text_add(text, va_arg(arguments, const char *));
        else if (format[1] == 'd')
            add_int(text, va_arg(arguments, int));
        else
            text_add(text, "%");
    }
}

enum { USUAL_LENGTH = 63 };

static void __attribute__((format(printf, 2, 0))) add_printed(struct text *text, const char *format, va_list arguments)
{
    va_list again;
    if (!text_reserve(text, USUAL_LENGTH))
        return;
    size_t room = text->capacity - text->length;
    va_copy(again, arguments);
    int count = vsnprintf(text->bytes + text->length, room, format, arguments);
    if (count >= 0 && (size_t)count >= room) {
        count = text_reserve(text, (size_t)count) ? count : 0;
        vsnprintf(text->bytes + text->length, (size_t)count + 1, format, again);
    }
    va_end(again);
    text->length += count > 0 ? (size_t)count : 0;
    text->bytes[text->length] = '\0';
}

void text_vaddf(struct text *text, const char *format, va_list arguments)
{
    if (is_simple(format))
        add_simple(text, format, arguments);
    else
        add_printed(text, format, arguments);
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_vaddf(text, format, arguments);
    va_end(arguments);
}

void text_add_blanks(struct text *text, int count)
{
    for (int i = 0; i < count; i++)
        text_add_bytes(text, " ", 1);
}

void text_add_or(struct text *list, const char *alternative, bool last)
{
    text_add(list, list->length == 0 ? "" : last ? " or " : ", ");
    text_add(list, alternative);
}
