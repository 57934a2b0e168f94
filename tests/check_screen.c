/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_screen.c - the built program on a terminal: a pty, and libvterm to read what it draws. Nothing sleeps: each
 * test waits for the screen that must come, with a generous deadline. */

#include "tests/screen.h"
#include "tests/suites.h"

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

START_TEST(a_view_that_is_none_says_which_there_are)
{
    start(30, 120);
    wait_for("unroll>");
    type("view lgo\r");
    wait_for("did you mean 'log'?");
    type("view foo\r");
    wait_for("watch, compare, log or");
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

START_TEST(a_key_that_begins_others_ends_a_search)
{
    static const char *const faces[] = {"--screen", "--line"};
    static const char *const searches[] = {"\022\030a", "\023\030\030", "\022pri\030\227", "\022\030\033", "\035\033h"};
    struct start start = {.arguments = {faces[_i % 2]}, .environment = {"TERM=xterm-256color"}};
    start_as(24, 80, &start, false);
    wait_for("unroll>");
    type(searches[_i / 2]);
    /* The terminal drops what is not read at Ctrl-C, and in the same moment the program may take the key behind it for
     * one of those: that key is a blank. */
    type("\003 print 6*7\r");
    wait_for("42");
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

/* The largest numbers, the smallest, and a paste without an end. */
START_TEST(tuning_stays_among_the_numbers)
{
    start(24, 80);
    wait_for("unroll>");
    type("v = 1.7e308; tune v\r");
    wait_for("Enter keeps");
    type("\033[A\033[A\r");
    wait_for("v = 1.7e+308");
    wait_for("unroll>");
    type("v = 5e-324; tune v\r");
    wait_for("Enter keeps");
    type("\033[C");
    wait_for(" v 0.1 ");
    type("\033[200~hello\003");
    wait_for("as before");
    wait_for("unroll>");
    leave();
}
END_TEST

/* What is said on the line that scrolls stays in the log. */
START_TEST(scrolling_swallows_no_answer)
{
    start(24, 80);
    wait_for("unroll>");
    type("print 6*7; scroll down\r");
    wait_for("\n42 ");
    leave();
}
END_TEST

START_TEST(enter_ends_a_line_behind_an_argument_too)
{
    start(24, 80);
    wait_for("unroll>");
    type("print 6*7\0335\r");
    wait_for("\n42 ");
    leave();
    start_as(24, 80, &(struct start){.environment = {"TERM=xterm-256color"}, .arguments = {"--line"}}, false);
    wait_for("unroll>");
    type("print 6*7\0335\r");
    wait_for("\n42 ");
    type("quit\r");
    ended();
}
END_TEST

/* In a row of its own, before and after a step, and while a value is tuned. */
START_TEST(what_is_watched_stays_in_sight)
{
    start(24, 80);
    wait_for("unroll>");
    type("watch a<t>; watch L\r");
    wait_for("\n a<t> 0   L 1.73071 ");
    type(" ");
    wait_for("\n a<t> 0.4 (was 0)   L 1.73071 ");
    ck_assert(!shows("a<t> = "));
    type(" ");
    wait_for("\n a<t> 0.2 (was 0.4)   L 1.73071 ");
    type("tune v\r");
    wait_for("Enter keeps");
    type("\033[C\033[C");
    wait_for("\n a<t> 0.24 (was 0.4)   L 1.6");
    type("\007");
    wait_for("\n a<t> 0.2 (was 0.4) ");
    type("watch\r");
    wait_for("─ watched ─");
    ck_assert(!shows("(was 0.4)"));
    type("unwatch; view auto\r");
    wait_for("nothing is watched.");
    ck_assert(!shows("(was"));
    leave();
}
END_TEST

/* It takes the place of other items of the first row, however narrow the screen. */
START_TEST(a_broken_backward_pass_wears_its_badge)
{
    start(24, 60);
    wait_for("unroll>");
    type("bug 5; goto back 2\r");
    wait_for("broken: a<t> for a<t-1>   backward 2/4");
    wait_for("flowing back (broken: a<t>… ╮");
    type("bug random 1; goto back 3\r");
    wait_for("broken backward pass   backward 3/4");
    wait_for("flowing back (broken) ─");
    ck_assert(!shows("x<t-1> for"));
    type("bug off\r");
    wait_for("It was number 6");
    ck_assert(!shows("broken backward pass"));
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

/* How many cells have a ground of their own. */
static int coloured_cells(void)
{
    int count = 0;
    for (int row = 0; row < terminal.rows; row++) {
        for (int column = 0; column < terminal.columns; column++) {
            VTermScreenCell cell;
            vterm_screen_get_cell(terminal.screen, (VTermPos){row, column}, &cell);
            count += !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
        }
    }
    return count;
}

/* The map has colours where there are 256, a ramp of characters elsewhere, and follows what is tuned. */
START_TEST(a_landscape_is_drawn_and_follows)
{
    static const char *const kinds[] = {"TERM=xterm-256color", "TERM=xterm"};
    start_as(40, 100, &(struct start){.environment = {kinds[_i]}}, false);
    wait_for("unroll>");
    type("g* = sigmoid\r");
    wait_for("g* sigmoid");
    type("landscape v u\r");
    wait_for("L over v (across) and u (up)");
    wait_for("v = 0.5, u = 0.4, L = ");
    ck_assert_msg(_i == 0 ? coloured_cells() > 1000 : coloured_cells() == 0, "%d", coloured_cells());
    ck_assert(_i == 0 || shows("###"));
    type("tune v\r");
    wait_for("Enter keeps");
    type("\033[C");
    wait_for("v = 0.55, u = 0.4, L = ");
    type("\007");
    wait_for("as before");
    type("theme mono\r");
    wait_for("###");
    for (time_t late = time(NULL) + DEADLINE; coloured_cells() > 0; pump())
        ck_assert_msg(time(NULL) <= late, "%d cells have colours", coloured_cells());
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

/* Ten million numbers are one line of the log, which every frame wraps. */
START_TEST(a_very_long_answer_is_cut)
{
    start(24, 80);
    wait_for("unroll>");
    type("x = ones 10000\r");
    wait_for("x has 10000 values");
    type("print x\r");
    wait_for("more rows: Page Down");
    type("scroll down 400\r");
    wait_for("shown here; the line mode shows them)");
    leave();
}
END_TEST

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

/* A command keeps its row where its answer is longer than the screen. */
START_TEST(a_long_answer_stays_off_its_command)
{
    static const int sizes[][2] = {{5, 24}, {6, 12}, {5, 14}};
    start(sizes[_i][0], sizes[_i][1]);
    wait_for("unroll>");
    type("step\r");
    wait_for("raise");
    struct text row = {0};
    add_row(&row, 0);
    ck_assert_uint_eq(strspn(text_string(&row) + strlen("> step"), " \n"), row.length - strlen("> step"));
    ck_assert_int_eq(strncmp(text_string(&row), "> step", strlen("> step")), 0);
    ck_assert(shows("\n… "));
    text_clear(&row);
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
    /* No screen is that large, but a terminal can say it is. */
    for (int i = 0; i < 3; i++) {
        struct winsize absurd = {i == 0 ? 24 : 65535, i == 1 ? 80 : 65535, 0, 0};
        ioctl(terminal.master, TIOCSWINSZ, &absurd);
        ck_assert(take_output(DEADLINE * 1000));
        resize(36, 120);
        type("\014");
        wait_for("forward 3/4");
    }
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
    text_addf(&path, "%s/unroll/autosave", terminal.home);
    ck_assert_int_eq(access(text_string(&path), R_OK), 0);
    text_clear(&path);
}
END_TEST

/* The program with a script that it runs before the prompt comes. */
static void start_script(const char *script)
{
    char path[128];
    make_home();
    snprintf(path, sizeof path, "%s/script", terminal.home);
    write_string(path, script);
    start_as(24, 80, &(struct start){.arguments = {"--no-init", path}, .environment = {"TERM=xterm-256color"}}, false);
}

START_TEST(a_script_may_play)
{
    start_script("v = 0.7\nplay 0.01\n");
    wait_for("forward 4/4");
    wait_for("unroll>");
    leave();
}
END_TEST

static const char long_script[] = "v = 0.7\ng* = sigmoid\nx = ones 3000\ny = zeros 3000\ndescend 1000000 rate 1e-12\n";

START_TEST(ctrl_c_stops_a_script_and_no_more)
{
    start_script(long_script);
    wait_for("%   Ctrl-C stops");
    type("\003");
    wait_for("Ctrl-C stopped it after ");
    wait_for("unroll>");
    type("print T+1\r");
    wait_for("\n3001 ");
    leave();
}
END_TEST

START_TEST(signals_end_a_script_in_order)
{
    struct text path = {0};
    start_script(long_script);
    wait_for("%   Ctrl-C stops");
    kill(terminal.program, ending[_i]);
    int status = ended();
    ck_assert(WIFEXITED(status));
    ck_assert_int_eq(WEXITSTATUS(status), 128 + ending[_i]);
    check_restored();
    text_addf(&path, "%s/unroll/autosave", terminal.home);
    ck_assert_int_eq(access(text_string(&path), R_OK), 0);
    text_clear(&path);
}
END_TEST

/* A terminal without a second screen keeps the last frame, and what comes next stands on a line of its own. */
START_TEST(the_shell_goes_on_below_the_frame)
{
    static const struct start vt100 = {.environment = {"TERM=vt100"}};
    start_as(24, 80, &vt100, false);
    wait_for("unroll>");
    type("quit\r");
    ended();
    struct text row = {0};
    add_row(&row, 23);
    ck_assert_uint_eq(strspn(text_string(&row), " \n"), row.length);
    ck_assert(shows("unroll>"));
    text_clear(&row);
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

static const int at_once[] = {SIGABRT, SIGQUIT, SIGUSR1, SIGXCPU};

static void check_sudden_end(int number)
{
    kill(terminal.program, number);
    int status = ended();
    ck_assert(WIFSIGNALED(status));
    ck_assert_int_eq(WTERMSIG(status), number);
    check_restored();
}

START_TEST(a_sudden_end_leaves_the_terminal_whole)
{
    start(24, 80);
    wait_for("unroll>");
    check_sudden_end(at_once[_i]);
}
END_TEST

/* A step that was asked for is gone when the sequence has become shorter, also while the rest of the line runs. */
static const char *const shortenings[] = {
    "series v 4\rx = 1\r",
    "series v 4\rshape 3 4 2\rundo\r",
    "shape 2 2 2\rx = random 5 1\rseries V 4 2\rundo\rredo\r",
    "grad v 3\rx = 1\r",
    "series v 4\rx = 1; scroll up; landscape\r",
    "grad v 4; x = 1; y = 1; landscape; view auto\r",
};

START_TEST(a_shorter_sequence_has_no_later_step)
{
    static const int sizes[][2] = {{24, 80}, {40, 100}, {60, 200}};
    int size = _i % 3;
    start(sizes[size][0], sizes[size][1]);
    wait_for("unroll>");
    type(shortenings[_i / 3]);
    type("print 6*7\r");
    wait_for("\n42 ");
    check_redraw();
    leave();
}
END_TEST

START_TEST(pauses_and_comes_back)
{
    start_as(24, 80, &ordinary, true);
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

START_TEST(a_sudden_end_leaves_the_line_mode_whole)
{
    start_as(24, 80, &(struct start){.environment = {"TERM=xterm-256color"}, .arguments = {"--line"}}, false);
    wait_for("unroll> ");
    check_sudden_end(at_once[_i]);
}
END_TEST

static const char *const poor[] = {"TERM",
                                   "TERM=",
                                   "TERM=dumb",
                                   "TERM=unknown",
                                   "TERM=no-such-terminal",
                                   "TERM=/etc/passwd",
                                   "TERM=../../etc/passwd",
                                   "TERM= xterm",
                                   "TERM=xterm;ls",
                                   "TERM=\033[31m",
                                   "TERM=\xFF\xFE",
                                   "TERM=%s%n"};

START_TEST(poor_terminals_get_the_line_mode)
{
    start_as(24, 80, &(struct start){.environment = {poor[_i]}}, false);
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
    start_as(24, 80, &(struct start){.environment = {poor[_i]}, .arguments = {"--screen"}}, false);
    int status = ended();
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 2);
    ck_assert(shows("full screen needs"));
}
END_TEST

START_TEST(line_mode_is_there_when_asked_for)
{
    start_as(24, 80, &(struct start){.environment = {"TERM=xterm-256color"}, .arguments = {"--line"}}, false);
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
    start_as(30, 100, &(struct start){.environment = {"TERM=xterm-256color"}, .arguments = {"--ascii"}}, false);
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
    tcase_add_checked_fixture(tests, NULL, remove_terminal);
    tcase_add_test(tests, keys_are_commands);
    tcase_add_test(tests, every_key_belongs_to_what_is_typed);
    tcase_add_test(tests, cursor_stands_in_the_line);
    tcase_add_test(tests, long_lines_scroll_sideways);
    tcase_add_test(tests, pastes_hold_many_lines);
    tcase_add_test(tests, tab_completes_and_lists);
    tcase_add_test(tests, a_view_that_is_none_says_which_there_are);
    tcase_add_test(tests, ctrl_r_searches);
    tcase_add_loop_test(tests, a_key_that_begins_others_ends_a_search, 0, 10);
    tcase_add_test(tests, tuning_is_one_change);
    tcase_add_test(tests, tuning_stays_among_the_numbers);
    tcase_add_test(tests, scrolling_swallows_no_answer);
    tcase_add_test(tests, enter_ends_a_line_behind_an_argument_too);
    tcase_add_test(tests, what_is_watched_stays_in_sight);
    tcase_add_test(tests, a_broken_backward_pass_wears_its_badge);
    tcase_add_test(tests, any_key_stops_play);
    tcase_add_loop_test(tests, a_landscape_is_drawn_and_follows, 0, 2);
    tcase_add_test(tests, long_work_shows_its_progress_and_stops);
    tcase_add_test(tests, a_very_long_answer_is_cut);
    tcase_add_test(tests, redraw_changes_nothing);
    tcase_add_loop_test(tests, a_long_answer_stays_off_its_command, 0, 3);
    tcase_add_test(tests, survives_every_size);
    tcase_add_loop_test(tests, signals_end_it_in_order, 0, 8);
    tcase_add_test(tests, a_script_may_play);
    tcase_add_test(tests, ctrl_c_stops_a_script_and_no_more);
    tcase_add_loop_test(tests, signals_end_a_script_in_order, 0, 2);
    tcase_add_test(tests, the_shell_goes_on_below_the_frame);
    tcase_add_test(tests, vanished_terminal_ends_it);
    tcase_add_loop_test(tests, a_sudden_end_leaves_the_terminal_whole, 0, sizeof at_once / sizeof *at_once);
    tcase_add_loop_test(tests, a_sudden_end_leaves_the_line_mode_whole, 0, sizeof at_once / sizeof *at_once);
    tcase_add_loop_test(tests, a_shorter_sequence_has_no_later_step, 0,
                        3 * (int)(sizeof shortenings / sizeof *shortenings));
    tcase_add_test(tests, pauses_and_comes_back);
    tcase_add_test(tests, ctrl_d_leaves);
    tcase_add_loop_test(tests, poor_terminals_get_the_line_mode, 0, sizeof poor / sizeof *poor);
    tcase_add_loop_test(tests, asked_for_and_not_possible_is_an_error, 0, sizeof poor / sizeof *poor);
    tcase_add_test(tests, line_mode_is_there_when_asked_for);
    tcase_add_test(tests, ascii_has_no_other_signs);
    suite_add_tcase(suite, tests);
    return suite;
}
