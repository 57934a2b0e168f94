/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.c - which panel the full screen shows beside the graph. */

#include <string.h>

#include "command/complete.h"
#include "command/look.h"
#include "command/study.h"

static bool unknown(struct context *context, const char *name)
{
    static const char *const others[] = {"log", "auto", NULL};
    context_fault(context, 1, "unknown view '%s'", name);
    return look_hint_panel(context, name, others);
}

static bool view(struct context *context)
{
    const char *name = context_argument(context, 1);
    struct view view = {.session = context->session, .w = WEIGHT_V};
    if (context->sink->layout == NULL)
        return context_needs_screen(context);
    if (strcmp(name, "log") == 0) {
        context->sink->log(context->sink);
        return true;
    }
    const struct panel *panel = panel_find(name);
    if (strcmp(name, "auto") == 0) {
        context_show(context, NULL, &view);
        return true;
    }
    if (panel == NULL)
        return unknown(context, name);
    if (panel == &panel_lesson && study_player(context->runner) == NULL) {
        context_fault(context, 1, "no lesson is open");
        return fault_hint(context->fault, "lesson list shows them");
    }
    if (panel->named) {
        context_fault(context, 1, "this view is of a name");
        return fault_hint(context->fault, "%s NAME shows it", panel->name);
    }
    view.all = panel == &panel_grad || panel == &panel_series;
    /* A view shows what the tape has reached; grad answers for all of it. */
    view.brief = panel == &panel_grad;
    return context_picture(context, panel, &view);
}

const struct command command_view = {
    .name = "view",
    .group = GROUP_SCREEN,
    .usage = "NAME",
    .summary = "shows one panel beside the graph",
    .details = "The panels are graph, step, series, table, grad, triangle, show, descend, landscape, sweep, watch and "
               "compare, and lesson while one is open; view log shows the whole log, and view auto is what the screen "
               "begins with. Commands that draw a panel choose it too.",
    .example = "view table",
    .min_args = 1,
    .max_args = 1,
    .words = "auto log",
    .complete = complete_panel,
    .run = view,
};
