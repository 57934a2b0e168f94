/* SPDX-License-Identifier: GPL-3.0-or-later */
/* giveaway.c - both are brought to one spelling, without products' signs and signs that are not ASCII and with one
 * blank between words, numbers and signs; then one is looked for in the other. */

#include "lesson/giveaway.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "lesson/blank.h"
#include "lesson/fields.h"
#include "lesson/judge.h"

/* The bytes of the word, number or sign that begins here. */
static size_t token_length(const char *text)
{
    size_t length = 0;
    /* A full stop belongs to a number, not to a sentence. */
    while (isalnum((unsigned char)text[length]) || text[length] == '_' ||
           (text[length] == '.' && isdigit((unsigned char)text[length + 1])))
        length++;
    return length > 0 ? length : 1;
}

/* " v a < 2 > + u ": with a blank before and behind every token. */
static struct text plain_spelling(const char *string)
{
    struct text ascii = {0}, plain = {0};
    utf8_add_ascii(&ascii, string);
    text_add(&plain, " ");
    for (const char *c = text_string(&ascii); *c != '\0';) {
        size_t length = token_length(c);
        if (strchr(" \t\n*`{}", *c) == NULL) {
            text_add_bytes(&plain, c, length);
            text_add(&plain, " ");
        }
        c += length;
    }
    text_clear(&ascii);
    return plain;
}

/* A name such as yhat<3> or da<2>/dv, or a number, and nothing calculated with them. */
static bool is_single(const char *expression)
{
    size_t length = strlen(expression);
    bool calculates = strpbrk(expression, "+-*^( ") != NULL;
    const char *slash = strchr(expression, '/');
    bool derivative = slash != NULL && slash[1] == 'd' && strchr(slash + 1, '/') == NULL;
    return length == 0 || (!calculates && (slash == NULL || derivative));
}

static bool contains_spelling(const struct text *hint, const char *string)
{
    struct text part = plain_spelling(string);
    bool found = part.length > 1 && strstr(text_string(hint), text_string(&part)) != NULL;
    text_clear(&part);
    return found;
}

static bool say(struct text *what, const char *name, const char *string)
{
    if (what == NULL)
        return true;
    text_empty(what);
    text_addf(what, "%s, %.*s", name, excerpt(string), string);
    return true;
}

/* A number with a decimal point that would be taken for the answer; whole numbers count things. what may be NULL. */
static bool has_number(const char *hint, double answer, double tolerance, struct text *what)
{
    for (const char *c = hint; *c != '\0';) {
        double number;
        size_t length = isdigit((unsigned char)*c) ? number_read(c, &number) : 0;
        bool decimal = length > 0 && memchr(c, '.', length) != NULL && c[length - 1] != '.';
        bool negative = length > 0 && c > hint && c[-1] == '-';
        if (decimal && judge_near(negative ? -number : number, answer, tolerance)) {
            struct text value = {0};
            text_addf(&value, "%s%.*s", negative ? "-" : "", (int)length, c);
            say(what, "the answer's value", text_string(&value));
            text_clear(&value);
            return true;
        }
        c += length > 0 ? length : 1;
    }
    return false;
}

/* What the question itself tells is no secret. */
static bool tells(const struct question *question, const char *string)
{
    struct text ask = plain_spelling(question->ask.text);
    bool found = contains_spelling(&ask, string);
    text_clear(&ask);
    return found;
}

static bool gives_value(const struct session *session, const struct question *question, const struct text *hint,
                        const char *shown, struct text *what)
{
    struct fault fault = {0};
    const char *expression = question->answer.text;
    double answer = 0;
    bool known = session != NULL && judge_read(session, expression, &answer, &fault) && isfinite(answer);
    double tolerance = judge_tolerance(question->tolerance, answer);
    fault_clear(&fault);
    if (!is_single(expression) && contains_spelling(hint, expression) && !tells(question, expression))
        return say(what, "the answer", expression);
    return known && !has_number(question->ask.text, answer, tolerance, NULL) &&
           has_number(shown, answer, tolerance, what);
}

static bool gives_choice(const struct question *question, const struct text *hint, struct text *what)
{
    enum { SHORTEST = 8 }; /* a shorter text stands in many a sentence */
    for (int i = 0; i < question->choice_count; i++) {
        const char *string = question->choice[i].text.text;
        size_t length = strlen(string);
        struct text choice = {0};
        text_add_bytes(&choice, string, length - (length > 0 && string[length - 1] == '.'));
        bool found = question->choice[i].right && length >= SHORTEST && contains_spelling(hint, text_string(&choice));
        text_clear(&choice);
        if (found)
            return say(what, "the right choice", string);
    }
    return false;
}

static bool gives_blank(const struct question *question, const struct text *hint, struct text *what)
{
    for (int k = blank_count(question); k > 0; k--) {
        struct blank blank = blank_find(question, k);
        const char *line = question->formula[blank.formula].text;
        struct text inside = {0};
        text_add_bytes(&inside, line + blank.from, blank.to - blank.from);
        bool found = !is_single(text_string(&inside)) && contains_spelling(hint, text_string(&inside));
        if (found)
            say(what, "what stands in a blank", text_string(&inside));
        else if (contains_spelling(hint, line))
            found = say(what, "a line with its blanks filled in", line);
        text_clear(&inside);
        if (found)
            return true;
    }
    return false;
}

/* Every assignment of the solution; where it has none, the whole of it. */
static bool gives_commands(const struct question *question, const struct text *hint, struct text *what)
{
    int assignments = 0, told = 0;
    for (const char *c = question->solution; *c != '\0';) {
        size_t length = strcspn(c, ";\n");
        struct text statement = {0};
        text_add_bytes(&statement, c, length);
        if (memchr(c, '=', length) != NULL) {
            assignments++;
            told += contains_spelling(hint, text_string(&statement));
        }
        text_clear(&statement);
        c += length + (c[length] != '\0');
    }
    bool found = assignments > 0 ? told == assignments : contains_spelling(hint, question->solution);
    return found && say(what, "the solution", question->solution);
}

bool giveaway_find(const struct session *session, const struct question *question, const struct prose *hint,
                   struct text *what)
{
    struct text spelt = plain_spelling(hint->text);
    bool found = false;
    switch (question->kind) {
    case QUESTION_PREDICT:
        found = gives_value(session, question, &spelt, hint->text, what);
        break;
    case QUESTION_CHOICE:
        found = gives_choice(question, &spelt, what);
        break;
    case QUESTION_DERIVE:
        found = gives_blank(question, &spelt, what);
        break;
    case QUESTION_DO:
        found = gives_commands(question, &spelt, what);
        break;
    }
    text_clear(&spelt);
    return found;
}
