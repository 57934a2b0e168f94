/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aside.c - load, example and reset all come through here. */

#include "command/aside.h"

#include <string.h>

#include "base/file.h"

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

bool aside_run(struct session *session, enum origin origin, const char *bytes, size_t count, int *line,
               struct fault *fault)
{
    struct sink silent = {.say = ignore_text,
                          .value = ignore_text,
                          .complain = ignore_text,
                          .picture = ignore_picture,
                          .detail = ignore_picture,
                          .wait = do_not_wait};
    struct runner runner;
    struct text command = {0};
    size_t at = 0;
    bool done = true;
    runner_init(&runner, session, &silent);
    runner.origin = origin;
    for (*line = 1; done && file_next_line(bytes, count, &at, &command); *line += done) {
        done = run_quietly(&runner, text_string(&command), fault);
        /* Undo is not for what is built here; the sequence on the way would be kept line by line. */
        session_forget_changes(session);
        if (done && session_stopped(session))
            done = fault_interrupted(fault);
    }
    text_clear(&command);
    runner_clear(&runner);
    return done;
}

bool aside_run_of_lesson(struct host *host, struct session *session, const char *lines, int *line, struct fault *fault)
{
    (void)host;
    return aside_run(session, ORIGIN_LESSON, lines, strlen(lines), line, fault);
}

bool aside_build(struct session *session, const char *name, const char *bytes, size_t count, const char *made_by,
                 struct fault *fault)
{
    struct session *aside = session_new(session->stop);
    struct fault inner = {0};
    int line;
    bool run = aside_run(aside, ORIGIN_SESSION, bytes, count, &line, &inner);
    if (!run && session_stopped(session))
        fault_interrupted(fault);
    else if (!run)
        fault_set(fault, "%s:%d: %s", name, line, text_string(&inner.message));
    bool done = run && session_adopt(session, aside, made_by, fault);
    fault_clear(&inner);
    session_free(aside);
    return done;
}
