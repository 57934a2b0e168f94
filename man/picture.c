/* SPDX-License-Identifier: GPL-3.0-or-later */
/* picture.c - draws a screen that the tests hold (tests/check_whole_screen.c writes it from a real run): two lines
 * about it, its rows, a line that explains the letters, and a letter for the look of each cell; where there is a map, a
 * line and the letters of the grounds too, whose digits are the shades. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "export/drawing.h"

enum { LARGEST = 1 << 20 };

/* The letters of the dark and of the light theme; what is bold without colour is a title in both. */
static const struct {
    char letter;
    enum style style;
} looks[] = {{'.', STYLE_PLAIN},    {'B', STYLE_TITLE},    {'f', STYLE_FRAME},    {'d', STYLE_DIM},
             {'A', STYLE_ACTIVE},   {'p', STYLE_POSITIVE}, {'n', STYLE_NEGATIVE}, {'m', STYLE_MESSAGE},
             {'g', STYLE_BADGE},    {'F', STYLE_FRAME},    {'D', STYLE_DIM},      {'P', STYLE_POSITIVE},
             {'N', STYLE_NEGATIVE}, {'M', STYLE_MESSAGE},  {'G', STYLE_BADGE}};

struct screen {
    int columns, rows, cursor_row, cursor_column;
    const char *characters, *letters, *grounds; /* the first row of each; no grounds: "" */
};

static const char *skip_lines(const char *text, int count)
{
    for (; count > 0; count--) {
        const char *end = strchr(text, '\n');
        text = end != NULL ? end + 1 : text + strlen(text);
    }
    return text;
}

static bool find_screen(const char *text, struct screen *screen)
{
    const char *size = strstr(text, " on ");
    if (size == NULL || sscanf(size, " on %d x %d", &screen->columns, &screen->rows) != 2)
        return false;
    text = skip_lines(text, 1);
    if (sscanf(text, "# cursor: row %d, column %d", &screen->cursor_row, &screen->cursor_column) != 2)
        return false;
    screen->characters = skip_lines(text, 1);
    screen->letters = skip_lines(screen->characters, screen->rows + 1);
    screen->grounds = skip_lines(screen->letters, screen->rows + 1);
    return screen->cursor_row < screen->rows && screen->cursor_column < screen->columns;
}

static enum style style_of(char letter)
{
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        if (looks[i].letter == letter)
            return looks[i].style;
    }
    return STYLE_PLAIN;
}

/* The letter at the column of a row that ends where only blanks follow. */
static char letter_at(const char *row, int column)
{
    const char *end = strchr(row, '\n');
    ptrdiff_t length = end != NULL ? end - row : (ptrdiff_t)strlen(row);
    return column < length ? row[column] : ' ';
}

static bool is_shade(char letter)
{
    return letter >= '1' && letter < '1' + SHADES;
}

/* The shade of a digit; what has none of the map's colours is its hatched part. */
static int shade_of(char letter)
{
    return is_shade(letter) ? SHADE_FIRST + letter - '1' : SHADE_UNDEFINED;
}

enum { UPPER_HALF = 0x2580, LOWER_HALF = 0x2584 };

/* Draws a cell that has a ground or is half of one, and gives whether it was bare. */
static bool draw_map(const struct area *area, int row, int column, uint32_t code, char letter, char ground)
{
    bool half = (code == UPPER_HALF || code == LOWER_HALF) && is_shade(letter);
    if (!half && !is_shade(ground))
        return false;
    int upper = shade_of(half && code == UPPER_HALF ? letter : ground);
    int lower = shade_of(half && code == LOWER_HALF ? letter : ground);
    area_put_shades(area, row, column, upper, lower);
    return half || code == ' ';
}

static void draw_row(struct area *area, int row, const char *characters, const char *letters, const char *grounds)
{
    for (int column = 0; *characters != '\n' && *characters != '\0'; column++) {
        struct text character = {0};
        uint32_t code;
        size_t length = utf8_read(characters, strlen(characters), &code);
        char letter = letter_at(letters, column), ground = letter_at(grounds, column);
        text_add_bytes(&character, characters, length);
        area->on_map = is_shade(ground);
        if (!draw_map(area, row, column, code, letter, ground))
            area_put(area, row, column, style_of(letter), text_string(&character));
        characters += length;
        text_clear(&character);
    }
}

static struct canvas *draw(const struct screen *screen)
{
    struct canvas *canvas = canvas_new(screen->rows, screen->columns, false);
    const char *characters = screen->characters, *letters = screen->letters, *grounds = screen->grounds;
    for (int row = 0; row < screen->rows; row++) {
        struct area area = canvas_area(canvas);
        draw_row(&area, row, characters, letters, grounds);
        characters = skip_lines(characters, 1);
        letters = skip_lines(letters, 1);
        grounds = skip_lines(grounds, 1);
    }
    struct area area = canvas_area(canvas);
    if (canvas_cell(canvas, screen->cursor_row, screen->cursor_column).code == ' ')
        area_put(&area, screen->cursor_row, screen->cursor_column, STYLE_PLAIN, "█");
    return canvas;
}

static int fail(const char *path, const char *why)
{
    fprintf(stderr, "picture: %s: %s\n", path, why);
    return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    struct text content = {0}, file = {0};
    struct fault fault = {0};
    struct screen screen;
    setlocale(LC_CTYPE, "C.UTF-8");
    if (argc != 4) {
        fputs("Usage: picture FILE TITLE DESCRIPTION\n", stderr);
        return EXIT_FAILURE;
    }
    if (!file_read(argv[1], LARGEST, &content, &fault))
        return fail(argv[1], text_string(&fault.message));
    if (!find_screen(text_string(&content), &screen))
        return fail(argv[1], "this is no screen of the tests");
    struct canvas *canvas = draw(&screen);
    drawing_add(&file, canvas, argv[2], argv[3]);
    fputs(text_string(&file), stdout);
    canvas_free(canvas);
    text_clear(&file);
    text_clear(&content);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
