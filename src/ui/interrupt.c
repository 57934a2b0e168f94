/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interrupt.c - the only handler of signals, except for the one of a crash. */

#include "ui/interrupt.h"

#include <errno.h>
#include <poll.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

volatile sig_atomic_t interrupt_stop, interrupt_end, interrupt_resized, interrupt_paused, interrupt_continued;

/* Where Ctrl-S holds the output back the program would wait for Ctrl-Q before it can end. */
static void let_output_out(void)
{
    int before = errno;
    tcflow(STDOUT_FILENO, TCOON);
    errno = before;
}

static void caught(int signal)
{
    interrupt_stop = 1;
    if (signal == SIGINT)
        return;
    interrupt_end = signal;
    let_output_out();
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static void disturbed(int signal)
{
    if (signal == SIGWINCH)
        interrupt_resized = 1;
    else if (signal == SIGTSTP)
        interrupt_paused = 1;
    else
        interrupt_continued = 1;
}

/* Without SA_RESTART: a read that waits for input ends too. What the program was started to ignore, by nohup or in the
 * background of a script, stays ignored. */
static void install(const int *list, int count, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler}, before;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < count; i++) {
        if (sigaction(list[i], NULL, &before) != 0 || before.sa_handler != SIG_IGN)
            sigaction(list[i], &action, NULL);
    }
}

void interrupt_catch(void)
{
    install(signals, 3, caught);
    /* A file that would become too large is an error of its write. */
    signal(SIGXFSZ, SIG_IGN);
}

void interrupt_survive_broken_pipes(void)
{
    signal(SIGPIPE, SIG_IGN);
}

void interrupt_catch_screen(void)
{
    static const int others[] = {SIGWINCH, SIGTSTP, SIGCONT};
    install(others, 3, disturbed);
}

void interrupt_block(sigset_t *before)
{
    static const int all[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sigaddset(&blocked, all[i]);
    sigprocmask(SIG_BLOCK, &blocked, before);
}

void interrupt_forget(void)
{
    sigset_t pending, interrupt;
    int number;
    interrupt_stop = 0;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    if (sigpending(&pending) == 0 && sigismember(&pending, SIGINT) == 1)
        sigwait(&interrupt, &number);
}

bool interrupt_is_kept_back(void)
{
    sigset_t pending;
    bool any = false;
    if (sigpending(&pending) != 0)
        return false;
    for (int i = 0; i < 3; i++)
        any = any || sigismember(&pending, signals[i]) == 1;
    return any;
}

bool interrupt_wait(int file)
{
    struct pollfd ready = {.fd = file, .events = POLLIN};
    sigset_t blocked, before;
    int found = -1;
    sigemptyset(&blocked);
    for (int i = 0; i < 3; i++)
        sigaddset(&blocked, signals[i]);
    /* They are let in only while it waits, so that none can come between the look at the flag and the wait. */
    sigprocmask(SIG_BLOCK, &blocked, &before);
    while (found < 0 && !interrupt_stop)
        found = ppoll(&ready, 1, NULL, &before);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !interrupt_stop;
}
