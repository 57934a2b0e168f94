/* SPDX-License-Identifier: GPL-3.0-or-later */
/* judge.c - values compared: with the right one, with those of known mistakes, here and on a neighbouring network. */

#include "lesson/judge.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "lesson/blank.h"
#include "session/condition.h"
#include "session/expression.h"
#include "session/quantity.h"

static const double RELATIVE = 1e-6; /* where a lesson gives no tolerance */
static const double ZERO = 1e-12;    /* how far from an exact 0 rounding may lead */
static const double SAME = 1e-9;     /* relative, between two ways to calculate one expression */
static const double MEANT = 2e-3;    /* relative, from a number that a reply or a remark is about */
static const double ROUNDING = 1e-9; /* of the tolerance: 0.385 is within 0.005 of 0.38 */

const double judge_prediction_tolerance = 0.01;

double judge_tolerance(double given, double value)
{
    if (given > 0)
        return given;
    if (value == 0)
        return ZERO;
    /* A number rounded to 6 digits may be off by half a unit of the sixth. */
    double half_unit = 0.5 * pow(10, floor(log10(fabs(value))) - 5);
    return fmax(RELATIVE * fabs(value), half_unit);
}

bool judge_near(double a, double b, double tolerance)
{
    return fabs(a - b) <= tolerance * (1 + ROUNDING);
}

static bool same(double a, double b)
{
    return judge_near(a, b, SAME * fmax(fabs(a), fabs(b)));
}

/* The same where one of them may be an exact 0. */
static bool same_or_zero(double a, double b)
{
    return same(a, b) || ((a == 0 || b == 0) && judge_near(a, b, ZERO));
}

/* Something stands behind a whole expression. */
static bool refuse_rest(const char *line, size_t at, struct fault *fault)
{
    if (line[at] == ',' && isdigit((unsigned char)line[at + 1])) {
        fault_at(fault, (ptrdiff_t)at, "numbers have a decimal point here");
        return fault_hint(fault, "0.5, not 0,5");
    }
    return expression_needs_operator(line, at, "one of + - * / ^; a product is written v*a<2>", fault);
}

bool judge_read(const struct session *session, const char *line, double *value, struct fault *fault)
{
    size_t at = 0, end = strlen(line);
    if (!expression_operand(session, line, &at, end, value, fault))
        return false;
    while (isspace((unsigned char)line[at]))
        at++;
    return at == end || refuse_rest(line, at, fault);
}

/* The value of an expression that the lesson holds; false where it has no finite one. */
static bool lesson_value(const struct session *session, const char *expression, double *value)
{
    struct fault fault = {0};
    bool done = judge_read(session, expression, value, &fault) && isfinite(*value);
    fault_clear(&fault);
    return done;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Reads the text as one name of something that is computed, and nothing else. */
static bool read_computed(const struct session *session, const char *text, size_t count, struct quantity *quantity)
{
    struct fault fault = {0};
    size_t from = 0;
    while (from < count && is_blank(text[from]))
        from++;
    while (count > from && is_blank(text[count - 1]))
        count--;
    bool read = from < count && quantity_may_begin(text, from) &&
                quantity_read(session, text, from, count, quantity, &fault) && quantity->end == count;
    fault_clear(&fault);
    return read && quantity->kind != QUANTITY_WEIGHT && quantity->kind != QUANTITY_W_A &&
           quantity->kind != QUANTITY_A0 && quantity->kind != QUANTITY_X && quantity->kind != QUANTITY_Y &&
           quantity->kind != QUANTITY_T && quantity->kind != QUANTITY_NOW;
}

static bool same_quantity(const struct quantity *a, const struct quantity *b)
{
    return a->kind == b->kind && a->w == b->w && a->t == b->t && a->j == b->j && a->of == b->of && a->row == b->row &&
           a->column == b->column;
}

/* True when the line is only the name of what the question asks for, by its answer or in its words. */
static bool names_what_is_asked(const struct session *session, const struct question *question, const char *line)
{
    struct quantity typed, asked;
    const struct prose *ask = &question->ask;
    if (!read_computed(session, line, strlen(line), &typed))
        return false;
    if (read_computed(session, question->answer.text, strlen(question->answer.text), &asked) &&
        same_quantity(&typed, &asked))
        return true;
    for (int i = 0; i < ask->part_count; i++) {
        const struct emphasized *part = &ask->part[i];
        if (read_computed(session, ask->text + part->from, part->to - part->from, &asked) &&
            same_quantity(&typed, &asked))
            return true;
    }
    return false;
}

/* What a learner has read off a table, or rounded, is meant as the number it is near. */
static double loosely(double tolerance, double value)
{
    return fmax(tolerance, MEANT * fabs(value));
}

static const struct prose *reply_near(const struct session *session, const struct question *question, double value,
                                      bool loose)
{
    for (int i = 0; i < question->reply_count; i++) {
        double wrong;
        if (!lesson_value(session, question->reply[i].expression, &wrong))
            continue;
        double tolerance = judge_tolerance(question->tolerance, wrong);
        if (judge_near(value, wrong, loose ? loosely(tolerance, wrong) : tolerance))
            return &question->reply[i].text;
    }
    return NULL;
}

/* What the lesson says to a wrong value. */
static const struct prose *reply_to(const struct session *session, const struct question *question, double value)
{
    const struct prose *reply = reply_near(session, question, value, false);
    return reply != NULL ? reply : reply_near(session, question, value, true);
}

static struct judgement unreadable(void)
{
    return (struct judgement){.verdict = VERDICT_UNREADABLE, .value = NAN};
}

/* An answer that has no finite value is a slip, not a mistake. */
static struct judgement undefined(double value)
{
    return (struct judgement){.verdict = VERDICT_UNDEFINED, .value = value};
}

/* The lesson itself asks for something that is not there: no fault of the learner's. */
static struct judgement cannot_judge(const char *expression, struct fault *fault)
{
    fault_set(fault, "this lesson asks for '%s', which has no value here", expression);
    fault_hint(fault, "again asks anew, skip passes over the question");
    return unreadable();
}

struct judgement judge_predict(const struct session *session, const struct question *question, const char *line,
                               struct fault *fault)
{
    struct judgement judgement = {.verdict = VERDICT_WRONG};
    double right, value;
    if (!judge_read(session, line, &value, fault))
        return unreadable();
    if (!isfinite(value))
        return undefined(value);
    if (!lesson_value(session, question->answer.text, &right))
        return cannot_judge(question->answer.text, fault);
    double tolerance = judge_tolerance(question->tolerance, right);
    judgement.value = value;
    if (judge_near(value, right, tolerance)) {
        judgement.verdict = names_what_is_asked(session, question, line) ? VERDICT_NAME : VERDICT_RIGHT;
        return judgement;
    }
    judgement.says = reply_to(session, question, value);
    judgement.sign = judgement.says == NULL && judge_near(-value, right, tolerance);
    return judgement;
}

struct judgement judge_choice(const struct question *question, const char *line, struct fault *fault)
{
    struct judgement judgement = {.verdict = VERDICT_WRONG};
    struct text word = {0};
    int number;
    size_t from = strspn(line, " \t"), count = strcspn(line + from, " \t");
    text_add_bytes(&word, line + from, count);
    bool read = line[from + count + strspn(line + from + count, " \t")] == '\0' &&
                number_read_int(text_string(&word), 1, question->choice_count, &number);
    text_clear(&word);
    if (!read) {
        fault_at(fault, (ptrdiff_t)from, "the number of a choice is needed here");
        fault_hint(fault, "one of 1..%d", question->choice_count);
        return unreadable();
    }
    const struct choice *choice = &question->choice[number - 1];
    judgement.value = number;
    judgement.says = choice->reply.text != NULL && *choice->reply.text != '\0' ? &choice->reply : NULL;
    judgement.verdict = choice->right ? VERDICT_RIGHT : VERDICT_WRONG;
    return judgement;
}

/* Blanks. */

/* A nudge that differs from number to number, small enough to stay where the loss is defined; nothing stays 0. */
static double nudged(double value, int number, int turn)
{
    double factor = 1 + turn * 0.003 * (number % 7 + 1), offset = turn * 0.0004 * (number % 11 + 1);
    return value * factor + offset;
}

static void nudge_network(struct network *network, int turn)
{
    int number = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&network->weight[w]); i++, number++)
            network->weight[w].at[i] = nudged(network->weight[w].at[i], number, turn);
    }
    for (int i = 0; i < matrix_size(&network->a0); i++, number++)
        network->a0.at[i] = nudged(network->a0.at[i], number, turn);
}

struct session *judge_neighbour(const struct session *session, int turn, struct fault *fault)
{
    const struct sequence *here = session->now.sequence;
    struct session *neighbour = session_copy(session, fault);
    struct sequence *sequence = neighbour != NULL ? sequence_resized(here, here->T, NULL) : NULL;
    struct experiment next;
    if (neighbour != NULL && sequence == NULL)
        fault_memory(fault);
    if (sequence == NULL) {
        session_free(neighbour);
        return NULL;
    }
    for (int i = 0; i < here->T * here->n_x; i++)
        sequence->x[i] = nudged(sequence->x[i], 5 * i + 3, turn);
    experiment_copy(&next, &session->now);
    sequence_release(next.sequence);
    next.sequence = sequence;
    nudge_network(&next.network, turn);
    if (session_change(neighbour, &next, "", fault))
        return neighbour;
    session_free(neighbour);
    return NULL;
}

/* What one expression is worth, here and next door. */
struct values {
    double here, there;
    bool has_there;
};

static bool find_values(const struct session *session, const struct session *neighbour, const char *expression,
                        struct values *values)
{
    values->has_there = neighbour != NULL && lesson_value(neighbour, expression, &values->there);
    return lesson_value(session, expression, &values->here);
}

/* Next door nothing is 0 by chance. */
static bool agree(const struct values *a, const struct values *b)
{
    return same_or_zero(a->here, b->here) && a->has_there == b->has_there &&
           (!a->has_there || same(a->there, b->there));
}

static const struct prose *reply_to_blank(const struct session *session, const struct session *neighbour,
                                          const struct question *question, int k, const struct values *answer,
                                          bool in_symbols)
{
    for (int i = 0; i < question->reply_count; i++) {
        const struct reply *reply = &question->reply[i];
        struct values wrong;
        if (reply->blank != k || !find_values(session, neighbour, reply->expression, &wrong))
            continue;
        if (in_symbols ? agree(answer, &wrong) : judge_near(answer->here, wrong.here, judge_tolerance(0, wrong.here)))
            return &reply->text;
    }
    return NULL;
}

/* A neighbour on which the expression has a value, or NULL when there is none on either side. */
static struct session *neighbour_for(const struct session *session, const char *expression)
{
    for (int turn = 1; turn >= -1; turn -= 2) {
        struct fault fault = {0};
        double value;
        struct session *neighbour = judge_neighbour(session, turn, &fault);
        fault_clear(&fault);
        if (neighbour == NULL || lesson_value(neighbour, expression, &value))
            return neighbour;
        session_free(neighbour);
    }
    return NULL;
}

/* True when the expression holds this name. */
static bool holds_name(const struct session *session, const char *expression, const struct quantity *name)
{
    struct quantity quantity;
    struct fault fault = {0};
    bool found = false;
    for (size_t at = 0; expression[at] != '\0' && !found; at++) {
        bool begins = quantity_may_begin(expression, at) && (at == 0 || !quantity_may_begin(expression, at - 1));
        found = begins && quantity_read(session, expression, at, strlen(expression), &quantity, &fault) &&
                same_quantity(&quantity, name);
        fault_clear(&fault);
    }
    return found;
}

/* True when the line is only a name out of the lines above the blank, and not what stands in it: to take that over says
 * nothing new. */
static bool is_copied(const struct session *session, const struct question *question, int formula, const char *right,
                      const char *line)
{
    struct quantity name, own;
    struct fault fault = {0};
    size_t from = strspn(line, " \t"), length = strlen(line);
    bool is_name = quantity_may_begin(line, from) && quantity_read(session, line, from, length, &name, &fault) &&
                   name.end + strspn(line + name.end, " \t") == length;
    bool is_own = is_name && quantity_read(session, right, 0, strlen(right), &own, &fault) &&
                  own.end == strlen(right) && same_quantity(&name, &own);
    bool above = false;
    for (int i = 0; i < formula && is_name && !is_own; i++) {
        struct text expression = {0};
        blank_add_expression(&expression, &question->formula[i]);
        above = above || holds_name(session, text_string(&expression), &name);
        text_clear(&expression);
    }
    fault_clear(&fault);
    return above;
}

/* Next door a number is the same, and what has symbols is not. */
static bool is_number(const struct values *answer)
{
    return answer->has_there && answer->here == answer->there;
}

static struct judgement judge_values(const struct session *session, const struct session *neighbour,
                                     const struct question *question, int k, const struct values *right,
                                     const struct values *answer)
{
    struct judgement judgement = {.verdict = VERDICT_WRONG, .value = answer->here};
    if (agree(answer, right)) {
        judgement.verdict = VERDICT_RIGHT;
        return judgement;
    }
    judgement.says = reply_to_blank(session, neighbour, question, k, answer, true);
    if (judgement.says != NULL)
        return judgement;
    double tolerance = judge_tolerance(0, right->here);
    if (judge_near(answer->here, right->here, is_number(answer) ? loosely(tolerance, right->here) : tolerance)) {
        judgement.verdict = VERDICT_NUMBER;
        return judgement;
    }
    /* A number alone may be meant as what has its value here; of symbols that would be an accident. */
    if (is_number(answer) || !answer->has_there)
        judgement.says = reply_to_blank(session, neighbour, question, k, answer, false);
    judgement.sign = judgement.says == NULL && same(-answer->here, right->here);
    return judgement;
}

struct judgement judge_blank(const struct session *session, const struct question *question, int k, const char *line,
                             struct fault *fault)
{
    struct blank blank = blank_find(question, k);
    struct values right, answer;
    struct text expression = {0};
    struct judgement judgement = unreadable();
    text_add_bytes(&expression, question->formula[blank.formula].text + blank.from, blank.to - blank.from);
    struct session *neighbour = neighbour_for(session, text_string(&expression));
    if (!judge_read(session, line, &answer.here, fault))
        judgement = unreadable();
    else if (!isfinite(answer.here))
        judgement = undefined(answer.here);
    else if (!find_values(session, neighbour, text_string(&expression), &right))
        judgement = cannot_judge(text_string(&expression), fault);
    else {
        find_values(session, neighbour, line, &answer);
        judgement = judge_values(session, neighbour, question, k, &right, &answer);
        if (judgement.verdict == VERDICT_RIGHT &&
            is_copied(session, question, blank.formula, text_string(&expression), line))
            judgement.verdict = VERDICT_COPY;
    }
    session_free(neighbour);
    text_clear(&expression);
    return judgement;
}

int judge_expectations(const struct session *session, const struct question *question, struct fault *fault)
{
    for (int i = 0; i < question->formula_count; i++) {
        bool holds = false;
        if (!condition_holds(session, question->formula[i].text, &holds, fault) || !holds)
            return i;
    }
    return -1;
}
