/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lesson.c - the page of the lesson that is open: all of it in a frame, and where nothing frames it what is new. */

#include "lesson/sheet.h"
#include "panel/panel.h"

static void title(const struct view *view, struct text *text)
{
    text_add(text, view->sheet != NULL ? text_string(&view->sheet->title) : "lesson");
}

static int rows(const struct view *view, int columns, bool ascii)
{
    struct sheet_rows wrapped = {0};
    if (view->sheet == NULL)
        return 1;
    sheet_wrap(&wrapped, view->sheet, view->brief, columns, ascii);
    int count = wrapped.count;
    sheet_rows_clear(&wrapped);
    return count > 0 ? count : 1;
}

static enum style plain_style(enum entry_kind kind)
{
    switch (kind) {
    case ENTRY_HEADING:
    case ENTRY_QUESTION:
    case ENTRY_BLANK:
        return STYLE_TITLE;
    case ENTRY_CODE:
        return STYLE_BADGE;
    case ENTRY_HOW:
    case ENTRY_GUIDE:
    case ENTRY_REMARK:
        return STYLE_DIM;
    default:
        return STYLE_PLAIN;
    }
}

static enum style style_of(enum entry_kind kind, enum emphasis emphasis)
{
    if (kind == ENTRY_RUN)
        return STYLE_DIM;
    return emphasis == EMPHASIS_CODE ? STYLE_BADGE : emphasis == EMPHASIS_STRONG ? STYLE_TITLE : plain_style(kind);
}

static enum style bar_style(enum entry_kind kind)
{
    return kind == ENTRY_RIGHT ? STYLE_POSITIVE : kind == ENTRY_REPLY ? STYLE_NEGATIVE : STYLE_FRAME;
}

static void draw_row(const struct area *area, int row, const struct sheet_row *from, bool framed)
{
    struct text part = {0};
    int column = from->indent;
    size_t to;
    if (from->entry == NULL)
        return;
    if (framed && sheet_is_barred(from->entry))
        area_put(area, row, 0, bar_style(from->entry->kind), "│");
    for (size_t at = from->from; at < from->to; at = to) {
        enum emphasis emphasis;
        to = prose_run(from->prose, at, from->to, &emphasis);
        text_empty(&part);
        text_add_bytes(&part, from->prose->text + at, to - at);
        column = area_put(area, row, column, style_of(from->entry->kind, emphasis), text_string(&part));
    }
    text_clear(&part);
}

/* The row where the entry begins. */
static int row_of(const struct sheet_rows *wrapped, const struct sheet_entry *entry)
{
    int row = 0;
    while (row < wrapped->count && (wrapped->row[row].entry == NULL || wrapped->row[row].entry < entry))
        row++;
    return row;
}

/* As far down as the news are seen whole, but never below their beginning. */
static int first_row(const struct view *view, const struct sheet_rows *wrapped, int room)
{
    int last = wrapped->count > room ? wrapped->count - room : 0;
    int news = row_of(wrapped, view->sheet->entry + view->sheet->news);
    int top = view->top > 0 ? view->top - 1 : news;
    return top < last ? top : last;
}

/* Begins what is said to answers. */
static bool is_said(enum entry_kind kind)
{
    return kind == ENTRY_HINT || kind == ENTRY_REPLY || kind == ENTRY_RIGHT || kind == ENTRY_ANSWER ||
           kind == ENTRY_REMARK;
}

int panel_lesson_rows(const struct sheet *sheet, int columns, bool ascii)
{
    struct sheet_rows wrapped = {0};
    int count = 0;
    if (sheet == NULL)
        return 0;
    sheet_wrap(&wrapped, sheet, true, columns, ascii);
    for (int row = 0; row < wrapped.count; row++) {
        if (wrapped.row[row].entry != NULL && is_said(wrapped.row[row].entry->kind))
            break;
        count = wrapped.row[row].entry != NULL ? row + 1 : count;
    }
    sheet_rows_clear(&wrapped);
    return count > 0 ? count : 1;
}

enum { MARK = 2 }; /* columns for what says that there is more */

/* The page as it stands in its frame: where it has more rows than there is room, the mark has columns of its own. */
static void wrap_page(struct sheet_rows *wrapped, const struct sheet *sheet, int room, int columns, bool ascii)
{
    sheet_wrap(wrapped, sheet, true, columns, ascii);
    if (wrapped->count <= room || columns <= MARK)
        return;
    sheet_rows_clear(wrapped);
    *wrapped = (struct sheet_rows){0};
    sheet_wrap(wrapped, sheet, true, columns - MARK, ascii);
}

int panel_lesson_top(const struct view *view, int room, int columns, bool ascii, int *all)
{
    struct sheet_rows wrapped = {0};
    wrap_page(&wrapped, view->sheet, room, columns, ascii);
    int top = first_row(view, &wrapped, room);
    *all = wrapped.count;
    sheet_rows_clear(&wrapped);
    return top;
}

/* Says in the corners that Page Up and Page Down lead to more of the page. */
static void draw_more(const struct area *area, int above, int below)
{
    bool ascii = canvas_is_ascii(area->canvas);
    if (above > 0)
        area_put_left_of(area, 0, area->columns, STYLE_DIM, ascii ? "^" : "▲");
    if (below > 0)
        area_put_left_of(area, area->rows - 1, area->columns, STYLE_DIM, ascii ? "v" : "▼");
}

static void draw(const struct view *view, const struct area *area)
{
    struct sheet_rows wrapped = {0};
    if (view->sheet == NULL) {
        area_put_cut(area, 0, 0, STYLE_PLAIN, "No lesson is open: lesson list shows them.");
        return;
    }
    bool ascii = canvas_is_ascii(area->canvas);
    if (view->brief)
        wrap_page(&wrapped, view->sheet, area->rows, area->columns, ascii);
    else
        sheet_wrap(&wrapped, view->sheet, false, area->columns, ascii);
    int top = view->brief ? first_row(view, &wrapped, area->rows) : 0;
    for (int row = 0; row < area->rows && top + row < wrapped.count; row++)
        draw_row(area, row, &wrapped.row[top + row], view->brief);
    if (view->brief)
        draw_more(area, top, wrapped.count - top - area->rows);
    sheet_rows_clear(&wrapped);
}

const struct panel panel_lesson = {
    .name = "lesson",
    .summary = "the page of the lesson that is open",
    .title = title,
    .rows = rows,
    .draw = draw,
};
