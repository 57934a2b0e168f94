/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.h - a line from a person at a terminal: history, completion, the keys of .inputrc. The only file that knows
 * readline, but for its list of earlier lines, which is recall.h's. */

#ifndef UNROLL_UI_LINE_H
#define UNROLL_UI_LINE_H

#include <stdbool.h>

#include "base/text.h"
#include "session/session.h"
#include "ui/candidates.h"

/* Begins: history from the file (NULL for none), completion over the session, which is borrowed. */
void line_begin(const struct session *session, const char *history_file);

enum line_result { LINE_READ, LINE_INTERRUPTED, LINE_END };

/* Shows the prompt and reads a line, which is yours to free. Ctrl-C gives LINE_INTERRUPTED, Ctrl-D on an empty line and
 * a terminal or program that ends give LINE_END. */
enum line_result line_read(const char *prompt, char **line);

/* Writes the history. Adds to complaint what to say on standard error when that cannot be done. */
void line_end(struct text *complaint);

/* The same line inside a screen that somebody else draws: readline reads and edits, and says what is to be shown. */

/* What a key asked for. */
enum line_event {
    LINE_NOTHING,
    LINE_GIVEN,     /* a line was typed */
    LINE_KEY,       /* a key that stands for a command line while the line is empty */
    LINE_MOUSE,     /* a report of the mouse, as mouse_read takes it */
    LINE_CANCELLED, /* Ctrl-C */
    LINE_REDRAW,    /* Ctrl-L */
    LINE_PAUSE,     /* Ctrl-Z */
    LINE_GONE       /* Ctrl-D on an empty line, or the terminal has vanished (input_vanished) */
};

/* Begins between terminal_begin and terminal_end: from here on there is a prompt to be shown. Lists of completions go
 * to listing. */
void line_screen_begin(const char *prompt, candidates_listing *listing, void *to);

/* Makes readline ready for keys, after line_begin. It takes as long as a frame: the first frame need not wait for
 * it. */
void line_screen_listen(void);

/* Shows another prompt from now on. */
void line_screen_prompt(const char *prompt);

/* Reads what one key sends and gives what it asked for: for LINE_GIVEN, LINE_KEY and LINE_MOUSE with the line, yours to
 * free. */
enum line_event line_screen_key(char **line);

/* Gives up what is being typed. */
void line_screen_cancel(void);

/* True while nothing is typed. */
bool line_screen_is_empty(void);

/* Adds what is to be shown, the prompt and what is typed, safe to show; gives the byte the cursor stands on. */
size_t line_screen_text(struct text *text);

void line_screen_end(void);

#endif
