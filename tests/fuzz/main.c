/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - what libFuzzer calls: TARGET, in a folder of its own. */

#include <unistd.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static char folder[] = "/tmp/unroll-fuzz-XXXXXX";
    (void)argc;
    (void)argv;
    if (mkdtemp(folder) == NULL || chdir(folder) != 0 || setenv("XDG_STATE_HOME", folder, 1) != 0)
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    TARGET(bytes, count);
    return 0;
}
