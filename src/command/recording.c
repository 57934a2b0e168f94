/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.c - a sink that keeps as lines of 80 columns what others would show. */

#include "command/recording.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
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

static void keep(struct recording *recording, const char *line, struct text *answer)
{
    size_t count = (size_t)++recording->count;
    recording->spoken = alloc_resize(recording->spoken, count, sizeof *recording->spoken);
    recording->spoken[count - 1] = (struct spoken){alloc_string(line), alloc_string(text_string(answer))};
    text_empty(answer);
}

/* Says in which line of the script it was. */
static bool name_line(struct context *context, const char *path, int line, struct fault *inside)
{
    fault_set(context->fault, "line %d of '%s' fails: %s", line, path, text_string(&inside->message));
    return fault_hint(context->fault, "%s", text_string(&inside->hint));
}

static bool record_lines(struct recording *recording, struct context *context, struct runner *runner, const char *path,
                         const struct text *script)
{
    struct text line = {0}, visible = {0};
    struct fault fault = {0};
    size_t at = 0;
    bool done = true;
    for (int number = 1; done && file_next_line(script->bytes, script->length, &at, &line); number++) {
        if (line.length == strspn(text_string(&line), " \t"))
            continue;
        done = run_quietly(runner, text_string(&line), &fault) || name_line(context, path, number, &fault);
        text_empty(&visible);
        utf8_add_visible_line(&visible, text_string(&line), line.length);
        keep(recording, text_string(&visible), &recorder_of(runner->sink)->answer);
    }
    text_clear(&line);
    text_clear(&visible);
    fault_clear(&fault);
    return done;
}

static bool record(struct recording *recording, struct context *context, struct session *copy, const char *path,
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

bool recording_make(struct recording *recording, struct context *context, const char *path, bool ascii)
{
    struct text script = {0};
    struct session *copy = NULL;
    *recording = (struct recording){0};
    bool done = file_read(path, RUN_LARGEST_SCRIPT, &script, context->fault) &&
                (copy = session_copy(context->session, context->fault)) != NULL &&
                record(recording, context, copy, path, &script, ascii);
    if (copy != NULL)
        session_free(copy);
    text_clear(&script);
    return done;
}

void recording_clear(struct recording *recording)
{
    for (int i = 0; i < recording->count; i++) {
        free(recording->spoken[i].line);
        free(recording->spoken[i].answer);
    }
    free(recording->spoken);
    *recording = (struct recording){0};
}
