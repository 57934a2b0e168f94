/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - the session in another program's format. */

#include "export/export.h"

#include "base/file.h"
#include "command/command.h"
#include "command/replace.h"

static bool export_session(struct context *context)
{
    const char *path = context_argument(context, 1);
    const struct export_format *format = export_find(path, context->fault);
    struct text file = {0};
    bool done = format != NULL && replace_allowed(context, format->begins, "an earlier export") &&
                format->write(context->session, context->sink->ascii, &file, context->fault) &&
                file_replace(path, text_string(&file), file.length, context->fault);
    if (done)
        context_say(context, "wrote %s.", path);
    else if (context->fault->column < 0)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
    text_clear(&file);
    return done;
}

const struct command command_export = {
    .name = "export",
    .group = GROUP_FILES,
    .usage = "FILE",
    .summary = "writes the session as a table (.csv) or as text (.txt)",
    .details =
        "The table has a row for every step with every quantity and gradient, exact to the last digit; a target that "
        "is not set is an empty field. The text has the panels as they stand now.",
    .example = "export steps.csv",
    .min_args = 1,
    .max_args = 1,
    .complete = COMPLETE_FILES,
    .run = export_session,
};
