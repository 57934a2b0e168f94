/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - the session in another program's format; the rows of the formats say which there are. */

#include "export/export.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "command/command.h"
#include "command/replace.h"
#include "command/runner.h"

/* The panel named, or the one shown last, or the graph. */
static bool choose_picture(struct context *context, const struct export_format *format, struct picture *picture)
{
    const char *name = context_argument(context, 2);
    const struct picture *shown = &context->runner->shown;
    *picture = (struct picture){&panel_graph, {.session = context->session, .w = WEIGHT_V, .all = true}};
    if (name == NULL) {
        bool holds = shown->panel != NULL && shown->view.t <= context->session->now.sequence->T;
        *picture = holds ? *shown : *picture;
        return true;
    }
    if (!format->draws)
        return context_fault(context, 2, "a %s file holds all there is, not one panel", format->ending);
    picture->panel = panel_find(name);
    return picture->panel != NULL && picture->panel != &panel_plot && picture->panel != &panel_explain
               ? true
               : context_fault(context, 2, "there is no panel '%s' to draw", name);
}

/* What the file is called, without its folder and its ending. */
static void add_title(struct text *title, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    utf8_add_visible_line(title, name, (size_t)(strrchr(name, '.') - name));
}

static bool list(struct context *context)
{
    for (const struct export_format *const *format = export_formats; *format != NULL; format++)
        context_say(context, "  %-6s %s", (*format)->ending, (*format)->summary);
    return true;
}

static bool export_session(struct context *context)
{
    const char *path = context_argument(context, 1);
    if (path == NULL)
        return list(context);
    const struct export_format *format = export_find(path, context->fault);
    struct export_request request = {.session = context->session, .ascii = context->sink->ascii};
    struct text file = {0}, title = {0};
    if (format != NULL)
        add_title(&title, path);
    request.title = text_string(&title);
    bool done = format != NULL && replace_allowed(context, format->begins, "an earlier export") &&
                choose_picture(context, format, &request.picture) && format->write(&request, &file, context->fault) &&
                file_replace(path, &file, context->fault);
    if (done)
        context_say(context, "wrote %s.", path);
    else if (context->fault->column < 0)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
    text_clear(&file);
    text_clear(&title);
    return done;
}

const struct command command_export = {
    .name = "export",
    .group = GROUP_FILES,
    .usage = "[FILE [PANEL]]",
    .summary = "writes a file for another program; alone lists the formats",
    .details = "The ending of the file says the format. A drawing is of the panel shown last, or of the one named, and "
               "of the graph if there was none.",
    .example = "export steps.csv",
    .max_args = 2,
    .complete = COMPLETE_EXPORTS,
    .run = export_session,
};
