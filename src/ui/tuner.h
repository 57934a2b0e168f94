/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tuner.h - a slider on one entry of a parameter: it changes the session live and leaves one change to undo, or
 * none. */

#ifndef UNROLL_UI_TUNER_H
#define UNROLL_UI_TUNER_H

#include "panel/canvas.h"
#include "session/quantity.h"
#include "ui/keystroke.h"

struct tuner {
    struct session *session; /* borrowed */
    struct quantity parameter;
    struct experiment before; /* owned */
    double value_before, step;
    int steps; /* away from it */
    struct keystroke key;
};

enum tuner_result { TUNER_GOES_ON, TUNER_KEPT, TUNER_TAKEN_BACK };

/* Begins; false when the network has no such entry. tuner_clear it. */
bool tuner_begin(struct tuner *tuner, struct session *session, const struct quantity *parameter);

/* Takes the next byte from the keyboard. A fault says why the value could not be set. */
enum tuner_result tuner_byte(struct tuner *tuner, int byte, struct fault *fault);

/* Adds "v = 0.55". */
void tuner_add_assignment(const struct tuner *tuner, struct text *text);

/* Draws the slider in the first row and gives the column of the value. */
int tuner_draw(const struct tuner *tuner, const struct area *area);

void tuner_clear(struct tuner *tuner);

#endif
