/* SPDX-License-Identifier: GPL-3.0-or-later */
/* equation.c - two rows for a sum, aligned summand by summand; one row where symbols, numbers and value fit beside each
 * other. Where not even two summands fit with their numbers, a sum shows its symbols only; a matrix that does not fit
 * into the rest of its row stands below, row by row. */

#include "panel/equation.h"

#include <string.h>

enum { LONGEST_NAME = 24, JOINER = 4 };

static int greater(int a, int b)
{
    return a > b ? a : b;
}

/* A summand that begins with '-' is joined by that sign instead of '+'. */
static bool is_subtracted(const struct equation *equation, int i)
{
    return i > 0 && equation->part[i].symbols[0] == '-';
}

/* What stands behind the joining sign has none of its own. */
static const char *without_sign(const char *string, bool joined)
{
    return joined && string[0] == '-' ? string + 1 : string;
}

static int part_width(const struct equation *equation, int i, bool numbers, bool ascii)
{
    int symbols = view_width(without_sign(equation->part[i].symbols, i > 0), ascii);
    return numbers ? greater(symbols, view_width(without_sign(equation->part[i].numbers, i > 0), ascii)) : symbols;
}

/* The columns of the first count summands, with their numbers or without, and what joins them. */
static int sum_width(const struct equation *equation, int count, bool numbers, bool ascii)
{
    int width = 0;
    for (int i = 0; i < count; i++)
        width += part_width(equation, i, numbers, ascii) + (i > 0 ? JOINER : 0);
    return width;
}

enum { ELLIPSIS = JOINER + 1 };

/* How many summands fit into the columns behind the name; where not all do, an ellipsis stands for the rest. */
static int parts_that_fit(const struct equation *equation, int columns, bool numbers, bool ascii)
{
    int count = equation->parts;
    if (sum_width(equation, count, numbers, ascii) <= columns)
        return count;
    while (count > 1 && sum_width(equation, count, numbers, ascii) + ELLIPSIS > columns)
        count--;
    return count;
}

/* The numbers of large matrices are wider than any row: of a sum, two at least must fit. */
static bool numbers_fit(const struct equation *equation, int columns, bool ascii)
{
    int most = equation->parts < 2 ? equation->parts : 2;
    return sum_width(equation, most, true, ascii) + (equation->parts > 2 ? ELLIPSIS : 0) <= columns;
}

static bool is_matrix(const struct equation *equation)
{
    return equation->value != NULL && strstr(equation->value, "; ") != NULL;
}

static int matrix_rows(const struct equation *equation)
{
    int rows = 1;
    for (const char *c = strstr(equation->value, "; "); c != NULL; c = strstr(c + 1, "; "))
        rows++;
    return rows;
}

static int name_width(const struct derivation *derivation, bool ascii)
{
    int width = 0;
    for (int i = 0; i < derivation->equations; i++)
        width = greater(width, view_width(derivation->equation[i].name, ascii));
    return width < LONGEST_NAME ? width : LONGEST_NAME;
}

static int value_width(const struct equation *equation, bool ascii)
{
    return equation->value != NULL ? view_width(equation->value, ascii) + 3 : 0;
}

/* Rows of one equation without its remark: one of symbols, one of numbers when it is a sum, and those of the value
 * where it does not fit behind them. */
static int rows_of(const struct equation *equation, int name, int columns, bool ascii)
{
    int room = columns - name - 3, value = value_width(equation, ascii);
    if (equation->parts <= 1) {
        int symbols = equation->parts == 1 ? view_width(equation->part[0].symbols, ascii) : 0;
        return is_matrix(equation) && !equation->phrase && symbols + value > room ? 1 + matrix_rows(equation) : 1;
    }
    bool numbers = numbers_fit(equation, room, ascii);
    if (numbers && sum_width(equation, equation->parts, true, ascii) + value <= room)
        return 2;
    bool below = is_matrix(equation) && value > room;
    return 1 + numbers + (below ? matrix_rows(equation) : equation->value != NULL);
}

static int rows_of_all(const struct derivation *derivation, int columns, bool ascii)
{
    int rows = 0, name = name_width(derivation, ascii);
    for (int i = 0; i < derivation->equations; i++)
        rows += rows_of(&derivation->equation[i], name, columns, ascii) + (derivation->equation[i].remark != NULL);
    return rows;
}

/* A number below a '+' that is negative is joined by '-' too: "+ b_y" over "- 0.2". */
static const char *joiner(const struct equation *equation, int i, bool numbers)
{
    return is_subtracted(equation, i) || (numbers && equation->part[i].numbers[0] == '-') ? "  - " : "  + ";
}

/* Draws the summands, as symbols or as numbers, each in its column, where wide with room for the other kind; gives the
 * column behind. */
static int draw_parts(const struct area *area, int row, int column, const struct equation *equation, bool numbers,
                      bool wide)
{
    bool ascii = canvas_is_ascii(area->canvas);
    int count = parts_that_fit(equation, area->columns - column, wide, ascii);
    for (int i = 0; i < count; i++) {
        const char *string = numbers ? equation->part[i].numbers : equation->part[i].symbols;
        if (i > 0)
            column = area_put(area, row, column, STYLE_PLAIN, joiner(equation, i, numbers));
        area_put_cut(area, row, column, STYLE_PLAIN, without_sign(string, i > 0));
        column += part_width(equation, i, wide, ascii);
    }
    return count < equation->parts ? area_put(area, row, column, STYLE_PLAIN, "  + …") : column;
}

static void draw_value(const struct area *area, int row, int column, const struct equation *equation)
{
    if (equation->value == NULL)
        return;
    column = area_put(area, row, column, STYLE_PLAIN, "= ");
    area_put_cut(area, row, column, STYLE_ACTIVE, equation->value);
}

/* A matrix in so many rows of the picture as it has rows itself. */
static void draw_matrix(const struct area *area, int row, int column, const struct equation *equation)
{
    const char *from = equation->value;
    area_put(area, row, column, STYLE_PLAIN, "= ");
    for (bool last = false; !last; row++) {
        const char *to = strstr(from, "; ");
        struct text line = {0};
        last = to == NULL;
        text_add(&line, from == equation->value ? "" : " ");
        text_add_bytes(&line, from, last ? strlen(from) : (size_t)(to - from));
        area_put_cut(area, row, column + 2, STYLE_ACTIVE, text_string(&line));
        text_clear(&line);
        from = last ? from : to + 2;
    }
}

/* The columns that the symbols and the numbers of one-row equations share while such equations follow each other. */
struct columns {
    int symbols, numbers;
};

static bool has_numbers(const struct equation *equation)
{
    return equation->parts == 1 && equation->part[0].numbers[0] != '\0' &&
           (equation->value == NULL || strcmp(equation->part[0].numbers, equation->value) != 0);
}

static struct columns measure_columns(const struct derivation *derivation, int first, int name, int columns, bool ascii)
{
    struct columns widths = {0, 0};
    int value = 0;
    for (int i = first; i < derivation->equations && derivation->equation[i].parts <= 1; i++) {
        const struct equation *equation = &derivation->equation[i];
        if (equation->parts == 1)
            widths.symbols = greater(widths.symbols, view_width(equation->part[0].symbols, ascii));
        if (has_numbers(equation))
            widths.numbers = greater(widths.numbers, view_width(equation->part[0].numbers, ascii));
        value = greater(value, equation->value != NULL ? view_width(equation->value, ascii) : 0);
    }
    /* Where it does not fit, the numbers go: what they are is in the equations above. */
    if (name + 3 + widths.symbols + 3 + widths.numbers + 3 + value > columns)
        widths.numbers = 0;
    return widths;
}

/* name = symbols = numbers = value, as far as they differ, in shared columns. */
static void draw_one_row(const struct area *area, int row, int column, const struct equation *equation,
                         struct columns widths)
{
    bool numbers = has_numbers(equation) && widths.numbers > 0;
    if (equation->parts == 1) {
        area_put(area, row, column, STYLE_PLAIN, equation->phrase ? " " : "=");
        area_put(area, row, column + 2, STYLE_PLAIN, equation->part[0].symbols);
    }
    if (widths.symbols > 0)
        column += 3 + widths.symbols;
    if (numbers)
        area_putf(area, row, column, STYLE_PLAIN, "= %s", equation->part[0].numbers);
    if (widths.numbers > 0)
        column += 3 + widths.numbers;
    draw_value(area, row, column, equation);
}

/* Without its row of symbols, and where even the numbers do not fit, with its value alone. */
static int draw_numbers(const struct area *area, int row, int name, const struct equation *equation)
{
    bool ascii = canvas_is_ascii(area->canvas);
    int column = name + 1;
    if (name + 3 + sum_width(equation, equation->parts, true, ascii) + value_width(equation, ascii) <= area->columns) {
        area_put(area, row, name + 1, STYLE_PLAIN, "= ");
        column = draw_parts(area, row, name + 3, equation, true, true) + 1;
    }
    draw_value(area, row, column, equation);
    return row + 1;
}

/* Without its row of numbers: the value below the symbols. */
static int draw_symbols(const struct area *area, int row, int name, const struct equation *equation)
{
    area_put(area, row, name + 1, STYLE_PLAIN, "= ");
    draw_parts(area, row, name + 3, equation, false, false);
    draw_value(area, row + 1, name + 1, equation);
    return row + 2;
}

/* Symbols, below them the numbers where they fit, and the value behind the numbers or below. */
static int draw_sum(const struct area *area, int row, int name, int rows, const struct equation *equation)
{
    bool ascii = canvas_is_ascii(area->canvas);
    int end = row + rows, column = name + 1;
    bool numbers = numbers_fit(equation, area->columns - column - 2, ascii);
    area_put(area, row, column, STYLE_PLAIN, "= ");
    draw_parts(area, row++, column + 2, equation, false, numbers);
    if (numbers) {
        area_put(area, row, column, STYLE_PLAIN, "= ");
        int behind = draw_parts(area, row, column + 2, equation, true, true);
        column = row + 1 == end ? behind + 1 : column;
        row += row + 1 < end;
    }
    if (row + 1 < end)
        draw_matrix(area, row, column, equation);
    else
        draw_value(area, row, column, equation);
    return end;
}

/* One summand, and a matrix below it. */
static int draw_matrix_below(const struct area *area, int row, int name, int rows, const struct equation *equation)
{
    if (equation->parts == 1)
        area_putf(area, row, name + 1, STYLE_PLAIN, "= %s", equation->part[0].symbols);
    draw_matrix(area, row + 1, name + 1, equation);
    return row + rows;
}

/* Where one row is missing, the numbers of a sum of three rows give way; where more are, symbols give way to numbers. The
 * equations' '=' signs stand in one column. */
static void draw(const struct area *area, const struct derivation *derivation, int apart)
{
    bool ascii = canvas_is_ascii(area->canvas);
    int name = name_width(derivation, ascii);
    int row = 0, missing = rows_of_all(derivation, area->columns, ascii) - area->rows;
    struct columns widths = {0, 0};
    for (int i = 0; i < derivation->equations; i++) {
        const struct equation *equation = &derivation->equation[i];
        int rows = rows_of(equation, name, area->columns, ascii);
        area_put(area, row, 0, STYLE_PLAIN, equation->name);
        if (equation->parts > 1 && rows == 3 && missing == 1 && !is_matrix(equation)) {
            missing--;
            row = draw_symbols(area, row, name, equation);
        } else if (equation->parts > 1 && missing > 0) {
            missing -= rows - 1;
            row = draw_numbers(area, row, name, equation);
        } else if (rows > 1 && equation->parts <= 1) {
            row = draw_matrix_below(area, row, name, rows, equation);
        } else if (rows > 1) {
            row = draw_sum(area, row, name, rows, equation);
        } else {
            if (i == 0 || derivation->equation[i - 1].parts > 1)
                widths = measure_columns(derivation, i, name, area->columns, ascii);
            draw_one_row(area, row++, name + 1, equation, widths);
        }
        if (equation->remark != NULL)
            area_put_cut(area, row++, name + 3, STYLE_BADGE, equation->remark);
        row += apart;
    }
}

int equation_panel_rows(equation_build *build, const struct view *view, int columns, bool ascii)
{
    struct derivation derivation = {0};
    build(view, &derivation);
    int rows = rows_of_all(&derivation, columns, ascii);
    derivation_clear(&derivation);
    return rows;
}

enum { FARTHEST = 2 };

/* The blank rows that can part the equations. */
static int room_between(int blank, int equations)
{
    int apart = equations > 1 && blank > 0 ? blank / (equations - 1) : 0;
    return apart < FARTHEST ? apart : FARTHEST;
}

void equation_panel_draw(equation_build *build, const struct view *view, const struct area *area)
{
    struct derivation derivation = {0};
    build(view, &derivation);
    int rows = rows_of_all(&derivation, area->columns, canvas_is_ascii(area->canvas));
    draw(area, &derivation, view->big ? room_between(area->rows - rows, derivation.equations) : 0);
    derivation_clear(&derivation);
}
