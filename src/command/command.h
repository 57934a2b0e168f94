/* SPDX-License-Identifier: GPL-3.0-or-later */
/* command.h - what a command is: one row that says everything, and a function that answers to a sink. */

#ifndef UNROLL_COMMAND_COMMAND_H
#define UNROLL_COMMAND_COMMAND_H

#include "base/words.h"
#include "command/sink.h"
#include "session/session.h"

struct runner;
struct completion;

/* What a command works with: its session, its words, where its answers and faults go. */
struct context {
    struct session *session;
    struct sink *sink;
    struct fault *fault;
    struct words words;    /* word 0 is the command */
    struct runner *runner; /* for the commands that run others */
};

enum group {
    GROUP_MOVE,
    GROUP_LOOK,
    GROUP_GRADIENTS,
    GROUP_PLAY,
    GROUP_LESSONS,
    GROUP_FILES,
    GROUP_SCREEN,
    GROUP_REST,
    GROUP_COUNT
};

struct command {
    const char *name;
    const char *aliases; /* other spellings, parted by blanks; NULL for none */
    enum group group;
    const char *usage;      /* the arguments: "[v|u|b_a] [t]", "" for none */
    const char *summary;    /* one line, no capital, no full stop */
    const char *details;    /* a few sentences for `help NAME` and the man page */
    const char *example;    /* a command line that works on the notes' network */
    int min_args, max_args; /* max_args -1: any number */
    const char *words;      /* fixed words that the first argument may be, parted by blanks; NULL for none */
    /* Offers to Tab what else the argument that is begun may be (complete.h), true when file names would also fit; NULL
     * for nothing. */
    bool (*complete)(const struct completion *completion);
    bool in_session;                      /* may stand in a saved session: it only looks, moves or sets */
    bool in_lesson;                       /* may stand in a lesson, as all that stand in a session: it looks or plays */
    bool frugal;                          /* begins even when there is hardly any memory left: it brings to safety */
    bool (*run)(struct context *context); /* false with the context's fault */
};

/* The commands, in the order help shows them, ended by NULL. */
extern const struct command *const commands[];

/* The groups' names: "move", "look", ... */
extern const char *const command_groups[GROUP_COUNT];

/* Finds the command by name, alias or unambiguous prefix; NULL with a fault that lists the candidates or suggests
 * one. */
const struct command *command_find(const char *name, ptrdiff_t column, struct fault *fault);

/* True when the name is one of the command's aliases. */
bool command_has_alias(const struct command *command, const char *name);

/* Helpers for commands. Argument i counts from 1, like word i. */

/* The argument as a string, or NULL when it is not there. */
const char *context_argument(const struct context *context, int i);

/* Reads argument i as a whole number; false with a caret on it. */
bool context_int(struct context *context, int i, int low, int high, int *value);

/* A fault that points at argument i (or at the command for 0). Always false. */
bool context_fault(struct context *context, int i, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Reads argument i as one of the five weights, v or dL/dv alike; of those inside g (v, u, b_a) only when inside. */
bool context_weight(struct context *context, int i, bool inside, enum weight *w);

/* Shows how far long work has come, part = 0..1; what NULL when it is over. The face decides what is seen of it. */
void context_progress(struct context *context, const char *what, double part);

/* Says that the command belongs to the full screen. Always true: nothing has failed. */
bool context_needs_screen(struct context *context);

/* Says one formatted line. */
void context_say(struct context *context, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says what the tape's present step did: its sentence, its equations, what is watched. */
void context_say_step(struct context *context);

/* Answers with a panel whose passes have reached what it shows; NULL gives the place back to the usual ones. */
void context_show(struct context *context, const struct panel *panel, const struct view *view);

/* Answers with a panel, after seeing to it that the passes have reached what it shows. */
bool context_picture(struct context *context, const struct panel *panel, const struct view *view);

/* The command line of the statement being run, yours to free. */
char *context_line(const struct context *context);

#endif
