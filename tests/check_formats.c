/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_formats.c - the rows of the formats: complete, told by `export`, known again by their first bytes; formulas in
 * TeX; names that would be obeyed stay text; and the files are what tests/golden/exports holds, byte for byte.
 *
 * UPDATE_GOLDEN=1 make check SUITE=formats writes the files anew; the difference is then read in git. */

#include <ctype.h>

#include "base/file.h"
#include "export/export.h"
#include "export/page_data.h"
#include "export/tex_formula.h"
#include "tests/process.h"
#include "tests/runner.h"

#define COUNT(rows) ((int)(sizeof(rows) / sizeof *(rows)))

static struct fixture fixture;

static void begin(void)
{
    runner_start(&fixture);
}

static void end(void)
{
    fixture_end(&fixture);
}

static int count_formats(void)
{
    int count = 0;
    while (export_formats[count] != NULL)
        count++;
    return count;
}

/* What the command writes into a file of that name. */
static void exported(const char *path, struct text *file)
{
    struct text line = {0};
    /* A recording needs something to record. */
    text_addf(&line, "export '%s'%s", path, strstr(path, ".cast") != NULL ? " --each-step" : "");
    fixture_must(&fixture, text_string(&line));
    ck_assert_msg(read_bytes(path, file), "%s", path);
    text_clear(&line);
}

START_TEST(rows_are_complete)
{
    const struct export_format *format = export_formats[_i];
    ck_assert_int_eq(format->ending[0], '.');
    ck_assert_int_gt((int)strlen(format->summary), 0);
    ck_assert_msg(format->summary[strlen(format->summary) - 1] != '.', "%s", format->summary);
    ck_assert_msg(islower((unsigned char)format->summary[0]), "%s", format->summary);
    ck_assert_msg(format->details[strlen(format->details) - 1] == '.', "%s", format->details);
    ck_assert_ptr_nonnull(strstr(fixture_answer(&fixture, "export"), format->summary));
}
END_TEST

START_TEST(a_file_is_the_same_twice_and_may_be_written_over)
{
    struct text path = {0}, first = {0}, again = {0};
    text_addf(&path, "it%s", export_formats[_i]->ending);
    fixture_must(&fixture, "goto back 2");
    exported(text_string(&path), &first);
    exported(text_string(&path), &again);
    ck_assert_str_eq(text_string(&first), text_string(&again));
    ck_assert_uint_gt(first.length, 0);
    ck_assert_int_eq(first.bytes[first.length - 1], '\n');
    ck_assert_no_control(first);
    write_string(text_string(&path), "the work of somebody\n");
    struct text line = {0};
    text_addf(&line, "export %s%s", text_string(&path), export_formats[_i]->script ? " --each-step" : "");
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, text_string(&line)), "exists and is not an earlier export"));
    text_clear(&line);
    text_clear(&path);
    text_clear(&first);
    text_clear(&again);
}
END_TEST

/* The work of others, which begins much like what is written. */
static const struct {
    const char *path, *content;
} foreign[] = {
    {"it.csv", "t,x,comment\n1,5,mine\n"},
    {"it.csv", "t,x"},
    {"it.csv", "t,x,s,a,o,yhat,y,L,z,dL/da,dL<t>/dv,dL<t>/du,dL<t>/dW_y,dL<t>/db_a,dL<t>/db_y,comment\n1\n"},
    {"it.csv", "t,x,s,mine,a,o,yhat,y,L,z,dL/da,dL<t>/dv\n1\n"},
    {"it.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"/>\n"},
    {"it.svg",
     "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 924 165\" width=\"924\" height=\"165\" role=\"img\" "
     "aria-labelledby=\"title desc\">\n<title id=\"title\">mine</title>\n</svg>\n"},
    {"it.md", "<!-- unroll this list -->\n"},
    {"it.md", "<!-- lesson transcript, unroll 0.1.0 -->\n"},
    {"it.tex", "% unroll the network\n"},
    {"it.txt", "+- network plan\n"},
    {"it.cast", "{\"version\": 2, \"width\": 80, \"height\": 24, \"timestamp\": 1, \"title\": \"mine\"}\n"},
};

START_TEST(the_work_of_others_is_not_written_over)
{
    struct text line = {0}, file = {0};
    write_string(foreign[_i].path, foreign[_i].content);
    text_addf(&line, "export %s%s", foreign[_i].path, strstr(foreign[_i].path, "cast") != NULL ? " --each-step" : "");
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, text_string(&line)), "exists and is not an earlier export"));
    ck_assert(read_bytes(foreign[_i].path, &file));
    ck_assert_str_eq(text_string(&file), foreign[_i].content);
    text_clear(&line);
    text_clear(&file);
}
END_TEST

/* The sessions a learner can be in: each must give a file of every format, or a fault that says what is missing. */
static const char *const sessions[] = {
    "shape 2 2 1",
    "goto 0",
    "substep 3",
    "run; substep 2",
    "y<3> = none; goto 3",
    "y<3> = none; run; step",
    "example matrix; goto 3",
    "example matrix; run; run",
    "g = tanh; g* = sigmoid; goto back 2",
    "g = relu; loss = mse; goto back 1",
    "shape 1 64 5; x = ones 3; goto 1",
    "shape 64 64 64; x = ones 2; y = ones 2; goto 1",
    "bug 2; goto back 2",
    "bug random 3; goto back 2",
    "v = 1e300; x = ones 9; y = ones 9; goto 9",
    "x = ones 300; y = ones 300; goto 200",
};

START_TEST(every_session_gives_every_file)
{
    fixture_run(&fixture, sessions[_i]);
    static const char *const ways[] = {"", "", " --each-step", " --blank", " --key --each-step"};
    for (int i = 0; i < COUNT(ways) * count_formats(); i++) {
        struct text line = {0};
        struct fault fault = {0};
        text_addf(&line, "export it%s%s", export_formats[i / COUNT(ways)]->ending, ways[i % COUNT(ways)]);
        bool done = run_quietly(&fixture.runner, text_string(&line), &fault);
        ck_assert_msg(done || fault.message.length > 0, "%s: %s", sessions[_i], text_string(&line));
        /* Its own file it may write over. */
        ck_assert_msg(strstr(text_string(&fault.message), "is not an earlier export") == NULL, "%s: %s", sessions[_i],
                      text_string(&fault.message));
        text_clear(&line);
        fault_clear(&fault);
    }
}
END_TEST

/* What TeX is to see, written down by hand. */
static const struct {
    const char *formula, *tex;
} formulas[] = {
    {"a<3>", "a^{\\langle 3\\rangle}"},
    {"ŷ<12>", "\\hat{y}^{\\langle 12\\rangle}"},
    {"W_y v² a<1>", "W_{y}\\,v^{2}\\,a^{\\langle 1\\rangle}"},
    {"W_y v¹² a<0>", "W_{y}\\,v^{12}\\,a^{\\langle 0\\rangle}"},
    {"∂L<3>/∂a<2>", "\\frac{\\partial L^{\\langle 3\\rangle}}{\\partial a^{\\langle 2\\rangle}}"},
    {"z<4> ∂ŷ<4>/∂v", "z^{\\langle 4\\rangle}\\,\\frac{\\partial \\hat{y}^{\\langle 4\\rangle}}{\\partial v}"},
    {"-(1-y) log(1-ŷ)", "-(1-y)\\operatorname{log}(1-\\hat{y})"},
    {"(ŷ<3> - y<3>)² / 2", "(\\hat{y}^{\\langle 3\\rangle}-y^{\\langle 3\\rangle})^{2}/2"},
    {"g*'(o<3>) z<3>", "g^{*\\prime}(o^{\\langle 3\\rangle})z^{\\langle 3\\rangle}"},
    {"V' D<3> ∂L/∂a<3>", "V^{\\top}\\,D^{\\langle 3\\rangle}\\,\\frac{\\partial L}{\\partial a^{\\langle 3\\rangle}}"},
    {"P<4,1>' a<2>'", "P^{\\langle 4,1\\rangle\\top}\\,a^{\\langle 2\\rangle\\top}"},
    {"[0.5 -0.1; 0 1e-05]", "\\begin{bmatrix}0.5&-0.1\\\\0&\\mathrm{1e{-}05}\\end{bmatrix}"},
    {"σ(0.5)", "\\sigma (0.5)"},
    {"0.5·0.2", "0.5\\cdot 0.2"},
    {"from ŷ<2>", "\\text{from}\\ \\hat{y}^{\\langle 2\\rangle}"},
    {"their sum", "\\text{their}\\ \\text{sum}"},
    {"… 3 more", "\\dots 3\\ \\text{more}"},
    {"undefined", "\\text{undefined}"},
};

START_TEST(formulas_in_tex)
{
    struct text tex = {0};
    tex_add_formula(&tex, formulas[_i].formula);
    ck_assert_str_eq(text_string(&tex), formulas[_i].tex);
    text_clear(&tex);
}
END_TEST

static const struct {
    const char *text, *tex;
} texts[] = {
    {"a^b_c", "a\\textasciicircum{}b\\_c"},
    {"\\input{x} $5 & 50% #1 ~ |", "\\textbackslash{}input\\{x\\} \\$5 \\& 50\\% \\#1 \\textasciitilde{} \\textbar{}"},
    {"<script>", "\\textless{}script\\textgreater{}"},
    {"\"Übung\" 3", "''Übung'' 3"},
    {"\xE7\xBB\x83\xE4\xB9\xA0 3", "?? 3"},
};

START_TEST(texts_in_tex)
{
    struct text tex = {0};
    tex_add_text(&tex, texts[_i].text);
    ck_assert_str_eq(text_string(&tex), texts[_i].tex);
    text_clear(&tex);
}
END_TEST

/* A name that every format would obey if it were not spelt. */
static const char hostile[] = "<img src=x onerror=alert(1)> $x^2 \\input{y} 5% & [a](b) `c` {{d}}";

static const struct {
    const char *ending, *holds, *lacks;
} namings[] = {
    {".tex", "\\textbackslash{}input\\{y\\} 5\\% \\& ", "\\input{"},
    {".cast", "\"title\": \"\\u003cimg src=x onerror=alert(1)\\u003e $x^2 \\\\input{y}", "<img"},
    {".html", "<title>&lt;img src=x onerror=alert(1)&gt; $x^2 \\input{y} 5% &amp; [a](b) `c` {{d}}</title>", "<img"},
    {".md", "\\<img src=x onerror=alert(1)\\> \\$x^2 \\\\input\\{y\\} 5% \\& \\[a\\](b) \\`c\\` \\{\\{d\\}\\}",
     "# <img"},
};

START_TEST(a_hostile_name_stays_text)
{
    struct text path = {0}, file = {0};
    text_addf(&path, "%s%s", hostile, namings[_i].ending);
    exported(text_string(&path), &file);
    ck_assert_holds(file, namings[_i].holds);
    ck_assert_lacks(file, namings[_i].lacks);
    text_clear(&path);
    text_clear(&file);
}
END_TEST

START_TEST(a_name_that_turns_the_text_is_made_visible)
{
    struct text path = {0}, file = {0};
    text_addf(&path, "a\xE2\x80\xAE%s", export_formats[_i]->ending);
    exported(text_string(&path), &file);
    ck_assert_no_control(file);
    text_clear(&path);
    text_clear(&file);
}
END_TEST

static const struct golden {
    const char *name, *lines;
    bool each_step;
    enum answers answers;
} goldens[] = {
    {"sheet.tex", "goto 3", false, ANSWERS_BLANK},
    {"sheet-key.tex", "goto 3", false, ANSWERS_KEY},
    {"sheet.md", "goto back 2", false, ANSWERS_BLANK},
    {"sheet-key.md", "goto back 2", false, ANSWERS_KEY},
    {"all.md", "x = 1 0; y = 1 0", true, ANSWERS_SHOWN},
    {"all-key.tex", "x = 1 0; y = 1 0", true, ANSWERS_KEY},
    {"all.cast", "goto 3", true, ANSWERS_SHOWN},
    {"forward.csv", "goto 3", false, ANSWERS_SHOWN},
    {"forward.md", "goto 3", false, ANSWERS_SHOWN},
    {"forward.svg", "goto 3", false, ANSWERS_SHOWN},
    {"forward.tex", "goto 3", false, ANSWERS_SHOWN},
    {"forward.txt", "goto 3", false, ANSWERS_SHOWN},
    {"backward.md", "goto back 2", false, ANSWERS_SHOWN},
    {"backward.tex", "goto back 2", false, ANSWERS_SHOWN},
    {"matrix.tex", "example matrix; goto back 3", false, ANSWERS_SHOWN},
    {"long.tex", "x = ones 30; y = ones 30; set digits 17; goto 20", false, ANSWERS_SHOWN},
};

static void compare_with_golden(const char *name, const struct text *file)
{
    struct text path = {0}, wanted = {0};
    struct fault fault = {0};
    text_addf(&path, "tests/golden/exports/%s", name);
    if (getenv("UPDATE_GOLDEN") != NULL)
        write_bytes(text_string(&path), file->bytes, file->length);
    ck_assert_msg(file_read(text_string(&path), 1 << 20, &wanted, &fault), "%s", text_string(&fault.message));
    ck_assert_msg(strcmp(text_string(file), text_string(&wanted)) == 0,
                  "%s differs (UPDATE_GOLDEN=1 accepts what is written now):\n%.3000s", text_string(&path),
                  text_string(file));
    text_clear(&path);
    text_clear(&wanted);
}

START_TEST(files_are_what_they_were)
{
    const struct golden *golden = &goldens[_i];
    struct text file = {0};
    struct fault fault = {0};
    struct export_request request = {
        .session = fixture.session, .title = "unrolled", .each_step = golden->each_step, .answers = golden->answers};
    fixture_must(&fixture, golden->lines);
    request.picture = (struct picture){&panel_graph, {.session = fixture.session, .w = WEIGHT_V, .all = true}};
    const struct export_format *format = export_find(golden->name, &fault);
    ck_assert_msg(format->write(&request, &file, &fault), "%s", text_string(&fault.message));
    compare_with_golden(golden->name, &file);
    text_clear(&file);
}
END_TEST

START_TEST(the_numbers_of_a_page_are_what_they_were)
{
    struct text data = {0};
    struct fault fault = {0};
    fixture_must(&fixture, "g* = sigmoid; goto back 2");
    ck_assert_msg(page_data_add(&data, fixture.session, &fault), "%s", text_string(&fault.message));
    text_add(&data, "\n");
    compare_with_golden("page.json", &data);
    text_clear(&data);
}
END_TEST

/* A worksheet and its key differ in the blanks alone, and the key holds the numbers of the step. */
static const struct {
    const char *ending, *blank, *answer;
} sheets[] = {
    {".md", "________", "= 0.9·0.5   + 0.2 = 0.65"},
    {".tex", "\\unrollblank ", "\\unrollanswer{0.9\\cdot 0.5} && + \\unrollanswer{0.2} && = \\unrollanswer{0.65}"},
};

START_TEST(a_worksheet_asks_for_what_its_key_holds)
{
    struct text line = {0}, sheet = {0}, key = {0}, path = {0};
    fixture_must(&fixture, "goto 3");
    text_addf(&line, "export sheet%s --blank; export key%s --key", sheets[_i].ending, sheets[_i].ending);
    fixture_must(&fixture, text_string(&line));
    text_addf(&path, "sheet%s", sheets[_i].ending);
    ck_assert(read_bytes(text_string(&path), &sheet));
    text_empty(&path);
    text_addf(&path, "key%s", sheets[_i].ending);
    ck_assert(read_bytes(text_string(&path), &key));
    ck_assert_holds(sheet, sheets[_i].blank);
    ck_assert_lacks(key, sheets[_i].blank);
    ck_assert_holds(key, sheets[_i].answer);
    /* What the third step finds is nowhere in the sheet. */
    ck_assert_lacks(sheet, "0.65");
    ck_assert_lacks(sheet, "0.430783");
    ck_assert_lacks(sheet, "1.53846");
    text_clear(&line);
    text_clear(&path);
    text_clear(&sheet);
    text_clear(&key);
}
END_TEST

/* Without a panel's name the drawing is of the one shown last, as long as the network has what it shows. */
static const struct {
    const char *lines, *title;
} shown_last[] = {
    {"goto 2; series", "∂ŷ&lt;2&gt;/∂v, expanded as far as it goes"},
    {"g* = sigmoid; descend 10", "descent: 10 steps at rate 0.01"},
    {"explain a<4>", "a&lt;4&gt;"},
    {"explain a<4>; x = 1 0", "unrolled network"},
    {"shape 2 2 1; x = [1 0; 0 1]; plot a<t>[2]; shape 1 1 1; x = 1 0", "unrolled network"},
    {"shape 1 1 2; x = 1 0; series v 2 2", "∂ŷ&lt;2&gt;[2]/∂V (output 2 of 2), expanded as far as it goes"},
    {"shape 1 1 2; x = 1 0; series v 2 2; shape 1 1 1; x = 1 0", "∂ŷ&lt;2&gt;/∂v, expanded as far as it goes"},
};

START_TEST(a_drawing_is_of_the_panel_shown_last)
{
    struct text file = {0}, title = {0};
    fixture_must(&fixture, shown_last[_i].lines);
    exported("it.svg", &file);
    text_addf(&title, "<title id=\"title\">%s</title>", shown_last[_i].title);
    ck_assert_holds(file, text_string(&title));
    text_clear(&file);
    text_clear(&title);
}
END_TEST

START_TEST(every_step_gets_its_drawing)
{
    struct text last = {0}, one = {0};
    fixture_must(&fixture, "goto 2; export it.svg graph --each-step");
    ck_assert(access("it-9.svg", F_OK) != 0 && access("it.svg", F_OK) != 0);
    ck_assert_int_eq(fixture.session->tape.position, 2);
    for (int step = 1; step <= 8; step++) {
        char path[16];
        snprintf(path, sizeof path, "it-%d.svg", step);
        ck_assert_int_eq(access(path, F_OK), 0);
    }
    fixture_must(&fixture, "goto back 2; export one.svg graph");
    ck_assert(read_bytes("it-7.svg", &last) && read_bytes("one.svg", &one));
    ck_assert_str_eq(text_string(&last), text_string(&one));
    text_clear(&last);
    text_clear(&one);
}
END_TEST

/* Somebody's file among those that would be written keeps all of them from being written. */
START_TEST(a_strangers_file_refuses_every_drawing)
{
    write_string("it-3.svg", "the work of somebody\n");
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "export it.svg graph --each-step"),
                                 "'it-3.svg' exists and is not an earlier export"));
    ck_assert(access("it-1.svg", F_OK) != 0);
}
END_TEST

/* How many of the drawings are there; they are removed. */
static int count_drawings(int most)
{
    int count = 0;
    for (int step = 1; step <= most; step++) {
        char path[32];
        snprintf(path, sizeof path, "it-%02d.svg", step);
        count += unlink(path) == 0;
    }
    return count;
}

/* Whenever Ctrl-C comes, what is said of the drawings is true. */
START_TEST(interrupted_it_says_how_many_drawings_there_are)
{
    bool done = false;
    fixture_must(&fixture, "x = random 20 7; y = random 20 8; g* = sigmoid");
    for (int microseconds = 1; !done; microseconds += 1 + microseconds / 2) {
        struct text said = {0};
        done = fixture_run_until(&fixture, "export it.svg graph --each-step", microseconds);
        int count = count_drawings(40);
        if (count > 0)
            text_addf(&said, "interrupted; %d of 40 files are written", count);
        else
            text_add(&said, "interrupted; everything is as it was before");
        ck_assert_msg(done ? count == 40 : strstr(fixture_errors(&fixture), text_string(&said)) != NULL, "%d: %s",
                      count, fixture_errors(&fixture));
        text_clear(&said);
    }
}
END_TEST

/* A picture that Ctrl-C cut short is not written. */
START_TEST(an_unfinished_file_is_not_written)
{
    struct text line = {0};
    text_addf(&line, "export it%s%s", export_formats[_i]->ending, export_formats[_i]->script ? " --each-step" : "");
    fixture_must(&fixture, "x = ones 99; y = zeros 99; goto T; series");
    fixture.stop = 1;
    ck_assert_ptr_nonnull(
        strstr(fixture_refusal(&fixture, text_string(&line)), "interrupted; everything is as it was"));
    fixture.stop = 0;
    text_clear(&line);
}
END_TEST

/* What the program writes where this is the locale. */
static void exported_in(const char *locale, const char *line, const char *path, struct text *file)
{
    struct start start = {.arguments = {"--no-init", "-e", "goto back 2", "-e", line}, .environment = {locale}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_msg(read_bytes(path, file), "%s", path);
    outcome_clear(&outcome);
}

START_TEST(a_file_is_the_same_in_every_locale)
{
    static const char *const locales[] = {"LC_ALL=C", "LC_ALL=C.UTF-8", "LC_ALL=de_DE.UTF-8"};
    struct text path = {0}, line = {0}, first = {0}, file = {0};
    text_addf(&path, "it%s", export_formats[_i]->ending);
    text_addf(&line, "export %s%s", text_string(&path), export_formats[_i]->script ? " --each-step" : "");
    exported_in(locales[0], text_string(&line), text_string(&path), &first);
    for (int i = 1; i < 3; i++) {
        text_empty(&file);
        exported_in(locales[i], text_string(&line), text_string(&path), &file);
        ck_assert_msg(strcmp(text_string(&first), text_string(&file)) == 0, "%s: %s", text_string(&path), locales[i]);
    }
    text_clear(&path);
    text_clear(&line);
    text_clear(&first);
    text_clear(&file);
}
END_TEST

/* The line that `session` gives is a file that the program begins with, for a class that shares it. */
START_TEST(the_line_of_a_session_is_a_script)
{
    struct text line = {0};
    fixture_must(&fixture, "example matrix; goto back 2");
    text_add(&line, fixture_answer(&fixture, "session"));
    write_string("line.unroll", text_string(&line));
    struct start start = {.arguments = {"--no-init", "line.unroll", "-e", "session"}};
    struct outcome outcome = process_run(&start);
    ck_assert_status(outcome, 0);
    ck_assert_holds(outcome.out, text_string(&line));
    outcome_clear(&outcome);
    text_clear(&line);
}
END_TEST

/* What a recording types and answers, one after the other, is what the script says and the program answers to it. */
START_TEST(a_recording_types_and_answers)
{
    struct text cast = {0}, typed = {0};
    write_string("demo.unroll", "v = 0.7\n# a note\nprint v\ngraph\n");
    fixture_must(&fixture, "export demo.cast demo.unroll");
    ck_assert(read_bytes("demo.cast", &cast));
    ck_assert_holds(cast, "{\"version\": 2, \"width\": 80, \"height\": 24, \"title\": \"demo\", \"env\"");
    ck_assert_holds(cast, "\"o\", \"0.7\\r\\n\"]");
    ck_assert_holds(cast, "unrolled network");
    ck_assert_holds(cast, "\\u001b[");
    ck_assert_no_control(cast);
    for (const char *at = strstr(text_string(&cast), "\"o\", \""); at != NULL; at = strstr(at + 1, "\"o\", \"")) {
        if (at[7] == '"')
            text_add_bytes(&typed, at + 6, 1);
    }
    ck_assert_holds(typed, "v = 0.7");
    ck_assert_holds(typed, "# a note");
    ck_assert_str_eq(fixture_answer(&fixture, "print v"), "0.5\n");
    text_clear(&cast);
    text_clear(&typed);
}
END_TEST

/* Of what Ctrl-C stopped it is not said that a line fails. */
START_TEST(an_interrupted_recording_is_told_as_such)
{
    write_string("demo.unroll", "run\nprint v\n");
    fixture.stop = 1;
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "export demo.cast demo.unroll"), "unroll: interrupted; "));
    fixture.stop = 0;
    ck_assert(access("demo.cast", F_OK) != 0);
}
END_TEST

/* An answer of so many rows that the time to read it has more milliseconds than an int. */
START_TEST(a_recording_may_take_a_month)
{
    enum { ROWS = 18 * 1000 * 1000 };
    char *answer = malloc(ROWS + 1);
    struct text said = {0}, cast = {0};
    struct fault fault = {0};
    memset(answer, '\n', ROWS);
    answer[ROWS] = '\0';
    text_add_bytes(&said, "#", 2);
    text_add_bytes(&said, answer, ROWS + 1);
    struct export_request request = {.session = fixture.session, .title = "", .spoken = &said};
    ck_assert(export_find("it.cast", &fault)->write(&request, &cast, &fault));
    ck_assert_str_eq(strrchr(text_string(&cast), '['), "[2160001.920, \"o\", \"unroll\\u003e \"]\n");
    text_clear(&cast);
    text_clear(&said);
    free(answer);
}
END_TEST

/* "NAME = [1/3 1/4 ...; ...]" */
static void set_dense(const char *name, int rows, int columns)
{
    struct text line = {0};
    text_addf(&line, "%s = ", name);
    for (int i = 0; i < rows * columns; i++)
        text_addf(&line, "%s%.5f", i == 0 ? "[" : i % columns == 0 ? "; " : " ", 1 / (i % 101 + 3.0));
    text_add(&line, "]");
    fixture_must(&fixture, text_string(&line));
    text_clear(&line);
}

/* A sentence with more rows than the screen of a recording has: of such a frame the beginning is shown. */
START_TEST(a_wide_network_fits_the_screen_of_a_recording)
{
    struct text cast = {0};
    fixture_must(&fixture, "shape 64 64 64");
    set_dense("U", 64, 64);
    set_dense("W_y", 64, 64);
    set_dense("x", 1, 64);
    fixture_must(&fixture, "export wide.cast --each-step");
    ck_assert(read_bytes("wide.cast", &cast));
    int frames = 0;
    for (const char *at = strstr(text_string(&cast), "[2J"); at != NULL; at = strstr(at + 1, "[2J"), frames++) {
        int rows = 1;
        for (const char *c = at; *c != '\n'; c++)
            rows += strncmp(c, "\\r\\n", 4) == 0;
        ck_assert_int_le(rows, 24);
    }
    ck_assert_int_gt(frames, 0);
    text_clear(&cast);
}
END_TEST

/* What is refused, and what can be done instead. */
static const struct {
    const char *lines, *message, *hint;
} refusals[] = {
    {"export a.csv --each-step", "a .csv file holds every step without being asked", ""},
    {"export a.html --each-step", "a .html file holds every step without being asked", ""},
    {"export a.txt --blank", "a .txt file cannot be a worksheet", "these can: .md .tex"},
    {"export a.md --key", "there is nothing to fill in before the first step",
     "step first, or export all with --each-step"},
    {"export a.md --blnak", "export has no option '--blnak'", "did you mean '--blank'?"},
    {"export a.md --everything", "export has no option '--everything'", "export alone lists them"},
    {"export a.md graph", "a .md file holds all there is, not one panel", ""},
    {"export a.svg graph step", "one panel at a time", ""},
    {"export a.svg Graph", "there is no panel 'Graph' to draw", "did you mean 'graph'?"},
    {"export a.svg foo", "there is no panel 'foo' to draw",
     "graph, step, series, table, grad, triangle, show, descend, landscape, sweep, watch or compare"},
    {"export a.svg plot", "the panel 'plot' is of a name",
     "plot NAME shows it, and export without a panel then draws it"},
    {"export a.cast", "a .cast file records a script, and none is named",
     "its file comes behind; or --each-step shows every step"},
    {"export a.cast nowhere", "cannot read 'nowhere': No such file or directory", ""},
    {"export a.cast bad.unroll", "line 2 of 'bad.unroll' fails: unknown name 'q'", "help names lists them all"},
    {"export a.cast evil.unroll", "line 1 of 'evil.unroll' fails: 'export' may not stand in a recording", ""},
    {"export a.cast empty.unroll", "there is no line in 'empty.unroll'", ""},
    {"x = ones 501; y = ones 501; export a.md --each-step",
     "the tape has 1002 steps, and 1000 are the most that are written", "a .csv file holds them all"},
};

START_TEST(what_cannot_be_written_is_refused)
{
    struct fault fault = {0};
    write_string("bad.unroll", "step\nprint q\n");
    write_string("evil.unroll", "export a.svg\n");
    write_string("empty.unroll", "\n\n");
    ck_assert(!run_quietly(&fixture.runner, refusals[_i].lines, &fault));
    ck_assert_str_eq(text_string(&fault.message), refusals[_i].message);
    ck_assert_str_eq(text_string(&fault.hint), refusals[_i].hint);
    ck_assert(access("a.md", F_OK) != 0 && access("a.svg", F_OK) != 0 && access("a.csv", F_OK) != 0);
    fault_clear(&fault);
}
END_TEST

/* What a page may hold, at its limits. */
static const struct {
    const char *lines, *message;
} limits[] = {
    {"x = ones 100; y = ones 100", NULL},
    {"x = ones 101", "a page holds 100 steps at most, and this sequence has 101"},
    {"shape 2 2 1", "there is no sequence to step through"},

};

/* Sets all 64 entries of a vector. */
static void set_vector(const char *name)
{
    struct text line = {0};
    text_addf(&line, "%s = [", name);
    for (int i = 1; i <= 64; i++)
        text_addf(&line, "0.12345%d ", i);
    text_add(&line, "]");
    fixture_must(&fixture, text_string(&line));
    text_clear(&line);
}

START_TEST(a_page_of_large_matrices_is_refused)
{
    fixture_must(&fixture, "shape 1 64 1; x = ones 100; y = ones 100");
    set_vector("b_a");
    set_vector("W_y");
    ck_assert_ptr_nonnull(strstr(fixture_refusal(&fixture, "export it.html"), "the page would be larger than 4 MB"));
    ck_assert_int_ne(access("it.html", F_OK), 0);
}
END_TEST

START_TEST(a_page_has_limits)
{
    struct fault fault = {0};
    fixture_run(&fixture, limits[_i].lines);
    bool done = run_quietly(&fixture.runner, "export it.html", &fault);
    ck_assert_str_eq(text_string(&fault.message), limits[_i].message != NULL ? limits[_i].message : "");
    ck_assert(done == (limits[_i].message == NULL));
    ck_assert(done == (access("it.html", F_OK) == 0));
    fault_clear(&fault);
}
END_TEST

Suite *suite_formats(void)
{
    Suite *suite = suite_create("formats");
    TCase *files = scratch_case("files"), *tests = tcase_create("tables");
    tcase_add_checked_fixture(files, begin, end);
    tcase_add_loop_test(files, a_file_is_the_same_twice_and_may_be_written_over, 0, count_formats());
    tcase_add_loop_test(files, the_work_of_others_is_not_written_over, 0, COUNT(foreign));
    tcase_add_loop_test(files, every_session_gives_every_file, 0, COUNT(sessions));
    tcase_add_loop_test(files, a_hostile_name_stays_text, 0, COUNT(namings));
    tcase_add_loop_test(files, a_name_that_turns_the_text_is_made_visible, 0, count_formats());
    tcase_add_loop_test(files, a_worksheet_asks_for_what_its_key_holds, 0, COUNT(sheets));
    tcase_add_loop_test(files, a_drawing_is_of_the_panel_shown_last, 0, COUNT(shown_last));
    tcase_add_test(files, every_step_gets_its_drawing);
    tcase_add_test(files, a_strangers_file_refuses_every_drawing);
    tcase_add_test(files, interrupted_it_says_how_many_drawings_there_are);
    tcase_add_loop_test(files, an_unfinished_file_is_not_written, 0, count_formats());
    tcase_add_test(files, a_recording_types_and_answers);
    tcase_add_test(files, an_interrupted_recording_is_told_as_such);
    tcase_add_test(files, a_recording_may_take_a_month);
    tcase_add_test(files, a_wide_network_fits_the_screen_of_a_recording);
    tcase_add_test(files, the_line_of_a_session_is_a_script);
    tcase_add_loop_test(files, a_file_is_the_same_in_every_locale, 0, count_formats());
    tcase_add_loop_test(files, what_cannot_be_written_is_refused, 0, COUNT(refusals));
    tcase_add_loop_test(files, a_page_has_limits, 0, COUNT(limits));
    tcase_add_test(files, a_page_of_large_matrices_is_refused);
    suite_add_tcase(suite, files);
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_loop_test(tests, rows_are_complete, 0, count_formats());
    tcase_add_loop_test(tests, formulas_in_tex, 0, COUNT(formulas));
    tcase_add_loop_test(tests, texts_in_tex, 0, COUNT(texts));
    tcase_add_test(tests, the_numbers_of_a_page_are_what_they_were);
    tcase_add_loop_test(tests, files_are_what_they_were, 0, COUNT(goldens));
    suite_add_tcase(suite, tests);
    return suite;
}
