/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replace.c - a look at the first bytes of the file. */

#include "command/replace.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { FIRST_BYTES = 8192 }; /* the names of the columns of a wide table among them */

/* How many of the first bytes there are: none, too, where there is no regular file, and -1 where they cannot be read. */
static ssize_t first_bytes(const char *path, char bytes[FIRST_BYTES])
{
    struct stat status;
    struct text place = {0};
    ssize_t count = 0;
    const char *found = file_place(path, &place);
    /* What is not there, cannot be reached or is no regular file is left to file_replace, which names the reason. */
    if (found != NULL && stat(found, &status) == 0 && S_ISREG(status.st_mode)) {
        /* O_NONBLOCK: some files of the kernel make a reader wait. */
        int file = open(found, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        count = file >= 0 ? read(file, bytes, FIRST_BYTES) : -1;
        if (file >= 0)
            close(file);
    }
    text_clear(&place);
    return count;
}

bool replace_allowed(struct context *context, int i, const char *path, bool (*begins)(const char *bytes, size_t count),
                     const char *what)
{
    char bytes[FIRST_BYTES];
    ssize_t count = first_bytes(path, bytes);
    if (count == 0 || (count > 0 && begins(bytes, (size_t)count)))
        return true;
    context_fault(context, i, "'%s' exists and is not %s", path, what);
    return fault_hint(context->fault, "choose another name");
}
