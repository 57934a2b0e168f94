/* SPDX-License-Identifier: GPL-3.0-or-later */
/* condition.c - recursive descent above expressions: or, and, a chain of comparisons. */

#include "session/condition.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "session/expression.h"

static const double ROUNDING = 1e-12; /* relative, between numbers that count as equal */

struct reader {
    const struct session *session;
    const char *text;
    size_t at, end;
    struct fault *fault;
};

static bool equal(double left, double right)
{
    double apart = fabs(left - right);
    return left == right || (isfinite(apart) && apart <= ROUNDING * fmax(fabs(left), fabs(right)));
}

static bool unequal(double left, double right)
{
    return !isnan(left) && !isnan(right) && !equal(left, right);
}

static bool less(double left, double right)
{
    return left < right;
}

static bool at_most(double left, double right)
{
    return left <= right;
}

static bool greater(double left, double right)
{
    return left > right;
}

static bool at_least(double left, double right)
{
    return left >= right;
}

/* A sign stands before those that begin as it does. */
static const struct relation {
    const char *sign;
    bool (*holds)(double left, double right);
} relations[] = {
    {"<=", at_most}, {">=", at_least}, {"==", equal}, {"!=", unequal}, {"<", less}, {">", greater},
};

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->end && isspace((unsigned char)reader->text[reader->at]))
        reader->at++;
}

/* Passes over a relation's sign and gives its row, or NULL when none stands here. */
static const struct relation *take_relation(struct reader *reader)
{
    skip_blanks(reader);
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        size_t length = strlen(relations[i].sign);
        if (strncmp(reader->text + reader->at, relations[i].sign, length) == 0) {
            reader->at += length;
            return &relations[i];
        }
    }
    return NULL;
}

static bool take_word(struct reader *reader, const char *word)
{
    size_t length = strlen(word);
    skip_blanks(reader);
    const char *rest = reader->text + reader->at;
    if (strncmp(rest, word, length) != 0 || isalnum((unsigned char)rest[length]) || rest[length] == '_')
        return false;
    reader->at += length;
    return true;
}

static bool need_comparison(struct reader *reader)
{
    bool sets = reader->text[reader->at] == '=';
    fault_at(reader->fault, (ptrdiff_t)reader->at, sets ? "= sets a value" : "a comparison is needed here");
    return fault_hint(reader->fault, sets ? "== compares" : "one of < <= > >= == !=");
}

static bool read_number(struct reader *reader, double *number)
{
    return expression_operand(reader->session, reader->text, &reader->at, reader->end, number, reader->fault);
}

/* All comparisons of a chain must hold: 0 < yhat<1> < 1. */
static bool read_chain(struct reader *reader, bool *holds)
{
    double left, right;
    if (!read_number(reader, &left))
        return false;
    const struct relation *relation = take_relation(reader);
    if (relation == NULL)
        return need_comparison(reader);
    for (*holds = true; relation != NULL; relation = take_relation(reader), left = right) {
        if (!read_number(reader, &right))
            return false;
        *holds = relation->holds(left, right) && *holds;
    }
    return true;
}

static bool read_and(struct reader *reader, bool *holds)
{
    bool one = false;
    *holds = true;
    do {
        if (!read_chain(reader, &one))
            return false;
        *holds = *holds && one;
    } while (take_word(reader, "and"));
    return true;
}

static bool read_or(struct reader *reader, bool *holds)
{
    bool one = false;
    *holds = false;
    do {
        if (!read_and(reader, &one))
            return false;
        *holds = *holds || one;
    } while (take_word(reader, "or"));
    return true;
}

bool condition_holds(const struct session *session, const char *text, bool *holds, struct fault *fault)
{
    struct reader reader = {session, text, 0, strlen(text), fault};
    if (!read_or(&reader, holds))
        return false;
    if (reader.at == reader.end)
        return true;
    fault_at(fault, (ptrdiff_t)reader.at, "this goes on behind a whole condition");
    return fault_hint(fault, "'and' or 'or' joins another one");
}
