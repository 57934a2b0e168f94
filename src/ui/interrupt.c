/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interrupt.c - the only handler of signals, except for the one of a crash. */

#include "ui/interrupt.h"

#include <stddef.h>

volatile sig_atomic_t interrupt_stop, interrupt_end, interrupt_resized, interrupt_paused, interrupt_continued;

static void caught(int signal)
{
    interrupt_stop = 1;
    if (signal != SIGINT)
        interrupt_end = signal;
}

static void disturbed(int signal)
{
    if (signal == SIGWINCH)
        interrupt_resized = 1;
    else if (signal == SIGTSTP)
        interrupt_paused = 1;
    else
        interrupt_continued = 1;
}

/* Without SA_RESTART: a read that waits for input ends too. */
static void install(const int *signals, int count, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < count; i++)
        sigaction(signals[i], &action, NULL);
}

void interrupt_catch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    install(signals, 3, caught);
}

void interrupt_catch_screen(void)
{
    static const int signals[] = {SIGWINCH, SIGTSTP, SIGCONT};
    install(signals, 3, disturbed);
}

void interrupt_block(sigset_t *before)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP, SIGCONT};
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&blocked, signals[i]);
    sigprocmask(SIG_BLOCK, &blocked, before);
}
