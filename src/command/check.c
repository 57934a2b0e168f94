/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - every gradient four ways: power series, forward recurrence, backward pass, differences of the loss. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/flush.h"
#include "base/number.h"
#include "base/utf8.h"
#include "command/complete.h"
#include "model/difference.h"
#include "model/step.h"
#include "model/triangle.h"
#include "session/flow.h"
#include "session/formula.h"
#include "session/quantity.h"

enum { BY_SERIES, BY_RECURRENCE, BY_BACKWARD, BY_DIFFERENCES, WAYS };
enum { NAME_WIDTH = 14, WAY_WIDTH = 15, MOST_ENTRIES = 9 };

static const double BEYOND_ROUNDING = 1e-6;    /* relative to the largest gradient */
static const double BEYOND_DIFFERENCES = 1e-4; /* relative to the gradient; rounding leaves less of them */
static const double MOST_TERMS = 5e7;          /* of the triangle, before the power series takes too long */

/* What cancels leaves rounding: parts of the largest gradient, for differences also of what L is about, that count as
 * nothing. */
static const double ROUNDING_OF_SUMS = 1e-13, ROUNDING_OF_DIFFERENCES = 1e-9;

/* The gradient by one weight, each entry each way. */
struct four_ways {
    enum weight w;
    int size;
    double *way[WAYS];
    bool has_series;
};

static bool is_inside(enum weight w)
{
    return w != WEIGHT_W_Y && w != WEIGHT_B_Y;
}

/* Sum over t of dL<t>/do<t> a<t>' or dL<t>/do<t>: for the output weights the series has one term and there is nothing
 * to recur. */
static bool sum_output(const struct session *session, enum weight w, double *sum)
{
    const struct matrix *weight = &session->now.network.weight[w];
    double by_o[NETWORK_WIDEST];
    for (int t = 1; t <= session->now.sequence->T; t++) {
        step_loss_by_o(session->pass, t, by_o);
        for (int i = 0; i < weight->rows; i++) {
            for (int j = 0; j < weight->cols; j++)
                sum[i * weight->cols + j] += by_o[i] * (w == WEIGHT_W_Y ? pass_a(session->pass, t)[j] : 1);
        }
        if (session_stopped(session))
            return false;
    }
    return true;
}

static bool sum_recurrence(const struct session *session, enum weight w, int size, double *sum)
{
    double row[NETWORK_WIDEST], *one = alloc_array((size_t)size, sizeof *one);
    bool done = true;
    for (int t = 1; done && t <= session->now.sequence->T; t++) {
        step_from_yhat(session->pass, t, row);
        done = recurrence_go(session->recurrence, t);
        recurrence_carry(session->recurrence, w, row, one);
        for (int i = 0; i < size; i++)
            sum[i] += one[i];
    }
    free(one);
    return done;
}

static bool differences(const struct session *session, enum weight w, int size, double *gradient)
{
    for (int i = 0; i < size; i++) {
        if (!difference_of_loss(session->pass, w, i, 0, &gradient[i]))
            return false;
    }
    return true;
}

static void backward(const struct session *session, enum weight w, int size, double *gradient)
{
    struct gradients gradients;
    gradients_init(&gradients, &session->now.network);
    flow_gradients(session, 1, &gradients);
    memcpy(gradient, gradients.by[w].at, (size_t)size * sizeof *gradient);
    gradients_clear(&gradients);
}

static bool compute(const struct session *session, enum weight w, struct four_ways *ways, struct fault *fault)
{
    double T = session->now.sequence->T, terms = T * (T + 1) / 2 * session->now.network.n_a * session->now.network.n_a;
    int size = matrix_size(&session->now.network.weight[w]);
    *ways = (struct four_ways){.w = w, .size = size, .has_series = !is_inside(w) || terms <= MOST_TERMS};
    for (int i = 0; i < WAYS; i++)
        ways->way[i] = alloc_array((size_t)size, sizeof(double));
    bool done = true;
    /* Also what is added up here is added up as in the passes. */
    uint64_t arithmetic = flush_begin();
    if (!is_inside(w))
        done = sum_output(session, w, ways->way[BY_SERIES]);
    else if (ways->has_series)
        done = triangle_band(session->pass, w, session->now.sequence->T, ways->way[BY_SERIES]);
    done = done && (is_inside(w) ? sum_recurrence(session, w, size, ways->way[BY_RECURRENCE])
                                 : sum_output(session, w, ways->way[BY_RECURRENCE]));
    flush_end(arithmetic);
    backward(session, w, size, ways->way[BY_BACKWARD]);
    return (done && differences(session, w, size, ways->way[BY_DIFFERENCES])) || session_unfinished(session, fault);
}

static void clear(struct four_ways *ways)
{
    for (int i = 0; i < WAYS; i++)
        free(ways->way[i]);
}

/* |a - b| relative to the larger; 0 where both are 0 or both infinite alike. */
static double relative(double a, double b)
{
    double larger = fmax(fabs(a), fabs(b));
    return a == b || larger == 0 ? 0 : fabs(a - b) / larger;
}

/* How far the ways are from the backward pass in one entry, relative to their size. */
struct disagreement {
    double exact, numeric;
    bool rounding; /* one of them would be large, and is rounding only: it is 0 instead */
};

/* Leaves rounding out where it looks like a disagreement. */
static double leave_rounding_out(double a, double b, double beyond, double rounding, bool *left_out)
{
    double off = relative(a, b);
    if (!(off > beyond) || !(fabs(a - b) <= rounding))
        return off;
    *left_out = true;
    return 0;
}

/* largest is of all gradients, about_L the size that L has as a rule. */
static struct disagreement disagreement_of(const struct four_ways *ways, int i, double largest, double about_L)
{
    struct disagreement of = {.exact = 0};
    double backward_value = ways->way[BY_BACKWARD][i], rounding = ROUNDING_OF_SUMS * largest;
    for (int way = ways->has_series ? BY_SERIES : BY_RECURRENCE; way <= BY_RECURRENCE; way++) {
        double off = leave_rounding_out(ways->way[way][i], backward_value, BEYOND_ROUNDING, rounding, &of.rounding);
        /* Unlike fmax, which would drop what cannot be compared. */
        of.exact = isnan(off) || off > of.exact ? off : of.exact;
    }
    of.numeric = leave_rounding_out(ways->way[BY_DIFFERENCES][i], backward_value, BEYOND_DIFFERENCES,
                                    ROUNDING_OF_DIFFERENCES * fmax(largest, about_L), &of.rounding);
    return of;
}

/* Adds the string and blanks up to the width, counted in columns. */
static void add_cell(struct text *line, const char *string, int width, bool ascii)
{
    text_add(line, string);
    text_add_blanks(line, width - utf8_width_spelt(string, ascii));
}

static void say_entry(struct context *context, const struct four_ways *ways, int i)
{
    const struct session *session = context->session;
    const struct matrix *weight = &session->now.network.weight[ways->w];
    struct quantity quantity = {.kind = QUANTITY_DL_DW, .w = ways->w};
    struct text line = {0}, cell = {0};
    if (ways->size > 1) {
        quantity.row = i / weight->cols + 1;
        quantity.column = i % weight->cols + 1;
    }
    quantity_add_symbol(session, &quantity, &cell);
    text_add(&line, "  ");
    add_cell(&line, text_string(&cell), NAME_WIDTH, context->sink->ascii);
    for (int way = 0; way < WAYS; way++) {
        text_empty(&cell);
        if (way == BY_SERIES && !ways->has_series)
            text_add(&cell, "too long");
        else
            number_add_within(&cell, ways->way[way][i], session->digits, false, WAY_WIDTH - 1);
        add_cell(&line, text_string(&cell), way + 1 < WAYS ? WAY_WIDTH : 0, context->sink->ascii);
    }
    context->sink->say(context->sink, text_string(&line));
    text_clear(&line);
    text_clear(&cell);
}

struct verdict {
    double L, about_L; /* what it is, and what it would be about if every output were wrong by 1, or y */
    double largest;    /* entry of any gradient, by the recurrence */
    double exact, numeric;
    int entries, incomparable;  /* all, and those that are undefined one way and not another */
    int without_differences;    /* entries where L is undefined on one side */
    bool rounding;              /* some were left out, for they are rounding only */
    double wrong[WEIGHT_COUNT]; /* how far the backward pass is from the recurrence, at most */
};

/* Takes an entry into account, and gives how much the ways disagree about it. */
static double judge(const struct four_ways *ways, int i, struct verdict *verdict)
{
    struct disagreement of = disagreement_of(ways, i, verdict->largest, verdict->about_L);
    double wrong = fabs(ways->way[BY_BACKWARD][i] - ways->way[BY_RECURRENCE][i]);
    verdict->entries++;
    verdict->exact = fmax(verdict->exact, of.exact);
    verdict->incomparable += isnan(of.exact) != 0;
    verdict->without_differences += isnan(of.numeric) != 0;
    verdict->numeric = fmax(verdict->numeric, of.numeric);
    verdict->rounding |= of.rounding;
    verdict->wrong[ways->w] = fmax(verdict->wrong[ways->w], wrong);
    return fmax(of.exact, of.numeric);
}

static void say_ways(struct context *context, const struct four_ways *ways, bool all, struct verdict *verdict)
{
    int worst = 0;
    double most = -1;
    for (int i = 0; i < ways->size; i++) {
        double off = judge(ways, i, verdict);
        worst = off > most ? i : worst;
        most = fmax(most, off);
    }
    for (int i = 0; i < ways->size; i++) {
        if (all || ways->size <= MOST_ENTRIES || i == worst)
            say_entry(context, ways, i);
    }
    if (!all && ways->size > MOST_ENTRIES)
        context_say(context, "    (the entry of %d the four ways differ most about; check %s shows all)", ways->size,
                    session_weight_symbol(context->session, ways->w));
}

/* Names the gradients the backward pass has wrong; false when it has none. */
static bool say_wrong(struct context *context, const struct verdict *verdict)
{
    struct text names = {0};
    for (enum weight w = 0; w < WEIGHT_COUNT; w++) {
        if (verdict->wrong[w] > BEYOND_ROUNDING * verdict->largest)
            text_addf(&names, "%s∂L/∂%s", names.length > 0 ? ", " : "", session_weight_symbol(context->session, w));
    }
    bool any = names.length > 0;
    if (any)
        context_say(context, "The backward pass is alone with its %s: it is wrong there.", text_string(&names));
    text_clear(&names);
    return any;
}

/* How far the exact ways are from each other. */
static void say_exact(struct context *context, const struct verdict *verdict)
{
    if (verdict->incomparable > 0)
        context_say(context, "What became infinite or undefined on the way cannot be compared.");
    else if (verdict->exact == 0)
        context_say(context, "The exact ways agree%s.", verdict->rounding ? "" : " to the last digit");
    else
        context_say(context, "The exact ways differ by at most %.1e, relative to their size.", verdict->exact);
}

static void say_differences(struct context *context, const struct verdict *verdict)
{
    if (isnan(verdict->L))
        context_say(context, "L is undefined here, so it has no differences; %s.", FORMULA_ONLY);
    else if (!isfinite(verdict->L))
        context_say(context, "L is infinite, so it has no differences.");
    else if (verdict->without_differences < verdict->entries)
        context_say(context, "The differences, which know nothing but the forward pass, are off by at most %.1e.",
                    verdict->numeric);
    if (isfinite(verdict->L) && verdict->without_differences > 0)
        context_say(context, "Where L ends beside a weight there is no difference.");
}

static bool holds_zero(const double *values, int count)
{
    bool found = false;
    for (int i = 0; i < count; i++)
        found = found || values[i] == 0;
    return found;
}

/* At its bend relu has no derivative: the exact ways take 0 there, differences the middle between both sides. */
static void say_bend(struct context *context)
{
    const struct session *session = context->session;
    const struct network *network = &session->now.network;
    double inside[NETWORK_WIDEST];
    for (int t = 1; t <= session->now.sequence->T && network->g == ACTIVATION_RELU && !session_stopped(session); t++) {
        step_s(session->pass, t, inside);
        if (!holds_zero(inside, network->n_a))
            continue;
        context_say(
            context,
            "s<%d> is exactly 0, where relu has no derivative: the exact ways take 0 there, the differences the "
            "middle between its sides.",
            t);
        return;
    }
}

/* The differences are compared with the backward pass, and so say nothing new where it is wrong. */
static void say_verdict(struct context *context, const struct verdict *verdict)
{
    bool wrong = flow_is_broken(context->session) && verdict->incomparable == 0 && say_wrong(context, verdict);
    if (!wrong)
        say_exact(context, verdict);
    if (!wrong || !isfinite(verdict->L))
        say_differences(context, verdict);
    if (!wrong && verdict->rounding)
        context_say(context, "What is only rounding beside the largest gradient, or in L, is not counted.");
    if (!wrong && verdict->numeric > BEYOND_DIFFERENCES)
        say_bend(context);
}

static double size_of_L(const struct session *session)
{
    const struct sequence *sequence = session->now.sequence;
    int count = sequence->T * sequence->n_y;
    double squares = 0;
    for (int i = 0; i < count; i++)
        squares += sequence->y[i] * sequence->y[i];
    return session->now.network.loss == LOSS_MSE ? squares / 2 : count;
}

/* Computes the gradients by one weight, or all; false with a fault. */
static bool compute_all(struct context *context, const struct view *view, struct four_ways *ways,
                        struct verdict *verdict)
{
    const struct session *session = context->session;
    bool done = true;
    verdict->L = pass_loss(session->pass, session->now.sequence->T);
    verdict->about_L = fmax(size_of_L(session), fabs(verdict->L));
    for (int w = 0; w < WEIGHT_COUNT && done; w++) {
        if (!view->all && (enum weight)w != view->w)
            continue;
        done = compute(session, (enum weight)w, &ways[w], context->fault);
        for (int i = 0; i < ways[w].size; i++)
            verdict->largest = fmax(verdict->largest, fabs(ways[w].way[BY_RECURRENCE][i]));
    }
    return done;
}

static void say_all(struct context *context, const struct four_ways *ways, bool all, struct verdict *verdict)
{
    const struct network *network = &context->session->now.network;
    double T = context->session->now.sequence->T, terms = T * (T + 1) / 2;
    context_say(context, "  %-*s%-*s%-*s%-*s%s", NAME_WIDTH, "", WAY_WIDTH, "power series", WAY_WIDTH, "recurrence",
                WAY_WIDTH, "backward pass", "differences of L");
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        if (ways[w].size > 0)
            say_ways(context, &ways[w], !all, verdict);
    }
    if (terms * network->n_a * network->n_a > MOST_TERMS)
        context_say(context, "The power series would take %.1e terms, too long to add up here.", terms);
    say_verdict(context, verdict);
}

static bool check(struct context *context)
{
    struct session *session = context->session;
    struct view view = {.session = session, .w = WEIGHT_V, .all = context_argument(context, 1) == NULL};
    struct verdict verdict = {.L = NAN};
    int T = session->now.sequence->T;
    if (!view.all && !context_weight(context, 1, false, &view.w))
        return false;
    if (!session_sequence_set(context->session, context->fault))
        return false;
    if (!session_targets_set(session, 1, T, context->fault) || !session_backward(session, 1, context->fault))
        return false;
    struct four_ways ways[WEIGHT_COUNT] = {{.size = 0}};
    bool done = compute_all(context, &view, ways, &verdict);
    if (done)
        say_all(context, ways, view.all, &verdict);
    for (int w = 0; w < WEIGHT_COUNT; w++)
        clear(&ways[w]);
    return done;
}

const struct command command_check = {
    .name = "check",
    .group = GROUP_GRADIENTS,
    .usage = "[v|u|W_y|b_a|b_y]",
    .summary = "the gradients four ways, side by side",
    .details = "The power series, the forward recurrence and the backward pass are exact up to rounding; central "
               "differences of L check them without using any derivative. A gradient may be named by its weight or in "
               "full: check v, check dL/dv.",
    .example = "check",
    .max_args = 1,
    .complete = complete_weight,
    .in_lesson = true,
    .run = check,
};
