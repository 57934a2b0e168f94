/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bug.c - a broken backward pass to find, and the judge of what a learner says is wrong with it.
 *
 * The judge has one kind of evidence, the gradients: an answer that is wrong is told a gradient which the mistake it
 * names would make different from what it is. */

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "command/command.h"
#include "session/bug.h"
#include "session/flow.h"

static const double NOTICEABLE = 1e-9; /* a difference, relative to the largest gradient */

/* Whether there is anything to calculate gradients of. */
static bool has_gradients(const struct session *session)
{
    int T = session->now.sequence->T;
    return T > 0 && sequence_first_unset(session->now.sequence, 1, T) == 0;
}

/* Gives what a backward pass with this bug, or the right one, has for gradients; gradients_clear them. */
static bool gradients_with(struct context *context, enum bug bug, struct gradients *gradients)
{
    struct pass *pass = context->session->pass;
    struct broken *broken = bug != BUG_NONE ? broken_new(pass, bug) : NULL;
    if (bug != BUG_NONE && broken == NULL)
        return fault_memory(context->fault);
    bool done = broken != NULL ? broken_backward(broken, 1) : pass_backward(pass, 1);
    gradients_init(gradients, pass->network);
    if (!done) {
        gradients_clear(gradients);
        fault_interrupted(context->fault);
    } else if (broken != NULL) {
        broken_gradients(broken, 1, gradients);
    } else {
        pass_gradients(pass, 1, gradients);
    }
    broken_free(broken);
    return done;
}

static double largest(const struct gradients *gradients)
{
    double size = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&gradients->by[w]); i++)
            size = fmax(size, fabs(gradients->by[w].at[i]));
    }
    return size;
}

/* The first entry of the weight's gradient in which the two differ noticeably, or -1. */
static int first_difference(const struct gradients *left, const struct gradients *right, enum weight w)
{
    double scale = fmax(largest(left), largest(right));
    for (int i = 0; i < matrix_size(&left->by[w]); i++) {
        double a = left->by[w].at[i], b = right->by[w].at[i];
        bool same = a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= NOTICEABLE * scale;
        if (!same)
            return i;
    }
    return -1;
}

static bool differ(const struct gradients *left, const struct gradients *right)
{
    for (enum weight w = 0; w < WEIGHT_COUNT; w++) {
        if (first_difference(left, right, w) >= 0)
            return true;
    }
    return false;
}

/* Whether the bug changes a gradient of this network; where there are none it counts as one that does. */
static bool is_visible(struct context *context, enum bug bug, bool *visible)
{
    struct gradients right, wrong;
    *visible = true;
    if (!has_gradients(context->session))
        return true;
    if (!gradients_with(context, BUG_NONE, &right))
        return false;
    bool done = gradients_with(context, bug, &wrong);
    if (done) {
        *visible = differ(&right, &wrong);
        gradients_clear(&wrong);
    }
    gradients_clear(&right);
    return done;
}

static bool change(struct context *context, enum bug bug, int seed)
{
    struct experiment next;
    char *line = context_line(context);
    experiment_copy(&next, &context->session->now);
    next.bug = bug;
    next.bug_seed = seed;
    bool done = session_change(context->session, &next, line, context->fault);
    free(line);
    return done;
}

static bool choose(struct context *context, enum bug bug)
{
    bool visible;
    if (!is_visible(context, bug, &visible) || !change(context, bug, 0))
        return false;
    context_say(context, "The backward pass is broken now: %s. %sbug off puts it right.", bugs[bug].wrong,
                visible ? "check exposes it, " : "");
    if (visible)
        return true;
    if (bug == BUG_NO_SLOPE && context->session->now.network.g == ACTIVATION_IDENTITY)
        context_say(context, "Here it changes no gradient, for g is the identity and g' is 1: g = tanh shows it.");
    else
        context_say(context, "On this network it changes no gradient.");
    return true;
}

/* The first seed from this one on that draws a bug which this network shows. */
static bool draw(struct context *context, int *seed)
{
    bool known[BUG_COUNT] = {false};
    for (int tried = 0; tried < BUG_COUNT - 1; *seed = *seed < INT_MAX ? *seed + 1 : 1) {
        enum bug bug = bug_drawn(*seed);
        bool visible;
        if (known[bug])
            continue;
        if (!is_visible(context, bug, &visible))
            return false;
        if (visible)
            return true;
        known[bug] = true;
        tried++;
    }
    fault_set(context->fault, "on this network no mistake would show: all gradients would stay as they are");
    return fault_hint(context->fault, "give it other weights, or x more steps");
}

static bool choose_secretly(struct context *context)
{
    struct session *session = context->session;
    int seed = session->seed < INT_MAX ? session->seed + 1 : 1;
    if (context_argument(context, 3) != NULL) {
        context_fault(context, 3, "bug random takes a seed and nothing more");
        return fault_hint(context->fault, "as in bug random 7");
    }
    if (context_argument(context, 2) != NULL && !context_int(context, 2, 1, INT_MAX, &seed))
        return false;
    int drawn = seed;
    if (!draw(context, &drawn) || !change(context, bug_drawn(drawn), drawn))
        return false;
    session->seed = seed;
    context_say(
        context,
        "The backward pass is broken now, and it is yours to find how (bug random %d makes the same one again). "
        "check shows where it differs, bug lists what it may be, bug is N names it.",
        seed);
    return true;
}

static bool repair(struct context *context)
{
    struct session *session = context->session;
    enum bug bug = session->now.bug;
    bool secret = flow_is_secret(session);
    if (bug == BUG_NONE) {
        context_say(context, "The backward pass is right already.");
        return true;
    }
    if (!change(context, BUG_NONE, 0))
        return false;
    if (secret)
        context_say(context, "It was number %d, %s: %s.", (int)bug, bugs[bug].name, bugs[bug].wrong);
    context_say(context, "The backward pass is right again.");
    return true;
}

static bool list(struct context *context)
{
    const struct session *session = context->session;
    context_say(context, "Ten mistakes students make in the backward pass:");
    for (enum bug bug = BUG_NONE + 1; bug < BUG_COUNT; bug++)
        context_say(context, " %2d  %s: %s", (int)bug, bugs[bug].name, bugs[bug].wrong);
    if (flow_is_secret(session))
        context_say(context, "One of them is in the backward pass: bug is N, or bug is and some words, names it.");
    else if (flow_is_broken(session))
        context_say(context, "Number %d is in the backward pass; bug off puts it right.", (int)session->now.bug);
    else
        context_say(context, "None is in the backward pass: bug N puts one there, bug random keeps secret which.");
    return true;
}

/* The bug the rest of the line means, by its number or in words; BUG_NONE with a fault. */
static enum bug read_answer(struct context *context)
{
    const struct words *words = &context->words;
    size_t from = words->word[2].column, to = words->word[words->count - 1].end;
    struct text answer = {0};
    int number = BUG_NONE;
    bool several = false;
    text_add_bytes(&answer, words->line + from, to - from);
    bool is_number = text_string(&answer)[strspn(text_string(&answer), "0123456789")] == '\0';
    enum bug bug = BUG_NONE;
    if (!is_number)
        bug = bug_meant(text_string(&answer), &several);
    else if (number_read_int(text_string(&answer), 1, BUG_COUNT - 1, &number))
        bug = (enum bug)number;
    text_clear(&answer);
    if (bug != BUG_NONE)
        return bug;
    context_fault(context, 2, several ? "this fits more than one of the ten" : "this is none of the ten");
    fault_hint(context->fault, "bug lists them; their numbers are answers too");
    return BUG_NONE;
}

static void add_gradient(struct text *text, const struct session *session, const struct gradients *gradients,
                         enum weight w, int i)
{
    const struct matrix *weight = &gradients->by[w];
    text_addf(text, "∂L/∂%s", session_weight_symbol(session, w));
    if (weight->cols > 1)
        text_addf(text, "[%d,%d]", i / weight->cols + 1, i % weight->cols + 1);
    else if (weight->rows > 1)
        text_addf(text, "[%d]", i + 1);
}

/* What tells the answer from the truth: a gradient that only one of the two breaks, else one they break differently. */
static void say_evidence(struct context *context, const struct gradients *right, const struct gradients *shown,
                         const struct gradients *answered)
{
    struct text text = {0};
    const struct session *session = context->session;
    for (enum weight w = 0; w < WEIGHT_COUNT && text.length == 0; w++) {
        bool is_wrong = first_difference(right, shown, w) >= 0;
        if (is_wrong == (first_difference(right, answered, w) >= 0))
            continue;
        text_addf(&text,
                  is_wrong ? "that would leave ∂L/∂%s right, and here it is wrong"
                           : "that would make ∂L/∂%s wrong, and here it is right",
                  session_weight_symbol(session, w));
    }
    for (enum weight w = 0; w < WEIGHT_COUNT && text.length == 0; w++) {
        int i = first_difference(answered, shown, w);
        if (i < 0)
            continue;
        text_add(&text, "with that ");
        add_gradient(&text, session, shown, w, i);
        text_add(&text, " would be ");
        number_add(&text, answered->by[w].at[i], session->digits);
        text_add(&text, ", and here it is ");
        number_add(&text, shown->by[w].at[i], session->digits);
    }
    if (text.length > 0)
        context_say(context, "No: %s.", text_string(&text));
    else
        context_say(context, "That would give the same gradients here, so nothing tells it from what is wrong; with "
                             "other weights, another g or a longer x they may differ.");
    text_clear(&text);
}

static bool refute(struct context *context, enum bug answer)
{
    struct gradients right, shown, answered;
    if (!has_gradients(context->session)) {
        context_say(context, "No. Once x and y are set there are gradients to tell why.");
        return true;
    }
    if (!gradients_with(context, BUG_NONE, &right))
        return false;
    bool has_shown = gradients_with(context, context->session->now.bug, &shown);
    bool done = has_shown && gradients_with(context, answer, &answered);
    if (done) {
        say_evidence(context, &right, &shown, &answered);
        gradients_clear(&answered);
    }
    if (has_shown)
        gradients_clear(&shown);
    gradients_clear(&right);
    return done;
}

static bool judge(struct context *context)
{
    struct session *session = context->session;
    enum bug bug = session->now.bug;
    if (context_argument(context, 2) == NULL) {
        context_fault(context, 1, "say what is wrong");
        return fault_hint(context->fault, "as in bug is 3, or bug is not summed");
    }
    if (bug == BUG_NONE) {
        context_fault(context, 1, "the backward pass is right: there is nothing to find");
        return fault_hint(context->fault, "bug random breaks it");
    }
    enum bug answer = read_answer(context);
    if (answer == BUG_NONE)
        return false;
    if (answer != bug)
        return refute(context, answer);
    /* No secret any more; what it shows changes, not what it is, so there is nothing to undo. */
    session->now.bug_seed = 0;
    context_say(context, "Yes: %s.", bugs[bug].wrong);
    context_say(context, "The repair: %s.", bugs[bug].repair);
    context_say(context, "Why: %s", bugs[bug].why);
    return true;
}

static bool bug(struct context *context)
{
    const char *word = context_argument(context, 1);
    int number;
    if (word == NULL)
        return list(context);
    if (strcmp(word, "is") == 0)
        return judge(context);
    if (strcmp(word, "random") == 0)
        return choose_secretly(context);
    if (context_argument(context, 2) != NULL) {
        context_fault(context, 2, "nothing more is expected here");
        return fault_hint(context->fault, "bug is and some words name what is wrong");
    }
    if (strcmp(word, "off") == 0)
        return repair(context);
    if (!context_int(context, 1, 1, BUG_COUNT - 1, &number))
        return fault_hint(context->fault, "or random, is, off; bug alone lists them");
    return choose(context, (enum bug)number);
}

const struct command command_bug = {
    .name = "bug",
    .group = GROUP_PLAY,
    .usage = "[N|random [seed]|is ANSWER|off]",
    .summary = "a broken backward pass, to find what is wrong with it",
    .details = "bug N puts one of ten mistakes into the backward pass, bug random one that stays a secret; alone it "
               "lists the ten. All that flows back and the gradients it adds up to are the broken ones then, and say "
               "so; the series, the cells of the triangle and the differences stay right, so check exposes it. bug is "
               "and a number or a few "
               "words names what is wrong and is judged.",
    .example = "bug 5; check; bug is not summed; bug is 5; bug off",
    .max_args = -1,
    .words = "random is off",
    .in_session = true,
    .run = bug,
};
