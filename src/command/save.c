/* SPDX-License-Identifier: GPL-3.0-or-later */
/* save.c - the state, on disk. */

#include "base/file.h"
#include "command/command.h"
#include "session/saved.h"

/* A file that is there and no saved session is somebody's work: it is not written over. */
static bool may_replace(struct context *context, const char *path)
{
    struct text content = {0};
    struct fault fault = {0};
    bool exists = file_read(path, SAVED_LARGEST, &content, &fault);
    bool fine = !exists || content.length == 0 || saved_begins(content.bytes, content.length);
    text_clear(&content);
    fault_clear(&fault);
    if (fine)
        return true;
    context_fault(context, 1, "'%s' exists and is not a saved session", path);
    return fault_hint(context->fault, "choose another name");
}

static bool save(struct context *context)
{
    const char *path = context_argument(context, 1);
    struct text file = {0};
    bool done = may_replace(context, path) && saved_add_file(&file, context->session, context->fault) &&
                file_replace(path, file.bytes, file.length, context->fault);
    if (done)
        context_say(context, "saved in %s (load %s brings it back).", path, path);
    else if (context->fault->column < 0)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
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
    .complete = COMPLETE_FILES,
    .run = save,
};
