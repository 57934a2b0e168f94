/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words.c - one scan, left to right; quotes are only for names with blanks. */

#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The quotation mark that is open behind byte i of the line, where `quote` was open before it. */
static char quote_behind(const char *line, size_t i, char quote)
{
    if (quote != '\0')
        return line[i] == quote ? '\0' : quote;
    bool opens = line[i] == '"' || (line[i] == '\'' && i > 0 && is_blank(line[i - 1]));
    return opens ? line[i] : '\0';
}

size_t words_statement_end(const char *line, size_t from)
{
    int depth = 0;
    char quote = '\0';
    size_t i = from;
    for (; line[i] != '\0'; i++) {
        char before = quote;
        quote = quote_behind(line, i, quote);
        if (before != '\0' || quote != '\0')
            continue;
        if (line[i] == '[')
            depth++;
        else if (line[i] == ']' && depth > 0)
            depth--;
        else if (line[i] == '#' || (line[i] == ';' && depth == 0))
            break;
    }
    return i;
}

char words_open_quote(const char *line, size_t at)
{
    char quote = '\0';
    for (size_t i = 0; i < at; i++)
        quote = quote_behind(line, i, quote);
    return quote;
}

size_t words_next_statement(const char *line, size_t end)
{
    return line[end] == ';' ? end + 1 : end + strlen(line + end);
}

static void add_word(struct words *words, struct text *string, size_t column, size_t end)
{
    words->word = alloc_one_more(words->word, words->count, sizeof *words->word);
    words->word[words->count++] = (struct word){text_take(string), column, end};
}

/* Reads the word at byte i and gives the byte after it, or 0 where a quote is not closed. */
static size_t read_word(struct words *words, size_t i)
{
    struct text string = {0};
    size_t column = i;
    char quote = '\0';
    for (; i < words->to && (quote != '\0' || !is_blank(words->line[i])); i++) {
        char c = words->line[i];
        if (quote != '\0' && c == quote)
            quote = '\0';
        else if (quote == '\0' && (c == '"' || (c == '\'' && i == column)))
            quote = c;
        else
            text_add_bytes(&string, &c, 1);
    }
    add_word(words, &string, column, i);
    return quote == '\0' ? i : 0;
}

/* A line of a saved session can be long: its words, most of them a digit and a blank, take this much for each byte. */
enum { LONG_LINE = 64 * 1024, BYTES_OF_ONE = 96 };

bool words_split(struct words *words, const char *line, size_t from, size_t to, struct fault *fault)
{
    *words = (struct words){.line = line, .from = from, .to = to};
    if (to - from > LONG_LINE && !alloc_room((to - from) * BYTES_OF_ONE))
        return fault_memory(fault);
    for (size_t i = from; i < to;) {
        if (is_blank(line[i])) {
            i++;
            continue;
        }
        size_t next = read_word(words, i);
        if (next == 0) {
            fault_at(fault, (ptrdiff_t)i, "this quote is not closed");
            return fault_hint(fault, "it ends with the same quotation mark");
        }
        i = next;
    }
    return true;
}

void words_clear(struct words *words)
{
    for (int i = 0; i < words->count; i++)
        free(words->word[i].string);
    free(words->word);
    *words = (struct words){0};
}

const char words_quoted[] = " \t\r;#[]\"'";

char words_quote(const char *string)
{
    if (*string != '\0' && strpbrk(string, words_quoted) == NULL)
        return '\0';
    return strchr(string, '"') != NULL ? '\'' : '"';
}

void words_add(struct text *text, const char *string)
{
    char quote = words_quote(string);
    if (quote == '\0' || strchr(string, quote) != NULL)
        text_add(text, string);
    else
        text_addf(text, "%c%s%c", quote, string, quote);
}
