/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cast.c - a recording of a terminal of 80 by 24 (asciicast, version 2): a script as somebody would type it, or a frame
 * a step. Its times are made up, the same for the same input. */

#include <string.h>

#include "base/utf8.h"
#include "export/escaped.h"
#include "export/frames.h"
#include "panel/coloured.h"
#include "session/sentence.h"

enum { COLUMNS = 80, ROWS = 24, KEY = 60, BEFORE = 600, AFTER = 1200, FOR_ROW = 120, FRAME = 2000 }; /* milliseconds */

struct cast {
    struct text *file;
    long long time; /* in milliseconds */
};

/* Other recorders begin so too, but write the time before a title. */
static const char HEAD[] = "{\"version\": 2, \"width\": 80, \"height\": 24, \"title\": ";

static void add_head(struct text *file, const char *title)
{
    text_add(file, HEAD);
    escaped_add_json(file, title);
    text_add(file, ", \"env\": {\"TERM\": \"xterm-256color\"}}\n");
}

/* So many bytes appear now. A terminal wants a carriage return before each newline. */
static void show(struct cast *cast, const char *bytes, size_t count)
{
    struct text output = {0};
    for (size_t i = 0; i < count; i++) {
        text_add(&output, bytes[i] == '\n' ? "\r" : "");
        text_add_bytes(&output, bytes + i, 1);
    }
    text_addf(cast->file, "[%lld.%03lld, \"o\", ", cast->time / 1000, cast->time % 1000);
    escaped_add_json(cast->file, text_string(&output));
    text_add(cast->file, "]\n");
    text_clear(&output);
}

static void show_string(struct cast *cast, const char *string)
{
    show(cast, string, strlen(string));
}

/* Character by character, as it is typed. */
static void type(struct cast *cast, const char *line)
{
    for (size_t left = strlen(line), length; left > 0; left -= length, line += length) {
        uint32_t code;
        length = utf8_read(line, left, &code);
        cast->time += KEY;
        show(cast, line, length);
    }
}

static int count_rows(const char *string)
{
    int rows = 0;
    for (; *string != '\0'; string++)
        rows += *string == '\n';
    return rows;
}

/* A prompt, the line, the answer, and time to read it. */
static void add_spoken(struct cast *cast, const char *line, const char *answer)
{
    show_string(cast, "unroll> ");
    cast->time += BEFORE;
    type(cast, line);
    cast->time += KEY;
    show_string(cast, "\n");
    if (answer[0] != '\0')
        show_string(cast, answer);
    cast->time += AFTER + (long long)FOR_ROW * count_rows(answer);
}

static bool add_all_spoken(struct cast *cast, const struct export_request *request, struct fault *fault)
{
    const char *at = request->spoken->bytes, *end = at + request->spoken->length;
    while (at < end) {
        const char *answer = at + strlen(at) + 1;
        add_spoken(cast, at, answer);
        at = answer + strlen(answer) + 1;
        if (session_stopped(request->session))
            return fault_interrupted(fault);
    }
    show_string(cast, "unroll> ");
    return true;
}

static void add_canvas(struct text *screen, const struct canvas *canvas)
{
    for (int row = 0; row < canvas_rows(canvas); row++) {
        coloured_add_row(screen, canvas, row, COLOURS_MANY);
        text_add(screen, "\n");
    }
}

/* Cuts what the screen has no rows for. */
static void keep_rows(struct text *screen, int rows)
{
    size_t end = 0;
    for (; rows > 0 && end < screen->length; rows--)
        end += strcspn(screen->bytes + end, "\n") + 1;
    if (end < screen->length)
        screen->bytes[screen->length = end] = '\0';
}

/* The graph, the sentence and the equations, as much of them as the screen has rows for. */
static bool add_frame(void *to, const struct export_request *frame, int number, int count, struct fault *fault)
{
    struct cast *cast = to;
    struct view view = {.session = frame->session, .w = WEIGHT_V, .brief = true};
    struct text screen = {0}, sentence = {0};
    (void)fault;
    struct canvas *graph = panel_picture(&panel_graph, &view, COLUMNS, frame->ascii);
    sentence_add(&sentence, frame->session);
    text_add(&screen, "\033[H\033[2J");
    add_canvas(&screen, graph);
    utf8_add_wrapped(&screen, text_string(&sentence), COLUMNS, 2);
    canvas_free(graph);
    keep_rows(&screen, ROWS - 1);
    int left = ROWS - 1 - count_rows(text_string(&screen)), wanted = panel_step.rows(&view, COLUMNS, frame->ascii);
    struct canvas *step = canvas_new(wanted < left ? wanted : left, COLUMNS, frame->ascii);
    struct area area = canvas_area(step);
    panel_step.draw(&view, &area);
    add_canvas(&screen, step);
    canvas_free(step);
    show_string(cast, text_string(&screen));
    cast->time += number < count ? FRAME : 0;
    text_clear(&screen);
    text_clear(&sentence);
    return true;
}

static bool write_cast(const struct export_request *request, struct text *file, struct fault *fault)
{
    struct cast cast = {file, 0};
    add_head(file, request->title);
    return request->each_step ? frames_walk(request, add_frame, &cast, fault) : add_all_spoken(&cast, request, fault);
}

static bool begins_cast(const char *bytes, size_t count)
{
    return count >= strlen(HEAD) && memcmp(bytes, HEAD, strlen(HEAD)) == 0;
}

const struct export_format export_cast = {
    .ending = ".cast",
    .summary = "a recording of a script on a terminal of 80 by 24",
    .details =
        "The lines of the script, which is named behind the file, are typed and answered in a copy of the session; "
        "with --each-step a frame for each step is shown instead. It is an asciicast of version 2, for asciinema "
        "and its like.",
    .write = write_cast,
    .steps = STEPS_TOGETHER,
    .script = true,
    .begins = begins_cast,
};
