/* SPDX-License-Identifier: GPL-3.0-or-later */
/* model.c - a network and a sequence from bytes, as a script; then every gradient four ways: power series, recurrence,
 * backward pass, differences of the loss. */

#include "model/difference.h"
#include "model/step.h"
#include "model/triangle.h"
#include "tests/fuzz/fuzz.h"

enum { WIDEST = 3, LONGEST = 8, ENTRIES = WIDEST * WIDEST };

struct source {
    const uint8_t *bytes;
    size_t left;
};

static int take(struct source *source)
{
    if (source->left == 0)
        return 0;
    source->left--;
    return *source->bytes++;
}

/* [..; ..], entries from -size to size. */
static void add_values(struct text *script, struct source *source, const char *name, int rows, int columns, double size)
{
    text_addf(script, "%s = [", name);
    for (int i = 0; i < rows * columns; i++)
        text_addf(script, "%s%g", i == 0 ? "" : i % columns == 0 ? "; " : " ", size * (take(source) - 128) / 128);
    text_add(script, "]\n");
}

/* Targets that fit the loss: a class for each step, or anything. */
static void add_targets(struct text *script, struct source *source, int T, int n_y, int loss)
{
    text_add(script, "y = [");
    for (int t = 0; t < T; t++) {
        int class = take(source) % n_y;
        for (int i = 0; i < n_y; i++)
            text_addf(script, "%s%g", i == 0 ? t == 0 ? "" : "; " : " ",
                      loss == 2 ? (i == class ? 1.0 : 0.0) : (take(source) % 5) / 4.0);
    }
    text_add(script, "]\n");
}

/* Gives whether the network is tame: whether no activation and no derivative can grow so large that differences as wide
 * as they must be see another loss. */
static bool add_script(struct text *script, struct source *source)
{
    static const char *const inner[] = {"identity", "tanh", "sigmoid", "relu"};
    static const struct {
        const char *g_star, *loss;
        int kind;
    } ends[] = {{"sigmoid", "bce", 0}, {"identity", "mse", 1}, {"sigmoid", "mse", 1}, {"softmax", "ce", 2}};
    int n_x = 1 + take(source) % WIDEST, n_a = 1 + take(source) % WIDEST, n_y = 1 + take(source) % WIDEST;
    int T = 1 + take(source) % LONGEST, g = take(source) % 4, end = take(source) % 4;
    bool tame = take(source) % 2 == 0;
    double size = tame ? 1 : 2;
    if (ends[end].kind == 2 && n_y == 1)
        n_y = 2;
    bool scalar = n_x == 1 && n_a == 1 && n_y == 1;
    text_addf(script, "shape %d %d %d\ng = %s\n", n_x, n_a, n_y, inner[g]);
    text_addf(script, "g* = %s\nloss = %s\n", ends[end].g_star, ends[end].loss);
    add_values(script, source, scalar ? "v" : "V", n_a, n_a, tame ? 1.0 / n_a : 2);
    add_values(script, source, scalar ? "u" : "U", n_a, n_x, size);
    add_values(script, source, "W_y", n_y, n_a, size);
    add_values(script, source, "b_a", n_a, 1, size);
    add_values(script, source, "b_y", n_y, 1, size);
    add_values(script, source, "x", T, n_x, size);
    add_targets(script, source, T, n_y, ends[end].kind);
    return tame;
}

/* The sizes of the terms of one row of the triangle. */
static double size_of_row(const struct pass *pass, enum weight w, int t, int size)
{
    struct series series;
    double cell[ENTRIES], sum = 0;
    series_begin(&series, pass, SERIES_FROM_LOSS, w, t);
    while (series_next(&series)) {
        series_term(&series, 0, cell);
        for (int i = 0; i < size; i++)
            sum += fabs(cell[i]);
    }
    series_clear(&series);
    return sum;
}

/* The sizes of all terms added up: what rounding is relative to. */
static double size_of_terms(const struct pass *pass, enum weight w, int size)
{
    double sum = 0, by_o[NETWORK_WIDEST];
    for (int t = 1; t <= pass->sequence->T; t++) {
        step_loss_by_o(pass, t, by_o);
        sum += w != WEIGHT_W_Y && w != WEIGHT_B_Y ? size_of_row(pass, w, t, size) : 0;
        for (int i = 0; i < pass->network->n_y * pass->network->n_a; i++)
            sum += fabs(by_o[i / pass->network->n_a]) * (1 + fabs(pass_a(pass, t)[i % pass->network->n_a]));
    }
    return sum;
}

static void by_recurrence(const struct session *session, enum weight w, int size, double *sum)
{
    double row[NETWORK_WIDEST], one[ENTRIES];
    memset(sum, 0, (size_t)size * sizeof *sum);
    for (int t = 1; t <= session->now.sequence->T; t++) {
        step_from_yhat(session->pass, t, row);
        recurrence_go(session->recurrence, t);
        recurrence_carry(session->recurrence, w, row, one);
        for (int i = 0; i < size; i++)
            sum[i] += one[i];
    }
}

static const double ROUNDING = 1e-10, OF_DIFFERENCES = 1e-4;

static void check_weight(const struct session *session, enum weight w, bool tame, const struct gradients *backward)
{
    const struct pass *pass = session->pass;
    const struct network *network = pass->network;
    int size = matrix_size(&network->weight[w]);
    double loss = pass_loss(pass, pass->sequence->T), scale = size_of_terms(pass, w, size);
    double series[ENTRIES] = {0}, recurrence[ENTRIES], difference;
    bool inside = w != WEIGHT_W_Y && w != WEIGHT_B_Y;
    if (inside) {
        triangle_band(pass, w, pass->sequence->T, series);
        by_recurrence(session, w, size, recurrence);
    }
    for (int i = 0; i < size; i++) {
        double value = backward->by[w].at[i];
        fuzz_must(isfinite(value), "entry %d of weight %d", i, (int)w);
        fuzz_must(!inside || fabs(series[i] - value) <= ROUNDING * scale, "series %g, backward %g", series[i], value);
        fuzz_must(!inside || fabs(recurrence[i] - value) <= ROUNDING * scale, "recurrence %g, backward %g",
                  recurrence[i], value);
        /* Where relu has its corner there is no derivative. */
        if (!tame || network->g == ACTIVATION_RELU)
            continue;
        fuzz_must(difference_of_loss(pass, w, i, 0, &difference), "stopped");
        fuzz_must(fabs(difference - value) <= OF_DIFFERENCES * (scale + fabs(loss) + 1), "difference %g, backward %g",
                  difference, value);
    }
}

void fuzz_model(const uint8_t *bytes, size_t count)
{
    struct source source = {bytes, count};
    struct text script = {0};
    struct fault fault = {0};
    struct session *session = session_new(NULL);
    struct gradients gradients;
    bool tame = add_script(&script, &source);
    fuzz_must(aside_build(session, "it", script.bytes, script.length, "load", &fault), "%s\n%s",
              text_string(&fault.message), text_string(&script));
    fuzz_must(session_backward(session, 1, &fault), "%s", text_string(&fault.message));
    gradients_init(&gradients, &session->now.network);
    pass_gradients(session->pass, 1, &gradients);
    for (enum weight w = 0; w < WEIGHT_COUNT; w++)
        check_weight(session, w, tame, &gradients);
    gradients_clear(&gradients);
    session_free(session);
    fault_clear(&fault);
    text_clear(&script);
}
