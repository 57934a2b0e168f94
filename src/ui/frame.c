/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frame.c - from what a person works on to cells on the terminal. */

#include "ui/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "lesson/sheet.h"
#include "ui/layout.h"
#include "ui/line.h"
#include "ui/pinned.h"
#include "ui/terminal.h"
#include "ui/title.h"

static int tape_at(const struct session *session)
{
    return session->tape.position * TAPE_FORWARD_OPERATIONS + session->tape.part;
}

void frame_choose(struct frame *frame, const struct panel *panel, const struct view *view)
{
    char *name = view->name != NULL ? alloc_string(view->name) : NULL;
    free(frame->name);
    frame->name = name;
    frame->chosen = panel;
    frame->view = *view;
    frame->view.name = name;
    frame->at = tape_at(frame->session);
}

static int answer_line(const struct frame *frame)
{
    long line = frame->answer - frame->log.forgotten;
    return line > 0 ? (int)line : 0;
}

enum { MOST_LOG_ROWS = 100000, PAGE_COLUMNS = 76 };

static int answer_rows(const struct frame *frame, int columns)
{
    return log_rows(&frame->log, answer_line(frame), columns, frame->sink->ascii, MOST_LOG_ROWS);
}

/* "> step  t=1: ...": a command and its one sentence, which share rows where rows are few, so that the command is seen
 * there too. False when more was said, or nothing. Only a command is dim. */
static bool join_answer(const struct frame *frame, struct text *joined)
{
    const struct log_line *line = frame->log.line + answer_line(frame);
    if (frame->log.count - answer_line(frame) != 2 || line->style != STYLE_DIM)
        return false;
    text_addf(joined, "%s  %s", line[0].text, line[1].text);
    return true;
}

/* Rows of the answer when command and sentence are joined, 0 when they cannot be. */
static int joined_rows(const struct frame *frame, int columns)
{
    struct text text = {0};
    int rows = 0;
    if (join_answer(frame, &text)) {
        struct log_line line = {text.bytes, STYLE_PLAIN};
        rows = log_rows(&(struct log){.line = &line, .count = 1}, 0, columns, frame->sink->ascii, MOST_LOG_ROWS);
    }
    text_clear(&text);
    return rows;
}

/* The map with the path of a descent and the curve of its losses belong together. */
static const struct panel *beside(const struct session *session, const struct panel *chosen)
{
    if (session->descent == NULL || session->descent->count == 0)
        return NULL;
    return chosen == &panel_landscape ? &panel_descend : chosen == &panel_descend ? &panel_landscape : NULL;
}

/* The view of a panel that nobody asked for in particular. */
static struct view plain_view(const struct frame *frame, const struct panel *panel, bool brief)
{
    bool all = panel == &panel_grad || panel == &panel_series;
    return (struct view){.session = frame->session, .w = WEIGHT_V, .all = all, .brief = brief};
}

enum { BIG_DIGITS = 3 };

/* The session to be drawn: a projector shows few digits, whatever the session's own are. It is borrowed from there, and
 * only to be looked at. */
static struct session drawn_session(const struct frame *frame)
{
    struct session drawn = *frame->session;
    drawn.digits = frame->big ? BIG_DIGITS : drawn.digits;
    return drawn;
}

static struct view view_of(const struct frame *frame, const struct panel *panel, const struct session *drawn,
                           bool brief)
{
    struct view view = panel == frame->chosen ? frame->view : plain_view(frame, panel, brief);
    int T = drawn->now.sequence->T;
    view.session = drawn;
    /* The step that was asked for may be gone. */
    view.t = view.t < T ? view.t : T;
    view.big = frame->big;
    view.sheet = frame->sheet;
    view.top = frame->top;
    view.brief |= panel == &panel_lesson;
    return view;
}

/* Sees to it that the passes have reached what is to be drawn. */
static void prepare(const struct panel *panel, const struct view *view)
{
    struct fault fault = {0};
    panel_reach(panel, view, &fault);
    fault_clear(&fault);
}

/* Then it says how to set one, instead of what it would have to say. */
static bool lacks_sequence(const struct view *view, const struct panel *panel)
{
    return panel == &panel_grad && view->session->now.sequence->T == 0;
}

/* For the layout: of a frame, as long as its panel is shown among others. */
static int rows_needed(const void *of, const struct panel *panel, int columns, bool fewest)
{
    const struct frame *frame = of;
    struct session drawn = drawn_session(frame);
    struct view view = view_of(frame, panel, &drawn, true);
    if (lacks_sequence(&view, panel))
        return 1;
    prepare(panel, &view);
    return fewest ? panel_fewest_rows(panel, &view, columns, frame->sink->ascii)
                  : panel->rows(&view, columns, frame->sink->ascii);
}

/* What stands where, and the rows of the last answer. */
struct plan {
    struct layout layout;
    int answer, joined; /* the rows of all of it, and of command and sentence when they are joined */
};

static struct plan plan_with(const struct frame *frame, const struct panel *chosen)
{
    int rows, columns;
    terminal_size(&rows, &columns);
    struct layout_wish wish = {
        .chosen = chosen,
        .backward = tape_place(&frame->session->tape).phase == PHASE_BACKWARD,
        .big = frame->big,
        .pins = frame->session->watched_count > 0 && chosen != &panel_watch,
        .lesson = panel_lesson_rows(frame->sheet, layout_page_columns(columns), frame->sink->ascii),
        .beside = beside(frame->session, chosen),
        .rows = rows_needed,
        .of = frame,
    };
    struct plan plan = {layout_make(rows, columns, &wish), answer_rows(frame, columns), joined_rows(frame, columns)};
    if (frame->whole_log || frame->up > 0)
        return plan;
    wish.answer = plan.joined > 0 && plan.answer > plan.layout.log.rows ? plan.joined : plan.answer;
    plan.layout = layout_make(rows, columns, &wish);
    return plan;
}

static struct plan plan_of(const struct frame *frame)
{
    return plan_with(frame, frame->chosen);
}

/* Where the panel stands, or NULL. */
static const struct layout_place *place_of(const struct layout *layout, const struct panel *panel)
{
    for (int i = 0; i < layout->count; i++) {
        if (layout->place[i].panel == panel)
            return &layout->place[i];
    }
    return NULL;
}

void frame_room(const struct frame *frame, const struct panel *panel, int *rows, int *columns)
{
    struct plan plan = plan_with(frame, panel);
    const struct layout_place *place = place_of(&plan.layout, panel);
    *rows = place != NULL ? place->at.rows - PANEL_FRAME_ROWS : 0;
    *columns = place != NULL ? place->at.columns - PANEL_FRAME_COLUMNS : 0;
}

bool frame_shows(const struct frame *frame, const struct panel *panel)
{
    struct plan plan = plan_of(frame);
    return place_of(&plan.layout, panel) != NULL;
}

/* A short answer leaves the panels alone, and the command above it may be out of sight. */
static bool log_is_large(const struct frame *frame, const struct plan *plan)
{
    int rows = plan->joined > 0 ? plan->joined : plan->answer - 1;
    return frame->whole_log || frame->up > 0 || rows > plan->layout.log.rows;
}

void frame_log_page(struct frame *frame)
{
    struct sheet_rows rows = {0};
    struct text line = {0};
    sheet_wrap(&rows, frame->sheet, false, PAGE_COLUMNS, frame->sink->ascii);
    for (int i = 0; i < rows.count; i++) {
        const struct sheet_row *row = &rows.row[i];
        text_empty(&line);
        text_add_blanks(&line, row->indent);
        if (row->entry != NULL)
            text_add_bytes(&line, row->prose->text + row->from, row->to - row->from);
        log_add(&frame->log, STYLE_PLAIN, text_string(&line));
    }
    text_clear(&line);
    sheet_rows_clear(&rows);
}

/* Moves the lesson's page; false when there is none, or nothing of it in that direction. */
static bool scroll_page(struct frame *frame, const struct layout *layout, bool up, int rows)
{
    const struct layout_place *place = place_of(layout, &panel_lesson);
    struct view view = {.sheet = frame->sheet, .top = frame->top};
    int all, room = place != NULL ? place->at.rows - PANEL_FRAME_ROWS : 0;
    int by = rows > 0 ? rows : room > 1 ? room - 1 : 1;
    if (room <= 0)
        return false;
    int top = panel_lesson_top(&view, room, place->at.columns - PANEL_FRAME_COLUMNS, frame->sink->ascii, &all);
    if (up ? top == 0 : top >= all - room)
        return false;
    top += up ? -by : by;
    frame->top = (top < 0 ? 0 : top) + 1;
    return true;
}

void frame_scroll(struct frame *frame, bool up, int rows)
{
    struct plan plan = plan_of(frame);
    const struct layout *layout = &plan.layout;
    if (!log_is_large(frame, &plan) && scroll_page(frame, layout, up, rows))
        return;
    int page = layout->answer.rows > 3 ? layout->answer.rows - 3 : 1;
    int room = layout->answer.rows - 1;
    int all = log_rows(&frame->log, 0, layout->log.columns, frame->sink->ascii, MOST_LOG_ROWS);
    int by = rows > 0 ? rows : page;
    bool was_large = log_is_large(frame, &plan);
    frame->up += !up ? -by : was_large ? by : 1;
    frame->up = frame->up > all - room ? all - room : frame->up;
    frame->up = frame->up < 0 ? 0 : frame->up;
}

/* A view of one step or some levels holds until the tape moves; a name until the network has it no more. */
static void update_view(struct frame *frame)
{
    struct view *view = &frame->view;
    bool moved = frame->at != tape_at(frame->session);
    if (moved || view->t > frame->session->now.sequence->T) {
        bool of_step = frame->chosen == &panel_grad && view->t > 0;
        view->t = view->levels = 0;
        view->all |= of_step && view->w == WEIGHT_V;
    }
    frame->at = tape_at(frame->session);
    if (!view_name_holds(view))
        frame_choose(frame, NULL, &(struct view){.session = frame->session});
}

static struct area area_at(const struct area *all, struct rectangle at)
{
    return area_part(all, at.row, at.column, at.rows, at.columns);
}

/* Says in the lower edge of its frame how many rows of a panel are not seen. */
static void draw_more(const struct area *area, int rows)
{
    struct text text = {0};
    text_addf(&text, " %d more row%s ", rows, rows == 1 ? "" : "s");
    if (rows > 0)
        area_put_left_of(area, area->rows - 1, area->columns - 2, STYLE_TITLE, text_string(&text));
    text_clear(&text);
}

static void draw_place(const struct frame *frame, const struct area *all, const struct layout_place *place, bool brief)
{
    const struct panel *panel = place->panel;
    struct session drawn = drawn_session(frame);
    struct view view = view_of(frame, panel, &drawn, brief);
    struct area area = area_at(all, place->at);
    struct text title = {0};
    prepare(panel, &view);
    panel->title(&view, &title);
    struct area inside = area_frame(&area, text_string(&title));
    if (lacks_sequence(&view, panel))
        panel_no_sequence(frame->session, &inside, 0);
    else
        draw_more(&area, panel_draw(panel, &view, &inside));
    text_clear(&title);
}

/* The rows of the log over the panels: as many as the answer takes, with a rule above it. */
static struct rectangle large_log(const struct frame *frame, const struct plan *plan)
{
    struct rectangle at = plan->layout.answer;
    int rows = plan->answer + 1, surplus = at.rows - rows;
    if (frame->whole_log || frame->up > 0 || surplus <= 0)
        return at;
    at.row += surplus;
    at.rows -= surplus;
    return at;
}

static void draw_rule(const struct frame *frame, const struct area *rule)
{
    area_fill(rule, STYLE_FRAME, U'─');
    if (frame->up > 0)
        area_putf(rule, 0, 2, STYLE_TITLE, " %d more row%s: Page Down ", frame->up, frame->up == 1 ? "" : "s");
}

static void draw_large_log(const struct frame *frame, const struct area *all, const struct plan *plan)
{
    struct area area = area_at(all, large_log(frame, plan));
    area_clear(&area);
    struct area rule = area_part(&area, 0, 0, 1, area.columns);
    struct area rest = area_part(&area, 1, 0, area.rows - 1, area.columns);
    draw_rule(frame, &rule);
    log_draw(&frame->log, &rest, frame->up);
}

static void draw_small_log(const struct frame *frame, const struct area *area, const struct plan *plan)
{
    struct text text = {0};
    if (plan->answer > area->rows && join_answer(frame, &text)) {
        struct log_line line = {text.bytes, STYLE_PLAIN};
        /* Where both do not fit the command keeps its row. */
        int own = plan->joined > area->rows ? 1 : 0;
        struct area below = area_part(area, own, 0, area->rows - own, area->columns);
        log_draw(&(struct log){.line = &line, .count = 1}, &below, 0);
        area_put(area, 0, 0, STYLE_DIM, frame->log.line[answer_line(frame)].text);
    } else {
        log_draw(&frame->log, area, frame->up);
    }
    text_clear(&text);
}

static bool shows_large_log(const struct frame *frame, const struct plan *plan)
{
    return plan->layout.answer.rows > plan->layout.log.rows && log_is_large(frame, plan);
}

static void draw_log(const struct frame *frame, const struct area *all, const struct plan *plan)
{
    struct area area = area_at(all, plan->layout.log);
    if (shows_large_log(frame, plan))
        draw_large_log(frame, all, plan);
    else
        draw_small_log(frame, &area, plan);
}

/* Parts are parted by three blanks. */
static void drop_last_part(struct text *hint)
{
    size_t end = hint->length;
    while (end > 0 && strncmp(hint->bytes + end, "   ", 3) != 0)
        end--;
    hint->bytes[hint->length = end] = '\0';
}

static void draw_hint(const struct frame *frame, const struct area *area, int used)
{
    struct text hint = {0};
    text_add(&hint, frame->playing ? "any key stops" : frame->hint != NULL ? frame->hint : "");
    while (hint.length > 0 && used + canvas_width_of(area->canvas, hint.bytes) + 4 >= area->columns)
        drop_last_part(&hint);
    if (line_screen_is_empty() && hint.length > 0)
        area_put_left_of(area, 0, area->columns - 1, STYLE_DIM, text_string(&hint));
    text_clear(&hint);
}

/* The line, moved sideways so that the cursor is in it; gives the cursor's column. */
static int draw_line(const struct frame *frame, const struct area *area)
{
    struct text text = {0}, before = {0};
    size_t cursor = line_screen_text(&text);
    text_add_bytes(&before, text_string(&text), cursor);
    int column = canvas_width_of(area->canvas, text_string(&before));
    int page = area->columns > 3 ? area->columns * 2 / 3 : 1;
    int hidden = column < area->columns ? 0 : (column - area->columns + page) / page * page;
    int end = area_put(area, 0, -hidden, STYLE_PLAIN, text_string(&text));
    if (hidden > 0)
        area_put(area, 0, 0, STYLE_DIM, "<");
    draw_hint(frame, area, end);
    text_clear(&text);
    text_clear(&before);
    return column - hidden;
}

/* How far long work has come, in the place of the line. */
static int draw_work(const struct frame *frame, const struct area *area)
{
    enum { BAR = 30 };
    int column = area_putf(area, 0, 0, STYLE_PLAIN, "%s ", frame->work);
    for (int i = 0; i < BAR; i++)
        column = area_put(area, 0, column, STYLE_ACTIVE, i < frame->work_part * BAR ? "█" : "░");
    area_putf(area, 0, column, STYLE_PLAIN, " %d %%   Ctrl-C stops", (int)(frame->work_part * 100));
    return 0;
}

static int draw_last_row(const struct frame *frame, const struct area *area)
{
    if (frame->work != NULL)
        return draw_work(frame, area);
    return frame->tuner != NULL ? tuner_draw(frame->tuner, area) : draw_line(frame, area);
}

static enum weight tuned_weight(const struct frame *frame)
{
    bool weight = frame->tuner != NULL && frame->tuner->parameter.kind == QUANTITY_WEIGHT;
    return weight ? frame->tuner->parameter.w : WEIGHT_COUNT;
}

static bool holds(const struct rectangle *at, int row, int column)
{
    return row >= at->row && row < at->row + at->rows && column >= at->column && column < at->column + at->columns;
}

/* The step at this place of the panel, as draw_place drew it. */
static int step_in_place(const struct frame *frame, const struct layout_place *place, int row, int column)
{
    struct session drawn = drawn_session(frame);
    struct view view = view_of(frame, place->panel, &drawn, false);
    struct canvas *canvas =
        canvas_new(place->at.row + place->at.rows, place->at.column + place->at.columns, frame->sink->ascii);
    struct area all = canvas_area(canvas), area = area_at(&all, place->at), inside = area_inside(&area);
    row -= inside.row;
    column -= inside.column;
    bool is_inside = row >= 0 && row < inside.rows && column >= 0 && column < inside.columns;
    int t = is_inside ? panel_step_at(place->panel, &view, &inside, row, column) : PANEL_NO_STEP;
    canvas_free(canvas);
    return t;
}

int frame_step_at(const struct frame *frame, int row, int column)
{
    if (!frame->up_to_date)
        return PANEL_NO_STEP;
    struct plan plan = plan_of(frame);
    struct rectangle over = large_log(frame, &plan);
    if (shows_large_log(frame, &plan) && holds(&over, row, column))
        return PANEL_NO_STEP;
    for (int i = 0; i < plan.layout.count; i++) {
        if (holds(&plan.layout.place[i].at, row, column))
            return step_in_place(frame, &plan.layout.place[i], row, column);
    }
    return PANEL_NO_STEP;
}

void frame_show(struct frame *frame)
{
    int rows, columns;
    terminal_mouse(frame->sink->mouse);
    terminal_fit();
    terminal_size(&rows, &columns);
    update_view(frame);
    struct session drawn = drawn_session(frame);
    struct plan plan = plan_of(frame);
    const struct layout *layout = &plan.layout;
    struct canvas *canvas = canvas_new(rows, columns, frame->sink->ascii);
    struct area all = canvas_area(canvas);
    struct area title = area_at(&all, layout->title), line = area_at(&all, layout->line);
    if (layout->title.rows > 0)
        title_draw(&title, &drawn, tuned_weight(frame));
    for (int i = 0; i < layout->count; i++)
        draw_place(frame, &all, &layout->place[i], layout->count > 2);
    if (layout->pinned.rows > 0) {
        struct area pinned = area_at(&all, layout->pinned);
        pinned_draw(&pinned, frame->session);
    }
    draw_log(frame, &all, &plan);
    int column = draw_last_row(frame, &line);
    terminal_show(canvas, layout->line.row, column);
    frame->up_to_date = true;
}

void frame_show_line(struct frame *frame)
{
    terminal_fit();
    if (terminal_shown() == NULL) {
        frame_show(frame);
        return;
    }
    struct canvas *canvas = canvas_copy(terminal_shown());
    struct area all = canvas_area(canvas);
    int row = all.rows - 1;
    struct area line = area_part(&all, row, 0, 1, all.columns);
    area_clear(&line);
    terminal_show(canvas, row, draw_last_row(frame, &line));
}

void frame_begin_answer(struct frame *frame, const char *line)
{
    struct text echo = {0};
    frame->answer = log_added(&frame->log);
    frame->up = 0;
    frame->whole_log = frame->up_to_date = false;
    text_addf(&echo, "> %s", line);
    for (char *c = echo.bytes; *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    log_add(&frame->log, STYLE_DIM, text_string(&echo));
    text_clear(&echo);
}

void frame_end_answer(struct frame *frame)
{
    frame->top = 0;
    update_view(frame);
    struct plan plan = plan_of(frame);
    int rows = plan.answer, room = plan.layout.answer.rows - 1;
    if (shows_large_log(frame, &plan) && !frame->whole_log && rows > room)
        frame->up = rows - room;
}

void frame_clear(struct frame *frame)
{
    log_clear(&frame->log);
    free(frame->name);
}
