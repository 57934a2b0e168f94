/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runner.h - a session and its runner for a test, and a sink that keeps as text whatever commands answer. */

#ifndef UNROLL_TESTS_RUNNER_H
#define UNROLL_TESTS_RUNNER_H

#include <check.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

#include "base/utf8.h"
#include "command/runner.h"
#include "tests/compare.h"
#include "tests/suites.h"

enum { FIXTURE_COLUMNS = 80, FIXTURE_INDENT = 2 };

/* Must not move once begun: the session, the runner and the sink point into it. */
struct fixture {
    struct sink sink; /* first: the sink's functions get a pointer to it */
    struct session *session;
    struct runner runner;
    struct text said;   /* sentences, values and pictures, a newline after each line */
    struct text values; /* the bare values alone, one a line */
    struct text errors; /* what was complained about, a newline after each */
    int waits;          /* how often a command waited */
    volatile sig_atomic_t stop;
};

static inline struct fixture *fixture_of(struct sink *sink)
{
    return (struct fixture *)sink;
}

static inline void fixture_say(struct sink *sink, const char *text)
{
    text_addf(&fixture_of(sink)->said, "%s\n", text);
}

static inline void fixture_value(struct sink *sink, const char *text)
{
    fixture_say(sink, text);
    text_addf(&fixture_of(sink)->values, "%s\n", text);
}

static inline void fixture_complain(struct sink *sink, const char *text)
{
    text_addf(&fixture_of(sink)->errors, "%s\n", text);
}

/* Adds the canvas as lines of text without blanks at their ends. */
static inline void fixture_add_canvas(struct text *text, const struct canvas *canvas, int indent)
{
    for (int row = 0; row < canvas_rows(canvas); row++) {
        int used = canvas_used(canvas, row);
        text_add_blanks(text, used > 0 ? indent : 0);
        for (int column = 0; column < used; column++) {
            uint32_t code = canvas_cell(canvas, row, column).code;
            if (code != 0)
                utf8_add(text, code);
        }
        text_add(text, "\n");
    }
}

static inline void fixture_picture(struct sink *sink, const struct panel *panel, const struct view *view)
{
    struct canvas *canvas = panel_picture(panel, view, FIXTURE_COLUMNS, sink->ascii);
    fixture_add_canvas(&fixture_of(sink)->said, canvas, 0);
    canvas_free(canvas);
}

static inline void fixture_detail(struct sink *sink, const struct panel *panel, const struct view *view)
{
    int columns = FIXTURE_COLUMNS - FIXTURE_INDENT;
    struct canvas *canvas = canvas_new(panel->rows(view, columns, sink->ascii), columns, sink->ascii);
    struct area area = canvas_area(canvas);
    panel->draw(view, &area);
    fixture_add_canvas(&fixture_of(sink)->said, canvas, FIXTURE_INDENT);
    canvas_free(canvas);
}

static inline bool fixture_wait(struct sink *sink, double seconds)
{
    (void)seconds;
    fixture_of(sink)->waits++;
    return true;
}

/* Begins with an empty session: T = 0, all weights 0. */
static inline void fixture_start(struct fixture *fixture)
{
    *fixture = (struct fixture){.sink = {.say = fixture_say,
                                         .value = fixture_value,
                                         .complain = fixture_complain,
                                         .picture = fixture_picture,
                                         .detail = fixture_detail,
                                         .wait = fixture_wait,
                                         .may_be_unicode = true}};
    fixture->session = session_new(&fixture->stop);
    runner_init(&fixture->runner, fixture->session, &fixture->sink);
}

/* Begins as the program does, with the first example. */
static inline void runner_start(struct fixture *fixture)
{
    fixture_start(fixture);
    must(run_start(&fixture->runner), "the first example fails");
}

static inline void fixture_end(struct fixture *fixture)
{
    runner_clear(&fixture->runner);
    session_free(fixture->session);
    text_clear(&fixture->said);
    text_clear(&fixture->values);
    text_clear(&fixture->errors);
}

/* Forgets what was said, not what was done. */
static inline void fixture_forget(struct fixture *fixture)
{
    text_empty(&fixture->said);
    text_empty(&fixture->values);
    text_empty(&fixture->errors);
}

/* Runs one line and gives what run_line gives; what it says is added to the texts. */
static inline bool fixture_run(struct fixture *fixture, const char *line)
{
    return run_line(&fixture->runner, line);
}

/* Runs one line, which must succeed and not complain. */
static inline void fixture_must(struct fixture *fixture, const char *line)
{
    size_t before = fixture->errors.length;
    bool done = fixture_run(fixture, line);
    must(done && fixture->errors.length == before, "'%.200s' failed: %.2000s", line,
         text_string(&fixture->errors) + before);
}

static volatile sig_atomic_t *fixture_stopping;

static inline void fixture_ctrl_c(int signal)
{
    (void)signal;
    *fixture_stopping = 1;
}

/* Forgets, and runs one line while Ctrl-C comes so many microseconds after it has begun. */
static inline bool fixture_run_until(struct fixture *fixture, const char *line, int microseconds)
{
    struct itimerval timer = {.it_value = {microseconds / 1000000, microseconds % 1000000}}, none = {0};
    fixture_forget(fixture);
    fixture_stopping = &fixture->stop;
    signal(SIGALRM, fixture_ctrl_c);
    setitimer(ITIMER_REAL, &timer, NULL);
    bool done = fixture_run(fixture, line);
    setitimer(ITIMER_REAL, &none, NULL);
    fixture->stop = 0;
    return done;
}

/* Everything said so far, the values alone, and all complaints; borrowed until the next change, never NULL. */
static inline const char *fixture_text(const struct fixture *fixture)
{
    return text_string(&fixture->said);
}

static inline const char *fixture_values(const struct fixture *fixture)
{
    return text_string(&fixture->values);
}

static inline const char *fixture_errors(const struct fixture *fixture)
{
    return text_string(&fixture->errors);
}

/* Forgets, runs one line, which must succeed, and gives what it said. */
static inline const char *fixture_answer(struct fixture *fixture, const char *line)
{
    fixture_forget(fixture);
    fixture_must(fixture, line);
    return fixture_text(fixture);
}

/* Forgets, runs one line, which must fail, and gives the complaint. */
static inline const char *fixture_refusal(struct fixture *fixture, const char *line)
{
    fixture_forget(fixture);
    must(!fixture_run(fixture, line), "'%.200s' was not refused", line);
    return fixture_errors(fixture);
}

#endif
