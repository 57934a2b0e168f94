/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.c - the list of commands, and how a word finds its command. */

#include <string.h>

#include "base/near.h"
#include "command/command.h"

extern const struct command command_step, command_substep, command_back, command_goto, command_run, command_rewind,
    command_play, command_until, command_show, command_graph, command_table, command_series, command_expand,
    command_triangle, command_loss, command_print, command_explain, command_watch, command_unwatch, command_plot,
    command_grad, command_check, command_notes, command_truncate, command_bug, command_random, command_compare,
    command_descend, command_landscape, command_sweep, command_present, command_predict, command_lesson, command_hint,
    command_skip, command_again, command_next, command_why, command_answer, command_save, command_load, command_source,
    command_export, command_session, command_view, command_layout, command_tune, command_theme, command_scroll,
    command_assign, command_shape, command_example, command_set, command_undo, command_redo, command_reset,
    command_history, command_help, command_quit;

const struct command *const commands[] = {
    &command_step,    &command_substep,  &command_back,    &command_goto,    &command_run,       &command_rewind,
    &command_play,    &command_until,    &command_show,    &command_graph,   &command_table,     &command_series,
    &command_expand,  &command_triangle, &command_loss,    &command_print,   &command_explain,   &command_watch,
    &command_unwatch, &command_plot,     &command_grad,    &command_check,   &command_notes,     &command_truncate,
    &command_bug,     &command_random,   &command_compare, &command_descend, &command_landscape, &command_sweep,
    &command_present, &command_predict,  &command_lesson,  &command_hint,    &command_skip,      &command_again,
    &command_next,    &command_why,      &command_answer,  &command_save,    &command_load,      &command_source,
    &command_export,  &command_session,  &command_view,    &command_layout,  &command_tune,      &command_theme,
    &command_scroll,  &command_assign,   &command_shape,   &command_example, &command_set,       &command_undo,
    &command_redo,    &command_reset,    &command_history, &command_help,    &command_quit,      NULL};

const char *const command_groups[GROUP_COUNT] = {"move",    "look",  "gradients", "play",
                                                 "lessons", "files", "screen",    "rest"};

bool command_has_alias(const struct command *command, const char *name)
{
    size_t length = strlen(name);
    for (const char *alias = command->aliases; alias != NULL && *alias != '\0';) {
        size_t end = strcspn(alias, " ");
        if (end == length && strncmp(alias, name, length) == 0)
            return true;
        alias += end + (alias[end] == ' ');
    }
    return false;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool speaks_of(const struct command *command, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = strstr(command->summary, word); at != NULL; at = strstr(at + 1, word)) {
        if ((at == command->summary || !is_letter(at[-1])) && !is_letter(at[length]))
            return true;
    }
    return false;
}

enum { SHORTEST_TOPIC = 3, MOST_TOLD = 4 };

/* Words like forward, slider and curve are no commands, but stand in the summaries of those that are meant. */
static bool hint_topic(const char *word, struct fault *fault)
{
    const struct command *told[MOST_TOLD];
    int count = 0;
    if (strlen(word) < SHORTEST_TOPIC)
        return false;
    for (const struct command *const *command = commands; *command != NULL; command++) {
        if (speaks_of(*command, word) && count++ < MOST_TOLD)
            told[count - 1] = *command;
    }
    if (count == 0 || count > MOST_TOLD)
        return false;
    struct text names = {0};
    for (int i = 0; i < count; i++)
        text_addf(&names, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " and ", told[i]->name);
    fault_hint(fault, "'%s' has to do with %s", word, text_string(&names));
    text_clear(&names);
    return false;
}

static bool unknown(const char *name, ptrdiff_t column, struct fault *fault)
{
    struct near near;
    near_begin(&near, name);
    for (const struct command *const *command = commands; *command != NULL; command++)
        near_offer(&near, *command != &command_assign ? (*command)->name : "");
    if (near.nearest != NULL) {
        fault_at(fault, column, "unknown command '%s'; did you mean '%s'?", name, near.nearest);
        return fault_hint(fault, "help %s tells more", near.nearest);
    }
    fault_at(fault, column, "unknown command '%s'; help lists them", name);
    return hint_topic(name, fault);
}

/* A letter that names a number of the derivation begins no command: v alone asks for its value, not for view. */
static bool is_one_name(const char *name)
{
    return name[0] != '\0' && name[1] == '\0' && strchr("vuxyaozLTtVU", name[0]) != NULL;
}

const struct command *command_find(const char *name, ptrdiff_t column, struct fault *fault)
{
    const struct command *found = NULL;
    struct text candidates = {0};
    int count = 0;
    for (const struct command *const *command = commands; *command != NULL; command++) {
        if (strcmp((*command)->name, name) == 0 || command_has_alias(*command, name)) {
            text_clear(&candidates);
            return *command;
        }
        if (*name != '\0' && !is_one_name(name) && strncmp((*command)->name, name, strlen(name)) == 0) {
            found = *command;
            text_addf(&candidates, "%s%s", count++ > 0 ? ", " : "", found->name);
        }
    }
    if (count > 1) {
        fault_at(fault, column, "'%s' could be %s", name, text_string(&candidates));
        fault_hint(fault, "one more letter tells them apart");
        found = NULL;
    } else if (count == 0) {
        unknown(name, column, fault);
    }
    text_clear(&candidates);
    return found;
}
