/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quit.c - the end. */

#include "command/command.h"
#include "command/runner.h"

static bool quit(struct context *context)
{
    context->runner->quit = true;
    return true;
}

const struct command command_quit = {
    .name = "quit",
    .aliases = "q exit :q",
    .group = GROUP_REST,
    .usage = "",
    .summary = "leaves the program",
    .details = "Ctrl-D on an empty line does the same.",
    .example = "quit",
    .frugal = true,
    .run = quit,
};
