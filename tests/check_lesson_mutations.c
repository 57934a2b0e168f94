/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_lesson_mutations.c - the lessons of the course, broken in one place in every way that authors break them: each
 * mutation has to be found, on the line where it is.
 *
 * The lessons are cut up here with strings alone, so that a mistake of the reader is not made again. */

#include <dirent.h>
#include <stdlib.h>

#include "command/aside.h"
#include "lesson/checker.h"
#include "tests/process.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

enum { MOST_LINES = 1000, MOST_LESSONS = 40, LONGEST_LINE = 1000 };

/* A lesson as lines, and where each stands. */
struct lines {
    char *line[MOST_LINES];
    char kind[MOST_LINES][16]; /* of the block it stands in, its fences included; "" outside */
    int fence[MOST_LINES];     /* the block's first line */
    int close[MOST_LINES];     /* the block's last line */
    int question[MOST_LINES];  /* the first line of the last question that began, -1 for none */
    int count;
};

static bool begins(const char *string, const char *beginning)
{
    return strncmp(string, beginning, strlen(beginning)) == 0;
}

static bool is_question(const char *kind)
{
    return strcmp(kind, "predict") == 0 || strcmp(kind, "choice") == 0 || strcmp(kind, "derive") == 0 ||
           strcmp(kind, "do") == 0;
}

/* Finds the blocks: between "```kind" and "```". */
static void find_blocks(struct lines *lines)
{
    int fence = -1, question = -1;
    for (int i = 0; i < lines->count; i++) {
        const char *line = lines->line[i];
        if (fence < 0 && begins(line, "```")) {
            fence = i;
            snprintf(lines->kind[i], sizeof lines->kind[i], "%.*s", (int)strcspn(line + 3, " "), line + 3);
            question = is_question(lines->kind[i]) ? i : question;
        } else if (fence >= 0) {
            memcpy(lines->kind[i], lines->kind[fence], sizeof lines->kind[i]);
        }
        lines->fence[i] = fence;
        lines->question[i] = question;
        if (fence >= 0 && i > fence && strcmp(line, "```") == 0) {
            for (int k = fence; k <= i; k++)
                lines->close[k] = i;
            fence = -1;
        }
    }
}

static void cut_lines(struct lines *lines, char *text)
{
    *lines = (struct lines){0};
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        must(lines->count < MOST_LINES && length < LONGEST_LINE, "too long a lesson for this test");
        lines->line[lines->count++] = text;
        text += length;
        if (*text == '\n')
            *text++ = '\0';
    }
    find_blocks(lines);
}

/* The value of the first line of the block that begins with the key, or NULL. */
static const char *value_of(const struct lines *lines, int fence, const char *key)
{
    for (int i = fence + 1; i < lines->close[fence]; i++) {
        if (begins(lines->line[i], key))
            return lines->line[i] + strlen(key);
    }
    return NULL;
}

static int count_of(const struct lines *lines, int fence, const char *key)
{
    int count = 0;
    for (int i = fence + 1; i < lines->close[fence]; i++)
        count += begins(lines->line[i], key);
    return count;
}

/* The i-th line (from 0) of the block that begins with the key, or -1. */
static int line_of(const struct lines *lines, int fence, const char *key, int i)
{
    for (int k = fence + 1; k < lines->close[fence]; k++) {
        if (begins(lines->line[k], key) && i-- == 0)
            return k;
    }
    return -1;
}

static int count_help(const struct lines *lines, int question, const char *kind)
{
    int count = 0;
    for (int i = question; i < lines->count; i++)
        count += lines->fence[i] == i && lines->question[i] == question && strcmp(lines->kind[i], kind) == 0;
    return count;
}

/* Where a mutation may be made, besides standing in the right block with the right beginning. */

static bool only_expectation(const struct lines *lines, int i)
{
    return count_of(lines, lines->fence[i], "expect:") == 1;
}

static bool only_solution(const struct lines *lines, int i)
{
    return count_of(lines, lines->fence[i], "solution:") == 1;
}

static bool has_wrong(const struct lines *lines, int i)
{
    return value_of(lines, lines->fence[i], "wrong:") != NULL;
}

/* All blanks of its derivation stand in this line. */
static bool has_all_blanks(const struct lines *lines, int i)
{
    int with_blanks = 0;
    for (int k = lines->fence[i] + 1; k < lines->close[i]; k++)
        with_blanks += begins(lines->line[k], "line:") && strchr(lines->line[k], '{') != NULL;
    return with_blanks == 1 && strchr(lines->line[i], '{') != NULL;
}

static bool one_of_two_hints(const struct lines *lines, int i)
{
    return count_help(lines, lines->question[i], "hint") == 2;
}

/* A hint whose only line this is, after a question of that kind. */
static bool hint_after(const struct lines *lines, int i, const char *kind)
{
    return lines->fence[i] == i - 1 && lines->close[i] == i + 1 && strcmp(lines->kind[lines->question[i]], kind) == 0;
}

static bool only_line(const struct lines *lines, int i)
{
    return lines->fence[i] == i - 1 && lines->close[i] == i + 1;
}

/* Without blanks, marks and signs of products. */
static void squeeze(char *squeezed, const char *string)
{
    for (; *string != '\0'; string++) {
        if (strchr(" *`", *string) == NULL)
            *squeezed++ = *string;
    }
    *squeezed = '\0';
}

/* The answer is calculated, and the question does not tell it. */
static bool hint_after_calculation(const struct lines *lines, int i)
{
    char answer[LONGEST_LINE], ask[LONGEST_LINE];
    if (!hint_after(lines, i, "predict"))
        return false;
    squeeze(answer, value_of(lines, lines->question[i], "answer: "));
    squeeze(ask, value_of(lines, lines->question[i], "ask: "));
    return strpbrk(answer, "+-(") != NULL && strstr(ask, answer) == NULL;
}

static bool hint_after_choice(const struct lines *lines, int i)
{
    return hint_after(lines, i, "choice") &&
           strstr(value_of(lines, lines->question[i], "(x) "), " => ") - value_of(lines, lines->question[i], "(x) ") >
               10;
}

static bool hint_after_task(const struct lines *lines, int i)
{
    return hint_after(lines, i, "do") && count_of(lines, lines->question[i], "solution:") == 1;
}

static bool hint_after_derivation(const struct lines *lines, int i)
{
    return hint_after(lines, i, "derive");
}

static bool own_paragraph(const struct lines *lines, int i)
{
    return i > 0 && i + 1 < lines->count && lines->line[i][0] != '\0' && lines->line[i - 1][0] == '\0' &&
           lines->line[i + 1][0] == '\0' && strchr("#-0123456789", lines->line[i][0]) == NULL &&
           lines->question[i] >= 0;
}

static bool not_first_step(const struct lines *lines, int i)
{
    for (int k = 0; k < i; k++) {
        if (begins(lines->line[k], "## "))
            return true;
    }
    return false;
}

static bool last_fence(const struct lines *lines, int i)
{
    for (int k = i + 1; k < lines->count; k++) {
        if (begins(lines->line[k], "```"))
            return false;
    }
    return true;
}

/* What is done to the line, and where that is to be found. */

enum action {
    REPLACE, /* by the template */
    DELETE,
    DROP_BLOCK,  /* with both fences */
    REPEAT_BLOCK /* behind itself, an empty line between */
};

enum found {
    THIS,         /* the line, plus the row's offset */
    FENCE,        /* the block's first line */
    QUESTION,     /* the first line of the question before */
    SECOND_BLOCK, /* the first line of the repeated block */
    FIRST_WRONG,  /* the first of the block's lines with that key */
    FIRST_LINE,
    SOME_EXPECT, /* one of the block's expectations */
    LATER_RIGHT, /* the later one of the two right choices there are then */
    HEAD         /* the first line of the block `lesson`, which has moved up by one */
};

/* In a template: %r the rest of the line behind the beginning, %e of that what stands before " => ", %p what stands
 * behind; %a the question's answer, %s its solution, %c its right choice, %f its first line with the blanks filled in,
 * %b its first blank; %i the id of the first step. */
static const struct mutation {
    const char *name;
    const char *kind;      /* of the block; "" for outside of blocks */
    const char *beginning; /* of the line */
    enum action action;
    const char *template;
    enum found found;
    int offset;
    bool (*fits)(const struct lines *lines, int i);
} mutations[] = {
    {"title missing", "", "# ", DELETE, NULL, HEAD, 0, NULL},
    {"second title", "", "## ", REPLACE, "# %r", THIS, 0, NULL},
    {"deeper heading", "", "## ", REPLACE, "### %r", THIS, 0, NULL},
    {"step without id", "", "## ", REPLACE, "## A step", THIS, 0, NULL},
    {"step with a bad id", "", "## ", REPLACE, "## A step {#A step}", THIS, 0, NULL},
    {"id of a step twice", "", "## ", REPLACE, "## A step {#%i}", THIS, 0, not_first_step},
    {"empty step", "", "## ", REPLACE, "## A step {#empty-step}\n\n%l", THIS, 0, not_first_step},

    {"format of another time", "lesson", "format:", REPLACE, "format: 2", THIS, 0, NULL},
    {"format missing", "lesson", "format:", DELETE, NULL, FENCE, 0, NULL},
    {"id unlike the file's name", "lesson", "id:", REPLACE, "id: other", THIS, 0, NULL},
    {"id missing", "lesson", "id:", DELETE, NULL, FENCE, 0, NULL},
    {"minutes in words", "lesson", "minutes:", REPLACE, "minutes: a quarter", THIS, 0, NULL},
    {"unknown rule for skipping", "lesson", "skip:", REPLACE, "skip: sometimes", THIS, 0, NULL},
    {"unknown key in the head", "lesson", "skip:", REPLACE, "skips:%r", THIS, 0, NULL},
    {"requires no lesson", "lesson", "minutes:", REPLACE, "minutes:%r\nrequires: nowhere", THIS, 1, NULL},
    {"requires itself", "lesson", "requires:", REPLACE, "requires: %h", THIS, 0, NULL},

    {"HTML", "", "", REPLACE, "%l and a<t>", THIS, 0, own_paragraph},
    {"entity", "", "", REPLACE, "%l &nbsp;", THIS, 0, own_paragraph},
    {"link", "", "", REPLACE, "%l [this](http://example.org)", THIS, 0, own_paragraph},
    {"image", "", "", REPLACE, "%l ![this](this.png)", THIS, 0, own_paragraph},
    {"quotation", "", "", REPLACE, "> %l", THIS, 0, own_paragraph},
    {"table", "", "", REPLACE, "| a | b |\n| - | - |\n| 1 | 2 |", THIS, 1, own_paragraph},
    {"list in a list", "", "", REPLACE, "- a\n  - b", THIS, 1, own_paragraph},
    {"indented code", "", "", REPLACE, "    %l", THIS, 0, own_paragraph},
    {"line under a paragraph", "", "", REPLACE, "%l\n---", THIS, 0, own_paragraph},
    {"setup in the middle", "", "", REPLACE, "%l\n\n```setup\nexample notes\n```", THIS, 2, own_paragraph},
    {"hint without a question", "", "", REPLACE, "%l\n\n```hint for=nobody\nA hint.\n```", THIS, 2, own_paragraph},
    {"second head", "", "", REPLACE, "%l\n\n```lesson\nid: other\n```", THIS, 2, own_paragraph},
    {"unknown kind", "", "", REPLACE, "%l\n\n```python\nprint(1)\n```", THIS, 2, own_paragraph},
    {"wide code", "", "", REPLACE,
     "```\n0123456789012345678901234567890123456789012345678901234567890123456789012345678\n```", THIS, 1,
     own_paragraph},
    {"long page", "", "", REPLACE,
     "---\n\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a\n- a", THIS, 2,
     own_paragraph},
    {"fence not closed", "explain", "```", DELETE, NULL, FENCE, 0, last_fence},

    {"misspelt kind", "predict", "```predict", REPLACE, "```predit%r", THIS, 0, NULL},
    {"question without id", "choice", "```choice", REPLACE, "```choice", THIS, 0, NULL},
    {"question with a bad id", "derive", "```derive", REPLACE, "```derive id=Blank_1", THIS, 0, NULL},
    {"id of a question twice", "do", "```do", REPLACE, "```do id=%i", THIS, 0, NULL},

    {"setup with a typo", "setup", "example", REPLACE, "exmaple%r", THIS, 0, NULL},
    {"setup with an unknown example", "setup", "example", REPLACE, "example nothing", THIS, 0, NULL},
    {"run with a typo", "run", "step", REPLACE, "stepp", THIS, 0, NULL},
    {"run writes a file", "run", "step", REPLACE, "save mine", THIS, 0, NULL},
    {"run leaves", "run", "step", REPLACE, "quit", THIS, 0, NULL},
    {"run of nothing", "run", "step", DELETE, NULL, FENCE, 0, only_line},

    {"question without words", "predict", "ask:", DELETE, NULL, FENCE, 0, NULL},
    {"question with empty words", "predict", "ask:", REPLACE, "ask:", THIS, 0, NULL},
    {"backquote not closed", "predict", "ask:", REPLACE, "ask: `%r", THIS, 0, NULL},
    {"answer missing", "predict", "answer:", DELETE, NULL, FENCE, 0, NULL},
    {"answer twice", "predict", "answer:", REPLACE, "%l\n%l", THIS, 1, NULL},
    {"answer with a typo", "predict", "answer: ", REPLACE, "answer: %r + q", THIS, 0, NULL},
    {"answer at a step that is not there", "predict", "answer:", REPLACE, "answer: a<100000>", THIS, 0, NULL},
    {"answer without a value", "predict", "answer: ", REPLACE, "answer: (%r)/0", THIS, 0, NULL},
    {"wrong answer right", "predict", "wrong: ", REPLACE, "wrong: %a => %p", THIS, 0, NULL},
    {"right answer wrong", "predict", "answer: ", REPLACE, "answer: %w", FIRST_WRONG, 0, has_wrong},
    {"wrong answer twice", "predict", "wrong: ", REPLACE, "%l\n%l", THIS, 1, NULL},
    {"wrong answer with a typo", "predict", "wrong: ", REPLACE, "wrong: %e + q => %p", THIS, 0, NULL},
    {"wrong answer without a reply", "predict", "wrong: ", REPLACE, "wrong: %e", THIS, 0, NULL},
    {"wrong answer with an empty reply", "predict", "wrong: ", REPLACE, "wrong: %e =>", THIS, 0, NULL},
    {"tolerance of 0", "predict", "tol:", REPLACE, "tol: 0", THIS, 0, NULL},
    {"tolerance without sense", "predict", "tol:", REPLACE, "tol: small", THIS, 0, NULL},
    {"tolerance too large", "predict", "tol:", REPLACE, "tol: 1e12", FIRST_WRONG, 0, has_wrong},
    {"unknown key", "predict", "answer:", REPLACE, "%l\nunit: none", THIS, 1, NULL},
    {"misspelt key", "predict", "wrong:", REPLACE, "worng:%r", THIS, 0, NULL},
    {"line without a key", "predict", "answer:", REPLACE, "%l\nand so on", THIS, 1, NULL},

    {"no right choice", "choice", "(x)", REPLACE, "( )%r", FENCE, 0, NULL},
    {"two right choices", "choice", "( )", REPLACE, "(x)%r", LATER_RIGHT, 0, NULL},
    {"choice without a reply", "choice", "( ) ", REPLACE, "( ) %e", THIS, 0, NULL},
    {"choice without a text", "choice", "(x) ", REPLACE, "(x) => %p", THIS, 0, NULL},
    {"misspelt choice", "choice", "( )", REPLACE, "()%r", THIS, 0, NULL},

    {"target missing", "derive", "target:", DELETE, NULL, FENCE, 0, NULL},
    {"target with a typo", "derive", "target: ", REPLACE, "target: %r + q", THIS, 0, NULL},
    {"target with another value", "derive", "target: ", REPLACE, "target: %r + 1", FIRST_LINE, 0, NULL},
    {"line with another value", "derive", "line: ", REPLACE, "line: %r + 1", THIS, 0, NULL},
    {"line with a typo", "derive", "line: ", REPLACE, "line: %r + 0*q", THIS, 0, NULL},
    {"brace too many", "derive", "line: ", REPLACE, "line: %r}", THIS, 0, NULL},
    {"brace not closed", "derive", "line: ", REPLACE, "line: %r + {v", THIS, 0, NULL},
    {"empty blank", "derive", "line: ", REPLACE, "line: %r*{ }", THIS, 0, NULL},
    {"derivation without a blank", "derive", "line: ", REPLACE, "line: %f", FIRST_LINE, 0, has_all_blanks},
    {"wrong blank right", "derive", "wrong: 1:", REPLACE, "wrong: 1: %b => Reply.", THIS, 0, NULL},
    {"wrong blank twice", "derive", "wrong: ", REPLACE, "%l\n%l", THIS, 1, NULL},
    {"wrong blank that is not there", "derive", "wrong: 1:", REPLACE, "wrong: 100:%r", THIS, 0, NULL},
    {"wrong blank without number", "derive", "wrong: 1:", REPLACE, "wrong:%r", THIS, 0, NULL},

    {"expectation missing", "do", "expect:", DELETE, NULL, FENCE, 0, only_expectation},
    {"expectation true already", "do", "expect:", REPLACE, "expect: 1 < 2", THIS, 0, only_expectation},
    {"expectation never true", "do", "expect:", REPLACE, "expect: 2 < 1", THIS, 0, NULL},
    {"expectation with a typo", "do", "expect:", REPLACE, "expect: q < 1", THIS, 0, NULL},
    {"expectation of no condition", "do", "expect:", REPLACE, "expect: v", THIS, 0, NULL},
    {"solution missing", "do", "solution:", DELETE, NULL, FENCE, 0, only_solution},
    {"solution with a typo", "do", "solution: ", REPLACE, "solution: vv = 1", THIS, 0, NULL},
    {"solution leaves", "do", "solution: ", REPLACE, "solution: quit", THIS, 0, NULL},
    {"solution that does nothing", "do", "solution: ", REPLACE, "solution: show", SOME_EXPECT, 0, only_solution},
    {"try that is a solution", "do", "try: ", REPLACE, "try: %s => %p", THIS, 0, only_solution},
    {"try twice", "do", "try: ", REPLACE, "%l\n%l", THIS, 1, NULL},
    {"try that does nothing", "do", "try: ", REPLACE, "try: show => %p", THIS, 0, NULL},
    {"try with a typo", "do", "try: ", REPLACE, "try: stepp => %p", THIS, 0, NULL},
    {"try without a reply", "do", "try: ", REPLACE, "try: %e", THIS, 0, NULL},

    {"one hint", "hint", "```hint", DROP_BLOCK, NULL, QUESTION, 0, one_of_two_hints},
    {"hint for another question", "hint", "```hint", REPLACE, "```hint for=somebody", THIS, 0, NULL},
    {"hint for nothing", "hint", "```hint", REPLACE, "```hint", THIS, 0, NULL},
    {"empty hint", "hint", "", DELETE, NULL, FENCE, 0, only_line},
    {"hint with the answer", "hint", "", REPLACE, "It is `%a`.", FENCE, 0, hint_after_calculation},
    {"hint with the right choice", "hint", "", REPLACE, "Say this: %c", FENCE, 0, hint_after_choice},
    {"hint with a line filled in", "hint", "", REPLACE, "Write `%f`.", FENCE, 0, hint_after_derivation},
    {"hint with the solution", "hint", "", REPLACE, "Type `%s`.", FENCE, 0, hint_after_task},
    {"no explanation", "explain", "```explain", DROP_BLOCK, NULL, QUESTION, 0, NULL},
    {"two explanations", "explain", "```explain", REPEAT_BLOCK, NULL, SECOND_BLOCK, 0, NULL},
    {"empty explanation", "explain", "", DELETE, NULL, FENCE, 0, only_line},
};

/* A line whose value goes on below cannot be mutated alone. */
static bool fits(const struct mutation *mutation, const struct lines *lines, int i)
{
    bool fence = lines->fence[i] >= 0 && (i == lines->fence[i] || i == lines->close[i]);
    return strcmp(lines->kind[i], mutation->kind) == 0 && begins(lines->line[i], mutation->beginning) &&
           (lines->fence[i] < 0) == (mutation->kind[0] == '\0') && (!fence || begins(mutation->beginning, "```")) &&
           (i + 1 == lines->count || !begins(lines->line[i + 1], "  ")) &&
           (mutation->fits == NULL || mutation->fits(lines, i));
}

static void add_cut(struct text *text, const char *string, const char *end)
{
    text_add_bytes(text, string, end != NULL ? (size_t)(end - string) : strlen(string));
}

/* The question's first line with a blank, or what stands in that blank. */
static void add_blank(struct text *text, const struct lines *lines, int question, bool whole)
{
    const char *line = NULL;
    for (int i = 0; line == NULL; i++) {
        int at = line_of(lines, question, "line: ", i);
        must(at >= 0, "a derivation without a blank");
        line = strchr(lines->line[at], '{') != NULL ? lines->line[at] + strlen("line: ") : NULL;
    }
    if (!whole)
        add_cut(text, strchr(line, '{') + 1, strchr(line, '}'));
    for (const char *c = line; whole && *c != '\0'; c++) {
        if (*c != '{' && *c != '}')
            text_add_bytes(text, c, 1);
    }
}

static void add_first_step(struct text *text, const struct lines *lines)
{
    int i = 0;
    while (!begins(lines->line[i], "## "))
        i++;
    const char *id = strstr(lines->line[i], "{#") + 2;
    add_cut(text, id, strchr(id, '}'));
}

static void add_place(struct text *text, const struct mutation *mutation, const struct lines *lines, int i, char place)
{
    const char *rest = lines->line[i] + strlen(mutation->beginning), *arrow = strstr(rest, " => ");
    int question = lines->question[i];
    if (place == 'l')
        text_add(text, lines->line[i]);
    else if (place == 'r')
        text_add(text, rest);
    else if (place == 'e')
        add_cut(text, rest, arrow);
    else if (place == 'p')
        text_add(text, arrow + 4);
    else if (place == 'a')
        text_add(text, value_of(lines, question, "answer: "));
    else if (place == 'w')
        add_cut(text, value_of(lines, question, "wrong: "), strstr(value_of(lines, question, "wrong: "), " => "));
    else if (place == 's')
        text_add(text, value_of(lines, question, "solution: "));
    else if (place == 'c')
        add_cut(text, value_of(lines, question, "(x) "), strstr(value_of(lines, question, "(x) "), " => "));
    else if (place == 'f' || place == 'b')
        add_blank(text, lines, question, place == 'f');
    else if (place == 'i')
        add_first_step(text, lines);
    else if (place == 'h')
        text_add(text, value_of(lines, lines->fence[i], "id: "));
    else
        ck_abort_msg("%%%c in a template", place);
}

static void add_template(struct text *text, const struct mutation *mutation, const struct lines *lines, int i)
{
    for (const char *c = mutation->template; *c != '\0'; c++) {
        if (*c == '%')
            add_place(text, mutation, lines, i, *++c);
        else
            text_add_bytes(text, c, 1);
    }
    text_add(text, "\n");
}

static void add_lines(struct text *text, const struct lines *lines, int from, int to)
{
    for (int i = from; i < to; i++)
        text_addf(text, "%s\n", lines->line[i]);
}

/* The lesson with the mutation made on line i. */
static void mutate(struct text *text, const struct mutation *mutation, const struct lines *lines, int i)
{
    int behind = i + 1;
    add_lines(text, lines, 0, i);
    if (mutation->action == REPLACE) {
        add_template(text, mutation, lines, i);
    } else if (mutation->action == DROP_BLOCK) {
        behind = lines->close[i] + 1;
    } else if (mutation->action == REPEAT_BLOCK) {
        behind = lines->close[i] + 1;
        add_lines(text, lines, i, behind);
        text_add(text, "\n");
        add_lines(text, lines, i, behind);
    }
    add_lines(text, lines, behind, lines->count);
}

/* True when the line (from 0) is one where the mutation made on line i may be found. */
static bool is_expected(const struct mutation *mutation, const struct lines *lines, int i, int line)
{
    int fence = lines->fence[i], right;
    switch (mutation->found) {
    case THIS:
        return line == i + mutation->offset;
    case FENCE:
        return line == fence;
    case QUESTION:
        return line == lines->question[i];
    case SECOND_BLOCK:
        return line == lines->close[i] + 2;
    case FIRST_WRONG:
        return line == line_of(lines, fence, "wrong:", 0);
    case FIRST_LINE:
        return line == line_of(lines, fence, "line:", 0);
    case SOME_EXPECT:
        return line >= 0 && line < lines->count && lines->fence[line] == fence && begins(lines->line[line], "expect:");
    case LATER_RIGHT:
        right = line_of(lines, fence, "(x)", 0);
        return line == (right > i ? right : i);
    case HEAD:
        return line == 1;
    }
    return false;
}

static struct host plain_host = {.run_quietly = aside_run_of_lesson};

static void must_be_found(const struct mutation *mutation, const char *file, const struct lines *lines, int i)
{
    struct text text = {0}, all = {0};
    struct lesson_faults faults = {0};
    bool found = false;
    mutate(&text, mutation, lines, i);
    struct lesson *lesson = lesson_read(file, text_string(&text), text.length, &faults);
    if (lesson != NULL)
        checker_run(lesson, "lessons", &plain_host, NULL, &faults);
    for (int k = 0; k < faults.count; k++) {
        found = found || is_expected(mutation, lines, i, faults.fault[k].line - 1);
        text_addf(&all, "%d: %s\n", faults.fault[k].line, faults.fault[k].message);
    }
    must(found, "%s, on line %d of %s, is not found where it is:\n%.3000s", mutation->name, i + 1, file,
         text_string(&all));
    lesson_free(lesson);
    lesson_faults_clear(&faults);
    text_clear(&text);
    text_clear(&all);
}

/* Mutates the lesson in its first place for this, and in another one. */
static int mutate_lesson(const struct mutation *mutation, const char *file, int turn)
{
    struct text path = {0}, text = {0};
    struct lines *lines = calloc(1, sizeof *lines);
    int place[MOST_LINES], count = 0;
    text_addf(&path, "lessons/%s.md", file);
    must(lines != NULL && read_bytes(text_string(&path), &text), "cannot read %s", file);
    cut_lines(lines, text.bytes);
    for (int i = 0; i < lines->count; i++) {
        if (fits(mutation, lines, i))
            place[count++] = i;
    }
    if (count > 0)
        must_be_found(mutation, file, lines, place[0]);
    if (count > 1)
        must_be_found(mutation, file, lines, place[1 + turn % (count - 1)]);
    free(lines);
    text_clear(&path);
    text_clear(&text);
    return count;
}

START_TEST(a_mutation_is_found_where_it_is)
{
    DIR *stream = opendir("lessons");
    const struct dirent *entry;
    int places = 0, lessons = 0;
    ck_assert_ptr_nonnull(stream);
    while ((entry = readdir(stream)) != NULL) {
        size_t length = strlen(entry->d_name);
        char file[256];
        if (length < 4 || strcmp(entry->d_name + length - 3, ".md") != 0)
            continue;
        snprintf(file, sizeof file, "%.*s", (int)length - 3, entry->d_name);
        places += mutate_lesson(&mutations[_i], file, _i + file[1]);
        lessons++;
    }
    closedir(stream);
    must(places > 0, "there is no place for the mutation '%s' in %d lessons", mutations[_i].name, lessons);
}
END_TEST

Suite *suite_lesson_mutations(void)
{
    Suite *suite = suite_create("lesson_mutations");
    TCase *tests = tcase_create("mutations");
    tcase_add_loop_test(tests, a_mutation_is_found_where_it_is, 0, COUNT(mutations));
    suite_add_tcase(suite, tests);
    return suite;
}
