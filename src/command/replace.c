/* SPDX-License-Identifier: GPL-3.0-or-later */
/* replace.c - a look at the first bytes of the file. */

#include "command/replace.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BYTES = 8192 }; /* the names of the columns of a wide table among them */

bool replace_allowed(struct context *context, int i, const char *path, bool (*begins)(const char *bytes, size_t count),
                     const char *what)
{
    char bytes[FIRST_BYTES];
    struct stat status;
    /* What is not there, cannot be reached or is no regular file is left to file_replace, which names the reason. */
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
        return true;
    /* O_NONBLOCK: some files of the kernel make a reader wait. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    ssize_t count = file >= 0 ? read(file, bytes, sizeof bytes) : -1;
    if (file >= 0)
        close(file);
    if (count == 0 || (count > 0 && begins(bytes, (size_t)count)))
        return true;
    context_fault(context, i, "'%s' exists and is not %s", path, what);
    return fault_hint(context->fault, "choose another name");
}
