/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.c - L over two parameters: computes the map, tells its heights and depths, draws it. */

#include "panel/landscape_map.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "command/complete.h"

enum { USUAL_COLUMNS = 76 };

static const double PIECE = 2e7; /* nanoseconds between two looks at the progress */

/* Computes the grid that the picture will need, as far as nobody stops it. */
static bool compute(struct context *context, const struct landscape_request *request, int columns, int rows)
{
    struct session *session = context->session;
    struct landscape *landscape = session->landscape;
    int cells = columns * rows;
    double a_cell = landscape_cost(&session->now.network) * session->now.sequence->T;
    int piece = (int)fmax(1, fmin(PIECE / a_cell, cells));
    bool goes_on = landscape_is_of(landscape, &session->now.network, request->across, request->up) &&
                   landscape->columns == columns && landscape->rows == rows;
    if (!goes_on && !landscape_begin(landscape, &session->now.network, request->across, request->up, columns, rows))
        return fault_memory(context->fault);
    context_progress(context, "landscape", 0);
    bool done = true;
    while (done && landscape->done < cells) {
        done = landscape_go(landscape, session->now.sequence, piece, session->stop);
        context_progress(context, "landscape", (double)landscape->done / cells);
    }
    context_progress(context, NULL, 1);
    if (!done)
        landscape_forget(landscape);
    return done || session_unfinished(session, context->fault);
}

/* What the map holds. */
struct summary {
    double low, high; /* of the finite losses; low > high when there is none */
    int lowest;       /* the cell of low */
    int undefined;
};

static struct summary summarise(const struct landscape *landscape)
{
    struct summary summary = {.low = INFINITY, .high = -INFINITY};
    for (int i = 0; i < landscape->done; i++) {
        double L = landscape->L[i];
        summary.undefined += isnan(L) != 0;
        if (isfinite(L) && L < summary.low) {
            summary.low = L;
            summary.lowest = i;
        }
        if (isfinite(L) && L > summary.high)
            summary.high = L;
    }
    return summary;
}

/* A whole number, and 100 only for all of them. */
static double percent_undefined(const struct summary *summary, int cells)
{
    double percent = ceil(100.0 * summary->undefined / cells);
    return summary->undefined < cells ? fmin(percent, 99) : percent;
}

static void add_range(const struct context *context, const struct quantity *name, const struct range *axis,
                      struct text *text)
{
    quantity_add_symbol(context->session, name, text);
    text_add(text, " = ");
    number_add(text, axis->from, context->session->digits);
    text_add(text, "..");
    number_add(text, axis->to, context->session->digits);
}

static void add_place(const struct context *context, const struct quantity *name, double value, struct text *text)
{
    quantity_add_symbol(context->session, name, text);
    text_add(text, " = ");
    number_add(text, value, 3);
}

static void say_summary(struct context *context, const struct landscape_request *request)
{
    const struct landscape *landscape = context->session->landscape;
    struct summary summary = summarise(landscape);
    struct text text = {0};
    text_add(&text, "L over ");
    add_range(context, &request->across_name, &request->across, &text);
    text_add(&text, " and ");
    add_range(context, &request->up_name, &request->up, &text);
    if (summary.low > summary.high) {
        text_add(&text, " is nowhere a number.");
    } else if (!(summary.low < summary.high)) {
        text_add(&text, " is ");
        number_add(&text, summary.low, context->session->digits);
        text_add(&text, summary.undefined > 0 ? " wherever it is a number." : " everywhere.");
    } else {
        text_add(&text, " goes from ");
        number_add(&text, summary.low, 3);
        text_add(&text, ", near ");
        add_place(context, &request->across_name, landscape_across(landscape, summary.lowest % landscape->columns),
                  &text);
        text_add(&text, ", ");
        add_place(context, &request->up_name, landscape_up(landscape, summary.lowest / landscape->columns), &text);
        text_add(&text, ", up to ");
        number_add(&text, summary.high, 3);
        text_add(&text, ".");
    }
    if (summary.undefined > 0)
        text_addf(&text, " Where it is hatched, in %.0f %% of the map, L is undefined.",
                  percent_undefined(&summary, landscape->done));
    context_say(context, "%s", text_string(&text));
    text_clear(&text);
}

static bool draw(struct context *context, const struct landscape_request *request, const struct view *view)
{
    int rows = panel_landscape.rows(view, 0, context->sink->ascii), columns = USUAL_COLUMNS, grid_columns, grid_rows;
    if (context->sink->room != NULL)
        context->sink->room(context->sink, &panel_landscape, view, &rows, &columns);
    landscape_map_grid(request, rows, columns, &grid_columns, &grid_rows);
    if (grid_columns > 0 && !compute(context, request, grid_columns, grid_rows))
        return false;
    if (grid_columns > 0)
        say_summary(context, request);
    return context_picture(context, &panel_landscape, view);
}

static bool landscape(struct context *context)
{
    struct session *session = context->session;
    const struct words *words = &context->words;
    bool named = words->count > 1;
    size_t to = words->word[words->count - 1].end, from = named ? words->word[1].column : to;
    struct landscape_request request;
    int T = session->now.sequence->T;
    if (!landscape_read(session, words->line, from, to, &request, context->fault))
        return false;
    if (!session_sequence_set(context->session, context->fault))
        return false;
    if (!session_targets_set(session, 1, T, context->fault) || !session_backward(session, 1, context->fault))
        return false;
    struct text name = {0};
    text_add_bytes(&name, words->line + from, to - from);
    bool done = draw(context, &request, &(struct view){.session = session, .name = named ? text_string(&name) : NULL});
    text_clear(&name);
    return done;
}

const struct command command_landscape = {
    .name = "landscape",
    .group = GROUP_PLAY,
    .usage = "[NAME [FROM TO] NAME [FROM TO]]",
    .summary = "L over two parameters as a map with contours",
    .details = "The first parameter goes across, the second up; v and u, or the two the last descent moved, unless "
               "others are named. The point is where the "
               "network is, the arrow points downhill, against the gradient, and the last descent is drawn as a path. "
               "In the full screen the map follows what is tuned.",
    .example = "landscape v u",
    .max_args = -1,
    .complete = complete_parameters,
    .in_lesson = true,
    .run = landscape,
};
