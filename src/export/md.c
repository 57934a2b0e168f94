/* SPDX-License-Identifier: GPL-3.0-or-later */
/* md.c - the session in Markdown: the present step in words, as the network and in equations, then the table, the power
 * series and the triangle. Pictures are blocks of code, so that every reader keeps their columns. */

#include <string.h>

#include "export/export.h"
#include "export/frames.h"
#include "export/lines.h"
#include "export/steps_table.h"
#include "export/worksheet.h"
#include "panel/equation.h"
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

static void add_heading(struct text *file, const char *title)
{
    text_add(file, "\n## ");
    add_text(file, title);
    text_add(file, "\n");
}

/* What is drawn on the canvas, as a block of code. */
static void add_block(struct text *file, const struct canvas *canvas)
{
    text_add(file, "\n```text\n");
    lines_add(file, canvas);
    text_add(file, "```\n");
}

static struct view view_of(const struct session *session)
{
    return (struct view){.session = session, .w = WEIGHT_V, .all = true};
}

static void add_picture(struct text *file, const struct panel *panel, const struct session *session, bool ascii)
{
    struct view view = view_of(session);
    struct canvas *canvas = canvas_new(panel->rows(&view, WIDTH, ascii), WIDTH, ascii);
    struct area area = canvas_area(canvas);
    panel->draw(&view, &area);
    add_block(file, canvas);
    canvas_free(canvas);
}

static void add_panel(struct text *file, const struct panel *panel, const struct session *session, bool ascii)
{
    struct view view = view_of(session);
    struct text title = {0};
    panel->title(&view, &title);
    add_heading(file, text_string(&title));
    add_picture(file, panel, session, ascii);
    text_clear(&title);
}

static void add_row(struct text *file, const struct session *session, int t)
{
    for (int column = 0; column < STEPS_TABLE_COLUMNS; column++) {
        text_add(file, column == 0 ? "| " : " | ");
        if (t > 0)
            steps_table_add(file, session, t, column);
        else
            add_text(file, steps_table_heads[column]);
    }
    text_add(file, " |\n");
}

static void add_table(struct text *file, const struct session *session)
{
    int first, last, T = session->now.sequence->T;
    panel_window(T, tape_place(&session->tape).t, MOST_ROWS, &first, &last);
    add_heading(file, "table");
    text_add(file, "\n");
    if (last - first + 1 < T)
        text_addf(file, "Steps %d to %d of %d.\n\n", first, last, T);
    add_row(file, session, 0);
    for (int column = 0; column < STEPS_TABLE_COLUMNS; column++)
        text_add(file, column == 0 ? "| ---:" : " | ---:");
    text_add(file, " |\n");
    for (int t = first; t <= last; t++)
        add_row(file, session, t);
}

static void build_blank(const struct view *view, struct derivation *derivation)
{
    derivation_add_present(derivation, view->session, false);
    worksheet_hide(derivation);
}

static void add_blank_equations(struct text *file, const struct export_request *request)
{
    struct view view = view_of(request->session);
    struct canvas *canvas =
        canvas_new(equation_panel_rows(build_blank, &view, WIDTH, request->ascii), WIDTH, request->ascii);
    struct area area = canvas_area(canvas);
    equation_panel_draw(build_blank, &view, &area);
    add_block(file, canvas);
    canvas_free(canvas);
}

static void add_sentence(struct text *file, const struct session *session)
{
    struct text sentence = {0};
    sentence_add(&sentence, session);
    text_add(file, "\n");
    add_text(file, text_string(&sentence));
    text_add(file, "\n");
    text_clear(&sentence);
}

/* One step of a worksheet or of all steps: its equations, and what led to them where nothing is asked for. */
static bool add_frame(void *to, const struct export_request *request, int number, int count, struct fault *fault)
{
    struct text *file = to, title = {0};
    (void)number;
    (void)count;
    (void)fault;
    frame_add_title(&title, request->session);
    add_heading(file, text_string(&title));
    text_clear(&title);
    if (request->answers == ANSWERS_SHOWN) {
        add_sentence(file, request->session);
        add_picture(file, &panel_graph, request->session, request->ascii);
    }
    if (request->answers == ANSWERS_BLANK)
        add_blank_equations(file, request);
    else
        add_picture(file, &panel_step, request->session, request->ascii);
    return true;
}

static bool add_sheet(struct text *file, const struct export_request *request, struct fault *fault)
{
    struct session *known = worksheet_known(request, fault);
    if (known == NULL)
        return false;
    text_add(file, "\nWhat is known before:\n");
    add_panel(file, &panel_show, known, request->ascii);
    add_panel(file, &panel_graph, known, request->ascii);
    add_table(file, known);
    session_free(known);
    return frames_walk(request, add_frame, file, fault);
}

static bool add_present(struct text *file, const struct export_request *request, struct fault *fault)
{
    const struct session *session = request->session;
    static const struct panel *const before[] = {&panel_show, &panel_graph, &panel_step};
    static const struct panel *const behind[] = {&panel_series, &panel_triangle};
    if (!session_settle(session, fault))
        return false;
    add_sentence(file, session);
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        add_panel(file, before[i], session, request->ascii);
    add_table(file, session);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        add_panel(file, behind[i], session, request->ascii);
    return true;
}

static bool write_md(const struct export_request *request, struct text *file, struct fault *fault)
{
    struct text title = {0};
    text_add(file, "<!-- unroll " UNROLL_VERSION " -->\n\n# ");
    worksheet_add_title(&title, request);
    add_text(file, text_string(&title));
    text_add(file, "\n");
    text_clear(&title);
    if (request->answers != ANSWERS_SHOWN)
        return add_sheet(file, request, fault);
    return request->each_step ? frames_walk(request, add_frame, file, fault) : add_present(file, request, fault);
}

static bool begins_md(const char *bytes, size_t count)
{
    return export_begins(bytes, count, "<!-- unroll ");
}

const struct export_format export_md = {
    .ending = ".md",
    .summary = "the present step, the table, the series and the triangle, in Markdown",
    .details = "Pictures and equations are blocks of code, the table is one of Markdown's own.",
    .write = write_md,
    .steps = STEPS_TOGETHER,
    .worksheet = true,
    .begins = begins_md,
};
