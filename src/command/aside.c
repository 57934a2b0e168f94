/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aside.c - load, example and reset all come through here. */

#include "command/aside.h"

#include "base/file.h"
#include "command/runner.h"

static void ignore_text(struct sink *sink, const char *text)
{
    (void)sink;
    (void)text;
}

static void ignore_picture(struct sink *sink, const struct panel *panel, const struct view *view)
{
    (void)sink;
    (void)panel;
    (void)view;
}

static bool do_not_wait(struct sink *sink, double seconds)
{
    (void)sink;
    (void)seconds;
    return true;
}

static bool run_lines(struct runner *runner, const char *name, const char *bytes, size_t count, struct fault *fault)
{
    struct text line = {0};
    struct fault inner = {0};
    size_t at = 0;
    bool done = true;
    for (int number = 1; done && file_next_line(bytes, count, &at, &line); number++) {
        done = run_quietly(runner, text_string(&line), &inner);
        /* Undo is not for what is built here; the sequence on the way would be kept line by line. */
        session_forget_changes(runner->session);
        if (!done)
            fault_set(fault, "%s:%d: %s", name, number, text_string(&inner.message));
        if (done && runner->session->stop != NULL && *runner->session->stop)
            done = fault_interrupted(fault);
    }
    fault_clear(&inner);
    text_clear(&line);
    return done;
}

bool aside_build(struct session *session, const char *name, const char *bytes, size_t count, const char *made_by,
                 struct fault *fault)
{
    struct sink silent = {.say = ignore_text,
                          .value = ignore_text,
                          .complain = ignore_text,
                          .picture = ignore_picture,
                          .detail = ignore_picture,
                          .wait = do_not_wait};
    struct session *aside = session_new(session->stop);
    struct runner runner;
    runner_init(&runner, aside, &silent);
    runner.only_session = true;
    bool done = run_lines(&runner, name, bytes, count, fault) && session_adopt(session, aside, made_by, fault);
    runner_clear(&runner);
    session_free(aside);
    return done;
}
