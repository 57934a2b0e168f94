/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.c - a sink that keeps as lines of 80 columns what others would show. */

#include "command/recording.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "command/runner.h"
#include "panel/coloured.h"

enum { COLUMNS = 80, INDENT = 2 };

struct recorder {
    struct sink sink; /* first: the sink's functions get a pointer to it */
    struct text answer;
};

static struct recorder *recorder_of(struct sink *sink)
{
    return (struct recorder *)sink;
}

static void say(struct sink *sink, const char *text)
{
    struct text visible = {0}, spelt = {0};
    utf8_add_visible(&visible, text, strlen(text));
    if (sink->ascii)
        utf8_add_ascii(&spelt, text_string(&visible));
    else
        text_add(&spelt, text_string(&visible));
    utf8_add_wrapped(&recorder_of(sink)->answer, text_string(&spelt), COLUMNS, (int)strspn(text, " ") + INDENT);
    text_clear(&visible);
    text_clear(&spelt);
}

static void keep_canvas(struct sink *sink, struct canvas *canvas, int indent)
{
    struct text *answer = &recorder_of(sink)->answer;
    for (int row = 0; row < canvas_rows(canvas); row++) {
        text_add_blanks(answer, canvas_used(canvas, row) > 0 ? indent : 0);
        coloured_add_row(answer, canvas, row, COLOURS_MANY);
        text_add(answer, "\n");
    }
    canvas_free(canvas);
}

static void picture(struct sink *sink, const struct panel *panel, const struct view *view)
{
    keep_canvas(sink, panel_picture(panel, view, COLUMNS, sink->ascii), 0);
}

static void detail(struct sink *sink, const struct panel *panel, const struct view *view)
{
    struct canvas *canvas = canvas_new(panel->rows(view, COLUMNS - INDENT, sink->ascii), COLUMNS - INDENT, sink->ascii);
    struct area area = canvas_area(canvas);
    panel->draw(view, &area);
    keep_canvas(sink, canvas, INDENT);
}

static bool wait_not(struct sink *sink, double seconds)
{
    (void)sink;
    (void)seconds;
    return true;
}

/* Adds the string with its NUL. */
static void add_string(struct text *recording, const struct text *string)
{
    text_add(recording, text_string(string));
    text_add_bytes(recording, "", 1);
}

/* Says in which line of the script it was. */
static bool name_line(struct context *context, const char *path, int line, struct fault *inside)
{
    fault_set(context->fault, "line %d of '%s' fails: %s", line, path, text_string(&inside->message));
    return fault_hint(context->fault, "%s", text_string(&inside->hint));
}

/* False with a fault, which Ctrl-C, too, may be. */
static bool record_line(struct text *recording, struct context *context, struct runner *runner, const char *path,
                        int number, const struct text *line)
{
    struct text visible = {0}, *answer = &recorder_of(runner->sink)->answer;
    struct fault fault = {0};
    bool done = run_quietly(runner, text_string(line), &fault) || name_line(context, path, number, &fault);
    utf8_add_visible_line(&visible, text_string(line), line->length);
    add_string(recording, &visible);
    add_string(recording, answer);
    text_empty(answer);
    text_clear(&visible);
    fault_clear(&fault);
    if (session_stopped(context->session))
        return fault_interrupted(context->fault);
    return done && (!recording->cut || fault_memory(context->fault));
}

static bool record_lines(struct text *recording, struct context *context, struct runner *runner, const char *path,
                         const struct text *script)
{
    struct text line = {0};
    size_t at = 0;
    bool done = true;
    for (int number = 1; done && file_next_line(script->bytes, script->length, &at, &line); number++) {
        if (line.length > strspn(text_string(&line), " \t"))
            done = record_line(recording, context, runner, path, number, &line);
    }
    text_clear(&line);
    return done;
}

static bool record(struct text *recording, struct context *context, struct session *copy, const char *path,
                   const struct text *script, bool ascii)
{
    struct recorder recorder = {.sink = {.say = say,
                                         .value = say,
                                         .complain = say,
                                         .picture = picture,
                                         .detail = detail,
                                         .wait = wait_not,
                                         .ascii = ascii,
                                         .may_be_unicode = true}};
    struct runner runner;
    runner_init(&runner, copy, &recorder.sink);
    runner.origin = ORIGIN_RECORDING;
    bool done = record_lines(recording, context, &runner, path, script);
    runner_clear(&runner);
    text_clear(&recorder.answer);
    return done;
}

bool recording_make(struct text *recording, struct context *context, const char *path, bool ascii)
{
    struct text script = {0};
    struct session *copy = NULL;
    bool done = file_read(path, RUN_LARGEST_SCRIPT, &script, context->fault) &&
                (copy = session_copy(context->session, context->fault)) != NULL &&
                record(recording, context, copy, path, &script, ascii);
    if (copy != NULL)
        session_free(copy);
    text_clear(&script);
    return done;
}
