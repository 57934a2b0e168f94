/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expression.c - recursive descent: sum, product, sign, power, operand. */

#include "session/expression.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/near.h"
#include "base/number.h"
#include "model/logarithm.h"
#include "model/power.h"
#include "session/quantity.h"

struct parser {
    const struct session *session;
    const char *line;
    size_t at, end;
    int depth;
    int parentheses;       /* open here; within any, elements of a list cannot begin */
    struct matrix *matrix; /* where a name that is a matrix leaves its value */
    struct fault *fault;
};

static bool parse_sum(struct parser *parser, double *value);
static bool parse_power(struct parser *parser, double *value);

static char here(const struct parser *parser)
{
    return parser->at < parser->end ? parser->line[parser->at] : '\0';
}

static char after(const struct parser *parser)
{
    return parser->at + 1 < parser->end ? parser->line[parser->at + 1] : '\0';
}

static void skip_blanks(struct parser *parser)
{
    while (here(parser) == ' ' || here(parser) == '\t')
        parser->at++;
}

/* Passes over blanks behind an operand, unless a new element of a list begins behind them. */
static void skip_to_operator(struct parser *parser)
{
    size_t start = parser->at;
    skip_blanks(parser);
    bool sign = here(parser) == '+' || here(parser) == '-';
    if (parser->at > start && sign && parser->parentheses == 0 && after(parser) != ' ' && after(parser) != '\t')
        parser->at = start;
}

/* Passes over an operator and gives where its operand begins. */
static size_t next_operand(struct parser *parser)
{
    parser->at++;
    skip_blanks(parser);
    return parser->at;
}

/* A value that is a matrix can stand alone but not be calculated with. */
static bool need_number(struct parser *parser, size_t at)
{
    if (parser->matrix->at == NULL)
        return true;
    int rows = parser->matrix->rows, columns = parser->matrix->cols;
    matrix_clear(parser->matrix);
    fault_at(parser->fault, (ptrdiff_t)at, "one number is needed here; this is %d x %d", rows, columns);
    return fault_hint(parser->fault, columns > 1 ? "name an entry, as in V[1,2]" : "name an entry, as in a<3>[2]");
}

static const struct {
    const char *name;
    double (*function)(double);
} functions[] = {{"abs", fabs}, {"exp", power_of_e}, {"log", logarithm}, {"sqrt", sqrt}, {"sin", sin}, {"cos", cos}};

static const struct {
    const char *name;
    double value;
} constants[] = {{"pi", 3.14159265358979323846}, {"inf", INFINITY}};

static bool deeper(struct parser *parser)
{
    if (++parser->depth <= EXPRESSION_DEPTH)
        return true;
    return fault_at(parser->fault, (ptrdiff_t)parser->at, "nested too deeply: %d levels are the most",
                    EXPRESSION_DEPTH);
}

static bool parse_parenthesis(struct parser *parser, double *value)
{
    if (!deeper(parser))
        return false;
    size_t inside = next_operand(parser);
    parser->parentheses++;
    if (!parse_sum(parser, value) || !need_number(parser, inside))
        return false;
    skip_blanks(parser);
    if (here(parser) != ')') {
        fault_at(parser->fault, (ptrdiff_t)parser->at, "')' is needed here");
        return fault_hint(parser->fault, "it closes the last '(' that is open");
    }
    parser->at++;
    parser->parentheses--;
    parser->depth--;
    return true;
}

static size_t word_length(const struct parser *parser)
{
    size_t length = 0;
    while (parser->at + length < parser->end &&
           (isalnum((unsigned char)parser->line[parser->at + length]) || parser->line[parser->at + length] == '_'))
        length++;
    return length;
}

static bool word_is(const struct parser *parser, const char *word)
{
    return word_length(parser) == strlen(word) && strncmp(parser->line + parser->at, word, strlen(word)) == 0;
}

/* pi, inf, _ or a function of a parenthesis. False in found when it is none of them. */
static bool parse_word(struct parser *parser, double *value, bool *found)
{
    *found = true;
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (!word_is(parser, constants[i].name))
            continue;
        *value = constants[i].value;
        parser->at += strlen(constants[i].name);
        return true;
    }
    if (word_is(parser, "_")) {
        if (isnan(parser->session->last))
            return fault_at(parser->fault, (ptrdiff_t)parser->at, "_ is the last printed value, and there is none yet");
        *value = parser->session->last;
        parser->at++;
        return true;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (!word_is(parser, functions[i].name))
            continue;
        parser->at += strlen(functions[i].name);
        skip_blanks(parser);
        if (here(parser) != '(') {
            fault_at(parser->fault, (ptrdiff_t)parser->at, "'(' is needed after %s", functions[i].name);
            return fault_hint(parser->fault, "as in %s(z<1>)", functions[i].name);
        }
        if (!parse_parenthesis(parser, value))
            return false;
        *value = functions[i].function(*value);
        return true;
    }
    *found = false;
    return true;
}

/* Where a word that is no name was meant as one that only expressions know, Log(2) or PI, that is the hint. */
static bool suggest_word(struct parser *parser)
{
    struct text word = {0};
    struct near near;
    size_t length = word_length(parser);
    bool call = parser->at + length < parser->end && parser->line[parser->at + length] == '(';
    text_add_bytes(&word, parser->line + parser->at, length);
    near_begin(&near, text_string(&word));
    for (size_t i = 0; i < sizeof functions / sizeof *functions && call; i++)
        near_offer(&near, functions[i].name);
    for (size_t i = 0; i < sizeof constants / sizeof *constants && !call; i++)
        near_offer(&near, constants[i].name);
    if (near.nearest != NULL && parser->fault->column == (ptrdiff_t)parser->at && (call || near.distance == 0)) {
        text_empty(&parser->fault->hint);
        fault_hint(parser->fault, "did you mean '%s'?", near.nearest);
    }
    text_clear(&word);
    return false;
}

static bool parse_name(struct parser *parser, double *value)
{
    struct quantity quantity;
    struct matrix read;
    if (!quantity_read(parser->session, parser->line, parser->at, parser->end, &quantity, parser->fault))
        return suggest_word(parser);
    if (!quantity_value(parser->session, &quantity, &read, parser->fault))
        return false;
    parser->at = quantity.end;
    if (read.rows == 1 && read.cols == 1) {
        *value = read.at[0];
        matrix_clear(&read);
    } else {
        *parser->matrix = read;
    }
    return true;
}

static bool parse_number(struct parser *parser, double *value)
{
    size_t length = number_read(parser->line + parser->at, value);
    if (length > parser->end - parser->at)
        length = parser->end - parser->at;
    parser->at += length;
    return true;
}

static const char POWER_HINT[] = "a power is written v^2";

/* "v**2": here is the second star. */
static bool is_power_of_others(const struct parser *parser)
{
    return here(parser) == '*' && parser->at > 0 && parser->line[parser->at - 1] == '*';
}

static bool parse_operand(struct parser *parser, double *value)
{
    bool found;
    skip_blanks(parser);
    if (here(parser) == '(')
        return parse_parenthesis(parser, value);
    if (isdigit((unsigned char)here(parser)) || (here(parser) == '.' && isdigit((unsigned char)after(parser))))
        return parse_number(parser, value);
    if (!parse_word(parser, value, &found))
        return false;
    if (found)
        return true;
    if (parser->at < parser->end && quantity_may_begin(parser->line, parser->at))
        return parse_name(parser, value);
    fault_at(parser->fault, (ptrdiff_t)parser->at, "a number or a name is needed here");
    return fault_hint(parser->fault, "%s", is_power_of_others(parser) ? POWER_HINT : "such as 0.5, W_y or a<3>");
}

static bool parse_sign(struct parser *parser, double *value)
{
    bool minus = here(parser) == '-';
    if (!deeper(parser))
        return false;
    size_t operand = next_operand(parser);
    if (!parse_power(parser, value) || !need_number(parser, operand))
        return false;
    *value = minus ? -*value : *value;
    parser->depth--;
    return true;
}

static bool parse_exponent(struct parser *parser, double *value)
{
    double exponent;
    if (!deeper(parser))
        return false;
    size_t operand = next_operand(parser);
    if (!parse_power(parser, &exponent) || !need_number(parser, operand))
        return false;
    *value = power(*value, exponent);
    parser->depth--;
    return true;
}

/* A sign binds less than a power: -2^2 is -4; a power goes from the right: 2^3^2 is 2^9. */
static bool parse_power(struct parser *parser, double *value)
{
    skip_blanks(parser);
    size_t start = parser->at;
    if (here(parser) == '-' || here(parser) == '+')
        return parse_sign(parser, value);
    if (!parse_operand(parser, value))
        return false;
    skip_to_operator(parser);
    return here(parser) != '^' || (need_number(parser, start) && parse_exponent(parser, value));
}

static bool parse_product(struct parser *parser, double *value)
{
    size_t start = parser->at;
    if (!parse_power(parser, value))
        return false;
    for (;;) {
        skip_to_operator(parser);
        char sign = here(parser);
        double right;
        if (sign != '*' && sign != '/')
            return true;
        size_t operand = next_operand(parser);
        if (!need_number(parser, start) || !parse_power(parser, &right) || !need_number(parser, operand))
            return false;
        *value = sign == '*' ? *value * right : *value / right;
    }
}

static bool parse_sum(struct parser *parser, double *value)
{
    size_t start = parser->at;
    if (!parse_product(parser, value))
        return false;
    for (;;) {
        skip_to_operator(parser);
        char sign = here(parser);
        double right;
        /* skip_to_operator stopped before the blanks when a new element begins. */
        if (sign != '+' && sign != '-')
            return true;
        size_t operand = next_operand(parser);
        if (!need_number(parser, start) || !parse_product(parser, &right) || !need_number(parser, operand))
            return false;
        *value = sign == '+' ? *value + right : *value - right;
    }
}

/* "²" as the panels write it. */
static bool is_raised_digit(const char *bytes)
{
    static const char *const digits[] = {"¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    bool raised = false;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        raised = raised || strncmp(bytes, digits[i], strlen(digits[i])) == 0;
    return raised;
}

bool expression_needs_operator(const char *line, size_t at, const char *hint, struct fault *fault)
{
    fault_at(fault, (ptrdiff_t)at, "an operator is needed here");
    return fault_hint(fault, "%s", is_raised_digit(line + at) ? POWER_HINT : hint);
}

/* What stands behind an element must part it from the next. */
static bool check_behind(struct parser *parser)
{
    char c = here(parser), before = parser->line[parser->at - 1];
    if (c == '\0' || strchr(" \t\r,;]", c) != NULL || (c != ')' && (before == ' ' || before == '\t')))
        return true;
    if (c == ')') {
        fault_at(parser->fault, (ptrdiff_t)parser->at, "this ')' has no '('");
        return false;
    }
    return expression_needs_operator(parser->line, parser->at, "one of + - * / ^, or a blank between two values",
                                     parser->fault);
}

bool expression_element(const struct session *session, const char *line, size_t *at, size_t end, struct matrix *value,
                        struct fault *fault)
{
    double number;
    *value = (struct matrix){0};
    struct parser parser = {session, line, *at, end, 0, 0, value, fault};
    if (!parse_sum(&parser, &number) || !check_behind(&parser)) {
        matrix_clear(value);
        return false;
    }
    *at = parser.at;
    if (value->at == NULL) {
        matrix_init(value, 1, 1);
        value->at[0] = number;
    }
    return true;
}

bool expression_number(const struct session *session, const char *line, size_t *at, size_t end, double *number,
                       struct fault *fault)
{
    struct matrix value = {0};
    struct parser parser = {session, line, *at, end, 0, 0, &value, fault};
    bool done = parse_sum(&parser, number) && need_number(&parser, *at) && check_behind(&parser);
    matrix_clear(&value);
    if (done)
        *at = parser.at;
    return done;
}

bool expression_operand(const struct session *session, const char *line, size_t *at, size_t end, double *number,
                        struct fault *fault)
{
    struct matrix value = {0};
    struct parser parser = {session, line, *at, end, 0, 1, &value, fault};
    bool done = parse_sum(&parser, number) && need_number(&parser, *at);
    matrix_clear(&value);
    if (done)
        *at = parser.at;
    return done;
}

bool expression_more(const char *line, size_t *at, size_t end)
{
    bool comma = false;
    while (*at < end && (isspace((unsigned char)line[*at]) || (line[*at] == ',' && !comma))) {
        comma = comma || line[*at] == ',';
        (*at)++;
    }
    return *at < end;
}
