/* SPDX-License-Identifier: GPL-3.0-or-later */
/* md.c - the session in Markdown: the present step in words, as the network and in equations, then the table, the power
 * series and the triangle. Pictures are blocks of code, so that every reader keeps their columns. */

#include <string.h>

#include "export/export.h"
#include "export/lines.h"
#include "model/step.h"
#include "session/derivation.h"
#include "session/flow.h"
#include "session/sentence.h"

enum { WIDTH = 96, MOST_ROWS = 100 };

/* Text in which no character marks anything up. */
static void add_text(struct text *file, const char *string)
{
    for (; *string != '\0'; string++) {
        if (strchr("\\`*_{}[]<>#|&~$", *string) != NULL)
            text_add(file, "\\");
        text_add_bytes(file, string, 1);
    }
}

static void add_panel(struct text *file, const struct panel *panel, const struct export_request *request)
{
    struct view view = {.session = request->session, .w = WEIGHT_V, .all = true};
    struct canvas *canvas = canvas_new(panel->rows(&view, WIDTH, request->ascii), WIDTH, request->ascii);
    struct area area = canvas_area(canvas);
    struct text title = {0};
    panel->title(&view, &title);
    panel->draw(&view, &area);
    text_add(file, "\n## ");
    add_text(file, text_string(&title));
    text_add(file, "\n\n```text\n");
    lines_add(file, canvas);
    text_add(file, "```\n");
    text_clear(&title);
    canvas_free(canvas);
}

static void add_cell(struct text *file, const struct session *session, const double *values, int count, bool known)
{
    text_add(file, " | ");
    if (known)
        derivation_add_values(file, session, values, count);
    else
        text_add(file, "·");
}

static void add_row(struct text *file, const struct session *session, int t)
{
    const struct network *network = &session->now.network;
    const struct tape *tape = &session->tape;
    bool set = sequence_first_unset(session->now.sequence, t, t) == 0;
    bool back = tape_reached(tape, OPERATION_SUM, t) && flow_reached(session) <= t;
    double z[NETWORK_WIDEST], loss = 0;
    bool has_loss = set && tape_reached(tape, OPERATION_L, t), has_z = set && tape_reached(tape, OPERATION_Z, t);
    if (has_loss)
        loss = step_loss(session->pass, t);
    if (has_z)
        step_z(session->pass, t, z);
    text_addf(file, "| %d", t);
    add_cell(file, session, sequence_x(session->now.sequence, t), network->n_x, true);
    bool has_a = tape_reached(tape, OPERATION_A, t), has_yhat = tape_reached(tape, OPERATION_YHAT, t);
    add_cell(file, session, has_a ? pass_a(session->pass, t) : NULL, network->n_a, has_a);
    add_cell(file, session, has_yhat ? pass_yhat(session->pass, t) : NULL, network->n_y, has_yhat);
    add_cell(file, session, sequence_y(session->now.sequence, t), network->n_y, set);
    add_cell(file, session, &loss, 1, has_loss);
    add_cell(file, session, z, network->n_y, has_z);
    add_cell(file, session, back ? flow_by_a(session, t) : NULL, network->n_a, back);
    text_add(file, " |\n");
}

static void add_table(struct text *file, const struct session *session)
{
    int first, last, T = session->now.sequence->T;
    panel_window(T, tape_place(&session->tape).t, MOST_ROWS, &first, &last);
    text_add(file, "\n## table\n\n");
    if (last - first + 1 < T)
        text_addf(file, "Steps %d to %d of %d.\n\n", first, last, T);
    text_add(file, "| t | x | a\\<t\\> | ŷ\\<t\\> | y | L\\<t\\> | z\\<t\\> | ∂L/∂a\\<t\\> |\n"
                   "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    for (int t = first; t <= last; t++)
        add_row(file, session, t);
}

static bool write_md(const struct export_request *request, struct text *file, struct fault *fault)
{
    struct text sentence = {0};
    if (!session_settle(request->session, fault))
        return false;
    text_add(file, "<!-- unroll " UNROLL_VERSION " -->\n\n# ");
    add_text(file, request->title);
    text_add(file, "\n\n");
    sentence_add(&sentence, request->session);
    add_text(file, text_string(&sentence));
    text_add(file, "\n");
    text_clear(&sentence);
    add_panel(file, &panel_show, request);
    add_panel(file, &panel_graph, request);
    add_panel(file, &panel_step, request);
    add_table(file, request->session);
    add_panel(file, &panel_series, request);
    add_panel(file, &panel_triangle, request);
    return true;
}

static bool begins_md(const char *bytes, size_t count)
{
    static const char begin[] = "<!-- unroll ";
    return count >= strlen(begin) && memcmp(bytes, begin, strlen(begin)) == 0;
}

const struct export_format export_md = {
    .ending = ".md",
    .summary = "the present step, the table, the series and the triangle, in Markdown",
    .details = "Pictures and equations are blocks of code, the table is one of Markdown's own.",
    .write = write_md,
    .begins = begins_md,
};
