/* SPDX-License-Identifier: GPL-3.0-or-later */
/* panel.c - the list of panels, and what they share. */

#include "panel/panel.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "session/comparison.h"
#include "session/quantity.h"

const struct panel *const panels[] = {&panel_graph,   &panel_step,     &panel_series,    &panel_table,
                                      &panel_grad,    &panel_triangle, &panel_show,      &panel_plot,
                                      &panel_explain, &panel_descend,  &panel_landscape, &panel_sweep,
                                      &panel_lesson,  &panel_watch,    &panel_compare,   NULL};

const struct panel *panel_find(const char *name)
{
    for (int i = 0; panels[i] != NULL; i++) {
        if (strcmp(panels[i]->name, name) == 0)
            return panels[i];
    }
    return NULL;
}

/* In brief only what the backward pass has gathered so far is shown: a long sequence needs not be gone through for
 * it. */
static bool shows_all_gradients(const struct panel *panel, const struct view *view)
{
    return panel == &panel_grad && !(view->all && view->brief);
}

bool view_name_holds(const struct view *view)
{
    struct quantity quantity;
    struct fault fault = {0};
    if (view->name == NULL)
        return true;
    bool holds = quantity_read(view->session, view->name, 0, strlen(view->name), &quantity, &fault);
    fault_clear(&fault);
    return holds;
}

bool panel_reach(const struct panel *panel, const struct view *view, struct fault *fault)
{
    return session_settle(view->session, fault) && session_forward(view->session, view_step(view), fault) &&
           (!shows_all_gradients(panel, view) || session_backward(view->session, 1, fault)) &&
           (panel != &panel_compare || comparison_follow(view->session, fault));
}

struct canvas *panel_picture(const struct panel *panel, const struct view *view, int columns, bool ascii)
{
    struct text title = {0};
    struct canvas *canvas =
        canvas_new(panel->rows(view, columns - PANEL_FRAME_COLUMNS, ascii) + PANEL_FRAME_ROWS, columns, ascii);
    struct area all = canvas_area(canvas);
    panel->title(view, &title);
    struct area inside = area_frame(&all, text_string(&title));
    panel->draw(view, &inside);
    text_clear(&title);
    return canvas;
}

enum { FARTHEST = 3 };

/* The rows of the area from one row of the panel to the next. */
static int pitch_of(const struct panel *panel, const struct view *view, const struct area *area)
{
    int pitch = 1;
    if (!view->big || !panel->rows_apart)
        return pitch;
    int rows = panel->rows(view, area->columns, canvas_is_ascii(area->canvas));
    while (pitch < FARTHEST && rows * (pitch + 1) - pitch <= area->rows)
        pitch++;
    return pitch;
}

static int rows_at(const struct area *area, int pitch)
{
    return (area->rows + pitch - 1) / pitch;
}

/* Gives the rows that were cut off below. */
static int draw_close(const struct panel *panel, const struct view *view, const struct area *area)
{
    int lowest = -1, last = area->row + area->rows - 1;
    struct area noted = *area;
    noted.lowest = &lowest;
    panel->draw(view, &noted);
    return lowest > last ? lowest - last : 0;
}

int panel_draw(const struct panel *panel, const struct view *view, const struct area *area)
{
    int pitch = pitch_of(panel, view, area), rows = rows_at(area, pitch);
    if (pitch == 1)
        return draw_close(panel, view, area);
    struct canvas *canvas = canvas_new(rows, area->columns, canvas_is_ascii(area->canvas));
    struct area close = canvas_area(canvas);
    panel->draw(view, &close);
    for (int row = 0; row < rows; row++)
        area_copy_row(area, pitch * row, canvas, row);
    canvas_free(canvas);
    return 0;
}

int panel_fewest_rows(const struct panel *panel, const struct view *view, int columns, bool ascii)
{
    if (panel->whole)
        return panel->rows(view, columns, ascii);
    struct canvas *canvas = canvas_new(1, columns > 0 ? columns : 1, ascii);
    struct area area = canvas_area(canvas);
    int rows = 1 + draw_close(panel, view, &area);
    canvas_free(canvas);
    return rows;
}

int panel_step_at(const struct panel *panel, const struct view *view, const struct area *area, int row, int column)
{
    int pitch = pitch_of(panel, view, area);
    struct area close = area_part(area, 0, 0, rows_at(area, pitch), area->columns);
    return panel->step_at != NULL ? panel->step_at(view, &close, row / pitch, column) : PANEL_NO_STEP;
}

size_t panel_skip_blanks(const char *line, size_t at, size_t to)
{
    while (at < to && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

int view_step(const struct view *view)
{
    return view->t > 0 ? view->t : tape_place(&view->session->tape).t;
}

enum { MOST_DIGITS = 4 };

int panel_digits(const struct session *session)
{
    return session->digits < MOST_DIGITS ? session->digits : MOST_DIGITS;
}

void panel_number(const struct view *view, const struct area *area, int row, int column, int width, double value,
                  bool sign)
{
    struct text text = {0};
    number_add_within(&text, value, panel_digits(view->session), sign, width - 1);
    if (text.length >= (size_t)width) {
        text_empty(&text);
        text_add(&text, canvas_is_ascii(area->canvas) ? "~" : "…");
    }
    enum style style = !sign || !(fabs(value) > 0) ? STYLE_PLAIN : value > 0 ? STYLE_POSITIVE : STYLE_NEGATIVE;
    area_put_left_of(area, row, column, style, text_string(&text));
    text_clear(&text);
}

/* "[0.34 0.38 0.12]", or the first entries and how it ends when there are more. */
static void add_entries(struct text *text, const double *values, int shown, int digits, const char *end)
{
    text_empty(text);
    for (int i = 0; i < shown; i++) {
        text_add(text, i == 0 ? "[" : " ");
        number_add(text, values[i], digits);
    }
    text_add(text, end);
}

/* "[0.34 …]", or closer where that is too wide, in most digits to least; false when nothing fits. */
static bool add_first_entry(struct text *text, const struct canvas *canvas, double value, int most, int least,
                            int width)
{
    static const char *const ends[] = {" …]", "…]", "…"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        for (int digits = most; digits >= least; digits--) {
            add_entries(text, &value, 1, digits, ends[i]);
            if (canvas_width_of(canvas, text_string(text)) < width)
                return true;
        }
    }
    return false;
}

enum { ENOUGH_DIGITS = 2 };

void panel_add_vector(struct text *vector, const struct canvas *canvas, const double *values, int count, int entries,
                      int digits, int width)
{
    for (int shown = count < entries ? count : entries; shown >= 2 || shown == count; shown--) {
        for (int some = digits; some >= ENOUGH_DIGITS; some--) {
            add_entries(vector, values, shown, some, shown < count ? " …]" : "]");
            if (canvas_width_of(canvas, text_string(vector)) < width)
                return;
        }
    }
    if (add_first_entry(vector, canvas, values[0], digits, ENOUGH_DIGITS, width) ||
        add_first_entry(vector, canvas, values[0], 1, 1, width))
        return;
    text_empty(vector);
    text_add(vector, canvas_is_ascii(canvas) ? "[~]" : "[…]");
}

/* The sentence as the canvas spells it, in lines. */
static void add_lines(struct text *lines, const char *sentence, int columns, bool ascii)
{
    struct text spelt = {0};
    if (ascii)
        utf8_add_ascii(&spelt, sentence);
    else
        text_add(&spelt, sentence);
    utf8_add_wrapped(lines, text_string(&spelt), columns > 0 ? columns : 1, 0);
    text_clear(&spelt);
}

int panel_sentence_rows(const char *sentence, int columns, bool ascii)
{
    struct text lines = {0};
    int rows = 0;
    add_lines(&lines, sentence, columns, ascii);
    for (size_t i = 0; i < lines.length; i++)
        rows += lines.bytes[i] == '\n';
    text_clear(&lines);
    return rows;
}

void panel_sentence(const struct area *area, const char *sentence)
{
    struct text lines = {0};
    int row = 0;
    add_lines(&lines, sentence, area->columns, canvas_is_ascii(area->canvas));
    char *line = lines.bytes;
    for (char *end; line != NULL && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        area_put(area, row++, 0, STYLE_PLAIN, line);
    }
    text_clear(&lines);
}

void panel_no_sequence(const struct session *session, const struct area *area, int row)
{
    struct text text = {0};
    text_addf(&text, "There is no sequence yet: %s sets one.", session_sequence_example(session));
    area_put_cut(area, row, 0, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

const char *panel_unreached(const struct canvas *canvas)
{
    /* Its ASCII spelling elsewhere is '*', the product. */
    return canvas_is_ascii(canvas) ? "." : "·";
}

void panel_window(int T, int t, int room, int *first, int *last)
{
    room = room < 1 ? 1 : room;
    *first = t - room / 2;
    if (*first > T - room + 1)
        *first = T - room + 1;
    if (*first < 1)
        *first = 1;
    *last = *first + room - 1 < T ? *first + room - 1 : T;
}
