/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - argv to a face of the program, nothing else. */

#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "command/study.h"
#include "session/session.h"
#include "ui/autosave.h"
#include "ui/files.h"
#include "ui/full_screen.h"
#include "ui/interrupt.h"
#include "ui/line_mode.h"
#include "ui/notes.h"
#include "ui/options.h"
#include "ui/plain.h"

/* A closed standard stream must not become the number of a file that is opened later. */
static void keep_standard_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
            exit(1);
    }
}

static bool wants_colour(const struct options *options)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool dumb = terminal == NULL || *terminal == '\0' || strcmp(terminal, "dumb") == 0;
    if (options->colour != COLOUR_AUTO)
        return options->colour == COLOUR_ALWAYS;
    return isatty(STDOUT_FILENO) && !dumb && (none == NULL || *none == '\0');
}

static void greet(struct sink *sink)
{
    sink->say(sink, "unroll " UNROLL_VERSION ": backpropagation through time, step by step.");
    sink->say(sink, "The network of the notes is loaded. step goes forward, help lists everything, quit leaves.");
}

/* Whether what comes next is run: not behind a signal, nor behind what failed unless --keep-going says so. */
static bool goes_on(const struct runner *runner, bool done)
{
    return (done || runner->keep_going) && !runner->quit && !interrupt_stop;
}

static bool run_files(struct runner *runner, const struct options *options)
{
    bool done = true;
    for (int i = 0; i < options->files_count && goes_on(runner, done); i++) {
        struct text content = {0};
        struct fault fault = {.column = FAULT_NOWHERE};
        bool read = file_read(options->files[i], RUN_LARGEST_SCRIPT, &content, &fault);
        if (!read)
            run_report(runner, NULL, &fault);
        done = read && run_script(runner, options->files[i], text_string(&content), content.length) && done;
        fault_clear(&fault);
        text_clear(&content);
    }
    return done;
}

/* Only here may a lesson be named by its path. */
static bool open_lesson(struct runner *runner, const char *name)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    bool is_path = strchr(name, '/') != NULL || (strlen(name) > 3 && strcmp(name + strlen(name) - 3, ".md") == 0);
    bool done = study_open(runner, name, is_path, &fault);
    if (!done)
        run_report(runner, NULL, &fault);
    fault_clear(&fault);
    return done;
}

static bool run_commands(struct runner *runner, const struct options *options)
{
    bool done = true;
    for (int i = 0; i < options->commands_count && goes_on(runner, done); i++)
        done = run_script(runner, "-e", options->commands[i], strlen(options->commands[i])) && done;
    return done;
}

static void run_init(struct runner *runner)
{
    struct text path = {0}, content = {0}, remark = {0};
    if (files_init(&path) && files_read_init(text_string(&path), &content, &remark))
        run_script(runner, text_string(&path), text_string(&content), content.length);
    if (remark.length > 0)
        runner->sink->complain(runner->sink, text_string(&remark));
    text_clear(&path);
    text_clear(&content);
    text_clear(&remark);
}

static bool is_interactive(const struct options *options)
{
    return isatty(STDIN_FILENO) && !options->batch && options->commands_count == 0;
}

/* The full screen, NULL where it is not wanted or not possible; false when it was asked for and is not possible. */
static bool open_screen(struct session *session, const struct options *options, bool unicode,
                        struct full_screen **screen)
{
    *screen = NULL;
    if (!options->screen && (options->line || !is_interactive(options) || !isatty(STDOUT_FILENO)))
        return true;
    if (is_interactive(options) && isatty(STDOUT_FILENO))
        *screen = full_screen_open(session, wants_colour(options), options->ascii, unicode);
    if (*screen != NULL)
        return true;
    fputs(options->screen ? "unroll: the full screen needs a terminal that can be drawn on\n"
                          : "unroll: this terminal cannot show the full screen; here is the line mode.\n",
          stderr);
    return !options->screen;
}

/* The files, then the lesson, then the commands; after one that failed only when --keep-going says so. */
static bool run_asked(struct runner *runner, const struct options *options)
{
    bool done = run_files(runner, options);
    if (options->lesson != NULL && goes_on(runner, done))
        done = open_lesson(runner, options->lesson) && done;
    if (goes_on(runner, done))
        done = run_commands(runner, options) && done;
    return done;
}

/* Runs what was asked for; true when nothing failed. */
static bool run_all(struct runner *runner, struct plain *plain, struct full_screen *screen,
                    const struct options *options)
{
    bool interactive = is_interactive(options);
    if (interactive && !options->no_init)
        run_init(runner);
    if (interactive && options->lesson == NULL)
        greet(runner->sink);
    runner->keep_going = options->keep_going;
    bool done = run_asked(runner, options);
    if (runner->quit || (interrupt_stop && !interactive) || options->commands_count > 0 ||
        (options->batch && options->files_count > 0))
        return done;
    /* Ctrl-C has stopped a script and no more; another signal ends the face as well, which saves what there is. */
    if (interactive) {
        if (screen != NULL)
            full_screen_run(screen, runner);
        else
            line_mode(runner, plain);
        return true;
    }
    if (!done && !options->keep_going)
        return false;
    return line_mode_batch(runner, plain, STDIN_FILENO, "stdin") && done;
}

static int status_of(const struct plain *plain, bool done)
{
    if (interrupt_end)
        return 128 + interrupt_end;
    if (interrupt_stop)
        return 128 + SIGINT;
    return done && !plain->broken ? 0 : 1;
}

static int run(const struct options *options)
{
    struct plain plain;
    struct runner runner;
    struct full_screen *screen;
    bool unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0, done = false;
    interrupt_catch();
    if (is_interactive(options))
        interrupt_survive_broken_pipes();
    autosave_prepare();
    struct session *session = session_new(&interrupt_stop);
    plain_init(&plain, stdout, stderr, wants_colour(options), options->ascii, unicode);
    bool can = open_screen(session, options, unicode, &screen);
    runner_init(&runner, session, screen != NULL ? full_screen_sink(screen) : &plain.sink);
    if (can)
        done = run_start(&runner) && run_all(&runner, &plain, screen, options);
    done = done && !(options->keep_going && runner.failed);
    full_screen_close(screen);
    plain_flush(&plain);
    runner_clear(&runner);
    session_free(session);
    return can ? status_of(&plain, done) : 2;
}

/* Ctrl-C is the way out. */
static int follow_notes(const struct options *options)
{
    interrupt_catch();
    return notes_follow(options->ascii || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct options options;
    int status = 0;
    keep_standard_streams();
    /* Characters as the locale has them; numbers and words are the same in every one. */
    setlocale(LC_CTYPE, "");
    if (!options_read(&options, argc, argv))
        status = 2;
    else if (options.help)
        options_help();
    else if (options.version)
        options_version();
    else
        status = options.notes ? follow_notes(&options) : run(&options);
    options_clear(&options);
    if (fflush(stdout) != 0 && status == 0) {
        perror("unroll: cannot write the output");
        status = 1;
    }
    return status;
}
