/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h - targets that take any bytes. Each asserts what must hold whatever the bytes are, and aborts where it does not.
 * libFuzzer drives them (make fuzz), and the suite fuzz replays the corpus. They stand in a folder that they may fill. */

#ifndef UNROLL_TESTS_FUZZ_FUZZ_H
#define UNROLL_TESTS_FUZZ_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

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
    saved_add_commands(&text, session, "\n");
    return text;
}

/* What the session saves builds the same session. */
static inline void fuzz_comes_back(const struct session *session)
{
    struct fault fault = {0};
    struct text before = fuzz_state(session), file = {0};
    struct session *again = session_new(NULL);
    fuzz_must(saved_add_file(&file, session, &fault), "%s", text_string(&fault.message));
    fuzz_must(saved_check(&file, "it", &fault), "%s", text_string(&fault.message));
    fuzz_must(aside_build(again, "it", file.bytes, file.length, "load", &fault), "%s", text_string(&fault.message));
    struct text after = fuzz_state(again);
    fuzz_must(strcmp(text_string(&before), text_string(&after)) == 0, "%s\n%s", text_string(&before),
              text_string(&after));
    session_free(again);
    fault_clear(&fault);
    text_clear(&before);
    text_clear(&after);
    text_clear(&file);
}

/* Makes the file hold the bytes. */
static inline void fuzz_write(const char *path, const void *bytes, size_t count)
{
    FILE *file = fopen(path, "wb");
    fuzz_must(file != NULL && fwrite(bytes, 1, count, file) == count && fclose(file) == 0, "%s", path);
}

/* Runs of digits keep this many, so that no number of steps takes a minute; the limits have tests of their own. */
enum { FUZZ_DIGITS = 3 };

/* The bytes as a script that leaves other folders alone. Yours to clear. */
static inline struct text fuzz_script(const uint8_t *bytes, size_t count)
{
    struct text text = {0};
    for (size_t i = 0, digits = 0; i < count; i++) {
        char byte = bytes[i] == '\0' ? ' ' : bytes[i] == '/' ? '_' : (char)bytes[i];
        digits = byte >= '0' && byte <= '9' ? digits + 1 : 0;
        if (digits <= FUZZ_DIGITS)
            text_add_bytes(&text, &byte, 1);
    }
    return text;
}

#endif
