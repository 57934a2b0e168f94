/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.c - a file of numbers that somebody sends. */

#include "tests/fuzz/fuzz.h"

static void check_sequence(const struct session *session)
{
    const struct sequence *sequence = session->now.sequence;
    fuzz_must(sequence->T >= 1, "it is empty");
    for (int t = 1; t <= sequence->T; t++) {
        fuzz_must(isfinite(sequence_x(sequence, t)[0]), "x<%d> is %g", t, sequence_x(sequence, t)[0]);
        fuzz_must(!isinf(sequence_y(sequence, t)[0]), "y<%d> is %g", t, sequence_y(sequence, t)[0]);
    }
}

/* What was refused has changed nothing; what was done is the state before the next line, if there is one. */
static void check_state(const struct session *session, struct text *before, bool done, bool last)
{
    if (done && last)
        return;
    struct text after = fuzz_state(session);
    fuzz_must(done || strcmp(text_string(before), text_string(&after)) == 0, "%s", text_string(&after));
    text_clear(before);
    *before = after;
}

void fuzz_csv(const uint8_t *bytes, size_t count)
{
    static const char *const lines[] = {"x = file it.csv", "x = file it.csv 2", "y = file it.csv",
                                        "x += file it.csv 3"};
    struct fixture fixture;
    fuzz_write("it.csv", bytes, count);
    fuzz_start(&fixture);
    struct text before = fuzz_state(fixture.session);
    for (int i = 0; i < 4; i++) {
        fixture_forget(&fixture);
        bool done = fixture_run(&fixture, lines[i]);
        fuzz_must(done || *fixture_errors(&fixture) != '\0', "refused without a word");
        check_sequence(fixture.session);
        check_state(fixture.session, &before, done, i == 3);
    }
    text_clear(&before);
    fixture_end(&fixture);
}
