/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_storm.c - ten thousand random keys and ten thousand random sizes. The program lives; what it shows at the end
 * is what a redraw shows, and what a new program shows that was given the same state.
 *
 * Each storm follows from its number alone. The sanitized build makes a death of every fault. */

#include "tests/compare.h"
#include "tests/screen.h"
#include "tests/suites.h"

enum { STORMS = 20, ACTIONS = 500, TALLEST = 70, WIDEST = 220, LAST = 6 };

static const char *const commands[] = {
    "step 3\r",       "back\r",           "run\r",           "rewind\r",        "goto back 1\r",
    "substep\r",      "view grad\r",      "view triangle\r", "view log\r",      "view auto\r",
    "example\r",      "example matrix\r", "tune v\r",        "tune W_y\r",      "plot a<1>\r",
    "explain L<2>\r", "layout big\r",     "layout auto\r",   "x = ones 3000\r", "x = 1 0 1\r",
    "x = none\r",     "theme light\r",    "theme mono\r",    "theme dark\r",    "expand\r",
    "series u 2\r",   "truncate 2\r",     "undo\r",          "redo\r",          "g = tanh\r",
    "v = 1e300\r",    "v = -3\r",         "set digits 12\r", "check\r",         "notes\r",
    "watch dL/dv\r",  "unwatch\r",        "play 0.001\r",    "play 60\r",       "descend 5 rate 1e-3\r",
    "help series\r",  "no such thing\r"};

/* Keys that mean something, and bytes that should mean nothing. Ctrl-D and the letter q are left out: they would end
 * the program as they should, Ctrl-D alone and q when a line happens to be no more than that. */
static const char *const keys[] = {
    "\033[C", "\033[D", "\033OC", "\033OD", "\033[A",  "\033[B",    "\033[H",    "\033[F",        "\033[5~",
    "\033OP", "\033OQ", "\033OR", "\033OS", "\033[6~", "\033[15~",  "\033[17~",  "\033[3~",       "\033[1;5C",
    "\033",   "\033b",  "\033f",  "\033d",  "\0335",   "\033-",     "\033[M !!", "\033[<0;20;5M", "\033[<0;20;5m",
    "\001",   "\002",   "\003",   "\005",   "\006",    "\007",      "\010",      "\013",          "\014",
    "\016",   "\020",   "\024",   "\025",   "\027",    "\031",      "\032",      "\037",          "\022s\007",
    "\t",     "\t\t",   "\r",     "\r\r\r", "\177",    " ",         "?",         "\026\001",      "\022zz",
    "ŷ",      "∂",      "漢",     "\xFF",   "\xC5",    "e\xCC\x81", "\200",      "\033[99;5x",    "#",
    "'",      "(",      "<",      ";",      "v",       "1",         "sin"};

static const char *const pastes[] = {"\033[200~a\nb\033[201~", "\033[200~step\nback\n\033[201~", "\033[200~\033[201~"};

#define PICK(chance, table) (table)[chance_int(chance, 0, (int)(sizeof(table) / sizeof *(table)) - 1)]

/* A size that the terminal does not know yet is said as 0 x 0. */
static void say_no_size(void)
{
    ioctl(terminal.master, TIOCSWINSZ, &(struct winsize){.ws_row = 0});
}

static void resize_somehow(struct chance *chance)
{
    if (chance_int(chance, 1, 50) == 1)
        say_no_size();
    resize(chance_int(chance, 1, TALLEST), chance_int(chance, 1, WIDEST));
}

static const char *next_key(struct chance *chance)
{
    switch (chance_int(chance, 0, 9)) {
    case 0:
        return PICK(chance, pastes);
    case 1:
    case 2:
    case 3:
        return PICK(chance, commands);
    default:
        return PICK(chance, keys);
    }
}

/* Keys and sizes, one after the other: every second one when nothing more seems to come, the others in the middle of a
 * frame. */
static void blow(struct chance *chance)
{
    for (int i = 1; i <= ACTIONS; i++) {
        type(next_key(chance));
        resize_somehow(chance);
        ck_assert_msg(!terminal.closed, "ended after %d keys and sizes", i);
        for (bool more = take_output(5); more; more = take_output(i % 2))
            continue;
    }
}

/* Whatever it was doing, it does no more. Ctrl-C may take what was typed behind it along, so it is said until it is
 * heard. */
static void calm(int rows, int columns)
{
    resize(rows, columns);
    insist("\007\003\003\014", "theme dark; layout auto; view auto; print 12345*3\r", "37035");
}

/* What is shown of the state, once the same answers stand in the log. */
static void add_calm_screen(struct text *text)
{
    type("print 1; 2; 3; 4; 5; 6\rprint 111*37\r");
    wait_for("\n4107 ");
    check_redraw();
    add_everything(text);
}

/* Two faults of readline 8.2 are kept away. It loses a few bytes in odd corners; what the program itself loses is still
 * found. And a search in vi mode can free twice what is kept for undoing, so Meta-Enter does not lead there. */
static void start_for_storm(int rows, int columns)
{
    static const char no_vi[] = "\"\\e\\C-m\": abort\n\"\\e\\C-j\": abort\n";
    char path[PATH_MAX], leaks[PATH_MAX + 64], inputrc[96], variable[128];
    ck_assert_ptr_nonnull(realpath("tests/readline.supp", path));
    make_home();
    snprintf(leaks, sizeof leaks, "LSAN_OPTIONS=print_suppressions=0:suppressions=%s", path);
    snprintf(inputrc, sizeof inputrc, "%s/inputrc", terminal.home);
    snprintf(variable, sizeof variable, "INPUTRC=%s", inputrc);
    write_string(inputrc, no_vi);
    start_as(rows, columns, &(struct start){.environment = {"TERM=xterm-256color", leaks, variable}}, false);
    wait_for("unroll>");
}

/* The sizes of the goldens, and two that leave little. */
static const struct {
    int rows, columns;
} last[] = {{24, 80}, {30, 100}, {36, 120}, {60, 200}, {14, 50}, {8, 30}};

START_TEST(survives_keys_and_sizes)
{
    struct chance chance = {(uint64_t)_i};
    struct text old = {0}, new = {0};
    int rows = last[_i % LAST].rows, columns = last[_i % LAST].columns;
    start_for_storm(24, 80);
    blow(&chance);
    calm(rows, columns);
    type("save storm.unroll\r");
    wait_for("saved in storm");
    add_calm_screen(&old);
    leave();
    start_for_storm(rows, columns);
    type("load storm.unroll\r");
    wait_for("loaded storm");
    add_calm_screen(&new);
    if (strcmp(text_string(&old), text_string(&new)) != 0) {
        fprintf(stderr, "before:\n%snew:\n%s", text_string(&old), text_string(&new));
        ck_abort_msg("a new program with the same state shows something else");
    }
    leave();
    text_clear(&old);
    text_clear(&new);
}
END_TEST

Suite *suite_storm(void)
{
    Suite *suite = suite_create("storm");
    TCase *tests = tcase_create("storm");
    tcase_add_checked_fixture(tests, NULL, remove_terminal);
    tcase_add_loop_test(tests, survives_keys_and_sizes, 0, STORMS);
    suite_add_tcase(suite, tests);
    return suite;
}
