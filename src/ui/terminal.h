/* SPDX-License-Identifier: GPL-3.0-or-later */
/* terminal.h - the whole terminal as a place to draw on. The only file that knows curses. */

#ifndef UNROLL_UI_TERMINAL_H
#define UNROLL_UI_TERMINAL_H

#include <stdbool.h>

#include "command/theme.h"
#include "panel/canvas.h"

/* Takes the terminal over; false, and everything as it was, when it cannot be drawn on. Without colour every theme is
 * mono. */
bool terminal_begin(enum theme theme, bool colour);

/* Gives it back as it was. May be called at any time. */
void terminal_end(void);

/* The size, each at least 1. */
void terminal_size(int *rows, int *columns);

/* Asks the terminal for its size and draws everything anew when that has changed. */
void terminal_fit(void);

/* The same, and draws everything anew in any case. */
void terminal_resize(void);

/* Makes the next terminal_show draw everything anew. */
void terminal_redraw(void);

/* Gives the terminal back, pauses the program like any other, and takes the terminal again when it goes on. */
void terminal_pause(void);

/* Takes the terminal again after something else has had it. */
void terminal_again(void);

void terminal_theme(enum theme theme);

/* Asks for reports of the mouse, or for none. */
void terminal_mouse(bool on);

/* Lets Ctrl-C interrupt what runs, or come as a byte like any other. */
void terminal_signals(bool on);

/* Shows the canvas, which is as large as the terminal, with the cursor at (row, column). Takes it over. */
void terminal_show(struct canvas *canvas, int row, int column);

/* What is shown, borrowed until the next call of a function of this file; NULL when everything is to be shown anew. */
const struct canvas *terminal_shown(void);

#endif
