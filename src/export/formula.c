/* SPDX-License-Identifier: GPL-3.0-or-later */
/* formula.c - one look at the next character decides what begins there; a symbol then takes all that hangs on it. */

#include "export/formula.h"

#include <ctype.h>
#include <string.h>

#include "base/utf8.h"

#define PARTIAL "∂"
#define HATTED  "ŷ"

/* What stands for itself: letters of the derivation that have no other meaning in a phrase. */
static const char symbols[] = "axsozyLvuVUDPGgTtj";

static const char *const functions[] = {"tanh", "log", "relu", "softmax", "term", "cell", "exp", NULL};

void slice_add(struct text *text, struct slice slice)
{
    if (slice.count > 0)
        text_add_bytes(text, slice.bytes, slice.count);
}

static bool begins(const char *at, const char *with)
{
    return strncmp(at, with, strlen(with)) == 0;
}

static size_t letters(const char *at)
{
    size_t count = 0;
    while (isalpha((unsigned char)at[count]))
        count++;
    return count;
}

static bool is_function(const char *at, size_t count)
{
    for (int i = 0; functions[i] != NULL; i++) {
        if (strlen(functions[i]) == count && strncmp(functions[i], at, count) == 0)
            return true;
    }
    return false;
}

char formula_raised(const char *bytes, size_t *count)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    for (int i = 0; i < 10; i++) {
        *count = strlen(raised[i]);
        if (begins(bytes, raised[i]))
            return (char)('0' + i);
    }
    *count = 0;
    return '\0';
}

static size_t raised_bytes(const char *at)
{
    size_t all = 0, count;
    while (formula_raised(at + all, &count) != '\0')
        all += count;
    return all;
}

static bool is_symbol(const char *at)
{
    size_t count = letters(at);
    bool one = count == 1 && strchr(symbols, *at) != NULL;
    return begins(at, PARTIAL) || begins(at, HATTED) || one || begins(at, "W_") || begins(at, "b_");
}

/* The step or the entries between two brackets at the place, which moves behind them. */
static bool take_between(const char **at, char open, char close, struct slice *between)
{
    size_t count = **at == open ? strspn(*at + 1, "0123456789,-+tjkT") : 0;
    if (count == 0 || (*at)[1 + count] != close)
        return false;
    *between = (struct slice){*at + 1, count};
    *at += count + 2;
    return true;
}

/* Everything that can hang on a letter, in any order. */
static const char *take_hanging(const char *at, struct atom *atom)
{
    for (;;) {
        size_t raised = raised_bytes(at);
        if (*at == '_' && letters(at + 1) > 0) {
            atom->below = (struct slice){at + 1, 1};
            at += 2;
        } else if (*at == '*') {
            atom->star = true;
            at++;
        } else if (*at == '\'') {
            atom->primes++;
            at++;
        } else if (raised > 0) {
            atom->raised = (struct slice){at, raised};
            at += raised;
        } else if (!take_between(&at, '<', '>', &atom->step) && !take_between(&at, '[', ']', &atom->entry)) {
            return at;
        }
    }
}

static const char *take_symbol(const char *at, struct atom *atom)
{
    atom->kind = ATOM_SYMBOL;
    atom->partial = begins(at, PARTIAL);
    at += atom->partial ? strlen(PARTIAL) : 0;
    atom->hat = begins(at, HATTED);
    size_t count = atom->hat ? strlen(HATTED) : 1;
    atom->text = atom->hat ? (struct slice){"y", 1} : (struct slice){at, 1};
    at = take_hanging(at + count, atom);
    atom->over = atom->partial && *at == '/' && begins(at + 1, PARTIAL);
    return at + atom->over;
}

/* The characters of a number: digits, a point, an exponent with its sign. */
static size_t number_bytes(const char *at)
{
    size_t count = 0;
    while (isdigit((unsigned char)at[count]) || at[count] == '.')
        count++;
    bool exponent = count > 0 && at[count] == 'e' && (at[count + 1] == '-' || at[count + 1] == '+') &&
                    isdigit((unsigned char)at[count + 2]);
    if (exponent)
        count += 2 + strspn(at + count + 2, "0123456789");
    return count;
}

static size_t matrix_bytes(const char *at)
{
    const char *end = *at == '[' ? strchr(at, ']') : NULL;
    return end != NULL ? (size_t)(end - at) + 1 : 0;
}

static size_t plain_bytes(const char *at, enum atom_kind *kind)
{
    uint32_t code;
    size_t count;
    if ((count = number_bytes(at)) > 0)
        *kind = ATOM_NUMBER;
    else if ((count = matrix_bytes(at)) > 0)
        *kind = ATOM_MATRIX;
    else if ((count = strspn(at, "_")) > 0)
        *kind = ATOM_BLANK;
    else if ((count = letters(at)) > 0)
        *kind = is_function(at, count) ? ATOM_FUNCTION : ATOM_WORD;
    else {
        *kind = ATOM_SIGN;
        count = utf8_read(at, strlen(at), &code);
    }
    return count;
}

bool formula_next(const char **formula, struct atom *atom)
{
    const char *at = *formula + strspn(*formula, " ");
    *atom = (struct atom){.apart = at > *formula};
    if (*at == '\0')
        return false;
    if (is_symbol(at)) {
        *formula = take_symbol(at, atom);
        return true;
    }
    size_t count = plain_bytes(at, &atom->kind);
    atom->text = (struct slice){at, count};
    *formula = at + count;
    return true;
}

bool formula_symbol(const char **text, struct atom *atom)
{
    if (!is_symbol(*text))
        return false;
    *atom = (struct atom){0};
    const char *end = take_symbol(*text, atom);
    if (!atom->hat && !atom->partial && atom->step.count + atom->below.count == 0)
        return false;
    *text = end;
    return true;
}

bool formula_entry(struct slice *matrix, struct slice *entry, bool *new_row)
{
    static const char between[] = "[]; ";
    size_t at = 0;
    *new_row = false;
    while (at < matrix->count && strchr(between, matrix->bytes[at]) != NULL) {
        *new_row = *new_row || matrix->bytes[at] == ';';
        at++;
    }
    size_t end = at;
    while (end < matrix->count && strchr(between, matrix->bytes[end]) == NULL)
        end++;
    *entry = (struct slice){matrix->bytes + at, end - at};
    matrix->bytes += end;
    matrix->count -= end;
    return end > at;
}
