/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.h - the program on a terminal of its own: keys go in, and what it shows is waited for, never slept for. */

#ifndef UNROLL_TESTS_TERMINAL_H
#define UNROLL_TESTS_TERMINAL_H

#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "tests/process.h"

static const char terminal_prompt[] = "unroll> ";

struct terminal {
    pid_t pid;
    int master;
    struct text shown; /* every byte so far */
    size_t at;         /* what was expected so far ends here */
    struct termios before;
    time_t deadline;
};

/* Starts the program on a terminal of 80 columns. Its input, output and closed streams are the terminal's. */
static inline struct terminal terminal_start(const struct start *start)
{
    struct terminal terminal = {0};
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    int gate[2];
    char go = 'g';
    process_program();
    process_pipe(gate);
    terminal.pid = forkpty(&terminal.master, NULL, NULL, &size);
    ck_assert_int_ge(terminal.pid, 0);
    if (terminal.pid == 0) {
        struct start lines = *start;
        memmove(lines.arguments + 1, lines.arguments, sizeof lines.arguments - sizeof *lines.arguments);
        lines.arguments[0] = "--line";
        if (read(gate[0], &go, 1) == 1)
            process_become(&lines);
        _exit(127);
    }
    ck_assert_int_eq(tcgetattr(terminal.master, &terminal.before), 0);
    ck_assert_int_eq(write(gate[1], &go, 1), 1);
    close(gate[0]);
    close(gate[1]);
    terminal.deadline = time(NULL) + PROCESS_SECONDS;
    return terminal;
}

/* Takes what is shown. False at the program's end. */
static inline bool terminal_take(struct terminal *terminal)
{
    char buffer[4096];
    struct pollfd file = {terminal->master, POLLIN, 0};
    time_t left = terminal->deadline - time(NULL);
    if (left <= 0 || poll(&file, 1, (int)left * 1000) == 0) {
        kill(terminal->pid, SIGKILL);
        ck_abort_msg("nothing more is shown behind\n%.4000s", text_string(&terminal->shown));
    }
    ssize_t got = read(terminal->master, buffer, sizeof buffer);
    if (got > 0)
        text_add_bytes(&terminal->shown, buffer, (size_t)got);
    return got > 0 || errno == EINTR || errno == EAGAIN;
}

/* Waits until the string is shown behind what was expected before. */
static inline void terminal_expect(struct terminal *terminal, const char *string)
{
    const char *found;
    while ((found = strstr(text_string(&terminal->shown) + terminal->at, string)) == NULL) {
        if (!terminal_take(terminal))
            ck_abort_msg("ended without '%s':\n%.4000s", string, text_string(&terminal->shown));
    }
    terminal->at = (size_t)(found - text_string(&terminal->shown)) + strlen(string);
}

/* Types the keys. */
static inline void terminal_type(struct terminal *terminal, const char *keys)
{
    size_t count = strlen(keys);
    ck_assert_int_eq(write(terminal->master, keys, count), (ssize_t)count);
}

/* Waits for the first prompt. */
static inline void terminal_ready(struct terminal *terminal)
{
    terminal_expect(terminal, terminal_prompt);
}

/* Types a line and Enter, waits for the next prompt and adds the answer to the text: no echo, no prompt, no CR. */
static inline void terminal_ask(struct terminal *terminal, const char *line, struct text *answer)
{
    size_t from = terminal->at;
    terminal_type(terminal, line);
    terminal_type(terminal, "\r");
    terminal_expect(terminal, "\nunroll> ");
    const char *shown = text_string(&terminal->shown), *end = shown + terminal->at - strlen(terminal_prompt);
    const char *start = strchr(shown + from, '\n') + 1;
    for (; answer != NULL && start < end; start++) {
        if (*start != '\r')
            text_add_bytes(answer, start, 1);
    }
}

/* Waits for the program's end and gives its status, -signal when a signal ended it. */
static inline int terminal_end(struct terminal *terminal)
{
    while (terminal_take(terminal))
        continue;
    return process_status(terminal->pid);
}

/* True when the terminal is set as it was before the program began. */
static inline bool terminal_is_restored(const struct terminal *terminal)
{
    struct termios now;
    ck_assert_int_eq(tcgetattr(terminal->master, &now), 0);
    return now.c_iflag == terminal->before.c_iflag && now.c_oflag == terminal->before.c_oflag &&
           now.c_cflag == terminal->before.c_cflag && now.c_lflag == terminal->before.c_lflag &&
           memcmp(now.c_cc, terminal->before.c_cc, sizeof now.c_cc) == 0;
}

static inline void terminal_clear(struct terminal *terminal)
{
    close(terminal->master);
    text_clear(&terminal->shown);
}

#endif
