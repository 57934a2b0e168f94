/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recall.c - the list is readline's; the file is read into it at the beginning, and gets what is new at the end. */

#include "ui/recall.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <readline/history.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "ui/history.h"

enum { MOST_LINES = 1000 };

static char *path;    /* NULL: the lines are kept nowhere */
static int lines_new; /* added since the file was read */

/* Readline would wait for somebody to write to a pipe. */
static bool is_file_or_nothing(const char *file)
{
    struct stat status;
    return stat(file, &status) != 0 || S_ISREG(status.st_mode);
}

/* Readline would show them raw, and no command may hold them. */
static void forget_unseen_lines(void)
{
    for (int i = history_length - 1; i >= 0; i--) {
        HIST_ENTRY *entry = history_get(history_base + i);
        if (entry != NULL && !utf8_is_visible_line(entry->line))
            free_history_entry(remove_history(i));
    }
}

void recall_begin(const char *file)
{
    using_history();
    stifle_history(MOST_LINES);
    if (file == NULL || !is_file_or_nothing(file))
        return;
    path = alloc_string(file);
    read_history(path);
    forget_unseen_lines();
}

void recall_add(const char *line)
{
    HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (*line == '\0' || (last != NULL && strcmp(last->line, line) == 0))
        return;
    add_history(line);
    lines_new++;
}

void recall_from_newest(void)
{
    using_history();
}

/* With a line that was fetched from the list readline 8.2 keeps what can be undone of it. A search or a cancelled line
 * leaves pointers there to what is freed already, so none of it outlives the line being edited. */
void recall_forget_undone(void)
{
    HIST_ENTRY **lines = history_list();
    for (int i = 0; lines != NULL && lines[i] != NULL; i++)
        lines[i]->data = NULL;
}

static void keep_new_lines(struct text *complaint)
{
    struct text lines = {0};
    struct fault fault = {0};
    int first = history_length > lines_new ? history_length - lines_new : 0;
    for (int i = first; i < history_length; i++)
        text_addf(&lines, "%s\n", history_get(history_base + i)->line);
    if (!history_add(path, &lines, MOST_LINES, &fault))
        text_addf(complaint, "unroll: keeping the history: %s\n", text_string(&fault.message));
    fault_clear(&fault);
    text_clear(&lines);
}

void recall_end(struct text *complaint)
{
    if (path != NULL && lines_new > 0)
        keep_new_lines(complaint);
    free(path);
    path = NULL;
    clear_history();
}
