/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host.c - where every setup begins. */

#include "lesson/host.h"

#include <stddef.h>

#include "session/example.h"

struct session *host_fresh(struct host *host, const volatile sig_atomic_t *stop, const char *commands, int *line,
                           struct fault *fault)
{
    struct session *fresh = session_new(stop);
    if (host->run_quietly(host, fresh, examples[0].commands, line, fault) &&
        host->run_quietly(host, fresh, commands, line, fault))
        return fresh;
    session_free(fresh);
    return NULL;
}
