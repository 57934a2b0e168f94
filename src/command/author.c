/* SPDX-License-Identifier: GPL-3.0-or-later */
/* author.c - a lesson's file begun and checked. */

#include "command/author.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "command/aside.h"
#include "lesson/checker.h"
#include "lesson/skeleton.h"

/* A skeleton is never written over what is there. */
static bool is_free(struct context *context, const char *path)
{
    struct stat status;
    if (lstat(path, &status) != 0)
        return true;
    context_fault(context, 2, "'%s' is there already", path);
    return fault_hint(context->fault, "another name is needed");
}

bool author_new(struct context *context)
{
    const char *path = context_argument(context, 2);
    struct text text = {0};
    bool done = is_free(context, path);
    if (done && !skeleton_add(&text, path, context->fault)) {
        context->fault->column = (ptrdiff_t)context->words.word[2].column;
        done = false;
    }
    if (done && file_replace(path, &text, context->fault))
        context_say(context, "wrote %s; lesson check %s says what is wrong with it.", path, path);
    else
        done = false;
    text_clear(&text);
    return done;
}

/* Says each line of the report. */
static void say_lines(struct context *context, char *report)
{
    for (char *end; (end = strchr(report, '\n')) != NULL; report = end + 1) {
        *end = '\0';
        context->sink->value(context->sink, report);
    }
}

/* Gives the number of faults in the file; one when it cannot be read, -1 with a fault when the work was interrupted. */
static int check_file(struct context *context, const char *path)
{
    struct host host = {.run_quietly = aside_run_of_lesson};
    const volatile sig_atomic_t *stop = context->session->stop;
    struct text report = {0};
    struct fault fault = {0};
    int count = checker_report(path, &host, stop, &report, &fault);
    if (count >= 0 && report.length > 0)
        say_lines(context, report.bytes);
    if (count < 0 && stop != NULL && *stop) {
        fault_interrupted(context->fault);
    } else if (count < 0) {
        run_report(context->runner, NULL, &fault);
        count = 1;
    }
    text_clear(&report);
    fault_clear(&fault);
    return count;
}

bool author_check(struct context *context)
{
    int faults = 0, files = context->words.count - 2;
    for (int i = 0; i < files; i++) {
        int count = check_file(context, context_argument(context, 2 + i));
        if (count < 0)
            return false;
        faults += count;
    }
    if (faults > 0)
        return fault_set(context->fault, "%d fault%s in %d lesson%s", faults, faults == 1 ? "" : "s", files,
                         files == 1 ? "" : "s");
    context_say(context, "%d lesson%s, no faults.", files, files == 1 ? "" : "s");
    return true;
}
