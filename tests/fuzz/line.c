/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.c - what a person types, faults and all. */

#include "tests/fuzz/fuzz.h"

void fuzz_line(const uint8_t *bytes, size_t count)
{
    struct text script = fuzz_script(bytes, count);
    struct fixture fixture;
    fuzz_start(&fixture);
    fixture.runner.keep_going = true;
    run_script(&fixture.runner, "it", text_string(&script), script.length);
    fuzz_comes_back(fixture.session);
    fixture_end(&fixture);
    text_clear(&script);
    fuzz_remove_files();
}
