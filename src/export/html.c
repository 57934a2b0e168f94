/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html.c - one page that steps through the session without a network: the files of src/export/page with the session's
 * numbers put in. The page computes nothing; what it shows was computed here. */

#include <string.h>

#include "export/escaped.h"
#include "export/export.h"
#include "export/page_data.h"
#include "session/saved.h"

static const char page[] = {
#include "page.html.inc"
};
static const char style[] = {
#include "page.css.inc"
};
static const char script[] = {
#include "page.js.inc"
};

static bool add_data(const struct export_request *request, struct text *file, struct fault *fault)
{
    struct session *copy = session_copy(request->session, fault);
    bool done = copy != NULL && page_data_add(file, copy, fault);
    if (copy != NULL)
        session_free(copy);
    return done;
}

static void add_session(const struct export_request *request, struct text *file)
{
    struct text commands = {0};
    saved_add_commands(&commands, request->session, "; ", SAVED_LARGEST, NULL);
    escaped_add_xml(file, text_string(&commands));
    text_clear(&commands);
}

/* What stands for the word between two '@' in the page. */
static bool add_word(const struct export_request *request, struct text *file, const char *word, struct fault *fault)
{
    if (strncmp(word, "VERSION", 7) == 0)
        text_add(file, UNROLL_VERSION);
    else if (strncmp(word, "TITLE", 5) == 0)
        escaped_add_xml(file, request->title);
    else if (strncmp(word, "STYLE", 5) == 0)
        text_add_bytes(file, style, strlen(style) - 1);
    else if (strncmp(word, "SCRIPT", 6) == 0)
        text_add_bytes(file, script, strlen(script) - 1);
    else if (strncmp(word, "SESSION", 7) == 0)
        add_session(request, file);
    else
        return add_data(request, file, fault);
    return true;
}

static bool may_be_a_page(const struct session *session, struct fault *fault)
{
    int T = session->now.sequence->T;
    if (T == 0) {
        fault_set(fault, "there is no sequence to step through");
        return fault_hint(fault, "%s sets one", session_sequence_example(session));
    }
    if (T <= PAGE_MOST_STEPS)
        return true;
    fault_set(fault, "a page holds %d steps at most, and this sequence has %d", PAGE_MOST_STEPS, T);
    return fault_hint(fault, "a .csv file holds them all");
}

static bool write_html(const struct export_request *request, struct text *file, struct fault *fault)
{
    if (!may_be_a_page(request->session, fault))
        return false;
    for (const char *at = page; *at != '\0';) {
        size_t plain = strcspn(at, "@");
        text_add_bytes(file, at, plain);
        at += plain;
        if (*at == '\0')
            break;
        if (!add_word(request, file, at + 1, fault))
            return false;
        at = strchr(at + 1, '@') + 1;
    }
    return true;
}

static bool begins_html(const char *bytes, size_t count)
{
    return export_begins(bytes, count, "<!DOCTYPE html>\n<!-- unroll ");
}

const struct export_format export_html = {
    .ending = ".html",
    .summary = "a page for a browser that steps through the network, in one file",
    .details = "One file of at most 100 steps that needs nothing else: forward and back by a slider and keys, with the "
               "equations, the table, the series and the triangle, and a prediction before each step if wanted. Its "
               "numbers are those that print gives.",
    .write = write_html,
    .begins = begins_html,
};
