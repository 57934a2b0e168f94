/* SPDX-License-Identifier: GPL-3.0-or-later */
/* equation.c - two rows for a sum, aligned summand by summand; one row where symbols, numbers and value fit beside each
 * other. A sum of vectors that is wider than that has its summands below each other where there are rows for them, and
 * shows its symbols only where there are not; a matrix that does not fit into the rest of its row stands below, row by
 * row, and a long vector goes on in the next row. */

#include "panel/equation.h"

#include <string.h>

#include "base/utf8.h"

enum { LONGEST_NAME = 24, JOINER = 4, MOST_STACKED = 7 };

/* Equations and the board they stand on. */
struct board {
    const struct derivation *derivation;
    int columns;
    bool ascii;
    bool stacks; /* there are rows for summands below each other */
    int name;    /* the columns of the names */
};

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
    int symbols = utf8_width_spelt(without_sign(equation->part[i].symbols, i > 0), ascii);
    return numbers ? greater(symbols, utf8_width_spelt(without_sign(equation->part[i].numbers, i > 0), ascii))
                   : symbols;
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

static bool has_entries(const char *value)
{
    return value != NULL && value[0] == '[';
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
        width = greater(width, utf8_width_spelt(derivation->equation[i].name, ascii));
    return width < LONGEST_NAME ? width : LONGEST_NAME;
}

static int value_width(const struct equation *equation, bool ascii)
{
    return equation->value != NULL ? utf8_width_spelt(equation->value, ascii) + 3 : 0;
}

/* True when the summands stand below each other: vectors, too wide for one row. */
static bool is_stacked(const struct board *board, const struct equation *equation)
{
    int room = board->columns - board->name - 3;
    return board->stacks && equation->parts > 1 && equation->parts <= MOST_STACKED && has_entries(equation->value) &&
           sum_width(equation, equation->parts, true, board->ascii) > room;
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

/* The columns of the widest numbers that fit, from the equation to the last of its neighbours; numbers that are wider
 * go: what they are is in the equations above. */
static int widest_numbers(const struct board *board, int first, int room)
{
    const struct equation *equation = &board->derivation->equation[first];
    const struct equation *end = board->derivation->equation + board->derivation->equations;
    int widest = 0;
    for (; equation < end && equation->parts <= 1; equation++) {
        int width = has_numbers(equation) ? utf8_width_spelt(equation->part[0].numbers, board->ascii) : 0;
        widest = width <= room ? greater(widest, width) : widest;
    }
    return widest;
}

static struct columns measure_columns(const struct board *board, int first)
{
    const struct derivation *derivation = board->derivation;
    struct columns widths = {0, 0};
    int value = 0;
    for (int i = first; i < derivation->equations && derivation->equation[i].parts <= 1; i++) {
        const struct equation *equation = &derivation->equation[i];
        if (equation->parts == 1)
            widths.symbols = greater(widths.symbols, utf8_width_spelt(equation->part[0].symbols, board->ascii));
        value = greater(value, equation->value != NULL ? utf8_width_spelt(equation->value, board->ascii) : 0);
    }
    widths.numbers = widest_numbers(board, first, board->columns - board->name - widths.symbols - value - 9);
    return widths;
}

/* The first of the equations of one summand or none that follow each other up to i. */
static int first_neighbour(const struct derivation *derivation, int i)
{
    while (i > 0 && derivation->equation[i - 1].parts <= 1)
        i--;
    return i;
}

/* Where '=' stands before the value. */
static int value_column(struct columns widths, int name)
{
    return name + 1 + (widths.symbols > 0 ? 3 + widths.symbols : 0) + (widths.numbers > 0 ? 3 + widths.numbers : 0);
}

/* What has entries may be parted between them; but a matrix stands row by row where it has the room. */
static bool wraps(const struct equation *equation)
{
    return has_entries(equation->value) && (equation->phrase || !is_matrix(equation));
}

/* The bytes of the first entries that fit into the columns, one entry at least, and of a matrix whole rows where one
 * fits; *next: where the others begin, or NULL. */
static size_t entries_that_fit(const char *from, int columns, bool ascii, const char **next)
{
    size_t fit = strcspn(from, " "), whole = from[fit - 1] == ';' ? fit : 0;
    bool fits = true;
    while (from[fit] != '\0' && fits) {
        size_t end = fit + 1 + strcspn(from + fit + 1, " ");
        struct text line = {0};
        text_add_bytes(&line, from, end);
        fits = utf8_width_spelt(text_string(&line), ascii) <= columns;
        text_clear(&line);
        if (fits && from[end - 1] == ';')
            whole = end;
        fit = fits ? end : fit;
    }
    fit = !fits && whole > 0 ? whole : fit;
    *next = from[fit] == ' ' ? from + fit + 1 : NULL;
    return fit;
}

enum { NARROWEST_VALUE = 12, MOST_MATRIX_ROWS = 4 };

/* The rows of entries behind "= ": one where there is no room. */
static int rows_of_entries(const char *value, int columns, bool ascii)
{
    int rows = 0;
    for (const char *from = value; from != NULL && (rows == 0 || columns >= NARROWEST_VALUE); rows++)
        entries_that_fit(from, columns - 1, ascii, &from);
    return rows;
}

/* The same for a value; also one where the gains of a large matrix would push the other equations away. */
static int wrapped_rows(const struct equation *equation, int columns, bool ascii)
{
    int rows = rows_of_entries(equation->value, columns, ascii);
    return is_matrix(equation) && rows > MOST_MATRIX_ROWS ? 1 : rows;
}

static int rows_of_one_summand(const struct board *board, int i)
{
    const struct equation *equation = &board->derivation->equation[i];
    int symbols = equation->parts == 1 ? utf8_width_spelt(equation->part[0].symbols, board->ascii) : 0;
    if (wraps(equation)) {
        struct columns widths = measure_columns(board, first_neighbour(board->derivation, i));
        return wrapped_rows(equation, board->columns - value_column(widths, board->name) - 2, board->ascii);
    }
    bool below =
        is_matrix(equation) && symbols + value_width(equation, board->ascii) > board->columns - board->name - 3;
    return below ? 1 + matrix_rows(equation) : 1;
}

/* Where '=' stands before the numbers of summands below each other. */
static int stacked_column(const struct board *board, const struct equation *equation)
{
    int symbols = 0;
    for (int i = 0; i < equation->parts; i++)
        symbols = greater(symbols, part_width(equation, i, false, board->ascii));
    return board->name + 3 + symbols + 1;
}

static int stacked_rows(const struct board *board, const struct equation *equation)
{
    int rows = 0, columns = board->columns - stacked_column(board, equation) - 2;
    for (int i = 0; i < equation->parts; i++) {
        const char *numbers = equation->part[i].numbers;
        rows += has_entries(numbers) ? rows_of_entries(numbers, columns, board->ascii) : 1;
    }
    return rows + rows_of_entries(equation->value, board->columns - board->name - 3, board->ascii);
}

/* Rows of equation i without its remark: one of symbols, one of numbers when it is a sum, and those of the value where
 * it does not fit behind them. */
static int rows_of(const struct board *board, int i)
{
    const struct equation *equation = &board->derivation->equation[i];
    int room = board->columns - board->name - 3, value = value_width(equation, board->ascii);
    if (equation->parts <= 1)
        return rows_of_one_summand(board, i);
    if (is_stacked(board, equation))
        return stacked_rows(board, equation);
    bool numbers = numbers_fit(equation, room, board->ascii);
    if (numbers && sum_width(equation, equation->parts, true, board->ascii) + value <= room)
        return 2;
    if (is_matrix(equation) && value > room)
        return 1 + numbers + matrix_rows(equation);
    return 1 + numbers + (wraps(equation) ? wrapped_rows(equation, room, board->ascii) : equation->value != NULL);
}

static int rows_of_all(const struct board *board)
{
    int rows = 0;
    for (int i = 0; i < board->derivation->equations; i++)
        rows += rows_of(board, i) + (board->derivation->equation[i].remark != NULL);
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

/* So many rows of entries, the last of them cut where there are too few. */
static void draw_entries(const struct area *area, int row, int column, int rows, enum style style, const char *value)
{
    const char *from = value;
    area_put(area, row, column, STYLE_PLAIN, "= ");
    for (int i = 0; i < rows && from != NULL; i++) {
        const char *rest = from;
        size_t bytes = entries_that_fit(from, area->columns - column - 3, canvas_is_ascii(area->canvas), &from);
        struct text line = {0};
        text_add_bytes(&line, rest, i + 1 < rows ? bytes : strlen(rest));
        area_put_cut(area, row + i, column + (i == 0 ? 2 : 3), style, text_string(&line));
        text_clear(&line);
    }
}

static void draw_wrapped(const struct area *area, int row, int column, int rows, const struct equation *equation)
{
    draw_entries(area, row, column, rows, STYLE_ACTIVE, equation->value);
}

/* name = symbols = numbers = value, as far as they differ, in shared columns; the value in so many rows. */
static void draw_one_summand(const struct area *area, int row, int name, int rows, const struct equation *equation,
                             struct columns widths)
{
    bool ascii = canvas_is_ascii(area->canvas);
    bool numbers = has_numbers(equation) && utf8_width_spelt(equation->part[0].numbers, ascii) <= widths.numbers;
    int column = name + 1;
    if (equation->parts == 1) {
        area_put(area, row, column, STYLE_PLAIN, equation->phrase ? " " : "=");
        area_put(area, row, column + 2, STYLE_PLAIN, equation->part[0].symbols);
    }
    if (widths.symbols > 0)
        column += 3 + widths.symbols;
    if (numbers)
        area_putf(area, row, column, STYLE_PLAIN, "= %s", equation->part[0].numbers);
    if (rows > 1)
        draw_wrapped(area, row, value_column(widths, name), rows, equation);
    else
        draw_value(area, row, value_column(widths, name), equation);
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
    if (row + 1 < end && wraps(equation))
        draw_wrapped(area, row, column, end - row, equation);
    else if (row + 1 < end)
        draw_matrix(area, row, column, equation);
    else
        draw_value(area, row, column, equation);
    return end;
}

/* Each summand in a row of its own, or as many as its entries need, and the value below them. */
static int draw_stacked(const struct area *area, int row, const struct board *board, const struct equation *equation)
{
    int column = stacked_column(board, equation), value = board->name + 1;
    for (int i = 0; i < equation->parts; i++) {
        const struct part *part = &equation->part[i];
        const char *sign = i == 0 ? "=" : is_subtracted(equation, i) ? "-" : "+";
        int rows =
            has_entries(part->numbers) ? rows_of_entries(part->numbers, area->columns - column - 2, board->ascii) : 1;
        area_putf(area, row, value, STYLE_PLAIN, "%s %s", sign, without_sign(part->symbols, i > 0));
        if (part->numbers[0] != '\0')
            draw_entries(area, row, column, rows, STYLE_PLAIN, part->numbers);
        row += rows;
    }
    int rows = rows_of_entries(equation->value, area->columns - value - 2, board->ascii);
    draw_wrapped(area, row, value, rows, equation);
    return row + rows;
}

/* One summand, and a matrix below it. */
static int draw_matrix_below(const struct area *area, int row, int name, int rows, const struct equation *equation)
{
    if (equation->parts == 1)
        area_putf(area, row, name + 1, STYLE_PLAIN, "= %s", equation->part[0].symbols);
    draw_matrix(area, row + 1, name + 1, equation);
    return row + rows;
}

/* The first equation whose value stays in one row, because rows are missing: the last ones give way. Takes from missing
 * what that saves. */
static int first_cut(const struct board *board, int *missing)
{
    int first = board->derivation->equations;
    while (first > 0 && *missing > 0) {
        first--;
        if (board->derivation->equation[first].parts <= 1 && wraps(&board->derivation->equation[first]))
            *missing -= rows_of(board, first) - 1;
    }
    return first;
}

/* Where rows are missing long values stay in one row; where one is still missing, the numbers of a sum of three rows
 * give way; where more are, symbols give way to numbers. The equations' '=' signs stand in one column. */
static void draw(const struct area *area, const struct board *board, int missing, int apart)
{
    const struct derivation *derivation = board->derivation;
    int row = 0, name = board->name, cut = first_cut(board, &missing);
    struct columns widths = {0, 0};
    for (int i = 0; i < derivation->equations; i++) {
        const struct equation *equation = &derivation->equation[i];
        int rows = rows_of(board, i);
        if (i == 0 || derivation->equation[i - 1].parts > 1)
            widths = measure_columns(board, i);
        area_put(area, row, 0, STYLE_PLAIN, equation->name);
        if (equation->parts > 1 && rows == 3 && missing == 1 && !is_matrix(equation)) {
            missing--;
            row = draw_symbols(area, row, name, equation);
        } else if (equation->parts > 1 && missing > 0) {
            missing -= rows - 1;
            row = draw_numbers(area, row, name, equation);
        } else if (is_stacked(board, equation)) {
            row = draw_stacked(area, row, board, equation);
        } else if (equation->parts > 1) {
            row = draw_sum(area, row, name, rows, equation);
        } else if (rows > 1 && !wraps(equation)) {
            row = draw_matrix_below(area, row, name, rows, equation);
        } else {
            rows = i < cut ? rows : 1;
            draw_one_summand(area, row, name, rows, equation, widths);
            row += rows;
        }
        if (equation->remark != NULL)
            area_put_cut(area, row++, name + 3, STYLE_BADGE, equation->remark);
        row += apart;
    }
}

/* Takes the short numbers of the equations from first to end - 1, where there are any. */
static void shorten(struct derivation *derivation, int first, int end)
{
    for (int i = first; i < end; i++) {
        for (int k = 0; k < derivation->equation[i].parts; k++)
            derivation_shorten(&derivation->equation[i].part[k]);
    }
}

/* Takes the short numbers where the full ones do not fit into their row. */
static void shorten_wide(struct derivation *derivation, const struct board *board)
{
    int room = board->columns - board->name - 3, end;
    for (int i = 0; i < derivation->equations; i = end) {
        bool fits = true;
        for (end = i; end < derivation->equations && derivation->equation[end].parts <= 1; end++)
            continue;
        if (end > i) {
            struct columns widths = measure_columns(board, i);
            fits = widths.numbers == widest_numbers(board, i, board->columns);
        } else {
            const struct equation *equation = &derivation->equation[end++];
            fits = sum_width(equation, equation->parts, true, board->ascii) <= room;
        }
        if (!fits)
            shorten(derivation, i, end);
    }
}

/* Fills in what there is to draw. The derivation is yours to clear. */
static struct board sheet_of(equation_build *build, const struct view *view, int columns, bool ascii,
                             struct derivation *derivation)
{
    build(view, derivation);
    struct board board = {derivation, columns, ascii, true, name_width(derivation, ascii)};
    shorten_wide(derivation, &board);
    return board;
}

int equation_panel_rows(equation_build *build, const struct view *view, int columns, bool ascii)
{
    struct derivation derivation = {0};
    struct board board = sheet_of(build, view, columns, ascii, &derivation);
    int rows = rows_of_all(&board);
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
    struct board board = sheet_of(build, view, area->columns, canvas_is_ascii(area->canvas), &derivation);
    board.stacks = rows_of_all(&board) <= area->rows;
    int missing = rows_of_all(&board) - area->rows;
    draw(area, &board, missing, view->big ? room_between(-missing, derivation.equations) : 0);
    derivation_clear(&derivation);
}
