/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain.c - lines and canvases as text. Everything passes through one function that makes it safe to show. */

#include "ui/plain.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/utf8.h"
#include "panel/coloured.h"
#include "ui/clock.h"
#include "ui/interrupt.h"
#include "ui/notes.h"

enum { NARROWEST = 40, WIDEST = 100, WITHOUT_TERMINAL = 80, INDENT = 2, BAR = 20, PIECE = 4096 };

static struct plain *plain_of(struct sink *sink)
{
    return (struct plain *)sink;
}

bool plain_flush(struct plain *plain)
{
    if (fflush(plain->out) != 0)
        plain->why = errno;
    bool done = !ferror(plain->out);
    /* A write that a signal ended has not failed. */
    if (interrupt_stop)
        clearerr(plain->out);
    plain->cut = false;
    if (done || interrupt_stop || plain->broken)
        return !plain->broken;
    plain->broken = true;
    /* What readline could not write leaves no reason. */
    fprintf(plain->errors, "unroll: cannot write the output%s%s\n", plain->why != 0 ? ": " : "",
            plain->why != 0 ? strerror(plain->why) : "");
    return false;
}

/* Writes the bytes. When Ctrl-C comes meanwhile the rest is not written, nor what follows until the next flush: the
 * terminal may be slow, and nobody may be reading from a pipe. */
static void put(struct plain *plain, const char *bytes, size_t count)
{
    bool before = interrupt_stop != 0;
    while (count > 0 && !plain->cut && !ferror(plain->out)) {
        size_t piece = count < PIECE ? count : PIECE;
        if (fwrite(bytes, 1, piece, plain->out) < piece)
            plain->why = errno;
        bytes += piece;
        count -= piece;
        plain->cut = !before && interrupt_stop;
    }
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

static void put_text(struct plain *plain, struct text *text)
{
    put(plain, text_string(text), text->length);
    text_clear(text);
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
    struct text spelt = {0}, lines = {0};
    /* Spelt first: the spelling has other widths. */
    spell(plain, text, &spelt);
    utf8_add_wrapped(&lines, text_string(&spelt), columns_of(plain), (int)strspn(text, " ") + INDENT);
    put_text(plain, &lines);
    text_clear(&spelt);
}

/* The bytes up to a blank behind a piece, where a text can be parted. */
static size_t part_of(const char *text)
{
    size_t length = strnlen(text, PIECE);
    return length + strcspn(text + length, " \n");
}

/* Bare values are never broken. There may be ten million of them, and Ctrl-C may come between two parts. */
static void value(struct sink *sink, const char *text)
{
    struct plain *plain = plain_of(sink);
    bool before = interrupt_stop != 0;
    while (*text != '\0' && !plain->cut) {
        struct text part = {0}, spelt = {0};
        size_t length = part_of(text);
        text_add_bytes(&part, text, length);
        spell(plain, text_string(&part), &spelt);
        put_text(plain, &spelt);
        plain->cut = plain->cut || (!before && interrupt_stop);
        text_clear(&part);
        text += length;
    }
    put(plain, "\n", 1);
}

static void complain(struct sink *sink, const char *text)
{
    struct plain *plain = plain_of(sink);
    struct text spelt = {0};
    spell(plain, text, &spelt);
    text_add(&spelt, "\n");
    /* What was said before the error stands before it. */
    plain_flush(plain);
    if (plain->is_terminal && interrupt_stop)
        put(plain, "\n", 1);
    plain_flush(plain);
    fputs(text_string(&spelt), plain->errors);
    fflush(plain->errors);
    text_clear(&spelt);
}

static enum colours colours_of(const struct plain *plain)
{
    return !plain->colour ? COLOURS_NONE : plain->many_colours ? COLOURS_MANY : COLOURS_FEW;
}

static void write_canvas(struct plain *plain, const struct canvas *canvas, int indent)
{
    for (int row = 0; row < canvas_rows(canvas); row++) {
        struct text line = {0};
        text_add_blanks(&line, canvas_used(canvas, row) > 0 ? indent : 0);
        coloured_add_row(&line, canvas, row, colours_of(plain));
        text_add(&line, "\n");
        put_text(plain, &line);
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

static const double BAR_AFTER = 0.5, BAR_EVERY = 0.25; /* seconds */

/* The row the cursor is in becomes the bar, or blank for NULL; the bar is never longer than the narrowest terminal. */
static void draw_bar(struct plain *plain, const char *what, double part)
{
    struct text bar = {0}, spelt = {0};
    text_add(&spelt, "\r");
    for (int i = 0; what != NULL && i < BAR; i++)
        text_add(&bar, i < part * BAR ? "█" : "░");
    if (what != NULL)
        text_addf(&bar, " %3d %% of %s", (int)(part * 100), what);
    spell(plain, text_string(&bar), &spelt);
    text_add_blanks(&spelt, what == NULL ? NARROWEST - 1 : 0);
    text_add(&spelt, what == NULL ? "\r" : "");
    put_text(plain, &spelt);
    fflush(plain->out);
    text_clear(&bar);
}

/* Only a person at a terminal is told, and only of work that takes a while. */
static void progress(struct sink *sink, const char *what, double part)
{
    struct plain *plain = plain_of(sink);
    double time = clock_now();
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
