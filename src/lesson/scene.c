/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene.c - states are built aside and then adopted, each as one undo step. */

#include "lesson/scene.h"

#include <string.h>

/* What undo calls the lesson's changes, and that of leaving it. */
static const char made_by[] = "the lesson's network", left_for[] = "your own network";

void scene_init(struct scene *scene, struct session *session, struct host *host)
{
    *scene = (struct scene){.session = session, .host = host};
}

void scene_clear(struct scene *scene)
{
    session_free(scene->own);
    session_free(scene->begun);
    session_free(scene->there);
}

void scene_keep(struct scene *scene, struct session **kept)
{
    struct fault fault = {0};
    session_free(*kept);
    /* Where Ctrl-C ended a command of the page, the lesson still stops behind it. */
    *kept = session_copy_despite_stop(scene->session, &fault);
    fault_clear(&fault);
}

/* How many digits are shown is the learner's choice, unless the lesson makes it. */
static bool adopt(struct scene *scene, const struct session *state, struct fault *fault)
{
    int digits = scene->session->digits;
    if (!session_adopt(scene->session, state, made_by, fault))
        return false;
    if (state->digits == SESSION_DIGITS)
        scene->session->digits = digits;
    return true;
}

static bool same_place(const struct session *a, const struct session *b)
{
    return a->tape.position == b->tape.position && a->tape.part == b->tape.part;
}

bool scene_restore(struct scene *scene, const struct session *kept)
{
    struct fault fault = {0};
    bool changed = kept != NULL && !session_same_experiment(scene->session, kept);
    if (changed)
        adopt(scene, kept, &fault);
    else if (kept != NULL && !same_place(scene->session, kept))
        session_move(scene->session, kept->tape, &fault);
    if (kept != NULL && same_place(scene->session, kept))
        scene->session->expanded = kept->expanded;
    fault_clear(&fault);
    return changed;
}

bool scene_is_away(const struct scene *scene)
{
    return scene->there != NULL && !session_same_experiment(scene->session, scene->there);
}

/* Before the lesson changes anything the learner's own network is kept: without it the lesson does not begin. */
static bool keep_own(struct scene *scene, struct fault *fault)
{
    if (scene->own == NULL)
        scene->own = session_copy(scene->session, fault);
    return scene->own != NULL;
}

/* Makes the learner's own network the present one again, if it is another. */
static bool put_own_back(struct scene *scene, struct fault *fault)
{
    return session_same_experiment(scene->session, scene->own) || adopt(scene, scene->own, fault);
}

/* Makes the state the present one, the learner's own being what was there before it. Frees the state, which may be
 * NULL. */
static bool enter(struct scene *scene, struct session *state, struct fault *fault)
{
    bool done = state != NULL && keep_own(scene, fault) && put_own_back(scene, fault) && adopt(scene, state, fault);
    session_free(state);
    return done;
}

/* Setups. */

bool scene_has_setup(const struct lesson_step *step)
{
    for (int i = 0; i < step->block_count; i++) {
        if (step->block[i].kind == BLOCK_SETUP)
            return true;
    }
    return false;
}

/* What the setup of the step makes; NULL with a fault when it fails. */
static struct session *set_up(const struct scene *scene, const struct lesson_step *step, struct fault *fault)
{
    struct text commands = {0};
    int line;
    for (int i = 0; i < step->block_count; i++) {
        if (step->block[i].kind == BLOCK_SETUP)
            text_addf(&commands, "%s\n", step->block[i].commands);
    }
    struct session *state = host_fresh(scene->host, scene->session->stop, text_string(&commands), &line, fault);
    text_clear(&commands);
    return state;
}

bool scene_set_up(struct scene *scene, const struct lesson_step *step, struct fault *fault)
{
    return enter(scene, set_up(scene, step, fault), fault);
}

/* Runs the commands on a state of the lesson's own; the first that fails ends them. */
static void run_on(const struct scene *scene, struct session *state, const char *commands)
{
    struct fault fault = {0};
    int line;
    if (commands != NULL)
        scene->host->run_quietly(scene->host, state, commands, &line, &fault);
    fault_clear(&fault);
}

bool scene_jump(struct scene *scene, const struct lesson *lesson, int step, int block, struct fault *fault)
{
    int from = step;
    while (from > 0 && !scene_has_setup(&lesson->step[from]))
        from--;
    struct session *state = set_up(scene, &lesson->step[from], fault);
    for (int i = from; state != NULL && i <= step; i++) {
        int count = i < step ? lesson->step[i].block_count : block;
        for (int k = 0; k < count; k++) {
            const struct block *passed = &lesson->step[i].block[k];
            if (passed->kind == BLOCK_RUN)
                run_on(scene, state, passed->commands);
            else if (passed->kind == BLOCK_QUESTION)
                run_on(scene, state, passed->question.solution);
        }
    }
    return enter(scene, state, fault);
}

void scene_run(struct scene *scene, const char *commands)
{
    struct fault fault = {0};
    struct session *state = session_copy(scene->session, &fault);
    if (state != NULL) {
        run_on(scene, state, commands);
        adopt(scene, state, &fault);
    }
    session_free(state);
    fault_clear(&fault);
}

bool scene_is_after(const struct scene *scene, const char *commands)
{
    struct fault fault = {0};
    struct session *state = scene->there != NULL ? session_copy(scene->there, &fault) : NULL;
    bool same = false;
    if (state != NULL) {
        run_on(scene, state, commands);
        same = session_same_experiment(scene->session, state) && same_place(scene->session, state);
    }
    session_free(state);
    fault_clear(&fault);
    return same;
}

bool scene_leave(struct scene *scene, struct fault *fault)
{
    /* Also where the networks are the same: the place, what is watched and what is expanded come back with it. */
    return scene->own == NULL || session_adopt(scene->session, scene->own, left_for, fault);
}
