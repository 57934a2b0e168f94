/* SPDX-License-Identifier: GPL-3.0-or-later */
/* until.c - steps until a condition holds. */

#include <string.h>

#include "command/complete.h"
#include "command/motion.h"
#include "session/condition.h"

/* The condition with the tape at the position, where L and the gradients are what it has gathered by then. */
static bool holds_at(struct session *session, int position, const char *condition, bool *holds, struct fault *fault)
{
    struct tape before = session->tape;
    session->tape.position = position;
    session->tape.part = 0;
    session->so_far = true;
    bool done = condition_holds(session, condition, holds, fault);
    session->so_far = false;
    session->tape = before;
    return done;
}

/* What can be read nowhere on the way is a mistake; what has no value at the first step, say, does not hold there. */
static bool may_hold(struct context *context, const char *condition)
{
    struct session *session = context->session;
    int T = session->tape.T;
    const int places[] = {session->tape.position + 1, T, T + 1, 2 * T};
    bool holds;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct fault ignored = {0};
        bool first = i == 0;
        bool done = holds_at(session, places[i], condition, &holds, first ? context->fault : &ignored);
        fault_clear(&ignored);
        if (done)
            return true;
    }
    if (session_stopped(session))
        return fault_interrupted(context->fault);
    context->fault->column += (ptrdiff_t)context->words.word[1].column;
    return false;
}

/* The first position after the present one where the condition holds, or 0. */
static int find(struct session *session, const char *condition)
{
    struct fault ignored = {0};
    int found = 0;
    for (int position = session->tape.position + 1; position <= 2 * session->tape.T && found == 0; position++) {
        bool holds;
        if (session_stopped(session))
            break;
        if (holds_at(session, position, condition, &holds, &ignored) && holds)
            found = position;
    }
    fault_clear(&ignored);
    return found;
}

static bool go_where_it_holds(struct context *context, const char *condition)
{
    struct session *session = context->session;
    int from = session->tape.position, found = find(session, condition);
    if (session_stopped(session))
        return fault_interrupted(context->fault);
    if (!motion_to(context, found > 0 ? found : 2 * session->tape.T))
        return false;
    if (found > 0)
        context_say(context, "%s holds here, after %d step%s.", condition, found - from, found - from == 1 ? "" : "s");
    else
        context_say(context, "%s held nowhere on the way; the tape ends here.", condition);
    return true;
}

static bool until(struct context *context)
{
    const struct words *words = &context->words;
    struct tape *tape = &context->session->tape;
    if (tape->T == 0 || tape->position == 2 * tape->T) {
        motion_say_nowhere(context, MOTION_AT_END);
        return true;
    }
    struct text condition = {0};
    size_t from = words->word[1].column, to = words->word[words->count - 1].end;
    text_add_bytes(&condition, words->line + from, to - from);
    bool done = may_hold(context, text_string(&condition)) && go_where_it_holds(context, text_string(&condition));
    text_clear(&condition);
    return done;
}

const struct command command_until = {
    .name = "until",
    .group = GROUP_MOVE,
    .usage = "CONDITION",
    .summary = "steps until something holds: until abs(a<t>) > 10",
    .details =
        "It takes a step at least, and goes on through the backward pass to the end of the tape. A condition "
        "compares expressions by < <= > >= == !=, and joins comparisons by and and or; a blank parts a sign from "
        "the name before it. t is the step the tape is at, and L, dL/dv and the other gradients are what it has "
        "gathered so far.",
    .example = "until L > 1",
    .min_args = 1,
    .max_args = -1,
    .complete = complete_names,
    .in_session = true,
    .run = until,
};
