/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_export.c - drawings are well-formed, say what they show, and hold every letter of the panel. */

#include "base/text.h"
#include "base/utf8.h"
#include "export/export.h"
#include "tests/runner.h"
#include "tests/suites.h"

static struct fixture fixture;

static void set_up(void)
{
    runner_start(&fixture);
}

static void tear_down(void)
{
    fixture_end(&fixture);
}

/* The name of the tag at '<', and where it ends; a tag that closes itself has no name. */
static const char *read_tag(const char *at, char *name, size_t size)
{
    const char *end = strchr(at, '>');
    ck_assert_msg(end != NULL, "a tag without an end: %.60s", at);
    size_t length = strcspn(at + 1, " />");
    length += length == 0 ? strcspn(at + 2, " >") + 1 : 0;
    ck_assert_uint_lt(length, size);
    memcpy(name, at + 1, length);
    name[end[-1] == '/' ? 0 : length] = '\0';
    return end + 1;
}

/* Every tag is closed in order, and no '<' or '&' stands for itself. */
static void check_tags(const char *file)
{
    char open[16][32], name[32];
    int depth = 0;
    for (const char *at = file + strcspn(file, "<&"); *at != '\0'; at += strcspn(at, "<&")) {
        if (*at == '&') {
            ck_assert_msg(strncmp(at, "&lt;", 4) == 0 || strncmp(at, "&gt;", 4) == 0 || strncmp(at, "&amp;", 5) == 0,
                          "%.20s", at);
            at++;
            continue;
        }
        const char *from = at;
        at = read_tag(at, name, sizeof name);
        if (name[0] == '/') {
            ck_assert_msg(depth > 0 && strcmp(open[depth - 1], name + 1) == 0, "%.60s", from);
            depth--;
        } else if (name[0] != '\0') {
            ck_assert_int_lt(depth, 16);
            strcpy(open[depth++], name);
        }
    }
    ck_assert_int_eq(depth, 0);
}

static const struct {
    const char *lines, *panel, *holds[3];
} drawings[] = {
    {"goto 3", "graph", {">a&lt;3&gt; 0.5</text>", "<title id=\"title\">unrolled network</title>", "class=\"active\""}},
    {"goto back 2", "graph", {">+1.45</text>", "class=\"message\"", ">-0.979</text>"}},
    {"goto 4", "series", {">0.1125</text>", "class=\"positive\" x=", "<desc id=\"desc\">the power series"}},
    {"run; run", "triangle", {">-0.5732</text>", ">+0.5806</text>", "class=\"negative\""}},
    {"run", "table", {">0.785</text>", ">-1.538</text>", NULL}},
    {"run; run", "grad", {">-0.775749</text>", NULL, NULL}},
    {"example matrix; goto 3", "step", {"&lt;3&gt;", NULL, NULL}},
    {"example matrix", "show", {">[0.2 0.4 0.1]</text>", NULL, NULL}},
    {"g* = sigmoid; descend 50 rate 0.1; landscape",
     "landscape",
     {"<rect fill=\"#00005f\"", ">L over v (across) and u (up); the descent moved others too</text>", ">●"}},
    {"", "landscape", {"d=\"M0 20l9-20\"", "fill=\"#ffff87\"", "fill:#fff"}},
};

static void draw(const char *lines, const char *panel, struct text *file)
{
    struct fault fault = {0};
    fixture_answer(&fixture, lines);
    struct export_request request = {
        .session = fixture.session,
        .picture = {panel_find(panel), {.session = fixture.session, .w = WEIGHT_V, .all = true}},
    };
    const struct export_format *format = export_find("it.svg", &fault);
    ck_assert_ptr_nonnull(format);
    ck_assert_msg(format->write(&request, file, &fault), "%s", text_string(&fault.message));
    fault_clear(&fault);
}

START_TEST(a_drawing_is_well_formed_and_holds_the_numbers)
{
    struct text file = {0};
    draw(drawings[_i].lines, drawings[_i].panel, &file);
    check_tags(text_string(&file));
    for (int i = 0; i < 3 && drawings[_i].holds[i] != NULL; i++)
        ck_assert_msg(strstr(text_string(&file), drawings[_i].holds[i]) != NULL, "'%s' is not in:\n%s",
                      drawings[_i].holds[i], text_string(&file));
    text_clear(&file);
}
END_TEST

/* What the panel shows in letters, without blanks and what is drawn. */
static void add_letters_of_panel(struct text *letters, const char *panel)
{
    struct view view = {.session = fixture.session, .w = WEIGHT_V, .all = true};
    struct canvas *canvas = panel_picture(panel_find(panel), &view, 100, false);
    for (int row = 0; row < canvas_rows(canvas); row++) {
        for (int column = 0; column < canvas_used(canvas, row); column++) {
            struct cell cell = canvas_cell(canvas, row, column);
            uint32_t code = cell.code;
            bool drawn = cell.bare || (code >= 0x2500 && code < 0x2900 && code != 0x25CF && code != 0x25CB);
            if (code != ' ' && code != 0 && !drawn)
                utf8_add(letters, code);
        }
    }
    canvas_free(canvas);
}

static void add_letters_of_file(struct text *letters, const char *file)
{
    for (const char *at = strstr(file, "<text "); at != NULL; at = strstr(at, "<text ")) {
        for (at = strchr(at, '>') + 1; strncmp(at, "</text>", 7) != 0; at++) {
            bool reference = *at == '&';
            const char *letter = !reference ? at : at[1] == 'l' ? "<" : at[1] == 'g' ? ">" : "&";
            if (*letter != ' ')
                text_add_bytes(letters, letter, 1);
            at = reference ? strchr(at, ';') : at;
        }
    }
}

START_TEST(a_drawing_holds_every_letter_of_its_panel)
{
    struct text file = {0}, shown = {0}, drawn = {0};
    draw(drawings[_i].lines, drawings[_i].panel, &file);
    add_letters_of_panel(&shown, drawings[_i].panel);
    add_letters_of_file(&drawn, text_string(&file));
    ck_assert_str_eq(text_string(&drawn), text_string(&shown));
    text_clear(&file);
    text_clear(&shown);
    text_clear(&drawn);
}
END_TEST

Suite *suite_export(void)
{
    enum { DRAWINGS = sizeof drawings / sizeof *drawings };
    Suite *suite = suite_create("export");
    TCase *tests = tcase_create("export");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, a_drawing_is_well_formed_and_holds_the_numbers, 0, DRAWINGS);
    tcase_add_loop_test(tests, a_drawing_holds_every_letter_of_its_panel, 0, DRAWINGS);
    suite_add_tcase(suite, tests);
    return suite;
}
