/* SPDX-License-Identifier: GPL-3.0-or-later */
/* play.c - steps by themselves, at a pace, until the pass ends or the person stops it. */

#include "command/motion.h"
#include "session/expression.h"

static bool seconds_of(struct context *context, double *seconds)
{
    *seconds = 1;
    if (context_argument(context, 1) == NULL)
        return true;
    const struct word *word = &context->words.word[1];
    size_t at = word->column;
    if (!expression_number(context->session, context->words.line, &at, word->end, seconds, context->fault))
        return false;
    if (!(*seconds >= 0 && *seconds <= 60))
        return context_fault(context, 1, "the pause is 0 to 60 seconds");
    return true;
}

static bool play(struct context *context)
{
    double seconds;
    struct session *session = context->session;
    int end = session->tape.position < session->tape.T ? session->tape.T : 2 * session->tape.T;
    if (!seconds_of(context, &seconds))
        return false;
    if (session->tape.position == end)
        motion_say_nowhere(context, MOTION_AT_END);
    while (session->tape.position < end) {
        struct tape tape = session->tape;
        tape_step(&tape);
        if (!session_move(session, tape, context->fault))
            return false;
        session->expanded = 0;
        context_say_step(context);
        if (tape.position < end && !context->sink->wait(context->sink, seconds))
            break;
    }
    return true;
}

const struct command command_play = {
    .name = "play",
    .group = GROUP_MOVE,
    .usage = "[seconds]",
    .summary = "step by step to the end of this pass, with a pause after each",
    .details = "The pause is 1 second unless another is given. Any key stops it; without a terminal there is no pause.",
    .example = "play 0",
    .max_args = 1,
    .in_lesson = true,
    .run = play,
};
