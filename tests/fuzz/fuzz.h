/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h - targets that take any bytes. Each asserts what must hold whatever the bytes are, and aborts where it does
 * not. libFuzzer drives them (make fuzz), and the suite fuzz replays the corpus. They stand in a folder that they may
 * fill. */

#ifndef UNROLL_TESTS_FUZZ_FUZZ_H
#define UNROLL_TESTS_FUZZ_FUZZ_H

#include <ctype.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/checksum.h"
#include "command/aside.h"
#include "session/saved.h"
#include "tests/runner.h"

/* Command lines and expressions: a session that comes of them can be saved and comes back the same. */
void fuzz_line(const uint8_t *bytes, size_t count);

/* A session file, as it is or behind a right first line and checksum: all of it is done or nothing. */
void fuzz_session(const uint8_t *bytes, size_t count);

/* A lesson behind a byte that gives the width, 1 to 200: read, wrapped, played, drawn; nothing is wider. */
void fuzz_lesson(const uint8_t *bytes, size_t count);

/* A file of numbers: a sequence of finite numbers comes of it, or nothing changes. */
void fuzz_csv(const uint8_t *bytes, size_t count);

/* Text from a stranger: nothing of it can do anything to a terminal. */
void fuzz_filter(const uint8_t *bytes, size_t count);

/* A network and a sequence that the bytes describe: the four ways to its gradients agree. */
void fuzz_model(const uint8_t *bytes, size_t count);

#define FUZZ_TARGETS(X) X(line) X(session) X(lesson) X(csv) X(filter) X(model)

#define fuzz_must(condition, ...)                                                                                      \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: %s does not hold: ", __FILE__, __LINE__, #condition);                              \
            fprintf(stderr, __VA_ARGS__);                                                                              \
            fputc('\n', stderr);                                                                                       \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* The session as commands. Yours to clear. */
static inline struct text fuzz_state(const struct session *session)
{
    struct text text = {0};
    saved_add_commands(&text, session, "\n", SAVED_LARGEST, NULL);
    return text;
}

/* The first and the last line of a saved file are shorter. */
enum { FUZZ_ENDS = 64 };

/* What this state saves builds the same state, unless it is too long to be saved. */
static inline void fuzz_round_trip(const struct session *session, const struct text *before)
{
    struct fault fault = {0};
    struct text file = {0};
    if (!saved_add_file(&file, session, NULL, &fault)) {
        fuzz_must(before->length > SAVED_LARGEST - FUZZ_ENDS, "%s", text_string(&fault.message));
        fault_clear(&fault);
        text_clear(&file);
        return;
    }
    struct session *again = session_new(NULL);
    fuzz_must(strstr(text_string(&file), text_string(before)) != NULL, "%s", text_string(&file));
    fuzz_must(saved_check(&file, "it", &fault), "%s", text_string(&fault.message));
    fuzz_must(aside_build(again, "it", file.bytes, file.length, "load", &fault), "%s", text_string(&fault.message));
    struct text after = fuzz_state(again);
    fuzz_must(strcmp(text_string(before), text_string(&after)) == 0, "%s\n%s", text_string(before),
              text_string(&after));
    session_free(again);
    fault_clear(&fault);
    text_clear(&after);
    text_clear(&file);
}

enum { FUZZ_PROVEN = 4096 };

/* What the session saves builds the same session. The file is made of the state's commands alone, so that a state that
 * came back once need not come back again: many inputs end in the same few. */
static inline void fuzz_comes_back(const struct session *session)
{
    static struct text proven[FUZZ_PROVEN];
    struct text state = fuzz_state(session);
    struct text *known = &proven[checksum(text_string(&state), state.length) % FUZZ_PROVEN];
    if (strcmp(text_string(known), text_string(&state)) != 0) {
        fuzz_round_trip(session, &state);
        text_clear(known);
        *known = state;
    } else {
        text_clear(&state);
    }
}

/* Begins as the program does, with the first example, which is built once and copied for each input. */
static inline void fuzz_start(struct fixture *fixture)
{
    static struct fixture first;
    struct fault fault = {0};
    if (first.session == NULL)
        runner_start(&first);
    fixture_start(fixture);
    fuzz_must(session_adopt(fixture->session, first.session, "", &fault), "%s", text_string(&fault.message));
    session_forget_changes(fixture->session);
}

static inline int fuzz_remove(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    return kind == FTW_DP && place->level == 0 ? 0 : remove(path);
}

/* Removes what the program has written: nothing of it meets the next input. */
static inline void fuzz_remove_files(void)
{
    fuzz_must(nftw(".", fuzz_remove, 16, FTW_DEPTH | FTW_PHYS) == 0, "files stay");
}

/* Makes the file hold the bytes. */
static inline void fuzz_write(const char *path, const void *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");
    fuzz_must(file != NULL && fwrite(bytes, 1, count, file) == count && fclose(file) == 0, "%s", path);
}

/* Runs of digits keep this many, and what makes a larger number of two is left out between them, so that no number of
 * steps takes a minute; the limits have tests of their own. */
enum { FUZZ_DIGITS = 3 };

static inline bool fuzz_makes_larger(const uint8_t *bytes, size_t i, size_t count)
{
    return bytes[i] != '\0' && strchr("eE*^", bytes[i]) != NULL && i + 1 < count &&
           (isdigit(bytes[i + 1]) || bytes[i + 1] == '+');
}

/* The bytes as a script that leaves other folders alone. Yours to clear. */
static inline struct text fuzz_script(const uint8_t *bytes, size_t count)
{
    struct text text = {0};
    size_t length = 0;
    text_add_bytes(&text, (const char *)bytes, count);
    for (size_t i = 0, digits = 0; i < count; i++) {
        char byte = bytes[i] == '\0' ? ' ' : bytes[i] == '/' ? '_' : (char)bytes[i];
        if (digits > 0 && fuzz_makes_larger(bytes, i, count))
            continue;
        digits = byte >= '0' && byte <= '9' ? digits + 1 : 0;
        if (digits <= FUZZ_DIGITS)
            text.bytes[length++] = byte;
    }
    text.bytes[length] = '\0';
    text.length = length;
    return text;
}

#endif
