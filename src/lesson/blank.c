/* SPDX-License-Identifier: GPL-3.0-or-later */
/* blank.c - one walk over the lines, from blank to blank. */

#include "lesson/blank.h"

#include <string.h>

/* Moves to the next blank of the line, from byte at on; false when there is none. */
static bool next(const char *text, size_t at, size_t *from, size_t *to)
{
    const char *open = strchr(text + at, '{');
    const char *close = open != NULL ? strchr(open, '}') : NULL;
    if (close == NULL)
        return false;
    *from = (size_t)(open - text) + 1;
    *to = (size_t)(close - text);
    return true;
}

int blank_count(const struct question *question)
{
    int count = 0;
    for (int i = 0; i < question->formula_count; i++) {
        size_t from, to = 0;
        while (next(question->formula[i].text, to, &from, &to))
            count++;
    }
    return count;
}

struct blank blank_find(const struct question *question, int k)
{
    struct blank blank = {0, 0, 0};
    for (; blank.formula < question->formula_count; blank.formula++) {
        blank.to = 0;
        while (next(question->formula[blank.formula].text, blank.to, &blank.from, &blank.to)) {
            if (--k == 0)
                return blank;
        }
    }
    return (struct blank){0, 0, 0};
}

void blank_add_expression(struct text *text, const struct formula *line)
{
    for (const char *c = line->text; *c != '\0'; c++) {
        if (*c != '{' && *c != '}')
            text_add_bytes(text, c, 1);
    }
}

/* Blanks in the lines before this one. */
static int blanks_before(const struct question *question, int formula)
{
    struct question before = *question;
    before.formula_count = formula;
    return blank_count(&before);
}

void blank_add_shown(struct text *text, const struct question *question, int formula, int filled)
{
    const char *line = question->formula[formula].text;
    int k = blanks_before(question, formula);
    size_t at = 0, from, to;
    while (next(line, at, &from, &to)) {
        text_add_bytes(text, line + at, from - 1 - at);
        if (++k <= filled)
            text_add_bytes(text, line + from, to - from);
        else
            text_addf(text, "{%d}", k);
        at = to + 1;
    }
    text_add(text, line + at);
}
