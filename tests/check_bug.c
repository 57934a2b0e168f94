/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_bug.c - the command around the broken backward passes: what it says, what everything shows while one is on, the
 * judge of answers, secrets that are kept, and undo, saved sessions and reset. */

#include "session/bug.h"
#include "tests/process.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const char GRADIENTS[] = "print dL/dv dL/du dL/dW_y dL/db_a dL/db_y";

static struct fixture fixture;

static void begin(void)
{
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

/* Runs "bug N". */
static void choose(enum bug bug)
{
    char line[16];
    snprintf(line, sizeof line, "bug %d", (int)bug);
    fixture_must(&fixture, line);
}

/* Runs "bug is N" and gives what is said. */
static const char *answer_number(enum bug bug)
{
    char line[16];
    snprintf(line, sizeof line, "bug is %d", (int)bug);
    return fixture_answer(&fixture, line);
}

/* Makes this bug the secret one. */
static void choose_secretly(enum bug bug)
{
    char line[32];
    int seed = 1;
    while (bug_drawn(seed) != bug)
        seed++;
    snprintf(line, sizeof line, "bug random %d", seed);
    fixture_must(&fixture, line);
    ck_assert_int_eq((int)fixture.session->now.bug, (int)bug);
}

static void ck_holds(const char *text, const char *part)
{
    must(strstr(text, part) != NULL, "'%s' is not in:\n%s", part, text);
}

static void ck_lacks(const char *text, const char *part)
{
    must(strstr(text, part) == NULL, "'%s' is in:\n%s", part, text);
}

/* The rows. */

START_TEST(rows_are_complete)
{
    const struct bug_row *row = &bugs[_i];
    const char *const phrases[] = {row->name, row->wrong, row->repair};
    for (int i = 0; i < COUNT(phrases); i++) {
        size_t length = strlen(phrases[i]);
        ck_assert_uint_gt(length, 0);
        ck_assert_msg(phrases[i][length - 1] != '.', "%s", phrases[i]);
    }
    ck_assert(row->why[strlen(row->why) - 1] == '.');
    for (enum bug other = BUG_NONE + 1; other < BUG_COUNT; other++)
        ck_assert((int)other == _i || strcmp(bugs[other].name, row->name) != 0);
}
END_TEST

/* What the program itself calls it, and its repair, are answers. */
START_TEST(names_and_repairs_are_answers)
{
    const char *const answers[] = {bugs[_i].name, bugs[_i].repair};
    for (int i = 0; i < COUNT(answers); i++) {
        bool several;
        enum bug meant = bug_meant(answers[i], &several);
        ck_assert_msg((int)meant == _i, "'%s' means %d%s", answers[i], (int)meant, several ? ", and others" : "");
    }
}
END_TEST

static const struct {
    const char *answer;
    enum bug bug; /* BUG_NONE where none is meant */
    bool several;
} meanings[] = {
    {"only from yhat", BUG_ONLY_FROM_YHAT, false},
    {"only from ŷ<t>", BUG_ONLY_FROM_YHAT, false},
    {"it forgot a<t+1>", BUG_ONLY_FROM_YHAT, false},
    {"what comes from a<t+1> is left out", BUG_ONLY_FROM_YHAT, false},
    {"add v dL/da<t+1>", BUG_ONLY_FROM_YHAT, false},
    {"add v ∂L/∂a<t+1>.", BUG_ONLY_FROM_YHAT, false},
    {"only from a<t+1>", BUG_ONLY_FROM_NEXT, false},
    {"ŷ<t> is missing", BUG_ONLY_FROM_NEXT, false},
    {"without yhat", BUG_ONLY_FROM_NEXT, false},
    {"Add yhat<t>!", BUG_NONE, false},
    {"Add yhat<t>.", BUG_ONLY_FROM_NEXT, false},
    {"not summed", BUG_NOT_SUMMED, false},
    {"+=", BUG_NOT_SUMMED, false},
    {"not accumulated over time", BUG_NOT_SUMMED, false},
    {"g'", BUG_NO_SLOPE, false},
    {"multiply by g'(s<t>)", BUG_NO_SLOPE, false},
    {"derivative of g is missing", BUG_NO_SLOPE, false},
    {"a<t-1>", BUG_A_FOR_A_BEFORE, false},
    {"a<t> instead of a<t-1>", BUG_A_FOR_A_BEFORE, false},
    {"take the activation before", BUG_A_FOR_A_BEFORE, false},
    {"x<t>", BUG_X_BEFORE_FOR_X, false},
    {"x<t-1> where x<t> belongs", BUG_X_BEFORE_FOR_X, false},
    {"da<t>/db_a = 1", BUG_BIAS_ONCE, false},
    {"the bias", BUG_BIAS_ONCE, false},
    {"b_a", BUG_BIAS_ONCE, false},
    {"(3)", BUG_EQUATION_3, false},
    {"equation 3 of the notes", BUG_EQUATION_3, false},
    {"slip S5", BUG_EQUATION_3, false},
    {"the sign of z", BUG_SIGN_OF_Z, false},
    {"S1", BUG_SIGN_OF_Z, false},
    {"the first step is missing", BUG_ONE_STEP_SHORT, false},
    {"stops one step short", BUG_ONE_STEP_SHORT, false},
    {"off by one", BUG_ONE_STEP_SHORT, false},
    {"the two are not added", BUG_NONE, true},
    {"add both", BUG_NONE, true},
    {"g' and the bias", BUG_NONE, true},
    {"something", BUG_NONE, false},
    {"", BUG_NONE, false},
    {"a<t>", BUG_NONE, false},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     BUG_NONE, false},
};

START_TEST(answers_in_words_mean_a_bug)
{
    bool several;
    enum bug meant = bug_meant(meanings[_i].answer, &several);
    ck_assert_msg(meant == meanings[_i].bug && several == meanings[_i].several, "'%s' means %d%s", meanings[_i].answer,
                  (int)meant, several ? ", and others" : "");
}
END_TEST

/* Every bug is drawn, and a seed draws the same one for ever: these are the first of it. */
START_TEST(seeds_draw_the_same_bugs_for_ever)
{
    static const int first[] = {6, 1, 4, 9, 9, 3, 8, 3, 9, 7};
    int drawn[BUG_COUNT] = {0};
    for (int i = 0; i < COUNT(first); i++)
        ck_assert_int_eq((int)bug_drawn(i + 1), first[i]);
    for (int seed = 1; seed <= 1000; seed++)
        drawn[bug_drawn(seed)]++;
    ck_assert_int_eq(drawn[BUG_NONE], 0);
    for (enum bug bug = BUG_NONE + 1; bug < BUG_COUNT; bug++)
        ck_assert_int_gt(drawn[bug], 60);
}
END_TEST

/* What is said. */

START_TEST(choosing_says_what_is_wrong)
{
    enum bug bug = (enum bug)_i;
    fixture_must(&fixture, "g = tanh");
    fixture_forget(&fixture);
    choose(bug);
    ck_holds(fixture_text(&fixture), "The backward pass is broken now: ");
    ck_holds(fixture_text(&fixture), bugs[bug].wrong);
    ck_lacks(fixture_text(&fixture), "changes no gradient");
    ck_holds(fixture_answer(&fixture, "bug"), "is in the backward pass; bug off puts it right.");
    ck_assert_str_eq(fixture_answer(&fixture, "bug off"), "The backward pass is right again.\n");
    ck_assert_str_eq(fixture_answer(&fixture, "bug off"), "The backward pass is right already.\n");
}
END_TEST

START_TEST(what_changes_nothing_is_said_to)
{
    ck_assert_ptr_null(strstr(fixture_answer(&fixture, "bug 4"), "check exposes it"));
    ck_holds(fixture_answer(&fixture, "bug 4"), "Here it changes no gradient, for g is the identity and g' is 1");
    fixture_must(&fixture, "v = 0");
    ck_holds(fixture_answer(&fixture, "bug 1"), "On this network it changes no gradient.");
    fixture_must(&fixture, "y<2> = none");
    ck_lacks(fixture_answer(&fixture, "bug 1"), "changes no gradient");
}
END_TEST

/* Where the four ways stand side by side. */
START_TEST(check_exposes_every_bug)
{
    static const char *const gradients[BUG_COUNT] = {"",
                                                     "∂L/∂v, ∂L/∂u, ∂L/∂b_a",
                                                     "∂L/∂v, ∂L/∂u, ∂L/∂b_a",
                                                     "∂L/∂v, ∂L/∂u, ∂L/∂W_y, ∂L/∂b_a, ∂L/∂b_y",
                                                     "∂L/∂v, ∂L/∂u, ∂L/∂b_a",
                                                     "∂L/∂v",
                                                     "∂L/∂u",
                                                     "∂L/∂b_a",
                                                     "∂L/∂v",
                                                     "∂L/∂v, ∂L/∂u, ∂L/∂W_y, ∂L/∂b_a, ∂L/∂b_y",
                                                     "∂L/∂u, ∂L/∂W_y, ∂L/∂b_a, ∂L/∂b_y"};
    struct text expected = {0};
    fixture_must(&fixture, "g = tanh");
    choose((enum bug)_i);
    text_addf(&expected, "The backward pass is alone with its %s: it is wrong there.\n", gradients[_i]);
    ck_holds(fixture_answer(&fixture, "check"), text_string(&expected));
    fixture_must(&fixture, "bug off");
    ck_lacks(fixture_answer(&fixture, "check"), "wrong");
    text_clear(&expected);
}
END_TEST

/* Everything that flows back is broken and says so; the truth stays where it is. */
START_TEST(everything_shown_is_broken_and_says_so)
{
    struct text badge = {0}, sentence = {0};
    text_addf(&badge, "(broken: %s)", bugs[_i].name);
    text_addf(&sentence, "This backward pass is broken: %s.", bugs[_i].name);
    fixture_must(&fixture, "g = tanh");
    choose((enum bug)_i);
    ck_lacks(fixture_answer(&fixture, "goto 3"), "broken");
    ck_lacks(fixture_answer(&fixture, "graph"), "broken");
    ck_holds(fixture_answer(&fixture, "goto back 2"), text_string(&sentence));
    static const char *const broken[] = {
        "graph",         "grad",       "grad v", "triangle", "explain dL/dv", "explain dL/da<2>", "explain dL/do<2>",
        "plot dL/da<1>", "sweep u 0 1"};
    for (int i = 0; i < COUNT(broken); i++)
        ck_holds(fixture_answer(&fixture, broken[i]), text_string(&badge));
    static const char *const right[] = {"series", "table", "grad v 2", "explain dL<2>/dv", "loss", "plot dL<1>/dv"};
    for (int i = 0; i < COUNT(right); i++)
        ck_lacks(fixture_answer(&fixture, right[i]), "broken");
    text_clear(&badge);
    text_clear(&sentence);
}
END_TEST

START_TEST(the_truth_stays_where_it_is)
{
    static const char TRUTH[] = "print L z<2> dL<3>/dv dL<3>/db_a dyhat<4>/du term(v,4,1) cell(v,4,2) dL<2>/dyhat<2>";
    struct text right = {0};
    fixture_must(&fixture, "g = tanh");
    text_add(&right, fixture_answer(&fixture, TRUTH));
    choose((enum bug)_i);
    ck_assert_str_eq(fixture_answer(&fixture, TRUTH), text_string(&right));
    text_clear(&right);
}
END_TEST

static const struct {
    const char *line, *error;
} refusals[] = {
    {"bug 0", "0 is outside 1..10\n  bug 0\n      ^ or random, is, off; bug alone lists them"},
    {"bug 11", "11 is outside 1..10"},
    {"bug x", "'x' is not a whole number from 1 to 10"},
    {"bug 1 2", "nothing more is expected here\n  bug 1 2\n        ^ bug is and some words name what is wrong"},
    {"bug off now", "nothing more is expected here"},
    {"bug random 0", "0 is outside 1..2147483647"},
    {"bug random 1 2",
     "bug random takes a seed and nothing more\n  bug random 1 2\n               ^ as in bug random 7"},
    {"bug is", "say what is wrong\n  bug is\n      ^ as in bug is 3, or bug is not summed"},
    {"bug is 3", "the backward pass is right: there is nothing to find\n  bug is 3\n      ^ bug random breaks it"},
    {"bug 5; bug is 11", "this is none of the ten\n  bug 5; bug is 11\n                ^ bug lists them"},
    {"bug 5; bug is 0", "this is none of the ten"},
    {"bug 5; bug is wonderful", "this is none of the ten"},
    {"bug 5; bug is both not added", "this fits more than one of the ten"},
    {"v = 0; u = 0; W_y = 0; b_y = 0.5; loss = mse; x = 1; y = 0.5; bug random",
     "on this network no mistake would show"},
};

START_TEST(what_cannot_be_is_refused)
{
    ck_holds(fixture_refusal(&fixture, refusals[_i].line), refusals[_i].error);
}
END_TEST

/* The judge. */

START_TEST(the_judge_knows_right_from_wrong)
{
    enum bug bug = (enum bug)_i;
    fixture_must(&fixture, "example saturate");
    choose_secretly(bug);
    for (enum bug answer = BUG_NONE + 1; answer < BUG_COUNT; answer++) {
        if (answer == bug)
            continue;
        const char *said = answer_number(answer);
        must(strncmp(said, "No: that would ", 15) == 0 || strncmp(said, "No: with that ", 14) == 0, "%s", said);
        ck_lacks(said, bugs[bug].name);
        ck_assert(fixture.session->now.bug_seed > 0);
    }
    const char *said = answer_number(bug);
    ck_holds(said, "Yes: ");
    ck_holds(said, bugs[bug].wrong);
    ck_holds(said, bugs[bug].repair);
    ck_holds(said, bugs[bug].why);
    ck_holds(fixture_answer(&fixture, "goto back 2"), bugs[bug].name);
}
END_TEST

/* What the evidence says is so: numbers from tests/reference/broken.txt. */
static const struct {
    const char *bug, *answer, *said;
} evidence[] = {
    {"bug 5", "bug is 6", "No: that would leave ∂L/∂v right, and here it is wrong.\n"},
    {"bug 6", "bug is 3", "No: that would make ∂L/∂v wrong, and here it is right.\n"},
    {"bug 7", "bug is only from yhat", "No: that would make ∂L/∂v wrong, and here it is right.\n"},
    {"bug 1", "bug is a<t+1> only", "No: with that ∂L/∂v would be -0.802548, and here it is -0.269526.\n"},
    {"bug 8", "bug is g'", "No: that would leave ∂L/∂v right, and here it is wrong.\n"},
    {"bug 10", "bug is 6", "No: that would leave ∂L/∂W_y right, and here it is wrong.\n"},
    {"v = 0; bug 1", "bug is 4", "That would give the same gradients here"},
    {"y<2> = none; bug 1", "bug is 4", "No. Once x and y are set there are gradients to tell why.\n"},
    {"example matrix; bug 5", "bug is 8", "No: with that ∂L/∂V[1,1] would be "},
    {"example matrix; bug 1", "bug is 4", "No: with that ∂L/∂V[1,1] would be "},
};

START_TEST(evidence_is_true)
{
    fixture_must(&fixture, evidence[_i].bug);
    ck_holds(fixture_answer(&fixture, evidence[_i].answer), evidence[_i].said);
}
END_TEST

/* Secrets. */

START_TEST(a_secret_is_kept)
{
    enum bug bug = (enum bug)_i;
    static const char *const looks[] = {"rewind",
                                        "run",
                                        "step",
                                        "substep 2",
                                        "run",
                                        "graph",
                                        "grad",
                                        "grad v",
                                        "triangle",
                                        "explain dL/dv",
                                        "explain dL/da<2>",
                                        "explain dL/do<2>",
                                        "show",
                                        "check",
                                        "session",
                                        "v = 0.6",
                                        "undo",
                                        "redo",
                                        "print dL/dv dL/da<1>"};
    fixture_must(&fixture, "example saturate; g* = identity; b_y = 0.5; W_y = 0.1");
    fixture_forget(&fixture);
    choose_secretly(bug);
    for (int i = 0; i < COUNT(looks); i++)
        fixture_must(&fixture, looks[i]);
    const char *said = fixture_text(&fixture);
    ck_holds(said, "This backward pass is broken.");
    ck_holds(said, "(broken)");
    for (enum bug other = BUG_NONE + 1; other < BUG_COUNT; other++) {
        ck_lacks(said, bugs[other].name);
        ck_lacks(said, bugs[other].wrong);
    }
    ck_lacks(said, "left out");
    ck_lacks(said, "is set to");
    ck_holds(fixture_answer(&fixture, "bug"), "One of them is in the backward pass: bug is N");
    struct text expected = {0};
    text_addf(&expected, "It was number %d, %s: ", _i, bugs[bug].name);
    ck_holds(fixture_answer(&fixture, "bug off"), text_string(&expected));
    text_clear(&expected);
}
END_TEST

/* On the notes' network g is the identity, so the g' is never what is to be found. */
START_TEST(a_secret_can_be_found)
{
    for (int seed = 1; seed <= 100; seed++) {
        char line[32];
        snprintf(line, sizeof line, "bug random %d", seed);
        fixture_must(&fixture, line);
        must(fixture.session->now.bug != BUG_NO_SLOPE, "seed %d", seed);
        ck_holds(fixture_answer(&fixture, "check"), "it is wrong there");
    }
}
END_TEST

START_TEST(without_a_seed_the_next_one_is_taken)
{
    ck_holds(fixture_answer(&fixture, "bug random"), "bug random 1 makes");
    ck_holds(fixture_answer(&fixture, "bug random"), "bug random 2 makes");
    ck_holds(fixture_answer(&fixture, "bug random 40"), "bug random 40 makes");
    ck_holds(fixture_answer(&fixture, "bug random"), "bug random 41 makes");
    ck_holds(fixture_answer(&fixture, "bug random 2147483647; bug random"), "bug random 1 makes");
}
END_TEST

/* Undo, saved sessions, reset. */

START_TEST(undo_and_redo_take_it_along)
{
    struct text right = {0}, wrong = {0};
    text_add(&right, fixture_answer(&fixture, GRADIENTS));
    choose((enum bug)_i);
    text_add(&wrong, fixture_answer(&fixture, GRADIENTS));
    fixture_must(&fixture, "x = 1 0 1 1 0 1; v = 0.9");
    fixture_must(&fixture, "undo; undo");
    ck_assert_str_eq(fixture_answer(&fixture, GRADIENTS), text_string(&wrong));
    ck_holds(fixture_answer(&fixture, "undo"), "taken back: bug");
    ck_assert_str_eq(fixture_answer(&fixture, GRADIENTS), text_string(&right));
    fixture_must(&fixture, "redo");
    ck_assert_str_eq(fixture_answer(&fixture, GRADIENTS), text_string(&wrong));
    text_clear(&right);
    text_clear(&wrong);
}
END_TEST

static const char *const returns[] = {"reset", "example notes", "shape 1 1 1", "bug off"};

START_TEST(a_new_network_is_not_broken)
{
    fixture_must(&fixture, "bug 3");
    fixture_must(&fixture, returns[_i]);
    ck_assert(fixture.session->now.bug == BUG_NONE && fixture.session->broken == NULL);
    fixture_must(&fixture, "undo");
    ck_assert(fixture.session->now.bug == BUG_NOT_SUMMED && fixture.session->broken != NULL);
}
END_TEST

/* As a file and as a line; open and secret; a secret also where the network would not show it any more. */
START_TEST(saved_sessions_keep_it)
{
    enum bug bug = (enum bug)(_i / 3 + 1);
    struct text wrong = {0}, line = {0};
    fixture_must(&fixture, "g = tanh; goto back 2");
    if (_i % 3 == 0)
        choose(bug);
    else
        choose_secretly(bug);
    if (_i % 3 == 2)
        fixture_must(&fixture, "g = identity");
    int seed = fixture.session->now.bug_seed;
    text_add(&wrong, fixture_answer(&fixture, GRADIENTS));
    text_add(&line, fixture_answer(&fixture, "session"));
    line.bytes[line.length - 1] = '\0';
    fixture_must(&fixture, "save it; reset; load it");
    ck_assert_str_eq(fixture_answer(&fixture, GRADIENTS), text_string(&wrong));
    ck_assert_int_eq(fixture.session->now.bug_seed, seed);
    fixture_must(&fixture, "example matrix");
    fixture_must(&fixture, text_string(&line));
    ck_assert_str_eq(fixture_answer(&fixture, GRADIENTS), text_string(&wrong));
    ck_assert_int_eq(fixture.session->now.bug_seed, seed);
    text_clear(&wrong);
    text_clear(&line);
}
END_TEST

static const char *const interrupted[] = {"bug 5", "bug random 3", "bug is 2"};

START_TEST(an_interrupted_command_changes_nothing)
{
    fixture_must(&fixture, "bug 1; x = zeros 200000; y = zeros 200000; goto 2");
    fixture.stop = 1;
    ck_holds(fixture_refusal(&fixture, interrupted[_i]), "interrupted");
    fixture.stop = 0;
    ck_assert_int_eq((int)fixture.session->now.bug, BUG_ONLY_FROM_YHAT);
    ck_assert_int_eq(fixture.session->now.bug_seed, 0);
    ck_assert_int_eq(fixture.session->tape.position, 2);
}
END_TEST

/* A column of gradients says that they are broken. */
START_TEST(exports_say_so)
{
    struct text csv = {0}, txt = {0};
    fixture_must(&fixture, "bug 5; goto back 2; export it.csv; export it.txt");
    ck_assert(read_bytes("it.csv", &csv) && read_bytes("it.txt", &txt));
    ck_holds(text_string(&csv), ",dL/da (broken: a<t> for a<t-1>),");
    ck_holds(text_string(&txt), "backward pass broken: a<t> for a<t-1>");
    text_clear(&csv);
    text_clear(&txt);
}
END_TEST

Suite *suite_bug(void)
{
    Suite *suite = suite_create("bug");
    TCase *rows = tcase_create("rows"), *tests = scratch_case("bug");
    tcase_add_loop_test(rows, rows_are_complete, 1, BUG_COUNT);
    tcase_add_loop_test(rows, names_and_repairs_are_answers, 1, BUG_COUNT);
    tcase_add_loop_test(rows, answers_in_words_mean_a_bug, 0, COUNT(meanings));
    tcase_add_test(rows, seeds_draw_the_same_bugs_for_ever);
    suite_add_tcase(suite, rows);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, choosing_says_what_is_wrong, 1, BUG_COUNT);
    tcase_add_test(tests, what_changes_nothing_is_said_to);
    tcase_add_loop_test(tests, check_exposes_every_bug, 1, BUG_COUNT);
    tcase_add_loop_test(tests, everything_shown_is_broken_and_says_so, 1, BUG_COUNT);
    tcase_add_loop_test(tests, the_truth_stays_where_it_is, 1, BUG_COUNT);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, COUNT(refusals));
    tcase_add_loop_test(tests, the_judge_knows_right_from_wrong, 1, BUG_COUNT);
    tcase_add_loop_test(tests, evidence_is_true, 0, COUNT(evidence));
    tcase_add_loop_test(tests, a_secret_is_kept, 1, BUG_COUNT);
    tcase_add_test(tests, a_secret_can_be_found);
    tcase_add_test(tests, without_a_seed_the_next_one_is_taken);
    tcase_add_loop_test(tests, undo_and_redo_take_it_along, 1, BUG_COUNT);
    tcase_add_loop_test(tests, a_new_network_is_not_broken, 0, COUNT(returns));
    tcase_add_loop_test(tests, saved_sessions_keep_it, 0, 3 * (BUG_COUNT - 1));
    tcase_add_loop_test(tests, an_interrupted_command_changes_nothing, 0, COUNT(interrupted));
    tcase_add_test(tests, exports_say_so);
    suite_add_tcase(suite, tests);
    return suite;
}
