/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player.c - the moves through a lesson: where it begins and goes on, and how it is left. */

#include "lesson/player.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/near.h"
#include "base/number.h"
#include "lesson/player_parts.h"
#include "lesson/transcript.h"

const struct lesson_step *player_step(const struct player *player)
{
    return &player->lesson->step[player->step];
}

int player_steps(const struct player *player)
{
    return player->lesson->step_count - 1;
}

bool player_add_step(const struct player *player, int number, struct text *text)
{
    if (number < 1 || number > player_steps(player))
        return false;
    const struct lesson_step *step = &player->lesson->step[number];
    text_addf(text, "%d  %s: %s", number, step->id, step->title);
    return true;
}

struct player *player_new(struct lesson *lesson, struct session *session, struct host *host, struct progress *progress)
{
    struct player *player = alloc_array(1, sizeof *player);
    *player = (struct player){.lesson = lesson, .host = host, .progress = progress};
    scene_init(&player->scene, session, host);
    return player;
}

void player_free(struct player *player)
{
    if (player == NULL)
        return;
    scene_clear(&player->scene);
    sheet_clear(&player->sheet);
    text_clear(&player->transcript);
    lesson_free(player->lesson);
    free(player);
}

/* The block where the page with this block begins. */
static int page_start(const struct lesson_step *step, int block)
{
    while (block > 0 && step->block[block - 1].kind != BLOCK_WAIT && step->block[block - 1].kind != BLOCK_QUESTION)
        block--;
    return block;
}

bool player_resume(struct player *player, struct fault *fault)
{
    const char *place = progress_place(player->progress, player->lesson->id);
    for (int i = 0; place != NULL && i < player->lesson->step_count; i++) {
        const struct lesson_step *step = &player->lesson->step[i];
        if (*step->id != '\0' && strcmp(step->id, place) == 0)
            return player_jump(player, i, 0, fault);
        for (int k = 0; k < step->block_count; k++) {
            if (step->block[k].kind == BLOCK_QUESTION && strcmp(step->block[k].question.id, place) == 0) {
                player->resumed = step->block[k].question.id;
                return player_jump(player, i, page_start(step, k), fault);
            }
        }
    }
    return player_jump(player, 0, 0, fault);
}

static bool unknown_step(const struct player *player, const char *name, struct fault *fault)
{
    struct near near;
    near_begin(&near, name);
    for (int i = 1; i <= player_steps(player); i++)
        near_offer(&near, player->lesson->step[i].id);
    fault_set(fault, "this lesson has no step '%s'", name);
    if (near.nearest != NULL)
        return fault_hint(fault, "did you mean '%s'?", near.nearest);
    return fault_hint(fault, "its steps are 1..%d", player_steps(player));
}

bool player_goto(struct player *player, const char *step, struct fault *fault)
{
    int number;
    if (!number_read_int(step, 1, player_steps(player), &number)) {
        number = player_steps(player);
        while (number > 0 && strcmp(player->lesson->step[number].id, step) != 0)
            number--;
    }
    if (number == 0)
        return unknown_step(player, step, fault);
    if (!player_jump(player, number, 0, fault))
        return false;
    player_record_place(player, player->lesson->step[number].id);
    return true;
}

void player_next(struct player *player)
{
    if (player->stop == STOP_QUESTION && !player->presents) {
        player_show_open(player);
    } else if (player->stop == STOP_COMMAND) {
        scene_restore(&player->scene, player->scene.there);
        player_run_next(player);
    } else if (player->stop != STOP_OVER) {
        bool changed = scene_restore(&player->scene, player->scene.there);
        player_begin_page(player);
        if (changed)
            sheet_addf(&player->sheet, ENTRY_REMARK, "The lesson goes on with its own network.");
        player_go_on(player);
    }
}

void player_again(struct player *player)
{
    if (player->stop == STOP_OVER) {
        player_end_lesson(player);
        player_show(player);
        return;
    }
    scene_restore(&player->scene, player->scene.begun);
    player->block = player->page;
    player_begin_page(player);
    player_go_on(player);
}

const struct session *player_own(const struct player *player)
{
    return player->scene.own;
}

bool player_leave(struct player *player, struct fault *fault)
{
    return scene_leave(&player->scene, fault);
}

/* What others ask. */

bool player_asks(const struct player *player)
{
    return player->stop == STOP_QUESTION && player->question->kind != QUESTION_DO;
}

bool player_is_over(const struct player *player)
{
    return player->stop == STOP_OVER;
}

const struct lesson *player_lesson(const struct player *player)
{
    return player->lesson;
}

const struct question *player_question(const struct player *player)
{
    return player->stop == STOP_QUESTION ? player->question : NULL;
}

int player_blank(const struct player *player)
{
    return player->blank;
}

const struct sheet *player_sheet(const struct player *player)
{
    return &player->sheet;
}

void player_add_place(const struct player *player, struct text *text)
{
    text_addf(text, "%s %d/%d", player->lesson->id, player->step, player_steps(player));
}

const struct text *player_transcript(const struct player *player)
{
    return &player->transcript;
}

void player_typed(struct player *player, const char *line)
{
    transcript_add_typed(&player->transcript, line);
}
