/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_options.c - the words on the command line, the folders of a person's own files, and the init file that is run
 * only when it is safe. */

#include <dirent.h>

#include "tests/suites.h"
#include "tests/terminal.h"

/* Words on the command line. */

static const struct {
    const char *word, *part;
} informing[] = {
    {"--help", "Usage: unroll [OPTION]... [FILE]...\n"},
    {"--help", "  -e, --execute=COMMANDS"},
    {"--help", "  --keep-going"},
    {"--version", "unroll "},
};

START_TEST(help_and_version_go_to_standard_output)
{
    struct start start = {.arguments = {informing[_i].word}, .input = "print v\n"};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_holds(outcome.out, informing[_i].part);
    ck_assert_str_eq(text_string(&outcome.err), "");
    ck_assert_lacks(outcome.out, "0.5");
    outcome_clear(&outcome);
}
END_TEST

static const struct {
    const char *words[4];
    const char *message;
} wrong[] = {
    {{"--hepl"}, "unroll: unknown option '--hepl'; did you mean '--help'?\n"},
    {{"--keepgoing"}, "unroll: unknown option '--keepgoing'; did you mean '--keep-going'?\n"},
    {{"--zzzzzz"}, "unroll: unknown option '--zzzzzz'\n"},
    {{"-z"}, "unroll: unknown option '-z'\n"},
    {{"-e"}, "unroll: option '-e' needs an argument\n"},
    {{"--execute"}, "unroll: option '--execute' needs an argument\n"},
    {{"-e", "print v", "-q"}, "unroll: unknown option '-q'\n"},
    {{"--batch=yes"}, "unroll: option '--batch=yes' takes no argument\n"},
    {{"--color=red"}, "unroll: --color is auto, always or never, not 'red'\n"},
    {{"--color="}, "unroll: --color is auto, always or never, not ''\n"},
    {{"--colour=always"}, "unroll: unknown option '--colour=always'; did you mean '--color'?\n"},
    {{"--\x1b[31mred"}, "unroll: unknown option '--^[[31mred'\n"},
    {{"--color=\x1b]0;x\x07"}, "unroll: --color is auto, always or never, not '^[]0;x^G'\n"},
};

START_TEST(wrong_options_end_with_2)
{
    struct start start = {.input = "print v\n"};
    struct text expected = {0};
    memcpy(start.arguments, wrong[_i].words, sizeof wrong[_i].words);
    struct outcome outcome = process_run(&start);
    text_addf(&expected, "%sTry 'unroll --help'.\n", wrong[_i].message);
    ck_assert_status(outcome, 2);
    ck_assert_str_eq(text_string(&outcome.err), text_string(&expected));
    ck_assert_str_eq(text_string(&outcome.out), "");
    text_clear(&expected);
    outcome_clear(&outcome);
}
END_TEST

/* Each is run in a folder with the scripts a (print 1), b (print 2) and bad (an error, then print 3). */
static const struct {
    const char *words[8];
    const char *input, *out, *errors;
    int status;
} runs[] = {
    {{"-e", "print v"}, "print 9\n", "0.5\n", "", 0},
    {{"-e", "print v", "-e", "print u"}, "", "0.5\n0.4\n", "", 0},
    {{"-eprint v", "--execute=print u", "--execute", "print W_y"}, "", "0.5\n0.4\n0.9\n", "", 0},
    {{"--exec=print v"}, "", "0.5\n", "", 0},
    {{"-e", "v = 0.7\nprint v"}, "", "v = 0.7 (it was 0.5)\n0.7\n", "", 0},
    {{"-e", "v = 3", "-e", "print v"}, "", "v = 3 (it was 0.5)\n3\n", "", 0},
    {{"-e", "quit", "-e", "print v"}, "", "", "", 0},
    {{"-e", ""}, "print 9\n", "", "", 0},
    {{"-e", "nonsense", "-e", "print v"}, "", "", "unroll: -e:1: unknown command 'nonsense'", 1},
    {{"-e", "print 1\nnonsense\nprint 2"}, "", "1\n", "unroll: -e:2: unknown command 'nonsense'", 1},
    {{"--keep-going", "-e", "nonsense", "-e", "print v"}, "", "0.5\n", "unroll: -e:1: unknown command", 1},
    {{"a", "b"}, "print 9\n", "1\n2\n9\n", "", 0},
    {{"--batch", "a", "b"}, "print 9\n", "1\n2\n", "", 0},
    {{"--batch"}, "print 9\n", "9\n", "", 0},
    {{"a", "-e", "print 5"}, "print 9\n", "1\n5\n", "", 0},
    {{"-e", "print 5", "--", "a"}, "print 9\n", "1\n5\n", "", 0},
    {{"--", "-dashed"}, "", "4\n", "", 0},
    {{"nowhere"}, "print 9\n", "", "unroll: cannot read 'nowhere': No such file or directory", 1},
    {{"."}, "print 9\n", "", "unroll: '.' is not a regular file", 1},
    {{"bad", "a"}, "print 9\n", "", "unroll: bad:1: unknown command 'nonsense'", 1},
    {{"--keep-going", "bad", "a"}, "print 9\n", "3\n1\n9\n", "unroll: bad:1: unknown command 'nonsense'", 1},
    {{"--keep-going", "nowhere", "a"}, "print 9\n", "1\n9\n", "unroll: cannot read 'nowhere'", 1},
    {{NULL}, "print v\n", "0.5\n", "", 0},
    {{NULL}, "", "", "", 0},
    {{NULL}, "print 1\nnonsense\nprint 2\n", "1\n", "unroll: stdin:2: unknown command 'nonsense'", 1},
    {{"--keep-going"}, "nonsense\nprint 2\n", "2\n", "unroll: stdin:1: unknown command 'nonsense'", 1},
    {{"--keep-going"}, "print 2; nonsense; print 3\nprint 4\n", "2\n4\n", "unroll: stdin:1: unknown command", 1},
    {{NULL}, "print 1\nquit\nnonsense\n", "1\n", "", 0},
    {{NULL}, "print 1; quit; nonsense\n", "1\n", "", 0},
    {{"--line"}, "print v\n", "0.5\n", "", 0},
    {{"--no-init", "--color=auto"}, "print v\n", "0.5\n", "", 0},
};

START_TEST(words_run_what_they_should)
{
    struct start start = {.input = runs[_i].input};
    memcpy(start.arguments, runs[_i].words, sizeof runs[_i].words);
    write_string("a", "print 1\n");
    write_string("b", "print 2\n");
    write_string("bad", "nonsense\nprint 3\n");
    write_string("-dashed", "print 4\n");
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, runs[_i].status);
    ck_assert_str_eq(text_string(&outcome.out), runs[_i].out);
    ck_assert_int_eq(strncmp(text_string(&outcome.err), runs[_i].errors, strlen(runs[_i].errors)), 0);
    ck_assert((*runs[_i].errors == '\0') == (outcome.err.length == 0));
    outcome_clear(&outcome);
}
END_TEST

/* Folders of a person. */

/* What a variable may be: %s is the test's folder. */
static const struct {
    const char *home, *state, *config;
    const char *history; /* where the history then is, NULL for nowhere */
} homes[] = {
    {NULL, NULL, NULL, NULL},
    {"", "", "", NULL},
    {"home", "state", "config", NULL}, /* relative ones are ignored */
    {"./home", NULL, NULL, NULL},
    {"%s/missing", NULL, NULL, "missing/.local/state/unroll/history"}, /* made when needed */
    {"%s/home", NULL, NULL, "home/.local/state/unroll/history"},
    {"%s/home", "", "", "home/.local/state/unroll/history"},
    {"%s/home", "state", "config", "home/.local/state/unroll/history"},
    {"%s/home", "%s/state", NULL, "state/unroll/history"},
    {NULL, "%s/state", "%s/config", "state/unroll/history"},
    {"/dev/null", NULL, NULL, NULL},
    {"/proc", NULL, NULL, NULL}, /* nobody can write there */
    {"%s/home", "/proc/unroll", NULL, NULL},
    {"%s/home", "/dev/null/state", "/dev/null", NULL},
    {"%s/file", NULL, NULL, NULL},
};

/* "HOME=/tmp/test/home", or "HOME" where it is not set; yours to free. */
static char *variable(const char *name, const char *value)
{
    struct text text = {0};
    text_add(&text, name);
    if (value != NULL && strncmp(value, "%s", 2) == 0)
        text_addf(&text, "=%s%s", scratch_folder, value + 2);
    else if (value != NULL)
        text_addf(&text, "=%s", value);
    return text_take(&text);
}

static int entries(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    ck_assert_ptr_nonnull(folder);
    while (readdir(folder) != NULL)
        count++;
    closedir(folder);
    return count - 2;
}

static void type_a_line(const struct start *start)
{
    struct terminal terminal = terminal_start(start);
    struct text answer = {0};
    terminal_ready(&terminal);
    terminal_ask(&terminal, "print v", &answer);
    ck_assert_str_eq(text_string(&answer), "0.5\n");
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    ck_assert_ptr_null(strstr(text_string(&terminal.shown), "unroll: "));
    terminal_clear(&terminal);
    text_clear(&answer);
}

START_TEST(any_home_will_do)
{
    char *home = variable("HOME", homes[_i].home), *state = variable("XDG_STATE_HOME", homes[_i].state);
    char *config = variable("XDG_CONFIG_HOME", homes[_i].config);
    struct start start = {.environment = {home, state, config}};
    ck_assert(mkdir("home", 0700) == 0 && mkdir("state", 0700) == 0 && mkdir("here", 0700) == 0);
    write_string("file", "");
    ck_assert_int_eq(chdir("here"), 0);
    type_a_line(&start);
    ck_assert_int_eq(entries("."), 0);
    ck_assert_int_eq(chdir(".."), 0);
    if (homes[_i].history != NULL) {
        struct text history = {0};
        ck_assert_msg(read_bytes(homes[_i].history, &history), "no %s", homes[_i].history);
        ck_assert_str_eq(text_string(&history), "print v\nquit\n");
        text_clear(&history);
    } else {
        ck_assert_int_eq(entries("home") + entries("state"), 0);
    }
    free(home);
    free(state);
    free(config);
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_no_fault)
{
    char *home = variable("HOME", "%s/home");
    struct start start = {.environment = {home}};
    ck_assert_int_eq(mkdir("home", 0500), 0);
    type_a_line(&start);
    chmod("home", 0700);
    free(home);
}
END_TEST

START_TEST(without_a_terminal_nothing_is_remembered)
{
    char *home = variable("HOME", "%s/home");
    struct start start = {.environment = {home}, .input = "print v\n"};
    ck_assert_int_eq(mkdir("home", 0700), 0);
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_int_eq(entries("home"), 0);
    outcome_clear(&outcome);
    free(home);
}
END_TEST

/* The init file. */

static void write_init(void)
{
    ck_assert(mkdir("config", 0700) == 0 && mkdir("config/unroll", 0700) == 0);
    write_string("config/unroll/init", "v = 0.25\n");
    ck_assert_int_eq(chmod("config/unroll/init", 0600), 0);
}

/* Starts at a terminal with these options, and gives v and what was shown before the first prompt. */
static char *start_with_init(const char *option, struct text *shown)
{
    char *config = variable("XDG_CONFIG_HOME", "%s/config");
    struct start start = {.arguments = {option}, .environment = {config}};
    struct terminal terminal = terminal_start(&start);
    struct text answer = {0};
    terminal_ready(&terminal);
    text_add(shown, text_string(&terminal.shown));
    terminal_ask(&terminal, "print v", &answer);
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    terminal_clear(&terminal);
    free(config);
    return text_take(&answer);
}

static const struct {
    const char *option, *v;
} init_options[] = {{NULL, "0.25\n"}, {"--line", "0.25\n"}, {"--no-init", "0.5\n"}};

START_TEST(the_init_file_is_run_at_a_terminal)
{
    struct text shown = {0};
    write_init();
    char *v = start_with_init(init_options[_i].option, &shown);
    ck_assert_str_eq(v, init_options[_i].v);
    ck_assert_lacks(shown, "is not read");
    text_clear(&shown);
    free(v);
}
END_TEST

static const struct {
    const char *words[4];
    const char *input;
} without_init[] = {
    {{NULL}, "print v\n"},
    {{"--batch"}, "print v\n"},
    {{"-e", "print v"}, ""},
    {{"script"}, ""},
};

START_TEST(without_a_terminal_no_init_file_is_run)
{
    char *config = variable("XDG_CONFIG_HOME", "%s/config");
    struct start start = {.environment = {config}, .input = without_init[_i].input};
    memcpy(start.arguments, without_init[_i].words, sizeof without_init[_i].words);
    write_init();
    write_string("script", "print v\n");
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_str_eq(text_string(&outcome.out), "0.5\n");
    outcome_clear(&outcome);
    free(config);
}
END_TEST

static bool others_may_write(void)
{
    return chmod("config/unroll/init", 0602) == 0;
}

static bool group_may_write(void)
{
    return chmod("config/unroll/init", 0660) == 0;
}

static bool is_a_link(void)
{
    return rename("config/unroll/init", "real") == 0 && symlink("../../real", "config/unroll/init") == 0;
}

static bool is_a_folder(void)
{
    return remove("config/unroll/init") == 0 && mkdir("config/unroll/init", 0700) == 0;
}

static bool is_a_pipe(void)
{
    return remove("config/unroll/init") == 0 && mkfifo("config/unroll/init", 0600) == 0;
}

static bool is_anothers(void)
{
    return chown("config/unroll/init", geteuid() + 1, (gid_t)-1) == 0;
}

static bool holds_a_nul(void)
{
    write_bytes("config/unroll/init", "v = 0.25\n\0\n", 11);
    return true;
}

static bool is_too_large(void)
{
    FILE *file = fopen("config/unroll/init", "a");
    for (int i = 0; i < 1024 * 1024 / 16; i++)
        fputs("# a comment 16 b\n", file);
    return fclose(file) == 0;
}

static const struct {
    bool (*spoil)(void);
    const char *reason, *remedy;
} bad_inits[] = {
    {others_may_write, "others may write it", "chmod go-w makes it safe"},
    {group_may_write, "others may write it", "chmod go-w makes it safe"},
    {is_a_link, "it is not a regular file", "put the file itself there"},
    {is_a_folder, "it is not a regular file", "put the file itself there"},
    {is_a_pipe, "it is not a regular file", "put the file itself there"},
    {is_anothers, "it belongs to another user", "make one of your own"},
    {holds_a_nul, "holds a NUL byte; a text file is needed", "or use --no-init"},
    {is_too_large, "is larger than 1048576 bytes, the most that is read", "or use --no-init"},
};

/* One line for every run of blanks and newlines: remarks may be wrapped anywhere. */
static void flatten(struct text *text)
{
    size_t to = 0;
    for (size_t i = 0; i < text->length; i++) {
        bool blank = strchr(" \r\n", text->bytes[i]) != NULL;
        if (!blank || (to > 0 && text->bytes[to - 1] != ' '))
            text->bytes[to++] = blank ? ' ' : text->bytes[i];
    }
    text->length = to;
    text->bytes[to] = '\0';
}

START_TEST(an_init_file_that_is_not_safe_is_refused)
{
    struct text shown = {0};
    write_init();
    /* Only root can give a file away. */
    if (!bad_inits[_i].spoil()) {
        ck_assert(bad_inits[_i].spoil == is_anothers && geteuid() != 0);
        return;
    }
    char *v = start_with_init(NULL, &shown);
    flatten(&shown);
    ck_assert_str_eq(v, "0.5\n");
    ck_assert_holds(shown, "config/unroll/init is not read: ");
    ck_assert_holds(shown, bad_inits[_i].reason);
    ck_assert_holds(shown, bad_inits[_i].remedy);
    text_clear(&shown);
    free(v);
}
END_TEST

START_TEST(a_fault_in_the_init_file_is_told_with_its_line)
{
    struct text shown = {0};
    write_init();
    write_string("config/unroll/init", "# mine\nnonsense\nv = 0.25\n");
    char *v = start_with_init(NULL, &shown);
    ck_assert_holds(shown, "config/unroll/init:2: unknown command 'nonsense'");
    ck_assert_str_eq(v, "0.5\n");
    text_clear(&shown);
    free(v);
}
END_TEST

/* The current folder is anybody's. */
START_TEST(no_init_file_is_taken_from_the_current_folder)
{
    struct text shown = {0};
    ck_assert(mkdir("unroll", 0700) == 0 && mkdir(".config", 0700) == 0 && mkdir(".config/unroll", 0700) == 0);
    write_string("unroll/init", "v = 0.25\n");
    write_string(".config/unroll/init", "v = 0.25\n");
    write_string("init", "v = 0.25\n");
    char *v = start_with_init(NULL, &shown);
    ck_assert_str_eq(v, "0.5\n");
    text_clear(&shown);
    free(v);
}
END_TEST

Suite *suite_options(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = scratch_case("options");
    tcase_add_loop_test(tests, help_and_version_go_to_standard_output, 0, sizeof informing / sizeof *informing);
    tcase_add_loop_test(tests, wrong_options_end_with_2, 0, sizeof wrong / sizeof *wrong);
    tcase_add_loop_test(tests, words_run_what_they_should, 0, sizeof runs / sizeof *runs);
    tcase_add_loop_test(tests, any_home_will_do, 0, sizeof homes / sizeof *homes);
    tcase_add_test(tests, a_folder_that_cannot_be_written_is_no_fault);
    tcase_add_test(tests, without_a_terminal_nothing_is_remembered);
    tcase_add_loop_test(tests, the_init_file_is_run_at_a_terminal, 0, sizeof init_options / sizeof *init_options);
    tcase_add_loop_test(tests, without_a_terminal_no_init_file_is_run, 0, sizeof without_init / sizeof *without_init);
    tcase_add_loop_test(tests, an_init_file_that_is_not_safe_is_refused, 0, sizeof bad_inits / sizeof *bad_inits);
    tcase_add_test(tests, a_fault_in_the_init_file_is_told_with_its_line);
    tcase_add_test(tests, no_init_file_is_taken_from_the_current_folder);
    suite_add_tcase(suite, tests);
    return suite;
}
