/* SPDX-License-Identifier: GPL-3.0-or-later */
/* candidates.c - the command room knows what fits, readline what several begin with; between them is a list. */

#include "ui/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "command/complete.h"

static bool is_command(const char *candidate)
{
    struct fault fault = {0};
    const struct command *command = command_find(candidate, 0, &fault);
    bool is = command != NULL && strcmp(command->name, candidate) == 0;
    fault_clear(&fault);
    return is;
}

static void add(void *to, const char *candidate)
{
    struct candidates *found = to;
    found->match = alloc_resize(found->match, found->count + 2, sizeof *found->match);
    found->match[found->count++] = alloc_string(candidate);
    found->match[found->count] = NULL;
    found->names = found->names || !is_command(candidate);
}

struct candidates candidates_find(const struct session *session, const char *line, size_t start, size_t end)
{
    struct candidates found = {.match = alloc_array(1, sizeof *found.match)};
    found.files = complete_word(session, line, start, end, add, &found);
    return found;
}

/* Readline would show some invisible characters as they are, and no command may hold the others. */
int candidates_drop_unseen(char **match)
{
    int first = match[1] == NULL ? 0 : 1, to = first;
    for (int i = first; match[i] != NULL; i++) {
        if (utf8_is_visible_line(match[i]))
            match[to++] = match[i];
        else
            free(match[i]);
    }
    match[to] = NULL;
    if (first == 1 && to < 3) {
        free(match[0]);
        match[0] = match[1];
        match[1] = NULL;
    }
    return 0;
}

void candidates_list(char **match, int count, int longest, candidates_listing *listing, void *to)
{
    int across = 76 / (longest + 2) < 1 ? 1 : 76 / (longest + 2);
    struct text line = {0};
    for (int i = 1; i <= count; i++) {
        text_add(&line, "  ");
        text_add(&line, match[i]);
        text_add_blanks(&line, longest - utf8_width(match[i]));
        if (i % across == 0 || i == count) {
            listing(to, text_string(&line));
            text_empty(&line);
        }
    }
    text_clear(&line);
}
