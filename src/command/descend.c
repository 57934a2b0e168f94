/* SPDX-License-Identifier: GPL-3.0-or-later */
/* descend.c - gradient descent: reads what is asked for, works in pieces, keeps what was reached, tells how it
 * ended. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/near.h"
#include "base/number.h"
#include "command/complete.h"
#include "session/expression.h"
#include "session/quantity.h"

enum { USUAL_STEPS = 100, PIECE = 100000 };

static const double USUAL_RATE = 0.01;

/* The words that begin a part; what stands behind each is read by its function, which gives the word after. */
struct part {
    const char *word;
    int (*read)(struct context *context, int i, struct descent_plan *plan);
    const char *instead; /* the word that may stand behind it instead of a number; NULL for none */
};

/* Reads the positive number behind word i; 0 with a fault. */
static int read_positive(struct context *context, int i, double *value)
{
    const struct word *words = context->words.word;
    if (context_argument(context, i + 1) == NULL) {
        fault_at(context->fault, (ptrdiff_t)words[i].end, "%s needs a number", words[i].string);
        fault_hint(context->fault, "as in %s 0.1", words[i].string);
        return 0;
    }
    size_t at = words[i + 1].column, end = words[i + 1].end;
    if (!expression_number(context->session, context->words.line, &at, end, value, context->fault))
        return 0;
    if (at == end && *value > 0 && isfinite(*value))
        return i + 2;
    context_fault(context, i + 1, "the %s is a positive number", words[i].string);
    return 0;
}

static int read_rate(struct context *context, int i, struct descent_plan *plan)
{
    return read_positive(context, i, &plan->rate);
}

static int read_clip(struct context *context, int i, struct descent_plan *plan)
{
    return read_positive(context, i, &plan->clip);
}

static int read_truncate(struct context *context, int i, struct descent_plan *plan)
{
    const char *tau = context_argument(context, i + 1);
    if (tau == NULL) {
        fault_at(context->fault, (ptrdiff_t)context->words.word[i].end, "truncate needs a number of steps");
        fault_hint(context->fault, "or off");
        return 0;
    }
    if (strcmp(tau, "off") == 0)
        plan->tau = 0;
    else if (!context_int(context, i + 1, 1, SEQUENCE_LONGEST, &plan->tau)) {
        fault_hint(context->fault, "or off");
        return 0;
    }
    return i + 2;
}

static int read_only(struct context *context, int i, struct descent_plan *plan);

static const struct part parts[] = {
    {"rate", read_rate, NULL}, {"clip", read_clip, NULL}, {"truncate", read_truncate, "off"},
    {"only", read_only, NULL}, {NULL, NULL, NULL},
};

static const struct part *part_of(const char *word)
{
    const struct part *part = parts;
    while (part->word != NULL && strcmp(part->word, word) != 0)
        part++;
    return part->word != NULL ? part : NULL;
}

/* Chooses the entries of one weight, or the one entry that is named. */
static bool choose(struct context *context, int i, struct descent_plan *plan)
{
    const struct word *word = &context->words.word[i];
    const struct network *network = &context->session->now.network;
    struct quantity quantity;
    if (!quantity_may_begin(context->words.line, word->column) ||
        !quantity_read(context->session, context->words.line, word->column, word->end, &quantity, context->fault) ||
        quantity.kind != QUANTITY_WEIGHT || quantity.end != word->end) {
        context_fault(context, i, "'%s' is not a weight", word->string);
        return fault_hint(context->fault, "%s, %s, W_y, b_a or b_y", session_weight_symbol(context->session, WEIGHT_V),
                          session_weight_symbol(context->session, WEIGHT_U));
    }
    bool *chosen = plan->chosen;
    for (int w = 0; w < (int)quantity.w; w++)
        chosen += matrix_size(&network->weight[w]);
    const struct matrix *weight = &network->weight[quantity.w];
    int entry = (quantity.row - 1) * weight->cols + quantity.column - 1;
    for (int k = 0; k < matrix_size(weight); k++)
        chosen[k] |= quantity.row == 0 || k == entry;
    return true;
}

static int read_only(struct context *context, int i, struct descent_plan *plan)
{
    memset(plan->chosen, 0, (size_t)gradients_size(&context->session->now.network));
    int first = ++i;
    for (; context_argument(context, i) != NULL && part_of(context_argument(context, i)) == NULL; i++) {
        if (!choose(context, i, plan))
            return 0;
    }
    if (i > first)
        return i;
    fault_at(context->fault, (ptrdiff_t)context->words.word[i - 1].end, "only needs a weight");
    fault_hint(context->fault, "as in only v u");
    return 0;
}

static bool unknown_part(struct context *context, int i)
{
    struct near near;
    const char *word = context_argument(context, i);
    near_begin(&near, word);
    for (const struct part *part = parts; part->word != NULL; part++)
        near_offer(&near, part->word);
    if (near.nearest != NULL)
        context_fault(context, i, "unknown word '%s'; did you mean '%s'?", word, near.nearest);
    else
        context_fault(context, i, "unknown word '%s'", word);
    return fault_hint(context->fault, "a number of steps, then rate R, clip C, truncate tau, only WEIGHTS");
}

static bool read_plan(struct context *context, struct descent_plan *plan)
{
    const char *first = context_argument(context, 1);
    int i = 1;
    if (first != NULL && part_of(first) == NULL && strpbrk(first, "0123456789T") != NULL) {
        if (!context_int(context, 1, 1, DESCENT_MOST_STEPS, &plan->steps))
            return false;
        i = 2;
    }
    while (context_argument(context, i) != NULL) {
        const struct part *part = part_of(context_argument(context, i));
        if (part == NULL)
            return unknown_part(context, i);
        i = part->read(context, i, plan);
        if (i == 0)
            return false;
    }
    if (plan->tau == 0 || plan->bug == BUG_NONE)
        return true;
    fault_set(context->fault, "a descent is truncated or has a bug, not both");
    return fault_hint(context->fault, "bug off or truncate off");
}

static void add_number(struct text *text, const struct context *context, double value)
{
    number_add(text, value, context->session->digits);
}

/* The first entry of yhat<edge> that is outside 0..1, or 0 or 1 where the target is not; -1 where there is none. */
static int entry_at_edge(const struct descent *descent)
{
    const double *yhat = pass_yhat(descent->pass, descent->edge);
    const double *y = sequence_y(descent->pass->sequence, descent->edge);
    for (int i = 0; i < descent->network.n_y; i++) {
        bool inside = (yhat[i] > 0 || y[i] == 0) && (yhat[i] < 1 || y[i] == 1);
        if (!inside || yhat[i] < 0 || yhat[i] > 1)
            return i;
    }
    return -1;
}

/* "ŷ<1> = 1.4", or "ŷ<1>[2] = 1.4" where there are several. */
static void add_yhat(struct text *text, const struct context *context, const struct descent *descent, int i)
{
    text_addf(text, "ŷ<%d>", descent->edge);
    if (descent->network.n_y > 1)
        text_addf(text, "[%d]", i + 1);
    text_add(text, " = ");
    add_number(text, context, pass_yhat(descent->pass, descent->edge)[i]);
}

/* L<edge> does not exist, or is infinite. */
static bool refuse_edge(struct context *context, const struct descent *descent)
{
    struct text yhat = {0};
    int t = descent->edge, i = entry_at_edge(descent);
    if (i < 0)
        return fault_set(context->fault, "L<%d> is too large for a double here, so there is no way down from it", t);
    double value = pass_yhat(descent->pass, t)[i];
    add_yhat(&yhat, context, descent, i);
    if (value < 0 || value > 1)
        fault_set(context->fault, "L<%d> does not exist here: %s, and the loss bce wants it between 0 and 1", t,
                  text_string(&yhat));
    else
        fault_set(context->fault, "L<%d> is infinite here: %s, and its target is not %g", t, text_string(&yhat), value);
    text_clear(&yhat);
    return fault_hint(context->fault, "g* = sigmoid keeps it inside");
}

/* Why there can be no descent from here. */
static bool refuse(struct context *context, const struct descent *descent)
{
    if (descent->end == DESCENT_STOPPED)
        return fault_interrupted(context->fault);
    if (descent->end == DESCENT_OVERFLOWS)
        return fault_set(context->fault, "L is too large for a double here, so there is no way down from it");
    return refuse_edge(context, descent);
}

/* Descends piece by piece, so that progress is seen. */
static void work(struct context *context, struct descent *descent)
{
    double a_step = (double)(context->session->now.sequence->T + 1) * descent->size * (1.0 + descent->plan.tau);
    int piece = a_step > PIECE ? 1 : (int)(PIECE / a_step);
    context_progress(context, "descend", 0);
    while (descent_go(descent, piece) == DESCENT_GOES_ON)
        context_progress(context, "descend", (double)descent->count / descent->plan.steps);
    context_progress(context, NULL, 1);
}

static const char *plural(int count)
{
    return count == 1 ? "" : "s";
}

/* "L falls from 1.73071 to 1.02 in 100 steps at rate 0.01, ..." */
static void say_result(struct context *context, const struct descent *descent)
{
    const struct descent_plan *plan = &descent->plan;
    struct text text = {0};
    double start = descent->losses[0];
    text_addf(&text, "L %s ", descent->L < start ? "falls from" : descent->L > start ? "rises from" : "stays at");
    add_number(&text, context, start);
    if (descent->L != start) {
        text_add(&text, " to ");
        add_number(&text, context, descent->L);
    }
    text_addf(&text, " in %d step%s at rate ", descent->count, plural(descent->count));
    add_number(&text, context, plan->rate);
    if (plan->tau > 0)
        text_addf(&text, ", truncated at τ = %d", plan->tau);
    if (plan->bug != BUG_NONE)
        text_add(&text, ", with a broken backward pass");
    if (isfinite(plan->clip)) {
        text_add(&text, ", clipped at ");
        add_number(&text, context, plan->clip);
        text_addf(&text, " (%d time%s)", descent->clipped, plural(descent->clipped));
    }
    text_add(&text, ".");
    context_say(context, "%s", text_string(&text));
    text_clear(&text);
}

static void say_edge(struct context *context, const struct descent *descent)
{
    context_say(context,
                "It stops there: one more step would leave the domain of the loss, for ŷ<%d> would no longer lie "
                "between 0 and 1. A smaller rate or a clip goes nearer to the edge; with g* = sigmoid there is none.",
                descent->edge);
}

static const char *undo_hint(const struct descent *descent)
{
    return descent->count > 0 ? "; undo takes the descent back" : "";
}

static void say_overflow(struct context *context, const struct descent *descent)
{
    context_say(context,
                "It diverges: one more step would make numbers too large for a double. The rate is too large, or a "
                "clip is missing%s.",
                undo_hint(descent));
}

/* "truncated ": what the descent goes against where that is not dL/dw itself. */
static const char *kind_of_gradient(const struct descent_plan *plan)
{
    return plan->tau > 0 ? "truncated " : plan->bug != BUG_NONE ? "broken " : "";
}

static bool all_chosen(const struct descent *descent)
{
    return memchr(descent->plan.chosen, false, (size_t)descent->size * sizeof *descent->plan.chosen) == NULL;
}

static const char *of_chosen(const struct descent *descent)
{
    return all_chosen(descent) ? "" : " of the chosen weights";
}

/* How the last tenth went tells whether there is still a way to go. */
static const double HARDLY = 1e-4;
enum { FEWEST_TO_JUDGE = 20, LAST_PART = 10, SELDOM = 20 };

static bool is_level(const struct descent *descent)
{
    int last = descent->count / LAST_PART;
    double before = descent_loss_after(descent, descent->count - last);
    return descent->count >= FEWEST_TO_JUDGE && fabs(before - descent->L) <= HARDLY * fabs(descent->L);
}

/* True when L would change by more than hardly if the weights went a hundredth of their length along the gradient: then
 * only the steps are short. */
static bool leads_on(const struct descent *descent)
{
    double squares = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        const struct matrix *weight = &descent->network.weight[w];
        for (int i = 0; i < matrix_size(weight); i++)
            squares += weight->at[i] * weight->at[i];
    }
    double larger = fmax(fabs(descent->losses[0]), fabs(descent->L));
    return descent->length * fmax(sqrt(squares), 1) / 100 > HARDLY * larger;
}

static void say_level(struct context *context, const struct descent *descent)
{
    const char *kind = kind_of_gradient(&descent->plan), *chosen = of_chosen(descent);
    struct text length = {0};
    add_number(&length, context, descent->length);
    if (leads_on(descent))
        context_say(context,
                    "L has all but stopped changing, because the steps are short: the %sgradient%s still has the "
                    "length %s. A larger rate%s goes further.",
                    kind, chosen, text_string(&length), isfinite(descent->plan.clip) ? " or clip" : "");
    else if (*kind != '\0')
        context_say(context,
                    "L has all but stopped changing: the %sgradient%s leads no further, which need not be a minimum. "
                    "It has the length %s.",
                    kind, chosen, text_string(&length));
    else
        context_say(context,
                    "L has all but stopped changing: this is a minimum%s, or a plateau on the way to one. The gradient "
                    "has the length %s.",
                    chosen, text_string(&length));
    text_clear(&length);
}

static void say_flat(struct context *context, const struct descent *descent)
{
    if (descent->length > 0)
        context_say(context, "It ends there: a step would be too small to change a weight.");
    else
        context_say(context, "It ends there: the %sgradient%s is 0, and no step leads on.",
                    kind_of_gradient(&descent->plan), of_chosen(descent));
}

static void say_rises(struct context *context, const struct descent *descent)
{
    const char *kind = kind_of_gradient(&descent->plan);
    if (descent->L > descent->losses[0] && *kind != '\0')
        context_say(context,
                    "L rose in %d of %d step%s: the rate is too large, or the %sgradient points uphill; undo takes the "
                    "descent back.",
                    descent->rises, descent->count, plural(descent->count), kind);
    else if (descent->L > descent->losses[0])
        context_say(context,
                    "It diverges: L rose in %d of %d step%s. The rate is too large; undo takes the descent "
                    "back.",
                    descent->rises, descent->count, plural(descent->count));
    else if (*kind != '\0')
        context_say(context, "On the way L rose in %d of %d steps: the rate is large, or the %sgradient points uphill.",
                    descent->rises, descent->count, kind);
    else
        context_say(context, "On the way L rose in %d of %d steps: the rate is nearly too large.", descent->rises,
                    descent->count);
}

static void say_end(struct context *context, const struct descent *descent)
{
    if (descent->end == DESCENT_STOPPED)
        context_say(context, "Ctrl-C stopped it after %d of %d steps; what was reached is kept.", descent->count,
                    descent->plan.steps);
    if (descent->end == DESCENT_LEAVES)
        say_edge(context, descent);
    else if (descent->end == DESCENT_OVERFLOWS)
        say_overflow(context, descent);
    else if (descent->end == DESCENT_FLAT)
        say_flat(context, descent);
    else if (descent->rises * SELDOM > descent->count || descent->L > descent->losses[0])
        say_rises(context, descent);
    else if (is_level(descent))
        say_level(context, descent);
}

/* The weights reached become the session's. */
static bool keep(struct context *context, struct descent *descent)
{
    struct session *session = context->session;
    struct experiment next;
    char *line = context_line(context);
    experiment_copy(&next, &session->now);
    for (int w = 0; w < WEIGHT_COUNT; w++)
        matrix_assign(&next.network.weight[w], &descent->network.weight[w]);
    bool kept = session_change_despite_stop(session, &next, line, context->fault);
    free(line);
    return kept;
}

static bool run_descent(struct context *context, struct descent *descent)
{
    if (!descent_begin(descent))
        return refuse(context, descent);
    work(context, descent);
    descent_rest(descent);
    if (descent->end == DESCENT_STOPPED && descent->count == 0)
        return fault_interrupted(context->fault);
    if (descent->count > 0 && !keep(context, descent))
        return false;
    say_result(context, descent);
    say_end(context, descent);
    return true;
}

static bool descend(struct context *context)
{
    struct session *session = context->session;
    int T = session->now.sequence->T, size = gradients_size(&session->now.network);
    struct descent_plan plan = {.steps = USUAL_STEPS, .rate = USUAL_RATE, .clip = INFINITY};
    plan.tau = session->now.truncation;
    plan.bug = session->broken != NULL ? session->broken->bug : BUG_NONE;
    plan.chosen = alloc_array((size_t)size, sizeof *plan.chosen);
    memset(plan.chosen, true, (size_t)size);
    if (!session_sequence_set(session, context->fault) || !read_plan(context, &plan) ||
        !session_targets_set(session, 1, T, context->fault)) {
        free(plan.chosen);
        return false;
    }
    struct descent *descent = descent_new(&session->now.network, session->now.sequence, &plan, session->stop);
    if (descent == NULL)
        return fault_memory(context->fault);
    if (!run_descent(context, descent)) {
        descent_free(descent);
        return false;
    }
    session_take_descent(session, descent);
    context_show(context, &panel_descend, &(struct view){.session = session});
    return true;
}

/* The part that the last of the words stands in; NULL before the first. */
static const struct part *last_part(const struct words *words)
{
    const struct part *part = NULL;
    for (int i = words->count - 1; i > 0 && part == NULL; i--)
        part = part_of(words->word[i].string);
    return part;
}

/* Weights behind only, as many as wanted; behind the other words the one that is no number; then another part. */
static bool complete_part(const struct completion *completion)
{
    const struct words *words = completion->words;
    const struct part *in = last_part(words);
    bool behind_word = in != NULL && strcmp(in->word, words->word[words->count - 1].string) == 0;
    if (in != NULL && in->read == read_only)
        complete_with_weights(completion, false);
    else if (behind_word && in->instead != NULL)
        complete_with(completion, in->instead);
    for (const struct part *part = parts; !behind_word && part->word != NULL; part++)
        complete_with(completion, part->word);
    return false;
}

const struct command command_descend = {
    .name = "descend",
    .group = GROUP_PLAY,
    .usage = "[n] [rate R] [clip C] [truncate tau|off] [only WEIGHT...]",
    .summary = "gradient descent: n steps against the gradient of L",
    .details =
        "Every weight changes by -R times its gradient, 100 times with R = 0.01 unless other numbers are given. "
        "clip shortens a gradient to the length C where it is longer; truncate carries each loss back through "
        "tau steps only, as truncate does for every descent that names no tau of its own; only chooses weights; a "
        "bug leads it astray. Ctrl-C stops it and keeps what was reached, and undo takes it back as a whole.",
    .example = "loss = mse; descend 50 rate 0.05",
    .max_args = -1,
    .complete = complete_part,
    .in_session = true,
    .run = descend,
};
