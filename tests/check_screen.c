/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_screen.c - the built program on a terminal: a pty, and libvterm to read what it draws. Nothing sleeps: each test
 * waits for the screen that must come, with a generous deadline. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include <vterm.h>

#include "base/text.h"
#include "base/utf8.h"
#include "tests/suites.h"

enum { DEADLINE = 20 };

static struct {
    int master, rows, columns;
    pid_t program;
    VTerm *vterm;
    VTermScreen *screen;
    bool alternate, closed;
    bool deaf; /* what the program says is thrown away */
    struct termios before;
    char state[64]; /* the folder for history and autosave */
} terminal;

static int property(VTermProp prop, VTermValue *value, void *user)
{
    (void)user;
    if (prop == VTERM_PROP_ALTSCREEN)
        terminal.alternate = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = property};

static void prepare_environment(const char *kind)
{
    static const char *const unset[] = {"NO_COLOR", "LINES", "COLUMNS", "XDG_CONFIG_HOME", "TERM"};
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
        unsetenv(unset[i]);
    if (kind != NULL)
        setenv("TERM", kind, 1);
    setenv("INPUTRC", "/dev/null", 1);
    setenv("HOME", terminal.state, 1);
    setenv("XDG_STATE_HOME", terminal.state, 1);
}

/* A shell in miniature, so that Ctrl-Z has somebody to come back to: it says when the program pauses, and a byte makes
 * it go on. */
static int be_shell(pid_t program)
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

static void become_program(const char *kind, const char *option, bool under_shell)
{
    const char *path = getenv("UNROLL");
    prepare_environment(kind);
    pid_t program = under_shell ? fork() : 0;
    if (program == 0) {
        if (under_shell) {
            signal(SIGTTOU, SIG_IGN);
            setpgid(0, 0);
            tcsetpgrp(STDIN_FILENO, getpid());
            signal(SIGTTOU, SIG_DFL);
        }
        execl(path, "unroll", option, (char *)NULL);
        _exit(127);
    }
    _exit(be_shell(program));
}

static void start_as(int rows, int columns, const char *kind, const char *option, bool under_shell)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    strcpy(terminal.state, "/tmp/unroll-screen-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(terminal.state));
    terminal.vterm = vterm_new(rows, columns);
    vterm_set_utf8(terminal.vterm, 1);
    terminal.screen = vterm_obtain_screen(terminal.vterm);
    vterm_screen_set_callbacks(terminal.screen, &callbacks, NULL);
    vterm_screen_enable_altscreen(terminal.screen, 1);
    vterm_screen_reset(terminal.screen, 1);
    int slave;
    ck_assert_int_eq(openpty(&terminal.master, &slave, NULL, NULL, &size), 0);
    tcgetattr(terminal.master, &terminal.before);
    terminal.rows = rows;
    terminal.columns = columns;
    terminal.program = fork();
    if (terminal.program == 0) {
        close(terminal.master);
        login_tty(slave);
        become_program(kind, option, under_shell);
    }
    close(slave);
}

static void start(int rows, int columns)
{
    start_as(rows, columns, "xterm-256color", NULL, false);
}

/* Takes what the program has written, waiting for it a little. */
static void pump(void)
{
    struct pollfd ready = {.fd = terminal.master, .events = POLLIN};
    char bytes[4096];
    if (poll(&ready, 1, 20) <= 0)
        return;
    ssize_t count = read(terminal.master, bytes, sizeof bytes);
    if (count <= 0)
        terminal.closed = true;
    else if (!terminal.deaf)
        vterm_input_write(terminal.vterm, bytes, (size_t)count);
}

static void add_row(struct text *text, int row)
{
    for (int column = 0; column < terminal.columns; column++) {
        VTermScreenCell cell;
        vterm_screen_get_cell(terminal.screen, (VTermPos){row, column}, &cell);
        utf8_add(text, cell.chars[0] == 0 || cell.chars[0] == UINT32_MAX ? ' ' : cell.chars[0]);
    }
    text_add(text, "\n");
}

static void add_screen(struct text *text)
{
    for (int row = 0; row < terminal.rows; row++)
        add_row(text, row);
}

static bool shows(const char *wanted)
{
    struct text text = {0};
    add_screen(&text);
    bool found = strstr(text_string(&text), wanted) != NULL;
    text_clear(&text);
    return found;
}

static void wait_while(bool shown, const char *wanted)
{
    time_t end = time(NULL) + DEADLINE;
    while (shows(wanted) == shown) {
        struct text text = {0};
        if (time(NULL) > end || terminal.closed) {
            add_screen(&text);
            fprintf(stderr, "%s", text_string(&text));
            int status = -1;
            pid_t gone = waitpid(terminal.program, &status, WNOHANG);
            ck_abort_msg("'%s' %s; closed %d, ended %d with status %x", wanted, shown ? "stays" : "does not come",
                         terminal.closed, gone == terminal.program, (unsigned)status);
        }
        pump();
    }
}

static void wait_for(const char *wanted)
{
    wait_while(false, wanted);
}

static void type(const char *bytes)
{
    ck_assert_int_eq(write(terminal.master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

/* Types both, one after the other, until the wanted text is on the screen. */
static void insist(const char *first, const char *second, const char *wanted)
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

static void resize(int rows, int columns)
{
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    if (!terminal.deaf)
        vterm_set_size(terminal.vterm, rows, columns);
    terminal.rows = rows;
    terminal.columns = columns;
    ioctl(terminal.master, TIOCSWINSZ, &size);
}

/* The program's wait status once it has ended. */
static int ended(void)
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

static void check_restored(void)
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

static void leave(void)
{
    type("\003quit\r");
    int status = ended();
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 0);
    check_restored();
}

static void remove_state(void)
{
    struct text command = {0};
    text_addf(&command, "rm -rf '%s'", terminal.state);
    if (strncmp(terminal.state, "/tmp/unroll-screen-", 19) == 0)
        ck_assert_int_eq(system(text_string(&command)), 0);
    text_clear(&command);
    vterm_free(terminal.vterm);
}

static const struct {
    const char *bytes, *screen;
} walk[] = {{"\033[C", "forward 1/4"}, {"\033OC", "forward 2/4"},   {" ", "forward 3/4"},   {"\033[D", "forward 2/4"},
            {"\033[F", "forward 4/4"}, {"\033[C", "backward 4/4"},  {"\r", "backward 3/4"}, {"\033OQ", "> view step"},
            {"\033[H", "start"},       {"\033OP", "Page Down"},     {"\033[D", "> back"},   {"?", "> help"},
            {"substep\r", "part 1"},   {"\033[17~", "∂L/∂v: rows"}, {"\033OS", "L<t>"}};

START_TEST(keys_are_commands)
{
    start(30, 100);
    wait_for("unroll>");
    ck_assert(terminal.alternate);
    for (size_t i = 0; i < sizeof walk / sizeof *walk; i++) {
        type(walk[i].bytes);
        wait_for(walk[i].screen);
    }
    leave();
}
END_TEST

START_TEST(every_key_belongs_to_what_is_typed)
{
    start(24, 80);
    wait_for("Tab complete");
    type("rint v");
    wait_for("unroll> rint v");
    type("\033[Hp\033[F ?\177");
    wait_for("unroll> print v ");
    ck_assert(!shows("> help"));
    type("\r");
    wait_for("> print v");
    wait_for("\n0.5 ");
    type("abc\003");
    type(" ");
    wait_for("forward 1/4");
    wait_for("unroll>     ");
    leave();
}
END_TEST

START_TEST(cursor_stands_in_the_line)
{
    VTermPos at;
    start(24, 80);
    wait_for("unroll>");
    type("print ŷ<1>");
    wait_for("unroll> print ŷ<1>");
    vterm_state_get_cursorpos(vterm_obtain_state(terminal.vterm), &at);
    ck_assert_int_eq(at.row, 23);
    ck_assert_int_eq(at.col, 18);
    leave();
}
END_TEST

START_TEST(long_lines_scroll_sideways)
{
    start(24, 80);
    wait_for("unroll>");
    for (int i = 0; i < 30; i++)
        type("abcd ");
    type("end");
    wait_for("end ");
    type("\001");
    wait_for("unroll> abcd");
    leave();
}
END_TEST

START_TEST(pastes_hold_many_lines)
{
    start(24, 80);
    wait_for("unroll>");
    type("\033[200~v = 0.7\nstep 2\n\033[201~\r");
    wait_for("v 0.7");
    wait_for("forward 2/4");
    /* One without end is given up by Ctrl-C. */
    type("\033[200~abc\003");
    type("print 6*7\r");
    wait_for("\n42 ");
    leave();
}
END_TEST

START_TEST(tab_completes_and_lists)
{
    start(24, 80);
    wait_for("unroll>");
    type("tri\t");
    wait_for("unroll> triangle");
    type("\003");
    wait_while(true, "triangle");
    type("se\t\t");
    wait_for("session");
    wait_for("series");
    leave();
}
END_TEST

START_TEST(ctrl_r_searches)
{
    start(24, 80);
    wait_for("unroll>");
    type("print 41+1\r");
    wait_for("\n42 ");
    type("\022");
    wait_for("reverse-i-search");
    type("t 4");
    wait_for("print 41+1 ");
    type("\003");
    wait_while(true, "reverse-i-search");
    leave();
}
END_TEST

START_TEST(tuning_is_one_change)
{
    start(24, 80);
    wait_for("unroll>");
    type("step 2; tune v\r");
    wait_for("Enter keeps");
    type("\033[C\033[C");
    wait_for(" v 0.6 ");
    type("\007");
    wait_for(" v 0.5 ");
    wait_for("as before");
    type("tune v\r");
    wait_for("Enter keeps");
    type("\033OD\033OD\033OD\r");
    wait_for(" v 0.35 ");
    wait_for("unroll>");
    type("undo\r");
    wait_for(" v 0.5 ");
    leave();
}
END_TEST

START_TEST(any_key_stops_play)
{
    start(24, 80);
    wait_for("unroll>");
    type("play 60\r");
    wait_for("any key stops");
    type("x");
    wait_while(true, "any key stops");
    type("play 0\r");
    wait_for("forward 4/4");
    type("play 60\r");
    wait_for("any key stops");
    type("\003");
    wait_while(true, "any key stops");
    type("print 6*7\r");
    wait_for("\n42 ");
    leave();
}
END_TEST

START_TEST(long_work_shows_its_progress_and_stops)
{
    start(24, 80);
    wait_for("unroll>");
    type("g* = sigmoid; x = ones 3000; y = zeros 3000\r");
    wait_for("y is set");
    type("descend 1000000 rate 1e-9\r");
    wait_for("%   Ctrl-C stops");
    resize(30, 90);
    wait_for("%   Ctrl-C stops");
    type("\003");
    wait_for("Ctrl-C stopped it after ");
    wait_for("descent: ");
    type("undo\r");
    wait_for("taken back: descend");
    leave();
}
END_TEST

/* Garbage on the terminal is gone after Ctrl-L, and nothing else differs. The line holds an x before and after. */
static bool redraw_is_the_same(struct text *before, struct text *after)
{
    static const char garbage[] = "\0337\033[3;4Hgarbage\0338";
    text_empty(before);
    text_empty(after);
    add_screen(before);
    vterm_input_write(terminal.vterm, garbage, sizeof garbage - 1);
    type("\014y");
    wait_while(true, "garbage");
    wait_for("unroll> xy");
    type("\177");
    wait_while(true, "unroll> xy");
    add_screen(after);
    return strcmp(text_string(after), text_string(before)) == 0;
}

enum { TRIES = 20 }; /* a frame may still be on its way when it is looked at; one that is wrong stays wrong */

static void check_redraw(void)
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

START_TEST(redraw_changes_nothing)
{
    start(30, 100);
    wait_for("unroll>");
    type("goto back 2\r");
    wait_for("backward 2/4");
    check_redraw();
    leave();
}
END_TEST

START_TEST(survives_every_size)
{
    static const int sizes[][2] = {{1, 1},   {30, 100}, {2, 2},   {60, 200}, {3, 80},
                                   {24, 10}, {12, 40},  {11, 39}, {36, 120}};
    start(24, 80);
    wait_for("unroll>");
    type("goto 3\r");
    wait_for("forward 3/4");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        resize(sizes[i][0], sizes[i][1]);
        type("\014");
        if (sizes[i][1] >= 8)
            wait_for("unroll>");
        if (sizes[i][0] >= 12 && sizes[i][1] >= 80)
            wait_for("forward 3/4");
    }
    check_redraw();
    leave();
}
END_TEST

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

START_TEST(survives_random_keys_and_sizes)
{
    static const char *const pieces[] = {"\033[C",
                                         "\033[D",
                                         "\033[5~",
                                         "\033[6~",
                                         " ",
                                         "\r",
                                         "\t\t",
                                         "\022s\007",
                                         "\033OP",
                                         "\033[15~",
                                         "?",
                                         "step 3\r",
                                         "view grad\r",
                                         "\003",
                                         "example matrix\r",
                                         "example\r",
                                         "tune v\r",
                                         "\033[200~a\nb\033[201~",
                                         "\177",
                                         "\033",
                                         "ŷ",
                                         "\033[99;5x",
                                         "plot a<1>\r",
                                         "layout big\r",
                                         "layout auto\r",
                                         "x = ones 3000\r",
                                         "theme light\r",
                                         "expand\r",
                                         "undo\r",
                                         "descend 5 rate 1e-3\r",
                                         "run\r",
                                         "\014",
                                         "g = tanh\r"};
    unsigned seed = (unsigned)_i;
    start(24, 80);
    wait_for("unroll>");
    /* libvterm 0.1.4 may abort when its size changes in the middle of a sequence: it hears nothing of the storm. */
    terminal.deaf = true;
    for (int i = 0; i < 150; i++) {
        type(pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
        if (next_random(&seed) % 4 == 0)
            resize(1 + (int)(next_random(&seed) % 70), 1 + (int)(next_random(&seed) % 220));
        if (next_random(&seed) % 3 == 0)
            pump();
    }
    terminal.deaf = false;
    resize(30, 100);
    /* Ctrl-C may take what was typed behind it along, so it is said until it is heard. */
    insist("\007\003\003\014", "layout auto; view auto; print 12345*3\r", "37035");
    type("\003");
    check_redraw();
    leave();
}
END_TEST

static const int ending[] = {SIGTERM, SIGHUP};

/* Where the signal finds the program: waiting, in a paste without end, in a slider, in play. */
static const struct {
    const char *bytes, *screen;
} moments[] = {{"", "v 0.7"}, {"\033[200~abc", "v 0.7"}, {"tune v\r", "Enter keeps"}, {"play 60\r", "any key stops"}};

START_TEST(signals_end_it_in_order)
{
    struct text path = {0};
    int number = ending[_i % 2];
    start(24, 80);
    wait_for("unroll>");
    type("v = 0.7\r");
    wait_for("v 0.7");
    type(moments[_i / 2].bytes);
    wait_for(moments[_i / 2].screen);
    kill(terminal.program, number);
    int status = ended();
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 128 + number);
    check_restored();
    text_addf(&path, "%s/unroll/autosave", terminal.state);
    ck_assert_int_eq(access(text_string(&path), R_OK), 0);
    text_clear(&path);
}
END_TEST

START_TEST(vanished_terminal_ends_it)
{
    int status = 0;
    start(24, 80);
    wait_for("unroll>");
    type("print 1");
    wait_for("print 1");
    close(terminal.master);
    ck_assert_int_eq(waitpid(terminal.program, &status, 0), terminal.program);
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 128 + SIGHUP);
}
END_TEST

START_TEST(crash_leaves_the_terminal_whole)
{
    start(24, 80);
    wait_for("unroll>");
    kill(terminal.program, SIGABRT);
    int status = ended();
    ck_assert(WIFSIGNALED(status));
    ck_assert_int_eq(WTERMSIG(status), SIGABRT);
    check_restored();
}
END_TEST

START_TEST(pauses_and_comes_back)
{
    start_as(24, 80, "xterm-256color", NULL, true);
    wait_for("unroll>");
    type("\033[C");
    wait_for("forward 1/4");
    type("\032");
    wait_for("paused");
    check_restored();
    resize(30, 100);
    /* The terminal waits for whole lines now. */
    type("\n");
    wait_for("forward 1/4");
    wait_for("table");
    check_redraw();
    leave();
}
END_TEST

START_TEST(ctrl_d_leaves)
{
    start(24, 80);
    wait_for("unroll>");
    type("\004");
    int status = ended();
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    check_restored();
}
END_TEST

static const char *const poor[] = {"dumb", "", "no-such-terminal", NULL};

START_TEST(poor_terminals_get_the_line_mode)
{
    start_as(24, 80, poor[_i], NULL, false);
    wait_for("here is the line mode");
    wait_for("unroll> ");
    ck_assert(!terminal.alternate);
    type("quit\r");
    int status = ended();
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
END_TEST

START_TEST(asked_for_and_not_possible_is_an_error)
{
    start_as(24, 80, poor[_i], "--screen", false);
    int status = ended();
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 2);
    ck_assert(shows("full screen needs"));
}
END_TEST

START_TEST(line_mode_is_there_when_asked_for)
{
    start_as(24, 80, "xterm-256color", "--line", false);
    wait_for("unroll> ");
    type("view table\r");
    wait_for("belongs to the full screen");
    ck_assert(!terminal.alternate);
    type("quit\r");
    ended();
}
END_TEST

START_TEST(ascii_has_no_other_signs)
{
    struct text text = {0};
    start_as(30, 100, "xterm-256color", "--ascii", false);
    wait_for("unroll>");
    type("goto back 2\r");
    wait_for("backward 2/4");
    add_screen(&text);
    for (size_t i = 0; i < text.length; i++)
        ck_assert_int_lt((unsigned char)text.bytes[i], 0x80);
    text_clear(&text);
    leave();
}
END_TEST

Suite *suite_screen(void)
{
    Suite *suite = suite_create("screen");
    TCase *tests = tcase_create("screen");
    tcase_add_checked_fixture(tests, NULL, remove_state);
    tcase_add_test(tests, keys_are_commands);
    tcase_add_test(tests, every_key_belongs_to_what_is_typed);
    tcase_add_test(tests, cursor_stands_in_the_line);
    tcase_add_test(tests, long_lines_scroll_sideways);
    tcase_add_test(tests, pastes_hold_many_lines);
    tcase_add_test(tests, tab_completes_and_lists);
    tcase_add_test(tests, ctrl_r_searches);
    tcase_add_test(tests, tuning_is_one_change);
    tcase_add_test(tests, any_key_stops_play);
    tcase_add_test(tests, long_work_shows_its_progress_and_stops);
    tcase_add_test(tests, redraw_changes_nothing);
    tcase_add_test(tests, survives_every_size);
    tcase_add_loop_test(tests, survives_random_keys_and_sizes, 0, 8);
    tcase_add_loop_test(tests, signals_end_it_in_order, 0, 8);
    tcase_add_test(tests, vanished_terminal_ends_it);
    tcase_add_test(tests, crash_leaves_the_terminal_whole);
    tcase_add_test(tests, pauses_and_comes_back);
    tcase_add_test(tests, ctrl_d_leaves);
    tcase_add_loop_test(tests, poor_terminals_get_the_line_mode, 0, 4);
    tcase_add_loop_test(tests, asked_for_and_not_possible_is_an_error, 0, 4);
    tcase_add_test(tests, line_mode_is_there_when_asked_for);
    tcase_add_test(tests, ascii_has_no_other_signs);
    suite_add_tcase(suite, tests);
    return suite;
}
