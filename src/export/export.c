/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.c - the list of formats. */

#include "export/export.h"

#include <string.h>

extern const struct export_format export_csv, export_html, export_md, export_svg, export_tex, export_txt;

const struct export_format *const export_formats[] = {&export_csv, &export_html, &export_md, &export_svg,
                                                      &export_tex, &export_txt,  NULL};

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
