/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - the list of formats. */

#include "export/export.h"

#include <ctype.h>
#include <string.h>

extern const struct export_format export_cast, export_csv, export_html, export_md, export_svg, export_tex, export_txt;

const struct export_format *const export_formats[] = {&export_cast, &export_csv, &export_html, &export_md,
                                                      &export_svg,  &export_tex, &export_txt,  NULL};

static void set_each_step(struct export_request *request)
{
    request->each_step = true;
}

static void set_blank(struct export_request *request)
{
    request->answers = ANSWERS_BLANK;
}

static void set_key(struct export_request *request)
{
    request->answers = ANSWERS_KEY;
}

const struct export_option export_options[] = {
    {"--each-step", "every step instead of the present one; drawings get a file each", set_each_step},
    {"--blank", "a worksheet: blanks for the numbers of the equations", set_blank},
    {"--key", "the same worksheet with its blanks filled in", set_key},
    {NULL, NULL, NULL},
};

const struct export_format *export_find(const char *path, struct fault *fault)
{
    const char *ending = strrchr(path, '.');
    for (const struct export_format *const *format = export_formats; ending != NULL && *format != NULL; format++) {
        if (strcmp((*format)->ending, ending) == 0)
            return *format;
    }
    fault_set(fault, "'%s' has no ending that says what to write", path);
    fault_hint(fault, "the endings are");
    for (const struct export_format *const *format = export_formats; *format != NULL; format++)
        text_addf(&fault->hint, "%s %s", format == export_formats ? "" : ",", (*format)->ending);
    return NULL;
}

bool export_begins(const char *bytes, size_t count, const char *begin)
{
    size_t length = strlen(begin);
    return count > length && memcmp(bytes, begin, length) == 0 && isdigit((unsigned char)bytes[length]);
}

bool export_possible(const struct export_format *format, const struct export_request *request, struct fault *fault)
{
    if (request->each_step && format->steps == STEPS_ALWAYS)
        return fault_set(fault, "a %s file holds every step without being asked", format->ending);
    if (format->script && request->spoken == NULL && !request->each_step) {
        fault_set(fault, "a %s file records a script, and none is named", format->ending);
        return fault_hint(fault, "its file comes behind; or --each-step shows every step");
    }
    if (request->answers == ANSWERS_SHOWN || format->worksheet)
        return true;
    fault_set(fault, "a %s file cannot be a worksheet", format->ending);
    fault_hint(fault, "these can:");
    for (const struct export_format *const *row = export_formats; *row != NULL; row++) {
        if ((*row)->worksheet)
            text_addf(&fault->hint, " %s", (*row)->ending);
    }
    return false;
}
