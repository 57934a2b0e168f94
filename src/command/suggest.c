/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suggest.c - "g tanh", "loss mse", "v 0.7", "v := 2": what was meant is told by the name, and by a value that fits. */

#include "command/suggest.h"

#include <math.h>
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

/* True when the numbers in this experiment that the name stands for can be set to this many plain numbers. */
static bool takes(const struct session *session, const struct quantity *quantity, int count)
{
    const struct network *network = &session->now.network;
    bool inputs = quantity->kind == QUANTITY_X, targets = quantity->kind == QUANTITY_Y;
    int rows, columns;
    if (inputs && quantity->whole)
        return network->n_x == 1;
    if (targets && quantity->whole)
        return network->n_y == 1 && count <= session->now.sequence->T;
    quantity_shape(network, quantity, &rows, &columns);
    return (inputs || targets || quantity->kind == QUANTITY_WEIGHT || quantity->kind == QUANTITY_A0) &&
           rows * columns == 1 && count == 1;
}

/* The numbers from byte at on, 0 where anything else is among them: the notes write products as "W_y v". */
static int count_numbers(const struct context *context, size_t at, size_t to)
{
    const char *line = context->words.line;
    int count = 0;
    for (; expression_more(line, &at, to); count++) {
        double number;
        struct fault ignored = {0};
        bool plain = strchr("+-.0123456789", line[at]) != NULL &&
                     expression_number(context->session, line, &at, to, &number, &ignored) && isfinite(number);
        fault_clear(&ignored);
        if (!plain)
            return 0;
    }
    return count;
}

/* True when word 0 is the name of numbers that can be set, and values for it stand from byte at on. */
static bool has_numbers(const struct context *context, size_t at)
{
    const struct word *name = &context->words.word[0];
    struct quantity quantity;
    struct fault ignored = {0};
    int count = count_numbers(context, at, context->words.word[context->words.count - 1].end);
    bool named = count > 0 &&
                 quantity_read(context->session, context->words.line, name->column, name->end, &quantity, &ignored) &&
                 quantity.end == name->end;
    fault_clear(&ignored);
    return named && takes(context->session, &quantity, count);
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
