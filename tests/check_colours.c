/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_colours.c - the same meanings on terminals of 256, 16, 8 and no colours, and never by colour alone. */

#include <stdlib.h>

#include "tests/screen.h"
#include "tests/suites.h"

/* Not every system describes a terminal of 16 colours, so the tests bring their own. */
static const char sixteen[] = "unroll-16color|sixteen colours,\n"
                              "\tcolors#16, pairs#256,\n"
                              "\tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e9%p1%{8}%-%d%;m,\n"
                              "\tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e10%p1%{8}%-%d%;m,\n"
                              "\tuse=xterm-256color,\n";

static const struct {
    const char *terminal, *variable, *option, *theme;
    int positive, negative, badge; /* -1: the terminal's own colour */
} rows[] = {
    {"TERM=xterm-256color", NULL, NULL, "dark", 74, 214, 36},
    {"TERM=xterm-256color", NULL, NULL, "light", 25, 166, 29},
    {"TERM=xterm-256color", NULL, NULL, "mono", -1, -1, -1},
    {"TERM=xterm-256color", "NO_COLOR=1", NULL, "dark", -1, -1, -1},
    {"TERM=xterm-256color", "NO_COLOR=", NULL, "dark", 74, 214, 36},
    {"TERM=xterm-256color", NULL, "--color=never", "light", -1, -1, -1},
    {"TERM=unroll-16color", NULL, NULL, "dark", 14, 3, 10},
    {"TERM=unroll-16color", NULL, NULL, "light", 4, 1, 2},
    {"TERM=xterm", NULL, NULL, "dark", 6, 3, 2},
    {"TERM=xterm", NULL, NULL, "light", 4, 1, 2},
    {"TERM=linux", NULL, NULL, "dark", 6, 3, 2},
    {"TERM=vt100", NULL, NULL, "dark", -1, -1, -1},
    {"TERM=vt220", NULL, NULL, "light", -1, -1, -1},
};

/* The colour of the first cell at which the string stands on the screen. */
static int colour_at(const char *string)
{
    size_t length = strlen(string);
    for (int row = 0; row < terminal.rows; row++) {
        for (int column = 0; column + (int)length <= terminal.columns; column++) {
            size_t same = 0;
            while (same < length && screen_cell(row, column + (int)same).chars[0] == (uint32_t)string[same])
                same++;
            VTermScreenCell cell = screen_cell(row, column);
            if (same == length)
                return colour_of(&cell);
        }
    }
    ck_abort_msg("'%s' is not on the screen", string);
}

START_TEST(a_meaning_has_its_colour_and_its_sign)
{
    char theme[64], here[PATH_MAX], folder[PATH_MAX + 32];
    write_string("sixteen", sixteen);
    ck_assert_int_eq(system("tic -x -o terminfo sixteen"), 0);
    ck_assert_ptr_nonnull(getcwd(here, sizeof here));
    snprintf(folder, sizeof folder, "TERMINFO=%s/terminfo", here);
    start_as(
        24, 80,
        &(struct start){.environment = {rows[_i].terminal, folder, rows[_i].variable}, .arguments = {rows[_i].option}},
        false);
    wait_for("unroll>");
    snprintf(theme, sizeof theme, "theme %s\r", rows[_i].theme);
    type(theme);
    type("goto back 1; triangle\r");
    wait_for("> goto back 1; triangle");
    wait_for("+0.5806");
    ck_assert_int_eq(colour_at("+0.5806"), rows[_i].positive);
    ck_assert_int_eq(colour_at("-0.2769"), rows[_i].negative);
    ck_assert_int_eq(colour_at("linear"), rows[_i].badge);
    /* Where the eye is to be, something stands that is no colour. */
    wait_for("\xE2\x96\xB8"
             "1");
    leave();
}
END_TEST

Suite *suite_colours(void)
{
    Suite *suite = suite_create("colours");
    TCase *tests = scratch_case("colours");
    tcase_add_loop_test(tests, a_meaning_has_its_colour_and_its_sign, 0, sizeof rows / sizeof *rows);
    suite_add_tcase(suite, tests);
    return suite;
}
