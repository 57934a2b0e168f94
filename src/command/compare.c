/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compare.c - a second network that steps along: this one with another value, or a saved one. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "command/aside.h"
#include "command/complete.h"
#include "session/comparison.h"
#include "session/expression.h"
#include "session/saved.h"

static bool show(struct context *context)
{
    struct view view = {.session = context->session, .w = WEIGHT_V};
    return context_picture(context, &panel_compare, &view);
}

static bool end(struct context *context)
{
    bool any = context->session->comparison != NULL;
    comparison_end(context->session);
    if (context->sink->layout != NULL && context->runner->shown.panel == &panel_compare)
        context_show(context, NULL, &(struct view){.session = context->session});
    context_say(context, any ? "Nothing is compared any more." : "Nothing is compared.");
    return true;
}

/* The parameter that argument 1 names. */
static bool read_parameter(const struct context *context, struct quantity *parameter, struct fault *fault)
{
    const struct word *word = &context->words.word[1];
    return quantity_read_parameter(context->session, context->words.line, word->column, word->end, parameter, fault) &&
           (parameter->end == word->end ||
            fault_at(fault, (ptrdiff_t)parameter->end, "nothing more belongs to the parameter's name"));
}

/* A parameter stands without its other value. */
static bool ask_for_value(struct context *context)
{
    context_fault(context, 1, "its other value is needed behind it");
    return fault_hint(context->fault, "as in compare %s 1.4", context_argument(context, 1));
}

/* Two values at most; a comma alone is none. */
static bool read_values(struct context *context, double *values, int *count)
{
    const struct words *words = &context->words;
    size_t at = words->word[1].end;
    for (*count = 0; expression_more(words->line, &at, words->to); (*count)++) {
        size_t start = at;
        if (*count == 2) {
            fault_at(context->fault, (ptrdiff_t)at, "two values can be compared");
            return fault_hint(context->fault, "as in compare v 0.5 1.4");
        }
        if (!expression_number(context->session, words->line, &at, words->to, &values[*count], context->fault))
            return false;
        if (!isfinite(values[*count]))
            return fault_at(context->fault, (ptrdiff_t)start, "a finite number is needed here");
    }
    return true;
}

/* Gives the present network the first of two values. */
static bool set_here(struct context *context, const struct quantity *parameter, double value)
{
    struct experiment next;
    experiment_copy(&next, &context->session->now);
    double *place = quantity_place(parameter, &next.network);
    if (*place == value) {
        experiment_clear(&next);
        return true;
    }
    *place = value;
    char *line = context_line(context);
    bool done = session_change(context->session, &next, line, context->fault);
    free(line);
    return done;
}

/* Compares with that (taken over), and gives the present network the first of two values, which may be NULL. The second
 * network is brought to where this one is before anything changes: where that is not finished all is as it was. */
static bool begin(struct context *context, struct comparison *comparison, const double *first)
{
    struct session *session = context->session;
    struct comparison *before = session->comparison;
    session->comparison = comparison;
    bool done = comparison_follow(session, context->fault) &&
                (first == NULL || set_here(context, &comparison->parameter, *first));
    if (!done)
        session->comparison = before;
    comparison_free(done ? before : comparison);
    return done && show(context);
}

static bool compare_values(struct context *context)
{
    struct quantity parameter;
    double values[2];
    int count;
    if (!read_parameter(context, &parameter, context->fault) || !read_values(context, values, &count))
        return false;
    if (count == 0)
        return ask_for_value(context);
    return begin(context, comparison_with_value(context->session, &parameter, values[count - 1]),
                 count == 2 ? values : NULL);
}

/* The state saved in the file, yours to session_free; NULL with a fault. */
static struct session *load(struct context *context, const char *path)
{
    struct text content = {0};
    struct session *other = session_new(context->session->stop);
    struct fault inner = {0};
    int line;
    bool read = file_read(path, SAVED_LARGEST, &content, context->fault) && saved_check(&content, path, context->fault);
    bool run = read && aside_run(other, ORIGIN_SESSION, content.bytes, content.length, &line, &inner);
    if (read && !run && session_stopped(context->session))
        fault_interrupted(context->fault);
    else if (read && !run)
        fault_set(context->fault, "%s:%d: %s", path, line, text_string(&inner.message));
    fault_clear(&inner);
    text_clear(&content);
    if (run)
        return other;
    session_free(other);
    return NULL;
}

static bool compare_file(struct context *context)
{
    const char *path = context_argument(context, 1);
    enum origin origin = context->runner->origin;
    if (origin == ORIGIN_LESSON || origin == ORIGIN_SESSION)
        return context_fault(context, 1, "a %s may not read files", origin_names[origin]);
    struct session *other = load(context, path);
    if (other == NULL) {
        if (context->fault->column < 0)
            context->fault->column = (ptrdiff_t)context->words.word[1].column;
        return false;
    }
    return begin(context, comparison_with_session(other, path), NULL);
}

/* A parameter alone needs its other value; anything else alone is a file. */
static bool lacks_value(struct context *context)
{
    struct quantity parameter;
    struct fault ignored = {0};
    bool is_parameter = read_parameter(context, &parameter, &ignored);
    fault_clear(&ignored);
    if (!is_parameter)
        return false;
    ask_for_value(context);
    return true;
}

static bool compare(struct context *context)
{
    const char *word = context_argument(context, 1);
    bool alone = context_argument(context, 2) == NULL;
    if (word == NULL)
        return show(context);
    if (alone && strcmp(word, "off") == 0)
        return end(context);
    if (!alone)
        return compare_values(context);
    return !lacks_value(context) && compare_file(context);
}

/* Which of both comes first decides what is compared. */
static bool complete_parameter_or_file(const struct completion *completion)
{
    complete_parameter(completion);
    return completion->words->count == 1;
}

const struct command command_compare = {
    .name = "compare",
    .group = GROUP_PLAY,
    .usage = "[NAME VALUE [VALUE]|FILE|off]",
    .summary = "two networks side by side, stepping together",
    .details = "compare v 1.4 puts the present network beside the same one with v = 1.4, which follows every other "
               "change; compare v 0.5 1.4 sets v to the first value too; compare FILE takes what save wrote. What "
               "differs is marked, and line mode tells of both after every step. Without arguments it shows the two.",
    .example = "compare v 0.5 1.4; run",
    .max_args = -1,
    .words = "off",
    .complete = complete_parameter_or_file,
    .in_lesson = true,
    .run = compare,
};
