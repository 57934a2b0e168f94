/* SPDX-License-Identifier: GPL-3.0-or-later */
/* show.c - the network at a glance: its weights, its functions, its sequence, where the tape is. */

#include <math.h>

#include "panel/panel.h"
#include "session/derivation.h"
#include "session/flow.h"

enum { NAME = 8, MOST_VALUES = 24 };

static void title(const struct view *view, struct text *text)
{
    const struct network *network = &view->session->now.network;
    text_addf(text, "network %d %d %d", network->n_x, network->n_a, network->n_y);
    text_add(text, network_is_linear(network) ? ", linear" : ", nonlinear");
}

/* Rows of the matrices: one each for the scalar network and for vectors. */
static int weight_rows(const struct network *network)
{
    int count = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        count += network->weight[w].cols > 1 ? network->weight[w].rows : 1;
    return count;
}

static int rows(const struct view *view, int columns, bool ascii)
{
    (void)columns;
    (void)ascii;
    return weight_rows(&view->session->now.network) + 6 + (view->session->now.truncation > 0) +
           flow_is_broken(view->session);
}

static int put_matrix(const struct session *session, const struct area *area, int row, enum weight w)
{
    const struct matrix *weight = &session->now.network.weight[w];
    bool vector = weight->cols == 1;
    struct text text = {0};
    area_put(area, row, 0, STYLE_TITLE, session_weight_symbol(session, w));
    for (int i = 0; i < (vector ? 1 : weight->rows); i++) {
        text_empty(&text);
        derivation_add_values(&text, session, weight->at + i * weight->cols, vector ? weight->rows : weight->cols);
        area_put_cut(area, row++, NAME, STYLE_PLAIN, text_string(&text));
    }
    text_clear(&text);
    return row;
}

/* The first values of x or y. */
static void put_sequence(const struct session *session, const struct area *area, int row, bool inputs)
{
    const struct sequence *sequence = session->now.sequence;
    int n = inputs ? sequence->n_x : sequence->n_y;
    struct text text = {0};
    for (int t = 1; t <= sequence->T && t <= MOST_VALUES; t++) {
        const double *values = inputs ? sequence_x(sequence, t) : sequence_y(sequence, t);
        text_add(&text, t > 1 ? " " : "");
        derivation_add_targets(&text, session, values, n);
    }
    text_add(&text, sequence->T > MOST_VALUES ? " …" : "");
    area_put(area, row, 0, STYLE_TITLE, inputs ? "x" : "y");
    area_put_cut(area, row, NAME, STYLE_PLAIN, text_string(&text));
    text_clear(&text);
}

static void put_broken(const struct session *session, const struct area *area, int row)
{
    struct text text = {0};
    if (!flow_is_broken(session))
        return;
    text_add(&text, "backward pass ");
    flow_add_state(&text, session);
    area_put_cut(area, row, 0, STYLE_BADGE, text_string(&text));
    text_clear(&text);
}

static void draw(const struct view *view, const struct area *area)
{
    const struct session *session = view->session;
    const struct network *network = &session->now.network;
    struct place place = tape_place(&session->tape);
    static const char *const phases[] = {"at the start", "forward", "backward"};
    struct text text = {0};
    int row = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        row = put_matrix(session, area, row, (enum weight)w);
    area_put(area, row, 0, STYLE_TITLE, "a<0>");
    derivation_add_values(&text, session, network->a0.at, network->n_a);
    area_put_cut(area, row++, NAME, STYLE_PLAIN, text_string(&text));
    area_put(area, row, 0, STYLE_TITLE, "g");
    area_putf(area, row++, NAME, STYLE_PLAIN, "%s   g* = %s   loss = %s", activation_name(network->g),
              activation_name(network->g_star), loss_name(network->loss));
    area_put(area, row, 0, STYLE_TITLE, "T");
    area_putf(area, row++, NAME, STYLE_PLAIN, "%d", session->now.sequence->T);
    put_sequence(session, area, row++, true);
    put_sequence(session, area, row++, false);
    area_put(area, row, 0, STYLE_TITLE, "tape");
    if (place.phase == PHASE_START)
        area_put(area, row++, NAME, STYLE_PLAIN, phases[0]);
    else
        area_putf(area, row++, NAME, STYLE_PLAIN, "%s %d/%d", phases[place.phase], place.t, session->now.sequence->T);
    if (session->now.truncation > 0)
        area_putf(area, row++, 0, STYLE_BADGE, "truncated at τ = %d", session->now.truncation);
    put_broken(session, area, row);
    text_clear(&text);
}

const struct panel panel_show = {
    .name = "show",
    .summary = "the weights, the functions, the sequence, the place on the tape",
    .title = title,
    .rows = rows,
    .draw = draw,
    .rows_apart = true,
};
