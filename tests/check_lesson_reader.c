/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_lesson_reader.c - lessons as read from their files: what is in them, what is wrong with them and where, and
 * how prose wraps. */

#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "lesson/lesson.h"
#include "lesson/prose.h"
#include "tests/compare.h"
#include "tests/suites.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static struct lesson *read_text(const char *name, const char *text, struct lesson_faults *faults)
{
    return lesson_read(name, text, strlen(text), faults);
}

static void read_fixture(struct text *text)
{
    struct fault fault = {0};
    must(file_read("tests/lessons/07-example.md", LESSON_LARGEST, text, &fault), "%s", text_string(&fault.message));
    fault_clear(&fault);
}

static void must_be_sound(const struct lesson *lesson, const struct lesson_faults *faults)
{
    must(lesson != NULL && faults->count == 0, "line %d: %s", faults->count > 0 ? faults->fault[0].line : 0,
         faults->count > 0 ? faults->fault[0].message : "no lesson");
}

/* A lesson as text: what the reader has understood of it. */

static void dump_prose(struct text *dump, const struct prose *prose)
{
    static const char *const marks[] = {"", "`", "*"};
    size_t length = strlen(prose->text), to;
    for (size_t from = 0; from < length; from = to) {
        enum emphasis emphasis;
        to = prose_run(prose, from, length, &emphasis);
        text_add(dump, marks[emphasis]);
        text_add_bytes(dump, prose->text + from, to - from);
        text_add(dump, marks[emphasis]);
    }
    text_add(dump, "\n");
}

static void dump_question(struct text *dump, const struct question *question)
{
    static const char *const kinds[] = {"predict", "choice", "derive", "do"};
    text_addf(dump, "%s %s: ", kinds[question->kind], question->id);
    dump_prose(dump, &question->ask);
    if (question->answer.text != NULL)
        text_addf(dump, "  answer %d: %s, %g\n", question->answer.line, question->answer.text, question->tolerance);
    for (int i = 0; i < question->formula_count; i++)
        text_addf(dump, "  formula %d: %s\n", question->formula[i].line, question->formula[i].text);
    for (int i = 0; i < question->reply_count; i++) {
        text_addf(dump, "  reply %d, %d: %s: ", question->reply[i].line, question->reply[i].blank,
                  question->reply[i].expression);
        dump_prose(dump, &question->reply[i].text);
    }
    for (int i = 0; i < question->choice_count; i++) {
        text_addf(dump, "  %s %d: ", question->choice[i].right ? "right" : "wrong", question->choice[i].line);
        dump_prose(dump, &question->choice[i].text);
        text_add(dump, "    ");
        dump_prose(dump, &question->choice[i].reply);
    }
    if (question->solution != NULL)
        text_addf(dump, "  solution %d %d: %s\n", question->solution_line[0], question->solution_line[1],
                  question->solution);
    for (int i = 0; i < question->hint_count; i++) {
        text_addf(dump, "  hint %d: ", question->hint[i].line);
        dump_prose(dump, &question->hint[i]);
    }
    text_addf(dump, "  explanation %d: ", question->explanation.line);
    dump_prose(dump, &question->explanation);
}

static void dump_block(struct text *dump, const struct block *block)
{
    static const char *const kinds[] = {"paragraph", "item", "code", "wait", "setup", "run", "note", "question"};
    text_addf(dump, "%d %s: ", block->line, kinds[block->kind]);
    if (block->commands != NULL)
        text_addf(dump, "%s\n", block->commands);
    else if (block->kind == BLOCK_QUESTION)
        dump_question(dump, &block->question);
    else if (block->kind == BLOCK_WAIT)
        text_add(dump, "\n");
    else
        dump_prose(dump, &block->prose);
}

static void dump_lesson(struct text *dump, const struct lesson *lesson)
{
    text_addf(dump, "%s|%s|", lesson->id, lesson->title);
    for (int i = 0; i < lesson->required_count; i++)
        text_addf(dump, "%s%s", i > 0 ? " " : "", lesson->required[i]);
    text_addf(dump, "|%d|%d\n", lesson->minutes, lesson->skip);
    for (int i = 0; i < lesson->step_count; i++) {
        const struct lesson_step *step = &lesson->step[i];
        text_addf(dump, "step %d '%s' '%s'\n", step->line, step->id, step->title);
        for (int j = 0; j < step->block_count; j++)
            dump_block(dump, &step->block[j]);
    }
}

static const char understood[] =
    "example|A lesson for tests|unrolling stacking|8|1\n"
    "step 1 '' 'A lesson for tests'\n"
    "11 paragraph: What stands here is the *opening*, and `a<t>` in it is code.\n"
    "step 14 'look' 'Look first'\n"
    "16 setup: example notes\n\nstep 2\n"
    "22 note: Only the lecturer sees this.\nAnd `this`.\n"
    "28 paragraph: A list:\n"
    "30 item: - one *point* that is so long that it does not fit into a single line of the screen at all\n"
    "31 item: - another\n"
    "33 item: 3. third\n"
    "34 item: 4. fourth\n"
    "36 code:   a<3> = v a<2> + u x<3>\n\nliteral `text`\n"
    "42 wait: \n"
    "44 question: predict third: What will `a<3>` be after the next *step*?\n"
    "  answer 47: v*a<2> + u*x<3> + b_a, 0.005\n"
    "  reply 49, 0: u*x<3>: You dropped the memory, `v a<2>`.\n"
    "  reply 50, 0: a<2> + u*x<3>: The old state arrives multiplied by `v`.\n"
    "  hint 54: Write the forward equation for step 3.\n"
    "  hint 63: `v` is one half.\n"
    "  explanation 67: The old state, times `v`, and the input, times `u`.\n"
    "59 note: Wait here.\n"
    "71 run: step\n"
    "step 75 'ask' 'Then ask'\n"
    "77 question: choice way: Which ways lead from `a<2>` to the loss?\n"
    "  wrong 79: Only through `ŷ<2>`.\n"
    "    Half of it.\n"
    "  right 80: Through `ŷ<2>` and `a<3>`.\n"
    "    Yes.\n"
    "  hint 83: Look at the arrows.\n"
    "  hint 87: There are two that leave `a<2>`.\n"
    "  explanation 91: One to the output, one to the next step.\n"
    "95 question: derive open: \n"
    "  answer 96: dyhat<3>/dv, 0\n"
    "  formula 97: W_y*{da<3>/dv}\n"
    "  formula 98: W_y*(a<2> + {v}*da<2>/dv)\n"
    "  reply 99, 1: a<3>: That is the state itself.\n"
    "  reply 100, 2: u: That one weighs the input.\n"
    "  hint 103: What does the output depend on?\n"
    "  hint 107: Which weight is used at every step?\n"
    "  explanation 111: The chain rule, twice.\n"
    "115 question: do half: Choose a `v` so that the memory fades faster.\n"
    "  formula 117: abs(v) < 0.5\n"
    "  formula 118: v != 0\n"
    "  reply 121, 0: v = 0.9: It fades more slowly.\n"
    "  solution 119 120: v = 0.1\nrun\n"
    "  hint 124: A small number.\n"
    "  hint 128: Closer to 0 than it is.\n"
    "  explanation 132: Each step back costs one factor of `v`.\n";

static void check_understood(const char *bytes, size_t count)
{
    struct lesson_faults faults = {0};
    struct text dump = {0};
    struct lesson *lesson = lesson_read("07-example", bytes, count, &faults);
    must_be_sound(lesson, &faults);
    dump_lesson(&dump, lesson);
    ck_assert_str_eq(text_string(&dump), understood);
    text_clear(&dump);
    lesson_free(lesson);
}

START_TEST(every_part_of_a_lesson_is_read)
{
    struct text text = {0};
    read_fixture(&text);
    check_understood(text.bytes, text.length);
    text_clear(&text);
}
END_TEST

START_TEST(other_line_ends_a_mark_at_the_start_and_no_last_newline_change_nothing)
{
    struct text text = {0}, other = {0};
    read_fixture(&text);
    text_add(&other, "\xEF\xBB\xBF");
    for (size_t i = 0; i < text.length; i++)
        text_addf(&other, "%s%c", text.bytes[i] == '\n' ? "\r" : "", text.bytes[i]);
    check_understood(other.bytes, other.length);
    check_understood(other.bytes + 3, other.length - 3);
    check_understood(text.bytes, text.length - 1);
    check_understood(other.bytes, other.length - 2);
    text_clear(&text);
    text_clear(&other);
}
END_TEST

/* Faults. */

static const char head[] = "# Title\n"                             /* 1 */
                           "\n```lesson\nid: example\nformat: 1\n" /* 2 to 5 */
                           "minutes: 8\nskip: allowed\n```\n"      /* 6 to 8 */
                           "\n## First step {#first}\n\n";         /* 9 to 11; what is tested begins at 12 */
static const char help[] = "\n```hint for=q\nA nudge.\n```\n\n```hint for=q\nAnother.\n```\n"
                           "\n```explain for=q\nSo it is.\n```\n";

#define PREDICT "```predict id=q\nask: What?\nanswer: v\n"
#define CHOICE  "```choice id=q\nask: What?\n"
#define DERIVE  "```derive id=q\ntarget: v\n"
#define DO      "```do id=q\nask: Do.\n"
#define TEXT    "Text.\n\n"

/* with_help: two hints and an explanation for the question q stand behind the text. */
static const struct fault_row {
    const char *text;
    bool with_help;
    int line;
    const char *message;
} fault_rows[] = {
    /* Markdown that has no place. */
    {"a<t>\n", false, 12,
     "'<t>' is HTML to a code host, which drops it; a name stands between backquotes, as in `a<t>`"},
    {"one\ntwo <b>bold</b>\n", false, 13,
     "'<b>' is HTML to a code host, which drops it; a name stands between backquotes, as in `a<t>`"},
    {"<!-- secret -->\n", false, 12,
     "'<!-- secret -->' is HTML to a code host, which drops it; a name stands between backquotes, as in `a<t>`"},
    {"<div>\n", false, 12,
     "'<div>' is HTML to a code host, which drops it; a name stands between backquotes, as in `a<t>`"},
    {"one &lt; two\n", false, 12, "'&lt;' is HTML; write the character itself"},
    {"a [link](http://example.org)\n", false, 12, "a link has no place in a lesson"},
    {"a\n<http://example.org>\n", false, 13, "a link has no place in a lesson"},
    {"text\n\n[name]: http://example.org\n", false, 14, "a link has no place in a lesson"},
    {"an\n![image](a.png)\n", false, 13, "an image has no place in a lesson"},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", false, 13,
     "a table has no place in a lesson; a block between fences (```) keeps columns"},
    {"> a quotation\n", false, 12, "a quotation ('>') has no place in a lesson"},
    {"- a\n  - b\n", false, 13, "a list inside a list has no place in a lesson"},
    {"- a\n\n  b\n", false, 14, "a list item is one paragraph"},
    {"- a\n-\n- b\n", false, 13, "this list item is empty"},
    {"- a\n\n  ```\n  b\n  ```\n", false, 15, "only text may stand in a list or a quotation"},
    {"text\n\n    code\n", false, 14, "code stands between fences (```), not behind four blanks"},
    {"one  \ntwo\n", false, 12, "two blanks or a backslash end this line; lines are broken to fit the screen"},
    {"one\n---\ntwo\n", false, 12,
     "the line below makes this a heading; an empty line between them makes it a paragraph"},
    {TEXT "### Deeper\n", false, 14, "a heading has one # (the title) or two (a step), not 3"},
    {TEXT "# Another\n", false, 14, "a lesson has one title, at its beginning; '## ' begins a step"},
    {TEXT "```\ncode\n", false, 14, "this block is never closed; it ends with a line of ```"},
    {TEXT "```run\nstep\n", false, 14, "this block is never closed; it ends with a line of ```"},
    {"```\n"
     "0123456789012345678901234567890123456789\n"
     "012345678901234567890123456789012345678901234567890123456789012345678901234567ŷ\n"
     "```\n",
     false, 14, "this line has 79 columns; 78 are the most"},
    /* Steps. */
    {TEXT "## No id\n\nText.\n", false, 14,
     "this step has no id of small letters, digits and '-'; as in '## Step back {#step-back}'"},
    {TEXT "## Bad {#Id}\n\nText.\n", false, 14,
     "this step has no id of small letters, digits and '-'; as in '## Step back {#step-back}'"},
    {TEXT "## {#second}\n\nText.\n", false, 14, "this step has no heading; as in '## Step back {#step-back}'"},
    {TEXT "## Again {#first}\n\nText.\n", false, 14, "the id 'first' is taken, on line 10"},
    {TEXT "## Empty {#empty}\n", false, 14, "this step is empty"},
    {TEXT "```setup\nstep\n```\n", false, 14, "a setup stands at the beginning of its step, and once"},
    {"```setup\nstep\n```\n\n```setup\nstep\n```\n", false, 16,
     "a setup stands at the beginning of its step, and once"},
    {TEXT "```run\n\n```\n", false, 14, "this 'run' is empty"},
    {TEXT "```note\n   \n```\n", false, 14, "this 'note' is empty"},
    /* Fences. */
    {"```predit id=q\nask: What?\nanswer: v\n```\n", false, 12,
     "there is no kind of block 'predit'; did you mean 'predict'?"},
    {TEXT "```c\nint x;\n```\n", false, 14,
     "there is no kind of block 'c'; there are lesson, predict, choice, derive, do, setup, run, hint, explain, note"},
    {"```predict\nask: What?\nanswer: v\n```\n", false, 12,
     "'predict' is followed by id=NAME, as in 'predict id=first-step'"},
    {"```predict for=q\nask: What?\nanswer: v\n```\n", false, 12,
     "'predict' is followed by id=NAME, as in 'predict id=first-step'"},
    {"```predict id=Q1\nask: What?\nanswer: v\n```\n", false, 12,
     "'Q1' is no name; small letters, digits and '-' make one"},
    {"```predict id=q again\nask: What?\nanswer: v\n```\n", true, 12, "'again' has no place behind 'predict'"},
    {TEXT "```run step\nstep\n```\n", false, 14, "'step' has no place behind 'run'"},
    {TEXT "```lesson\nid: example\n```\n", false, 14, "the block 'lesson' stands once, directly under the title"},
    /* Keys. */
    {PREDICT "tolerance: 1\n```\n", true, 15, "'predict' has no key 'tolerance'; its keys are ask, answer, tol, wrong"},
    {PREDICT "toll: 1\n```\n", true, 15, "'predict' has no key 'toll'; did you mean 'tol'?"},
    {PREDICT "answer: u\n```\n", true, 15, "'predict' has 'answer' already; it stands once"},
    {PREDICT "no key here\n```\n", true, 15,
     "a line of 'predict' is 'KEY: VALUE', with one of the keys ask, answer, tol, wrong"},
    {"```predict id=q\nask: What?\n```\n", true, 12, "'predict' has no 'answer'; as in 'answer: a<2>'"},
    {"```predict id=q\nanswer: v\n```\n", true, 12, "'predict' has no 'ask'; as in 'ask: What will `a<2>` be?'"},
    {"```predict id=q\nask:\nanswer: v\n```\n", true, 13, "'ask' is empty; as in 'ask: What will `a<2>` be?'"},
    {"```predict id=q\nask: What?\nanswer:   \n```\n", true, 14, "'answer' is empty; as in 'answer: a<2>'"},
    {"```predict id=q\nask: What is `v?\nanswer: v\n```\n", true, 13,
     "a backquote is not closed; each name stands between two, as in `a<2>`"},
    {PREDICT "tol: 0\n```\n", true, 15, "'0' is no tolerance; a number above 0 is, such as 0.005"},
    {PREDICT "tol: 0,5\n```\n", true, 15, "'0,5' is no tolerance; a number above 0 is, such as 0.005"},
    {PREDICT "tol: -1\n```\n", true, 15, "'-1' is no tolerance; a number above 0 is, such as 0.005"},
    {PREDICT "tol: 1e999\n```\n", true, 15, "'1e999' is no tolerance; a number above 0 is, such as 0.005"},
    {PREDICT "wrong: u\n```\n", true, 15,
     "'=> REPLY' is missing behind the wrong expression, what the learner is told"},
    {PREDICT "wrong: u =>\n```\n", true, 15, "the reply behind '=>' is empty; it is what the learner is told"},
    {PREDICT "wrong: => No.\n```\n", true, 15, "the wrong expression is missing before '=>'"},
    {CHOICE "( ) One. => No.\n```\n", true, 12,
     "'choice' has no '(x)'; as in '(x) Only `a<2>`. => Yes: `v` is negative.'"},
    {CHOICE "( ) One. => No.\n(x) Two. => Yes.\n(x) Three. => Yes.\n```\n", true, 16,
     "'choice' has '(x)' already; it stands once"},
    {CHOICE "(x) Two. => Yes.\n```\n", true, 12,
     "'choice' has no '( )'; as in '( ) Both. => Look at the sign of `v`.'"},
    {CHOICE "() One. => No.\n( ) One. => No.\n(x) Two. => Yes.\n```\n", true, 14,
     "'choice' has no key '()'; did you mean '( )'?"},
    {CHOICE "( ) One.\n(x) Two. => Yes.\n```\n", true, 14,
     "'=> REPLY' is missing behind the choice, what the learner is told"},
    {CHOICE "( ) => No.\n(x) Two. => Yes.\n```\n", true, 14, "the choice is missing before '=>'"},
    {DERIVE "line: v\n```\n", true, 14, "this derivation has no blank; {v} in a line makes one"},
    {DERIVE "line: {v\n```\n", true, 14, "this '{' has no '}'; a blank is {EXPRESSION}"},
    {DERIVE "line: {v{u}}\n```\n", true, 14, "this '{' has no '}'; a blank is {EXPRESSION}"},
    {DERIVE "line: {v} + 0}\n```\n", true, 14, "this '}' has no '{'; a blank is {EXPRESSION}"},
    {DERIVE "line: { }\n```\n", true, 14, "a blank holds what is asked for, as in {v}"},
    {DERIVE "line: {v}\nwrong: 2: u => No.\n```\n", true, 15, "there is no blank 2; this derivation has 1"},
    {DERIVE "line: {v}\nwrong: u => No.\n```\n", true, 15,
     "'wrong' of a derivation begins with the number of a blank, as in '1: a<2> => ...'"},
    {DERIVE "line: {v}\nwrong: 1: => No.\n```\n", true, 15, "the wrong expression is missing behind 'wrong: 1:'"},
    {"```derive id=q\ntarget: {v}\nline: {v}\n```\n", true, 13, "blanks {...} stand in the lines, not in the target"},
    {"```derive id=q\nline: {v}\n```\n", true, 12, "'derive' has no 'target'; as in 'target: da<2>/dv'"},
    {DERIVE "```\n", true, 12, "'derive' has no 'line'; as in 'line: {a<1>} + v*da<1>/dv'"},
    {DO "expect: v < 1\n```\n", true, 12, "'do' has no 'solution'; as in 'solution: v = 0.1'"},
    {DO "solution: v = 0.1\n```\n", true, 12, "'do' has no 'expect'; as in 'expect: abs(a<4>) < abs(a<3>)'"},
    {DO "expect: v < 1\nsolution: v = 0.1\ntry: v = 2\n```\n", true, 16,
     "'=> REPLY' is missing behind the commands, what the learner is told"},
    /* Hints and explanations. */
    {PREDICT "```\n\n```hint for=q\nOne.\n```\n\n```explain for=q\nSo.\n```\n", false, 12,
     "this question has one hint; two are the least, from a nudge to nearly the solution"},
    {PREDICT "```\n\n```explain for=q\nSo.\n```\n", false, 12,
     "this question has no hint; two are the least, from a nudge to nearly the solution"},
    {PREDICT "```\n\n```hint for=q\nOne.\n```\n\n```hint for=q\nTwo.\n```\n", false, 12,
     "this question has no 'explain', which is shown when it is over"},
    {PREDICT "```\n"
             "\n```explain for=q\nSo.\n```\n",
     true, 29, "this question has an explanation already, on line 17"},
    {TEXT "```hint for=q\nOne.\n```\n", false, 14, "this hint does not stand directly after its question"},
    {TEXT "```explain for=q\nOne.\n```\n", false, 14, "this explanation does not stand directly after its question"},
    {PREDICT "```\n\nText between.\n", true, 19, "this hint does not stand directly after its question"},
    {PREDICT "```\n\n```hint for=p\nOne.\n```\n", true, 17,
     "this hint is for 'p', but it stands after the question 'q'"},
    {PREDICT "```\n\n```hint for=q\n\n```\n", true, 17, "this 'hint' is empty"},
    {PREDICT "```\n\n```hint\nOne.\n```\n", true, 17, "'hint' is followed by for=NAME, as in 'hint for=first-step'"},
    {PREDICT "```\n\n```hint for=q\nThis `one.\n```\n", true, 17,
     "a backquote is not closed; each name stands between two, as in `a<2>`"},
    {"```predict id=first\nask: What?\nanswer: v\n```\n", false, 12, "the id 'first' is taken, on line 10"},
};

static bool has_fault(const struct lesson_faults *faults, int line, const char *message)
{
    for (int i = 0; i < faults->count; i++) {
        if (faults->fault[i].line == line && strcmp(faults->fault[i].message, message) == 0)
            return true;
    }
    return false;
}

static void must_have_fault(const struct lesson_faults *faults, int line, const char *message)
{
    struct text all = {0};
    for (int i = 0; i < faults->count; i++)
        text_addf(&all, "%d: %s\n", faults->fault[i].line, faults->fault[i].message);
    must(has_fault(faults, line, message), "no fault\n%d: %s\nin\n%s", line, message, text_string(&all));
    text_clear(&all);
}

START_TEST(a_fault_has_its_line_and_says_what_would_be_right)
{
    const struct fault_row *row = &fault_rows[_i];
    struct lesson_faults faults = {0};
    struct text text = {0};
    text_addf(&text, "%s%s%s", head, row->text, row->with_help ? help : "");
    struct lesson *lesson = read_text("01-example", text_string(&text), &faults);
    must_have_fault(&faults, row->line, row->message);
    must(lesson != NULL, "the lesson has to survive");
    for (int i = 1; i < faults.count; i++)
        must(faults.fault[i - 1].line <= faults.fault[i].line, "faults are not in order");
    lesson_free(lesson);
    lesson_faults_clear(&faults);
    text_clear(&text);
}
END_TEST

/* One mistake is one complaint: nothing else is wrong with the lesson then. */
START_TEST(a_mistake_in_a_question_is_complained_about_once)
{
    const struct fault_row *row = &fault_rows[_i];
    if (!row->with_help || strstr(row->text, "between") != NULL)
        return;
    struct lesson_faults faults = {0};
    struct text text = {0};
    text_addf(&text, "%s%s%s", head, row->text, help);
    lesson_free(read_text("01-example", text_string(&text), &faults));
    must(faults.count == 1, "%d faults, the second %d: %s", faults.count, faults.fault[1].line,
         faults.fault[1].message);
    lesson_faults_clear(&faults);
    text_clear(&text);
}
END_TEST

/* Faults of the beginning; the text is whole. survives: a lesson is read all the same. */
static const struct beginning_row {
    const char *name, *text;
    int line;
    const char *message;
    bool survives;
} beginning_rows[] = {
    {"01-a", "", 1, "a lesson begins with its title, as in '# Backwards'", false},
    {"01-a", "\n\nText.\n", 3, "a lesson begins with its title, as in '# Backwards'", false},
    {"01-a", "# Title\n\nText.\n", 3, "under its title a lesson has a block between fences called 'lesson'", false},
    {"01-a", "# Title\n", 1, "under its title a lesson has a block between fences called 'lesson'", false},
    {"01-a", "#\n\n```lesson\nid: a\nformat: 1\nminutes: 8\nskip: allowed\n```\n## S {#s}\nText.\n", 1,
     "a lesson begins with its title, as in '# Backwards'", false},
    {"01-a", "# T\n\n```lesson\nid: a\nformat: 1\nminutes: 8\nskip: allowed\n```\n", 1,
     "a lesson has steps; '## Heading {#id}' begins one", false},
    {"01-a", "# T\n\n```lesson\nid: a\nformat: 2\nminutes: 8\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 5,
     "'2' is no format that is known here; 1 is", false},
    {"01-a", "# T\n\n```lesson\nid: A\nformat: 1\nminutes: 8\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 4,
     "'A' is no id; small letters, digits and '-' make one", false},
    {"01-a", "# T\n\n```lesson\nformat: 1\nminutes: 8\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 3,
     "'lesson' has no 'id'; as in 'id: backwards'", false},
    {"01-a", "# T\n\n```lesson\nid: b\nformat: 1\nminutes: 8\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 4,
     "the lesson 'b' stands in a file called NN-b.md, such as 09-b.md", true},
    {"a", "# T\n\n```lesson\nid: a\nformat: 1\nminutes: 8\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 4,
     "the lesson 'a' stands in a file called NN-a.md, such as 09-a.md", true},
    {"01-a", "# T\n\n```lesson\nid: a\nformat: 1\nminutes: many\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 6,
     "'many' is no number of minutes from 1 to 600", true},
    {"01-a", "# T\n\n```lesson\nid: a\nformat: 1\nminutes: 8\nskip: perhaps\n```\n\n## S {#s}\n\nText.\n", 7,
     "'perhaps' is no rule for skipping; there are allowed, after-hints, never", true},
    {"01-a",
     "# T\n\n```lesson\nid: a\nformat: 1\nrequires: b ../c\nminutes: 8\nskip: allowed\n```\n\n## S {#s}\n\nText.\n", 6,
     "'../c' is no id of a lesson; ids stand here, parted by blanks", true},
    {"01-a",
     "# T\n\n```lesson\nid: a\nformat: 1\nminutes: 8\nskip: allowed\n```\n\n```run\nstep\n```\n\n## S {#s}\n\nText.\n",
     10, "'run' belongs to a step; '## Heading {#id}' begins one", true},
    {"01-a", "# T\n\n```lesson\nid: a\nformat: 1\nminutes: 8\nskip: allowed\ntitle: T\n```\n\n## S {#s}\n\nText.\n", 8,
     "'lesson' has no key 'title'; its keys are id, format, requires, minutes, skip", true},
};

START_TEST(a_lesson_begins_with_a_title_and_a_head)
{
    const struct beginning_row *row = &beginning_rows[_i];
    struct lesson_faults faults = {0};
    struct lesson *lesson = read_text(row->name, row->text, &faults);
    must_have_fault(&faults, row->line, row->message);
    ck_assert_int_eq(lesson != NULL, row->survives);
    lesson_free(lesson);
    lesson_faults_clear(&faults);
}
END_TEST

START_TEST(what_is_no_text_is_no_lesson)
{
    static const char nul[] = "# Title\n\nText\0more\n";
    struct lesson_faults faults = {0};
    ck_assert_ptr_null(lesson_read(NULL, nul, sizeof nul - 1, &faults));
    must_have_fault(&faults, 3, "there is a NUL byte in this line; a lesson is text");
    lesson_faults_clear(&faults);
    ck_assert_ptr_null(lesson_read(NULL, NULL, 0, &faults));
    must_have_fault(&faults, 1, "a lesson begins with its title, as in '# Backwards'");
    lesson_faults_clear(&faults);
}
END_TEST

/* The fixture with so many bytes, filled up by a note. */
static struct lesson *read_with_size(size_t size, struct lesson_faults *faults)
{
    struct text text = {0};
    read_fixture(&text);
    text_add(&text, "\n```note\n");
    while (text.length + 4 < size)
        text_add_bytes(&text, text.length % 60 == 0 ? "\n\n" : "ab", 2 - (text.length + 5 == size));
    text_add_bytes(&text, "\n```", size - text.length);
    ck_assert_uint_eq(text.length, size);
    struct lesson *lesson = lesson_read("07-example", text.bytes, text.length, faults);
    text_clear(&text);
    return lesson;
}

START_TEST(a_lesson_has_at_most_a_mebibyte)
{
    struct lesson_faults faults = {0};
    for (int i = -1; i <= 0; i++) {
        struct lesson *lesson = read_with_size((size_t)(LESSON_LARGEST + i), &faults);
        must_be_sound(lesson, &faults);
        lesson_free(lesson);
    }
    ck_assert_ptr_null(read_with_size(LESSON_LARGEST + 1, &faults));
    must_have_fault(&faults, 1, "a lesson has at most 1048576 bytes; this one has 1048577");
    lesson_faults_clear(&faults);
}
END_TEST

/* Text and then so many rows behind it, in a list. */
static struct lesson *read_rows(int rows, const char *part, struct lesson_faults *faults)
{
    struct text text = {0};
    text_addf(&text, "%s%s\n", head, part);
    for (int i = 0; i < rows; i++)
        text_addf(&text, "- item %d\n", i);
    struct lesson *lesson = read_text(NULL, text_string(&text), faults);
    text_clear(&text);
    return lesson;
}

START_TEST(a_page_has_at_most_18_lines)
{
    struct lesson_faults faults = {0};
    struct lesson *lesson = read_rows(LESSON_PAGE_ROWS, "", &faults);
    must_be_sound(lesson, &faults);
    lesson_free(lesson);
    lesson_free(read_rows(LESSON_PAGE_ROWS + 1, "", &faults));
    must_have_fault(&faults, 13,
                    "the page that begins here has 19 lines at 78 columns; 18 are the most, and a line of --- ends it");
    lesson_faults_clear(&faults);
    /* A stop ends a page, an empty line parts a paragraph from a list, a paragraph wraps. */
    lesson = read_rows(LESSON_PAGE_ROWS, "Text.\n\n---\n", &faults);
    must_be_sound(lesson, &faults);
    lesson_free(lesson);
    lesson = read_rows(LESSON_PAGE_ROWS - 2, "Text.\n", &faults);
    must_be_sound(lesson, &faults);
    lesson_free(lesson);
    lesson_free(read_rows(LESSON_PAGE_ROWS - 2,
                          "This paragraph has more than 78 columns, so that it is shown in two lines instead of one.\n",
                          &faults));
    must_have_fault(&faults, 12,
                    "the page that begins here has 19 lines at 78 columns; 18 are the most, and a line of --- ends it");
    lesson_faults_clear(&faults);
}
END_TEST

/* Part and then so many repetitions of another are read; with one more there is this fault. */
static void check_limit(const char *first, const char *repeated, int most, const char *last, int line,
                        const char *message)
{
    for (int more = 0; more <= 1; more++) {
        struct lesson_faults faults = {0};
        struct text text = {0};
        text_addf(&text, "%s%s", head, first);
        for (int i = 0; i < most + more; i++)
            text_add(&text, repeated);
        text_add(&text, last);
        lesson_free(read_text(NULL, text_string(&text), &faults));
        if (more > 0)
            must_have_fault(&faults, line, message);
        else
            must(!has_fault(&faults, line, message), "too early: %s", message);
        lesson_faults_clear(&faults);
        text_clear(&text);
    }
}

START_TEST(what_a_question_may_hold_is_bounded)
{
    check_limit("```predict id=q\nask: What?\nanswer: v\n", "wrong: u => No.\n", LESSON_MOST_FIELDS - 2, "```\n",
                13 + LESSON_MOST_FIELDS, "a block has at most 200 lines with keys");
    check_limit("```derive id=q\ntarget: v\nline: {v}", "+{u}", LESSON_MOST_BLANKS - 1, "\n```\n", 12,
                "a derivation has at most 50 blanks; this one has 51");
    check_limit("```predict id=q\nask: What?\nanswer: v\n```\n\n", "```hint for=q\nA.\n```\n", LESSON_MOST_HINTS, "",
                17 + 3 * LESSON_MOST_HINTS, "a question has at most 20 hints");
}
END_TEST

START_TEST(a_lesson_requires_not_too_many)
{
    struct lesson_faults faults = {0};
    struct text text = {0};
    text_add(&text, "# T\n\n```lesson\nid: a\nformat: 1\nminutes: 1\nskip: never\nrequires:");
    for (int i = 0; i <= LESSON_MOST_REQUIRED; i++)
        text_addf(&text, " lesson-%d", i);
    text_add(&text, "\n```\n\n## S {#s}\n\nText.\n");
    struct lesson *lesson = read_text(NULL, text_string(&text), &faults);
    must_have_fault(&faults, 8, "a lesson requires at most 20 others");
    ck_assert_ptr_nonnull(lesson);
    ck_assert_int_eq(lesson->required_count, LESSON_MOST_REQUIRED);
    ck_assert_str_eq(lesson->required[19], "lesson-19");
    lesson_free(lesson);
    lesson_faults_clear(&faults);
    text_clear(&text);
}
END_TEST

START_TEST(a_question_that_cannot_be_asked_is_left_out)
{
    static const char *const unsound[] = {"```predict id=q\nask: What?\n```\n",
                                          "```predict id=q\nanswer: v\n```\n",
                                          "```predict id=Q\nask: What?\nanswer: v\n```\n",
                                          CHOICE "( ) One. => No.\n```\n",
                                          CHOICE "( ) One. => No.\n(x) Two. => Yes.\n(x) Three. => Yes.\n```\n",
                                          DERIVE "line: v\n```\n",
                                          DERIVE "line: {v\n```\n",
                                          DERIVE "```\n",
                                          DO "expect: v < 1\n```\n",
                                          DO "solution: v = 1\n```\n"};
    for (int i = 0; i < COUNT(unsound); i++) {
        struct lesson_faults faults = {0};
        struct text text = {0};
        text_addf(&text, "%sText.\n\n%s%s\nThe end.\n", head, unsound[i], help);
        struct lesson *lesson = read_text(NULL, text_string(&text), &faults);
        must(lesson != NULL && lesson->step_count == 2, "row %d", i);
        must(lesson->step[1].block_count == 2, "row %d: %d blocks", i, lesson->step[1].block_count);
        ck_assert_str_eq(lesson->step[1].block[1].prose.text, "The end.");
        lesson_free(lesson);
        lesson_faults_clear(&faults);
        text_clear(&text);
    }
}
END_TEST

/* Untrusted text. */

START_TEST(nothing_of_a_lesson_reaches_the_terminal_raw)
{
    static const char hostile[] = "\x1b]0;x\x07 \x9b \xE2\x80\xAE \x7f \xff";
    static const char *const places[] = {"Prose %s and `code %s`.\n",
                                         "- item %s\n",
                                         "```\ncode %s\n```\n",
                                         "```run\nprint %s\n```\n",
                                         "```note\n%s\n```\n",
                                         "```%s\n```\n",
                                         "```predict id=%s\n```\n",
                                         "```predict id=q\n%s: a\n```\n",
                                         "```predict id=q\nask: %s\nanswer: %s\ntol: %s\nwrong: %s => %s\n```\n",
                                         "```choice id=q\nask: a\n(%s) a => b\n(x) %s => %s\n( ) a => b\n```\n",
                                         "```derive id=q\ntarget: %s\nline: {%s}\nwrong: %s: a => b\n```\n",
                                         "```do id=q\nask: a\nexpect: %s\nsolution: %s\ntry: %s => %s\n```\n",
                                         "<a%s>\n",
                                         "## Heading %s {#h}\n\nText\n",
                                         "## Heading {#%s}\n\nText\n",
                                         "| %s |\n|---|\n"};
    for (int i = 0; i < COUNT(places); i++) {
        struct lesson_faults faults = {0};
        struct text text = {0}, dump = {0};
        text_add(&text, head);
        for (const char *c = places[i]; *c != '\0'; c++) {
            bool place = strncmp(c, "%s", 2) == 0;
            text_add_bytes(&text, place ? hostile : c, place ? strlen(hostile) : 1);
            c += place;
        }
        struct lesson *lesson = read_text(NULL, text_string(&text), &faults);
        must(lesson != NULL, "place %d", i);
        for (int j = 0; j < lesson->step_count; j++) {
            text_addf(&dump, "%s%s", lesson->step[j].title, lesson->step[j].id);
            for (int k = 0; k < lesson->step[j].block_count; k++) {
                const struct block *block = &lesson->step[j].block[k];
                if (block->kind != BLOCK_QUESTION)
                    dump_block(&dump, block);
                for (int r = 0; block->kind == BLOCK_QUESTION && r < block->question.reply_count; r++)
                    text_addf(&dump, "%s%s", block->question.reply[r].expression, block->question.reply[r].text.text);
            }
        }
        for (int j = 0; j < faults.count; j++)
            text_addf(&dump, "%s\n", faults.fault[j].message);
        struct text seen = {0};
        utf8_add_visible(&seen, text_string(&dump), dump.length);
        ck_assert_str_eq(text_string(&dump), text_string(&seen));
        text_clear(&seen);
        text_clear(&dump);
        text_clear(&text);
        lesson_free(lesson);
        lesson_faults_clear(&faults);
    }
}
END_TEST

/* Markdown that other readers take minutes for. Each is repeated up to the largest lesson; a test that takes long runs
 * into the time that every test has. */
static const struct {
    const char *first, *part;
} pathological[] = {
    {"", "`"},
    {"", "` "},
    {"", "["},
    {"", "]"},
    {"", "[]"},
    {"", "[a]("},
    {"", "[a](<b"},
    {"", "![[]()"},
    {"", "!["},
    {"", ">"},
    {"", "> "},
    {"", "- "},
    {"", "1. "},
    {"", "-\n"},
    {"", "- a\n"},
    {"", "- a\n\n"},
    {"", "*"},
    {"", "*a "},
    {"", "*a_ "},
    {"", "**a*"},
    {"", "*_"},
    {"", "<"},
    {"", "<a "},
    {"", "<!-- "},
    {"", "<? "},
    {"", "<![CDATA["},
    {"", "&"},
    {"", "&lt;"},
    {"", "\\"},
    {"", "|"},
    {"", "|-"},
    {"|a\n|-", "\n|"},
    {"", "[a]: b\n"},
    {"", "[a]: b\n\n"},
    {"", "[a"},
    {"", "[a]: (\n"},
    {"[a]: ", "("},
    {"[a](", "("},
    {"", "#"},
    {"", "# \n"},
    {"", "## a {#a}\n"},
    {"", "---\n\n"},
    {"", "a\n---\n"},
    {"", "```\n"},
    {"", "```\n\n"},
    {"", "```run\nx\n```\n\n"},
    {"```", " a"},
    {"", "~"},
    {"", "a\n\n"},
    {"", "a\n"},
    {"", "\n"},
    {"", " "},
    {"", "\t"},
    {"", "\t\n"},
    {"", "    a\n"},
    {"", "\xff"},
    {"", "\x1b"},
    {"", "\r"},
    {"", "a"},
    {"", "a "},
    {"", "`a` "},
    {"", "[[ "},
    {"", "@a."},
    {"a", "\xCC\x81"},
    {"", "\xE6\xBC\xA2"},
    {"", "[a]\n"},
    {"```predict id=d\nask: ", "`"},
    {"```predict id=d\nask: ", "** "},
    {"```predict id=d\nask: ", "***** "},
    {"```predict id=d\nask: ", "a    "},
    {"```predict id=d\n", "ask: a\n\n"},
    {"```predict id=d\n", "aks: a\n\n"},
    {"```predict id=d\n", "a\n\n"},
    {"```predict id=d\nask: a\n", "  a\n\n"},
    {"```note\n", "a\n\n"},
    {"```choice id=d\n", "( ) a => b\n\n"},
    {"```choice id=d\n( ) ", "=>"},
    {"```derive id=d\nline: ", "{"},
    {"```derive id=d\ntarget: v\nline: ", "{v}"},
    {"```predict id=d\nask: a\nanswer: v\n```\n", "```hint for=d\na\n```\n\n"},
    {"", "```predict id=d\n```\n\n"},
};

START_TEST(pathological_markdown_is_read_in_time_and_space)
{
    struct lesson_faults faults = {0};
    struct text text = {0};
    text_addf(&text, "%s%s", head, pathological[_i].first);
    while (text.length + strlen(pathological[_i].part) <= LESSON_LARGEST)
        text_add(&text, pathological[_i].part);
    lesson_free(lesson_read("01-example", text.bytes, text.length, &faults));
    lesson_faults_clear(&faults);
    text_clear(&text);
}
END_TEST

/* Every prefix of a lesson, and every byte of it replaced: whatever comes is a lesson with its faults, or none with
 * one. */
START_TEST(a_damaged_lesson_is_read_or_refused)
{
    struct text text = {0};
    read_fixture(&text);
    for (size_t i = 0; i < text.length; i += 3) {
        struct lesson_faults faults = {0};
        char before = text.bytes[i];
        struct lesson *lesson = lesson_read("07-example", text.bytes, i, &faults);
        must(lesson != NULL || faults.count > 0, "the first %zu bytes", i);
        lesson_free(lesson);
        lesson_faults_clear(&faults);
        text.bytes[i] = "`{}=>:#-*\n\x80 ("[i % 13];
        lesson = lesson_read("07-example", text.bytes, text.length, &faults);
        must(lesson != NULL || faults.count > 0, "byte %zu", i);
        lesson_free(lesson);
        lesson_faults_clear(&faults);
        text.bytes[i] = before;
    }
    text_clear(&text);
}
END_TEST

START_TEST(so_many_faults_are_kept)
{
    struct lesson_faults faults = {0};
    for (int i = 2 * LESSON_MOST_FAULTS; i > 0; i--)
        lesson_fault_add(&faults, i, "fault %d", i);
    lesson_fault_add(&faults, 7, "another");
    ck_assert_int_eq(faults.count, LESSON_MOST_FAULTS);
    for (int i = 0; i < 7; i++)
        ck_assert_int_eq(faults.fault[i].line, i + 1);
    ck_assert_str_eq(faults.fault[6].message, "fault 7");
    ck_assert_str_eq(faults.fault[7].message, "another");
    ck_assert_int_eq(faults.fault[LESSON_MOST_FAULTS - 1].line, LESSON_MOST_FAULTS - 1);
    lesson_faults_clear(&faults);
}
END_TEST

/* Prose. */

static const struct {
    const char *text, *dump;
} prose_rows[] = {
    {"", "\n"},
    {"plain", "plain\n"},
    {"`a<2>` and **b**", "`a<2>` and *b*\n"},
    {"a **strong `code` word** b", "a *strong *`code`* word* b\n"},
    {"one\n  two   \nthree", "one two three\n"},
    {"one\n\n\ntwo", "one\ntwo\n"},
    {"\n\none\n\n", "one\n"},
    {"`one\ntwo`", "`one two`\n"},
    {"a ` b", "a ` b\n"},
    {"a ** b", "a ** b\n"},
    {"2 * 3 * 4", "2 * 3 * 4\n"},
    {"*this* stays", "*this* stays\n"},
    {"``", "\n"},
    {"`**`", "`**`\n"},
    {"V[1,2] \\ <t> &lt;", "V[1,2] \\ <t> &lt;\n"},
};

START_TEST(marks_make_parts_stand_out)
{
    struct text dump = {0};
    struct prose prose = prose_from(prose_rows[_i].text, 5);
    dump_prose(&dump, &prose);
    ck_assert_str_eq(text_string(&dump), prose_rows[_i].dump);
    ck_assert_int_eq(prose.line, 5);
    prose_clear(&prose);
    text_clear(&dump);
}
END_TEST

static void add_wrapped(struct text *text, const struct prose *prose, int columns, int hang)
{
    struct prose_lines lines;
    prose_wrap(&lines, prose, columns, hang);
    for (int i = 0; i < lines.count; i++) {
        text_add_blanks(text, lines.line[i].indent);
        text_add_bytes(text, prose->text + lines.line[i].from, lines.line[i].to - lines.line[i].from);
        text_add(text, "|");
    }
    prose_lines_clear(&lines);
}

static const struct {
    const char *text;
    int columns, hang;
    const char *wrapped;
} wrap_rows[] = {
    {"", 10, 0, ""},
    {"one two three", 13, 0, "one two three|"},
    {"one two three", 12, 0, "one two|three|"},
    {"one two three", 7, 0, "one two|three|"},
    {"one two three", 3, 0, "one|two|thr|ee|"},
    {"one two", 1, 0, "o|n|e|t|w|o|"},
    {"one  two", 5, 0, "one|two|"},
    {"- one two three", 9, 2, "- one two|  three|"},
    {"10. one two", 7, 4, "10. one|    two|"},
    {"- one", 2, 5, "-| o| n| e|"},
    {"ŷŷŷŷ ŷŷ", 4, 0, "ŷŷŷŷ|ŷŷ|"},
    {"漢字 漢字", 5, 0, "漢字|漢字|"},
    {"漢字", 3, 0, "漢|字|"},
    {"漢字", 1, 0, "漢|字|"},
    {"ae\xCC\x81o", 3, 0, "ae\xCC\x81o|"},
};

START_TEST(prose_wraps_at_blanks)
{
    struct text wrapped = {0};
    struct prose prose = prose_from(wrap_rows[_i].text, 1);
    add_wrapped(&wrapped, &prose, wrap_rows[_i].columns, wrap_rows[_i].hang);
    ck_assert_str_eq(text_string(&wrapped), wrap_rows[_i].wrapped);
    text_clear(&wrapped);
    prose_clear(&prose);
}
END_TEST

START_TEST(code_keeps_its_lines_and_blanks)
{
    struct prose_writer writer = {0};
    struct text wrapped = {0};
    prose_add(&writer, "  a = b\n\n   c\n", 14, EMPHASIS_NONE);
    struct prose prose = prose_take(&writer, 1);
    add_wrapped(&wrapped, &prose, 7, 0);
    ck_assert_str_eq(text_string(&wrapped), "  a = b||   c|");
    text_empty(&wrapped);
    add_wrapped(&wrapped, &prose, 5, 0);
    ck_assert_str_eq(text_string(&wrapped), "  a =|b||   c|");
    text_clear(&wrapped);
    prose_clear(&prose);
}
END_TEST

/* At every width: no line is wider, and all but blanks is there, in order. */
static void check_widths(const struct prose *prose, int hang)
{
    for (int columns = 1; columns <= 200; columns++) {
        struct prose_lines lines;
        size_t at = 0;
        prose_wrap(&lines, prose, columns, hang);
        for (int i = 0; i < lines.count; i++) {
            struct text line = {0};
            for (; at < lines.line[i].from; at++)
                must(strchr(" \n", prose->text[at]) != NULL, "byte %zu is lost at %d columns", at, columns);
            text_add_bytes(&line, prose->text + at, lines.line[i].to - at);
            must(utf8_width(text_string(&line)) + lines.line[i].indent <= columns, "'%s' in %d columns",
                 text_string(&line), columns);
            at = lines.line[i].to;
            text_clear(&line);
        }
        ck_assert_uint_eq(at, strlen(prose->text));
        prose_lines_clear(&lines);
    }
}

START_TEST(prose_fits_at_every_width)
{
    struct lesson_faults faults = {0};
    struct text text = {0};
    read_fixture(&text);
    struct lesson *lesson = lesson_read("07-example", text.bytes, text.length, &faults);
    must_be_sound(lesson, &faults);
    for (int i = 0; i < lesson->step_count; i++) {
        for (int j = 0; j < lesson->step[i].block_count; j++) {
            const struct block *block = &lesson->step[i].block[j];
            if (block->prose.text != NULL)
                check_widths(&block->prose, block->kind == BLOCK_ITEM ? prose_item_hang(&block->prose) : 0);
        }
    }
    lesson_free(lesson);
    text_clear(&text);
}
END_TEST

START_TEST(prose_can_be_spelt_in_ascii)
{
    struct text dump = {0};
    struct prose prose = prose_from("From `ŷ<3>` to **σ** and ∂.", 3), ascii = prose_ascii(&prose);
    dump_prose(&dump, &ascii);
    ck_assert_str_eq(text_string(&dump), "From `yhat<3>` to *sigma* and d.\n");
    ck_assert_int_eq(ascii.line, 3);
    prose_clear(&prose);
    prose_clear(&ascii);
    text_clear(&dump);
}
END_TEST

START_TEST(ids_are_plain)
{
    static const char *const good[] = {"a", "backwards", "the-power-series", "09", "-"};
    static const char *const bad[] = {"", "A", "a b", "../a", "a/b", "a.b", "ŷ", "a_b", "a\n"};
    for (int i = 0; i < COUNT(good); i++)
        ck_assert_msg(lesson_is_id(good[i]), "%s", good[i]);
    for (int i = 0; i < COUNT(bad); i++)
        ck_assert_msg(!lesson_is_id(bad[i]), "%s", bad[i]);
}
END_TEST

Suite *suite_lesson_reader(void)
{
    Suite *suite = suite_create("lesson_reader");
    TCase *reading = tcase_create("reading"), *faults = tcase_create("faults"), *hostile = tcase_create("hostile");
    TCase *prose = tcase_create("prose");
    tcase_add_test(reading, every_part_of_a_lesson_is_read);
    tcase_add_test(reading, other_line_ends_a_mark_at_the_start_and_no_last_newline_change_nothing);
    tcase_add_test(reading, ids_are_plain);
    tcase_add_loop_test(faults, a_fault_has_its_line_and_says_what_would_be_right, 0, COUNT(fault_rows));
    tcase_add_loop_test(faults, a_mistake_in_a_question_is_complained_about_once, 0, COUNT(fault_rows));
    tcase_add_loop_test(faults, a_lesson_begins_with_a_title_and_a_head, 0, COUNT(beginning_rows));
    tcase_add_test(faults, what_is_no_text_is_no_lesson);
    tcase_add_test(faults, a_lesson_has_at_most_a_mebibyte);
    tcase_add_test(faults, a_page_has_at_most_18_lines);
    tcase_add_test(faults, what_a_question_may_hold_is_bounded);
    tcase_add_test(faults, a_lesson_requires_not_too_many);
    tcase_add_test(faults, a_question_that_cannot_be_asked_is_left_out);
    tcase_add_test(faults, so_many_faults_are_kept);
    tcase_add_test(hostile, nothing_of_a_lesson_reaches_the_terminal_raw);
    tcase_add_loop_test(hostile, pathological_markdown_is_read_in_time_and_space, 0, COUNT(pathological));
    tcase_add_test(hostile, a_damaged_lesson_is_read_or_refused);
    tcase_add_loop_test(prose, marks_make_parts_stand_out, 0, COUNT(prose_rows));
    tcase_add_loop_test(prose, prose_wraps_at_blanks, 0, COUNT(wrap_rows));
    tcase_add_test(prose, code_keeps_its_lines_and_blanks);
    tcase_add_test(prose, prose_fits_at_every_width);
    tcase_add_test(prose, prose_can_be_spelt_in_ascii);
    suite_add_tcase(suite, reading);
    suite_add_tcase(suite, faults);
    suite_add_tcase(suite, hostile);
    suite_add_tcase(suite, prose);
    return suite;
}
