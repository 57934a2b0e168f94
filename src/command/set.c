/* SPDX-License-Identifier: GPL-3.0-or-later */
/* set.c - how numbers and pictures are shown. */

#include <string.h>

#include "base/near.h"
#include "command/complete.h"
#include "command/setting.h"
#include "session/quantity.h"

static void show_digits(const struct context *context, struct text *text)
{
    text_addf(text, "%d", context->session->digits);
}

static bool set_digits(struct context *context)
{
    return context_int(context, 2, 3, 17, &context->session->digits);
}

static void show_ascii(const struct context *context, struct text *text)
{
    text_add(text, context->sink->ascii ? "on" : "off");
}

/* Reads argument 2. */
static bool read_switch(struct context *context, bool *on)
{
    const char *value = context_argument(context, 2);
    bool is_on = strcmp(value, "on") == 0;
    if (!is_on && strcmp(value, "off") != 0)
        return context_fault(context, 2, "'%s' is neither on nor off", value);
    *on = is_on;
    return true;
}

static bool set_ascii(struct context *context)
{
    bool on = false;
    if (!read_switch(context, &on))
        return false;
    if (!on && !context->sink->may_be_unicode) {
        context_fault(context, 2, "this locale cannot show more than ASCII");
        return fault_hint(context->fault, "start unroll with LC_ALL=C.UTF-8");
    }
    context->sink->ascii = on;
    return true;
}

static void show_mouse(const struct context *context, struct text *text)
{
    text_add(text, context->sink->mouse ? "on" : "off");
}

static bool set_mouse(struct context *context)
{
    return read_switch(context, &context->sink->mouse);
}

const struct setting settings[] = {
    {"digits", "3..17", "significant digits of equations and gradients; pictures show at most 4", show_digits,
     set_digits},
    {"ascii", "on|off", "draws with ASCII characters only", show_ascii, set_ascii},
    {"mouse", "on|off", "in the full screen a click goes to a step; off leaves the mouse to the terminal", show_mouse,
     set_mouse},
    {NULL, NULL, NULL, NULL, NULL},
};

static bool list(struct context *context)
{
    for (const struct setting *row = settings; row->name != NULL; row++) {
        struct text value = {0};
        row->show(context, &value);
        context_say(context, "  %-8s %-4s %s (%s)", row->name, text_string(&value), row->summary, row->values);
        text_clear(&value);
    }
    return true;
}

static bool unknown(struct context *context, const char *name)
{
    struct near near;
    struct quantity quantity;
    struct fault other = {0};
    near_begin(&near, name);
    for (const struct setting *row = settings; row->name != NULL; row++)
        near_offer(&near, row->name);
    context_fault(context, 1, "unknown setting '%s'", name);
    if (near.nearest != NULL)
        return fault_hint(context->fault, "did you mean '%s'?", near.nearest);
    if (quantity_read(context->session, name, 0, strlen(name), &quantity, &other))
        return fault_hint(context->fault, "a value is set by its name alone, as in v = 0.5");
    fault_clear(&other);
    return fault_hint(context->fault, "set lists them");
}

static bool set(struct context *context)
{
    const char *name = context_argument(context, 1);
    const struct setting *row = settings;
    if (name == NULL)
        return list(context);
    while (row->name != NULL && strcmp(row->name, name) != 0)
        row++;
    if (row->name == NULL)
        return unknown(context, name);
    if (context_argument(context, 3) != NULL) {
        context_fault(context, 3, "set takes fewer arguments");
        return fault_hint(context->fault, "usage: set NAME VALUE");
    }
    if (context_argument(context, 2) == NULL) {
        context_fault(context, 1, "%s needs a value", name);
        return fault_hint(context->fault, "%s", row->values);
    }
    if (!row->set(context))
        return context->fault->hint.length > 0 ? false : fault_hint(context->fault, "%s", row->values);
    context_say(context, "%s = %s", name, context_argument(context, 2));
    return true;
}

/* A setting, and behind it the words among its values. */
static bool complete_setting(const struct completion *completion)
{
    const struct words *words = completion->words;
    for (const struct setting *row = settings; row->name != NULL; row++) {
        if (words->count == 1)
            complete_with(completion, row->name);
        else if (words->count == 2 && strcmp(words->word[1].string, row->name) == 0 && strchr(row->values, '|') != NULL)
            complete_with_words(completion, row->values);
    }
    return false;
}

const struct command command_set = {
    .name = "set",
    .group = GROUP_REST,
    .usage = "[NAME VALUE]",
    .summary = "sets how things are shown; without arguments lists the settings",
    .details = "set digits 3..17 is the number of significant digits; set ascii on draws with ASCII characters only; "
               "set mouse off lets the terminal mark and copy text with the mouse again.",
    .example = "set digits 10",
    .max_args = -1,
    .complete = complete_setting,
    .in_session = true,
    .run = set,
};
