/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.c - a script, as if its lines were typed. */

#include "base/file.h"
#include "command/complete.h"
#include "command/runner.h"

/* Too deep ends every script, also where errors are passed over: what sources itself twice would come here 65536
 * times. */
static bool too_deep(struct context *context)
{
    context->runner->exhausted = true;
    return context_fault(context, 1, "scripts have sourced each other %d deep, the most they may", RUN_DEEPEST_SOURCE);
}

/* Runs the script one level down; false when what follows it is not to be run. */
static bool run_below(struct runner *runner, const char *path, const struct text *content)
{
    if (runner->depth++ == 0)
        runner->commands = 0;
    bool done = run_script(runner, path, text_string(content), content->length);
    bool goes_on = done || (runner->keep_going && !runner->exhausted);
    if (--runner->depth == 0) {
        runner->commands = 0;
        runner->exhausted = false;
    }
    return goes_on;
}

static bool source(struct context *context)
{
    const char *path = context_argument(context, 1);
    struct text content = {0};
    if (context->runner->depth == RUN_DEEPEST_SOURCE)
        return too_deep(context);
    bool read = file_read(path, RUN_LARGEST_SCRIPT, &content, context->fault);
    bool goes_on = read && run_below(context->runner, path, &content);
    text_clear(&content);
    if (!read)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
    else if (!goes_on)
        /* Reported where it happened; nothing is left to say here. */
        fault_set(context->fault, "%s", "");
    return goes_on;
}

const struct command command_source = {
    .name = "source",
    .group = GROUP_FILES,
    .usage = "FILE",
    .summary = "runs the commands in a file",
    .details = "One line at a time, up to the first error. Scripts may source others, 16 deep.",
    .example = "save demo.unroll; source demo.unroll",
    .min_args = 1,
    .max_args = 1,
    .complete = complete_file,
    .run = source,
};
