/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sweep.c - L and its gradient as one parameter changes: where L is least, where the gradient vanishes or explodes,
 * where nothing is defined. */

#include "panel/sweep.h"

#include <math.h>

#include "base/number.h"
#include "command/complete.h"

enum { PIECE = 300000 };

static bool compute(struct context *context, const struct sweep_request *request)
{
    struct session *session = context->session;
    struct sweep *sweep = session->sweep;
    int T = session->now.sequence->T;
    int piece = network_is_scalar(&session->now.network) && T < PIECE ? PIECE / T : 1;
    if (!sweep_begin(sweep, &session->now.network, request->range, session->now.bug, request->count))
        return fault_memory(context->fault);
    context_progress(context, "sweep", 0);
    bool done = true;
    while (done && sweep->done < sweep->count) {
        done = sweep_go(sweep, session->now.sequence, piece, session->stop);
        context_progress(context, "sweep", (double)sweep->done / sweep->count);
    }
    context_progress(context, NULL, 1);
    if (!done)
        sweep_forget(sweep);
    return done || session_unfinished(session, context->fault);
}

static void add_number(const struct context *context, double value, struct text *text)
{
    number_add(text, value, context->session->digits);
}

/* What ends the range in which a point is the lowest. */
static const char *what_bounds(const struct sweep *sweep, int point)
{
    if (point == 0 || point == sweep->count - 1)
        return ", an end of the range.";
    return isnan(sweep->L[point - 1]) || isnan(sweep->L[point + 1]) ? ", the last point before L is undefined." : ".";
}

/* True when L has nothing to do with what is swept: one number, and its gradient 0. */
static bool is_constant(const struct sweep *sweep)
{
    bool constant = !isnan(sweep->L[0]);
    for (int i = 0; i < sweep->count; i++)
        constant = constant && sweep->L[i] == sweep->L[0] && sweep->gradient[i] == 0;
    return constant;
}

static void say_constant(struct context *context, const char *name)
{
    const struct sweep *sweep = context->session->sweep;
    struct text text = {0};
    text_add(&text, "L is ");
    add_number(context, sweep->L[0], &text);
    text_addf(&text, " for every %s from ", name);
    add_number(context, sweep_at(sweep, 0), &text);
    text_add(&text, " to ");
    add_number(context, sweep_at(sweep, sweep->count - 1), &text);
    context_say(context, "%s: it does not depend on it there.", text_string(&text));
    text_clear(&text);
}

static bool say_minimum(struct context *context, const char *name)
{
    const struct session *session = context->session;
    struct sweep_minimum minimum;
    struct text text = {0};
    if (!sweep_find_minimum(session->sweep, session->now.sequence, session->stop, &minimum))
        return session_unfinished(session, context->fault);
    if (minimum.point < 0) {
        context_say(context, "L is nowhere a number.");
        return true;
    }
    text_add(&text, "L is least, ");
    add_number(context, minimum.L, &text);
    text_addf(&text, ", at %s = ", name);
    add_number(context, minimum.at, &text);
    text_add(&text, minimum.inside      ? ", where its gradient goes through 0."
                    : minimum.at_a_bend ? ", where it has a bend: its gradient jumps from below 0 to above."
                                        : what_bounds(session->sweep, minimum.point));
    context_say(context, "%s", text_string(&text));
    text_clear(&text);
    return true;
}

/* What a point of the sweep is like. */
enum kind { KIND_USUAL, KIND_VANISHES, KIND_EXPLODES, KIND_NO_GRADIENT, KIND_UNDEFINED };

static const double VANISHING = 1e-6, EXPLODING = 1e4;

static enum kind kind_of(const struct sweep *sweep, int i)
{
    double L = sweep->L[i], size = fabs(sweep->gradient[i]);
    if (isnan(L))
        return KIND_UNDEFINED;
    if (isnan(size))
        return KIND_NO_GRADIENT;
    if (size > EXPLODING || isinf(L))
        return KIND_EXPLODES;
    return size < VANISHING ? KIND_VANISHES : KIND_USUAL;
}

/* "for v = -2..-1.2 and 1.2..2": the ranges whose points are of this kind; a single point vanishes at a minimum, and is
 * passed over. Adds nothing when there is none. */
static void add_ranges(const struct context *context, enum kind kind, struct text *text)
{
    const struct sweep *sweep = context->session->sweep;
    int fewest = kind == KIND_VANISHES ? 2 : 1;
    for (int first = 0, end; first < sweep->count; first = end) {
        enum kind here = kind_of(sweep, first);
        for (end = first + 1; end < sweep->count && kind_of(sweep, end) == here;)
            end++;
        if (here != kind || end - first < fewest)
            continue;
        text_add(text, text->length > 0 ? " and " : "");
        add_number(context, sweep_at(sweep, first), text);
        if (end - first > 1) {
            text_add(text, "..");
            add_number(context, sweep_at(sweep, end - 1), text);
        }
    }
}

static void say_kind(struct context *context, const char *name, enum kind kind, const char *what)
{
    struct text ranges = {0};
    add_ranges(context, kind, &ranges);
    if (ranges.length > 0)
        context_say(context, "%s for %s = %s.", what, name, text_string(&ranges));
    text_clear(&ranges);
}

static bool say_sweep(struct context *context, const struct sweep_request *request)
{
    struct text name = {0}, vanishes = {0}, explodes = {0}, missing = {0};
    const char *broken = context->session->sweep->bug != BUG_NONE ? "the broken " : "";
    quantity_add_symbol(context->session, &request->name, &name);
    text_addf(&vanishes, "%s∂L/∂%s vanishes (it is below %g)", broken, text_string(&name), VANISHING);
    text_addf(&explodes, "%s∂L/∂%s explodes (it is above %g)", broken, text_string(&name), EXPLODING);
    text_addf(&missing, "%s∂L/∂%s is undefined", broken, text_string(&name));
    bool constant = is_constant(context->session->sweep), done = true;
    if (constant)
        say_constant(context, text_string(&name));
    else
        done = say_minimum(context, text_string(&name));
    if (done && !constant) {
        say_kind(context, text_string(&name), KIND_VANISHES, text_string(&vanishes));
        say_kind(context, text_string(&name), KIND_EXPLODES, text_string(&explodes));
        say_kind(context, text_string(&name), KIND_NO_GRADIENT, text_string(&missing));
        say_kind(context, text_string(&name), KIND_UNDEFINED, "L is undefined");
    }
    text_clear(&name);
    text_clear(&vanishes);
    text_clear(&explodes);
    text_clear(&missing);
    return done;
}

static bool sweep(struct context *context)
{
    struct session *session = context->session;
    const struct words *words = &context->words;
    bool named = words->count > 1;
    size_t to = words->word[words->count - 1].end, from = named ? words->word[1].column : to;
    struct sweep_request request;
    struct text name = {0};
    int T = session->now.sequence->T;
    if (!sweep_read(session, words->line, from, to, &request, context->fault))
        return false;
    if (!session_sequence_set(context->session, context->fault))
        return false;
    if (!session_targets_set(session, 1, T, context->fault) || !compute(context, &request) ||
        !say_sweep(context, &request))
        return false;
    text_add_bytes(&name, words->line + from, to - from);
    struct view view = {.session = session, .name = named ? text_string(&name) : NULL};
    bool done = context_picture(context, &panel_sweep, &view);
    text_clear(&name);
    return done;
}

const struct command command_sweep = {
    .name = "sweep",
    .group = GROUP_PLAY,
    .usage = "[NAME [FROM TO [n]]]",
    .summary = "L and its gradient as one parameter changes",
    .details = "Computes both at n points, 201 unless another number is given, from FROM to TO; without them the range "
               "holds the present value. Says where L is least, and where the gradient vanishes or explodes.",
    .example = "sweep v 0 1.5",
    .max_args = -1,
    .complete = complete_parameter,
    .in_lesson = true,
    .run = sweep,
};
