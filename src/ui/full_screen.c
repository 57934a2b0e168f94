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
#include "command/study.h"
#include "ui/autosave.h"
#include "ui/clock.h"
#include "ui/files.h"
#include "ui/frame.h"
#include "ui/input.h"
#include "ui/interrupt.h"
#include "ui/line.h"
#include "ui/mouse.h"
#include "ui/notes.h"
#include "ui/terminal.h"

struct full_screen {
    struct sink sink; /* first: the sink's functions get a pointer to it */
    struct session *session;
    struct runner *runner;
    struct frame frame;
    bool scrolled;            /* the last command only moved the log */
    double work_shown;        /* when a frame of long work was last shown, in seconds */
    struct text lesson_title; /* of the step of the lesson that is shown */
    struct text hint;         /* at the right of the line */
    bool will_tune;           /* a command asked for a slider on parameter */
    struct quantity parameter;
    struct tuner tuner;
    sigset_t waiting; /* the signals kept back while waiting for a key: none of ours */
    bool gone;
};

static struct full_screen *screen_of(struct sink *sink)
{
    return (struct full_screen *)sink;
}

/* The sink. */

static void say(struct sink *sink, const char *text)
{
    log_add(&screen_of(sink)->frame.log, STYLE_PLAIN, text);
}

static void complain(struct sink *sink, const char *text)
{
    log_add(&screen_of(sink)->frame.log, STYLE_NEGATIVE, text);
}

static void picture(struct sink *sink, const struct panel *panel, const struct view *view)
{
    frame_choose(&screen_of(sink)->frame, panel, view);
}

/* What the panels of a step and of a lesson show anyway. A new step of a lesson begins with the layout's own panels,
 * and where there is no room for its page the log has it. */
static void detail(struct sink *sink, const struct panel *panel, const struct view *view)
{
    struct full_screen *screen = screen_of(sink);
    if (panel != &panel_lesson)
        return;
    screen->frame.sheet = view->sheet;
    if (strcmp(text_string(&screen->lesson_title), text_string(&view->sheet->title)) != 0) {
        text_empty(&screen->lesson_title);
        text_add(&screen->lesson_title, text_string(&view->sheet->title));
        frame_choose(&screen->frame, NULL, &(struct view){.session = screen->session});
    }
    if (!frame_shows(&screen->frame, &panel_lesson))
        frame_log_page(&screen->frame);
}

static bool set_layout(struct sink *sink, const char *name)
{
    bool big = strcmp(name, "big") == 0;
    if (!big && strcmp(name, "auto") != 0)
        return false;
    screen_of(sink)->frame.big = big;
    return true;
}

static void set_theme(struct sink *sink, enum theme theme)
{
    (void)sink;
    terminal_theme(theme);
}

/* What can be done now: in a lesson how to answer, or how to go on. */
static void add_hint(struct full_screen *screen, const struct player *player)
{
    struct text *hint = &screen->hint;
    text_empty(hint);
    if (player == NULL) {
        text_add(hint, "→ step   ← back   Tab complete   ? help");
    } else if (player_question(player) == NULL) {
        /* While a page is still running it does not say yet how it goes on. */
        const char *guide = sheet_last(player_sheet(player), ENTRY_GUIDE);
        text_add(hint, guide != NULL ? guide : "");
    } else {
        const char *how = sheet_last(player_sheet(player), ENTRY_HOW);
        text_addf(hint, "%s%shint   skip", how != NULL ? how : "", how != NULL ? "   " : "");
    }
    screen->frame.hint = text_string(hint);
}

/* What a lesson has chosen to show is not what one's own network was left with. */
static void leave_lesson(struct full_screen *screen)
{
    text_empty(&screen->lesson_title);
    frame_choose(&screen->frame, NULL, &(struct view){.session = screen->session});
}

/* Which lesson is open, if any: a line may have opened or left one. */
static void see_lesson(struct full_screen *screen)
{
    struct text prompt = {0};
    /* Before the loop begins, what runs may wait and want to be seen. */
    if (screen->runner == NULL)
        return;
    const struct player *player = study_player(screen->runner);
    if (screen->frame.sheet != NULL && player == NULL)
        leave_lesson(screen);
    screen->frame.sheet = player != NULL ? player_sheet(player) : NULL;
    add_hint(screen, player);
    study_add_prompt(screen->runner, &prompt);
    line_screen_prompt(text_string(&prompt));
    text_clear(&prompt);
}

static void scroll(struct sink *sink, bool up, int rows)
{
    see_lesson(screen_of(sink));
    screen_of(sink)->scrolled = true;
    frame_scroll(&screen_of(sink)->frame, up, rows);
}

static void tune(struct sink *sink, const struct quantity *parameter)
{
    struct full_screen *screen = screen_of(sink);
    screen->parameter = *parameter;
    screen->will_tune = true;
}

static void show_log(struct sink *sink)
{
    screen_of(sink)->frame.whole_log = true;
}

static void show(struct full_screen *screen)
{
    see_lesson(screen);
    frame_show(&screen->frame);
}

/* Signals. */

/* True when there were any. */
static bool heed_signals(struct full_screen *screen)
{
    bool any = interrupt_paused || interrupt_continued || interrupt_resized;
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
    return any;
}

/* Waits for a key until then; a signal that only disturbs leads to a new frame. True when a key is there. */
static bool wait_until(struct full_screen *screen, double then)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    for (;;) {
        double left = then - clock_now();
        struct timespec time = {(time_t)(left > 0 ? left : 0),
                                (long)((left > 0 ? left - (double)(time_t)left : 0) * 1e9)};
        int ready = ppoll(&key, 1, &time, &screen->waiting);
        if (ready >= 0)
            return ready > 0;
        if (interrupt_stop)
            return true;
        heed_signals(screen);
        show(screen);
    }
}

static bool input_waits(int milliseconds)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&key, 1, milliseconds) > 0;
}

/* Reads a byte; without one the terminal has vanished. */
static bool read_byte(unsigned char *byte)
{
    if (read(STDIN_FILENO, byte, 1) == 1)
        return true;
    interrupt_stop = 1;
    interrupt_end = interrupt_end != 0 ? interrupt_end : SIGHUP;
    return false;
}

enum { REST_OF_A_KEY = 100 }; /* milliseconds it may take to come */

static void use_up_key(void)
{
    struct keystroke key = {0};
    unsigned char byte;
    while (read_byte(&byte) && !keystroke_ends(&key, byte) && input_waits(REST_OF_A_KEY))
        continue;
}

/* A step of `play`: any key ends it and is used up, and nothing that was typed behind it. */
static bool wait_seconds(struct sink *sink, double seconds)
{
    struct full_screen *screen = screen_of(sink);
    sigset_t open;
    /* A signal that comes just before the wait must not be slept over. */
    interrupt_block(&open);
    screen->frame.playing = seconds > 0;
    show(screen);
    bool pressed = interrupt_stop || wait_until(screen, clock_now() + seconds);
    screen->frame.playing = false;
    sigprocmask(SIG_SETMASK, &open, NULL);
    if (!pressed)
        return !interrupt_stop;
    if (!interrupt_stop)
        use_up_key();
    return false;
}

static void room(struct sink *sink, const struct panel *panel, const struct view *view, int *rows, int *columns)
{
    (void)view;
    frame_room(&screen_of(sink)->frame, panel, rows, columns);
}

static const double WORK_EVERY = 0.1; /* seconds */

static void progress(struct sink *sink, const char *what, double part)
{
    struct full_screen *screen = screen_of(sink);
    struct frame *frame = &screen->frame;
    sigset_t open;
    if (frame->work == NULL || what == NULL)
        screen->work_shown = clock_now();
    frame->work = what;
    frame->work_part = part;
    if (what == NULL || clock_now() - screen->work_shown < WORK_EVERY)
        return;
    interrupt_block(&open);
    show(screen);
    sigprocmask(SIG_SETMASK, &open, NULL);
    screen->work_shown = clock_now();
}

/* Running what was asked for. */

static void run(struct full_screen *screen, const char *line, bool typed)
{
    struct frame *frame = &screen->frame;
    long answer = frame->answer;
    int up = frame->up;
    bool whole_log = frame->whole_log;
    bool again = line[strspn(line, " \t")] == '\0';
    if (again && run_empty(screen->runner) == NULL)
        return;
    frame_begin_answer(frame, again ? run_empty(screen->runner) : line);
    frame->up = up;
    screen->scrolled = false;
    long said = log_added(&frame->log);
    if (typed)
        run_typed(screen->runner, line);
    else
        run_line(screen->runner, line);
    see_lesson(screen);
    /* What only scrolls leaves nothing in the log. */
    if (screen->scrolled && log_added(&frame->log) == said) {
        log_drop(&frame->log);
        frame->answer = answer;
        frame->whole_log = whole_log;
        return;
    }
    frame->up = 0;
    frame_end_answer(frame);
}

/* Ctrl-C reaches what is run, */
static void let_signals_in(const struct full_screen *screen)
{
    terminal_signals(true);
    sigprocmask(SIG_SETMASK, &screen->waiting, NULL);
}

/* and what comes too late for it is not meant for what comes next. */
static void keep_signals_out(void)
{
    interrupt_block(&(sigset_t){0});
    terminal_signals(false);
    interrupt_forget();
}

/* A paste may hold several lines. */
static void run_lines(struct full_screen *screen, char *line, bool typed)
{
    interrupt_forget();
    let_signals_in(screen);
    while (line != NULL && !screen->runner->quit && !interrupt_stop) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        run(screen, line, typed);
        line = end != NULL && end[1] != '\0' ? end + 1 : NULL;
    }
    if (line != NULL && interrupt_stop)
        log_add(&screen->frame.log, STYLE_NEGATIVE, "The lines that were pasted behind it are not run.");
    keep_signals_out();
}

/* A slider that was asked for, once the line is done: what stood behind it may have changed the network. */
static void begin_tuning(struct full_screen *screen)
{
    if (!screen->will_tune)
        return;
    screen->will_tune = false;
    if (tuner_begin(&screen->tuner, screen->session, &screen->parameter))
        screen->frame.tuner = &screen->tuner;
    else
        log_add(&screen->frame.log, STYLE_NEGATIVE, "The network no longer has the number that was to be tuned.");
}

static void end_tuning(struct full_screen *screen)
{
    if (screen->frame.tuner != NULL)
        tuner_clear(&screen->tuner);
    screen->frame.tuner = NULL;
}

static void tune_byte(struct full_screen *screen)
{
    unsigned char byte;
    struct fault fault = {0};
    struct text text = {0};
    if (!read_byte(&byte)) {
        screen->gone = true;
        return;
    }
    enum tuner_result result = tuner_byte(&screen->tuner, byte, &fault);
    if (fault.message.length > 0)
        log_add(&screen->frame.log, STYLE_NEGATIVE, text_string(&fault.message));
    tuner_add_assignment(&screen->tuner, &text);
    if (result == TUNER_TAKEN_BACK)
        text_add(&text, ", as before");
    if (result != TUNER_GOES_ON) {
        log_add(&screen->frame.log, STYLE_PLAIN, text_string(&text));
        end_tuning(screen);
        study_look(screen->runner);
    }
    text_clear(&text);
    fault_clear(&fault);
}

/* The wheel's line is that of its row; a click's ends with the step it is on. */
static void point(struct full_screen *screen, const char *report)
{
    struct mouse mouse;
    struct text line = {0};
    if (!mouse_read(report, &mouse))
        return;
    int t = frame_step_at(&screen->frame, mouse.row, mouse.column);
    bool backward = tape_place(&screen->session->tape).phase == PHASE_BACKWARD;
    if (strcmp(mouse.key->line, "goto t") != 0)
        text_add(&line, mouse.key->line);
    else if (t >= backward)
        text_addf(&line, backward ? "goto back %d" : "goto %d", t);
    if (line.length > 0)
        run_lines(screen, line.bytes, false);
    text_clear(&line);
}

/* True when it has edited the line, and nothing else. */
static bool line_byte(struct full_screen *screen)
{
    char *line = NULL;
    long said = log_added(&screen->frame.log);
    enum line_event event = line_screen_key(&line);
    switch (event) {
    case LINE_GIVEN:
        run_lines(screen, line, true);
        break;
    case LINE_KEY:
        run_lines(screen, line, false);
        break;
    case LINE_MOUSE:
        point(screen, line);
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
    if (input_vanished() && !interrupt_end)
        interrupt_end = SIGHUP;
    begin_tuning(screen);
    return event == LINE_NOTHING && log_added(&screen->frame.log) == said;
}

/* True when all of it has edited the line, and nothing else. */
static bool take_input(struct full_screen *screen)
{
    bool edited = true;
    do {
        if (screen->frame.tuner != NULL) {
            tune_byte(screen);
            edited = false;
        } else {
            edited = line_byte(screen) && edited;
        }
    } while (!screen->gone && !screen->runner->quit && !interrupt_paused && input_waits(0));
    return edited;
}

static void loop(struct full_screen *screen)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    bool edited = false; /* only the line differs from what is shown */
    begin_tuning(screen);
    while (!screen->gone && !screen->runner->quit && !interrupt_end) {
        if (edited)
            frame_show_line(&screen->frame);
        else
            show(screen);
        int ready = ppoll(&key, 1, NULL, &screen->waiting);
        interrupt_stop = 0;
        edited = ready > 0 && take_input(screen);
        if (ready < 0 && errno != EINTR)
            screen->gone = true;
        edited = !heed_signals(screen) && edited;
    }
}

static void list_completion(void *to, const char *line)
{
    struct full_screen *screen = to;
    log_add(&screen->frame.log, STYLE_PLAIN, line);
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
                 .notes = notes_send,
                 .room = room,
                 .progress = progress,
                 .layout = set_layout,
                 .theme = set_theme,
                 .scroll = scroll,
                 .tune = tune,
                 .log = show_log,
                 .pins = true,
                 .ascii = ascii || !may_be_unicode,
                 .may_be_unicode = may_be_unicode,
                 .mouse = true},
        .session = session,
    };
    screen->frame = (struct frame){.session = session, .sink = &screen->sink, .view = {.session = session}};
    interrupt_block(&screen->waiting);
    /* What runs before the loop begins. */
    let_signals_in(screen);
    return screen;
}

struct sink *full_screen_sink(struct full_screen *screen)
{
    return &screen->sink;
}

void full_screen_run(struct full_screen *screen, struct runner *runner)
{
    struct text history = {0}, offer = {0}, complaint = {0};
    bool remembers = files_history(&history);
    keep_signals_out();
    autosave_begin(runner, &offer);
    if (offer.length > 0)
        log_add(&screen->frame.log, STYLE_BADGE, text_string(&offer));
    text_clear(&offer);
    screen->runner = runner;
    runner->keep_going = true;
    line_screen_begin("unroll> ", list_completion, screen);
    show(screen);
    line_begin(screen->session, remembers ? text_string(&history) : NULL);
    line_screen_listen();
    loop(screen);
    autosave_end(interrupt_end != 0, &complaint);
    line_screen_end();
    terminal_end();
    line_end(&complaint);
    fputs(text_string(&complaint), stderr);
    text_clear(&complaint);
    text_clear(&history);
}

void full_screen_close(struct full_screen *screen)
{
    if (screen == NULL)
        return;
    terminal_end();
    sigprocmask(SIG_SETMASK, &screen->waiting, NULL);
    end_tuning(screen);
    frame_clear(&screen->frame);
    text_clear(&screen->lesson_title);
    text_clear(&screen->hint);
    free(screen);
}
