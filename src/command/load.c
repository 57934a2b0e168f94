/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.c - a saved state, whole or not at all. */

#include <stdlib.h>

#include "base/file.h"
#include "command/aside.h"
#include "command/complete.h"
#include "session/saved.h"

static bool load(struct context *context)
{
    const char *path = context_argument(context, 1);
    struct text content = {0};
    char *line = context_line(context);
    bool done = file_read(path, SAVED_LARGEST, &content, context->fault) &&
                (saved_is_line(&content) || saved_check(&content, path, context->fault)) &&
                aside_build(context->session, path, content.bytes, content.length, line, context->fault);
    free(line);
    if (done)
        context_say(context, "loaded %s (undo brings back what was there).", path);
    else if (context->fault->column < 0)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
    text_clear(&content);
    return done;
}

const struct command command_load = {
    .name = "load",
    .group = GROUP_FILES,
    .usage = "FILE",
    .summary = "brings back what save wrote, or the line of session",
    .details = "A saved file that was damaged or edited is refused and nothing changes. The line that session prints "
               "may come in a file of its own. undo brings back the network, the sequence and the place.",
    .example = "save today.unroll; load today.unroll",
    .min_args = 1,
    .max_args = 1,
    .complete = complete_file,
    .run = load,
};
