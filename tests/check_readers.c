/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_readers.c - exports as other programs read them: Python's csv, xmllint, pdflatex without a shell. Where one is
 * not installed its tests say so and pass. */

#include "tests/process.h"
#include "tests/suites.h"

/* Every row has as many fields as the first, there is a row for each step, and what is no word is a number. */
#define READ_CSV                                                                                                       \
    "python3 -c \"import csv; rows = list(csv.reader(open('it.csv', newline='')));"                                    \
    " assert len(rows) > 1 and {len(row) for row in rows} == {len(rows[0])};"                                          \
    " assert [int(row[0]) for row in rows[1:]] == list(range(1, len(rows)));"                                          \
    " [float(field) for row in rows[1:] for field in row if field not in ('', 'undefined')];"                          \
    " assert not any(field[:1] in '=+@' for row in rows for field in row if field)\""
#define READ_XML "xmllint --noout it.svg"
#define READ_TEX "pdflatex -no-shell-escape -interaction=nonstopmode -halt-on-error it.tex"

static const struct {
    const char *line, *reader;
} exports[] = {
    {"run; export it.csv", READ_CSV},
    {"example matrix; run; export it.csv", READ_CSV},
    {"y = none 1 0 1; v = 1e300; x = 1e300 -1e300 0 1; run; export it.csv", READ_CSV},
    {"run; export it.svg", READ_XML},
    {"example matrix; run; export it.svg table", READ_XML},
    {"watch v*2; run; export it.svg series", READ_XML},
    {"run; export it.tex", READ_TEX},
    {"example matrix; run; export it.tex", READ_TEX},
    {"v = 1e300; x = 1e300 -1e300 0 1; step 3; export it.tex", READ_TEX},
};

static bool is_installed(const char *reader)
{
    char command[200];
    snprintf(command, sizeof command, "command -v %.*s >/dev/null", (int)strcspn(reader, " "), reader);
    return system(command) == 0;
}

START_TEST(other_programs_read_what_is_exported)
{
    struct start start = {.arguments = {"-e", exports[_i].line}};
    struct text command = {0};
    if (!is_installed(exports[_i].reader)) {
        fprintf(stderr, "readers: %.*s is not installed\n", (int)strcspn(exports[_i].reader, " "), exports[_i].reader);
        return;
    }
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    text_addf(&command, "%s >said 2>&1", exports[_i].reader);
    if (system(text_string(&command)) != 0) {
        struct text said = {0};
        read_bytes("said", &said);
        ck_abort_msg("'%s': %.2000s", exports[_i].line, text_string(&said));
    }
    outcome_clear(&outcome);
    text_clear(&command);
}
END_TEST

Suite *suite_readers(void)
{
    Suite *suite = suite_create("readers");
    TCase *tests = scratch_case("readers");
    tcase_add_loop_test(tests, other_programs_read_what_is_exported, 0, sizeof exports / sizeof *exports);
    suite_add_tcase(suite, tests);
    return suite;
}
