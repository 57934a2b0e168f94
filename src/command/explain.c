/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain.c - any quantity in symbols, then numbers, then its value. */

#include "command/complete.h"
#include "command/look.h"
#include "session/derivation.h"

static bool explain(struct context *context)
{
    struct quantity quantity;
    struct derivation derivation = {0};
    if (!look_name(context, &quantity))
        return false;
    /* Built once here, where a fault can be told; the panel builds the same again. */
    bool done = derivation_of(&derivation, context->session, &quantity, context->fault);
    derivation_clear(&derivation);
    if (!done)
        return false;
    struct text text = {0};
    text_add_bytes(&text, context->words.line + quantity.at, quantity.end - quantity.at);
    struct view view = {.session = context->session, .name = text_string(&text)};
    done = context_picture(context, &panel_explain, &view);
    text_clear(&text);
    return done;
}

const struct command command_explain = {
    .name = "explain",
    .aliases = "e",
    .group = GROUP_LOOK,
    .usage = "NAME",
    .summary = "a quantity in symbols, then in numbers, then its value",
    .details =
        "NAME is any name of the derivation: a<3>, yhat<2>, L, dL/dv, dL<3>/dv, dyhat<4>/du, term(v,4,2) and so on; "
        "help names lists them.",
    .example = "explain dL<3>/dv",
    .min_args = 1,
    .max_args = -1,
    .complete = complete_names,
    .in_lesson = true,
    .run = explain,
};
