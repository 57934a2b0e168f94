/* SPDX-License-Identifier: GPL-3.0-or-later */
/* complete.h - what Tab offers at a place in a line, and what the rows of the commands offer their arguments with. */

#ifndef UNROLL_COMMAND_COMPLETE_H
#define UNROLL_COMMAND_COMPLETE_H

#include "command/command.h"

/* Called with each candidate; to is the caller's. */
typedef void complete_offer(void *to, const char *candidate);

/* The word that is begun, what stands before it, and where its candidates go. */
struct completion {
    const struct session *session;
    const struct words *words; /* before it; behind a command words->count is the number of the argument it begins */
    const char *begun;         /* the word, in its line */
    size_t length;             /* bytes of it */
    complete_offer *offer;
    void *to;
};

/* Offers every candidate for the word line[start..end) that begins like it. True when file names would also fit. */
bool complete_word(const struct session *session, const char *line, size_t start, size_t end, complete_offer *offer,
                   void *to);

/* Offers the candidate if it begins like the word. */
void complete_with(const struct completion *completion, const char *candidate);

/* Offers each of the words, which are parted by blanks or '|'. */
void complete_with_words(const struct completion *completion, const char *words);

/* Offers the commands' names. */
void complete_with_commands(const struct completion *completion);

/* Offers the weights; of those inside g (v, u, b_a) only when inside. */
void complete_with_weights(const struct completion *completion, bool inside);

/* Offers the names of the derivation; those alone that run over steps, terms or cells when running. */
void complete_with_names(const struct completion *completion, bool running);

/* For the rows. Each is true when file names would also fit. */

/* Any argument is a name. */
bool complete_names(const struct completion *completion);

/* The first argument is a weight. */
bool complete_weight(const struct completion *completion);

/* The first argument is a weight inside g. */
bool complete_weight_inside(const struct completion *completion);

/* The first argument is the name of one number that can be changed: a weight, a<0>, or what an entry of them begins
 * with. */
bool complete_parameter(const struct completion *completion);

/* Any argument is such a name. */
bool complete_parameters(const struct completion *completion);

/* Any argument is a panel that needs no name. */
bool complete_panel(const struct completion *completion);

/* Any argument is a lesson. */
bool complete_lesson(const struct completion *completion);

/* Any argument is a file. */
bool complete_file(const struct completion *completion);

#endif
