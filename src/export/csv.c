/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.c - a row a step: everything the derivation knows about it, exact to the last digit (RFC 4180 with LF).
 *
 * A target that is not set is an empty field; what does not exist is the word undefined. */

#include <string.h>

#include "base/number.h"
#include "export/export.h"
#include "session/flow.h"
#include "session/quantity.h"

static const struct column {
    const char *name;
    enum quantity_kind kind;
    enum weight w;
} columns[] = {
    {"x", QUANTITY_X, WEIGHT_V},
    {"s", QUANTITY_S, WEIGHT_V},
    {"a", QUANTITY_A, WEIGHT_V},
    {"o", QUANTITY_O, WEIGHT_V},
    {"yhat", QUANTITY_YHAT, WEIGHT_V},
    {"y", QUANTITY_Y, WEIGHT_V},
    {"L", QUANTITY_L_T, WEIGHT_V},
    {"z", QUANTITY_Z, WEIGHT_V},
    {"dL/da", QUANTITY_DL_DA, WEIGHT_V},
    {"dL<t>", QUANTITY_DL_T_DW, WEIGHT_V},
    {"dL<t>", QUANTITY_DL_T_DW, WEIGHT_U},
    {"dL<t>", QUANTITY_DL_T_DW, WEIGHT_W_Y},
    {"dL<t>", QUANTITY_DL_T_DW, WEIGHT_B_A},
    {"dL<t>", QUANTITY_DL_T_DW, WEIGHT_B_Y},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static struct quantity quantity_at(const struct column *column, int t)
{
    return (struct quantity){.kind = column->kind, .w = column->w, .t = t};
}

static void add_head(struct text *file, const struct session *session, const struct column *column)
{
    struct quantity quantity = quantity_at(column, 1);
    int rows, cols;
    quantity_shape(&session->now.network, &quantity, &rows, &cols);
    for (int i = 1; i <= rows; i++) {
        for (int j = 1; j <= cols; j++) {
            bool comma = cols > 1;
            text_add(file, comma ? ",\"" : ",");
            text_add(file, column->name);
            if (column->kind == QUANTITY_DL_T_DW)
                text_addf(file, "/d%s", session_weight_symbol(session, column->w));
            if (cols > 1)
                text_addf(file, "[%d,%d]", i, j);
            else if (rows > 1)
                text_addf(file, "[%d]", i);
            if (column->kind == QUANTITY_DL_DA)
                flow_add_badge(file, session);
            text_add(file, comma ? "\"" : "");
        }
    }
}

/* No gradient flows back to a step from before the last one without a target, unset. */
static void add_values(struct text *file, const struct session *session, const struct column *column, int t, int unset)
{
    struct quantity quantity = quantity_at(column, t);
    struct matrix value;
    struct fault fault = {0};
    int rows, cols;
    quantity_shape(&session->now.network, &quantity, &rows, &cols);
    bool flows = column->kind == QUANTITY_DL_DA;
    bool known = flows ? t > unset : quantity_value(session, &quantity, &value, &fault);
    const double *values = !known ? NULL : flows ? flow_by_a(session, t) : value.at;
    for (int i = 0; i < rows * cols; i++) {
        text_add(file, ",");
        if (known)
            number_add_shortest(file, values[i]);
    }
    if (known && !flows)
        matrix_clear(&value);
    fault_clear(&fault);
}

static bool write_csv(const struct export_request *request, struct text *file, struct fault *fault)
{
    const struct session *session = request->session;
    int T = session->now.sequence->T, unset = session->now.sequence->last_unset;
    if (!session_backward(session, 1, fault))
        return false;
    text_add(file, "t");
    for (int c = 0; c < COLUMNS; c++)
        add_head(file, session, &columns[c]);
    text_add(file, "\n");
    for (int t = 1; t <= T; t++) {
        text_addf(file, "%d", t);
        for (int c = 0; c < COLUMNS; c++)
            add_values(file, session, &columns[c], t, unset);
        text_add(file, "\n");
        if (session_stopped(session))
            return fault_interrupted(fault);
    }
    return true;
}

/* True when a field of the head is of that column. */
static bool is_of(const char *field, size_t length, int column)
{
    size_t name = strlen(columns[column].name);
    return length >= name && strncmp(field, columns[column].name, name) == 0 &&
           (length == name || strchr("[/ ", field[name]) != NULL);
}

/* Goes over the fields that are of the columns in their order; the column of the last one, -1 for none. */
static int skip_fields(const char **at)
{
    int column = -1;
    while (**at == ',') {
        bool quoted = (*at)[1] == '"';
        const char *field = *at + 1 + quoted;
        size_t length = strcspn(field, quoted ? "\"" : ",");
        if (column < 0 || !is_of(field, length, column))
            column++;
        if (column == COLUMNS || !is_of(field, length, column))
            return -1;
        *at = field + length + (quoted && field[length] == '"');
    }
    return column;
}

/* The first line is the head, nothing more and nothing less; of one that goes on behind the bytes, what there is. */
static bool begins_csv(const char *bytes, size_t count)
{
    const char *newline = memchr(bytes, '\n', count);
    struct text line = {0};
    text_add_bytes(&line, bytes, newline != NULL ? (size_t)(newline - bytes) : count);
    char *cut = newline == NULL ? strrchr(text_string(&line), ',') : NULL;
    if (cut != NULL)
        *cut = '\0';
    const char *at = text_string(&line) + 1;
    int column = text_string(&line)[0] == 't' ? skip_fields(&at) : -1;
    /* The last columns are gradients of the same name. */
    bool begins = column >= 0 && *at == '\0' && strcmp(columns[column].name, columns[COLUMNS - 1].name) == 0;
    text_clear(&line);
    return begins;
}

const struct export_format export_csv = {
    .ending = ".csv",
    .summary = "a table with a row for every step, exact to the last digit",
    .details = "It has every quantity and every gradient; a target that is not set is an empty field.",
    .write = write_csv,
    .begins = begins_csv,
};
