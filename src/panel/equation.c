/* SPDX-License-Identifier: GPL-3.0-or-later */
/* equation.c - two rows for a sum, aligned summand by summand; one row where symbols, numbers and value fit beside each
 * other. */

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

static int part_width(const struct equation *equation, int i, bool ascii)
{
    return greater(view_width(without_sign(equation->part[i].symbols, i > 0), ascii),
                   view_width(without_sign(equation->part[i].numbers, i > 0), ascii));
}

/* The columns of the first count summands and what joins them. */
static int sum_width(const struct equation *equation, int count, bool ascii)
{
    int width = 0;
    for (int i = 0; i < count; i++)
        width += part_width(equation, i, ascii) + (i > 0 ? JOINER : 0);
    return width;
}

/* How many summands fit into the columns behind the name; where not all do, an ellipsis stands for the rest. */
static int parts_that_fit(const struct equation *equation, int columns, bool ascii)
{
    int count = equation->parts;
    if (sum_width(equation, count, ascii) <= columns)
        return count;
    while (count > 1 && sum_width(equation, count, ascii) + JOINER + 3 > columns)
        count--;
    return count;
}

static int name_width(const struct derivation *derivation, bool ascii)
{
    int width = 0;
    for (int i = 0; i < derivation->equations; i++)
        width = greater(width, view_width(derivation->equation[i].name, ascii));
    return width < LONGEST_NAME ? width : LONGEST_NAME;
}

/* Rows of one equation without its remark: 1 when it has at most one summand, else 2 and one more where the value does
 * not fit behind the numbers. */
static int rows_of(const struct equation *equation, int name, int columns, bool ascii)
{
    if (equation->parts <= 1)
        return 1;
    int value = equation->value != NULL ? view_width(equation->value, ascii) + 3 : 0;
    return name + 3 + sum_width(equation, equation->parts, ascii) + value > columns ? 3 : 2;
}

int equation_rows(const struct derivation *derivation, int columns, bool ascii)
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

/* Draws the summands, as symbols or as numbers, each in its column; gives the column behind. */
static int draw_parts(const struct area *area, int row, int column, const struct equation *equation, bool numbers)
{
    bool ascii = canvas_is_ascii(area->canvas);
    int count = parts_that_fit(equation, area->columns - column, ascii);
    for (int i = 0; i < count; i++) {
        const char *string = numbers ? equation->part[i].numbers : equation->part[i].symbols;
        if (i > 0)
            column = area_put(area, row, column, STYLE_PLAIN, joiner(equation, i, numbers));
        area_put_cut(area, row, column, STYLE_PLAIN, without_sign(string, i > 0));
        column += part_width(equation, i, ascii);
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
    int value = equation->value != NULL ? view_width(equation->value, ascii) + 3 : 0, column = name + 1;
    if (name + 3 + sum_width(equation, equation->parts, ascii) + value <= area->columns) {
        area_put(area, row, name + 1, STYLE_PLAIN, "= ");
        column = draw_parts(area, row, name + 3, equation, true) + 1;
    }
    draw_value(area, row, column, equation);
    return row + 1;
}

static int draw_sum(const struct area *area, int row, int name, int rows, const struct equation *equation)
{
    area_put(area, row, name + 1, STYLE_PLAIN, "= ");
    draw_parts(area, row, name + 3, equation, false);
    area_put(area, row + 1, name + 1, STYLE_PLAIN, "= ");
    int end = draw_parts(area, row + 1, name + 3, equation, true);
    draw_value(area, row + rows - 1, rows == 2 ? end + 1 : name + 1, equation);
    return row + rows;
}

int equation_draw(const struct area *area, int row, const struct derivation *derivation)
{
    bool ascii = canvas_is_ascii(area->canvas);
    int name = name_width(derivation, ascii);
    int missing = row + equation_rows(derivation, area->columns, ascii) - area->rows;
    struct columns widths = {0, 0};
    for (int i = 0; i < derivation->equations; i++) {
        const struct equation *equation = &derivation->equation[i];
        int rows = rows_of(equation, name, area->columns, ascii);
        area_put(area, row, 0, STYLE_PLAIN, equation->name);
        if (rows > 1 && missing > 0) {
            missing -= rows - 1;
            row = draw_numbers(area, row, name, equation);
        } else if (rows > 1) {
            row = draw_sum(area, row, name, rows, equation);
        } else {
            if (i == 0 || derivation->equation[i - 1].parts > 1)
                widths = measure_columns(derivation, i, name, area->columns, ascii);
            draw_one_row(area, row++, name + 1, equation, widths);
        }
        if (equation->remark != NULL)
            area_put_cut(area, row++, name + 3, STYLE_BADGE, equation->remark);
    }
    return row;
}

int equation_panel_rows(equation_build *build, const struct view *view, int columns, bool ascii)
{
    struct derivation derivation = {0};
    build(view, &derivation);
    int rows = equation_rows(&derivation, columns, ascii);
    derivation_clear(&derivation);
    return rows;
}

void equation_panel_draw(equation_build *build, const struct view *view, const struct area *area)
{
    struct derivation derivation = {0};
    build(view, &derivation);
    equation_draw(area, 0, &derivation);
    derivation_clear(&derivation);
}
