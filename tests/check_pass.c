/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_pass.c - the two passes: the fast loops of the scalar network against the general formulas, sums at the edges
 * of blocks, passes that go on where they stopped, and numbers that go wrong. */

#include <complex.h>
#include <float.h>
#include <stdlib.h>

#include "base/flush.h"
#include "model/activation.h"
#include "model/difference.h"
#include "model/pass.h"
#include "model/recurrence.h"
#include "model/step.h"
#include "tests/compare.h"
#include "tests/suites.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* Sums in another order, in units of the sum of what is added up without its signs. */
static const double SUM = 1e-13;

/* Gradients against the complex step, in units of the largest one. */
static const double COMPLEX_STEP = 1e-12;

/* A network with a sequence and its pass. Must not move once begun. */
struct work {
    struct network network;
    struct sequence *sequence;
    struct pass *pass;
    volatile sig_atomic_t stop;
};

static void draw_matrix(struct matrix *matrix, struct chance *chance, double most)
{
    for (int i = 0; i < matrix_size(matrix); i++)
        matrix->at[i] = chance_real(chance, -most, most);
}

static void work_pass(struct work *work)
{
    work->stop = 0;
    work->pass = pass_new(&work->network, work->sequence, &work->stop);
    ck_assert_ptr_nonnull(work->pass);
}

/* All weights 0, x 0, y not set. */
static void work_empty(struct work *work, int T, int n_x, int n_a, int n_y)
{
    network_init(&work->network, n_x, n_a, n_y);
    work->sequence = sequence_new(T, n_x, n_y);
    work_pass(work);
}

/* Weights and values by chance; targets 0, 1 and between. */
static void work_draw(struct work *work, int T, int n_x, int n_a, int n_y)
{
    struct chance chance = {(uint64_t)T};
    work_empty(work, T, n_x, n_a, n_y);
    for (int w = 0; w < WEIGHT_COUNT; w++)
        draw_matrix(&work->network.weight[w], &chance, 0.9 / n_a);
    work->network.weight[WEIGHT_B_Y].at[0] = 0.5;
    draw_matrix(&work->network.a0, &chance, 1);
    for (int i = 0; i < T * n_x; i++)
        work->sequence->x[i] = chance_real(&chance, -1, 1);
    for (int i = 0; i < T * n_y; i++)
        work->sequence->y[i] = chance_int(&chance, 0, 4) / 4.0;
    pass_restart(work->pass);
}

static void work_choose(struct work *work, enum activation g, enum activation g_star, enum loss loss)
{
    work->network.g = g;
    work->network.g_star = g_star;
    work->network.loss = loss;
    pass_restart(work->pass);
}

static void work_end(struct work *work)
{
    pass_free(work->pass);
    sequence_release(work->sequence);
    network_clear(&work->network);
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

static void choose(struct work *work, int i)
{
    work_choose(work, choices[i].g, choices[i].g_star, choices[i].loss);
}

/* 1. The scalar loops are, bit for bit, the general formulas. */

/* Lengths around the edges of blocks and of the lanes within them. */
static const int lengths[] = {1,
                              2,
                              7,
                              8,
                              9,
                              15,
                              16,
                              17,
                              PASS_BLOCK - 1,
                              PASS_BLOCK,
                              PASS_BLOCK + 1,
                              2 * PASS_BLOCK - 1,
                              2 * PASS_BLOCK,
                              2 * PASS_BLOCK + 1,
                              300};

/* a<t> and yhat<t> from a<t-1>, once more. */
static void check_forward_step(const struct pass *pass, int t)
{
    double a, yhat;
    step_s(pass, t, &a);
    activation_apply(pass->network->g, &a, &a, 1);
    step_o(pass, t, &yhat);
    activation_apply(pass->network->g_star, &yhat, &yhat, 1);
    must(same_double(a, *pass_a(pass, t)), "T = %d: a<%d> is %a, not %a", pass->sequence->T, t, *pass_a(pass, t), a);
    must(same_double(yhat, *pass_yhat(pass, t)), "T = %d: yhat<%d> is %a, not %a", pass->sequence->T, t,
         *pass_yhat(pass, t), yhat);
}

static void check_backward_step(const struct pass *pass, int t)
{
    double from_yhat, from_next, by_a;
    step_from_yhat(pass, t, &from_yhat);
    step_from_next(pass, t, &from_next);
    by_a = from_yhat + from_next;
    must(same_double(by_a, *pass_by_a(pass, t)), "T = %d: dL/da<%d> is %a, not %a", pass->sequence->T, t,
         *pass_by_a(pass, t), by_a);
}

START_TEST(scalar_loops_are_the_formulas)
{
    for (int i = 0; i < COUNT(lengths); i++) {
        struct work work;
        work_draw(&work, lengths[i], 1, 1, 1);
        choose(&work, _i);
        ck_assert(pass_backward(work.pass, 1));
        uint64_t arithmetic = flush_begin();
        for (int t = 1; t <= lengths[i]; t++) {
            check_forward_step(work.pass, t);
            check_backward_step(work.pass, t);
        }
        flush_end(arithmetic);
        work_end(&work);
    }
}
END_TEST

/* 2. Sums up to and from any step. */

/* The sum of L<1>..L<t>, and of their sizes. */
static double plain_loss(const struct pass *pass, int t, double *scale)
{
    long double sum = 0;
    *scale = 0;
    for (int k = 1; k <= t; k++) {
        sum += step_loss(pass, k);
        *scale += fabs(step_loss(pass, k));
    }
    return (double)sum;
}

static void check_loss(const struct pass *pass, int t)
{
    double scale, expected = plain_loss(pass, t, &scale), loss = pass_loss(pass, t);
    must(apart_by(loss, expected, scale) <= SUM, "T = %d: L<1> + .. + L<%d> is %.17g, not %.17g", pass->sequence->T, t,
         loss, expected);
}

/* The gradients of the steps t..T added one by one, and the sum of their sizes. */
static void plain_gradients(const struct pass *pass, int t, struct gradients *sum, struct gradients *scale)
{
    struct gradients one;
    gradients_init(&one, pass->network);
    for (int k = pass->sequence->T; k >= t; k--) {
        gradients_set_zero(&one);
        step_add_gradients(pass, k, &one);
        for (int w = 0; w < WEIGHT_COUNT; w++) {
            for (int i = 0; i < matrix_size(&one.by[w]); i++) {
                sum->by[w].at[i] += one.by[w].at[i];
                scale->by[w].at[i] += fabs(one.by[w].at[i]);
            }
        }
    }
    gradients_clear(&one);
}

static void check_gradients(const struct pass *pass, int t)
{
    struct gradients actual, expected, scale;
    gradients_init(&actual, pass->network);
    gradients_init(&expected, pass->network);
    gradients_init(&scale, pass->network);
    pass_gradients(pass, t, &actual);
    plain_gradients(pass, t, &expected, &scale);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&actual.by[w]); i++)
            must(apart_by(actual.by[w].at[i], expected.by[w].at[i], scale.by[w].at[i]) <= SUM,
                 "T = %d: gradient %d[%d] from step %d on is %.17g, not %.17g", pass->sequence->T, w, i, t,
                 actual.by[w].at[i], expected.by[w].at[i]);
    }
    gradients_clear(&actual);
    gradients_clear(&expected);
    gradients_clear(&scale);
}

static const int steps_at_edges[] = {1,
                                     2,
                                     PASS_BLOCK - 1,
                                     PASS_BLOCK,
                                     PASS_BLOCK + 1,
                                     2 * PASS_BLOCK - 1,
                                     2 * PASS_BLOCK,
                                     2 * PASS_BLOCK + 1,
                                     3 * PASS_BLOCK,
                                     4 * PASS_BLOCK,
                                     4 * PASS_BLOCK + 1};

static void check_sums(struct work *work)
{
    int T = work->sequence->T;
    ck_assert(pass_backward(work->pass, 1));
    check_loss(work->pass, 0);
    check_loss(work->pass, T);
    check_gradients(work->pass, T);
    check_gradients(work->pass, T + 1);
    for (int i = 0; i < COUNT(steps_at_edges); i++) {
        if (steps_at_edges[i] <= T) {
            check_loss(work->pass, steps_at_edges[i]);
            check_gradients(work->pass, steps_at_edges[i]);
        }
    }
}

START_TEST(scalar_sums_are_right_at_every_edge)
{
    static const int long_ones[] = {1, 5, PASS_BLOCK - 1, PASS_BLOCK, PASS_BLOCK + 1, 4 * PASS_BLOCK + 2};
    for (int i = 0; i < COUNT(long_ones); i++) {
        struct work work;
        work_draw(&work, long_ones[i], 1, 1, 1);
        choose(&work, _i);
        check_sums(&work);
        work_end(&work);
    }
}
END_TEST

/* Shapes whose packs of gradients are smaller, just as large, and larger than a block. */
START_TEST(matrix_sums_are_right_at_every_edge)
{
    static const int shapes[][3] = {{2, 3, 1}, {1, 1, 2}, {3, 9, 2}, {1, 10, 2}, {4, 20, 5}, {3, 11, 1}};
    const int *shape = shapes[_i];
    for (int i = 0; i < COUNT(choices); i += 5) {
        struct work work;
        work_draw(&work, 4 * PASS_BLOCK + 2, shape[0], shape[1], shape[2]);
        choose(&work, i);
        check_sums(&work);
        work_end(&work);
    }
}
END_TEST

/* All targets 0 or 1, for which the loss takes a short cut. */
START_TEST(sums_with_plain_targets_are_right)
{
    struct work work;
    work_draw(&work, 4 * PASS_BLOCK + 2, 1, 1, 1);
    for (int t = 1; t <= work.sequence->T; t++)
        *sequence_y(work.sequence, t) = t % 3 == 0;
    choose(&work, _i);
    check_sums(&work);
    work_end(&work);
}
END_TEST

/* Outputs so close to their targets that 1 - yhat has few digits: L is small and keeps them. */
START_TEST(small_losses_keep_their_digits)
{
    static const double distances[] = {1e-3, 1e-6, 1e-9, 1e-12, 1e-15};
    struct work work;
    work_empty(&work, 100, 1, 1, 1);
    work.network.weight[WEIGHT_W_Y].at[0] = 1 - 2 * distances[_i];
    work.network.weight[WEIGHT_B_Y].at[0] = distances[_i];
    work.network.weight[WEIGHT_U].at[0] = 1;
    for (int t = 1; t <= 100; t++)
        *sequence_x(work.sequence, t) = *sequence_y(work.sequence, t) = t % 2;
    ck_assert(pass_forward(work.pass, 100));
    check_loss(work.pass, 100);
    work_end(&work);
}
END_TEST

/* 3. Passes that go on where they were. */

static void check_same_pass(const struct pass *a, const struct pass *b)
{
    int T = a->sequence->T, n_a = a->network->n_a, n_y = a->network->n_y;
    for (int i = 0; i < (T + 1) * n_a; i++)
        must(same_double(a->a[i], b->a[i]), "a at %d is %a and %a", i, a->a[i], b->a[i]);
    for (int i = 0; i < T * n_y; i++)
        must(same_double(a->yhat[i], b->yhat[i]), "yhat at %d is %a and %a", i, a->yhat[i], b->yhat[i]);
    for (int i = 0; i < T * n_a; i++)
        must(same_double(a->by_a[i], b->by_a[i]), "dL/da at %d is %a and %a", i, a->by_a[i], b->by_a[i]);
    assert_same_double(pass_loss(a, T), pass_loss(b, T));
}

/* Twice the same network: one pass at once, the other to be moved piece by piece. */
static void start_twins(struct work *at_once, struct work *piecewise, bool scalar)
{
    struct work *works[] = {at_once, piecewise};
    for (int i = 0; i < 2; i++) {
        work_draw(works[i], 1000, scalar ? 1 : 2, scalar ? 1 : 3, scalar ? 1 : 2);
        work_choose(works[i], ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE);
    }
    ck_assert(pass_backward(at_once->pass, 1));
}

START_TEST(passes_are_lazy_and_go_on)
{
    static const int forward[] = {0, 1, 2, 127, 128, 129, 300, 999, 1000},
                     backward[] = {1001, 1000, 990, 898, 500, 2, 1};
    struct work at_once, piecewise;
    start_twins(&at_once, &piecewise, _i == 0);
    struct pass *pass = piecewise.pass;
    for (int i = 0; i < COUNT(forward); i++) {
        ck_assert(pass_forward(pass, forward[i]));
        ck_assert_int_ge(pass->forward, forward[i]);
        ck_assert_int_lt(pass->forward, forward[i] + PASS_BLOCK);
        check_loss(pass, forward[i]);
    }
    for (int i = 0; i < COUNT(backward); i++) {
        ck_assert(pass_backward(pass, backward[i]));
        ck_assert_int_le(pass->backward, backward[i]);
        ck_assert_int_gt(pass->backward, backward[i] - PASS_BLOCK);
        check_gradients(pass, backward[i]);
    }
    check_same_pass(at_once.pass, pass);
    work_end(&at_once);
    work_end(&piecewise);
}
END_TEST

START_TEST(a_stopped_pass_goes_on)
{
    struct work at_once, piecewise;
    start_twins(&at_once, &piecewise, _i == 0);
    struct pass *pass = piecewise.pass;
    ck_assert(pass_forward(pass, 200));
    int forward = pass->forward;
    piecewise.stop = 1;
    ck_assert(!pass_forward(pass, 1000));
    ck_assert(!pass_backward(pass, 1));
    ck_assert_int_eq(pass->forward, forward);
    ck_assert(pass_forward(pass, forward)); /* what is there needs no work */
    piecewise.stop = 0;
    ck_assert(pass_backward(pass, 700));
    int backward = pass->backward;
    piecewise.stop = 1;
    ck_assert(!pass_backward(pass, 1));
    ck_assert_int_eq(pass->backward, backward);
    ck_assert(pass_backward(pass, backward));
    piecewise.stop = 0;
    ck_assert(pass_backward(pass, 1));
    check_same_pass(at_once.pass, pass);
    work_end(&at_once);
    work_end(&piecewise);
}
END_TEST

START_TEST(a_restarted_pass_forgets)
{
    struct work work, other;
    work_draw(&work, 300, 1, 1, 1);
    ck_assert(pass_backward(work.pass, 1));
    work.network.weight[WEIGHT_V].at[0] = 3;
    work.network.a0.at[0] = 7;
    pass_restart(work.pass);
    ck_assert_int_eq(work.pass->forward, 0);
    ck_assert_int_eq(work.pass->backward, 301);
    ck_assert(pass_backward(work.pass, 1));
    work_draw(&other, 300, 1, 1, 1);
    other.network.weight[WEIGHT_V].at[0] = 3;
    other.network.a0.at[0] = 7;
    pass_restart(other.pass);
    ck_assert(pass_backward(other.pass, 1));
    check_same_pass(work.pass, other.pass);
    work_end(&work);
    work_end(&other);
}
END_TEST

/* 4. Short sequences. */

START_TEST(no_steps_are_no_work)
{
    struct gradients gradients;
    struct work work;
    work_empty(&work, 0, _i, _i, _i);
    gradients_init(&gradients, &work.network);
    ck_assert(pass_forward(work.pass, 0));
    ck_assert(pass_backward(work.pass, 1));
    assert_same_double(pass_loss(work.pass, 0), 0);
    pass_gradients(work.pass, 1, &gradients);
    for (int w = 0; w < WEIGHT_COUNT; w++)
        assert_same_double(gradients.by[w].at[0], 0);
    assert_same_double(*pass_a(work.pass, 0), 0);
    ck_assert_int_eq(work.pass->overflow, 0);
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

START_TEST(one_step_is_plain)
{
    struct gradients gradients;
    struct work work;
    static const double weights[WEIGHT_COUNT] = {0.5, 2, 3, 0.25, -1};
    work_empty(&work, 1, 1, 1, 1);
    work.network.loss = LOSS_MSE;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        work.network.weight[w].at[0] = weights[w];
    work.network.a0.at[0] = 4;
    *sequence_x(work.sequence, 1) = 1.5;
    *sequence_y(work.sequence, 1) = 10;
    pass_restart(work.pass);
    ck_assert(pass_backward(work.pass, 1));
    gradients_init(&gradients, &work.network);
    pass_gradients(work.pass, 1, &gradients);
    assert_same_double(*pass_a(work.pass, 1), 5.25);
    assert_same_double(*pass_yhat(work.pass, 1), 14.75);
    assert_same_double(pass_loss(work.pass, 1), 4.75 * 4.75 / 2);
    assert_same_double(*pass_by_a(work.pass, 1), 4.75 * 3);
    assert_same_double(gradients.by[WEIGHT_V].at[0], 4.75 * 3 * 4);
    assert_same_double(gradients.by[WEIGHT_U].at[0], 4.75 * 3 * 1.5);
    assert_same_double(gradients.by[WEIGHT_W_Y].at[0], 4.75 * 5.25);
    assert_same_double(gradients.by[WEIGHT_B_A].at[0], 4.75 * 3);
    assert_same_double(gradients.by[WEIGHT_B_Y].at[0], 4.75);
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

/* 5. Numbers that go wrong. */

static void set_all(struct work *work, double v, double u, double W_y, double x)
{
    work->network.weight[WEIGHT_V].at[0] = v;
    work->network.weight[WEIGHT_U].at[0] = u;
    work->network.weight[WEIGHT_W_Y].at[0] = W_y;
    for (int t = 1; t <= work->sequence->T; t++) {
        *sequence_x(work->sequence, t) = x;
        *sequence_y(work->sequence, t) = 0;
    }
    pass_restart(work->pass);
}

/* x: "1 0 0 .." for an impulse, else "1 1 1 ..". step: the first that is infinite, or 0. */
static const struct overflow_row {
    double v, W_y;
    bool impulse;
    int n_a, step;
} overflow_rows[] = {
    {2, 1, false, 1, 1024},     {2, 1, true, 1, 1025},      {-2, 1, true, 1, 1025},  {1e100, 1, true, 1, 5},
    {2, 0x1p100, true, 1, 925}, {2, 0, true, 1, 1025},      {1, 1, false, 1, 0},     {0.5, 1, false, 1, 0},
    {2, 1, false, 2, 1024},     {1e300, 1e300, true, 1, 2}, {1, 1e308, false, 1, 2}, {2, 1, true, 2, 1025},
};

START_TEST(the_first_infinite_step_is_found)
{
    const struct overflow_row *row = &overflow_rows[_i];
    struct work work;
    work_empty(&work, 1500, 1, row->n_a, 1);
    work.network.loss = LOSS_MSE;
    set_all(&work, row->v, 1, row->W_y, !row->impulse);
    if (row->impulse)
        *sequence_x(work.sequence, 1) = 1;
    ck_assert(pass_forward(work.pass, 1500));
    ck_assert_int_eq(work.pass->overflow, row->step);
    for (int t = 1; t <= 1500; t++) {
        bool finite = isfinite(pass_a(work.pass, t)[0]) && isfinite(*pass_yhat(work.pass, t));
        must(row->step == 0 || t > row->step || finite == (t < row->step), "step %d", t);
    }
    pass_restart(work.pass);
    ck_assert_int_eq(work.pass->overflow, 0);
    work_end(&work);
}
END_TEST

/* A sigmoid's output tells nothing of an a<t> too large for a double; here the first such is the last of its block. */
START_TEST(an_infinite_a_is_found_where_the_output_is_finite)
{
    struct work work;
    int n_a = _i + 1, T = 8 * PASS_BLOCK;
    work_empty(&work, T, 1, n_a, 1);
    work.network.g_star = ACTIVATION_SIGMOID;
    set_all(&work, 2, 1, 1, 1);
    ck_assert(pass_forward(work.pass, T));
    ck_assert(isfinite(pass_a(work.pass, T - 1)[0]) && isinf(pass_a(work.pass, T)[0]));
    assert_same_double(*pass_yhat(work.pass, T), 1);
    ck_assert_int_eq(work.pass->overflow, T);
    work_end(&work);
}
END_TEST

/* True while the processor keeps numbers below the smallest normal one. */
static bool keeps_subnormals(void)
{
    volatile double small = DBL_MIN;
    small /= 4;
    return small * 4 == DBL_MIN;
}

static bool can_flush(void)
{
    uint64_t before = flush_begin();
    bool flushes = !keeps_subnormals();
    flush_end(before);
    return flushes;
}

START_TEST(what_decays_ends_at_0)
{
    struct gradients gradients;
    struct work work;
    work_empty(&work, 8000, 1, _i + 1, 1);
    work.network.loss = LOSS_MSE;
    set_all(&work, 0.9, 1, 0.3, 0);
    *sequence_x(work.sequence, 1) = 1;
    *sequence_y(work.sequence, 8000) = 1;
    ck_assert(keeps_subnormals());
    ck_assert(pass_backward(work.pass, 1));
    gradients_init(&gradients, &work.network);
    pass_gradients(work.pass, 1, &gradients);
    ck_assert(isfinite(pass_loss(work.pass, 7999)));
    ck_assert_msg(keeps_subnormals(), "the arithmetic is not as it was before");
    work.stop = 1;
    pass_restart(work.pass);
    ck_assert(!pass_forward(work.pass, 8000));
    ck_assert_msg(keeps_subnormals(), "the arithmetic is not as it was before a stop");
    work.stop = 0;
    ck_assert(pass_backward(work.pass, 1));
    for (int t = 1; t <= 8000 && can_flush(); t++) {
        double a = fabs(pass_a(work.pass, t)[0]), by_a = fabs(pass_by_a(work.pass, t)[0]);
        must((a == 0 || a >= DBL_MIN) && (a == 0) == (t > 6724), "a<%d> is %a", t, a);
        must(by_a == 0 || by_a >= DBL_MIN, "dL/da<%d> is %a", t, by_a);
    }
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

START_TEST(flushing_nests)
{
    uint64_t outer = flush_begin(), inner = flush_begin();
    flush_end(inner);
    ck_assert_int_eq(keeps_subnormals(), !can_flush());
    flush_end(outer);
    ck_assert(keeps_subnormals());
}
END_TEST

/* s<t> is exactly 0 (or -0) at every step. */
START_TEST(a_relu_at_0_has_slope_0)
{
    static const double inputs[] = {0, -0.0, 0};
    struct gradients gradients;
    struct work work;
    double slope[NETWORK_WIDEST];
    work_empty(&work, 20, 1, _i == 2 ? 2 : 1, 1);
    work_choose(&work, ACTIVATION_RELU, ACTIVATION_IDENTITY, LOSS_MSE);
    set_all(&work, 0.5, 1, 1, inputs[_i]);
    for (int t = 1; t <= 20; t++)
        *sequence_y(work.sequence, t) = 1;
    ck_assert(pass_backward(work.pass, 1));
    gradients_init(&gradients, &work.network);
    pass_gradients(work.pass, 1, &gradients);
    step_slope(work.pass, 3, slope);
    assert_same_double(slope[0], 0);
    ck_assert(gradients.by[WEIGHT_V].at[0] == 0 && gradients.by[WEIGHT_U].at[0] == 0 &&
              gradients.by[WEIGHT_B_A].at[0] == 0);
    ck_assert(gradients.by[WEIGHT_B_Y].at[0] == -20);
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

/* Every number of the passes and all gradients are no nan, and finite where finite says so. */
static void check_numbers(struct work *work, bool finite)
{
    struct gradients gradients;
    gradients_init(&gradients, &work->network);
    pass_gradients(work->pass, 1, &gradients);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&gradients.by[w]); i++) {
            double gradient = gradients.by[w].at[i];
            must(finite ? isfinite(gradient) : !isnan(gradient), "gradient %d[%d] is %g", w, i, gradient);
        }
    }
    for (int i = 0; i < work->sequence->T * work->network.n_a; i++)
        must(!isnan(work->pass->a[i]) && !isnan(work->pass->by_a[i]), "entry %d is no number", i);
    double loss = pass_loss(work->pass, work->sequence->T);
    must(finite ? isfinite(loss) : !isnan(loss), "L is %g", loss);
    gradients_clear(&gradients);
}

/* Outputs far out on both sides, and right, wrong and half targets. */
static const struct saturated_row {
    struct choice choice;
    double W_y;
    int n_y;
} saturated_rows[] = {
    {{ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE}, 800, 1},
    {{ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE}, 1e300, 1},
    {{ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_MSE}, 800, 1},
    {{ACTIVATION_SIGMOID, ACTIVATION_SIGMOID, LOSS_BCE}, 36.7, 1},
    {{ACTIVATION_RELU, ACTIVATION_SIGMOID, LOSS_BCE}, 800, 1},
    {{ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE}, 800, 3},
    {{ACTIVATION_TANH, ACTIVATION_SOFTMAX, LOSS_CE}, 800, 3},
    {{ACTIVATION_TANH, ACTIVATION_SOFTMAX, LOSS_CE}, 1e300, 3},
    {{ACTIVATION_TANH, ACTIVATION_SOFTMAX, LOSS_MSE}, 800, 3},
    {{ACTIVATION_TANH, ACTIVATION_IDENTITY, LOSS_MSE}, 1e100, 1},
};

START_TEST(saturated_outputs_give_numbers)
{
    const struct saturated_row *row = &saturated_rows[_i];
    struct work work;
    work_empty(&work, 200, 1, 1, row->n_y);
    set_all(&work, 0.5, 1000, row->W_y, 1);
    for (int t = 1; t <= 200; t++) {
        *sequence_x(work.sequence, t) = t % 2 == 0 ? 1 : -1;
        for (int i = 0; i < row->n_y; i++)
            sequence_y(work.sequence, t)[i] = row->choice.loss == LOSS_CE ? i == t % row->n_y : t % 3 / 2.0;
    }
    for (int i = 1; i < row->n_y; i++)
        work.network.weight[WEIGHT_W_Y].at[i] = i % 2 == 0 ? row->W_y : -row->W_y;
    work_choose(&work, row->choice.g, row->choice.g_star, row->choice.loss);
    ck_assert(pass_backward(work.pass, 1));
    check_numbers(&work, true);
    work_end(&work);
}
END_TEST

/* A right target costs nothing and pulls at nothing, even at the end of the range of doubles. */
START_TEST(a_right_saturated_output_costs_nothing)
{
    struct work work;
    work_empty(&work, 50, 1, 1, 1);
    work_choose(&work, ACTIVATION_IDENTITY, ACTIVATION_SIGMOID, LOSS_BCE);
    set_all(&work, 0, 1, 800, 1);
    for (int t = 1; t <= 50; t++)
        *sequence_y(work.sequence, t) = 1;
    ck_assert(pass_backward(work.pass, 1));
    assert_same_double(pass_loss(work.pass, 50), 0);
    assert_same_double(*pass_by_a(work.pass, 25), 0);
    *sequence_y(work.sequence, 25) = 0;
    pass_restart(work.pass);
    ck_assert(pass_backward(work.pass, 1));
    assert_same_double(pass_loss(work.pass, 50), 800);
    assert_same_double(*pass_by_a(work.pass, 25), 800);
    work_end(&work);
}
END_TEST

/* yhat and y, and what bce is there: 0 log 0 is 0, and outside 0..1 there is none. */
static const struct edge_row {
    double yhat, y, loss, z;
} edge_rows[] = {
    {0, 0, 0, 1},
    {1, 1, 0, -1},
    {0, 1, INFINITY, -INFINITY},
    {1, 0, INFINITY, INFINITY},
    {0, 0.5, INFINITY, -INFINITY},
    {1.5, 1, NAN, -1 / 1.5},
    {-0.5, 0, NAN, 1 / 1.5},
    {2, 0, NAN, -1},
    {-1, 1, NAN, 1},
    {1.5, 0.5, NAN, -1 - 1 / 3.0},
    {NAN, 1, NAN, NAN},
};

START_TEST(bce_at_its_edges)
{
    const struct edge_row *row = &edge_rows[_i];
    for (int n_a = 1; n_a <= 2; n_a++) {
        struct work work;
        double z;
        work_empty(&work, 10, 1, n_a, 1);
        for (int t = 1; t <= 10; t++)
            *sequence_y(work.sequence, t) = 0.5;
        *sequence_y(work.sequence, 7) = row->y;
        work.network.weight[WEIGHT_B_Y].at[0] = 0.5;
        work.network.weight[WEIGHT_W_Y].at[0] = 1;
        work.network.weight[WEIGHT_U].at[0] = 1;
        *sequence_x(work.sequence, 7) = row->yhat - 0.5;
        ck_assert(pass_backward(work.pass, 1));
        step_z(work.pass, 7, &z);
        assert_same_double(step_loss(work.pass, 7), row->loss);
        assert_near(z, row->z, 1e-15);
        assert_near(pass_loss(work.pass, 6), 6 * log(2), SUM);
        assert_near(pass_loss(work.pass, 10), row->loss + 9 * log(2), SUM);
        /* The other targets are met, and pull at nothing. */
        assert_near(work.pass->so_far.by[WEIGHT_B_Y].at[0], row->z, 1e-15);
        work_end(&work);
    }
}
END_TEST

START_TEST(where_y_is_missing_there_is_no_loss)
{
    struct work work;
    struct gradients gradients;
    work_draw(&work, 300, 1, _i + 1, 1);
    work_choose(&work, ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE);
    *sequence_y(work.sequence, 150) = NAN;
    ck_assert(pass_backward(work.pass, 1));
    gradients_init(&gradients, &work.network);
    for (int t = 0; t <= 300; t++)
        must(isnan(pass_loss(work.pass, t)) == (t >= 150), "the loss up to step %d is %g", t, pass_loss(work.pass, t));
    for (int t = 1; t <= 300; t++) {
        must(!isnan(*pass_yhat(work.pass, t)), "yhat<%d>", t);
        must(isnan(*pass_by_a(work.pass, t)) == (t <= 150), "dL/da<%d> is %g", t, *pass_by_a(work.pass, t));
    }
    pass_gradients(work.pass, 151, &gradients);
    ck_assert(isfinite(gradients.by[WEIGHT_V].at[0]));
    check_gradients(work.pass, 151);
    pass_gradients(work.pass, 150, &gradients);
    ck_assert(isnan(gradients.by[WEIGHT_V].at[0]));
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

/* Steps that are new have no target, and those that stay keep theirs. */
START_TEST(a_sequence_keeps_its_steps)
{
    enum { FEW = 3, SOME = 100000, MANY = 250000, N_X = 2, N_Y = 3 };
    struct sequence *some = sequence_new(SOME, N_X, N_Y);
    for (int i = 0; i < SOME * N_Y; i++) {
        ck_assert(isnan(some->y[i]));
        some->y[i] = i;
    }
    for (int i = 0; i < SOME * N_X; i++)
        some->x[i] = -i;
    static const int counts[] = {FEW, SOME, MANY};
    for (int i = 0; i < 3; i++) {
        struct sequence *resized = sequence_resized(some, counts[i], NULL);
        ck_assert_int_eq(resized->T, counts[i]);
        for (int k = 0; k < counts[i] * N_Y; k++)
            must(k < SOME * N_Y ? resized->y[k] == k : isnan(resized->y[k]), "y %d is %g", k, resized->y[k]);
        for (int k = 0; k < counts[i] * N_X && k < SOME * N_X; k++)
            must(resized->x[k] == -k, "x %d is %g", k, resized->x[k]);
        sequence_release(resized);
    }
    sequence_release(some);
}
END_TEST

/* The sums down to one step go on from those to the step behind it, bit for bit as when they begin anew. */
START_TEST(sums_go_on_from_what_was_asked_for_last)
{
    static const int order[] = {700, 699, 698, 690, 690, 560, 561, 385, 384, 257, 256, 2, 1, 700};
    struct work walked, fresh;
    struct gradients on, anew;
    work_draw(&walked, 700, 2, 3, 2);
    work_draw(&fresh, 700, 2, 3, 2);
    ck_assert(pass_backward(walked.pass, 1) && pass_backward(fresh.pass, 1));
    gradients_init(&on, &walked.network);
    gradients_init(&anew, &walked.network);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        pass_gradients(walked.pass, order[i], &on);
        pass_restart(fresh.pass);
        ck_assert(pass_backward(fresh.pass, 1));
        pass_gradients(fresh.pass, order[i], &anew);
        for (int w = 0; w < WEIGHT_COUNT; w++)
            ck_assert_mem_eq(on.by[w].at, anew.by[w].at, (size_t)matrix_size(&on.by[w]) * sizeof(double));
    }
    /* What was stopped on the way is not gone on from. */
    walked.stop = 1;
    pass_gradients(walked.pass, 390, &on);
    walked.stop = 0;
    pass_gradients(walked.pass, 389, &on);
    pass_restart(fresh.pass);
    ck_assert(pass_backward(fresh.pass, 1));
    pass_gradients(fresh.pass, 389, &anew);
    ck_assert_mem_eq(on.by[WEIGHT_V].at, anew.by[WEIGHT_V].at, 9 * sizeof(double));
    gradients_clear(&on);
    gradients_clear(&anew);
    work_end(&walked);
    work_end(&fresh);
}
END_TEST

/* 6. The complex step: dL/dw is the imaginary part of L(w + ih) / h for any tiny h, exact up to rounding, and needs no
 * derivative formula. (Squire and Trapp, SIAM Review 40, 1998.) */

static double complex apply(enum activation g, double complex s)
{
    switch (g) {
    case ACTIVATION_TANH:
        return ctanh(s);
    case ACTIVATION_SIGMOID:
        return 1 / (1 + cexp(-s));
    case ACTIVATION_RELU:
        return creal(s) > 0 ? s : 0;
    default:
        return s;
    }
}

static double complex complex_loss(const struct work *work, const double complex *weights)
{
    const struct network *network = &work->network;
    double complex a = network->a0.at[0], sum = 0;
    for (int t = 1; t <= work->sequence->T; t++) {
        double x = *sequence_x(work->sequence, t), y = *sequence_y(work->sequence, t);
        a = apply(network->g, weights[WEIGHT_V] * a + weights[WEIGHT_U] * x + weights[WEIGHT_B_A]);
        double complex yhat = apply(network->g_star, weights[WEIGHT_W_Y] * a + weights[WEIGHT_B_Y]);
        sum += network->loss == LOSS_MSE ? (yhat - y) * (yhat - y) / 2 : -(y * clog(yhat) + (1 - y) * clog(1 - yhat));
    }
    return sum;
}

START_TEST(gradients_are_those_of_the_complex_step)
{
    const double h = 1e-100;
    double expected[WEIGHT_COUNT], scale = 0;
    struct gradients gradients;
    struct work work;
    work_draw(&work, 150, 1, 1, 1);
    /* Keeps yhat between 0 and 1. */
    work.network.weight[WEIGHT_V].at[0] = 0.5;
    work.network.weight[WEIGHT_U].at[0] = 0.3;
    work.network.weight[WEIGHT_W_Y].at[0] = 0.2;
    choose(&work, _i);
    ck_assert(pass_backward(work.pass, 1));
    gradients_init(&gradients, &work.network);
    pass_gradients(work.pass, 1, &gradients);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        double complex weights[WEIGHT_COUNT];
        for (int i = 0; i < WEIGHT_COUNT; i++)
            weights[i] = work.network.weight[i].at[0];
        weights[w] += h * I;
        double complex loss = complex_loss(&work, weights);
        assert_near(pass_loss(work.pass, 150), creal(loss), COMPLEX_STEP);
        expected[w] = cimag(loss) / h;
        scale = fmax(scale, fabs(expected[w]));
    }
    for (int w = 0; w < WEIGHT_COUNT; w++)
        assert_near_by(gradients.by[w].at[0], expected[w], COMPLEX_STEP, scale);
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

/* 7. The recurrence jumps to any step. */

START_TEST(the_recurrence_goes_anywhere)
{
    static const int steps[] = {0, 1, 500, 3, 499, 1000, 128, 127, 129, 0, 999};
    struct work work;
    work_draw(&work, 1000, 2, 3, 1);
    work_choose(&work, ACTIVATION_TANH, ACTIVATION_IDENTITY, LOSS_MSE);
    ck_assert(pass_forward(work.pass, 1000));
    struct recurrence *jumping = recurrence_new(work.pass), *walking = recurrence_new(work.pass);
    for (int i = 0; i < COUNT(steps); i++) {
        recurrence_restart(walking);
        for (int t = 0; t <= steps[i]; t++)
            ck_assert(recurrence_go(walking, t));
        ck_assert(recurrence_go(jumping, steps[i]));
        for (int k = 0; k < work.network.n_a; k++) {
            const double *a = recurrence_by(jumping, WEIGHT_V, k), *b = recurrence_by(walking, WEIGHT_V, k);
            for (int j = 0; j < 9; j++)
                must(same_double(a[j], b[j]), "da<%d>/dV is %a and %a", steps[i], a[j], b[j]);
        }
    }
    recurrence_free(jumping);
    recurrence_free(walking);
    work_end(&work);
}
END_TEST

static TCase *case_of_sums(void)
{
    TCase *tests = tcase_create("sums");
    tcase_add_loop_test(tests, scalar_loops_are_the_formulas, 0, COUNT(choices));
    tcase_add_loop_test(tests, scalar_sums_are_right_at_every_edge, 0, COUNT(choices));
    tcase_add_loop_test(tests, matrix_sums_are_right_at_every_edge, 0, 6);
    tcase_add_loop_test(tests, sums_with_plain_targets_are_right, 0, COUNT(choices));
    tcase_add_loop_test(tests, small_losses_keep_their_digits, 0, 5);
    tcase_add_loop_test(tests, gradients_are_those_of_the_complex_step, 0, COUNT(choices));
    tcase_add_test(tests, the_recurrence_goes_anywhere);
    return tests;
}

static TCase *case_of_motion(void)
{
    TCase *tests = tcase_create("motion");
    tcase_add_loop_test(tests, passes_are_lazy_and_go_on, 0, 2);
    tcase_add_loop_test(tests, a_stopped_pass_goes_on, 0, 2);
    tcase_add_test(tests, a_restarted_pass_forgets);
    tcase_add_loop_test(tests, no_steps_are_no_work, 1, 3);
    tcase_add_test(tests, one_step_is_plain);
    return tests;
}

/* L = -T log(2e-9): the product of the factors that share one logarithm must not become 0. */
START_TEST(unlikely_outputs_have_their_loss)
{
    enum { LONG = 1000 };
    struct work work;
    work_empty(&work, LONG, 1, 1, 1);
    work_choose(&work, ACTIVATION_IDENTITY, ACTIVATION_IDENTITY, LOSS_BCE);
    work.network.weight[WEIGHT_B_Y].at[0] = 2e-9;
    for (int t = 0; t < LONG; t++)
        work.sequence->y[t] = 1;
    sequence_finish(work.sequence, NULL);
    pass_restart(work.pass);
    ck_assert(pass_forward(work.pass, LONG));
    assert_near(pass_loss(work.pass, LONG), -LONG * log(2e-9), 1e-13);
    work_end(&work);
}
END_TEST

/* The largest entry of o may stand anywhere; e to it would be infinite. */
START_TEST(softmax_takes_any_size)
{
    for (int largest = 0; largest < 3; largest++) {
        double o[3] = {-1000, -1000, -1000}, yhat[3];
        o[largest] = 1000;
        activation_apply(ACTIVATION_SOFTMAX, o, yhat, 3);
        for (int i = 0; i < 3; i++)
            assert_same_double(yhat[i], i == largest ? 1 : 0);
    }
}
END_TEST

/* L = log(1 + e^1000) = 1000 in all digits, from o; by yhat = 0 it would be infinite. */
START_TEST(cross_entropy_of_softmax_is_finite)
{
    struct work work;
    work_empty(&work, 1, 1, 1, 2);
    work_choose(&work, ACTIVATION_IDENTITY, ACTIVATION_SOFTMAX, LOSS_CE);
    work.network.weight[WEIGHT_B_Y].at[0] = 1000;
    work.sequence->y[0] = 0;
    work.sequence->y[1] = 1;
    sequence_finish(work.sequence, NULL);
    pass_restart(work.pass);
    ck_assert(pass_forward(work.pass, 1));
    assert_same_double(pass_loss(work.pass, 1), 1000);
    work_end(&work);
}
END_TEST

/* Bce of two softmax outputs (o, 0) with the targets 0 and 1: L = 2 log(1 + e^o), dL/do = 2 yhat_1, by mpmath with 60
 * digits. 1 - yhat_1 has none of them left. */
static const struct unlikely_row {
    double o, L, by_o;
} unlikely_rows[] = {
    {3, 6.0971747031474841175, 1.9051482536448664382},
    {30, 60.000000000000187152, 1.9999999999998128475},
    {40, 80, 2},
    {700, 1400, 2},
};

START_TEST(bce_of_softmax_keeps_its_digits)
{
    const struct unlikely_row *row = &unlikely_rows[_i];
    struct work work;
    work_empty(&work, 1, 1, 1, 2);
    work_choose(&work, ACTIVATION_IDENTITY, ACTIVATION_SOFTMAX, LOSS_BCE);
    work.network.weight[WEIGHT_B_Y].at[0] = row->o;
    work.sequence->y[0] = 0;
    work.sequence->y[1] = 1;
    sequence_finish(work.sequence, NULL);
    pass_restart(work.pass);
    ck_assert(pass_backward(work.pass, 1));
    struct gradients gradients;
    gradients_init(&gradients, &work.network);
    pass_gradients(work.pass, 1, &gradients);
    assert_near(pass_loss(work.pass, 1), row->L, 1e-15);
    assert_near(gradients.by[WEIGHT_B_Y].at[0], row->by_o, 1e-15);
    assert_near(gradients.by[WEIGHT_B_Y].at[1], -row->by_o, 1e-15);
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

/* L = W_y^2 / 2: the step of the difference grows with the weight, or the digits of L would not show it. */
START_TEST(differences_suit_a_large_weight)
{
    struct work work;
    double difference;
    work_empty(&work, 1, 1, 1, 1);
    work_choose(&work, ACTIVATION_IDENTITY, ACTIVATION_IDENTITY, LOSS_MSE);
    work.network.weight[WEIGHT_U].at[0] = 1;
    work.network.weight[WEIGHT_W_Y].at[0] = 1e6;
    *sequence_x(work.sequence, 1) = 1;
    *sequence_y(work.sequence, 1) = 0;
    sequence_finish(work.sequence, NULL);
    pass_restart(work.pass);
    ck_assert(pass_forward(work.pass, 1));
    ck_assert(difference_of_loss(work.pass, WEIGHT_W_Y, 0, 1, &difference));
    assert_near(difference, 1e6, 1e-9);
    work_end(&work);
}
END_TEST

/* da<t>/dV of a network with one activation: the differences of a<t> against the recurrence, t = 1..T. */
START_TEST(differences_of_a_are_those_of_their_step)
{
    struct work work;
    work_draw(&work, 5, 1, 1, 1);
    work_choose(&work, ACTIVATION_TANH, ACTIVATION_SIGMOID, LOSS_BCE);
    struct recurrence *recurrence = recurrence_new(work.pass);
    ck_assert(pass_forward(work.pass, 5));
    for (int t = 1; t <= 5; t++) {
        double difference;
        ck_assert(difference_of_a(work.pass, WEIGHT_V, 0, t, &difference));
        ck_assert(recurrence_go(recurrence, t));
        assert_near_by(difference, recurrence_by(recurrence, WEIGHT_V, 0)[0], 1e-7, 1);
    }
    recurrence_free(recurrence);
    work_end(&work);
}
END_TEST

static TCase *case_of_wrong_numbers(void)
{
    TCase *tests = tcase_create("numbers that go wrong");
    tcase_add_loop_test(tests, the_first_infinite_step_is_found, 0, COUNT(overflow_rows));
    tcase_add_loop_test(tests, an_infinite_a_is_found_where_the_output_is_finite, 0, 2);
    tcase_add_loop_test(tests, what_decays_ends_at_0, 0, 2);
    tcase_add_test(tests, flushing_nests);
    tcase_add_loop_test(tests, a_relu_at_0_has_slope_0, 0, 3);
    tcase_add_loop_test(tests, saturated_outputs_give_numbers, 0, COUNT(saturated_rows));
    tcase_add_test(tests, unlikely_outputs_have_their_loss);
    tcase_add_test(tests, softmax_takes_any_size);
    tcase_add_test(tests, cross_entropy_of_softmax_is_finite);
    tcase_add_test(tests, differences_suit_a_large_weight);
    tcase_add_loop_test(tests, bce_of_softmax_keeps_its_digits, 0, COUNT(unlikely_rows));
    tcase_add_test(tests, differences_of_a_are_those_of_their_step);
    tcase_add_test(tests, a_right_saturated_output_costs_nothing);
    tcase_add_loop_test(tests, bce_at_its_edges, 0, COUNT(edge_rows));
    tcase_add_loop_test(tests, where_y_is_missing_there_is_no_loss, 0, 2);
    tcase_add_test(tests, a_sequence_keeps_its_steps);
    tcase_add_test(tests, sums_go_on_from_what_was_asked_for_last);
    return tests;
}

Suite *suite_pass(void)
{
    Suite *suite = suite_create("pass");
    suite_add_tcase(suite, case_of_sums());
    suite_add_tcase(suite, case_of_motion());
    suite_add_tcase(suite, case_of_wrong_numbers());
    return suite;
}
