/* SPDX-License-Identifier: GPL-3.0-or-later */
/* autosave.c - the session goes into a file beside the history.
 *
 * Readline and curses end the program by themselves where they find no memory, as alloc.c does: that is why it is also
 * written at an exit that nobody announced. */

#include "ui/autosave.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/words.h"
#include "command/study.h"
#include "session/saved.h"
#include "ui/files.h"

enum { MOST = 9 };           /* several programs may end at once, when a terminal with many windows is closed */
enum { WHILE_WRITING = 60 }; /* seconds after which an empty file is no longer about to be written */

static const struct runner *watched; /* NULL while there is nothing to save */
static struct stat offered[MOST];    /* st_ino is 0 for none */

/* The path of file i = 0..MOST - 1: autosave, autosave-2, autosave-3, ... False when there is no folder for it. */
static bool add_path(struct text *path, int i)
{
    bool known = files_autosave(path);
    if (i > 0)
        text_addf(path, "-%d", i + 1);
    return known;
}

/* False as well when another program has set it aside, and perhaps a third one has written there since. */
static bool is_still_there(int i, const char *path)
{
    struct stat now;
    return offered[i].st_ino != 0 && stat(path, &now) == 0 && now.st_ino == offered[i].st_ino &&
           now.st_dev == offered[i].st_dev;
}

/* What was offered is not offered again, loaded or not, and not lost either. */
static void set_offered_aside(void)
{
    for (int i = 0; i < MOST; i++) {
        struct text path = {0}, older = {0};
        if (add_path(&path, i) && is_still_there(i, text_string(&path))) {
            text_addf(&older, "%s.old", text_string(&path));
            rename(text_string(&path), text_string(&older));
        }
        text_clear(&path);
        text_clear(&older);
    }
}

/* Takes a name that no other file has; false with a fault when there is none. */
static bool take_free_path(struct text *path, struct fault *fault)
{
    for (int i = 0; i < MOST; i++) {
        text_empty(path);
        if (!add_path(path, i))
            return fault_set(fault, "there is no folder for it");
        int file = open(text_string(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        /* Nothing is in it yet that a failing close could lose. */
        if (file >= 0) {
            close(file);
            return true;
        }
        if (errno != EEXIST)
            return fault_set(fault, "cannot write '%s': %s", text_string(path), strerror(errno));
    }
    return fault_set(fault, "%d others wait beside '%s'", MOST, text_string(path));
}

/* The same; where there is none, those that were offered here make room. */
static bool take_path(struct text *path, struct fault *fault)
{
    if (take_free_path(path, fault))
        return true;
    set_offered_aside();
    fault_clear(fault);
    return take_free_path(path, fault);
}

/* True of a file that a program has taken and not written yet, or was killed before it could; since when. */
static bool is_empty(const char *path, time_t *since)
{
    struct stat status;
    bool empty = stat(path, &status) == 0 && status.st_size == 0;
    *since = empty ? status.st_mtime : 0;
    return empty;
}

/* False with a fault when the session is in no file. There may be a fault, too, when it is in one that could not be
 * brought to the disk whole. */
static bool save(const struct runner *runner, struct fault *fault)
{
    struct text path = {0}, content = {0};
    time_t since;
    bool taken = saved_add_file(&content, study_own(runner), NULL, fault) && take_path(&path, fault);
    bool saved = taken && (file_replace(text_string(&path), &content, fault) || !is_empty(text_string(&path), &since));
    if (taken && !saved)
        unlink(text_string(&path));
    if (saved)
        set_offered_aside();
    text_clear(&content);
    text_clear(&path);
    return saved;
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

/* "load A or load B", for those that are there. Gives how many. */
static int add_offered(struct text *text)
{
    int count = 0, at = 0;
    for (int i = 0; i < MOST; i++)
        count += offered[i].st_ino != 0;
    for (int i = 0; i < MOST; i++) {
        struct text path = {0}, command = {0};
        if (offered[i].st_ino != 0 && add_path(&path, i)) {
            text_add(&command, "load ");
            words_add(&command, text_string(&path));
            text_add_or(text, text_string(&command), ++at == count);
        }
        text_clear(&path);
        text_clear(&command);
    }
    return count;
}

void autosave_begin(const struct runner *runner, struct text *offer)
{
    struct text loads = {0};
    watched = runner;
    for (int i = 0; i < MOST; i++) {
        struct text path = {0};
        time_t since;
        bool readable = add_path(&path, i) && access(text_string(&path), R_OK) == 0;
        bool empty = readable && is_empty(text_string(&path), &since);
        if (empty && since < time(NULL) - WHILE_WRITING)
            unlink(text_string(&path));
        if (!readable || empty || stat(text_string(&path), &offered[i]) != 0)
            offered[i].st_ino = 0;
        text_clear(&path);
    }
    int count = add_offered(&loads);
    if (count == 1)
        text_addf(offer,
                  "The last session was ended from outside. %s brings it back. This is offered once; then the file's "
                  "name ends in .old.",
                  text_string(&loads));
    else if (count > 1)
        text_addf(offer,
                  "%d sessions were ended from outside. %s brings one back. This is offered once; then the files' "
                  "names end in .old.",
                  count, text_string(&loads));
    text_clear(&loads);
}

static void save_or_complain(struct text *complaint)
{
    struct fault fault = {0};
    save(watched, &fault);
    if (fault.message.length > 0)
        text_addf(complaint, "unroll: saving the session: %s\n", text_string(&fault.message));
    fault_clear(&fault);
}

void autosave_end(bool by_signal, struct text *complaint)
{
    if (by_signal)
        save_or_complain(complaint);
    else
        set_offered_aside();
    watched = NULL;
}
