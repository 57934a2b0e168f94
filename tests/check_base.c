/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_base.c - text, words, spelling, numbers, characters, files: what everything else stands on. */

#include <errno.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

#include "base/alloc.h"
#include "base/checksum.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/near.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/words.h"
#include "tests/compare.h"
#include "tests/suites.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

/* text.h */

START_TEST(text_begins_empty_and_grows)
{
    struct text text = {0};
    ck_assert_str_eq(text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        text_addf(&text, "%d,", i % 10);
    ck_assert_uint_eq(text.length, 2000);
    ck_assert_uint_eq(strlen(text_string(&text)), 2000);
    ck_assert_mem_eq(text.bytes + 1990, "5,6,7,8,9,", 10);
    ck_assert_uint_gt(text.capacity, text.length);
    text_empty(&text);
    ck_assert_str_eq(text_string(&text), "");
    text_add(&text, "again");
    ck_assert_str_eq(text_string(&text), "again");
    text_clear(&text);
    ck_assert_str_eq(text_string(&text), "");
}
END_TEST

START_TEST(text_is_formatted_as_printf_does)
{
    static const int numbers[] = {0, 7, -7, 10, 1234567890, INT_MAX, INT_MIN};
    for (int i = 0; i < COUNT(numbers); i++) {
        char expected[128];
        struct text text = {0};
        snprintf(expected, sizeof expected, "%d%% of %s<%d>%s", numbers[i], "ŷ", numbers[i] / -2, "");
        text_addf(&text, "%d%% of %s<%d>%s", numbers[i], "ŷ", numbers[i] / -2, "");
        ck_assert_str_eq(text_string(&text), expected);
        text_addf(&text, "%5d|%-4s|%c", numbers[i], "v", 'x');
        snprintf(expected + strlen(expected), 32, "%5d|%-4s|%c", numbers[i], "v", 'x');
        ck_assert_str_eq(text_string(&text), expected);
        text_clear(&text);
    }
}
END_TEST

START_TEST(text_can_be_taken)
{
    struct text text = {0};
    char *empty = text_take(&text);
    ck_assert_str_eq(empty, "");
    text_add_blanks(&text, -3);
    text_add_blanks(&text, 2);
    text_add_bytes(&text, "a\0b", 3);
    ck_assert_uint_eq(text.length, 5);
    char *taken = text_take(&text);
    ck_assert_mem_eq(taken, "  a\0b", 6);
    ck_assert_uint_eq(text.length, 0);
    ck_assert_str_eq(text_string(&text), "");
    free(empty);
    free(taken);
}
END_TEST

/* fault.h */

START_TEST(fault_replaces_what_was_there)
{
    struct fault fault = {0};
    ck_assert(!fault_at(&fault, 7, "first %d", 1));
    ck_assert(!fault_hint(&fault, "do %s", "this"));
    ck_assert_str_eq(text_string(&fault.message), "first 1");
    ck_assert_str_eq(text_string(&fault.hint), "do this");
    ck_assert_int_eq(fault.column, 7);
    ck_assert(!fault_set(&fault, "second"));
    ck_assert_str_eq(text_string(&fault.message), "second");
    ck_assert_str_eq(text_string(&fault.hint), "");
    ck_assert_int_eq(fault.column, FAULT_NOWHERE);
    fault_clear(&fault);
    ck_assert_str_eq(text_string(&fault.message), "");
}
END_TEST

/* alloc.h */

START_TEST(small_memory_ends_the_program)
{
    fclose(stderr);
    alloc_resize(NULL, SIZE_MAX / 2, 4);
}
END_TEST

START_TEST(strings_are_copied)
{
    char *copy = alloc_string("abc");
    ck_assert_str_eq(copy, "abc");
    copy = alloc_resize(copy, 8, 1);
    ck_assert_str_eq(copy, "abc");
    free(copy);
    char *zeros = alloc_array(5, 1), *none = alloc_array(0, 8);
    ck_assert_mem_eq(zeros, "\0\0\0\0\0", 5);
    ck_assert_ptr_nonnull(none);
    free(zeros);
    free(none);
}
END_TEST

/* words.h */

/* statements: what words_statement_end and words_next_statement cut, each in < >. */
static const struct statement_row {
    const char *line, *statements;
} statement_rows[] = {
    {"", "<>"},
    {"step", "<step>"},
    {"a;b", "<a><b>"},
    {"a; b ;c", "<a>< b ><c>"},
    {"a;", "<a>"},
    {";a", "<><a>"},
    {";;", "<><>"},
    {"a # b; c", "<a >"},
    {"# a; b", "<>"},
    {"a; b # c; d", "<a>< b >"},
    {"V = [1 0; 0 1]; U = 2", "<V = [1 0; 0 1]>< U = 2>"},
    {"[a; [b; c]; d]; e", "<[a; [b; c]; d]>< e>"},
    {"a]; b", "<a]>< b>"},
    {"[a; b", "<[a; b>"},
    {"save \"a;b#c\"; d", "<save \"a;b#c\">< d>"},
    {"save 'a;b#c'; d", "<save 'a;b#c'>< d>"},
    {"say y' ; it's; so", "<say y' >< it's>< so>"},
    {"save \"a'b\"; c", "<save \"a'b\">< c>"},
    {"save \"a; b", "<save \"a; b>"},
    {"V = [1 # 2; 3]", "<V = [1 >"},
    {"a \"[\"; b", "<a \"[\">< b>"},
};

START_TEST(words_cut_statements)
{
    const char *line = statement_rows[_i].line;
    struct text cut = {0};
    size_t at = 0;
    do {
        size_t end = words_statement_end(line, at);
        text_add(&cut, "<");
        text_add_bytes(&cut, line + at, end - at);
        text_add(&cut, ">");
        at = words_next_statement(line, end);
    } while (at < strlen(line));
    ck_assert_str_eq(text_string(&cut), statement_rows[_i].statements);
    text_clear(&cut);
}
END_TEST

/* words: each as string@column-end|; column: of the fault for a quote that is not closed. */
static const struct split_row {
    const char *line, *words;
    int column;
} split_rows[] = {
    {"", "", FAULT_NOWHERE},
    {" \t\r ", "", FAULT_NOWHERE},
    {"step", "step@0-4|", FAULT_NOWHERE},
    {"  step  3 ", "step@2-6|3@8-9|", FAULT_NOWHERE},
    {"a\tb\r", "a@0-1|b@2-3|", FAULT_NOWHERE},
    {"save \"my file\" x", "save@0-4|my file@5-14|x@15-16|", FAULT_NOWHERE},
    {"save 'my file'", "save@0-4|my file@5-14|", FAULT_NOWHERE},
    {"save \"\"", "save@0-4|@5-7|", FAULT_NOWHERE},
    {"a\"b c\"d", "ab cd@0-7|", FAULT_NOWHERE},
    {"it's", "it's@0-4|", FAULT_NOWHERE},
    {"\"it's\"", "it's@0-6|", FAULT_NOWHERE},
    {"'say \"x\"'", "say \"x\"@0-9|", FAULT_NOWHERE},
    {"[1 0; 0 1]", "[1@0-2|0;@3-5|0@6-7|1]@8-10|", FAULT_NOWHERE},
    {"save \"my file", NULL, 5},
    {"save 'my file\"", NULL, 5},
    {"\"", NULL, 0},
    {"a b\"", NULL, 2},
};

START_TEST(words_are_split)
{
    const struct split_row *row = &split_rows[_i];
    struct words words;
    struct fault fault = {.column = FAULT_NOWHERE};
    struct text told = {0};
    bool done = words_split(&words, row->line, 0, strlen(row->line), &fault);
    for (int i = 0; i < words.count; i++)
        text_addf(&told, "%s@%zu-%zu|", words.word[i].string, words.word[i].column, words.word[i].end);
    ck_assert_int_eq(done, row->words != NULL);
    ck_assert_int_eq(fault.column, row->column);
    if (done)
        ck_assert_str_eq(text_string(&told), row->words);
    else
        ck_assert_str_eq(text_string(&fault.message), "this quote is not closed");
    words_clear(&words);
    fault_clear(&fault);
    text_clear(&told);
}
END_TEST

/* What is added is read again as the one word it was. */
START_TEST(words_are_spelt_as_they_are_read)
{
    static const char *const strings[] = {"today.unroll", "with space", "a;b", "a#b", "it's", "'",
                                          "say \"so\"",   "[1",         "1]",  "",    "ŷ"};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
        struct text line = {0};
        struct words words;
        struct fault fault = {0};
        text_add(&line, "load ");
        words_add(&line, strings[i]);
        ck_assert_uint_eq(words_statement_end(text_string(&line), 0), line.length);
        ck_assert(words_split(&words, text_string(&line), 0, line.length, &fault));
        ck_assert_int_eq(words.count, 2);
        ck_assert_str_eq(words.word[1].string, strings[i]);
        words_clear(&words);
        text_clear(&line);
    }
    struct text plain = {0};
    words_add(&plain, "a/b.unroll");
    ck_assert_str_eq(text_string(&plain), "a/b.unroll");
    text_clear(&plain);
}
END_TEST

START_TEST(open_quotes_are_found)
{
    static const struct {
        const char *line;
        char quote;
    } rows[] = {
        {"load my", '\0'},
        {"load \"my fi", '"'},
        {"load 'my fi", '\''},
        {"load \"my\" fi", '\0'},
        {"load \"it's", '"'},
        {"print V'", '\0'},
        {"print V' + d", '\0'},
        {"print V'; load 'my fi", '\''},
        {"\"", '"'},
        {"", '\0'},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_int_eq(words_open_quote(rows[i].line, strlen(rows[i].line)), rows[i].quote);
    ck_assert_int_eq(words_open_quote("load 'my fi'", 8), '\'');
}
END_TEST

START_TEST(words_are_split_within_their_part)
{
    struct words words;
    struct fault fault = {0};
    ck_assert(words_split(&words, "step 2; back 3", 7, 12, &fault));
    ck_assert_int_eq(words.count, 1);
    ck_assert_str_eq(words.word[0].string, "back");
    ck_assert_uint_eq(words.word[0].column, 8);
    words_clear(&words);
}
END_TEST

/* near.h */

static const struct near_row {
    const char *word, *nearest; /* NULL: none is near enough */
} near_rows[] = {
    {"step", "step"},
    {"STEP", "step"},
    {"stpe", "step"},
    {"ste", "step"},
    {"setp", "step"},
    {"steppp", "step"},
    {"substp", "substep"},
    {"x", NULL},
    {"", NULL},
    {"zz", NULL},
    {"go", NULL},
    {"graph", "graph"},
    {"grpah", "graph"},
    {"gad", "grad"},
    {"quite", NULL},
    {"tirangle", "triangle"},
    {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL},
};

START_TEST(near_finds_what_was_meant)
{
    static const char *const names[] = {"step", "substep", "graph", "grad", "triangle"};
    struct near near;
    near_begin(&near, near_rows[_i].word);
    for (int i = 0; i < COUNT(names); i++)
        near_offer(&near, names[i]);
    ck_assert_pstr_eq(near.nearest, near_rows[_i].nearest);
}
END_TEST

START_TEST(near_keeps_the_first_of_equals)
{
    struct near near;
    near_begin(&near, "grab");
    near_offer(&near, "grad");
    near_offer(&near, "gran");
    ck_assert_str_eq(near.nearest, "grad");
    near_offer(&near, "grab");
    ck_assert_str_eq(near.nearest, "grab");
}
END_TEST

/* number.h */

enum { RANDOM_NUMBERS = 30000 };

/* The significant digits in a written number. */
static int digits_of(const char *written)
{
    int digits = 0, zeros = 0;
    for (; *written != '\0' && *written != 'e'; written++) {
        if (*written >= '0' && *written <= '9' && (digits > 0 || *written != '0')) {
            zeros = *written == '0' ? zeros + 1 : 0;
            digits++;
        }
    }
    return digits - zeros;
}

static void check_shortest(double value)
{
    struct text text = {0}, fewer = {0};
    double read;
    number_add_shortest(&text, value);
    const char *written = text_string(&text);
    assert_same_double(strtod(written, NULL), value);
    text_addf(&fewer, "%.*g", digits_of(written) - 1, value);
    must(digits_of(written) <= 1 || strtod(text_string(&fewer), NULL) != value, "%s is not the shortest: %s", written,
         text_string(&fewer));
    const char *unsigned_part = written + (*written == '-');
    must(number_read(unsigned_part, &read) == strlen(unsigned_part), "%s is not read whole", written);
    assert_same_double(read, fabs(value));
    text_clear(&text);
    text_clear(&fewer);
}

START_TEST(shortest_numbers_read_back)
{
    struct chance chance = {1};
    for (int i = 0; i < RANDOM_NUMBERS; i++) {
        double value = double_of(chance_bits(&chance));
        if (isfinite(value))
            check_shortest(value);
        check_shortest(double_of(chance_bits(&chance) & ~(UINT64_C(0x7FF) << 52))); /* a subnormal */
        check_shortest(chance_real(&chance, -10, 10));
    }
}
END_TEST

/* shortest, at 6 digits, at 6 digits with its sign */
static const struct number_row {
    double value;
    const char *shortest, *six, *six_signed;
} number_rows[] = {
    {0, "0", "0", "0"},
    {-0.0, "-0", "0", "0"},
    {1, "1", "1", "+1"},
    {-1, "-1", "-1", "-1"},
    {0.1, "0.1", "0.1", "+0.1"},
    {1.0 / 3, "0.3333333333333333", "0.333333", "+0.333333"},
    {2.0 / 3, "0.6666666666666666", "0.666667", "+0.666667"},
    {0.1 + 0.2, "0.30000000000000004", "0.3", "+0.3"},
    {1e6, "1000000", "1e+06", "+1e+06"},
    {-999999999999999, "-999999999999999", "-1e+15", "-1e+15"},
    {1e15, "1e+15", "1e+15", "+1e+15"},
    {123456789, "123456789", "1.23457e+08", "+1.23457e+08"},
    {-1e-5, "-1e-05", "-1e-05", "-1e-05"},
    {DBL_MAX, "1.7976931348623157e+308", "1.79769e+308", "+1.79769e+308"},
    {DBL_MIN, "2.2250738585072014e-308", "2.22507e-308", "+2.22507e-308"},
    {5e-324, "5e-324", "4.94066e-324", "+4.94066e-324"},
    /* powers of two, where the nearest number of 16 digits is not read back and the one above is */
    {0x1p-44, "5.684341886080802e-14", "5.68434e-14", "+5.68434e-14"},
    {-0x1p-44, "-5.684341886080802e-14", "-5.68434e-14", "-5.68434e-14"},
    {0x1p-1017, "7.120236347223045e-307", "7.12024e-307", "+7.12024e-307"},
    {0x1p976, "6.386688990511104e+293", "6.38669e+293", "+6.38669e+293"},
    {INFINITY, "inf", "inf", "+inf"},
    {-INFINITY, "-inf", "-inf", "-inf"},
    {NAN, "undefined", "undefined", "undefined"},
};

START_TEST(numbers_are_written)
{
    const struct number_row *row = &number_rows[_i];
    struct text text = {0};
    number_add_shortest(&text, row->value);
    ck_assert_str_eq(text_string(&text), row->shortest);
    text_empty(&text);
    number_add(&text, row->value, 6);
    ck_assert_str_eq(text_string(&text), row->six);
    text_empty(&text);
    number_add_signed(&text, row->value, 6);
    ck_assert_str_eq(text_string(&text), row->six_signed);
    text_clear(&text);
}
END_TEST

static const struct {
    double value;
    bool sign;
    int width;
    const char *written;
} within[] = {
    {-0.77574876325646802, false, 40, "-0.77574876325646802"},
    {-0.77574876325646802, false, 17, "-0.77574876325647"},
    {0.5, true, 1, "+0.5"},
    {-1.0 / 3e200, true, 10, "-3.33e-201"},
    {-0.00021888, true, 7, "-0.0002"},
    {-0.00021888, true, 6, "-2e-04"},
    {0.00021888, true, 6, "+2e-04"},
    {INFINITY, false, 1, "inf"},
    {NAN, false, 3, "undefined"},
};

START_TEST(numbers_are_fitted)
{
    struct text text = {0};
    number_add_within(&text, within[_i].value, 17, within[_i].sign, within[_i].width);
    ck_assert_str_eq(text_string(&text), within[_i].written);
    text_clear(&text);
}
END_TEST

/* The C library writes it the same at any number of digits. */
static void check_written(double value)
{
    for (int digits = 1; digits <= 17; digits++) {
        char plain[64], with_sign[64];
        struct text text = {0};
        snprintf(plain, sizeof plain, "%.*g", digits, value);
        snprintf(with_sign, sizeof with_sign, "%+.*g", digits, value);
        number_add(&text, value, digits);
        must(strcmp(text_string(&text), plain) == 0, "%a in %d digits: %s, not %s", value, digits, text_string(&text),
             plain);
        text_empty(&text);
        number_add_signed(&text, value, digits);
        must(strcmp(text_string(&text), with_sign) == 0, "%a in %d digits: %s, not %s", value, digits,
             text_string(&text), with_sign);
        text_clear(&text);
    }
}

/* Numbers of all sizes, those with few digits, which lie in the middle of two with one digit less, and all these one
 * bit away; and powers of ten. */
START_TEST(numbers_are_written_as_the_library_does)
{
    static const double tens[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7};
    struct chance chance = {7};
    for (int i = 0; i < RANDOM_NUMBERS / 10; i++) {
        double few = chance_int(&chance, 1, 999999) / tens[chance_int(&chance, 0, COUNT(tens) - 1)];
        double middle = few + 0.5 / tens[chance_int(&chance, 0, COUNT(tens) - 1)];
        double values[] = {few, middle, chance_real(&chance, -10, 10), ldexp(few, chance_int(&chance, -60, 60))};
        for (int k = 0; k < COUNT(values); k++) {
            check_written(values[k]);
            check_written(-nextafter(values[k], 0));
            check_written(nextafter(values[k], INFINITY));
        }
    }
    for (int power = -8; power <= 18; power++)
        check_written(pow(10, power));
}
END_TEST

/* taken: bytes of the string that are the number */
static const struct read_row {
    const char *string;
    int taken;
    double value;
} read_rows[] = {
    {"0", 1, 0},
    {"00012", 5, 12},
    {"1.5", 3, 1.5},
    {".5", 2, 0.5},
    {"5.", 2, 5},
    {"5.e1", 4, 50},
    {"1e3", 3, 1000},
    {"1E3", 3, 1000},
    {"1e+3", 4, 1000},
    {"1e-3", 4, 0.001},
    {"1e", 1, 1},
    {"1e+", 1, 1},
    {"1e-x", 1, 1},
    {"0x10", 1, 0},
    {"00x1", 2, 0},
    {"5e-324", 6, 5e-324},
    {"1e308", 5, 1e308},
    {"1e309", 5, INFINITY},
    {"1e-400", 6, 0},
    {"1,5", 1, 1},
    {"1.5.5", 3, 1.5},
    {"", 0, 0},
    {".", 0, 0},
    {"e5", 0, 0},
    {"-1", 0, 0},
    {"+1", 0, 0},
    {"nan", 0, 0},
    {"inf", 0, 0},
    {" 1", 0, 0},
    {"1p3", 1, 1},
    {"1e5000", 6, INFINITY},
    {"1_000", 1, 1},
    {".e5", 0, 0},
};

START_TEST(numbers_are_read)
{
    double value = 0;
    ck_assert_uint_eq(number_read(read_rows[_i].string, &value), (unsigned)read_rows[_i].taken);
    if (read_rows[_i].taken > 0)
        assert_same_double(value, read_rows[_i].value);
}
END_TEST

static const struct int_row {
    const char *string;
    int low, high;
    bool fits;
    int value;
} int_rows[] = {
    {"3", 1, 5, true, 3},           {"1", 1, 5, true, 1},   {"5", 1, 5, true, 5},
    {"0", 1, 5, false, 0},          {"6", 1, 5, false, 0},  {"-3", -5, 5, true, -3},
    {"3.0", 1, 5, false, 0},        {"3x", 1, 5, false, 0}, {"", 1, 5, false, 0},
    {" 3", 1, 5, false, 0},         {"+3", 1, 5, false, 0}, {"-", -5, 5, false, 0},
    {"--3", -5, 5, false, 0},       {"x", 1, 5, false, 0},  {"99999999999999999999", 1, INT32_MAX, false, 0},
    {"4294967299", 1, 5, false, 0},
};

START_TEST(whole_numbers_are_read)
{
    const struct int_row *row = &int_rows[_i];
    int value = 0;
    ck_assert_int_eq(number_read_int(row->string, row->low, row->high, &value), row->fits);
    ck_assert_int_eq(value, row->value);
}
END_TEST

/* utf8.h */

/* length 1 and invalid true: the first byte is no beginning of a character. */
static const struct utf8_row {
    const char *bytes;
    int length;
    uint32_t code;
} utf8_rows[] = {
    {"a", 1, 'a'},
    {"\x7F", 1, 0x7F},
    {"\xC2\x80", 2, 0x80},
    {"\xDF\xBF", 2, 0x7FF},
    {"\xE0\xA0\x80", 3, 0x800},
    {"\xED\x9F\xBF", 3, 0xD7FF},
    {"\xEE\x80\x80", 3, 0xE000},
    {"\xEF\xBF\xBF", 3, 0xFFFF},
    {"\xF0\x90\x80\x80", 4, 0x10000},
    {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
    {"\x80", 1, UTF8_INVALID}, /* a continuation alone */
    {"\xBF\xBF", 1, UTF8_INVALID},
    {"\xC0\x80", 1, UTF8_INVALID}, /* longer than needed */
    {"\xC1\xBF", 1, UTF8_INVALID},
    {"\xE0\x80\x80", 1, UTF8_INVALID},
    {"\xE0\x9F\xBF", 1, UTF8_INVALID},
    {"\xF0\x80\x80\x80", 1, UTF8_INVALID},
    {"\xF0\x8F\xBF\xBF", 1, UTF8_INVALID},
    {"\xED\xA0\x80", 1, UTF8_INVALID}, /* half of a pair */
    {"\xED\xBF\xBF", 1, UTF8_INVALID},
    {"\xF4\x90\x80\x80", 1, UTF8_INVALID}, /* beyond the last */
    {"\xF5\x80\x80\x80", 1, UTF8_INVALID},
    {"\xF7\xBF\xBF\xBF", 1, UTF8_INVALID},
    {"\xF8\x88\x80\x80\x80", 1, UTF8_INVALID}, /* five bytes */
    {"\xFE", 1, UTF8_INVALID},
    {"\xFF", 1, UTF8_INVALID},
    {"\xC2", 1, UTF8_INVALID}, /* cut off */
    {"\xE2\x82", 1, UTF8_INVALID},
    {"\xF0\x9F\x98", 1, UTF8_INVALID},
    {"\xC2"
     "a",
     1, UTF8_INVALID}, /* broken off */
    {"\xE2\x82"
     "a",
     1, UTF8_INVALID},
    {"\xE2\xC2\xA0", 1, UTF8_INVALID},
};

START_TEST(characters_are_read)
{
    const struct utf8_row *row = &utf8_rows[_i];
    uint32_t code = 0;
    ck_assert_uint_eq(utf8_read(row->bytes, strlen(row->bytes), &code), (unsigned)row->length);
    ck_assert_uint_eq(code, row->code);
}
END_TEST

START_TEST(characters_end_where_the_bytes_do)
{
    uint32_t code;
    ck_assert_uint_eq(utf8_read("\xE2\x82\xAC", 2, &code), 1);
    ck_assert_uint_eq(code, UTF8_INVALID);
    ck_assert_uint_eq(utf8_read("\xE2\x82\xAC", 3, &code), 3);
    ck_assert_uint_eq(code, 0x20AC);
}
END_TEST

START_TEST(every_character_reads_back)
{
    struct text text = {0};
    for (uint32_t code = 1; code <= 0x10FFFF; code += code == 0xD7FF ? 0x801 : 1) {
        uint32_t read;
        text_empty(&text);
        utf8_add(&text, code);
        must(utf8_read(text.bytes, text.length, &read) == text.length && read == code, "U+%04X reads as U+%04X", code,
             read);
    }
    text_clear(&text);
}
END_TEST

static const struct width_row {
    const char *string;
    int columns;
} width_rows[] = {
    {"", 0},  {"abc", 3},   {"ŷ<3>", 4},  {"y\xCC\x82", 1}, {"∂L/∂v", 5}, {"漢字", 4},
    {"·", 1}, {"a\xFF", 1}, {"a\x1B", 1}, {"─╭", 2},        {"v²", 2},
};

START_TEST(characters_have_widths)
{
    ck_assert_int_eq(utf8_width(width_rows[_i].string), width_rows[_i].columns);
}
END_TEST

START_TEST(every_character_has_the_width_of_the_library)
{
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        int columns = code == 0x7F ? 0 : wcwidth((wchar_t)code);
        must(utf8_columns(code) == (columns > 0 ? columns : 0), "U+%04X: %d columns", code, utf8_columns(code));
    }
}
END_TEST

/* bytes: what a stranger wrote; shown: what a terminal gets */
static const struct visible_row {
    const char *bytes;
    size_t count;
    const char *shown, *shown_as_line;
} visible_rows[] = {
    {"plain ŷ", 8, "plain ŷ", "plain ŷ"},
    {"\x1B]52;c;x\x07", 9, "^[]52;c;x^G", "^[]52;c;x^G"},
    {"\x1B[31m", 5, "^[[31m", "^[[31m"},
    {"a\tb", 3, "a b", "a b"},
    {"a\nb", 3, "a\nb", "a^Jb"},
    {"a\rb", 3, "a^Mb", "a^Mb"},
    {"a\0b", 3, "a^@b", "a^@b"},
    {"\x7F\x1F", 2, "^?^_", "^?^_"},
    {"\xC2\x9B"
     "31m",
     5, "<9B>31m", "<9B>31m"},
    {"\x9B"
     "31m",
     4, "<9B>31m", "<9B>31m"},
    {"\xC2\x80\xC2\x9F", 4, "<80><9F>", "<80><9F>"},
    {"\xFF\xFE", 2, "<FF><FE>", "<FF><FE>"},
    {"\xE2\x80\xAE"
     "x",
     4, "<U+202E>x", "<U+202E>x"},
    {"\xE2\x81\xA6", 3, "<U+2066>", "<U+2066>"},
    {"\xE2\x80\x8B", 3, "<U+200B>", "<U+200B>"},
    {"\xEF\xBB\xBF", 3, "<U+FEFF>", "<U+FEFF>"},
    {"\xC2\xAD", 2, "<U+00AD>", "<U+00AD>"},
    {"\xF3\xA0\x81\x81", 4, "<U+E0041>", "<U+E0041>"},
    {"\xE2\x82", 2, "<E2><82>", "<E2><82>"},
};

START_TEST(strange_text_becomes_visible)
{
    const struct visible_row *row = &visible_rows[_i];
    struct text text = {0};
    utf8_add_visible(&text, row->bytes, row->count);
    ck_assert_str_eq(text_string(&text), row->shown);
    text_empty(&text);
    utf8_add_visible_line(&text, row->bytes, row->count);
    ck_assert_str_eq(text_string(&text), row->shown_as_line);
    ck_assert(utf8_is_visible_line(row->shown_as_line));
    if (strlen(row->bytes) == row->count)
        ck_assert_int_eq(utf8_is_visible_line(row->bytes), strcmp(row->bytes, row->shown_as_line) == 0);
    text_clear(&text);
}
END_TEST

/* What no output may hold: it would act on a terminal, or hide, or turn the direction of what follows. */
static bool is_dangerous(uint32_t code)
{
    static const uint32_t ranges[][2] = {
        {0, 0x1F},        {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},   {0x200B, 0x200F},
        {0x2028, 0x202E}, {0x2060, 0x206F}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF},
    };
    for (int i = 0; i < COUNT(ranges); i++) {
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    }
    return false;
}

static void check_harmless(const struct text *text, bool newlines)
{
    for (size_t at = 0; at < text->length;) {
        uint32_t code;
        at += utf8_read(text->bytes + at, text->length - at, &code);
        must(code != UTF8_INVALID, "the output is not UTF-8");
        must((newlines && code == '\n') || !is_dangerous(code), "U+%04X in the output", code);
    }
}

/* Bytes at random, and pieces that are dangerous on purpose. */
static void add_random_bytes(struct text *text, struct chance *chance)
{
    static const char *const pieces[] = {"\x1B[31m",     "\x1B]0;x\x07", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x81\xA9",
                                         "\xEF\xBB\xBF", "\xE2",         "\xE2\x80", "\xC2",         "\xF3\xA0\x80\xA0",
                                         "\n",           "\r",           "ŷ"};
    int count = chance_int(chance, 0, 24);
    for (int i = 0; i < count; i++) {
        char byte = (char)chance_int(chance, 0, 255);
        if (chance_int(chance, 0, 3) == 0)
            text_add(text, pieces[chance_int(chance, 0, COUNT(pieces) - 1)]);
        else
            text_add_bytes(text, &byte, 1);
    }
}

START_TEST(random_text_becomes_harmless)
{
    struct chance chance = {2};
    struct text bytes = {0}, shown = {0}, ascii = {0};
    for (int i = 0; i < 1000000; i++) {
        text_empty(&bytes);
        text_empty(&shown);
        text_empty(&ascii);
        add_random_bytes(&bytes, &chance);
        utf8_add_visible(&shown, text_string(&bytes), bytes.length);
        check_harmless(&shown, true);
        utf8_add_ascii(&ascii, text_string(&shown));
        for (size_t at = 0; at < ascii.length; at++)
            must((unsigned char)ascii.bytes[at] < 0x7F, "%02X is not ASCII", (unsigned char)ascii.bytes[at]);
        text_empty(&shown);
        utf8_add_visible_line(&shown, text_string(&bytes), bytes.length);
        check_harmless(&shown, false);
    }
    text_clear(&bytes);
    text_clear(&shown);
    text_clear(&ascii);
}
END_TEST

static const struct ascii_row {
    const char *string, *ascii;
} ascii_rows[] = {
    {"", ""},        {"abc", "abc"},         {"ŷ<3>", "yhat<3>"}, {"∂L/∂v", "dL/dv"}, {"v²", "v^2"},
    {"v¹²", "v^12"}, {"v¹²·u²", "v^12*u^2"}, {"0.5·1", "0.5*1"},  {"→", "->"},        {"漢", "?"},
    {"…", "..."},    {"╭─╮│", "+-+|"},       {"\xFF", "?"},       {"v²²²", "v^222"},
};

START_TEST(signs_are_spelt_in_ascii)
{
    struct text text = {0};
    utf8_add_ascii(&text, ascii_rows[_i].string);
    ck_assert_str_eq(text_string(&text), ascii_rows[_i].ascii);
    text_clear(&text);
}
END_TEST

/* file.h */

/* A folder of its own for a test, and a path in it. */
static char folder[] = "/tmp/unroll-base-XXXXXX";

static void folder_make(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static const char *path_of(const char *name)
{
    static char paths[4][128];
    static int next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void folder_remove(void)
{
    static const char *const names[] = {"file", "link", "pipe", "other"};
    for (int i = 0; i < COUNT(names); i++)
        unlink(path_of(names[i]));
    rmdir(path_of("inner"));
    /* Fails when a file was left behind that nobody asked for. */
    ck_assert_msg(rmdir(folder) == 0, "%s is not empty: %s", folder, strerror(errno));
}

static void write_file(const char *path, const char *bytes, size_t count)
{
    FILE *file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, count, file), count);
    ck_assert_int_eq(fclose(file), 0);
}

static void check_content(const char *path, const char *expected)
{
    struct text content = {0};
    struct fault fault = {0};
    ck_assert_msg(file_read(path, 1000, &content, &fault), "%s", text_string(&fault.message));
    ck_assert_str_eq(text_string(&content), expected);
    text_clear(&content);
}

static int permissions_of(const char *path)
{
    struct stat status;
    ck_assert_int_eq(lstat(path, &status), 0);
    return (int)(status.st_mode & 07777);
}

static void replace_or_fail(const char *path, const char *bytes)
{
    struct fault fault = {0};
    struct text content = {0};
    text_add(&content, bytes);
    ck_assert_msg(file_replace(path, &content, &fault), "%s", text_string(&fault.message));
    text_clear(&content);
    fault_clear(&fault);
}

/* The fault must begin like this; the path stands in it. */
static void check_refused(const char *path, const char *beginning)
{
    struct fault fault = {0};
    struct text content = {0};
    text_add(&content, "new");
    ck_assert(!file_replace(path, &content, &fault));
    text_clear(&content);
    ck_assert_msg(strncmp(text_string(&fault.message), beginning, strlen(beginning)) == 0, "%s",
                  text_string(&fault.message));
    ck_assert_ptr_nonnull(strstr(text_string(&fault.message), path));
    fault_clear(&fault);
}

/* Of its own accord no call of the system knows ~. */
START_TEST(the_home_folder_is_found)
{
    struct text content = {0};
    struct fault fault = {0};
    text_add(&content, "at home\n");
    setenv("HOME", folder, 1);
    ck_assert(file_replace("~/file", &content, &fault));
    check_content(path_of("file"), "at home\n");
    check_content("~/file", "at home\n");
    setenv("HOME", "nowhere", 1);
    ck_assert(!file_read("~/file", 1000, &content, &fault));
    ck_assert_str_eq(text_string(&fault.message), "cannot read '~/file': No such file or directory");
    fault_clear(&fault);
    text_clear(&content);
}
END_TEST

START_TEST(files_are_replaced_whole)
{
    const char *path = path_of("file");
    umask(022);
    replace_or_fail(path, "first\n");
    check_content(path, "first\n");
    ck_assert_int_eq(permissions_of(path), 0644);
    ck_assert_int_eq(chmod(path, 0600), 0);
    replace_or_fail(path, "");
    check_content(path, "");
    ck_assert_int_eq(permissions_of(path), 0600);
}
END_TEST

START_TEST(new_files_follow_the_umask)
{
    umask(077);
    replace_or_fail(path_of("file"), "x");
    ck_assert_int_eq(permissions_of(path_of("file")), 0600);
    ck_assert_int_eq((int)umask(022), 077);
}
END_TEST

START_TEST(links_stay_links)
{
    struct stat status;
    write_file(path_of("file"), "old", 3);
    ck_assert_int_eq(symlink("file", path_of("link")), 0);
    replace_or_fail(path_of("link"), "new");
    ck_assert_int_eq(lstat(path_of("link"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
    check_content(path_of("file"), "new");
}
END_TEST

START_TEST(links_to_nowhere_are_refused)
{
    struct stat status;
    ck_assert_int_eq(symlink("nowhere", path_of("link")), 0);
    check_refused(path_of("link"), "'");
    ck_assert_int_eq(lstat(path_of("link"), &status), 0);
    ck_assert(S_ISLNK(status.st_mode));
}
END_TEST

START_TEST(what_is_no_file_is_not_replaced)
{
    struct stat status;
    ck_assert_int_eq(mkdir(path_of("inner"), 0700), 0);
    check_refused(path_of("inner"), "'");
    ck_assert_int_eq(mkfifo(path_of("pipe"), 0600), 0);
    check_refused(path_of("pipe"), "'");
    ck_assert_int_eq(lstat(path_of("pipe"), &status), 0);
    ck_assert(S_ISFIFO(status.st_mode));
    check_refused(path_of("missing/file"), "cannot write '");
    check_refused("/dev/null", "'/dev/null' is not a regular file");
}
END_TEST

START_TEST(a_folder_that_may_not_be_written_is_told)
{
    if (geteuid() == 0)
        return; /* root may write everywhere */
    ck_assert_int_eq(mkdir(path_of("inner"), 0500), 0);
    check_refused(path_of("inner/file"), "cannot write '");
}
END_TEST

/* The fault must hold this; NULL: the file is read. */
static void check_read(const char *path, size_t limit, const char *message)
{
    struct text content = {0};
    struct fault fault = {0};
    text_add(&content, "from before");
    bool done = file_read(path, limit, &content, &fault);
    ck_assert_msg(done == (message == NULL), "%s: %s", path, text_string(&fault.message));
    if (message != NULL)
        ck_assert_msg(strstr(text_string(&fault.message), message) != NULL, "%s", text_string(&fault.message));
    text_clear(&content);
    fault_clear(&fault);
}

START_TEST(files_are_read_up_to_a_limit)
{
    write_file(path_of("file"), "12345", 5);
    check_content(path_of("file"), "12345");
    check_read(path_of("file"), 4, "is larger than 4 bytes");
    check_read(path_of("file"), 5, NULL);
    check_read(path_of("file"), 6, NULL);
}
END_TEST

START_TEST(what_cannot_be_read_is_told)
{
    check_read(path_of("missing"), 10, "cannot read '");
    check_read(folder, 10, "is not a regular file");
    ck_assert_int_eq(mkfifo(path_of("pipe"), 0600), 0);
    check_read(path_of("pipe"), 10, "is not a regular file");
    write_file(path_of("file"), "one\ntwo\nth\0ree\n", 15);
    check_read(path_of("file"), 100, "file:3: holds a NUL byte");
}
END_TEST

START_TEST(a_byte_order_mark_is_passed_over)
{
    write_file(path_of("file"), "\xEF\xBB\xBFx = 1\n", 9);
    check_content(path_of("file"), "x = 1\n");
    write_file(path_of("other"), "\xEF\xBB", 2);
    check_content(path_of("other"), "\xEF\xBB");
}
END_TEST

/* lines: each in < > */
static const struct line_row {
    const char *content, *lines;
} line_rows[] = {
    {"", ""},
    {"\n", "<>"},
    {"a", "<a>"},
    {"a\n", "<a>"},
    {"a\nb", "<a><b>"},
    {"a\n\nb\n", "<a><><b>"},
    {"a\r\nb\r\n", "<a><b>"},
    {"a\r\r\nb\r", "<a\r><b>"},
    {"a\rb\n", "<a\rb>"},
    {"\r\n\r\n", "<><>"},
};

START_TEST(lines_are_taken)
{
    const struct line_row *row = &line_rows[_i];
    struct text line = {0}, told = {0};
    size_t at = 0;
    while (file_next_line(row->content, strlen(row->content), &at, &line))
        text_addf(&told, "<%s>", text_string(&line));
    ck_assert_str_eq(text_string(&told), row->lines);
    text_clear(&line);
    text_clear(&told);
}
END_TEST

/* checksum.h */

START_TEST(checksums_are_those_of_iso_3309)
{
    ck_assert_uint_eq(checksum("123456789", 9), 0xCBF43926);
    ck_assert_uint_eq(checksum("", 0), 0);
    ck_assert_uint_eq(checksum("\0", 1), 0xD202EF8D);
}
END_TEST

START_TEST(checksums_notice_every_flipped_bit)
{
    char bytes[] = "x = 1 0 1 1\ny = 1 0 1 1\n";
    uint32_t before = checksum(bytes, sizeof bytes);
    for (size_t i = 0; i < 8 * sizeof bytes; i++) {
        char bit = (char)(1 << i % 8);
        bytes[i / 8] ^= bit;
        ck_assert_uint_ne(checksum(bytes, sizeof bytes), before);
        bytes[i / 8] ^= bit;
    }
}
END_TEST

static TCase *case_of_words(void)
{
    TCase *tests = tcase_create("text and words");
    tcase_add_test(tests, text_begins_empty_and_grows);
    tcase_add_test(tests, text_is_formatted_as_printf_does);
    tcase_add_test(tests, text_can_be_taken);
    tcase_add_test(tests, fault_replaces_what_was_there);
    tcase_add_exit_test(tests, small_memory_ends_the_program, 1);
    tcase_add_test(tests, strings_are_copied);
    tcase_add_loop_test(tests, words_cut_statements, 0, COUNT(statement_rows));
    tcase_add_loop_test(tests, words_are_split, 0, COUNT(split_rows));
    tcase_add_test(tests, words_are_split_within_their_part);
    tcase_add_test(tests, open_quotes_are_found);
    tcase_add_test(tests, words_are_spelt_as_they_are_read);
    tcase_add_loop_test(tests, near_finds_what_was_meant, 0, COUNT(near_rows));
    tcase_add_test(tests, near_keeps_the_first_of_equals);
    return tests;
}

static TCase *case_of_numbers(void)
{
    TCase *tests = tcase_create("numbers");
    tcase_add_test(tests, shortest_numbers_read_back);
    tcase_add_loop_test(tests, numbers_are_written, 0, COUNT(number_rows));
    tcase_add_loop_test(tests, numbers_are_fitted, 0, sizeof within / sizeof *within);
    tcase_add_test(tests, numbers_are_written_as_the_library_does);
    tcase_add_loop_test(tests, numbers_are_read, 0, COUNT(read_rows));
    tcase_add_loop_test(tests, whole_numbers_are_read, 0, COUNT(int_rows));
    return tests;
}

static TCase *case_of_characters(void)
{
    TCase *tests = tcase_create("characters");
    tcase_add_loop_test(tests, characters_are_read, 0, COUNT(utf8_rows));
    tcase_add_test(tests, characters_end_where_the_bytes_do);
    tcase_add_test(tests, every_character_reads_back);
    tcase_add_loop_test(tests, characters_have_widths, 0, COUNT(width_rows));
    tcase_add_test(tests, every_character_has_the_width_of_the_library);
    tcase_add_loop_test(tests, strange_text_becomes_visible, 0, COUNT(visible_rows));
    tcase_add_test(tests, random_text_becomes_harmless);
    tcase_add_loop_test(tests, signs_are_spelt_in_ascii, 0, COUNT(ascii_rows));
    return tests;
}

static TCase *case_of_files(void)
{
    TCase *tests = tcase_create("files");
    tcase_add_checked_fixture(tests, folder_make, folder_remove);
    tcase_add_test(tests, files_are_replaced_whole);
    tcase_add_test(tests, the_home_folder_is_found);
    tcase_add_test(tests, new_files_follow_the_umask);
    tcase_add_test(tests, links_stay_links);
    tcase_add_test(tests, links_to_nowhere_are_refused);
    tcase_add_test(tests, what_is_no_file_is_not_replaced);
    tcase_add_test(tests, a_folder_that_may_not_be_written_is_told);
    tcase_add_test(tests, files_are_read_up_to_a_limit);
    tcase_add_test(tests, what_cannot_be_read_is_told);
    tcase_add_test(tests, a_byte_order_mark_is_passed_over);
    tcase_add_loop_test(tests, lines_are_taken, 0, COUNT(line_rows));
    tcase_add_test(tests, checksums_are_those_of_iso_3309);
    tcase_add_test(tests, checksums_notice_every_flipped_bit);
    return tests;
}

Suite *suite_base(void)
{
    Suite *suite = suite_create("base");
    suite_add_tcase(suite, case_of_words());
    suite_add_tcase(suite, case_of_numbers());
    suite_add_tcase(suite, case_of_characters());
    suite_add_tcase(suite, case_of_files());
    return suite;
}
