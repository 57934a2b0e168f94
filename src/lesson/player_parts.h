/* SPDX-License-Identifier: GPL-3.0-or-later */
/* player_parts.h - what the files of the player share: player.c its moves, player_page.c what it shows from stop to
 * stop, player_answer.c what it says to answers. */

#ifndef UNROLL_LESSON_PLAYER_PARTS_H
#define UNROLL_LESSON_PLAYER_PARTS_H

#include "lesson/player.h"
#include "lesson/scene.h"

/* Where the lesson has stopped. */
enum stop {
    STOP_WAIT,     /* Enter goes on */
    STOP_QUESTION, /* it is open */
    STOP_COMMAND,  /* Enter runs the lesson's next command, in a presentation */
    STOP_DONE,     /* the question is solved or skipped; Enter goes on */
    STOP_OVER      /* behind the last step */
};

struct player {
    struct lesson *lesson;
    struct host *host;
    struct progress *progress;
    struct scene scene;
    int step, block; /* the next block to show */
    int page;        /* the block where the page begins */
    enum stop stop;
    const struct question *question; /* the page's, open or done */
    const struct question *last;     /* the last that was solved or skipped */
    const char *resumed;             /* the question behind which the lesson goes on; NULL when that is past */
    int blank;                       /* asked for, from 1 */
    int hints;                       /* shown */
    int try;                         /* the `try` that was last replied to, -1 for none */
    bool presents;                   /* see player_present */
    const char *commands;            /* that wait for Enter, at STOP_COMMAND */
    bool told;                       /* that progress cannot be kept */
    struct sheet sheet;
    struct text transcript;
};

/* The step the lesson is at, and how many there are: all but what stands before the first heading. */
const struct lesson_step *player_step(const struct player *player);
int player_steps(const struct player *player);

/* Shows what is fresh on the sheet. */
void player_show(struct player *player);

/* Begins a page with the next block; player_go_on then shows all up to the next stop. */
void player_begin_page(struct player *player);
void player_go_on(struct player *player);

/* Leads to a block, which begins a page, and shows that. False with a fault. */
bool player_jump(struct player *player, int step, int block, struct fault *fault);

/* In a presentation: waits for Enter before the first of the commands; runs it, and waits again or goes on. */
void player_await_command(struct player *player, const char *commands);
void player_run_next(struct player *player);

/* Runs the commands as if they were typed. */
void player_run_shown(struct player *player, const char *commands);

/* The open question is solved, or skipped, or was before (RESULT_NONE). */
void player_end_question(struct player *player, enum result result);

/* Shows the page behind the last step. */
void player_end_lesson(struct player *player);

/* Brings a place of the lesson to the disk. */
void player_record_place(struct player *player, const char *id);

/* What Enter does while a question is open: says what is missing, or comes back to the question. */
void player_show_open(struct player *player);

#endif
