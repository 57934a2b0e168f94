/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prose.c - text and a list of the parts that stand out in it, kept in order, so that one pass reads both. */

#include "lesson/prose.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

/* Bytes that are safe already. */
static void add_part(struct prose_writer *writer, size_t from, enum emphasis emphasis)
{
    size_t to = writer->text.length;
    struct emphasized *last = writer->part_count > 0 ? &writer->part[writer->part_count - 1] : NULL;
    if (emphasis == EMPHASIS_NONE || to == from)
        return;
    if (last != NULL && last->to == from && last->emphasis == emphasis) {
        last->to = to;
        return;
    }
    writer->part = alloc_one_more(writer->part, writer->part_count, sizeof *writer->part);
    writer->part[writer->part_count++] = (struct emphasized){from, to, emphasis};
}

void prose_add(struct prose_writer *writer, const char *bytes, size_t count, enum emphasis emphasis)
{
    size_t from = writer->text.length;
    utf8_add_visible(&writer->text, bytes, count);
    add_part(writer, from, emphasis);
}

struct prose prose_take(struct prose_writer *writer, int line)
{
    size_t length = writer->text.length;
    while (length > 0 && (writer->text.bytes[length - 1] == ' ' || writer->text.bytes[length - 1] == '\n'))
        writer->text.bytes[--length] = '\0';
    writer->text.length = length;
    while (writer->part_count > 0 && writer->part[writer->part_count - 1].to > length) {
        struct emphasized *last = &writer->part[writer->part_count - 1];
        last->to = length;
        if (last->from >= length)
            writer->part_count--;
    }
    struct prose prose = {text_take(&writer->text), writer->part, writer->part_count, line};
    *writer = (struct prose_writer){0};
    return prose;
}

/* Lines joined by a blank, paragraphs parted by a newline. Yours to free. */
static char *join_lines(const char *text)
{
    struct text joined = {0};
    bool paragraph = false;
    while (*text != '\0') {
        text += strspn(text, " ");
        size_t length = strcspn(text, "\n"), used = length;
        while (used > 0 && text[used - 1] == ' ')
            used--;
        if (used > 0 && joined.length > 0)
            text_add(&joined, paragraph ? "\n" : " ");
        text_add_bytes(&joined, text, used);
        paragraph = used == 0;
        text += length + (text[length] == '\n');
    }
    return text_take(&joined);
}

static void write_run(struct prose_writer *writer, const char *from, const char *to, enum emphasis emphasis)
{
    size_t start = writer->text.length;
    text_add_bytes(&writer->text, from, (size_t)(to - from));
    add_part(writer, start, emphasis);
}

static bool is_strong_mark(const char *text)
{
    return text[0] == '*' && text[1] == '*';
}

static const char *last_strong_mark(const char *text)
{
    const char *last = text;
    for (; *text != '\0'; text++)
        last = is_strong_mark(text) ? text : last;
    return last;
}

/* A mark that nothing closes stands for itself. */
static void write_marked(struct prose_writer *writer, const char *text)
{
    enum emphasis outside = EMPHASIS_NONE;
    const char *run = text, *last = last_strong_mark(text);
    while (*text != '\0') {
        bool toggles = is_strong_mark(text) && (outside == EMPHASIS_STRONG || text + 2 <= last);
        const char *close = *text == '`' ? strchr(text + 1, '`') : NULL;
        if (!toggles && close == NULL) {
            text++;
            continue;
        }
        write_run(writer, run, text, outside);
        if (toggles)
            outside = outside == EMPHASIS_NONE ? EMPHASIS_STRONG : EMPHASIS_NONE;
        else
            write_run(writer, text + 1, close, EMPHASIS_CODE);
        run = text = toggles ? text + 2 : close + 1;
    }
    write_run(writer, run, text, outside);
}

struct prose prose_from(const char *text, int line)
{
    struct prose_writer writer = {0};
    char *joined = join_lines(text);
    write_marked(&writer, joined);
    free(joined);
    return prose_take(&writer, line);
}

struct prose prose_ascii(const struct prose *prose)
{
    struct prose_writer writer = {0};
    size_t length = strlen(prose->text), to;
    struct text run = {0};
    for (size_t from = 0; from < length; from = to) {
        enum emphasis emphasis;
        size_t start = writer.text.length;
        to = prose_run(prose, from, length, &emphasis);
        text_empty(&run);
        text_add_bytes(&run, prose->text + from, to - from);
        utf8_add_ascii(&writer.text, text_string(&run));
        add_part(&writer, start, emphasis);
    }
    text_clear(&run);
    return prose_take(&writer, prose->line);
}

void prose_clear(struct prose *prose)
{
    free(prose->text);
    free(prose->part);
    *prose = (struct prose){0};
}

/* The character at byte i: its bytes, and its columns. */
static size_t character(const char *text, size_t i, size_t length, int *columns)
{
    uint32_t code;
    size_t bytes = utf8_read(text + i, length - i, &code);
    *columns = utf8_columns(code);
    return bytes;
}

/* The end of the line that begins at byte from and has so many columns, and where the next one begins. */
static size_t line_end(const char *text, size_t from, size_t length, int columns, size_t *next)
{
    size_t blank = 0, i = from + strspn(text + from, " ");
    int used = (int)(i - from);
    while (i < length && text[i] != '\n') {
        int width;
        size_t bytes = character(text, i, length, &width);
        if (text[i] == ' ')
            blank = i;
        used += width;
        if (used > columns && i > from) {
            size_t end = text[i] == ' ' || blank == 0 ? i : blank;
            *next = end + strspn(text + end, " ");
            return end;
        }
        i += bytes;
    }
    *next = i + (text[i] == '\n');
    return i;
}

void prose_wrap(struct prose_lines *lines, const struct prose *prose, int columns, int hang)
{
    size_t length = prose->text != NULL ? strlen(prose->text) : 0, next;
    *lines = (struct prose_lines){0};
    hang = hang < columns ? hang : columns - 1;
    for (size_t from = 0; from < length; from = next) {
        int indent = from > 0 ? hang : 0;
        size_t to = line_end(prose->text, from, length, columns - indent, &next);
        while (to > from && prose->text[to - 1] == ' ')
            to--;
        lines->line = alloc_one_more(lines->line, lines->count, sizeof *lines->line);
        lines->line[lines->count++] = (struct prose_line){from, to, indent};
    }
}

void prose_lines_clear(struct prose_lines *lines)
{
    free(lines->line);
    *lines = (struct prose_lines){0};
}

int prose_item_hang(const struct prose *item)
{
    return (int)strcspn(item->text, " ") + 1;
}

size_t prose_run(const struct prose *prose, size_t from, size_t to, enum emphasis *emphasis)
{
    int low = 0, high = prose->part_count;
    /* The first part that ends behind byte from. */
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (prose->part[middle].to > from)
            high = middle;
        else
            low = middle + 1;
    }
    const struct emphasized *part = low < prose->part_count ? &prose->part[low] : NULL;
    bool inside = part != NULL && part->from <= from;
    *emphasis = inside ? part->emphasis : EMPHASIS_NONE;
    size_t end = part == NULL ? to : inside ? part->to : part->from;
    return end < to ? end : to;
}
