/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain.c - lines and canvases as text. Everything passes through one function that makes it safe to show. */

#include "ui/plain.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "ui/interrupt.h"
#include "ui/notes.h"

enum { NARROWEST = 40, WIDEST = 100, WITHOUT_TERMINAL = 80, INDENT = 2, BAR = 20 };

static struct plain *plain_of(struct sink *sink)
{
    return (struct plain *)sink;
}

bool plain_flush(struct plain *plain)
{
    errno = 0;
    if ((fflush(plain->out) == 0 && !ferror(plain->out)) || plain->broken)
        return !plain->broken;
    plain->broken = true;
    fprintf(plain->errors, "unroll: cannot write the output: %s\n", strerror(errno != 0 ? errno : EIO));
    return false;
}

/* Adds the string as it is to be seen: safe to show, and in ASCII where that is asked for. */
static void spell(const struct plain *plain, const char *string, struct text *spelt)
{
    struct text visible = {0};
    utf8_add_visible(&visible, string, strlen(string));
    if (plain->sink.ascii)
        utf8_add_ascii(spelt, text_string(&visible));
    else
        text_add(spelt, text_string(&visible));
    text_clear(&visible);
}

/* The only way out for text. */
static void write_line(struct plain *plain, FILE *to, const char *string)
{
    struct text spelt = {0};
    spell(plain, string, &spelt);
    fputs(text_string(&spelt), to);
    fputc('\n', to);
    text_clear(&spelt);
}

static int columns_of(const struct plain *plain)
{
    struct winsize size;
    if (!plain->is_terminal || ioctl(fileno(plain->out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WITHOUT_TERMINAL;
    return size.ws_col < NARROWEST ? NARROWEST : size.ws_col > WIDEST ? WIDEST : size.ws_col;
}

/* A long sentence goes on in further lines, set in by two more blanks than it begins with. */
static void say(struct sink *sink, const char *text)
{
    struct plain *plain = plain_of(sink);
    int columns = columns_of(plain), indent = (int)strspn(text, " ") + INDENT;
    struct text spelt = {0}, line = {0};
    /* Spelt first: the spelling has other widths. */
    spell(plain, text, &spelt);
    text = text_string(&spelt);
    size_t count = utf8_fitting(text, columns);
    text_add_bytes(&line, text, count);
    write_line(plain, plain->out, text_string(&line));
    for (text += count; *text != '\0'; text += count) {
        text += *text == ' ';
        text_empty(&line);
        text_add_blanks(&line, indent);
        count = utf8_fitting(text, columns - indent);
        text_add_bytes(&line, text, count);
        write_line(plain, plain->out, text_string(&line));
    }
    text_clear(&line);
    text_clear(&spelt);
}

/* Bare values are never broken. */
static void value(struct sink *sink, const char *text)
{
    write_line(plain_of(sink), plain_of(sink)->out, text);
}

static void complain(struct sink *sink, const char *text)
{
    struct plain *plain = plain_of(sink);
    /* What was said before the error stands before it. */
    if (plain->is_terminal && interrupt_stop)
        fputc('\n', plain->out);
    plain_flush(plain);
    write_line(plain, plain->errors, text);
    fflush(plain->errors);
}

static const char *colour_of(const struct plain *plain, uint8_t style)
{
    static const char *const many[STYLE_COUNT] = {"", "2", "1", "2", "1", "38;5;74", "38;5;214", "38;5;175", "38;5;36"};
    static const char *const few[STYLE_COUNT] = {"", "2", "1", "2", "1", "36", "33", "35", "32"};
    return plain->many_colours ? many[style] : few[style];
}

/* Adds "38;5;67" or "48;5;17"; nothing for the terminal's own. */
static void add_256(struct text *codes, const char *what, int colour)
{
    if (colour >= 0)
        text_addf(codes, "%s%s;5;%d", codes->length > 0 ? ";" : "", what, colour);
}

/* The character of a cell, and the codes that colour it. */
static uint32_t colour_cell(const struct plain *plain, struct cell cell, struct text *codes)
{
    bool on_map = cell.upper != SHADE_NONE && plain->colour;
    if (on_map && plain->many_colours && !plain->sink.ascii) {
        struct map_look look = map_look_of(cell);
        text_add(codes, look.bold ? "1" : "");
        add_256(codes, "38", look.colour);
        add_256(codes, "48", look.ground);
        return look.code;
    }
    if (on_map && cell.bare && cell.upper != SHADE_UNDEFINED)
        text_addf(codes, "3%d", shades[cell.upper - SHADE_FIRST].few);
    else if (cell.style != STYLE_PLAIN && cell.code != ' ')
        text_add(codes, colour_of(plain, cell.style));
    return cell.code;
}

static void add_row(struct text *line, const struct plain *plain, const struct canvas *canvas, int row)
{
    int used = canvas_used(canvas, row);
    struct text before = {0};
    for (int column = 0; column < used; column++) {
        struct text codes = {0};
        uint32_t code = colour_cell(plain, canvas_cell(canvas, row, column), &codes);
        /* A blank looks alike in any colour, but not on any ground. */
        bool blank = code == ' ' && codes.length == 0 && strstr(text_string(&before), "48;") == NULL;
        if (plain->colour && code != 0 && !blank && strcmp(text_string(&codes), text_string(&before)) != 0) {
            text_add(line, "\033[0m");
            if (codes.length > 0)
                text_addf(line, "\033[%sm", text_string(&codes));
            text_empty(&before);
            text_add(&before, text_string(&codes));
        }
        if (code != 0)
            utf8_add(line, code);
        text_clear(&codes);
    }
    if (before.length > 0)
        text_add(line, "\033[0m");
    text_clear(&before);
}

static void write_canvas(struct plain *plain, const struct canvas *canvas, int indent)
{
    for (int row = 0; row < canvas_rows(canvas); row++) {
        struct text line = {0};
        text_add_blanks(&line, canvas_used(canvas, row) > 0 ? indent : 0);
        add_row(&line, plain, canvas, row);
        fputs(text_string(&line), plain->out);
        fputc('\n', plain->out);
        text_clear(&line);
    }
}

static void picture(struct sink *sink, const struct panel *panel, const struct view *view)
{
    struct plain *plain = plain_of(sink);
    struct canvas *canvas = panel_picture(panel, view, columns_of(plain), sink->ascii);
    write_canvas(plain, canvas, 0);
    canvas_free(canvas);
}

static void room(struct sink *sink, const struct panel *panel, const struct view *view, int *rows, int *columns)
{
    *columns = columns_of(plain_of(sink)) - PANEL_FRAME_COLUMNS;
    *rows = panel->rows(view, *columns, sink->ascii);
}

static void detail(struct sink *sink, const struct panel *panel, const struct view *view)
{
    struct plain *plain = plain_of(sink);
    int columns = columns_of(plain) - INDENT;
    struct canvas *canvas = canvas_new(panel->rows(view, columns, sink->ascii), columns, sink->ascii);
    struct area area = canvas_area(canvas);
    panel->draw(view, &area);
    write_canvas(plain, canvas, INDENT);
    canvas_free(canvas);
}

/* Waits for a key, which is taken, or for the time. */
static bool wait_for_key(double seconds)
{
    struct termios before, keys;
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    char ignored[64];
    if (tcgetattr(STDIN_FILENO, &before) != 0)
        return true;
    keys = before;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSANOW, &keys);
    bool pressed = poll(&key, 1, (int)(seconds * 1000)) != 0;
    bool taken = !pressed || interrupt_stop || read(STDIN_FILENO, ignored, sizeof ignored) >= 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return pressed || interrupt_stop || !taken;
}

/* Nobody is waited for when no terminal is there to see it. */
static bool wait_seconds(struct sink *sink, double seconds)
{
    struct plain *plain = plain_of(sink);
    if (!plain_flush(plain))
        return false;
    if (!plain->is_terminal || !isatty(STDIN_FILENO))
        return !interrupt_stop;
    return !wait_for_key(seconds);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static const double BAR_AFTER = 0.5, BAR_EVERY = 0.25; /* seconds */

/* The row the cursor is in becomes the bar, or blank for NULL; the bar is never longer than the narrowest terminal. */
static void draw_bar(struct plain *plain, const char *what, double part)
{
    struct text bar = {0}, spelt = {0};
    for (int i = 0; what != NULL && i < BAR; i++)
        text_add(&bar, i < part * BAR ? "█" : "░");
    if (what != NULL)
        text_addf(&bar, " %3d %% of %s", (int)(part * 100), what);
    spell(plain, text_string(&bar), &spelt);
    text_add_blanks(&spelt, what == NULL ? NARROWEST - 1 : 0);
    fprintf(plain->out, "\r%s%s", text_string(&spelt), what == NULL ? "\r" : "");
    fflush(plain->out);
    text_clear(&bar);
    text_clear(&spelt);
}

/* Only a person at a terminal is told, and only of work that takes a while. */
static void progress(struct sink *sink, const char *what, double part)
{
    struct plain *plain = plain_of(sink);
    double time = now();
    if (!plain->is_terminal)
        return;
    if (what == NULL || plain->began == 0) {
        if (plain->drawn > 0 || (what == NULL && interrupt_stop))
            draw_bar(plain, NULL, 0);
        plain->began = what == NULL ? 0 : time;
        plain->drawn = 0;
    } else if (time - plain->began > BAR_AFTER && time - plain->drawn > BAR_EVERY) {
        draw_bar(plain, what, part);
        plain->drawn = time;
    }
}

void plain_init(struct plain *plain, FILE *out, FILE *errors, bool colour, bool ascii, bool may_be_unicode)
{
    const char *terminal = getenv("TERM");
    *plain = (struct plain){
        .sink = {.say = say,
                 .value = value,
                 .complain = complain,
                 .picture = picture,
                 .detail = detail,
                 .wait = wait_seconds,
                 .notes = notes_send,
                 .room = room,
                 .progress = progress,
                 .ascii = ascii || !may_be_unicode,
                 .may_be_unicode = may_be_unicode},
        .out = out,
        .errors = errors,
        .colour = colour,
        .many_colours = terminal != NULL && strstr(terminal, "256color") != NULL,
        .is_terminal = isatty(fileno(out)) != 0,
    };
}
