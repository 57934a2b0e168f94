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

enum { LONGEST_REPORT = 32 };

int mouse_take(int (*next)(void), struct text *report)
{
    int byte;
    text_add(report, KEY_MOUSE);
    do {
        byte = next();
        if (byte >= ' ' && report->length < LONGEST_REPORT)
            text_addf(report, "%c", byte);
    } while (byte >= ' ' && byte < '@');
    return byte;
}

enum { OLD_OFFSET = 32, OLD_RELEASE = 3 };

/* Three bytes: button, column and row, each above the control characters. */
int mouse_take_old(int (*next)(void), struct text *report)
{
    int part[3], byte = ' ';
    for (int i = 0; i < 3 && byte >= OLD_OFFSET; i++) {
        byte = next();
        part[i] = byte - OLD_OFFSET;
    }
    if (byte >= OLD_OFFSET)
        text_addf(report, KEY_MOUSE "%d;%d;%d%c", part[0], part[1], part[2], part[0] == OLD_RELEASE ? 'm' : 'M');
    return byte;
}
