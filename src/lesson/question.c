/* SPDX-License-Identifier: GPL-3.0-or-later */
/* question.c - a value to predict, a choice, a derivation with blanks, something to do. */

#include "lesson/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "lesson/prose.h"

/* "LEFT => RIGHT" cut in two. */
struct halves {
    char *left, *right;
};

static char *copy_trimmed(const char *from, const char *to)
{
    struct text copy = {0};
    while (from < to && *from == ' ')
        from++;
    while (to > from && to[-1] == ' ')
        to--;
    text_add_bytes(&copy, from, (size_t)(to - from));
    return text_take(&copy);
}

/* A half that is missing is "". */
static struct halves cut_at_arrow(const struct field *field, const char *what, struct lesson_faults *faults)
{
    const char *value = text_string(&field->value), *end = value + field->value.length, *arrow = strstr(value, "=>");
    struct halves halves = {copy_trimmed(value, arrow != NULL ? arrow : end),
                            copy_trimmed(arrow != NULL ? arrow + 2 : end, end)};
    if (field->value.length > 0 && arrow == NULL)
        lesson_fault_add(faults, field->line, "'=> REPLY' is missing behind %s, what the learner is told", what);
    else if (field->value.length > 0 && *halves.right == '\0')
        lesson_fault_add(faults, field->line, "the reply behind '=>' is empty; it is what the learner is told");
    if (arrow != NULL && *halves.left == '\0')
        lesson_fault_add(faults, field->line, "%s is missing before '=>'", what);
    return halves;
}

static struct formula read_formula(const struct field *field)
{
    if (field == NULL || field->value.length == 0)
        return (struct formula){0};
    return (struct formula){alloc_string(text_string(&field->value)), field->line};
}

/* "2: EXPR" of a derivation: the blank's number; expression moves behind the colon. 0 with a fault. */
static int read_blank(char *expression, int line, struct lesson_faults *faults)
{
    char *colon = strchr(expression, ':');
    int blank = 0;
    if (colon != NULL)
        *colon = '\0';
    if (colon == NULL || !number_read_int(expression, 1, LESSON_LARGEST, &blank)) {
        lesson_fault_add(faults, line,
                         "'wrong' of a derivation begins with the number of a blank, as in '1: a<2> => ...'");
        return 0;
    }
    colon += 1 + strspn(colon + 1, " ");
    memmove(expression, colon, strlen(colon) + 1);
    return blank;
}

static void read_replies(struct question *question, const struct fields *fields, const char *key, const char *what,
                         struct lesson_faults *faults)
{
    const struct field *field;
    for (int at = 0; (field = fields_next(fields, key, &at)) != NULL;) {
        struct halves halves = cut_at_arrow(field, what, faults);
        int blank = 0;
        if (question->kind == QUESTION_DERIVE && *halves.left != '\0') {
            blank = read_blank(halves.left, field->line, faults);
            if (blank > 0 && *halves.left == '\0')
                lesson_fault_add(faults, field->line, "the wrong expression is missing behind 'wrong: %d:'", blank);
        }
        bool whole = *halves.left != '\0' && *halves.right != '\0' && (question->kind != QUESTION_DERIVE || blank > 0);
        if (whole) {
            question->reply = alloc_one_more(question->reply, question->reply_count, sizeof *question->reply);
            question->reply[question->reply_count++] = (struct reply){
                alloc_string(halves.left), blank, prose_read(halves.right, field->line, faults), field->line};
        }
        free(halves.left);
        free(halves.right);
    }
}

static void read_formulas(struct question *question, const struct fields *fields, const char *key)
{
    const struct field *field;
    for (int at = 0; (field = fields_next(fields, key, &at)) != NULL;) {
        if (field->value.length == 0)
            continue;
        question->formula = alloc_one_more(question->formula, question->formula_count, sizeof *question->formula);
        question->formula[question->formula_count++] = read_formula(field);
    }
}

static void read_predict(struct question *question, const struct fields *fields, struct lesson_faults *faults)
{
    const struct field *tol = fields_find(fields, "tol");
    question->answer = read_formula(fields_find(fields, "answer"));
    read_replies(question, fields, "wrong", "the wrong expression", faults);
    if (tol == NULL || tol->value.length == 0)
        return;
    double tolerance = 0;
    size_t length = number_read(text_string(&tol->value), &tolerance);
    if (length == tol->value.length && tolerance > 0 && isfinite(tolerance))
        question->tolerance = tolerance;
    else
        lesson_fault_add(faults, tol->line, "'%.*s' is no tolerance; a number above 0 is, such as 0.005",
                         excerpt(text_string(&tol->value)), text_string(&tol->value));
}

/* Right and wrong ones in the order of the file. */
static void read_choices(struct question *question, const struct fields *fields, struct lesson_faults *faults)
{
    for (int i = 0; i < fields->count; i++) {
        const struct field *field = &fields->field[i];
        if (field->key == NULL || field->key->name[0] != '(')
            continue;
        struct halves halves = cut_at_arrow(field, "the choice", faults);
        question->choice = alloc_one_more(question->choice, question->choice_count, sizeof *question->choice);
        question->choice[question->choice_count++] =
            (struct choice){strcmp(field->key->name, "(x)") == 0, prose_read(halves.left, field->line, faults),
                            prose_read(halves.right, field->line, faults), field->line};
        free(halves.left);
        free(halves.right);
    }
}

/* The blanks of one line, or -1 with a fault. */
static int count_blanks(const struct formula *line, struct lesson_faults *faults)
{
    int blanks = 0;
    for (const char *c = line->text; *c != '\0'; c++) {
        if (*c == '}') {
            lesson_fault_add(faults, line->line, "this '}' has no '{'; a blank is {EXPRESSION}");
            return -1;
        }
        if (*c != '{')
            continue;
        size_t length = strcspn(c + 1, "{}");
        if (c[1 + length] != '}') {
            lesson_fault_add(faults, line->line, "this '{' has no '}'; a blank is {EXPRESSION}");
            return -1;
        }
        if (strspn(c + 1, " ") >= length) {
            lesson_fault_add(faults, line->line, "a blank holds what is asked for, as in {v}");
            return -1;
        }
        c += 1 + length;
        blanks++;
    }
    return blanks;
}

static void check_blanks(struct question *question, struct lesson_faults *faults)
{
    int blanks = 0;
    for (int i = 0; i < question->formula_count; i++) {
        int here = count_blanks(&question->formula[i], faults);
        blanks = here < 0 || blanks < 0 ? -1 : blanks + here;
    }
    if (blanks > LESSON_MOST_BLANKS) {
        lesson_fault_add(faults, question->line, "a derivation has at most %d blanks; this one has %d",
                         LESSON_MOST_BLANKS, blanks);
        blanks = -1;
    }
    if (blanks == 0 && question->formula_count > 0)
        lesson_fault_add(faults, question->formula[0].line, "this derivation has no blank; {v} in a line makes one");
    for (int i = 0; i < question->reply_count && blanks > 0; i++) {
        if (question->reply[i].blank > blanks)
            lesson_fault_add(faults, question->reply[i].line, "there is no blank %d; this derivation has %d",
                             question->reply[i].blank, blanks);
    }
    if (question->answer.text != NULL && strpbrk(question->answer.text, "{}") != NULL)
        lesson_fault_add(faults, question->answer.line, "blanks {...} stand in the lines, not in the target");
    /* A derivation that cannot be filled in is not asked. */
    if (blanks <= 0) {
        free(question->answer.text);
        question->answer.text = NULL;
    }
}

static void read_solution(struct question *question, const struct fields *fields)
{
    const struct field *field;
    struct text solution = {0};
    int count = 0;
    for (int at = 0; (field = fields_next(fields, "solution", &at)) != NULL;) {
        if (field->value.length == 0)
            continue;
        text_addf(&solution, "%s%s", count > 0 ? "\n" : "", text_string(&field->value));
        question->solution_line = alloc_one_more(question->solution_line, count, sizeof *question->solution_line);
        question->solution_line[count++] = field->line;
    }
    question->solution = count > 0 ? text_take(&solution) : NULL;
}

void question_read(struct question *question, enum kind kind, char *id, int line, const struct fields *fields,
                   struct lesson_faults *faults)
{
    const struct field *ask = fields_find(fields, "ask");
    /* Both lists have the questions in this order. */
    *question = (struct question){.kind = (enum question_kind)(kind - KIND_PREDICT), .id = id, .line = line};
    question->ask = prose_read(ask != NULL ? text_string(&ask->value) : "", ask != NULL ? ask->line : line, faults);
    question->explanation = prose_from("", line);
    switch (question->kind) {
    case QUESTION_PREDICT:
        read_predict(question, fields, faults);
        break;
    case QUESTION_CHOICE:
        read_choices(question, fields, faults);
        break;
    case QUESTION_DERIVE:
        question->answer = read_formula(fields_find(fields, "target"));
        read_formulas(question, fields, "line");
        read_replies(question, fields, "wrong", "the wrong expression", faults);
        check_blanks(question, faults);
        break;
    case QUESTION_DO:
        read_formulas(question, fields, "expect");
        read_replies(question, fields, "try", "the commands", faults);
        read_solution(question, fields);
        break;
    }
}

bool question_is_sound(const struct question *question)
{
    bool asks = question->id != NULL && *question->ask.text != '\0';
    int right = 0;
    switch (question->kind) {
    case QUESTION_PREDICT:
        return asks && question->answer.text != NULL;
    case QUESTION_CHOICE:
        for (int i = 0; i < question->choice_count; i++)
            right += question->choice[i].right;
        return asks && right == 1;
    case QUESTION_DERIVE:
        return question->id != NULL && question->answer.text != NULL;
    case QUESTION_DO:
        return asks && question->formula_count > 0 && question->solution != NULL;
    }
    return false;
}

void question_clear(struct question *question)
{
    free(question->id);
    prose_clear(&question->ask);
    free(question->answer.text);
    for (int i = 0; i < question->reply_count; i++) {
        free(question->reply[i].expression);
        prose_clear(&question->reply[i].text);
    }
    free(question->reply);
    for (int i = 0; i < question->choice_count; i++) {
        prose_clear(&question->choice[i].text);
        prose_clear(&question->choice[i].reply);
    }
    free(question->choice);
    for (int i = 0; i < question->formula_count; i++)
        free(question->formula[i].text);
    free(question->formula);
    free(question->solution);
    free(question->solution_line);
    for (int i = 0; i < question->hint_count; i++)
        prose_clear(&question->hint[i]);
    free(question->hint);
    prose_clear(&question->explanation);
    *question = (struct question){0};
}
