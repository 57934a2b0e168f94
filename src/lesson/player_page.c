/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player_page.c - what is shown between two stops: words, commands that are run, and at its end a question or a
 * wait. */

#include <string.h>

#include "lesson/ask.h"
#include "lesson/player_parts.h"
#include "lesson/transcript.h"

void player_show(struct player *player)
{
    transcript_add(&player->transcript, &player->sheet);
    player->host->show(player->host, &player->sheet);
    sheet_shown(&player->sheet);
}

/* The next line of the commands; false behind the last. */
static bool next_command(const char **commands, struct text *line)
{
    text_empty(line);
    if (*commands == NULL || **commands == '\0')
        return false;
    size_t length = strcspn(*commands, "\n");
    text_add_bytes(line, *commands, length);
    *commands += length + ((*commands)[length] == '\n');
    return true;
}

/* Progress. */

static void write_progress(struct player *player)
{
    struct fault fault = {0};
    if (!progress_write(player->progress, &fault) && !player->told) {
        sheet_addf(&player->sheet, ENTRY_REMARK, "Progress cannot be kept (%s); the lesson goes on all the same.",
                   text_string(&fault.message));
        player->told = true;
    }
    fault_clear(&fault);
}

void player_record_place(struct player *player, const char *id)
{
    if (*id != '\0')
        progress_move(player->progress, player->lesson->id, id);
    write_progress(player);
}

/* Pages. */

static void add_title(struct player *player)
{
    struct text *title = &player->sheet.title;
    text_empty(title);
    if (player->step > 0)
        text_addf(title, "%s %d/%d: %s", player->lesson->id, player->step, player_steps(player),
                  player_step(player)->title);
    else
        text_add(title, player->lesson->title);
}

static void add_heading(struct player *player)
{
    const char *heading = player->step > 0 ? player_step(player)->title : player->lesson->title;
    sheet_add(&player->sheet, ENTRY_HEADING, "", &(struct prose){.text = (char *)heading});
}

static void guide(struct player *player)
{
    sheet_addf(&player->sheet, ENTRY_GUIDE, "Enter goes on.");
}

void player_run_shown(struct player *player, const char *commands)
{
    struct text line = {0}, shown = {0};
    while (next_command(&commands, &line)) {
        text_empty(&shown);
        text_addf(&shown, "> %s", text_string(&line));
        sheet_add_code(&player->sheet, ENTRY_RUN, text_string(&shown));
        player_show(player);
        player->host->run(player->host, text_string(&line));
    }
    text_clear(&line);
    text_clear(&shown);
}

void player_end_question(struct player *player, enum result result)
{
    player->stop = STOP_DONE;
    player->last = player->question;
    scene_keep(&player->scene, &player->scene.there);
    ask_explanation(&player->sheet, player->question);
    progress_record(player->progress, player->lesson->id, player->question->id, result);
    player_record_place(player, player->question->id);
    guide(player);
}

/* Shows a question that was answered when the lesson was last left. */
static void pass_question(struct player *player)
{
    const struct question *question = player->question;
    if (question->kind == QUESTION_DO)
        scene_run(&player->scene, question->solution);
    sheet_drop(&player->sheet, ENTRY_HOW);
    ask_answer(&player->sheet, player->scene.session, question);
    if (question->kind == QUESTION_DO)
        sheet_add_code(&player->sheet, ENTRY_CODE, question->solution);
    player_end_question(player, RESULT_NONE);
}

static void ask(struct player *player, const struct question *question)
{
    player->stop = STOP_QUESTION;
    player->question = question;
    player->blank = 1;
    player->hints = 0;
    player->try = -1;
    ask_question(&player->sheet, question);
    if (player->resumed != NULL && strcmp(player->resumed, question->id) == 0)
        pass_question(player);
    else
        scene_keep(&player->scene, &player->scene.there);
    player->resumed = NULL;
}

/* Shows the block; true when it is a stop. */
static bool show_block(struct player *player, const struct block *block)
{
    static const enum entry_kind kinds[] = {
        [BLOCK_PARAGRAPH] = ENTRY_PARAGRAPH, [BLOCK_ITEM] = ENTRY_ITEM, [BLOCK_CODE] = ENTRY_CODE};
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
    case BLOCK_ITEM:
    case BLOCK_CODE:
        sheet_add(&player->sheet, kinds[block->kind], "", &block->prose);
        return false;
    case BLOCK_RUN:
        if (!player->presents)
            player_run_shown(player, block->commands);
        return player->presents;
    case BLOCK_WAIT:
        return true;
    case BLOCK_QUESTION:
        ask(player, &block->question);
        return true;
    case BLOCK_SETUP:
    case BLOCK_NOTE:
        break;
    }
    return false;
}

void player_begin_page(struct player *player)
{
    sheet_empty(&player->sheet);
    player->question = NULL;
    player->page = player->block;
    scene_keep(&player->scene, &player->scene.begun);
    add_title(player);
    if (player->block == 0)
        add_heading(player);
}

/* Steps without a setup go on with the network as it is. */
static void enter_step(struct player *player, int step)
{
    struct fault fault = {0};
    player->step = step;
    player->block = 0;
    bool done = !scene_has_setup(player_step(player)) || scene_set_up(&player->scene, player_step(player), &fault);
    player_begin_page(player);
    if (!done)
        sheet_addf(&player->sheet, ENTRY_REMARK, "The network of this step could not be set up: %s.",
                   text_string(&fault.message));
    player_record_place(player, player_step(player)->id);
    fault_clear(&fault);
}

void player_end_lesson(struct player *player)
{
    int solved = progress_count(player->progress, player->lesson, RESULT_SOLVED);
    int skipped = progress_count(player->progress, player->lesson, RESULT_SKIPPED) - solved;
    player->stop = STOP_OVER;
    sheet_empty(&player->sheet);
    sheet_addf(&player->sheet, ENTRY_PARAGRAPH, "This is the end of **%s**.", player->lesson->title);
    sheet_addf(&player->sheet, ENTRY_PARAGRAPH, "%d question%s solved, %d skipped. `lesson goto` leads back to a step.",
               solved, solved == 1 ? "" : "s", skipped);
    progress_finish(player->progress, player->lesson->id);
    write_progress(player);
    sheet_addf(&player->sheet, ENTRY_GUIDE, "Enter leaves the lesson.");
}

static bool shows_nothing(const struct player *player)
{
    for (int i = 0; i < player->sheet.count; i++) {
        if (player->sheet.entry[i].kind != ENTRY_HEADING && player->sheet.entry[i].kind != ENTRY_REMARK)
            return false;
    }
    return true;
}

static void wait_for_enter(struct player *player)
{
    player->stop = STOP_WAIT;
    scene_keep(&player->scene, &player->scene.there);
    guide(player);
}

void player_go_on(struct player *player)
{
    for (;;) {
        const struct lesson_step *step = player_step(player);
        if (player->block < step->block_count) {
            const struct block *block = &step->block[player->block++];
            if (!show_block(player, block))
                continue;
            if (block->kind == BLOCK_WAIT)
                wait_for_enter(player);
            else if (block->kind == BLOCK_RUN)
                player_await_command(player, block->commands);
            break;
        }
        if (!shows_nothing(player)) {
            wait_for_enter(player);
            break;
        }
        if (player->step == player_steps(player)) {
            player_end_lesson(player);
            break;
        }
        enter_step(player, player->step + 1);
    }
    player_show(player);
}

bool player_jump(struct player *player, int step, int block, struct fault *fault)
{
    if (!scene_jump(&player->scene, player->lesson, step, block, fault))
        return false;
    player->step = step;
    player->block = block;
    player_begin_page(player);
    player_go_on(player);
    return true;
}
