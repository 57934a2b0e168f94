/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runner.h - from a line of text to commands, and from files to lines. */

#ifndef UNROLL_COMMAND_RUNNER_H
#define UNROLL_COMMAND_RUNNER_H

#include "command/command.h"
#include "command/prediction.h"

enum {
    RUN_LONGEST_LINE = 64 * 1024, /* bytes of a line */
    /* Bytes of a line of a saved session: the largest matrix is one line. */
    RUN_LONGEST_SAVED_LINE = 256 * 1024,
    RUN_DEEPEST_SOURCE = 16,     /* scripts within scripts */
    RUN_MOST_COMMANDS = 1000000, /* that scripts run in all */
    RUN_LARGEST_SCRIPT = 16 * 1024 * 1024,
    RUN_HISTORY = 1000
};

/* Where a line stands: "stdin", 3. */
struct place_in_text {
    const char *name; /* borrowed; NULL at a prompt */
    int line;
    const struct place_in_text *from; /* the line that sourced it; NULL for none */
};

/* Where the commands come from; the later, the fewer they may be. */
enum origin {
    ORIGIN_PERSON,    /* typed, or in a script the person runs */
    ORIGIN_LESSON,    /* a lesson looks, moves, sets and plays */
    ORIGIN_RECORDING, /* so does a script that is recorded */
    ORIGIN_SESSION,   /* a saved session moves and sets */
};

/* "lesson", "recording", ... */
extern const char *const origin_names[];

struct study;

struct runner {
    struct session *session;
    struct sink *sink;
    bool keep_going;    /* go on after an error */
    bool failed;        /* an error has been reported */
    bool quit;          /* `quit` was run */
    enum origin origin; /* refuse commands that may not come from there */
    int depth;          /* of source */
    long commands;      /* run by the scripts of one `source`, with all that they source */
    bool exhausted;     /* they went too deep or ran too many: all of them end, errors or not */
    const struct place_in_text *place;
    struct picture shown; /* the last picture; its panel is NULL before the first */
    char *shown_name;     /* what its view's name points to, owned */
    struct prediction prediction;
    struct study *study; /* the lesson the person is in, owned; NULL before the first */
    char *last_motion;   /* what an empty line repeats: the person's own last; owned, NULL before the first */
    char *history[RUN_HISTORY];
    int history_count;
};

void runner_init(struct runner *runner, struct session *session, struct sink *sink);
void runner_clear(struct runner *runner);

/* Makes the state the program starts in, the first example, which undo does not take back. */
bool run_start(struct runner *runner);

/* Runs the statements of one line (without newline). At the first that fails it reports to the sink, with its place and
 * a caret, and returns false. */
bool run_line(struct runner *runner, const char *line);

/* Remembers the picture as the last one shown; the view's name is copied. */
void runner_show(struct runner *runner, const struct panel *panel, const struct view *view);

/* What an empty line stands for: on with the lesson that is open, or the last motion; NULL for nothing. */
const char *run_empty(const struct runner *runner);

/* Runs a line a person typed and remembers it. */
bool run_typed(struct runner *runner, const char *line);

/* Runs the statements without reporting; false with the fault, which is empty where it was reported already. */
bool run_quietly(struct runner *runner, const char *line, struct fault *fault);

/* Runs bytes[0..count) line by line as the script called name, inside what runs now. False when a line failed (and
 * keep_going is off) or was interrupted. */
bool run_script(struct runner *runner, const char *name, const char *bytes, size_t count);

/* Reports a fault of this line to the sink. line may be NULL. */
void run_report(struct runner *runner, const char *line, const struct fault *fault);

/* Sets a name: the statement "NAME = VALUES" at line[from..to). */
bool assign_statement(struct context *context, const char *line, size_t from, size_t to);

/* True when line[from..to) is an assignment; *values, where that is not NULL, is then the byte its values begin at. */
bool assign_is(const char *line, size_t from, size_t to, size_t *values);

#endif
