/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player_answer.c - the open question: what an answer, a hint, a skip and the learner's own commands lead to. */

#include "lesson/ask.h"
#include "lesson/blank.h"
#include "lesson/player_parts.h"

static bool need_question(const struct player *player, struct fault *fault)
{
    if (player->stop == STOP_QUESTION)
        return true;
    fault_set(fault, "no question is open");
    return fault_hint(fault, "Enter goes on");
}

static void reply(struct player *player, const struct judgement *judgement)
{
    const struct question *question = player->question;
    sheet_drop(&player->sheet, ENTRY_REPLY);
    sheet_drop(&player->sheet, ENTRY_RIGHT);
    sheet_drop(&player->sheet, ENTRY_REMARK);
    ask_reply(&player->sheet, player->scene.session, question, judgement);
    if (judgement->verdict != VERDICT_RIGHT)
        return;
    if (question->kind == QUESTION_DERIVE)
        ask_blank(&player->sheet, question, ++player->blank);
    if (question->kind != QUESTION_DERIVE || player->blank > blank_count(question))
        player_end_question(player, RESULT_SOLVED);
}

static struct judgement judge(struct player *player, const char *line, struct fault *fault)
{
    const struct question *question = player->question;
    if (question->kind == QUESTION_PREDICT)
        return judge_predict(player->scene.session, question, line, fault);
    if (question->kind == QUESTION_CHOICE)
        return judge_choice(question, line, fault);
    return judge_blank(player->scene.session, question, player->blank, line, fault);
}

bool player_answer(struct player *player, const char *line, struct fault *fault)
{
    if (!need_question(player, fault))
        return false;
    if (player->question->kind == QUESTION_DO) {
        fault_set(fault, "this question is answered by what commands bring about");
        return fault_hint(fault, "Enter says what is still missing");
    }
    /* A question about this network is not answered on another one. */
    if (player->question->kind != QUESTION_CHOICE && scene_is_away(&player->scene)) {
        sheet_drop(&player->sheet, ENTRY_REPLY);
        sheet_addf(&player->sheet, ENTRY_REPLY, "This is not the network of the question: `next` brings it back.");
    } else {
        struct judgement judgement = judge(player, line, fault);
        if (judgement.verdict == VERDICT_UNREADABLE)
            return false;
        reply(player, &judgement);
    }
    player_show(player);
    return true;
}

bool player_hint(struct player *player, struct fault *fault)
{
    if (!need_question(player, fault))
        return false;
    sheet_drop(&player->sheet, ENTRY_REMARK);
    if (player->hints < player->question->hint_count)
        ask_hint(&player->sheet, player->question, player->hints++);
    else
        sheet_addf(&player->sheet, ENTRY_REMARK, "There are no more hints; `skip` shows the answer.");
    player_show(player);
    return true;
}

static bool may_skip(const struct player *player, struct fault *fault)
{
    int left = player->question->hint_count - player->hints;
    if (player->lesson->skip == SKIP_NEVER) {
        fault_set(fault, "the questions of this lesson cannot be skipped");
        return fault_hint(fault, "hint helps");
    }
    if (player->lesson->skip == SKIP_ALLOWED || left <= 0)
        return true;
    fault_set(fault, "a question of this lesson can be skipped after its hints; %d %s left", left,
              left == 1 ? "is" : "are");
    return fault_hint(fault, "hint shows the next one");
}

bool player_skip(struct player *player, struct fault *fault)
{
    if (!need_question(player, fault) || !may_skip(player, fault))
        return false;
    sheet_drop(&player->sheet, ENTRY_REPLY);
    sheet_drop(&player->sheet, ENTRY_RIGHT);
    sheet_drop(&player->sheet, ENTRY_REMARK);
    scene_restore(&player->scene, player->scene.there);
    ask_answer(&player->sheet, player->scene.session, player->question);
    if (player->question->kind == QUESTION_DO)
        player_run_shown(player, player->question->solution);
    player_end_question(player, RESULT_SKIPPED);
    player_show(player);
    return true;
}

/* The first expectation that does not hold, in the lesson's own words. */
static void show_missing(struct player *player)
{
    struct fault fault = {0};
    int first = judge_expectations(player->scene.session, player->question, &fault);
    sheet_drop(&player->sheet, ENTRY_REPLY);
    if (first >= 0)
        sheet_addf(&player->sheet, ENTRY_REPLY, "Not yet: `%s` does not hold%s%s.",
                   player->question->formula[first].text, fault.message.length > 0 ? ", because " : "",
                   text_string(&fault.message));
    fault_clear(&fault);
}

static void come_back(struct player *player)
{
    sheet_drop(&player->sheet, ENTRY_REMARK);
    if (scene_restore(&player->scene, player->scene.there)) {
        sheet_drop(&player->sheet, ENTRY_REPLY);
        sheet_addf(&player->sheet, ENTRY_REMARK, "Here is the network of the question again.");
    } else {
        sheet_addf(&player->sheet, ENTRY_REMARK, "The question is open: answer it, or type `hint` or `skip`.");
    }
}

void player_show_open(struct player *player)
{
    if (player->question->kind == QUESTION_DO)
        show_missing(player);
    else
        come_back(player);
    player_show(player);
}

bool player_why(struct player *player, struct fault *fault)
{
    if (player->stop == STOP_QUESTION) {
        fault_set(fault, "the question is still open");
        return fault_hint(fault, "hint helps, skip shows the answer and why");
    }
    if (player->last == NULL) {
        fault_set(fault, "nothing has been answered yet");
        return fault_hint(fault, "Enter goes on");
    }
    sheet_drop(&player->sheet, ENTRY_EXPLANATION);
    ask_explanation(&player->sheet, player->last);
    player_show(player);
    return true;
}

/* The `try` whose state is the present one, or -1. */
static int find_try(struct player *player)
{
    const struct question *question = player->question;
    for (int i = 0; i < question->reply_count; i++) {
        if (scene_is_after(&player->scene, question->reply[i].expression))
            return i;
    }
    return -1;
}

/* What was said of another state is true no longer, and goes. */
static void reply_to_try(struct player *player)
{
    int found = find_try(player);
    if (found == player->try)
        return;
    player->try = found;
    sheet_drop(&player->sheet, ENTRY_REPLY);
    if (found >= 0) {
        sheet_add(&player->sheet, ENTRY_REPLY, "", &player->question->reply[found].text);
        player_show(player);
    }
}

void player_look(struct player *player)
{
    struct fault fault = {0};
    if (player->stop != STOP_QUESTION || player->question->kind != QUESTION_DO)
        return;
    if (judge_expectations(player->scene.session, player->question, &fault) < 0) {
        sheet_drop(&player->sheet, ENTRY_REPLY);
        sheet_addf(&player->sheet, ENTRY_RIGHT, "That does it.");
        player_end_question(player, RESULT_SOLVED);
        player_show(player);
    } else {
        reply_to_try(player);
    }
    fault_clear(&fault);
}
