/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keystroke.h - where a key ends in the bytes that terminals send. */

#ifndef UNROLL_UI_KEYSTROKE_H
#define UNROLL_UI_KEYSTROKE_H

#include <stdbool.h>
#include <stddef.h>

/* Zero before the first byte. */
struct keystroke {
    int state;
    int more;         /* bytes that are known to follow */
    bool is_sequence; /* the key is one that begins with ESC [ or ESC O */
    char sent[8];     /* how it goes on, ended by NUL; its beginning only when it is long */
    size_t sent_count;
    int last;        /* byte of it */
    size_t end_seen; /* bytes of the end of a paste */
};

/* Takes the next byte; true when a key ends with it: a character, a sequence that begins with ESC, or a whole paste. */
bool keystroke_ends(struct keystroke *key, int byte);

/* 'A', 'B', 'C', 'D' when the key that has ended is Up, Down, Right, Left; 0 otherwise. */
int keystroke_arrow(const struct keystroke *key);

/* True between the first and the last byte of what is pasted. */
bool keystroke_in_paste(const struct keystroke *key);

#endif
