/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_properties.c - what must hold for every network, on networks drawn at random from a fixed generator: all g, g*
 * and losses, scalar and matrix, short sequences and such as are longer than a block. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/number.h"
#include "model/difference.h"
#include "model/series.h"
#include "model/step.h"
#include "model/triangle.h"
#include "session/expression.h"
#include "session/flow.h"
#include "session/saved.h"
#include "tests/compare.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Of the size of what is added up: what two exact ways may be apart, and what differences may. */
static const double EXACT = 1e-10, BY_DIFFERENCES = 1e-5;

/* s<t> by two orders of summing. */
static const double ONE_SUM = 1e-14;

enum { NETWORKS = 240, CHUNKS = 12, A_CHUNK = NETWORKS / CHUNKS };

/* Drawing a network: as lines of the program's language. */

static void add_values(struct text *line, struct chance *chance, int rows, int columns, double low, double high)
{
    text_add(line, "[");
    for (int i = 0; i < rows * columns; i++) {
        text_add(line, i == 0 ? "" : i % columns == 0 ? "; " : " ");
        number_add_shortest(line, chance_real(chance, low, high));
    }
    text_add(line, "]");
}

static void set_values(struct fixture *fixture, struct chance *chance, const char *name, int rows, int columns,
                       double low, double high)
{
    struct text line = {0};
    text_addf(&line, "%s = ", name);
    add_values(&line, chance, rows, columns, low, high);
    fixture_must(fixture, text_string(&line));
    text_clear(&line);
}

/* All pairs of g* and loss; those with softmax need more than one output. */
static const struct {
    const char *lines;
    bool softmax;
} answers[] = {
    {"g* = identity; loss = bce", false}, {"g* = identity; loss = mse", false}, {"g* = sigmoid; loss = bce", false},
    {"g* = sigmoid; loss = mse", false},  {"g* = softmax; loss = ce", true},    {"g* = softmax; loss = bce", true},
    {"g* = softmax; loss = mse", true},
};
static const char *const functions[] = {"g = identity", "g = tanh", "g = sigmoid", "g = relu"};

static void draw_shape(struct fixture *fixture, struct chance *chance, bool softmax)
{
    struct text line = {0};
    bool scalar = !softmax && chance_int(chance, 0, 1) == 0;
    text_addf(&line, "shape %d %d %d", scalar ? 1 : chance_int(chance, 1, 3), scalar ? 1 : chance_int(chance, 1, 4),
              scalar ? 1 : chance_int(chance, softmax ? 2 : 1, 3));
    fixture_must(fixture, text_string(&line));
    text_clear(&line);
}

/* Targets from 0 to 1; those of softmax add up to 1. */
static void draw_targets(struct fixture *fixture, struct chance *chance, int T, bool softmax)
{
    struct text line = {0};
    int n_y = fixture->session->now.network.n_y;
    text_add(&line, "y = [");
    for (int t = 0; t < T; t++) {
        int right = chance_int(chance, 0, n_y - 1);
        for (int i = 0; i < n_y; i++) {
            text_add(&line, i > 0 ? " " : t > 0 ? "; " : "");
            number_add_shortest(&line, softmax ? i == right : chance_int(chance, 0, 2) / 2.0);
        }
    }
    text_add(&line, "]");
    fixture_must(fixture, text_string(&line));
    text_clear(&line);
}

static int draw_length(struct chance *chance)
{
    int kind = chance_int(chance, 0, 19);
    return kind == 0 ? chance_int(chance, PASS_BLOCK - 1, PASS_BLOCK + 2) : kind == 1 ? 1 : chance_int(chance, 2, 24);
}

/* Network number seed. Weights are such that nothing grows without end, and outputs are often between 0 and 1. */
static void draw(struct fixture *fixture, int seed)
{
    struct chance chance = {(uint64_t)seed};
    int answer = seed % COUNT(answers), T = draw_length(&chance);
    fixture_start(fixture);
    draw_shape(fixture, &chance, answers[answer].softmax);
    const struct network *network = &fixture->session->now.network;
    double n_a = network->n_a, n_x = network->n_x, most = chance_int(&chance, 0, 5) == 0 ? 4 : 0.4;
    fixture_must(fixture, functions[seed / COUNT(answers) % COUNT(functions)]);
    fixture_must(fixture, answers[answer].lines);
    set_values(fixture, &chance, "V", network->n_a, network->n_a, -0.95 / n_a, 0.95 / n_a);
    set_values(fixture, &chance, "U", network->n_a, network->n_x, -1 / n_x, 1 / n_x);
    set_values(fixture, &chance, "W_y", network->n_y, network->n_a, -most / n_a, most / n_a);
    set_values(fixture, &chance, "b_a", network->n_a, 1, -0.2, 0.2);
    set_values(fixture, &chance, "b_y", network->n_y, 1, 0.4, 0.6);
    set_values(fixture, &chance, "a<0>", network->n_a, 1, -0.5, 0.5);
    set_values(fixture, &chance, "x", T, network->n_x, -1, 1);
    draw_targets(fixture, &chance, T, answers[answer].softmax);
}

/* Runs the check on every network of the chunk, whose passes are done. */
static void for_each(int chunk, void (*check)(struct fixture *fixture, int seed))
{
    for (int seed = chunk * A_CHUNK; seed < (chunk + 1) * A_CHUNK; seed++) {
        struct fixture fixture;
        draw(&fixture, seed);
        ck_assert(pass_backward(fixture.session->pass, 1));
        check(&fixture, seed);
        fixture_end(&fixture);
    }
}

/* Arrays in the shape of a weight. */

static int size_of(const struct fixture *fixture, enum weight w)
{
    return matrix_size(&fixture->session->now.network.weight[w]);
}

static double *zeros(const struct fixture *fixture, enum weight w)
{
    return alloc_array((size_t)size_of(fixture, w), sizeof(double));
}

static void add_to(double *sum, const double *terms, int count)
{
    for (int i = 0; i < count; i++)
        sum[i] += terms[i];
}

static double largest(const double *values, int count)
{
    double most = 0;
    for (int i = 0; i < count; i++)
        most = fmax(most, fabs(values[i]));
    return most;
}

static void check_near(int seed, const char *what, int t, const double *actual, const double *expected, int count,
                       double tolerance, double scale)
{
    for (int i = 0; i < count; i++)
        must(apart_by(actual[i], expected[i], fmax(scale, 1e-300)) <= tolerance,
             "network %d, t = %d, entry %d: %s is %.17g, not %.17g", seed, t, i, what, actual[i], expected[i]);
}

static const enum weight inside[] = {WEIGHT_V, WEIGHT_U, WEIGHT_B_A};

/* 1. The four ways to one number. */

/* The largest gradient of the network: what rounding is measured by. */
static double scale_of(const struct gradients *gradients)
{
    double most = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        most = fmax(most, largest(gradients->by[w].at, matrix_size(&gradients->by[w])));
    return most;
}

/* Sums z<t> times the terms of the series of every output, over all steps. */
static void by_series(const struct fixture *fixture, enum weight w, double *sum)
{
    const struct pass *pass = fixture->session->pass;
    double z[NETWORK_WIDEST], *term = zeros(fixture, w);
    struct series series;
    for (int t = 1; t <= pass->sequence->T; t++) {
        step_z(pass, t, z);
        series_begin(&series, pass, SERIES_FROM_YHAT, w, t);
        while (series_next(&series)) {
            for (int i = 0; i < series.rows; i++) {
                series_term(&series, i, term);
                for (int k = 0; k < size_of(fixture, w); k++)
                    sum[k] += z[i] * term[k];
            }
        }
        series_clear(&series);
    }
    free(term);
}

static void by_recurrence(const struct fixture *fixture, enum weight w, double *sum)
{
    const struct session *session = fixture->session;
    double row[NETWORK_WIDEST], *carried = zeros(fixture, w);
    for (int t = 1; t <= session->pass->sequence->T; t++) {
        ck_assert(recurrence_go(session->recurrence, t));
        step_from_yhat(session->pass, t, row);
        recurrence_carry(session->recurrence, w, row, carried);
        add_to(sum, carried, size_of(fixture, w));
    }
    free(carried);
}

static void check_exact_ways(struct fixture *fixture, int seed, const struct gradients *gradients)
{
    double scale = scale_of(gradients);
    for (int k = 0; k < COUNT(inside); k++) {
        enum weight w = inside[k];
        double *series = zeros(fixture, w), *recurrence = zeros(fixture, w), *triangle = zeros(fixture, w);
        by_series(fixture, w, series);
        by_recurrence(fixture, w, recurrence);
        ck_assert(triangle_band(fixture->session->pass, w, fixture->session->tape.T, triangle));
        const double *backward = gradients->by[w].at;
        check_near(seed, "the power series", 0, series, backward, size_of(fixture, w), EXACT, scale);
        check_near(seed, "the recurrence", 0, recurrence, backward, size_of(fixture, w), EXACT, scale);
        check_near(seed, "the triangle", 0, triangle, backward, size_of(fixture, w), EXACT, scale);
        free(series);
        free(recurrence);
        free(triangle);
    }
}

/* Differences see kinks and the edges of bce; they are asked only where the loss is smooth around the network. */
static bool is_smooth(const struct fixture *fixture)
{
    const struct pass *pass = fixture->session->pass;
    const struct network *network = pass->network;
    const double margin = 0.02;
    double s[NETWORK_WIDEST];
    for (int t = 1; t <= pass->sequence->T; t++) {
        step_s(pass, t, s);
        for (int i = 0; network->g == ACTIVATION_RELU && i < network->n_a; i++) {
            if (fabs(s[i]) < margin / 100)
                return false;
        }
        for (int i = 0; network->g_star == ACTIVATION_IDENTITY && network->loss == LOSS_BCE && i < network->n_y; i++) {
            double yhat = pass_yhat(pass, t)[i];
            if (yhat < margin || yhat > 1 - margin)
                return false;
        }
    }
    return true;
}

static void check_differences(struct fixture *fixture, int seed, const struct gradients *gradients)
{
    const struct pass *pass = fixture->session->pass;
    double scale = fmax(scale_of(gradients), 1);
    bool smooth = is_smooth(fixture), defined = !isnan(pass_loss(pass, pass->sequence->T));
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < size_of(fixture, (enum weight)w) && (smooth || !defined); i++) {
            double difference;
            ck_assert(difference_of_loss(pass, (enum weight)w, i, 0, &difference));
            if (defined)
                check_near(seed, "the difference", w, &difference, &gradients->by[w].at[i], 1, BY_DIFFERENCES, scale);
            else
                must(isnan(difference), "network %d: L is undefined, its difference is %g", seed, difference);
        }
    }
}

static void check_four_ways(struct fixture *fixture, int seed)
{
    struct gradients gradients;
    gradients_init(&gradients, &fixture->session->now.network);
    pass_gradients(fixture->session->pass, 1, &gradients);
    check_exact_ways(fixture, seed, &gradients);
    check_differences(fixture, seed, &gradients);
    gradients_clear(&gradients);
}

START_TEST(the_four_ways_agree)
{
    for_each(_i, check_four_ways);
}
END_TEST

/* The networks must be such that the comparisons above happen. */
START_TEST(the_networks_are_varied)
{
    int scalar = 0, defined = 0, smooth = 0, longer_than_a_block = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
        struct fixture fixture;
        draw(&fixture, seed);
        const struct pass *pass = fixture.session->pass;
        int T = pass->sequence->T;
        ck_assert(pass_forward(fixture.session->pass, T));
        scalar += network_is_scalar(pass->network);
        defined += !isnan(pass_loss(pass, T));
        smooth += is_smooth(&fixture);
        longer_than_a_block += T > PASS_BLOCK;
        fixture_end(&fixture);
    }
    ck_assert_int_ge(scalar, 50);
    ck_assert_int_le(scalar, NETWORKS - 100);
    ck_assert_int_ge(defined, 200);
    ck_assert_int_lt(defined, NETWORKS);
    ck_assert_int_ge(smooth, 200);
    ck_assert_int_ge(longer_than_a_block, 3);
}
END_TEST

/* 2. The power series. */

/* The value of a name of the language; its entries go to values. */
static void ask(const struct fixture *fixture, const char *name, double *values)
{
    struct matrix value;
    struct fault fault = {0};
    size_t at = 0;
    bool done = expression_element(fixture->session, name, &at, strlen(name), &value, &fault);
    must(done, "%s: %s", name, text_string(&fault.message));
    memcpy(values, value.at, (size_t)matrix_size(&value) * sizeof *values);
    matrix_clear(&value);
}

static void ask_derivative(const struct fixture *fixture, enum weight w, int t, int output, double *values)
{
    struct text name = {0};
    text_addf(&name, "dyhat<%d>[%d]/d%s", t, output + 1, session_weight_symbol(fixture->session, w));
    ask(fixture, text_string(&name), values);
    text_clear(&name);
}

/* All terms, the rest behind each of them, and dyhat<t>/dw, of one output. */
static void check_series_of(struct fixture *fixture, int seed, enum weight w, int t, int output)
{
    int size = size_of(fixture, w);
    double *terms = alloc_array((size_t)(t * size), sizeof *terms),
           *rests = alloc_array((size_t)(t * size), sizeof *rests);
    double *sum = zeros(fixture, w), *derivative = zeros(fixture, w);
    struct series series;
    series_begin(&series, fixture->session->pass, SERIES_FROM_YHAT, w, t);
    for (int j = 0; series_next(&series); j++) {
        ck_assert_int_eq(series.j, j);
        series_term(&series, output, terms + j * size);
        must(series_rest(&series, fixture->session->recurrence, output, rests + j * size), "stopped");
    }
    must(series.j == t - 1, "the series of step %d ends at %d", t, series.j);
    series_clear(&series);
    ask_derivative(fixture, w, t, output, derivative);
    double scale = largest(terms, t * size);
    for (int j = t - 1; j >= 0; j--) {
        check_near(seed, "the rest of the series", t, rests + j * size, sum, size, EXACT, scale);
        add_to(sum, terms + j * size, size);
    }
    check_near(seed, "the sum of the series", t, sum, derivative, size, EXACT, scale);
    free(terms);
    free(rests);
    free(sum);
    free(derivative);
}

static void check_series(struct fixture *fixture, int seed)
{
    int T = fixture->session->tape.T;
    for (int k = 0; k < COUNT(inside); k++) {
        for (int t = 1; t <= T; t += t < 8 ? 1 : 1 + T / 8) {
            for (int output = 0; output < fixture->session->now.network.n_y; output++)
                check_series_of(fixture, seed, inside[k], t, output);
        }
    }
}

START_TEST(the_terms_add_up)
{
    for_each(_i, check_series);
}
END_TEST

/* 3. The triangle. */

/* What the backward pass gains at step k: the totals from k on less those from k + 1 on. */
static void gained(const struct fixture *fixture, enum weight w, int k, double *values)
{
    struct gradients here, after;
    gradients_init(&here, &fixture->session->now.network);
    gradients_init(&after, &fixture->session->now.network);
    pass_gradients(fixture->session->pass, k, &here);
    pass_gradients(fixture->session->pass, k + 1, &after);
    for (int i = 0; i < size_of(fixture, w); i++)
        values[i] = here.by[w].at[i] - after.by[w].at[i];
    gradients_clear(&here);
    gradients_clear(&after);
}

/* The cells of a table, and its sums by rows and by columns. */
struct table {
    int T, size;
    double *row_sums, *column_sums, *total;
    double scale;
};

static void sum_cells(const struct fixture *fixture, enum weight w, struct table *table)
{
    double *cell = zeros(fixture, w);
    for (int t = 1; t <= table->T; t++) {
        for (int k = 1; k <= t; k++) {
            triangle_cell(fixture->session->pass, w, t, k, cell);
            add_to(table->row_sums + t * table->size, cell, table->size);
            add_to(table->column_sums + k * table->size, cell, table->size);
            add_to(table->total, cell, table->size);
            table->scale = fmax(table->scale, largest(cell, table->size));
        }
    }
    free(cell);
}

static void check_row(const struct fixture *fixture, int seed, enum weight w, const struct table *table, int t)
{
    double *asked = zeros(fixture, w);
    struct text name = {0};
    text_addf(&name, "dL<%d>/d%s", t, session_weight_symbol(fixture->session, w));
    ask(fixture, text_string(&name), asked);
    const double *sum = table->row_sums + t * table->size;
    check_near(seed, text_string(&name), t, asked, sum, table->size, EXACT, table->scale);
    text_clear(&name);
    free(asked);
}

static void check_column(const struct fixture *fixture, int seed, enum weight w, const struct table *table, int k)
{
    double *column = zeros(fixture, w), *gain = zeros(fixture, w);
    const double *sum = table->column_sums + k * table->size;
    flow_column(fixture->session, w, k, column);
    gained(fixture, w, k, gain);
    check_near(seed, "the column", k, column, sum, table->size, EXACT, table->scale);
    check_near(seed, "what the backward pass gains", k, gain, sum, table->size, EXACT, table->scale);
    free(column);
    free(gain);
}

static void check_table_of(struct fixture *fixture, int seed, enum weight w)
{
    int size = size_of(fixture, w), T = fixture->session->tape.T;
    size_t entries = (size_t)((T + 1) * size);
    struct table table = {
        T, size, alloc_array(entries, sizeof(double)), alloc_array(entries, sizeof(double)), zeros(fixture, w), 0};
    double *asked = zeros(fixture, w);
    struct text name = {0};
    sum_cells(fixture, w, &table);
    for (int t = 1; t <= T; t++) {
        check_row(fixture, seed, w, &table, t);
        check_column(fixture, seed, w, &table, t);
    }
    text_addf(&name, "dL/d%s", session_weight_symbol(fixture->session, w));
    ask(fixture, text_string(&name), asked);
    check_near(seed, "dL/dw", 0, asked, table.total, size, EXACT, table.scale);
    text_clear(&name);
    free(asked);
    free(table.row_sums);
    free(table.column_sums);
    free(table.total);
}

static void check_triangle(struct fixture *fixture, int seed)
{
    if (fixture->session->tape.T > 24)
        return; /* cell by cell, long ones take long */
    for (int k = 0; k < COUNT(inside); k++)
        check_table_of(fixture, seed, inside[k]);
}

START_TEST(rows_and_columns_add_up)
{
    for_each(_i, check_triangle);
}
END_TEST

/* 4. The stacked matrix. */

static void check_s(const struct fixture *fixture, int seed, const double *W_a, int t)
{
    const struct pass *pass = fixture->session->pass;
    const struct network *network = pass->network;
    int n_a = network->n_a, columns = n_a + network->n_x;
    double s[NETWORK_WIDEST];
    step_s(pass, t, s);
    for (int i = 0; i < n_a; i++) {
        double sum = network->weight[WEIGHT_B_A].at[i], scale = fabs(sum);
        for (int j = 0; j < columns; j++) {
            double term =
                W_a[i * columns + j] * (j < n_a ? pass_a(pass, t - 1)[j] : sequence_x(pass->sequence, t)[j - n_a]);
            sum += term;
            scale += fabs(term);
        }
        check_near(seed, "W_a [a; x] + b_a", t, &sum, &s[i], 1, ONE_SUM, scale);
    }
}

/* Sets W_a to what it is, times 3, and looks at V and U. */
static void check_setting(struct fixture *fixture, int seed, const double *W_a)
{
    const struct network *network = &fixture->session->now.network;
    int n_a = network->n_a, n_x = network->n_x, columns = n_a + n_x;
    struct text line = {0};
    text_add(&line, "W_a = [");
    for (int i = 0; i < n_a * columns; i++) {
        text_add(&line, i == 0 ? "" : i % columns == 0 ? "; " : " ");
        number_add_shortest(&line, 3 * W_a[i]);
    }
    text_add(&line, "]");
    fixture_must(fixture, text_string(&line));
    text_clear(&line);
    network = &fixture->session->now.network;
    for (int i = 0; i < n_a; i++) {
        for (int j = 0; j < columns; j++) {
            double entry =
                j < n_a ? network->weight[WEIGHT_V].at[i * n_a + j] : network->weight[WEIGHT_U].at[i * n_x + j - n_a];
            must(same_double(entry, 3 * W_a[i * columns + j]), "network %d: entry %d,%d of W_a is %g", seed, i, j,
                 entry);
        }
    }
}

static void check_stacked(struct fixture *fixture, int seed)
{
    double W_a[NETWORK_WIDEST];
    ask(fixture, "W_a", W_a);
    for (int t = 1; t <= fixture->session->tape.T; t++)
        check_s(fixture, seed, W_a, t);
    check_setting(fixture, seed, W_a);
}

START_TEST(the_stacked_matrix_is_v_and_u)
{
    for_each(_i, check_stacked);
}
END_TEST

/* 5. Save and load. */

/* Everything else that is saved, by chance. */
static void draw_place(struct fixture *fixture, int seed)
{
    struct chance chance = {(uint64_t)seed + 1000};
    struct text line = {0};
    int T = fixture->session->tape.T;
    if (chance_int(&chance, 0, 1) == 0)
        text_addf(&line, "truncate %d; ", chance_int(&chance, 1, T));
    text_addf(&line, "set digits %d; ", chance_int(&chance, 3, 17));
    if (chance_int(&chance, 0, 1) == 0)
        text_add(&line, "watch a<t>[1]; watch b_y[1]*2; ");
    if (chance_int(&chance, 0, 2) == 0)
        text_addf(&line, "y<%d> = %s; ", chance_int(&chance, 1, T),
                  fixture->session->now.network.n_y == 1 ? "none" : "y<1>");
    text_addf(&line, chance_int(&chance, 0, 1) == 0 ? "goto %d" : "goto back %d", chance_int(&chance, 1, T));
    if (chance_int(&chance, 0, 1) == 0)
        text_addf(&line, "; substep %d", chance_int(&chance, 1, 3));
    /* With a missing y there is no backward pass. */
    if (!fixture_run(fixture, text_string(&line)))
        fixture_must(fixture, "goto 1; substep 2");
    fixture_forget(fixture);
    text_clear(&line);
}

static void check_same_numbers(int seed, const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        must(same_double(a[i], b[i]), "network %d: %a became %a", seed, a[i], b[i]);
}

static void check_same_passes(int seed, struct pass *a, struct pass *b)
{
    size_t T = (size_t)a->sequence->T, n_a = (size_t)a->network->n_a, n_y = (size_t)a->network->n_y;
    must(pass_backward(a, 1) && pass_backward(b, 1), "stopped");
    check_same_numbers(seed, a->a, b->a, (T + 1) * n_a);
    check_same_numbers(seed, a->yhat, b->yhat, T * n_y);
    check_same_numbers(seed, a->by_a, b->by_a, T * n_a);
}

static void check_same_sessions(int seed, const struct session *a, const struct session *b)
{
    const struct sequence *one = a->now.sequence, *other = b->now.sequence;
    must(one->T == other->T && one->n_x == other->n_x && one->n_y == other->n_y, "network %d: other shapes", seed);
    for (int w = 0; w < WEIGHT_COUNT; w++)
        check_same_numbers(seed, a->now.network.weight[w].at, b->now.network.weight[w].at,
                           (size_t)matrix_size(&a->now.network.weight[w]));
    check_same_numbers(seed, a->now.network.a0.at, b->now.network.a0.at, (size_t)a->now.network.n_a);
    check_same_numbers(seed, one->x, other->x, (size_t)(one->T * one->n_x));
    check_same_numbers(seed, one->y, other->y, (size_t)(one->T * one->n_y));
    ck_assert_int_eq(a->now.network.g, b->now.network.g);
    ck_assert_int_eq(a->now.network.g_star, b->now.network.g_star);
    ck_assert_int_eq(a->now.network.loss, b->now.network.loss);
    ck_assert_int_eq(a->now.truncation, b->now.truncation);
    ck_assert_mem_eq(&a->tape, &b->tape, sizeof a->tape);
    ck_assert_int_eq(a->digits, b->digits);
    ck_assert_int_eq(a->watched_count, b->watched_count);
    for (int i = 0; i < a->watched_count; i++)
        ck_assert_str_eq(a->watched[i], b->watched[i]);
    check_same_passes(seed, a->pass, b->pass);
}

static void check_saving(struct fixture *fixture, int seed)
{
    char path[] = "/tmp/unroll-properties-XXXXXX", line[64];
    struct fixture other;
    draw_place(fixture, seed);
    draw(&other, seed + 1);
    int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    close(file);
    snprintf(line, sizeof line, "save %s", path);
    fixture_must(fixture, line);
    snprintf(line, sizeof line, "load %s", path);
    fixture_must(&other, line);
    ck_assert_int_eq(unlink(path), 0);
    check_same_sessions(seed, fixture->session, other.session);
    fixture_end(&other);
}

START_TEST(save_and_load_keep_every_bit)
{
    for_each(_i, check_saving);
}
END_TEST

/* 6. Undo and redo. */

enum { CHANGES = 8 };

/* Some are refused by some networks, and change nothing. */
static void change_something(struct fixture *fixture, struct chance *chance)
{
    static const char *const lines[] = {
        "b_a[1] = b_a[1] + 1/7",
        "b_y[1] = 2*b_y[1]",
        "V[1,1] = -V[1,1]",
        "W_y[1,1] = 1/3",
        "a<0>[1] = a<0>[1] + 1",
        "y<1> = y<T>",
        "x += x<1>",
        "x<1> = x<T>",
        "x = x",
        "g = tanh",
        "g = relu",
        "g* = identity",
        "g* = sigmoid",
        "loss = mse",
        "loss = bce",
        "truncate 2",
        "truncate 3",
        "shape 1 1 1",
        "shape 2 2 1",
        "example vanish",
    };
    fixture_run(fixture, lines[chance_int(chance, 0, COUNT(lines) - 1)]);
}

static void check_line(struct fixture *fixture, int seed, const char *expected, const char *what)
{
    const char *line = fixture_answer(fixture, "session");
    must(strcmp(line, expected) == 0, "network %d, after %s:\n%.1500s\nnot\n%.1500s", seed, what, line, expected);
}

static void check_undo(struct fixture *fixture, int seed)
{
    struct chance chance = {(uint64_t)seed + 2000};
    char *lines[CHANGES + 1];
    int count = 0;
    session_forget_changes(fixture->session);
    lines[0] = strdup(fixture_answer(fixture, "session"));
    for (int tries = 0; count < CHANGES && tries < 100; tries++) {
        change_something(fixture, &chance);
        if (fixture->session->past_count > count)
            lines[++count] = strdup(fixture_answer(fixture, "session"));
    }
    for (int i = count - 1; i >= 0; i--) {
        fixture_must(fixture, "undo");
        check_line(fixture, seed, lines[i], "undo");
    }
    for (int i = 1; i <= count; i++) {
        fixture_must(fixture, "redo; undo; redo");
        check_line(fixture, seed, lines[i], "redo");
    }
    for (int i = 0; i <= count; i++)
        free(lines[i]);
    ck_assert_int_eq(count, CHANGES);
}

START_TEST(undo_then_redo_is_the_identity)
{
    for_each(_i, check_undo);
}
END_TEST

/* 7. Forward and back. */

/* Moves that often and adds what is said and what the graph shows after each motion. */
static void walk(struct fixture *fixture, const char *motion, int count, struct text *text)
{
    for (int i = 0; i < count; i++) {
        text_add(text, fixture_answer(fixture, motion));
        text_add(text, fixture_answer(fixture, "graph"));
    }
}

static void check_walk(struct fixture *fixture, int seed, const char *motion, int count, const char *back)
{
    struct text first = {0}, again = {0};
    fixture_must(fixture, "rewind; step");
    walk(fixture, motion, count, &first);
    fixture_must(fixture, back);
    walk(fixture, motion, count, &again);
    must(strcmp(text_string(&first), text_string(&again)) == 0, "network %d, %d times %s:\n%.1500s\nthen\n%.1500s",
         seed, count, motion, text_string(&first), text_string(&again));
    text_clear(&first);
    text_clear(&again);
}

static void check_motion(struct fixture *fixture, int seed)
{
    struct chance chance = {(uint64_t)seed + 3000};
    struct text back = {0};
    int T = fixture->session->tape.T, most = 2 * T - 1 < 12 ? 2 * T - 1 : 12, steps = chance_int(&chance, 1, most);
    text_addf(&back, "back %d", steps);
    check_walk(fixture, seed, "step", steps, text_string(&back));
    check_walk(fixture, seed, "substep", 3, "back; rewind; step");
    text_clear(&back);
}

START_TEST(forward_back_forward_shows_the_same)
{
    for_each(_i, check_motion);
}
END_TEST

/* 8. The session as a line. */

static void check_pasting(struct fixture *fixture, int seed)
{
    struct fixture fresh;
    draw_place(fixture, seed);
    if (seed % 3 == 0)
        fixture_must(fixture, "expand");
    char *line = strdup(fixture_answer(fixture, "session"));
    line[strcspn(line, "\n")] = '\0';
    runner_start(&fresh);
    fixture_must(&fresh, line);
    const char *again = fixture_answer(&fresh, "session");
    must(strncmp(again, line, strlen(line)) == 0 && strcmp(again + strlen(line), "\n") == 0,
         "network %d:\n%.1500s\nnot\n%.1500s", seed, again, line);
    check_same_sessions(seed, fixture->session, fresh.session);
    free(line);
    fixture_end(&fresh);
}

START_TEST(a_pasted_session_is_the_same)
{
    for_each(_i, check_pasting);
}
END_TEST

Suite *suite_properties(void)
{
    Suite *suite = suite_create("properties");
    TCase *tests = tcase_create("properties");
    tcase_add_loop_test(tests, the_four_ways_agree, 0, CHUNKS);
    tcase_add_test(tests, the_networks_are_varied);
    tcase_add_loop_test(tests, the_terms_add_up, 0, CHUNKS);
    tcase_add_loop_test(tests, rows_and_columns_add_up, 0, CHUNKS);
    tcase_add_loop_test(tests, the_stacked_matrix_is_v_and_u, 0, CHUNKS);
    tcase_add_loop_test(tests, save_and_load_keep_every_bit, 0, CHUNKS);
    tcase_add_loop_test(tests, undo_then_redo_is_the_identity, 0, CHUNKS);
    tcase_add_loop_test(tests, forward_back_forward_shows_the_same, 0, CHUNKS);
    tcase_add_loop_test(tests, a_pasted_session_is_the_same, 0, CHUNKS);
    suite_add_tcase(suite, tests);
    return suite;
}
