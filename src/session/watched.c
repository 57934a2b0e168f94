/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watched.c - the same expression with the tape at one place or the other. */

#include "session/watched.h"

#include <string.h>

#include "session/derivation.h"
#include "session/expression.h"

bool watched_add_value(struct text *text, const struct session *session, int i, struct fault *fault)
{
    struct matrix value;
    size_t at = 0;
    const char *name = session->watched[i];
    if (!expression_element(session, name, &at, strlen(name), &value, fault))
        return false;
    derivation_add_matrix(text, session, &value);
    matrix_clear(&value);
    return true;
}

bool watched_add_before(struct text *text, const struct session *session, int i)
{
    struct session there = *session;
    struct fault ignored = {0};
    if (session->before.position == session->tape.position && session->before.part == session->tape.part)
        return false;
    there.tape = session->before;
    bool done = watched_add_value(text, &there, i, &ignored);
    fault_clear(&ignored);
    return done;
}
