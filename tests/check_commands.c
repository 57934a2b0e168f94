/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_commands.c - the rows of the commands: complete, found by every spelling, explained by help, run by their own
 * examples; every fault with its caret and hint; and the sentences of the tape, number by number. */

#include "command/complete.h"
#include "session/quantity.h"
#include "session/saved.h"
#include "tests/process.h"
#include "tests/runner.h"

static struct fixture fixture;

static void begin(void)
{
    scratch_enter();
    /* What is done in lessons is kept here. */
    setenv("XDG_STATE_HOME", scratch_folder, 1);
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

/* The rows. */

static int count_commands(void)
{
    int count = 0;
    while (commands[count] != NULL)
        count++;
    return count;
}

START_TEST(rows_are_complete)
{
    const struct command *command = commands[_i];
    ck_assert_int_gt((int)strlen(command->name), 0);
    ck_assert_int_gt((int)strlen(command->summary), 0);
    ck_assert_msg(strlen(command->summary) <= 66, "%s: its line of help would not fit into 80 columns", command->name);
    ck_assert_int_gt((int)strlen(command->details), 0);
    ck_assert_int_gt((int)strlen(command->example), 0);
    ck_assert_ptr_nonnull(command->usage);
    ck_assert_ptr_nonnull(command->run);
    ck_assert_int_lt(command->group, GROUP_COUNT);
    ck_assert_msg(command->summary[strlen(command->summary) - 1] != '.', "%s: %s", command->name, command->summary);
    ck_assert_msg(command->details[0] != ' ', "%s: %s", command->name, command->details);
    ck_assert_msg(command->details[strlen(command->details) - 1] == '.', "%s: %s", command->name, command->details);
    ck_assert(command->max_args == -1 || command->max_args >= command->min_args);
    ck_assert_msg((command->max_args == 0) == (*command->usage == '\0'), "%s %s", command->name, command->usage);
}
END_TEST

/* How many commands have this name or alias. */
static int owners(const char *name)
{
    int count = 0;
    for (const struct command *const *row = commands; *row != NULL; row++)
        count += strcmp((*row)->name, name) == 0 || command_has_alias(*row, name);
    return count;
}

static void check_owner(const struct command *command, const char *name)
{
    struct fault fault = {0};
    ck_assert_msg(owners(name) == 1, "'%s' means %d commands", name, owners(name));
    ck_assert_ptr_eq(command_find(name, 0, &fault), command);
    ck_assert_int_eq((int)fault.message.length, 0);
}

START_TEST(names_and_aliases_belong_to_one_command)
{
    char aliases[64];
    check_owner(commands[_i], commands[_i]->name);
    snprintf(aliases, sizeof aliases, "%s", commands[_i]->aliases != NULL ? commands[_i]->aliases : "");
    for (char *alias = strtok(aliases, " "); alias != NULL; alias = strtok(NULL, " "))
        check_owner(commands[_i], alias);
}
END_TEST

/* "'s' could be step, substep", and the one command that is meant where there is only one. */
static const struct command *candidates(const char *prefix, struct text *message)
{
    const struct command *only = NULL;
    int count = 0;
    text_addf(message, "'%s' could be ", prefix);
    for (const struct command *const *row = commands; *row != NULL; row++) {
        if (strncmp((*row)->name, prefix, strlen(prefix)) == 0) {
            text_addf(message, "%s%s", count++ > 0 ? ", " : "", (*row)->name);
            only = *row;
        }
    }
    return count == 1 ? only : NULL;
}

static void check_prefix(const char *prefix)
{
    struct fault fault = {0};
    struct text message = {0};
    const struct command *found = command_find(prefix, 3, &fault), *only = candidates(prefix, &message);
    /* A letter that is a name of the derivation begins no command. */
    bool is_name = prefix[0] != '\0' && prefix[1] == '\0' && strchr("vuxyaozLTt", prefix[0]) != NULL;
    if (owners(prefix) == 0 && is_name) {
        ck_assert_ptr_null(found);
    } else if (owners(prefix) == 0) {
        ck_assert_ptr_eq(found, only);
        ck_assert_str_eq(text_string(&fault.message), only == NULL ? text_string(&message) : "");
        ck_assert(only != NULL || fault.column == 3);
    }
    fault_clear(&fault);
    text_clear(&message);
}

START_TEST(every_prefix_finds_its_command_or_lists_the_candidates)
{
    char prefix[32];
    for (size_t length = 1; length <= strlen(commands[_i]->name); length++) {
        snprintf(prefix, sizeof prefix, "%.*s", (int)length, commands[_i]->name);
        check_prefix(prefix);
    }
}
END_TEST

static const struct {
    const char *typed, *name;
} spellings[] = {
    {"s", "step"},  {"su", "substep"},  {"b", "back"},   {"go", "goto"},     {"r", "run"},        {"rew", "rewind"},
    {"pl", NULL},   {"pla", "play"},    {"t", NULL},     {"tr", NULL},       {"tri", "triangle"}, {"tru", "truncate"},
    {"p", "print"}, {"g", "grad"},      {"n", "notes"},  {"e", "explain"},   {"ex", NULL},        {"exp", NULL},
    {"q", "quit"},  {"exit", "quit"},   {":q", "quit"},  {"h", "help"},      {"?", "help"},       {"hi", NULL},
    {"un", NULL},   {"unw", "unwatch"}, {"und", "undo"}, {"exa", "example"}, {"se", NULL},        {"ses", "session"},
};

START_TEST(people_find_commands_by_these_spellings)
{
    struct fault fault = {0};
    const struct command *found = command_find(spellings[_i].typed, 0, &fault);
    ck_assert_msg((found == NULL) == (spellings[_i].name == NULL), "%s", spellings[_i].typed);
    ck_assert_str_eq(found != NULL ? found->name : "none", found != NULL ? spellings[_i].name : "none");
    fault_clear(&fault);
}
END_TEST

START_TEST(help_tells_what_the_row_says)
{
    const struct command *command = commands[_i];
    struct text line = {0};
    text_addf(&line, "help %s", command->name);
    const char *answer = fixture_answer(&fixture, text_string(&line));
    ck_assert_msg(strstr(answer, command->usage) != NULL, "%s", answer);
    ck_assert_msg(strstr(answer, command->summary) != NULL, "%s", answer);
    ck_assert_msg(strstr(answer, command->details) != NULL, "%s", answer);
    ck_assert_msg(strstr(answer, command->example) != NULL, "%s", answer);
    text_clear(&line);
}
END_TEST

/* True when help of the command has the candidate as a word of its own. */
static void see_told(void *to, const char *candidate)
{
    const struct command *command = to;
    struct text words = {0};
    bool told = false;
    text_addf(&words, "%s %s", command->usage, command->details);
    for (char *word = strtok(words.bytes, " |,.:;[]"); word != NULL; word = strtok(NULL, " |,.:;[]"))
        told = told || strcmp(word, candidate) == 0;
    ck_assert_msg(told, "help %s does not tell of '%s'", command->name, candidate);
    text_clear(&words);
}

/* What Tab offers and what help says about a choice among few words. */
START_TEST(help_names_what_tab_offers)
{
    const struct command *command = commands[_i];
    struct words none = {.count = 1};
    struct completion completion = {
        .session = fixture.session, .words = &none, .begun = "", .offer = see_told, .to = (void *)command};
    if (command->words != NULL)
        complete_with_words(&completion, command->words);
    if (command->complete != NULL && (command->group == GROUP_SCREEN || strcmp(command->name, "predict") == 0) &&
        command->complete != complete_parameter)
        command->complete(&completion);
}
END_TEST

static void add_candidate(void *to, const char *candidate)
{
    text_addf(to, "%s%s", ((struct text *)to)->length > 0 ? " " : "", candidate);
}

static const struct {
    const char *before, *line, *candidates;
    bool files;
} completed[] = {
    {"", "g = ", "identity tanh sigmoid relu", false},
    {"", "g = so", "", false},
    {"", "g = tanh ", "", false},
    {"", "g* = ", "identity sigmoid", false},
    {"shape 1 1 2", "g_star=s", "sigmoid softmax", false},
    {"", "loss = ", "bce mse", false},
    {"shape 1 1 2; g* = softmax", "loss = ", "bce mse ce", false},
    {"", "x = al", "alternate", false},
    {"", "y = 1 al", "", false},
    {"", "x = file ra", "", true},
    {"", "x = file rain.csv ", "", false},
    {"", "v = dyh", "dyhat", false},
    {"", "set ", "digits ascii mouse", false},
    {"", "set ascii ", "on off", false},
    {"", "set mouse of", "off", false},
    {"", "set digits ", "", false},
    {"", "set ascii on ", "", false},
    {"", "predict ", "on off score yhat a L z sign largest", false},
    {"", "predict on ", "", false},
    {"", "descend ", "rate clip truncate only", false},
    {"", "descend 10 ", "rate clip truncate only", false},
    {"", "descend 10 rate ", "", false},
    {"", "descend 10 rate 0.1 ", "rate clip truncate only", false},
    {"", "descend truncate ", "off", false},
    {"", "descend only ", "v u W_y b_a b_y", false},
    {"", "descend only v ", "v u W_y b_a b_y rate clip truncate only", false},
    {"", "truncate ", "off", false},
    {"", "goto ", "back", false},
    {"", "scroll ", "up down", false},
    {"", "bug ", "random is off", false},
    {"", "bug random ", "", false},
    {"", "tune ", "v u W_y b_a b_y a<0>", false},
    {"", "sweep ", "v u W_y b_a b_y a<0>", false},
    {"", "sweep v ", "", false},
    {"", "landscape v ", "v u W_y b_a b_y a<0>", false},
    {"shape 2 2 1", "tune ", "V[ U[ W_y[ b_a[ b_y a<0>[", false},
    {"", "compare ", "off v u W_y b_a b_y a<0>", true},
    {"", "compare v ", "", false},
    {"", "plot ",
     "dL<t>/dv dL<t>/du dL<t>/dW_y dL<t>/db_a dL<t>/db_y x y s a o yhat z L dyhat da dL/da dL/do term cell", false},
    {"", "plot a<1> l", "log", false},
    {"", "plot a<1> z<1> ", "log", false},
    {"", "plot a<1> log ", "", false},
    {"", "series ", "v u b_a", false},
    {"", "series v ", "", false},
    {"", "grad ", "v u W_y b_a b_y", false},
    {"", "grad v ", "", false},
    {"", "check v ", "", false},
    {"watch a<t>; watch v * a<t>", "unwatch ", "a<t> v * a<t>", false},
    {"", "unwatch ", "", false},
    {"", "print ∂L", "∂L/∂v ∂L/∂u ∂L/∂W_y ∂L/∂b_a ∂L/∂b_y ∂L/∂a ∂L/∂o", false},
    {"", "print ∂ŷ", "∂ŷ", false},
    {"", "explain ŷ", "ŷ", false},
    {"", "plot ∂L<", "∂L<t>/∂v ∂L<t>/∂u ∂L<t>/∂W_y ∂L<t>/∂b_a ∂L<t>/∂b_y", false},
    {"", "export a.svg gr", "graph grad", false},
    {"", "export a.svg graph gr", "", false},
    {"", "export a.svg graph --e", "--each-step", false},
    {"", "save a.unroll ", "", false},
    {"", "present unrolling unr", "", false},
    {"", "help mo", "move", false},
    {"", "help na", "names", false},
    {"", "lesson goto 2 ", "", false},
    {"", "lesson reset unrolling unr", "", false},
    {"", "stepp ", "", false},
};

/* Only what the command takes there. */
START_TEST(tab_offers_what_is_taken)
{
    struct text candidates = {0};
    const char *line = completed[_i].line;
    size_t start = strlen(line);
    while (start > 0 && strchr(" =", line[start - 1]) == NULL)
        start--;
    if (*completed[_i].before != '\0')
        fixture_must(&fixture, completed[_i].before);
    bool files = complete_word(fixture.session, line, start, strlen(line), add_candidate, &candidates);
    ck_assert_str_eq(text_string(&candidates), completed[_i].candidates);
    ck_assert_int_eq(files, completed[_i].files);
    text_clear(&candidates);
}
END_TEST

START_TEST(help_lists_every_command_and_every_name)
{
    const char *answer = fixture_answer(&fixture, "help");
    for (const struct command *const *row = commands; *row != NULL; row++)
        ck_assert_msg(strstr(answer, (*row)->summary) != NULL, "%s", (*row)->name);
    answer = fixture_answer(&fixture, "help names");
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++)
        ck_assert_msg(strstr(answer, row->form) != NULL, "%s", row->form);
}
END_TEST

/* What stands as a heading in the list can be asked for, unless a command is called so. */
START_TEST(help_lists_every_group)
{
    struct text line = {0};
    text_addf(&line, "help %s", command_groups[_i]);
    const char *answer = fixture_answer(&fixture, text_string(&line));
    for (const struct command *const *row = commands; *row != NULL && _i != GROUP_PLAY; row++) {
        bool of_group = (int)(*row)->group == _i;
        ck_assert_msg((strstr(answer, (*row)->summary) != NULL) == of_group, "%s:\n%s", (*row)->name, answer);
    }
    ck_assert_str_eq(fixture_errors(&fixture), "");
    text_clear(&line);
}
END_TEST

/* A script has no line to repeat. */
START_TEST(help_says_where_an_empty_line_repeats)
{
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "help"), "At the prompt an empty line repeats"));
}
END_TEST

/* The short spellings are answered with the names they stand for, and told of. */
START_TEST(functions_are_answered_by_name)
{
    ck_assert_str_eq(fixture_answer(&fixture, "g = σ"), "g = sigmoid\n");
    ck_assert_str_eq(fixture_answer(&fixture, "g* = σ; g* = I"), "g* = sigmoid\ng* = identity\n");
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "help ="), "σ is short for sigmoid, and I for identity"));
}
END_TEST

START_TEST(examples_of_the_rows_run)
{
    fixture_must(&fixture, commands[_i]->example);
    ck_assert_str_eq(fixture_errors(&fixture), "");
}
END_TEST

/* Faults. */

/* The state as commands: what a fault must not change. */
static char *state(void)
{
    struct text text = {0};
    saved_add_commands(&text, fixture.session, "\n", SAVED_LARGEST, NULL);
    text_addf(&text, "%d changes, %d ahead\n", fixture.session->past_count, fixture.session->future_count);
    return text_take(&text);
}

static void check_fault(const char *line, const char *message, int column, const char *hint)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    char *before = state();
    bool done = run_quietly(&fixture.runner, line, &fault);
    char *after = state();
    ck_assert_msg(!done, "'%s' was not refused", line);
    ck_assert_msg(strcmp(text_string(&fault.message), message) == 0, "'%s': %s", line, text_string(&fault.message));
    ck_assert_msg(fault.column == column, "'%s': %s: the caret is at %td, not %d", line, message, fault.column, column);
    ck_assert_msg(strcmp(text_string(&fault.hint), hint) == 0, "'%s': %s: hint '%s'", line, message,
                  text_string(&fault.hint));
    ck_assert_str_eq(after, before);
    free(before);
    free(after);
    fault_clear(&fault);
}

START_TEST(wrong_numbers_of_arguments_show_the_usage)
{
    const struct command *command = commands[_i];
    struct text line = {0}, message = {0}, hint = {0};
    text_addf(&hint, "usage: %s%s%s", command->name, *command->usage != '\0' ? " " : "", command->usage);
    if (command->min_args > 0) {
        text_addf(&message, "%s needs another argument", command->name);
        check_fault(command->name, text_string(&message), (int)strlen(command->name), text_string(&hint));
    }
    if (command->max_args >= 0) {
        text_add(&line, command->name);
        for (int i = 0; i <= command->max_args; i++)
            text_add(&line, " 1");
        text_empty(&message);
        text_addf(&message, "%s takes fewer arguments", command->name);
        check_fault(text_string(&line), text_string(&message), (int)line.length - 1, text_string(&hint));
    }
    text_clear(&line);
    text_clear(&message);
    text_clear(&hint);
}
END_TEST

#define SETTABLE   "what can be set: v u W_y b_a b_y W_a a<0> x y g g* loss"
#define ROWS_HINT  "rows are parted by ';', as in [1 0; 0 1]"
#define NAMES_HINT "such as v, a<3>, L or dL/dv; help names lists them"
#define FOUR       "is not a whole number from 1 to 4"
#define MOVES      "is not a whole number from 1 to 20000000"

/* On the notes' network after the set-up, which leaves it standing. column -1: no caret. */
static const struct fault_row {
    const char *setup, *line, *message;
    int column;
    const char *hint;
} fault_rows[] = {
    /* words that are no command */
    {"", "stpe", "unknown command 'stpe'; did you mean 'step'?", 0, "help step tells more"},
    {"", "show; trianlge", "unknown command 'trianlge'; did you mean 'triangle'?", 6, "help triangle tells more"},
    {"", "xyzzy", "unknown command 'xyzzy'; help lists them", 0, ""},
    {"", "\"\"", "unknown command ''; help lists them", 0, ""},
    {"", "a<3>", "unknown command 'a<3>'; help lists them", 0, "print a<3> shows its value"},
    {"", " v", "unknown command 'v'; help lists them", 1, "print v shows its value"},
    {"", "t", "unknown command 't'; help lists them", 0, "print t shows its value"},
    {"", "print \"abc", "this quote is not closed", 6, "it ends with the same quotation mark"},
    {"", "print v\x01", "a control character may not stand here", 7, ""},
    {"", "help zzz", "unknown command 'zzz'; help lists them", 5, ""},
    {"", "help v", "'v' is a quantity, not a command", 5, "explain v tells of it, help names of all"},
    {"", "help dL/dv", "'dL/dv' is a quantity, not a command", 5, "explain dL/dv tells of it, help names of all"},
    {"step", "help a<t>", "'a<t>' is a quantity, not a command", 5, "explain a<t> tells of it, help names of all"},
    {"", "help ŷ", "'ŷ' is a quantity, not a command", 5, "help names lists the quantities"},
    {"", "help yhat<t>", "'yhat<t>' is a quantity, not a command", 5, "help names lists the quantities"},
    {"", "forward", "unknown command 'forward'; help lists them", 0, "'forward' has to do with step, goto and run"},
    {"", "help slider", "unknown command 'slider'; help lists them", 5, "'slider' has to do with tune"},
    {"", "help stpe", "unknown command 'stpe'; did you mean 'step'?", 5, "help step tells more"},
    /* moving */
    {"", "step 0", "0 is outside 1..20000000", 5, ""},
    {"", "step x", "'x' " MOVES, 5, ""},
    {"", "substep -1", "-1 is outside 1..20000000", 8, ""},
    {"", "back 1.5", "'1.5' " MOVES, 5, ""},
    {"", "goto 5", "5 is outside 0..4", 5, ""},
    {"", "goto -1", "-1 is outside 0..4", 5, ""},
    {"", "goto 1.5", "'1.5' is not a whole number from 0 to 4", 5, ""},
    {"", "goto q", "'q' is not a whole number from 0 to 4", 5, ""},
    {"", "goto T+1", "T+1 is 5 here, outside 0..4", 5, ""},
    {"", "grad v t", "t is 0 here, outside 1..4", 7, ""},
    {"", "series v t", "t is 0 here, outside 1..4", 9, ""},
    {"goto 4", "series t+1", "t+1 is 5 here, outside 1..4", 7, ""},
    {"", "goto back", "goto back needs a step", 5, "as in goto back 2"},
    {"", "goto back 0", "0 is outside 1..4", 10, ""},
    {"", "goto back 5", "5 is outside 1..4", 10, ""},
    {"", "goto 1 2", "goto takes one step", 7, "usage: goto t, or goto back t"},
    {"", "play 61", "the pause is 0 to 60 seconds", 5, ""},
    {"", "play -1", "the pause is 0 to 60 seconds", 5, ""},
    {"", "play inf", "the pause is 0 to 60 seconds", 5, ""},
    {"", "play x", "one number is needed here; this is 4 x 1", 5, "name an entry, as in a<3>[2]"},
    {"", "play soon", "unknown name 'soon'", 5, "help names lists them all"},
    /* looking */
    {"", "series q", "'q' is not a weight inside g", 7, "v, u or b_a"},
    {"", "series W_y", "'W_y' is not a weight inside g", 7, "v, u or b_a"},
    {"", "series v 0", "0 is outside 1..4", 9, ""},
    {"", "series v 5", "5 is outside 1..4", 9, ""},
    {"", "series v 2 2", "2 is outside 1..1", 11, ""},
    {"", "series 2 3", "nothing is expected behind the step", 9, "a weight stands before it"},
    {"", "triangle b_y", "'b_y' is not a weight inside g", 9, "v, u or b_a"},
    {"", "triangle 3", "'3' is not a weight inside g", 9, "v, u or b_a"},
    {"", "expand 0", "0 is outside 1..10000000", 7, ""},
    {"", "grad q", "'q' is not a weight", 5, "v, u, W_y, b_a or b_y"},
    {"", "grad v 5", "5 is outside 1..4", 7, ""},
    {"", "grad 1 2", "nothing is expected behind the step", 7, "a weight stands before it"},
    {"", "check q", "'q' is not a weight", 6, "v, u, W_y, b_a or b_y"},
    {"", "check 3", "'3' is not a weight", 6, "v, u, W_y, b_a or b_y"},
    {"", "check dL/dq", "'dL/dq' is not a weight", 6, "v, u, W_y, b_a or b_y"},
    {"", "check dL<3>/dv", "'dL<3>/dv' is not a weight", 6, "v, u, W_y, b_a or b_y"},
    {"", "triangle dL/dW_y", "'dL/dW_y' is not a weight inside g", 9, "v, u or b_a"},
    {"", "explain 3", "a name is needed here", 8, NAMES_HINT},
    {"", "explain q", "unknown name 'q'", 8, "help names lists them all"},
    {"", "explain g", "unknown name 'g'", 8, "show shows g and g*; g = tanh sets g"},
    {"", "explain loss", "unknown name 'loss'", 8, "L is its value; loss = mse sets another"},
    {"", "print a <2>", "a needs a timestep", 7, "as in a<1>, without a blank"},
    {"", "print L<t>", "L<t> does not exist: t is 1..4", 6, "t is 0 here"},
    {"", "x<t> = 3", "x<t> does not exist: x has 4 values (t = 1..4)", 0, "t is 0 here"},
    {"", "print v<1>", "v has no timestep: it is the same at every step", 7, "v alone is its name"},
    {"", "v<1> = 3", "v has no timestep: it is the same at every step", 1, "v alone is its name"},
    {"", "W_a<t-1>=3", "W_a has no timestep: it is the same at every step", 3, "W_a alone is its name"},
    {"", "explain yaht<2>", "unknown name 'yaht'", 8, "did you mean 'yhat'?"},
    {"", "explain a", "a needs a timestep", 9, "as in a<1>"},
    {"", "explain a<5>", "a<5> does not exist: t is 0..4", 8, ""},
    {"", "explain x<7>", "x<7> does not exist: x has 4 values (t = 1..4)", 8, ""},
    {"", "explain a<1> a<2>", "one name is enough here", 12, "print takes expressions"},
    {"", "explain v+1", "one name is enough here", 9, "print takes expressions"},
    {"", "explain dL/dq", "unknown name 'dL/dq'", 12, "gradients exist for v, u, W_y, b_a, b_y"},
    {"", "explain da<3>/dW_y", "a<3> does not depend on W_y", 8, "it depends on v, u and b_a"},
    {"", "explain term(v,4,4)", "term(v,4,4) does not exist", 8, "at t = 4, j is 0..3"},
    {"", "explain cell(v,4,5)", "cell(v,4,5) does not exist", 8, "at t = 4, k is 1..4"},
    {"", "explain V[1,2]", "V[1,2] does not exist", 8, "columns are 1..1"},
    {"", "plot v", "this names no step", 5, "plot x<1>, a<1>, dL<1>/dv: any step stands for all of them"},
    {"", "plot L", "this names no step", 5, "plot x<1>, a<1>, dL<1>/dv: any step stands for all of them"},
    {"", "plot x", "this names no step", 5, "plot x<1>, a<1>, dL<1>/dv: any step stands for all of them"},
    {"", "print v²", "an operator is needed here", 7, "a power is written v^2"},
    {"", "set v 0.8", "unknown setting 'v'", 4, "a value is set by its name alone, as in v = 0.5"},
    {"", "plot 3", "a name is needed here", 5, "such as a<1>, z<1> or dL<1>/dv; help names lists them"},
    {"", "plot a<1> 3", "nothing more is expected", 10, "one name or two, then log"},
    {"", "plot a<1> z<1> s<1>", "nothing more is expected", 15, "one name or two, then log"},
    {"", "plot a<1> lag", "unknown name 'lag'", 10, "help names lists them all"},
    {"", "plot a<1> term(v,4,1)", "this goes over j and the first name over t", 10, ""},
    {"", "plot a<1> v", "this names no step", 10, "plot x<1>, a<1>, dL<1>/dv: any step stands for all of them"},
    {"example matrix", "plot a<t>", "one number at every step is needed here", 5, "name an entry, as in a<t>[1]"},
    {"example matrix", "plot cell(V,2,1)", "one number at every step is needed here", 5,
     "name an entry, as in cell(V,2,1)[1,1]"},
    {"", "watch q", "unknown name 'q'", 6, "help names lists them all"},
    {"", "watch a<t> v", "one expression is watched at a time", 11, ""},
    {"", "unwatch v", "'v' is not watched", 8, "watch lists what is"},
    {"", "print q", "unknown name 'q'", 6, "help names lists them all"},
    {"", "print ,", "a value is needed here", 6, ""},
    {"", "print 1 +", "a number or a name is needed here", 9, "such as 0.5, W_y or a<3>"},
    {"", "print dL/dq", "unknown name 'dL/dq'", 10, "gradients exist for v, u, W_y, b_a, b_y"},
    {"", "print _", "_ is the last printed value, and there is none yet", 6, ""},
    {"", "print sin 3", "'(' is needed after sin", 10, "as in sin(z<1>)"},
    {"y = 1 0 none 1", "print L", "y<3> is not set", 6, "y<3> = 1 sets it"},
    {"y = 1 0 none 1", "print 1 y<3>", "y<3> is not set", 8, "y<3> = 1 sets it"},
    {"y = 1 0 none 1", "loss", "y<3> is not set", -1, "y<3> = 1 sets it"},
    {"y = 1 0 none 1", "grad", "y<3> is not set", -1, "y<3> = 1 sets it"},
    {"y = 1 0 none 1", "check", "y<3> is not set", -1, "y<3> = 1 sets it"},
    {"y = 1 0 none 1", "notes 3", "y<3> is not set", -1, "y<3> = 1 sets it"},
    {"shape 1 1 1", "grad", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"shape 1 1 1", "check", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"shape 1 1 1", "loss", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"shape 1 1 1", "notes 1", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"shape 1 1 1", "series 1", "there is no sequence yet: x = 1 0 1 1 sets one", 7, ""},
    {"shape 1 1 1", "print a<1>", "a<1> does not exist: x has no values yet", 6, "x = 1 0 1 1 sets four steps"},
    {"", "notes 6", "the notes have no '6'", 6, "1..5 are the equations, S1..S8 the slips"},
    {"", "notes S9", "the notes have no 'S9'", 6, "1..5 are the equations, S1..S8 the slips"},
    {"example matrix", "notes 1", "the notes are about the scalar network, and this one is not", -1,
     "example notes brings theirs"},
    /* settings, shapes, examples */
    {"", "set colour on", "unknown setting 'colour'", 4, "set lists them"},
    {"", "set digit 5", "unknown setting 'digit'", 4, "did you mean 'digits'?"},
    {"", "set digits", "digits needs a value", 4, "3..17"},
    {"", "set digits 2", "2 is outside 3..17", 11, "3..17"},
    {"", "set digits 18", "18 is outside 3..17", 11, "3..17"},
    {"", "set ascii maybe", "'maybe' is neither on nor off", 10, "on|off"},
    {"", "truncate 0", "0 is outside 1..10000000", 9, "or off"},
    {"", "truncate 10000001", "10000001 is outside 1..10000000", 9, "or off"},
    {"", "truncate on", "'on' is not a whole number from 1 to 10000000", 9, "or off"},
    {"", "shape 0 1 1", "0 is outside 1..64", 6, ""},
    {"", "shape 1 65 1", "65 is outside 1..64", 8, ""},
    {"", "shape 1 1 x", "'x' is not a whole number from 1 to 64", 10, ""},
    {"", "example mmory", "unknown example 'mmory'", 8, "did you mean 'memory'?"},
    {"", "example zzzzz", "unknown example 'zzzzz'", 8, "example lists them"},
    /* descent */
    {"", "descend 0", "0 is outside 1..1000000", 8, ""},
    {"", "descend 1000001", "1000001 is outside 1..1000000", 8, ""},
    {"", "descend 3 rat 2", "unknown word 'rat'; did you mean 'rate'?", 10,
     "a number of steps, then rate R, clip C, truncate tau, only WEIGHTS"},
    {"", "descend fast", "unknown word 'fast'", 8,
     "a number of steps, then rate R, clip C, truncate tau, only WEIGHTS"},
    {"", "descend 3 4", "unknown word '4'", 10, "a number of steps, then rate R, clip C, truncate tau, only WEIGHTS"},
    {"", "descend rate", "rate needs a number", 12, "as in rate 0.1"},
    {"", "descend rate 0", "the rate is a positive number", 13, ""},
    {"", "descend rate -1", "the rate is a positive number", 13, ""},
    {"", "descend rate inf", "the rate is a positive number", 13, ""},
    {"", "descend clip", "clip needs a number", 12, "as in clip 0.1"},
    {"", "descend clip q", "unknown name 'q'", 13, "help names lists them all"},
    {"", "descend truncate", "truncate needs a number of steps", 16, "or off"},
    {"", "descend truncate 0", "0 is outside 1..10000000", 17, "or off"},
    {"", "descend only", "only needs a weight", 12, "as in only v u"},
    {"", "descend only rate 1", "only needs a weight", 12, "as in only v u"},
    {"", "descend only v q", "'q' is not a weight", 15, "v, u, W_y, b_a or b_y"},
    {"", "descend only a<0>", "'a<0>' is not a weight", 13, "v, u, W_y, b_a or b_y"},
    {"shape 2 3 1; x = [1 1]; y = 1", "descend only V[4,1]", "'V[4,1]' is not a weight", 13, "V, U, W_y, b_a or b_y"},
    {"shape 1 1 1", "descend", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"y = 1 0 none 1", "descend", "y<3> is not set", -1, "y<3> = 1 sets it"},
    {"W_y = 3", "descend", "L<1> does not exist here: ŷ<1> = 1.4, and the loss bce wants it between 0 and 1", -1,
     "g* = sigmoid keeps it inside"},
    /* sweeps */
    {"", "sweep 3", "a parameter is needed here", 6, "a weight or a<0>, such as v or V[1,2]"},
    {"", "sweep L", "this is not a parameter", 6, "a weight or a<0>, such as v or V[1,2]"},
    {"", "sweep v 1", "a range has two ends", 9, "as in v -1.5 1.5"},
    {"", "sweep v 2 1", "a range goes from the smaller to the larger", 8, ""},
    {"", "sweep v 0 1 1", "the number of points is a whole number from 2 to 4096", 12, ""},
    {"", "sweep v 0 1 4097", "the number of points is a whole number from 2 to 4096", 12, ""},
    {"", "sweep v 0 1 2.5", "the number of points is a whole number from 2 to 4096", 12, ""},
    {"", "sweep v 0 1 9 9", "nothing more is expected here", 14, ""},
    {"shape 1 1 1", "sweep v", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"y = 1 0 none 1", "sweep v", "y<3> is not set", -1, "y<3> = 1 sets it"},
    /* landscapes */
    {"", "landscape v", "a parameter is needed here", 11, "a weight or a<0>, such as v or V[1,2]"},
    {"", "landscape 3", "a parameter is needed here", 10, "a weight or a<0>, such as v or V[1,2]"},
    {"", "landscape v a<1>", "this is not a parameter", 12, "a weight or a<0>, such as v or V[1,2]"},
    {"", "landscape v v", "two different parameters are needed", 12, ""},
    {"", "landscape v q", "unknown name 'q'", 12, "help names lists them all"},
    {"", "landscape v 1", "a range has two ends", 13, "as in v -1.5 1.5"},
    {"", "landscape v 1 1 u", "a range goes from the smaller to the larger", 12, ""},
    {"", "landscape v 0 1/0 u", "a finite number is needed here", 14, ""},
    {"", "landscape v u 0 1 2", "nothing more is expected here", 18, ""},
    {"shape 2 3 1; x = [1 1]; y = 1", "landscape V U", "one number is needed here", 10, "name an entry, as in V[1,2]"},
    {"shape 1 1 1", "landscape", "there is no sequence yet: x = 1 0 1 1 sets one", -1, ""},
    {"y = 1 0 none 1", "landscape", "y<3> is not set", -1, "y<3> = 1 sets it"},
    /* files */
    {"", "load nowhere.unroll", "cannot read 'nowhere.unroll': No such file or directory", 5, ""},
    {"", "load .", "'.' is not a regular file", 5, ""},
    {"", "load commands", "'commands' is not a saved session: its first line is not '# unroll session 1'", 5,
     "source runs a file of commands"},
    {"", "load later", "'later' was saved by another version of unroll; this one reads version 1", 5, ""},
    {"", "load damaged", "'damaged' is damaged or was edited: its checksum does not fit", 5,
     "source runs it as commands all the same"},
    {"", "save commands", "'commands' exists and is not a saved session", 5, "choose another name"},
    {"", "save nowhere/x", "cannot write 'nowhere/x': No such file or directory", 5, ""},
    {"", "source nowhere", "cannot read 'nowhere': No such file or directory", 7, ""},
    {"", "source .", "'.' is not a regular file", 7, ""},
    {"", "export steps", "'steps' has no ending that says what to write", 7,
     "the endings are .cast, .csv, .html, .md, .svg, .tex, .txt"},
    {"", "export steps.pdf", "'steps.pdf' has no ending that says what to write", 7,
     "the endings are .cast, .csv, .html, .md, .svg, .tex, .txt"},
    {"", "export nowhere/x.csv", "cannot write 'nowhere/x.csv': No such file or directory", 7, ""},
    /* setting without '=' */
    {"", "g tanh", "'tanh' is not a whole number from 1 to 4", 2, "g = tanh sets it"},
    {"", "g* sigmoid", "unknown command 'g*'; help lists them", 0, "g* = sigmoid sets it"},
    {"", "g 7", "7 is outside 1..4", 2, ""},
    {"", "loss mse", "loss takes fewer arguments", 5, "loss = mse sets it"},
    {"", "loss L", "loss takes fewer arguments", 5, "usage: loss"},
    {"", "v 0.7", "unknown command 'v'; help lists them", 0, "v = 0.7 sets it"},
    {"", "v := 2", "unknown command 'v'; help lists them", 0, "v = 2 sets it"},
    {"", "a<0> -1", "unknown command 'a<0>'; help lists them", 0, "a<0> = -1 sets it"},
    {"", "x 1 0 1", "unknown command 'x'; help lists them", 0, "x = 1 0 1 sets it"},
    {"", "x<2> 0", "unknown command 'x<2>'; help lists them", 0, "x<2> = 0 sets it"},
    {"", "x<2> 0 3", "unknown command 'x<2>'; help lists them", 0, "print x<2> shows its value"},
    {"", "y 1 0 1 1 0", "unknown command 'y'; help lists them", 0, "print y shows its value"},
    {"", "y 1 0 none1", "unknown command 'y'; help lists them", 0, "print y shows its value"},
    {"", "v inf", "unknown command 'v'; help lists them", 0, "print v shows its value"},
    {"", "W_y a<4> + b_y", "unknown command 'W_y'; help lists them", 0, "print W_y shows its value"},
    {"shape 2 2 1", "V 2", "unknown command 'V'; help lists them", 0, "print V shows its value"},
    {"", "+= 1 0", "unknown command '+='; help lists them", 0, ""},
    {"", "print x0", "unknown name 'x0'", 6, "did you mean 'x'?"},
    {"", "v + 1", "unknown command 'v'; help lists them", 0, "print v + 1 shows its value"},
    {"", "v 3 u 4", "unknown command 'v'; help lists them", 0, "print v shows its value"},
    {"", "a<1> 3", "unknown command 'a<1>'; help lists them", 0, "print a<1> shows its value"},
    /* two at once */
    {"", "v = 0.5 u = 0.4", "';' is needed here: it parts two assignments", 8, "as in v = 0.5; u = 0.4"},
    {"", "show; x = 1 0 1 1 y = 1 0 1 1", "';' is needed here: it parts two assignments", 18, "as in v = 0.5; u = 0.4"},
    {"", "x=impulse 8 y=zeros 8", "';' is needed here: it parts two assignments", 12, "as in v = 0.5; u = 0.4"},
    {"", "g = tanh v = 2", "';' is needed here: it parts two assignments", 9, "as in v = 0.5; u = 0.4"},
    {"", "t == 3 and T == 4", "t is computed; it cannot be set", 0,
     "what can be set: v u W_y b_a b_y W_a a<0> x y g g* loss"},
    {"", "foo = 2 v = 3", "unknown name 'foo'", 0, "help names lists them all"},
    {"", "dL/dv = 2 v = 3", "dL/dv is computed; it cannot be set", 0,
     "what can be set: v u W_y b_a b_y W_a a<0> x y g g* loss"},
    {"", "x = file\ta=b.csv", "cannot read 'a=b.csv': No such file or directory", 9, ""},
    {"", "x = file 'a b = 1.csv'", "cannot read 'a b = 1.csv': No such file or directory", 9, ""},
    {"", "x = file v=1.csv", "cannot read 'v=1.csv': No such file or directory", 9, ""},
    /* setting numbers */
    {"", "v =", "a value is needed here", 3, "such as 0.5, 1 0 1 1 or [0.5 0.1; 0 0.9]"},
    {"", "v = 1,5", "v is one number, not 2", 4, "a number has a decimal point, not a comma: 1.5"},
    {"", "v = 1 2", "v is one number, not 2", 4, ""},
    {"", "v = x", "v is one number, not 4", 4, ""},
    {"", "v = q", "unknown name 'q'", 4, "help names lists them all"},
    {"", "v = 1/0", "a finite number is needed here", 4, "this is infinite"},
    {"", "v = 0/0", "a finite number is needed here", 4, "this is undefined"},
    {"", "v = -inf", "a finite number is needed here", 4, "this is infinite"},
    {"W_y = 2", "v = L<3>", "a finite number is needed here", 4, "this is undefined"},
    {"", "v = (1", "')' is needed here", 6, "it closes the last '(' that is open"},
    {"", "v = 1)", "this ')' has no '('", 5, ""},
    {"", "v = [1", "this '[' is not closed", 4, "']' ends it"},
    {"", "v = 1]", "']' belongs inside [ ]", 5, "as in V = [0.5 0.1; 0 0.9]"},
    {"", "v = [1;]", "this row has no values", 7, ""},
    {"", "v = [1] 2", "nothing is expected after ']'", 8,
     "rows, and the steps of x and y, are parted by ';', as in [1 0; 0 1]"},
    {"", "set W_a [1 1]", "unknown setting 'W_a'", 4, "a value is set by its name alone, as in v = 0.5"},
    {"", "set digits 4 5", "set takes fewer arguments", 13, "usage: set NAME VALUE"},
    {"", "v += 1", "+= adds steps to x or y only", 2, ""},
    {"", "x<1> += 2", "+= adds steps to x or y only", 5, ""},
    {"", "v[2] = 1", "v[2] does not exist", 0, "rows are 1..1"},
    {"", "a<0> = 1 2", "a<0> is one number, not 2", 7, ""},
    {"", "W_a = 1", "W_a is 1 x 2, not 1 x 1", 6, ROWS_HINT},
    {"", "x<5> = 1", "x<5> does not exist: x has 4 values (t = 1..4)", 0, ""},
    {"", "x<0> = 1", "x<0> does not exist: x has 4 values (t = 1..4)", 0, ""},
    {"", "a<3> = 1", "a<3> is computed; it cannot be set", 0, SETTABLE},
    {"", "show; yhat<1> = 1", "yhat<1> is computed; it cannot be set", 6, SETTABLE},
    {"", "L = 0", "L is computed; it cannot be set", 0, SETTABLE},
    {"", "T = 9", "T is computed; it cannot be set", 0, SETTABLE},
    {"", "dL/dv = 0", "dL/dv is computed; it cannot be set", 0, SETTABLE},
    {"", "= 3", "'=' stands between a name and its value, as in v = 0.5", 0, ""},
    {"shape 2 3 1", "V = [1 2; 3 4]", "V is 3 x 3, not 2 x 2", 4, ROWS_HINT},
    {"shape 2 3 1", "V = [1 2 3; 4 5]", "this row has 2 values, the first has 3", 15, ""},
    {"shape 2 3 1", "V = 1", "V is 3 x 3, not 1 x 1", 4, ROWS_HINT},
    {"shape 2 3 1", "V[4,1] = 1", "V[4,1] does not exist", 0, "rows are 1..3"},
    {"shape 2 3 1", "V[1] = 1", "V[1] needs a row and a column", 0, "it is 3 x 3: [1,1]..[3,3]"},
    {"shape 2 3 1", "V = 2*V", "one number is needed here; this is 3 x 3", 6, "name an entry, as in V[1,2]"},
    /* functions and losses */
    {"", "lesson reset unroling", "there is no lesson 'unroling'", 13, "did you mean 'unrolling'?"},
    {"", "g = tan", "unknown function 'tan'; did you mean 'tanh'?", 4, "g is identity, tanh, sigmoid or relu"},
    {"", "g = tanh relu", "one name is enough here", 9, ""},
    {"", "g =", "a name is needed here", 3, ""},
    {"", "g* = tanh", "unknown function 'tanh'", 5, "g* is identity, sigmoid or softmax"},
    {"", "g* = softmax", "softmax needs more than one output", 5, "shape 1 1 2 makes a network with two"},
    {"", "loss = mae", "unknown loss 'mae'; did you mean 'mse'?", 7, "loss is bce, mse or ce"},
    {"", "loss = ce", "the loss ce needs g* = softmax", 7, "g* = softmax sets it, where n_y > 1"},
    {"shape 1 1 2; g* = softmax; loss = ce", "g* = sigmoid", "the loss ce needs g* = softmax", 5,
     "set loss = bce or mse first"},
    /* sequences */
    {"", "x =", "a value is needed here", 3, "such as 0.5, 1 0 1 1 or [0.5 0.1; 0 0.9]"},
    {"", "x = 1 none", "unknown name 'none'", 6, "help names lists them all"},
    {"", "x = 1 1/0", "a finite number is needed here", 6, "this is infinite"},
    {"", "x = [1 2; 3]", "this row has 1 value, the first has 2", 11, ""},
    {"", "x = [1 2; 3 4]", "each step of x has 1 number here, not 2", 4,
     "shape 2 1 1 makes a network with more inputs"},
    {"", "y = [1 2; 3 4]", "each step of y has 1 number here, not 2", 4,
     "shape 1 1 2 makes a network with more outputs"},
    {"shape 2 1 1", "x = 1 2 3", "each step of x has 2 numbers here, not 3", 4,
     "a row for every step, as in [1 0; 0 1; 1 1]"},
    {"", "y = 1 2 3 4 5", "y would have 5 values, but x has 4 (T_x = T_y)", 4,
     "x sets the number of steps: set it first"},
    {"", "y += 1", "y would have 5 values, but x has 4 (T_x = T_y)", 5, "x sets the number of steps: set it first"},
    {"", "x = impuls 8", "unknown word 'impuls'", 4, "did you mean 'impulse'?"},
    {"", "x = flie rain.csv", "unknown word 'flie'", 4, "did you mean 'file'?"},
    {"", "x = impulse", "a number of steps is needed here", 11, "as in x = impulse 20"},
    {"", "x = zeros 0", "the number of steps is a whole number from 1 to 10000000", 10, ""},
    {"", "x = zeros 1.5", "the number of steps is a whole number from 1 to 10000000", 10, ""},
    {"", "x = sine 20", "a period is needed here", 11, "as in x = sine 20 8"},
    {"", "x = sine 20 0", "this is no good as a period", 12, ""},
    {"", "x = random 20", "a seed is needed here", 13, "as in x = random 20 8"},
    {"", "x = ones 3 4", "nothing more is expected here", 11, ""},
    {"", "x = file", "a file name is needed here", 8, "as in x = file rain.csv 2"},
    {"", "x = file a 0", "a column is a number from 1 on", 11, ""},
    {"", "x = file nowhere", "cannot read 'nowhere': No such file or directory", 9, ""},
};

enum { FAULT_ROWS = sizeof fault_rows / sizeof *fault_rows };

START_TEST(every_fault_names_its_place_and_the_remedy)
{
    const struct fault_row *row = &fault_rows[_i];
    write_string("commands", "step\n");
    write_string("later", "# unroll session 2\n# end 00000000\n");
    write_string("damaged", "# unroll session 1\nv = 0.5\n# end 00000000\n");
    fixture_must(&fixture, row->setup);
    check_fault(row->line, row->message, row->column, row->hint);
}
END_TEST

START_TEST(a_refused_save_harms_nothing)
{
    struct text content = {0};
    write_string("letter.txt", "dear reader\n");
    fixture_refusal(&fixture, "save letter.txt");
    ck_assert(read_bytes("letter.txt", &content));
    ck_assert_str_eq(text_string(&content), "dear reader\n");
    text_clear(&content);
}
END_TEST

START_TEST(a_report_shows_the_line_and_a_caret_under_its_place)
{
    const char *report = fixture_refusal(&fixture, "print v dL/dq");
    ck_assert_str_eq(report, "unroll: unknown name 'dL/dq'\n"
                             "  print v dL/dq\n"
                             "              ^ gradients exist for v, u, W_y, b_a, b_y\n");
    report = fixture_refusal(&fixture, "print \xC5\xB7<2> q");
    ck_assert_str_eq(report, "unroll: unknown name 'q'\n"
                             "  print \xC5\xB7<2> q\n"
                             "             ^ help names lists them all\n");
}
END_TEST

/* The tape. */

/* The notes' network as it is walked along; the numbers were worked out by hand from a<t> = 0.5 a<t-1> + 0.4 x<t>,
 * yhat = 0.9 a + 0.2, z = -y/yhat + (1-y)/(1-yhat) and dL/da<t> = 0.9 z<t> + 0.5 dL/da<t+1>. */
static const char *const walk[] = {
    "t=1: v a<0> brings 0 and u x<1> 0.4: a<1>=0.4; ŷ<1>=0.56, the target is 1, so z<1> is negative: raise ŷ.",
    "t=2: v a<1> brings 0.2 and u x<2> 0: a<2>=0.2; ŷ<2>=0.38, the target is 0, so z<2> is positive: lower ŷ.",
    "t=3: v a<2> brings 0.1 and u x<3> 0.4: a<3>=0.5; ŷ<3>=0.65, the target is 1, so z<3> is negative: raise ŷ.",
    "t=4: v a<3> brings 0.25 and u x<4> 0.4: a<4>=0.65; ŷ<4>=0.785, the target is 1, so z<4> is negative: raise ŷ. "
    "The forward pass is complete; the next step goes back.",
    "t=4: ŷ<4> sends -1.1465 back to a<4>; it is the last step, so nothing comes from a later one; "
    "∂L/∂a<4>=-1.1465; ∂L/∂v gains -0.573248.",
    "t=3: ŷ<3> sends -1.38462 back to a<3>, a<4> sends -0.573248; added, ∂L/∂a<3>=-1.95786; "
    "∂L/∂v gains -0.391573.",
    "t=2: ŷ<2> sends +1.45161 back to a<2>, a<3> sends -0.978932; added, ∂L/∂a<2>=+0.472681; "
    "∂L/∂v gains +0.189072.",
    "t=1: ŷ<1> sends -1.60714 back to a<1>, a<2> sends +0.236341; added, ∂L/∂a<1>=-1.3708; "
    "∂L/∂v gains 0, for a<0> is 0. The backward pass is complete: every gradient has its total.",
};

enum { WALK = sizeof walk / sizeof *walk };

/* Runs the line; its answer begins with the sentence, on a line of its own. */
static void check_sentence(const char *line, const char *sentence)
{
    const char *answer = fixture_answer(&fixture, line);
    size_t length = strcspn(answer, "\n");
    ck_assert_msg(strlen(sentence) == length && strncmp(answer, sentence, length) == 0, "%s:\n%.*s\n%s", line,
                  (int)length, answer, sentence);
}

/* Where the numbers are at their limits the sentences stay true. */
static const struct {
    const char *line, *part;
} limits[] = {
    {"g = relu; loss = mse; v = -1; u = 10; x = 0 1e308 1 1; y = 0 0 0 0; goto 4",
     " At t=2 a or ŷ was too large for a double."},
    {"shape 1 2 1; g = sigmoid; U = [1; -800]; W_y = [1 1]; x = 1; y = 1; loss = mse; step",
     " a<1>[2] is below the smallest normal number (2.2e-308) and shown as 0."},
    {"shape 1 2 1; g = sigmoid; U = [-800; 1]; W_y = [1 1]; x = 1; y = 1; loss = mse; step",
     " a<1>[1] is below the smallest normal number (2.2e-308) and shown as 0."},
    {"g* = sigmoid; b_y = 0.3; y = yhat<1> yhat<2> yhat<3> yhat<4>; goto 2",
     " and is met; z<2> is not 0 only because of rounding."},
    {"x = 1; y = 1; u = 1; W_y = 1; b_y = 0; step",
     " and is met; z<1> is not 0 all the same, for ŷ<1> is at the end of 0..1."},
    {"y = 2 -1 1 1; W_y = 0; b_y = 0; grad", "L is undefined here (a ŷ<t> or y<t> is outside 0..1)"},
    {"v = 3; goto back 3", "∂L/∂v gains -0.569422. L is undefined here; the gradients follow the formula only.\n"},
    {"v = 3; goto back 1",
     " L is undefined here; the gradients follow the formula only. The backward pass is complete"},
    {"check dL/dv", "  ∂L/∂v         -0.775749 "},
    {"grad ∂L/∂v 3", "─ ∂L<3>/∂v ─"},
    {"triangle dL/du", "─ ∂L/∂u: rows are losses"},
    {"v = 3; truncate 2", " away from the full one.\nL is undefined here; the gradients follow the formula only.\n"},
    {"v = 3; check v", "L is undefined here, so it has no differences; the gradients follow the formula only.\n"},
    {"g* = sigmoid; W_y = -900; b_y = 0; u = 1; x = 1 1; y = 1 1; goto 2; series v 2",
     "∂L<2>/∂v = 900, from o<2>: ŷ<2> has rounded "},
    {"g* = sigmoid; W_y = -900; b_y = 0; u = 1; x = 1 1; y = 1 1; goto 2; explain dL<2>/dv",
     "∂L<2>/∂o<2> ∂o<2>/∂v         = 900 "},
    {"x = 1; y = 1; u = 1; W_y = 1; b_y = 0; check", "\nWhere L ends beside a weight there is no difference."},
    {"loss = mse; descend 200000 rate 0.1; check",
     "\nThe exact ways agree.\nThe differences, which know nothing but the forward pass, are off by at most "},
    {"loss = mse; descend 200000 rate 0.1; check",
     "\nWhat is only rounding beside the largest gradient, or in L, is not counted."},
    {"v = 0.01; u = 1e-3; x = 1 0 0 0 0 0; y = none; notes S3",
     "\n     6               0           1e-10           1e-10\n"},
    {"y = none; notes S8", "Slips of transcription"},
    {"g* = sigmoid; notes S4", "once more through\n  a<t-1>.\n"},
    {"shape 2 3 1; step", "There is no sequence yet: x = random 4 7 sets one."},
    {"shape 1 1 1; play", "There is no sequence yet: x = 1 0 1 1 sets one."},
};

START_TEST(limits_are_told_as_they_are)
{
    const char *answer = fixture_answer(&fixture, limits[_i].line);
    ck_assert_msg(strstr(answer, limits[_i].part) != NULL, "%s:\n%s", limits[_i].line, answer);
}
END_TEST

START_TEST(steps_are_told_in_sentences)
{
    for (int i = 0; i < WALK; i++)
        check_sentence("step", walk[i]);
    check_sentence("step", "The backward pass has reached t = 1: the tape ends here (rewind begins again).");
    for (int i = WALK - 2; i >= 0; i--)
        check_sentence("back", walk[i]);
    check_sentence("back", "t=0: a<0>=0, and nothing has been computed yet.");
    check_sentence("back", "This is the start of the tape.");
}
END_TEST

static const struct {
    const char *line;
    int at; /* of the walk */
} jumps[] = {
    {"goto 1", 0},      {"goto 3", 2},         {"goto T", 3},        {"goto T-1", 2},   {"goto 2*2-1", 2},
    {"goto back 4", 4}, {"goto back 1", 7},    {"goto back T-1", 5}, {"step 3", 2},     {"s 99", 7},
    {"run", 3},         {"run; run", 3},       {"substep 6", 0},     {"substep 12", 1}, {"substep 28", 4},
    {"step 8; b 3", 7}, {"goto 3; goto t", 2},
};

START_TEST(jumps_tell_of_the_place_they_reach)
{
    check_sentence(jumps[_i].line, walk[jumps[_i].at]);
}
END_TEST

static void check_last_sentence(const char *line, const char *sentence)
{
    const char *answer = fixture_answer(&fixture, line), *found = strstr(answer, sentence);
    ck_assert_msg(found != NULL && strstr(found + strlen(sentence), "\nt=") == NULL, "%s:\n%s", line, answer);
}

START_TEST(play_and_run_go_to_the_ends_of_the_passes)
{
    const char *answer = fixture_answer(&fixture, "play 0");
    for (int i = 0; i < 4; i++)
        ck_assert_msg(strstr(answer, walk[i]) != NULL, "%s", walk[i]);
    ck_assert_int_eq(fixture.waits, 3);
    answer = fixture_answer(&fixture, "play 0");
    for (int i = 4; i < WALK; i++)
        ck_assert_msg(strstr(answer, walk[i]) != NULL, "%s", walk[i]);
    check_sentence("play 0", "The backward pass has reached t = 1: the tape ends here (rewind begins again).");
    check_sentence("rewind", "t=0: a<0>=0, and nothing has been computed yet.");
    check_last_sentence("run; run", walk[7]);
    check_sentence("run", "The backward pass has reached t = 1: the tape ends here (rewind begins again).");
}
END_TEST

static const char *const operations[] = {
    "t=1, operation 1 of 6: s<1> adds up what goes into g.",
    "t=1, operation 2 of 6: a<1> is g of s<1>: the new memory.",
    "t=1, operation 3 of 6: o<1> weighs a<1> for the output.",
    "t=1, operation 4 of 6: ŷ<1> is g* of o<1>: the prediction.",
    "t=1, operation 5 of 6: L<1> is the price of missing the target.",
};

static const char *const backward_operations[] = {
    "t=3: ŷ<3> sends -1.38462 back to a<3>.",
    "t=3: ŷ<3> sends -1.38462 back to a<3>, a<4> sends -0.573248.",
    "t=3: ŷ<3> sends -1.38462 back to a<3>, a<4> sends -0.573248; added, ∂L/∂a<3>=-1.95786.",
};

START_TEST(substeps_tell_of_one_operation)
{
    for (int i = 0; i < 5; i++)
        check_sentence("substep", operations[i]);
    check_sentence("substep", walk[0]);
    fixture_must(&fixture, "goto back 4");
    for (int i = 0; i < 3; i++)
        check_sentence("substep", backward_operations[i]);
    check_sentence("substep", walk[5]);
    check_sentence("substep; back", "t=2: ŷ<2> sends +1.45161 back to a<2>.");
    ck_assert_int_eq(fixture.session->tape.part, 0);
    ck_assert_int_eq(fixture.session->tape.position, 6);
}
END_TEST

/* The text of the whole walk, equations and all; UPDATE_GOLDEN=1 writes it anew. */
START_TEST(the_walk_is_as_it_was_read_and_approved)
{
    struct text golden = {0};
    fixture_must(&fixture, "step; step; step; step; step; step; step; step");
    if (getenv("UPDATE_GOLDEN") != NULL)
        write_string("tests/golden/step.txt", fixture_text(&fixture));
    ck_assert(read_bytes("tests/golden/step.txt", &golden));
    ck_assert_str_eq(fixture_text(&fixture), text_string(&golden));
    text_clear(&golden);
}
END_TEST

/* The last values beside those before the step. */
static const char watched[] = "╭─ watched ────────────────────────────────────────────────────────────────────╮\n"
                              "│ dL<t>/dv   -0.802548   was -0.553846                                         │\n"
                              "│ 2*v+t      5           was 4                                                 │\n"
                              "╰──────────────────────────────────────────────────────────────────────────────╯\n";

START_TEST(what_is_watched_is_told_after_every_step)
{
    fixture_must(&fixture, "watch a<t>; watch dL<t>/dv; watch 2*v+t");
    const char *answer = fixture_answer(&fixture, "goto 3");
    ck_assert_msg(strstr(answer, "\n  a<t> = 0.5\n  dL<t>/dv = -0.553846\n  2*v+t = 4\n") != NULL, "%s", answer);
    fixture_must(&fixture, "unwatch a<t>");
    answer = fixture_answer(&fixture, "step");
    ck_assert_msg(strstr(answer, "\n  dL<t>/dv = -0.802548\n  2*v+t = 5\n") != NULL, "%s", answer);
    ck_assert_ptr_null(strstr(answer, "a<t> = "));
    ck_assert_str_eq(fixture_answer(&fixture, "watch"), watched);
    ck_assert_str_eq(fixture_answer(&fixture, "watch 2*v+t"), watched);
    ck_assert_str_eq(fixture_answer(&fixture, "unwatch"), "nothing is watched.\n");
    ck_assert_ptr_null(strstr(fixture_answer(&fixture, "back"), "dL<t>/dv"));
}
END_TEST

START_TEST(what_is_watched_tells_why_it_has_no_value)
{
    fixture_must(&fixture, "watch L<t>; y = 1 0 none 1");
    const char *answer = fixture_answer(&fixture, "goto 3");
    ck_assert_msg(strstr(answer, "\n  L<t> = nothing here (y<3> is not set)\n") != NULL, "%s", answer);
}
END_TEST

/* A name that means nothing at the start may be watched there, and a saved session brings back whatever is watched. */
START_TEST(what_has_no_value_yet_can_be_watched)
{
    fixture_must(&fixture,
                 "watch dL<t>/dv; watch a<t-2>; watch L; watch a<4>; watch a<t+1>; y = 1; x = 1 1; goto back 2");
    fixture_must(&fixture, "save watched.unroll; unwatch; load watched.unroll");
    ck_assert_str_eq(fixture_answer(&fixture, "watch"),
                     "╭─ watched ────────────────────────────────────────────────────────────────────╮\n"
                     "│ dL<t>/dv   nothing here (y<2> is not set)                                    │\n"
                     "│ a<t-2>     0                                                                 │\n"
                     "│ L          nothing here (y<2> is not set)                                    │\n"
                     "│ a<4>       nothing here (a<4> does not exist: t is 0..2)                     │\n"
                     "│ a<t+1>     nothing here (a<t+1> does not exist: t is 0..2)                   │\n"
                     "╰──────────────────────────────────────────────────────────────────────────────╯\n");
}
END_TEST

START_TEST(only_so_much_is_watched)
{
    char line[32];
    for (int i = 0; i < SESSION_WATCHED; i++) {
        snprintf(line, sizeof line, "watch v+%d", i);
        fixture_must(&fixture, line);
    }
    snprintf(line, sizeof line, "%d quantities are watched", SESSION_WATCHED);
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "watch u"), line));
}
END_TEST

static const struct {
    const char *setup, *line, *sentence;
} special_rows[] = {
    {"W_y = 2", "goto 3",
     "t=3: v a<2> brings 0.1 and u x<3> 0.4: a<3>=0.5; ŷ<3>=1.2, the target is 1: outside 0..1 L<3> does not exist, "
     "z<3> keeps "
     "its formula."},
    {"y = 1 0 none 1", "goto 3",
     "t=3: v a<2> brings 0.1 and u x<3> 0.4: a<3>=0.5; ŷ<3>=0.65, y<3> is not set, so this step has no loss."},
    {"y = 1 0 none 1", "goto back 2", "t=2: y<3> is not set, so no gradient can be said to flow back from there."},
    {"loss = mse; u = 0.5; W_y = 1; b_y = 0; y = 0.5", "goto 1",
     "t=1: v a<0> brings 0 and u x<1> 0.5: a<1>=0.5; ŷ<1>=0.5, the target is 0.5, so z<1> is 0: nothing to correct."},
    {"x = 0 0 0 0", "goto 1",
     "t=1: v a<0> brings 0 and u x<1> 0: a<1>=0; ŷ<1>=0.2, the target is 1, so z<1> is negative: raise ŷ."},
    {"shape 1 1 1", "rewind", "There is no sequence yet: x = 1 0 1 1 sets one."},
    {"shape 1 1 1", "step", "There is no sequence yet: x = 1 0 1 1 sets one."},
    {"example matrix", "goto 1",
     "t=1: a<0> and x<1>=[1 0] give a<1>=[0.761594 0.53705 0]; ŷ<1>=0.52954, the target is 1, so z<1> is negative: "
     "raise ŷ."},
};

START_TEST(special_cases_have_their_own_sentences)
{
    fixture_must(&fixture, special_rows[_i].setup);
    check_sentence(special_rows[_i].line, special_rows[_i].sentence);
}
END_TEST

/* With v = 2 and x = 1 for ever a<t> = 0.4 (2^t - 1), which passes the largest double, just below 2^1024, at
 * t = 1026: 0.4 * 2^1025 is 0.8 * 2^1024, and 0.4 * 2^1026 is too much. */
START_TEST(overflow_is_told_where_it_begins_and_ever_after)
{
    fixture_must(&fixture, "v = 2; loss = mse; x = ones 1100");
    ck_assert_ptr_null(strstr(fixture_answer(&fixture, "goto 1000"), "too large"));
    ck_assert_ptr_nonnull(
        strstr(fixture_answer(&fixture, "goto 1026"), "Here a or ŷ became too large for a double for the first time."));
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "step"), " At t=1026 a or ŷ was too large for a double."));
    ck_assert_str_eq(fixture_answer(&fixture, "print a<1026> a<1030>"), "inf\ninf\n");
}
END_TEST

/* Changes. */

static const struct {
    const char *line, *answer;
} answers[] = {
    {"v = 0.7", "v = 0.7 (it was 0.5)\n"},
    {"v = 1/2", "v = 0.5\n"},
    {"W_y = 2*v", "W_y = 1 (it was 0.9)\n"},
    {"a<0> = 0.1", "a<0> = 0.1 (it was 0)\n"},
    {"W_a = 0.3 0.2; print v u", "W_a is set: its first column is v, the rest u.\n0.3\n0.2\n"},
    {"W_a[1,2] = 5; print u", "u = 5 (it was 0.4)\n5\n"},
    {"V = 0.25; print v", "v = 0.25 (it was 0.5)\n0.25\n"},
    {"x<2> = 5; print x", "x<2> = 5 (it was 0)\n[1; 5; 1; 1]\n"},
    {"y<2> = none", "y<2> = none (it was 0)\n"},
    {"g = tanh", "g = tanh\n"},
    {"g* = sigmoid", "g* = sigmoid\n"},
    {"g_star = sigmoid", "g* = sigmoid\n"},
    {"loss = mse", "loss = mse\n"},
    {"x = 1, -1; print T x<2>", "x has 2 values (t = 1..2)\n2\n-1\n"},
    {"x = 1 - 1", "x has 1 value (t = 1..1)\n"},
    {"x = 0 1 1 0 1", "x has 5 values (t = 1..5)\ny<5> is not set; L and its gradients need every y<t>.\n"},
    {"y = 0 1", "y is set\ny<3> is not set; L and its gradients need every y<t>.\n"},
    {"y = 0 1; y += 1 0; print y",
     "y is set\ny<3> is not set; L and its gradients need every y<t>.\ny is set\n[0; 1; 1; 0]\n"},
    {"x += 0; print x", "x has 5 values (t = 1..5)\ny<5> is not set; L and its gradients need every y<t>.\n"
                        "[1; 0; 1; 1; 0]\n"},
    {"truncate", "Not truncated.\n"},
    {"truncate 2; truncate", "Truncated at τ = 2: each loss is carried back through 2 steps.\nIts gradient points "
                             "4.73° away from the full one.\nTruncated at τ = 2.\n"},
    {"truncate 1; truncate off", "Truncated at τ = 1: each loss is carried back through 1 step.\n"
                                 "Its gradient points 9.73° away from the full one.\n"
                                 "Not truncated: every loss is carried back to the first step.\n"},
    {"truncate 4",
     "Truncated at τ = 4: each loss is carried back through 4 steps.\nHere that loses nothing: its gradient "
     "is the full one.\n"},
    {"W_y = 1e-9; truncate 1",
     "W_y = 1e-09 (it was 0.9)\nTruncated at τ = 1: each loss is carried back through 1 step.\n"
     "Its gradient has the full one's direction, but not its numbers: grad shows both.\n"},
    {"y = 1 0 none 1; truncate 2", "y is set\ny<3> is not set; L and its gradients need every y<t>.\nTruncated at τ = "
                                   "2: each loss is carried back through 2 steps.\n"},
    {"undo", "there is nothing to take back.\n"},
    {"redo", "there is nothing to do again.\n"},
    {"v = 0.7; undo; print v; redo; print v",
     "v = 0.7 (it was 0.5)\ntaken back: v = 0.7\n0.5\ndone again: v = 0.7\n0.7\n"},
    {"v = 0.7; undo; u = 1; redo",
     "v = 0.7 (it was 0.5)\ntaken back: v = 0.7\nu = 1 (it was 0.4)\nthere is nothing to do again.\n"},
    {"set digits 3; print a<4>; v = 1/3", "digits = 3\n0.65\nv = 0.333 (it was 0.5)\n"},
    {"history", "no line has been typed yet.\n"},
    {"print v*2 -1 - 1 V T t pi", "1\n-2\n0.5\n4\n0\n3.141592653589793\n"},
    {"print 7; print _*2", "7\n14\n"},
    {"# only a comment", ""},
    {"   ", ""},
    {"print 1 # and more", "1\n"},
    {"shape 2 3 1", "a new network: 2 inputs, 3 activations, 1 output; all weights are 0, no sequence is set.\n"},
    {"session",
     "shape 1 1 1; g = identity; g* = identity; loss = bce; v = 0.5; u = 0.4; W_y = 0.9; b_a = 0; b_y = 0.2; "
     "a<0> = 0; x = 1 0 1 1; y = 1 0 1 1; set digits 6\n"},
};

/* Where a sum is exactly at the bend of relu, check says why the differences differ; else it need not. */
START_TEST(check_tells_of_a_bend)
{
    static const char remark[] = "s<1> is exactly 0, where relu has no derivative";
    fixture_must(&fixture, "g = relu; loss = mse");
    ck_assert_ptr_null(strstr(fixture_answer(&fixture, "check b_a"), "exactly 0"));
    fixture_must(&fixture, "x = 0 0 1 0");
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "check b_a"), remark));
    /* b_y stands behind the bend. */
    ck_assert_ptr_null(strstr(fixture_answer(&fixture, "check b_y"), "exactly 0"));
}
END_TEST

START_TEST(answers_tell_what_changed)
{
    ck_assert_str_eq(fixture_answer(&fixture, answers[_i].line), answers[_i].answer);
}
END_TEST

/* sigma(log 4) is 0.8, and 0.8² (1/0.8 - 1) is 0.16. */
START_TEST(the_slope_of_a_sigmoid_has_the_form_of_the_notes)
{
    fixture_must(&fixture, "u = 1; x = 4; y = 1; b_y = 0; W_y = log(4)/4; g* = sigmoid");
    ck_assert_ptr_nonnull(
        strstr(fixture_answer(&fixture, "explain dyhat<1>/dW_y"), "∂ŷ<1>/∂W_y = a<1> ŷ² (1/ŷ - 1) = 4·0.16 = 0.64 "));
    ck_assert_ptr_nonnull(
        strstr(fixture_answer(&fixture, "explain dyhat<1>/db_y"), "∂ŷ<1>/∂b_y = ŷ² (1/ŷ - 1) = 0.16 "));
}
END_TEST

/* The example, and what looking and moving do not cost. */
START_TEST(looking_and_moving_cost_no_undo)
{
    fixture_must(&fixture, "v = 0.7");
    fixture_must(
        &fixture,
        "step; grad; triangle; print L; goto back 1; series; expand; check; plot a<1> z<1>; landscape; sweep; watch v");
    ck_assert_int_eq(fixture.session->past_count, 1);
    ck_assert_str_eq(fixture_answer(&fixture, "undo"), "taken back: v = 0.7\n");
}
END_TEST

START_TEST(reset_brings_back_the_start)
{
    char *start = state();
    fixture_must(&fixture, "v = 2; g = tanh; x = ones 9; goto 5; set digits 12; watch v; truncate 3; reset");
    session_forget_changes(fixture.session);
    char *now = state();
    ck_assert_str_eq(now, start);
    free(start);
    free(now);
}
END_TEST

/* The state as one line makes the same state elsewhere. */
START_TEST(a_session_line_can_be_pasted)
{
    fixture_must(&fixture, "example matrix; watch a<t>[1]; set digits 9; truncate 2; goto back 3; substep");
    char *line = strdup(fixture_answer(&fixture, "session"));
    line[strlen(line) - 1] = '\0';
    fixture_must(&fixture, "reset; v = 3");
    fixture_must(&fixture, line);
    ck_assert_int_eq((int)strlen(fixture_answer(&fixture, "session")), (int)strlen(line) + 1);
    ck_assert_int_eq(strncmp(fixture_text(&fixture), line, strlen(line)), 0);
    free(line);
}
END_TEST

START_TEST(a_saved_file_loads_what_was_saved)
{
    struct text a = {0}, b = {0};
    fixture_must(&fixture, "example saturate; v = 1/3; truncate 2; set digits 4; watch a<t>; goto back 2; expand 2");
    fixture_must(&fixture, "save a.unroll; reset; load a.unroll; save b.unroll");
    ck_assert(read_bytes("a.unroll", &a) && read_bytes("b.unroll", &b));
    ck_assert_holds(a, "v = 0.3333333333333333\n");
    ck_assert_holds(a, "goto back 2\nexpand 2\n");
    ck_assert_str_eq(text_string(&b), text_string(&a));
    text_clear(&a);
    text_clear(&b);
}
END_TEST

/* What was expanded belongs to the step that the tape is at. */
static const struct {
    const char *setup, *line;
    int expanded;
} closing[] = {
    {"goto 3; expand", "back", 0},           {"goto 3; expand", "v = 2", 1},       {"goto 3; expand", "x += 1", 1},
    {"goto 3; expand 3", "x = 1 0", 0},      {"goto 3; expand", "shape 2 3 1", 0}, {"goto 3; expand", "random 5", 0},
    {"random 5; goto 3; expand", "undo", 0}, {"x = 1; goto 1; expand", "undo", 1},
};

START_TEST(a_motion_closes_what_was_expanded)
{
    fixture_must(&fixture, closing[_i].setup);
    ck_assert_int_gt(fixture.session->expanded, 0);
    fixture_must(&fixture, closing[_i].line);
    ck_assert_int_eq(fixture.session->expanded, closing[_i].expanded);
    fixture_must(&fixture, "save a.unroll; load a.unroll");
    ck_assert_int_eq(fixture.session->expanded, closing[_i].expanded);
}
END_TEST

/* What Ctrl-C stops at once. Each begins behind a set-up that computes nothing. */
static const struct {
    const char *setup, *line;
} stopped[] = {
    {"", "run"},
    {"", "goto back 5"},
    {"", "step 600"},
    {"", "substep 1000"},
    {"", "play 0"},
    {"", "grad"},
    {"", "grad v 1000"},
    {"", "check"},
    {"", "loss"},
    {"", "print L"},
    {"", "print dL/dv"},
    {"", "explain dL<1000>/du"},
    {"", "series 1000"},
    {"", "plot a<1>"},
    {"g* = sigmoid", "descend 9 rate 0.001"},
    {"", "plot dL<1>/dv a<1> log"},
    {"", "landscape"},
    {"", "sweep v"},
    {"", "truncate 3"},
    {"", "export a.csv"},
    {"", "export a.txt"},
    {"goto 1000", "v = 0.7"},
    {"goto 1000", "x += 1"},
    {"goto 1000; v = 0.7", "undo"},
    {"goto 1000; v = 0.7; undo", "redo"},
    {"goto 1000; save a.unroll; reset", "load a.unroll"},
    {"export a.csv", "x = file a.csv 2"},
    {"", "x = sine 100000 8"},
    {"", "x = 1 0 1"},
    {"", "x<5> = 2"},
    {"", "y = x"},
    {"", "print x"},
    {"run", "print term(v,1000,999)"},
    {"run", "print cell(v,1000,1)"},
    {"run", "explain term(v,1000,999)"},
    {"", "save b.unroll"},
    {"", "until L > 1000"},
    {"", "bug 1"},
    {"goto 1000", "compare v 0.1"},
    {"goto 1000; expand 3", "expand 2"},
    {"predict largest; goto 999; step", "3"},
};

START_TEST(what_is_interrupted_leaves_the_state_as_it_was)
{
    fixture_must(&fixture, "x = ones 1000; y = zeros 1000");
    fixture_must(&fixture, stopped[_i].setup);
    char *before = state();
    fixture.stop = 1;
    const char *report = fixture_refusal(&fixture, stopped[_i].line);
    ck_assert_msg(strstr(report, "interrupted") != NULL, "%s: %s", stopped[_i].line, report);
    fixture.stop = 0;
    char *after = state();
    ck_assert_msg(strcmp(after, before) == 0, "%s changed the state", stopped[_i].line);
    /* And the same line runs afterwards. */
    fixture_must(&fixture, stopped[_i].line);
    free(before);
    free(after);
}
END_TEST

static void add_loops(TCase *tests)
{
    int rows = count_commands();
    tcase_add_loop_test(tests, rows_are_complete, 0, rows);
    tcase_add_loop_test(tests, tab_offers_what_is_taken, 0, sizeof completed / sizeof *completed);
    tcase_add_loop_test(tests, names_and_aliases_belong_to_one_command, 0, rows);
    tcase_add_loop_test(tests, every_prefix_finds_its_command_or_lists_the_candidates, 0, rows);
    tcase_add_loop_test(tests, help_tells_what_the_row_says, 0, rows);
    tcase_add_loop_test(tests, help_lists_every_group, 0, GROUP_COUNT);
    tcase_add_test(tests, help_says_where_an_empty_line_repeats);
    tcase_add_test(tests, functions_are_answered_by_name);
    tcase_add_loop_test(tests, help_names_what_tab_offers, 0, rows);
    tcase_add_loop_test(tests, examples_of_the_rows_run, 0, rows);
    tcase_add_loop_test(tests, wrong_numbers_of_arguments_show_the_usage, 0, rows);
    tcase_add_loop_test(tests, people_find_commands_by_these_spellings, 0, sizeof spellings / sizeof *spellings);
    tcase_add_loop_test(tests, every_fault_names_its_place_and_the_remedy, 0, FAULT_ROWS);
    tcase_add_loop_test(tests, jumps_tell_of_the_place_they_reach, 0, sizeof jumps / sizeof *jumps);
    tcase_add_loop_test(tests, special_cases_have_their_own_sentences, 0, sizeof special_rows / sizeof *special_rows);
    tcase_add_test(tests, check_tells_of_a_bend);
    tcase_add_loop_test(tests, answers_tell_what_changed, 0, sizeof answers / sizeof *answers);
    tcase_add_loop_test(tests, what_is_interrupted_leaves_the_state_as_it_was, 0, sizeof stopped / sizeof *stopped);
}

static TCase *in_folders(void)
{
    TCase *tests = tcase_create("commands");
    tcase_add_unchecked_fixture(tests, scratch_make, scratch_remove);
    tcase_add_checked_fixture(tests, begin, end);
    add_loops(tests);
    tcase_add_test(tests, help_lists_every_command_and_every_name);
    tcase_add_test(tests, a_refused_save_harms_nothing);
    tcase_add_test(tests, a_report_shows_the_line_and_a_caret_under_its_place);
    tcase_add_test(tests, steps_are_told_in_sentences);
    tcase_add_loop_test(tests, limits_are_told_as_they_are, 0, sizeof limits / sizeof *limits);
    tcase_add_test(tests, play_and_run_go_to_the_ends_of_the_passes);
    tcase_add_test(tests, substeps_tell_of_one_operation);
    tcase_add_test(tests, what_is_watched_is_told_after_every_step);
    tcase_add_test(tests, what_is_watched_tells_why_it_has_no_value);
    tcase_add_test(tests, what_has_no_value_yet_can_be_watched);
    tcase_add_test(tests, only_so_much_is_watched);
    tcase_add_test(tests, overflow_is_told_where_it_begins_and_ever_after);
    tcase_add_test(tests, the_slope_of_a_sigmoid_has_the_form_of_the_notes);
    tcase_add_test(tests, looking_and_moving_cost_no_undo);
    tcase_add_test(tests, reset_brings_back_the_start);
    tcase_add_test(tests, a_session_line_can_be_pasted);
    tcase_add_test(tests, a_saved_file_loads_what_was_saved);
    tcase_add_loop_test(tests, a_motion_closes_what_was_expanded, 0, sizeof closing / sizeof *closing);
    return tests;
}

static void begin_here(void)
{
    runner_start(&fixture);
}

Suite *suite_commands(void)
{
    Suite *suite = suite_create("commands");
    TCase *golden = tcase_create("golden");
    tcase_add_checked_fixture(golden, begin_here, end);
    tcase_add_test(golden, the_walk_is_as_it_was_read_and_approved);
    suite_add_tcase(suite, in_folders());
    suite_add_tcase(suite, golden);
    return suite;
}
