/* SPDX-License-Identifier: GPL-3.0-or-later */
/* worksheet.c - what is asked for, and what is known. */

#include "export/worksheet.h"

#include <stdlib.h>

#include "base/alloc.h"

/* Of two lengths, so that a number is not taken for the same as its value. */
static const char NUMBERS[] = "________", VALUE[] = "______";

static void blank(char **string, const char *with)
{
    if (*string == NULL || **string == '\0')
        return;
    free(*string);
    *string = alloc_string(with);
}

void worksheet_hide(struct derivation *derivation)
{
    for (int i = 0; i < derivation->equations; i++) {
        struct equation *equation = &derivation->equation[i];
        for (int k = 0; k < equation->parts; k++) {
            blank(&equation->part[k].numbers, NUMBERS);
            blank(&equation->part[k].few, NUMBERS);
        }
        blank(&equation->value, VALUE);
        /* What is remarkable about a number would give it away. */
        free(equation->remark);
        equation->remark = NULL;
    }
}

struct session *worksheet_known(const struct export_request *request, struct fault *fault)
{
    struct tape before = request->session->tape;
    if (request->each_step) {
        before.position = before.part = 0;
    } else if (!tape_back(&before)) {
        fault_set(fault, "there is nothing to fill in before the first step");
        fault_hint(fault, "step first, or export all with --each-step");
        return NULL;
    }
    struct session *known = session_copy(request->session, fault);
    if (known == NULL || session_move(known, before, fault))
        return known;
    session_free(known);
    return NULL;
}

void worksheet_add_title(struct text *text, const struct export_request *request)
{
    static const char *const kinds[] = {"", ": worksheet", ": key"};
    text_addf(text, "%s%s", request->title, kinds[request->answers]);
}
