/* SPDX-License-Identifier: GPL-3.0-or-later */
/* title.c - " unroll   v 0.5   u 0.4   W_y 0.9   b_a 0   b_y 0.2   g I   g* I   loss bce   linear   forward 3/4". Where
 * it does not fit, the gaps shrink first, then the name of the program goes, then what comes last. */

#include "ui/title.h"

#include "base/number.h"
#include "panel/panel.h"
#include "session/flow.h"

enum { MOST_ITEMS = 12, WIDEST_GAP = 3 };

struct item {
    struct text text;
    enum style style;
};

struct items {
    struct item item[MOST_ITEMS];
    int count;
};

static struct text *add(struct items *items, enum style style)
{
    struct item *item = &items->item[items->count++];
    *item = (struct item){.style = style};
    return &item->text;
}

static void add_weights(struct items *items, const struct session *session, enum weight tuned)
{
    const struct network *network = &session->now.network;
    for (enum weight w = 0; w < WEIGHT_COUNT; w++) {
        const struct matrix *matrix = &network->weight[w];
        struct text *text = add(items, w == tuned ? STYLE_ACTIVE : STYLE_PLAIN);
        text_addf(text, "%s ", session_weight_symbol(session, w));
        if (matrix_size(matrix) == 1)
            number_add(text, matrix->at[0], panel_digits(session));
        else
            text_addf(text, "%d×%d", matrix->rows, matrix->cols);
    }
}

static const char *function(enum activation g)
{
    return g == ACTIVATION_IDENTITY ? "I" : activation_name(g);
}

static void add_functions(struct items *items, const struct session *session)
{
    const struct network *network = &session->now.network;
    text_addf(add(items, STYLE_PLAIN), "g %s", function(network->g));
    text_addf(add(items, STYLE_PLAIN), "g* %s", function(network->g_star));
    text_addf(add(items, STYLE_PLAIN), "loss %s", loss_name(network->loss));
    if (network_is_linear(network))
        text_add(add(items, STYLE_BADGE), "linear");
    if (session->now.truncation > 0)
        text_addf(add(items, STYLE_BADGE), "τ %d", session->now.truncation);
}

static void add_place(struct text *text, const struct session *session)
{
    static const char *const phases[] = {"start", "forward", "backward"};
    struct place place = tape_place(&session->tape);
    text_add(text, phases[place.phase]);
    if (place.phase != PHASE_START)
        text_addf(text, " %d/%d", place.t, session->now.sequence->T);
    if (place.phase != PHASE_START && !place.whole)
        text_addf(text, " part %d", place.done);
}

static bool fits(const struct items *items, const struct area *area, int first, int gap)
{
    int width = 1 - gap;
    for (int i = first; i < items->count; i++)
        width += canvas_width_of(area->canvas, text_string(&items->item[i].text)) + gap;
    return width <= area->columns;
}

static void draw_items(const struct area *area, const struct items *items)
{
    int gap = WIDEST_GAP, first = 0, column = 1;
    while (gap > 2 && !fits(items, area, 0, gap))
        gap--;
    first = !fits(items, area, 0, gap);
    while (gap > 1 && !fits(items, area, first, gap))
        gap--;
    for (int i = first; i < items->count; i++) {
        const char *text = text_string(&items->item[i].text);
        if (column + canvas_width_of(area->canvas, text) > area->columns)
            break;
        column = area_put(area, 0, column, items->item[i].style, text) + gap;
    }
}

/* The badge of a broken backward pass, which is never dropped, before the column; gives where it begins. */
static int draw_broken(const struct area *area, int column, const struct session *session)
{
    struct text text = {0};
    if (!flow_is_broken(session))
        return column;
    flow_add_state(&text, session);
    text_add(&text, flow_is_secret(session) ? " backward pass" : "");
    column -= canvas_width_of(area->canvas, text_string(&text)) + WIDEST_GAP;
    area_put(area, 0, column, STYLE_BADGE, text_string(&text));
    text_clear(&text);
    return column;
}

void title_draw(const struct area *area, const struct session *session, enum weight tuned)
{
    struct items items = {.count = 0};
    struct text place = {0};
    add_place(&place, session);
    text_add(add(&items, STYLE_TITLE), "unroll");
    add_weights(&items, session, tuned);
    add_functions(&items, session);
    int at = area->columns - canvas_width_of(area->canvas, text_string(&place));
    area_put(area, 0, at, STYLE_ACTIVE, text_string(&place));
    struct area left = area_part(area, 0, 0, 1, draw_broken(area, at, session) - 1);
    draw_items(&left, &items);
    for (int i = 0; i < items.count; i++)
        text_clear(&items.item[i].text);
    text_clear(&place);
}
