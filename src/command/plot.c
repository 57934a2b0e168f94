/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot.c - a quantity over t. */

#include "command/command.h"
#include "command/look.h"

static bool can_be_plotted(const struct quantity *quantity)
{
    switch (quantity->kind) {
    case QUANTITY_X:
    case QUANTITY_Y:
        return !quantity->whole;
    case QUANTITY_S:
    case QUANTITY_A:
    case QUANTITY_O:
    case QUANTITY_YHAT:
    case QUANTITY_L_T:
    case QUANTITY_Z:
    case QUANTITY_DL_T_DW:
    case QUANTITY_DYHAT_DW:
    case QUANTITY_DA_DW:
    case QUANTITY_DL_DO:
    case QUANTITY_DL_DA:
        return true;
    default:
        return false;
    }
}

static bool plot(struct context *context)
{
    struct quantity quantity;
    struct matrix value;
    struct text name = {0};
    if (!look_name(context, &quantity))
        return false;
    if (!can_be_plotted(&quantity)) {
        context_fault(context, 1, "this has one value for all t");
        return fault_hint(context->fault, "plot a<1>, z<1>, dL<1>/dv: any step stands for all of them");
    }
    if (!quantity_value(context->session, &quantity, &value, context->fault))
        return false;
    bool number = matrix_size(&value) == 1;
    matrix_clear(&value);
    if (!number) {
        context_fault(context, 1, "one number at every step is needed here");
        return fault_hint(context->fault, "name an entry, as in a<1>[2]");
    }
    text_add_bytes(&name, context->words.line + quantity.at, quantity.end - quantity.at);
    struct view view = {.session = context->session, .name = text_string(&name)};
    bool done = context_picture(context, &panel_plot, &view);
    text_clear(&name);
    return done;
}

const struct command command_plot = {
    .name = "plot",
    .group = GROUP_LOOK,
    .usage = "NAME",
    .summary = "a quantity at every t as a curve",
    .details = "Any step stands for all of them: plot a<1> draws a<1>..a<T>.",
    .example = "plot z<1>",
    .min_args = 1,
    .max_args = -1,
    .complete = COMPLETE_NAMES,
    .in_lesson = true,
    .run = plot,
};
