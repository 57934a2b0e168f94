/* SPDX-License-Identifier: GPL-3.0-or-later */
/* full_screen.c - wait for a key, let readline have it, run what it asks for, draw one frame.
 *
 * Signals come only while the program waits or a command runs. All input that is there is taken before a frame is
 * drawn, so a paste or a key held down costs one frame. */

#include "ui/full_screen.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "session/saved.h"
#include "ui/files.h"
#include "ui/interrupt.h"
#include "ui/layout.h"
#include "ui/line.h"
#include "ui/log.h"
#include "ui/terminal.h"
#include "ui/title.h"
#include "ui/tuner.h"

struct full_screen {
    struct sink sink; /* first: the sink's functions get a pointer to it */
    struct session *session;
    struct runner *runner;
    struct log log;
    long answer;                /* the log's line, counted from its first ever, where the last answer begins */
    int up;                     /* rows of the log below what is shown */
    bool whole_log;             /* the log was asked for */
    bool scrolled;              /* the last command only moved the log */
    const struct panel *chosen; /* NULL for the layout's own choice */
    struct view view;           /* of the chosen panel */
    char *name;                 /* what view.name points to, owned */
    int at;                     /* position and part of the tape the view was made for */
    bool big;
    bool playing; /* a command waits between two steps */
    bool tuning, will_tune;
    struct tuner tuner;
    sigset_t waiting; /* the signals kept back while waiting for a key: none of ours */
    bool gone;
};

static struct full_screen *screen_of(struct sink *sink)
{
    return (struct full_screen *)sink;
}

static const char prompt[] = "unroll> ";

/* The sink. */

static void say(struct sink *sink, const char *text)
{
    log_add(&screen_of(sink)->log, STYLE_PLAIN, text);
}

static void complain(struct sink *sink, const char *text)
{
    log_add(&screen_of(sink)->log, STYLE_NEGATIVE, text);
}

static int tape_at(const struct session *session)
{
    return session->tape.position * TAPE_FORWARD_OPERATIONS + session->tape.part;
}

static void choose(struct full_screen *screen, const struct panel *panel, const struct view *view)
{
    char *name = view->name != NULL ? alloc_string(view->name) : NULL;
    free(screen->name);
    screen->name = name;
    screen->chosen = panel;
    screen->view = *view;
    screen->view.name = name;
    screen->at = tape_at(screen->session);
}

static void picture(struct sink *sink, const struct panel *panel, const struct view *view)
{
    choose(screen_of(sink), panel, view);
}

/* The step panel shows it. */
static void detail(struct sink *sink, const struct panel *panel, const struct view *view)
{
    (void)sink;
    (void)panel;
    (void)view;
}

static bool set_layout(struct sink *sink, const char *name)
{
    bool big = strcmp(name, "big") == 0;
    if (!big && strcmp(name, "auto") != 0)
        return false;
    screen_of(sink)->big = big;
    return true;
}

static bool set_theme(struct sink *sink, const char *name)
{
    (void)sink;
    for (int theme = 0; theme < THEME_COUNT; theme++) {
        if (strcmp(terminal_themes[theme], name) == 0) {
            terminal_theme((enum theme)theme);
            return true;
        }
    }
    return false;
}

static void tune(struct sink *sink, const struct quantity *parameter)
{
    struct full_screen *screen = screen_of(sink);
    tuner_begin(&screen->tuner, screen->session, parameter);
    screen->will_tune = true;
}

static void show_log(struct sink *sink)
{
    screen_of(sink)->whole_log = true;
}

/* What the frame is made of. */

static struct layout layout_of(const struct full_screen *screen)
{
    int rows, columns;
    bool backward = tape_place(&screen->session->tape).phase == PHASE_BACKWARD;
    terminal_size(&rows, &columns);
    return layout_make(rows, columns, screen->chosen, backward, screen->big);
}

static int answer_line(const struct full_screen *screen)
{
    long line = screen->answer - screen->log.forgotten;
    return line > 0 ? (int)line : 0;
}

enum { MOST_LOG_ROWS = 100000 };

static int answer_rows(const struct full_screen *screen, const struct layout *layout)
{
    return log_rows(&screen->log, answer_line(screen), layout->log.columns, screen->sink.ascii, MOST_LOG_ROWS);
}

/* A short answer leaves the panels alone. */
static bool log_is_large(const struct full_screen *screen, const struct layout *layout)
{
    return screen->whole_log || screen->up > 0 || answer_rows(screen, layout) > layout->log.rows + 1;
}

static void scroll(struct sink *sink, int pages)
{
    struct full_screen *screen = screen_of(sink);
    struct layout layout = layout_of(screen);
    int page = layout.answer.rows > 3 ? layout.answer.rows - 3 : 1;
    int room = layout.answer.rows - 1;
    int rows = log_rows(&screen->log, 0, layout.log.columns, sink->ascii, MOST_LOG_ROWS);
    bool was_large = log_is_large(screen, &layout);
    screen->scrolled = true;
    screen->up += was_large ? pages * page : pages > 0 ? 1 : 0;
    screen->up = screen->up > rows - room ? rows - room : screen->up;
    screen->up = screen->up < 0 ? 0 : screen->up;
}

/* The view of a panel that nobody asked for in particular. */
static struct view plain_view(const struct full_screen *screen, const struct panel *panel, bool brief)
{
    bool all = panel == &panel_grad || panel == &panel_series;
    return (struct view){.session = screen->session, .w = WEIGHT_V, .all = all, .brief = brief};
}

static bool name_still_holds(const struct full_screen *screen)
{
    struct quantity quantity;
    struct fault fault = {0};
    if (screen->view.name == NULL)
        return true;
    bool holds = quantity_read(screen->session, screen->view.name, 0, strlen(screen->view.name), &quantity, &fault);
    fault_clear(&fault);
    return holds;
}

/* A view of one step or some levels holds until the tape moves; a name until the network has it no more. */
static void update_view(struct full_screen *screen)
{
    struct view *view = &screen->view;
    bool moved = screen->at != tape_at(screen->session);
    if (moved || view->t > screen->session->now.sequence->T) {
        bool of_step = screen->chosen == &panel_grad && view->t > 0;
        view->t = view->levels = 0;
        view->all |= of_step && view->w == WEIGHT_V;
    }
    screen->at = tape_at(screen->session);
    if (!name_still_holds(screen))
        choose(screen, NULL, &(struct view){.session = screen->session});
}

/* Sees to it that the passes have reached what is to be drawn. */
static void prepare(const struct full_screen *screen, const struct panel *panel, const struct view *view)
{
    struct fault fault = {0};
    session_settle(screen->session, &fault);
    session_forward(screen->session, view->t, &fault);
    if (panel == &panel_grad)
        session_backward(screen->session, 1, &fault);
    fault_clear(&fault);
}

static struct area area_at(const struct area *all, struct rectangle at)
{
    return area_part(all, at.row, at.column, at.rows, at.columns);
}

static void draw_place(const struct full_screen *screen, const struct area *all, const struct layout_place *place,
                       bool brief)
{
    const struct panel *panel = place->panel;
    struct view view = panel == screen->chosen ? screen->view : plain_view(screen, panel, brief);
    struct area area = area_at(all, place->at);
    struct text title = {0};
    prepare(screen, panel, &view);
    panel->title(&view, &title);
    struct area inside = area_frame(&area, text_string(&title));
    if (panel == &panel_grad && screen->session->now.sequence->T == 0)
        area_put_cut(&inside, 0, 0, STYLE_PLAIN, "There is no sequence yet: x = 1 0 1 1 sets one.");
    else
        panel->draw(&view, &inside);
    text_clear(&title);
}

/* The rows of the log over the panels: as many as the answer takes, with a rule above it. */
static struct rectangle large_log(const struct full_screen *screen, const struct layout *layout)
{
    struct rectangle at = layout->answer;
    int rows = answer_rows(screen, layout) + 1, surplus = at.rows - rows;
    if (screen->whole_log || screen->up > 0 || surplus <= 0)
        return at;
    at.row += surplus;
    at.rows -= surplus;
    return at;
}

static void draw_rule(const struct full_screen *screen, const struct area *rule)
{
    for (int column = 0; column < rule->columns; column++)
        area_put(rule, 0, column, STYLE_FRAME, "─");
    if (screen->up > 0)
        area_putf(rule, 0, 2, STYLE_TITLE, " %d more row%s: Page Down ", screen->up, screen->up == 1 ? "" : "s");
}

static void draw_large_log(const struct full_screen *screen, const struct area *all, const struct layout *layout)
{
    struct area area = area_at(all, large_log(screen, layout));
    for (int row = 0; row < area.rows; row++) {
        for (int column = 0; column < area.columns; column++)
            area_put(&area, row, column, STYLE_PLAIN, " ");
    }
    struct area rule = area_part(&area, 0, 0, 1, area.columns);
    struct area rest = area_part(&area, 1, 0, area.rows - 1, area.columns);
    draw_rule(screen, &rule);
    log_draw(&screen->log, &rest, screen->up);
}

static void draw_log(const struct full_screen *screen, const struct area *all, const struct layout *layout)
{
    struct area area = area_at(all, layout->log);
    if (layout->answer.rows > layout->log.rows && log_is_large(screen, layout))
        draw_large_log(screen, all, layout);
    else
        log_draw(&screen->log, &area, screen->up);
}

static void draw_hint(const struct full_screen *screen, const struct area *area, int used)
{
    const char *hint = screen->playing ? "any key stops" : "→ step   ← back   Tab complete   ? help";
    int width = canvas_width_of(area->canvas, hint);
    if (line_screen_is_empty() && used + width + 4 < area->columns)
        area_put(area, 0, area->columns - width - 1, STYLE_DIM, hint);
}

/* The line, moved sideways so that the cursor is in it; gives the cursor's column. */
static int draw_line(const struct full_screen *screen, const struct area *area)
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
    draw_hint(screen, area, end);
    text_clear(&text);
    text_clear(&before);
    return column - hidden;
}

static int draw_last_row(const struct full_screen *screen, const struct area *area)
{
    return screen->tuning ? tuner_draw(&screen->tuner, area) : draw_line(screen, area);
}

static enum weight tuned_weight(const struct full_screen *screen)
{
    bool weight = screen->tuning && screen->tuner.parameter.kind == QUANTITY_WEIGHT;
    return weight ? screen->tuner.parameter.w : WEIGHT_COUNT;
}

static void show_frame(struct full_screen *screen)
{
    int rows, columns;
    terminal_fit();
    terminal_size(&rows, &columns);
    update_view(screen);
    struct layout layout = layout_of(screen);
    struct canvas *canvas = canvas_new(rows, columns, screen->sink.ascii);
    struct area all = canvas_area(canvas);
    struct area title = area_at(&all, layout.title), line = area_at(&all, layout.line);
    if (layout.title.rows > 0)
        title_draw(&title, screen->session, tuned_weight(screen));
    for (int i = 0; i < layout.count; i++)
        draw_place(screen, &all, &layout.place[i], layout.count > 2);
    draw_log(screen, &all, &layout);
    int column = draw_last_row(screen, &line);
    terminal_show(canvas, layout.line.row, column);
    canvas_free(canvas);
}

/* Signals. */

static void heed_signals(struct full_screen *screen)
{
    if (interrupt_paused) {
        interrupt_paused = 0;
        terminal_pause();
        interrupt_continued = 0;
    }
    if (interrupt_continued)
        terminal_again();
    if (interrupt_resized)
        terminal_resize();
    interrupt_resized = interrupt_continued = 0;
    screen->gone |= interrupt_end != 0;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Waits for a key until then; a signal that only disturbs leads to a new frame. True when a key is there. */
static bool wait_until(struct full_screen *screen, double then)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    for (;;) {
        double left = then - now();
        struct timespec time = {(time_t)(left > 0 ? left : 0),
                                (long)((left > 0 ? left - (double)(time_t)left : 0) * 1e9)};
        int ready = ppoll(&key, 1, &time, &screen->waiting);
        if (ready >= 0)
            return ready > 0;
        if (interrupt_stop)
            return true;
        heed_signals(screen);
        show_frame(screen);
    }
}

/* A step of `play`: any key ends it and is used up. */
static bool wait_seconds(struct sink *sink, double seconds)
{
    struct full_screen *screen = screen_of(sink);
    char keys_pressed[64];
    sigset_t open;
    /* A signal that comes just before the wait must not be slept over. */
    interrupt_block(&open);
    screen->playing = seconds > 0;
    show_frame(screen);
    bool pressed = interrupt_stop || wait_until(screen, now() + seconds);
    screen->playing = false;
    sigprocmask(SIG_SETMASK, &open, NULL);
    if (!pressed)
        return !interrupt_stop;
    if (!interrupt_stop && read(STDIN_FILENO, keys_pressed, sizeof keys_pressed) <= 0)
        interrupt_stop = 1;
    return false;
}

/* Running what was asked for. */

static void begin_answer(struct full_screen *screen, const char *line)
{
    struct text echo = {0};
    screen->answer = screen->log.forgotten + screen->log.count;
    screen->up = 0;
    screen->whole_log = screen->scrolled = false;
    text_addf(&echo, "> %s", line);
    for (char *c = echo.bytes; *c != '\0'; c++)
        *c = *c == '\n' ? ' ' : *c;
    log_add(&screen->log, STYLE_DIM, text_string(&echo));
    text_clear(&echo);
}

/* A long answer is shown from its beginning. */
static void end_answer(struct full_screen *screen)
{
    struct layout layout = layout_of(screen);
    int rows = answer_rows(screen, &layout), room = layout.answer.rows - 1;
    if (log_is_large(screen, &layout) && !screen->whole_log && rows > room && layout.answer.rows > layout.log.rows)
        screen->up = rows - room;
}

static void run(struct full_screen *screen, const char *line, bool typed)
{
    long answer = screen->answer;
    int up = screen->up;
    bool whole_log = screen->whole_log;
    bool again = line[strspn(line, " \t")] == '\0';
    if (again && screen->runner->last_motion == NULL)
        return;
    begin_answer(screen, again ? screen->runner->last_motion : line);
    screen->up = up;
    interrupt_stop = 0;
    terminal_signals(true);
    sigprocmask(SIG_SETMASK, &screen->waiting, NULL);
    if (typed)
        run_typed(screen->runner, line);
    else
        run_line(screen->runner, line);
    interrupt_block(&(sigset_t){0});
    terminal_signals(false);
    interrupt_stop = 0;
    if (screen->scrolled) {
        log_drop(&screen->log);
        screen->answer = answer;
        screen->whole_log = whole_log;
        return;
    }
    screen->up = 0;
    end_answer(screen);
}

/* A paste may hold several lines. */
static void run_lines(struct full_screen *screen, char *line)
{
    while (line != NULL && !screen->runner->quit && !interrupt_end) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        run(screen, line, true);
        line = end != NULL && end[1] != '\0' ? end + 1 : NULL;
    }
}

static void tune_byte(struct full_screen *screen)
{
    unsigned char byte;
    struct fault fault = {0};
    struct text text = {0};
    if (read(STDIN_FILENO, &byte, 1) != 1) {
        screen->gone = true;
        interrupt_end = interrupt_end != 0 ? interrupt_end : SIGHUP;
        return;
    }
    enum tuner_result result = tuner_byte(&screen->tuner, byte, &fault);
    if (fault.message.length > 0)
        log_add(&screen->log, STYLE_NEGATIVE, text_string(&fault.message));
    tuner_add_assignment(&screen->tuner, &text);
    if (result == TUNER_TAKEN_BACK)
        text_add(&text, ", as before");
    if (result != TUNER_GOES_ON)
        log_add(&screen->log, STYLE_PLAIN, text_string(&text));
    screen->tuning = result == TUNER_GOES_ON;
    text_clear(&text);
    fault_clear(&fault);
}

static void line_byte(struct full_screen *screen)
{
    char *line = NULL;
    switch (line_screen_key(&line)) {
    case LINE_GIVEN:
        run_lines(screen, line);
        break;
    case LINE_KEY:
        run(screen, line, false);
        break;
    case LINE_CANCELLED:
        line_screen_cancel();
        break;
    case LINE_REDRAW:
        terminal_redraw();
        break;
    case LINE_PAUSE:
        interrupt_paused = 1;
        break;
    case LINE_GONE:
        screen->gone = true;
        break;
    default:
        break;
    }
    free(line);
    if (line_vanished() && !interrupt_end)
        interrupt_end = SIGHUP;
    screen->tuning |= screen->will_tune;
    screen->will_tune = false;
}

static bool input_waits(void)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&key, 1, 0) > 0;
}

static void take_input(struct full_screen *screen)
{
    do {
        if (screen->tuning)
            tune_byte(screen);
        else
            line_byte(screen);
    } while (!screen->gone && !screen->runner->quit && !interrupt_paused && input_waits());
}

static void loop(struct full_screen *screen)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    while (!screen->gone && !screen->runner->quit && !interrupt_end) {
        show_frame(screen);
        int ready = ppoll(&key, 1, NULL, &screen->waiting);
        interrupt_stop = 0;
        if (ready > 0)
            take_input(screen);
        else if (ready < 0 && errno != EINTR)
            screen->gone = true;
        heed_signals(screen);
    }
}

/* What a signal must not destroy. */

static void save_for_next_time(const struct full_screen *screen)
{
    struct text path = {0}, content = {0};
    struct fault fault = {0};
    if (files_autosave(&path) && saved_add_file(&content, screen->session, &fault))
        file_replace(text_string(&path), text_string(&content), content.length, &fault);
    fault_clear(&fault);
    text_clear(&content);
    text_clear(&path);
}

static bool offer_saved(struct full_screen *screen)
{
    struct text path = {0}, text = {0};
    bool there = files_autosave(&path) && access(text_string(&path), R_OK) == 0;
    text_addf(&text, "The last session was ended from outside. load %s brings it back.", text_string(&path));
    if (there)
        log_add(&screen->log, STYLE_BADGE, text_string(&text));
    text_clear(&path);
    text_clear(&text);
    return there;
}

/* A session that was offered and then left in peace is offered no more. */
static void forget_saved(void)
{
    struct text path = {0};
    if (files_autosave(&path))
        unlink(text_string(&path));
    text_clear(&path);
}

static void list_completion(void *to, const char *line)
{
    struct full_screen *screen = to;
    log_add(&screen->log, STYLE_PLAIN, line);
}

struct full_screen *full_screen_open(struct session *session, bool colour, bool ascii, bool may_be_unicode)
{
    interrupt_catch_screen();
    if (!terminal_begin(THEME_DARK, colour))
        return NULL;
    struct full_screen *screen = alloc_array(1, sizeof *screen);
    *screen = (struct full_screen){
        .sink = {.say = say,
                 .value = say,
                 .complain = complain,
                 .picture = picture,
                 .detail = detail,
                 .wait = wait_seconds,
                 .layout = set_layout,
                 .theme = set_theme,
                 .scroll = scroll,
                 .tune = tune,
                 .log = show_log,
                 .ascii = ascii || !may_be_unicode,
                 .may_be_unicode = may_be_unicode},
        .session = session,
        .view = {.session = session},
    };
    interrupt_block(&screen->waiting);
    return screen;
}

struct sink *full_screen_sink(struct full_screen *screen)
{
    return &screen->sink;
}

void full_screen_run(struct full_screen *screen, struct runner *runner)
{
    struct text history = {0};
    bool remembers = files_history(&history), offered = offer_saved(screen);
    screen->runner = runner;
    runner->keep_going = true;
    line_begin(screen->session, remembers ? text_string(&history) : NULL);
    line_screen_begin(prompt, list_completion, screen);
    loop(screen);
    if (interrupt_end)
        save_for_next_time(screen);
    else if (offered)
        forget_saved();
    line_screen_end();
    terminal_end();
    line_end();
    text_clear(&history);
}

void full_screen_close(struct full_screen *screen)
{
    if (screen == NULL)
        return;
    terminal_end();
    sigprocmask(SIG_SETMASK, &screen->waiting, NULL);
    log_clear(&screen->log);
    free(screen->name);
    free(screen);
}
