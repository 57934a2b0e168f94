/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.c - what is watched, a row each: its value here, and the one before the tape moved last. */

#include "panel/panel.h"
#include "session/watched.h"

enum { WIDEST_NAME = 24, WIDEST_VALUE = 32, APART = 3 };

static void title(const struct view *view, struct text *text)
{
    (void)view;
    text_add(text, "watched");
}

static int rows(const struct view *view, int columns, bool ascii)
{
    int count = view->session->watched_count;
    (void)columns;
    (void)ascii;
    return count > 0 ? count : 1;
}

static int within(int width, int widest)
{
    return width < widest ? width : widest;
}

/* The columns the longest name takes. */
static int name_width(const struct view *view, const struct area *area)
{
    int longest = 0;
    for (int i = 0; i < view->session->watched_count; i++) {
        int width = canvas_width_of(area->canvas, view->session->watched[i]);
        longest = width > longest ? width : longest;
    }
    return within(longest, WIDEST_NAME);
}

/* The columns the longest value takes. */
static int value_width(const struct view *view, const struct area *area)
{
    int longest = 0;
    for (int i = 0; i < view->session->watched_count; i++) {
        struct text value = {0};
        struct fault ignored = {0};
        watched_add_value(&value, view->session, i, &ignored);
        int width = canvas_width_of(area->canvas, text_string(&value));
        longest = width > longest ? width : longest;
        text_clear(&value);
        fault_clear(&ignored);
    }
    return within(longest, WIDEST_VALUE);
}

static void draw_value(const struct view *view, const struct area *area, int i, int width)
{
    struct text now = {0}, before = {0};
    struct fault fault = {0};
    bool has_value = watched_add_value(&now, view->session, i, &fault);
    if (!has_value)
        text_addf(&now, "nothing here (%s)", text_string(&fault.message));
    int end = canvas_width_of(area->canvas, text_string(&now));
    area_put_cut(area, i, 0, has_value ? STYLE_PLAIN : STYLE_DIM, text_string(&now));
    end = (end < width ? width : end) + APART;
    if (watched_add_before(&before, view->session, i) && end < area->columns) {
        struct area rest = area_part(area, 0, end, area->rows, area->columns - end);
        area_put(&rest, i, 0, STYLE_DIM, "was ");
        struct area last = area_part(&rest, 0, 4, area->rows, rest.columns - 4);
        area_put_cut(&last, i, 0, STYLE_DIM, text_string(&before));
    }
    text_clear(&now);
    text_clear(&before);
    fault_clear(&fault);
}

static void draw(const struct view *view, const struct area *area)
{
    int name = name_width(view, area), value = value_width(view, area);
    if (view->session->watched_count == 0)
        area_put_cut(area, 0, 0, STYLE_PLAIN, "Nothing is watched: watch a<t> shows a at every step.");
    for (int i = 0; i < view->session->watched_count; i++) {
        struct area left = area_part(area, 0, 0, area->rows, name);
        struct area right = area_part(area, 0, name + APART, area->rows, area->columns - name - APART);
        area_put_cut(&left, i, 0, STYLE_TITLE, view->session->watched[i]);
        draw_value(view, &right, i, value);
    }
}

const struct panel panel_watch = {
    .name = "watch",
    .summary = "what is watched, now and before the last step",
    .title = title,
    .rows = rows,
    .draw = draw,
    .rows_apart = true,
};
