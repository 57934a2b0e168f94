/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print.c - values alone, one a line, in the shortest form that reads back to the same double. */

#include "command/complete.h"
#include "session/expression.h"
#include "session/quantity.h"

static bool print(struct context *context)
{
    const struct words *words = &context->words;
    size_t at = words->word[0].end;
    struct text text = {0};
    bool done = true;
    double last = context->session->last;
    while (done && expression_more(words->line, &at, words->to)) {
        struct matrix value;
        done = expression_element(context->session, words->line, &at, words->to, &value, context->fault);
        if (!done)
            break;
        text_add(&text, text.length > 0 ? "\n" : "");
        done = quantity_add_exact(&text, &value, context->session->stop) || fault_interrupted(context->fault);
        last = matrix_size(&value) == 1 ? value.at[0] : last;
        matrix_clear(&value);
    }
    /* A comma alone is no value. */
    if (done && text.length == 0)
        done = context_fault(context, 1, "a value is needed here");
    if (done) {
        context->sink->value(context->sink, text_string(&text));
        context->session->last = last;
    }
    text_clear(&text);
    return done;
}

const struct command command_print = {
    .name = "print",
    .aliases = "p",
    .group = GROUP_LOOK,
    .usage = "EXPR...",
    .summary = "values alone, one a line, exact to the last digit",
    .details = "Each value is in the shortest form that reads back to the same double; undefined where there is none. "
               "Expressions have + - * / ^ ( ), abs exp log sqrt sin cos, pi, and _ for the last printed value.",
    .example = "print v a<3> z<3>*a<3>",
    .min_args = 1,
    .max_args = -1,
    .complete = complete_names,
    .in_lesson = true,
    .run = print,
};
