/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interrupt.c - the only signal handler. */

#include "ui/interrupt.h"

#include <poll.h>

volatile sig_atomic_t interrupt_stop, interrupt_end;

static void caught(int signal)
{
    interrupt_stop = 1;
    if (signal != SIGINT)
        interrupt_end = signal;
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

void interrupt_catch(void)
{
    /* Without SA_RESTART: a read that waits for input ends too. */
    struct sigaction action = {.sa_handler = caught};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], &action, NULL);
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
