/* SPDX-License-Identifier: GPL-3.0-or-later */
/* txt.c - the panels, one below the other, as they stand on the screen. */

#include <string.h>

#include "export/export.h"
#include "export/frames.h"
#include "export/lines.h"
#include "panel/panel.h"

enum { WIDTH = 100 };

static void add_picture(struct text *file, const struct panel *panel, const struct view *view, bool ascii)
{
    struct canvas *canvas = panel_picture(panel, view, WIDTH, ascii);
    lines_add(file, canvas);
    canvas_free(canvas);
}

static bool add_frame(void *to, const struct export_request *request, int number, int count, struct fault *fault)
{
    struct text *file = to;
    const struct session *session = request->session;
    static const struct panel *const shown[] = {&panel_show,   &panel_graph,    &panel_step, &panel_table,
                                                &panel_series, &panel_triangle, &panel_grad};
    struct view view = {.session = session, .w = WEIGHT_V, .all = true};
    int T = session->now.sequence->T;
    if (!session_forward(session, T, fault))
        return false;
    bool gradients = T > 0 && sequence_first_unset(session->now.sequence, 1, T) == 0;
    if (gradients && !session_backward(session, 1, fault))
        return false;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (shown[i] != &panel_grad || gradients)
            add_picture(file, shown[i], &view, request->ascii);
    }
    text_add(file, number < count ? "\n" : "");
    return true;
}

static bool write_txt(const struct export_request *request, struct text *file, struct fault *fault)
{
    return frames_walk(request, add_frame, file, fault);
}

static bool begins_txt(const char *bytes, size_t count)
{
    return export_begins(bytes, count, "╭─ network ") || export_begins(bytes, count, "+- network ");
}

const struct export_format export_txt = {
    .ending = ".txt",
    .summary = "the panels as text",
    .details = "They stand below each other as on the screen.",
    .write = write_txt,
    .steps = STEPS_TOGETHER,
    .begins = begins_txt,
};
