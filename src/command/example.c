/* SPDX-License-Identifier: GPL-3.0-or-later */
/* example.c - the named networks. */

#include "session/example.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "command/aside.h"
#include "command/complete.h"

static bool list(struct context *context)
{
    for (const struct example *row = examples; row->name != NULL; row++)
        context_say(context, "  %-12s %s", row->name, row->summary);
    return true;
}

static const struct example *find(const char *name)
{
    for (const struct example *row = examples; row->name != NULL; row++) {
        if (strcmp(row->name, name) == 0)
            return row;
    }
    return NULL;
}

static bool unknown(struct context *context, const char *name)
{
    struct near near;
    near_begin(&near, name);
    for (const struct example *row = examples; row->name != NULL; row++)
        near_offer(&near, row->name);
    context_fault(context, 1, "unknown example '%s'", name);
    if (near.nearest != NULL)
        return fault_hint(context->fault, "did you mean '%s'?", near.nearest);
    return fault_hint(context->fault, "example lists them");
}

static bool example(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (name == NULL)
        return list(context);
    const struct example *row = find(name);
    if (row == NULL)
        return unknown(context, name);
    char *line = context_line(context);
    bool done = aside_build(context->session, row->name, row->commands, strlen(row->commands), line, context->fault);
    free(line);
    if (!done)
        return false;
    context_say(context, "example %s - %s.", row->name, row->summary);
    context_say(context, "Look for: %s", row->look);
    return true;
}

static bool complete_example(const struct completion *completion)
{
    for (const struct example *row = examples; row->name != NULL; row++)
        complete_with(completion, row->name);
    return false;
}

const struct command command_example = {
    .name = "example",
    .group = GROUP_REST,
    .usage = "[NAME]",
    .summary = "a network that shows one thing; without a name the list of them",
    .details = "It replaces the network, the sequence and the place on the tape; undo brings the old ones back.",
    .example = "example memory",
    .max_args = 1,
    .complete = complete_example,
    .in_lesson = true,
    .run = example,
};
