/* SPDX-License-Identifier: GPL-3.0-or-later */
/* files.c - the files by name, and whether the init file is safe. */

#include "ui/files.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folders.h"

enum { LARGEST_INIT = 1024 * 1024 };

bool files_history(struct text *path)
{
    return folders_add_state(path, "history");
}

bool files_autosave(struct text *path)
{
    return folders_add_state(path, "autosave");
}

bool files_init(struct text *path)
{
    return folders_add_config(path, "init");
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
