/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.c - L over two parameters as a panel: from each band of the map to the next L passes a round number.
 *
 * A grid that takes long is computed by the command; what the screen computes by itself while a parameter is tuned is
 * made coarser until it is quick. */

#include "panel/landscape.h"

#include <math.h>
#include <string.h>

#include "panel/landscape_map.h"
#include "panel/panel.h"
#include "panel/range.h"

enum { HEIGHT = 24 };

/* What is asked for. */

/* When the last descent moved exactly two entries these are of interest; gives whether it did. */
static bool names_of_descent(const struct session *session, struct landscape_request *request)
{
    const struct descent *descent = session->descent;
    struct quantity *names[] = {&request->across_name, &request->up_name};
    int count = 0;
    for (int i = 0; descent != NULL && i < descent->size; i++) {
        if (descent->plan.chosen[i] && count++ < 2)
            *names[count - 1] = quantity_of_entry(&session->now.network, i);
    }
    return count == 2;
}

static void usual_names(const struct session *session, struct landscape_request *request)
{
    const struct network *network = &session->now.network;
    if (!names_of_descent(session, request)) {
        request->across_name = quantity_of_entry(network, 0);
        request->up_name = quantity_of_entry(network, matrix_size(&network->weight[WEIGHT_V]));
    }
    request->across = range_usual(session, &request->across_name);
    request->up = range_usual(session, &request->up_name);
}

bool landscape_read(const struct session *session, const char *line, size_t from, size_t to,
                    struct landscape_request *request, struct fault *fault)
{
    size_t at = panel_skip_blanks(line, from, to);
    if (at == to) {
        usual_names(session, request);
        return true;
    }
    if (!range_read(session, line, &at, to, &request->across_name, &request->across, fault) ||
        !range_read(session, line, &at, to, &request->up_name, &request->up, fault))
        return false;
    const struct parameter *across = &request->across.parameter, *up = &request->up.parameter;
    if (across->w == up->w && across->entry == up->entry)
        return fault_at(fault, (ptrdiff_t)request->up_name.at, "two different parameters are needed");
    return at == to || fault_at(fault, (ptrdiff_t)at, "nothing more is expected here");
}

static bool read_view(const struct view *view, struct landscape_request *request)
{
    struct fault fault = {0};
    const char *name = view->name != NULL ? view->name : "";
    bool read = landscape_read(view->session, name, 0, strlen(name), request, &fault);
    fault_clear(&fault);
    return read;
}

/* The grid. */

/* Nanoseconds that a frame may take, and how many cells of the full grid may be made one on a side. */
static const double MOST_TIME = 1e7;
enum { COARSEST = 12 };

static bool grid_is(const struct landscape *landscape, int columns, int rows)
{
    return landscape->columns == columns && landscape->rows == rows;
}

/* Sees to it that there is a grid, as fine as time allows; false when it would take too long. */
static bool compute(const struct session *session, const struct landscape_request *request, int columns, int rows)
{
    struct landscape *landscape = session->landscape;
    const struct network *network = &session->now.network;
    double time = landscape_cost(network) * session->now.sequence->T * columns * rows;
    int coarser = (int)fmin(ceil(sqrt(time / MOST_TIME)), 1e6);
    bool there = landscape_is_of(landscape, network, request->across, request->up) &&
                 landscape->done == landscape->columns * landscape->rows;
    if (there && (grid_is(landscape, columns, rows) || coarser > 1))
        return true;
    if (coarser > COARSEST)
        return false;
    coarser = coarser < 1 ? 1 : coarser;
    columns = columns / coarser > 1 ? columns / coarser : 1;
    rows = rows / coarser > 1 ? rows / coarser : 1;
    return landscape_begin(landscape, network, request->across, request->up, columns, rows) &&
           landscape_go(landscape, session->now.sequence, columns * rows, session->stop);
}

/* The panel. */

/* True when the last descent moved more than the two parameters: then the map shows it from above. */
static bool path_leaves_map(const struct session *session, const struct landscape_request *request)
{
    const struct descent *descent = session->descent;
    int across = network_place_in_pack(&session->now.network, request->across.parameter);
    int up = network_place_in_pack(&session->now.network, request->up.parameter);
    bool leaves = false;
    for (int i = 0; descent != NULL && i < descent->size && across >= 0 && up >= 0; i++)
        leaves = leaves || (i != across && i != up && descent->plan.chosen[i]);
    return leaves && descent->count > 0;
}

static void title(const struct view *view, struct text *text)
{
    struct landscape_request request;
    if (!read_view(view, &request))
        return;
    text_add(text, "L over ");
    quantity_add_symbol(view->session, &request.across_name, text);
    text_add(text, " (across) and ");
    quantity_add_symbol(view->session, &request.up_name, text);
    text_add(text, " (up)");
    if (path_leaves_map(view->session, &request))
        text_add(text, "; the descent moved others too");
}

static int rows(const struct view *view, int columns, bool ascii)
{
    (void)columns;
    (void)ascii;
    return view->session->now.sequence->T == 0 ? 1 : HEIGHT;
}

static void draw(const struct view *view, const struct area *area)
{
    const struct session *session = view->session;
    int T = session->now.sequence->T, columns, grid_rows;
    struct landscape_request request;
    struct fault fault = {0};
    if (T == 0)
        panel_no_sequence(view->session, area, 0);
    else if (!session_targets_set(session, 1, T, &fault))
        area_put_cut(area, 0, 0, STYLE_PLAIN, text_string(&fault.message));
    fault_clear(&fault);
    if (T == 0 || sequence_first_unset(session->now.sequence, 1, T) > 0 || !read_view(view, &request))
        return;
    landscape_map_grid(&request, area->rows, area->columns, &columns, &grid_rows);
    if (columns == 0)
        return;
    if (!compute(session, &request, columns, grid_rows)) {
        area_put_cut(area, 0, 0, STYLE_PLAIN, "This takes longer than a moment; the command landscape draws it.");
        return;
    }
    struct landscape_map map = {.session = session, .request = &request, .landscape = session->landscape};
    map.area = area_part(area, 0, area->columns - columns, grid_rows / 2, columns);
    landscape_map_draw(&map, area);
}

const struct panel panel_landscape = {
    .name = "landscape",
    .summary = "L over two parameters as a map",
    .title = title,
    .rows = rows,
    .draw = draw,
    .large = true,
};
