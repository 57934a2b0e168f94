/* SPDX-License-Identifier: GPL-3.0-or-later */
/* save.c - the state, on disk. */

#include "base/file.h"
#include "command/complete.h"
#include "command/replace.h"
#include "session/saved.h"

static bool save(struct context *context)
{
    const char *path = context_argument(context, 1);
    struct text file = {0}, word = {0};
    bool done = replace_allowed(context, 1, path, saved_begins, "a saved session") &&
                saved_add_file(&file, context->session, context->session->stop, context->fault) &&
                file_replace(path, &file, context->fault);
    words_add(&word, path);
    if (done)
        context_say(context, "saved in %s (load %s brings it back).", path, text_string(&word));
    else if (context->fault->column < 0)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
    text_clear(&word);
    text_clear(&file);
    return done;
}

const struct command command_save = {
    .name = "save",
    .group = GROUP_FILES,
    .usage = "FILE",
    .summary = "writes the state to a file that load reads",
    .details =
        "The file holds the commands that rebuild the network, the sequence and the place on the tape, bit for bit. "
        "The old file stays whole until the new one is on the disk.",
    .example = "save today.unroll",
    .min_args = 1,
    .max_args = 1,
    .complete = complete_file,
    .frugal = true,
    .run = save,
};
