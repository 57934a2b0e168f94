/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complete.c - candidates from the rows: commands, names, examples, settings, generators. */

#include "command/complete.h"

#include <string.h>

#include "command/setting.h"
#include "command/study.h"
#include "command/theme.h"
#include "command/values.h"
#include "export/export.h"
#include "session/example.h"
#include "session/quantity.h"

struct wanted {
    const char *word;
    size_t length;
    complete_offer *offer;
    void *to;
};

static void offer(const struct wanted *wanted, const char *candidate)
{
    if (strncmp(candidate, wanted->word, wanted->length) == 0)
        wanted->offer(wanted->to, candidate);
}

static void offer_commands(const struct wanted *wanted)
{
    for (const struct command *const *row = commands; *row != NULL; row++) {
        if (strcmp((*row)->name, "=") != 0)
            offer(wanted, (*row)->name);
    }
}

static void offer_weights(const struct session *session, const struct wanted *wanted, bool inside)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        if (!inside || (w != WEIGHT_W_Y && w != WEIGHT_B_Y))
            offer(wanted, session_weight_symbol(session, (enum weight)w));
    }
}

/* dL/dv, dL/du and so on: one row of the names stands for all five. */
static void offer_gradients(const struct session *session, const struct wanted *wanted)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        struct text name = {0};
        text_addf(&name, "dL/d%s", session_weight_symbol(session, (enum weight)w));
        offer(wanted, text_string(&name));
        text_clear(&name);
    }
}

static void offer_names(const struct session *session, const struct wanted *wanted)
{
    offer_weights(session, wanted, false);
    offer_gradients(session, wanted);
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++) {
        /* The rows of weights were offered by their symbols. */
        if (row - quantity_names >= WEIGHT_COUNT && strcmp(row->name, "dL/dv") != 0)
            offer(wanted, row->name);
    }
}

static void offer_settings(const struct wanted *wanted)
{
    for (const struct setting *row = settings; row->name != NULL; row++)
        offer(wanted, row->name);
}

static void offer_examples(const struct wanted *wanted)
{
    for (const struct example *row = examples; row->name != NULL; row++)
        offer(wanted, row->name);
}

static void offer_lessons(const struct wanted *wanted)
{
    struct course course;
    course_find(&course);
    for (int i = 0; i < course.count; i++)
        offer(wanted, course.entry[i].name);
    course_clear(&course);
}

/* A lesson or a part of the command; behind a part what its row says. True when file names would also fit. */
static bool offer_lesson_parts(const struct wanted *wanted, const struct words *words)
{
    if (words->count == 1) {
        offer_lessons(wanted);
        for (int i = 0; lesson_parts[i].word != NULL; i++)
            offer(wanted, lesson_parts[i].word);
        return false;
    }
    const struct lesson_part *part = lesson_parts;
    while (part->word != NULL && strcmp(part->word, words->word[1].string) != 0)
        part++;
    if (part->word != NULL && strstr(part->usage, "NAME") != NULL)
        offer_lessons(wanted);
    return part->word != NULL && strstr(part->usage, "FILE") != NULL;
}

/* Behind "x =": the generators; behind "g =": the functions; the values are names too. */
static bool offer_values(const struct session *session, const char *line, size_t at, const struct wanted *wanted)
{
    const char *name = line + at;
    bool sequence = (name[0] == 'x' || name[0] == 'y') && strchr(" =+", name[1]) != NULL;
    if (name[0] == 'g' && strchr(" =*_", name[1]) != NULL) {
        for (int g = 0; g < ACTIVATION_COUNT; g++)
            offer(wanted, activation_name((enum activation)g));
    } else if (strncmp(name, "loss", 4) == 0) {
        for (int loss = 0; loss < LOSS_COUNT; loss++)
            offer(wanted, loss_name((enum loss)loss));
    } else {
        for (int i = 0; sequence && values_generator(i) != NULL; i++)
            offer(wanted, values_generator(i));
        offer_names(session, wanted);
    }
    return sequence;
}

/* The statement the word is in begins here. */
static size_t statement_start(const char *line, size_t start)
{
    size_t at = 0;
    for (;;) {
        size_t end = words_statement_end(line, at);
        if (end >= start || line[end] == '\0')
            break;
        at = words_next_statement(line, end);
    }
    while (at < start && (line[at] == ' ' || line[at] == '\t'))
        at++;
    return at;
}

static void offer_views(const struct wanted *wanted)
{
    for (int i = 0; panels[i] != NULL; i++) {
        if (!panels[i]->named)
            offer(wanted, panels[i]->name);
    }
    offer(wanted, "auto");
    offer(wanted, "log");
}

/* The name of a file with every ending there is. */
static void offer_endings(const struct wanted *wanted)
{
    size_t name = strcspn(wanted->word, ".\t \n;");
    for (int i = 0; wanted->length > 0 && export_formats[i] != NULL; i++) {
        struct text file = {0};
        text_add_bytes(&file, wanted->word, name < wanted->length ? name : wanted->length);
        text_add(&file, export_formats[i]->ending);
        offer(wanted, text_string(&file));
        text_clear(&file);
    }
}

/* A file; behind it what its format takes: panels, a script, options. True when file names would also fit. */
static bool offer_exports(const struct wanted *wanted, const struct words *words)
{
    struct fault ignored = {0};
    if (words->count == 1) {
        offer_endings(wanted);
        return true;
    }
    const struct export_format *format = export_find(words->word[1].string, &ignored);
    fault_clear(&ignored);
    for (int i = 0; format != NULL && format->draws && panels[i] != NULL; i++) {
        if (!panels[i]->named)
            offer(wanted, panels[i]->name);
    }
    for (int i = 0; export_options[i].name != NULL; i++)
        offer(wanted, export_options[i].name);
    return format != NULL && format->script;
}

static bool offer_arguments(const struct session *session, const struct command *command, const struct words *words,
                            const struct wanted *wanted)
{
    switch (command->complete) {
    case COMPLETE_NAMES:
        offer_names(session, wanted);
        break;
    case COMPLETE_NAMES_AND_FILES:
        offer_names(session, wanted);
        return words->count == 1;
    case COMPLETE_WEIGHTS:
    case COMPLETE_INSIDE:
        offer_weights(session, wanted, command->complete == COMPLETE_INSIDE);
        break;
    case COMPLETE_EXPORTS:
        return offer_exports(wanted, words);
    case COMPLETE_EXAMPLES:
        offer_examples(wanted);
        break;
    case COMPLETE_LESSONS:
        offer_lessons(wanted);
        break;
    case COMPLETE_LESSON_PARTS:
        return offer_lesson_parts(wanted, words);
    case COMPLETE_COMMANDS:
        offer_commands(wanted);
        break;
    case COMPLETE_SETTINGS:
        offer_settings(wanted);
        break;
    case COMPLETE_VIEWS:
        offer_views(wanted);
        break;
    case COMPLETE_LAYOUTS:
        offer(wanted, "auto");
        offer(wanted, "big");
        break;
    case COMPLETE_THEMES:
        for (int i = 0; i < THEME_COUNT; i++)
            offer(wanted, theme_names[i]);
        break;
    case COMPLETE_BUGS:
        offer(wanted, "random");
        offer(wanted, "is");
        offer(wanted, "off");
        break;
    default:
        break;
    }
    return command->complete == COMPLETE_FILES;
}

bool complete_word(const struct session *session, const char *line, size_t start, size_t end, complete_offer *to_offer,
                   void *to)
{
    struct wanted wanted = {line + start, end - start, to_offer, to};
    size_t at = statement_start(line, start);
    if (at > start) /* in a comment */
        return false;
    if (at == start) {
        offer_commands(&wanted);
        offer_names(session, &wanted);
        return false;
    }
    if (assign_is(line, at, start))
        return offer_values(session, line, at, &wanted);
    struct words words;
    struct fault fault = {0};
    bool files = false;
    if (words_split(&words, line, at, start, &fault) && words.count > 0) {
        const struct command *command = command_find(words.word[0].string, 0, &fault);
        files = command != NULL && offer_arguments(session, command, &words, &wanted);
    }
    words_clear(&words);
    fault_clear(&fault);
    return files;
}
