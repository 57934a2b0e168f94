/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - empty variables count as unset, relative ones are ignored. */

#include "ui/files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { LARGEST_INIT = 1024 * 1024 };

static const char *absolute(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] == '/' ? value : NULL;
}

/* The folder for this kind of file: the variable's, or the one under HOME. */
static bool add_base(struct text *path, const char *variable, const char *under_home)
{
    const char *base = absolute(variable), *home = absolute("HOME");
    if (base != NULL)
        text_add(path, base);
    else if (home != NULL)
        text_addf(path, "%s/%s", home, under_home);
    return base != NULL || home != NULL;
}

/* Makes every folder of the path that is missing, for this user only. */
static bool make_folders(char *path)
{
    for (char *slash = path + 1; *slash != '\0'; slash++) {
        if (*slash != '/')
            continue;
        *slash = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST || errno == EROFS || errno == EACCES;
        *slash = '/';
        if (!made)
            return false;
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool add_state(struct text *path, const char *name)
{
    if (!add_base(path, "XDG_STATE_HOME", ".local/state"))
        return false;
    text_add(path, "/unroll");
    if (!make_folders(path->bytes))
        return false;
    text_addf(path, "/%s", name);
    return true;
}

bool files_history(struct text *path)
{
    return add_state(path, "history");
}

bool files_autosave(struct text *path)
{
    return add_state(path, "autosave");
}

bool files_init(struct text *path)
{
    if (!add_base(path, "XDG_CONFIG_HOME", ".config"))
        return false;
    text_add(path, "/unroll/init");
    return true;
}

static bool refuse(struct text *remark, const char *path, const char *reason, const char *remedy)
{
    text_addf(remark, "unroll: %s is not read: %s (%s)", path, reason, remedy);
    return false;
}

bool files_read_init(const char *path, struct text *content, struct text *remark)
{
    struct stat status;
    struct fault fault = {0};
    if (lstat(path, &status) != 0)
        return errno == ENOENT || errno == ENOTDIR ? false : refuse(remark, path, strerror(errno), "or use --no-init");
    if (!S_ISREG(status.st_mode))
        return refuse(remark, path, "it is not a regular file", "put the file itself there");
    if (status.st_uid != geteuid())
        return refuse(remark, path, "it belongs to another user", "make one of your own");
    if ((status.st_mode & 022) != 0)
        return refuse(remark, path, "others may write it", "chmod go-w makes it safe");
    bool done = file_read(path, LARGEST_INIT, content, &fault);
    if (!done)
        refuse(remark, path, text_string(&fault.message), "or use --no-init");
    fault_clear(&fault);
    return done;
}
