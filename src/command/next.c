/* SPDX-License-Identifier: GPL-3.0-or-later */
/* next.c - on with the lesson, or back to it; Enter does the same. */

#include "command/study.h"

/* Behind the end of a lesson: what may come after it. */
static bool leave(struct context *context)
{
    struct course course;
    struct text name = {0};
    const struct progress *progress = study_progress(context->runner);
    text_add(&name, player_lesson(study_player(context->runner))->id);
    if (!study_leave(context->runner, context->fault)) {
        text_clear(&name);
        return false;
    }
    course_find(&course);
    int next = 0;
    while (next < course.count && progress_is_done(progress, course.entry[next].name))
        next++;
    context_say(context, "You have left %s.", text_string(&name));
    if (next < course.count)
        context_say(context, "The next lesson is %s: lesson %s %s it.", course.entry[next].name,
                    course.entry[next].name,
                    progress_place(progress, course.entry[next].name) != NULL ? "goes on with" : "begins");
    course_clear(&course);
    text_clear(&name);
    return true;
}

static bool next(struct context *context)
{
    struct player *player = study_need(context);
    if (player == NULL)
        return false;
    if (player_is_over(player))
        return leave(context);
    player_next(player);
    return true;
}

const struct command command_next = {
    .name = "next",
    .group = GROUP_LESSONS,
    .usage = "",
    .summary = "goes on with the lesson, or comes back to it; Enter does the same",
    .details = "After whatever you tried meanwhile, the lesson goes on with its own network. Where something is to be "
               "brought about, it says what is still missing.",
    .example = "lesson unrolling; next",
    .run = next,
};
