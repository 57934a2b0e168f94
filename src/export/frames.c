/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.c - a copy of the session, moved along its tape a whole step at a time. */

#include "export/frames.h"

/* Back goes the tape only through a loss that is known. */
static int last_position(const struct session *session)
{
    int T = session->now.sequence->T;
    return sequence_first_unset(session->now.sequence, 1, T) == 0 ? 2 * T : T;
}

static bool may_be_walked(const struct session *session, struct fault *fault)
{
    int count = last_position(session);
    if (count == 0) {
        fault_set(fault, "there is no sequence to step through");
        return fault_hint(fault, "%s sets one", session_sequence_example(session));
    }
    if (count <= FRAMES_MOST)
        return true;
    fault_set(fault, "the tape has %d steps, and %d are the most that are written", count, FRAMES_MOST);
    return fault_hint(fault, "a .csv file holds them all");
}

static bool walk(const struct export_request *request, struct session *copy, frame_take *take, void *to,
                 struct fault *fault)
{
    struct export_request frame = *request;
    int T = copy->now.sequence->T, count = last_position(copy);
    frame.session = frame.picture.view.session = copy;
    frame.picture.view.t = 0;
    for (int position = 1; position <= count; position++) {
        if (!session_move(copy, (struct tape){.T = T, .position = position}, fault) ||
            !take(to, &frame, position, count, fault))
            return false;
    }
    return true;
}

bool frames_walk(const struct export_request *request, frame_take *take, void *to, struct fault *fault)
{
    if (!request->each_step)
        return session_settle(request->session, fault) && take(to, request, 1, 1, fault);
    if (!may_be_walked(request->session, fault))
        return false;
    struct session *copy = session_copy(request->session, fault);
    bool done = copy != NULL && walk(request, copy, take, to, fault);
    if (copy != NULL)
        session_free(copy);
    return done;
}

void frame_add_title(struct text *text, const struct session *session)
{
    struct place place = tape_place(&session->tape);
    if (place.phase == PHASE_START)
        text_add(text, "Before the first step");
    else
        text_addf(text, "Step %d of %d, %s", place.t, session->now.sequence->T,
                  place.phase == PHASE_FORWARD ? "forward" : "backward");
}
