/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complete.h - what Tab offers at a place in a line. */

#ifndef UNROLL_COMMAND_COMPLETE_H
#define UNROLL_COMMAND_COMPLETE_H

#include "command/command.h"

/* Called with each candidate; to is the caller's. */
typedef void complete_offer(void *to, const char *candidate);

/* Offers every candidate for the word line[start..end) that begins like it. True when file names would also fit. */
bool complete_word(const struct session *session, const char *line, size_t start, size_t end, complete_offer *offer,
                   void *to);

#endif
