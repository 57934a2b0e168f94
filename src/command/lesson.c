/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lesson.c - which lessons there are, how far each was brought, and the way into one. */

#include <string.h>

#include "base/file.h"
#include "base/near.h"
#include "command/author.h"
#include "command/complete.h"
#include "command/replace.h"
#include "command/study.h"
#include "export/export.h"

static void add_missing(struct text *text, const struct lesson *lesson, const struct progress *progress)
{
    struct text names = {0};
    progress_add_missing(progress, lesson, &names);
    if (names.length > 0)
        text_addf(text, "  builds on %s", text_string(&names));
    text_clear(&names);
}

static void say_entry(struct context *context, const struct course_entry *entry, const struct progress *progress)
{
    struct fault fault = {0};
    struct text text = {0};
    struct lesson *lesson = course_read(entry->file, entry->path, &fault);
    text_addf(&text, "  %.*s  ", (int)strcspn(entry->file, "-"), entry->file);
    if (lesson == NULL) {
        text_addf(&text, "%-24s cannot be read: %s", entry->name, text_string(&fault.message));
    } else {
        int all = progress_count(progress, lesson, RESULT_NONE);
        int solved = progress_count(progress, lesson, RESULT_SOLVED);
        text_addf(&text, "%-24s %3d min  ", entry->name, lesson->minutes);
        if (progress_is_done(progress, lesson->id))
            text_addf(&text, "done, %d of %d solved", solved, all);
        else if (progress_place(progress, lesson->id) != NULL)
            text_addf(&text, "begun, %d of %d solved", solved, all);
        else
            text_addf(&text, "%d question%s", all, all == 1 ? "" : "s");
        if (!progress_is_done(progress, lesson->id))
            add_missing(&text, lesson, progress);
    }
    context_say(context, "%s", text_string(&text));
    lesson_free(lesson);
    text_clear(&text);
    fault_clear(&fault);
}

static bool list(struct context *context)
{
    struct course course;
    const struct progress *progress = study_progress(context->runner);
    course_find(&course);
    for (int i = 0; i < course.count; i++)
        say_entry(context, &course.entry[i], progress);
    if (course.count == 0)
        context_say(context, "There are no lessons here; UNROLL_LESSONS can name a folder that has some.");
    else
        context_say(context, "lesson NAME or lesson NUMBER begins one, or goes on where you left it.");
    course_clear(&course);
    return true;
}

static bool begin(struct context *context)
{
    if (study_open(context->runner, context_argument(context, 1), false, context->fault))
        return true;
    context->fault->column = (ptrdiff_t)context->words.word[1].column;
    return false;
}

static void list_steps(struct context *context, const struct player *player)
{
    struct text line = {0};
    for (int i = 1; player_add_step(player, i, &line); i++) {
        context_say(context, "  %s", text_string(&line));
        text_empty(&line);
    }
    text_clear(&line);
}

static bool go(struct context *context)
{
    struct player *player = study_need(context);
    if (player == NULL)
        return false;
    if (context_argument(context, 2) == NULL) {
        list_steps(context, player);
        return true;
    }
    if (player_goto(player, context_argument(context, 2), context->fault))
        return true;
    context->fault->column = (ptrdiff_t)context->words.word[2].column;
    return false;
}

/* Adds the name of a lesson of the course, which may be given by its number, or of another one that was played. False
 * with a fault when there is none. */
static bool add_known(const struct progress *progress, const char *name, struct text *known, struct fault *fault)
{
    struct course course;
    bool played = progress_place(progress, name) != NULL || progress_is_done(progress, name);
    course_find(&course);
    const struct course_entry *entry = played ? NULL : course_entry(&course, name, fault);
    if (played || entry != NULL)
        text_add(known, played ? name : entry->name);
    course_clear(&course);
    return played || entry != NULL;
}

static bool reset(struct context *context)
{
    const char *name = context_argument(context, 2);
    struct progress *progress = study_progress(context->runner);
    struct text known = {0};
    if (!add_known(progress, name, &known, context->fault)) {
        context->fault->column = (ptrdiff_t)context->words.word[2].column;
        return false;
    }
    progress_forget(progress, text_string(&known));
    bool done = progress_write(progress, context->fault);
    if (done)
        context_say(context, "What was done in %s is forgotten.", text_string(&known));
    text_clear(&known);
    return done;
}

static const char TRANSCRIPT[] = "<!-- lesson transcript, unroll ";

static bool begins_transcript(const char *bytes, size_t count)
{
    return export_begins(bytes, count, TRANSCRIPT);
}

static bool write_transcript(struct context *context, const struct text *transcript, const char *path)
{
    struct text file = {0};
    text_addf(&file, "%s" UNROLL_VERSION " -->\n\n%s", TRANSCRIPT, text_string(transcript));
    file.cut = file.cut || transcript->cut;
    bool done = replace_allowed(context, 2, path, begins_transcript, "a transcript") &&
                file_replace(path, &file, context->fault);
    text_clear(&file);
    return done;
}

static bool transcript(struct context *context)
{
    struct player *player = study_need(context);
    const char *path = context_argument(context, 2);
    if (player == NULL)
        return false;
    const struct text *text = player_transcript(player);
    if (path == NULL) {
        context->sink->value(context->sink, text_string(text));
        return true;
    }
    if (!write_transcript(context, text, path))
        return false;
    context_say(context, "wrote %s", path);
    return true;
}

static bool leave(struct context *context)
{
    if (study_need(context) == NULL || !study_leave(context->runner, context->fault))
        return false;
    context_say(context, "You have left the lesson; it goes on where you left it.");
    return true;
}

const struct lesson_part lesson_parts[] = {
    {"list", 0, 0, "", list},
    {"goto", 0, 1, " [STEP]", go},
    {"leave", 0, 0, "", leave},
    {"reset", 1, 1, " NAME", reset},
    {"transcript", 0, 1, " [FILE]", transcript},
    {"new", 1, 1, " FILE", author_new},
    {"check", 1, -1, " FILE...", author_check},
    {NULL, 0, 0, NULL, NULL},
};

static bool run_part(struct context *context, const struct lesson_part *part)
{
    int count = context->words.count - 2;
    if (count >= part->min_args && (count <= part->max_args || part->max_args < 0))
        return part->run(context);
    if (count < part->min_args)
        fault_at(context->fault, (ptrdiff_t)context->words.word[1].end, "lesson %s needs another argument", part->word);
    else
        context_fault(context, 2 + part->max_args, "lesson %s takes fewer arguments", part->word);
    return fault_hint(context->fault, "usage: lesson %s%s", part->word, part->usage);
}

static bool lesson(struct context *context)
{
    const char *word = context_argument(context, 1);
    if (word == NULL)
        return list(context);
    for (const struct lesson_part *part = lesson_parts; part->word != NULL; part++) {
        if (strcmp(part->word, word) == 0)
            return run_part(context, part);
    }
    if (context->words.count == 2)
        return begin(context);
    context_fault(context, 2, "one name is enough here");
    return fault_hint(context->fault, "usage: lesson NAME");
}

/* A lesson or a part of the command; behind a part what its row says. */
static bool complete_part(const struct completion *completion)
{
    const struct words *words = completion->words;
    const struct lesson_part *part = lesson_parts;
    if (words->count == 1) {
        for (; part->word != NULL; part++)
            complete_with(completion, part->word);
        return complete_lesson(completion);
    }
    while (part->word != NULL && strcmp(part->word, words->word[1].string) != 0)
        part++;
    if (part->word == NULL || (part->max_args >= 0 && words->count - 1 > part->max_args))
        return false;
    if (strstr(part->usage, "NAME") != NULL)
        complete_lesson(completion);
    return strstr(part->usage, "FILE") != NULL;
}

const struct command command_lesson = {
    .name = "lesson",
    .group = GROUP_LESSONS,
    .usage = "[NAME|list|goto [STEP]|leave|reset NAME|transcript [FILE]|new FILE|check FILE...]",
    .summary = "a guided lesson; without a name the list of them",
    .details =
        "lesson NAME begins a lesson, also by its number, or goes on where you left it. In it every command works, "
        "Enter goes on, and while a question is open a line that is no command is its answer. lesson list shows what "
        "is done; lesson goto lists the steps or begins another one, lesson leave brings your own network back, lesson "
        "reset forgets what was done in a lesson, and lesson transcript shows or writes what happened, as Markdown. "
        "For authors: lesson new writes a small lesson to begin from, and lesson check says what is wrong with one, "
        "with file and line.",
    .example = "lesson list",
    .max_args = -1,
    .complete = complete_part,
    .run = lesson,
};
