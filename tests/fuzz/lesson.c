/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lesson.c - a lesson that somebody sends, at any width. */

#include "command/study.h"
#include "lesson/player.h"
#include "tests/fuzz/fuzz.h"
#include "tests/process.h"

enum { WIDEST = 200, PAGES = 12 };

/* Text that is shown, where lines may end. */
static void check_prose(const struct prose *prose, int columns)
{
    struct prose ascii = prose_ascii(prose);
    const struct prose *both[] = {prose, &ascii};
    for (int i = 0; i < 2; i++) {
        struct prose_lines lines = {0};
        struct text text = {0}, line = {0};
        text_add(&text, both[i]->text);
        fuzz_must(find_control(&text) == NULL, "%s", find_control(&text));
        prose_wrap(&lines, both[i], columns, 0);
        for (int j = 0; j < lines.count; j++) {
            size_t from = lines.line[j].from, to = lines.line[j].to;
            fuzz_must(from <= to && to <= text.length, "%zu..%zu of %zu", from, to, text.length);
            text_empty(&line);
            text_add_bytes(&line, both[i]->text + from, to - from);
            fuzz_must(columns < 2 || utf8_width(text_string(&line)) <= columns, "%s at %d", text_string(&line),
                      columns);
        }
        prose_lines_clear(&lines);
        text_clear(&text);
        text_clear(&line);
    }
    prose_clear(&ascii);
}

static void check_lesson(const struct lesson *lesson, int columns)
{
    for (int i = 0; i < lesson->step_count; i++) {
        for (int j = 0; j < lesson->step[i].block_count; j++) {
            const struct prose *prose = &lesson->step[i].block[j].prose;
            if (prose->text != NULL)
                check_prose(prose, columns);
        }
    }
}

static void draw_page(struct fixture *fixture, int columns)
{
    struct view view = {.session = fixture->session, .sheet = player_sheet(study_player(&fixture->runner))};
    canvas_free(panel_picture(&panel_lesson, &view, columns, false));
    canvas_free(panel_picture(&panel_lesson, &view, columns, true));
}

static void play(const struct text *text, int columns)
{
    struct fixture fixture;
    struct fault fault = {0};
    fuzz_start(&fixture);
    fuzz_write("fuzz.md", text_string(text), text->length);
    if (study_open(&fixture.runner, "fuzz.md", true, &fault)) {
        for (int i = 0; i < PAGES && study_player(&fixture.runner) != NULL; i++) {
            draw_page(&fixture, columns);
            fixture_run(&fixture, i % 3 == 0 ? "1" : i % 3 == 1 ? "skip" : "next");
        }
    }
    fault_clear(&fault);
    fixture_end(&fixture);
    fuzz_remove_files();
}

void fuzz_lesson(const uint8_t *bytes, size_t count)
{
    int columns = count > 0 ? 1 + bytes[0] % WIDEST : WIDEST;
    struct lesson_faults faults = {0};
    struct text text = {0};
    /* No other folder is named by what is not there, and long numbers stay short. */
    if (count > 1)
        text = fuzz_script(bytes + 1, count - 1);
    struct lesson *lesson = lesson_read(NULL, text_string(&text), text.length, &faults);
    fuzz_must(lesson != NULL || faults.count > 0, "refused without a word");
    if (lesson != NULL) {
        check_lesson(lesson, columns);
        play(&text, columns);
    }
    lesson_free(lesson);
    lesson_faults_clear(&faults);
    text_clear(&text);
}
