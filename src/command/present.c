/* SPDX-License-Identifier: GPL-3.0-or-later */
/* present.c - a lesson in front of a class. */

#include "command/complete.h"
#include "command/study.h"

static bool present(struct context *context)
{
    if (study_present(context->runner, context_argument(context, 1), context->fault))
        return true;
    context->fault->column = (ptrdiff_t)context->words.word[1].column;
    return false;
}

const struct command command_present = {
    .name = "present",
    .group = GROUP_LESSONS,
    .usage = "LESSON",
    .summary = "a lesson for a class: Enter types its commands one by one",
    .details = "Questions stay open until you answer them, type skip, which shows the answer, or press Enter, which "
               "passes over them. Any other command is a detour, and next comes back. Nothing is recorded. A second "
               "terminal shows the lecturer's notes with unroll --notes.",
    .example = "present unrolling",
    .min_args = 1,
    .max_args = 1,
    .complete = complete_lesson,
    .run = present,
};
