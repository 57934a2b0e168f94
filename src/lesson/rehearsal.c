/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearsal.c - the two learners: one who knows everything, one who makes every mistake the lesson has a reply for. */

#include "lesson/rehearsal.h"

#include <stdlib.h>

#include "base/number.h"
#include "lesson/blank.h"
#include "lesson/fields.h"
#include "lesson/judge.h"
#include "lesson/player.h"

/* The learner's end of the player: a session without a screen. */
struct stage {
    struct host host;   /* first: its functions get a pointer to it */
    struct host *above; /* runs the commands */
    struct session *session;
    struct player *player;
    struct lesson_faults *faults;
    int line; /* of the last question, or the title's */
};

static void add_fault(struct stage *stage, int line, const char *what, const char *which, const struct fault *why)
{
    lesson_fault_add(stage->faults, line, "%s when the lesson is played: '%.*s'%s%s", what, excerpt(which), which,
                     why->message.length > 0 ? ", " : "", text_string(&why->message));
}

static bool run_line_of_lesson(struct host *host, const char *line)
{
    struct stage *stage = (struct stage *)host;
    struct fault fault = {0};
    int number;
    bool done = stage->above->run_quietly(stage->above, stage->session, line, &number, &fault);
    if (!done)
        add_fault(stage, stage->line, "a command after this fails", line, &fault);
    fault_clear(&fault);
    return done;
}

static bool run_aside(struct host *host, struct session *session, const char *commands, int *line, struct fault *fault)
{
    struct stage *stage = (struct stage *)host;
    return stage->above->run_quietly(stage->above, session, commands, line, fault);
}

static void show_nobody(struct host *host, const struct sheet *sheet)
{
    (void)host;
    (void)sheet;
}

/* Answers. */

static bool is_open(const struct stage *stage, const struct question *question)
{
    return player_question(stage->player) == question;
}

static void answer(struct stage *stage, const char *line)
{
    struct fault fault = {0};
    player_typed(stage->player, line);
    player_answer(stage->player, line, &fault);
    fault_clear(&fault);
}

/* What a learner types who has calculated it: the number. */
static void answer_value(struct stage *stage, const char *expression)
{
    struct text number = {0};
    struct fault fault = {0};
    double value = 0;
    judge_read(stage->session, expression, &value, &fault);
    number_add_shortest(&number, value);
    answer(stage, text_string(&number));
    text_clear(&number);
    fault_clear(&fault);
}

static void answer_number(struct stage *stage, int number)
{
    struct text line = {0};
    text_addf(&line, "%d", number);
    answer(stage, text_string(&line));
    text_clear(&line);
}

static void answer_blank(struct stage *stage, const struct question *question, int k)
{
    struct blank blank = blank_find(question, k);
    struct text inside = {0};
    text_add_bytes(&inside, question->formula[blank.formula].text + blank.from, blank.to - blank.from);
    answer(stage, text_string(&inside));
    text_clear(&inside);
}

static void bring_about(struct stage *stage, const char *commands)
{
    struct fault fault = {0};
    int line;
    player_typed(stage->player, commands);
    stage->above->run_quietly(stage->above, stage->session, commands, &line, &fault);
    player_look(stage->player);
    fault_clear(&fault);
}

static void answer_right(struct stage *stage, const struct question *question)
{
    if (question->kind == QUESTION_PREDICT)
        answer_value(stage, question->answer.text);
    for (int i = 0; question->kind == QUESTION_CHOICE && i < question->choice_count; i++) {
        if (question->choice[i].right)
            answer_number(stage, i + 1);
    }
    for (int k = 1; question->kind == QUESTION_DERIVE && k <= blank_count(question); k++)
        answer_blank(stage, question, k);
    if (question->kind == QUESTION_DO)
        bring_about(stage, question->solution);
}

/* Gives the reply's wrong answer, which must not be taken for right. */
static void try_wrong(struct stage *stage, const struct question *question, const struct reply *reply)
{
    struct fault none = {0};
    int blank = player_blank(stage->player);
    if (!is_open(stage, question))
        return;
    if (question->kind == QUESTION_DO)
        bring_about(stage, reply->expression);
    else if (question->kind == QUESTION_PREDICT)
        answer_value(stage, reply->expression);
    else
        answer(stage, reply->expression);
    if (!is_open(stage, question) || player_blank(stage->player) != blank)
        add_fault(stage, reply->line, "this is taken for right", reply->expression, &none);
    if (question->kind == QUESTION_DO && is_open(stage, question))
        player_again(stage->player);
}

static void try_choices(struct stage *stage, const struct question *question)
{
    struct fault none = {0};
    for (int i = 0; i < question->choice_count && is_open(stage, question); i++) {
        if (question->choice[i].right)
            continue;
        answer_number(stage, i + 1);
        if (!is_open(stage, question))
            add_fault(stage, question->choice[i].line, "this is taken for right", question->choice[i].text.text, &none);
    }
}

/* All mistakes of each blank, with the right answer between them; the last blank stays open. */
static void try_blanks(struct stage *stage, const struct question *question)
{
    int blanks = blank_count(question);
    for (int k = 1; k <= blanks; k++) {
        for (int i = 0; i < question->reply_count; i++) {
            if (question->reply[i].blank == k)
                try_wrong(stage, question, &question->reply[i]);
        }
        if (k < blanks)
            answer_blank(stage, question, k);
    }
}

static void answer_wrong(struct stage *stage, const struct question *question)
{
    if (question->kind == QUESTION_CHOICE)
        try_choices(stage, question);
    else if (question->kind == QUESTION_DERIVE)
        try_blanks(stage, question);
    for (int i = 0; question->kind != QUESTION_DERIVE && i < question->reply_count; i++)
        try_wrong(stage, question, &question->reply[i]);
}

static void skip(struct stage *stage, const struct question *question)
{
    struct fault fault = {0};
    for (int i = 0; i < question->hint_count && is_open(stage, question); i++)
        player_hint(stage->player, &fault);
    if (player_lesson(stage->player)->skip == SKIP_NEVER)
        answer_right(stage, question);
    else if (is_open(stage, question) && !player_skip(stage->player, &fault))
        add_fault(stage, question->line, "this question cannot be skipped", question->id, &fault);
    fault_clear(&fault);
}

/* The play. */

/* False when the question stays open, so that the lesson would not end. */
static bool pass(struct stage *stage, const struct question *question, bool right)
{
    struct fault none = {0};
    stage->line = question->line;
    if (right)
        answer_right(stage, question);
    else
        answer_wrong(stage, question);
    if (!right)
        skip(stage, question);
    if (!is_open(stage, question))
        return true;
    add_fault(stage, question->line, "the right answer is not accepted", question->id, &none);
    return false;
}

static bool is_stopped(const struct stage *stage)
{
    return session_stopped(stage->session);
}

static void play(struct stage *stage, bool right)
{
    struct fault fault = {0};
    bool goes_on = player_resume(stage->player, &fault);
    if (!goes_on)
        add_fault(stage, 1, "it cannot begin", player_lesson(stage->player)->id, &fault);
    while (goes_on && !player_is_over(stage->player) && !is_stopped(stage)) {
        const struct question *question = player_question(stage->player);
        if (question == NULL)
            player_next(stage->player);
        else
            goes_on = pass(stage, question, right);
    }
    fault_clear(&fault);
}

static void play_lesson(struct lesson *lesson, struct host *above, const volatile sig_atomic_t *stop, bool right,
                        struct text *transcript, struct lesson_faults *faults)
{
    struct fault fault = {0};
    int line;
    struct stage stage = {
        .host = {run_line_of_lesson, run_aside, show_nobody}, .above = above, .faults = faults, .line = 1};
    stage.session = host_fresh(above, stop, "", &line, &fault);
    struct progress *progress = progress_new(NULL, &fault);
    if (stage.session != NULL) {
        stage.player = player_new(lesson, stage.session, &stage.host, progress);
        play(&stage, right);
        if (transcript != NULL)
            text_add(transcript, text_string(player_transcript(stage.player)));
        player_free(stage.player);
    } else {
        lesson_free(lesson);
    }
    progress_free(progress);
    session_free(stage.session);
    fault_clear(&fault);
}

void rehearsal_run(const char *bytes, size_t count, struct host *host, const volatile sig_atomic_t *stop,
                   struct text *transcript, struct lesson_faults *faults)
{
    for (int turn = 0; turn < 2; turn++) {
        struct lesson_faults known = {0};
        struct lesson *lesson = lesson_read(NULL, bytes, count, &known);
        if (lesson != NULL)
            play_lesson(lesson, host, stop, turn == 0, transcript, faults);
        lesson_faults_clear(&known);
    }
}
