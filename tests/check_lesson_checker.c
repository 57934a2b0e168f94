/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_lesson_checker.c - what the checker of lessons finds by running them, and that breaking any part of a real
 * lesson is found, with its line. */

#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "command/aside.h"
#include "lesson/checker.h"
#include "lesson/fields.h"
#include "lesson/rehearsal.h"
#include "lesson/skeleton.h"
#include "tests/process.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* A host that has no screen. */

static struct host plain_host = {.run_quietly = aside_run_of_lesson};

static void check_text(const char *name, const char *text, size_t count, struct lesson_faults *faults)
{
    struct lesson *lesson = lesson_read(name, text, count, faults);
    if (lesson != NULL)
        checker_run(lesson, "lessons", &plain_host, NULL, faults);
    lesson_free(lesson);
}

static void add_faults(struct text *text, const struct lesson_faults *faults)
{
    for (int i = 0; i < faults->count; i++)
        text_addf(text, "%d: %s\n", faults->fault[i].line, faults->fault[i].message);
}

/* What running finds. */

static const char head[] = "# Title\n"                                            /* 1 */
                           "\n```lesson\nid: example\nformat: 1\n"                /* 2 to 5 */
                           "minutes: 8\nskip: allowed\n```\n"                     /* 6 to 8 */
                           "\n## First step {#first}\n\n"                         /* 9 to 11 */
                           "```setup\nexample notes\nset digits 6\nstep 2\n```\n" /* 12 to 16 */
                           "\n";                                                  /* 17; what is tested begins at 18 */

#define HELP       "\n```hint for=q\nA nudge.\n```\n\n```hint for=q\nAnother.\n```\n\n```explain for=q\nSo it is.\n```\n"
#define HINT(hint) "\n```hint for=q\nA nudge.\n```\n\n```hint for=q\n" hint "\n```\n\n```explain for=q\nSo.\n```\n"
#define PREDICT    "```predict id=q\nask: What?\nanswer: v*a<2> + u\n" /* 0.5, on line 20 */
#define DERIVE     "```derive id=q\ntarget: dyhat<3>/dv\n"             /* 0.36, on line 19 */
#define DO         "```do id=q\nask: Do.\n"

/* line 0: nothing is found. */
static const struct found_row {
    const char *text;
    int line;
    const char *message;
} found_rows[] = {
    {PREDICT "wrong: u => No.\n```\n" HELP, 0, ""},
    {DERIVE "line: W_y*({a<2>} + v*{da<2>/dv})\nwrong: 1: a<3> => No.\nwrong: 2: a<1> => No.\n```\n" HELP, 0, ""},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = 0.3 => No.\ntry: v = 0.4 => No.\n```\n" HELP, 0, ""},
    {DO "expect: t == 4\nsolution: step\nsolution: step\ntry: step => One more.\n```\n" HELP, 0, ""},

    /* Commands. */
    {"```run\nstep\n\nstpe\nstep\n```\n", 21,
     "this command fails: unknown command 'stpe'; did you mean 'step'? (help step tells more)"},
    {"```run\nprint q\n```\n", 19, "this command fails: unknown name 'q' (help names lists them all)"},
    {"```run\nsave file\n```\n", 19, "this command fails: 'save' may not stand in a lesson"},
    {"```run\nload file\n```\n", 19, "this command fails: 'load' may not stand in a lesson"},
    {"```run\nsource file\n```\n", 19, "this command fails: 'source' may not stand in a lesson"},
    {"```run\nexport file.csv\n```\n", 19, "this command fails: 'export' may not stand in a lesson"},
    {"```run\nquit\n```\n", 19, "this command fails: 'quit' may not stand in a lesson"},
    {"```run\nstep; quit\n```\n", 19, "this command fails: 'quit' may not stand in a lesson"},
    {"```run\nv = 1,5\n```\n", 19, NULL},
    {"Text.\n\n## Next {#next}\n\n```setup\nexample notes\n\nexample nothing\n```\n", 25, NULL},

    /* Predictions. */
    {"```predict id=q\nask: What?\nanswer: v*a<2> + q\n```\n" HELP, 20,
     "the answer has no value here: unknown name 'q' (help names lists them all)"},
    {"```predict id=q\nask: What?\nanswer: a<5>\n```\n" HELP, 20, NULL},
    {"```predict id=q\nask: What?\nanswer: v u\n```\n" HELP, 20,
     "the answer has no value here: an operator is needed here (one of + - * / ^; a product is written v*a<2>)"},
    {"```predict id=q\nask: What?\nanswer: 1/0\n```\n" HELP, 20,
     "the answer is infinite here; a finite value is needed"},
    {"```predict id=q\nask: What?\nanswer: log(-v)\n```\n" HELP, 20,
     "the answer is undefined here; a finite value is needed"},
    {PREDICT "wrong: q => No.\n```\n" HELP, 21,
     "this wrong value has no value here: unknown name 'q' (help names lists them all)"},
    {PREDICT "wrong: v/0 => No.\n```\n" HELP, 21, "this wrong value is infinite here; a finite value is needed"},
    {PREDICT "tol: 0.01\nwrong: 0.519 => No.\n```\n" HELP, 22,
     "this wrong value is 0.519 and the answer, on line 20, 0.5; they have to differ by more than twice the tolerance, "
     "0.01"},
    {PREDICT "tol: 0.01\nwrong: 0.521 => No.\n```\n" HELP, 0, ""},
    {PREDICT "wrong: v => No.\n```\n" HELP, 21,
     "this wrong value is 0.5 and the answer, on line 20, 0.5; they have to differ by more than twice the tolerance, "
     "5e-07"},
    {PREDICT "tol: 0.01\nwrong: 0.6 => No.\nwrong: 0.61 => No.\n```\n" HELP, 23,
     "this wrong value is 0.61 and another, on line 22, 0.6; they have to differ by more than twice the tolerance, "
     "0.01"},

    /* Derivations. */
    {DERIVE "line: W_y*{a<2>}\n```\n" HELP, 20, "this line is 0.18; the target, on line 19, is 0.36"},
    {DERIVE "line: W_y*{da<3>/dv} + q\n```\n" HELP, 20,
     "this line has no value here: unknown name 'q' (help names lists them all)"},
    {"```derive id=q\ntarget: dyhat<9>/dv\nline: {v}\n```\n" HELP, 19, NULL},
    {DERIVE "line: W_y*{(}da<3>/dv)\n```\n" HELP, 20, NULL},
    {DERIVE "line: W_y*{da<3>/dv}\nwrong: 1: da<3>/dv*1 => No.\n```\n" HELP, 21,
     "this wrong expression is right for blank 1"},
    {DERIVE "line: W_y*{da<3>/dv}\nwrong: 1: a<2> => No.\nwrong: 1: 1*a<2> => No.\n```\n" HELP, 22,
     "this reply is never given: another wrong expression of blank 1 has the same value"},
    {DERIVE "line: W_y*{da<3>/dv}\nwrong: 1: q => No.\n```\n" HELP, 21,
     "this wrong expression has no value here: unknown name 'q' (help names lists them all)"},

    /* Tasks. */
    {DO "expect: v < 1\nsolution: v = 0.1\n```\n" HELP, 20,
     "all that is expected holds already, before anything is done"},
    {DO "expect: v < 0.2\nexpect: u > 1\nsolution: v = 0.1\n```\n" HELP, 21,
     "this expectation does not hold after the solution"},
    {DO "expect: v < q\nsolution: v = 0.1\n```\n" HELP, 20,
     "this expectation cannot be judged after the solution: unknown name 'q' (help names lists them all)"},
    {DO "expect: v < 0.2\nsolution: step\nsolution: v = 0,1\nsolution: v = 0.1\n```\n" HELP, 22, NULL},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = 0.15 => No.\n```\n" HELP, 22,
     "this try does all that is expected, so its reply is never given"},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = 0.5 => No.\n```\n" HELP, 22, "this try changes nothing"},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = 0.3 => No.\ntry: v = 0.30 => No.\n```\n" HELP, 23,
     "this try leads to the same as that of line 22"},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = => No.\n```\n" HELP, 22, NULL},

    /* Hints. */
    {PREDICT "```\n" HINT("Add `v a<2>` to `u`."), 0, ""},
    {PREDICT "```\n" HINT("It is `v a<2> + u`."), 27, "this hint contains the answer, v*a<2> + u"},
    {PREDICT "```\n" HINT("It is v·a<2>+u of course."), 27, "this hint contains the answer, v*a<2> + u"},
    {PREDICT "```\n" HINT("The result is 0.50."), 27, "this hint contains the answer's value, 0.50"},
    {PREDICT "```\n" HINT("Half of 0.2, and then 0.4."), 0, ""},
    {"```predict id=q\nask: `v` is 0.5. What?\nanswer: v*a<2> + u\n```\n" HINT("Take 0.5 of it."), 0, ""},
    {"```predict id=q\nask: How much is `v a<2> + u`?\nanswer: v*a<2> + u\n```\n" HINT("`print v*a<2> + u` says it."),
     0, ""},
    {"```predict id=q\nask: What?\nanswer: L\n```\n" HINT("Add all `L<t>`: that is L."), 0, ""},
    {"```choice id=q\nask: Which?\n( ) The smaller one. => No.\n(x) The one that is larger. => Yes.\n```\n" HINT(
         "Take *the one that* differs."),
     0, ""},
    {"```choice id=q\nask: Which?\n( ) The smaller one. => No.\n(x) The one that is larger. => Yes.\n```\n" HINT(
         "Is it this? The one that is larger."),
     28, "this hint contains the right choice, The one that is larger."},
    {DERIVE "line: W_y*({a<2>} + {v*da<2>/dv})\n```\n" HINT("Think of `v` and of `a<2>`."), 0, ""},
    {DERIVE "line: W_y*({a<2>} + {v*da<2>/dv})\n```\n" HINT("One is `v ∂a<2>/∂v`."), 27, NULL},
    {DERIVE "line: W_y*({a<2>} + {v}*da<2>/dv)\n```\n" HINT("So `W_y*(a<2> + v*da<2>/dv)`."), 27, NULL},
    {DO "expect: v < 0.2\nsolution: v = 0.1; run\n```\n" HINT("Something below 0.2 for `v`."), 0, ""},
    {DO "expect: v < 0.2\nsolution: v = 0.1; run\n```\n" HINT("Type v = 0.1 now."), 28,
     "this hint contains the solution, v = 0.1; run"},
    {DO "expect: v < 0.2\nsolution: v = 0.1; run\n```\n" HINT("Not `v = 0.15`."), 0, ""},
    {DO "expect: t == 4\nsolution: step 2\n```\n" HINT("Type `step 2`."), 28,
     "this hint contains the solution, step 2"},
};

START_TEST(running_finds_what_is_wrong)
{
    const struct found_row *row = &found_rows[_i];
    struct lesson_faults faults = {0};
    struct text text = {0}, all = {0};
    text_addf(&text, "%s%s", head, row->text);
    check_text("01-example", text_string(&text), text.length, &faults);
    add_faults(&all, &faults);
    must(faults.count == (row->line > 0), "%d faults:\n%s", faults.count, text_string(&all));
    must(row->line == 0 || faults.fault[0].line == row->line, "not line %d:\n%s", row->line, text_string(&all));
    must(row->line == 0 || row->message == NULL || strcmp(faults.fault[0].message, row->message) == 0, "not '%s':\n%s",
         row->message, text_string(&all));
    lesson_faults_clear(&faults);
    text_clear(&text);
    text_clear(&all);
}
END_TEST

START_TEST(a_solution_leads_on)
{
    static const char text[] =
        DO "expect: v < 0.2\nsolution: v = 0.1\n```\n" HELP
           "\n## Next {#next}\n\n```predict id=r\nask: What?\nanswer: v\nwrong: 0.1 => Too near.\n```\n";
    struct lesson_faults faults = {0};
    struct text whole = {0}, all = {0};
    text_addf(&whole, "%s%s", head, text);
    check_text("01-example", text_string(&whole), whole.length, &faults);
    add_faults(&all, &faults);
    must(strstr(text_string(&all), "this wrong value is 0.1 and the answer, on line 40, 0.1") != NULL, "%s",
         text_string(&all));
    lesson_faults_clear(&faults);
    text_clear(&whole);
    text_clear(&all);
}
END_TEST

START_TEST(required_lessons_are_looked_for)
{
    static const char text[] = "# T\n\n```lesson\nid: a\nformat: 1\nrequires: unrolling nowhere a\nminutes: 8\n"
                               "skip: allowed\n```\n\n## S {#s}\n\nText.\n";
    struct lesson_faults faults = {0};
    struct text all = {0};
    check_text("01-a", text, sizeof text - 1, &faults);
    add_faults(&all, &faults);
    ck_assert_str_eq(text_string(&all), "6: there is no lesson 'nowhere', neither beside this one nor in the course\n"
                                        "6: a lesson does not require itself\n");
    lesson_faults_clear(&faults);
    text_clear(&all);
}
END_TEST

/* Files. */

static void must_report(const char *path, int count, const char *expected)
{
    struct text report = {0};
    struct fault fault = {0};
    int found = checker_report(path, &plain_host, NULL, &report, &fault);
    must(found == count, "%d faults in %s:\n%s%s", found, path, text_string(&report), text_string(&fault.message));
    ck_assert_str_eq(count < 0 ? text_string(&fault.message) : text_string(&report), expected);
    text_clear(&report);
    fault_clear(&fault);
}

START_TEST(a_report_names_file_and_line)
{
    setenv("UNROLL_LESSONS", "lessons", 1);
    must_report("tests/lessons/07-example.md", 0, "");
    must_report(
        "tests/lessons/08-broken.md", 3,
        "tests/lessons/08-broken.md:6: there is no lesson 'nowhere', neither beside this one nor in the course\n"
        "tests/lessons/08-broken.md:15: '<t>' is HTML to a code host, which drops it; a name stands between "
        "backquotes, as in `a<t>`\n"
        "tests/lessons/08-broken.md:18: this command fails: unknown command 'setp'; did you mean 'step'? "
        "(help step tells more)\n");
    must_report("tests/lessons/nowhere.md", -1, "cannot read 'tests/lessons/nowhere.md': No such file or directory");
    must_report("tests", -1, "'tests' is not a regular file");
}
END_TEST

START_TEST(a_check_can_be_interrupted)
{
    volatile sig_atomic_t stop = 1;
    struct text report = {0};
    struct fault fault = {0};
    ck_assert_int_eq(checker_report("tests/lessons/07-example.md", &plain_host, &stop, &report, &fault), -1);
    ck_assert_str_eq(text_string(&fault.message), "interrupted; everything is as it was before");
    text_clear(&report);
    fault_clear(&fault);
}
END_TEST

/* Lessons from strangers. */

/* Every command that may not come from a lesson, wherever commands stand in one. */
START_TEST(no_lesson_runs_a_forbidden_command)
{
    static const char *const known[] = {"save", "load", "source", "export", "lesson", "quit"};
    static const char *const places[] = {"```run\n%s\n```\n", "Text.\n\n## Next {#next}\n\n```setup\n%s\n```\n",
                                         DO "expect: v < 0.2\nsolution: %s\nsolution: v = 0.1\n```\n" HELP,
                                         DO "expect: v < 0.2\nsolution: v = 0.1\ntry: %s => No.\n```\n" HELP};
    int forbidden = 0;
    for (int i = 0; commands[i] != NULL; i++) {
        const struct command *command = commands[i];
        if (command->in_session || command->in_lesson)
            continue;
        for (int k = 0; k < COUNT(known); k++)
            forbidden += strcmp(command->name, known[k]) == 0;
        for (int k = 0; k < COUNT(places); k++) {
            struct lesson_faults faults = {0};
            struct text text = {0}, all = {0}, refusal = {0};
            const char *place = strstr(places[k], "%s");
            text_add(&text, head);
            text_add_bytes(&text, places[k], (size_t)(place - places[k]));
            text_addf(&text, "%s%s", command->name, place + 2);
            check_text("01-example", text_string(&text), text.length, &faults);
            add_faults(&all, &faults);
            text_addf(&refusal, "'%s' may not stand in a lesson", command->name);
            must(strstr(text_string(&all), text_string(&refusal)) != NULL, "place %d: %s is not refused:\n%s", k,
                 command->name, text_string(&all));
            lesson_faults_clear(&faults);
            text_clear(&text);
            text_clear(&all);
            text_clear(&refusal);
        }
    }
    ck_assert_int_eq(forbidden, COUNT(known));
}
END_TEST

/* Each in the largest lesson: a test that takes long runs into the time that every test has. */
static const struct {
    const char *first, *part, *last;
} hostile_rows[] = {
    {"```predict id=q\nask: a\nanswer: ", "(", "\n```\n"},
    {"```predict id=q\nask: a\nanswer: v", "+v", "\n```\n"},
    {"```predict id=q\nask: a\nanswer: v", "^v", "\n```\n"},
    {"```predict id=q\nask: a\nanswer: ", "-", "v\n```\n"},
    {"```predict id=q\nask: a\nanswer: v\n", "wrong: v+1 => b\n\n", "```\n"},
    {"```predict id=q\nask: a\nanswer: v+u\n```\n\n", "```hint for=q\nv + v\n```\n\n", ""},
    {"```derive id=q\ntarget: v\nline: v", "+0*{v}", "\n```\n"},
    {"```derive id=q\ntarget: v\nline: {v}\n", "wrong: 1: u => b\n\n", "```\n"},
    {"```derive id=q\ntarget: v\nline: {v}\n", "line: v\n\n", "```\n"},
    {"```do id=q\nask: a\nexpect: v < 0\nsolution: v = -1\n", "try: v = 3 => b\n\n", "```\n"},
    {"```do id=q\nask: a\nsolution: v = -1\nexpect: v < 0", " and v < 0", "\n```\n"},
    {"```do id=q\nask: a\nsolution: v = -1\nexpect: ", "(", "\n```\n"},
    {"```do id=q\nask: a\nexpect: v < 0\n", "solution: v = -1\n\n", "```\n"},
    {"```do id=q\nask: a\nexpect: v < 0\nsolution: ", "v = -1; ", "\n```\n"},
    {"```run\n", "step\n\n", "```\n"},
    {"```run\n", "print ", "\n```\n"},
    {"", "```run\nstep\n```\n\n", ""},
    {"", "## S {#s}\n\n```setup\nexample notes\n```\n\n", ""},
};

START_TEST(a_hostile_lesson_is_checked_in_time_and_space)
{
    struct lesson_faults faults = {0};
    struct text text = {0};
    text_addf(&text, "%s%s", head, hostile_rows[_i].first);
    while (text.length + strlen(hostile_rows[_i].part) + strlen(hostile_rows[_i].last) <= LESSON_LARGEST)
        text_add(&text, hostile_rows[_i].part);
    text_add(&text, hostile_rows[_i].last);
    check_text("01-example", text_string(&text), text.length, &faults);
    lesson_faults_clear(&faults);
    text_clear(&text);
}
END_TEST

/* The whole lesson, played. */

/* What only playing shows is made here with lessons that the checker would have refused. */
static const struct found_row rehearsal_rows[] = {
    {PREDICT "wrong: u => No.\n```\n" HELP, 0, ""},
    {PREDICT "wrong: v => No.\n```\n" HELP, 21, "this is taken for right when the lesson is played: 'v'"},
    {"```choice id=q\nask: Which?\n( ) One. => No.\n(x) Two. => Yes.\n( ) Three. => No.\n```\n" HELP, 0, ""},
    {DERIVE "line: W_y*({a<2>} + v*{da<2>/dv})\nwrong: 1: a<3> => No.\nwrong: 2: a<1> + 1 => No.\n```\n" HELP, 0, ""},
    {DERIVE "line: W_y*({a<2>} + v*{da<2>/dv})\nwrong: 2: 1*da<2>/dv => No.\n```\n" HELP, 21,
     "this is taken for right when the lesson is played: '1*da<2>/dv'"},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = 0.4; step => No.\n```\n" HELP, 0, ""},
    {DO "expect: v < 0.2\nsolution: v = 0.1\ntry: v = 0.15 => No.\n```\n" HELP, 22,
     "this is taken for right when the lesson is played: 'v = 0.15'"},
    {DO "expect: v < 0.2\nsolution: v = 0.3\n```\n" HELP, 18,
     "the right answer is not accepted when the lesson is played: 'q'"},
    {PREDICT "```\n" HELP "\n```run\nstepp\n```\n", 18, NULL},
    {"Text.\n\n---\n\nMore.\n\n## Next {#next}\n\nText.\n", 0, ""},
};

static void rehearse(const char *rule, const struct found_row *row)
{
    struct lesson_faults faults = {0};
    struct text text = {0}, all = {0};
    const char *skip = strstr(head, "allowed");
    text_add_bytes(&text, head, (size_t)(skip - head));
    text_addf(&text, "%s%s%s", rule, skip + strlen("allowed"), row->text);
    rehearsal_run(text_string(&text), text.length, &plain_host, NULL, NULL, &faults);
    add_faults(&all, &faults);
    must((faults.count > 0) == (row->line > 0), "skip: %s: %d faults:\n%s", rule, faults.count, text_string(&all));
    for (int i = 0; i < faults.count; i++)
        must(faults.fault[i].line == row->line &&
                 (row->message == NULL || strcmp(faults.fault[i].message, row->message) == 0),
             "skip: %s: not %d: %s\n%s", rule, row->line, row->message, text_string(&all));
    lesson_faults_clear(&faults);
    text_clear(&text);
    text_clear(&all);
}

START_TEST(a_lesson_is_played_to_its_end)
{
    rehearse("allowed", &rehearsal_rows[_i]);
    rehearse("after-hints", &rehearsal_rows[_i]);
    rehearse("never", &rehearsal_rows[_i]);
}
END_TEST

/* Lessons that the program and its manual give as examples. */

static void must_keep_promises(const char *name, const struct text *text)
{
    struct lesson_faults faults = {0};
    struct text all = {0};
    check_text(name, text_string(text), text->length, &faults);
    add_faults(&all, &faults);
    must(faults.count == 0, "%s:\n%s", name, text_string(&all));
    lesson_faults_clear(&faults);
    text_clear(&all);
}

START_TEST(the_skeleton_keeps_its_promises)
{
    struct text text = {0};
    struct fault fault = {0};
    ck_assert(skeleton_add(&text, "mine/16-echoes.md", &fault));
    must_keep_promises("16-echoes", &text);
    text_clear(&text);
}
END_TEST

START_TEST(a_skeleton_needs_the_name_of_a_lesson)
{
    static const char *const bad[] = {"",          "echoes.md", "16-.md",        "16-Echoes.md",    "1-echoes.md",
                                      "16-echoes", "16-a b.md", "16-echoes.md/", "../16_echoes.md", "16-\x1b.md"};
    for (int i = 0; i < COUNT(bad); i++) {
        struct text text = {0};
        struct fault fault = {0};
        must(!skeleton_add(&text, bad[i], &fault), "%s", bad[i]);
        ck_assert_uint_eq(text.length, 0);
        ck_assert_str_eq(text_string(&fault.message),
                         "a lesson's file is called NN-name.md, with two digits, small letters and '-'");
        fault_clear(&fault);
    }
}
END_TEST

static void read_manual(struct text *manual)
{
    must(read_bytes("man/unroll-lesson.5", manual), "cannot read the manual");
}

/* What roff writes differently. */
static void add_unescaped(struct text *text, const char *from, const char *to)
{
    while (from < to) {
        bool grave = strncmp(from, "\\(ga", 4) == 0;
        must(grave || *from != '\\', "an escape that this test does not know: %.20s", from);
        text_add_bytes(text, grave ? "`" : from, 1);
        from += grave ? 4 : 1;
    }
}

START_TEST(the_lesson_in_the_manual_keeps_its_promises)
{
    static const char begin[] = ".Bd -literal -offset indent\n";
    struct text manual = {0}, text = {0};
    read_manual(&manual);
    const char *from = strstr(strstr(text_string(&manual), ".Sh EXAMPLES"), begin);
    must(from != NULL, "there is no example");
    add_unescaped(&text, from + strlen(begin), strstr(from, ".Ed\n"));
    must_keep_promises("16-one-step", &text);
    text_clear(&manual);
    text_clear(&text);
}
END_TEST

/* In the manual's list of blocks, and each block's list of keys. */
START_TEST(the_manual_has_every_kind_and_key)
{
    struct text manual = {0};
    read_manual(&manual);
    for (const struct kind_row *row = kind_rows; row->name != NULL; row++) {
        struct text item = {0};
        text_addf(&item, "\n.It Ic %s\n", row->name);
        const char *from = strstr(text_string(&manual), text_string(&item));
        must(from != NULL, "'%s' is not in the manual", row->name);
        const char *to = strstr(from + 1, "\n.It Ic ");
        for (const struct kind_key *key = row->key; key != NULL && key->name != NULL; key++) {
            text_empty(&item);
            text_addf(&item, "\n.It Cm %s%s\n", key->name[0] == '(' ? "\\&" : "",
                      strcmp(key->name, "( )") == 0 ? "(\\ )" : key->name);
            const char *at = strstr(from, text_string(&item));
            must(at != NULL && at < to, "'%s' has no '%s' in the manual", row->name, key->name);
        }
        text_clear(&item);
    }
    text_clear(&manual);
}
END_TEST

/* The course. */

/* The lessons' paths, sorted. */
static int find_lessons(char paths[][64], int most)
{
    DIR *stream = opendir("lessons");
    const struct dirent *entry;
    int count = 0;
    must(stream != NULL, "there is no folder lessons");
    while ((entry = readdir(stream)) != NULL) {
        size_t length = strlen(entry->d_name);
        if (length < 4 || strcmp(entry->d_name + length - 3, ".md") != 0)
            continue;
        must(count < most && length < 48, "too many lessons, or too long a name");
        snprintf(paths[count++], 64, "lessons/%.48s", entry->d_name);
    }
    closedir(stream);
    qsort(paths, (size_t)count, sizeof *paths, (int (*)(const void *, const void *))strcmp);
    return count;
}

START_TEST(every_lesson_of_the_course_keeps_its_promises)
{
    char paths[32][64];
    int count = find_lessons(paths, COUNT(paths));
    struct text report = {0};
    struct fault fault = {0};
    for (int i = 0; i < count; i++)
        must(checker_report(paths[i], &plain_host, NULL, &report, &fault) >= 0, "%s", text_string(&fault.message));
    ck_assert_str_eq(text_string(&report), "");
    must(count > 0, "there is no lesson");
    text_clear(&report);
    fault_clear(&fault);
}
END_TEST

/* The commands. */

static void must_run(const char *line, int status, const char *out, const char *err)
{
    struct start start = {.arguments = {"--no-init", "-e", line}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, status);
    ck_assert_str_eq(text_string(&outcome.out), out);
    ck_assert_str_eq(text_string(&outcome.err), err);
    outcome_clear(&outcome);
}

START_TEST(lesson_new_writes_what_lesson_check_accepts)
{
    struct text before = {0}, after = {0};
    must_run("lesson new 16-echoes.md", 0,
             "wrote 16-echoes.md; lesson check 16-echoes.md says what is wrong with it.\n", "");
    must_run("lesson check 16-echoes.md", 0, "1 lesson, no faults.\n", "");
    ck_assert(read_bytes("16-echoes.md", &before));
    must_run("lesson new 16-echoes.md", 1, "",
             "unroll: -e:1: '16-echoes.md' is there already\n  lesson new 16-echoes.md\n"
             "             ^ another name is needed\n");
    ck_assert(read_bytes("16-echoes.md", &after));
    ck_assert_str_eq(text_string(&before), text_string(&after));
    must_run("lesson new echoes.md", 1, "",
             "unroll: -e:1: a lesson's file is called NN-name.md, with two digits, small letters and '-'\n"
             "  lesson new echoes.md\n             ^ such as 16-echoes.md\n");
    ck_assert(!read_bytes("echoes.md", &after));
    text_clear(&before);
    text_clear(&after);
}
END_TEST

START_TEST(lesson_check_names_file_and_line_and_fails)
{
    struct text text = {0};
    struct fault fault = {0};
    skeleton_add(&text, "16-echoes.md", &fault);
    write_string("16-echoes.md", text_string(&text));
    write_string("17-other.md", text_string(&text));
    must_run("lesson check 16-echoes.md 17-other.md", 1,
             "17-other.md:4: the lesson 'echoes' stands in a file called NN-echoes.md, such as 09-echoes.md\n",
             "unroll: -e:1: 1 fault in 2 lessons\n");
    must_run("lesson check 18-echoes.md", 1, "",
             "unroll: -e:1: cannot read '18-echoes.md': No such file or directory\n"
             "unroll: -e:1: 1 fault in 1 lesson\n");
    must_run("lesson check", 1, "",
             "unroll: -e:1: lesson check needs another argument\n  lesson check\n"
             "              ^ usage: lesson check FILE...\n");
    text_clear(&text);
}
END_TEST

/* What stands outside is not a lesson, whatever it holds. */
START_TEST(a_lesson_is_opened_by_its_name_alone)
{
    static const char *const names[] = {
        "../../etc/passwd", "/etc/passwd", "..",   ".",   "lessons/01-a.md", "./01-a", "01-a.md", "a.md",
        "a/../a",           "A",           "a%00", "~/a", "\"a b\"",         "01-a"};
    struct text text = {0};
    struct fault fault = {0};
    skeleton_add(&text, "01-a.md", &fault);
    ck_assert_int_eq(mkdir("lessons", 0700), 0);
    write_string("lessons/01-a.md", text_string(&text));
    write_string("01-a.md", text_string(&text));
    write_string("a.md", text_string(&text));
    for (int i = 0; i <= COUNT(names); i++) {
        struct text line = {0};
        text_addf(&line, "lesson %s", i < COUNT(names) ? names[i] : "a");
        struct start start = {.arguments = {"--no-init", "-e", text_string(&line)},
                              .environment = {"UNROLL_LESSONS=lessons", "XDG_STATE_HOME=/nowhere"}};
        struct outcome outcome = process_run(&start);
        ck_assert_status(outcome, i < COUNT(names));
        ck_assert_msg((strstr(text_string(&outcome.out), "The title of your lesson") != NULL) == (i == COUNT(names)),
                      "%s:\n%s", text_string(&line), text_string(&outcome.out));
        outcome_clear(&outcome);
        text_clear(&line);
    }
    text_clear(&text);
}
END_TEST

START_TEST(a_lesson_cannot_write_to_the_terminal)
{
    struct text text = {0};
    struct fault fault = {0};
    skeleton_add(&text, "16-echoes.md", &fault);
    text_add(&text, "\n## \x1b]0;title\x07 {#x}\n\n```\x1b[31m\n```\n\n```run\nprint \x1b[31m\n```\n\n<a\x1b[31m>\n");
    write_string("16-echoes.md", text_string(&text));
    write_string("16-\x1b[31m.md", text_string(&text));
    struct start start = {.arguments = {"--no-init", "-e", "lesson check 16-echoes.md '16-\x1b[31m.md'"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_no_control(outcome.out);
    ck_assert_no_control(outcome.err);
    outcome_clear(&outcome);
    text_clear(&text);
}
END_TEST

/* Every lesson with other line ends, a byte order mark, without its last newline, and with bytes that are no UTF-8. */
START_TEST(every_lesson_may_come_in_other_bytes)
{
    char paths[32][64];
    int count = find_lessons(paths, COUNT(paths));
    for (int i = 0; i < count; i++) {
        struct text text = {0}, windows = {0}, marked = {0}, bad = {0};
        ck_assert(read_bytes(paths[i], &text));
        char *name = paths[i] + strlen("lessons/");
        name[strlen(name) - 3] = '\0';
        for (size_t k = 0; k < text.length; k++)
            text_addf(&windows, "%s%c", text.bytes[k] == '\n' ? "\r" : "", text.bytes[k]);
        must_keep_promises(name, &windows);
        text_addf(&marked, "\xEF\xBB\xBF%s", text_string(&text));
        must_keep_promises(name, &marked);
        text_addf(&bad, "%s\nNo UTF-8: \xff \xC3( \xE2\x82.\n", text_string(&text));
        must_keep_promises(name, &bad);
        text.bytes[--text.length] = '\0';
        must_keep_promises(name, &text);
        text_clear(&text);
        text_clear(&windows);
        text_clear(&marked);
        text_clear(&bad);
    }
}
END_TEST

Suite *suite_lesson_checker(void)
{
    Suite *suite = suite_create("lesson_checker");
    TCase *running = tcase_create("running"), *models = tcase_create("examples"), *course = tcase_create("course"),
          *program = scratch_case("program");
    TCase *strangers = tcase_create("strangers");
    tcase_add_loop_test(running, running_finds_what_is_wrong, 0, COUNT(found_rows));
    tcase_add_test(running, a_solution_leads_on);
    tcase_add_test(running, required_lessons_are_looked_for);
    tcase_add_test(running, a_report_names_file_and_line);
    tcase_add_test(running, a_check_can_be_interrupted);
    tcase_add_test(strangers, no_lesson_runs_a_forbidden_command);
    tcase_add_loop_test(strangers, a_hostile_lesson_is_checked_in_time_and_space, 0, COUNT(hostile_rows));
    tcase_add_test(program, a_lesson_is_opened_by_its_name_alone);
    tcase_add_test(course, every_lesson_may_come_in_other_bytes);
    tcase_add_loop_test(running, a_lesson_is_played_to_its_end, 0, COUNT(rehearsal_rows));
    tcase_add_test(program, lesson_new_writes_what_lesson_check_accepts);
    tcase_add_test(program, lesson_check_names_file_and_line_and_fails);
    tcase_add_test(program, a_lesson_cannot_write_to_the_terminal);
    tcase_add_test(models, the_skeleton_keeps_its_promises);
    tcase_add_test(models, a_skeleton_needs_the_name_of_a_lesson);
    tcase_add_test(models, the_lesson_in_the_manual_keeps_its_promises);
    tcase_add_test(models, the_manual_has_every_kind_and_key);
    tcase_add_test(course, every_lesson_of_the_course_keeps_its_promises);
    suite_add_tcase(suite, running);
    suite_add_tcase(suite, strangers);
    suite_add_tcase(suite, models);
    suite_add_tcase(suite, program);
    suite_add_tcase(suite, course);
    return suite;
}
