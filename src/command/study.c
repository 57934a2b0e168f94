/* SPDX-License-Identifier: GPL-3.0-or-later */
/* study.c - the host of lessons, and the one that is open. */

#include "command/study.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/folders.h"
#include "command/aside.h"
#include "session/flow.h"

struct study {
    struct host host; /* first: its functions get a pointer to it */
    struct runner *runner;
    struct progress *progress; /* NULL until it is asked for */
    struct progress *lecture;  /* of a presentation, kept nowhere; NULL before the first */
    struct player *player;     /* NULL while no lesson is open */
};

static struct study *study_of(struct host *host)
{
    return (struct study *)host;
}

/* The host. */

/* The line is the lesson's, not one of a script that may be running. */
static bool run_shown(struct host *host, const char *line)
{
    struct runner *runner = study_of(host)->runner;
    enum origin origin = runner->origin;
    const struct place_in_text *place = runner->place;
    runner->origin = ORIGIN_LESSON;
    runner->place = NULL;
    bool done = run_line(runner, line);
    runner->origin = origin;
    runner->place = place;
    return done;
}

static void show(struct host *host, const struct sheet *sheet)
{
    struct runner *runner = study_of(host)->runner;
    struct view view = {.session = runner->session, .sheet = sheet};
    runner->sink->detail(runner->sink, &panel_lesson, &view);
}

static struct study *study_make(struct runner *runner)
{
    if (runner->study == NULL) {
        runner->study = alloc_array(1, sizeof *runner->study);
        *runner->study = (struct study){
            .host = {.run = run_shown, .run_quietly = aside_run_of_lesson, .show = show},
            .runner = runner,
        };
    }
    return runner->study;
}

void study_free(struct study *study)
{
    if (study == NULL)
        return;
    player_free(study->player);
    progress_free(study->progress);
    progress_free(study->lecture);
    free(study);
}

static void say_not_kept(struct runner *runner, const char *why)
{
    struct text text = {0};
    text_addf(&text, "What is done in lessons cannot be kept: %s.", why);
    runner->sink->say(runner->sink, text_string(&text));
    text_clear(&text);
}

struct progress *study_progress(struct runner *runner)
{
    struct study *study = study_make(runner);
    struct text path = {0};
    struct fault fault = {0};
    if (study->progress != NULL)
        return study->progress;
    bool there = folders_add_state(&path, "progress");
    study->progress = progress_new(there ? text_string(&path) : NULL, &fault);
    if (!there)
        say_not_kept(runner, "there is no folder for it (XDG_STATE_HOME and HOME name none that can be made)");
    else if (fault.message.length > 0)
        say_not_kept(runner, text_string(&fault.message));
    text_clear(&path);
    fault_clear(&fault);
    return study->progress;
}

/* The lesson. */

struct player *study_player(const struct runner *runner)
{
    return runner->study != NULL ? runner->study->player : NULL;
}

const struct session *study_own(const struct runner *runner)
{
    const struct player *player = study_player(runner);
    const struct session *own = player != NULL ? player_own(player) : NULL;
    return own != NULL ? own : runner->session;
}

struct player *study_need(struct context *context)
{
    struct player *player = study_player(context->runner);
    if (player == NULL) {
        context_fault(context, 0, "no lesson is open");
        fault_hint(context->fault, "lesson list shows them");
    }
    return player;
}

static void say_about(struct runner *runner, const struct lesson *lesson)
{
    struct text text = {0};
    text_addf(&text, "About %d minutes. hint, skip, again and why help; lesson leave leaves.", lesson->minutes);
    runner->sink->say(runner->sink, text_string(&text));
    text_clear(&text);
}

/* An advice, no more. */
static void say_missing(struct runner *runner, const struct lesson *lesson)
{
    struct text names = {0}, text = {0};
    progress_add_missing(study_progress(runner), lesson, &names);
    if (names.length > 0) {
        text_addf(&text, "It builds on what is not done yet: %s.", text_string(&names));
        runner->sink->say(runner->sink, text_string(&text));
    }
    text_clear(&text);
    text_clear(&names);
}

static struct lesson *read_named(const char *name, struct fault *fault)
{
    struct course course;
    course_find(&course);
    const struct course_entry *entry = course_entry(&course, name, fault);
    struct lesson *lesson = entry != NULL ? course_read(entry->file, entry->path, fault) : NULL;
    course_clear(&course);
    return lesson;
}

/* What only the lecturer sees, in another terminal. */
static void send_notes(const struct runner *runner)
{
    struct text text = {0};
    if (runner->sink->notes == NULL)
        return;
    player_add_notes(study_player(runner), &text);
    runner->sink->notes(runner->sink, text_string(&text));
    text_clear(&text);
}

/* Takes the lesson over, in place of one that is open. */
static bool begin(struct study *study, struct lesson *lesson, struct progress *progress, struct fault *fault)
{
    struct runner *runner = study->runner;
    if (!study_leave(runner, fault)) {
        lesson_free(lesson);
        return false;
    }
    study->player = player_new(lesson, runner->session, &study->host, progress);
    if (progress == study->lecture) {
        player_present(study->player);
    } else if (progress_place(progress, lesson->id) == NULL) {
        say_about(runner, lesson);
        say_missing(runner, lesson);
    }
    if (player_resume(study->player, fault)) {
        send_notes(runner);
        return true;
    }
    player_free(study->player);
    study->player = NULL;
    return false;
}

bool study_open(struct runner *runner, const char *name, bool by_path, struct fault *fault)
{
    struct study *study = study_make(runner);
    struct lesson *lesson = by_path ? course_read(NULL, name, fault) : read_named(name, fault);
    return lesson != NULL && begin(study, lesson, study_progress(runner), fault);
}

bool study_present(struct runner *runner, const char *name, struct fault *fault)
{
    struct study *study = study_make(runner);
    struct lesson *lesson = read_named(name, fault);
    if (lesson == NULL)
        return false;
    /* The one of the last presentation may belong to a lesson that is open. */
    if (!study_leave(runner, fault)) {
        lesson_free(lesson);
        return false;
    }
    progress_free(study->lecture);
    study->lecture = progress_new(NULL, fault);
    return begin(study, lesson, study->lecture, fault);
}

bool study_leave(struct runner *runner, struct fault *fault)
{
    struct player *player = study_player(runner);
    if (player == NULL)
        return true;
    if (!player_leave(player, fault))
        return false;
    player_free(player);
    runner->study->player = NULL;
    return true;
}

/* The player when what runs now is the learner's, not the lesson's or a script's. */
static struct player *player_of_learner(const struct runner *runner)
{
    bool learner = runner->origin == ORIGIN_PERSON && runner->depth == 0;
    return learner ? study_player(runner) : NULL;
}

bool study_listens(const struct runner *runner)
{
    return player_of_learner(runner) != NULL;
}

bool study_asks(const struct runner *runner)
{
    const struct player *player = player_of_learner(runner);
    return player != NULL && player_asks(player);
}

/* Enter leaves no trace. */
void study_typed(struct runner *runner, const char *line)
{
    struct player *player = player_of_learner(runner);
    if (player != NULL && line[strspn(line, " \t")] != '\0' && strcmp(line, run_empty(runner)) != 0)
        player_typed(player, line);
}

void study_look(struct runner *runner)
{
    struct player *player = player_of_learner(runner);
    if (player == NULL)
        return;
    player_look(player);
    send_notes(runner);
}

void study_add_prompt(const struct runner *runner, struct text *prompt)
{
    const struct player *player = study_player(runner);
    if (player != NULL)
        player_add_place(player, prompt);
    else
        text_add(prompt, "unroll");
    text_add(prompt, flow_is_broken(runner->session) ? " (broken)" : "");
    text_add(prompt, player != NULL ? " > " : "> ");
}
