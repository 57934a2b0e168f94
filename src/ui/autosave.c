/* SPDX-License-Identifier: GPL-3.0-or-later */
/* autosave.c - the session goes into a file beside the history.
 *
 * Readline and curses end the program by themselves where they find no memory, as alloc.c does: that is why it is also
 * written at an exit that nobody announced. */

#include "ui/autosave.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "session/saved.h"
#include "ui/files.h"

static const struct session *watched; /* NULL while there is nothing to save */
static bool offered;

static bool save(const struct session *session)
{
    struct text path = {0}, content = {0};
    struct fault fault = {0};
    bool done = files_autosave(&path) && saved_add_file(&content, session, NULL, &fault) &&
                file_replace(text_string(&path), &content, &fault);
    fault_clear(&fault);
    text_clear(&content);
    text_clear(&path);
    return done;
}

static void save_at_exit(void)
{
    const struct session *session = watched;
    /* Memory may end a second time. */
    watched = NULL;
    if (session == NULL)
        return;
    alloc_give_up();
    fputs(save(session) ? "unroll: ended for want of memory; the session is saved, and the next start offers it\n"
                        : "unroll: ended for want of memory; the session could not be saved\n",
          stderr);
}

void autosave_prepare(void)
{
    atexit(save_at_exit);
}

void autosave_begin(const struct session *session, struct text *offer)
{
    struct text path = {0};
    watched = session;
    offered = files_autosave(&path) && access(text_string(&path), R_OK) == 0;
    if (offered)
        text_addf(offer, "The last session was ended from outside. load %s brings it back.", text_string(&path));
    text_clear(&path);
}

void autosave_end(bool by_signal)
{
    struct text path = {0};
    if (by_signal)
        save(watched);
    else if (offered && files_autosave(&path))
        unlink(text_string(&path));
    watched = NULL;
    text_clear(&path);
}
