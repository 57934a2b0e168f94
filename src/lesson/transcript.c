/* SPDX-License-Identifier: GPL-3.0-or-later */
/* transcript.c - each kind of entry as the Markdown that fits it. */

#include "lesson/transcript.h"

#include <string.h>

#include "base/utf8.h"

static void add_prose(struct text *transcript, const struct prose *prose)
{
    static const char *const marks[] = {[EMPHASIS_NONE] = "", [EMPHASIS_CODE] = "`", [EMPHASIS_STRONG] = "**"};
    size_t length = prose->text != NULL ? strlen(prose->text) : 0, to;
    for (size_t from = 0; from < length; from = to) {
        enum emphasis emphasis;
        to = prose_run(prose, from, length, &emphasis);
        text_add(transcript, marks[emphasis]);
        text_add_bytes(transcript, prose->text + from, to - from);
        text_add(transcript, marks[emphasis]);
    }
}

static bool is_slanted(enum entry_kind kind)
{
    return kind == ENTRY_HOW || kind == ENTRY_BLANK || kind == ENTRY_REMARK;
}

static const char *before(enum entry_kind kind)
{
    switch (kind) {
    case ENTRY_HEADING:
        return "## ";
    case ENTRY_QUESTION:
        return "**Question.** ";
    case ENTRY_HINT:
    case ENTRY_REPLY:
    case ENTRY_RIGHT:
    case ENTRY_ANSWER:
    case ENTRY_EXPLANATION:
        return "> ";
    default:
        return is_slanted(kind) ? "*" : "";
    }
}

static bool is_code(enum entry_kind kind)
{
    return kind == ENTRY_CODE || kind == ENTRY_RUN || kind == ENTRY_DERIVATION;
}

/* Lists and code go on without an empty line. */
static bool goes_on(const struct sheet_entry *entry, const struct sheet_entry *above)
{
    bool list = entry->kind == ENTRY_ITEM || entry->kind == ENTRY_CHOICE;
    return above != NULL && entry->kind == above->kind && (list || is_code(entry->kind));
}

/* Four blanks before each line make it code. */
static void add_code(struct text *transcript, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        text_add(transcript, "    ");
        text_add_bytes(transcript, text, length);
        text_add(transcript, "\n");
        text += length + (text[length] == '\n');
    }
}

void transcript_add(struct text *transcript, const struct sheet *sheet)
{
    const struct sheet_entry *above = NULL;
    for (int i = 0; i < sheet->count; i++) {
        const struct sheet_entry *entry = &sheet->entry[i];
        if (!entry->fresh || entry->kind == ENTRY_GUIDE)
            continue;
        text_add(transcript, transcript->length > 0 && !goes_on(entry, above) ? "\n" : "");
        above = entry;
        if (is_code(entry->kind)) {
            add_code(transcript, entry->prose.text);
            continue;
        }
        text_add(transcript, before(entry->kind));
        add_prose(transcript, &entry->prose);
        text_add(transcript, is_slanted(entry->kind) ? "*\n" : "\n");
    }
}

void transcript_add_typed(struct text *transcript, const char *line)
{
    struct text visible = {0};
    utf8_add_visible_line(&visible, line, strlen(line));
    text_addf(transcript, "\n    > %s\n", text_string(&visible));
    text_clear(&visible);
}
