/* SPDX-License-Identifier: GPL-3.0-or-later */
/* unwatch.c - no longer watch one quantity, or any. */

#include <stdlib.h>
#include <string.h>

#include "command/complete.h"

static void forget(struct session *session, int i)
{
    free(session->watched[i]);
    session->watched_count--;
    memmove(&session->watched[i], &session->watched[i + 1],
            (size_t)(session->watched_count - i) * sizeof *session->watched);
}

static bool unwatch(struct context *context)
{
    struct session *session = context->session;
    const struct words *words = &context->words;
    if (context_argument(context, 1) == NULL) {
        while (session->watched_count > 0)
            forget(session, 0);
        context_say(context, "nothing is watched.");
        return true;
    }
    const char *name = words->line + words->word[1].column;
    int length = (int)(words->word[words->count - 1].end - words->word[1].column);
    for (int i = 0; i < session->watched_count; i++) {
        if ((int)strlen(session->watched[i]) == length && strncmp(session->watched[i], name, (size_t)length) == 0) {
            context_say(context, "no longer watching %s", session->watched[i]);
            forget(session, i);
            return true;
        }
    }
    context_fault(context, 1, "'%.*s' is not watched", length, name);
    return fault_hint(context->fault, "watch lists what is");
}

/* What is watched, each from its beginning: an expression may have blanks. */
static bool complete_watched(const struct completion *completion)
{
    const struct session *session = completion->session;
    for (int i = 0; completion->words->count == 1 && i < session->watched_count; i++)
        complete_with(completion, session->watched[i]);
    return false;
}

const struct command command_unwatch = {
    .name = "unwatch",
    .group = GROUP_LOOK,
    .usage = "[NAME]",
    .summary = "no longer shows a quantity; without a name none",
    .details = "The name is written as it was for watch.",
    .example = "unwatch",
    .max_args = -1,
    .complete = complete_watched,
    .in_session = true,
    .run = unwatch,
};
