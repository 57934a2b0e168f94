/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.c - what is wrong with a lesson, sorted by line as it is found. */

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "lesson/lesson.h"

void lesson_fault_add(struct lesson_faults *faults, int line, const char *format, ...)
{
    struct text message = {0};
    va_list arguments;
    int at = faults->count;
    while (at > 0 && faults->fault[at - 1].line > line)
        at--;
    if (at == LESSON_MOST_FAULTS)
        return;
    va_start(arguments, format);
    text_vaddf(&message, format, arguments);
    va_end(arguments);
    if (faults->count == LESSON_MOST_FAULTS)
        free(faults->fault[--faults->count].message);
    faults->fault = alloc_one_more(faults->fault, faults->count, sizeof *faults->fault);
    memmove(faults->fault + at + 1, faults->fault + at, (size_t)(faults->count - at) * sizeof *faults->fault);
    faults->fault[at] = (struct lesson_fault){line, text_take(&message)};
    faults->count++;
}

void lesson_faults_clear(struct lesson_faults *faults)
{
    for (int i = 0; i < faults->count; i++)
        free(faults->fault[i].message);
    free(faults->fault);
    *faults = (struct lesson_faults){0};
}
