/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.c - entries, and the rows they make: how far in they stand and where an empty row parts them. */

#include "lesson/sheet.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void sheet_empty(struct sheet *sheet)
{
    while (sheet->count > 0)
        prose_clear(&sheet->entry[--sheet->count].prose);
}

void sheet_clear(struct sheet *sheet)
{
    sheet_empty(sheet);
    text_clear(&sheet->title);
    free(sheet->entry);
    *sheet = (struct sheet){0};
}

/* Takes the prose over. */
static void add(struct sheet *sheet, enum entry_kind kind, struct prose prose)
{
    sheet->entry = alloc_one_more(sheet->entry, sheet->count, sizeof *sheet->entry);
    sheet->entry[sheet->count++] = (struct sheet_entry){kind, prose, true};
}

void sheet_add(struct sheet *sheet, enum entry_kind kind, const char *prefix, const struct prose *prose)
{
    struct prose_writer writer = {0};
    size_t length = prose->text != NULL ? strlen(prose->text) : 0, to;
    prose_add(&writer, prefix, strlen(prefix), EMPHASIS_NONE);
    for (size_t from = 0; from < length; from = to) {
        enum emphasis emphasis;
        to = prose_run(prose, from, length, &emphasis);
        prose_add(&writer, prose->text + from, to - from, emphasis);
    }
    add(sheet, kind, prose_take(&writer, prose->line));
}

void sheet_addf(struct sheet *sheet, enum entry_kind kind, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vaddf(&text, format, arguments);
    va_end(arguments);
    add(sheet, kind, prose_from(text_string(&text), 0));
    text_clear(&text);
}

static struct prose code(const char *text)
{
    struct prose_writer writer = {0};
    prose_add(&writer, text, strlen(text), EMPHASIS_CODE);
    return prose_take(&writer, 0);
}

void sheet_add_code(struct sheet *sheet, enum entry_kind kind, const char *text)
{
    add(sheet, kind, code(text));
}

void sheet_replace_code(struct sheet *sheet, enum entry_kind kind, int i, const char *text)
{
    int at = 0;
    while (at < sheet->count && (sheet->entry[at].kind != kind || i-- > 0))
        at++;
    if (at == sheet->count || strcmp(sheet->entry[at].prose.text, text) == 0)
        return;
    prose_clear(&sheet->entry[at].prose);
    sheet->entry[at].prose = code(text);
    sheet->entry[at].fresh = true;
}

const char *sheet_last(const struct sheet *sheet, enum entry_kind kind)
{
    for (int i = sheet->count - 1; i >= 0; i--) {
        if (sheet->entry[i].kind == kind)
            return sheet->entry[i].prose.text;
    }
    return NULL;
}

void sheet_drop(struct sheet *sheet, enum entry_kind kind)
{
    int kept = 0;
    for (int i = 0; i < sheet->count; i++) {
        if (sheet->entry[i].kind == kind)
            prose_clear(&sheet->entry[i].prose);
        else
            sheet->entry[kept++] = sheet->entry[i];
    }
    sheet->count = kept;
}

void sheet_shown(struct sheet *sheet)
{
    sheet->news = sheet->count;
    while (sheet->news > 0 && sheet->entry[sheet->news - 1].fresh)
        sheet->news--;
    for (int i = 0; i < sheet->count; i++)
        sheet->entry[i].fresh = false;
}

/* Rows. */

enum { INDENT = 2 };

static bool is_wanted(const struct sheet_entry *entry, bool framed)
{
    return framed ? entry->kind != ENTRY_HEADING && entry->kind != ENTRY_GUIDE && entry->kind != ENTRY_HOW
                  : entry->fresh;
}

/* Which entries stand close below which others; all others have an empty row before them. */
static bool stands_close(enum entry_kind kind, enum entry_kind above)
{
    switch (kind) {
    case ENTRY_ITEM:
        return above == ENTRY_ITEM;
    case ENTRY_RUN:
        return above == ENTRY_RUN;
    case ENTRY_CHOICE:
        return above == ENTRY_CHOICE || above == ENTRY_QUESTION;
    case ENTRY_DERIVATION:
        return above == ENTRY_DERIVATION || above == ENTRY_QUESTION;
    case ENTRY_HOW:
    case ENTRY_BLANK:
        return above == ENTRY_QUESTION || above == ENTRY_CHOICE || above == ENTRY_DERIVATION;
    case ENTRY_HINT:
        return above == ENTRY_HINT;
    case ENTRY_EXPLANATION:
        return above == ENTRY_RIGHT || above == ENTRY_ANSWER;
    case ENTRY_ANSWER:
        return above == ENTRY_ANSWER;
    default:
        return false;
    }
}

/* Behind what was said before, these begin without an empty row. */
static bool answers(enum entry_kind kind)
{
    return kind == ENTRY_REPLY || kind == ENTRY_RIGHT || kind == ENTRY_HINT || kind == ENTRY_HOW ||
           kind == ENTRY_BLANK || kind == ENTRY_DERIVATION || kind == ENTRY_ANSWER || kind == ENTRY_EXPLANATION ||
           kind == ENTRY_REMARK;
}

bool sheet_is_barred(const struct sheet_entry *entry)
{
    return entry->kind == ENTRY_REPLY || entry->kind == ENTRY_RIGHT || entry->kind == ENTRY_HINT;
}

static int indent_of(const struct sheet_entry *entry, bool framed)
{
    bool code = entry->kind == ENTRY_CODE || entry->kind == ENTRY_DERIVATION;
    return code || (framed && sheet_is_barred(entry)) ? INDENT : 0;
}

static int hang_of(const struct sheet_entry *entry)
{
    bool marked = entry->kind == ENTRY_ITEM || entry->kind == ENTRY_CHOICE || entry->kind == ENTRY_RUN;
    return marked ? prose_item_hang(&entry->prose) : entry->kind == ENTRY_DERIVATION ? 2 * INDENT : 0;
}

static void add_row(struct sheet_rows *rows, struct sheet_row row)
{
    rows->row = alloc_one_more(rows->row, rows->count, sizeof *rows->row);
    rows->row[rows->count++] = row;
}

/* The entry's prose as it is to be spelt. */
static const struct prose *spelt(struct sheet_rows *rows, const struct sheet *sheet, const struct sheet_entry *entry,
                                 bool ascii)
{
    if (!ascii)
        return &entry->prose;
    /* All at once: rows point into the array. */
    if (rows->spelt == NULL)
        rows->spelt = alloc_array((size_t)sheet->count, sizeof *rows->spelt);
    rows->spelt[rows->spelt_count] = prose_ascii(&entry->prose);
    return &rows->spelt[rows->spelt_count++];
}

static void add_entry(struct sheet_rows *rows, const struct sheet_entry *entry, const struct prose *prose, int indent,
                      int columns)
{
    struct prose_lines lines;
    prose_wrap(&lines, prose, columns > indent ? columns - indent : 1, hang_of(entry));
    for (int i = 0; i < lines.count; i++) {
        const struct prose_line *line = &lines.line[i];
        add_row(rows, (struct sheet_row){entry, prose, line->from, line->to, line->indent + indent, i == 0});
    }
    prose_lines_clear(&lines);
}

void sheet_wrap(struct sheet_rows *rows, const struct sheet *sheet, bool framed, int columns, bool ascii)
{
    const struct sheet_entry *above = NULL;
    *rows = (struct sheet_rows){0};
    for (int i = 0; i < sheet->count; i++) {
        const struct sheet_entry *entry = &sheet->entry[i];
        if (!is_wanted(entry, framed))
            continue;
        bool close = above != NULL ? stands_close(entry->kind, above->kind) : framed || answers(entry->kind);
        if (!close)
            add_row(rows, (struct sheet_row){0});
        add_entry(rows, entry, spelt(rows, sheet, entry, ascii), indent_of(entry, framed), columns);
        above = entry;
    }
}

void sheet_rows_clear(struct sheet_rows *rows)
{
    for (int i = 0; i < rows->spelt_count; i++)
        prose_clear(&rows->spelt[i]);
    free(rows->spelt);
    free(rows->row);
    *rows = (struct sheet_rows){0};
}
