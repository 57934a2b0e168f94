/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sink.h - where commands put their answers. The faces of the program (line mode, batch, full screen) are sinks. */

#ifndef UNROLL_COMMAND_SINK_H
#define UNROLL_COMMAND_SINK_H

#include "command/theme.h"
#include "panel/panel.h"
#include "session/quantity.h"

/* Each function gets the sink itself first. Text may come from strangers: the sink makes it visible (utf8.h). */
struct sink {
    void (*say)(struct sink *sink, const char *text);      /* a sentence or a line for people, without its newline */
    void (*value)(struct sink *sink, const char *text);    /* a bare value, as `print` gives it */
    void (*complain)(struct sink *sink, const char *text); /* an error, one or more lines, without the last newline */
    void (*picture)(struct sink *sink, const struct panel *panel, const struct view *view); /* in a frame */
    void (*detail)(struct sink *sink, const struct panel *panel, const struct view *view);  /* indented, no frame */
    bool (*wait)(struct sink *sink, double seconds); /* false when the person wants to stop */
    /* The rows and columns the panel will get inside its frame. May be NULL. */
    void (*room)(struct sink *sink, const struct panel *panel, const struct view *view, int *rows, int *columns);
    void (*progress)(struct sink *sink, const char *what, double part); /* of long work; what NULL: over. May be NULL */
    void (*notes)(struct sink *sink, const char *text); /* what only a lecturer is to see; may be NULL */
    /* These are the full screen's; NULL elsewhere. */
    bool (*layout)(struct sink *sink, const char *name); /* false when there is no such layout */
    void (*theme)(struct sink *sink, enum theme theme);
    void (*scroll)(struct sink *sink, bool up, int rows);              /* the log, by a page for 0 rows */
    void (*tune)(struct sink *sink, const struct quantity *parameter); /* once the line is done */
    void (*log)(struct sink *sink);                                    /* shows the whole log */

    bool pins;           /* what is watched stands on the screen all the time */
    bool ascii;          /* spell everything in ASCII */
    bool may_be_unicode; /* the locale can show more */
    bool mouse;          /* points at steps in the full screen, instead of marking text */
};

#endif
