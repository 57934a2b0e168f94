/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_whole_screen.c - whole screens at four sizes: characters, colours and the cursor are what tests/golden/screen
 * holds.
 *
 * UPDATE_GOLDEN=1 make check SUITE=whole_screen writes them anew; each is then looked at (make pictures). */

#include "base/file.h"
#include "tests/screen.h"
#include "tests/suites.h"

/* A network whose gradients take many rows. */
#define VECTORS                                                                                                        \
    "shape 2 3 2; V = [0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3]; U = [1 0.5; -0.5 0.2; 0.3 0.3]\r"                         \
    "W_y = [0.5 -0.2 0.1; 0.3 0.3 0.9]; b_a = 0.1 -0.1 0; b_y = 0 0.2; g = tanh; g* = softmax; loss = ce\r"            \
    "x = [1 0; 0 1; 1 1; -1 0.5]; y = [1 0; 0 1; 1 0; 0 1]\r"

static const struct shot {
    const char *name, *option, *keys;
    const char *shown; /* when this is on the screen, the last key has been heard */
} shots[] = {
    {"forward", NULL, "goto 2\rstep\rgrad v", "unroll> grad v"},
    {"backward", NULL, "goto back 2\r", "backward 2/4"},
    {"series", NULL, "goto 4\rexpand\rexpand\r", "opened 2 of 4"},
    {"triangle", NULL, "goto back 1\rtriangle\r", "> triangle"},
    {"tune", NULL, "goto 3\rtune v\r\033[C\033[C", " v 0.6 "},
    {"help", NULL, "help\r", "Page Down"},
    {"matrix", NULL, "example matrix\rgoto 2\r", "forward 2/"},
    {"vectors", NULL, VECTORS "goto back 2\rview grad\r", "> view grad"},
    {"network", NULL, VECTORS "goto 3\rview show\r", "> view show"},
    {"ascii", "--ascii", "goto back 2\r", "backward 2/4"},
    {"plot", NULL, "goto 4\rplot a<1> yhat<1>\r", "> plot a<1> yhat<1>"},
    {"sweep", NULL, "sweep v -1.5 1.5\r", "L is undefined for v"},
    {"descend", NULL, "g* = sigmoid\rdescend 200 rate 0.2\r", "in 200 steps at rate 0.2"},
    {"landscape", NULL, "g* = sigmoid\rdescend 200 rate 0.2\rlandscape v u\r", "L over v (across)"},
    {"hatched", NULL, "theme light\rlandscape v u\r", "L over v (across)"},
    {"ramp", NULL, "theme mono\rg* = sigmoid\rlandscape v u\r", "L over v (across)"},
    {"truncated", NULL, "goto back 1\rtruncate 2\rtriangle\r", "> triangle"},
    {"compared", NULL, "compare v 0.5 1.4\rgoto back 2\r", "backward 2/4"},
    {"broken", NULL, "goto back 1\rbug 2\rgrad\r", "> grad"},
    {"watched", NULL, "watch dL/dv\rwatch a<4>\rgoto back 2\r", "backward 2/4"},
    {"mono", NULL, "theme mono\rgoto back 2\r", "backward 2/4"},
};

static const struct size {
    int rows, columns;
} sizes[] = {{24, 80}, {30, 100}, {36, 120}, {60, 200}};

enum { SHOTS = sizeof shots / sizeof *shots, SIZES = sizeof sizes / sizeof *sizes, SILENCE = 3000, SETTLED = 300 };

/* Adds the lines without blanks at their ends. */
static void add_trimmed(struct text *text, const struct text *lines)
{
    for (const char *line = text_string(lines), *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        size_t length = (size_t)(end - line);
        while (length > 0 && line[length - 1] == ' ')
            length--;
        text_add_bytes(text, line, length);
        text_add(text, "\n");
    }
}

/* The letters that are used: "f 240, A 184 bold". */
static void add_legend(struct text *text, const struct text *letters)
{
    const char *comma = "";
    ck_assert_msg(strchr(text_string(letters), '?') == NULL, "a look without a letter:\n%s", text_string(letters));
    for (int i = 0; i < LOOKS; i++) {
        if (strchr(text_string(letters), looks[i].letter) == NULL)
            continue;
        text_addf(text, "%s%c", comma, looks[i].letter);
        if (looks[i].colour >= 0)
            text_addf(text, " %d", looks[i].colour);
        text_add(text, looks[i].bold ? " bold" : looks[i].colour < 0 ? " plain" : "");
        comma = ", ";
    }
}

static void add_looks(struct text *text, const char *what, const struct text *letters)
{
    text_addf(text, "# %s", what);
    add_legend(text, letters);
    text_add(text, "\n");
    add_trimmed(text, letters);
}

/* Adds everything that can be seen, as it stands in the file. */
static void add_golden(struct text *text, const struct shot *shot)
{
    struct text characters = {0}, letters = {0}, grounds = {0};
    add_screen(&characters);
    add_letters(&letters, look_of);
    add_letters(&grounds, ground_of);
    text_addf(text, "# unroll%s%s on %d x %d, typed: ", shot->option != NULL ? " " : "",
              shot->option != NULL ? shot->option : "", terminal.columns, terminal.rows);
    utf8_add_visible_line(text, shot->keys, strlen(shot->keys));
    text_add(text, "\n# cursor: ");
    add_cursor(text);
    add_trimmed(text, &characters);
    add_looks(text, "", &letters);
    if (strspn(text_string(&grounds), " \n") < grounds.length)
        add_looks(text, "grounds: ", &grounds);
    text_clear(&characters);
    text_clear(&letters);
    text_clear(&grounds);
}

static bool is_golden(const struct shot *shot, const struct text *wanted, struct text *now)
{
    text_empty(now);
    add_golden(now, shot);
    return strcmp(text_string(now), text_string(wanted)) == 0;
}

/* Takes frames until the screen is the wanted one or nothing more comes. */
static void wait_for_golden(const struct shot *shot, const struct text *wanted, struct text *now)
{
    while (!is_golden(shot, wanted, now) && take_output(SILENCE))
        continue;
}

static void update_golden(const struct shot *shot, const char *path)
{
    struct text now = {0};
    struct fault fault = {0};
    while (take_output(SETTLED))
        continue;
    add_golden(&now, shot);
    ck_assert_msg(file_replace(path, &now, &fault), "%s", text_string(&fault.message));
    text_clear(&now);
}

static void check_golden(const struct shot *shot, const char *path)
{
    struct text now = {0}, wanted = {0};
    struct fault fault = {0};
    ck_assert_msg(file_read(path, 1 << 20, &wanted, &fault), "%s", text_string(&fault.message));
    wait_for_golden(shot, &wanted, &now);
    if (!is_golden(shot, &wanted, &now)) {
        fprintf(stderr, "%s\n%s", path, text_string(&now));
        ck_abort_msg("%s differs (UPDATE_GOLDEN=1 accepts what is shown now)", path);
    }
    text_clear(&now);
    text_clear(&wanted);
}

START_TEST(screens_show_what_they_showed)
{
    const struct shot *shot = &shots[_i / SIZES];
    const struct size *size = &sizes[_i % SIZES];
    struct text path = {0};
    text_addf(&path, "tests/golden/screen/%s-%dx%d.txt", shot->name, size->columns, size->rows);
    start_as(size->rows, size->columns,
             &(struct start){.environment = {"TERM=xterm-256color"}, .arguments = {shot->option}}, false);
    wait_for("unroll>");
    type(shot->keys);
    wait_for(shot->shown);
    if (getenv("UPDATE_GOLDEN") != NULL)
        update_golden(shot, text_string(&path));
    check_golden(shot, text_string(&path));
    type("\007");
    leave();
    text_clear(&path);
}
END_TEST

Suite *suite_whole_screen(void)
{
    Suite *suite = suite_create("whole_screen");
    TCase *tests = tcase_create("whole_screen");
    tcase_add_checked_fixture(tests, NULL, remove_terminal);
    tcase_add_loop_test(tests, screens_show_what_they_showed, 0, SHOTS * SIZES);
    suite_add_tcase(suite, tests);
    return suite;
}
