/* SPDX-License-Identifier: GPL-3.0-or-later */
/* random.c - a network to practise on. */

#include <limits.h>
#include <stdlib.h>

#include "base/number.h"
#include "command/command.h"
#include "session/exercise.h"

static void say_network(struct context *context)
{
    const struct network *network = &context->session->now.network;
    struct text text = {0};
    for (enum weight w = 0; w < WEIGHT_COUNT; w++) {
        text_addf(&text, "%s = ", session_weight_symbol(context->session, w));
        number_add(&text, network->weight[w].at[0], context->session->digits);
        text_add(&text, w + 1 < WEIGHT_COUNT ? "   " : "");
    }
    context_say(context, "  %s", text_string(&text));
    context_say(context, "  g = %s   g* = %s   loss = %s", activation_name(network->g),
                activation_name(network->g_star), loss_name(network->loss));
    text_clear(&text);
}

static void say_sequence(struct context *context, const char *name, const double *values)
{
    struct text text = {0};
    for (int t = 1; t <= context->session->now.sequence->T; t++) {
        text_add(&text, " ");
        number_add(&text, values[t - 1], context->session->digits);
    }
    context_say(context, "  %s =%s", name, text_string(&text));
    text_clear(&text);
}

static bool random_network(struct context *context)
{
    struct session *session = context->session;
    struct experiment next = {0};
    int seed = session->seed < INT_MAX ? session->seed + 1 : 1;
    if (context_argument(context, 1) != NULL && !context_int(context, 1, 1, INT_MAX, &seed))
        return false;
    exercise_draw(seed, &next.network, &next.sequence);
    struct tape start = {.T = next.sequence->T};
    char *line = context_line(context);
    bool done = session_replace(session, &next, &start, line, context->fault);
    free(line);
    if (!done)
        return false;
    session->seed = seed;
    context_say(context, "An exercise (random %d makes it again):", seed);
    say_network(context);
    say_sequence(context, "x", session->now.sequence->x);
    say_sequence(context, "y", session->now.sequence->y);
    return true;
}

const struct command command_random = {
    .name = "random",
    .group = GROUP_PLAY,
    .usage = "[seed]",
    .summary = "a small network to practise on",
    .details =
        "Four to six steps, every number a multiple of 0.1, no gradient 0 or large. The same seed makes the same "
        "network everywhere; without one it is the next. undo brings back what was there.",
    .example = "random 7",
    .max_args = 1,
    .in_session = true,
    .run = random_network,
};
