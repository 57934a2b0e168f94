/* SPDX-License-Identifier: GPL-3.0-or-later */
/* motion.c - every motion ends with the sentence of the step it reached. */

#include "command/motion.h"

const char MOTION_AT_END[] = "The backward pass has reached t = 1: the tape ends here (rewind begins again)";

void motion_say_nowhere(struct context *context, const char *at_end)
{
    if (context->session->tape.T > 0)
        context_say(context, "%s.", at_end);
    else
        context_say(context, "There is no sequence yet: %s sets one.", session_sequence_example(context->session));
}

static bool go(struct context *context, struct tape to)
{
    if (!session_move(context->session, to, context->fault))
        return false;
    context->session->expanded = 0;
    context_say_step(context);
    return true;
}

bool motion_repeat(struct context *context, bool (*move)(struct tape *tape), const char *at_end)
{
    struct tape tape = context->session->tape;
    int count = 1, moved = 0;
    if (context_argument(context, 1) != NULL && !context_int(context, 1, 1, 2 * SEQUENCE_LONGEST, &count))
        return false;
    while (moved < count && move(&tape))
        moved++;
    if (moved > 0)
        return go(context, tape);
    motion_say_nowhere(context, at_end);
    return true;
}

bool motion_step(struct context *context)
{
    struct tape tape = context->session->tape;
    if (tape_step(&tape))
        return go(context, tape);
    motion_say_nowhere(context, MOTION_AT_END);
    return true;
}

bool motion_to(struct context *context, int position)
{
    struct tape tape = context->session->tape;
    tape.position = position;
    tape.part = 0;
    return go(context, tape);
}
