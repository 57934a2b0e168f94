/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ask.c - the sentences around a lesson's own. */

#include "lesson/ask.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "lesson/blank.h"

static bool is_empty(const struct prose *prose)
{
    return prose->text == NULL || *prose->text == '\0';
}

/* Derivations. */

/* "dyhat<3>/dv = W_y*[1]", and lines after the first with their signs below the first one's. */
static void add_line(struct text *text, const struct question *question, int formula, int filled)
{
    if (formula == 0)
        text_add(text, question->answer.text);
    else
        text_add_blanks(text, utf8_width(question->answer.text));
    text_add(text, " = ");
    blank_add_shown(text, question, formula, filled);
}

static void show_derivation(struct sheet *sheet, const struct question *question, int filled, bool again)
{
    for (int i = 0; i < question->formula_count; i++) {
        struct text line = {0};
        add_line(&line, question, i, filled);
        if (again)
            sheet_replace_code(sheet, ENTRY_DERIVATION, i, text_string(&line));
        else
            sheet_add_code(sheet, ENTRY_DERIVATION, text_string(&line));
        text_clear(&line);
    }
}

void ask_blank(struct sheet *sheet, const struct question *question, int k)
{
    int count = blank_count(question);
    show_derivation(sheet, question, k - 1, true);
    sheet_drop(sheet, ENTRY_BLANK);
    if (k <= count)
        sheet_addf(sheet, ENTRY_BLANK, "What stands at {%d}?", k);
}

/* Questions. */

static void add_how_near(struct sheet *sheet, const struct question *question)
{
    struct text tolerance = {0};
    if (question->tolerance > 0) {
        text_add(&tolerance, "to within ");
        number_add(&tolerance, question->tolerance, 6);
    } else {
        text_add(&tolerance, "to 6 digits");
    }
    sheet_addf(sheet, ENTRY_HOW, "A value, %s.", text_string(&tolerance));
    text_clear(&tolerance);
}

static void add_choices(struct sheet *sheet, const struct question *question)
{
    for (int i = 0; i < question->choice_count; i++) {
        struct text number = {0};
        text_addf(&number, "%d. ", i + 1);
        sheet_add(sheet, ENTRY_CHOICE, text_string(&number), &question->choice[i].text);
        text_clear(&number);
    }
    sheet_addf(sheet, ENTRY_HOW, "The number of your answer.");
}

void ask_question(struct sheet *sheet, const struct question *question)
{
    if (!is_empty(&question->ask))
        sheet_add(sheet, ENTRY_QUESTION, "", &question->ask);
    switch (question->kind) {
    case QUESTION_PREDICT:
        add_how_near(sheet, question);
        break;
    case QUESTION_CHOICE:
        add_choices(sheet, question);
        break;
    case QUESTION_DERIVE:
        show_derivation(sheet, question, 0, false);
        ask_blank(sheet, question, 1);
        break;
    case QUESTION_DO:
        sheet_addf(sheet, ENTRY_HOW, "Any commands; Enter checks.");
        break;
    }
}

/* Replies. */

static const char *plain_reply(const struct judgement *judgement)
{
    switch (judgement->verdict) {
    case VERDICT_RIGHT:
        return "Right.";
    case VERDICT_NUMBER:
        return "The number is right, but on another network it would not be. Which symbols give it on all of them?";
    case VERDICT_NAME:
        return "That is the name of what is asked. Which value does it have?";
    case VERDICT_COPY:
        return "That stands in a line above. This line says the same in other symbols.";
    case VERDICT_UNDEFINED:
        return "That has no finite value here.";
    default:
        return judgement->sign ? "Not yet: the size is right, the sign is not." : "Not yet.";
    }
}

static void add_right_value(struct sheet *sheet, const struct session *session, const struct question *question)
{
    double value;
    struct fault fault = {0};
    struct text text = {0};
    if (judge_read(session, question->answer.text, &value, &fault))
        number_add(&text, value, session->digits);
    sheet_addf(sheet, ENTRY_RIGHT, "Right: it is %s.", text_string(&text));
    text_clear(&text);
    fault_clear(&fault);
}

void ask_reply(struct sheet *sheet, const struct session *session, const struct question *question,
               const struct judgement *judgement)
{
    bool right = judgement->verdict == VERDICT_RIGHT;
    enum entry_kind kind = right ? ENTRY_RIGHT : ENTRY_REPLY;
    if (judgement->says != NULL)
        sheet_add(sheet, kind, "", judgement->says);
    else if (right && question->kind == QUESTION_PREDICT)
        add_right_value(sheet, session, question);
    else
        sheet_addf(sheet, kind, "%s", plain_reply(judgement));
}

void ask_hint(struct sheet *sheet, const struct question *question, int hint)
{
    struct text prefix = {0};
    text_addf(&prefix, "Hint %d of %d: ", hint + 1, question->hint_count);
    sheet_add(sheet, ENTRY_HINT, text_string(&prefix), &question->hint[hint]);
    text_clear(&prefix);
}

/* Answers. */

static void answer_predict(struct sheet *sheet, const struct session *session, const struct question *question)
{
    double value;
    struct fault fault = {0};
    struct text text = {0};
    if (judge_read(session, question->answer.text, &value, &fault)) {
        number_add(&text, value, session->digits);
        sheet_addf(sheet, ENTRY_ANSWER, "It is %s, the value of `%s`.", text_string(&text), question->answer.text);
    }
    text_clear(&text);
    fault_clear(&fault);
}

static void answer_choice(struct sheet *sheet, const struct question *question)
{
    for (int i = 0; i < question->choice_count; i++) {
        struct text prefix = {0};
        text_addf(&prefix, "Number %d: ", i + 1);
        if (question->choice[i].right)
            sheet_add(sheet, ENTRY_ANSWER, text_string(&prefix), &question->choice[i].text);
        text_clear(&prefix);
    }
}

void ask_answer(struct sheet *sheet, const struct session *session, const struct question *question)
{
    switch (question->kind) {
    case QUESTION_PREDICT:
        answer_predict(sheet, session, question);
        break;
    case QUESTION_CHOICE:
        answer_choice(sheet, question);
        break;
    case QUESTION_DERIVE:
        ask_blank(sheet, question, blank_count(question) + 1);
        break;
    case QUESTION_DO:
        sheet_addf(sheet, ENTRY_ANSWER, "One way to do it:");
        break;
    }
}

void ask_explanation(struct sheet *sheet, const struct question *question)
{
    if (!is_empty(&question->explanation))
        sheet_add(sheet, ENTRY_EXPLANATION, "", &question->explanation);
}
