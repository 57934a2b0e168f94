/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_landscape.c - L over two parameters: every cell is the loss of the network that stands there, however the grid
 * is computed, and the map drawn of it shows what it holds. */

#include <stdio.h>
#include <stdlib.h>

#include "model/landscape.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Against the pass, which adds up in another order and with more digits: relative, and absolute for each step. */
static const double RELATIVE = 1e-10, EACH_STEP = 1e-14;

/* A network with a sequence and a landscape. Must not move once begun. */
struct work {
    struct network network;
    struct sequence *sequence;
    struct landscape landscape;
    volatile sig_atomic_t stop;
};

static void draw(struct matrix *matrix, struct chance *chance, double most)
{
    for (int i = 0; i < matrix_size(matrix); i++)
        matrix->at[i] = chance_real(chance, -most, most);
}

/* Weights and inputs by chance; targets are 0 and 1, or with fractions quarters too. */
static void work_draw(struct work *work, int T, int n_x, int n_a, int n_y, bool fractions)
{
    struct chance chance = {(uint64_t)(T + n_a + 1)};
    *work = (struct work){.stop = 0};
    network_init(&work->network, n_x, n_a, n_y);
    for (int w = 0; w < WEIGHT_COUNT; w++)
        draw(&work->network.weight[w], &chance, 0.8 / n_a);
    work->network.weight[WEIGHT_B_Y].at[0] = 0.5;
    draw(&work->network.a0, &chance, 1);
    work->sequence = sequence_new(T, n_x, n_y);
    for (int i = 0; i < T * n_x; i++)
        work->sequence->x[i] = chance_real(&chance, -1, 1);
    for (int i = 0; i < T * n_y; i++)
        work->sequence->y[i] = fractions ? chance_int(&chance, 0, 4) / 4.0 : chance_int(&chance, 0, 1);
    sequence_finish(work->sequence, NULL);
    landscape_init(&work->landscape);
}

static void work_end(struct work *work)
{
    landscape_clear(&work->landscape);
    sequence_release(work->sequence);
    network_clear(&work->network);
}

static struct range axis(enum weight w, int entry, double from, double to)
{
    return (struct range){{w, entry}, from, to};
}

static void work_compute(struct work *work, struct range across, struct range up, int columns, int rows)
{
    ck_assert(landscape_begin(&work->landscape, &work->network, across, up, columns, rows));
    ck_assert(landscape_go(&work->landscape, work->sequence, columns * rows, &work->stop));
    ck_assert_int_eq(work->landscape.done, columns * rows);
}

/* L of the network with the parameters of the cell, by a pass of its own. */
static double loss_of_cell(const struct work *work, int row, int column)
{
    const struct landscape *landscape = &work->landscape;
    struct network copy;
    network_copy(&copy, &work->network);
    *network_parameter(&copy, landscape->across.parameter) = landscape_across(landscape, column);
    *network_parameter(&copy, landscape->up.parameter) = landscape_up(landscape, row);
    struct pass *pass = pass_new(&copy, work->sequence, NULL);
    ck_assert(pass_forward(pass, work->sequence->T));
    double L = pass_loss(pass, work->sequence->T);
    pass_free(pass);
    network_clear(&copy);
    return L;
}

/* Looks at every so manieth cell; gives how many were undefined. */
static int check_cells(const struct work *work, int stride)
{
    const struct landscape *landscape = &work->landscape;
    int undefined = 0;
    for (int i = 0; i < landscape->rows * landscape->columns; i += stride) {
        double L = landscape->L[i];
        double expected = loss_of_cell(work, i / landscape->columns, i % landscape->columns);
        double room = RELATIVE * fabs(expected) + EACH_STEP * work->sequence->T;
        must(isnan(L) == isnan(expected), "cell %d is %g, not %g", i, L, expected);
        must(isnan(L) || L == expected || fabs(L - expected) <= room, "cell %d is %.17g, not %.17g", i, L, expected);
        undefined += isnan(L) != 0;
    }
    return undefined;
}

static const struct choice {
    enum activation g, g_star;
    enum loss loss;
} choices[] = {
    {ACTIVATION_IDENTITY, ACTIVATION_IDENTITY, LOSS_BCE}, {ACTIVATION_IDENTITY, ACTIVATION_IDENTITY, LOSS_MSE},
    {ACTIVATION_IDENTITY, ACTIVATION_SIGMOID, LOSS_BCE},  {ACTIVATION_IDENTITY, ACTIVATION_SIGMOID, LOSS_MSE},
    {ACTIVATION_TANH, ACTIVATION_IDENTITY, LOSS_BCE},     {ACTIVATION_TANH, ACTIVATION_IDENTITY, LOSS_MSE},
    {ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE},      {ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_MSE},
    {ACTIVATION_SIGMOID, ACTIVATION_IDENTITY, LOSS_BCE},  {ACTIVATION_SIGMOID, ACTIVATION_IDENTITY, LOSS_MSE},
    {ACTIVATION_SIGMOID, ACTIVATION_SIGMOID, LOSS_BCE},   {ACTIVATION_SIGMOID, ACTIVATION_SIGMOID, LOSS_MSE},
    {ACTIVATION_RELU, ACTIVATION_IDENTITY, LOSS_BCE},     {ACTIVATION_RELU, ACTIVATION_IDENTITY, LOSS_MSE},
    {ACTIVATION_RELU, ACTIVATION_SIGMOID, LOSS_BCE},      {ACTIVATION_RELU, ACTIVATION_SIGMOID, LOSS_MSE},
};

static void choose(struct work *work, const struct choice *choice)
{
    work->network.g = choice->g;
    work->network.g_star = choice->g_star;
    work->network.loss = choice->loss;
}

/* Every pair of parameters; grids that are and are not whole batches; lengths on both sides of where products are
 * folded. */
START_TEST(a_cell_is_the_loss_of_its_network)
{
    static const int lengths[] = {1, 2, 15, 16, 17, 130, 513};
    struct work work;
    int undefined = 0;
    for (int i = 0; i < COUNT(lengths); i++) {
        enum weight across = (enum weight)(i % (WEIGHT_COUNT + 1));
        enum weight up = (enum weight)((i + 1 + _i % WEIGHT_COUNT) % (WEIGHT_COUNT + 1));
        work_draw(&work, lengths[i], 1, 1, 1, i % 2 == 1);
        choose(&work, &choices[_i]);
        work_compute(&work, axis(across, 0, -1.1, 1.2), axis(up, 0, -0.9, 1), 11 + i, 7);
        undefined += check_cells(&work, 1);
        work_end(&work);
    }
    bool bare = choices[_i].loss == LOSS_BCE && choices[_i].g_star == ACTIVATION_IDENTITY;
    ck_assert_msg((undefined > 0) == bare, "%d cells are undefined", undefined);
}
END_TEST

START_TEST(matrices_have_landscapes_too)
{
    struct work work;
    work_draw(&work, 9, 2, 3, 2, true);
    work.network.g = ACTIVATION_TANH;
    work.network.g_star = ACTIVATION_SIGMOID;
    work_compute(&work, axis(WEIGHT_V, 5, -2, 2), axis(WEIGHT_U, 3, -1, 1), 9, 8);
    check_cells(&work, 1);
    work_compute(&work, axis(WEIGHT_COUNT, 2, -2, 2), axis(WEIGHT_W_Y, 4, -1, 1), 6, 5);
    check_cells(&work, 1);
    work_end(&work);
}
END_TEST

/* A small yhat<t> with target 1: many of the factors are tiny, and their product would be 0. */
START_TEST(tiny_factors_are_not_lost)
{
    struct work work;
    work_draw(&work, 600, 1, 1, 1, false);
    memset(work.sequence->x, 0, 600 * sizeof(double));
    for (int t = 0; t < 600; t++)
        work.sequence->y[t] = 1;
    work.network.weight[WEIGHT_B_A].at[0] = 0;
    work.network.weight[WEIGHT_B_Y].at[0] = 0;
    work.network.a0.at[0] = 1;
    work.network.weight[WEIGHT_W_Y].at[0] = 0.5;
    work_compute(&work, axis(WEIGHT_V, 0, 0.4, 0.6), axis(WEIGHT_U, 0, -1, 1), 4, 2);
    check_cells(&work, 1);
    ck_assert(isfinite(work.landscape.L[1]) && work.landscape.L[1] > 1e4);
    work_end(&work);
}
END_TEST

/* Where o is 0 every factor 1 + exp(-|o|) is 2, and no double holds 2^3000. */
START_TEST(large_products_are_not_lost)
{
    struct work work;
    work_draw(&work, 3000, 1, 1, 1, false);
    choose(&work, &choices[2]);
    work.network.weight[WEIGHT_B_Y].at[0] = 0;
    work.network.weight[WEIGHT_W_Y].at[0] = 0;
    work_compute(&work, axis(WEIGHT_V, 0, -1, 1), axis(WEIGHT_U, 0, -1, 1), 3, 3);
    for (int i = 0; i < 9; i++)
        assert_near(work.landscape.L[i], 3000 * log(2), RELATIVE);
    work_end(&work);
}
END_TEST

/* Outputs of exactly 0 and 1 are inside the range of bce. */
START_TEST(a_certain_right_answer_costs_nothing)
{
    struct work work;
    work_draw(&work, 20, 1, 1, 1, false);
    for (int t = 0; t < 20; t++)
        work.sequence->y[t] = _i;
    work.network.weight[WEIGHT_W_Y].at[0] = 0;
    work.network.weight[WEIGHT_B_Y].at[0] = _i;
    work_compute(&work, axis(WEIGHT_V, 0, -1, 1), axis(WEIGHT_U, 0, -1, 1), 5, 3);
    for (int i = 0; i < 15; i++)
        assert_same_double(work.landscape.L[i], 0);
    work_end(&work);
}
END_TEST

/* Numbers too large for a double are large here, never undefined; where W_y is 0 they do not matter. */
START_TEST(what_overflows_is_not_undefined)
{
    struct work work;
    work_draw(&work, 1200, 1, 1, 1, false);
    choose(&work, &choices[_i]);
    work_compute(&work, axis(WEIGHT_V, 0, -2.5, 2.5), axis(WEIGHT_W_Y, 0, -1, 1), 25, 5);
    for (int i = 0; i < 125; i++)
        ck_assert_msg(!isnan(work.landscape.L[i]), "cell %d", i);
    for (int column = 0; column < 25; column++)
        must(work.landscape.L[2 * 25 + column] < 1e6, "column %d: %g", column, work.landscape.L[2 * 25 + column]);
    work_end(&work);
}
END_TEST

START_TEST(pieces_give_the_same_bits)
{
    struct work work;
    double whole[15 * 13];
    work_draw(&work, 40, 1, 1, 1, false);
    choose(&work, &choices[_i]);
    work_compute(&work, axis(WEIGHT_V, 0, -1, 1), axis(WEIGHT_U, 0, -1, 1), 15, 13);
    memcpy(whole, work.landscape.L, sizeof whole);
    ck_assert(landscape_begin(&work.landscape, &work.network, work.landscape.across, work.landscape.up, 15, 13));
    while (work.landscape.done < 15 * 13)
        ck_assert(landscape_go(&work.landscape, work.sequence, 70, NULL));
    for (int i = 0; i < 15 * 13; i++)
        assert_same_double(work.landscape.L[i], whole[i]);
    work_end(&work);
}
END_TEST

START_TEST(a_stop_ends_it)
{
    struct work work;
    work_draw(&work, 40, 1, 1 + _i, 1, false);
    ck_assert(
        landscape_begin(&work.landscape, &work.network, axis(WEIGHT_V, 0, -1, 1), axis(WEIGHT_U, 0, -1, 1), 9, 9));
    work.stop = 1;
    ck_assert(!landscape_go(&work.landscape, work.sequence, 81, &work.stop));
    ck_assert_int_eq(work.landscape.done, 0);
    work_end(&work);
}
END_TEST

START_TEST(a_landscape_knows_what_it_is_of)
{
    struct work work;
    struct range v = axis(WEIGHT_V, 0, -1, 1), u = axis(WEIGHT_U, 0, -1, 1);
    work_draw(&work, 5, 1, 1, 1, false);
    ck_assert(!landscape_is_of(&work.landscape, &work.network, v, u));
    work_compute(&work, v, u, 5, 5);
    ck_assert(landscape_is_of(&work.landscape, &work.network, v, u));
    work.network.weight[WEIGHT_V].at[0] = 0.123;
    ck_assert(landscape_is_of(&work.landscape, &work.network, v, u));
    ck_assert(!landscape_is_of(&work.landscape, &work.network, u, v));
    ck_assert(!landscape_is_of(&work.landscape, &work.network, axis(WEIGHT_V, 0, -1, 2), u));
    work.network.weight[WEIGHT_B_A].at[0] += 1;
    ck_assert(!landscape_is_of(&work.landscape, &work.network, v, u));
    work.network.weight[WEIGHT_B_A].at[0] = work.landscape.network.weight[WEIGHT_B_A].at[0];
    work.network.g = ACTIVATION_TANH;
    ck_assert(!landscape_is_of(&work.landscape, &work.network, v, u));
    work_end(&work);
}
END_TEST

/* The panel. */

static struct fixture fixture;

static void begin(void)
{
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

static struct canvas *picture(const char *name, int columns, bool ascii)
{
    struct view view = {.session = fixture.session, .name = name};
    return panel_picture(&panel_landscape, &view, columns, ascii);
}

/* The cell with the code, its place in row and column; false when there is none. */
static bool find(const struct canvas *canvas, int columns, uint32_t code, int *row, int *column)
{
    for (*row = 0; *row < canvas_rows(canvas); ++*row) {
        for (*column = 0; *column < columns; ++*column) {
            if (canvas_cell(canvas, *row, *column).code == code)
                return true;
        }
    }
    return false;
}

/* The shades around the present point are those of L's neighbours there: downhill is where the arrow points. */
START_TEST(the_arrow_points_downhill)
{
    static const uint32_t arrows[] = {0x2192, 0x2197, 0x2191, 0x2196, 0x2190, 0x2199, 0x2193, 0x2198};
    static const double right[] = {1, 1, 0, -1, -1, -1, 0, 1}, up[] = {0, 1, 1, 1, 0, -1, -1, -1};
    struct chance chance = {(uint64_t)_i + 7};
    char line[128];
    snprintf(line, sizeof line, "g* = sigmoid; v = %.3f; u = %.3f; W_y = 1.5", chance_real(&chance, -1, 1),
             chance_real(&chance, -1, 1));
    fixture_must(&fixture, line);
    struct canvas *canvas = picture("v -2 2 u -2 2", 80, false);
    int row, column;
    for (int i = 0; i < 8; i++) {
        if (!find(canvas, 80, arrows[i], &row, &column))
            continue;
        fixture_must(&fixture, "print L");
        double before = strtod(fixture_values(&fixture), NULL);
        snprintf(line, sizeof line, "v = v + %g; u = u + %g; print L", 1e-4 * right[i], 1e-4 * up[i]);
        fixture_forget(&fixture);
        fixture_must(&fixture, line);
        ck_assert_msg(strtod(fixture_values(&fixture), NULL) < before, "%s does not lead downhill from L = %.17g", line,
                      before);
        canvas_free(canvas);
        return;
    }
    ck_abort_msg("there is no arrow for %s", line);
}
END_TEST

START_TEST(the_map_follows_the_network)
{
    int row, column, other_row, other_column;
    fixture_must(&fixture, "g* = sigmoid; v = -1; u = -1");
    struct canvas *left = picture("v -2 2 u -2 2", 80, false);
    fixture_must(&fixture, "v = 1; u = 1");
    struct canvas *right = picture("v -2 2 u -2 2", 80, false);
    ck_assert(find(left, 80, 0x25CF, &row, &column) && find(right, 80, 0x25CF, &other_row, &other_column));
    ck_assert_int_gt(other_column, column + 20);
    ck_assert_int_lt(other_row, row - 5);
    canvas_free(left);
    /* Another b_y is another map. */
    fixture_must(&fixture, "b_y = 3");
    left = picture("v -2 2 u -2 2", 80, false);
    int different = 0;
    for (row = 0; row < canvas_rows(left); row++) {
        for (column = 0; column < 80; column++)
            different += canvas_cell(left, row, column).upper != canvas_cell(right, row, column).upper;
    }
    ck_assert_int_gt(different, 100);
    canvas_free(left);
    canvas_free(right);
}
END_TEST

/* Each shade is darker than the next, in the grey of what a screen shows of it. */
START_TEST(shades_grow_lighter)
{
    double before = -1;
    for (int i = 0; i < SHADES; i++) {
        int rgb[3];
        shade_rgb(shades[i].many, rgb);
        double grey = 0;
        static const double share[] = {0.2126, 0.7152, 0.0722};
        for (int c = 0; c < 3; c++)
            grey += share[c] * pow(rgb[c] / 255.0, 2.2);
        ck_assert_msg(grey > before * 1.1, "shade %d: %g after %g", i, grey, before);
        before = grey;
        for (int k = 0; k < i; k++)
            ck_assert_int_ne(shades[i].ramp, shades[k].ramp);
    }
}
END_TEST

/* How a map is drawn where there are 256 colours: what is not hatched is a half block or a blank on its ground. */
START_TEST(maps_have_the_resolution_of_half_cells)
{
    struct canvas *canvas = picture("v u", 80, false);
    int halves = 0, hatched = 0;
    for (int row = 0; row < canvas_rows(canvas); row++) {
        for (int column = 0; column < 80; column++) {
            struct cell cell = canvas_cell(canvas, row, column);
            if (cell.upper == SHADE_NONE)
                continue;
            struct map_look look = map_look_of(cell);
            halves += look.code == 0x2580 || look.code == 0x2584;
            hatched += look.code == 0x2571;
            ck_assert(!cell.bare || look.code == 0x2571 || look.ground >= 0 || look.colour >= 0);
            if (!cell.bare)
                ck_assert(look.ground < 0 || (look.colour == 16 || look.colour == 231));
        }
    }
    ck_assert_int_gt(halves, 50);
    ck_assert_int_gt(hatched, 500);
    canvas_free(canvas);
}
END_TEST

static const struct {
    const char *line, *said;
} summaries[] = {
    {"landscape v u", "L over v = -2..2 and u = -1..1 goes from "},
    {"landscape v u", ". Where it is hatched, in 79 % of the map, L is undefined.\n"},
    {"loss = mse; landscape W_y -1 4 b_y -3 3", "L over W_y = -1..4 and b_y = -3..3 goes from 0.11"},
    {"g* = sigmoid; landscape v -1.5 1.5 u", "L over v = -1.5..1.5 and u = -1..1 goes from "},
    {"loss = mse; g = relu; b_a = -9; landscape v 0 0.4 u 0 0.4",
     "L over v = 0..0.4 and u = 0..0.4 is 0.98 everywhere."},
    {"W_y = 3; landscape b_a 1 2 a<0> 5 6", "L over b_a = 1..2 and a<0> = 5..6 is nowhere a number."},
    {"g* = sigmoid; descend 200 rate 0.2; landscape", "L over v = -2..2 and u = -10..10 goes from "},
};

START_TEST(heights_and_depths_are_told)
{
    const char *answer = fixture_answer(&fixture, summaries[_i].line);
    ck_assert_msg(strstr(answer, summaries[_i].said) != NULL, "%s:\n%s", summaries[_i].line, answer);
}
END_TEST

START_TEST(an_interrupted_landscape_is_told)
{
    fixture.stop = 1;
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "landscape"), "interrupted"));
    fixture.stop = 0;
    fixture_must(&fixture, "landscape");
}
END_TEST

/* What would take long is not computed by a frame, and what the command has computed is drawn from then on. */
START_TEST(a_frame_does_not_wait_for_a_long_landscape)
{
    int row, column;
    fixture_must(&fixture, "g* = sigmoid; x = ones 1000000; y = zeros 1000000; v = 0.5");
    struct canvas *canvas = picture("v u", 200, false);
    ck_assert(!find(canvas, 200, 0x25CF, &row, &column));
    canvas_free(canvas);
}
END_TEST

Suite *suite_landscape(void)
{
    Suite *suite = suite_create("landscape");
    TCase *model = tcase_create("model"), *panel = tcase_create("panel");
    tcase_add_loop_test(model, a_cell_is_the_loss_of_its_network, 0, COUNT(choices));
    tcase_add_test(model, matrices_have_landscapes_too);
    tcase_add_test(model, large_products_are_not_lost);
    tcase_add_loop_test(model, a_certain_right_answer_costs_nothing, 0, 2);
    tcase_add_test(model, tiny_factors_are_not_lost);
    tcase_add_loop_test(model, what_overflows_is_not_undefined, 1, 4);
    tcase_add_loop_test(model, pieces_give_the_same_bits, 0, COUNT(choices));
    tcase_add_loop_test(model, a_stop_ends_it, 0, 2);
    tcase_add_test(model, a_landscape_knows_what_it_is_of);
    tcase_add_checked_fixture(panel, begin, end);
    tcase_add_loop_test(panel, the_arrow_points_downhill, 0, 20);
    tcase_add_test(panel, the_map_follows_the_network);
    tcase_add_test(panel, shades_grow_lighter);
    tcase_add_test(panel, maps_have_the_resolution_of_half_cells);
    tcase_add_loop_test(panel, heights_and_depths_are_told, 0, COUNT(summaries));
    tcase_add_test(panel, an_interrupted_landscape_is_told);
    tcase_add_test(panel, a_frame_does_not_wait_for_a_long_landscape);
    suite_add_tcase(suite, model);
    suite_add_tcase(suite, panel);
    return suite;
}
