/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_descent.c - gradient descent step by step: each goes where the gradient says, the record keeps where it has
 * been, and every end is the right one. Where descents come to is held against independent numbers in
 * check_reference.c. */

#include <stdlib.h>

#include "model/descent.h"
#include "model/triangle.h"
#include "tests/runner.h"

/* Sums in another order, relative to the largest gradient. */
static const double SUM = 1e-13;

/* A network with a sequence and targets, and a descent over them. Must not move once begun. */
struct work {
    struct network network;
    struct sequence *sequence;
    struct descent *descent;
    volatile sig_atomic_t stop;
};

static void draw(struct matrix *matrix, struct chance *chance)
{
    for (int i = 0; i < matrix_size(matrix); i++)
        matrix->at[i] = chance_real(chance, -0.8, 0.8);
}

/* tanh and sigmoid with bce, weights and values by chance. */
static void work_draw(struct work *work, int T, int n_x, int n_a, int n_y)
{
    struct chance chance = {(uint64_t)(T + n_a)};
    *work = (struct work){.stop = 0};
    network_init(&work->network, n_x, n_a, n_y);
    work->network.g = ACTIVATION_TANH;
    work->network.g_star = ACTIVATION_SIGMOID;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        draw(&work->network.weight[w], &chance);
    draw(&work->network.a0, &chance);
    work->sequence = sequence_new(T, n_x, n_y);
    for (int i = 0; i < T * n_x; i++)
        work->sequence->x[i] = chance_real(&chance, -1, 1);
    for (int i = 0; i < T * n_y; i++)
        work->sequence->y[i] = chance_int(&chance, 0, 1);
    sequence_finish(work->sequence, NULL);
}

static void work_begin(struct work *work, int steps, double rate, double clip, int tau)
{
    size_t size = (size_t)gradients_size(&work->network);
    struct descent_plan plan = {steps, rate, clip, tau, BUG_NONE, malloc(size)};
    memset(plan.chosen, true, size);
    work->descent = descent_new(&work->network, work->sequence, &plan, &work->stop);
    ck_assert_ptr_nonnull(work->descent);
}

static void work_end(struct work *work)
{
    descent_free(work->descent);
    sequence_release(work->sequence);
    network_clear(&work->network);
}

/* The gradients of the network as it stands, by a pass of its own. */
static void full_gradients(const struct work *work, struct gradients *gradients)
{
    struct pass *pass = pass_new(&work->network, work->sequence, NULL);
    gradients_init(gradients, &work->network);
    ck_assert(pass_backward(pass, 1));
    pass_gradients(pass, 1, gradients);
    pass_free(pass);
}

static const struct {
    int T, n_x, n_a, n_y;
} shapes[] = {{1, 1, 1, 1}, {7, 1, 1, 1}, {300, 1, 1, 1}, {5, 2, 3, 1}, {140, 3, 2, 2}};

enum { SHAPES = sizeof shapes / sizeof *shapes };

static void work_shape(struct work *work, int i)
{
    work_draw(work, shapes[i].T, shapes[i].n_x, shapes[i].n_a, shapes[i].n_y);
}

START_TEST(a_step_goes_against_the_gradient)
{
    struct work work;
    struct gradients gradients;
    const double rate = 0.25;
    work_shape(&work, _i);
    full_gradients(&work, &gradients);
    work_begin(&work, 1, rate, INFINITY, 0);
    ck_assert(descent_begin(work.descent));
    ck_assert_int_eq(descent_go(work.descent, 9), DESCENT_DONE);
    ck_assert_int_eq(work.descent->count, 1);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&gradients.by[w]); i++)
            assert_near_by(work.descent->network.weight[w].at[i],
                           work.network.weight[w].at[i] - rate * gradients.by[w].at[i], SUM, 1);
    }
    gradients_clear(&gradients);
    work_end(&work);
}
END_TEST

START_TEST(truncated_gradients_are_the_band_of_the_triangle)
{
    struct work work;
    struct gradients truncated, full;
    work_shape(&work, _i);
    full_gradients(&work, &full);
    gradients_init(&truncated, &work.network);
    struct pass *pass = pass_new(&work.network, work.sequence, NULL);
    ck_assert(pass_forward(pass, work.sequence->T));
    for (int tau = 1; tau <= work.sequence->T + 1; tau = tau < 4 ? tau + 1 : 4 * tau) {
        ck_assert(triangle_truncated(pass, tau, &truncated));
        for (int w = 0; w < WEIGHT_COUNT; w++) {
            int size = matrix_size(&full.by[w]);
            double *band = calloc((size_t)size, sizeof *band);
            if (w == WEIGHT_W_Y || w == WEIGHT_B_Y)
                memcpy(band, full.by[w].at, (size_t)size * sizeof *band);
            else
                ck_assert(triangle_band(pass, (enum weight)w, tau, band));
            for (int i = 0; i < size; i++)
                assert_near_by(truncated.by[w].at[i], band[i], SUM, work.sequence->T);
            free(band);
        }
    }
    pass_free(pass);
    gradients_clear(&truncated);
    gradients_clear(&full);
    work_end(&work);
}
END_TEST

/* Angles that are known without a computer. */
static const struct {
    double a[2], b[2], angle;
} angles[] = {
    {{1, 0}, {0, 1}, 90},
    {{3, 0}, {5, 0}, 0},
    {{2, 2}, {-1, -1}, 180},
    {{1, 0}, {1, 1}, 45},
    {{1e200, 0}, {1e200, 1e200}, 45},
    {{1e-200, 0}, {0, -1e200}, 90},
    {{1, 1e-9}, {1, -1e-9}, 2e-9 * 180 / M_PI},
    {{0, 0}, {1, 0}, NAN},
    {{INFINITY, 0}, {1, 0}, NAN},
    {{NAN, 0}, {1, 0}, NAN},
};

START_TEST(angles_are_right)
{
    struct network network;
    struct gradients a, b;
    network_init(&network, 1, 1, 1);
    gradients_init(&a, &network);
    gradients_init(&b, &network);
    a.by[WEIGHT_V].at[0] = angles[_i].a[0];
    a.by[WEIGHT_B_Y].at[0] = angles[_i].a[1];
    b.by[WEIGHT_V].at[0] = angles[_i].b[0];
    b.by[WEIGHT_B_Y].at[0] = angles[_i].b[1];
    double angle = gradients_angle(&a, &b);
    ck_assert_int_eq(isnan(angle), isnan(angles[_i].angle));
    assert_near_by(angle, angles[_i].angle, 1e-13, fabs(angles[_i].angle) + 1e-12);
    gradients_clear(&a);
    gradients_clear(&b);
    network_clear(&network);
}
END_TEST

static const struct {
    double a[2], b[2];
    bool same;
} twins[] = {
    {{1, 2}, {1, 2}, true},
    {{1, 0}, {1 + 1e-12, 0}, true},
    {{1, 0}, {1 + 1e-8, 0}, false},
    {{1e8, 0}, {1e8 * (1 + 1e-10), 0}, true},
    {{1e-8, 0}, {1e-8 * (1 + 1e-8), 0}, false},
    {{1, 1e-20}, {1, 2e-20}, true},
    {{1, 1e-9}, {1, 2e-9}, false},
    {{0, 0}, {0, 0}, true},
};

START_TEST(the_same_gradients_are_told_from_others)
{
    struct network network;
    struct gradients a, b;
    network_init(&network, 1, 1, 1);
    gradients_init(&a, &network);
    gradients_init(&b, &network);
    a.by[WEIGHT_V].at[0] = twins[_i].a[0];
    a.by[WEIGHT_B_Y].at[0] = twins[_i].a[1];
    b.by[WEIGHT_V].at[0] = twins[_i].b[0];
    b.by[WEIGHT_B_Y].at[0] = twins[_i].b[1];
    ck_assert_int_eq(gradients_same(&a, &b), twins[_i].same);
    gradients_clear(&a);
    gradients_clear(&b);
    network_clear(&network);
}
END_TEST

/* The weights as a pack. */
static double weight_at(const struct network *network, int i)
{
    int w = 0;
    while (i >= matrix_size(&network->weight[w]))
        i -= matrix_size(&network->weight[w++]);
    return network->weight[w].at[i];
}

/* A record of 2048 places, and one that has less room. */
static const struct long_way {
    int T, n_a, steps, stride;
} long_ways[] = {{7, 1, 10000, 8}, {2, 22, 4000, 4}};

/* Many steps thin the record out; what stays is, bit for bit, where a shorter descent ends. */
START_TEST(the_record_keeps_where_it_has_been)
{
    struct work work, shorter;
    const struct long_way *way = &long_ways[_i];
    const int steps = way->steps;
    work_draw(&work, way->T, 1, way->n_a, 1);
    work_begin(&work, steps, 0.05, INFINITY, 0);
    ck_assert(descent_begin(work.descent));
    ck_assert_int_eq(descent_go(work.descent, steps), DESCENT_DONE);
    const struct descent *descent = work.descent;
    ck_assert_int_le(descent->kept, descent->most);
    ck_assert_int_eq(descent->stride, way->stride);
    ck_assert_int_eq(descent->kept, steps / descent->stride + 1);
    for (int place = 0; place < descent->kept; place += 137) {
        work_draw(&shorter, way->T, 1, way->n_a, 1);
        work_begin(&shorter, steps, 0.05, INFINITY, 0);
        ck_assert(descent_begin(shorter.descent));
        for (int i = 0; i < place * descent->stride; i++)
            ck_assert_int_eq(descent_go(shorter.descent, 1), DESCENT_GOES_ON);
        assert_same_double(descent->losses[place], shorter.descent->L);
        assert_same_double(descent_loss_after(descent, place * descent->stride + 1), shorter.descent->L);
        for (int i = 0; i < descent->size; i++)
            assert_same_double(descent->places[place * descent->size + i], weight_at(&shorter.descent->network, i));
        work_end(&shorter);
    }
    double last = descent->losses[descent->kept - 1];
    assert_same_double(descent_loss_after(descent, steps), last);
    assert_same_double(descent_loss_after(descent, descent->kept * descent->stride), last);
    work_end(&work);
}
END_TEST

/* With b_y alone chosen and mse L is e^2 / 2, e = yhat - y, and a step makes (1 - rate) e of e: however small L is,
 * that is a rise for every rate above 2, and none at 2. */
START_TEST(rises_are_counted_however_small)
{
    static const double rates[] = {2, 2.125};
    struct work work;
    work_draw(&work, 1, 1, 1, 1);
    work.network.g_star = ACTIVATION_IDENTITY;
    work.network.loss = LOSS_MSE;
    work.network.weight[WEIGHT_W_Y].at[0] = 0;
    work.network.weight[WEIGHT_B_Y].at[0] = 0x1p-20;
    work.sequence->y[0] = 0;
    work_begin(&work, 10, rates[_i], INFINITY, 0);
    for (int i = 0; i < work.descent->size; i++)
        work.descent->plan.chosen[i] = i == work.descent->size - 1;
    ck_assert(descent_begin(work.descent));
    ck_assert_int_eq(descent_go(work.descent, 10), DESCENT_DONE);
    ck_assert_int_eq(work.descent->rises, 10 * _i);
    assert_near(work.descent->L, 0x1p-41 * pow(rates[_i] - 1, 20), SUM);
    work_end(&work);
}
END_TEST

START_TEST(what_is_not_chosen_stays)
{
    struct work work;
    work_shape(&work, 3);
    work_begin(&work, 20, 0.3, INFINITY, 0);
    for (int i = 0; i < work.descent->size; i++)
        work.descent->plan.chosen[i] = i % 3 == 0;
    ck_assert(descent_begin(work.descent));
    descent_go(work.descent, 20);
    for (int i = 0; i < work.descent->size; i++) {
        double before = weight_at(&work.network, i), after = weight_at(&work.descent->network, i);
        ck_assert_msg((before == after) == (i % 3 != 0), "entry %d: %.17g, then %.17g", i, before, after);
    }
    work_end(&work);
}
END_TEST

START_TEST(a_clipped_step_has_the_length_of_the_clip)
{
    struct work work;
    const double rate = 2, clip = 1e-3;
    work_shape(&work, _i);
    work_begin(&work, 1, rate, clip, 0);
    ck_assert(descent_begin(work.descent));
    ck_assert(work.descent->length > clip);
    ck_assert_int_eq(descent_go(work.descent, 1), DESCENT_DONE);
    ck_assert_int_eq(work.descent->clipped, 1);
    double sum = 0;
    for (int i = 0; i < work.descent->size; i++) {
        double change = weight_at(&work.descent->network, i) - weight_at(&work.network, i);
        sum += change * change;
    }
    assert_near(sqrt(sum), rate * clip, 1e-11);
    work_end(&work);
}
END_TEST

START_TEST(a_stop_leaves_the_last_whole_step)
{
    struct work work;
    work_shape(&work, _i);
    work_begin(&work, 100, 0.1, INFINITY, _i == 1 ? 2 : 0);
    ck_assert(descent_begin(work.descent));
    ck_assert_int_eq(descent_go(work.descent, 5), DESCENT_GOES_ON);
    double L = work.descent->L, weight = weight_at(&work.descent->network, 0);
    work.stop = 1;
    ck_assert_int_eq(descent_go(work.descent, 5), DESCENT_STOPPED);
    ck_assert_int_eq(work.descent->count, 5);
    assert_same_double(work.descent->L, L);
    assert_same_double(weight_at(&work.descent->network, 0), weight);
    ck_assert_int_eq(work.descent->kept, 6);
    work_end(&work);
}
END_TEST

START_TEST(a_stop_at_the_start_is_told)
{
    struct work work;
    work_shape(&work, 2);
    work_begin(&work, 100, 0.1, INFINITY, 0);
    work.stop = 1;
    ck_assert(!descent_begin(work.descent));
    ck_assert_int_eq(work.descent->end, DESCENT_STOPPED);
    work_end(&work);
}
END_TEST

/* The command, on the first example. */

static struct fixture fixture;

static void begin(void)
{
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

/* What is said, in full lines, before the picture. */
static const struct {
    const char *setup, *line, *said;
} rows[] = {
    {"loss = mse", "descend 10 rate 0.1", "L falls from 0.253362 to 0.0835915 in 10 steps at rate 0.1.\n"},
    {"loss = mse", "descend 1 rate 0.1", "L falls from 0.253362 to 0.22285 in 1 step at rate 0.1.\n"},
    {"loss = mse; truncate 2", "descend 10 rate 0.1", "rate 0.1, truncated at τ = 2.\n"},
    {"loss = mse; truncate 2", "descend 10 rate 0.1 truncate off", "in 10 steps at rate 0.1.\n"},
    {"loss = mse; truncate 2", "descend 10 truncate 3 rate 0.1", "rate 0.1, truncated at τ = 3.\n"},
    {"loss = mse", "descend 10 rate 0.1 clip 1/2", "in 10 steps at rate 0.1, clipped at 0.5 (2 times).\n"},
    {"loss = mse", "descend 2000 rate 0.4 only W_y b_y",
     "L falls from 0.253362 to 0.111111 in 2000 steps at rate 0.4.\nL has all but stopped changing: this is a minimum "
     "of the chosen weights, or a plateau on the way to one. The gradient has the length "},
    {"g* = sigmoid; x = 1; y = 0.5", "descend 80 rate 0.4",
     "L has all but stopped changing: this is a minimum, or a plateau on the way to one. The gradient has the length "},
    {"", "descend 100 rate 1e-7",
     "L has all but stopped changing, because the steps are short: the gradient still has the length 7.03443. A larger "
     "rate goes further.\n"},
    {"", "descend 100 clip 1e-6", "length 7.03672. A larger rate or clip goes further.\n"},
    {"example late-target; truncate 1", "descend only v",
     "L has all but stopped changing: the truncated gradient of the chosen weights leads no further, which need not be "
     "a minimum. It has the length 3.27676e-10.\n"},
    {"example late-target; x = 4 0 0 0; y = 4 2 1 1", "descend truncate 3 only u",
     "It ends there: the truncated gradient of the chosen weights is 0, and no step leads on.\n"},
    {"g* = sigmoid; bug 3", "descend only v",
     "It ends there: the broken gradient of the chosen weights is 0, and no step leads on.\n"},
    {"loss = mse; bug 9", "descend 20",
     "L rose in 20 of 20 steps: the rate is too large, or the broken gradient points uphill; undo takes the descent "
     "back.\n"},
    {"loss = mse", "descend rate 1e300",
     "It diverges: one more step would make numbers too large for a double. The rate is too large, or a clip is "
     "missing.\n"},
    {"", "descend 100 rate 0.001",
     "L falls from 1.73071 to 1.25838 in 14 steps at rate 0.001.\n"
     "It stops there: one more step would leave the domain of the loss, for ŷ<4> would no longer lie between 0 and 1. "
     "A "
     "smaller rate or a clip goes nearer to the edge; with g* = sigmoid there is none.\n"},
    {"", "descend rate 0.05",
     "L stays at 1.73071 in 0 steps at rate 0.05.\nIt stops there: one more step would leave "},
    {"loss = mse", "descend 100 rate 1",
     "It diverges: one more step would make numbers too large for a double. The rate is too large, or a clip is "
     "missing; undo takes the descent back.\n"},
    {"loss = mse; a<0> = 1", "descend 3 rate 0.9 only b_y",
     "It diverges: L rose in 3 of 3 steps. The rate is too large; undo takes the descent back.\n"},
    {"loss = mse", "descend 50 rate 5 clip 0.1 only v u",
     "On the way L rose in 25 of 50 steps: the rate is nearly too large.\n"},
    {"loss = mse; x = 0 0 0 0; W_y = 0; b_y = 0; y = 0 0 0 0", "descend",
     "It ends there: the gradient is 0, and no step leads on.\n"},
    {"loss = mse", "descend 5 rate 1e-20 only v", "It ends there: a step would be too small to change a weight.\n"},
};

START_TEST(the_end_is_told_in_words)
{
    fixture_must(&fixture, rows[_i].setup);
    const char *answer = fixture_answer(&fixture, rows[_i].line);
    ck_assert_msg(strstr(answer, rows[_i].said) != NULL, "%s:\n%s", rows[_i].line, answer);
}
END_TEST

static const struct {
    const char *setup, *line, *refusal;
} refusals[] = {
    {"W_y = 3", "descend",
     "L<1> does not exist here: ŷ<1> = 1.4, and the loss bce wants it between 0 and 1\n  g* = "
     "sigmoid keeps it inside\n"},
    {"shape 1 1 2; W_y = [1; 1]; U = [1]; x = 0.5; y = [1 1]; b_y = [0; 1]", "descend",
     "L<1> does not exist here: ŷ<1>[2] = 1.5, and the loss bce wants it between 0 and 1\n"},
    {"u = 0; b_y = 0", "descend", "L<1> is infinite here: ŷ<1> = 0, and its target is not 0\n"},
    {"y = 1 0 none 1", "descend", "y<3> is not set\n  y<3> = 1 sets it\n"},
    {"shape 1 1 1", "descend", "there is no sequence yet: x = 1 0 1 1 sets one\n"},
    {"loss = mse; v = 1e200; x = ones 9; y = zeros 9", "descend",
     "L is too large for a double here, so there is no way down from it\n"},
};

START_TEST(there_must_be_a_way_down)
{
    fixture_must(&fixture, refusals[_i].setup);
    const char *refusal = fixture_refusal(&fixture, refusals[_i].line);
    ck_assert_msg(strstr(refusal, refusals[_i].refusal) != NULL, "%s:\n%s", refusals[_i].line, refusal);
}
END_TEST

START_TEST(a_descent_is_one_change)
{
    fixture_must(&fixture, "loss = mse; goto back 2");
    int changes = fixture.session->past_count;
    fixture_must(&fixture, "descend 30 rate 0.1");
    ck_assert_int_eq(fixture.session->past_count, changes + 1);
    ck_assert_int_eq(tape_place(&fixture.session->tape).t, 2);
    ck_assert_str_eq(fixture_answer(&fixture, "undo; print v b_y"), "taken back: descend 30 rate 0.1\n0.5\n0.2\n");
    fixture_must(&fixture, "redo");
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "print L"), "0.0"));
}
END_TEST

/* The first bug, to take only what yhat<t> sends, is truncation to one step. */
/* What help and the manual show goes all the way. */
START_TEST(the_example_of_the_row_goes_all_the_way)
{
    struct fault ignored = {0};
    const char *answer = fixture_answer(&fixture, command_find("descend", 0, &ignored)->example);
    ck_assert_msg(strstr(answer, " in 50 steps at rate 0.05.") != NULL, "%s", answer);
    ck_assert_msg(strstr(answer, "It stops") == NULL, "%s", answer);
}
END_TEST

START_TEST(a_bug_leads_astray)
{
    double weights[2][WEIGHT_COUNT];
    static const char *const lines[] = {"bug 1; descend 8 rate 0.1; bug off", "truncate 1; descend 8 rate 0.1"};
    for (int i = 0; i < 2; i++) {
        fixture_must(&fixture, "example notes; loss = mse");
        fixture_must(&fixture, lines[i]);
        for (int w = 0; w < WEIGHT_COUNT; w++)
            weights[i][w] = fixture.session->now.network.weight[w].at[0];
    }
    for (int w = 0; w < WEIGHT_COUNT; w++)
        assert_near(weights[0][w], weights[1][w], 1e-12);
    ck_assert_ptr_nonnull(strstr(fixture_text(&fixture), "at rate 0.1, with a broken backward pass.\n"));
    fixture_must(&fixture, "bug 2");
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "descend"),
                                 "a descent is truncated or has a bug, not both\n  "
                                 "bug off or truncate off\n"));
}
END_TEST

/* What belongs to another L is forgotten, what belongs to this one is kept. */
START_TEST(the_last_descent_is_kept_while_it_says_something)
{
    static const char *const forgetting[] = {"g = tanh", "loss = bce", "x<2> = 1", "y = 0 0 0 0", "example memory"};
    for (size_t i = 0; i < sizeof forgetting / sizeof *forgetting; i++) {
        fixture_must(&fixture, "example notes; loss = mse; descend 5 rate 0.1; v = 0.3; undo; goto 3; truncate 2");
        ck_assert_ptr_nonnull(fixture.session->descent);
        ck_assert_int_eq(fixture.session->descent->count, 5);
        fixture_must(&fixture, forgetting[i]);
        ck_assert_msg(fixture.session->descent == NULL, "%s", forgetting[i]);
    }
}
END_TEST

START_TEST(an_interrupted_descent_that_went_nowhere_changes_nothing)
{
    fixture_must(&fixture, "loss = mse");
    int changes = fixture.session->past_count;
    fixture.stop = 1;
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "descend 10"), "interrupted"));
    fixture.stop = 0;
    ck_assert_int_eq(fixture.session->past_count, changes);
    ck_assert_ptr_null(fixture.session->descent);
}
END_TEST

/* Raises the stop when the work has begun to show how far it is. */
static void stop_half_way(struct sink *sink, const char *what, double part)
{
    fixture_of(sink)->stop |= what != NULL && part > 0.4;
}

/* Long ones are exchanged for others in memory of their own, so that what was there is at hand. */
static const char *const interrupted[] = {
    "g* = sigmoid; x = ones 2000; y = zeros 2000; goto back 1",
    "g* = sigmoid; x = ones 400000; y = zeros 400000; run",
};

START_TEST(an_interrupted_descent_keeps_what_it_reached)
{
    fixture_must(&fixture, interrupted[_i]);
    fixture.sink.progress = stop_half_way;
    const char *refusal = fixture_refusal(&fixture, "descend 100 rate 1e-9; v = 7");
    ck_assert_ptr_nonnull(strstr(refusal, "Ctrl-C was pressed, so the rest of this line was not run"));
    fixture.stop = 0;
    ck_assert_ptr_nonnull(strstr(fixture_text(&fixture), "Ctrl-C stopped it after "));
    ck_assert_int_gt(fixture.session->descent->count, 0);
    ck_assert_int_lt(fixture.session->descent->count, 100);
    assert_same_double(fixture.session->now.network.weight[WEIGHT_V].at[0],
                       fixture.session->descent->network.weight[WEIGHT_V].at[0]);
    ck_assert_str_eq(fixture_answer(&fixture, "undo; print v"), "taken back: descend 100 rate 1e-9\n0.5\n");
}
END_TEST

Suite *suite_descent(void)
{
    Suite *suite = suite_create("descent");
    TCase *model = tcase_create("model"), *command = tcase_create("command");
    tcase_add_loop_test(model, a_step_goes_against_the_gradient, 0, SHAPES);
    tcase_add_loop_test(model, truncated_gradients_are_the_band_of_the_triangle, 0, SHAPES);
    tcase_add_loop_test(model, angles_are_right, 0, sizeof angles / sizeof *angles);
    tcase_add_loop_test(model, the_same_gradients_are_told_from_others, 0, sizeof twins / sizeof *twins);
    tcase_add_loop_test(model, the_record_keeps_where_it_has_been, 0, 2);
    tcase_add_loop_test(model, rises_are_counted_however_small, 0, 2);
    tcase_add_test(model, what_is_not_chosen_stays);
    tcase_add_loop_test(model, a_clipped_step_has_the_length_of_the_clip, 1, SHAPES);
    tcase_add_loop_test(model, a_stop_leaves_the_last_whole_step, 0, SHAPES);
    tcase_add_test(model, a_stop_at_the_start_is_told);
    tcase_add_checked_fixture(command, begin, end);
    tcase_add_loop_test(command, the_end_is_told_in_words, 0, sizeof rows / sizeof *rows);
    tcase_add_loop_test(command, there_must_be_a_way_down, 0, sizeof refusals / sizeof *refusals);
    tcase_add_test(command, the_example_of_the_row_goes_all_the_way);
    tcase_add_test(command, a_bug_leads_astray);
    tcase_add_test(command, a_descent_is_one_change);
    tcase_add_test(command, the_last_descent_is_kept_while_it_says_something);
    tcase_add_test(command, an_interrupted_descent_that_went_nowhere_changes_nothing);
    tcase_add_loop_test(command, an_interrupted_descent_keeps_what_it_reached, 0, 2);
    suite_add_tcase(suite, model);
    suite_add_tcase(suite, command);
    return suite;
}
