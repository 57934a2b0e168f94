/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_readme.c - what the README shows is what the program says: every ```console block is a command after "$ " and
 * its output, and both are compared byte for byte. And how the manual spells what the tables hold. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tests/suites.h"

/* The output of the command, stderr included, with ./unroll standing for the program under test. */
static void run(const char *command, struct text *output)
{
    struct text shell = {0};
    char buffer[4096];
    size_t count;
    const char *program = strstr(command, "./unroll");
    ck_assert_ptr_nonnull(program);
    text_addf(&shell, "{ %.*s%s%s; } 2>&1", (int)(program - command), command, getenv("UNROLL"),
              program + strlen("./unroll"));
    FILE *pipe = popen(text_string(&shell), "r");
    ck_assert_ptr_nonnull(pipe);
    while ((count = fread(buffer, 1, sizeof buffer, pipe)) > 0)
        text_add_bytes(output, buffer, count);
    pclose(pipe);
    text_clear(&shell);
}

START_TEST(blocks_show_what_the_program_says)
{
    struct text readme = {0}, output = {0}, command = {0};
    struct fault fault = {0};
    int blocks = 0;
    ck_assert(file_read("README.md", 1 << 20, &readme, &fault));
    for (const char *at = strstr(readme.bytes, "```console\n$ "); at != NULL; at = strstr(at, "```console\n$ ")) {
        at += strlen("```console\n$ ");
        size_t length = strcspn(at, "\n");
        text_empty(&command);
        text_empty(&output);
        text_add_bytes(&command, at, length);
        at += length + 1;
        const char *end = strstr(at, "```");
        ck_assert_ptr_nonnull(end);
        run(text_string(&command), &output);
        ck_assert_msg(output.length == (size_t)(end - at) && memcmp(output.bytes, at, output.length) == 0,
                      "README.md: '%s' now says:\n%s", text_string(&command), text_string(&output));
        at = end + 3;
        blocks++;
    }
    ck_assert_int_ge(blocks, 7);
    text_clear(&readme);
    text_clear(&output);
    text_clear(&command);
}
END_TEST

/* The picture's text is the screen it was drawn from, without the two lines about it. */
START_TEST(picture_stands_there_as_text)
{
    struct text readme = {0}, screen = {0};
    struct fault fault = {0};
    ck_assert(file_read("README.md", 1 << 20, &readme, &fault));
    ck_assert(file_read("tests/golden/screen/forward-100x30.txt", 1 << 20, &screen, &fault));
    const char *from = strchr(strchr(text_string(&screen), '\n') + 1, '\n') + 1, *end = strstr(from, "\n# .");
    const char *at = strstr(text_string(&readme), "```text\n");
    ck_assert(at != NULL && end != NULL);
    at += strlen("```text\n");
    size_t length = (size_t)(end + 1 - from);
    ck_assert_msg(strncmp(at, from, length) == 0 && strncmp(at + length, "```\n", 4) == 0,
                  "README.md: the screen is now\n%.*s", (int)length, from);
    text_clear(&readme);
    text_clear(&screen);
}
END_TEST

/* A sign that is a name, such as ?, ends no sentence, and two names stay two. */
START_TEST(the_manual_keeps_names_apart)
{
    struct text manual = {0};
    struct fault fault = {0};
    ck_assert(file_read("man/unroll.1", 1 << 20, &manual, &fault));
    ck_assert_ptr_nonnull(strstr(manual.bytes, "Also:\n.Ic h , \\&? .\n"));
    ck_assert_ptr_nonnull(strstr(manual.bytes, "Also:\n.Ic q , exit , \\&:q .\n"));
    text_clear(&manual);
}
END_TEST

Suite *suite_readme(void)
{
    Suite *suite = suite_create("readme");
    TCase *tests = tcase_create("readme");
    tcase_add_test(tests, blocks_show_what_the_program_says);
    tcase_add_test(tests, the_manual_keeps_names_apart);
    tcase_add_test(tests, picture_stands_there_as_text);
    suite_add_tcase(suite, tests);
    return suite;
}
