/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_sheet.c - the page of a lesson as rows and as a picture: every word in its order at every width, what stands
 * close together, what is new, and where a page longer than its room is shown. */

#include "lesson/sheet.h"
#include "tests/runner.h"

static struct sheet sheet;

static void begin(void)
{
    sheet_addf(&sheet, ENTRY_HEADING, "Heading");
    sheet_addf(&sheet, ENTRY_PARAGRAPH, "Words about `a<3>` and **much** more, with `ŷ<2>` in them.");
    sheet_addf(&sheet, ENTRY_ITEM, "- one thing that goes on for a while");
    sheet_addf(&sheet, ENTRY_ITEM, "- another");
    sheet_add_code(&sheet, ENTRY_RUN, "> step 2");
    sheet_addf(&sheet, ENTRY_QUESTION, "What is `a<4>`?");
    sheet_addf(&sheet, ENTRY_CHOICE, "1. This is it.");
    sheet_addf(&sheet, ENTRY_CHOICE, "2. That is it, and it takes more than one line.");
    sheet_addf(&sheet, ENTRY_HOW, "The number of your answer.");
    sheet_addf(&sheet, ENTRY_GUIDE, "Enter goes on.");
    sheet_shown(&sheet);
    sheet_addf(&sheet, ENTRY_REPLY, "Not that, but a longer reply that is wrapped.");
    sheet_addf(&sheet, ENTRY_HINT, "Hint 1 of 2: look.");
}

static void end(void)
{
    sheet_clear(&sheet);
}

/* The rows as text: blanks for what they are set in, a newline behind each. */
static void add_rows(struct text *text, bool framed, int columns, bool ascii)
{
    struct sheet_rows rows;
    sheet_wrap(&rows, &sheet, framed, columns, ascii);
    for (int i = 0; i < rows.count; i++) {
        const struct sheet_row *row = &rows.row[i];
        text_add_blanks(text, row->indent);
        if (row->entry != NULL)
            text_add_bytes(text, row->prose->text + row->from, row->to - row->from);
        text_add(text, "\n");
    }
    sheet_rows_clear(&rows);
}

static void check_rows(bool framed, int columns, bool ascii, const char *expected)
{
    struct text text = {0};
    add_rows(&text, framed, columns, ascii);
    ck_assert_str_eq(text_string(&text), expected);
    text_clear(&text);
}

START_TEST(a_frame_holds_all_but_what_stands_elsewhere)
{
    check_rows(true, 40, false,
               "Words about a<3> and much more, with\nŷ<2> in them.\n\n- one thing that goes on for a while\n"
               "- another\n\n> step 2\n\nWhat is a<4>?\n1. This is it.\n2. That is it, and it takes more than\n"
               "   one line.\n\n  Not that, but a longer reply that is\n  wrapped.\n\n  Hint 1 of 2: look.\n");
}
END_TEST

START_TEST(line_mode_says_what_is_new)
{
    check_rows(false, 40, false, "Not that, but a longer reply that is\nwrapped.\n\nHint 1 of 2: look.\n");
    sheet_shown(&sheet);
    check_rows(false, 40, false, "");
    sheet_addf(&sheet, ENTRY_PARAGRAPH, "Next.");
    check_rows(false, 40, false, "\nNext.\n");
}
END_TEST

START_TEST(signs_are_spelt_in_ascii_before_they_are_measured)
{
    check_rows(true, 24, true,
               "Words about a<3> and\nmuch more, with yhat<2>\nin them.\n\n- one thing that goes on\n  for a while\n"
               "- another\n\n> step 2\n\nWhat is a<4>?\n1. This is it.\n2. That is it, and it\n   takes more than one\n"
               "   line.\n\n  Not that, but a longer\n  reply that is wrapped.\n\n  Hint 1 of 2: look.\n");
}
END_TEST

/* The letters of a text without its blanks and newlines. */
static void add_letters(struct text *letters, const struct text *text)
{
    for (size_t i = 0; i < text->length; i++) {
        if (text->bytes[i] != ' ' && text->bytes[i] != '\n')
            text_add_bytes(letters, text->bytes + i, 1);
    }
}

START_TEST(no_width_loses_a_letter)
{
    struct text whole = {0}, letters = {0};
    add_rows(&whole, true, 1000, _i);
    add_letters(&letters, &whole);
    for (int columns = 1; columns <= 200; columns++) {
        struct text text = {0}, found = {0};
        add_rows(&text, true, columns, _i);
        add_letters(&found, &text);
        must(strcmp(text_string(&found), text_string(&letters)) == 0, "at %d columns:\n%s", columns,
             text_string(&text));
        text_clear(&text);
        text_clear(&found);
    }
    text_clear(&whole);
    text_clear(&letters);
}
END_TEST

START_TEST(entries_are_taken_away_and_replaced)
{
    sheet_drop(&sheet, ENTRY_REPLY);
    sheet_drop(&sheet, ENTRY_CHOICE);
    check_rows(false, 40, false, "Hint 1 of 2: look.\n");
    sheet_shown(&sheet);
    sheet_add_code(&sheet, ENTRY_DERIVATION, "a = [1]");
    sheet_add_code(&sheet, ENTRY_DERIVATION, "  = [2]");
    sheet_shown(&sheet);
    sheet_replace_code(&sheet, ENTRY_DERIVATION, 0, "a = [1]");
    sheet_replace_code(&sheet, ENTRY_DERIVATION, 1, "  = b");
    sheet_replace_code(&sheet, ENTRY_DERIVATION, 2, "none");
    check_rows(false, 40, false, "    = b\n");
    ck_assert_str_eq(sheet_last(&sheet, ENTRY_DERIVATION), "  = b");
    ck_assert_ptr_null(sheet_last(&sheet, ENTRY_REPLY));
}
END_TEST

static int top_of(int top, int room)
{
    struct view view = {.sheet = &sheet, .top = top};
    int all;
    int first = panel_lesson_top(&view, room, 40, false, &all);
    ck_assert_int_eq(all, 17);
    return first;
}

/* 17 rows at 40 columns; the news, the reply and the hint, begin in row 13. */
START_TEST(the_news_are_in_sight)
{
    sheet_shown(&sheet);
    ck_assert_int_eq(top_of(0, 20), 0);
    ck_assert_int_eq(top_of(0, 17), 0);
    ck_assert_int_eq(top_of(0, 10), 7);
    ck_assert_int_eq(top_of(0, 3), 13);
    ck_assert_int_eq(top_of(1, 10), 0);
    ck_assert_int_eq(top_of(5, 10), 4);
    ck_assert_int_eq(top_of(100, 10), 7);
}
END_TEST

START_TEST(a_picture_has_bars_and_arrows)
{
    struct text text = {0};
    struct view view = {.sheet = &sheet, .brief = true};
    struct canvas *canvas = canvas_new(6, 40, false);
    struct area area = canvas_area(canvas);
    sheet_shown(&sheet);
    panel_lesson.draw(&view, &area);
    fixture_add_canvas(&text, canvas, 0);
    ck_assert_str_eq(text_string(&text), "   one line.                           ▲\n\n"
                                         "│ Not that, but a longer reply that is\n│ wrapped.\n\n"
                                         "│ Hint 1 of 2: look.\n");
    canvas_free(canvas);
    text_clear(&text);
}
END_TEST

Suite *suite_sheet(void)
{
    Suite *suite = suite_create("sheet");
    TCase *tests = tcase_create("sheet");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, a_frame_holds_all_but_what_stands_elsewhere);
    tcase_add_test(tests, line_mode_says_what_is_new);
    tcase_add_test(tests, signs_are_spelt_in_ascii_before_they_are_measured);
    tcase_add_loop_test(tests, no_width_loses_a_letter, 0, 2);
    tcase_add_test(tests, entries_are_taken_away_and_replaced);
    tcase_add_test(tests, the_news_are_in_sight);
    tcase_add_test(tests, a_picture_has_bars_and_arrows);
    suite_add_tcase(suite, tests);
    return suite;
}
