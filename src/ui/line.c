/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.c - readline by its callback interface, so that signals are looked at between keys and never inside. */

#include "ui/line.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "command/complete.h"
#include "ui/interrupt.h"

enum { MOST_HISTORY = 1000 };

static const struct session *completed_session;
static char *history_path;
static int history_new; /* lines added since the file was read */
static char *line_given;
static bool line_done, line_ended;

static void given(char *line)
{
    line_given = line;
    line_done = true;
    line_ended = line == NULL;
    rl_callback_handler_remove();
}

/* The candidates for one word, in readline's own kind of list. */
struct matches {
    char **match;
    size_t count;
};

static void add_match(void *to, const char *candidate)
{
    struct matches *matches = to;
    matches->match = alloc_resize(matches->match, matches->count + 2, sizeof *matches->match);
    matches->match[matches->count++] = alloc_string(candidate);
    matches->match[matches->count] = NULL;
}

static char *next_match(const char *text, int state)
{
    static struct matches matches;
    static size_t at;
    (void)text;
    if (state == 0) {
        matches = (struct matches){0};
        at = 0;
        complete_word(completed_session, rl_line_buffer, (size_t)(rl_point - (int)strlen(text)), (size_t)rl_point,
                      add_match, &matches);
    }
    if (at < matches.count)
        return matches.match[at++];
    free(matches.match);
    matches.match = NULL;
    return NULL;
}

/* A name is often followed by <t>, a command by a blank. */
static void see_names(void *to, const char *candidate)
{
    bool *names = to;
    struct fault fault = {0};
    const struct command *command = command_find(candidate, 0, &fault);
    *names = *names || command == NULL || strcmp(command->name, candidate) != 0;
    fault_clear(&fault);
}

static char **complete(const char *text, int start, int end)
{
    (void)text;
    bool names = false;
    bool files = complete_word(completed_session, rl_line_buffer, (size_t)start, (size_t)end, see_names, &names);
    rl_attempted_completion_over = !files;
    rl_completion_append_character = names ? '\0' : ' ';
    return rl_completion_matches(text, next_match);
}

/* readline would show some invisible characters as they are, and no command may hold the others. */
static bool can_be_seen(const char *name)
{
    struct text visible = {0};
    utf8_add_visible_line(&visible, name, strlen(name));
    bool same = strcmp(text_string(&visible), name) == 0;
    text_clear(&visible);
    return same;
}

/* Takes file names off readline's list: a single name, or what several begin with and then each of them. */
static int drop_unseen(char **match)
{
    int first = match[1] == NULL ? 0 : 1, to = first;
    for (int i = first; match[i] != NULL; i++) {
        if (can_be_seen(match[i]))
            match[to++] = match[i];
        else
            free(match[i]);
    }
    match[to] = NULL;
    if (first == 1 && to < 3) {
        free(match[0]);
        match[0] = match[1];
        match[1] = NULL;
    }
    return 0;
}

void line_begin(const struct session *session, const char *history_file)
{
    completed_session = session;
    rl_readline_name = "unroll";
    rl_change_environment = 0;
    rl_attempted_completion_function = complete;
    rl_ignore_some_completions_function = drop_unseen;
    rl_basic_word_break_characters = " \t;=,()[]\"'";
    rl_completer_quote_characters = "\"'";
    using_history();
    stifle_history(MOST_HISTORY);
    if (history_file != NULL) {
        history_path = alloc_string(history_file);
        read_history(history_path);
    }
}

/* The signals that are let in only while the program waits for a key. */
static void block_signals(sigset_t *before)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP};
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&blocked, signals[i]);
    sigprocmask(SIG_BLOCK, &blocked, before);
}

/* Forgets what is being typed and leaves the cursor on a new line. */
static void abandon_line(void)
{
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    fputc('\n', stdout);
    fflush(stdout);
}

/* Feeds keys to readline until a line is there. False when a signal asked for something else. */
static bool read_keys(const sigset_t *while_waiting)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!line_done && !interrupt_stop) {
        int ready = ppoll(&key, 1, NULL, while_waiting);
        if (ready < 0 && errno != EINTR)
            break;
        rl_check_signals();
        if (ready > 0 && !interrupt_stop) {
            if ((key.revents & POLLIN) == 0)
                break;
            rl_callback_read_char();
        }
    }
    return line_done;
}

static void remember(const char *line)
{
    HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (*line == '\0' || (last != NULL && strcmp(last->line, line) == 0))
        return;
    add_history(line);
    history_new++;
}

enum line_result line_read(const char *prompt, char **line)
{
    sigset_t before;
    line_given = NULL;
    line_done = line_ended = false;
    interrupt_stop = 0;
    block_signals(&before);
    rl_callback_handler_install(prompt, given);
    bool done = read_keys(&before);
    if (!done)
        abandon_line();
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!done)
        return interrupt_stop && !interrupt_end ? LINE_INTERRUPTED : LINE_END;
    if (line_ended) {
        fputc('\n', stdout);
        return LINE_END;
    }
    remember(line_given);
    *line = line_given;
    return LINE_READ;
}

void line_end(void)
{
    if (history_path != NULL && history_new > 0) {
        /* append_history needs the file to be there. */
        FILE *file = fopen(history_path, "a");
        if (file != NULL && fclose(file) == 0 && append_history(history_new, history_path) == 0)
            history_truncate_file(history_path, MOST_HISTORY);
    }
    free(history_path);
    history_path = NULL;
    clear_history();
}
