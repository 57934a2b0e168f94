/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.c - paragraphs parted by empty lines, a question with its choices, commands as they are echoed. */

#include "lesson/page.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "lesson/prose.h"

static int prose_rows(const struct prose *prose, int hang)
{
    struct prose_lines lines;
    prose_wrap(&lines, prose, LESSON_PAGE_COLUMNS, hang);
    int rows = lines.count;
    prose_lines_clear(&lines);
    return rows;
}

static int command_rows(const char *commands)
{
    int rows = 0;
    while (*commands != '\0') {
        size_t length = strcspn(commands, "\n");
        rows += length > 0;
        commands += length + (commands[length] == '\n');
    }
    return rows;
}

/* The text, the choices behind their numbers, the lines of a derivation. */
static int question_rows(const struct question *question)
{
    enum { NUMBER = 3 };
    int rows = prose_rows(&question->ask, 0);
    for (int i = 0; i < question->choice_count; i++) {
        struct prose_lines lines;
        prose_wrap(&lines, &question->choice[i].text, LESSON_PAGE_COLUMNS - NUMBER, 0);
        rows += lines.count;
        prose_lines_clear(&lines);
    }
    return rows + (question->kind == QUESTION_DERIVE ? question->formula_count : 0);
}

static int block_rows(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_CODE:
        return prose_rows(&block->prose, 0);
    case BLOCK_ITEM:
        return prose_rows(&block->prose, prose_item_hang(&block->prose));
    case BLOCK_RUN:
        return command_rows(block->commands);
    case BLOCK_QUESTION:
        return question_rows(&block->question);
    case BLOCK_WAIT:
    case BLOCK_SETUP:
    case BLOCK_NOTE:
        break;
    }
    return 0;
}

static void check_code(const struct block *block, struct lesson_faults *faults)
{
    struct text line = {0};
    int number = block->line;
    for (const char *c = block->prose.text; *c != '\0';) {
        size_t length = strcspn(c, "\n");
        text_empty(&line);
        text_add_bytes(&line, c, length);
        number++;
        if (utf8_width(text_string(&line)) > LESSON_PAGE_COLUMNS)
            lesson_fault_add(faults, number, "this line has %d columns; %d are the most",
                             utf8_width(text_string(&line)), LESSON_PAGE_COLUMNS);
        c += length + (c[length] == '\n');
    }
    text_clear(&line);
}

static void check_page(int rows, int line, struct lesson_faults *faults)
{
    if (rows > LESSON_PAGE_ROWS)
        lesson_fault_add(
            faults, line,
            "the page that begins here has %d lines at %d columns; %d are the most, and a line of --- ends it", rows,
            LESSON_PAGE_COLUMNS, LESSON_PAGE_ROWS);
}

void pages_check(const struct lesson_step *step, struct lesson_faults *faults)
{
    int rows = 0, line = step->line;
    bool after_item = false;
    for (int i = 0; i < step->block_count; i++) {
        const struct block *block = &step->block[i];
        bool item = block->kind == BLOCK_ITEM;
        int more = block_rows(block);
        if (rows == 0)
            line = block->line;
        /* An empty line before all but the first, and none within a list. */
        rows += more > 0 && rows > 0 && !(item && after_item) ? more + 1 : more;
        after_item = more > 0 ? item : after_item;
        if (block->kind == BLOCK_CODE)
            check_code(block, faults);
        if (block->kind == BLOCK_WAIT || block->kind == BLOCK_QUESTION) {
            check_page(rows, line, faults);
            rows = 0;
            after_item = false;
        }
    }
    check_page(rows, line, faults);
}
