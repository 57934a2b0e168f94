/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - the session in another program's format; the rows of the formats say which there are. */

#include "export/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/near.h"
#include "base/utf8.h"
#include "command/complete.h"
#include "command/look.h"
#include "command/recording.h"
#include "command/replace.h"
#include "command/runner.h"
#include "export/frames.h"

/* The panel shown last, or the graph. */
static struct picture usual_picture(const struct context *context)
{
    const struct picture *shown = &context->runner->shown;
    if (shown->panel != NULL && shown->view.t <= context->session->now.sequence->T && view_name_holds(&shown->view))
        return *shown;
    return (struct picture){&panel_graph, {.session = context->session, .w = WEIGHT_V, .all = true}};
}

static bool choose_panel(struct context *context, int i, const struct export_format *format, struct picture *picture)
{
    static const char *const nothing_else = NULL;
    const char *name = context_argument(context, i);
    if (!format->draws)
        return context_fault(context, i, "a %s file holds all there is, not one panel", format->ending);
    *picture = (struct picture){panel_find(name), {.session = context->session, .w = WEIGHT_V, .all = true}};
    if (picture->panel == NULL) {
        context_fault(context, i, "there is no panel '%s' to draw", name);
        return look_hint_panel(context, name, &nothing_else);
    }
    if (!picture->panel->named)
        return true;
    context_fault(context, i, "the panel '%s' is of a name", name);
    return fault_hint(context->fault, "%s NAME shows it, and export without a panel then draws it", name);
}

static bool set_option(struct context *context, int i, struct export_request *request)
{
    const char *name = context_argument(context, i);
    struct near near;
    near_begin(&near, name);
    for (const struct export_option *row = export_options; row->name != NULL; row++) {
        if (strcmp(row->name, name) == 0) {
            row->set(request);
            return true;
        }
        near_offer(&near, row->name);
    }
    context_fault(context, i, "export has no option '%s'", name);
    if (near.nearest != NULL)
        return fault_hint(context->fault, "did you mean '%s'?", near.nearest);
    return fault_hint(context->fault, "export alone lists them");
}

static bool record_script(struct context *context, int i, struct text *recording, struct export_request *request)
{
    if (!recording_make(recording, context, context_argument(context, i), request->ascii)) {
        context->fault->column = (ptrdiff_t)context->words.word[i].column;
        return false;
    }
    request->spoken = recording;
    return recording->length > 0 ? true
                                 : context_fault(context, i, "there is no line in '%s'", context_argument(context, i));
}

/* What stands behind the file: options, and one panel or script. */
static bool read_request(struct context *context, const struct export_format *format, struct text *recording,
                         struct export_request *request)
{
    bool chosen = false;
    request->picture = usual_picture(context);
    for (int i = 2; context_argument(context, i) != NULL; i++) {
        bool option = context_argument(context, i)[0] == '-';
        if (!option && chosen)
            return context_fault(context, i, "one %s at a time", format->script ? "script" : "panel");
        chosen = chosen || !option;
        if (!(option           ? set_option(context, i, request)
              : format->script ? record_script(context, i, recording, request)
                               : choose_panel(context, i, format, &request->picture)))
            return false;
    }
    return export_possible(format, request, context->fault);
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
    for (const struct export_option *option = export_options; option->name != NULL; option++)
        context_say(context, "  %-12s %s", option->name, option->summary);
    return true;
}

/* One file of several: drawing-03.svg, with as many digits as the last one has. */
static char *path_of(const char *path, int number, int count)
{
    const char *ending = strrchr(path, '.');
    struct text text = {0};
    int digits = 1;
    for (int rest = count; rest >= 10; rest /= 10)
        digits++;
    text_add_bytes(&text, path, (size_t)(ending - path));
    text_addf(&text, "-%0*d%s", digits, number, ending);
    return text_take(&text);
}

/* What a walk over the steps writes them with, and how far it has come. */
struct walk {
    struct context *context;
    const struct export_format *format;
    const char *path;
    int written, count;
};

static bool may_write(struct context *context, const struct export_format *format, const char *path)
{
    return replace_allowed(context, 1, path, format->begins, "an earlier export");
}

static bool write_file(struct context *context, const struct export_format *format,
                       const struct export_request *request, const char *path, struct fault *fault)
{
    struct text file = {0};
    bool done = may_write(context, format, path) && format->write(request, &file, fault);
    /* Ctrl-C may have left a picture unfinished. */
    if (done && session_stopped(context->session))
        done = fault_interrupted(fault);
    done = done && file_replace(path, &file, fault);
    text_clear(&file);
    return done;
}

/* All files are looked at before the first is written. */
static bool may_write_all(const struct walk *walk, int count)
{
    bool may = true;
    for (int number = 1; may && number <= count; number++) {
        char *path = path_of(walk->path, number, count);
        may = may_write(walk->context, walk->format, path);
        free(path);
    }
    return may;
}

static bool write_frame(void *to, const struct export_request *frame, int number, int count, struct fault *fault)
{
    struct walk *walk = to;
    struct export_request one = *frame;
    if (number == 1 && !may_write_all(walk, count))
        return false;
    char *path = path_of(walk->path, number, count);
    one.each_step = false;
    bool done = write_file(walk->context, walk->format, &one, path, fault);
    walk->written += done;
    walk->count = count;
    if (done && number == count)
        context_say(walk->context, "wrote %d files, the last of them %s.", count, path);
    free(path);
    return done;
}

/* An earlier export that was written over cannot come back, so an interrupted walk says how far it came. */
static bool write_each(struct walk *walk, const struct export_request *request)
{
    struct fault *fault = walk->context->fault;
    if (frames_walk(request, write_frame, walk, fault))
        return true;
    if (walk->written > 0 && session_stopped(request->session))
        fault_set(fault, "interrupted; %d of %d files are written", walk->written, walk->count);
    return false;
}

static bool write_all(struct context *context, const struct export_format *format, const struct export_request *request,
                      const char *path)
{
    struct walk walk = {.context = context, .format = format, .path = path};
    if (request->each_step && format->steps == STEPS_APART)
        return write_each(&walk, request);
    if (!write_file(context, format, request, path, context->fault))
        return false;
    context_say(context, "wrote %s.", path);
    return true;
}

static bool export_session(struct context *context)
{
    const char *path = context_argument(context, 1);
    if (path == NULL)
        return list(context);
    const struct export_format *format = export_find(path, context->fault);
    struct utf8_locale utf8;
    if (!utf8_enter(&utf8))
        return fault_memory(context->fault);
    /* A file is the same in every locale: ASCII where a person asked for it, not where the terminal has nothing
     * else. */
    bool ascii = context->sink->ascii && (context->sink->may_be_unicode || !utf8.entered);
    struct export_request request = {.session = context->session, .ascii = ascii};
    struct text title = {0}, recording = {0};
    if (format != NULL)
        add_title(&title, path);
    request.title = text_string(&title);
    bool done = format != NULL && read_request(context, format, &recording, &request) &&
                write_all(context, format, &request, path);
    utf8_leave(&utf8);
    if (!done && context->fault->column < 0)
        context->fault->column = (ptrdiff_t)context->words.word[1].column;
    text_clear(&title);
    text_clear(&recording);
    return done;
}

/* The name of a file that is begun with every ending there is. */
static void complete_endings(const struct completion *completion)
{
    size_t name = strcspn(completion->begun, ".\t \n;");
    for (int i = 0; completion->length > 0 && export_formats[i] != NULL; i++) {
        struct text file = {0};
        text_add_bytes(&file, completion->begun, name < completion->length ? name : completion->length);
        text_add(&file, export_formats[i]->ending);
        complete_with(completion, text_string(&file));
        text_clear(&file);
    }
}

/* True when a panel or a script stands behind the file already. */
static bool is_chosen(const struct words *words)
{
    bool chosen = false;
    for (int i = 2; i < words->count; i++)
        chosen = chosen || words->word[i].string[0] != '-';
    return chosen;
}

/* A file; behind it what its format takes: a panel or a script, options. */
static bool complete_export(const struct completion *completion)
{
    struct fault ignored = {0};
    if (completion->words->count == 1) {
        complete_endings(completion);
        return true;
    }
    const struct export_format *format = export_find(completion->words->word[1].string, &ignored);
    fault_clear(&ignored);
    bool more = format != NULL && !is_chosen(completion->words);
    if (more && format->draws)
        complete_panel(completion);
    for (int i = 0; format != NULL && export_options[i].name != NULL; i++)
        complete_with(completion, export_options[i].name);
    return more && format->script;
}

const struct command command_export = {
    .name = "export",
    .group = GROUP_FILES,
    .usage = "[FILE [PANEL|SCRIPT] [--each-step] [--blank|--key]]",
    .summary = "writes a file for another program; alone lists the formats",
    .details =
        "The ending of the file says the format. A drawing is of the panel shown last, or of the one named, and "
        "of the graph if there was none. A worksheet with --blank and its solutions with --key are made from the "
        "same equations.",
    .example = "export steps.csv",
    .max_args = 4,
    .complete = complete_export,
    .run = export_session,
};
