/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.c - L over two parameters as a map: from each band to the next L passes a round number, the contour. On the
 * map stand the present point, the way downhill from it, and the last descent.
 *
 * Two cells of the grid make a cell of the screen. A grid that takes long is computed by the command; what the screen
 * computes by itself while a parameter is tuned is made coarser until it is quick. */

#include "panel/landscape.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "panel/axis.h"
#include "panel/panel.h"
#include "panel/range.h"
#include "session/flow.h"

enum { HEIGHT = 24, BELOW = 4, SMALLEST_ROWS = 3, SMALLEST_COLUMNS = 8, ROWS_A_TICK = 4, COLUMNS_A_TICK = 12 };

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

static size_t skip_blanks(const char *line, size_t at, size_t to)
{
    while (at < to && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

bool landscape_read(const struct session *session, const char *line, size_t from, size_t to,
                    struct landscape_request *request, struct fault *fault)
{
    size_t at = skip_blanks(line, from, to);
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

/* The map and its room. */

/* The grid, the room it is drawn in, and the bands between its contours. */
struct map {
    const struct session *session;
    const struct landscape_request *request;
    const struct landscape *landscape;
    struct area area; /* the cells of the map itself */
    int contours;     /* L of contour i lies between band i and band i + 1 */
    double contour[SHADES - 1];
};

static struct axis axis_of(const struct range *axis)
{
    return (struct axis){.low = axis->from, .high = axis->to};
}

/* The columns before the map: the numbers of the upward axis, or its name. */
static int margin(const struct landscape_request *request, int rows)
{
    struct axis up = axis_of(&request->up);
    struct ticks ticks = axis_ticks(&up, rows / ROWS_A_TICK + 1);
    int width = 1;
    for (int i = 0; i < ticks.count; i++) {
        struct text label = {0};
        ticks_add_label(&ticks, i, &label);
        width = (int)label.length > width ? (int)label.length : width;
        text_clear(&label);
    }
    return width + 1;
}

void landscape_grid(const struct landscape_request *request, int rows, int columns, int *grid_columns, int *grid_rows)
{
    int map_rows = rows - BELOW, map_columns = columns - margin(request, map_rows);
    bool fits = map_rows >= SMALLEST_ROWS && map_columns >= SMALLEST_COLUMNS;
    *grid_columns = fits ? map_columns : 0;
    *grid_rows = fits ? 2 * map_rows : 0;
}

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

/* L in the upper (0) or lower (1) half of a cell of the map. */
static double loss_at(const struct map *map, int row, int column, int half)
{
    const struct landscape *landscape = map->landscape;
    int x = column * landscape->columns / map->area.columns;
    int y = (2 * row + half) * landscape->rows / (2 * map->area.rows);
    return landscape->L[y * landscape->columns + x];
}

/* The contours: numbers of few digits that divide the map into bands, narrow ones where L is small. */

enum { MOST_SAMPLES = 4096, MOST_DIGITS = 6, ENOUGH_CONTOURS = 4 };

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The finite losses of the grid, or of every so manieth cell, in order; gives how many. */
static int sorted_losses(const struct landscape *landscape, double *losses)
{
    int all = landscape->columns * landscape->rows, stride = (all + MOST_SAMPLES - 1) / MOST_SAMPLES, count = 0;
    for (int i = 0; i < all; i += stride) {
        if (isfinite(landscape->L[i]))
            losses[count++] = landscape->L[i];
    }
    qsort(losses, (size_t)count, sizeof *losses, compare);
    return count;
}

static double rounded(double value, int digits)
{
    char decimal[40];
    snprintf(decimal, sizeof decimal, "%.*e", digits - 1, value);
    return strtod(decimal, NULL);
}

/* Those of the numbers that differ, from one another and from the least loss, once they are rounded. */
static int round_contours(const double *exact, double low, int digits, double *contour)
{
    int count = 0;
    for (int i = 0; i < SHADES - 1; i++) {
        double value = rounded(exact[i], digits);
        if (value > (count == 0 ? low : contour[count - 1]))
            contour[count++] = value;
    }
    return count;
}

/* Puts a contour into the widest gap, where "wide" is how many times larger the upper end is; false when no number of few
 * digits fits there. low and high are the ends of the whole. */
static bool divide_widest_gap(struct map *map, double low, double high, int digits)
{
    int widest = -1;
    double width = 0, between = 0;
    for (int i = 0; i <= map->contours; i++) {
        double from = i == 0 ? low : map->contour[i - 1], to = i == map->contours ? high : map->contour[i];
        if (from > 0 && log(to / from) > width) {
            width = log(to / from);
            widest = i;
            between = rounded(sqrt(from) * sqrt(to), digits);
        }
    }
    if (widest < 0 || between <= (widest == 0 ? low : map->contour[widest - 1]) ||
        between >= (widest == map->contours ? high : map->contour[widest]))
        return false;
    memmove(map->contour + widest + 1, map->contour + widest, (size_t)(map->contours - widest) * sizeof *map->contour);
    map->contour[widest] = between;
    map->contours++;
    return true;
}

/* First such that every band has its share of the map; then, where level ground has made several of them one, more where
 * it is steep. */
static void find_contours(struct map *map)
{
    static const double parts[SHADES - 1] = {0.02, 0.07, 0.15, 0.27, 0.43, 0.62, 0.82};
    double *losses = alloc_array(MOST_SAMPLES, sizeof *losses), exact[SHADES - 1];
    int count = sorted_losses(map->landscape, losses), digits = 0;
    map->contours = 0;
    for (int i = 0; i < SHADES - 1 && count > 0; i++)
        exact[i] = losses[(int)(parts[i] * (count - 1))];
    while (count > 0 && digits < MOST_DIGITS && map->contours < ENOUGH_CONTOURS)
        map->contours = round_contours(exact, losses[0], ++digits, map->contour);
    while (count > 0 && map->contours < SHADES - 1 &&
           divide_widest_gap(map, losses[0], losses[count - 1], digits > 1 ? digits : 2))
        continue;
    free(losses);
}

/* Few bands are spread over all shades. */
static int shade_of_band(const struct map *map, int band)
{
    return SHADE_FIRST + (map->contours > 0 ? band * (SHADES - 1) / map->contours : SHADES / 2);
}

/* The shade of a loss; one that is too large for a double is in the highest. */
static int shade_of(const struct map *map, double L)
{
    int band = 0;
    if (isnan(L))
        return SHADE_UNDEFINED;
    while (band < map->contours && L >= map->contour[band])
        band++;
    return shade_of_band(map, band);
}

static void draw_bands(const struct map *map)
{
    for (int row = 0; row < map->area.rows; row++) {
        for (int column = 0; column < map->area.columns; column++)
            area_put_shades(&map->area, row, column, shade_of(map, loss_at(map, row, column, 0)),
                            shade_of(map, loss_at(map, row, column, 1)));
    }
}

/* What stands on the map. */

static bool is_free(const struct map *map, int row, int column, int width)
{
    for (int i = column - 1; i <= column + width; i++) {
        if (i < 0 || i >= map->area.columns)
            return false;
        struct cell cell = canvas_cell(map->area.canvas, map->area.row + row, map->area.column + i);
        if (!cell.bare || cell.upper == SHADE_UNDEFINED)
            return false;
    }
    return true;
}

/* True when the contour passes between this column and the next. */
static bool contour_passes(const struct map *map, int contour, int row, int column)
{
    double left = loss_at(map, row, column, 0), right = loss_at(map, row, column + 1, 0), L = map->contour[contour];
    return (left < L && right >= L) || (left >= L && right < L);
}

/* Writes its number on the contour, once, in the row that begins the search or below. */
static void label_contour(const struct map *map, int contour, int first_row)
{
    struct text label = {0};
    number_add(&label, map->contour[contour], MOST_DIGITS);
    int width = (int)label.length;
    for (int i = 0; i < map->area.rows && label.length > 0; i++) {
        int row = (first_row + i) % map->area.rows;
        for (int column = 0; column + 1 < map->area.columns; column++) {
            if (!contour_passes(map, contour, row, column) || !is_free(map, row, column - width / 2, width))
                continue;
            area_put(&map->area, row, column - width / 2, STYLE_PLAIN, text_string(&label));
            text_empty(&label);
            break;
        }
    }
    text_clear(&label);
}

/* Each in another row, so that they do not stand in one line. */
static void label_contours(const struct map *map)
{
    for (int i = 0; i < map->contours; i++)
        label_contour(map, i, (i + 1) * map->area.rows / (map->contours + 1));
}

/* The cell of a point; false when it lies outside of the map. */
static bool cell_of(const struct map *map, double across, double up, int *row, int *column)
{
    struct axis horizontal = axis_of(&map->request->across), vertical = axis_of(&map->request->up);
    double x = axis_part(&horizontal, across) * map->area.columns, y = (1 - axis_part(&vertical, up)) * map->area.rows;
    if (!(x >= 0 && x <= map->area.columns && y >= 0 && y <= map->area.rows))
        return false;
    *column = x < map->area.columns ? (int)x : map->area.columns - 1;
    *row = y < map->area.rows ? (int)y : map->area.rows - 1;
    return true;
}

/* The signs on the map, in Unicode and in ASCII. */
enum sign { SIGN_HERE, SIGN_START, SIGN_PATH };

static const char *sign_string(enum sign sign, bool ascii)
{
    static const char *const signs[] = {"●", "○", "•"}, *const in_ascii[] = {"@", "S", "o"};
    return ascii ? in_ascii[sign] : signs[sign];
}

static void put_sign(const struct map *map, int row, int column, enum sign sign)
{
    area_put(&map->area, row, column, STYLE_ACTIVE, sign_string(sign, canvas_is_ascii(map->area.canvas)));
}

/* Both parameters at place i of the descent, or at its end. */
static void place_of_descent(const struct map *map, int i, double *across, double *up)
{
    const struct descent *descent = map->session->descent;
    const struct network *network = &map->session->now.network;
    struct parameter horizontal = map->request->across.parameter, vertical = map->request->up.parameter;
    if (i == descent->kept) {
        *across = *network_parameter(&descent->network, horizontal);
        *up = *network_parameter(&descent->network, vertical);
    } else {
        *across = descent->places[i * descent->size + network_place_in_pack(network, horizontal)];
        *up = descent->places[i * descent->size + network_place_in_pack(network, vertical)];
    }
}

static bool has_path(const struct map *map)
{
    return map->session->descent != NULL && map->session->descent->count > 0 &&
           map->request->across.parameter.w != WEIGHT_COUNT && map->request->up.parameter.w != WEIGHT_COUNT;
}

/* The straight way between two places, cell by cell. */
static void draw_leg(const struct map *map, const double from[2], const double to[2])
{
    int steps = 2 * (map->area.rows + map->area.columns), row, column;
    for (int i = 0; i <= steps; i++) {
        double part = (double)i / steps;
        if (cell_of(map, from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]), &row, &column))
            put_sign(map, row, column, SIGN_PATH);
    }
}

/* So many legs are enough for any curve the map can show. */
enum { MOST_LEGS = 300 };

static void draw_path(const struct map *map)
{
    int kept = map->session->descent->kept, stride = (kept + MOST_LEGS - 1) / MOST_LEGS, row, column;
    double from[2], to[2], start[2];
    place_of_descent(map, 0, &start[0], &start[1]);
    memcpy(from, start, sizeof from);
    for (int i = stride; i < kept + stride; i += stride) {
        place_of_descent(map, i < kept ? i : kept, &to[0], &to[1]);
        draw_leg(map, from, to);
        memcpy(from, to, sizeof from);
    }
    if (cell_of(map, start[0], start[1], &row, &column))
        put_sign(map, row, column, SIGN_START);
}

/* dL by both parameters where the session is; false where it has none. */
static bool gradient_here(const struct map *map, double gradient[2])
{
    const struct quantity *names[] = {&map->request->across_name, &map->request->up_name};
    for (int i = 0; i < 2; i++) {
        struct quantity derivative = *names[i];
        struct matrix value;
        struct fault fault = {0};
        derivative.kind = QUANTITY_DL_DW;
        bool known = names[i]->kind == QUANTITY_WEIGHT && quantity_value(map->session, &derivative, &value, &fault);
        fault_clear(&fault);
        if (!known)
            return false;
        gradient[i] = value.at[0];
        matrix_clear(&value);
    }
    return isfinite(gradient[0]) && isfinite(gradient[1]) && (gradient[0] != 0 || gradient[1] != 0);
}

/* The arrow downhill, or against a broken gradient, as it points on the map: along it both parameters change by rate times
 * their gradient. */
static int downhill(const struct map *map, const double gradient[2])
{
    double largest = fmax(fabs(gradient[0]), fabs(gradient[1]));
    double x =
        -gradient[0] / largest / (map->request->across.to / 2 - map->request->across.from / 2) * map->area.columns;
    double y = -gradient[1] / largest / (map->request->up.to / 2 - map->request->up.from / 2) * 2 * map->area.rows;
    return (int)lround(atan2(y, x) / (atan(1)) + 8) % 8;
}

static const char *arrow_string(int direction, bool ascii)
{
    static const char *const arrows[] = {"→", "↗", "↑", "↖", "←", "↙", "↓", "↘"};
    static const char *const in_ascii[] = {">", ">", "^", "<", "<", "<", "v", ">"};
    return ascii ? in_ascii[direction] : arrows[direction];
}

static void draw_arrow(const struct map *map, int row, int column, int direction)
{
    static const int right[] = {2, 2, 0, -2, -2, -2, 0, 2}, down[] = {0, -1, -1, -1, 0, 1, 1, 1};
    area_put(&map->area, row + down[direction], column + right[direction], STYLE_ACTIVE,
             arrow_string(direction, canvas_is_ascii(map->area.canvas)));
}

static void draw_here(const struct map *map)
{
    const struct network *network = &map->session->now.network;
    double gradient[2];
    int row, column;
    if (!cell_of(map, *network_parameter(network, map->request->across.parameter),
                 *network_parameter(network, map->request->up.parameter), &row, &column))
        return;
    put_sign(map, row, column, SIGN_HERE);
    if (gradient_here(map, gradient))
        draw_arrow(map, row, column, downhill(map, gradient));
}

/* Around the map. */

static void draw_up_axis(const struct map *map, const struct area *area, int column)
{
    struct axis up = axis_of(&map->request->up);
    struct ticks ticks = axis_ticks(&up, map->area.rows / ROWS_A_TICK + 1);
    for (int row = 0; row < map->area.rows; row++)
        area_put(area, row, column, STYLE_FRAME, "│");
    for (int i = 0; i < ticks.count; i++) {
        struct text label = {0};
        int row = (int)((1 - axis_part(&up, ticks.at[i])) * map->area.rows);
        row = row < map->area.rows ? row : map->area.rows - 1;
        ticks_add_label(&ticks, i, &label);
        area_put(area, row, column, STYLE_FRAME, "┤");
        area_put_left_of(area, row, column, STYLE_PLAIN, text_string(&label));
        text_clear(&label);
    }
}

static void draw_across_axis(const struct map *map, const struct area *area, int left)
{
    struct axis across = axis_of(&map->request->across);
    struct ticks ticks = axis_ticks(&across, map->area.columns / COLUMNS_A_TICK);
    int row = map->area.rows, used = left - 1;
    area_put(area, row, left - 1, STYLE_FRAME, "└");
    for (int i = left; i < area->columns; i++)
        area_put(area, row, i, STYLE_FRAME, "─");
    for (int i = 0; i < ticks.count; i++) {
        struct text label = {0};
        int at = left + (int)(axis_part(&across, ticks.at[i]) * map->area.columns);
        ticks_add_label(&ticks, i, &label);
        at = at < area->columns ? at : area->columns - 1;
        int width = (int)label.length, start = at - width / 2 < left ? left : at - width / 2;
        start = start + width > area->columns ? area->columns - width : start;
        area_put(area, row, at, STYLE_FRAME, "┬");
        if (start > used)
            used = area_put(area, row + 1, start, STYLE_PLAIN, text_string(&label));
        text_clear(&label);
    }
}

/* The columns of the legend when each band has a piece so wide. */
static int legend_columns(const struct map *map, int piece)
{
    int columns = 2 + (map->contours + 1) * piece;
    for (int i = 0; i < map->contours; i++) {
        struct text number = {0};
        number_add(&number, map->contour[i], MOST_DIGITS);
        columns += (int)number.length;
        text_clear(&number);
    }
    return columns;
}

/* A piece of each band, and between two of them the number of their contour, as far as there is room. */
static void draw_legend(const struct map *map, const struct area *area, int row)
{
    int column = area_put(area, row, 0, STYLE_TITLE, "L "), piece = 3;
    while (piece > 1 && legend_columns(map, piece) > area->columns)
        piece--;
    for (int band = 0; band <= map->contours && column + piece <= area->columns; band++) {
        struct text number = {0};
        for (int i = 0; i < piece; i++)
            area_put_shades(area, row, column + i, shade_of_band(map, band), shade_of_band(map, band));
        column += piece;
        if (band < map->contours)
            number_add(&number, map->contour[band], MOST_DIGITS);
        bool fits = column + (int)number.length <= area->columns;
        column = fits ? area_put(area, row, column, STYLE_PLAIN, text_string(&number)) : area->columns;
        text_clear(&number);
    }
}

static void add_value(const struct map *map, const struct quantity *quantity, double value, struct text *text)
{
    quantity_add_symbol(map->session, quantity, text);
    text_add(text, " = ");
    number_add(text, value, panel_digits(map->session));
}

static void add_loss(const struct map *map, struct text *text)
{
    struct quantity quantity = {.kind = QUANTITY_L};
    struct matrix value;
    struct fault fault = {0};
    if (quantity_value(map->session, &quantity, &value, &fault)) {
        text_add(text, ", L = ");
        number_add(text, value.at[0], panel_digits(map->session));
        matrix_clear(&value);
    }
    fault_clear(&fault);
}

/* Puts the part at the column when it fits whole; gives the column behind it. */
static int put_part(const struct area *area, int row, int column, struct text *part)
{
    if (column + canvas_width_of(area->canvas, text_string(part)) <= area->columns)
        column = area_put(area, row, column, STYLE_PLAIN, text_string(part));
    text_empty(part);
    return column;
}

/* "● v = 0.5, u = 0.4, L = 1.731   ↘ downhill   ○• descent". */
static void draw_signs(const struct map *map, const struct area *area, int row)
{
    bool ascii = canvas_is_ascii(area->canvas);
    const struct network *network = &map->session->now.network;
    struct text part = {0};
    double gradient[2];
    text_addf(&part, "%s ", sign_string(SIGN_HERE, ascii));
    add_value(map, &map->request->across_name, *network_parameter(network, map->request->across.parameter), &part);
    text_add(&part, ", ");
    add_value(map, &map->request->up_name, *network_parameter(network, map->request->up.parameter), &part);
    int column = put_part(area, row, 0, &part);
    add_loss(map, &part);
    column = put_part(area, row, column, &part);
    if (gradient_here(map, gradient))
        text_addf(&part, "   %s %s", arrow_string(downhill(map, gradient), ascii),
                  flow_is_broken(map->session) ? "against the broken ∂L" : "downhill");
    column = put_part(area, row, column, &part);
    if (has_path(map))
        text_addf(&part, "   %s%s descent", sign_string(SIGN_START, ascii), sign_string(SIGN_PATH, ascii));
    put_part(area, row, column, &part);
    text_clear(&part);
}

static void draw_map(struct map *map, const struct area *area)
{
    int left = area->columns - map->area.columns;
    find_contours(map);
    draw_bands(map);
    map->area.on_map = true;
    if (has_path(map))
        draw_path(map);
    draw_here(map);
    label_contours(map);
    draw_up_axis(map, area, left - 1);
    draw_across_axis(map, area, left);
    draw_legend(map, area, map->area.rows + 2);
    draw_signs(map, area, map->area.rows + 3);
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
        area_put_cut(area, 0, 0, STYLE_PLAIN, "There is no sequence yet: x = 1 0 1 1 sets one.");
    else if (!session_targets_set(session, 1, T, &fault))
        area_put_cut(area, 0, 0, STYLE_PLAIN, text_string(&fault.message));
    fault_clear(&fault);
    if (T == 0 || sequence_first_unset(session->now.sequence, 1, T) > 0 || !read_view(view, &request))
        return;
    landscape_grid(&request, area->rows, area->columns, &columns, &grid_rows);
    if (columns == 0)
        return;
    if (!compute(session, &request, columns, grid_rows)) {
        area_put_cut(area, 0, 0, STYLE_PLAIN, "This takes longer than a moment; the command landscape draws it.");
        return;
    }
    struct map map = {.session = session, .request = &request, .landscape = session->landscape};
    map.area = area_part(area, 0, area->columns - columns, grid_rows / 2, columns);
    draw_map(&map, area);
}

const struct panel panel_landscape = {
    .name = "landscape",
    .summary = "L over two parameters as a map",
    .title = title,
    .rows = rows,
    .draw = draw,
    .large = true,
};
