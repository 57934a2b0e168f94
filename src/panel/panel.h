/* SPDX-License-Identifier: GPL-3.0-or-later */
/* panel.h - a picture of the session: one row says everything about a panel, one list holds the rows. */

#ifndef UNROLL_PANEL_PANEL_H
#define UNROLL_PANEL_PANEL_H

#include "panel/canvas.h"
#include "session/session.h"

struct sheet;

/* What a panel is to show. */
struct view {
    const struct session *session;
    enum weight w;             /* for panels about one weight: WEIGHT_V unless another is asked for */
    bool all;                  /* no weight was named */
    int t;                     /* the step asked for, or 0 for the one the tape is at */
    int output;                /* for series: which output, 1..n_y, or 0 for the first */
    int levels;                /* for series: how often the recurrence is opened, 0 for all the way */
    bool brief;                /* for step, grad and lesson: what stands elsewhere, or is not reached, is left out */
    bool big;                  /* for a projector: few rows, far apart */
    const char *name;          /* for plot and explain: the quantity, as typed; borrowed */
    const struct sheet *sheet; /* for lesson: its present page; borrowed; NULL when no lesson is open */
    int top;                   /* for lesson: the first row shown, from 1; 0 for where the news are */
};

struct panel {
    const char *name;
    const char *summary; /* one line for help */
    void (*title)(const struct view *view, struct text *title);
    int (*rows)(const struct view *view, int columns, bool ascii); /* rows wanted inside a frame of that many columns */
    void (*draw)(const struct view *view, const struct area *area);
    /* The step that was drawn at (row, column) of the area, 0..T, or PANEL_NO_STEP; NULL where no place is a step's. */
    int (*step_at)(const struct view *view, const struct area *area, int row, int column);
    bool rows_apart; /* blank rows may part its rows for a projector */
    bool large;      /* a picture that shows more the more room it has */
    bool named;      /* of a quantity that the view has to name */
    bool whole;      /* in fewer rows than it asks for it would say less: it was asked for by name */
};

enum { PANEL_NO_STEP = -1 };

/* A panel and what it is to show. */
struct picture {
    const struct panel *panel;
    struct view view;
};

/* The panels, ended by NULL. */
extern const struct panel *const panels[];

extern const struct panel panel_graph, panel_step, panel_table, panel_series, panel_triangle, panel_grad, panel_show,
    panel_plot, panel_explain, panel_descend, panel_landscape, panel_sweep, panel_lesson, panel_watch, panel_compare;

/* The panel of that name, or NULL. */
const struct panel *panel_find(const char *name);

/* Sees to it that the passes have reached what the panel shows of the view. False with a fault when that was
 * interrupted or a target is missing. */
bool panel_reach(const struct panel *panel, const struct view *view, struct fault *fault);

enum { PANEL_FRAME_ROWS = 2, PANEL_FRAME_COLUMNS = 4 }; /* that area_frame takes */

/* A canvas of the panel in its frame, at most columns wide and as high as it wants; yours to canvas_free. The passes
 * must have reached what it shows. */
struct canvas *panel_picture(const struct panel *panel, const struct view *view, int columns, bool ascii);

/* Draws the panel into the area, for a projector with room between its rows where there is enough. Gives the rows for
 * which there was no room. */
int panel_draw(const struct panel *panel, const struct view *view, const struct area *area);

/* The fewest rows of an area of that many columns in which panel_draw has room for every row. The passes must have
 * reached what it shows. */
int panel_fewest_rows(const struct panel *panel, const struct view *view, int columns, bool ascii);

/* The step that panel_draw has drawn at (row, column) of the area, or PANEL_NO_STEP. */
int panel_step_at(const struct panel *panel, const struct view *view, const struct area *area, int row, int column);

/* The first byte of line[at..to) that is neither a blank nor a tab, or to: what a view's name is read with. */
size_t panel_skip_blanks(const char *line, size_t at, size_t to);

/* False when the view has a name that the network does not have, or has no more. */
bool view_name_holds(const struct view *view);

/* The step the view is about: the one asked for, or the tape's. 0 at the start of the tape. */
int view_step(const struct view *view);

/* The rows that the page itself takes, without what was said to answers; and 0 without a lesson. */
int panel_lesson_rows(const struct sheet *sheet, int columns, bool ascii);

/* The first row of the view's sheet that is shown in so many rows, from 0, and how many rows it has. */
int panel_lesson_top(const struct view *view, int rows, int columns, bool ascii, int *all);

/* The significant digits of numbers that stand close together: those of the session, but few. */
int panel_digits(const struct session *session);

/* Draws a number right-aligned before the column, signed and coloured when signed, in so many digits that of width
 * columns at least one stays blank; where not even one digit has room, the mark of what is cut. */
void panel_number(const struct view *view, const struct area *area, int row, int column, int width, double value,
                  bool sign);

/* Adds the vector in less than width columns: so many of its entries at most, in so many digits at most, or as many as
 * there is room for and an ellipsis. */
void panel_add_vector(struct text *vector, const struct canvas *canvas, const double *values, int count, int entries,
                      int digits, int width);

/* The rows that a sentence takes in so many columns, and drawing it there from the area's first row on. */
int panel_sentence_rows(const char *sentence, int columns, bool ascii);
void panel_sentence(const struct area *area, const char *sentence);

/* Says in a row how to set a sequence, for what is empty while T = 0. */
void panel_no_sequence(const struct session *session, const struct area *area, int row);

/* The mark of what the tape has not reached. */
const char *panel_unreached(const struct canvas *canvas);

/* The steps first..last that fit into room around step t of T. */
void panel_window(int T, int t, int room, int *first, int *last);

#endif
