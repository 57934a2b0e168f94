/* SPDX-License-Identifier: GPL-3.0-or-later */
/* folders.c - the variable's folder or the one under HOME, and in it a folder of this program. */

#include "base/folders.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char *absolute(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && value[0] == '/' ? value : NULL;
}

static bool add_base(struct text *path, const char *variable, const char *under_home)
{
    const char *base = absolute(variable), *home = absolute("HOME");
    if (base != NULL)
        text_addf(path, "%s/unroll", base);
    else if (home != NULL)
        text_addf(path, "%s/%s/unroll", home, under_home);
    return base != NULL || home != NULL;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Makes every folder of the path that is missing, for this user only. */
static bool make_folders(char *path)
{
    if (make_folder(path))
        return true;
    for (char *slash = path + 1; *slash != '\0'; slash++) {
        if (*slash != '/')
            continue;
        *slash = '\0';
        bool made = make_folder(path) || errno == EROFS || errno == EACCES;
        *slash = '/';
        if (!made)
            return false;
    }
    return make_folder(path);
}

bool folders_add_state(struct text *path, const char *name)
{
    if (!add_base(path, "XDG_STATE_HOME", ".local/state") || !make_folders(path->bytes))
        return false;
    text_addf(path, "/%s", name);
    return true;
}

static bool add_file(struct text *path, const char *variable, const char *under_home, const char *name)
{
    bool there = add_base(path, variable, under_home);
    if (there)
        text_addf(path, "/%s", name);
    return there;
}

bool folders_add_config(struct text *path, const char *name)
{
    return add_file(path, "XDG_CONFIG_HOME", ".config", name);
}

bool folders_add_data(struct text *path, const char *name)
{
    return add_file(path, "XDG_DATA_HOME", ".local/share", name);
}
