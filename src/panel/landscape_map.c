/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape_map.c - see landscape_map.h. Two cells of the grid make a cell of the screen: its upper and its lower
 * half. */

#include "panel/landscape_map.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "panel/axis.h"
#include "panel/panel.h"
#include "session/flow.h"

enum { BELOW = 4, SMALLEST_ROWS = 3, SMALLEST_COLUMNS = 8, ROWS_A_TICK = 4, COLUMNS_A_TICK = 12 };

static struct axis axis_of(const struct range *axis)
{
    return (struct axis){.low = axis->from, .high = axis->to};
}

static struct ticks ticks_up(const struct landscape_request *request, int rows)
{
    struct axis up = axis_of(&request->up);
    return axis_ticks(&up, rows / ROWS_A_TICK + 1);
}

/* The columns before the map: the numbers of the upward axis and the axis itself. */
static int margin(const struct landscape_request *request, int rows)
{
    struct ticks ticks = ticks_up(request, rows);
    return ticks_width(&ticks) + 1;
}

void landscape_map_grid(const struct landscape_request *request, int rows, int columns, int *grid_columns,
                        int *grid_rows)
{
    int map_rows = rows - BELOW, map_columns = columns - margin(request, map_rows);
    bool fits = map_rows >= SMALLEST_ROWS && map_columns >= SMALLEST_COLUMNS;
    *grid_columns = fits ? map_columns : 0;
    *grid_rows = fits ? 2 * map_rows : 0;
}

/* L in the upper (0) or lower (1) half of a cell of the map. */
static double loss_at(const struct landscape_map *map, int row, int column, int half)
{
    const struct landscape *landscape = map->landscape;
    int x = column * landscape->columns / map->area.columns;
    int y = (2 * row + half) * landscape->rows / (2 * map->area.rows);
    return landscape->L[y * landscape->columns + x];
}

static void draw_bands(const struct landscape_map *map)
{
    for (int row = 0; row < map->area.rows; row++) {
        for (int column = 0; column < map->area.columns; column++)
            area_put_shades(&map->area, row, column, contours_shade_of(&map->contours, loss_at(map, row, column, 0)),
                            contours_shade_of(&map->contours, loss_at(map, row, column, 1)));
    }
}

/* What stands on the map. */

static bool is_free(const struct landscape_map *map, int row, int column, int width)
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
static bool contour_passes(const struct landscape_map *map, int contour, int row, int column)
{
    double left = loss_at(map, row, column, 0), right = loss_at(map, row, column + 1, 0), L = map->contours.at[contour];
    return (left < L && right >= L) || (left >= L && right < L);
}

/* Writes its number on the contour, once, in the row that begins the search or below. */
static void label_contour(const struct landscape_map *map, int contour, int first_row)
{
    struct text label = {0};
    number_add(&label, map->contours.at[contour], CONTOUR_DIGITS);
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
static void label_contours(const struct landscape_map *map)
{
    for (int i = 0; i < map->contours.count; i++)
        label_contour(map, i, (i + 1) * map->area.rows / (map->contours.count + 1));
}

/* The one of so many cells in a line that the part of their length falls into; the end belongs to the last. */
static int cell_at(double part, int cells)
{
    double at = part * cells;
    return at < cells ? (int)at : cells - 1;
}

/* The cell of a point; false when it lies outside of the map. */
static bool cell_of(const struct landscape_map *map, double across, double up, int *row, int *column)
{
    struct axis horizontal = axis_of(&map->request->across), vertical = axis_of(&map->request->up);
    double x = axis_part(&horizontal, across), y = 1 - axis_part(&vertical, up);
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
        return false;
    *column = cell_at(x, map->area.columns);
    *row = cell_at(y, map->area.rows);
    return true;
}

/* The signs on the map, in Unicode and in ASCII. */
enum sign { SIGN_HERE, SIGN_START, SIGN_PATH };

static const char *sign_string(enum sign sign, bool ascii)
{
    static const char *const signs[] = {"●", "○", "•"}, *const in_ascii[] = {"@", "S", "o"};
    return ascii ? in_ascii[sign] : signs[sign];
}

static void put_sign(const struct landscape_map *map, int row, int column, enum sign sign)
{
    area_put(&map->area, row, column, STYLE_ACTIVE, sign_string(sign, canvas_is_ascii(map->area.canvas)));
}

/* Both parameters at place i of the descent, or at its end. */
static void place_of_descent(const struct landscape_map *map, int i, double *across, double *up)
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

static bool has_path(const struct landscape_map *map)
{
    return map->session->descent != NULL && map->session->descent->count > 0 &&
           map->request->across.parameter.w != WEIGHT_COUNT && map->request->up.parameter.w != WEIGHT_COUNT;
}

/* The straight way between two places, cell by cell. */
static void draw_leg(const struct landscape_map *map, const double from[2], const double to[2])
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

static void draw_path(const struct landscape_map *map)
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
static bool gradient_here(const struct landscape_map *map, double gradient[2])
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

/* The arrow downhill, or against a broken gradient, as it points on the map: along it both parameters change by rate
 * times their gradient. */
static int downhill(const struct landscape_map *map, const double gradient[2])
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

static void draw_arrow(const struct landscape_map *map, int row, int column, int direction)
{
    static const int right[] = {2, 2, 0, -2, -2, -2, 0, 2}, down[] = {0, -1, -1, -1, 0, 1, 1, 1};
    area_put(&map->area, row + down[direction], column + right[direction], STYLE_ACTIVE,
             arrow_string(direction, canvas_is_ascii(map->area.canvas)));
}

static void draw_here(const struct landscape_map *map)
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

static void draw_up_axis(const struct landscape_map *map, const struct area *area, int column)
{
    struct axis up = axis_of(&map->request->up);
    struct ticks ticks = ticks_up(map->request, map->area.rows);
    for (int i = 0; i < ticks.count; i++)
        ticks.cell[i] = cell_at(1 - axis_part(&up, ticks.at[i]), map->area.rows);
    ticks_draw_up(&ticks, area, map->area.rows, column);
}

static void draw_across_axis(const struct landscape_map *map, const struct area *area, int column)
{
    struct axis across = axis_of(&map->request->across);
    struct ticks ticks = axis_ticks(&across, map->area.columns / COLUMNS_A_TICK);
    for (int i = 0; i < ticks.count; i++)
        ticks.cell[i] = cell_at(axis_part(&across, ticks.at[i]), map->area.columns);
    ticks_draw_across(&ticks, area, map->area.rows, column);
}

/* The columns of the legend when each band has a piece so wide. */
static int legend_columns(const struct landscape_map *map, int piece)
{
    int columns = 2 + (map->contours.count + 1) * piece;
    for (int i = 0; i < map->contours.count; i++) {
        struct text number = {0};
        number_add(&number, map->contours.at[i], CONTOUR_DIGITS);
        columns += (int)number.length;
        text_clear(&number);
    }
    return columns;
}

/* A piece of each band, and between two of them the number of their contour, as far as there is room. */
static void draw_legend(const struct landscape_map *map, const struct area *area, int row)
{
    int column = area_put(area, row, 0, STYLE_TITLE, "L "), piece = 3;
    while (piece > 1 && legend_columns(map, piece) > area->columns)
        piece--;
    for (int band = 0; band <= map->contours.count && column + piece <= area->columns; band++) {
        struct text number = {0};
        for (int i = 0; i < piece; i++)
            area_put_shades(area, row, column + i, contours_shade_of_band(&map->contours, band),
                            contours_shade_of_band(&map->contours, band));
        column += piece;
        if (band < map->contours.count)
            number_add(&number, map->contours.at[band], CONTOUR_DIGITS);
        bool fits = column + (int)number.length <= area->columns;
        column = fits ? area_put(area, row, column, STYLE_PLAIN, text_string(&number)) : area->columns;
        text_clear(&number);
    }
}

static void add_value(const struct landscape_map *map, const struct quantity *quantity, double value, struct text *text)
{
    quantity_add_symbol(map->session, quantity, text);
    text_add(text, " = ");
    number_add(text, value, panel_digits(map->session));
}

static void add_loss(const struct landscape_map *map, struct text *text)
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
static void draw_signs(const struct landscape_map *map, const struct area *area, int row)
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

void landscape_map_draw(struct landscape_map *map, const struct area *area)
{
    int left = area->columns - map->area.columns;
    contours_find(&map->contours, map->landscape);
    draw_bands(map);
    map->area.on_map = true;
    if (has_path(map))
        draw_path(map);
    draw_here(map);
    label_contours(map);
    draw_up_axis(map, area, left - 1);
    draw_across_axis(map, area, left - 1);
    draw_legend(map, area, map->area.rows + 2);
    draw_signs(map, area, map->area.rows + 3);
}
