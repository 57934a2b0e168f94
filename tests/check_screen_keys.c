/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_screen_keys.c - the full screen and the person before it: the mouse, the editing mode, what is typed ahead, and
 * a terminal that is given back whole however the program ends. */

#include "tests/screen.h"
#include "tests/suites.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

enum { TALL = 36, WIDE = 120, LAST_ROW = TALL - 1 };

/* What the terminal would send. */

enum { MOST_OUTPUT = 256 };

/* Takes what libvterm would send; gives the bytes. */
static size_t take_report(char *bytes)
{
    return vterm_output_read(terminal.vterm, bytes, MOST_OUTPUT);
}

/* Presses and releases a button at this place, which the program has to want to know of. */
static void press_at(int button, int row, int column)
{
    char bytes[MOST_OUTPUT];
    ck_assert(terminal.mouse);
    vterm_mouse_move(terminal.vterm, row, column, VTERM_MOD_NONE);
    vterm_mouse_button(terminal.vterm, button, true, VTERM_MOD_NONE);
    vterm_mouse_button(terminal.vterm, button, false, VTERM_MOD_NONE);
    size_t count = take_report(bytes);
    ck_assert_int_eq(strncmp(bytes, "\033[<", 3), 0);
    ck_assert_int_eq(write(terminal.master, bytes, count), (ssize_t)count);
}

enum { FIRST_BUTTON = 1, WHEEL_UP = 4, WHEEL_DOWN = 5 };

/* The row and the column at which the text stands first on the screen; it has to be there. */
static VTermPos place_of(const char *text)
{
    for (int row = 0; row < terminal.rows; row++) {
        struct text line = {0};
        add_row(&line, row);
        const char *found = strstr(text_string(&line), text);
        int column = found != NULL ? utf8_width(text_string(&line)) - utf8_width(found) : -1;
        text_clear(&line);
        if (column >= 0)
            return (VTermPos){row, column};
    }
    print_screen();
    ck_abort_msg("'%s' is not shown", text);
}

static void click_on(const char *text)
{
    VTermPos at = place_of(text);
    press_at(FIRST_BUTTON, at.row, at.col);
}

static bool marks_pastes(void)
{
    char bytes[MOST_OUTPUT];
    vterm_keyboard_start_paste(terminal.vterm);
    return take_report(bytes) > 0;
}

/* How places are written when a button is pressed: as numbers, or as bytes as in the beginning. */
static bool writes_numbers(void)
{
    char bytes[MOST_OUTPUT] = "";
    vterm_mouse_button(terminal.vterm, FIRST_BUTTON, true, VTERM_MOD_NONE);
    vterm_mouse_button(terminal.vterm, FIRST_BUTTON, false, VTERM_MOD_NONE);
    take_report(bytes);
    return strncmp(bytes, "\033[<", 3) == 0;
}

static void check_given_back(void)
{
    check_restored();
    ck_assert(!terminal.mouse && !writes_numbers() && !marks_pastes());
}

static void begin(void)
{
    start(TALL, WIDE);
    wait_for("Tab complete");
}

/* Keys teach the language: also where rows are few the command is seen, with all of its sentence, over no panel. */
START_TEST(the_command_of_a_key_is_seen)
{
    static const char *const sentences[] = {"t=1: v a<0> brings 0", "t=2: v a<1> brings", "t=3: v a<2> brings",
                                            "t=4: v a<3> brings",   "t=4: ŷ<4> sends",    "t=3: ŷ<3> sends"};
    start(24, 80);
    wait_for("quit leaves");
    ck_assert(shows("step by step"));
    for (int i = 0; i < COUNT(sentences); i++) {
        type("\033[C");
        wait_for(sentences[i]);
        ck_assert(shows("> step "));
        ck_assert_int_eq(shows("goes back."), i == 3);
        ck_assert_int_eq(shows("= 0.63 "), i == 3);
    }
    leave();
}
END_TEST

/* The mouse. */

START_TEST(a_click_goes_to_its_step)
{
    begin();
    click_on("x<3>");
    wait_for("forward 3/4");
    wait_for("> goto 3 ");
    click_on("a<1>");
    wait_for("forward 1/4");
    click_on("ŷ<4>");
    wait_for("forward 4/4");
    click_on("a<0>");
    wait_for("> goto 0 ");
    type("goto back 4\r");
    wait_for("backward 4/4");
    click_on("x<2>");
    wait_for("> goto back 2 ");
    wait_for("backward 2/4");
    /* Before the first step there is no backward step. */
    click_on("a<0>");
    click_on("a<3>");
    wait_for("backward 3/4");
    ck_assert(!shows("goto back 0"));
    leave();
}
END_TEST

START_TEST(rows_of_table_and_triangle_are_steps)
{
    begin();
    type("view table\rgoto 4\r");
    wait_for("L = 1.7307");
    VTermPos at = place_of("L<t>");
    press_at(FIRST_BUTTON, at.row + 2, at.col);
    wait_for("forward 2/4");
    type("view triangle\r");
    wait_for("t\\k");
    at = place_of("t\\k");
    press_at(FIRST_BUTTON, at.row + 3, at.col + 20);
    wait_for("forward 3/4");
    type("layout big\r");
    wait_while(true, "unrolled network");
    at = place_of("t\\k");
    int row = at.row + 1;
    while (screen_cell(row, at.col).chars[0] != '1')
        row++;
    press_at(FIRST_BUTTON, row, at.col);
    wait_for("forward 1/4");
    leave();
}
END_TEST

START_TEST(a_click_keeps_what_is_typed)
{
    begin();
    type("print 6*7\033[D");
    wait_for("unroll> print 6*7");
    click_on("x<3>");
    wait_for("forward 3/4");
    wait_for("unroll> print 6*7");
    type("0\r");
    wait_for("> print 6*07");
    wait_for("\n42 ");
    /* What a search has found stays too. */
    type("\022nt 6");
    wait_for("reverse-i-search");
    click_on("x<2>");
    wait_for("unroll> print 6*07");
    leave();
}
END_TEST

START_TEST(elsewhere_a_click_does_nothing)
{
    begin();
    type("step\r");
    wait_for("forward 1/4");
    press_at(FIRST_BUTTON, 0, 10);
    press_at(FIRST_BUTTON, 1, 0);
    press_at(FIRST_BUTTON, 8, 3);
    press_at(FIRST_BUTTON, LAST_ROW, 3);
    press_at(FIRST_BUTTON, LAST_ROW, WIDE - 1);
    press_at(2, place_of("x<3>").row, place_of("x<3>").col);
    press_at(3, place_of("x<3>").row, place_of("x<3>").col);
    type("print 6*7\r");
    wait_for("\n42 ");
    ck_assert(shows("forward 1/4"));
    leave();
}
END_TEST

static const char *const broken[] = {
    "\033[<0;5M",
    "\033[<M",
    "\033[<",
    "\033[<0;99999999999999999999;3M",
    "\033[<0;0;0M",
    "\033[<-1;5;5M",
    "\033[<0;5;5;5;5;5;5;5;5;5;5;5;5;5;5;5;5;5;5;5;5M",
    "\033[<0;5;5~",
    "\033[<0;5;5\033[<0;5",
    "\033[M",
    "\033[M\377\377",
    "\033[M   ",
    "\033[M\033[M!!!",
};

START_TEST(broken_reports_do_nothing)
{
    begin();
    type("step\r");
    wait_for("forward 1/4");
    type(broken[_i]);
    /* Ctrl-C ends what is unfinished. */
    type("\003print 6*7\r");
    wait_for("\n42 ");
    wait_for("> print 6*7 ");
    ck_assert(shows("forward 1/4"));
    leave();
}
END_TEST

static const char *const broken_off[] = {"\033[<", "\033[<0;5", "\033[M", "\033[M !"};

/* What breaks a report off is a key of its own; the line it ends is run alone. */
START_TEST(a_broken_report_spoils_no_line)
{
    begin();
    type("print 6*7");
    type(broken_off[_i]);
    type("\r");
    wait_for("\n42 ");
    type("history\r");
    wait_for("> history ");
    wait_for("   1  print 6*7 ");
    leave();
}
END_TEST

START_TEST(old_terminals_send_bytes)
{
    begin();
    VTermPos at = place_of("x<3>");
    char report[] = {'\033', '[', 'M', ' ', (char)(at.col + 33), (char)(at.row + 33), '\0'};
    type(report);
    wait_for("forward 3/4");
    report[3] = '#';
    type(report);
    type("print 6*7\r");
    wait_for("\n42 ");
    leave();
}
END_TEST

START_TEST(the_wheel_scrolls_the_log)
{
    begin();
    type("help\r");
    wait_for("Page Down");
    wait_for("unroll>  ");
    ck_assert(shows("> help"));
    press_at(WHEEL_DOWN, 5, 5);
    wait_while(true, "> help");
    press_at(WHEEL_UP, 5, 5);
    wait_for("> help");
    /* What lies below the log cannot be clicked on. */
    VTermPos at = {5, 58};
    press_at(FIRST_BUTTON, at.row, at.col);
    type("print 6*7\r");
    wait_for("\n42 ");
    ck_assert(!shows("goto"));
    leave();
}
END_TEST

START_TEST(the_mouse_can_be_left_to_the_terminal)
{
    begin();
    ck_assert(terminal.mouse);
    type("set mouse off\r");
    wait_for("mouse = off");
    wait_for("unroll>  ");
    ck_assert(!terminal.mouse && !writes_numbers());
    type("set mouse on\r");
    wait_for("mouse = on");
    wait_for("unroll>  ");
    click_on("x<3>");
    wait_for("forward 3/4");
    type("set mouse perhaps\r");
    wait_for("neither on nor off");
    ck_assert(terminal.mouse);
    leave();
}
END_TEST

START_TEST(clicks_reach_neither_slider_nor_play)
{
    begin();
    type("goto 2; tune v\r");
    wait_for("Enter keeps");
    click_on("x<3>");
    type("\033[C\r");
    wait_for("unroll>  ");
    wait_for("v 0.55 ");
    ck_assert(shows("forward 2/4"));
    type("rewind; play 60\r");
    wait_for("any key stops");
    click_on("x<3>");
    wait_while(true, "any key stops");
    type("print 6*7\r");
    wait_for("> print 6*7 ");
    wait_for("\n42 ");
    ck_assert(shows("forward 1/4"));
    leave();
}
END_TEST

/* Writes a file in the program's home and gives its path, borrowed. */
static const char *write_file(const char *name, const char *content)
{
    static char path[160];
    make_home();
    snprintf(path, sizeof path, "%s/%s", terminal.home, name);
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(content, file);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

static void begin_with_inputrc(const char *content)
{
    char variable[192];
    snprintf(variable, sizeof variable, "INPUTRC=%s", write_file("inputrc", content));
    struct start start = {.environment = {"TERM=xterm-256color", variable}};
    start_as(TALL, WIDE, &start, false);
    wait_for("Tab complete");
}

START_TEST(clicks_work_in_every_vi_mode)
{
    begin_with_inputrc("set editing-mode vi\n");
    type("ab");
    click_on("x<3>");
    wait_for("forward 3/4");
    type("\033");
    wait_for("unroll> ab");
    click_on("x<2>");
    wait_for("forward 2/4");
    wait_for("unroll> ab");
    leave();
}
END_TEST

/* Readline 8.2 looked for the end of such a word for ever. */
START_TEST(vi_completes_words_of_any_characters)
{
    begin_with_inputrc("set editing-mode vi\nset show-mode-in-prompt on\n");
    type("中\xe2\x80\xae\xef\xbf\xbd\xe2\x80\xae\xc2\x85");
    wait_for("<85>");
    type("\033");
    wait_for("(cmd)");
    type("h\\");
    wait_for("(ins)");
    type("\003");
    wait_for("(ins)unroll>   ");
    type("step\r");
    wait_for("forward 1/4");
    leave();
}
END_TEST

/* The editing mode. */

#define SHOWN "set show-mode-in-prompt on\n"
#define VI    "set editing-mode vi\n"

static const struct prompt_row {
    const char *inputrc, *keys, *line;
    int column; /* of the cursor */
} prompts[] = {
    {"", "ab", "unroll> ab ", 10},
    {SHOWN, "ab", "@unroll> ab ", 11},
    {SHOWN "set emacs-mode-string \"E: \"\n", "ab", "E: unroll> ab ", 13},
    {VI, "ab", "unroll> ab ", 10},
    {SHOWN VI, "ab", "(ins)unroll> ab ", 15},
    {SHOWN VI, "ab\033", "(cmd)unroll> ab ", 14},
    {SHOWN VI, "ab\0330", "(cmd)unroll> ab ", 13},
    {SHOWN VI, "ab\0330i", "(ins)unroll> ab ", 13},
    {SHOWN VI "set vi-ins-mode-string \"ŷ+\"\n", "ab", "ŷ+unroll> ab ", 12},
    {SHOWN VI "set vi-ins-mode-string \"\\1\\e[6 q\\2+\"\nset vi-cmd-mode-string \"\\1\\e[2 q\\2:\"\n", "ab",
     "+unroll> ab ", 11},
    {SHOWN VI "set vi-ins-mode-string \"\\1\\e[6 q\\2+\"\nset vi-cmd-mode-string \"\\1\\e[2 q\\2:\"\n", "ab\033",
     ":unroll> ab ", 10},
    {SHOWN VI "set vi-ins-mode-string \"\\e[2J\"\n", "ab", "^[[2Junroll> ab ", 15},
    {SHOWN VI "set vi-ins-mode-string \"\"\n", "ab", "unroll> ab ", 10},
};

static VTermPos cursor(void)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal.vterm), &at);
    return at;
}

START_TEST(the_prompt_shows_the_editing_mode)
{
    const struct prompt_row *row = &prompts[_i];
    struct text line = {0};
    begin_with_inputrc(row->inputrc);
    type(row->keys);
    wait_for(row->line);
    time_t end = time(NULL) + DEADLINE;
    while (cursor().col != row->column || cursor().row != LAST_ROW) {
        ck_assert_msg(time(NULL) <= end, "the cursor is at column %d, not %d", cursor().col, row->column);
        pump();
    }
    add_row(&line, LAST_ROW);
    ck_assert_int_eq(strncmp(text_string(&line), row->line, strlen(row->line)), 0);
    text_clear(&line);
    leave();
}
END_TEST

START_TEST(messages_have_no_mode)
{
    begin_with_inputrc(SHOWN VI);
    type("\022ab");
    wait_for("reverse-i-search)`ab': ");
    ck_assert(!shows("(ins)"));
    type("\007");
    wait_for("(ins)unroll> ");
    leave();
}
END_TEST

START_TEST(macros_may_hold_many_lines)
{
    begin_with_inputrc("\"\\C-xg\": \"step\\nstep\\nprint 6*7\\n\"\n\"\\C-xh\": \"\\e[C\\e[Cprint 7*7\\n\"\n");
    type("\030g");
    wait_for("\n42 ");
    wait_for("forward 2/4");
    type("\030h");
    wait_for("\n49 ");
    wait_for("forward 4/4");
    leave();
}
END_TEST

/* Typing ahead. */

/* Waits until a command runs, so that Ctrl-C would reach it. */
static void wait_for_work(void)
{
    struct termios now;
    time_t end = time(NULL) + DEADLINE;
    do {
        ck_assert_msg(time(NULL) <= end, "no command runs");
        tcgetattr(terminal.master, &now);
    } while ((now.c_lflag & ISIG) == 0);
}

START_TEST(ctrl_c_takes_nothing_along)
{
    begin();
    type("x = random 1000000 1; y = random 1000000 2; run; step; run; rewind; run\r");
    wait_for_work();
    type("v = 0.77\r\003print 7*7\r");
    wait_for("\n49 ");
    ck_assert(shows("v 0.77 "));
    type("abc\003print 8*8\r");
    wait_for("\n64 ");
    leave();
}
END_TEST

START_TEST(ctrl_c_ends_a_paste_of_many_lines)
{
    begin();
    type("\033[200~play 60\nprint 6*7\n\033[201~\r");
    wait_for("any key stops");
    type("\003");
    wait_for("pasted behind it are not run");
    ck_assert(!shows("\n42 "));
    type("\033[200~rewind; play 60\nprint 6*7\n\033[201~\r");
    wait_for("any key stops");
    type("x");
    wait_for("\n42 ");
    leave();
}
END_TEST

/* The key that stops play, and what is typed behind it. */
static const char *const stoppers[] = {
    "x", "\033[C", "ŷ", "\033[<0;12;5M", "\r", "\t", "\033[200~print 7*7\r\033[201~"};

START_TEST(one_key_stops_play)
{
    begin();
    type("play 60\r");
    wait_for("any key stops");
    type(stoppers[_i]);
    type("print 6*7\r");
    wait_for("\n42 ");
    wait_for("> print 6*7 ");
    ck_assert(shows("forward 1/4"));
    ck_assert(!shows("49"));
    leave();
}
END_TEST

START_TEST(a_slider_begins_when_its_line_is_done)
{
    begin();
    type("tune v; v = 0.9; tune u\r");
    wait_for("tune u ");
    type("\033[C\007");
    wait_for("u = 0.4, as before");
    type("undo\r");
    wait_for("v 0.5 ");
    type("example matrix; tune V[2,2]; example notes\r");
    wait_for("no longer has the number");
    wait_for("unroll>  ");
    leave();
}
END_TEST

START_TEST(a_value_taken_back_leaves_no_trace)
{
    begin();
    type("v = 0.7; undo; tune v\r");
    wait_for("Enter keeps");
    type("\033[C\033[C");
    wait_for("v 0.6 ");
    type("\007");
    wait_for("as before");
    type("redo\r");
    wait_for("v 0.7 ");
    type("tune v\r");
    wait_for("Enter keeps");
    type("\033[D\r");
    wait_for("v 0.65 ");
    type("undo; undo\r");
    wait_for("v 0.5 ");
    type("redo; redo\r");
    wait_for("v 0.65 ");
    leave();
}
END_TEST

START_TEST(big_shows_few_digits_and_keeps_them_all)
{
    begin();
    type("goto 3\r");
    wait_for("-1.53846");
    type("layout big; view step\r");
    wait_for("= -1.54 ");
    ck_assert(!shows("= -1.53846 "));
    type("session\r");
    wait_for("set digits 6; goto 3");
    type("layout auto\r");
    wait_for("= -1.53846");
    leave();
}
END_TEST

/* The ways out. */

static const struct moment {
    const char *keys, *screen;
} moments[] = {
    {"", "unroll>"},
    {"print 1", "print 1"},
    {"\022ab", "reverse-i-search"},
    {"\033[200~abc", "unroll>"},
    {"tune v\r", "Enter keeps"},
    {"play 60\r", "any key stops"},
    {"help\r", "Page Down"},
};

/* How the program is made to end: a signal, or 0 for keys. */
static const struct way_out {
    const char *keys;
    int signal;
    bool crash;
} ways[] = {{"\003\003quit\r", 0, false}, {"\003\003\004", 0, false}, {"", SIGTERM, false}, {"", SIGHUP, false},
            {"", SIGABRT, true},          {"", SIGSEGV, true},        {"", SIGBUS, true},   {"", SIGFPE, true}};

START_TEST(every_way_out_gives_the_terminal_back)
{
    const struct moment *moment = &moments[_i % COUNT(moments)];
    const struct way_out *way = &ways[_i / COUNT(moments)];
    begin();
    ck_assert(terminal.alternate && marks_pastes() && terminal.mouse);
    type(moment->keys);
    wait_for(moment->screen);
    type(way->keys);
    if (way->signal != 0)
        kill(terminal.program, way->signal);
    int status = ended();
    if (way->crash)
        ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == way->signal);
    else
        ck_assert_int_eq(WEXITSTATUS(status), way->signal != 0 ? 128 + way->signal : 0);
    check_given_back();
}
END_TEST

/* True when the program has taken every key and sleeps: with its output stopped, in the middle of a frame. */
static bool waits_in_a_frame(int slave)
{
    char path[64], state = ' ';
    int keys = 1;
    ioctl(slave, FIONREAD, &keys);
    snprintf(path, sizeof path, "/proc/%d/stat", (int)terminal.program);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fscanf(file, "%*d (%*[^)]) %c", &state), 1);
    fclose(file);
    return keys == 0 && state == 'S';
}

static const int deadly[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE};

START_TEST(a_crash_during_a_frame_is_one_too)
{
    time_t end = time(NULL) + DEADLINE;
    begin();
    int slave = open(ptsname(terminal.master), O_RDWR | O_NOCTTY);
    ck_assert_int_ge(slave, 0);
    ck_assert_int_eq(tcflow(slave, TCOOFF), 0);
    type("\033[C");
    while (!waits_in_a_frame(slave))
        ck_assert(time(NULL) <= end);
    kill(terminal.program, deadly[_i]);
    ck_assert_int_eq(tcflow(slave, TCOON), 0);
    close(slave);
    int status = ended();
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == deadly[_i]);
    check_given_back();
}
END_TEST

START_TEST(a_pause_gives_the_terminal_back_and_takes_it_again)
{
    start_as(TALL, WIDE, &ordinary, true);
    wait_for("Tab complete");
    type(_i == 0 ? "goto 3\r" : "set mouse off; goto 3\r");
    wait_for("forward 3/4");
    type("\032");
    wait_for("paused");
    check_given_back();
    type("\n");
    wait_for("forward 3/4");
    check_redraw();
    ck_assert(terminal.alternate && marks_pastes());
    ck_assert_int_eq(terminal.mouse, _i == 0);
    leave();
}
END_TEST

/* Stopped from outside the program cannot clean up; when it goes on it takes the terminal again, whatever it is
 * like. */
START_TEST(going_on_takes_the_terminal_again)
{
    static const char ruin[] = "\033[?2004l\033[?1000l\033[?1006l\033[2J\033[Hruin";
    begin();
    type("goto 3\r");
    wait_for("forward 3/4");
    kill(terminal.program, SIGSTOP);
    int status;
    ck_assert_int_eq(waitpid(terminal.program, &status, WUNTRACED), terminal.program);
    tcsetattr(terminal.master, TCSANOW, &terminal.before);
    vterm_input_write(terminal.vterm, ruin, sizeof ruin - 1);
    kill(terminal.program, SIGCONT);
    wait_while(true, "ruin");
    wait_for("forward 3/4");
    click_on("x<2>");
    wait_for("forward 2/4");
    ck_assert(marks_pastes());
    check_redraw();
    leave();
}
END_TEST

Suite *suite_screen_keys(void)
{
    Suite *suite = suite_create("screen_keys");
    TCase *tests = tcase_create("screen_keys");
    tcase_add_checked_fixture(tests, NULL, remove_terminal);
    tcase_add_test(tests, the_command_of_a_key_is_seen);
    tcase_add_test(tests, a_click_goes_to_its_step);
    tcase_add_test(tests, rows_of_table_and_triangle_are_steps);
    tcase_add_test(tests, a_click_keeps_what_is_typed);
    tcase_add_test(tests, elsewhere_a_click_does_nothing);
    tcase_add_loop_test(tests, broken_reports_do_nothing, 0, COUNT(broken));
    tcase_add_loop_test(tests, a_broken_report_spoils_no_line, 0, COUNT(broken_off));
    tcase_add_test(tests, old_terminals_send_bytes);
    tcase_add_test(tests, the_wheel_scrolls_the_log);
    tcase_add_test(tests, the_mouse_can_be_left_to_the_terminal);
    tcase_add_test(tests, clicks_reach_neither_slider_nor_play);
    tcase_add_test(tests, clicks_work_in_every_vi_mode);
    tcase_add_test(tests, vi_completes_words_of_any_characters);
    tcase_add_loop_test(tests, the_prompt_shows_the_editing_mode, 0, COUNT(prompts));
    tcase_add_test(tests, messages_have_no_mode);
    tcase_add_test(tests, macros_may_hold_many_lines);
    tcase_add_test(tests, ctrl_c_takes_nothing_along);
    tcase_add_test(tests, ctrl_c_ends_a_paste_of_many_lines);
    tcase_add_loop_test(tests, one_key_stops_play, 0, COUNT(stoppers));
    tcase_add_test(tests, a_slider_begins_when_its_line_is_done);
    tcase_add_test(tests, a_value_taken_back_leaves_no_trace);
    tcase_add_test(tests, big_shows_few_digits_and_keeps_them_all);
    tcase_add_loop_test(tests, a_crash_during_a_frame_is_one_too, 0, COUNT(deadly));
    tcase_add_loop_test(tests, every_way_out_gives_the_terminal_back, 0, COUNT(moments) * COUNT(ways));
    tcase_add_loop_test(tests, a_pause_gives_the_terminal_back_and_takes_it_again, 0, 2);
    tcase_add_test(tests, going_on_takes_the_terminal_again);
    suite_add_tcase(suite, tests);
    return suite;
}
