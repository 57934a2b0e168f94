/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shape.c - a new network of a given shape. */

#include <stdlib.h>

#include "base/alloc.h"
#include "command/command.h"

static bool shape(struct context *context)
{
    struct experiment next = {0};
    int n_x, n_a, n_y;
    if (!context_int(context, 1, 1, NETWORK_WIDEST, &n_x) || !context_int(context, 2, 1, NETWORK_WIDEST, &n_a) ||
        !context_int(context, 3, 1, NETWORK_WIDEST, &n_y))
        return false;
    network_init(&next.network, n_x, n_a, n_y);
    next.sequence = alloc_must(sequence_new(0, n_x, n_y));
    char *line = context_line(context);
    bool done = session_change(context->session, &next, line, context->fault);
    free(line);
    if (!done)
        return false;
    context_say(context,
                "a new network: %d input%s, %d activation%s, %d output%s; all weights are 0, no sequence is set.", n_x,
                n_x == 1 ? "" : "s", n_a, n_a == 1 ? "" : "s", n_y, n_y == 1 ? "" : "s");
    return true;
}

const struct command command_shape = {
    .name = "shape",
    .group = GROUP_REST,
    .usage = "n_x n_a n_y",
    .summary = "a new network with that many inputs, activations and outputs",
    .details =
        "V is n_a x n_a, U n_a x n_x, W_y n_y x n_a; each number is 1..64. All weights are 0 and the sequence is "
        "empty. shape 1 1 1 is the scalar network of the notes.",
    .example = "shape 2 3 1",
    .min_args = 3,
    .max_args = 3,
    .in_session = true,
    .run = shape,
};
