/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suggest.c - "g tanh", "loss mse", "v 0.7", "v := 2": what was meant is told by the name, and by a value that fits. */

#include "command/suggest.h"

#include <string.h>

#include "session/expression.h"
#include "session/quantity.h"

static bool names_activation(const char *word)
{
    for (int i = 0; i < ACTIVATION_COUNT; i++) {
        if (strcmp(word, activation_name((enum activation)i)) == 0)
            return true;
    }
    return false;
}

static bool names_loss(const char *word)
{
    for (int i = 0; i < LOSS_COUNT; i++) {
        if (strcmp(word, loss_name((enum loss)i)) == 0)
            return true;
    }
    return false;
}

/* True when word 0 is the name of numbers that can be set, and values for it stand from byte at on. */
static bool has_numbers(const struct context *context, size_t at)
{
    const struct word *name = &context->words.word[0];
    struct quantity quantity;
    struct matrix value;
    struct fault ignored = {0};
    size_t to = context->words.word[context->words.count - 1].end;
    bool named = quantity_read(context->session, context->words.line, name->column, name->end, &quantity, &ignored) &&
                 quantity.end == name->end;
    bool one = named && (quantity.kind == QUANTITY_WEIGHT || quantity.kind == QUANTITY_A0);
    bool several = named && (quantity.kind == QUANTITY_X || quantity.kind == QUANTITY_Y);
    bool values =
        (one || several) && expression_element(context->session, context->words.line, &at, to, &value, &ignored);
    if (values)
        matrix_clear(&value);
    fault_clear(&ignored);
    return values && (several || at == to);
}

enum { LONGEST_SUGGESTION = 40 };

void suggest_assignment(const struct context *context)
{
    const struct words *words = &context->words;
    int i = words->count > 1 && strcmp(words->word[1].string, ":=") == 0 ? 2 : 1;
    if (i >= words->count)
        return;
    const char *name = words->word[0].string, *value = words->word[i].string;
    size_t from = words->word[i].column, to = words->word[words->count - 1].end;
    bool meant = strcmp(name, "g") == 0 || strcmp(name, "g*") == 0 ? names_activation(value)
                 : strcmp(name, "loss") == 0                       ? names_loss(value)
                                                                   : has_numbers(context, from);
    if (meant && to - from <= LONGEST_SUGGESTION) {
        text_empty(&context->fault->hint);
        fault_hint(context->fault, "%s = %.*s sets it", name, (int)(to - from), words->line + from);
    }
}
