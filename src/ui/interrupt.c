/* SPDX-License-Identifier: GPL-3.0-or-later */
/* interrupt.c - the only signal handler. */

#include "ui/interrupt.h"

volatile sig_atomic_t interrupt_stop, interrupt_end;

static void caught(int signal)
{
    interrupt_stop = 1;
    if (signal != SIGINT)
        interrupt_end = signal;
}

void interrupt_catch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    /* Without SA_RESTART: a read that waits for input ends too. */
    struct sigaction action = {.sa_handler = caught};
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], &action, NULL);
}
