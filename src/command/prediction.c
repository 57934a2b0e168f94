/* SPDX-License-Identifier: GPL-3.0-or-later */
/* prediction.c - asks, takes the step, compares. */

#include "command/prediction.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "command/motion.h"
#include "command/runner.h"
#include "command/study.h"
#include "lesson/judge.h"
#include "model/series.h"
#include "session/quantity.h"

static struct prediction *prediction_of(const struct context *context)
{
    return &context->runner->prediction;
}

/* The place that the next step leads to. */
static struct place next_place(const struct session *session)
{
    struct tape tape = session->tape;
    return tape_step(&tape) ? tape_place(&tape) : (struct place){.phase = PHASE_START};
}

/* Adds the quantity that is asked for: "yhat<3>", for a vector "yhat<3>[1]"; nothing when there is none. */
static void add_quantity(const struct context *context, struct text *text)
{
    const struct network *network = &context->session->now.network;
    struct place place = next_place(context->session);
    bool forward = place.phase == PHASE_FORWARD;
    const struct prediction_target *target = prediction_of(context)->target;
    const char *name = forward ? target->forward : target->backward;
    if (place.phase == PHASE_START || name == NULL)
        return;
    bool of_output = strcmp(name, "yhat") == 0 || strcmp(name, "z") == 0;
    int entries = strcmp(name, "L") == 0 ? 1 : of_output ? network->n_y : network->n_a;
    text_addf(text, "%s<%d>%s", name, place.t, entries > 1 ? "[1]" : "");
}

/* As the screen writes it. */
static void add_symbol(const struct session *session, const char *name, struct text *text)
{
    struct quantity quantity;
    struct fault fault = {0};
    if (quantity_read(session, name, 0, strlen(name), &quantity, &fault))
        quantity_add_symbol(session, &quantity, text);
    fault_clear(&fault);
}

static void ask_value(const struct session *session, const char *quantity, struct text *text)
{
    (void)session;
    text_addf(text, "What will %s be?", quantity);
}

static void ask_sign(const struct session *session, const char *quantity, struct text *text)
{
    (void)session;
    text_addf(text, "Which sign will %s have: +, - or 0?", quantity);
}

static void ask_term(const struct session *session, const char *quantity, struct text *text)
{
    text_addf(text, "Which term of the series of ∂%s/∂%s will be the largest in size? Its j is 0, 1, ...", quantity,
              session_weight_symbol(session, WEIGHT_V));
}

static bool truth(struct context *context, const char *quantity, double *value)
{
    return judge_read(context->session, quantity, value, context->fault);
}

/* Says what was predicted and what is true, and counts it. */
static void compare(struct context *context, const char *said, const char *quantity, const char *is, bool right)
{
    struct prediction *prediction = prediction_of(context);
    struct text symbol = {0};
    add_symbol(context->session, quantity, &symbol);
    prediction->made++;
    prediction->right += right;
    context_say(context, "You said %s, and %s is %s%s", said, symbol.length > 0 ? text_string(&symbol) : quantity, is,
                right ? ": right." : ".");
    text_clear(&symbol);
}

static bool refuse(struct context *context, const char *message, const char *hint)
{
    fault_at(context->fault, 0, "%s", message);
    return fault_hint(context->fault, "%s", hint);
}

static bool read_value(struct context *context, const char *quantity, const char *line, double *said)
{
    struct question question = {
        .kind = QUESTION_PREDICT, .answer = {.text = (char *)quantity}, .tolerance = judge_prediction_tolerance};
    struct judgement judgement = judge_predict(context->session, &question, line, context->fault);
    *said = judgement.value;
    if (judgement.verdict == VERDICT_NAME)
        return refuse(context, "this is the name of what is asked", "a number, or a calculation that leads to it");
    if (judgement.verdict == VERDICT_UNDEFINED)
        return refuse(context, "this has no finite value", "a number is needed here");
    return judgement.verdict != VERDICT_UNREADABLE;
}

static bool judge_value(struct context *context, const char *quantity, int t, const char *line)
{
    struct prediction *prediction = prediction_of(context);
    struct text shown = {0}, is = {0};
    double said, value;
    (void)t;
    if (!truth(context, quantity, &value))
        return false;
    if (!isfinite(value))
        return refuse(context, "what is asked for has no finite value here", "step shows it without an answer");
    if (!read_value(context, quantity, line, &said) || !motion_step(context))
        return false;
    double off = fabs(said - value);
    bool right = off <= fmax(judge_prediction_tolerance * fabs(value), 1e-9);
    number_add(&shown, said, context->session->digits);
    number_add(&is, value, context->session->digits);
    if (!right) {
        text_add(&is, ": off by ");
        number_add(&is, off, context->session->digits);
    }
    compare(context, text_string(&shown), quantity, text_string(&is), right);
    prediction->off += value != 0 ? off / fabs(value) : 0;
    prediction->values += value != 0;
    text_clear(&shown);
    text_clear(&is);
    return true;
}

static const char *sign_of(double value)
{
    return value > 0 ? "+" : value < 0 ? "-" : "0";
}

static bool judge_sign(struct context *context, const char *quantity, int t, const char *line)
{
    double value;
    (void)t;
    if (strcmp(line, "+") != 0 && strcmp(line, "-") != 0 && strcmp(line, "0") != 0)
        return refuse(context, "a sign is asked for", "+, - or 0");
    if (!truth(context, quantity, &value) || !motion_step(context))
        return false;
    struct text is = {0};
    number_add_signed(&is, value, context->session->digits);
    compare(context, line, quantity, text_string(&is), strcmp(line, sign_of(value)) == 0);
    text_clear(&is);
    return true;
}

/* The size of each term of the first output's series: its largest entry. */
static double size_of_term(const struct series *series, double *term, int count)
{
    double size = 0;
    series_term(series, 0, term);
    for (int i = 0; i < count; i++)
        size = fmax(size, fabs(term[i]));
    return size;
}

/* The j of the largest term, of equally large ones any that was said. False with a fault when interrupted. */
static bool largest_term(const struct session *session, int t, int said, int *largest_j, struct fault *fault)
{
    const struct matrix *weight = &session->now.network.weight[WEIGHT_V];
    double *term = alloc_array((size_t)matrix_size(weight), sizeof *term), largest = -1;
    struct series series;
    *largest_j = 0;
    series_begin(&series, session->pass, SERIES_FROM_YHAT, WEIGHT_V, t);
    while (!session_stopped(session) && series_next(&series)) {
        double size = size_of_term(&series, term, matrix_size(weight));
        bool as_large = fabs(size - largest) <= 1e-12 * fabs(largest);
        if ((size > largest && !as_large) || (as_large && series.j == said)) {
            largest = fmax(size, largest);
            *largest_j = series.j;
        }
    }
    series_clear(&series);
    free(term);
    return !session_stopped(session) || fault_interrupted(fault);
}

static bool judge_term(struct context *context, const char *quantity, int t, const char *line)
{
    int said, largest;
    if (!number_read_int(line, 0, t - 1, &said))
        return refuse(context, "the j of a term is asked for", "0 is the newest, t - 1 the oldest");
    if (!session_forward(context->session, t, context->fault) ||
        !largest_term(context->session, t, said, &largest, context->fault) || !motion_step(context))
        return false;
    struct text is = {0}, shown = {0};
    text_addf(&is, "j = %d", largest);
    text_addf(&shown, "j = %d", said);
    compare(context, text_string(&shown), "the largest term", text_string(&is), said == largest);
    (void)quantity;
    text_clear(&is);
    text_clear(&shown);
    return true;
}

const struct prediction_target prediction_targets[] = {
    {"yhat", "the next output; back, the gradient at a<t>", "yhat", "dL/da", ask_value, judge_value},
    {"a", "the next activation; back, its gradient", "a", "dL/da", ask_value, judge_value},
    {"L", "the next loss", "L", NULL, ask_value, judge_value},
    {"z", "the next z", "z", NULL, ask_value, judge_value},
    {"sign", "the sign of the next z; back, of the gradient at a<t>", "z", "dL/da", ask_sign, judge_sign},
    {"largest", "which term of the next series is the largest", "yhat", NULL, ask_term, judge_term},
    {NULL, NULL, NULL, NULL, NULL, NULL},
};

bool prediction_is_open(const struct context *context)
{
    const struct prediction *prediction = prediction_of(context);
    struct place next = next_place(context->session);
    return prediction->open && prediction->asked.phase == next.phase && prediction->asked.t == next.t;
}

/* True when there is something to predict: a target that is set, and a number, or for its sign at least an infinity. */
static bool has_answer(const struct context *context, const struct prediction_target *target, const char *quantity)
{
    double value;
    struct fault ignored = {0};
    if (target->judge == judge_term)
        return true;
    bool known = judge_read(context->session, quantity, &value, &ignored);
    fault_clear(&ignored);
    return known && (target->judge == judge_sign ? !isnan(value) : isfinite(value));
}

bool prediction_asks(struct context *context)
{
    struct prediction *prediction = prediction_of(context);
    const struct runner *runner = context->runner;
    bool from_person = runner->origin == ORIGIN_PERSON && runner->depth == 0 && !study_asks(runner);
    struct text quantity = {0}, symbol = {0}, question = {0};
    if (prediction->target != NULL && from_person && context_argument(context, 1) == NULL)
        add_quantity(context, &quantity);
    bool again = prediction_is_open(context), asks = quantity.length > 0 && !again;
    asks = asks && has_answer(context, prediction->target, text_string(&quantity));
    prediction->left_out += again;
    prediction->open = asks;
    prediction->asked = next_place(context->session);
    if (asks) {
        add_symbol(context->session, text_string(&quantity), &symbol);
        prediction->target->ask(context->session, text_string(&symbol), &question);
        context_say(context, "%s step shows it without an answer.", text_string(&question));
    }
    text_clear(&quantity);
    text_clear(&symbol);
    text_clear(&question);
    return asks;
}

bool prediction_answer(struct context *context, size_t from)
{
    struct prediction *prediction = prediction_of(context);
    const struct words *words = &context->words;
    struct text line = {0}, quantity = {0};
    add_quantity(context, &quantity);
    text_add_bytes(&line, words->line + from, words->word[words->count - 1].end - from);
    int t = next_place(context->session).t;
    bool done = prediction->target->judge(context, text_string(&quantity), t, text_string(&line));
    prediction->open = !done;
    if (!done && context->fault->column >= 0)
        context->fault->column += (ptrdiff_t)from;
    text_clear(&line);
    text_clear(&quantity);
    return done;
}

void prediction_score(struct context *context)
{
    const struct prediction *prediction = prediction_of(context);
    if (prediction->made == 0) {
        context_say(context, "Nothing has been predicted yet; predict on, then step.");
        return;
    }
    context_say(context, "%d of %d predictions %s right, which means within %g %% of the value.", prediction->right,
                prediction->made, prediction->right == 1 ? "was" : "were", 100 * judge_prediction_tolerance);
    if (prediction->values > 0)
        context_say(context, "The values were off by %.3g %% on average.", 100 * prediction->off / prediction->values);
    if (prediction->left_out > 0)
        context_say(context, "%d step%s shown without an answer.", prediction->left_out,
                    prediction->left_out == 1 ? " was" : "s were");
}
