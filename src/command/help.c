/* SPDX-License-Identifier: GPL-3.0-or-later */
/* help.c - everything there is to know, from the rows. */

#include <string.h>

#include "command/complete.h"
#include "command/key.h"
#include "session/quantity.h"

static void list_group(struct context *context, enum group group)
{
    context_say(context, "%s", command_groups[group]);
    for (const struct command *const *row = commands; *row != NULL; row++) {
        if ((*row)->group == group)
            context_say(context, "  %-10s %s", (*row)->name, (*row)->summary);
    }
}

static bool list(struct context *context)
{
    for (int group = 0; group < GROUP_COUNT; group++)
        list_group(context, (enum group)group);
    context_say(context, "%s", "");
    context_say(context, "help COMMAND tells more, help names lists the quantities, help keys the keys.");
    context_say(context,
                "Any unambiguous beginning of a command works; ';' parts commands, '#' begins a comment. At the "
                "prompt an empty line repeats the last motion.");
    return true;
}

static bool list_names(struct context *context)
{
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++)
        context_say(context, "  %-16s %s", row->form, row->meaning);
    context_say(context, "%s", "");
    context_say(context,
                "g (inside) is identity, tanh, sigmoid or relu; g* (at the output) identity, sigmoid or softmax.");
    context_say(context, "The loss is bce (binary cross-entropy), mse (half the squared error) or ce (categorical "
                         "cross-entropy).");
    context_say(context,
                "A network is linear when g and g* are the identity; otherwise Πg' stands for the derivatives on "
                "the way.");
    context_say(context,
                "Entries are counted from 1: V[1,2], a<3>[2], dL<4>/dV[1,2]. Inside < > stands a number, t (the "
                "step you are at) or T, also with + and -: a<t-1>.");
    return true;
}

static bool list_keys(struct context *context)
{
    context_say(context, "In the full screen, while the line is empty:");
    for (const struct key *row = keys; row->name != NULL; row++)
        context_say(context, "  %-14s %-14s %s", row->name, row->line, row->summary);
    context_say(context, "As soon as something is typed, every key belongs to the line: Tab completes, Ctrl-R searches "
                         "the history, Ctrl-C clears the line, Ctrl-D on an empty one leaves, Ctrl-L draws the screen "
                         "anew. The mouse points all the while; with Shift held down, or after set mouse off, it "
                         "marks text as elsewhere.");
    return true;
}

static bool tell(struct context *context, const struct command *command)
{
    context_say(context, "%s%s%s", command->name, *command->usage != '\0' ? " " : "", command->usage);
    context_say(context, "  %s", command->summary);
    context_say(context, "  %s", command->details);
    if (command->aliases != NULL)
        context_say(context, "  also: %s", command->aliases);
    context_say(context, "  example: %s", command->example);
    return true;
}

/* A heading of the list; where a command is called so too, that was told of. */
static bool list_group_of(struct context *context, const char *name)
{
    for (int group = 0; group < GROUP_COUNT; group++) {
        if (strcmp(command_groups[group], name) == 0) {
            list_group(context, (enum group)group);
            return true;
        }
    }
    return false;
}

/* True when the name alone is that of a number here. */
static bool is_readable(const struct context *context)
{
    const struct word *word = &context->words.word[1];
    struct quantity quantity;
    struct fault ignored = {0};
    bool read = quantity_may_begin(context->words.line, word->column) &&
                quantity_read(context->session, context->words.line, word->column, word->end, &quantity, &ignored);
    fault_clear(&ignored);
    return read && quantity.end == word->end;
}

/* True of a<t> where there is no step t yet, and of yhat, which is one at some step. */
static bool names_quantity(const char *name)
{
    struct text letters = {0};
    const struct quantity_name *row = quantity_names;
    quantity_add_in_letters(&letters, name, strcspn(name, "<["));
    while (row->name != NULL && strcmp(row->name, text_string(&letters)) != 0)
        row++;
    text_clear(&letters);
    return row->name != NULL;
}

/* Help tells of commands; for quantities there are other ways. The fault says already that it is no command. */
static bool unknown(struct context *context, const char *name)
{
    bool readable = is_readable(context);
    if (!readable && !names_quantity(name))
        return false;
    fault_clear(context->fault);
    context_fault(context, 1, "'%s' is a quantity, not a command", name);
    return readable ? fault_hint(context->fault, "explain %s tells of it, help names of all", name)
                    : fault_hint(context->fault, "help names lists the quantities");
}

static bool help(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (name == NULL)
        return list(context);
    if (strcmp(name, "names") == 0)
        return list_names(context);
    if (strcmp(name, "keys") == 0)
        return list_keys(context);
    const struct command *command = command_find(name, (ptrdiff_t)context->words.word[1].column, context->fault);
    if (command != NULL)
        return tell(context, command);
    if (!list_group_of(context, name))
        return unknown(context, name);
    fault_clear(context->fault);
    return true;
}

static bool complete_command(const struct completion *completion)
{
    complete_with_commands(completion);
    for (int group = 0; group < GROUP_COUNT; group++)
        complete_with(completion, command_groups[group]);
    return false;
}

const struct command command_help = {
    .name = "help",
    .aliases = "h ?",
    .group = GROUP_REST,
    .usage = "[COMMAND|GROUP|names|keys]",
    .summary = "all commands, one command, the names of the quantities or the keys",
    .details = "GROUP is a heading of the list of all commands, such as move. What it says comes from the same table "
               "the program runs by.",
    .example = "help grad",
    .max_args = 1,
    .words = "names keys",
    .complete = complete_command,
    .run = help,
};
