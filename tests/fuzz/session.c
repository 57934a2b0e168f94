/* SPDX-License-Identifier: GPL-3.0-or-later */
/* session.c - what stands in a session file that somebody sends. */

#include "tests/fuzz/fuzz.h"

/* An odd first byte asks for the first line and the checksum that the bytes do not have. */
static struct text file_of(const uint8_t *bytes, size_t count)
{
    bool sealed = count > 0 && bytes[0] % 2 == 1;
    struct text text = {0}, script = fuzz_script(bytes + (count > 0), count > 0 ? count - 1 : 0);
    text_add(&text, sealed ? "# unroll session 1\n" : "");
    text_add_bytes(&text, text_string(&script), script.length);
    if (sealed) {
        text_add(&text, "\n");
        text_addf(&text, "# end %08x\n", (unsigned)checksum(text.bytes, text.length));
    }
    text_clear(&script);
    return text;
}

/* Two steps into the first example, as a session of its own. */
static struct session *begin(void)
{
    static struct fixture begun;
    struct fault fault = {0};
    if (begun.session == NULL) {
        runner_start(&begun);
        fixture_must(&begun, "step 2");
    }
    struct session *session = session_copy(begun.session, &fault);
    fuzz_must(session != NULL, "%s", text_string(&fault.message));
    return session;
}

void fuzz_session(const uint8_t *bytes, size_t count)
{
    struct text file = file_of(bytes, count);
    struct fault fault = {0};
    struct session *session = begin();
    struct text before = fuzz_state(session);
    if (saved_check(&file, "it", &fault) && aside_build(session, "it", file.bytes, file.length, "load", &fault)) {
        fuzz_comes_back(session);
        fuzz_must(session_undo(session, &fault) != NULL, "%s", text_string(&fault.message));
    } else {
        fuzz_must(fault.message.length > 0, "refused without a word");
        struct text after = fuzz_state(session);
        fuzz_must(strcmp(text_string(&before), text_string(&after)) == 0, "%s", text_string(&after));
        text_clear(&after);
    }
    session_free(session);
    fault_clear(&fault);
    text_clear(&before);
    text_clear(&file);
}
