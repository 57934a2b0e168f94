/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pinned.c - " a<t> 0.5 (was 0.2)   z<t> -1.53846 (was 1.6129)". What does not fit is counted at the end: view watch
 * shows all. */

#include "ui/pinned.h"

#include <string.h>

#include "session/watched.h"

enum { GAP = 3, ROOM_FOR_MORE = 12 };

/* The value, and the one before it when that was another. */
static void add_values(struct text *text, const struct session *session, int i)
{
    struct text before = {0};
    struct fault fault = {0};
    if (!watched_add_value(text, session, i, &fault))
        text_add(text, "nothing here");
    if (watched_add_before(&before, session, i) && strcmp(text_string(&before), text_string(text)) != 0)
        text_addf(text, " (was %s)", text_string(&before));
    text_clear(&before);
    fault_clear(&fault);
}

/* Draws one and gives the column behind it, or 0 when it does not fit before the end. The first is always drawn. */
static int draw_one(const struct area *area, const struct session *session, int i, int column, int end)
{
    struct text text = {0};
    add_values(&text, session, i);
    int name = canvas_width_of(area->canvas, session->watched[i]) + 1;
    int behind = column + name + canvas_width_of(area->canvas, text_string(&text));
    bool fits = behind <= end || i == 0;
    if (fits) {
        struct area rest = area_part(area, 0, column, 1, end - column);
        area_put(&rest, 0, 0, STYLE_TITLE, session->watched[i]);
        struct area value = area_part(&rest, 0, name, 1, rest.columns - name);
        area_put_cut(&value, 0, 0, STYLE_PLAIN, text_string(&text));
    }
    text_clear(&text);
    return fits ? behind : 0;
}

void pinned_draw(const struct area *area, const struct session *session)
{
    int column = 1, count = session->watched_count;
    for (int i = 0; i < count; i++) {
        int end = area->columns - (i + 1 < count ? ROOM_FOR_MORE : 0), behind = draw_one(area, session, i, column, end);
        if (behind == 0) {
            area_putf(area, 0, area->columns - ROOM_FOR_MORE + 1, STYLE_DIM, "and %d more", count - i);
            return;
        }
        column = behind + GAP;
    }
}
