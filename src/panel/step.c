/* SPDX-License-Identifier: GPL-3.0-or-later */
/* step.c - what the present step did: its equations, or the two gradients that arrive at a<t>. */

#include "panel/equation.h"
#include "panel/panel.h"
#include "session/flow.h"
#include "session/formula.h"

static void title(const struct view *view, struct text *text)
{
    struct place place = tape_place(&view->session->tape);
    if (place.phase == PHASE_START)
        text_add(text, "before the first step");
    else if (place.phase == PHASE_FORWARD)
        text_addf(text, "step %d: what just happened", place.t);
    else if (place.t == view->session->now.sequence->T)
        text_addf(text, "at a<%d>, the last step: one gradient arrives", place.t);
    else
        text_addf(text, "at a<%d>: two gradients arrive and are added", place.t);
    if (place.phase != PHASE_BACKWARD)
        return;
    flow_add_badge(text, view->session);
    formula_add_badge(text, view->session, 1, view->session->now.sequence->T);
}

static void build(const struct view *view, struct derivation *derivation)
{
    derivation_add_present(derivation, view->session, view->brief);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    return equation_panel_rows(build, view, columns, ascii);
}

static void draw(const struct view *view, const struct area *area)
{
    equation_panel_draw(build, view, area);
}

const struct panel panel_step = {
    .name = "step",
    .summary = "the equations of the present step, symbols over numbers",
    .title = title,
    .rows = rows,
    .draw = draw,
};
