/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_faults.c - what an unreliable world and its strangers do: full disks, closed streams, damaged files, raw
 * control characters, scripts that never end, and a person who presses Ctrl-C. */

#include <dirent.h>

#include "base/checksum.h"
#include "command/command.h"
#include "tests/suites.h"
#include "tests/terminal.h"

static int count_commands(void)
{
    int count = 0;
    while (commands[count] != NULL)
        count++;
    return count;
}

static struct outcome run_line_of(const char *line)
{
    struct start start = {.arguments = {"--keep-going", "-e", line}};
    return process_run(&start);
}

/* Output that fails. */

static void check_broken_output(struct start *start, const char *why)
{
    struct outcome outcome = process_run(start);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, why);
    outcome_clear(&outcome);
}

/* Every command that says something: no silent success. */
START_TEST(a_full_or_closed_output_is_told)
{
    const char *line = commands[_i]->example;
    if (strcmp(commands[_i]->name, "quit") == 0)
        line = "print v; quit";
    struct start full = {.arguments = {"-e", line}, .output = "/dev/full"};
    check_broken_output(&full, "unroll: cannot write the output: No space left on device\n");
    struct start closed = {.arguments = {"-e", line}, .closed = 1 << STDOUT_FILENO};
    check_broken_output(&closed, "unroll: cannot write the output: Bad file descriptor\n");
}
END_TEST

static const struct {
    struct start start;
    const char *why;
} broken_outputs[] = {
    {{.input = "print v\n", .output = "/dev/full"}, "cannot write the output"},
    {{.input = "print v\n", .closed = 1 << STDOUT_FILENO}, "cannot write the output"},
    {{.arguments = {"--help"}, .output = "/dev/full"}, "cannot write the output"},
    {{.arguments = {"--version"}, .output = "/dev/full"}, "cannot write the output"},
    {{.arguments = {"--help"}, .closed = 1 << STDOUT_FILENO}, "cannot write the output"},
    {{.arguments = {"--keep-going"}, .input = "nonsense\nprint v\n", .output = "/dev/full"}, "cannot write the output"},
    {{.closed = 1 << STDIN_FILENO}, "unroll: stdin:0: the input cannot be read"},
    {{.input_file = "."}, "the input cannot be read"},
    {{.arguments = {"nowhere"}, .closed = 1 << STDERR_FILENO}, ""},
    {{.arguments = {"-e", "print v"}, .output = "/dev/full", .closed = 1 << STDERR_FILENO}, ""},
    {{.arguments = {"-e", "print v"}, .closed = 7}, ""},
};

START_TEST(broken_streams_are_told)
{
    struct start start = broken_outputs[_i].start;
    check_broken_output(&start, broken_outputs[_i].why);
}
END_TEST

/* The output is said to be broken once, and nothing runs on without it. */
START_TEST(it_stops_when_the_output_breaks)
{
    struct text input = {0};
    for (int i = 0; i < 1000; i++)
        text_add(&input, "print v\n");
    text_add(&input, "save late.unroll\n");
    struct start start = {.input = text_string(&input), .output = "/dev/full"};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_str_eq(text_string(&outcome.err), "unroll: cannot write the output: No space left on device\n");
    ck_assert_int_ne(access("late.unroll", F_OK), 0);
    outcome_clear(&outcome);
    text_clear(&input);
}
END_TEST

START_TEST(a_closed_input_does_not_matter_where_none_is_read)
{
    struct start start = {.arguments = {"-e", "save x.unroll; load x.unroll; print v"}, .closed = 1 << STDIN_FILENO};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_holds(outcome.out, "\n0.5\n");
    outcome_clear(&outcome);
}
END_TEST

/* Lines and bytes. */

/* "print 7", filled with blanks to count bytes, and another line. */
static struct text long_line(size_t count, const char *end)
{
    struct text text = {0};
    text_add(&text, "print 7");
    text_add_blanks(&text, (int)(count - text.length));
    text_addf(&text, "%sprint 8\n", end);
    return text;
}

static const struct {
    size_t count;
    const char *end, *out;
    const char *error; /* without its place */
} long_lines[] = {
    {65535, "\n", "7\n8\n", ""},
    {65536, "\n", "7\n8\n", ""},
    {65536, "\r\n", "7\n8\n", ""},
    {65537, "\n", "8\n", "this line is longer than 65536 bytes"},
    {65538, "\n", "8\n", "this line is longer than 65536 bytes"},
    {1000000, "\n", "8\n", "this line is longer than 65536 bytes"},
};

START_TEST(lines_have_64_kib_at_most)
{
    struct text text = long_line(long_lines[_i].count, long_lines[_i].end);
    struct start start = {.arguments = {"--keep-going"}, .input = text_string(&text)};
    struct outcome outcome = process_run(&start);
    ck_assert_str_eq(text_string(&outcome.out), long_lines[_i].out);
    ck_assert_holds(outcome.err, long_lines[_i].error);
    ck_assert_status(outcome, *long_lines[_i].error != '\0');
    outcome_clear(&outcome);
    write_bytes("script", text.bytes, text.length);
    start = (struct start){.arguments = {"--keep-going", "--batch", "script"}};
    outcome = process_run(&start);
    ck_assert_str_eq(text_string(&outcome.out), long_lines[_i].out);
    ck_assert_status(outcome, *long_lines[_i].error != '\0');
    ck_assert_holds(outcome.err, *long_lines[_i].error != '\0' ? "unroll: script:1: this line " : "");
    outcome_clear(&outcome);
    text_clear(&text);
}
END_TEST

static const struct {
    const char *bytes;
    size_t count;
    const char *out;
} plain_scripts[] = {
    {"print 1\nprint 2\n", 0, "1\n2\n"},
    {"print 1\r\nprint 2\r\n", 0, "1\n2\n"},
    {"print 1\nprint 2", 0, "1\n2\n"},
    {"print 1\r\nprint 2\r", 0, "1\n2\n"},
    {"\xEF\xBB\xBFprint 1\nprint 2\n", 0, "1\n2\n"},
    {"\xEF\xBB\xBF# a comment\r\nprint 1\r\nprint 2", 0, "1\n2\n"},
    {"# \xFF\xFE\x1b[31m what stands in a comment does not matter\nprint 1\nprint 2\n", 0, "1\n2\n"},
    {"\n\n  print 1 ;;\t; print 2  # two\n\n", 0, "1\n2\n"},
};

START_TEST(scripts_from_other_systems_run)
{
    struct start starts[] = {{.input = plain_scripts[_i].bytes},
                             {.arguments = {"--batch", "script"}},
                             {.arguments = {"-e", "source script"}},
                             {.input_file = "script"}};
    write_string("script", plain_scripts[_i].bytes);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct outcome outcome = process_run(&starts[i]);
        ck_assert_status(outcome, 0);
        ck_assert_str_eq(text_string(&outcome.out), plain_scripts[_i].out);
        outcome_clear(&outcome);
    }
}
END_TEST

START_TEST(a_nul_is_told_with_its_line)
{
    static const char bytes[] = "print 1\nprint 2\0\nprint 3\n";
    struct start start = {.arguments = {"--keep-going"}, .input = bytes, .input_count = sizeof bytes - 1};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_str_eq(text_string(&outcome.out), "1\n3\n");
    ck_assert_str_eq(text_string(&outcome.err), "unroll: stdin:2: this line holds a NUL byte; text is needed\n");
    outcome_clear(&outcome);
    write_bytes("script", bytes, sizeof bytes - 1);
    outcome = run_line_of("source script; print 4");
    ck_assert_status(outcome, 1);
    ck_assert_str_eq(text_string(&outcome.out), "");
    ck_assert_holds(outcome.err, "script:2: holds a NUL byte; a text file is needed");
    outcome_clear(&outcome);
}
END_TEST

START_TEST(a_line_without_an_end_is_refused)
{
    struct start start = {.input_file = "/dev/zero"};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_str_eq(text_string(&outcome.err), "unroll: stdin:1: this line holds a NUL byte; text is needed\n");
    outcome_clear(&outcome);
    struct text text = {0};
    text_add_blanks(&text, 70000);
    start = (struct start){.input = text_string(&text)};
    struct process process = process_start(&start);
    while (process.life >= 0) {
        if (!process_turn(&process, true, PROCESS_SECONDS * 1000))
            process_too_late(&process, "its end");
    }
    outcome = process_end(&process);
    ck_assert_status(outcome, 1);
    ck_assert_str_eq(text_string(&outcome.err), "unroll: stdin:1: this line is longer than 65536 bytes\n");
    outcome_clear(&outcome);
    text_clear(&text);
}
END_TEST

/* Control characters. */

static const struct {
    const char *bytes, *seen; /* as it comes, as it is shown where it may stand */
} nasty[] = {
    {"\x1b]0;title\x07", "^[]0;title^G"},
    {"\x1b[31mred", "^[[31mred"},
    {"\x7f\x08\x0c", "^?^H^L"},
    {"\xC2\x9B"
     "31m",
     "<9B>31m"},
    {"\xC2\x85", "<85>"},
    {"\xE2\x80\xAEtxt", "<U+202E>txt"},
    {"\xE2\x81\xA6txt", "<U+2066>txt"},
    {"\xFF\xFE", "<FF><FE>"},
    {"\xC5", "<C5>"},
    {"\xF3\xA0\x80\x81", "<U+E0001>"},
    {"a\rb", "a^Mb"},
};

/* %s is the nasty word. */
static const char *const contexts[] = {
    "%s",
    "print %s",
    "help %s",
    "example %s",
    "load %s",
    "source %s",
    "save nowhere/%s",
    "save %s",
    "export %s",
    "export %s.csv",
    "export nowhere/%s.txt",
    "set %s 1",
    "set digits %s",
    "x = file %s",
    "x = %s",
    "g = %s",
    "g* = %s",
    "loss = %s",
    "v = %s",
    "%s = 1",
    "notes %s",
    "grad %s",
    "watch %s",
    "unwatch %s",
    "print 1 # %s",
    "explain %s",
    "goto %s",
    "shape 1 1 %s",
    "print \"%s",
    "plot %s",
    "truncate %s",
    "series v %s",
    "watch v*%s",
    "play %s",
    "a<%s> = 1",
    "V[%s] = 1",
    "print 1 2 \"%s\"",
    "load \"x# %s\"",
    "source \"x# %s\"",
    "save \"# %s\"",
    "x = file \"# %s\"",
};

enum { NASTY = sizeof nasty / sizeof *nasty, CONTEXTS = sizeof contexts / sizeof *contexts };

static void check_visible(const struct outcome *outcome, const char *what)
{
    const char *out = find_control(&outcome->out), *err = find_control(&outcome->err);
    ck_assert_msg(outcome->status >= 0, "'%s' ended it with %d", what, outcome->status);
    ck_assert_msg(out == NULL && err == NULL, "a raw control character for '%s'", what);
}

/* All contexts in one script, from standard input and from a file. */
START_TEST(commands_never_show_raw_control_characters)
{
    struct text script = {0};
    for (int i = 0; i < CONTEXTS; i++) {
        const char *gap = strstr(contexts[i], "%s");
        text_addf(&script, "%.*s%s%s\n", (int)(gap - contexts[i]), contexts[i], nasty[_i].bytes, gap + 2);
    }
    text_add(&script, "watch\nstep\nsession\nhistory\n");
    write_bytes("script", script.bytes, script.length);
    struct start starts[] = {{.arguments = {"--keep-going"}, .input = text_string(&script)},
                             {.arguments = {"--keep-going", "--ascii", "--batch", "script"}},
                             {.arguments = {"--keep-going", "-e", text_string(&script)}}};
    for (size_t i = 0; i < 3; i++) {
        struct outcome outcome = process_run(&starts[i]);
        check_visible(&outcome, nasty[_i].seen);
        ck_assert_status(outcome, 1);
        ck_assert_holds(outcome.err, nasty[_i].seen);
        outcome_clear(&outcome);
    }
    text_clear(&script);
}
END_TEST

/* Names that strangers give their files. */
START_TEST(file_names_never_show_raw_control_characters)
{
    struct text plain = {0}, csv = {0}, cell = {0}, saved = {0};
    text_addf(&plain, "./n%s", nasty[_i].bytes);
    text_addf(&csv, "./n%s.csv", nasty[_i].bytes);
    text_addf(&cell, "1\n%s\n", nasty[_i].bytes);
    text_addf(&saved, "# unroll session 1\n%s\n", nasty[_i].bytes);
    text_addf(&saved, "# end %08x\n", (unsigned)checksum(saved.bytes, saved.length));
    write_string(text_string(&plain), "nonsense\n");
    write_string(text_string(&csv), text_string(&cell));
    write_string("cells", text_string(&cell));
    write_string("saved", text_string(&saved));
    struct start starts[] = {{.arguments = {"--keep-going", "--batch", text_string(&plain)}},
                             {.arguments = {"--keep-going", "--batch", text_string(&csv)}},
                             {.arguments = {"--keep-going", "-e", "source saved"}},
                             {.arguments = {"--batch", nasty[_i].bytes}},
                             {.arguments = {"--color=always", "--keep-going", "-e", "x = file cells"}},
                             {.arguments = {"--keep-going", "-e", "load saved"}}};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct outcome outcome = process_run(&starts[i]);
        check_visible(&outcome, nasty[_i].seen);
        ck_assert_status(outcome, 1);
        /* Of a cell or a saved session's line not everything is shown. */
        ck_assert(i > 3 || strstr(text_string(&outcome.err), nasty[_i].seen) != NULL);
        outcome_clear(&outcome);
    }
    text_clear(&plain);
    text_clear(&csv);
    text_clear(&cell);
    text_clear(&saved);
}
END_TEST

/* What a person watches is typed text that comes back after every step. */
START_TEST(a_terminal_never_gets_raw_control_characters_back)
{
    struct start start = {0};
    struct terminal terminal = terminal_start(&start);
    struct text answer = {0};
    terminal_ready(&terminal);
    terminal_ask(&terminal, "print 1 # \xE2\x80\xAE\xC2\x9B", NULL);
    terminal_ask(&terminal, "example \xE2\x80\xAE", &answer);
    terminal_ask(&terminal, "history", &answer);
    ck_assert_no_control(answer);
    ck_assert_holds(answer, "<U+202E>");
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    terminal_clear(&terminal);
    text_clear(&answer);
}
END_TEST

/* Scripts without an end. */

static int count_of(const struct text *text, const char *part)
{
    int count = 0;
    for (const char *found = text_string(text); (found = strstr(found, part)) != NULL; found++)
        count++;
    return count;
}

static const char *const keep_going[] = {"--batch", "--keep-going"};

/* The deepest script is the 16th; its fault shows the way down to it. */
START_TEST(a_script_that_sources_itself_is_stopped)
{
    write_string("me", "source me\nprint 1\n");
    struct start start = {.arguments = {keep_going[_i], "-e", "source me"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, "unroll: me:1: scripts have sourced each other 16 deep, the most they may\n"
                                 "  source me\n         ^\n  sourced from me:1\n");
    ck_assert_int_eq(count_of(&outcome.err, "\n  sourced from me:1"), 15);
    ck_assert_holds(outcome.err, "\n  sourced from -e:1\n");
    ck_assert_int_eq(count_of(&outcome.err, "unroll: "), 1);
    ck_assert_str_eq(text_string(&outcome.out), "");
    outcome_clear(&outcome);
}
END_TEST

START_TEST(a_pair_of_scripts_is_stopped)
{
    write_string("a", "print 1\nsource b\nprint 1\n");
    write_string("b", "\nprint 2; source a; print 2\n");
    struct start start = {.arguments = {keep_going[_i], "a"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, "unroll: a:2: scripts have sourced each other 16 deep, the most they may\n");
    ck_assert_holds(outcome.err, "  sourced from b:2\n  sourced from a:2\n  sourced from b:2\n");
    ck_assert_int_eq(count_of(&outcome.err, "unroll: "), 1);
    /* The last is the given script's own. */
    ck_assert_int_eq(count_of(&outcome.out, "1\n"), 9 + _i);
    ck_assert_int_eq(count_of(&outcome.out, "2\n"), 8);
    outcome_clear(&outcome);
}
END_TEST

/* Sixteen scripts deep is fine. */
START_TEST(a_chain_of_sixteen_runs)
{
    char name[16], line[24];
    for (int i = 1; i <= 16; i++) {
        snprintf(name, sizeof name, "s%d", i);
        snprintf(line, sizeof line, i < 16 ? "source s%d\n" : "print %d\n", i + 1);
        write_string(name, line);
    }
    struct outcome outcome = run_line_of("source s1");
    ck_assert_status(outcome, 0);
    ck_assert_str_eq(text_string(&outcome.out), "17\n");
    outcome_clear(&outcome);
}
END_TEST

/* Ten sources of a hundred sources of ten thousand lines: ten million lines, of which a million run. */
START_TEST(a_fan_of_scripts_is_stopped)
{
    struct text top = {0}, middle = {0}, leaf = {0};
    for (int i = 0; i < 10; i++)
        text_add(&top, "source middle\n");
    for (int i = 0; i < 100; i++)
        text_add(&middle, "source leaf\n");
    for (int i = 0; i < 10000; i++)
        text_add(&leaf, "#\n");
    write_string("top", text_string(&top));
    write_string("middle", text_string(&middle));
    write_string("leaf", text_string(&leaf));
    struct start start = {.arguments = {keep_going[_i], "-e", "source top\nprint 6"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, "scripts have run 1000000 commands, the most they may\n");
    ck_assert_holds(outcome.err, "\n  sourced from middle:100\n  sourced from top:1\n  sourced from -e:1\n");
    ck_assert_int_eq(count_of(&outcome.err, "unroll: "), 1);
    /* What was typed behind it is run when errors are passed over. */
    ck_assert_str_eq(text_string(&outcome.out), _i == 1 ? "6\n" : "");
    outcome_clear(&outcome);
    text_clear(&top);
    text_clear(&middle);
    text_clear(&leaf);
}
END_TEST

/* Depth. */

static const struct {
    const char *start, *before, *middle, *after;
    int count;
    const char *out, *error;
} deep_rows[] = {
    {"print ", "(", "1", ")", 10, "1\n", ""},
    {"print ", "(", "1", ")", 99, "1\n", ""},
    {"print ", "(", "1", ")", 100, "1\n", ""},
    {"print ", "(", "1", ")", 101, "", "nested too deeply: 100 levels are the most"},
    {"print ", "(", "1", ")", 1000, "", "nested too deeply: 100 levels are the most"},
    {"print ", "(", "1", ")", 30000, "", "nested too deeply: 100 levels are the most"},
    {"print ", "(", "1", "", 10, "", "')' is needed here"},
    {"print ", "-", "1", "", 10, "1\n", ""},
    {"print ", "-", "1", "", 60000, "", "nested too deeply: 100 levels are the most"},
    {"print ", "2^", "1", "", 30000, "", "nested too deeply: 100 levels are the most"},
    {"print ", "abs(", "1", ")", 10000, "", "nested too deeply: 100 levels are the most"},
    {"print ", "1+", "1", "", 30000, "30001\n", ""},
    {"print ", "1*", "1", "", 30000, "1\n", ""},
    {"V = ", "[", "1", "]", 30000, "", "a number or a name is needed here"},
    {"x = ", "[", "1", "", 60000, "", "a number or a name is needed here"},
    {"", "[", "", "", 60000, "", "unknown command"},
    {"", "]", "", "", 60000, "", "unknown command"},
    {"print a", "<", "1", ">", 30000, "", "a whole number is needed here"},
    {"print V", "[", "1", "]", 30000, "", "a whole number is needed here"},
    {"print a<", "1+", "1>", "", 20000, "", "does not exist"},
    {"print a<", "9", ">", "", 60000, "", "does not exist"},
    {"print ", "9", "", "", 60000, "inf\n", ""},
    {"print 0.", "3", "", "", 60000, "0.333", ""},
    {"print 1e", "9", "", "", 60000, "inf\n", ""},
    {"print 1e-", "9", "", "", 60000, "0\n", ""},
    {"", "a", "", "", 60000, "", "unknown command"},
    {"print ", "a", "", "", 60000, "", "unknown name"},
    {"x = ", "1 ", "", "", 30000, "x has 30000 values", ""},
    {"", ";", "print 3", "", 60000, "3\n", ""},
    {"print ", "1 ", "", "", 30000, "1\n1\n1\n", ""},
    {"", "v=1;", "print v", "", 16000, "\n1\n", ""},
};

START_TEST(depth_and_length_have_their_limits)
{
    struct text line = {0};
    text_add(&line, deep_rows[_i].start);
    for (int i = 0; i < deep_rows[_i].count; i++)
        text_add(&line, deep_rows[_i].before);
    text_add(&line, deep_rows[_i].middle);
    for (int i = 0; i < deep_rows[_i].count; i++)
        text_add(&line, deep_rows[_i].after);
    struct start start = {.input = text_string(&line)};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, *deep_rows[_i].error != '\0');
    ck_assert_holds(outcome.out, deep_rows[_i].out);
    ck_assert_holds(outcome.err, deep_rows[_i].error);
    outcome_clear(&outcome);
    text_clear(&line);
}
END_TEST

static const struct {
    const char *line, *out;
} extremes[] = {
    {"print 5e-324 2.2250738585072014e-308 1e-310 1.7976931348623157e308",
     "5e-324\n2.2250738585072014e-308\n1e-310\n1.7976931348623157e+308\n"},
    {"print 2^1023 2^1024 -2^1024 0/0 -0 1/-inf", "8.98846567431158e+307\ninf\n-inf\nundefined\n-0\n-0\n"},
    {"print 0.1 1/3 2/3 1e21 123456789012345678", "0.1\n0.3333333333333333\n0.6666666666666666\n1e+21\n"
                                                  "1.2345678901234568e+17\n"},
    {"v = 5e-324; print v", "v = 4.94066e-324 (it was 0.5)\n5e-324\n"},
    {"v = 1e308; set digits 17; v = 1e-310; print v", "v = 1e+308 (it was 0.5)\ndigits = 17\n"
                                                      "v = 9.9999999999999694e-311 (it was 1e+308)\n1e-310\n"},
    {"u = 1.7976931348623157e308; x = 1 1; print a<1> a<2> yhat<2>", "inf\n"},
    {"print exp(1000) log(0) log(-1) sqrt(-1)", "inf\n-inf\nundefined\nundefined\n"},
};

START_TEST(extreme_numbers_are_shown)
{
    struct outcome outcome = run_line_of(extremes[_i].line);
    ck_assert_status(outcome, 0);
    ck_assert_holds(outcome.out, extremes[_i].out);
    ck_assert_lacks(outcome.out, "nan");
    outcome_clear(&outcome);
}
END_TEST

/* Every picture of numbers at the limits: nothing but text comes out, and nothing is called nan. */
static const char *const wild_networks[] = {
    "v = 2; x = ones 1100; y = ones 1100",
    "v = 1e308; u = 1e308; W_y = -1e308; x = 1 -1 1; y = 1 0 1",
    "v = 5e-324; u = 5e-324; W_y = 5e-324; x = 5e-324 1 1; y = 0 0 1",
    "b_y = 1; W_y = 0; x = 1 1; y = 0 1",
    "v = -3; loss = mse; x = random 2000 1; y = zeros 2000",
    "g = relu; v = 9; u = -1; x = 1 1; y = 1 1",
    "shape 2 2 3; g* = softmax; loss = ce; W_y = [1e300 0; 0 1; 1 1]; b_a = [1; 1]; x = [1 1; 0 0]; y = [1 0 0; 0 1 0]",
    "y = 1 none 0 none",
    "shape 1 1 1",
    "x = 7",
};

START_TEST(wild_networks_are_drawn)
{
    struct text line = {0};
    text_addf(&line,
              "%s; show; graph; run; graph; table; series; triangle; run; graph; table; grad; triangle\n"
              "%s; goto 1; expand; step; check\n%s; loss\n%s; explain dL/dv\n%s; plot a<1>\nplot z<1>\nsubstep 9\n"
              "export a.csv\nexport a.txt\nsession\nprint L",
              wild_networks[_i], wild_networks[_i], wild_networks[_i], wild_networks[_i], wild_networks[_i]);
    struct outcome outcome = run_line_of(text_string(&line));
    check_visible(&outcome, wild_networks[_i]);
    ck_assert(outcome.status == 0 || outcome.status == 1);
    ck_assert_lacks(outcome.out, "nan");
    ck_assert_lacks(outcome.err, "unknown");
    outcome_clear(&outcome);
    text_clear(&line);
}
END_TEST

/* Ctrl-C and other signals. */

/* None of these would end within a minute. */
static const char *const endless[] = {
    "shape 32 32 1; x = zeros 100000; y = zeros 100000; check V",
    "shape 32 32 1; x = random 100000 1; y = ones 100000; check V",
    "source forever",
    "x = zeros 200000; play 0",
};

static void write_forever(void)
{
    struct text text = {0};
    text_add(&text, "x = ones 100000; y = zeros 100000\n");
    for (int i = 0; i < 100000; i++)
        text_add(&text, "check\n");
    write_string("forever", text_string(&text));
    text_clear(&text);
}

START_TEST(ctrl_c_ends_a_batch_with_130)
{
    struct text input = {0};
    text_addf(&input, "print 77\n%s\nprint 88\n", endless[_i]);
    write_forever();
    struct start start = {
        .arguments = {"--keep-going"}, .input = text_string(&input), .output = _i == 3 ? "out" : NULL};
    struct process process = process_start(&start);
    if (_i < 3)
        process_expect(&process, "77\n");
    process_expect_work(&process, 0.2);
    kill(process.pid, SIGINT);
    struct outcome outcome = process_end(&process);
    ck_assert_status(outcome, 130);
    ck_assert_lacks(outcome.out, "88\n");
    outcome_clear(&outcome);
    text_clear(&input);
}
END_TEST

START_TEST(an_interrupted_command_is_told)
{
    struct start start = {.input = "print 77\nshape 32 32 1; x = zeros 100000; y = zeros 100000; check V\n"};
    struct process process = process_start(&start);
    process_expect(&process, "77\n");
    process_expect_work(&process, 0.5);
    kill(process.pid, SIGINT);
    struct outcome outcome = process_end(&process);
    ck_assert_status(outcome, 130);
    ck_assert_holds(outcome.err, "interrupted");
    outcome_clear(&outcome);
}
END_TEST

/* Nothing is begun behind the signal, whatever else was asked for. */
START_TEST(keep_going_does_not_outlast_a_signal)
{
    struct start start = {.arguments = {"--keep-going", "long", "other", "--lesson=unrolling", "-e", "print 88"}};
    write_string("long", "g* = sigmoid\nx = ones 3000\ny = zeros 3000\ndescend 1000000 rate 1e-12\n");
    write_string("other", "print 88\n");
    struct process process = process_start(&start);
    process_expect_work(&process, 0.5);
    kill(process.pid, SIGINT);
    struct outcome outcome = process_end(&process);
    ck_assert_status(outcome, 130);
    ck_assert_lacks(outcome.out, "88\n");
    ck_assert_lacks(outcome.err, "other:1");
    ck_assert_lacks(outcome.out, "hint, skip");
    outcome_clear(&outcome);
}
END_TEST

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

/* While it waits for more input. */
START_TEST(signals_end_a_batch_that_waits)
{
    struct start start = {.input = "print 77\n"};
    struct process process = process_start(&start);
    process_expect(&process, "77\n");
    kill(process.pid, signals[_i]);
    while (process.life >= 0)
        process_turn(&process, true, PROCESS_SECONDS * 1000);
    struct outcome outcome = process_end(&process);
    ck_assert_status(outcome, 128 + signals[_i]);
    ck_assert_str_eq(text_string(&outcome.err), "");
    outcome_clear(&outcome);
}
END_TEST

/* As nohup starts it, and a script that goes on in the background. */
START_TEST(a_signal_that_was_to_be_ignored_is_ignored)
{
    struct start start = {.input = "print 77\n", .ignored = signals[_i]};
    struct process process = process_start(&start);
    process_expect(&process, "77\n");
    kill(process.pid, signals[_i]);
    struct outcome outcome = process_end(&process);
    ck_assert_status(outcome, 0);
    ck_assert_str_eq(text_string(&outcome.out), "77\n");
    outcome_clear(&outcome);
}
END_TEST

/* At a terminal the state is as it was before the line, and the next line runs. */
START_TEST(ctrl_c_at_a_terminal_cancels_the_command)
{
    struct start start = {0};
    struct text answer = {0};
    struct terminal terminal = terminal_start(&start);
    struct process worker = {terminal.pid, -1, -1, -1, -1, NULL, 0, {{0}, {0}, 0}, terminal.deadline};
    terminal_ready(&terminal);
    terminal_ask(&terminal, "x = zeros 3000000; y = zeros 3000000; v = 0.75; goto 2", NULL);
    terminal_type(&terminal, "check;check;check;check;check\r");
    terminal_expect(&terminal, "check;check");
    process_expect_work(&worker, 0.3);
    terminal_type(&terminal, "\x03");
    terminal_expect(&terminal, "interrupted");
    terminal_expect(&terminal, "\nunroll> ");
    terminal_ask(&terminal, "print v T t", &answer);
    ck_assert_str_eq(text_string(&answer), "0.75\n3000000\n2\n");
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    ck_assert(terminal_is_restored(&terminal));
    terminal_clear(&terminal);
    text_clear(&answer);
}
END_TEST

/* As in a pipe whose other end has gone: the terminal is not left without echo. */
START_TEST(output_that_nobody_reads_gives_the_terminal_back)
{
    struct start start = {.unread = true};
    struct terminal terminal = terminal_start(&start);
    ck_assert_int_eq(terminal_end(&terminal), 1);
    ck_assert_ptr_nonnull(strstr(text_string(&terminal.shown), "cannot write the output"));
    ck_assert_ptr_null(strstr(text_string(&terminal.shown), "Success"));
    ck_assert(terminal_is_restored(&terminal));
    terminal_clear(&terminal);
}
END_TEST

/* The lines of a paste are run one after the other, here as in the full screen. */
START_TEST(a_paste_of_several_lines_is_run)
{
    struct start start = {0};
    struct text answer = {0};
    struct terminal terminal = terminal_start(&start);
    terminal_ready(&terminal);
    terminal_ask(&terminal, "\033[200~v = 0.3\nu = 2\nprint v*u\033[201~", NULL);
    terminal_ask(&terminal, "print 10*v u", &answer);
    ck_assert_str_eq(text_string(&answer), "3\n2\n");
    ck_assert_ptr_nonnull(strstr(text_string(&terminal.shown), "\n0.6\r\n"));
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    terminal_clear(&terminal);
    text_clear(&answer);
}
END_TEST

/* Nobody reads what is shown until Ctrl-C is typed: by then the program waits, and the rest of the answer is not for
 * anybody. */
START_TEST(ctrl_c_while_an_answer_is_written_drops_the_rest)
{
    struct start start = {0};
    struct text answer = {0};
    struct terminal terminal = terminal_start(&start);
    terminal_ready(&terminal);
    terminal_ask(&terminal, "x = ones 300000; y = ones 300000; v = 0.75", NULL);
    terminal_type(&terminal, "print x\r");
    terminal_expect(&terminal, "[1; 1");
    kill(terminal.pid, SIGINT);
    terminal_expect(&terminal, "interrupted");
    terminal_expect(&terminal, "\nunroll> ");
    ck_assert_uint_lt(terminal.shown.length, 300000);
    terminal_ask(&terminal, "print v T t", &answer);
    ck_assert_str_eq(text_string(&answer), "0.75\n300000\n0\n");
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    terminal_clear(&terminal);
    text_clear(&answer);
}
END_TEST

/* Long work shows how far it is, and only to a person; a descent keeps what it reached. */
START_TEST(ctrl_c_ends_a_descent_that_shows_its_progress)
{
    struct start start = {0};
    struct text answer = {0};
    struct terminal terminal = terminal_start(&start);
    terminal_ready(&terminal);
    terminal_ask(&terminal, "g* = sigmoid; x = ones 3000; y = zeros 3000", NULL);
    terminal_type(&terminal, "descend 1000000 rate 1e-9; v = 7\r");
    terminal_expect(&terminal, "% of descend");
    terminal_type(&terminal, "\x03");
    terminal_expect(&terminal, "Ctrl-C stopped it after ");
    terminal_expect(&terminal, "Ctrl-C was pressed, so the rest of this line was not run");
    terminal_expect(&terminal, "\nunroll> ");
    terminal_ask(&terminal, "undo; print v", &answer);
    ck_assert_str_eq(text_string(&answer), "taken back: descend 1000000 rate 1e-9\n0.5\n");
    terminal_type(&terminal, "quit\r");
    ck_assert_int_eq(terminal_end(&terminal), 0);
    terminal_clear(&terminal);
    text_clear(&answer);
}
END_TEST

START_TEST(progress_is_not_for_files)
{
    struct outcome outcome = run_line_of("g* = sigmoid; x = ones 3000; y = zeros 3000; descend 40000 rate 1e-9");
    ck_assert_status(outcome, 0);
    ck_assert_lacks(outcome.out, "of descend");
    ck_assert_lacks(outcome.out, "\r");
    ck_assert_str_eq(text_string(&outcome.err), "");
    outcome_clear(&outcome);
}
END_TEST

/* Files. */

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

static const struct {
    const char *line, *error;
} bad_saves[] = {
    {"save nowhere/x.unroll", "cannot write 'nowhere/x.unroll': No such file or directory"},
    {"save folder", "is not a regular file"},
    {"save folder/", "is not a regular file"},
    {"save pipe", "is not a regular file"},
    {"save /dev/full", "'/dev/full' is not a regular file"},
    {"save /dev/null", "'/dev/null' is not a regular file"},
    {"save loop", "'loop' is a link to a file that does not exist"},
    {"save old.unroll/x", "Not a directory"},
    {"save \"\"", "cannot write '': No such file or directory"},
    {"save letter", "'letter' exists and is not a saved session"},
    {"export nowhere/x.csv", "cannot write 'nowhere/x.csv': No such file or directory"},
    {"export folder.csv", "is not a regular file"},
    {"export pipe.txt", "is not a regular file"},
};

START_TEST(a_save_that_fails_leaves_everything_as_it_was)
{
    struct text old = {0}, now = {0};
    ck_assert(mkdir("folder", 0700) == 0 && mkdir("folder.csv", 0700) == 0 && mkfifo("pipe", 0600) == 0 &&
              mkfifo("pipe.txt", 0600) == 0 && symlink("loop", "loop") == 0);
    write_string("letter", "dear reader\n");
    struct outcome outcome = run_line_of("v = 0.75; save old.unroll");
    ck_assert_status(outcome, 0);
    outcome_clear(&outcome);
    ck_assert(read_bytes("old.unroll", &old));
    int files = entries(".");
    outcome = run_line_of(bad_saves[_i].line);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, bad_saves[_i].error);
    ck_assert(read_bytes("old.unroll", &now));
    ck_assert_str_eq(text_string(&now), text_string(&old));
    ck_assert_int_eq(entries("."), files);
    ck_assert_int_eq(entries("folder") + entries("folder.csv"), 0);
    outcome_clear(&outcome);
    text_clear(&old);
    text_clear(&now);
}
END_TEST

static const long disk_sizes[] = {1, 10, 100, 150};

START_TEST(a_full_disk_leaves_the_old_file_whole)
{
    static const char *const lines[] = {"save old.unroll", "export old.csv", "export old.txt"};
    static const char *const paths[] = {"old.unroll", "old.csv", "old.txt"};
    struct outcome outcome = run_line_of("v = 0.75; save old.unroll; export old.csv; export old.txt");
    ck_assert_status(outcome, 0);
    outcome_clear(&outcome);
    for (int i = 0; i < 3; i++) {
        struct text old = {0}, now = {0};
        struct start start = {.arguments = {"-e", lines[i]}, .largest_file = disk_sizes[_i]};
        ck_assert(read_bytes(paths[i], &old));
        outcome = process_run(&start);
        ck_assert_status(outcome, 1);
        ck_assert_holds(outcome.err, "cannot write '");
        ck_assert_holds(outcome.err, "File too large");
        ck_assert(read_bytes(paths[i], &now));
        ck_assert_str_eq(text_string(&now), text_string(&old));
        ck_assert_int_eq(entries("."), 3);
        outcome_clear(&outcome);
        text_clear(&old);
        text_clear(&now);
    }
}
END_TEST

/* Permissions and links stay as they are. */
START_TEST(a_save_keeps_what_the_file_is)
{
    struct stat status;
    struct outcome outcome = run_line_of("save real.unroll");
    outcome_clear(&outcome);
    ck_assert(chmod("real.unroll", 0640) == 0 && symlink("real.unroll", "link.unroll") == 0);
    outcome = run_line_of("v = 0.75; save link.unroll");
    ck_assert_status(outcome, 0);
    ck_assert(lstat("link.unroll", &status) == 0 && S_ISLNK(status.st_mode));
    ck_assert(stat("real.unroll", &status) == 0 && (status.st_mode & 0777) == 0640);
    outcome_clear(&outcome);
    outcome = run_line_of("load real.unroll; print v");
    ck_assert_holds(outcome.out, "\n0.75\n");
    outcome_clear(&outcome);
}
END_TEST

/* What may be wrong with a file that load is given; %s is a whole saved session. */
static const struct {
    const char *content, *error;
} bad_sessions[] = {
    {"", "is not a saved session: its first line is not '# unroll session 1'"},
    {"step\n", "is not a saved session"},
    {"\n%s", "is not a saved session"},
    {"# unroll session 1", "was saved by another version of unroll"},
    {"# unroll session 1\n", "is damaged or was edited: its checksum does not fit"},
    {"# unroll session 2\nv = 1\n# end 00000000\n", "was saved by another version of unroll; this one reads version 1"},
    {"# unroll session 10\nv = 1\n# end 00000000\n", "was saved by another version of unroll"},
    {"# unroll session 1\nv = 1\n# end 00000000\n", "is damaged or was edited"},
    {"%s\n", "is damaged or was edited"},
    {"%sv = 3\n", "is damaged or was edited"},
    {"%s%s", "is damaged or was edited"},
};

static void check_refused_load(const char *path, const char *error)
{
    struct text line = {0};
    text_addf(&line, "v = 0.75; goto 3; load %s\nprint v t T\nundo\nundo", path);
    struct outcome outcome = run_line_of(text_string(&line));
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, error);
    ck_assert_holds(outcome.out, "\n0.75\n3\n4\ntaken back: v = 0.75\nthere is nothing to take back.\n");
    outcome_clear(&outcome);
    text_clear(&line);
}

START_TEST(a_load_that_fails_keeps_the_state)
{
    struct text whole = {0}, bad = {0};
    struct outcome outcome = run_line_of("v = 9; goto back 2; save whole.unroll");
    ck_assert_status(outcome, 0);
    ck_assert(read_bytes("whole.unroll", &whole));
    for (const char *c = bad_sessions[_i].content; *c != '\0'; c++) {
        bool here = strncmp(c, "%s", 2) == 0;
        text_add_bytes(&bad, here ? whole.bytes : c, here ? whole.length : 1);
        c += here;
    }
    write_bytes("bad.unroll", text_string(&bad), bad.length);
    check_refused_load("bad.unroll", bad_sessions[_i].error);
    outcome_clear(&outcome);
    text_clear(&whole);
    text_clear(&bad);
}
END_TEST

/* A saved session with these lines and the right checksum, made by a stranger. */
static void write_session(const char *lines)
{
    struct text saved = {0};
    text_addf(&saved, "# unroll session 1\n%s\n", lines);
    text_addf(&saved, "# end %08x\n", (unsigned)checksum(saved.bytes, saved.length));
    write_bytes("made.unroll", saved.bytes, saved.length);
    text_clear(&saved);
}

START_TEST(a_saved_session_only_looks_moves_and_sets)
{
    struct text line = {0}, error = {0};
    const struct command *command = commands[_i];
    int files = entries(".");
    text_addf(&line, "v = 0.125\n%s%s", command->name, command->min_args > 0 ? " x" : "");
    text_addf(&error, "made.unroll:3: '%s' may not stand in a saved session", command->name);
    if (!command->in_session) {
        write_session(text_string(&line));
        check_refused_load("made.unroll", text_string(&error));
        ck_assert_int_eq(entries("."), files + 1);
    }
    text_clear(&line);
    text_clear(&error);
}
END_TEST

static const struct {
    const char *lines, *error;
} strange_sessions[] = {
    {"v = 0.125\nv = q", "made.unroll:3: unknown name 'q'"},
    {"v = 0.125\nnonsense", "made.unroll:3: unknown command 'nonsense'"},
    {"v = 0.125; save stolen", "made.unroll:2: 'save' may not stand in a saved session"},
    {"x = 1\ngoto 9", "made.unroll:3: 9 is outside 0..1"},
    {"v = 1e999", "made.unroll:2: a finite number is needed here"},
    {"shape 64 64 64\nx = zeros 10000000", "made.unroll:3: 10000000 steps of this shape would take"},
};

START_TEST(strangers_sessions_are_all_or_nothing)
{
    write_session(strange_sessions[_i].lines);
    check_refused_load("made.unroll", strange_sessions[_i].error);
    ck_assert_int_eq(entries("."), 1);
}
END_TEST

/* A saved session of that many bytes, most of them in comments. */
static void write_large_session(const char *path, size_t count)
{
    enum { COMMENT = 60000, LAST = 15 };
    struct text content = {0};
    text_add(&content, "# unroll session 1\nv = 0.25\n");
    while (content.length + LAST < count) {
        size_t left = count - LAST - content.length, length = left < 2 * COMMENT ? left : COMMENT;
        text_add(&content, "#");
        text_add_blanks(&content, (int)length - 2);
        text_add(&content, "\n");
    }
    text_addf(&content, "# end %08x\n", (unsigned)checksum(content.bytes, content.length));
    ck_assert_uint_eq(content.length, count);
    write_bytes(path, content.bytes, content.length);
    text_clear(&content);
}

START_TEST(a_session_has_16_mib_at_most)
{
    for (size_t count = 16777215; count <= 16777216; count++) {
        write_large_session("large", count);
        struct outcome outcome = run_line_of("load large; print v");
        ck_assert_status(outcome, 0);
        ck_assert_holds(outcome.out, "\n0.25\n");
        outcome_clear(&outcome);
    }
    write_large_session("large", 16777217);
    check_refused_load("large", "'large' is larger than 16777216 bytes, the most that is read");
}
END_TEST

static void add_streams(TCase *tests)
{
    tcase_add_loop_test(tests, a_full_or_closed_output_is_told, 0, count_commands());
    tcase_add_loop_test(tests, broken_streams_are_told, 0, sizeof broken_outputs / sizeof *broken_outputs);
    tcase_add_test(tests, it_stops_when_the_output_breaks);
    tcase_add_test(tests, a_closed_input_does_not_matter_where_none_is_read);
    tcase_add_loop_test(tests, lines_have_64_kib_at_most, 0, sizeof long_lines / sizeof *long_lines);
    tcase_add_loop_test(tests, scripts_from_other_systems_run, 0, sizeof plain_scripts / sizeof *plain_scripts);
    tcase_add_test(tests, a_nul_is_told_with_its_line);
    tcase_add_test(tests, a_line_without_an_end_is_refused);
    tcase_add_loop_test(tests, commands_never_show_raw_control_characters, 0, NASTY);
    tcase_add_loop_test(tests, file_names_never_show_raw_control_characters, 0, NASTY);
    tcase_add_test(tests, a_terminal_never_gets_raw_control_characters_back);
}

static void add_limits(TCase *tests)
{
    tcase_add_loop_test(tests, a_script_that_sources_itself_is_stopped, 0, 2);
    tcase_add_loop_test(tests, a_pair_of_scripts_is_stopped, 0, 2);
    tcase_add_test(tests, a_chain_of_sixteen_runs);
    tcase_add_loop_test(tests, a_fan_of_scripts_is_stopped, 0, 2);
    tcase_add_loop_test(tests, depth_and_length_have_their_limits, 0, sizeof deep_rows / sizeof *deep_rows);
    tcase_add_loop_test(tests, extreme_numbers_are_shown, 0, sizeof extremes / sizeof *extremes);
    tcase_add_loop_test(tests, wild_networks_are_drawn, 0, sizeof wild_networks / sizeof *wild_networks);
    tcase_add_loop_test(tests, ctrl_c_ends_a_batch_with_130, 0, sizeof endless / sizeof *endless);
    tcase_add_test(tests, keep_going_does_not_outlast_a_signal);
    tcase_add_test(tests, an_interrupted_command_is_told);
    tcase_add_loop_test(tests, signals_end_a_batch_that_waits, 0, sizeof signals / sizeof *signals);
    tcase_add_loop_test(tests, a_signal_that_was_to_be_ignored_is_ignored, 0, 3);
    tcase_add_test(tests, ctrl_c_at_a_terminal_cancels_the_command);
    tcase_add_test(tests, a_paste_of_several_lines_is_run);
    tcase_add_test(tests, output_that_nobody_reads_gives_the_terminal_back);
    tcase_add_test(tests, ctrl_c_while_an_answer_is_written_drops_the_rest);
    tcase_add_test(tests, ctrl_c_ends_a_descent_that_shows_its_progress);
    tcase_add_test(tests, progress_is_not_for_files);
}

static void add_files(TCase *tests)
{
    tcase_add_loop_test(tests, a_save_that_fails_leaves_everything_as_it_was, 0, sizeof bad_saves / sizeof *bad_saves);
    tcase_add_loop_test(tests, a_full_disk_leaves_the_old_file_whole, 0, sizeof disk_sizes / sizeof *disk_sizes);
    tcase_add_test(tests, a_save_keeps_what_the_file_is);
    tcase_add_loop_test(tests, a_load_that_fails_keeps_the_state, 0, sizeof bad_sessions / sizeof *bad_sessions);
    tcase_add_loop_test(tests, a_saved_session_only_looks_moves_and_sets, 0, count_commands());
    tcase_add_loop_test(tests, strangers_sessions_are_all_or_nothing, 0,
                        sizeof strange_sessions / sizeof *strange_sessions);
    tcase_add_test(tests, a_session_has_16_mib_at_most);
}

Suite *suite_faults(void)
{
    Suite *suite = suite_create("faults");
    TCase *tests = scratch_case("faults");
    add_streams(tests);
    add_limits(tests);
    add_files(tests);
    suite_add_tcase(suite, tests);
    return suite;
}
