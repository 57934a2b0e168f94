/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg.c - the panel shown last as a drawing, with the sentence of the step for those who cannot see it. */

#include "export/drawing.h"
#include "export/export.h"
#include "session/sentence.h"

enum { COLUMNS = 100 };

static void add_description(struct text *text, const struct picture *picture)
{
    text_addf(text, "%s. ", picture->panel->summary);
    sentence_add(text, picture->view.session);
}

static bool write_svg(const struct export_request *request, struct text *file, struct fault *fault)
{
    const struct picture *picture = &request->picture;
    struct text title = {0}, description = {0};
    if (!panel_reach(picture->panel, &picture->view, fault))
        return false;
    struct canvas *canvas = panel_picture(picture->panel, &picture->view, COLUMNS, false);
    picture->panel->title(&picture->view, &title);
    add_description(&description, picture);
    drawing_add(file, canvas, text_string(&title), text_string(&description));
    text_clear(&title);
    text_clear(&description);
    canvas_free(canvas);
    return true;
}

const struct export_format export_svg = {
    .ending = ".svg",
    .summary = "the panel shown last, as a drawing",
    .details = "It is vector text, light or dark as the reader's system asks, with a title and a description for those "
               "who cannot see it.",
    .write = write_svg,
    .draws = true,
    .steps = STEPS_APART,
    .begins = drawing_begins,
};
