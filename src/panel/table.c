/* SPDX-License-Identifier: GPL-3.0-or-later */
/* table.c - every step's numbers in rows; what the tape has not reached is a dot. */

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "model/step.h"
#include "panel/panel.h"

enum {
    MOST_ROWS = 16,
    MOST_BIG_ROWS = 6,
    COLUMNS = 6,
    WIDE = 68,
    WIDEST = 110,
    STEP_DIGITS = 3,
    MOST_ENTRIES = 3,
    VECTOR_DIGITS = 3,
    SHORT = 9,
    PAIR = 15,
    LONG_ENOUGH = 22
};

/* Where the columns x, a, yhat, y, L, z end, with room and without. */
static const int wide[COLUMNS] = {18, 28, 38, 48, 58, 68}, narrow[COLUMNS] = {7, 14, 21, 26, 34, 42};

static int entries_of(const struct network *network, int k)
{
    const int entries[COLUMNS] = {network->n_x, network->n_a, network->n_y, network->n_y, 1, network->n_y};
    return entries[k];
}

/* What vectors take, in this order, from the columns that an area has beyond those of numbers: the inputs and targets
 * are short as a rule, the activations are what one looks at. */
static const struct {
    int k, columns;
} wishes[] = {{0, SHORT},       {3, SHORT},       {1, SHORT},       {2, SHORT},       {5, SHORT},
              {1, LONG_ENOUGH}, {2, LONG_ENOUGH}, {5, LONG_ENOUGH}, {0, LONG_ENOUGH}, {3, LONG_ENOUGH}};

static int wanted(int entries, int most)
{
    return entries == 1 ? 0 : entries == 2 && most > PAIR ? PAIR : most;
}

/* How far vectors push the end of column k to the right. */
static int taken_by_vectors(const struct view *view, const int *ends, int k, int spare)
{
    int more[COLUMNS] = {0}, taken = 0;
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes && spare > 0; i++) {
        int at = wishes[i].k, has = ends[at] - (at > 0 ? ends[at - 1] : STEP_DIGITS) + more[at];
        int lacks = wanted(entries_of(&view->session->now.network, at), wishes[i].columns) - has;
        int given = lacks < 0 ? 0 : lacks < spare ? lacks : spare;
        more[at] += given;
        spare -= given;
    }
    for (int i = 0; i <= k; i++)
        taken += more[i];
    return taken;
}

/* Where column k ends and the one before it does: steps of many digits push all of them to the right. A projector gets
 * all the room there is. */
static int end_of(const struct view *view, const struct area *area, int k)
{
    const struct network *network = &view->session->now.network;
    bool vectors = network->n_x > 1 || network->n_a > 1 || network->n_y > 1;
    int more = 0, end = k < 0 ? 8 : wide[k < 0 ? 0 : k];
    int most = area->columns < WIDEST ? area->columns : WIDEST;
    if (area->columns >= WIDE + (vectors && !view->big ? LONG_ENOUGH - SHORT : 0))
        return view->big ? end * most / WIDE : end + taken_by_vectors(view, wide, k, area->columns - WIDE);
    for (int rest = view->session->now.sequence->T; rest >= 1000; rest /= 10)
        more++;
    if (k < 0)
        return STEP_DIGITS + more;
    return narrow[k] + more + taken_by_vectors(view, narrow, k, area->columns - narrow[COLUMNS - 1] - more);
}

static void title(const struct view *view, struct text *text)
{
    (void)view;
    text_add(text, "table");
}

static int rows(const struct view *view, int columns, bool ascii)
{
    int T = view->session->now.sequence->T, most = view->big ? MOST_BIG_ROWS : MOST_ROWS;
    (void)columns;
    (void)ascii;
    return (T < most ? T : most) + 2;
}

/* One cell, right-aligned: a number or a vector. */
static void put(const struct view *view, const struct area *area, int row, int k, const double *values, int count,
                bool reached, bool sign)
{
    int column = end_of(view, area, k), width = column - end_of(view, area, k - 1);
    struct area cell = area_part(area, row, 0, 1, column);
    if (!reached) {
        area_put_left_of(&cell, 0, column, STYLE_DIM, panel_unreached(area->canvas));
        return;
    }
    if (count == 1 && isnan(values[0])) {
        area_put_left_of(&cell, 0, column, STYLE_DIM, width > 9 ? "undefined" : "undef.");
        return;
    }
    if (count == 1) {
        panel_number(view, &cell, 0, column, width, values[0], sign);
        return;
    }
    struct text text = {0};
    panel_add_vector(&text, area->canvas, values, count, MOST_ENTRIES, VECTOR_DIGITS, width);
    area_put_left_of(&cell, 0, column, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

/* In the place of y, and where that is narrow in the loss's too, which there is none of. */
static void put_not_set(const struct view *view, const struct area *area, int row)
{
    static const char words[] = "not set";
    int end = end_of(view, area, 3), least = end_of(view, area, 2) + 1 + (int)strlen(words);
    area_put_left_of(area, row, end > least ? end : least, STYLE_DIM, words);
}

static void draw_row(const struct view *view, const struct area *area, int row, int t)
{
    const struct session *session = view->session;
    const struct network *network = &session->now.network;
    const struct tape *tape = &session->tape;
    const double *y = sequence_y(session->now.sequence, t);
    bool active = t == view_step(view);
    double z[NETWORK_WIDEST] = {0}, loss = 0;
    bool computed = t <= session->pass->forward;
    if (computed) {
        step_z(session->pass, t, z);
        loss = step_loss(session->pass, t);
    }
    if (active)
        area_put(area, row, 0, STYLE_ACTIVE, "▸");
    area_putf(area, row, 1, active ? STYLE_ACTIVE : STYLE_PLAIN, "%d", t);
    put(view, area, row, 0, sequence_x(session->now.sequence, t), network->n_x, true, false);
    put(view, area, row, 1, pass_a(session->pass, t), network->n_a, tape_reached(tape, OPERATION_A, t), false);
    put(view, area, row, 2, pass_yhat(session->pass, t), network->n_y, tape_reached(tape, OPERATION_YHAT, t), false);
    if (sequence_first_unset(session->now.sequence, t, t) != 0) {
        put_not_set(view, area, row);
        return;
    }
    put(view, area, row, 3, y, network->n_y, true, false);
    put(view, area, row, 4, &loss, 1, tape_reached(tape, OPERATION_L, t), false);
    put(view, area, row, 5, z, network->n_y, tape_reached(tape, OPERATION_Z, t), true);
}

/* The last step whose loss the tape has reached. */
static int steps_with_loss(const struct tape *tape)
{
    int t = tape_forward(tape);
    return t > 0 && !tape_reached(tape, OPERATION_L, t) ? t - 1 : t;
}

static void draw_total(const struct view *view, const struct area *area, int row)
{
    const struct session *session = view->session;
    struct text text = {0};
    int reached = steps_with_loss(&session->tape);
    int missing = sequence_first_unset(session->now.sequence, 1, reached);
    if (missing > 0) {
        text_addf(&text, "no L: y<%d> is not set", missing);
    } else {
        text_add(&text, reached == session->now.sequence->T ? "L = " : "L so far ");
        number_add(&text, pass_loss(session->pass, reached), panel_digits(session) + 1);
    }
    if (reached > 0)
        area_put_left_of(area, row, end_of(view, area, 5), STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

/* The steps shown. */
static void window(const struct view *view, const struct area *area, int *first, int *last)
{
    panel_window(view->session->now.sequence->T, view_step(view), area->rows - 2, first, last);
}

static void draw(const struct view *view, const struct area *area)
{
    static const char *const heads[] = {"x", "a<t>", "ŷ<t>", "y", "L<t>", "z<t>"};
    int first, last;
    area_put(area, 0, 1, STYLE_TITLE, "t");
    for (int k = 0; k < 6; k++)
        area_put_left_of(area, 0, end_of(view, area, k), STYLE_TITLE, heads[k]);
    window(view, area, &first, &last);
    for (int t = first; t <= last; t++)
        draw_row(view, area, t - first + 1, t);
    draw_total(view, area, last - first + 2);
}

static int step_at(const struct view *view, const struct area *area, int row, int column)
{
    int first, last;
    (void)column;
    window(view, area, &first, &last);
    return row >= 1 && row <= last - first + 1 ? first + row - 1 : PANEL_NO_STEP;
}

const struct panel panel_table = {
    .name = "table",
    .summary = "x, a, yhat, y, L and z of the steps around the present one",
    .title = title,
    .rows = rows,
    .draw = draw,
    .step_at = step_at,
    .rows_apart = true,
};
