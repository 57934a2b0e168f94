/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plot.c - a quantity over t, or two. */

#include "panel/plot.h"

#include <string.h>

#include "command/complete.h"

/* What the picture will need is computed here, where Ctrl-C is heard; a step whose target is missing is no fault. */
static bool reach(struct context *context, struct quantity quantity)
{
    const struct session *session = context->session;
    int ends[] = {session->now.sequence->T, 1};
    for (int i = 0; i < 2; i++) {
        struct matrix value;
        struct fault fault = {0};
        quantity.t = ends[i];
        if (quantity_value(session, &quantity, &value, &fault))
            matrix_clear(&value);
        fault_clear(&fault);
        if (session_stopped(session))
            return fault_interrupted(context->fault);
    }
    return true;
}

static bool plot(struct context *context)
{
    const struct words *words = &context->words;
    size_t from = words->word[1].column, to = words->word[words->count - 1].end;
    struct plot_request request;
    struct text name = {0};
    if (!plot_read(context->session, words->line, from, to, &request, context->fault))
        return false;
    for (int i = 0; i < request.count; i++) {
        bool over_t = request.quantity[i].kind != QUANTITY_TERM && request.quantity[i].kind != QUANTITY_CELL;
        if (over_t && !reach(context, request.quantity[i]))
            return false;
    }
    text_add_bytes(&name, words->line + from, to - from);
    struct view view = {.session = context->session, .name = text_string(&name)};
    bool done = context_picture(context, &panel_plot, &view);
    text_clear(&name);
    return done;
}

/* A name or two, then log. */
static bool complete_running_name(const struct completion *completion)
{
    const struct words *words = completion->words;
    int last = words->count - 1;
    if (last > 0 && strcmp(words->word[last].string, "log") == 0)
        return false;
    if (last > 0)
        complete_with(completion, "log");
    if (last < PLOT_MOST)
        complete_with_names(completion, true);
    return false;
}

const struct command command_plot = {
    .name = "plot",
    .group = GROUP_LOOK,
    .usage = "NAME [NAME] [log]",
    .summary = "a quantity at every t as a curve, or two together",
    .details = "Any step stands for all of them: plot a<1> draws a<1>..a<T>. term(v,4,0) is drawn over j, cell(v,4,1) "
               "over k. With log the sizes are drawn on a logarithmic scale.",
    .example = "plot z<1>",
    .min_args = 1,
    .max_args = -1,
    .complete = complete_running_name,
    .in_lesson = true,
    .run = plot,
};
