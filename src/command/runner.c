/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runner.c - statements, their commands, and reports of what went wrong. */

#include "command/runner.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/utf8.h"
#include "command/aside.h"
#include "command/study.h"
#include "command/suggest.h"
#include "session/example.h"
#include "session/expression.h"

void runner_init(struct runner *runner, struct session *session, struct sink *sink)
{
    *runner = (struct runner){.session = session, .sink = sink};
}

void runner_clear(struct runner *runner)
{
    for (int i = 0; i < runner->history_count; i++)
        free(runner->history[i]);
    free(runner->last_motion);
    study_free(runner->study);
    free(runner->shown_name);
}

void runner_show(struct runner *runner, const struct panel *panel, const struct view *view)
{
    char *name = view->name != NULL ? alloc_string(view->name) : NULL;
    free(runner->shown_name);
    runner->shown_name = name;
    runner->shown = (struct picture){panel, *view};
    runner->shown.view.name = name;
}

bool run_start(struct runner *runner)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    bool done = aside_build(runner->session, examples[0].name, examples[0].commands, strlen(examples[0].commands),
                            "reset", &fault);
    if (!done)
        run_report(runner, NULL, &fault);
    session_forget_changes(runner->session);
    fault_clear(&fault);
    return done;
}

static bool check_arguments(const struct command *command, const struct words *words, struct fault *fault)
{
    int count = words->count - 1;
    if (count >= command->min_args && (command->max_args < 0 || count <= command->max_args))
        return true;
    bool few = count < command->min_args;
    size_t at = few ? words->word[words->count - 1].end : words->word[command->max_args + 1].column;
    fault_at(fault, (ptrdiff_t)at, few ? "%s needs another argument" : "%s takes fewer arguments", command->name);
    return fault_hint(fault, "usage: %s%s%s", command->name, *command->usage != '\0' ? " " : "", command->usage);
}

const char *const origin_names[] = {"script", "lesson", "recording", "saved session"};

static bool may_stand_here(struct runner *runner, const struct command *command, ptrdiff_t column, struct fault *fault)
{
    bool plays = runner->origin == ORIGIN_LESSON || runner->origin == ORIGIN_RECORDING;
    if (runner->origin == ORIGIN_PERSON || command->in_session || (plays && command->in_lesson))
        return true;
    return fault_at(fault, column, "'%s' may not stand in a %s", command->name, origin_names[runner->origin]);
}

/* Small things cannot be refused one by one, so without the reserve for them nothing begins. What is run on the way of
 * another command has that one's reserve. */
static bool has_reserve(const struct context *context)
{
    if (alloc_ready() || context->runner->origin != ORIGIN_PERSON)
        return true;
    fault_at(context->fault, (ptrdiff_t)context->words.word[0].column,
             "there is not enough memory for another command");
    return fault_hint(context->fault, "save FILE keeps what there is, and quit leaves");
}

static void remember_motion(struct runner *runner, const struct command *command, const struct context *context)
{
    if (command->group != GROUP_MOVE || runner->origin == ORIGIN_LESSON)
        return;
    free(runner->last_motion);
    runner->last_motion = context_line(context);
}

/* The end of the expression that the statement begins with; its beginning when it is none. */
static size_t expression_end(const struct context *context)
{
    struct fault ignored = {0};
    struct matrix value;
    const struct words *words = &context->words;
    size_t from = words->word[0].column, at = from;
    bool read = expression_element(context->session, words->line, &at, words->to, &value, &ignored);
    if (read)
        matrix_clear(&value);
    while (read && words->line[at - 1] == ' ')
        at--;
    fault_clear(&ignored);
    return read ? at : from;
}

/* What is no command may be the answer to a lesson's question. Where it cannot be read as one, it may still have been
 * meant as the command the fault suggests. */
static bool run_answer(struct context *context)
{
    size_t from = context->words.word[0].column;
    struct fault suggested = {.column = FAULT_NOWHERE};
    bool near = context->fault->hint.length > 0;
    text_add(&suggested.message, text_string(&context->fault->message));
    text_add(&suggested.hint, text_string(&context->fault->hint));
    bool done = study_answer(context, from);
    if (!done && near && context->fault->column == (ptrdiff_t)from) {
        fault_at(context->fault, (ptrdiff_t)from, "%s", text_string(&suggested.message));
        fault_hint(context->fault, "%s", text_string(&suggested.hint));
    }
    fault_clear(&suggested);
    return done;
}

/* Not a command; of a name or an expression typed alone it is plain what was wanted. */
static bool run_unknown(struct context *context)
{
    size_t from = context->words.word[0].column, end = expression_end(context);
    if (study_asks(context->runner) || (end > from && study_listens(context->runner)))
        return run_answer(context);
    if (prediction_is_open(context))
        return prediction_answer(context, from);
    if (end <= context->words.word[0].end)
        suggest_assignment(context);
    if (context->fault->hint.length == 0 && end > from)
        fault_hint(context->fault, "print %.*s shows its value", (int)(end - from), context->words.line + from);
    return false;
}

static bool run_command(struct context *context)
{
    struct runner *runner = context->runner;
    const struct word *first = &context->words.word[0];
    const struct command *command = command_find(first->string, (ptrdiff_t)first->column, context->fault);
    if (command == NULL)
        return has_reserve(context) && run_unknown(context);
    if (!may_stand_here(runner, command, (ptrdiff_t)first->column, context->fault))
        return false;
    bool fits = check_arguments(command, &context->words, context->fault);
    if (fits && !(command->frugal || has_reserve(context)))
        return false;
    bool done = fits && command->run(context);
    /* "g tanh", "loss mse": the names of what can be set are commands too. */
    if (!done)
        suggest_assignment(context);
    /* Ctrl-C may have left a picture unfinished. */
    bool looks = command->group == GROUP_LOOK || command->group == GROUP_GRADIENTS;
    if (done && looks && session_stopped(runner->session))
        done = fault_interrupted(context->fault);
    if (done)
        remember_motion(runner, command, context);
    return done;
}

/* Runs line[from..to), one statement. */
static bool run_statement(struct runner *runner, const char *line, size_t from, size_t to, struct fault *fault)
{
    struct context context = {runner->session, runner->sink, fault, {0}, runner};
    text_empty(&fault->message);
    text_empty(&fault->hint);
    bool done = words_split(&context.words, line, from, to, fault);
    if (done && runner->depth > 0 && ++runner->commands > RUN_MOST_COMMANDS) {
        runner->exhausted = true;
        done = fault_at(fault, (ptrdiff_t)from, "scripts have run %d commands, the most they may", RUN_MOST_COMMANDS);
    }
    if (done && context.words.count > 0 && assign_is(line, from, to, NULL))
        done = has_reserve(&context) && assign_statement(&context, line, from, to);
    else if (done && context.words.count > 0)
        done = run_command(&context);
    words_clear(&context.words);
    if (text_any_cut() && done)
        return fault_set(fault, "there is not enough memory to show all of this");
    return done;
}

/* The first byte of the line that is a control character other than tab, or its length. */
static size_t first_control(const char *line)
{
    size_t i = 0;
    while (line[i] != '\0' && ((unsigned char)line[i] >= ' ' || line[i] == '\t' || line[i] == '\r') && line[i] != 0x7F)
        i++;
    return i;
}

bool run_quietly(struct runner *runner, const char *line, struct fault *fault)
{
    size_t length = strlen(line), at = 0;
    int most = runner->origin == ORIGIN_SESSION ? RUN_LONGEST_SAVED_LINE : RUN_LONGEST_LINE;
    if (length > (size_t)most)
        return fault_set(fault, "this line has %zu bytes; %d are the most", length, most);
    /* In a comment anything may stand. */
    size_t control = first_control(line), comment = strcspn(line, "#");
    if (control < length && control < comment)
        return fault_at(fault, (ptrdiff_t)control, "a control character may not stand here");
    do {
        size_t end = words_statement_end(line, at);
        if (!run_statement(runner, line, at, end, fault))
            return false;
        at = words_next_statement(line, end);
        /* A command may keep what it had reached; what stands behind it was meant for the whole. */
        if (at < length && session_stopped(runner->session))
            return fault_at(fault, (ptrdiff_t)at, "Ctrl-C was pressed, so the rest of this line was not run");
    } while (at < length && !runner->quit);
    return true;
}

bool run_line(struct runner *runner, const char *line)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    study_typed(runner, line);
    bool done = run_quietly(runner, line, &fault);
    if (!done && fault.message.length > 0)
        run_report(runner, line, &fault);
    study_look(runner);
    fault_clear(&fault);
    return done;
}

const char *run_empty(const struct runner *runner)
{
    return study_player(runner) != NULL ? "next" : runner->last_motion;
}

static void remember(struct runner *runner, const char *line)
{
    if (runner->history_count == RUN_HISTORY) {
        free(runner->history[0]);
        memmove(runner->history, runner->history + 1, (RUN_HISTORY - 1) * sizeof *runner->history);
        runner->history_count--;
    }
    runner->history[runner->history_count++] = alloc_string(line);
}

bool run_typed(struct runner *runner, const char *line)
{
    if (line[strspn(line, " \t")] != '\0') {
        remember(runner, line);
        return run_line(runner, line);
    }
    if (run_empty(runner) == NULL)
        return true;
    /* The motion frees and replaces its own copy. */
    char *again = alloc_string(run_empty(runner));
    bool done = run_line(runner, again);
    free(again);
    return done;
}

enum { EXCERPT = 72 }; /* columns of the line that stand above the caret */

/* The line, safe to show, cut around the caret when long; and the caret under its place with the hint. */
static void add_excerpt(struct text *report, const char *line, const struct fault *fault, bool ascii)
{
    size_t length = strlen(line), column = (size_t)fault->column < length ? (size_t)fault->column : length;
    size_t from = column > EXCERPT ? column - EXCERPT / 2 : 0;
    size_t to = length - from > EXCERPT ? from + EXCERPT : length;
    while (from > 0 && ((unsigned char)line[from] & 0xC0) == 0x80)
        from--;
    while (to < length && ((unsigned char)line[to] & 0xC0) == 0x80)
        to++;
    struct text before = {0};
    text_add(&before, from > 0 ? "..." : "");
    utf8_add_visible_line(&before, line + from, column - from);
    text_addf(report, "\n  %s", text_string(&before));
    utf8_add_visible_line(report, line + column, to - column);
    text_add(report, to < length ? "...\n  " : "\n  ");
    text_add_blanks(report, utf8_width_spelt(text_string(&before), ascii));
    text_add(report, "^");
    if (fault->hint.length > 0)
        text_addf(report, " %s", text_string(&fault->hint));
    text_clear(&before);
}

static void add_places(struct text *report, const struct place_in_text *place)
{
    if (place == NULL || place->name == NULL)
        return;
    text_addf(report, "%s:%d: ", place->name, place->line);
}

static void add_chain(struct text *report, const struct place_in_text *place)
{
    for (; place != NULL && place->from != NULL && place->from->name != NULL; place = place->from)
        text_addf(report, "\n  sourced from %s:%d", place->from->name, place->from->line);
}

void run_report(struct runner *runner, const char *line, const struct fault *fault)
{
    struct text report = {0};
    text_add(&report, "unroll: ");
    add_places(&report, runner->place);
    /* One line, whatever a file name in it holds. */
    utf8_add_visible_line(&report, text_string(&fault->message), fault->message.length);
    if (line != NULL && fault->column >= 0)
        add_excerpt(&report, line, fault, runner->sink->ascii);
    else if (fault->hint.length > 0)
        text_addf(&report, "\n  %s", text_string(&fault->hint));
    add_chain(&report, runner->place);
    runner->sink->complain(runner->sink, text_string(&report));
    runner->failed = true;
    text_clear(&report);
}

bool run_script(struct runner *runner, const char *name, const char *bytes, size_t count)
{
    struct place_in_text place = {name, 0, runner->place};
    struct text line = {0};
    size_t at = 0;
    bool done = true;
    runner->place = &place;
    while ((done || runner->keep_going) && !runner->quit && !runner->exhausted &&
           file_next_line(bytes, count, &at, &line)) {
        place.line++;
        done = run_line(runner, text_string(&line)) && done;
        if (session_stopped(runner->session))
            break;
    }
    runner->place = place.from;
    text_clear(&line);
    return done;
}
