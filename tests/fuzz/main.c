/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - what libFuzzer calls: TARGET, in a folder of its own. */

#include <unistd.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

/* In memory where the system has a folder there: what the program writes it makes sure of on the disk. */
static char in_memory[] = "/dev/shm/unroll-fuzz-XXXXXX", on_disk[] = "/tmp/unroll-fuzz-XXXXXX";
static const char *folder;

static void remove_folder(void)
{
    fuzz_remove_files();
    rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    folder = mkdtemp(in_memory);
    folder = folder != NULL ? folder : mkdtemp(on_disk);
    if (folder == NULL || chdir(folder) != 0 || setenv("XDG_STATE_HOME", folder, 1) != 0 || atexit(remove_folder) != 0)
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
    TARGET(bytes, count);
    return 0;
}
