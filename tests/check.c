/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check.c - runs every suite: each tests/check_<name>.c gives one, suite_<name>, and the Makefile lists them in
 * suites.inc by their files' names, so that none can be forgotten. An argument runs the suite of that name alone. */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/suites.h"

static const struct {
    const char *name;
    Suite *(*make)(void);
} suites[] = {
#define SUITE(name) {#name, suite_##name},
#include "suites.inc"
#undef SUITE
};

int main(int argc, char **argv)
{
    SRunner *runner = srunner_create(NULL);
    int chosen = 0;
    /* As the program does. */
    setlocale(LC_CTYPE, "");
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
        if (argc < 2 || strcmp(argv[1], suites[i].name) == 0) {
            srunner_add_suite(runner, suites[i].make());
            chosen++;
        }
    }
    if (chosen == 0) {
        fprintf(stderr, "check: there is no suite '%s'\n", argv[1]);
        return EXIT_FAILURE;
    }
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner), run = srunner_ntests_run(runner);
    srunner_free(runner);
    return failed == 0 && run > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
