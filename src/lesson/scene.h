/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.h - the networks of a lesson: the learner's own, which comes back, and those the lesson sets up, to which it
 * returns after whatever the learner tried meanwhile. */

#ifndef UNROLL_LESSON_SCENE_H
#define UNROLL_LESSON_SCENE_H

#include "lesson/host.h"
#include "lesson/lesson.h"

struct scene {
    struct session *session; /* the one on the screen, borrowed */
    struct host *host;       /* borrowed */
    struct session *own;     /* the learner's, as it was before the lesson; NULL until the lesson sets up its first */
    struct session *begun;   /* as it was where the page begins */
    struct session *there;   /* as it was at the stop; like begun NULL where there was no memory for it */
};

/* Begins while the session is the learner's own; scene_clear it. */
void scene_init(struct scene *scene, struct session *session, struct host *host);
void scene_clear(struct scene *scene);

/* Keeps a copy of the present state in *kept, begun or there; a raised stop does not prevent it. */
void scene_keep(struct scene *scene, struct session **kept);

/* Goes back to a kept state; true when the network or the sequence had been changed meanwhile. */
bool scene_restore(struct scene *scene, const struct session *kept);

/* True when the network or the sequence is not that of the stop. */
bool scene_is_away(const struct scene *scene);

/* Sets up the step, which has a setup, so that one undo brings the learner's own network back. False with a fault. */
bool scene_set_up(struct scene *scene, const struct lesson_step *step, struct fault *fault);

/* Goes in the same way to the state in which that block of the step is reached by who does all as the lesson would. */
bool scene_jump(struct scene *scene, const struct lesson *lesson, int step, int block, struct fault *fault);

/* Brings about what the commands bring about at the stop, as one undo step. */
void scene_run(struct scene *scene, const char *commands);

/* True when the present state is the one the commands lead to from the stop. */
bool scene_is_after(const struct scene *scene, const char *commands);

/* Gives the learner's own network back as one undo step. False with a fault. */
bool scene_leave(struct scene *scene, struct fault *fault);

/* True when the step has a setup. */
bool scene_has_setup(const struct lesson_step *step);

#endif
