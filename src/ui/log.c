/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log.c - lines, wrapped at blanks when they are drawn. */

#include "ui/log.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { MOST_LINES = 5000, MOST_BYTES = 16 * 1024, DROPPED = 1000, INDENT = 2, WIDEST = 110 };

void log_clear(struct log *log)
{
    while (log->count > 0)
        log_drop(log);
    free(log->line);
    *log = (struct log){0};
}

void log_drop(struct log *log)
{
    if (log->count > 0)
        free(log->line[--log->count].text);
}

static void forget_oldest(struct log *log)
{
    for (int i = 0; i < DROPPED; i++)
        free(log->line[i].text);
    memmove(log->line, log->line + DROPPED, (size_t)(log->count - DROPPED) * sizeof *log->line);
    log->count -= DROPPED;
    log->forgotten += DROPPED;
}

/* Nobody scrolls through ten million numbers, and every frame would have to wrap them. */
static void add_line(struct log *log, enum style style, const char *bytes, size_t count)
{
    struct text safe = {0};
    size_t kept = count;
    if (count > MOST_BYTES) {
        for (kept = MOST_BYTES; kept > 0 && ((unsigned char)bytes[kept] & 0xC0) == 0x80;)
            kept--;
    }
    utf8_add_visible_line(&safe, bytes, kept);
    if (kept < count)
        text_addf(&safe, "… (%zu more bytes are not shown here; the line mode shows them)", count - kept);
    if (log->count == MOST_LINES)
        forget_oldest(log);
    log->line = alloc_one_more(log->line, log->count, sizeof *log->line);
    log->line[log->count++] = (struct log_line){alloc_string(text_string(&safe)), style};
    text_clear(&safe);
}

void log_add(struct log *log, enum style style, const char *text)
{
    for (;;) {
        size_t length = strcspn(text, "\n");
        add_line(log, style, text, length);
        if (text[length] == '\0')
            return;
        text += length + 1;
    }
}

long log_added(const struct log *log)
{
    return log->forgotten + log->count;
}

/* One line as it is drawn: pieces of the text, one a row, all but the first further in. */
struct piece {
    const char *rest; /* not taken yet */
    int indent, next_indent, columns;
    const char *from;
    size_t count;
};

static void begin(struct piece *piece, const char *text, int columns)
{
    columns = columns < WIDEST ? columns : WIDEST;
    int indent = (int)strspn(text, " ") + INDENT;
    *piece = (struct piece){.rest = text, .next_indent = indent < columns / 2 ? indent : 0, .columns = columns};
}

/* The next row of the line; false when there is none. An empty line has one. */
static bool next(struct piece *piece)
{
    if (piece->from != NULL && *piece->rest == '\0')
        return false;
    bool first = piece->from == NULL;
    piece->indent = first ? 0 : piece->next_indent;
    piece->rest += !first && *piece->rest == ' ';
    piece->from = piece->rest;
    piece->count = utf8_fitting(piece->rest, piece->columns - piece->indent);
    piece->rest += piece->count;
    return true;
}

/* The line as this canvas spells it: its own text, or that in ASCII. */
static const char *spelt(const struct log_line *line, bool ascii, struct text *in_ascii)
{
    if (!ascii)
        return line->text;
    utf8_add_ascii(in_ascii, line->text);
    return text_string(in_ascii);
}

static int rows_of(const struct log_line *line, int columns, bool ascii)
{
    struct text in_ascii = {0};
    struct piece piece;
    int rows = 0;
    begin(&piece, spelt(line, ascii, &in_ascii), columns);
    while (next(&piece))
        rows++;
    text_clear(&in_ascii);
    return rows;
}

int log_rows(const struct log *log, int first, int columns, bool ascii, int most)
{
    int rows = 0;
    for (int i = log->count - 1; i >= first && i >= 0 && rows < most; i--)
        rows += rows_of(&log->line[i], columns, ascii);
    return rows;
}

/* Draws the line from the row on; rows outside of the area are cut off. Dots stand where its beginning is missing. */
static void draw_line(const struct log_line *line, const struct area *area, int row)
{
    struct text in_ascii = {0}, part = {0};
    struct piece piece;
    bool ascii = canvas_is_ascii(area->canvas);
    begin(&piece, spelt(line, ascii, &in_ascii), area->columns);
    while (next(&piece)) {
        text_empty(&part);
        text_add_bytes(&part, piece.from, piece.count);
        area_put(area, row, piece.indent, line->style, text_string(&part));
        if (row++ == 0 && piece.indent >= INDENT)
            area_put(area, 0, piece.indent - INDENT, STYLE_DIM, ascii ? ".." : "…");
    }
    text_clear(&in_ascii);
    text_clear(&part);
}

void log_draw(const struct log *log, const struct area *area, int up)
{
    int row = area->rows + up;
    for (int i = log->count - 1; i >= 0 && row > 0; i--) {
        row -= rows_of(&log->line[i], area->columns, canvas_is_ascii(area->canvas));
        if (row < area->rows)
            draw_line(&log->line[i], area, row);
    }
}
