/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line_mode.c - one loop for a terminal, one for a stream; both run the same lines. */

#include "ui/line_mode.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/study.h"
#include "ui/autosave.h"
#include "ui/files.h"
#include "ui/interrupt.h"
#include "ui/line.h"

/* A paste may hold several lines. */
static void run_lines(struct runner *runner, char *line)
{
    while (line != NULL && !runner->quit && !interrupt_stop) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        run_typed(runner, line);
        line = end != NULL && end[1] != '\0' ? end + 1 : NULL;
    }
    if (line != NULL && interrupt_stop)
        runner->sink->complain(runner->sink, "The lines that were pasted behind it are not run.");
}

void line_mode(struct runner *runner, struct plain *plain)
{
    struct text history = {0}, offer = {0}, complaint = {0};
    bool remembers = files_history(&history);
    runner->keep_going = true;
    autosave_begin(runner, &offer);
    if (offer.length > 0)
        plain->sink.say(&plain->sink, text_string(&offer));
    text_clear(&offer);
    line_begin(runner->session, remembers ? text_string(&history) : NULL);
    while (!runner->quit && !interrupt_end && plain_flush(plain)) {
        char *line = NULL;
        struct text prompt = {0};
        study_add_prompt(runner, &prompt);
        enum line_result result = line_read(text_string(&prompt), &line);
        text_clear(&prompt);
        if (result == LINE_END)
            break;
        if (result == LINE_READ)
            run_lines(runner, line);
        free(line);
    }
    plain_flush(plain);
    autosave_end(interrupt_end != 0, &complaint);
    line_end(&complaint);
    fputs(text_string(&complaint), stderr);
    text_clear(&complaint);
    text_clear(&history);
}

/* What stands on standard input and the like, read without stdio: it would lose a signal that comes before it waits. */
struct input {
    int file;
    size_t at, count;
    bool failed;
    char bytes[1 << 16];
};

/* The next byte, or EOF. */
static int next_byte(struct input *input)
{
    if (input->at == input->count) {
        ssize_t got = interrupt_wait(input->file) ? read(input->file, input->bytes, sizeof input->bytes) : 0;
        input->failed = got < 0 && !interrupt_stop;
        if (got <= 0)
            return EOF;
        input->at = 0;
        input->count = (size_t)got;
    }
    return (unsigned char)input->bytes[input->at++];
}

enum stream_result { STREAM_LINE, STREAM_TOO_LONG, STREAM_NUL, STREAM_END };

/* The next line without its end; a line that is too long or holds a NUL is passed over whole where another may follow,
 * for it may have no end. What was read of a line when a signal came or reading failed is not run. */
static enum stream_result next_line(struct input *input, bool another, struct text *line)
{
    enum stream_result result = STREAM_LINE;
    int c;
    text_empty(line);
    while ((result == STREAM_LINE || another) && (c = next_byte(input)) != EOF && c != '\n') {
        char byte = (char)c;
        if (c == '\0')
            result = STREAM_NUL;
        else if (line->length > RUN_LONGEST_LINE)
            result = STREAM_TOO_LONG;
        else
            text_add_bytes(line, &byte, 1);
    }
    bool nothing = line->length == 0 && result == STREAM_LINE;
    if (c == EOF && (nothing || interrupt_stop || input->failed))
        return STREAM_END;
    if (line->length > 0 && line->bytes[line->length - 1] == '\r')
        line->bytes[--line->length] = '\0';
    if (result == STREAM_LINE && line->length > RUN_LONGEST_LINE)
        return STREAM_TOO_LONG;
    return result;
}

static bool refuse_line(struct runner *runner, const char *why)
{
    struct fault fault = {0};
    fault_set(&fault, "%s", why);
    run_report(runner, NULL, &fault);
    fault_clear(&fault);
    return false;
}

static bool refuse_long_line(struct runner *runner)
{
    struct text why = {0};
    text_addf(&why, "this line is longer than %d bytes", RUN_LONGEST_LINE);
    refuse_line(runner, text_string(&why));
    text_clear(&why);
    return false;
}

static bool is_empty(const char *line)
{
    return line[strspn(line, " \t")] == '\0';
}

/* In a lesson Enter goes on, here as at a prompt. */
bool line_mode_batch(struct runner *runner, struct plain *plain, int file, const char *name)
{
    struct place_in_text place = {name, 0, NULL};
    struct input input = {.file = file};
    struct text line = {0};
    bool done = true;
    runner->place = &place;
    while ((done || runner->keep_going) && !runner->quit && !interrupt_stop && plain_flush(plain)) {
        enum stream_result result = next_line(&input, runner->keep_going, &line);
        const char *bytes = text_string(&line);
        if (result == STREAM_END)
            break;
        place.line++;
        if (place.line == 1 && strncmp(bytes, "\xEF\xBB\xBF", 3) == 0)
            bytes += 3;
        if (result == STREAM_NUL)
            done = refuse_line(runner, "this line holds a NUL byte; text is needed");
        else if (result == STREAM_TOO_LONG)
            done = refuse_long_line(runner);
        else
            done = run_line(runner, is_empty(bytes) && study_player(runner) != NULL ? run_empty(runner) : bytes);
    }
    if (input.failed)
        done = refuse_line(runner, "the input cannot be read");
    runner->place = NULL;
    text_clear(&line);
    return done;
}
