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

void fuzz_csv(const uint8_t *bytes, size_t count)
{
    static const char *const lines[] = {"x = file it.csv", "x = file it.csv 2", "y = file it.csv",
                                        "x += file it.csv 3"};
    struct fixture fixture;
    fuzz_write("it.csv", bytes, count);
    runner_start(&fixture);
    for (int i = 0; i < 4; i++) {
        struct text before = fuzz_state(fixture.session);
        fixture_forget(&fixture);
        bool done = fixture_run(&fixture, lines[i]);
        struct text after = fuzz_state(fixture.session);
        fuzz_must(done || strcmp(text_string(&before), text_string(&after)) == 0, "%s", text_string(&after));
        fuzz_must(done || *fixture_errors(&fixture) != '\0', "refused without a word");
        check_sequence(fixture.session);
        text_clear(&before);
        text_clear(&after);
    }
    fixture_end(&fixture);
}
