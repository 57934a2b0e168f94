/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markdown.c - the only file that knows md4c, which reads CommonMark and calls back for each block, span and text.
 *
 * md4c gives no line numbers, but its texts point into what it reads. What has no text, such as a rule, is looked for
 * from the last known place on. Raw HTML is off, so `<t>` comes as text; a code host would drop it, so it is a
 * fault. */

#include "lesson/markdown.h"

#include <ctype.h>
#include <md4c.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "lesson/prose.h"

/* md4c takes a time that grows with the square of a paragraph's lines when each of them has brackets. */
enum { MOST_PIECES = 10000, MOST_LINES = 1000 };

struct scan {
    const char *bytes;
    size_t count;
    size_t *line_start; /* of line i + 1 */
    int line_count;
    size_t seen; /* nothing before this byte is still to come */
    struct markdown *markdown;
    struct lesson_faults *faults;
    struct piece piece; /* being read; its line is 0 before its first text */
    struct prose_writer prose;
    struct text code;
    bool open;           /* piece, prose and code are in use */
    const char *refused; /* what has no place and still waits for a line; NULL for none */
    int lists, quotes, strong, code_spans;
    bool has_text; /* of the open piece, a bullet aside */
    int number;    /* of the next item of a numbered list; -1 in one with bullets */
    int newlines;  /* at the beginning of a code block, before its first text */
    int checked;   /* lines up to this one hold no definition of a link */
};

/* Places. */

static void find_lines(struct scan *scan)
{
    scan->line_start = alloc_one_more(NULL, 0, sizeof *scan->line_start);
    scan->line_start[scan->line_count++] = 0;
    for (size_t i = 0; i < scan->count; i++) {
        if (scan->bytes[i] != '\n')
            continue;
        scan->line_start = alloc_one_more(scan->line_start, scan->line_count, sizeof *scan->line_start);
        scan->line_start[scan->line_count++] = i + 1;
    }
}

/* The line, from 1, on which the byte stands. */
static int line_of(const struct scan *scan, size_t at)
{
    int low = 0, high = scan->line_count;
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        if (scan->line_start[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

/* The first byte of the line, from 1, or the end of the text behind the last. */
static size_t start_of(const struct scan *scan, int line)
{
    return line <= scan->line_count ? scan->line_start[line - 1] : scan->count;
}

static bool is_inside(const struct scan *scan, const char *text)
{
    uintptr_t at = (uintptr_t)text, from = (uintptr_t)scan->bytes;
    return at >= from && at < from + scan->count;
}

/* Three or more of the marks and nothing else but blanks. */
static bool is_rule(const char *line)
{
    size_t blanks = strspn(line, " \t");
    char mark = line[blanks];
    int marks = 0;
    if (mark == '\0' || strchr("-*_", mark) == NULL)
        return false;
    for (const char *c = line + blanks; *c != '\n' && *c != '\0'; c++) {
        if (*c != mark && *c != ' ' && *c != '\t')
            return false;
        marks += *c == mark;
    }
    return marks >= 3;
}

static bool is_fence(const char *line)
{
    size_t blanks = strspn(line, " \t");
    return strncmp(line + blanks, "```", 3) == 0 || strncmp(line + blanks, "~~~", 3) == 0;
}

static bool is_heading(const char *line)
{
    return line[strspn(line, " \t")] == '#';
}

static bool is_not_blank(const char *line)
{
    size_t blanks = strspn(line, " \t");
    return line[blanks] != '\n' && line[blanks] != '\0';
}

/* The next line that is such and has not been seen; from there on nothing is seen. The last line when there is none. */
static int next_line(struct scan *scan, bool (*is_such)(const char *line))
{
    int line = line_of(scan, scan->seen);
    if (scan->seen > start_of(scan, line))
        line++;
    while (line < scan->line_count && !is_such(scan->bytes + start_of(scan, line)))
        line++;
    line = line < scan->line_count ? line : scan->line_count;
    scan->seen = start_of(scan, line + 1);
    return line;
}

/* Faults. */

static void refuse(struct scan *scan, const char *what)
{
    if (scan->refused == NULL)
        scan->refused = what;
}

static void report_refused(struct scan *scan, int line)
{
    if (scan->refused != NULL)
        lesson_fault_add(scan->faults, line, "%s", scan->refused);
    scan->refused = NULL;
}

/* The text is known to stand here. */
static int located(struct scan *scan, const char *text, size_t size)
{
    size_t at = (size_t)(text - scan->bytes);
    int line = line_of(scan, at);
    if (at + size > scan->seen)
        scan->seen = at + size;
    report_refused(scan, line);
    return line;
}

/* Pieces. */

static void begin_piece(struct scan *scan, enum piece_kind kind)
{
    scan->piece = (struct piece){.kind = kind};
    scan->open = true;
    scan->has_text = false;
    scan->newlines = 0;
}

static void end_piece(struct scan *scan)
{
    struct markdown *markdown = scan->markdown;
    if (scan->piece.line == 0)
        scan->piece.line = next_line(scan, is_not_blank);
    if (!scan->has_text)
        report_refused(scan, scan->piece.line);
    scan->piece.prose = prose_take(&scan->prose, scan->piece.line);
    markdown->piece = alloc_one_more(markdown->piece, markdown->count, sizeof *markdown->piece);
    markdown->piece[markdown->count++] = scan->piece;
    scan->piece = (struct piece){0};
    scan->open = false;
}

static void begin_item(struct scan *scan)
{
    struct text bullet = {0};
    begin_piece(scan, PIECE_ITEM);
    if (scan->number >= 0)
        text_addf(&bullet, "%d. ", scan->number++);
    else
        text_add(&bullet, "- ");
    prose_add(&scan->prose, text_string(&bullet), bullet.length, EMPHASIS_NONE);
    text_clear(&bullet);
}

static void end_item(struct scan *scan)
{
    if (!scan->has_text)
        refuse(scan, "this list item is empty");
    end_piece(scan);
}

static void end_heading(struct scan *scan)
{
    if (scan->piece.line == 0)
        scan->piece.line = next_line(scan, is_heading);
    if (!is_heading(scan->bytes + start_of(scan, scan->piece.line))) {
        lesson_fault_add(scan->faults, scan->piece.line,
                         "the line below makes this a heading; an empty line between them makes it a paragraph");
        next_line(scan, is_not_blank);
    }
    end_piece(scan);
}

static void begin_code(struct scan *scan, const MD_BLOCK_CODE_DETAIL *detail)
{
    begin_piece(scan, PIECE_CODE);
    if (detail->fence_char == '\0')
        refuse(scan, "code stands between fences (```), not behind four blanks");
    struct text info = {0};
    utf8_add_visible_line(&info, detail->info.text, detail->info.size);
    scan->piece.info = text_take(&info);
    if (detail->info.size > 0 && is_inside(scan, detail->info.text))
        scan->piece.line = located(scan, detail->info.text, detail->info.size);
}

/* [name]: address. md4c swallows such a line. */
static bool is_definition(const char *line)
{
    size_t blanks = strspn(line, " "), length = strcspn(line + blanks, "]\n");
    return line[blanks] == '[' && strncmp(line + blanks + length, "]:", 2) == 0;
}

static void check_definitions(struct scan *scan, int before)
{
    for (int line = scan->checked + 1; line < before; line++) {
        if (is_definition(scan->bytes + start_of(scan, line)))
            lesson_fault_add(scan->faults, line, "a link has no place in a lesson");
    }
}

/* A fence that is never closed takes in the rest of the file. */
static void check_closed(struct scan *scan)
{
    int closing = scan->piece.line + 1;
    for (size_t i = 0; i < scan->code.length; i++)
        closing += scan->code.bytes[i] == '\n';
    check_definitions(scan, scan->piece.line);
    scan->checked = closing;
    if (closing > scan->line_count || !is_fence(scan->bytes + start_of(scan, closing)))
        lesson_fault_add(scan->faults, scan->piece.line, "this block is never closed; it ends with a line of ```");
    else if (start_of(scan, closing + 1) > scan->seen)
        scan->seen = start_of(scan, closing + 1);
}

static void end_code(struct scan *scan, const MD_BLOCK_CODE_DETAIL *detail)
{
    if (scan->piece.line == 0)
        scan->piece.line = next_line(scan, is_fence);
    prose_add(&scan->prose, text_string(&scan->code), scan->code.length, EMPHASIS_NONE);
    if (detail->fence_char != '\0' && scan->lists + scan->quotes == 0)
        check_closed(scan);
    text_empty(&scan->code);
    end_piece(scan);
}

static void add_rule(struct scan *scan)
{
    begin_piece(scan, PIECE_RULE);
    scan->piece.line = next_line(scan, is_rule);
    end_piece(scan);
}

/* md4c's calls. */

static void enter_container(struct scan *scan, MD_BLOCKTYPE type, const void *detail)
{
    if (type == MD_BLOCK_QUOTE && scan->quotes++ == 0)
        refuse(scan, "a quotation ('>') has no place in a lesson");
    if (type == MD_BLOCK_QUOTE)
        return;
    if (scan->lists++ > 0)
        refuse(scan, "a list inside a list has no place in a lesson");
    scan->number = type == MD_BLOCK_OL ? (int)((const MD_BLOCK_OL_DETAIL *)detail)->start : -1;
}

/* What begins inside an item ends the item's text. */
static void enter_leaf(struct scan *scan, MD_BLOCKTYPE type, const void *detail)
{
    if (type != MD_BLOCK_LI && scan->lists + scan->quotes > 0)
        refuse(scan, "only text may stand in a list or a quotation");
    if (scan->open)
        end_piece(scan);
    if (type == MD_BLOCK_LI) {
        begin_item(scan);
    } else if (type == MD_BLOCK_H) {
        begin_piece(scan, PIECE_HEADING);
        scan->piece.level = (int)((const MD_BLOCK_H_DETAIL *)detail)->level;
    } else if (type == MD_BLOCK_CODE) {
        begin_code(scan, detail);
    } else {
        add_rule(scan);
    }
}

static void enter_paragraph(struct scan *scan)
{
    if (!scan->open)
        begin_piece(scan, PIECE_PARAGRAPH);
    else if (scan->has_text)
        refuse(scan, "a list item is one paragraph");
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    const struct scan *scan = data;
    switch (type) {
    case MD_BLOCK_QUOTE:
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        enter_container(data, type, detail);
        break;
    case MD_BLOCK_LI:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HR:
        enter_leaf(data, type, detail);
        break;
    case MD_BLOCK_P:
        enter_paragraph(data);
        break;
    default: /* the document; HTML and tables are off */
        break;
    }
    /* Anything else md4c takes for success. */
    return scan->markdown->count < MOST_PIECES ? 0 : -1;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *data)
{
    struct scan *scan = data;
    if (type == MD_BLOCK_QUOTE)
        scan->quotes--;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        scan->lists--;
    if (!scan->open)
        return 0;
    if (type == MD_BLOCK_CODE)
        end_code(scan, detail);
    else if (type == MD_BLOCK_H)
        end_heading(scan);
    else if (type == MD_BLOCK_LI)
        end_item(scan);
    else if (type == MD_BLOCK_P && scan->piece.kind == PIECE_PARAGRAPH)
        end_piece(scan);
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct scan *scan = data;
    (void)detail;
    if (type == MD_SPAN_A)
        refuse(scan, "a link has no place in a lesson");
    if (type == MD_SPAN_IMG)
        refuse(scan, "an image has no place in a lesson");
    scan->code_spans += type == MD_SPAN_CODE;
    scan->strong += type == MD_SPAN_STRONG || type == MD_SPAN_EM;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *data)
{
    struct scan *scan = data;
    (void)detail;
    scan->code_spans -= type == MD_SPAN_CODE;
    scan->strong -= type == MD_SPAN_STRONG || type == MD_SPAN_EM;
    return 0;
}

/* The first sign of text that begins HTML to a code host, or NULL. A backslash before it makes it a plain sign. */
static const char *find_html(const struct scan *scan, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bool opens = text[i] == '<' && (isalpha((unsigned char)text[i + 1]) || strchr("/!?", text[i + 1]) != NULL);
        if (opens && text[i + 1] != '\0' && !(i == 0 && text > scan->bytes && text[-1] == '\\'))
            return text + i;
    }
    return NULL;
}

/* The line under the head of a table. */
static bool is_table(const char *text, size_t size)
{
    size_t i = 0;
    while (i < size && strchr("|:- \t", text[i]) != NULL)
        i++;
    return i == size && memchr(text, '|', size) != NULL && memchr(text, '-', size) != NULL;
}

static void check_plain(struct scan *scan, const char *text, size_t size, int line)
{
    const char *html = find_html(scan, text, size);
    if (html != NULL) {
        size_t length = strcspn(html, ">\n");
        struct text shown = {0};
        utf8_add_visible_line(&shown, html, length < 24 ? length + (html[length] == '>') : 24);
        lesson_fault_add(scan->faults, line,
                         "'%s' is HTML to a code host, which drops it; a name stands between backquotes, as in `a<t>`",
                         text_string(&shown));
        text_clear(&shown);
    }
    if (is_table(text, size))
        lesson_fault_add(scan->faults, line,
                         "a table has no place in a lesson; a block between fences (```) keeps columns");
}

/* Text of a block between fences; its line is that of the fence. */
static void add_code(struct scan *scan, const char *text, size_t size)
{
    bool inside = is_inside(scan, text);
    if (inside) {
        int line = located(scan, text, size);
        if (scan->piece.line == 0)
            scan->piece.line = line - scan->newlines - 1;
    } else if (size > 0 && *text == '\n') {
        scan->newlines++;
    }
    text_add_bytes(&scan->code, text, size);
    scan->has_text = true;
}

static enum emphasis emphasis_of(const struct scan *scan)
{
    return scan->code_spans > 0 ? EMPHASIS_CODE : scan->strong > 0 ? EMPHASIS_STRONG : EMPHASIS_NONE;
}

static int add_text(MD_TEXTTYPE type, const char *text, MD_SIZE size, void *data)
{
    struct scan *scan = data;
    if (!scan->open)
        begin_piece(scan, PIECE_PARAGRAPH);
    if (scan->piece.kind == PIECE_CODE) {
        add_code(scan, text, size);
        return 0;
    }
    if (type == MD_TEXT_SOFTBR || type == MD_TEXT_BR) {
        if (type == MD_TEXT_BR)
            lesson_fault_add(scan->faults, line_of(scan, scan->seen),
                             "two blanks or a backslash end this line; lines are broken to fit the screen");
        prose_add(&scan->prose, " ", 1, EMPHASIS_NONE);
        return 0;
    }
    if (is_inside(scan, text)) {
        int line = located(scan, text, size);
        if (scan->piece.line == 0)
            scan->piece.line = line;
        if (type == MD_TEXT_NORMAL)
            check_plain(scan, text, size, line);
        if (type == MD_TEXT_ENTITY)
            lesson_fault_add(scan->faults, line, "'%.*s' is HTML; write the character itself", (int)size, text);
    }
    prose_add(&scan->prose, text, size, emphasis_of(scan));
    scan->has_text = true;
    return 0;
}

/* False, with a fault, when too many lines follow each other without an empty one. */
static bool check_runs(const struct scan *scan)
{
    int first = 1;
    for (int line = 1; line <= scan->line_count; line++) {
        if (!is_not_blank(scan->bytes + start_of(scan, line)))
            first = line + 1;
        if (line - first < MOST_LINES)
            continue;
        lesson_fault_add(scan->faults, first, "from here on there are more than %d lines without an empty one",
                         MOST_LINES);
        return false;
    }
    return true;
}

static bool parse(struct scan *scan)
{
    static const MD_PARSER parser = {.flags = MD_FLAG_NOHTML,
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = enter_span,
                                     .leave_span = leave_span,
                                     .text = add_text};
    if (!check_runs(scan))
        return false;
    if (md_parse(scan->bytes, (MD_SIZE)scan->count, &parser, scan) == 0) {
        check_definitions(scan, scan->line_count + 1);
        return true;
    }
    if (scan->markdown->count >= MOST_PIECES)
        lesson_fault_add(scan->faults, line_of(scan, scan->seen), "a lesson has at most %d paragraphs and blocks",
                         MOST_PIECES);
    else
        lesson_fault_add(scan->faults, 1, "there is not enough memory to read this file");
    return false;
}

bool markdown_read(struct markdown *markdown, const struct text *text, struct lesson_faults *faults)
{
    *markdown = (struct markdown){0};
    struct scan scan = {.bytes = text_string(text), .count = text->length, .markdown = markdown, .faults = faults};
    find_lines(&scan);
    bool done = parse(&scan);
    struct prose left = prose_take(&scan.prose, 0);
    prose_clear(&left);
    free(scan.piece.info);
    free(scan.line_start);
    text_clear(&scan.code);
    return done;
}

void markdown_clear(struct markdown *markdown)
{
    for (int i = 0; i < markdown->count; i++) {
        prose_clear(&markdown->piece[i].prose);
        free(markdown->piece[i].info);
    }
    free(markdown->piece);
    *markdown = (struct markdown){0};
}
