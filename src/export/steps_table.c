/* SPDX-License-Identifier: GPL-3.0-or-later */
/* steps_table.c - a quantity for each column, and the operation of the tape that brings it. */

#include "export/steps_table.h"

#include "session/derivation.h"
#include "session/flow.h"
#include "session/quantity.h"

const char *const steps_table_heads[STEPS_TABLE_COLUMNS] = {"t", "x", "a<t>", "ŷ<t>", "y", "L<t>", "z<t>", "∂L/∂a<t>"};

static const struct column {
    enum quantity_kind kind;
    bool given;
    enum operation operation;
} columns[STEPS_TABLE_COLUMNS] = {
    {QUANTITY_T, true, OPERATION_S},        {QUANTITY_X, true, OPERATION_S},        {QUANTITY_A, false, OPERATION_A},
    {QUANTITY_YHAT, false, OPERATION_YHAT}, {QUANTITY_Y, true, OPERATION_S},        {QUANTITY_L_T, false, OPERATION_L},
    {QUANTITY_Z, false, OPERATION_Z},       {QUANTITY_DL_DA, false, OPERATION_SUM},
};

void steps_table_add(struct text *text, const struct session *session, int t, int column)
{
    const struct column *row = &columns[column];
    struct quantity quantity = {.kind = row->kind, .t = t};
    struct matrix value = {0};
    struct fault fault = {0};
    if (column == 0)
        text_addf(text, "%d", t);
    else if ((row->given || tape_reached(&session->tape, row->operation, t)) &&
             quantity_value(session, &quantity, &value, &fault))
        derivation_add_matrix(text, session, &value);
    else
        text_add(text, "·");
    matrix_clear(&value);
    fault_clear(&fault);
}
