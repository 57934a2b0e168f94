/* SPDX-License-Identifier: GPL-3.0-or-later */
/* saved.c - writing the state as commands, and knowing such a file again. */

#include "session/saved.h"

#include <math.h>
#include <string.h>

#include "base/checksum.h"
#include "base/number.h"
#include "session/quantity.h"

static const char FIRST_LINE[] = "# unroll session 1\n";
static const char LAST_LINE[] = "# end ";

enum { LAST_LENGTH = 15, LINE_FILL = 48 * 1024 }; /* bytes of the last line; bytes of values a line gets */

static void add_step(struct text *text, const double *values, int count)
{
    for (int i = 0; i < count; i++) {
        text_add(text, i > 0 ? " " : "");
        if (isnan(values[i]))
            text_add(text, "none");
        else
            number_add_shortest(text, values[i]);
    }
}

/* Steps t..last, or as many as a line gets, and gives the step behind them. */
static int add_steps(struct text *text, const struct sequence *sequence, bool inputs, int t, int last)
{
    int count = inputs ? sequence->n_x : sequence->n_y;
    size_t start = text->length;
    text_add(text, count > 1 ? "[" : "");
    for (bool first = true; t <= last && text->length - start < LINE_FILL; t++, first = false) {
        text_add(text, first ? "" : count > 1 ? "; " : " ");
        add_step(text, inputs ? sequence_x(sequence, t) : sequence_y(sequence, t), count);
    }
    text_add(text, count > 1 ? "]" : "");
    return t;
}

static bool is_unset(const struct sequence *sequence, int t)
{
    bool unset = true;
    for (int i = 0; i < sequence->n_y; i++)
        unset = unset && isnan(sequence_y(sequence, t)[i]);
    return unset;
}

/* x or y, many steps a line: "x = 1 0 1", then "x += 1 1". "y +=" goes on behind the last target that is set; where a
 * line ended with one that is not, the next that is gets a line of its own: "y<7> = 1". */
static void add_values(struct text *text, const struct sequence *sequence, bool inputs, const char *separator,
                       size_t most, const volatile sig_atomic_t *stop)
{
    for (int t = 1; t <= sequence->T && text->length <= most && (stop == NULL || !*stop);) {
        bool goes_on = inputs || t == 1 || sequence_first_unset(sequence, t - 1, t - 1) == 0;
        if (!goes_on && is_unset(sequence, t)) {
            t++;
            continue;
        }
        if (goes_on)
            text_addf(text, "%s %s ", inputs ? "x" : "y", t == 1 ? "=" : "+=");
        else
            text_addf(text, "y<%d> = ", t);
        t = add_steps(text, sequence, inputs, t, goes_on ? sequence->T : t);
        text_add(text, separator);
    }
}

static void add_tape(struct text *text, const struct session *session, const char *separator)
{
    struct tape whole = session->tape;
    whole.part = 0;
    struct place place = tape_place(&whole);
    if (place.phase == PHASE_FORWARD)
        text_addf(text, "goto %d%s", place.t, separator);
    else if (place.phase == PHASE_BACKWARD)
        text_addf(text, "goto back %d%s", place.t, separator);
    if (session->tape.part > 0)
        text_addf(text, "substep %d%s", session->tape.part, separator);
    if (session->expanded > 0)
        text_addf(text, "expand %d%s", session->expanded, separator);
}

void saved_add_commands(struct text *text, const struct session *session, const char *separator, size_t most,
                        const volatile sig_atomic_t *stop)
{
    const struct network *network = &session->now.network;
    text_addf(text, "shape %d %d %d%s", network->n_x, network->n_a, network->n_y, separator);
    /* Without a sequence a seed draws its bug whether or not the network would show it. */
    if (session->now.bug_seed > 0)
        text_addf(text, "bug random %d%s", session->now.bug_seed, separator);
    text_addf(text, "g = %s%s", activation_name(network->g), separator);
    text_addf(text, "g* = %s%s", activation_name(network->g_star), separator);
    text_addf(text, "loss = %s%s", loss_name(network->loss), separator);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        text_addf(text, "%s = ", session_weight_symbol(session, (enum weight)w));
        quantity_add_exact(text, &network->weight[w], NULL);
        text_add(text, separator);
    }
    text_add(text, "a<0> = ");
    quantity_add_exact(text, &network->a0, NULL);
    text_add(text, separator);
    add_values(text, session->now.sequence, true, separator, most, stop);
    add_values(text, session->now.sequence, false, separator, most, stop);
    if (session->now.truncation > 0)
        text_addf(text, "truncate %d%s", session->now.truncation, separator);
    if (session->now.bug != BUG_NONE && session->now.bug_seed == 0)
        text_addf(text, "bug %d%s", (int)session->now.bug, separator);
    text_addf(text, "set digits %d%s", session->digits, separator);
    add_tape(text, session, separator);
    /* Last: a pasted line stops at a name that has no value yet, and by then all else is in place. */
    for (int i = 0; i < session->watched_count; i++)
        text_addf(text, "watch %s%s", session->watched[i], separator);
}

bool saved_add_file(struct text *text, const struct session *session, const volatile sig_atomic_t *stop,
                    struct fault *fault)
{
    text_add(text, FIRST_LINE);
    saved_add_commands(text, session, "\n", SAVED_LARGEST, stop);
    if (stop != NULL && *stop)
        return fault_interrupted(fault);
    if (text->cut)
        return fault_memory(fault);
    if (text->length + LAST_LENGTH > SAVED_LARGEST)
        return fault_set(fault, "this session would take more than %d bytes, the most a saved one may have",
                         SAVED_LARGEST);
    text_addf(text, "%s%08x\n", LAST_LINE, (unsigned)checksum(text->bytes, text->length));
    return true;
}

bool saved_begins(const char *bytes, size_t count)
{
    size_t length = strlen("# unroll session ");
    return count >= length && memcmp(bytes, FIRST_LINE, length) == 0;
}

/* The content with every line ended by a newline alone, as it was written. */
static void add_plain_lines(struct text *plain, const struct text *content)
{
    const char *bytes = text_string(content), *end = bytes + content->length;
    while (bytes < end) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes)), *behind = newline != NULL ? newline : end;
        bool turned = newline != NULL && behind > bytes && behind[-1] == '\r';
        text_add_bytes(plain, bytes, (size_t)(behind - bytes) - turned);
        text_add(plain, newline != NULL ? "\n" : "");
        bytes = behind + (newline != NULL);
    }
}

/* True when the last line holds the checksum of what stands before it. */
static bool checksum_holds(const struct text *plain)
{
    const char *bytes = text_string(plain);
    if (plain->length <= LAST_LENGTH)
        return false;
    size_t before = plain->length - LAST_LENGTH;
    struct text line = {0};
    text_addf(&line, "%s%08x\n", LAST_LINE, (unsigned)checksum(bytes, before));
    bool holds = bytes[before - 1] == '\n' && strcmp(bytes + before, text_string(&line)) == 0;
    text_clear(&line);
    return holds;
}

bool saved_check(const struct text *content, const char *path, struct fault *fault)
{
    struct text plain = {0};
    add_plain_lines(&plain, content);
    bool begins = saved_begins(text_string(&plain), plain.length);
    bool version = strncmp(text_string(&plain), FIRST_LINE, strlen(FIRST_LINE)) == 0;
    bool whole = checksum_holds(&plain), cut = plain.cut;
    text_clear(&plain);
    if (cut)
        return fault_memory(fault);
    if (!begins) {
        fault_set(fault, "'%s' is not a saved session: its first line is not '# unroll session 1'", path);
        return fault_hint(fault, "source runs a file of commands");
    }
    if (!version)
        return fault_set(fault, "'%s' was saved by another version of unroll; this one reads version 1", path);
    if (whole)
        return true;
    fault_set(fault, "'%s' is damaged or was edited: its checksum does not fit", path);
    return fault_hint(fault, "source runs it as commands all the same");
}

bool saved_is_line(const struct text *content)
{
    static const char first[] = "shape ";
    const char *line = text_string(content), *end = memchr(line, '\n', content->length);
    return strncmp(line, first, strlen(first)) == 0 && (end == NULL || end + 1 == line + content->length);
}
