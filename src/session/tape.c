/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tape.c - arithmetic on one number, the position. */

#include "session/tape.h"

static int operations_at(const struct tape *tape, int position)
{
    return position < tape->T ? TAPE_FORWARD_OPERATIONS : TAPE_BACKWARD_OPERATIONS;
}

struct place tape_place(const struct tape *tape)
{
    int step = tape->part > 0 ? tape->position + 1 : tape->position;
    if (step == 0)
        return (struct place){PHASE_START, 0, 0, true};
    bool forward = step <= tape->T, whole = tape->part == 0;
    int all = operations_at(tape, step - 1);
    return (struct place){forward ? PHASE_FORWARD : PHASE_BACKWARD, forward ? step : 2 * tape->T + 1 - step,
                          whole ? all : tape->part, whole};
}

bool tape_reached(const struct tape *tape, enum operation operation, int t)
{
    bool forward = operation <= OPERATION_Z;
    int step = forward ? t : tape_backward_position(tape->T, t);
    int index = (int)operation - (forward ? 0 : (int)OPERATION_FROM_YHAT);
    if (t < 1 || t > tape->T)
        return false;
    return step <= tape->position || (step == tape->position + 1 && index < tape->part);
}

int tape_forward(const struct tape *tape)
{
    int step = tape->position + (tape->part > 0);
    return step < tape->T ? step : tape->T;
}

int tape_backward(const struct tape *tape)
{
    int step = tape->position + (tape->part > 0);
    return step <= tape->T ? tape->T + 1 : 2 * tape->T + 1 - step;
}

bool tape_step(struct tape *tape)
{
    if (tape->position >= 2 * tape->T)
        return false;
    tape->position++;
    tape->part = 0;
    return true;
}

bool tape_substep(struct tape *tape)
{
    if (tape->position >= 2 * tape->T)
        return false;
    if (++tape->part == operations_at(tape, tape->position))
        return tape_step(tape);
    return true;
}

bool tape_back(struct tape *tape)
{
    if (tape->part == 0 && tape->position == 0)
        return false;
    if (tape->part == 0)
        tape->position--;
    tape->part = 0;
    return true;
}

int tape_backward_position(int T, int t)
{
    return 2 * T + 1 - t;
}

void tape_fit(struct tape *tape, int T)
{
    struct place place = tape_place(tape);
    tape->part = place.t > T ? 0 : tape->part;
    if (place.t > T || place.phase == PHASE_START)
        tape->position = place.t > T ? T : 0;
    else if (place.phase == PHASE_BACKWARD)
        tape->position = tape_backward_position(T, place.t) - (tape->part > 0);
    tape->T = T;
}
