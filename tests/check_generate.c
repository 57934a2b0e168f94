/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_generate.c - sequences by a word: what each generator makes, what a file of numbers may look like, and what it
 * may not. */

#include "tests/process.h"
#include "tests/runner.h"

static struct fixture fixture;
static char sunspots[PATH_MAX];

static void make(void)
{
    ck_assert_ptr_nonnull(realpath("lessons/data/sunspots.csv", sunspots));
    scratch_make();
}

static void begin(void)
{
    scratch_enter();
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

static const char *printed(const char *line)
{
    fixture_must(&fixture, line);
    return fixture_answer(&fixture, "print x");
}

/* Generators. */

/* The bits of random were worked out with another program from the paper's SplitMix64: they must never change, for
 * lessons say what they show. */
static const struct {
    const char *line, *values;
} generated[] = {
    {"x = impulse 4", "[1; 0; 0; 0]\n"},
    {"x = ones 3", "[1; 1; 1]\n"},
    {"x = zeros 2", "[0; 0]\n"},
    {"x = zeros 1", "0\n"},
    {"x = alternate 5", "[1; 0; 1; 0; 1]\n"},
    {"x = random 16 7", "[0; 0; 1; 1; 0; 0; 0; 0; 0; 0; 0; 1; 1; 1; 1; 1]\n"},
    {"x = random 4 7", "[0; 0; 1; 1]\n"},
    {"x = random 4 -1", "[1; 1; 0; 0]\n"},
    {"x = ones 3 # and a comment", "[1; 1; 1]\n"},
    {"x = ones 2; x += zeros 2", "[1; 1; 0; 0]\n"},
    {"x = ones T", "[1; 1; 1; 1]\n"},
    {"x = ones 2*3-1", "[1; 1; 1; 1; 1]\n"},
    {"x = random 2, 7", "[0; 0]\n"},
    {"shape 2 1 1; x = impulse 3", "[1 1; 0 0; 0 0]\n"},
    {"shape 2 1 1; x = random 4 7", "[0 0; 1 1; 0 0; 0 0]\n"},
};

START_TEST(generators_make_their_sequences)
{
    ck_assert_str_eq(printed(generated[_i].line), generated[_i].values);
}
END_TEST

START_TEST(sine_has_its_period)
{
    static const double eighths[] = {0.70710678118654752,  1,  0.70710678118654752,  0,
                                     -0.70710678118654752, -1, -0.70710678118654752, 0};
    fixture_must(&fixture, "x = sine 24 8");
    const struct sequence *sequence = fixture.session->now.sequence;
    ck_assert_int_eq(sequence->T, 24);
    for (int t = 1; t <= 24; t++)
        ck_assert_double_eq_tol(sequence_x(sequence, t)[0], eighths[(t - 1) % 8], 1e-14);
    fixture_must(&fixture, "x = sine 1000 8");
    for (int t = 2; t <= 1000; t += 2)
        assert_same_double(*sequence_x(fixture.session->now.sequence, t), t % 4 == 0 ? 0 : t % 8 == 2 ? 1 : -1);
    fixture_must(&fixture, "x = sine 2 -8");
    ck_assert_double_eq_tol(sequence_x(fixture.session->now.sequence, 1)[0], -eighths[0], 1e-14);
}
END_TEST

START_TEST(targets_are_generated_too)
{
    fixture_must(&fixture, "x = ones 6; y = alternate 4");
    ck_assert_str_eq(fixture_answer(&fixture, "print y"), "[1; 0; 1; 0; undefined; undefined]\n");
    fixture_must(&fixture, "y += zeros 2");
    ck_assert_str_eq(fixture_answer(&fixture, "print y"), "[1; 0; 1; 0; 0; 0]\n");
}
END_TEST

START_TEST(the_longest_sequence_is_ten_million_steps)
{
    fixture_must(&fixture, "x = zeros 10000000");
    ck_assert_int_eq(fixture.session->now.sequence->T, 10000000);
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "x += 1"), "a sequence has at most 10000000 steps"));
    ck_assert_ptr_nonnull(
        strstr(fixture_refusal(&fixture, "x = zeros 10000001"), "is a whole number from 1 to 10000000"));
    ck_assert_int_eq(fixture.session->now.sequence->T, 10000000);
}
END_TEST

START_TEST(memory_is_estimated_before_it_is_taken)
{
    fixture_must(&fixture, "shape 64 64 64");
    const char *refusal = fixture_refusal(&fixture, "x = zeros 10000000");
    ck_assert_msg(strstr(refusal, "GiB of memory; at most 4 GiB are used") != NULL, "%s", refusal);
    ck_assert_int_eq(fixture.session->now.sequence->T, 0);
}
END_TEST

/* Files. */

static const struct {
    const char *content, *line, *values;
} good_files[] = {
    {"1\n0\n-2.5\n", "x = file f", "[1; 0; -2.5]\n"},
    {"1\n0\n-2.5", "x = file f", "[1; 0; -2.5]\n"},
    {"1\r\n0\r\n", "x = file f", "[1; 0]\n"},
    {"\xEF\xBB\xBF"
     "1\n2\n",
     "x = file f", "[1; 2]\n"},
    {"\xEF\xBB\xBF"
     "rain\n1\n2\n",
     "x = file f", "[1; 2]\n"},
    {"day,rain\n1,5\n2,6\n", "x = file f 2", "[5; 6]\n"},
    {"day,rain\n1,5\n2,6\n", "x = file f", "[1; 2]\n"},
    {"day;rain\n1;5.5\n2;6\n", "x = file f 2", "[5.5; 6]\n"},
    {"day\train\n1\t5\n2\t6\n", "x = file f 2", "[5; 6]\n"},
    {"1   5\n  2 6\n", "x = file f", "[1; 2]\n"},
    {"1   5\n2 6\n", "x = file f 2", "[5; 6]\n"},
    {" 1 ,  5  \n2,6\n", "x = file f 2", "[5; 6]\n"},
    {"\"day\",\"rain\"\n\"1\",\"5\"\n\"2\",\"6\"\n", "x = file f 2", "[5; 6]\n"},
    {"\"a, b\",5\n\"c, d\",6\n", "x = file f 2", "[5; 6]\n"},
    {"day,,rain\n1,2,3\n", "x = file f 3", "3\n"},
    {"The rain of May\n1,5\n2,6\n", "x = file f 2", "[5; 6]\n"},
    {"# rain\n\n1\n# more\n \t\n2\n\n", "x = file f", "[1; 2]\n"},
    {"# rain\nmm\n1\n2\n", "x = file f", "[1; 2]\n"},
    {"+1\n.5\n2e3\n1E-2\n", "x = file f", "[1; 0.5; 2000; 0.01]\n"},
    {"1,x,3\n4,y,6\n", "x = file f 3", "[3; 6]\n"},
    {"1,2,3\n4,5,6\n", "shape 2 1 1; x = file f 2", "[2 3; 5 6]\n"},
    {"7\n", "x = file \"my rain.csv\"", "7\n"},
    {"7\n", "x = ones 1; x += file f", "[1; 7]\n"},
};

START_TEST(files_of_numbers_are_read)
{
    write_string("f", good_files[_i].content);
    write_string("my rain.csv", good_files[_i].content);
    ck_assert_str_eq(printed(good_files[_i].line), good_files[_i].values);
}
END_TEST

#define NOT_NUMBER "is not a number"
#define COMMA_HINT "numbers have a decimal point, not a comma"

static const struct {
    const char *content;
    size_t count; /* 0 for the string's */
    const char *line, *message, *hint;
} bad_files[] = {
    {"1\nx\n3\n", 0, "x = file f", "f:2: 'x' in column 1 " NOT_NUMBER, ""},
    {"rain\nmm\n3\n", 0, "x = file f", "f:2: 'mm' in column 1 " NOT_NUMBER, ""},
    {"# c\n\n1\n2\n1.5.2\n", 0, "x = file f", "f:5: '1.5.2' in column 1 " NOT_NUMBER, ""},
    {"1\n12abc\n", 0, "x = file f", "f:2: '12abc' in column 1 " NOT_NUMBER, ""},
    {"1\n0x10\n", 0, "x = file f", "f:2: '0x10' in column 1 " NOT_NUMBER, ""},
    {"1\nnan\n", 0, "x = file f", "f:2: 'nan' in column 1 " NOT_NUMBER, ""},
    {"1\n1e999\n", 0, "x = file f", "f:2: '1e999' in column 1 " NOT_NUMBER, ""},
    {"1e999\n2\n", 0, "x = file f", "f:1: '1e999' in column 1 " NOT_NUMBER, ""},
    {"1,,3\n4,5,6\n", 0, "x = file f 2", "f:1: '' in column 2 " NOT_NUMBER, ""},
    {"5,n/a\n6,7\n", 0, "x = file f 2", "f:1: 'n/a' in column 2 " NOT_NUMBER, ""},
    {"day 1e999\n1 2\n", 0, "x = file f", "f:1: 'day' in column 1 " NOT_NUMBER, ""},
    {",\n4,5\n", 0, "x = file f", "f:1: '' in column 1 " NOT_NUMBER, ""},
    {"1,2\n3,\n", 0, "x = file f 2", "f:2: '' in column 2 " NOT_NUMBER, ""},
    {"1;2\n2,5;3\n", 0, "x = file f", "f:2: '2,5' in column 1 " NOT_NUMBER, COMMA_HINT},
    {"1\t2\n2,5\t3\n", 0, "x = file f", "f:2: '2,5' in column 1 " NOT_NUMBER, COMMA_HINT},
    {"1,2\n3\n", 0, "x = file f 2", "f:2: there is no column 2", ""},
    {"1,2\n3,4\n", 0, "x = file f 3", "f:1: there is no column 3", ""},
    {"1,2\n3,4\n", 0, "shape 2 1 1; x = file f 2", "f:1: there is no column 3", ""},
    {"", 0, "x = file f", "'f' has no line with numbers", ""},
    {"rain\n", 0, "x = file f", "'f' has no line with numbers", ""},
    {"# rain\n\n\n", 0, "x = file f", "'f' has no line with numbers", ""},
    {"1\n2\n\0003\n", 7, "x = file f", "f:3: holds a NUL byte; a text file is needed", ""},
    {"1\n2\n", 0, "x = file nowhere", "cannot read 'nowhere': No such file or directory", ""},
    {"1\n2\n", 0, "x = file folder", "'folder' is not a regular file", ""},
    {"1\n2\n", 0, "x = file pipe", "'pipe' is not a regular file", ""},
    {"1\n2\n", 0, "x = file /dev/zero", "'/dev/zero' is not a regular file", ""},
    {"1\n2\n3\n4\n5\n", 0, "y = file f", "y would have 5 values, but x has 4 (T_x = T_y)",
     "x sets the number of steps: set it first"},
};

/* Runs the last statement of the line apart from those that set the scene. */
static const char *set_scene(const char *line)
{
    const char *statement = strstr(line, "; ");
    if (statement == NULL)
        return line;
    char *scene = strndup(line, (size_t)(statement - line));
    fixture_must(&fixture, scene);
    free(scene);
    return statement + 2;
}

START_TEST(files_that_are_wrong_are_refused)
{
    struct fault fault = {0};
    size_t count = bad_files[_i].count > 0 ? bad_files[_i].count : strlen(bad_files[_i].content);
    write_bytes("f", bad_files[_i].content, count);
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(mkfifo("pipe", 0600), 0);
    const char *line = set_scene(bad_files[_i].line);
    int T = fixture.session->now.sequence->T;
    ck_assert(!run_quietly(&fixture.runner, line, &fault));
    ck_assert_str_eq(text_string(&fault.message), bad_files[_i].message);
    ck_assert_str_eq(text_string(&fault.hint), bad_files[_i].hint);
    ck_assert_int_eq((int)fault.column, line[0] == 'y' ? 4 : 9);
    ck_assert_int_eq(fixture.session->now.sequence->T, T);
    fault_clear(&fault);
}
END_TEST

/* A line of count bytes: a number, a comma and letters. */
static void write_line_of(size_t count)
{
    char *line = malloc(count + 1);
    memset(line, 'a', count);
    line[0] = '7';
    line[1] = ',';
    line[count] = '\n';
    write_bytes("f", line, count + 1);
    free(line);
}

START_TEST(lines_have_64_kib_at_most)
{
    write_line_of(65535);
    ck_assert_str_eq(printed("x = file f"), "7\n");
    write_line_of(65536);
    ck_assert_str_eq(printed("x = file f"), "7\n");
    write_line_of(65537);
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "x = file f"), "f:1: this line is longer than 65536 bytes"));
}
END_TEST

/* What stands in a cell is a stranger's: a long one is cut, and nothing of it becomes a format or a line. */
START_TEST(long_cells_are_quoted_in_part)
{
    struct text content = {0};
    text_add(&content, "1\n");
    for (int i = 0; i < 1000; i++)
        text_add(&content, "%n%s");
    write_string("f", text_string(&content));
    const char *refusal = fixture_refusal(&fixture, "x = file f");
    ck_assert_msg(strstr(refusal, "f:2: '%n%s") != NULL && strlen(refusal) < 200, "%s", refusal);
    text_clear(&content);
}
END_TEST

START_TEST(the_sunspots_are_read)
{
    struct text line = {0};
    text_addf(&line, "x = file \"%s\" 2; y = file \"%s\" 3; print T x<1> x<2> x<T> y<1> y<T>", sunspots, sunspots);
    const char *answer = fixture_answer(&fixture, text_string(&line));
    ck_assert_msg(strstr(answer, "y is set\n288\n5\n11\n29.2\n11\n100.2\n") != NULL, "%s", answer);
    text_clear(&line);
}
END_TEST

Suite *suite_generate(void)
{
    Suite *suite = suite_create("generate");
    TCase *tests = tcase_create("generate");
    tcase_add_unchecked_fixture(tests, make, scratch_remove);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, generators_make_their_sequences, 0, sizeof generated / sizeof *generated);
    tcase_add_test(tests, sine_has_its_period);
    tcase_add_test(tests, targets_are_generated_too);
    tcase_add_test(tests, the_longest_sequence_is_ten_million_steps);
    tcase_add_test(tests, memory_is_estimated_before_it_is_taken);
    tcase_add_loop_test(tests, files_of_numbers_are_read, 0, sizeof good_files / sizeof *good_files);
    tcase_add_loop_test(tests, files_that_are_wrong_are_refused, 0, sizeof bad_files / sizeof *bad_files);
    tcase_add_test(tests, lines_have_64_kib_at_most);
    tcase_add_test(tests, long_cells_are_quoted_in_part);
    tcase_add_test(tests, the_sunspots_are_read);
    suite_add_tcase(suite, tests);
    return suite;
}
