/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frame.h - one picture of the full screen: the panels, the log and the line, put together anew each time it is
 * shown. */

#ifndef UNROLL_UI_FRAME_H
#define UNROLL_UI_FRAME_H

#include "command/sink.h"
#include "ui/log.h"
#include "ui/tuner.h"

struct frame {
    struct session *session;   /* borrowed, like the sink and the tuner */
    const struct sink *sink;   /* says how things are spelt */
    const struct tuner *tuner; /* NULL while nothing is tuned */
    struct log log;
    long answer;                /* the log's line, counted from its first ever, where the last answer begins */
    int up;                     /* rows of the log below what is shown */
    bool whole_log;             /* the log was asked for */
    const struct panel *chosen; /* NULL for the layout's own choice */
    struct view view;           /* of the chosen panel */
    char *name;                 /* what view.name points to, owned */
    int at;                     /* position and part of the tape the view was made for */
    bool big;                   /* one panel has all the room */
    bool playing;               /* a command waits between two steps */
    const struct sheet *sheet;  /* the page of the lesson that is open, borrowed; NULL for none */
    int top;                    /* its first row shown, from 1; 0 for where the news are */
    const char *hint; /* what can be done now, for the right of the line: parts parted by three blanks; borrowed */
    const char *work; /* what takes long, NULL for nothing; borrowed */
    double work_part; /* how much of it is done, 0..1 */
    bool up_to_date;  /* what is shown is the present state */
};

/* Shows the panel (NULL for the layout's own choice) in this view, whose name is copied. */
void frame_choose(struct frame *frame, const struct panel *panel, const struct view *view);

/* The rows and columns inside the panel's frame once it is chosen. */
void frame_room(const struct frame *frame, const struct panel *panel, int *rows, int *columns);

/* What the log gets from here on is the answer to the line, which is shown above it. */
void frame_begin_answer(struct frame *frame, const char *line);

/* Ends the answer: a long one is shown from its beginning. */
void frame_end_answer(struct frame *frame);

/* True when the panel stands on the screen. */
bool frame_shows(const struct frame *frame, const struct panel *panel);

/* Puts what is fresh on the lesson's page into the log, for screens without room for it. */
void frame_log_page(struct frame *frame);

/* Moves the lesson's page, where it is longer than its room, or the log by that many rows, by a page for 0. */
void frame_scroll(struct frame *frame, bool up, int rows);

/* The step that is shown at this place of the screen, or PANEL_NO_STEP: also when what is shown is out of date. */
int frame_step_at(const struct frame *frame, int row, int column);

/* Draws everything and shows it. */
void frame_show(struct frame *frame);

/* The same where nothing but the line has changed since: the rest stays as it is shown. */
void frame_show_line(struct frame *frame);

void frame_clear(struct frame *frame);

#endif
