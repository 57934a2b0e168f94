/* SPDX-License-Identifier: GPL-3.0-or-later */
/* predict.c - turns the questions before each step on and off. */

#include <string.h>

#include "command/complete.h"
#include "command/runner.h"
#include "session/quantity.h"

static bool unknown(struct context *context, const char *name)
{
    context_fault(context, 1, "'%s' is nothing to predict", name);
    fault_hint(context->fault, "on, off, score");
    for (const struct prediction_target *row = prediction_targets; row->name != NULL; row++)
        text_addf(&context->fault->hint, ", %s", row->name);
    return false;
}

static void list(struct context *context)
{
    const struct prediction_target *now = context->runner->prediction.target;
    context_say(context, "%s%s.", now != NULL ? "Each step asks first: " : "Steps do not ask",
                now != NULL ? now->summary : "");
    for (const struct prediction_target *row = prediction_targets; row->name != NULL; row++)
        context_say(context, "  %-8s %s", row->name, row->summary);
}

static bool choose(struct context *context, const struct prediction_target *target)
{
    context->runner->prediction.target = target;
    context->runner->prediction.open = false;
    if (target == NULL)
        context_say(context, "Steps no longer ask.");
    else
        context_say(context, "Each step asks first: %s.", target->summary);
    return true;
}

/* The target that name[0..length) is, which may be spelt with a sign; the end of the rows when it is none. */
static const struct prediction_target *find(const char *name, size_t length)
{
    const struct prediction_target *row = prediction_targets;
    struct text letters = {0};
    quantity_add_in_letters(&letters, name, length);
    while (row->name != NULL && strcmp(row->name, text_string(&letters)) != 0)
        row++;
    text_clear(&letters);
    return row;
}

/* yhat<t> means yhat. */
static bool choose_named(struct context *context, const char *name)
{
    size_t length = strcspn(name, "<");
    const struct prediction_target *row = find(name, length);
    if (row->name == NULL)
        return unknown(context, name);
    if (name[length] == '\0' || strcmp(name + length, "<t>") == 0)
        return choose(context, row);
    context_fault(context, 1, "predict asks about the step that comes, not about a chosen one");
    context->fault->column += (ptrdiff_t)length;
    return fault_hint(context->fault, "predict %s", row->name);
}

static bool predict(struct context *context)
{
    const char *name = context_argument(context, 1);
    if (name == NULL) {
        list(context);
        return true;
    }
    if (strcmp(name, "score") == 0) {
        prediction_score(context);
        return true;
    }
    if (strcmp(name, "off") == 0)
        return choose(context, NULL);
    if (strcmp(name, "on") == 0)
        return choose(context, &prediction_targets[0]);
    return choose_named(context, name);
}

static bool complete_target(const struct completion *completion)
{
    for (const struct prediction_target *row = prediction_targets; row->name != NULL; row++)
        complete_with(completion, row->name);
    return false;
}

const struct command command_predict = {
    .name = "predict",
    .group = GROUP_LESSONS,
    .usage = "[on|off|score|NAME]",
    .summary = "each step asks first what it will bring",
    .details =
        "Answer with a number, a calculation, a sign or a term's j; then the step is taken, and prediction and truth "
        "stand side by side. NAME is yhat (as on), a, L, z, sign (of z<t>; back, of the gradient) or largest (term of "
        "the series). score says how well it went.",
    .example = "predict on; step",
    .max_args = 1,
    .words = "on off score",
    .complete = complete_target,
    .in_lesson = true,
    .run = predict,
};
