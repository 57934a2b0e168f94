/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.c - what a person types, faults and all. */

#include <dirent.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

/* save and export have written here. */
static void remove_files(void)
{
    DIR *folder = opendir(".");
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        if (entry->d_type == DT_REG)
            unlink(entry->d_name);
    }
    if (folder != NULL)
        closedir(folder);
}

void fuzz_line(const uint8_t *bytes, size_t count)
{
    struct text script = fuzz_script(bytes, count);
    struct fixture fixture;
    runner_start(&fixture);
    fixture.runner.keep_going = true;
    run_script(&fixture.runner, "it", text_string(&script), script.length);
    fuzz_comes_back(fixture.session);
    fixture_end(&fixture);
    text_clear(&script);
    remove_files();
}
