/* SPDX-License-Identifier: GPL-3.0-or-later */
/* input.c - bytes one by one, and the ends of pastes that never come. */

#include "ui/input.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "ui/interrupt.h"
#include "ui/keystroke.h"

enum { CTRL_C = 3 };

static const char paste_end[] = "\033[201~";
static struct keystroke key;
static size_t end_given;
static bool end_made_up, cancelled, vanished;

static int end_paste(void)
{
    end_made_up = true;
    return (unsigned char)paste_end[end_given++];
}

static int cancel_paste(void)
{
    cancelled = true;
    return end_paste();
}

static int give_up(void)
{
    vanished = true;
    return keystroke_in_paste(&key) ? end_paste() : EOF;
}

/* The next made-up byte, or 0 behind the last. */
static int made_up(void)
{
    if (!end_made_up)
        return 0;
    if (paste_end[end_given] != '\0')
        return (unsigned char)paste_end[end_given++];
    key = (struct keystroke){0};
    end_made_up = cancelled = false;
    end_given = 0;
    return 0;
}

int input_byte(const sigset_t *kept)
{
    struct pollfd typed = {.fd = STDIN_FILENO, .events = POLLIN};
    unsigned char byte;
    int made = made_up();
    if (made != 0)
        return made;
    while (!interrupt_end && ppoll(&typed, 1, NULL, kept) <= 0) {
        if (errno != EINTR)
            return give_up();
        if (interrupt_stop && keystroke_in_paste(&key))
            return cancel_paste();
    }
    if (interrupt_end || read(STDIN_FILENO, &byte, 1) != 1)
        return give_up();
    if (keystroke_in_paste(&key) && byte == CTRL_C)
        return cancel_paste();
    keystroke_ends(&key, byte);
    return byte;
}

void input_see(int byte)
{
    keystroke_ends(&key, byte);
}

bool input_in_paste(void)
{
    return end_made_up || keystroke_in_paste(&key);
}

bool input_ends_paste(void)
{
    return end_made_up;
}

bool input_cancelled(void)
{
    return cancelled;
}

bool input_vanished(void)
{
    return vanished;
}
