/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.c - quantities shown after every step. */

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "command/complete.h"
#include "command/runner.h"
#include "session/expression.h"

static bool list(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    if (context->session->watched_count > 0)
        return context_picture(context, &panel_watch, &view);
    context_say(context, "nothing is watched; watch a<t> would show a at every step.");
    return true;
}

/* Evaluates line[*at..to) with the tape at the position and moves *at behind it. */
static bool has_value(struct context *context, int position, size_t *at, size_t to, struct fault *fault)
{
    struct session *session = context->session;
    struct tape before = session->tape;
    struct matrix value;
    session->tape.position = position;
    bool done = expression_element(session, context->words.line, at, to, &value, fault);
    session->tape = before;
    if (done)
        matrix_clear(&value);
    return done;
}

/* What has no value here may have one at the first step or the last. */
static bool may_be_watched(struct context *context, size_t *at, size_t to)
{
    const struct tape *tape = &context->session->tape;
    struct fault ignored = {0};
    if (has_value(context, tape->position, at, to, context->fault))
        return true;
    bool elsewhere =
        tape->T > 0 && (has_value(context, 1, at, to, &ignored) || has_value(context, tape->T, at, to, &ignored));
    fault_clear(&ignored);
    return elsewhere;
}

/* Reads one expression from line[from..to), or leaves a fault. */
static bool is_one_expression(struct context *context, size_t from, size_t to)
{
    size_t at = from;
    return may_be_watched(context, &at, to) &&
           (at == to || fault_at(context->fault, (ptrdiff_t)at, "one expression is watched at a time"));
}

static bool may_stand_in_expression(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || strchr(" \t_<>[](),.+-*/^", c) != NULL;
}

/* What a saved session watches was read when it was typed; with the network as it has become it may have no value, or
 * read otherwise. */
static bool is_saved_expression(struct context *context, size_t from, size_t to)
{
    const char *line = context->words.line;
    while (from < to && may_stand_in_expression(line[from]))
        from++;
    return from == to || fault_at(context->fault, (ptrdiff_t)from, "this may not stand in what is watched");
}

/* Adds the bytes with one blank for each run of blanks, tabs and ends of lines of other systems. */
static void add_with_single_blanks(struct text *text, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool blank = isspace((unsigned char)bytes[i]);
        if (!blank || !isspace((unsigned char)bytes[i - 1]))
            text_add_bytes(text, blank ? " " : &bytes[i], 1);
    }
}

/* The arguments as one expression, yours to free; NULL with a fault when it is none. */
static char *read_expression(struct context *context)
{
    const struct words *words = &context->words;
    size_t from = words->word[1].column, to = words->word[words->count - 1].end;
    bool saved = context->runner->origin == ORIGIN_SESSION;
    struct text name = {0};
    if (!(saved ? is_saved_expression(context, from, to) : is_one_expression(context, from, to)))
        return NULL;
    add_with_single_blanks(&name, words->line + from, to - from);
    return text_take(&name);
}

static bool watch(struct context *context)
{
    struct session *session = context->session;
    if (context_argument(context, 1) == NULL)
        return list(context);
    char *name = read_expression(context);
    if (name == NULL)
        return false;
    for (int i = 0; i < session->watched_count; i++) {
        if (strcmp(session->watched[i], name) == 0) {
            free(name);
            return list(context);
        }
    }
    if (session->watched_count == SESSION_WATCHED) {
        free(name);
        return fault_set(context->fault, "%d quantities are watched, the most there can be", SESSION_WATCHED);
    }
    session->watched[session->watched_count++] = name;
    context_say(context, "watching %s", name);
    return true;
}

const struct command command_watch = {
    .name = "watch",
    .group = GROUP_LOOK,
    .usage = "[NAME]",
    .summary = "pins a quantity: its value is shown at every step",
    .details =
        "t in a name is the step the tape is at: watch dL<t>/dv. On the full screen it stays above the log. Without a "
        "name it shows what is watched, now and before the last step.",
    .example = "watch v*a<t>",
    .max_args = -1,
    .complete = complete_names,
    .in_session = true,
    .run = watch,
};
