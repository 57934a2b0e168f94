/* SPDX-License-Identifier: GPL-3.0-or-later */
/* expand.c - the recurrence opened one level further, so that the series is derived and not just listed. */

#include "command/command.h"

static bool expand(struct context *context)
{
    struct session *session = context->session;
    struct view view = {.session = session, .w = WEIGHT_V};
    int t = tape_place(&session->tape).t, open = session->expanded, levels = 1;
    if (context_argument(context, 1) != NULL && !context_int(context, 1, 1, SEQUENCE_LONGEST, &levels))
        return false;
    if (t == 0) {
        context_say(context, "there is nothing to expand at the start: step computes the first term.");
        return true;
    }
    if (open >= t)
        open = 0;
    view.levels = levels > t - open ? t : open + levels;
    if (!context_picture(context, &panel_series, &view))
        return false;
    /* The picture was not finished. */
    if (session_stopped(session))
        return fault_interrupted(context->fault);
    session->expanded = view.levels;
    if (session->expanded == t)
        context_say(context, "The recurrence has reached ∂a<0>/∂%s = 0: nothing is left to open.",
                    session_weight_symbol(session, WEIGHT_V));
    return true;
}

const struct command command_expand = {
    .name = "expand",
    .group = GROUP_LOOK,
    .usage = "[n]",
    .summary = "opens the recurrence one level further in the series",
    .details =
        "dyhat<t>/dv = W_y a<t-1> + W_y v da<t-1>/dv, then the last factor again, down to da<0>/dv = 0. After the "
        "last level the next expand begins again. With n it opens n levels at once.",
    .example = "goto 3; expand",
    .max_args = 1,
    .in_session = true,
    .run = expand,
};
