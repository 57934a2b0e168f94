/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate.c - sequences by a word: impulse, ones, zeros, alternate, sine, random, file. */

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/near.h"
#include "base/number.h"
#include "base/random.h"
#include "command/runner.h"
#include "command/values.h"
#include "model/angle.h"
#include "session/expression.h"

enum { LARGEST_FILE = 256 * 1024 * 1024, LONGEST_CSV_LINE = 64 * 1024 };

static double impulse(int t, double parameter)
{
    (void)parameter;
    return t == 1;
}

static double ones(int t, double parameter)
{
    (void)t;
    (void)parameter;
    return 1;
}

static double zeros(int t, double parameter)
{
    (void)t;
    (void)parameter;
    return 0;
}

static double alternate(int t, double parameter)
{
    (void)parameter;
    return t % 2;
}

/* Of the turn only a quarter is asked for, so that 0, 1 and -1 come out as such. */
static double sine(int t, double period)
{
    double turn = fmod(t, fabs(period)) / fabs(period), half = turn < 0.5 ? turn : turn - 0.5;
    double value = sine_of_turns(half > 0.25 ? 0.5 - half : half);
    return (turn < 0.5) == (period > 0) || value == 0 ? value : -value;
}

static double random_bit(int t, double seed)
{
    return (double)(random_bits((uint64_t)(int64_t)seed, (uint64_t)t) >> 63);
}

static const struct generator {
    const char *word;
    double (*at)(int t, double parameter); /* NULL: the values stand in a file */
    const char *parameter;                 /* what the second number is, or NULL */
} generators[] = {
    {"impulse", impulse, NULL},     {"ones", ones, NULL},       {"zeros", zeros, NULL},
    {"alternate", alternate, NULL}, {"sine", sine, "a period"}, {"random", random_bit, "a seed"},
    {"file", NULL, NULL},
};

enum { GENERATORS = sizeof generators / sizeof *generators };

const char *values_generator(int i)
{
    return i < GENERATORS ? generators[i].word : NULL;
}

/* Reads the generator's next number, which is what; line holds it from at on, before to. */
static bool read_number(struct context *context, const struct generator *generator, const char *line, size_t *at,
                        size_t to, const char *what, double *number)
{
    if (expression_more(line, at, to))
        return expression_number(context->session, line, at, to, number, context->fault);
    fault_at(context->fault, (ptrdiff_t)to, "%s is needed here", what);
    return fault_hint(context->fault, "as in x = %s 20%s", generator->word, generator->parameter != NULL ? " 8" : "");
}

static bool generate(struct context *context, const struct generator *generator, const char *line, size_t at, size_t to,
                     int width, struct matrix *values)
{
    double count, parameter = 0;
    expression_more(line, &at, to);
    size_t count_at = at, parameter_at = at;
    if (!read_number(context, generator, line, &at, to, "a number of steps", &count))
        return false;
    if (!(count >= 1 && count <= SEQUENCE_LONGEST && count == floor(count)))
        return fault_at(context->fault, (ptrdiff_t)count_at, "the number of steps is a whole number from 1 to %d",
                        SEQUENCE_LONGEST);
    if (generator->parameter != NULL) {
        expression_more(line, &at, to);
        parameter_at = at;
        if (!read_number(context, generator, line, &at, to, generator->parameter, &parameter))
            return false;
        if (!isfinite(parameter) || fabs(parameter) > 1e15 || (generator->at == sine && parameter == 0))
            return fault_at(context->fault, (ptrdiff_t)parameter_at, "this is no good as %s", generator->parameter);
    }
    if (expression_more(line, &at, to))
        return fault_at(context->fault, (ptrdiff_t)at, "nothing more is expected here");
    const struct network *network = &context->session->now.network;
    if (!session_may_hold((int)count, network->n_x, network->n_a, network->n_y, context->fault))
        return false;
    *values = (struct matrix){(int)count, width, alloc_try((size_t)count * (size_t)width, sizeof(double))};
    if (values->at == NULL)
        return fault_memory(context->fault);
    for (int t = 1; t <= (int)count; t++) {
        if (t % 65536 == 0 && session_stopped(context->session)) {
            matrix_clear(values);
            return fault_interrupted(context->fault);
        }
        for (int i = 0; i < width; i++)
            values->at[(size_t)(t - 1) * (size_t)width + (size_t)i] =
                generator->at(generator->at == random_bit ? (t - 1) * width + i : t, parameter);
    }
    return true;
}

/* The fields of a CSV line: parted by ',', ';' or tabs (by blanks where there are none of these). */
static char separator_of(const char *line)
{
    return strchr(line, '\t') ? '\t' : strchr(line, ';') ? ';' : strchr(line, ',') ? ',' : ' ';
}

/* Where the first field of the line begins. */
static const char *first_field(const char *line, char separator)
{
    return separator == ' ' ? line + strspn(line, " ") : line;
}

/* Goes over one field, whose text without quotes and blanks around it becomes field's where that is not NULL. False
 * after the last. */
static bool next_field(const char **rest, char separator, struct text *field)
{
    const char *c = *rest;
    bool quoted = false;
    if (c == NULL)
        return false;
    if (field != NULL)
        text_empty(field);
    for (; *c != '\0' && (quoted || *c != separator); c++) {
        if (*c == '"')
            quoted = !quoted;
        else if (field != NULL && (field->length > 0 || *c != ' '))
            text_add_bytes(field, c, 1);
    }
    while (field != NULL && field->length > 0 && isspace((unsigned char)field->bytes[field->length - 1]))
        field->bytes[--field->length] = '\0';
    *rest = *c != '\0' ? first_field(c + 1, separator) : NULL;
    return true;
}

/* Gives the text of field number column (from 1); false when there is none. */
static bool csv_field(const char *line, char separator, int column, struct text *field)
{
    const char *rest = first_field(line, separator);
    while (column > 1 && next_field(&rest, separator, NULL))
        column--;
    return next_field(&rest, separator, field);
}

/* The whole field as one number, which may be too large for a double. */
static bool field_is_number(const struct text *field, double *value)
{
    const char *bytes = text_string(field);
    bool minus = *bytes == '-';
    bytes += *bytes == '-' || *bytes == '+';
    size_t length = number_read(bytes, value);
    if (minus)
        *value = -*value;
    return length > 0 && bytes[length] == '\0';
}

static bool field_number(const struct text *field, double *value)
{
    return field_is_number(field, value) && isfinite(*value);
}

struct csv {
    const char *path;
    int first; /* column of the first entry of a step, from 1 */
    int width; /* entries of a step */
    double *value;
    size_t count, capacity;
    int steps;
};

/* False when there is no memory for another value. */
static bool csv_add(struct csv *csv, double value)
{
    if (csv->count == csv->capacity) {
        size_t capacity = csv->capacity > 0 ? 2 * csv->capacity : 1024;
        double *grown = alloc_try_resize(csv->value, capacity, sizeof *csv->value);
        if (grown == NULL)
            return false;
        csv->value = grown;
        csv->capacity = capacity;
    }
    csv->value[csv->count++] = value;
    return true;
}

static bool csv_line(struct csv *csv, const char *line, int number, struct fault *fault)
{
    struct text field = {0};
    char separator = separator_of(line);
    bool done = true;
    for (int i = 0; done && i < csv->width; i++) {
        double value;
        if (!csv_field(line, separator, csv->first + i, &field)) {
            done = fault_set(fault, "%s:%d: there is no column %d", csv->path, number, csv->first + i);
        } else if (!field_number(&field, &value)) {
            done = fault_set(fault, "%s:%d: '%.40s' in column %d is not a number", csv->path, number,
                             text_string(&field), csv->first + i);
            if (strchr(text_string(&field), ',') != NULL)
                fault_hint(fault, "numbers have a decimal point, not a comma");
        } else {
            done = csv_add(csv, value) || fault_memory(fault);
        }
    }
    text_clear(&field);
    return done;
}

/* A first line of names. One that holds a number anywhere is the first step: it must not be lost for the sake of a cell
 * that cannot be read. */
static bool is_header(const char *line)
{
    struct text field = {0};
    double value;
    char separator = separator_of(line);
    const char *rest = first_field(line, separator);
    bool named = false, numbered = false;
    while (!numbered && next_field(&rest, separator, &field)) {
        numbered = field_is_number(&field, &value);
        named = named || field.length > 0;
    }
    text_clear(&field);
    return named && !numbered;
}

static bool csv_read(struct csv *csv, const struct session *session, const struct text *content, struct fault *fault)
{
    struct text line = {0};
    size_t at = 0;
    bool done = true, header_allowed = true;
    for (int number = 1; done && file_next_line(text_string(content), content->length, &at, &line); number++) {
        if (session_stopped(session)) {
            done = fault_interrupted(fault);
        } else if (line.length > LONGEST_CSV_LINE) {
            done = fault_set(fault, "%s:%d: this line is longer than %d bytes", csv->path, number, LONGEST_CSV_LINE);
        } else if (strspn(text_string(&line), " \t") < line.length && line.bytes[0] != '#') {
            if (header_allowed && is_header(line.bytes)) {
                header_allowed = false;
                continue;
            }
            header_allowed = false;
            done = csv_line(csv, line.bytes, number, fault) &&
                   (++csv->steps <= SEQUENCE_LONGEST ||
                    fault_set(fault, "%s:%d: a sequence has at most %d steps", csv->path, number, SEQUENCE_LONGEST));
        }
    }
    text_clear(&line);
    return done && (csv->steps > 0 || fault_set(fault, "'%s' has no line with numbers", csv->path));
}

/* "file NAME [COLUMN]": word 0 of the words is file. */
static bool read_file(struct context *context, const struct words *words, int width, struct matrix *values)
{
    struct csv csv = {.first = 1, .width = width};
    struct text content = {0};
    if (words->count < 2 || words->count > 3) {
        fault_at(context->fault, (ptrdiff_t)words->to,
                 words->count < 2 ? "a file name is needed here" : "file takes a name and a column");
        return fault_hint(context->fault, "as in x = file rain.csv 2");
    }
    if (words->count == 3 && !number_read_int(words->word[2].string, 1, 10000, &csv.first))
        return fault_at(context->fault, (ptrdiff_t)words->word[2].column, "a column is a number from 1 on");
    csv.path = words->word[1].string;
    bool done = file_read_long(csv.path, LARGEST_FILE, context->session->stop, &content, context->fault) &&
                csv_read(&csv, context->session, &content, context->fault);
    text_clear(&content);
    if (!done) {
        context->fault->column = (ptrdiff_t)words->word[1].column;
        free(csv.value);
        return false;
    }
    *values = (struct matrix){csv.steps, width, csv.value};
    return true;
}

static bool from_file(struct context *context, const char *line, size_t at, size_t to, int width, struct matrix *values)
{
    struct words words;
    enum origin origin = context->runner->origin;
    if (origin == ORIGIN_LESSON || origin == ORIGIN_SESSION)
        return fault_at(context->fault, (ptrdiff_t)at, "a %s may not read files", origin_names[origin]);
    bool done = words_split(&words, line, at, to, context->fault) && read_file(context, &words, width, values);
    words_clear(&words);
    return done;
}

/* The length of the word at line[at..to). */
static size_t word_length(const char *line, size_t at, size_t to)
{
    size_t length = 0;
    while (at + length < to && isalpha((unsigned char)line[at + length]))
        length++;
    return length;
}

static const struct generator *find(const char *line, size_t at, size_t length)
{
    for (int i = 0; i < GENERATORS; i++) {
        if (strlen(generators[i].word) == length && strncmp(line + at, generators[i].word, length) == 0)
            return &generators[i];
    }
    return NULL;
}

/* A misspelt generator is a word that is no name and has a number behind it: "x = impuls 8". */
static bool suggest(struct context *context, const char *line, size_t at, size_t length)
{
    struct text word = {0};
    struct near near;
    text_add_bytes(&word, line + at, length);
    near_begin(&near, text_string(&word));
    for (int i = 0; i < GENERATORS; i++)
        near_offer(&near, generators[i].word);
    bool found = length > 3 && near.nearest != NULL;
    if (found) {
        fault_at(context->fault, (ptrdiff_t)at, "unknown word '%s'", text_string(&word));
        fault_hint(context->fault, "did you mean '%s'?", near.nearest);
    }
    text_clear(&word);
    return found;
}

bool values_generate(struct context *context, const char *line, size_t at, size_t to, int width, bool *is_one,
                     struct matrix *values)
{
    *is_one = false;
    *values = (struct matrix){0};
    if (!expression_more(line, &at, to))
        return true;
    size_t length = word_length(line, at, to);
    const struct generator *generator = find(line, at, length);
    *is_one = generator != NULL;
    if (generator != NULL)
        return generator->at != NULL ? generate(context, generator, line, at + length, to, width, values)
                                     : from_file(context, line, at, to, width, values);
    *is_one = length > 3 && strncmp(line + at, "none", 4) != 0 && strncmp(line + at, "sqrt", 4) != 0 &&
              strncmp(line + at, "yhat", 4) != 0 && strncmp(line + at, "cell", 4) != 0 &&
              strncmp(line + at, "term", 4) != 0 && strncmp(line + at, "dyhat", 5) != 0 &&
              suggest(context, line, at, length);
    return !*is_one;
}
