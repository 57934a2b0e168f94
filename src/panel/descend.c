/* SPDX-License-Identifier: GPL-3.0-or-later */
/* descend.c - the last descent: L over its steps, and beside it what L, the gradient and the weights were and are. */

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "panel/chart.h"
#include "panel/panel.h"
#include "session/quantity.h"

enum { HEIGHT = 12, NUMBERS = 34, NAME = 9, CELL = 12, FOR_BOTH = 64, DIGITS = 5 };

/* From here on the curve is drawn on a logarithmic scale: below, the small end of it could not be seen. */
static const double WIDE = 100;

static void title(const struct view *view, struct text *text)
{
    const struct descent *descent = view->session->descent;
    if (descent == NULL) {
        text_add(text, "gradient descent");
        return;
    }
    text_addf(text, "descent: %d step%s at rate ", descent->count, descent->count == 1 ? "" : "s");
    number_add(text, descent->plan.rate, DIGITS);
    if (descent->plan.tau > 0)
        text_addf(text, ", truncated at τ = %d", descent->plan.tau);
    if (descent->plan.bug != BUG_NONE)
        text_add(text, ", broken backward pass");
    if (isfinite(descent->plan.clip)) {
        text_add(text, ", clipped at ");
        number_add(text, descent->plan.clip, DIGITS);
    }
}

static int rows(const struct view *view, int columns, bool ascii)
{
    (void)columns;
    (void)ascii;
    return view->session->descent == NULL ? 1 : HEIGHT;
}

static void draw_curve(const struct descent *descent, const struct area *area)
{
    struct chart chart = {.across_name = "step", .here = NAN, .curves = 1};
    struct curve *curve = &chart.curve[0];
    double low = descent->L, high = descent->L;
    curve_init(curve);
    for (int i = 0; i < descent->kept; i++) {
        curve_add(curve, (double)i * descent->stride, descent->losses[i]);
        low = fmin(low, descent->losses[i]);
        high = fmax(high, descent->losses[i]);
    }
    curve_add(curve, descent->count, descent->L);
    bool log = low > 0 && high / WIDE > low;
    chart.across = axis_over(0, descent->count > 0 ? descent->count : 1);
    chart.across.whole = true;
    chart_fit(&chart, log);
    area_put(area, 0, 0, STYLE_TITLE, log ? "L, log scale" : "L");
    struct area below = area_part(area, 1, 0, area->rows - 1, area->columns);
    chart_draw(&chart, &below);
    chart_clear(&chart);
}

static void put_number(const struct area *area, int row, int column, double value, enum style style)
{
    struct text text = {0};
    number_add(&text, value, DIGITS);
    area_put_left_of(area, row, column, style, text_string(&text));
    text_clear(&text);
}

static void put_row(const struct area *area, int row, const char *name, double start, double now)
{
    area_put(area, row, 0, STYLE_PLAIN, name);
    put_number(area, row, NAME + CELL, start, STYLE_PLAIN);
    put_number(area, row, NAME + 2 * CELL, now, start == now ? STYLE_PLAIN : STYLE_ACTIVE);
}

/* What changed and what it was, as far as there is room. */
static void draw_weights(const struct session *session, const struct area *area)
{
    const struct descent *descent = session->descent;
    int chosen = 0, row = 0;
    for (int i = 0; i < descent->size; i++)
        chosen += descent->plan.chosen[i];
    int shown = chosen <= area->rows ? chosen : area->rows - 1;
    for (int i = 0; row < shown; i++) {
        if (!descent->plan.chosen[i])
            continue;
        struct quantity entry = quantity_of_entry(&descent->network, i);
        struct text name = {0};
        quantity_add_symbol(session, &entry, &name);
        put_row(area, row++, text_string(&name), descent->places[i], *quantity_place(&entry, &descent->network));
        text_clear(&name);
    }
    if (shown < chosen)
        area_putf(area, row, 0, STYLE_DIM, "… and %d more weights", chosen - shown);
}

static void draw_numbers(const struct session *session, const struct area *area)
{
    const struct descent *descent = session->descent;
    struct area weights = area_part(area, 3, 0, area->rows - 3, area->columns);
    area_put_left_of(area, 0, NAME + CELL, STYLE_TITLE, "start");
    area_put_left_of(area, 0, NAME + 2 * CELL, STYLE_TITLE, "end");
    put_row(area, 1, "L", descent->losses[0], descent->L);
    put_row(area, 2, "|∂L|", descent->start_length, descent->length);
    draw_weights(session, &weights);
}

static void draw(const struct view *view, const struct area *area)
{
    const struct session *session = view->session;
    struct area left = *area;
    if (session->descent == NULL) {
        area_put_cut(area, 0, 0, STYLE_PLAIN,
                     "There has been no descent of this L yet: descend 100 rate 0.01 does one.");
        return;
    }
    if (area->columns >= FOR_BOTH) {
        struct area right = area_part(area, 0, area->columns - NUMBERS, area->rows, NUMBERS);
        left.columns -= NUMBERS + 2;
        draw_numbers(session, &right);
    }
    draw_curve(session->descent, &left);
}

const struct panel panel_descend = {
    .name = "descend",
    .summary = "the last descent: L over its steps, and the weights",
    .title = title,
    .rows = rows,
    .draw = draw,
    .large = true,
};
