/* SPDX-License-Identifier: GPL-3.0-or-later */
/* look.c - arguments of the commands that look. */

#include "command/look.h"

#include <ctype.h>

#include "base/near.h"

bool look_weight_and_step(struct context *context, bool inside, struct view *view)
{
    const char *first = context_argument(context, 1);
    int T = context->session->now.sequence->T, step = 1;
    *view = (struct view){.session = context->session, .w = WEIGHT_V, .all = true};
    if (first == NULL)
        return true;
    if (!isdigit((unsigned char)first[0]) && first[0] != 'T' && first[0] != 't') {
        if (!context_weight(context, 1, inside, &view->w))
            return false;
        view->all = false;
        step = 2;
    }
    if (context_argument(context, step) == NULL)
        return true;
    if (view->all && context_argument(context, 2) != NULL) {
        context_fault(context, 2, "nothing is expected behind the step");
        return fault_hint(context->fault, "a weight stands before it");
    }
    if (T == 0)
        return context_fault(context, step, "there is no sequence yet: %s sets one",
                             session_sequence_example(context->session));
    return context_int(context, step, 1, T, &view->t);
}

bool look_name(struct context *context, struct quantity *quantity)
{
    const struct words *words = &context->words;
    size_t from = words->word[1].column, to = words->word[words->count - 1].end;
    if (!quantity_may_begin(words->line, from)) {
        context_fault(context, 1, "a name is needed here");
        return fault_hint(context->fault, "such as v, a<3>, L or dL/dv; help names lists them");
    }
    if (!quantity_read(context->session, words->line, from, to, quantity, context->fault))
        return false;
    if (quantity->end == to)
        return true;
    fault_at(context->fault, (ptrdiff_t)quantity->end, "one name is enough here");
    return fault_hint(context->fault, "print takes expressions");
}

/* What the name may have meant, and a list of what there is; its last entry waits for one behind it. */
struct choice {
    struct near near;
    struct text list;
    const char *last;
};

static void add_to_list(struct choice *choice, const char *name)
{
    if (choice->last != NULL)
        text_add_or(&choice->list, choice->last, false);
    choice->last = name;
}

bool look_hint_panel(struct context *context, const char *name, const char *const *others)
{
    struct choice choice = {.last = NULL};
    near_begin(&choice.near, name);
    for (int i = 0; panels[i] != NULL; i++) {
        near_offer(&choice.near, panels[i]->name);
        /* The others show nothing without a name, or a lesson. */
        if (!panels[i]->named && panels[i] != &panel_lesson)
            add_to_list(&choice, panels[i]->name);
    }
    for (; *others != NULL; others++) {
        near_offer(&choice.near, *others);
        add_to_list(&choice, *others);
    }
    text_add_or(&choice.list, choice.last, true);
    if (choice.near.nearest != NULL)
        fault_hint(context->fault, "did you mean '%s'?", choice.near.nearest);
    else
        fault_hint(context->fault, "%s", text_string(&choice.list));
    text_clear(&choice.list);
    return false;
}
