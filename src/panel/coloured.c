/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coloured.c - codes are written where the colour changes, and never around blanks that look alike in any. */

#include "panel/coloured.h"

#include <string.h>

#include "base/utf8.h"

static const char *colour_of(enum colours colours, uint8_t style)
{
    static const char *const many[STYLE_COUNT] = {"", "2", "1", "2", "1", "38;5;74", "38;5;214", "38;5;175", "38;5;36"};
    static const char *const few[STYLE_COUNT] = {"", "2", "1", "2", "1", "36", "33", "35", "32"};
    return colours == COLOURS_MANY ? many[style] : few[style];
}

/* Adds "38;5;67" or "48;5;17"; nothing for the terminal's own. */
static void add_256(struct text *codes, const char *what, int colour)
{
    if (colour >= 0)
        text_addf(codes, "%s%s;5;%d", codes->length > 0 ? ";" : "", what, colour);
}

/* The character of a cell, and the codes that colour it. */
static uint32_t colour_cell(const struct canvas *canvas, struct cell cell, enum colours colours, struct text *codes)
{
    bool on_map = cell.upper != SHADE_NONE && colours != COLOURS_NONE;
    if (on_map && colours == COLOURS_MANY && !canvas_is_ascii(canvas)) {
        struct map_look look = map_look_of(cell);
        text_add(codes, look.bold ? "1" : "");
        add_256(codes, "38", look.colour);
        add_256(codes, "48", look.ground);
        return look.code;
    }
    if (on_map && cell.bare && cell.upper != SHADE_UNDEFINED)
        text_addf(codes, "3%d", shades[cell.upper - SHADE_FIRST].few);
    else if (cell.style != STYLE_PLAIN && cell.code != ' ')
        text_add(codes, colour_of(colours, cell.style));
    return cell.code;
}

void coloured_add_row(struct text *line, const struct canvas *canvas, int row, enum colours colours)
{
    int used = canvas_used(canvas, row);
    struct text before = {0};
    for (int column = 0; column < used; column++) {
        struct text codes = {0};
        uint32_t code = colour_cell(canvas, canvas_cell(canvas, row, column), colours, &codes);
        /* A blank looks alike in any colour, but not on any ground. */
        bool blank = code == ' ' && codes.length == 0 && strstr(text_string(&before), "48;") == NULL;
        if (colours != COLOURS_NONE && code != 0 && !blank && strcmp(text_string(&codes), text_string(&before)) != 0) {
            text_add(line, "\033[0m");
            if (codes.length > 0)
                text_addf(line, "\033[%sm", text_string(&codes));
            text_empty(&before);
            text_add(&before, text_string(&codes));
        }
        if (code != 0)
            utf8_add(line, code);
        text_clear(&codes);
    }
    if (before.length > 0)
        text_add(line, "\033[0m");
    text_clear(&before);
}
