/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_panels.c - pictures: at every width each panel stays inside its area and is made of whole characters, whatever
 * the session is like; and what the panels show of a few sessions is what tests/golden holds.
 *
 * UPDATE_GOLDEN=1 make check SUITE=panels writes the golden texts anew; the difference is then read in git. */

#define _XOPEN_SOURCE 700

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#include "base/file.h"
#include "tests/compare.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

enum { WIDEST = 200, TALLEST = 10000, ABOVE = 2, BELOW = 3, LEFT = 3, RIGHT = 4 };

/* A canvas with an area in its middle, into which a panel was drawn. */
struct drawing {
    const struct panel *panel;
    struct canvas *canvas;
    int rows, columns; /* of the area */
    bool ascii;
};

static void where(const struct drawing *drawing, int row, int column, struct text *text)
{
    text_addf(text, "panel %s, %d x %d%s, row %d, column %d", drawing->panel->name, drawing->rows, drawing->columns,
              drawing->ascii ? " in ASCII" : "", row - ABOVE, column - LEFT);
}

static void fail_at(const struct drawing *drawing, int row, int column, const char *what)
{
    struct text text = {0};
    where(drawing, row, column, &text);
    fixture_add_canvas(&text, drawing->canvas, 0);
    ck_abort_msg("%s: %.3000s", what, text_string(&text));
}

static bool is_inside(const struct drawing *drawing, int row, int column)
{
    return row >= ABOVE && row < ABOVE + drawing->rows && column >= LEFT && column < LEFT + drawing->columns;
}

static int width_of(uint32_t code)
{
    return code < 0x80 ? 1 : wcwidth((wchar_t)code);
}

static void check_cell(const struct drawing *drawing, int row, int column)
{
    uint32_t code = canvas_cell(drawing->canvas, row, column).code;
    if (!is_inside(drawing, row, column)) {
        if (code != ' ')
            fail_at(drawing, row, column, "something outside the area");
        return;
    }
    uint32_t before = canvas_cell(drawing->canvas, row, column - 1).code;
    uint32_t after = canvas_cell(drawing->canvas, row, column + 1).code;
    if (drawing->ascii && (code < 0x20 || code > 0x7E))
        fail_at(drawing, row, column, "not ASCII");
    if (code == 0 ? width_of(before) != 2 : code < 0x20 || width_of(code) < 1)
        fail_at(drawing, row, column, "half a character, or none");
    if (code != 0 && width_of(code) == 2 && after != 0)
        fail_at(drawing, row, column, "a wide character without its second half");
}

/* Draws into an area of that size and looks at every cell. */
static void check_drawing(const struct panel *panel, const struct view *view, int rows, int columns, bool ascii)
{
    struct canvas *canvas = canvas_new(ABOVE + rows + BELOW, LEFT + columns + RIGHT, ascii);
    struct drawing drawing = {panel, canvas, rows, columns, ascii};
    struct area all = canvas_area(canvas), area = area_part(&all, ABOVE, LEFT, rows, columns);
    panel->draw(view, &area);
    for (int row = 0; row < ABOVE + rows + BELOW; row++) {
        for (int column = 0; column < LEFT + columns + RIGHT; column++)
            check_cell(&drawing, row, column);
    }
    canvas_free(canvas);
}

/* The area it wants, one that is too low, one that is higher. */
static void check_width(const struct panel *panel, const struct view *view, int columns, bool ascii)
{
    int rows = panel->rows(view, columns, ascii);
    must(rows >= 0 && rows < TALLEST, "panel %s wants %d rows in %d columns", panel->name, rows, columns);
    check_drawing(panel, view, rows, columns, ascii);
    check_drawing(panel, view, rows / 2, columns, ascii);
    check_drawing(panel, view, rows + 3, columns, ascii);
}

/* In its frame. */
static void check_picture(const struct panel *panel, const struct view *view, int columns, bool ascii)
{
    struct canvas *canvas = panel_picture(panel, view, columns, ascii);
    for (int row = 0; row < canvas_rows(canvas); row++) {
        for (int column = 0; column < columns; column++) {
            uint32_t code = canvas_cell(canvas, row, column).code;
            must(ascii ? code >= 0x20 && code <= 0x7E : code == 0 || code >= 0x20, "panel %s, %d columns: %04X",
                 panel->name, columns, code);
        }
    }
    canvas_free(canvas);
}

/* Every fifth width, another one each time: over all looks and states, every panel comes to every width. */
enum { STRIDE = 5 };
static int pictures_checked;

/* Takes the place of the sink's functions: what a command shows is drawn here. */
static void check_everywhere(struct sink *sink, const struct panel *panel, const struct view *view)
{
    (void)sink;
    for (int columns = 1 + pictures_checked % STRIDE; columns <= WIDEST; columns += STRIDE) {
        for (int ascii = 0; ascii <= 1; ascii++) {
            check_width(panel, view, columns, ascii);
            check_picture(panel, view, columns, ascii);
        }
    }
    pictures_checked++;
}

/* Sessions of every kind. */
static const char *const states[] = {
    /* the scalar network of the notes */
    "example notes; rewind",
    "example notes; goto 3",
    "example notes; goto 2; substep 4",
    "example notes; goto 4; substep 1",
    "example notes; goto back 2",
    "example notes; goto back 3; substep 2",
    "example notes; goto back 1",
    "example notes; truncate 2; goto back 2",
    "example notes; goto 4; expand",
    "example notes; compare v 1.4; goto 3",
    "example notes; compare W_y 0.9; y = 1 0 none 1; goto back 3",
    "example matrix; compare V[1,2] 3; goto back 2",
    "example notes; compare v 2; shape 2 2 2",
    "example notes; v = 1000; x = ones 300; y = ones 300; compare v -1e100; goto back 290",
    "example notes; g = tanh; bug 7; goto back 2; watch a<t>; watch dL/da<t>",
    "example saturate; bug 9; goto back 3",
    "example notes; bug random 1; goto back 1",
    "example matrix; bug 8; goto back 2; watch V; watch a<t>; watch a<t-3>[2]",
    /* its functions */
    "example notes; g = tanh; g* = sigmoid; goto back 3",
    "example notes; g = relu; g* = sigmoid; loss = mse; b_a = -0.4; goto 4; expand 2",
    "example notes; g = sigmoid; b_y = 3; goto back 1",
    /* lengths */
    "shape 1 1 1; v = 0.5; u = 1",
    "shape 1 1 1; v = 0.5; u = 1; W_y = 0.5; x = 1; y = 1; goto back 1",
    "example notes; x = sine 50 9; y = alternate 50; g* = sigmoid; goto 30",
    "example notes; x = sine 50 9; y = alternate 50; g* = sigmoid; truncate 5; goto back 20",
    /* numbers that go wrong */
    "v = 2; u = 1; W_y = 1; loss = mse; x = ones 1100; y = zeros 1100; goto 1024",
    "v = -2; u = 1; W_y = 1; loss = mse; x = impulse 1100; y = zeros 1100; goto 1100",
    "example notes; W_y = 3; b_y = -1; goto back 2",
    "example notes; y = 1 none 1; goto 4",
    ("v = -1234.56789; u = -9.87654321e-101; W_y = 3e100; b_a = -1e-300; loss = mse; x = 1 2 3; y = 1 2 3; "
     "set digits 17; goto back 2"),
    /* matrices */
    "example matrix; goto 2",
    "example matrix; goto back 1; substep 2",
    ("shape 2 3 1; V = [0.5 0.1 0; 0 0.9 0; 0.1 0.2 0.3]; U = [1 2; 3 4; 5 6]; W_y = [0.1 0.2 0.3]; g = tanh; "
     "g* = sigmoid; x = [1 0; 0 1; 1 1]; y = 1 0 1; goto back 2"),
    "shape 1 2 3; V = [0.5 0.1; 0 0.9]; g* = softmax; loss = ce; x = 1 0 1; y = [1 0 0; 0 1 0; 0 0 1]; goto back 3",
    "shape 9 9 9; x = [1 2 3 4 5 6 7 8 9; 9 8 7 6 5 4 3 2 1]; loss = mse; y = x; goto 2; substep 1",
};

/* Everything that draws; what a session has not got is refused. */
static const char *const looks[] = {
    "graph",
    "compare",
    "watch",
    "table",
    "show",
    "triangle",
    "triangle u",
    "triangle b_a",
    "grad",
    "grad v",
    "grad u 2",
    "grad W_y",
    "grad b_y 1",
    "grad b_a T",
    "series",
    "series u",
    "series b_a 3",
    "series v T",
    "plot a<1>",
    "plot z<1>",
    "plot dL<1>/dv",
    "plot a<1>[2]",
    "plot a<1> z<1> log",
    "plot a<1>[1] s<1>[2]",
    "plot term(v,3,0)",
    "plot cell(v,3,1) log",
    "plot term(V,2,1)[1,2]",
    "explain a<2>",
    "explain yhat<2>",
    "explain L",
    "explain dL/dv",
    "explain dL<2>/dU",
    "explain dyhat<3>/du",
    "explain da<2>/dv",
    "explain term(v,3,1)",
    "explain cell(v,3,2)",
    "explain dL/da<2>",
    "explain z<1>",
    "explain W_a",
    "explain V[1,2]",
    "explain x",
    "substep",
    "substep",
    "step",
    "back",
    "step 2",
    "run",
    "sweep",
    "sweep V[1,2] -2 2 30",
    "sweep a<0> 0 1 2",
    "landscape a<0> -1 1 b_y",
    "landscape V[1,2] U[1,1]",
    "descend 30 rate 0.01",
    "landscape",
    "descend 5000 rate 1e-5 clip 1",
};

START_TEST(panels_stay_inside_their_area)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, states[_i]);
    fixture.sink.picture = fixture.sink.detail = check_everywhere;
    pictures_checked = _i;
    for (int i = 0; i < COUNT(looks); i++)
        fixture_run(&fixture, looks[i]);
    ck_assert_int_ge(pictures_checked - _i, fixture.session->tape.T > 0 ? 15 : 2);
    fixture_end(&fixture);
}
END_TEST

/* Every look draws in some session: none is misspelt. */
START_TEST(every_look_is_seen)
{
    struct fixture fixture;
    fixture_start(&fixture);
    bool seen = false;
    for (int i = 0; i < COUNT(states) && !seen; i++) {
        fixture_must(&fixture, states[i]);
        seen = fixture_run(&fixture, looks[_i]);
    }
    ck_assert_msg(seen, "%s", fixture_errors(&fixture));
    fixture_end(&fixture);
}
END_TEST

/* The canvas itself. */

static void check_row(struct canvas *canvas, const char *expected)
{
    struct text text = {0};
    fixture_add_canvas(&text, canvas, 0);
    ck_assert_str_eq(text_string(&text), expected);
    text_clear(&text);
}

/* What is put at a column of a row that has 6, into an area of its columns 1..4, and what the row is then. */
static const struct put_row {
    int column;
    const char *string;
    bool ascii;
    const char *row;
    int end; /* the column behind the string */
} put_rows[] = {
    {0, "abcd", false, " abcd", 4},
    {0, "abcdef", false, " abcd", 6},
    {2, "abcd", false, "   ab", 6},
    {-2, "abcd", false, " cd", 2},
    {9, "ab", false, "", 11},
    {-9, "ab", false, "", -7},
    {0, "ŷ·", false, " ŷ·", 2},
    {0, "漢字漢", false, " 漢字", 6},
    {-1, "漢x", false, "  x", 2},
    {3, "漢", false, "", 5},
    {1, "漢字", false, "  漢", 5},
    {0, "ŷ", true, " yhat", 4},
    {0, "v²", true, " v^2", 3},
    {2, "ŷ", true, "   yh", 6},
    {0,
     "a\x1B"
     "b\n",
     false, " ab", 2},
    {0,
     "a\xFF"
     "b",
     false, " ab", 2},
    {0, "", false, "", 0},
};

START_TEST(strings_are_cut_to_their_area)
{
    const struct put_row *row = &put_rows[_i];
    struct canvas *canvas = canvas_new(1, 6, row->ascii);
    struct area all = canvas_area(canvas), area = area_part(&all, 0, 1, 1, 4);
    struct text expected = {0};
    text_addf(&expected, "%s\n", row->row);
    ck_assert_int_eq(area_put(&area, 0, row->column, STYLE_PLAIN, row->string), row->end);
    area_put(&area, 1, 0, STYLE_PLAIN, "below");
    area_put(&area, -1, 0, STYLE_PLAIN, "above");
    check_row(canvas, text_string(&expected));
    text_clear(&expected);
    canvas_free(canvas);
}
END_TEST

/* A title that is too long for its frame says so. */
START_TEST(titles_are_cut_with_a_mark)
{
    static const char *const frames[][2] = {{"abcd", "╭─ abcd ─╮\n│        │\n╰────────╯\n"},
                                            {"abcde", "╭─ abcde ╮\n│        │\n╰────────╯\n"},
                                            {"abcdef", "╭─ abcd… ╮\n│        │\n╰────────╯\n"}};
    for (int i = 0; i < COUNT(frames); i++) {
        struct canvas *canvas = canvas_new(3, 10, false);
        struct area all = canvas_area(canvas);
        area_frame(&all, frames[i][0]);
        check_row(canvas, frames[i][1]);
        canvas_free(canvas);
    }
}
END_TEST

/* A part is never larger than its whole. */
START_TEST(parts_are_cut_to_the_whole)
{
    struct chance chance = {4};
    struct canvas *canvas = canvas_new(20, 30, false);
    struct area all = canvas_area(canvas), area = area_part(&all, 3, 4, 10, 12);
    for (int i = 0; i < 20000; i++) {
        struct area part = area_part(&area, chance_int(&chance, -20, 20), chance_int(&chance, -20, 20),
                                     chance_int(&chance, -5, 30), chance_int(&chance, -5, 30));
        must(part.rows >= 0 && part.columns >= 0, "%d x %d", part.rows, part.columns);
        must(part.row >= 3 && part.row + part.rows <= 13, "rows %d + %d", part.row, part.rows);
        must(part.column >= 4 && part.column + part.columns <= 16, "columns %d + %d", part.column, part.columns);
    }
    canvas_free(canvas);
}
END_TEST

/* A row of narrow and wide characters by chance. */
static void fill_row(struct canvas *canvas, struct chance *chance)
{
    static const char *const characters[] = {"a", "b", " ", "日", "本"};
    struct area all = canvas_area(canvas);
    for (int i = 0; i < 4; i++) {
        int style = chance_int(chance, STYLE_PLAIN, STYLE_FRAME);
        area_put(&all, 0, chance_int(chance, 0, all.columns - 1), (enum style)style,
                 characters[chance_int(chance, 0, COUNT(characters) - 1)]);
    }
    /* A half that is left of a wide character overwritten is no character. */
    for (int column = 0; column < all.columns; column++) {
        uint32_t code = canvas_cell(canvas, 0, column).code;
        bool whole = code < 0x80 || (column + 1 < all.columns && canvas_cell(canvas, 0, column + 1).code == 0);
        bool half = code == 0 && (column == 0 || canvas_cell(canvas, 0, column - 1).code < 0x80);
        if (!whole || half)
            area_put(&all, 0, column, STYLE_PLAIN, " ");
    }
}

static bool is_same(struct cell a, struct cell b)
{
    return a.code == b.code && a.style == b.style;
}

/* Everything that has changed in a row is inside of some first..last, which begin with a change and cut no wide
 * character in two. */
START_TEST(changes_of_a_row_are_found)
{
    enum { COLUMNS = 8 };
    struct chance chance = {5};
    for (int i = 0; i < 20000; i++) {
        struct canvas *before = canvas_new(1, COLUMNS, false), *after = canvas_new(1, COLUMNS, false);
        int first, last, from = 0;
        bool inside[COLUMNS] = {false}, edge[COLUMNS + 1] = {false};
        fill_row(before, &chance);
        fill_row(after, &chance);
        for (; from < COLUMNS && canvas_changed(before, after, 0, from, &first, &last); from = last + 1) {
            must(from <= first && first <= last && last < COLUMNS, "%d..%d from %d", first, last, from);
            edge[first] = edge[last + 1] = true;
            memset(inside + first, true, (size_t)(last - first + 1));
        }
        for (int column = 0; column < COLUMNS; column++) {
            struct cell a = canvas_cell(before, 0, column), b = canvas_cell(after, 0, column);
            must(inside[column] || is_same(a, b), "column %d differs", column);
            must(!edge[column] || (a.code != 0 && b.code != 0), "column %d is half", column);
            must(!inside[column] || !is_same(a, b) || a.code >= 0x80 || a.code == 0, "column %d is the same", column);
        }
        canvas_free(before);
        canvas_free(after);
    }
}
END_TEST

/* The column of the active node. */
static int active_column(const struct session *session)
{
    struct view view = {.session = session};
    struct canvas *canvas = panel_picture(&panel_graph, &view, FIXTURE_COLUMNS, false);
    int column = 0, row = 3;
    while (column < FIXTURE_COLUMNS && canvas_cell(canvas, row, column).code != 0x2590)
        column++;
    canvas_free(canvas);
    return column;
}

static void check_columns_stay(struct fixture *fixture, const char *from, int steps)
{
    fixture_must(fixture, from);
    int column = active_column(fixture->session);
    for (int i = 1; i <= steps; i++) {
        fixture_must(fixture, "step");
        int now = active_column(fixture->session);
        must(now == column, "%s and %d steps: column %d, not %d", from, i, now, column);
    }
}

/* While the tape moves through a long sequence the numbers pass by, and the columns stay. */
START_TEST(graph_keeps_its_columns)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "g* = sigmoid; x = sine 60 7.3; y = random 60 2");
    check_columns_stay(&fixture, "goto 13", 35);
    check_columns_stay(&fixture, "goto back 50", 35);
    fixture_end(&fixture);
}
END_TEST

/* A picture that is drawn at every key goes no further through a long sequence than what it shows. */
START_TEST(brief_gradients_need_no_whole_pass)
{
    struct fixture fixture;
    struct fault fault = {0};
    runner_start(&fixture);
    fixture_must(&fixture, "x = random 1000 1; y = random 1000 2; goto 5");
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .all = true, .brief = true};
    must(panel_reach(&panel_grad, &view, &fault), "%s", text_string(&fault.message));
    ck_assert_int_eq(fixture.session->pass->backward, 1001);
    ck_assert_int_lt(fixture.session->pass->forward, 1000);
    view.brief = false;
    must(panel_reach(&panel_grad, &view, &fault), "%s", text_string(&fault.message));
    ck_assert_int_eq(fixture.session->pass->backward, 1);
    fixture_end(&fixture);
}
END_TEST

/* Beside a lesson at 120 columns 56 are left inside of the frame: the four steps of the course's networks have room. */
START_TEST(a_triangle_of_four_steps_stands_beside_a_lesson)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "example notes; goto 4");
    struct view view = {.session = fixture.session, .w = WEIGHT_V};
    struct canvas *canvas = panel_picture(&panel_triangle, &view, 58, false);
    struct text text = {0};
    fixture_add_canvas(&text, canvas, 0);
    ck_assert_ptr_nonnull(strstr(text_string(&text), " t\\k        1        2        3        4   ∂L<t>/∂v"));
    text_clear(&text);
    canvas_free(canvas);
    fixture_end(&fixture);
}
END_TEST

/* The gradients step by step, as they stand in a panel this wide. */
static void add_steps_of_u(struct text *text, const struct session *session, int columns)
{
    struct view view = {.session = session, .w = WEIGHT_U};
    struct canvas *canvas = panel_picture(&panel_grad, &view, columns, false);
    fixture_add_canvas(text, canvas, 0);
    canvas_free(canvas);
}

/* Beside a lesson there are 60 columns: no column of numbers is lost there. */
START_TEST(gradients_step_by_step_fit_a_narrow_panel)
{
    static const char *const parts[] = {"∂ŷ<t>/∂u ", "∂L<t>/∂u ", " -1.28111 ", " -1.10515 "};
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "example memory; truncate 2; run");
    for (int columns = 58; columns <= 90; columns++) {
        struct text text = {0};
        add_steps_of_u(&text, fixture.session, columns);
        for (int i = 0; i < COUNT(parts); i++)
            must(strstr(text_string(&text), parts[i]) != NULL, "%d columns, no '%s':\n%s", columns, parts[i],
                 text_string(&text));
        text_clear(&text);
    }
    fixture_end(&fixture);
}
END_TEST

enum { BESIDE_A_LESSON = 58 };

struct beside {
    const char *lines;
    const struct panel *panel;
    enum weight w;
    const char *seen;
};

/* There a row says less, and the end of what it says is there: a value without its last digits reads as another one. */
static const struct beside beside_a_lesson[] = {
    {"example saturate; run", &panel_series, WEIGHT_V, " ∂L<4>/∂v = z<4> · sum = 0.00259777 "},
    {"example saturate; run", &panel_series, WEIGHT_V, " Πg': g*'(o<4>), then g'(s<k>) of every step passed "},
    {"shape 1 2 1; loss = mse; x = 1 0 0 0; y = zeros 4; run", &panel_series, WEIGHT_U,
     " print dyhat<4>/dU shows their sum "},
    {"shape 1 2 1; loss = mse; x = 1 0 0 0; y = zeros 4; run", &panel_series, WEIGHT_U, " P<4,j> = P<4,j-1> V D<4-j> "},
    {"truncate 2; run", &panel_triangle, WEIGHT_V, "truncated at τ = 2: rows are losses"},
};

START_TEST(rows_are_whole_beside_a_lesson)
{
    const struct beside *beside = &beside_a_lesson[_i];
    struct fixture fixture;
    struct text text = {0};
    runner_start(&fixture);
    fixture_must(&fixture, beside->lines);
    struct view view = {.session = fixture.session, .w = beside->w};
    struct canvas *canvas = panel_picture(beside->panel, &view, BESIDE_A_LESSON, false);
    fixture_add_canvas(&text, canvas, 0);
    must(strstr(text_string(&text), beside->seen) != NULL, "no '%s':\n%s", beside->seen, text_string(&text));
    text_clear(&text);
    canvas_free(canvas);
    fixture_end(&fixture);
}
END_TEST

/* Networks whose numbers are long, and steps of them in a table. */
static const char *const crowded[] = {
    ("shape 2 3 2; V = [0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3]; U = [1 0.5; -0.5 0.2; 0.3 0.3]; b_a = 0.1 -0.1 0; "
     "W_y = [500 -200 100; 300 300 900]; b_y = 0 0.2; g = tanh; g* = softmax; loss = bce; x = [1 0; 0 1; 1 1; -1 0.5]; "
     "y = [1 0; 2 -1; 1 0; 0 1]; run"),
    "example notes; loss = mse; y = -0.5 0.25 -1 -0.125; v = -1.3; run",
    "example notes; loss = mse; x = -1234.5678 1e-100 1 1e100; y = -1e100 -0.123 1e-7 1; run",
    "shape 1 1 1; v = -2; u = 1; W_y = 1; loss = mse; x = impulse 4; y = 1 1e10 -1e100 -1e-100; x<1> = 1e150; run",
    "example matrix; y<2> = -0.5; loss = mse; x<3> = [-0.25 -1e-200]; run",
};

/* The column behind a number or a vector that begins here: "0.5", "[1 2]", "[1 …]", "[1…". */
static int end_of_value(const struct canvas *canvas, int row, int column)
{
    bool vector = canvas_cell(canvas, row, column).code == '[';
    for (; column < canvas_columns(canvas); column++) {
        uint32_t code = canvas_cell(canvas, row, column).code;
        uint32_t next = column + 1 < canvas_columns(canvas) ? canvas_cell(canvas, row, column + 1).code : ' ';
        if (vector ? code == ']' || (code == U'…' && next != ']') : next == ' ')
            return column + 1;
    }
    return column;
}

/* Values that are parted by blanks; -1 where one touches the next. */
static int count_values(const struct canvas *canvas, int row)
{
    int count = 0;
    for (int column = 1; column < canvas_columns(canvas); column++) {
        if (canvas_cell(canvas, row, column).code == ' ')
            continue;
        column = end_of_value(canvas, row, column);
        count++;
        if (column < canvas_columns(canvas) && canvas_cell(canvas, row, column).code != ' ')
            return -1;
    }
    return count;
}

enum { NARROWEST_TABLE = 42, TABLE_ROWS = 6, VALUES = 7 };

START_TEST(no_two_columns_of_the_table_touch)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, crowded[_i]);
    struct view view = {.session = fixture.session};
    for (int columns = NARROWEST_TABLE; columns <= 120; columns++) {
        struct canvas *canvas = canvas_new(TABLE_ROWS, columns, false);
        struct area area = canvas_area(canvas);
        struct text text = {0};
        panel_table.draw(&view, &area);
        fixture_add_canvas(&text, canvas, 0);
        for (int row = 1; row < TABLE_ROWS - 1; row++)
            must(count_values(canvas, row) == VALUES, "%d columns:\n%s", columns, text_string(&text));
        text_clear(&text);
        canvas_free(canvas);
    }
    fixture_end(&fixture);
}
END_TEST

/* The panel in an area of that size. */
static void must_show(const struct fixture *fixture, const struct panel *panel, int rows, int columns, const char *part)
{
    struct canvas *canvas = canvas_new(rows, columns, false);
    struct area area = canvas_area(canvas);
    struct view view = {.session = fixture->session};
    struct text text = {0};
    panel->draw(&view, &area);
    fixture_add_canvas(&text, canvas, 0);
    must(strstr(text_string(&text), part) != NULL, "'%s' is not in:\n%s", part, text_string(&text));
    text_clear(&text);
    canvas_free(canvas);
}

START_TEST(a_step_without_a_target_says_so_in_a_narrow_table)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "example notes; y<3> = none; run");
    must_show(&fixture, &panel_table, 6, NARROWEST_TABLE, "3    1    0.5   0.65 not set\n");
    fixture_end(&fixture);
}
END_TEST

START_TEST(two_networks_stay_apart)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "example matrix; g = tanh; compare V[1,2] 3; goto back 3");
    must_show(&fixture, &panel_compare, 12, 76, " ≠[");
    for (int columns = 60; columns <= 110; columns++) {
        struct canvas *canvas = canvas_new(12, columns, false);
        struct area area = canvas_area(canvas);
        panel_compare.draw(&(struct view){.session = fixture.session}, &area);
        for (int row = 0; row < 12; row++) {
            for (int column = 1; column < columns; column++)
                must(canvas_cell(canvas, row, column).code != U'≠' || canvas_cell(canvas, row, column - 1).code == ' ',
                     "a mark touches what stands before it, %d columns, row %d", columns, row);
        }
        canvas_free(canvas);
    }
    fixture_end(&fixture);
}
END_TEST

START_TEST(two_networks_say_that_there_are_more_steps)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "example notes; compare v 0.5 1.4; goto 2");
    must_show(&fixture, &panel_compare, 7, 76, "\n t     ");
    must_show(&fixture, &panel_compare, 6, 76, "\n t  ▼  ");
    fixture_must(&fixture, "goto 3");
    must_show(&fixture, &panel_compare, 5, 76, "\n t ▲▼  ");
    fixture_must(&fixture, "goto 4");
    must_show(&fixture, &panel_compare, 5, 76, "\n t ▲   ");
    fixture_end(&fixture);
}
END_TEST

#define VECTORS                                                                                                        \
    "shape 2 3 2; V = [0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3]; U = [1 0.5; -0.5 0.2; 0.3 0.3]; "                         \
    "W_y = [0.5 -0.2 0.1; 0.3 0.3 0.9]; g = tanh; g* = softmax; loss = ce; x = [1 0; 0 1; 1 1; -1 0.5]; "

/* What a panel shows of a session in the usual width. */
static const struct {
    const char *setting, *part;
} shown_parts[] = {
    /* numbers of many digits leave room for those beside them */
    {"example notes; set digits 17; goto back 3; grad", " -4.47516296113995 -3.1043606075453205 "},
    {"example notes; set digits 17; run; run; grad", " -0.77574876325646802 "},
    {"example notes; set digits 17; check v", " -0.77574876326 -0.77574876326 -0.77574876326 -0.7757487632"},
    {"example notes; set digits 10; v = -1; u = 0.3; b_y = 0.3; W_y = 1e-66; check v",
     " -1.5714286e-66 -1.5714286e-66 -1.5714286e-66 "},
    /* dL<t>/dw is shown also where one of its factors has no digits left */
    {"example notes; x = 1; y = 0.5; g* = sigmoid; b_y = 400; W_y = 1e-140; series u 1",
     " ∂L<1>/∂u = 5e-141, from o<1>: z<1> · sum has rounded "},
    {"example notes; x = 1; y = 0.5; g* = sigmoid; b_y = 400; W_y = 1e-140; grad u 1", "∂L<1>/∂o<1> ∂o<1>/∂u"},
    /* what is below the smallest normal number is the same by every way */
    {"example notes; loss = mse; b_y = 1e10; W_y = 1.2345678e-312; x = 1; y = 0; check u",
     "\nThe exact ways agree to the last digit.\n"},
    {"example notes; g* = sigmoid; y = 1 0 1 0; W_y = 0.001; compare v 0.7; goto back 1; compare", " ≠-1e-04 "},
    {"example notes; rewind; series", "─ ∂ŷ<t>/∂v, before the first step ─"},
    /* a factor that is there is shown, whatever it is multiplied with */
    {"example notes; a<0> = 1; v = 0; g = tanh; series v 4", "    1             0        0.7321           0 "},
    {"example notes; W_y = 0; g = tanh; series v 4", "    0             0        0.6896 "},
    /* one of several outputs is named */
    {"example matrix; series V 2", "─ ∂ŷ<2>/∂V, expanded as far as it goes ─"},
    {VECTORS "series V 2", "─ ∂ŷ<2>[1]/∂V (output 1 of 2), expanded as far as it goes ─"},
    {VECTORS "series V 2", " ∂ŷ<2>[1]/∂V = P<2,0>[1]' a<1>' + P<2,1>[1]' a<0>' "},
    {VECTORS "goto 2; expand", "P<2,0>[1] V ∂a<1>/∂V "},
    {VECTORS "series V 2", " P<2,j>[1] "},
    /* and another one is asked for */
    {VECTORS "series V 2 2", " ∂ŷ<2>[2]/∂V = P<2,0>[2]' a<1>' + P<2,1>[2]' a<0>' "},
    {VECTORS "series V 2 2", "    0   [-0.02 0.12 0.13]   [0.76 -0.46 0.29]  up to 0.0967 "},
    {VECTORS "series V 2 2", "    1  [0.00559 -0.019 …] "},
    {VECTORS "series V 2 2", "print dyhat<2>[2]/dV shows"},
    /* gradients of a loss that is undefined say so, and no others do */
    {"example notes; v = 3; grad", "─ gradients of L (L undefined: formula only) ─"},
    {"example notes; v = 3; grad v", "─ ∂L/∂v = Σ ∂L<t>/∂v (L undefined: formula only) ─"},
    {"example notes; v = 3; grad v 3", "            L<3> is undefined: this follows the formula only. "},
    {"example notes; v = 3; grad v 1", " = -1.78571·0 = 0                                    │\n╰"},
    {"example notes; v = 3; explain dL/dv", "         L is undefined: this follows the formula only. "},
    {"example notes; v = 3; explain dL/da<2>", "            L is undefined: this follows the formula only. "},
    {"example notes; v = 3; explain cell(v,3,2)", " L<3> is undefined: this follows the formula only. "},
    {"example notes; v = 3; explain z<2>", " L<2> is undefined: this follows the formula only. "},
    {"example notes; v = 3; explain dL<2>/do<2>", " L<2> is undefined: this follows the formula only. "},
    {"example notes; v = 3; bug 1; explain dL/dv",
     " The value is what the broken backward pass gives; L is undefined. "},
    {"example notes; v = 3; goto 4; series", "∂L<4>/∂v = z<4> · sum = -0.0880282 · 10.08 = -0.887324 (formula only) "},
    {"example notes; v = 3; goto 1; series", "∂L<1>/∂v = z<1> · sum = -1.78571 · 0 = 0                             "},
    {"example notes; v = 3; goto 4; triangle",
     "─ ∂L/∂v (L undefined: formula only): rows are losses, columns are uses of v ─"},
    {"example notes; v = 3; grad; goto 1; triangle", "─ ∂L/∂v: rows are losses, columns are uses of v ─"},
    {"example notes; v = 3; grad; goto 1; substep 4; triangle", "─ ∂L/∂v: rows are losses, columns are uses of v ─"},
    {"example notes; v = 3; goto back 3; graph",
     "─ unrolled network, gradients flowing back (L undefined: formula only) ─"},
    {"example notes; v = 3; goto 4; graph", "─ unrolled network ─"},
    {"example notes; v = 3; plot dL<1>/dv", "─ ∂L<t>/∂v over t (L undefined: formula only) ─"},
    {"example notes; v = 3; plot z<1>", "─ z<t> over t (L undefined: formula only) ─"},
    {"example notes; v = 3; plot cell(v,2,1)", "─ cell(v,2,k) over k (L<2> undefined: formula only) ─"},
    {"example notes; v = 3; plot cell(v,1,1)", "─ cell(v,1,k) over k ─"},
    {"example notes; v = 3; plot a<1>", "─ a<t> over t ─"},
    {"example notes; v = 3; loss = mse; grad", "─ gradients of L ─"},
    {"example notes; v = 3; y = none; goto 4; triangle", "─ ∂L/∂v: rows are losses, columns are uses of v ─"},
    /* and what is too large has its own remark, whole */
    {"example notes; v = 1e200; explain dL/dW_y", " At t=3 numbers became too large: this is not to be trusted. "},
    {"example notes; v = 1e200; grad v 3", " At t=3 numbers became too large: this is not to be trusted. "},
    {"example notes; v = 1e200; grad v 2", " L<2> is undefined: this follows the formula only. "},
    {"example notes; v = 1e200; grad", "─ gradients of L ─"},
    /* heads stay apart however long the sequence is */
    {"v = 0.5; u = 1; W_y = 1; g = tanh; x = ones 1000001; series v T", " Πg'    a<t-1-j> "},
    {"v = 0.5; u = 1; W_y = 1; x = ones 1000001; series v T", " W_y v^j    a<t-1-j> "},
    /* and long numbers do */
    {VECTORS "V = [0 0 -1e110; 0 0 -1e110; 0 0 -1e110]; W_y = [-1e100 -1e100 -1e100; 0 0 0]; g = identity; loss = mse; "
             "g* = identity; series V 4",
     "    0 [-1e+100 -1e+100 …]   [3e+219 3e+219 …]     up to inf "},
};

START_TEST(panels_say_all_they_show)
{
    struct fixture fixture;
    fixture_start(&fixture);
    const char *shown = fixture_answer(&fixture, shown_parts[_i].setting);
    must(strstr(shown, shown_parts[_i].part) != NULL, "'%s' is not in:\n%s", shown_parts[_i].part, shown);
    fixture_end(&fixture);
}
END_TEST

/* In the full screen the titles alone carry the remark, and only where there is a gradient already. */
START_TEST(the_panels_of_the_full_screen_say_what_follows_the_formula_only)
{
    struct fixture fixture;
    struct text title = {0};
    fixture_start(&fixture);
    fixture_must(&fixture, "example notes; v = 3; grad; goto 4");
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .all = true, .brief = true};
    panel_grad.title(&view, &title);
    ck_assert_str_eq(text_string(&title), "gradients of L, which the backward pass gathers");
    fixture_must(&fixture, "step");
    text_empty(&title);
    panel_grad.title(&view, &title);
    ck_assert_str_eq(text_string(&title), "so far, formula only (t = 4..4)");
    text_empty(&title);
    panel_step.title(&view, &title);
    ck_assert_str_eq(text_string(&title), "at a<4>, the last step: one gradient arrives (L undefined: formula only)");
    text_clear(&title);
    fixture_end(&fixture);
}
END_TEST

START_TEST(sentences_instead_of_a_picture_are_whole)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "example matrix; rewind");
    must_show(&fixture, &panel_series, 2, 46, "The series has no term yet: step computes the\nfirst one.\n");
    must_show(&fixture, &panel_triangle, 3, 46, "shows one.\n");
    ck_assert_int_eq(panel_series.rows(&(struct view){.session = fixture.session}, 46, false), 2);
    ck_assert_int_eq(panel_triangle.rows(&(struct view){.session = fixture.session}, 46, false), 3);
    fixture_end(&fixture);
}
END_TEST

/* The cells of the triangle that truncation leaves out, of whatever size they are, and no others. */
START_TEST(what_is_left_out_stands_in_parentheses)
{
    static const char *const networks[] = {"v = 0.5", "v = 1e-30", "v = -1e9", "v = 0", "u = 0", "u = 1e60"};
    for (int i = 0; i < COUNT(networks); i++) {
        struct fixture fixture;
        runner_start(&fixture);
        fixture_must(&fixture, "example memory; truncate 2");
        fixture_must(&fixture, networks[i]);
        fixture_must(&fixture, "loss = mse; run");
        fixture_forget(&fixture);
        fixture_must(&fixture, "triangle");
        int opened = 0;
        for (const char *at = fixture_text(&fixture); (at = strchr(at, '(')) != NULL; at++)
            opened += at[1] != ' '; /* "( ) is left out" explains them */
        must(opened == 3, "%s: %d of 3 cells in parentheses\n%s", networks[i], opened, fixture_text(&fixture));
        fixture_end(&fixture);
    }
}
END_TEST

/* The steps shown around one of them: as many as there is room for, and that one among them. */
START_TEST(windows_hold_their_step)
{
    for (int T = 1; T <= 12; T++) {
        for (int t = 1; t <= T; t++) {
            for (int room = 0; room <= 14; room++) {
                int first, last, wanted = room < 1 ? 1 : room < T ? room : T;
                panel_window(T, t, room, &first, &last);
                must(first >= 1 && first <= t && last >= t && last <= T && last - first + 1 == wanted,
                     "T = %d, t = %d, room %d: %d..%d", T, t, room, first, last);
            }
        }
    }
}
END_TEST

/* In one row it would only be a value that is cut. */
START_TEST(what_was_asked_for_by_name_needs_its_rows)
{
    struct fixture fixture;
    runner_start(&fixture);
    fixture_must(&fixture, "example matrix; goto 3");
    struct view view = {.session = fixture.session, .name = "da<3>[2]/dV"};
    ck_assert_int_ge(panel_fewest_rows(&panel_explain, &view, 56, false), 5);
    fixture_end(&fixture);
}
END_TEST

/* Golden texts: what is shown, command by command. */

static const struct golden {
    const char *name, *setting, *lines; /* lines: parted by newlines */
    bool ascii;
} goldens[] = {
    {"notes-forward", "example notes; rewind", "goto 3\ngraph\ntable\nseries\ntriangle\ngrad\nshow", false},
    {"notes-backward", "example notes; rewind", "goto back 2\ngraph\ntable\nseries u 4\ntriangle\ngrad\ngrad v 4",
     false},
    {"tanh-sigmoid", "example notes; g = tanh; g* = sigmoid; rewind",
     "goto 3\ngraph\ntable\nseries\ntriangle\ngoto back 2\ngraph\ngrad\ngrad v 3\ngrad W_y 3\ngrad b_y 3", false},
    {"matrix", "example matrix; rewind", "goto 2\ngraph\ntable\nseries\ntriangle\ngoto back 2\ngraph\ngrad\nshow",
     false},
    {"ascii", "example notes; rewind", "goto 3\ngraph\ntable\nseries\ntriangle\ngoto back 2\ngraph\ngrad\nplot z<1>",
     true},
    {"long", "example notes; x = sine 50 9; y = alternate 50; g* = sigmoid; rewind",
     "goto 30\ngraph\ntable\nseries\ntriangle\ntruncate 4\ngoto back 20\ngraph\ntriangle\ngrad\nplot a<1>", false},
    {"explained", "example notes; rewind",
     "explain s<3>\nexplain a<3>\nexplain yhat<2>\nexplain L<2>\nexplain L\nexplain z<3>\nexplain dL<3>/do<3>\n"
     "explain dL/da<2>\nexplain dL/dv\nexplain dL<3>/dv\nexplain dyhat<4>/dv\nexplain da<3>/du\nexplain term(v,4,2)\n"
     "explain cell(v,4,2)\nexplain W_a\nexplain v\ng = tanh; explain dL/da<3>\nexplain da<3>/dv\nset digits 12; "
     "explain "
     "dL/da<3>\nset digits 17; explain dL/da<3>",
     false},
    {"vectors",
     "shape 2 3 2; V = [0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3]; U = [1 0.5; -0.5 0.2; 0.3 0.3]; W_y = [0.5 -0.2 0.1; 0.3 "
     "0.3 0.9]; b_a = 0.1 -0.1 0; b_y = 0 0.2; g = tanh; g* = softmax; loss = ce; x = [1 0; 0 1; 1 1; -1 0.5]; y = [1 "
     "0; 0 1; 1 0; 0 1]; rewind",
     "explain s<4>\nexplain L<2>\nexplain z<2>\nexplain dL<2>/do<2>\nexplain dL/da<2>\nexplain da<4>[2]/dV\nexplain "
     "da<3>[1]/db_a\nexplain dyhat<3>[1]/dV\nexplain dL/dV\nb_a = 0.1234567 -0.1234567 0; goto 4; goto back 2\nloss = "
     "mse; explain L<2>\nexplain z<2>\nloss = bce; g* = sigmoid; explain L<2>\nexplain z<2>\nexplain "
     "dL<2>/do<2>\ntruncate 2; grad V\nx = [1 0; 0 1]; y = [1 0; 0 1]; "
     "grad W_y",
     false},
    {"targets", "shape 1 2 2; g* = softmax; loss = ce; W_y = [2 0; 1 1]; U = [1; 0.5]; x = 1 2 3; rewind",
     "y<1> = [0.3; 0.3]\ny<2> = [none; 1]\ny<3> = [1; 0]\nshow\nexplain dL<1>/do<1>\nexplain dL<3>/do<3>\ny<2> = "
     "none",
     false},
    {"substeps", "example notes; goto 1",
     "substep\nsubstep\nsubstep\nsubstep\nsubstep\nsubstep\ngoto back "
     "3\nsubstep\nsubstep\nsubstep\nsubstep\nexpand\nexpand",
     false},
    {"plots", "example notes; g* = sigmoid; x = sine 60 9; y = alternate 60; rewind",
     "plot a<t> yhat<t>\nplot z<t>\nplot term(v,40,0) log\nplot cell(v,5,1)\nplot dL<1>/dv\nx = 1\ny = 1\nplot "
     "a<1>\nv = 2\nu = 1e300\nx = ones 40\ny = 0 1 none 1\nplot a<1> o<1> log\nplot z<1>",
     false},
    {"plots-ascii", "example notes; g* = sigmoid; x = sine 60 9; y = alternate 60; rewind",
     "plot a<1> yhat<1>\nplot dL<1>/dv\nv = 2\nu = 1e300\nplot s<1>\nexample memory\nloss = mse\ndescend 20 rate 0.1 "
     "clip 1",
     true},
    {"descent", "example notes; g* = sigmoid; rewind",
     "descend 200 rate 0.2\nundo\ndescend 100 rate 4 clip 0.5 only v u\nexample notes\ndescend rate 0.002\nloss = "
     "mse\ndescend rate 0.5\nundo\ntruncate 1\ndescend 60 rate 0.1\nexample matrix\ndescend 30 rate 0.3",
     false},
    {"sweep", "example notes; rewind",
     "sweep v -1 1 41\ng* = sigmoid\nsweep\nexample explode\nsweep v -2 2\nexample vanish\nsweep u 0 2 3\nloss = "
     "mse\nsweep a<0>",
     false},
    {"landscape", "example notes; rewind",
     "landscape v u\ng* = sigmoid\ndescend 200 rate 0.2\nlandscape\nlandscape v -1.5 1.5 W_y 0 5\nexample "
     "saturate\nlandscape v u",
     false},
    {"landscape-ascii", "example notes; rewind", "landscape v u\ng* = sigmoid\ndescend 200 rate 0.2\nlandscape b_a b_y",
     true},
    {"wrong-numbers", "v = 2; u = 1; W_y = 1; b_y = 0.1; x = ones 1100; y = zeros 1100",
     "goto 1023\nstep\ngraph\ntable\nseries v 5\nshow\ngrad", false},
    {"compared", "example notes; rewind",
     "compare v 0.5 1.4\ngoto 3\ncompare\ngoto back 2\ncompare\nu = 1.4; compare u 1.4\ncompare\nx = sine 30 7; y = x; "
     "loss = mse; goto 20\ncompare\nexample matrix; compare V[1,2] 3; goto back 3\ncompare\nbug 1\ncompare\nshape 1 1 "
     "1\n"
     "compare off\ncompare",
     false},
    {"watched", "example matrix; watch a<t>; watch a<t>[2]; rewind",
     "watch dL<t>/db_a\nwatch\ngoto 2\nwatch\nV[1,1] = 0.9\nwatch\nwatch a<t-3>\nx = [1 "
     "0]\nwatch\nunwatch\nwatch",
     false},
    {"broken", "example notes; g = tanh; bug 1; rewind",
     "goto back 2\ngraph\ntriangle\ngrad\ngrad v\ngrad v 3\nexplain dL/dv\nexplain dL/da<2>\nshow\ncheck\n"
     "bug 2; goto back 2\nbug 3; goto back 2\nbug 4; goto back 2\nbug 5; goto back 2\nbug 6; goto back 1\n"
     "bug 7; goto back 2\nbug 8; goto back 2\ng* = sigmoid; bug 9; goto back 2\nexplain dL/do<2>\n"
     "bug 10; goto back 1\nbug random 3; goto back 2\ngraph\ngrad",
     false},
};

static void show_golden(const struct golden *golden, struct text *shown)
{
    struct fixture fixture;
    const char *at = golden->lines;
    fixture_start(&fixture);
    fixture_must(&fixture, golden->setting);
    fixture_forget(&fixture);
    fixture.sink.ascii = golden->ascii;
    text_addf(shown, "# %s\n", golden->setting);
    while (*at != '\0') {
        struct text line = {0};
        text_add_bytes(&line, at, strcspn(at, "\n"));
        text_addf(shown, "> %s\n%s", text_string(&line), fixture_answer(&fixture, text_string(&line)));
        at += line.length + (at[line.length] == '\n');
        text_clear(&line);
    }
    fixture_end(&fixture);
}

/* The first line in which two texts differ: its number, and where it begins in both. */
static int first_difference(const char **a, const char **b)
{
    const char *at_a = *a, *at_b = *b;
    int line = 1;
    for (; *at_a == *at_b && *at_a != '\0'; at_a++, at_b++) {
        if (*at_a == '\n') {
            line++;
            *a = at_a + 1;
            *b = at_b + 1;
        }
    }
    return line;
}

START_TEST(panels_show_what_they_showed)
{
    const struct golden *golden = &goldens[_i];
    struct text path = {0}, shown = {0}, wanted = {0};
    struct fault fault = {0};
    text_addf(&path, "tests/golden/%s.txt", golden->name);
    show_golden(golden, &shown);
    if (getenv("UPDATE_GOLDEN") != NULL)
        ck_assert_msg(file_replace(text_string(&path), &shown, &fault), "%s", text_string(&fault.message));
    ck_assert_msg(file_read(text_string(&path), 1 << 20, &wanted, &fault), "%s", text_string(&fault.message));
    const char *now = text_string(&shown), *before = text_string(&wanted);
    int line = first_difference(&now, &before);
    ck_assert_msg(strcmp(now, before) == 0,
                  "%s:%d differs (UPDATE_GOLDEN=1 accepts what is shown now); now:\n%.1500s\nbefore:\n%.1500s",
                  text_string(&path), line, now, before);
    text_clear(&path);
    text_clear(&shown);
    text_clear(&wanted);
}
END_TEST

Suite *suite_panels(void)
{
    Suite *suite = suite_create("panels");
    TCase *tests = tcase_create("panels");
    tcase_add_loop_test(tests, panels_stay_inside_their_area, 0, COUNT(states));
    tcase_add_loop_test(tests, every_look_is_seen, 0, COUNT(looks));
    tcase_add_loop_test(tests, strings_are_cut_to_their_area, 0, COUNT(put_rows));
    tcase_add_test(tests, titles_are_cut_with_a_mark);
    tcase_add_test(tests, parts_are_cut_to_the_whole);
    tcase_add_test(tests, changes_of_a_row_are_found);
    tcase_add_test(tests, graph_keeps_its_columns);
    tcase_add_test(tests, brief_gradients_need_no_whole_pass);
    tcase_add_test(tests, a_triangle_of_four_steps_stands_beside_a_lesson);
    tcase_add_test(tests, gradients_step_by_step_fit_a_narrow_panel);
    tcase_add_loop_test(tests, rows_are_whole_beside_a_lesson, 0, COUNT(beside_a_lesson));
    tcase_add_loop_test(tests, no_two_columns_of_the_table_touch, 0, COUNT(crowded));
    tcase_add_test(tests, a_step_without_a_target_says_so_in_a_narrow_table);
    tcase_add_test(tests, two_networks_stay_apart);
    tcase_add_test(tests, two_networks_say_that_there_are_more_steps);
    tcase_add_test(tests, sentences_instead_of_a_picture_are_whole);
    tcase_add_test(tests, the_panels_of_the_full_screen_say_what_follows_the_formula_only);
    tcase_add_loop_test(tests, panels_say_all_they_show, 0, COUNT(shown_parts));
    tcase_add_test(tests, what_is_left_out_stands_in_parentheses);
    tcase_add_test(tests, windows_hold_their_step);
    tcase_add_test(tests, what_was_asked_for_by_name_needs_its_rows);
    tcase_add_loop_test(tests, panels_show_what_they_showed, 0, COUNT(goldens));
    suite_add_tcase(suite, tests);
    return suite;
}
