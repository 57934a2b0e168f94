/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lecture.c - a lesson in front of a class: its commands one Enter at a time, and what only the lecturer sees. */

#include <string.h>

#include "lesson/ask.h"
#include "lesson/player_parts.h"

void player_present(struct player *player)
{
    player->presents = true;
}

/* The first line of the commands. */
static size_t first_line(const char *commands)
{
    return strcspn(commands, "\n");
}

void player_await_command(struct player *player, const char *commands)
{
    player->stop = STOP_COMMAND;
    player->commands = commands;
    scene_keep(&player->scene, &player->scene.there);
    sheet_addf(&player->sheet, ENTRY_GUIDE, "Enter types `%.*s`.", (int)first_line(commands), commands);
}

void player_run_next(struct player *player)
{
    struct text line = {0};
    size_t length = first_line(player->commands);
    const char *rest = player->commands + length + (player->commands[length] == '\n');
    text_add_bytes(&line, player->commands, length);
    sheet_drop(&player->sheet, ENTRY_GUIDE);
    player_run_shown(player, text_string(&line));
    text_clear(&line);
    player->commands = NULL;
    if (*rest == '\0') {
        player_go_on(player);
        return;
    }
    player_await_command(player, rest);
    player_show(player);
}

/* What the lecturer sees. */

static void add_note(struct text *text, const struct block *block)
{
    text_addf(text, "\n%s\n", block->prose.text);
}

static void add_commands(struct text *text, const char *heading, const char *commands)
{
    text_addf(text, "\n%s\n", heading);
    for (const char *at = commands; *at != '\0'; at += strspn(at, "\n")) {
        size_t length = first_line(at);
        text_add(text, "  > ");
        text_add_bytes(text, at, length);
        text_add(text, "\n");
        at += length;
    }
}

static void add_answer(struct text *text, const struct player *player, const struct question *question)
{
    struct sheet sheet = {0};
    ask_answer(&sheet, player->scene.session, question);
    for (int i = 0; i < sheet.count; i++)
        text_addf(text, "\n%s\n", sheet.entry[i].prose.text);
    if (question->kind == QUESTION_DO)
        add_commands(text, "", question->solution);
    sheet_clear(&sheet);
}

/* The commands that are run before the next stop. */
static void add_what_comes(struct text *text, const struct player *player)
{
    const struct lesson_step *step = player_step(player);
    if (player->stop == STOP_COMMAND)
        add_commands(text, "Enter types:", player->commands);
    for (int i = player->block; i < step->block_count && player->stop != STOP_COMMAND; i++) {
        if (step->block[i].kind == BLOCK_WAIT || step->block[i].kind == BLOCK_QUESTION)
            break;
        if (step->block[i].kind == BLOCK_RUN)
            add_commands(text, "Comes next:", step->block[i].commands);
    }
}

void player_add_notes(const struct player *player, struct text *text)
{
    const struct lesson_step *step = player_step(player);
    const struct question *question = player_question(player);
    text_addf(text, "%s\n", text_string(&player->sheet.title));
    for (int i = 0; i < step->block_count; i++) {
        if (step->block[i].kind == BLOCK_NOTE)
            add_note(text, &step->block[i]);
    }
    if (question != NULL)
        add_answer(text, player, question);
    add_what_comes(text, player);
}
