/* SPDX-License-Identifier: GPL-3.0-or-later */
/* context.c - what commands share: arguments, answers, the passes a picture needs. */

#include <limits.h>
#include <string.h>

#include "base/number.h"
#include "command/command.h"
#include "command/runner.h"
#include "session/comparison.h"
#include "session/expression.h"
#include "session/quantity.h"
#include "session/sentence.h"
#include "session/watched.h"

const char *context_argument(const struct context *context, int i)
{
    return i < context->words.count ? context->words.word[i].string : NULL;
}

bool context_fault(struct context *context, int i, const char *format, ...)
{
    struct text message = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vaddf(&message, format, arguments);
    va_end(arguments);
    fault_at(context->fault, (ptrdiff_t)context->words.word[i].column, "%s", text_string(&message));
    text_clear(&message);
    return false;
}

bool context_int(struct context *context, int i, int low, int high, int *value)
{
    const char *word = context_argument(context, i);
    size_t at = context->words.word[i].column, end = context->words.word[i].end;
    double number;
    int any;
    if (number_read_int(word, low, high, value))
        return true;
    /* t, T and other expressions count too: goto T-1. */
    struct fault fault = {0};
    bool whole = expression_number(context->session, context->words.line, &at, end, &number, &fault) && at == end &&
                 number >= INT_MIN && number <= INT_MAX && number == (int)number;
    fault_clear(&fault);
    if (whole && number >= low && number <= high) {
        *value = (int)number;
        return true;
    }
    if (high < low)
        return context_fault(context, i, "there is no sequence yet: %s sets one",
                             session_sequence_example(context->session));
    if (number_read_int(word, INT_MIN, INT_MAX, &any))
        return context_fault(context, i, "%s is outside %d..%d", word, low, high);
    if (whole)
        return context_fault(context, i, "%s is %d here, outside %d..%d", word, (int)number, low, high);
    return context_fault(context, i, "'%s' is not a whole number from %d to %d", word, low, high);
}

/* A weight, or the gradient by it, whole. */
static bool names_weight(const struct quantity *quantity)
{
    return (quantity->kind == QUANTITY_WEIGHT || quantity->kind == QUANTITY_DL_DW) && quantity->row == 0;
}

bool context_weight(struct context *context, int i, bool inside, enum weight *w)
{
    struct quantity quantity;
    const struct word *word = &context->words.word[i];
    struct fault fault = {0};
    bool known = quantity_read(context->session, context->words.line, word->column, word->end, &quantity, &fault) &&
                 names_weight(&quantity) && quantity.end == word->end;
    fault_clear(&fault);
    if (known && !(inside && (quantity.w == WEIGHT_W_Y || quantity.w == WEIGHT_B_Y))) {
        *w = quantity.w;
        return true;
    }
    context_fault(context, i, inside ? "'%s' is not a weight inside g" : "'%s' is not a weight", word->string);
    return fault_hint(context->fault, inside ? "%s, %s or b_a" : "%s, %s, W_y, b_a or b_y",
                      session_weight_symbol(context->session, WEIGHT_V),
                      session_weight_symbol(context->session, WEIGHT_U));
}

void context_progress(struct context *context, const char *what, double part)
{
    if (context->sink->progress != NULL)
        context->sink->progress(context->sink, what, part);
}

bool context_needs_screen(struct context *context)
{
    context_say(context, "%s belongs to the full screen, which unroll opens on a terminal (without --line).",
                context->words.word[0].string);
    return true;
}

void context_say(struct context *context, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vaddf(&text, format, arguments);
    va_end(arguments);
    context->sink->say(context->sink, text_string(&text));
    text_clear(&text);
}

/* "  a<t> = 0.5" for everything that is watched, where it does not stand on the screen anyway. */
static void say_watched(struct context *context)
{
    const struct session *session = context->session;
    for (int i = 0; i < session->watched_count && !context->sink->pins; i++) {
        struct fault fault = {0};
        struct text text = {0};
        text_addf(&text, "  %s = ", session->watched[i]);
        if (!watched_add_value(&text, session, i, &fault))
            text_addf(&text, "nothing here (%s)", text_string(&fault.message));
        context->sink->say(context->sink, text_string(&text));
        text_clear(&text);
        fault_clear(&fault);
    }
}

/* "With v = 1.4: a<3>=1.184 instead of 0.5, ...", where it does not stand on the screen anyway. */
static void say_comparison(struct context *context)
{
    struct text sentence = {0};
    struct fault ignored = {0};
    if (context->sink->pins || !comparison_follow(context->session, &ignored)) {
        fault_clear(&ignored);
        return;
    }
    comparison_add_sentence(&sentence, context->session);
    if (sentence.length > 0)
        context->sink->say(context->sink, text_string(&sentence));
    text_clear(&sentence);
}

void context_say_step(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    struct place place = tape_place(&context->session->tape);
    struct text sentence = {0};
    sentence_add(&sentence, context->session);
    context->sink->say(context->sink, text_string(&sentence));
    if (place.phase != PHASE_START)
        context->sink->detail(context->sink, &panel_step, &view);
    say_watched(context);
    say_comparison(context);
    text_clear(&sentence);
}

bool context_picture(struct context *context, const struct panel *panel, const struct view *view)
{
    if (!panel_reach(panel, view, context->fault))
        return false;
    context_show(context, panel, view);
    return true;
}

void context_show(struct context *context, const struct panel *panel, const struct view *view)
{
    runner_show(context->runner, panel, view);
    context->sink->picture(context->sink, panel, view);
}

char *context_line(const struct context *context)
{
    const struct words *words = &context->words;
    size_t from = words->word[0].column, to = words->word[words->count - 1].end;
    struct text line = {0};
    text_add_bytes(&line, words->line + from, to - from);
    return text_take(&line);
}
