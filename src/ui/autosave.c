/* SPDX-License-Identifier: GPL-3.0-or-later */
/* autosave.c - the session goes into a file beside the history.
 *
 * Readline and curses end the program by themselves where they find no memory, as alloc.c does: that is why it is also
 * written at an exit that nobody announced. */

#include "ui/autosave.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/words.h"
#include "command/study.h"
#include "session/saved.h"
#include "ui/files.h"

static const struct runner *watched; /* NULL while there is nothing to save */
static bool offered;

/* What nobody has loaded is not to be lost. False where it cannot be renamed. */
static bool set_aside(const char *path)
{
    struct text older = {0};
    text_addf(&older, "%s.old", path);
    bool done = rename(path, text_string(&older)) == 0 || errno == ENOENT;
    text_clear(&older);
    return done;
}

static bool save(const struct runner *runner, struct fault *fault)
{
    struct text path = {0}, content = {0};
    bool done = (files_autosave(&path) || fault_set(fault, "there is no folder for it")) &&
                saved_add_file(&content, study_own(runner), NULL, fault) &&
                (set_aside(text_string(&path)) || fault_set(fault, "'%s' cannot be renamed", text_string(&path))) &&
                file_replace(text_string(&path), &content, fault);
    text_clear(&content);
    text_clear(&path);
    return done;
}

static void save_at_exit(void)
{
    const struct runner *runner = watched;
    /* Memory may end a second time. */
    watched = NULL;
    if (runner == NULL)
        return;
    alloc_give_up();
    struct fault fault = {0};
    fputs(save(runner, &fault)
              ? "unroll: ended for want of memory; the session is saved, and the next start offers it\n"
              : "unroll: ended for want of memory; the session could not be saved\n",
          stderr);
    fault_clear(&fault);
}

void autosave_prepare(void)
{
    atexit(save_at_exit);
}

void autosave_begin(const struct runner *runner, struct text *offer)
{
    struct text path = {0}, word = {0};
    watched = runner;
    offered = files_autosave(&path) && access(text_string(&path), R_OK) == 0;
    words_add(&word, text_string(&path));
    if (offered)
        text_addf(offer,
                  "The last session was ended from outside. load %s brings it back. This is offered once; then the "
                  "file is called autosave.old.",
                  text_string(&word));
    text_clear(&word);
    text_clear(&path);
}

static void save_or_complain(struct text *complaint)
{
    struct fault fault = {0};
    if (!save(watched, &fault))
        text_addf(complaint, "unroll: the session could not be saved: %s\n", text_string(&fault.message));
    fault_clear(&fault);
}

void autosave_end(bool by_signal, struct text *complaint)
{
    struct text path = {0};
    if (by_signal)
        save_or_complain(complaint);
    else if (offered && files_autosave(&path))
        set_aside(text_string(&path));
    watched = NULL;
    text_clear(&path);
}
