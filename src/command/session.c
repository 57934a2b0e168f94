/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.c - the whole state as one line to paste. */

#include "command/runner.h"
#include "session/saved.h"

static bool session(struct context *context)
{
    struct text line = {0};
    saved_add_commands(&line, context->session, "; ", RUN_LONGEST_LINE, NULL);
    if (line.length > RUN_LONGEST_LINE) {
        text_clear(&line);
        fault_set(context->fault, "this state is too long for one line of %d bytes", RUN_LONGEST_LINE);
        return fault_hint(context->fault, "save FILE writes it to a file");
    }
    line.bytes[line.length - 2] = '\0';
    context->sink->value(context->sink, line.bytes);
    text_clear(&line);
    return true;
}

const struct command command_session = {
    .name = "session",
    .group = GROUP_FILES,
    .usage = "",
    .summary = "the whole state as one line to paste",
    .details = "Typed or pasted into another unroll, the line makes the same network, sequence and place on the tape.",
    .example = "session",
    .run = session,
};
