/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.c - see terminal.h. */

#include "tests/bench/terminal.h"

#include <math.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

enum { LONGEST_WAIT = 60 }; /* seconds for the first byte of a frame */

/* Habits of the person who runs the bench would make it another program. */
static void prepare_environment(void)
{
    static const char *const unset[] = {"LINES",    "COLUMNS", "NO_COLOR",        "LESS",
                                        "LESSOPEN", "LESSKEY", "DEBUGINFOD_URLS", "XDG_CONFIG_HOME"};
    static const char *const set[][2] = {
        {"TERM", "xterm-256color"}, {"LC_ALL", "C.UTF-8"}, {"INPUTRC", "/dev/null"},        {"LESSHISTFILE", "-"},
        {"HTOPRC", "/dev/null"},    {"HOME", "/dev/null"}, {"XDG_STATE_HOME", "/dev/null"},
    };
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
        unsetenv(unset[i]);
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        setenv(set[i][0], set[i][1], 1);
}

/* Adds to the string, of which only the end is kept. */
static void keep(struct terminal *terminal, const char *bytes, size_t count)
{
    size_t room = sizeof terminal->last - 1, length = strlen(terminal->last);
    size_t drop = length + count > room ? length + count - room : 0;
    memmove(terminal->last, terminal->last + drop, length - drop + 1);
    memcpy(terminal->last + length - drop, bytes, count);
    terminal->last[length - drop + count] = '\0';
}

/* Takes bytes that come within the seconds; 0 when none do, or the program has ended. */
static size_t take(struct terminal *terminal, double seconds)
{
    char bytes[4096];
    struct pollfd ready = {.fd = terminal->file, .events = POLLIN};
    if (poll(&ready, 1, (int)ceil(seconds * 1e3)) <= 0)
        return 0;
    ssize_t count = read(terminal->file, bytes, sizeof bytes);
    if (count <= 0)
        return 0;
    for (ssize_t i = 0; i < count; i++)
        bytes[i] = bytes[i] == '\0' ? ' ' : bytes[i];
    keep(terminal, bytes, (size_t)count);
    return (size_t)count;
}

static struct frame frame_since(struct terminal *terminal, double start, double quiet)
{
    struct frame frame = {NAN, 0};
    terminal->last[0] = '\0';
    size_t count = take(terminal, LONGEST_WAIT);
    while (count > 0) {
        frame.seconds = now() - start;
        frame.bytes += count;
        count = take(terminal, quiet);
    }
    return frame;
}

struct frame terminal_open(struct terminal *terminal, const char *const *program, int rows, int columns, double quiet)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    double start = now();
    terminal->program = forkpty(&terminal->file, NULL, NULL, &size);
    if (terminal->program == 0) {
        prepare_environment();
        execvp(program[0], (char *const *)program);
        _exit(127);
    }
    if (terminal->program < 0)
        return (struct frame){NAN, 0};
    return frame_since(terminal, start, quiet);
}

struct frame terminal_press(struct terminal *terminal, const char *keys, double quiet)
{
    while (take(terminal, 0) > 0)
        continue;
    double start = now();
    if (write(terminal->file, keys, strlen(keys)) != (ssize_t)strlen(keys))
        return (struct frame){NAN, 0};
    return frame_since(terminal, start, quiet);
}

void terminal_close(struct terminal *terminal)
{
    if (terminal->program <= 0)
        return;
    kill(terminal->program, SIGKILL);
    close(terminal->file);
    waitpid(terminal->program, NULL, 0);
}
