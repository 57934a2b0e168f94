/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_faces.c - the same commands give the same text whichever way they come in, and what a person at a terminal has
 * besides: the keys, the history, the colours, and a way out that leaves the terminal as it was. */

#include <fcntl.h>
#include <locale.h>

#include "base/file.h"
#include "base/utf8.h"
#include "command/command.h"
#include "tests/suites.h"
#include "tests/terminal.h"
#include "ui/history.h"

/* One script through every face. */

static const char *const script[] = {
    "step",
    "step 2",
    "back",
    "series v 3",
    "graph",
    "table",
    "grad v 3",
    "goto back 2",
    "grad",
    "grad u",
    "check",
    "notes",
    "notes 3",
    "print v a<3> L dL/dv",
    "v = 0.75",
    "u = 1/3; W_y = 1",
    "undo; undo",
    "redo",
    "substep 3",
    "save one.unroll",
    "v = 2",
    "load one.unroll",
    "print v u",
    "nonsense",
    "print dL/dq",
    "v = 1,5",
    "goto 9",
    "print \xC5\xB7<2> \xE2\x88\x82L/\xE2\x88\x82u",
    "y = 1 0 none 1",
    "goto 3",
    "loss",
    "triangle",
    "print L",
    "example matrix",
    "show",
    "step",
    "print V",
    "check V",
    "load nowhere",
    "source inner",
    "set digits 12",
    "expand",
    "truncate 2",
    "triangle",
    "plot a<1>[2]",
    "export it.csv",
    "export it.pdf",
    "explain dL<2>/dV",
    "help step",
    "set",
    "set ascii on",
    "graph",
    "step",
    "series",
    "set ascii off",
    "session",
    "reset",
    "play 0",
    "x = ones 1100; v = 2; goto 1026",
    "# nothing",
    "print 1; nonsense; print 2",
    "watch a<t>; step; unwatch",
};

enum { LINES = sizeof script / sizeof *script };

/* The script as lines of one text, yours to clear. */
static struct text whole_script(void)
{
    struct text text = {0};
    for (int i = 0; i < LINES; i++)
        text_addf(&text, "%s\n", script[i]);
    return text;
}

/* Takes away where an error was: "unroll: stdin:3: " becomes "unroll: "; the lines that name the sourcing ones go. */
static struct text without_places(const struct text *text)
{
    struct text plain = {0};
    for (const char *line = text_string(text); *line != '\0'; line += strcspn(line, "\n") + 1) {
        size_t length = strcspn(line, "\n") + 1, at = 0;
        char name[32];
        int number, end = 0;
        if (strncmp(line, "  sourced from ", 15) == 0)
            continue;
        if (sscanf(line, "unroll: %31[^: ]:%d: %n", name, &number, &end) == 2 && end > 0)
            at = (size_t)end;
        text_add(&plain, at > 0 ? "unroll: " : "");
        text_add_bytes(&plain, line + at, length - at);
    }
    return plain;
}

static struct text say_batch(const struct start *start)
{
    struct outcome outcome = process_run(start);
    struct text plain = without_places(&outcome.out);
    ck_assert_status(outcome, 1);
    outcome_clear(&outcome);
    return plain;
}

static struct text by_stdin(const struct text *script_text)
{
    struct start start = {.arguments = {"--keep-going"}, .input = text_string(script_text), .together = true};
    return say_batch(&start);
}

static struct text by_option(const struct text *script_text)
{
    struct start start = {.arguments = {"--keep-going", "-e", text_string(script_text)}, .together = true};
    return say_batch(&start);
}

static struct text by_options(const struct text *script_text)
{
    struct start start = {.arguments = {"--keep-going"}, .together = true};
    /* One -e for every tenth of the script. */
    static struct text parts[10];
    (void)script_text;
    for (int i = 0; i < LINES; i++)
        text_addf(&parts[i * 10 / LINES], "%s\n", script[i]);
    for (int i = 0; i < 10; i++) {
        start.arguments[1 + 2 * i] = "-e";
        start.arguments[2 + 2 * i] = text_string(&parts[i]);
    }
    return say_batch(&start);
}

static struct text by_file(const struct text *script_text)
{
    struct start start = {.arguments = {"--keep-going", "--batch", "script"}, .together = true};
    write_bytes("script", script_text->bytes, script_text->length);
    return say_batch(&start);
}

static struct text by_source(const struct text *script_text)
{
    struct start start = {.arguments = {"--keep-going", "-e", "source script"}, .together = true};
    write_bytes("script", script_text->bytes, script_text->length);
    return say_batch(&start);
}

static struct text by_terminal(const struct text *script_text)
{
    struct start start = {.environment = {"NO_COLOR=1"}};
    struct terminal terminal = terminal_start(&start);
    struct text said = {0};
    (void)script_text;
    terminal_ready(&terminal);
    for (int i = 0; i < LINES; i++)
        terminal_ask(&terminal, script[i], &said);
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    terminal_clear(&terminal);
    struct text plain = without_places(&said);
    text_clear(&said);
    return plain;
}

static const struct {
    const char *name;
    struct text (*say)(const struct text *script_text);
} faces[] = {
    {"-e", by_option},     {"ten times -e", by_options}, {"a file", by_file},
    {"source", by_source}, {"a terminal", by_terminal},
};

/* The first line in which two texts differ. */
static void check_same(const char *name, const struct text *expected, const struct text *found)
{
    const char *a = text_string(expected), *b = text_string(found);
    while (*a != '\0' && strncmp(a, b, strcspn(a, "\n") + 1) == 0) {
        size_t length = strcspn(a, "\n") + 1;
        a += length;
        b += length;
    }
    ck_assert_msg(*a == '\0' && *b == '\0', "%s says\n%.*s\nwhere standard input says\n%.*s", name,
                  (int)strcspn(b, "\n"), b, (int)strcspn(a, "\n"), a);
}

static void write_inner(void)
{
    write_string("inner", "print 11\nnonsense\nprint 12\n");
}

START_TEST(every_face_says_the_same)
{
    struct text whole = whole_script();
    write_inner();
    struct text expected = by_stdin(&whole), found = faces[_i].say(&whole);
    /* A few words, so that two empty texts are not taken for the same. */
    ck_assert_holds(expected, "a<3>=0.5; \xC5\xB7<3>=0.65, the target is 1");
    ck_assert_holds(expected, "unroll: unknown command 'nonsense'");
    ck_assert_holds(expected, "\n11\nunroll: unknown command 'nonsense'; help lists them\n  nonsense\n  ^\n12\n");
    check_same(faces[_i].name, &expected, &found);
    text_clear(&whole);
    text_clear(&expected);
    text_clear(&found);
}
END_TEST

/* Locales. */

static struct text in_locale(const char *locale, const char *option)
{
    struct text whole = whole_script();
    struct start start = {
        .arguments = {"--keep-going", option}, .environment = {locale}, .input = text_string(&whole), .together = true};
    write_inner();
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    text_clear(&whole);
    text_clear(&outcome.err);
    return outcome.out;
}

static const char *const other_locales[] = {"LC_ALL=de_DE.UTF-8", "LC_ALL=en_US.UTF-8", "LC_ALL=fr_FR.UTF-8"};

/* Decimal commas, other words for errors: none of it may be seen. */
START_TEST(every_locale_gives_the_same_bytes)
{
    if (setlocale(LC_ALL, strchr(other_locales[_i], '=') + 1) == NULL)
        return;
    struct text expected = in_locale("LC_ALL=C.UTF-8", NULL), found = in_locale(other_locales[_i], NULL);
    check_same(other_locales[_i], &expected, &found);
    text_clear(&expected);
    text_clear(&found);
}
END_TEST

static const struct {
    const char *locale, *option;
} ascii_ways[] = {
    {"LC_ALL=C.UTF-8", "--ascii"},
    {"LC_ALL=C", NULL},
    {"LC_ALL=POSIX", "--ascii"},
    {"LC_ALL=nowhere.UTF-8", NULL},
};

/* The first byte that is not ASCII, or NULL. */
static const char *not_ascii(const char *string)
{
    while (*string != '\0' && (unsigned char)*string < 0x80)
        string++;
    return *string == '\0' ? NULL : string;
}

static void cut_at(struct text *text, const char *string)
{
    char *found = strstr(text->bytes, string);
    ck_assert_ptr_nonnull(found);
    text->length = (size_t)(found - text->bytes);
    *found = '\0';
}

START_TEST(ascii_is_ascii_everywhere)
{
    struct text expected = in_locale("LC_ALL=C.UTF-8", "--ascii");
    struct text found = in_locale(ascii_ways[_i].locale, ascii_ways[_i].option);
    /* `set ascii off` is refused where ASCII is all the locale has. */
    cut_at(&expected, "ascii = on");
    cut_at(&found, "ascii = on");
    ck_assert_msg(not_ascii(text_string(&found)) == NULL, "%.80s", not_ascii(text_string(&found)));
    check_same(ascii_ways[_i].locale, &expected, &found);
    text_clear(&expected);
    text_clear(&found);
}
END_TEST

static const char *const pictures[] = {
    "graph",         "table",
    "series",        "triangle",
    "grad",          "grad v",
    "show",          "plot z<1>",
    "explain dL/dv", "notes 3",
    "notes",         "check",
    "loss",          "expand",
    "help names",    "truncate 2; triangle",
    "step",          "example matrix; show; grad; step",
};

START_TEST(set_ascii_draws_with_ascii_only)
{
    struct text line = {0};
    text_addf(&line, "set ascii on; goto 3; %s; goto back 2; %s", pictures[_i], pictures[_i]);
    struct start start = {.arguments = {"-e", text_string(&line)}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_msg(not_ascii(text_string(&outcome.out)) == NULL, "%.80s", not_ascii(text_string(&outcome.out)));
    ck_assert_lacks(outcome.out, "?");
    outcome_clear(&outcome);
    text_clear(&line);
}
END_TEST

/* Away from a terminal a line has 80 columns. */
START_TEST(help_fits_into_80_columns)
{
    struct text line = {0};
    text_add(&line, "help; help names; help keys");
    for (const struct command *const *row = commands; *row != NULL; row++)
        text_addf(&line, "; help %s", (*row)->name);
    struct start start = {.arguments = {"-e", text_string(&line)}, .environment = {"LC_ALL=C.UTF-8"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    text_empty(&line);
    for (size_t at = 0; file_next_line(outcome.out.bytes, outcome.out.length, &at, &line);)
        ck_assert_msg(utf8_width(text_string(&line)) <= 80, "%s", text_string(&line));
    outcome_clear(&outcome);
    text_clear(&line);
}
END_TEST

START_TEST(a_locale_of_ascii_refuses_more)
{
    struct start start = {.arguments = {"-e", "set ascii off"}, .environment = {"LC_ALL=C"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, "this locale cannot show more than ASCII");
    ck_assert_holds(outcome.err, "start unroll with LC_ALL=C.UTF-8");
    outcome_clear(&outcome);
}
END_TEST

/* Colours. */

static const struct {
    bool terminal;
    const char *environment[2];
    const char *option;
    bool colours;
} colour_rows[] = {
    {false, {"TERM=xterm-256color"}, "--color=auto", false},
    {false, {"TERM=xterm-256color"}, "--color=never", false},
    {false, {"TERM=xterm-256color"}, "--color=always", true},
    {false, {"TERM=xterm", "NO_COLOR=1"}, "--color=always", true},
    {true, {"TERM=xterm-256color"}, "--color=auto", true},
    {true, {"TERM=xterm"}, "--color=auto", true},
    {true, {"TERM=xterm", "NO_COLOR=1"}, "--color=auto", false},
    {true, {"TERM=xterm", "NO_COLOR="}, "--color=auto", true},
    {true, {"TERM=dumb"}, "--color=auto", false},
    {true, {"TERM="}, "--color=auto", false},
    {true, {"TERM"}, "--color=auto", false},
    {true, {"TERM=xterm-256color"}, "--color=never", false},
    {true, {"TERM=dumb"}, "--color=always", true},
};

static struct text shown_by(const struct start *start, bool on_terminal)
{
    struct text shown = {0};
    if (on_terminal) {
        struct terminal terminal = terminal_start(start);
        ck_assert_int_eq(terminal_end(&terminal), 0);
        text_add(&shown, text_string(&terminal.shown));
        terminal_clear(&terminal);
    } else {
        struct outcome outcome = process_run(start);
        ck_assert_status(outcome, 0);
        text_add(&shown, text_string(&outcome.out));
        outcome_clear(&outcome);
    }
    return shown;
}

START_TEST(colours_are_for_terminals_that_want_them)
{
    struct start start = {.arguments = {colour_rows[_i].option, "-e", "goto back 3; graph; grad"}};
    memcpy(start.environment, colour_rows[_i].environment, sizeof colour_rows[_i].environment);
    struct text shown = shown_by(&start, colour_rows[_i].terminal);
    bool many = strstr(text_string(&shown), "\x1b[38;5;") != NULL;
    ck_assert_holds(shown, "W_y");
    ck_assert_int_eq(strchr(text_string(&shown), '\x1b') != NULL, colour_rows[_i].colours);
    ck_assert_int_eq(many, colour_rows[_i].colours && strstr(colour_rows[_i].environment[0], "256") != NULL);
    text_clear(&shown);
}
END_TEST

/* A terminal that stays coloured after a line would be a nuisance. */
START_TEST(every_line_puts_the_colour_back)
{
    struct start start = {
        .arguments = {"--color=always", "-e", "goto back 3; graph; grad; triangle; plot a<1>; table"}};
    struct text shown = shown_by(&start, false);
    for (const char *line = text_string(&shown); *line != '\0'; line += strcspn(line, "\n") + 1) {
        const char *end = line + strcspn(line, "\n"), *last = NULL;
        for (const char *c = line; c < end; c++)
            last = *c == '\x1b' ? c : last;
        ck_assert_msg(last == NULL || strncmp(last, "\x1b[0m", 4) == 0, "%.*s", (int)(end - line), line);
    }
    text_clear(&shown);
}
END_TEST

/* A person at the terminal. */

static struct terminal terminal;
static struct text answer;

static void sit_down(const struct start *start)
{
    terminal = terminal_start(start);
    terminal_ready(&terminal);
}

static const char *ask(const char *line)
{
    text_empty(&answer);
    terminal_ask(&terminal, line, &answer);
    return text_string(&answer);
}

static void leave(const char *keys, int status)
{
    terminal_type(&terminal, keys);
    ck_assert_int_eq(terminal_end(&terminal), status);
    ck_assert(terminal_is_restored(&terminal));
    terminal_clear(&terminal);
    text_clear(&answer);
}

START_TEST(it_greets_and_prompts)
{
    struct start start = {0};
    sit_down(&start);
    ck_assert_holds(terminal.shown, ": backpropagation through time, step by step.");
    ck_assert_str_eq(ask("print v"), "0.5\n");
    leave("quit\r", 0);
}
END_TEST

START_TEST(an_empty_line_repeats_the_last_motion)
{
    struct start start = {0};
    sit_down(&start);
    ck_assert_str_eq(ask(""), "");
    ask("step");
    ck_assert_int_eq(strncmp(ask(""), "t=2: ", 5), 0);
    ask("series");
    ask("print v");
    ck_assert_int_eq(strncmp(ask("  "), "t=3: ", 5), 0);
    ask("back 2");
    ck_assert_int_eq(strncmp(ask("step; step"), "t=2: ", 5), 0);
    ck_assert_int_eq(strncmp(ask(""), "t=4: ", 5), 0);
    ask("goto 99");
    ck_assert_int_eq(strncmp(ask(""), "t=4: \xC5\xB7<4> sends", 13), 0);
    leave("quit\r", 0);
}
END_TEST

static const struct {
    const char *keys, *part;
} completions[] = {
    {"tria\t", "rows are losses"},
    {"print yh\t<2>", "0.38"},
    {"print v; tab\t", "table"},
    {"print dyh\t<4>/dv", "0.63"},
    {"example mem\t", "what a<t> remembers"},
    {"source uniq\t", "42"},
    {"source fol\tdeep\t", "43"},
    {"set dig\t 9", "digits = 9"},
    {"set asc\t of\t", "ascii = off"},
    {"print ∂L/∂W\t", "-1.98896"},
    {"help trun\t", "truncate [tau|off]"},
    {"x = impu\t 3", "x has 3 values"},
    {"g = sigm\t", "g = sigmoid"},
    {"loss = ms\t", "loss = mse"},
    {"grad W\t 2", "0.322581"},
    {"watch yha\t<t>", "watching yhat<t>"},
    {"print 7*6 # tria\tgle, not a comma\tnd", "42"},
    {"export it.cs\t", "wrote it.csv."},
    {"export it.svg tria\t", "wrote it.svg."},
    {"export it.cast uniq\t", "wrote it.cast."},
    {"export it.md --bl\t", "wrote it.md."},
    {"compare oth\t", "two networks"},
    {"lesson check 16\t", "1 lesson, no faults."},
    {"lesson reset unrol\t", "unrolling"},
    /* names that need quotes get them, and quotes that are there are closed */
    {"source our\t", "44"},
    {"source \"our w\t", "44"},
    {"source 'our w\t", "44"},
    {"source 'our w\t; prin\tv", "44\n0.5"},
    {"source tw\to\t", "45"},
    {"source it\t", "47"},
    {"source \"unique-n\t", "42"},
    {"source it's; prin\tv", "47\n0.5"},
};

START_TEST(tab_completes)
{
    struct start start = {0};
    write_string("unique-name.unroll", "print 42\n");
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    write_string("folder/deeply", "print 43\n");
    write_string("our work", "print 44\n");
    ck_assert_int_eq(mkdir("two; words", 0700), 0);
    write_string("two; words/of three", "print 45\n");
    write_string("it's", "print 47\n");
    sit_down(&start);
    ask("save other.unroll");
    ask("lesson new 16-echoes.md");
    ask("goto 4");
    ask(completions[_i].keys);
    ck_assert_holds(answer, completions[_i].part);
    ck_assert_lacks(answer, "unroll: ");
    leave("quit\r", 0);
}
END_TEST

/* Strangers name files so that a terminal obeys them, or so that they look like others. */
START_TEST(file_names_that_cannot_be_seen_are_not_offered)
{
    struct start start = {0};
    write_string("s1\x1b]0;title\x07", "");
    write_string("s2\xE2\x80\xAEtxt", "");
    write_string("s3\xC2\x9B"
                 "31m",
                 "");
    write_string("seen", "print 42\n");
    write_string("t1\xE2\x80\xAE", "");
    write_string("u1", "");
    write_string("u2", "");
    write_string("u3\xE2\x80\xAE", "");
    sit_down(&start);
    ck_assert_str_eq(ask("source s\t"), "42\n");
    ask("source t\t");
    ck_assert_holds(answer, "cannot read 't'");
    terminal_type(&terminal, "source u\t\t");
    terminal_expect(&terminal, "u1");
    terminal_expect(&terminal, "u2");
    terminal_expect(&terminal, "unroll> source u");
    ck_assert_str_eq(ask("1"), "");
    ck_assert_lacks(terminal.shown, "\x1b");
    ck_assert_lacks(terminal.shown, "\xE2\x80\xAE");
    ck_assert_lacks(terminal.shown, "\xC2\x9B");
    leave("quit\r", 0);
}
END_TEST

START_TEST(two_tabs_list_the_candidates)
{
    struct start start = {0};
    sit_down(&start);
    terminal_type(&terminal, "pl\t\t");
    terminal_expect(&terminal, "play");
    terminal_expect(&terminal, "plot");
    terminal_expect(&terminal, "unroll> pl");
    terminal_ask(&terminal, "ay 0", &answer);
    ck_assert_holds(answer, "t=4: ");
    leave("quit\r", 0);
}
END_TEST

START_TEST(history_survives_to_the_next_start)
{
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state)}};
    sit_down(&start);
    ask("print 41");
    ask("print 42");
    ask("print 42");
    leave("quit\r", 0);
    sit_down(&start);
    ck_assert_str_eq(ask("\x10\x10"), "42\n");
    ck_assert_str_eq(ask("\x10\x10\x10\x10"), "41\n");
    ck_assert_str_eq(ask("\x12t 41"), "41\n");
    ck_assert_str_eq(ask("history"), "   1  print 42\n   2  print 41\n   3  print 41\n   4  history\n");
    leave("\x04", 0);
    text_clear(&state);
}
END_TEST

START_TEST(a_history_that_is_no_file_is_left_alone)
{
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state)}};
    ck_assert(mkdir("unroll", 0700) == 0 && mkfifo("unroll/history", 0600) == 0);
    sit_down(&start);
    ck_assert_str_eq(ask("print 6*7"), "42\n");
    leave("quit\r", 0);
    text_clear(&state);
}
END_TEST

/* Readline shows a line of the history as it is. */
START_TEST(the_history_holds_nothing_that_a_terminal_obeys)
{
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state)}};
    ck_assert_int_eq(mkdir("unroll", 0700), 0);
    write_string("unroll/history", "print 41\nprint 42 # \xE2\x80\xAE\nprint 43 # \xC2\x9B"
                                   "31m\n\x1B[31m\n");
    sit_down(&start);
    ck_assert_str_eq(ask("\x10"), "41\n");
    leave("quit\r", 0);
    text_clear(&state);
}
END_TEST

START_TEST(the_history_file_stays_short)
{
    struct text state = {0}, lines = {0}, kept = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state)}};
    for (int i = 0; i < 3000; i++)
        text_addf(&lines, "print %d\n", i);
    ck_assert_int_eq(mkdir("unroll", 0700), 0);
    write_string("unroll/history", text_string(&lines));
    sit_down(&start);
    ask("print 9999");
    leave("quit\r", 0);
    ck_assert(read_bytes("unroll/history", &kept));
    int count = 0;
    for (const char *c = text_string(&kept); *c != '\0'; c++)
        count += *c == '\n';
    ck_assert_int_eq(count, 1000);
    ck_assert_holds(kept, "print 2999\nprint 9999\nquit\n");
    text_clear(&state);
    text_clear(&lines);
    text_clear(&kept);
}
END_TEST

/* The disk is full from the first byte on, or in the middle. */
START_TEST(a_full_disk_takes_nothing_of_the_history)
{
    struct rlimit limit, none = {(rlim_t)(_i * 10), (rlim_t)RLIM_INFINITY};
    struct text lines = {0}, kept = {0};
    struct fault fault = {0};
    write_string("history", "print 1\nprint 2\nprint 3");
    text_add(&lines, "print 4\n");
    ck_assert(!history_add("nowhere/history", &lines, 1000, &fault));
    ck_assert_holds(fault.message, "cannot write 'nowhere/history'");
    fault_clear(&fault);
    getrlimit(RLIMIT_FSIZE, &limit);
    none.rlim_max = limit.rlim_max;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
    bool done = history_add("history", &lines, 1000, &fault);
    setrlimit(RLIMIT_FSIZE, &limit);
    ck_assert(!done);
    ck_assert(read_bytes("history", &kept));
    ck_assert_str_eq(text_string(&kept), "print 1\nprint 2\nprint 3");
    fault_clear(&fault);
    ck_assert(history_add("history", &lines, 3, &fault));
    text_empty(&kept);
    ck_assert(read_bytes("history", &kept));
    ck_assert_str_eq(text_string(&kept), "print 2\nprint 3\nprint 4\n");
    text_clear(&lines);
    text_clear(&kept);
}
END_TEST

/* As after a power cut. */
START_TEST(what_is_no_text_leaves_the_history)
{
    static const char damaged[] = "print 1\n\0\0\0\nprint 2\n\0";
    struct text lines = {0}, kept = {0};
    struct fault fault = {0};
    FILE *file = fopen("history", "wb");
    ck_assert_uint_eq(fwrite(damaged, 1, sizeof damaged - 1, file), sizeof damaged - 1);
    ck_assert_int_eq(fclose(file), 0);
    text_add(&lines, "print 3\n");
    ck_assert(history_add("history", &lines, 1000, &fault));
    ck_assert(read_bytes("history", &kept));
    ck_assert_str_eq(text_string(&kept), "print 1\nprint 2\nprint 3\n");
    text_clear(&lines);
    text_clear(&kept);
}
END_TEST

/* Each adds a line of its own, many at once. */
START_TEST(programs_that_quit_at_once_lose_no_line)
{
    enum { PROGRAMS = 20 };
    struct text kept = {0};
    for (int i = 0; i < PROGRAMS; i++) {
        pid_t program = fork();
        if (program == 0) {
            struct text line = {0};
            struct fault fault = {0};
            text_addf(&line, "print %d\n", 100 + i);
            _exit(history_add("history", &line, 1000, &fault) ? 0 : 1);
        }
    }
    for (int i = 0, status; i < PROGRAMS; i++)
        ck_assert(wait(&status) > 0 && status == 0);
    ck_assert(read_bytes("history", &kept));
    for (int i = 0; i < PROGRAMS; i++) {
        char line[16];
        snprintf(line, sizeof line, "print %d\n", 100 + i);
        ck_assert_holds(kept, line);
    }
    text_clear(&kept);
}
END_TEST

START_TEST(ctrl_c_gives_a_fresh_prompt)
{
    struct start start = {0};
    sit_down(&start);
    ask("v = 0.75; step");
    terminal_type(&terminal, "u = 9");
    terminal_expect(&terminal, "u = 9");
    terminal_type(&terminal, "\x03");
    terminal_expect(&terminal, "\nunroll> ");
    ck_assert_str_eq(ask("print u v t"), "0.4\n0.75\n1\n");
    terminal_type(&terminal, "\x03");
    terminal_expect(&terminal, "\nunroll> ");
    ck_assert_str_eq(ask("print u"), "0.4\n");
    leave("quit\r", 0);
}
END_TEST

static long bytes_read(void)
{
    char path[64];
    long count = -1;
    snprintf(path, sizeof path, "/proc/%d/io", (int)terminal.pid);
    FILE *file = fopen(path, "r");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_eq(fscanf(file, "rchar: %ld", &count), 1);
    fclose(file);
    return count;
}

/* Types keys and waits until the program has read each of them, for a paste shows nothing before its end; Ctrl-C would
 * throw away what is unread. */
static void type_to_be_read(const char *keys)
{
    long before = bytes_read();
    terminal_type(&terminal, keys);
    while (bytes_read() < before + (long)strlen(keys))
        ck_assert(time(NULL) < terminal.deadline);
}

START_TEST(ctrl_c_gives_up_a_paste)
{
    struct start start = {.environment = {"TERM=xterm"}};
    sit_down(&start);
    type_to_be_read("\033[200~v = 9\nprint 6*7");
    terminal_type(&terminal, "\x03");
    terminal_expect(&terminal, "\n");
    terminal_expect(&terminal, terminal_prompt);
    terminal_type(&terminal, "print v u\r");
    terminal_expect(&terminal, "0.5\r\n0.4\r\n");
    leave("quit\r", 0);
}
END_TEST

static const char *const ways_out[] = {"quit\r", "q\r", "exit\r", ":q\r", "\x04", "print 1; quit; print 2\r"};

START_TEST(there_are_ways_out)
{
    struct start start = {0};
    sit_down(&start);
    ask("step");
    leave(ways_out[_i], 0);
}
END_TEST

/* Errors on the way do not count: a person has seen them. */
START_TEST(errors_at_a_terminal_do_not_fail)
{
    struct start start = {0};
    sit_down(&start);
    ck_assert_str_eq(ask("nonsense"), "unroll: unknown command 'nonsense'; help lists them\n  nonsense\n  ^\n");
    leave("quit\r", 0);
}
END_TEST

static const struct {
    int signal;
    const char *term, *begun;
} endings[] = {{SIGTERM, "TERM=dumb", "half a li"},
               {SIGHUP, "TERM=dumb", "half a li"},
               {SIGTERM, "TERM=xterm", "half a li"},
               {SIGHUP, "TERM=xterm", "half a li"},
               {SIGTERM, "TERM=xterm", "\033[200~half a paste"},
               {SIGHUP, "TERM=xterm", "\033[200~half a paste"}};

/* The history is kept all the same, and the session is offered at the next start. */
START_TEST(signals_end_it_and_the_terminal_is_as_before)
{
    struct text state = {0}, history = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), endings[_i].term}};
    sit_down(&start);
    terminal_type(&terminal, "v = 0.625\r");
    terminal_expect(&terminal, "it was 0.5");
    terminal_expect(&terminal, terminal_prompt);
    type_to_be_read(endings[_i].begun);
    ck_assert(!terminal_is_restored(&terminal));
    kill(terminal.pid, endings[_i].signal);
    leave("", 128 + endings[_i].signal);
    ck_assert(read_bytes("unroll/history", &history));
    ck_assert_str_eq(text_string(&history), "v = 0.625\n");
    start.environment[1] = "TERM=dumb";
    sit_down(&start);
    ck_assert_holds(terminal.shown, "The last session was ended from outside.");
    ask("load unroll/autosave");
    ck_assert_str_eq(ask("print v"), "0.625\n");
    leave("quit\r", 0);
    /* Offered once, and not lost. */
    ck_assert_int_ne(access("unroll/autosave", F_OK), 0);
    sit_down(&start);
    ck_assert(strstr(text_string(&terminal.shown), "was ended from outside") == NULL);
    ask("load unroll/autosave.old");
    ck_assert_str_eq(ask("print v"), "0.625\n");
    leave("quit\r", 0);
    text_clear(&state);
    text_clear(&history);
}
END_TEST

/* As when a window with several terminals is closed, and then another at once. */
START_TEST(sessions_that_end_at_once_are_all_kept)
{
    static const char *const paths[] = {"unroll/autosave", "unroll/autosave-2", "unroll/autosave-3"};
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), "TERM=dumb"}};
    struct terminal open[3];
    for (int i = 0; i < 3; i++) {
        struct text line = {0};
        open[i] = terminal_start(&start);
        terminal_ready(&open[i]);
        text_addf(&line, "v = %d", i + 2);
        terminal_ask(&open[i], text_string(&line), NULL);
        text_clear(&line);
    }
    for (int i = 0; i < 3; i++)
        kill(open[i].pid, SIGHUP);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(terminal_end(&open[i]), 128 + SIGHUP);
        terminal_clear(&open[i]);
    }
    sit_down(&start);
    ck_assert_holds(terminal.shown, "3 sessions were ended from outside.");
    int product = 1;
    for (int i = 0; i < 3; i++) {
        struct text line = {0};
        text_addf(&line, "load %s", paths[i]);
        ask(text_string(&line));
        product *= atoi(ask("print v"));
        text_clear(&line);
    }
    ck_assert_int_eq(product, 2 * 3 * 4);
    leave("quit\r", 0);
    for (int i = 0; i < 3; i++)
        ck_assert_int_ne(access(paths[i], F_OK), 0);
    ck_assert_int_eq(access("unroll/autosave-3.old", F_OK), 0);
    text_clear(&state);
}
END_TEST

/* What nobody has been offered is not set aside, and what was stays where there is no room for another. */
START_TEST(a_session_is_set_aside_only_when_it_was_offered)
{
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), "TERM=dumb"}};
    sit_down(&start);
    struct terminal other = terminal_start(&start);
    terminal_ready(&other);
    terminal_ask(&other, "v = 0.625", NULL);
    kill(other.pid, SIGTERM);
    ck_assert_int_eq(terminal_end(&other), 128 + SIGTERM);
    terminal_clear(&other);
    leave("quit\r", 0);
    sit_down(&start);
    ck_assert_holds(terminal.shown, "The last session was ended from outside.");
    ask("x = ones 9000000");
    kill(terminal.pid, SIGTERM);
    leave("", 128 + SIGTERM);
    ck_assert_int_eq(access("unroll/autosave", F_OK), 0);
    text_clear(&state);
}
END_TEST

/* One that was offered to two: the first sets it aside, and the name is the second's own then. */
START_TEST(a_name_that_is_free_again_is_no_longer_the_offered_one)
{
    struct text state = {0}, kept = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), "TERM=dumb"}};
    ck_assert_int_eq(mkdir("unroll", 0700), 0);
    write_string("unroll/autosave", "v = 0.125\n");
    sit_down(&start);
    struct terminal other = terminal_start(&start);
    terminal_ready(&other);
    terminal_ask(&other, "v = 0.625", NULL);
    leave("quit\r", 0);
    kill(other.pid, SIGHUP);
    ck_assert_int_eq(terminal_end(&other), 128 + SIGHUP);
    terminal_clear(&other);
    ck_assert(read_bytes("unroll/autosave.old", &kept));
    ck_assert_str_eq(text_string(&kept), "v = 0.125\n");
    text_empty(&kept);
    ck_assert(read_bytes("unroll/autosave", &kept));
    ck_assert_holds(kept, "v = 0.625\n");
    text_clear(&kept);
    text_clear(&state);
}
END_TEST

/* Those that were offered make room. */
START_TEST(where_all_names_are_taken_the_offered_ones_make_room)
{
    struct text state = {0}, kept = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), "TERM=dumb"}};
    ck_assert_int_eq(mkdir("unroll", 0700), 0);
    write_string("unroll/autosave", "v = 0.125\n");
    for (int i = 2; i <= 9; i++) {
        char path[32];
        snprintf(path, sizeof path, "unroll/autosave-%d", i);
        write_string(path, "v = 0.25\n");
    }
    sit_down(&start);
    ask("v = 0.625");
    kill(terminal.pid, SIGHUP);
    leave("", 128 + SIGHUP);
    ck_assert(read_bytes("unroll/autosave", &kept));
    ck_assert_holds(kept, "v = 0.625\n");
    ck_assert_int_eq(access("unroll/autosave-9.old", F_OK), 0);
    text_clear(&kept);
    text_clear(&state);
}
END_TEST

/* What can be said of it is all there is left to do. */
START_TEST(a_session_too_large_for_a_file_is_not_lost_in_silence)
{
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), "TERM=dumb"}};
    sit_down(&start);
    ask("x = ones 9000000");
    kill(terminal.pid, SIGTERM);
    terminal_expect(&terminal, "unroll: saving the session: this session would take more than 16777216 bytes");
    leave("", 128 + SIGTERM);
    ck_assert_int_ne(access("unroll/autosave", F_OK), 0);
    text_clear(&state);
}
END_TEST

/* The lesson sets up its networks again; what it will give back is what would be lost. */
START_TEST(a_signal_in_a_lesson_saves_the_network_from_before)
{
    struct text state = {0};
    text_addf(&state, "XDG_STATE_HOME=%s", scratch_folder);
    struct start start = {.environment = {text_string(&state), "TERM=dumb"}};
    sit_down(&start);
    ask("v = 0.66");
    terminal_type(&terminal, "lesson unrolling\r\r");
    terminal_expect(&terminal, "unrolling 1/");
    kill(terminal.pid, SIGTERM);
    leave("", 128 + SIGTERM);
    sit_down(&start);
    ask("load unroll/autosave");
    ck_assert_str_eq(ask("print v"), "0.66\n");
    leave("quit\r", 0);
    text_clear(&state);
}
END_TEST

START_TEST(a_signal_ends_it_behind_ctrl_s_too)
{
    struct start start = {0};
    sit_down(&start);
    terminal_type(&terminal, "\x13print 1\r");
    kill(terminal.pid, SIGTERM);
    leave("", 128 + SIGTERM);
}
END_TEST

START_TEST(a_terminal_that_vanishes_ends_it)
{
    struct start start = {0};
    sit_down(&start);
    close(terminal.master);
    ck_assert_int_eq(process_status(terminal.pid), 128 + SIGHUP);
    text_clear(&terminal.shown);
}
END_TEST

START_TEST(inputrc_may_speak_to_unroll)
{
    struct text inputrc = {0};
    text_addf(&inputrc, "INPUTRC=%s/inputrc", scratch_folder);
    write_string("inputrc", "\"\\C-x1\": \"print 76\\n\"\n$if Unroll\n\"\\C-x2\": \"print 77\\n\"\n$endif\n"
                            "$if Bash\n\"\\C-x1\": \"print 78\\n\"\n$endif\n");
    struct start start = {.environment = {text_string(&inputrc)}};
    sit_down(&start);
    terminal_type(&terminal, "\x18"
                             "1");
    terminal_expect(&terminal, "\n76");
    terminal_expect(&terminal, terminal_prompt);
    terminal_type(&terminal, "\x18"
                             "2");
    terminal_expect(&terminal, "\n77");
    terminal_expect(&terminal, terminal_prompt);
    leave("quit\r", 0);
    text_clear(&inputrc);
}
END_TEST

/* A key stops what plays; the key is not lost. */
START_TEST(a_key_stops_what_plays)
{
    struct start start = {0};
    sit_down(&start);
    terminal_type(&terminal, "play 60\r");
    terminal_expect(&terminal, "t=1: ");
    terminal_type(&terminal, "\r");
    terminal_expect(&terminal, "\nunroll> ");
    ck_assert_str_eq(ask("print t"), "1\n");
    leave("quit\r", 0);
}
END_TEST

/* Scripts named on the command line are run first; then the person goes on. */
/* What each of these leaves undone, the others do. */
START_TEST(keep_going_goes_on_behind_every_kind_of_failure)
{
    struct start start = {
        .arguments = {"--keep-going", "nowhere", "faulty", "--lesson=nosuch", "-e", "nonsense", "-e", "print 2"}};
    write_string("faulty", "nonsense\nprint 1\n");
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_str_eq(text_string(&outcome.out), "1\n2\n");
    outcome_clear(&outcome);
}
END_TEST

START_TEST(files_are_run_before_the_prompt)
{
    struct start start = {.arguments = {"first"}};
    write_string("first", "v = 0.125\nnonsense\nv = 9\n");
    sit_down(&start);
    ck_assert_holds(terminal.shown, "unroll: first:2: unknown command 'nonsense'");
    ck_assert_str_eq(ask("print v"), "0.125\n");
    leave("quit\r", 0);
}
END_TEST

static void add_person(TCase *tests)
{
    tcase_add_test(tests, it_greets_and_prompts);
    tcase_add_test(tests, an_empty_line_repeats_the_last_motion);
    tcase_add_loop_test(tests, tab_completes, 0, sizeof completions / sizeof *completions);
    tcase_add_test(tests, file_names_that_cannot_be_seen_are_not_offered);
    tcase_add_test(tests, two_tabs_list_the_candidates);
    tcase_add_test(tests, history_survives_to_the_next_start);
    tcase_add_test(tests, a_history_that_is_no_file_is_left_alone);
    tcase_add_test(tests, the_history_holds_nothing_that_a_terminal_obeys);
    tcase_add_test(tests, the_history_file_stays_short);
    tcase_add_loop_test(tests, a_full_disk_takes_nothing_of_the_history, 0, 2);
    tcase_add_test(tests, what_is_no_text_leaves_the_history);
    tcase_add_test(tests, programs_that_quit_at_once_lose_no_line);
    tcase_add_test(tests, ctrl_c_gives_a_fresh_prompt);
    tcase_add_test(tests, ctrl_c_gives_up_a_paste);
    tcase_add_loop_test(tests, there_are_ways_out, 0, sizeof ways_out / sizeof *ways_out);
    tcase_add_test(tests, errors_at_a_terminal_do_not_fail);
    tcase_add_loop_test(tests, signals_end_it_and_the_terminal_is_as_before, 0, sizeof endings / sizeof *endings);
    tcase_add_test(tests, a_signal_ends_it_behind_ctrl_s_too);
    tcase_add_test(tests, sessions_that_end_at_once_are_all_kept);
    tcase_add_test(tests, a_name_that_is_free_again_is_no_longer_the_offered_one);
    tcase_add_test(tests, where_all_names_are_taken_the_offered_ones_make_room);
    tcase_add_test(tests, a_session_is_set_aside_only_when_it_was_offered);
    tcase_add_test(tests, a_session_too_large_for_a_file_is_not_lost_in_silence);
    tcase_add_test(tests, a_signal_in_a_lesson_saves_the_network_from_before);
    tcase_add_test(tests, a_terminal_that_vanishes_ends_it);
    tcase_add_test(tests, inputrc_may_speak_to_unroll);
    tcase_add_test(tests, a_key_stops_what_plays);
    tcase_add_test(tests, keep_going_goes_on_behind_every_kind_of_failure);
    tcase_add_test(tests, files_are_run_before_the_prompt);
}

Suite *suite_faces(void)
{
    Suite *suite = suite_create("faces");
    TCase *tests = scratch_case("faces");
    tcase_add_loop_test(tests, every_face_says_the_same, 0, sizeof faces / sizeof *faces);
    tcase_add_loop_test(tests, every_locale_gives_the_same_bytes, 0, sizeof other_locales / sizeof *other_locales);
    tcase_add_loop_test(tests, ascii_is_ascii_everywhere, 0, sizeof ascii_ways / sizeof *ascii_ways);
    tcase_add_loop_test(tests, set_ascii_draws_with_ascii_only, 0, sizeof pictures / sizeof *pictures);
    tcase_add_test(tests, help_fits_into_80_columns);
    tcase_add_test(tests, a_locale_of_ascii_refuses_more);
    tcase_add_loop_test(tests, colours_are_for_terminals_that_want_them, 0, sizeof colour_rows / sizeof *colour_rows);
    tcase_add_test(tests, every_line_puts_the_colour_back);
    add_person(tests);
    suite_add_tcase(suite, tests);
    return suite;
}
