/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain.c - one quantity, derived: symbols, numbers, value. */

#include <string.h>

#include "panel/equation.h"
#include "panel/panel.h"
#include "session/flow.h"

static bool read_name(const struct view *view, struct quantity *quantity)
{
    struct fault fault = {0};
    bool done = quantity_read(view->session, view->name, 0, strlen(view->name), quantity, &fault);
    fault_clear(&fault);
    return done;
}

static void title(const struct view *view, struct text *text)
{
    struct quantity quantity;
    if (!read_name(view, &quantity))
        return;
    quantity_add_symbol(view->session, &quantity, text);
    if (flow_carries(&quantity))
        flow_add_badge(text, view->session);
}

static void build(const struct view *view, struct derivation *derivation)
{
    struct quantity quantity;
    struct fault fault = {0};
    if (read_name(view, &quantity))
        derivation_of(derivation, view->session, &quantity, &fault);
    fault_clear(&fault);
}

static int rows(const struct view *view, int columns, bool ascii)
{
    return equation_panel_rows(build, view, columns, ascii);
}

static void draw(const struct view *view, const struct area *area)
{
    equation_panel_draw(build, view, area);
}

const struct panel panel_explain = {
    .name = "explain",
    .summary = "one quantity in symbols, numbers and its value",
    .title = title,
    .rows = rows,
    .draw = draw,
    .named = true,
    .whole = true,
};
