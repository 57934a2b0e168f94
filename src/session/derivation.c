/* SPDX-License-Identifier: GPL-3.0-or-later */
/* derivation.c - equations as data, built piece by piece; the panels align them. */

#include "session/derivation.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/number.h"
#include "session/derivation_parts.h"

char *derivation_format(const char *pattern, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, pattern);
    text_vaddf(&text, pattern, arguments);
    va_end(arguments);
    return text_take(&text);
}

static struct equation *last(struct derivation *derivation)
{
    return &derivation->equation[derivation->equations - 1];
}

void derivation_begin(struct derivation *derivation, const char *pattern, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, pattern);
    text_vaddf(&text, pattern, arguments);
    va_end(arguments);
    size_t count = (size_t)++derivation->equations;
    derivation->equation = alloc_resize(derivation->equation, count, sizeof *derivation->equation);
    *last(derivation) = (struct equation){.name = text_take(&text)};
}

void derivation_part(struct derivation *derivation, const char *symbols, const char *numbers)
{
    struct equation *equation = last(derivation);
    equation->part = alloc_resize(equation->part, (size_t)equation->parts + 1, sizeof *equation->part);
    equation->part[equation->parts++] = (struct part){alloc_string(symbols), alloc_string(numbers), NULL};
}

void derivation_few(struct derivation *derivation, const char *few)
{
    struct equation *equation = last(derivation);
    equation->part[equation->parts - 1].few = alloc_string(few);
}

void derivation_shorten(struct part *part)
{
    if (part->few == NULL)
        return;
    free(part->numbers);
    part->numbers = part->few;
    part->few = NULL;
}

void derivation_value(struct derivation *derivation, const char *value)
{
    free(last(derivation)->value);
    last(derivation)->value = alloc_string(value);
}

void derivation_remark(struct derivation *derivation, const char *pattern, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, pattern);
    text_vaddf(&text, pattern, arguments);
    va_end(arguments);
    free(last(derivation)->remark);
    last(derivation)->remark = text_take(&text);
}

void derivation_phrase(struct derivation *derivation)
{
    last(derivation)->phrase = true;
}

void derivation_clear(struct derivation *derivation)
{
    for (int i = 0; i < derivation->equations; i++) {
        struct equation *equation = &derivation->equation[i];
        for (int k = 0; k < equation->parts; k++) {
            free(equation->part[k].symbols);
            free(equation->part[k].numbers);
            free(equation->part[k].few);
        }
        free(equation->part);
        free(equation->name);
        free(equation->value);
        free(equation->remark);
    }
    free(derivation->equation);
    *derivation = (struct derivation){0};
}

void derivation_add_number(struct text *text, const struct session *session, double value)
{
    number_add(text, value, session->digits);
}

void derivation_add_values(struct text *text, const struct session *session, const double *values, int count)
{
    if (count == 1) {
        derivation_add_number(text, session, values[0]);
        return;
    }
    text_add(text, "[");
    for (int i = 0; i < count; i++) {
        text_add(text, i > 0 ? " " : "");
        derivation_add_number(text, session, values[i]);
    }
    text_add(text, "]");
}

static void add_target(struct text *text, const struct session *session, double value)
{
    if (isnan(value))
        text_add(text, "none");
    else
        derivation_add_number(text, session, value);
}

void derivation_add_targets(struct text *text, const struct session *session, const double *values, int count)
{
    int set = 0;
    for (int i = 0; i < count; i++)
        set += !isnan(values[i]);
    if (set == 0) {
        text_add(text, "none");
        return;
    }
    text_add(text, count > 1 ? "[" : "");
    for (int i = 0; i < count; i++) {
        text_add(text, i > 0 ? " " : "");
        add_target(text, session, values[i]);
    }
    text_add(text, count > 1 ? "]" : "");
}

void derivation_add_matrix(struct text *text, const struct session *session, const struct matrix *matrix)
{
    if (matrix->cols == 1) {
        derivation_add_values(text, session, matrix->at, matrix->rows);
        return;
    }
    for (int i = 0; i < matrix->rows; i++) {
        for (int j = 0; j < matrix->cols; j++) {
            text_add(text, j > 0 ? " " : i > 0 ? "; " : "[");
            derivation_add_number(text, session, matrix->at[i * matrix->cols + j]);
        }
    }
    text_add(text, "]");
}

void derivation_add_power(struct text *text, const char *symbol, int j)
{
    static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    if (j == 0)
        return;
    text_add(text, symbol);
    if (j == 1)
        return;
    char digits[16] = "";
    int count = 0;
    for (int rest = j; rest > 0; rest /= 10)
        digits[count++] = (char)(rest % 10);
    while (count > 0)
        text_add(text, raised[(int)digits[--count]]);
}

char *derivation_number(const struct session *session, double value)
{
    struct text text = {0};
    derivation_add_number(&text, session, value);
    return text_take(&text);
}

char *derivation_values(const struct session *session, const double *from, int count)
{
    struct text text = {0};
    derivation_add_values(&text, session, from, count);
    return text_take(&text);
}

void derivation_take_part(struct derivation *derivation, char *symbols, char *numbers)
{
    derivation_part(derivation, symbols, numbers);
    free(symbols);
    free(numbers);
}

void derivation_take_value(struct derivation *derivation, char *value)
{
    derivation_value(derivation, value);
    free(value);
}

bool derivation_is_scalar(const struct session *session)
{
    return network_is_scalar(&session->now.network);
}

char *derivation_matrix(const struct session *session, const struct matrix *matrix)
{
    struct text text = {0};
    derivation_add_matrix(&text, session, matrix);
    return text_take(&text);
}

char *derivation_product(const struct session *session, double left, double right)
{
    struct text text = {0};
    derivation_add_number(&text, session, left);
    text_add(&text, "·");
    derivation_add_number(&text, session, right);
    return text_take(&text);
}
