/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drawing.c - letters as text, held to their columns whatever the font; frames, arrows, bars and dots as shapes that
 * join at any size. Colours are classes, light or dark as the reader's system asks. */

#include "export/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "export/escaped.h"

enum { CELL_WIDTH = 9, CELL_HEIGHT = 20, BASELINE = 15, MARGIN = 12, LARGEST = 1 << 24 };

static const char DASHES[] = " stroke-dasharray=\"2 2\"";

/* Okabe and Ito's hues, the darker ones on white. */
static const struct look {
    const char *name, *light, *dark, *more;
} looks[STYLE_COUNT] = {
    [STYLE_PLAIN] = {"plain", "#1a1a1a", "#e6e6e6", ""},
    [STYLE_FRAME] = {"frame", "#8c8c8c", "#707070", ""},
    [STYLE_TITLE] = {"title", "#1a1a1a", "#e6e6e6", ";font-weight:bold"},
    [STYLE_DIM] = {"dim", "#757575", "#9a9a9a", ""},
    [STYLE_ACTIVE] = {"active", "#000000", "#ffffff", ";font-weight:bold"},
    [STYLE_POSITIVE] = {"positive", "#0072b2", "#56b4e9", ""},
    [STYLE_NEGATIVE] = {"negative", "#b34a00", "#e69f00", ""},
    [STYLE_MESSAGE] = {"message", "#a3487c", "#cc79a7", ""},
    [STYLE_BADGE] = {"badge", "#00755a", "#2ab58e", ""},
};

static void add_styles(struct text *file)
{
    text_add(file, "<style>\n"
                   "text{font:15px 'DejaVu Sans Mono',Menlo,Consolas,monospace;white-space:pre}\n"
                   ".page{fill:#ffffff}.line{fill:none}\n");
    for (int style = 0; style < STYLE_COUNT; style++)
        text_addf(file, ".%s{fill:%s%s}.%s.line{fill:none;stroke:%s}\n", looks[style].name, looks[style].light,
                  looks[style].more, looks[style].name, looks[style].light);
    text_add(file, "@media (prefers-color-scheme:dark){\n.page{fill:#16181c}\n");
    for (int style = 0; style < STYLE_COUNT; style++)
        text_addf(file, ".%s{fill:%s}.%s.line{stroke:%s}\n", looks[style].name, looks[style].dark, looks[style].name,
                  looks[style].dark);
    text_add(file, "}\n</style>\n");
}

/* Lines and arrows, drawn in a cell of 9 by 20 whose middle is 4.5, 10. */
static const struct shape {
    uint32_t code;
    const char *path;
    bool line; /* stroked, not filled */
    bool dashed;
} shapes[] = {
    {0x2500, "M0 10h9", true, false},       /* ─ */
    {0x2502, "M4.5 0v20", true, false},     /* │ */
    {0x2504, "M0 10h9", true, true},        /* ┄ */
    {0x2506, "M4.5 0v20", true, true},      /* ┆ */
    {0x2514, "M4.5 0v10h4.5", true, false}, /* └ */
    {0x251C, "M4.5 0v20M4.5 10h4.5", true, false},
    {0x2524, "M4.5 0v20M4.5 10h-4.5", true, false},
    {0x252C, "M4.5 10v10M0 10h9", true, false},       /* ┬ */
    {0x253C, "M4.5 0v20M0 10h9", true, false},        /* ┼ */
    {0x256D, "M4.5 20v-5q0-5 4.5-5", true, false},    /* ╭ */
    {0x256E, "M0 10q4.5 0 4.5 5v5", true, false},     /* ╮ */
    {0x256F, "M0 10q4.5 0 4.5-5v-5", true, false},    /* ╯ */
    {0x2570, "M4.5 0v5q0 5 4.5 5", true, false},      /* ╰ */
    {0x25B2, "M4.5 5l4 9h-8z", false, false},         /* ▲ */
    {0x25B6, "M0 5.5l9 4.5l-9 4.5z", false, false},   /* ▶ */
    {0x25B7, "M0.5 6l8 4l-8 4z", true, false},        /* ▷ */
    {0x25B8, "M1.5 6.5l6 3.5l-6 3.5z", false, false}, /* ▸ */
    {0x25BC, "M4.5 15l4-9h-8z", false, false},        /* ▼ */
    {0x25C0, "M9 5.5l-9 4.5l9 4.5z", false, false},   /* ◀ */
};

static const struct shape *shape_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (shapes[i].code == code)
            return &shapes[i];
    }
    return NULL;
}

static void add_shape(struct text *file, const struct shape *shape, enum style style, int x, int y)
{
    text_addf(file, "<path class=\"%s%s\"%s transform=\"translate(%d %d)\" d=\"%s\"/>\n", looks[style].name,
              shape->line ? " line" : "", shape->dashed ? DASHES : "", x, y, shape->path);
}

static void add_rectangle(struct text *file, enum style style, double x, double y, double width, double height)
{
    text_addf(file, "<rect class=\"%s\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\"/>\n", looks[style].name, x, y,
              width, height);
}

/* Eighths of a cell from the left: U+2588 is all eight, U+258F one. */
static bool is_bar(uint32_t code)
{
    return code >= 0x2588 && code <= 0x258F;
}

static void add_dots(struct text *file, uint32_t code, enum style style, int x, int y)
{
    /* The bits of a braille pattern, column by column, the fourth row last. */
    static const uint8_t row[] = {0, 1, 2, 0, 1, 2, 3, 3}, column[] = {0, 0, 0, 1, 1, 1, 0, 1};
    for (int bit = 0; bit < 8; bit++) {
        if ((code >> bit & 1) != 0)
            text_addf(file, "<circle class=\"%s\" cx=\"%g\" cy=\"%g\" r=\"1.5\"/>\n", looks[style].name,
                      x + 2.25 + 4.5 * column[bit], y + 2.5 + 5.0 * row[bit]);
    }
}

/* The shade of the upper (0) or lower (1) half of a cell. */
static int shade_at(const struct canvas *canvas, int row, int column, int half)
{
    struct cell cell = canvas_cell(canvas, row, column);
    return half == 0 ? cell.upper : cell.lower;
}

/* Half cells of one shade side by side; a little larger than they are, so that no seams show. */
static void add_shades(struct text *file, int shade, double x, double y, int columns)
{
    int rgb[3];
    if (shade == SHADE_NONE || shade == SHADE_UNDEFINED)
        return;
    shade_rgb(shades[shade - SHADE_FIRST].many, rgb);
    text_addf(file, "<rect fill=\"#%02x%02x%02x\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\"/>\n", (unsigned)rgb[0],
              (unsigned)rgb[1], (unsigned)rgb[2], x, y, columns * CELL_WIDTH + 0.5, CELL_HEIGHT / 2 + 0.5);
}

/* The shades of the row, under everything else; what is hatched on a terminal is here. */
static void add_map(struct text *file, const struct canvas *canvas, int row)
{
    int columns = canvas_used(canvas, row), y = MARGIN + row * CELL_HEIGHT;
    for (int half = 0; half < 2; half++) {
        for (int column = 0, end; column < columns; column = end) {
            int shade = shade_at(canvas, row, column, half);
            for (end = column + 1; end < columns && shade_at(canvas, row, end, half) == shade;)
                end++;
            add_shades(file, shade, MARGIN + column * CELL_WIDTH, y + half * CELL_HEIGHT / 2, end - column);
        }
    }
    for (int column = 0; column < columns; column++) {
        struct cell cell = canvas_cell(canvas, row, column);
        if (cell.upper == SHADE_UNDEFINED && cell.lower == SHADE_UNDEFINED)
            text_addf(file, "<path class=\"dim line\" transform=\"translate(%d %d)\" d=\"M0 20l9-20\"/>\n",
                      MARGIN + column * CELL_WIDTH, y);
    }
}

/* Draws what is no letter and gives true; false for letters. */
static bool add_drawing(struct text *file, struct cell cell, int x, int y)
{
    const struct shape *shape = shape_of(cell.code);
    enum style style = (enum style)cell.style;
    if (shape != NULL)
        add_shape(file, shape, style, x, y);
    else if (is_bar(cell.code))
        add_rectangle(file, style, x, y + 3, CELL_WIDTH * (0x2590 - (double)cell.code) / 8, CELL_HEIGHT - 6);
    else if (cell.code == 0x2590)
        add_rectangle(file, style, x + CELL_WIDTH / 2.0, y, CELL_WIDTH / 2.0, CELL_HEIGHT);
    else if (cell.code >= 0x2800 && cell.code <= 0x28FF)
        add_dots(file, cell.code, style, x, y);
    else
        return false;
    return true;
}

static bool is_letter(struct cell cell)
{
    bool drawn = shape_of(cell.code) != NULL || is_bar(cell.code) || cell.code == 0x2590 ||
                 (cell.code >= 0x2800 && cell.code <= 0x28FF);
    return cell.code != ' ' && cell.code != 0 && !drawn && !cell.bare;
}

/* What stands on a map is white or black, whatever its style; "" elsewhere. */
static const char *ink_of(struct cell cell)
{
    bool on_map = cell.upper != SHADE_NONE && cell.lower != SHADE_UNDEFINED;
    if (!on_map)
        return "";
    return map_look_of(cell).colour == 16 ? " style=\"fill:#000;font-weight:bold\""
                                          : " style=\"fill:#fff;font-weight:bold\"";
}

/* A run of letters of one style, held to its columns whatever the font; gives the column behind it. */
static int add_run(struct text *file, const struct canvas *canvas, int row, int column, int columns)
{
    struct text run = {0};
    struct cell first = canvas_cell(canvas, row, column);
    int end = column;
    for (; end < columns; end++) {
        struct cell cell = canvas_cell(canvas, row, end);
        bool gap = cell.code == ' ' && end + 1 < columns && is_letter(canvas_cell(canvas, row, end + 1));
        if (cell.code != 0 && !gap && !is_letter(cell))
            break;
        if ((cell.style != first.style || strcmp(ink_of(cell), ink_of(first)) != 0) && cell.code != ' ' &&
            cell.code != 0)
            break;
        if (cell.code != 0)
            utf8_add(&run, cell.code);
    }
    while (run.length > 0 && run.bytes[run.length - 1] == ' ') {
        run.bytes[--run.length] = '\0';
        end--;
    }
    text_addf(file, "<text class=\"%s\"%s x=\"%d\" y=\"%d\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">",
              looks[first.style].name, ink_of(first), MARGIN + column * CELL_WIDTH,
              MARGIN + row * CELL_HEIGHT + BASELINE, (end - column) * CELL_WIDTH);
    escaped_add_xml(file, text_string(&run));
    text_add(file, "</text>\n");
    text_clear(&run);
    return end;
}

/* Cells from here on that are one horizontal line of one style. */
static int line_length(const struct canvas *canvas, int row, int column, int columns)
{
    struct cell first = canvas_cell(canvas, row, column);
    int end = column + 1;
    if (first.code != 0x2500 && first.code != 0x2504)
        return 1;
    while (end < columns && canvas_cell(canvas, row, end).code == first.code &&
           canvas_cell(canvas, row, end).style == first.style)
        end++;
    return end - column;
}

static void add_line(struct text *file, struct cell cell, int x, int y, int cells)
{
    text_addf(file, "<path class=\"%s line\"%s d=\"M%d %dh%d\"/>\n", looks[cell.style].name,
              cell.code == 0x2504 ? DASHES : "", x, y + CELL_HEIGHT / 2, cells * CELL_WIDTH);
}

static void add_row(struct text *file, const struct canvas *canvas, int row)
{
    int columns = canvas_used(canvas, row);
    add_map(file, canvas, row);
    for (int column = 0; column < columns;) {
        struct cell cell = canvas_cell(canvas, row, column);
        int x = MARGIN + column * CELL_WIDTH, y = MARGIN + row * CELL_HEIGHT;
        int line = line_length(canvas, row, column, columns);
        if (is_letter(cell)) {
            column = add_run(file, canvas, row, column, columns);
        } else if (line > 1) {
            add_line(file, cell, x, y, line);
            column += line;
        } else {
            if (!cell.bare)
                add_drawing(file, cell, x, y);
            column++;
        }
    }
}

static void add_element(struct text *file, const char *name, const char *content)
{
    text_addf(file, "<%s id=\"%s\">", name, name);
    escaped_add_xml(file, content);
    text_addf(file, "</%s>\n", name);
}

static const char VIEW[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ";

static void add_head(struct text *file, int width, int height)
{
    text_addf(file, "%s%d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-labelledby=\"title desc\">\n", VIEW, width,
              height, width, height);
}

/* True for the size of a drawing, which is made of cells. */
static bool is_size(long size, int cell)
{
    return size > 2 * MARGIN && size <= LARGEST && (size - 2 * MARGIN) % cell == 0;
}

bool drawing_begins(const char *bytes, size_t count)
{
    struct text begin = {0}, head = {0};
    text_add_bytes(&begin, bytes, count);
    text_add(&begin, "");
    bool begins = strncmp(begin.bytes, VIEW, strlen(VIEW)) == 0;
    char *end = begin.bytes + (begins ? strlen(VIEW) : 0);
    long width = strtol(end, &end, 10), height = strtol(end, &end, 10);
    begins = begins && is_size(width, CELL_WIDTH) && is_size(height, CELL_HEIGHT);
    if (begins) {
        add_head(&head, (int)width, (int)height);
        text_add(&head, "<title id=\"title\">");
        begins = strncmp(begin.bytes, text_string(&head), head.length) == 0;
    }
    text_clear(&begin);
    text_clear(&head);
    return begins;
}

void drawing_add(struct text *file, const struct canvas *canvas, const char *title, const char *description)
{
    int width = 2 * MARGIN + canvas_columns(canvas) * CELL_WIDTH,
        height = 2 * MARGIN + canvas_rows(canvas) * CELL_HEIGHT;
    add_head(file, width, height);
    add_element(file, "title", title);
    add_element(file, "desc", description);
    add_styles(file);
    text_addf(file, "<rect class=\"page\" width=\"%d\" height=\"%d\" rx=\"6\"/>\n", width, height);
    for (int row = 0; row < canvas_rows(canvas); row++)
        add_row(file, canvas, row);
    text_add(file, "</svg>\n");
}
