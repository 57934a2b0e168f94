/* SPDX-License-Identifier: GPL-3.0-or-later */
/* source.c - a script, as if its lines were typed. */

#include "base/file.h"
#include "command/run.h"

static bool source(struct context *context)
{
    struct runner *runner = context->runner;
    const char *path = context_argument(context, 1);
    struct text content = {0};
    if (runner->depth == RUN_DEEPEST_SOURCE)
        return context_fault(context, 1, "scripts have sourced each other %d deep, the most they may",
                             RUN_DEEPEST_SOURCE);
    if (!file_read(path, RUN_LARGEST_SCRIPT, &content, context->fault)) {
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
        text_clear(&content);
        return false;
    }
    runner->depth++;
    bool done = run_script(runner, path, text_string(&content), content.length);
    runner->depth--;
    text_clear(&content);
    /* Reported where it happened; nothing is left to say here. */
    if (!done)
        fault_set(context->fault, "%s", "");
    return done || runner->keep_going;
}

const struct command command_source = {
    .name = "source",
    .group = GROUP_FILES,
    .usage = "FILE",
    .summary = "runs the commands in a file",
    .details = "One line at a time, up to the first error. Scripts may source others, 16 deep.",
    .example = "source demo.unroll",
    .min_args = 1,
    .max_args = 1,
    .complete = COMPLETE_FILES,
    .run = source,
};
