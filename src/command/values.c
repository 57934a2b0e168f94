/* SPDX-License-Identifier: GPL-3.0-or-later */
/* values.c - lists and matrices, element by element. */

#include "command/values.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "session/expression.h"

/* A list that grows; a row ends at ';'. */
struct list {
    double *value;
    size_t count, capacity;
    int rows, columns; /* rows ended so far; columns of the first row */
    int row_count;     /* elements of the present row */
    bool short_of_memory;
};

enum { MOST_VALUES = 64 * 1024 * 1024 }; /* of one assignment: half a gigabyte */

/* Adds a value, where there is room for it. */
static void list_add(struct list *list, double value)
{
    if (list->count >= MOST_VALUES || list->short_of_memory)
        return;
    if (list->count == list->capacity) {
        size_t capacity = list->capacity > 0 ? 2 * list->capacity : 64;
        double *grown = alloc_try_resize(list->value, capacity, sizeof *list->value);
        list->short_of_memory = grown == NULL;
        if (grown == NULL)
            return;
        list->value = grown;
        list->capacity = capacity;
    }
    list->value[list->count++] = value;
    list->row_count++;
}

static bool end_row(struct list *list, size_t at, struct fault *fault)
{
    if (list->row_count == 0) {
        fault_at(fault, (ptrdiff_t)at, "this row has no values");
        return false;
    }
    if (list->rows > 0 && list->row_count != list->columns) {
        fault_at(fault, (ptrdiff_t)at, "this row has %d value%s, the first has %d", list->row_count,
                 list->row_count == 1 ? "" : "s", list->columns);
        return false;
    }
    list->columns = list->row_count;
    list->row_count = 0;
    list->rows++;
    return true;
}

static bool is_none(const char *line, size_t at, size_t to)
{
    return to - at >= 4 && strncmp(line + at, "none", 4) == 0 &&
           (to - at == 4 || (!isalnum((unsigned char)line[at + 4]) && line[at + 4] != '_'));
}

/* One element: a number, a whole row of them where it is a name, or none. */
static bool read_element(struct context *context, const char *line, size_t *at, size_t to, bool missing,
                         struct list *list)
{
    struct matrix value;
    if (missing && is_none(line, *at, to)) {
        list_add(list, NAN);
        *at += 4;
        return !list->short_of_memory || fault_memory(context->fault);
    }
    size_t start = *at;
    const struct session *session = context->session;
    if (!expression_element(session, line, at, to, &value, context->fault))
        return false;
    bool finite = true;
    for (int i = 0; i < matrix_size(&value) && !session_stopped(session); i++)
        finite = finite && (isfinite(value.at[i]) || (missing && matrix_size(&value) > 1));
    if (!finite) {
        fault_at(context->fault, (ptrdiff_t)start, "a finite number is needed here");
        fault_hint(context->fault, "this is %s", isnan(value.at[0]) ? "undefined" : "infinite");
        matrix_clear(&value);
        return false;
    }
    for (int i = 0; i < value.rows && !session_stopped(session); i++) {
        for (int j = 0; j < value.cols; j++)
            list_add(list, value.at[i * value.cols + j]);
        finite = i + 1 == value.rows || end_row(list, start, context->fault);
        if (!finite)
            break;
    }
    matrix_clear(&value);
    if (session_stopped(session))
        return fault_interrupted(context->fault);
    if (list->short_of_memory)
        return fault_memory(context->fault);
    if (finite && list->count >= MOST_VALUES)
        return fault_at(context->fault, (ptrdiff_t)start, "these are more than %d values", MOST_VALUES);
    return finite;
}

static bool read_plain(struct context *context, const char *line, size_t at, size_t to, bool missing, struct list *list)
{
    while (expression_more(line, &at, to)) {
        if (line[at] == ';' || line[at] == ']') {
            fault_at(context->fault, (ptrdiff_t)at, "'%c' belongs inside [ ]", line[at]);
            return fault_hint(context->fault, "as in V = [0.5 0.1; 0 0.9]");
        }
        if (!read_element(context, line, &at, to, missing, list))
            return false;
    }
    return end_row(list, to, context->fault);
}

static bool read_bracketed(struct context *context, const char *line, size_t at, size_t to, bool missing,
                           struct list *list)
{
    size_t open = at++;
    for (;;) {
        if (!expression_more(line, &at, to)) {
            fault_at(context->fault, (ptrdiff_t)open, "this '[' is not closed");
            return fault_hint(context->fault, "']' ends it");
        }
        if (line[at] == ';' || line[at] == ']') {
            if (!end_row(list, at, context->fault))
                return false;
            if (line[at++] == ']')
                break;
        } else if (!read_element(context, line, &at, to, missing, list)) {
            return false;
        }
    }
    if (!expression_more(line, &at, to))
        return true;
    fault_at(context->fault, (ptrdiff_t)at, "nothing is expected after ']'");
    return fault_hint(context->fault, "rows, and the steps of x and y, are parted by ';', as in [1 0; 0 1]");
}

bool values_read(struct context *context, const char *line, size_t at, size_t to, bool missing, struct matrix *values)
{
    struct list list = {0};
    *values = (struct matrix){0};
    if (!expression_more(line, &at, to)) {
        fault_at(context->fault, (ptrdiff_t)to, "a value is needed here");
        return fault_hint(context->fault, "such as 0.5, 1 0 1 1 or [0.5 0.1; 0 0.9]");
    }
    bool done = line[at] == '[' ? read_bracketed(context, line, at, to, missing, &list)
                                : read_plain(context, line, at, to, missing, &list);
    *values = (struct matrix){list.rows, list.columns, list.value};
    if (!done)
        matrix_clear(values);
    return done;
}
