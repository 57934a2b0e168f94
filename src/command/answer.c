/* SPDX-License-Identifier: GPL-3.0-or-later */
/* answer.c - the answer to a lesson's open question; a line that is no command comes here too. */

#include <string.h>

#include "command/complete.h"
#include "command/study.h"

bool study_answer(struct context *context, size_t from)
{
    const struct words *words = &context->words;
    struct player *player = study_need(context);
    struct text line = {0};
    if (player == NULL)
        return false;
    text_add_bytes(&line, words->line + from, words->to - from);
    bool done = player_answer(player, text_string(&line), context->fault);
    if (!done && context->fault->column >= 0)
        context->fault->column += (ptrdiff_t)from;
    text_clear(&line);
    return done;
}

static bool answer(struct context *context)
{
    return study_answer(context, context->words.word[1].column);
}

const struct command command_answer = {
    .name = "answer",
    .group = GROUP_LESSONS,
    .usage = "ANSWER",
    .summary = "answers the open question of the lesson",
    .details =
        "A number, an expression, or the number of a choice. The word answer may be left out: while a question is "
        "open, a line that is no command and sets nothing is its answer.",
    .example = "lesson unrolling; lesson goto 2; answer 0.25",
    .min_args = 1,
    .max_args = -1,
    .complete = complete_names,
    .run = answer,
};
