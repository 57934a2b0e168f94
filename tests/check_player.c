/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_player.c - a lesson played line by line, as a learner types: what is shown, what answers are told, where the
 * lesson stops and goes on, what it may run, and whose network is whose. */

#include "command/study.h"
#include "tests/process.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static struct fixture fixture;

static const char lesson[] =
    "# A test\n\n"
    "```lesson\nid: test\nformat: 1\nrequires: other\nminutes: 9\nskip: allowed\n```\n\n"
    "The opening words.\n\n"
    "## First {#first}\n\n"
    "```setup\nv = 0.8\ngoto 2\n```\n\n"
    "Words about `v`.\n\n---\n\nMore words.\n\n"
    "```run\nstep\n```\n\n"
    "```predict id=value\nask: What is `a<3>`?\nanswer: a<3>\ntol: 0.005\n"
    "wrong: u*x<3> => The input alone.\nwrong: v*a<2> => The past alone.\n```\n\n"
    "```hint for=value\nA nudge.\n```\n\n```hint for=value\nNearly all.\n```\n\n"
    "```explain for=value\nIt is a sum.\n```\n\n"
    "```run\nprint v\n```\n\n"
    "## Second {#second}\n\n"
    "```choice id=which\nask: Which?\n( ) One. => Half of it.\n(x) Both. => Yes, both.\n```\n\n"
    "```hint for=which\nLook.\n```\n\n```hint for=which\nLook twice.\n```\n\n"
    "```explain for=which\nThere are two.\n```\n\n"
    "```derive id=open\nask: Open it.\ntarget: da<3>/dv\nline: {a<2>} + v*da<2>/dv\nline: a<2> + {v}*{a<1>} + "
    "v^2*a<0>\n"
    "wrong: 2: u => Not the input's weight.\n```\n\n"
    "```hint for=open\nOne.\n```\n\n```hint for=open\nTwo.\n```\n\n```explain for=open\nSo it opens.\n```\n\n"
    "## Third {#third}\n\n"
    "```setup\nv = 0.5\n```\n\n"
    "```do id=small\nask: Make `v` small.\nexpect: abs(v) < 0.2\nexpect: t == T\nsolution: v = 0.1\nsolution: run\n"
    "try: v = 0.3 => Smaller still.\n```\n\n"
    "```hint for=small\nA.\n```\n\n```hint for=small\nB.\n```\n\n```explain for=small\nNow it is forgotten.\n```\n\n"
    "The last words.\n";

static void write_lesson(const char *name, const char *text)
{
    struct text path = {0};
    text_addf(&path, "%s/lessons/%s.md", scratch_folder, name);
    write_string(text_string(&path), text);
    text_clear(&path);
}

static void begin(void)
{
    struct text path = {0};
    scratch_enter();
    ck_assert_int_eq(mkdir("lessons", 0700), 0);
    text_addf(&path, "%s/lessons", scratch_folder);
    setenv("UNROLL_LESSONS", text_string(&path), 1);
    setenv("XDG_STATE_HOME", scratch_folder, 1);
    setenv("XDG_DATA_HOME", "/nonexistent", 1);
    text_clear(&path);
    write_lesson("01-test", lesson);
    runner_start(&fixture);
    fixture_must(&fixture, "v = 7");
}

static void end(void)
{
    fixture_end(&fixture);
}

/* Types the line, empty for Enter, and gives what it said. */
static const char *type(const char *line)
{
    fixture_forget(&fixture);
    must(run_typed(&fixture.runner, line), "'%s': %s", line, fixture_errors(&fixture));
    return fixture_text(&fixture);
}

/* Types lines parted by '|'. */
static void type_all(const char *lines)
{
    struct text line = {0};
    for (;; lines++) {
        size_t length = strcspn(lines, "|");
        text_empty(&line);
        text_add_bytes(&line, lines, length);
        type(text_string(&line));
        lines += length;
        if (*lines == '\0')
            break;
    }
    text_clear(&line);
}

static void refuse(const char *line, const char *message)
{
    fixture_forget(&fixture);
    ck_assert_msg(!run_typed(&fixture.runner, line), "'%s' is done", line);
    ck_assert_msg(strstr(fixture_errors(&fixture), message) != NULL, "'%s': %s", line, fixture_errors(&fixture));
}

static void says(const char *said, const char *part)
{
    must(strstr(said, part) != NULL, "no '%s' in:\n%s", part, said);
}

static void keeps_quiet(const char *said, const char *part)
{
    must(strstr(said, part) == NULL, "'%s' in:\n%s", part, said);
}

static double value(const char *name)
{
    struct text line = {0};
    text_addf(&line, "print %s", name);
    double number = strtod(fixture_answer(&fixture, text_string(&line)), NULL);
    text_clear(&line);
    return number;
}

static void check_prompt(const char *expected)
{
    struct text prompt = {0};
    study_add_prompt(&fixture.runner, &prompt);
    ck_assert_str_eq(text_string(&prompt), expected);
    text_clear(&prompt);
}

/* What is shown, and when it goes on. */

START_TEST(a_lesson_begins_with_its_opening)
{
    check_prompt("unroll> ");
    const char *said = type("lesson test");
    says(said, "About 9 minutes.");
    says(said, "It builds on what is not done yet: other.");
    says(said, "\n  The opening words.\n\n  Enter goes on.\n");
    keeps_quiet(said, "Words about");
    check_prompt("test 0/3 > ");
}
END_TEST

START_TEST(enter_leads_from_stop_to_stop)
{
    type("lesson test");
    ck_assert_str_eq(type(""), "\n  First\n\n  Words about v.\n\n  Enter goes on.\n");
    check_prompt("test 1/3 > ");
    const char *said = type("");
    says(said, "\n  More words.\n\n  > step\nt=3: ");
    says(said, "\n  What is a<3>?\n  A value, to within 0.005.\n");
    keeps_quiet(said, "Words about");
    keeps_quiet(said, "Enter");
    says(type(""), "The question is open: answer it, or type hint or skip.");
    ck_assert_str_eq(type("0.656"), "  Right: it is 0.656.\n  It is a sum.\n\n  Enter goes on.\n");
    ck_assert_str_eq(type(""), "\n  > print v\n0.8\n\n  Enter goes on.\n");
    says(type(""), "\n  Second\n\n  Which?\n  1. One.\n  2. Both.\n  The number of your answer.\n");
}
END_TEST

START_TEST(the_whole_lesson)
{
    type_all("lesson test|||0.656||");
    ck_assert_str_eq(type("2"), "  Yes, both.\n  There are two.\n\n  Enter goes on.\n");
    says(type(""), "  Open it.\n    da<3>/dv = {1} + v*da<2>/dv\n             = a<2> + {2}*{3} + v^2*a<0>\n"
                   "  What stands at {1}?\n");
    ck_assert_str_eq(type("a<2>"), "    da<3>/dv = a<2> + v*da<2>/dv\n\n  Right.\n\n  What stands at {2}?\n");
    ck_assert_str_eq(type("v"), "             = a<2> + v*{3} + v^2*a<0>\n\n  Right.\n\n  What stands at {3}?\n");
    says(type("a<1>"), "= a<2> + v*a<1> + v^2*a<0>\n\n  Right.\n  So it opens.\n\n  Enter goes on.\n");
    says(type(""), "\n  Third\n\n  Make v small.\n  Any commands; Enter checks.\n");
    check_prompt("test 3/3 > ");
    keeps_quiet(type("v = 0.1"), "That does it");
    says(type("run"), "  That does it.\n  Now it is forgotten.\n\n  Enter goes on.\n");
    says(type(""), "The last words.\n\n  Enter goes on.\n");
    says(type(""), "This is the end of A test.\n\n  4 questions solved, 0 skipped.");
    says(type(""), "You have left test.");
    check_prompt("unroll> ");
    ck_assert(value("v") == 7);
}
END_TEST

/* Answers. */

START_TEST(a_known_mistake_has_its_reply)
{
    type_all("lesson test||");
    ck_assert_str_eq(type("0.4"), "  The input alone.\n");
    ck_assert_str_eq(type("v*a<2>"), "  The past alone.\n");
    ck_assert_str_eq(type("12"), "  Not yet.\n");
    ck_assert_str_eq(type("-0.656"), "  Not yet: the size is right, the sign is not.\n");
    says(type("a<3>"), "That is the name of what is asked.");
    says(type("1/0"), "That has no finite value here.");
    says(type("answer v*a<2> + u*x<3>"), "Right: it is 0.656.");
    refuse("0.656", "no question is open");
}
END_TEST

START_TEST(a_slip_is_shown_where_it_is_and_costs_nothing)
{
    type_all("lesson test||");
    refuse("0,656", "  0,656\n   ^ 0.5, not 0,5");
    refuse("step; 0.5 0.6", "  step; 0.5 0.6\n            ^ one of");
    refuse("stpe", "unknown command 'stpe'; did you mean 'step'?");
    refuse("W_q", "unknown name 'W_q'");
    says(type("0.656"), "Right");
}
END_TEST

START_TEST(a_name_alone_is_an_answer_only_while_a_question_is_open)
{
    refuse("b_y", "unknown command 'b_y'");
    type("lesson test");
    refuse("b_y", "no question is open");
    type_all("|");
    says(type("b_y"), "Not yet.");
    says(type("v"), "Not yet.");
    says(type("L"), "That has no finite value here.");
    /* What is a command stays one. */
    says(type("loss"), "L<1>");
    says(type("print b_y"), "0.2");
}
END_TEST

START_TEST(a_choice_takes_its_number_only)
{
    type_all("lesson test|lesson goto second");
    refuse("3", "the number of a choice is needed here");
    refuse("both", "the number of a choice is needed here");
    ck_assert_str_eq(type("1"), "  Half of it.\n");
    says(type("2"), "Yes, both.");
}
END_TEST

START_TEST(a_blank_wants_symbols)
{
    type_all("lesson test|lesson goto second|2|");
    says(type("0.2 + 0.32 - 0.2"), "The number is right, but on another network it would not be.");
    says(type("a<2>"), "What stands at {2}?");
    ck_assert_str_eq(type("u"), "  Not the input's weight.\n");
    says(type("v"), "What stands at {3}?");
}
END_TEST

/* Hints, skip, again, why. */

START_TEST(hints_lead_on)
{
    refuse("hint", "no lesson is open");
    type("lesson test");
    refuse("hint", "no question is open");
    type_all("|");
    ck_assert_str_eq(type("hint"), "  Hint 1 of 2: A nudge.\n");
    ck_assert_str_eq(type("hint"), "  Hint 2 of 2: Nearly all.\n");
    says(type("hint"), "There are no more hints; skip shows the answer.");
}
END_TEST

START_TEST(skip_shows_the_answer_and_why)
{
    type_all("lesson test||");
    ck_assert_str_eq(type("skip"), "  It is 0.656, the value of a<3>.\n  It is a sum.\n\n  Enter goes on.\n");
    refuse("skip", "no question is open");
    type_all("|");
    says(type("skip"), "  Number 2: Both.\n  There are two.\n");
    type("");
    says(type("skip"), "da<3>/dv = a<2> + v*da<2>/dv\n             = a<2> + v*a<1> + v^2*a<0>\n\n  So it opens.\n");
    type("");
    const char *said = type("skip");
    says(said, "  One way to do it:\n");
    says(said, "  > v = 0.1\n");
    says(said, "  > run\n");
    says(said, "Now it is forgotten.");
    ck_assert(value("v") == 0.1);
    type_all("|");
    says(fixture_text(&fixture), "0 questions solved, 4 skipped.");
}
END_TEST

/* What was right of a derivation is no word about the rest of it. */
START_TEST(skip_leaves_no_praise)
{
    type_all("lesson test|lesson goto second|2||a<2>|skip");
    const struct sheet *sheet = player_sheet(study_player(&fixture.runner));
    for (int i = 0; i < sheet->count; i++)
        ck_assert_int_ne(sheet->entry[i].kind, ENTRY_RIGHT);
}
END_TEST

static void start_with_rule(const char *rule)
{
    struct text text = {0};
    const char *at = strstr(lesson, "skip: allowed");
    text_add_bytes(&text, lesson, (size_t)(at - lesson));
    text_addf(&text, "skip: %s%s", rule, at + strlen("skip: allowed"));
    write_lesson("01-test", text_string(&text));
    text_clear(&text);
    type_all("lesson test||");
}

START_TEST(a_lesson_may_want_its_hints_read_first)
{
    start_with_rule("after-hints");
    refuse("skip", "can be skipped after its hints; 2 are left");
    type("hint");
    refuse("skip", "can be skipped after its hints; 1 is left");
    type("hint");
    says(type("skip"), "It is a sum.");
}
END_TEST

START_TEST(a_lesson_may_have_no_skip)
{
    start_with_rule("never");
    type_all("hint|hint");
    refuse("skip", "the questions of this lesson cannot be skipped");
}
END_TEST

START_TEST(why_repeats_the_explanation)
{
    type("lesson test");
    refuse("why", "nothing has been answered yet");
    type_all("|");
    refuse("why", "the question is still open");
    type("0.656");
    ck_assert_str_eq(type("why"), "  It is a sum.\n");
    type("");
    says(type("why"), "It is a sum.");
}
END_TEST

START_TEST(again_shows_the_page_and_asks_anew)
{
    type_all("lesson test||");
    struct text first = {0};
    text_add(&first, fixture_text(&fixture));
    type_all("hint|v = 3|back|0.656");
    ck_assert_str_eq(type("again"), text_string(&first));
    ck_assert(value("v") == 0.8);
    ck_assert(value("t") == 3);
    says(type("0.656"), "Right");
    ck_assert_str_eq(type("again"), text_string(&first));
    says(type("hint"), "Hint 1 of 2");
    text_clear(&first);
}
END_TEST

/* Networks. */

START_TEST(undo_brings_the_learners_network_back)
{
    fixture_must(&fixture, "goto 1");
    type_all("lesson test|");
    ck_assert(value("v") == 0.8);
    ck_assert(value("t") == 2);
    fixture_must(&fixture, "undo");
    ck_assert(value("v") == 7);
    ck_assert(value("t") == 1);
    fixture_must(&fixture, "redo");
    ck_assert(value("v") == 0.8);
    /* also from a later step, whatever was changed before it */
    type_all("|v = 2|0.656");
    type_all("next|0.656|||2||skip||");
    fixture_must(&fixture, "undo");
    ck_assert(value("v") == 7);
}
END_TEST

START_TEST(leaving_brings_the_learners_network_back)
{
    fixture_must(&fixture, "goto 1; set digits 9; watch v");
    type_all("lesson test||v = 2|lesson leave");
    ck_assert(value("v") == 7);
    ck_assert(value("t") == 1);
    ck_assert_int_eq(fixture.session->watched_count, 1);
    ck_assert_int_eq(fixture.session->digits, 9);
    fixture_must(&fixture, "undo");
    ck_assert(value("v") == 2);
    refuse("next", "no lesson is open");
}
END_TEST

/* Also where the lesson's network is the learner's: the place and what is looked at are not. */
START_TEST(leaving_brings_back_what_is_looked_at)
{
    fixture_must(&fixture, "v = 0.5; goto 3; watch L<3>; expand 2");
    type_all("lesson test|lesson goto third|lesson leave");
    ck_assert(value("t") == 3);
    ck_assert_int_eq(fixture.session->watched_count, 1);
    ck_assert_int_eq(fixture.session->expanded, 2);
}
END_TEST

/* What the lesson did is not what the learner did last. */
START_TEST(an_empty_line_repeats_no_step_of_a_lesson)
{
    type_all("lesson test||||lesson leave");
    ck_assert_str_eq(type(""), "");
    type_all("goto 1; back|lesson test||lesson leave");
    says(type(""), "This is the start of the tape");
}
END_TEST

START_TEST(an_answer_is_about_the_network_of_the_question)
{
    type_all("lesson test|||v = 2");
    says(type("0.8"), "This is not the network of the question: next brings it back.");
    says(type("next"), "Here is the network of the question again.");
    ck_assert_ptr_null(sheet_last(player_sheet(study_player(&fixture.runner)), ENTRY_REPLY));
    ck_assert(value("v") == 0.8);
    says(type("0.656"), "Right");
}
END_TEST

START_TEST(the_lesson_goes_on_with_its_own_network)
{
    type_all("lesson test|||0.656|v = 2|rewind");
    says(type(""), "The lesson goes on with its own network.");
    says(fixture_text(&fixture), "> print v\n0.8\n");
    ck_assert(value("t") == 3);
    type_all("back 2|");
    keeps_quiet(fixture_text(&fixture), "its own network");
    ck_assert(value("t") == 3);
}
END_TEST

START_TEST(looking_and_moving_are_free_before_an_answer)
{
    type_all("lesson test|||rewind|series|grad|run|0.656");
    says(fixture_text(&fixture), "Right");
}
END_TEST

/* Things to bring about. */

START_TEST(what_is_missing_is_said)
{
    type_all("lesson test|lesson goto third");
    ck_assert_str_eq(type(""), "  Not yet: abs(v) < 0.2 does not hold.\n");
    type("v = 0.1");
    ck_assert_str_eq(type("next"), "  Not yet: t == T does not hold.\n");
    refuse("0.1", "this question is answered by what commands bring about");
    refuse("answer 0.1", "this question is answered by what commands bring about");
    says(type("goto T"), "That does it.");
}
END_TEST

START_TEST(a_likely_wrong_state_has_its_reply)
{
    type_all("lesson test|lesson goto third");
    says(type("v = 0.3"), "  Smaller still.\n");
    keeps_quiet(type("show"), "Smaller still.");
    keeps_quiet(type("v = 0.25"), "Smaller still.");
    says(type("v = 0.5; v = 0.3"), "Smaller still.");
    keeps_quiet(type("step"), "Smaller still.");
    keeps_quiet(type("v = 0.1"), "Smaller still.");
    says(type("run"), "That does it.");
}
END_TEST

START_TEST(a_reply_goes_with_the_state_it_is_about)
{
    type_all("lesson test|lesson goto third|v = 0.3");
    const struct sheet *sheet = player_sheet(study_player(&fixture.runner));
    ck_assert_str_eq(sheet_last(sheet, ENTRY_REPLY), "Smaller still.");
    type("print v");
    ck_assert_str_eq(sheet_last(sheet, ENTRY_REPLY), "Smaller still.");
    type("v = 0.25");
    ck_assert_ptr_null(sheet_last(sheet, ENTRY_REPLY));
}
END_TEST

static const char playing[] =
    "# Playing\n\n```lesson\nid: playing\nformat: 1\nminutes: 1\n```\n\n## One {#one}\n\n"
    "```setup\nv = 0.8\n```\n\n```run\nplay 1\n```\n\n"
    "```do id=small\nask: Make `v` small.\nexpect: abs(v) < 0.2\nsolution: v = 0.1\ntry: v = 0.3 => Smaller still.\n"
    "```\n\n```hint for=small\nA.\n```\n\n```hint for=small\nB.\n```\n\n```explain for=small\nSo.\n```\n";

/* Ctrl-C while the lesson plays. */
static bool wait_for_ctrl_c(struct sink *sink, double seconds)
{
    (void)seconds;
    fixture_of(sink)->stop = 1;
    return false;
}

START_TEST(a_page_that_ctrl_c_stopped_has_its_replies)
{
    write_lesson("02-playing", playing);
    fixture.sink.wait = wait_for_ctrl_c;
    type("lesson playing");
    ck_assert_int_eq(fixture.stop, 1);
    fixture.stop = 0;
    says(type("v = 0.3"), "Smaller still.");
    type_all("v = 0.1|lesson leave");
    ck_assert(value("v") == 7);
}
END_TEST

START_TEST(what_was_brought_about_stays)
{
    type_all("lesson test|lesson goto third|v = -0.05|run|");
    says(fixture_text(&fixture), "The last words.");
    ck_assert(value("v") == -0.05);
}
END_TEST

/* Places. */

START_TEST(any_step_can_be_gone_to)
{
    refuse("lesson goto 1", "no lesson is open");
    type("lesson test");
    says(type("lesson goto 3"), "Third");
    says(type("lesson goto second"), "Second");
    /* A step without a setup finds the network as the steps before leave it. */
    ck_assert(value("v") == 0.8);
    ck_assert(value("t") == 3);
    refuse("lesson goto secnd", "did you mean 'second'?");
    refuse("lesson goto 4", "its steps are 1..3");
    refuse("lesson goto 0", "its steps are 1..3");
    says(type("lesson goto"), "  1  first: First\n  2  second: Second\n  3  third: Third\n");
    refuse("lesson goto 1 2", "lesson goto takes fewer arguments");
}
END_TEST

/* Each stop, and what is shown when the lesson is left and taken up again there. */
static const struct {
    const char *lines, *prompt, *shown;
    double v, t;
} resumed[] = {
    {"lesson test", "test 0/3 > ", "The opening words.", 7, 0},
    {"lesson test|", "test 1/3 > ", "Words about v.", 0.8, 2},
    {"lesson test||", "test 1/3 > ", "Words about v.", 0.8, 2},
    {"lesson test|||0.656", "test 1/3 > ", "What is a<3>?\n\n  It is 0.656, the value of a<3>.\n  It is a sum.", 0.8,
     3},
    {"lesson test|||0.656|", "test 1/3 > ", "It is a sum.", 0.8, 3},
    {"lesson test|||0.656||", "test 2/3 > ", "1. One.", 0.8, 3},
    {"lesson test|||0.656|||1", "test 2/3 > ", "1. One.", 0.8, 3},
    {"lesson test|||0.656|||2", "test 2/3 > ", "Number 2: Both.\n  There are two.", 0.8, 3},
    {"lesson test|||0.656|||2||a<2>", "test 2/3 > ", "There are two.", 0.8, 3},
    {"lesson test|||0.656|||2||skip", "test 2/3 > ", "= a<2> + v*a<1> + v^2*a<0>\n\n  So it opens.", 0.8, 3},
    {"lesson test|lesson goto 3", "test 3/3 > ", "Make v small.", 0.5, 0},
    {"lesson test|lesson goto 3|v = 0.05|run", "test 3/3 > ", "One way to do it:", 0.1, 4},
};

START_TEST(a_lesson_goes_on_where_it_was_left)
{
    type_all(resumed[_i].lines);
    fixture_end(&fixture);
    runner_start(&fixture);
    fixture_must(&fixture, "v = 7");
    says(type("lesson test"), resumed[_i].shown);
    check_prompt(resumed[_i].prompt);
    const char *title = text_string(&player_sheet(study_player(&fixture.runner))->title);
    ck_assert_int_eq(strncmp(title, _i == 0 ? "A test" : resumed[_i].prompt, _i == 0 ? 6 : 8), 0);
    ck_assert(resumed[_i].v == 7 || value("v") == resumed[_i].v);
    ck_assert(resumed[_i].v == 7 || value("t") == resumed[_i].t);
    ck_assert(_i == 0 || strstr(fixture_text(&fixture), "minutes") == NULL);
    fixture_must(&fixture, "lesson leave");
    ck_assert(value("v") == 7);
}
END_TEST

START_TEST(a_lesson_that_is_done_begins_anew_and_keeps_its_results)
{
    type_all("lesson test|lesson goto 3|v = 0.1; run|||");
    says(type("lesson list"), "test                       9 min  done, 1 of 4 solved");
    says(type("lesson test"), "The opening words.");
    type_all("lesson goto 3|skip");
    says(type("lesson list"), "done, 1 of 4 solved");
    type("lesson reset test");
    says(type("lesson list"), "4 questions");
}
END_TEST

START_TEST(several_lessons_are_open_at_once)
{
    struct text other = {0};
    text_add(&other, lesson);
    memcpy(strstr(other.bytes, "id: test"), "id: tset", 8);
    write_lesson("02-tset", text_string(&other));
    type_all("lesson test|lesson goto 2");
    says(type("lesson tset"), "The opening words.");
    check_prompt("tset 0/3 > ");
    type_all("lesson goto 3");
    says(type("lesson test"), "Which?");
    says(type("lesson tset"), "Make v small.");
    type("lesson leave");
    ck_assert(value("v") == 7);
    text_clear(&other);
}
END_TEST

START_TEST(what_cannot_be_kept_is_said_once)
{
    type("lesson test");
    ck_assert_int_eq(rename("unroll", "gone"), 0);
    says(type(""), "Progress cannot be kept");
    type("");
    keeps_quiet(type("0.656"), "Progress");
    says(fixture_text(&fixture), "Right");
}
END_TEST

/* Names. */

static const char *const no_names[] = {
    "../../etc/passwd",
    "..",
    ".",
    "/etc/passwd",
    "lessons/01-test",
    "01-test.md",
    "01-test",
    "TEST",
    "te/st",
    "te%2fst",
    "test\\..",
    "'te st'",
    "~root",
    "$HOME",
    "-",
    "test.md",
    "..-test",
    "\xC3\xA4",
    "'test\n'",
    "''",
    "*",
};

START_TEST(only_names_of_lessons_open_anything)
{
    struct text line = {0};
    text_addf(&line, "lesson %s", no_names[_i]);
    fixture_forget(&fixture);
    ck_assert(!run_typed(&fixture.runner, text_string(&line)));
    ck_assert_ptr_null(study_player(&fixture.runner));
    text_clear(&line);
}
END_TEST

START_TEST(a_lesson_has_a_number)
{
    says(type("lesson list"), "  01  test ");
    type("lesson 1");
    check_prompt("test 0/3 > ");
    type_all("lesson leave|lesson 01");
    check_prompt("test 0/3 > ");
    refuse("lesson 2", "there is no lesson '2'");
}
END_TEST

START_TEST(a_near_name_is_suggested)
{
    refuse("lesson tset", "did you mean 'test'?");
    refuse("lesson quantum", "lesson list shows them");
    refuse("lesson test 3", "one name is enough here");
}
END_TEST

START_TEST(a_lesson_that_cannot_be_read_is_told_with_its_line)
{
    write_lesson("03-broken", "# Broken\n\nNo block.\n");
    refuse("lesson broken", "03-broken.md:1: ");
    says(type("lesson list"), "  broken                   cannot be read: ");
    says(fixture_text(&fixture), "  test ");
    check_prompt("unroll> ");
}
END_TEST

/* What a lesson may not run. */

static const char *const forbidden[] = {
    "source evil", "save evil",   "load evil",   "export evil.csv",
    "session",     "lesson test", "lesson list", "lesson leave",
    "next",        "hint",        "skip",        "answer 1",
    "again",       "why",         "quit",        "undo",
    "redo",        "history",     "view table",  "layout big",
    "theme dark",  "scroll up",   "tune v",      "x = file a",
    "help",        "v = 1; quit", "q",           "exit",
};

START_TEST(a_lesson_runs_nothing_else)
{
    struct text text = {0};
    const char *at = strstr(lesson, "```run\nstep\n");
    text_add_bytes(&text, lesson, (size_t)(at - lesson));
    text_addf(&text, "```run\n%s\n%s", forbidden[_i], at + strlen("```run\nstep\n"));
    write_lesson("01-test", text_string(&text));
    write_string("evil", "v = 100\n");
    type("lesson test");
    type("");
    fixture_forget(&fixture);
    run_typed(&fixture.runner, "");
    ck_assert_msg(strstr(fixture_errors(&fixture), "lesson may not") != NULL ||
                      strstr(fixture_errors(&fixture), "may not stand in a lesson") != NULL,
                  "%s: %s", forbidden[_i], fixture_errors(&fixture));
    says(fixture_text(&fixture), "What is a<3>?");
    ck_assert(!fixture.runner.quit);
    ck_assert(value("v") == (strncmp(forbidden[_i], "v = 1", 5) == 0 ? 1 : 0.8));
    text_clear(&text);
}
END_TEST

START_TEST(a_setup_runs_nothing_else_either)
{
    struct text text = {0};
    const char *at = strstr(lesson, "goto 2\n");
    text_add_bytes(&text, lesson, (size_t)(at - lesson));
    text_addf(&text, "save evil\n%s", at + strlen("goto 2\n"));
    write_lesson("01-test", text_string(&text));
    type("lesson test");
    says(type(""), "The network of this step could not be set up: 'save' may not");
    ck_assert_int_ne(access("evil", F_OK), 0);
    text_clear(&text);
}
END_TEST

/* What happened. */

START_TEST(a_transcript_is_markdown)
{
    type_all("lesson test|||0.4|hint|0.656||lesson transcript happened.md");
    struct text text = {0};
    ck_assert(read_bytes("happened.md", &text));
    ck_assert_str_eq(
        text_string(&text),
        "<!-- lesson transcript, unroll " UNROLL_VERSION
        " -->\n\n## A test\n\nThe opening words.\n\n## First\n\nWords about `v`.\n\nMore words.\n\n    > step\n\n"
        "**Question.** What is `a<3>`?\n\n*A value, to within 0.005.*\n\n    > 0.4\n\n"
        "> The input alone.\n\n    > hint\n\n> Hint 1 of 2: A nudge.\n\n    > 0.656\n\n"
        "> Right: it is 0.656.\n\n> It is a sum.\n\n    > print v\n\n"
        "    > lesson transcript happened.md\n");
    text_clear(&text);
    says(type("lesson transcript"), "**Question.** What is `a<3>`?");
    says(type("lesson transcript happened.md"), "wrote happened.md");
    write_string("thesis.md", "## Recurrent networks\n");
    refuse("lesson transcript thesis.md", "'thesis.md' exists and is not a transcript");
    ck_assert(read_bytes("thesis.md", &text));
    ck_assert_str_eq(text_string(&text), "## Recurrent networks\n");
    text_clear(&text);
}
END_TEST

Suite *suite_player(void)
{
    Suite *suite = suite_create("player");
    TCase *tests = tcase_create("player");
    tcase_add_unchecked_fixture(tests, scratch_make, scratch_remove);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, a_lesson_begins_with_its_opening);
    tcase_add_test(tests, enter_leads_from_stop_to_stop);
    tcase_add_test(tests, the_whole_lesson);
    tcase_add_test(tests, a_known_mistake_has_its_reply);
    tcase_add_test(tests, a_slip_is_shown_where_it_is_and_costs_nothing);
    tcase_add_test(tests, a_name_alone_is_an_answer_only_while_a_question_is_open);
    tcase_add_test(tests, a_choice_takes_its_number_only);
    tcase_add_test(tests, a_blank_wants_symbols);
    tcase_add_test(tests, hints_lead_on);
    tcase_add_test(tests, skip_shows_the_answer_and_why);
    tcase_add_test(tests, skip_leaves_no_praise);
    tcase_add_test(tests, a_lesson_may_want_its_hints_read_first);
    tcase_add_test(tests, a_lesson_may_have_no_skip);
    tcase_add_test(tests, why_repeats_the_explanation);
    tcase_add_test(tests, again_shows_the_page_and_asks_anew);
    tcase_add_test(tests, undo_brings_the_learners_network_back);
    tcase_add_test(tests, leaving_brings_the_learners_network_back);
    tcase_add_test(tests, leaving_brings_back_what_is_looked_at);
    tcase_add_test(tests, an_empty_line_repeats_no_step_of_a_lesson);
    tcase_add_test(tests, an_answer_is_about_the_network_of_the_question);
    tcase_add_test(tests, the_lesson_goes_on_with_its_own_network);
    tcase_add_test(tests, looking_and_moving_are_free_before_an_answer);
    tcase_add_test(tests, what_is_missing_is_said);
    tcase_add_test(tests, a_likely_wrong_state_has_its_reply);
    tcase_add_test(tests, a_reply_goes_with_the_state_it_is_about);
    tcase_add_test(tests, a_page_that_ctrl_c_stopped_has_its_replies);
    tcase_add_test(tests, what_was_brought_about_stays);
    tcase_add_test(tests, any_step_can_be_gone_to);
    tcase_add_loop_test(tests, a_lesson_goes_on_where_it_was_left, 0, COUNT(resumed));
    tcase_add_test(tests, a_lesson_that_is_done_begins_anew_and_keeps_its_results);
    tcase_add_test(tests, several_lessons_are_open_at_once);
    tcase_add_test(tests, what_cannot_be_kept_is_said_once);
    tcase_add_loop_test(tests, only_names_of_lessons_open_anything, 0, COUNT(no_names));
    tcase_add_test(tests, a_lesson_has_a_number);
    tcase_add_test(tests, a_near_name_is_suggested);
    tcase_add_test(tests, a_lesson_that_cannot_be_read_is_told_with_its_line);
    tcase_add_loop_test(tests, a_lesson_runs_nothing_else, 0, COUNT(forbidden));
    tcase_add_test(tests, a_setup_runs_nothing_else_either);
    tcase_add_test(tests, a_transcript_is_markdown);
    suite_add_tcase(suite, tests);
    return suite;
}
