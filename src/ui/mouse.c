/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mouse.c - the button is found in the table of keys; the place is two numbers. */

#include "ui/mouse.h"

#include <string.h>

enum { LARGEST = 9999 };

/* Reads a number from 1 and the character behind it; gives the number less 1, or -1. */
static int read_place(const char **at, char end)
{
    int number = 0;
    while (**at >= '0' && **at <= '9' && number <= LARGEST)
        number = number * 10 + *(*at)++ - '0';
    return number <= LARGEST && *(*at)++ == end ? number - 1 : -1;
}

bool mouse_read(const char *report, struct mouse *mouse)
{
    for (const struct key *key = keys; key->name != NULL; key++) {
        const char *button = key->sequences[0];
        const char *at = report + strlen(button);
        if (strncmp(button, KEY_MOUSE, strlen(KEY_MOUSE)) != 0 || strncmp(report, button, strlen(button)) != 0)
            continue;
        *mouse = (struct mouse){.key = key};
        mouse->column = read_place(&at, ';');
        mouse->row = mouse->column >= 0 ? read_place(&at, 'M') : -1;
        return mouse->row >= 0 && *at == '\0';
    }
    return false;
}
