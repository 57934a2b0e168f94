/* SPDX-License-Identifier: GPL-3.0-or-later */
/* screen.h - the program on a terminal that can be looked at: a pty, and libvterm to read what is drawn.
 *
 * Nothing sleeps: each test waits for the screen that must come, with a generous deadline. One test has one terminal.
 * The program finds nothing of the person's who runs the tests: its home is a new folder under /tmp. */

#ifndef UNROLL_TESTS_SCREEN_H
#define UNROLL_TESTS_SCREEN_H

#include <pty.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <utmp.h>

#include <vterm.h>

#include "base/utf8.h"
#include "tests/process.h"

enum { DEADLINE = 20 };

static struct {
    int master, rows, columns;
    pid_t program;
    VTerm *vterm;
    VTermScreen *screen;
    bool alternate, closed, cursor_shown, mouse; /* the last: clicks are to be reported */
    struct termios before;
    char home[64]; /* of the program: history and autosave are there */
} terminal;

/* A terminal as most people have it. */
static const struct start ordinary = {.environment = {"TERM=xterm-256color"}};

static inline int screen_property(VTermProp prop, VTermValue *value, void *user)
{
    (void)user;
    if (prop == VTERM_PROP_ALTSCREEN)
        terminal.alternate = value->boolean;
    if (prop == VTERM_PROP_MOUSE)
        terminal.mouse = value->number != VTERM_PROP_MOUSE_NONE;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        terminal.cursor_shown = value->boolean;
    return 1;
}

/* A shell in miniature, so that Ctrl-Z has somebody to come back to: it says when the program pauses, and a byte makes
 * it go on. */
static inline int be_shell(pid_t program)
{
    int status;
    char byte;
    signal(SIGTTOU, SIG_IGN);
    while (waitpid(program, &status, WUNTRACED) == program && WIFSTOPPED(status)) {
        tcsetpgrp(STDIN_FILENO, getpgrp());
        if (write(STDOUT_FILENO, "paused", 6) != 6 || read(STDIN_FILENO, &byte, 1) != 1)
            return 1;
        tcsetpgrp(STDIN_FILENO, program);
        kill(program, SIGCONT);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

static inline void become_program(const struct start *start, bool under_shell)
{
    struct start at_home = *start;
    char home[96], state[96];
    int count = 0;
    while (at_home.environment[count] != NULL)
        count++;
    snprintf(home, sizeof home, "HOME=%s", terminal.home);
    snprintf(state, sizeof state, "XDG_STATE_HOME=%s", terminal.home);
    at_home.environment[count++] = home;
    at_home.environment[count] = state;
    pid_t program = under_shell ? fork() : 0;
    if (program == 0) {
        if (under_shell) {
            signal(SIGTTOU, SIG_IGN);
            setpgid(0, 0);
            tcsetpgrp(STDIN_FILENO, getpid());
            signal(SIGTTOU, SIG_DFL);
        }
        process_become(&at_home);
    }
    _exit(be_shell(program));
}

static inline void make_terminal(int rows, int columns)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = screen_property};
    terminal.rows = rows;
    terminal.columns = columns;
    terminal.closed = false;
    terminal.vterm = vterm_new(rows, columns);
    vterm_set_utf8(terminal.vterm, 1);
    terminal.screen = vterm_obtain_screen(terminal.vterm);
    vterm_screen_set_callbacks(terminal.screen, &callbacks, NULL);
    vterm_screen_enable_altscreen(terminal.screen, 1);
    vterm_screen_reset(terminal.screen, 1);
}

/* Gives up the terminal; the folder stays. */
static inline void drop_terminal(void)
{
    close(terminal.master);
    vterm_free(terminal.vterm);
    terminal.vterm = NULL;
}

static inline void make_home(void)
{
    if (terminal.home[0] != '\0')
        return;
    strcpy(terminal.home, "/tmp/unroll-screen-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(terminal.home));
}

/* Starts the program as described on a terminal of that size; its streams are the terminal's. The second program of a
 * test gets a new terminal and finds what the first has left at home. */
static inline void start_as(int rows, int columns, const struct start *start, bool under_shell)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    int slave;
    process_program();
    if (terminal.vterm != NULL)
        drop_terminal();
    make_terminal(rows, columns);
    make_home();
    ck_assert_int_eq(openpty(&terminal.master, &slave, NULL, NULL, &size), 0);
    tcgetattr(terminal.master, &terminal.before);
    terminal.program = fork();
    if (terminal.program == 0) {
        close(terminal.master);
        login_tty(slave);
        if (chdir(terminal.home) == 0)
            become_program(start, under_shell);
        _exit(127);
    }
    close(slave);
}

static inline void start(int rows, int columns)
{
    start_as(rows, columns, &ordinary, false);
}

/* Takes what the program has written, waiting for it so many milliseconds at most; false when there was nothing. */
static inline bool take_output(int milliseconds)
{
    struct pollfd ready = {.fd = terminal.master, .events = POLLIN};
    char bytes[4096];
    if (poll(&ready, 1, milliseconds) <= 0)
        return false;
    ssize_t count = read(terminal.master, bytes, sizeof bytes);
    if (count > 0)
        vterm_input_write(terminal.vterm, bytes, (size_t)count);
    else
        terminal.closed = true;
    return count > 0;
}

static inline void pump(void)
{
    take_output(20);
}

static inline VTermScreenCell screen_cell(int row, int column)
{
    VTermScreenCell cell;
    vterm_screen_get_cell(terminal.screen, (VTermPos){row, column}, &cell);
    return cell;
}

static inline bool is_blank(const VTermScreenCell *cell)
{
    return cell->chars[0] == 0 || cell->chars[0] == ' ' || cell->chars[0] == UINT32_MAX;
}

/* Adds the characters of the row, one for each column. */
static inline void add_row(struct text *text, int row)
{
    for (int column = 0; column < terminal.columns; column++) {
        VTermScreenCell cell = screen_cell(row, column);
        utf8_add(text, is_blank(&cell) ? ' ' : cell.chars[0]);
    }
    text_add(text, "\n");
}

static inline void add_screen(struct text *text)
{
    for (int row = 0; row < terminal.rows; row++)
        add_row(text, row);
}

/* How a cell looks beside its character, as one letter; a blank looks like a blank. */
static const struct {
    char letter;
    int colour; /* -1 for the terminal's own */
    bool bold;
} looks[] = {{'.', -1, false},  {'B', -1, true},   {'f', 240, false}, {'d', 244, false}, {'A', 184, true},
             {'p', 74, false},  {'n', 214, false}, {'m', 175, false}, {'g', 36, false},  {'F', 250, false},
             {'D', 243, false}, {'P', 25, false},  {'N', 166, false}, {'M', 133, false}, {'G', 29, false},
             {'1', 17, false},  {'2', 54, false},  {'3', 60, false},  {'4', 67, false},  {'5', 73, false},
             {'6', 78, false},  {'7', 185, false}, {'8', 228, false}, {'W', 231, true},  {'K', 16, true}};

enum { LOOKS = sizeof looks / sizeof *looks };

/* The colour's number, -1 for the terminal's own. */
static inline int colour_of(const VTermScreenCell *cell)
{
    return VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) ? -1 : cell->fg.indexed.idx;
}

/* Nothing here draws with underlines or the like. */
static inline bool is_bare(const VTermScreenCell *cell)
{
    return !cell->attrs.underline && !cell->attrs.italic && !cell->attrs.blink && !cell->attrs.reverse &&
           !cell->attrs.strike;
}

/* The letter of a colour, bold or not; '?' when there is none. */
static inline char letter_of(int colour, bool bold)
{
    for (int i = 0; i < LOOKS; i++) {
        if (looks[i].colour == colour && looks[i].bold == bold)
            return looks[i].letter;
    }
    return '?';
}

/* The letter, '?' for a look that has none. */
static inline char look_of(const VTermScreenCell *cell)
{
    if (!is_bare(cell))
        return '?';
    return is_blank(cell) ? ' ' : letter_of(colour_of(cell), cell->attrs.bold);
}

/* The letter of its ground; only maps have one. */
static inline char ground_of(const VTermScreenCell *cell)
{
    return VTERM_COLOR_IS_DEFAULT_BG(&cell->bg) ? ' ' : letter_of(cell->bg.indexed.idx, false);
}

/* Adds the letter of every cell, row by row. */
static inline void add_letters(struct text *text, char (*letter_of_cell)(const VTermScreenCell *cell))
{
    for (int row = 0; row < terminal.rows; row++) {
        for (int column = 0; column < terminal.columns; column++) {
            VTermScreenCell cell = screen_cell(row, column);
            char letter = letter_of_cell(&cell);
            text_add_bytes(text, &letter, 1);
        }
        text_add(text, "\n");
    }
}

/* Adds where the cursor stands, both counted from 0. */
static inline void add_cursor(struct text *text)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal.vterm), &at);
    text_addf(text, "row %d, column %d%s\n", at.row, at.col, terminal.cursor_shown ? "" : ", hidden");
}

static inline void add_everything(struct text *text)
{
    add_screen(text);
    add_letters(text, look_of);
    add_letters(text, ground_of);
    add_cursor(text);
}

static inline bool shows(const char *wanted)
{
    struct text text = {0};
    add_screen(&text);
    bool found = strstr(text_string(&text), wanted) != NULL;
    text_clear(&text);
    return found;
}

/* For a person who wants to know why a test failed. */
static inline void print_screen(void)
{
    struct text text = {0};
    add_screen(&text);
    fputs(text_string(&text), stderr);
    text_clear(&text);
}

static inline void wait_while(bool shown, const char *wanted)
{
    time_t end = time(NULL) + DEADLINE;
    while (shows(wanted) == shown) {
        if (time(NULL) > end || terminal.closed) {
            print_screen();
            int status = -1;
            pid_t gone = waitpid(terminal.program, &status, WNOHANG);
            ck_abort_msg("'%s' %s; closed %d, ended %d with status %x", wanted, shown ? "stays" : "does not come",
                         terminal.closed, gone == terminal.program, (unsigned)status);
        }
        pump();
    }
}

static inline void wait_for(const char *wanted)
{
    wait_while(false, wanted);
}

/* While there is no room for the bytes, what the program says is taken: it may be waiting for that. */
static inline void type(const char *bytes)
{
    time_t end = time(NULL) + DEADLINE;
    struct pollfd room = {.fd = terminal.master, .events = POLLOUT};
    while (poll(&room, 1, 0) == 0 && !terminal.closed) {
        ck_assert_msg(time(NULL) <= end, "the program does not read");
        pump();
    }
    ck_assert_int_eq(write(terminal.master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

/* Types both, one after the other, until the wanted text is on the screen. */
static inline void insist(const char *first, const char *second, const char *wanted)
{
    time_t end = time(NULL) + DEADLINE;
    while (!shows(wanted)) {
        ck_assert_msg(time(NULL) <= end && !terminal.closed, "'%s' does not come", wanted);
        type(first);
        pump();
        type(second);
        for (int i = 0; i < 50 && !shows(wanted); i++)
            pump();
    }
}

/* Two faults of libvterm 0.1.4 are kept away, both for what still comes of a frame drawn for the old size. A scrolling
 * region that is set when the screen shrinks stays as it was, and scrolling it writes outside of memory. A wide
 * character is fatal where there is only one column. */
static inline void resize_vterm(int rows, int columns)
{
    static const char whole_region[] = "\033[r";
    vterm_input_write(terminal.vterm, whole_region, sizeof whole_region - 1);
    vterm_set_size(terminal.vterm, rows, columns < 2 ? 2 : columns);
}

static inline void resize(int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    resize_vterm(rows, columns);
    terminal.rows = rows;
    terminal.columns = columns;
    ioctl(terminal.master, TIOCSWINSZ, &size);
}

/* The program's wait status once it has ended. */
static inline int ended(void)
{
    time_t end = time(NULL) + DEADLINE;
    int status;
    while (waitpid(terminal.program, &status, WNOHANG) == 0) {
        ck_assert_msg(time(NULL) <= end, "the program does not end");
        pump();
    }
    while (!terminal.closed)
        pump();
    return status;
}

static inline void check_restored(void)
{
    struct termios after;
    tcgetattr(terminal.master, &after);
    ck_assert_uint_eq(after.c_iflag, terminal.before.c_iflag);
    ck_assert_uint_eq(after.c_oflag, terminal.before.c_oflag);
    ck_assert_uint_eq(after.c_lflag, terminal.before.c_lflag);
    ck_assert_uint_eq(after.c_cflag, terminal.before.c_cflag);
    ck_assert_int_eq(memcmp(after.c_cc, terminal.before.c_cc, sizeof after.c_cc), 0);
    ck_assert(!terminal.alternate);
}

/* Garbage on the terminal is gone after Ctrl-L, and nothing else differs. The line holds an x before and after. */
static inline bool redraw_is_the_same(struct text *before, struct text *after)
{
    static const char garbage[] = "\0337\033[3;4Hgarbage\0338";
    text_empty(before);
    text_empty(after);
    add_everything(before);
    vterm_input_write(terminal.vterm, garbage, sizeof garbage - 1);
    type("\014y");
    wait_while(true, "garbage");
    wait_for("unroll> xy");
    type("\177");
    wait_while(true, "unroll> xy");
    add_everything(after);
    return strcmp(text_string(after), text_string(before)) == 0;
}

enum { TRIES = 20 }; /* a frame may still be on its way when it is looked at; one that is wrong stays wrong */

/* What is shown, colours and cursor included, is what a frame drawn anew shows. The line must be empty. */
static inline void check_redraw(void)
{
    struct text before = {0}, after = {0};
    int tries = 0;
    type("x");
    wait_for("unroll> x");
    while (!redraw_is_the_same(&before, &after)) {
        if (++tries == TRIES) {
            fprintf(stderr, "before:\n%safter:\n%s", text_string(&before), text_string(&after));
            ck_abort_msg("a frame drawn anew differs");
        }
    }
    text_clear(&before);
    text_clear(&after);
}

static inline void leave(void)
{
    type("\003quit\r");
    int status = ended();
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        print_screen();
        ck_abort_msg("ended with status %x", (unsigned)status);
    }
    check_restored();
}

/* Teardown of every test. */
static inline void remove_terminal(void)
{
    drop_terminal();
    nftw(terminal.home, scratch_drop, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
