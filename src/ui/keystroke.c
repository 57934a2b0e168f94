/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keystroke.c - a machine that reads one byte after the other: characters in UTF-8, ESC and a character, ESC O and a
 * character, ESC [ and what belongs to it, and pastes from ESC [ 200 ~ to ESC [ 201 ~. */

#include "ui/keystroke.h"

#include <string.h>

enum { STATE_START, STATE_CHARACTER, STATE_ESCAPE, STATE_SEQUENCE, STATE_PASTE };

enum { ESCAPE = 27, OLD_MOUSE_REPORT = 3 };

static const char paste_end[] = "\033[201~";

static bool ends(struct keystroke *key)
{
    key->state = STATE_START;
    return true;
}

/* The bytes that follow a first one in UTF-8. */
static int bytes_behind(int byte)
{
    return byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
}

static bool first(struct keystroke *key, int byte)
{
    *key = (struct keystroke){.state = byte == ESCAPE ? STATE_ESCAPE : STATE_CHARACTER, .more = bytes_behind(byte)};
    return key->state == STATE_CHARACTER && key->more == 0 ? ends(key) : false;
}

static bool behind_escape(struct keystroke *key, int byte)
{
    if (byte == '[' || byte == 'O') {
        key->state = STATE_SEQUENCE;
        key->is_sequence = true;
        key->more = byte == 'O';
        return false;
    }
    return first(key, byte);
}

/* ESC [, parameters, and a last byte from '@' on; but ESC [ [ A is a key of its own, and ESC [ M announces three bytes
 * about the mouse. */
static bool in_sequence(struct keystroke *key, int byte)
{
    /* What is no part of a sequence breaks it off. */
    if (byte < ' ')
        return first(key, byte);
    key->last = byte;
    if (key->sent_count + 1 < sizeof key->sent)
        key->sent[key->sent_count] = (char)byte;
    key->sent_count++;
    if (key->more > 0)
        return --key->more == 0 ? ends(key) : false;
    if (key->sent_count == 1 && (byte == '[' || byte == 'M')) {
        key->more = byte == '[' ? 1 : OLD_MOUSE_REPORT;
        return false;
    }
    if (byte < '@')
        return false;
    if (strcmp(key->sent, "200~") != 0)
        return ends(key);
    key->state = STATE_PASTE;
    return false;
}

static bool in_paste(struct keystroke *key, int byte)
{
    key->end_seen = byte == paste_end[key->end_seen] ? key->end_seen + 1 : byte == paste_end[0];
    return paste_end[key->end_seen] == '\0' ? ends(key) : false;
}

bool keystroke_ends(struct keystroke *key, int byte)
{
    switch (key->state) {
    case STATE_ESCAPE:
        return behind_escape(key, byte);
    case STATE_SEQUENCE:
        return in_sequence(key, byte);
    case STATE_PASTE:
        return in_paste(key, byte);
    case STATE_CHARACTER:
        /* A character that is broken off ends where the next begins. */
        if ((byte & 0xC0) != 0x80)
            return first(key, byte);
        return --key->more == 0 ? ends(key) : false;
    default:
        return first(key, byte);
    }
}

int keystroke_arrow(const struct keystroke *key)
{
    bool arrow = key->is_sequence && key->sent[0] != 'M' && key->sent[0] != '[' && key->last >= 'A' && key->last <= 'D';
    return arrow ? key->last : 0;
}

bool keystroke_in_paste(const struct keystroke *key)
{
    return key->state == STATE_PASTE;
}
