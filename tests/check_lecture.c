/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_lecture.c - a lesson presented to a class, command by command, and the lecturer's notes in a second
 * terminal. */

#include "tests/process.h"
#include "tests/suites.h"

/* A lesson of our own, so that the course may change. */
static const char lesson[] = "# A talk\n"
                             "\n"
                             "```lesson\nid: talk\nformat: 1\nminutes: 1\nskip: allowed\n```\n"
                             "\n"
                             "## First {#first}\n"
                             "\n"
                             "```setup\nexample notes\n```\n"
                             "\n"
                             "```note\nRemember the chalk. \x1b]0;title\x07\n```\n"
                             "\n"
                             "Watch closely.\n"
                             "\n"
                             "```run\nstep\nstep\n```\n"
                             "\n"
                             "```predict id=next\nask: What is `a<3>`?\nanswer: a<3>\ntol: 0.001\n```\n"
                             "\n"
                             "```hint for=next\nOne.\n```\n"
                             "```hint for=next\nTwo.\n```\n"
                             "```explain for=next\nBecause.\n```\n"
                             "\n"
                             "```run\nstep\n```\n";

static const char *const surroundings[] = {"UNROLL_LESSONS=lessons", "XDG_STATE_HOME", "HOME=nowhere"};

static struct start talk(const char *input)
{
    struct start start = {.input = input};
    memcpy(start.environment, surroundings, sizeof surroundings);
    mkdir("lessons", 0700);
    write_string("lessons/01-talk.md", lesson);
    return start;
}

static const struct {
    const char *keys, *holds, *lacks;
} flows[] = {
    {"present talk\n", "Watch closely.\n\n  Enter types step.", "> step"},
    {"present talk\n\n", "> step\nt=1: ", "t=2: "},
    {"present talk\n\n\n", "t=2: ", "t=3: "},
    {"present talk\n\n\n", "What is a<3>?", "0.5, the value"},
    /* Enter passes over the question, skip answers it, an answer is judged. */
    {"present talk\n\n\n\n", "to within 0.001.\n\n  Enter types step.", "Because."},
    {"present talk\n\n\nskip\n", "Because.", NULL},
    {"present talk\n\n\n0.5\n", "Right", NULL},
    {"present talk\n\n\n\n\n", "t=3: ", NULL},
    /* A detour, and back. */
    {"present talk\n\ngoto 4; v = 3\n\n", "t=2: v a<1> brings 0.2 ", NULL},
    {"present talk\n\n\n0.5\nlesson list\n", "1 question", "solved"},
};

START_TEST(enter_types_one_command_after_the_other)
{
    struct start start = talk(flows[_i].keys);
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_holds(outcome.out, flows[_i].holds);
    if (flows[_i].lacks != NULL)
        ck_assert_lacks(outcome.out, flows[_i].lacks);
    outcome_clear(&outcome);
}
END_TEST

START_TEST(notes_arrive_in_the_other_terminal)
{
    char folder[PATH_MAX], runtime[PATH_MAX + 32];
    mkdir("run", 0700);
    ck_assert_ptr_nonnull(realpath("run", folder));
    snprintf(runtime, sizeof runtime, "XDG_RUNTIME_DIR=%s", folder);
    struct start listen = {.arguments = {"--notes"}, .environment = {runtime}};
    struct start start = talk("present talk\n\n\nskip\n");
    start.environment[3] = runtime;
    struct process notes = process_start(&listen);
    process_expect(&notes, "will stand here");
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    process_expect(&notes, "Remember the chalk. ^[]0;title^G");
    process_expect(&notes, "Enter types:\n  > step\n");
    process_expect(&notes, "It is 0.5");
    struct outcome second = process_run(&listen);
    ck_assert_status(second, 1);
    ck_assert_holds(second.err, "another terminal shows the notes already");
    kill(notes.pid, SIGINT);
    struct outcome ended = process_end(&notes);
    ck_assert_status(ended, 0);
    ck_assert_no_control(ended.out);
    ck_assert_int_ne(access("run/unroll-notes", F_OK), 0);
    outcome_clear(&outcome);
    outcome_clear(&second);
    outcome_clear(&ended);
}
END_TEST

static const struct {
    const char *environment, *message;
} nowhere[] = {
    {"XDG_RUNTIME_DIR", "XDG_RUNTIME_DIR names no folder"},
    {"XDG_RUNTIME_DIR=", "XDG_RUNTIME_DIR names no folder"},
    {"XDG_RUNTIME_DIR=run", "XDG_RUNTIME_DIR names no folder"},
    {"XDG_RUNTIME_DIR=/nonexistent", "is not there"},
    {"XDG_RUNTIME_DIR=/tmp", "must be yours, and closed to others"},
};

START_TEST(notes_need_a_folder_of_ones_own)
{
    struct start start = {.arguments = {"--notes"}, .environment = {nowhere[_i].environment}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 1);
    ck_assert_holds(outcome.err, nowhere[_i].message);
    outcome_clear(&outcome);
}
END_TEST

Suite *suite_lecture(void)
{
    Suite *suite = suite_create("lecture");
    TCase *tests = scratch_case("lecture");
    tcase_add_loop_test(tests, enter_types_one_command_after_the_other, 0, sizeof flows / sizeof *flows);
    tcase_add_test(tests, notes_arrive_in_the_other_terminal);
    tcase_add_loop_test(tests, notes_need_a_folder_of_ones_own, 0, sizeof nowhere / sizeof *nowhere);
    suite_add_tcase(suite, tests);
    return suite;
}
