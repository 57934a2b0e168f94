/* SPDX-License-Identifier: GPL-3.0-or-later */
/* range.c - see range.h. */

#include "panel/range.h"

#include <math.h>
#include <string.h>

#include "panel/axis.h"
#include "session/expression.h"

/* The last descent counts as far as it does not run away. */
static const double FAR = 3;

static double farthest(const struct session *session, struct parameter parameter, double value)
{
    const struct descent *descent = session->descent;
    int place = network_place_in_pack(&session->now.network, parameter);
    double most = fabs(value);
    if (descent == NULL || place < 0)
        return most;
    double start = fabs(descent->places[place]), limit = FAR * fmax(fmax(most, start), 1);
    for (int i = 0; i < descent->kept; i++) {
        double at = fabs(descent->places[i * descent->size + place]);
        most = at <= limit ? fmax(most, at) : most;
    }
    return most;
}

/* For V what happens beyond 1 is most of the story. */
static const double LEAST_FOR_V = 1.2, ROOM = 1.6, LARGEST = 1e300;

struct range range_usual(const struct session *session, const struct quantity *quantity)
{
    const struct network *network = &session->now.network;
    struct range range;
    quantity_parameter(network, quantity, &range.parameter);
    double most = farthest(session, range.parameter, *network_parameter(network, range.parameter));
    if (range.parameter.w == WEIGHT_V)
        most = fmax(most, LEAST_FOR_V);
    range.to = most > 0 ? axis_round_up(fmin(most * ROOM, LARGEST)) : 1;
    range.from = -range.to;
    return range;
}

static bool read_end(const struct session *session, const char *line, size_t *at, size_t to, double *number,
                     struct fault *fault)
{
    size_t start = *at;
    if (start >= to) {
        fault_at(fault, (ptrdiff_t)start, "a range has two ends");
        return fault_hint(fault, "as in v -1.5 1.5");
    }
    if (!expression_number(session, line, at, to, number, fault))
        return false;
    expression_more(line, at, to);
    return isfinite(*number) || fault_at(fault, (ptrdiff_t)start, "a finite number is needed here");
}

/* True when a number begins there and not another name. */
static bool number_begins(const char *line, size_t at, size_t to)
{
    return at < to && strchr("0123456789.+-(", line[at]) != NULL;
}

bool range_read(const struct session *session, const char *line, size_t *at, size_t to, struct quantity *name,
                struct range *range, struct fault *fault)
{
    if (!quantity_read_parameter(session, line, *at, to, name, fault))
        return false;
    *at = name->end;
    expression_more(line, at, to);
    *range = range_usual(session, name);
    if (!number_begins(line, *at, to))
        return true;
    size_t start = *at;
    if (!read_end(session, line, at, to, &range->from, fault) || !read_end(session, line, at, to, &range->to, fault))
        return false;
    return range->from < range->to || fault_at(fault, (ptrdiff_t)start, "a range goes from the smaller to the larger");
}
