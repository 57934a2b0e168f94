/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lesson.c - the pieces of a file put together: title, head, and steps of prose, commands and questions. */

#include "lesson/lesson.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "lesson/markdown.h"
#include "lesson/page.h"
#include "lesson/prose.h"
#include "lesson/question.h"

struct assembly {
    struct lesson *lesson;
    struct lesson_faults *faults;
    const char *name; /* of the file, or NULL */
    bool has_title, has_head;
    bool after_question; /* the step's last block is a question; only its hints and explanation and notes came since */
};

bool lesson_is_id(const char *name)
{
    return *name != '\0' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
}

const char *lesson_id_in(const char *file)
{
    bool numbered = isdigit((unsigned char)file[0]) && isdigit((unsigned char)file[1]) && file[2] == '-';
    return numbered && lesson_is_id(file + 3) ? file + 3 : NULL;
}

/* Steps and blocks. */

static struct lesson_step *last_step(const struct assembly *assembly)
{
    return &assembly->lesson->step[assembly->lesson->step_count - 1];
}

static void add_step(struct assembly *assembly, char *id, char *title, int line)
{
    struct lesson *lesson = assembly->lesson;
    lesson->step = alloc_one_more(lesson->step, lesson->step_count, sizeof *lesson->step);
    lesson->step[lesson->step_count++] = (struct lesson_step){.id = id, .title = title, .line = line};
    assembly->after_question = false;
}

static struct block *add_block(struct assembly *assembly, enum block_kind kind, int line)
{
    struct lesson_step *step = last_step(assembly);
    step->block = alloc_one_more(step->block, step->block_count, sizeof *step->block);
    struct block *block = &step->block[step->block_count++];
    *block = (struct block){.kind = kind, .line = line};
    assembly->after_question = kind == BLOCK_QUESTION || (kind == BLOCK_NOTE && assembly->after_question);
    return block;
}

/* The question that the next hint belongs to, or NULL. */
static struct question *open_question(const struct assembly *assembly)
{
    struct lesson_step *step = last_step(assembly);
    int i = step->block_count - 1;
    while (i > 0 && step->block[i].kind == BLOCK_NOTE)
        i--;
    return assembly->after_question ? &step->block[i].question : NULL;
}

static struct prose take_prose(struct piece *piece)
{
    struct prose prose = piece->prose;
    piece->prose = (struct prose){0};
    return prose;
}

/* The head. */

static void read_id(struct assembly *assembly, const struct field *field)
{
    const char *id = text_string(&field->value);
    if (!lesson_is_id(id)) {
        lesson_fault_add(assembly->faults, field->line, "'%.*s' is no id; small letters, digits and '-' make one",
                         excerpt(id), id);
        return;
    }
    const char *named = assembly->name != NULL ? lesson_id_in(assembly->name) : id;
    if (named == NULL || strcmp(named, id) != 0)
        lesson_fault_add(assembly->faults, field->line,
                         "the lesson '%.*s' stands in a file called NN-%.*s.md, such as 09-%.*s.md", excerpt(id), id,
                         excerpt(id), id, excerpt(id), id);
    assembly->lesson->id = alloc_string(id);
}

static void add_required(struct assembly *assembly, const struct field *field, const char *bytes, size_t count)
{
    struct lesson *lesson = assembly->lesson;
    struct text id = {0};
    text_add_bytes(&id, bytes, count);
    if (lesson_is_id(text_string(&id))) {
        lesson->required = alloc_one_more(lesson->required, lesson->required_count, sizeof *lesson->required);
        lesson->required[lesson->required_count++] = text_take(&id);
    } else {
        lesson_fault_add(assembly->faults, field->line, "'%.*s' is no id of a lesson; ids stand here, parted by blanks",
                         excerpt(text_string(&id)), text_string(&id));
    }
    text_clear(&id);
}

static void read_required(struct assembly *assembly, const struct field *field)
{
    const char *c = text_string(&field->value);
    assembly->lesson->required_line = field->line;
    for (int count = 0; *(c += strspn(c, " ")) != '\0'; count++) {
        if (count == LESSON_MOST_REQUIRED) {
            lesson_fault_add(assembly->faults, field->line, "a lesson requires at most %d others",
                             LESSON_MOST_REQUIRED);
            break;
        }
        size_t length = strcspn(c, " ");
        add_required(assembly, field, c, length);
        c += length;
    }
}

static void read_skip(struct assembly *assembly, const struct field *field)
{
    static const char *const rules[] = {"allowed", "after-hints", "never"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(text_string(&field->value), rules[i]) == 0) {
            assembly->lesson->skip = (enum skip_rule)i;
            return;
        }
    }
    lesson_fault_add(assembly->faults, field->line,
                     "'%.*s' is no rule for skipping; there are allowed, after-hints, never",
                     excerpt(text_string(&field->value)), text_string(&field->value));
}

/* False, with a fault, for a lesson that this program cannot read. */
static bool read_format(const struct assembly *assembly, const struct field *field)
{
    int format;
    if (number_read_int(text_string(&field->value), LESSON_FORMAT, LESSON_FORMAT, &format))
        return true;
    lesson_fault_add(assembly->faults, field->line, "'%.*s' is no format that is known here; %d is",
                     excerpt(text_string(&field->value)), text_string(&field->value), LESSON_FORMAT);
    return false;
}

static void read_head(struct assembly *assembly, const struct fields *fields)
{
    const struct field *id = fields_find(fields, "id"), *format = fields_find(fields, "format");
    const struct field *required = fields_find(fields, "requires"), *minutes = fields_find(fields, "minutes");
    const struct field *skip = fields_find(fields, "skip");
    if (id != NULL && id->value.length > 0)
        read_id(assembly, id);
    if (required != NULL)
        read_required(assembly, required);
    if (minutes != NULL && minutes->value.length > 0 &&
        !number_read_int(text_string(&minutes->value), 1, 600, &assembly->lesson->minutes))
        lesson_fault_add(assembly->faults, minutes->line, "'%.*s' is no number of minutes from 1 to 600",
                         excerpt(text_string(&minutes->value)), text_string(&minutes->value));
    if (skip != NULL && skip->value.length > 0)
        read_skip(assembly, skip);
    assembly->has_head =
        assembly->lesson->id != NULL && format != NULL && format->value.length > 0 && read_format(assembly, format);
}

/* Headings. */

/* Takes " {#id}" off the end of the heading; NULL where there is none. */
static char *take_step_id(char *heading)
{
    size_t length = strlen(heading);
    char *open = strstr(heading, "{#");
    for (char *next = open; next != NULL; next = strstr(next + 1, "{#"))
        open = next;
    if (open == NULL || heading[length - 1] != '}')
        return NULL;
    heading[length - 1] = '\0';
    char *id = lesson_is_id(open + 2) ? alloc_string(open + 2) : NULL;
    while (open > heading && open[-1] == ' ')
        open--;
    *open = '\0';
    return id;
}

static void begin_step(struct assembly *assembly, struct piece *piece)
{
    char *heading = alloc_string(piece->prose.text), *id = take_step_id(heading);
    if (id == NULL) {
        struct text instead = {0};
        lesson_fault_add(assembly->faults, piece->line,
                         "this step has no id of small letters, digits and '-'; as in '## Step back {#step-back}'");
        text_addf(&instead, "step-%d", assembly->lesson->step_count);
        id = text_take(&instead);
    }
    if (*heading == '\0')
        lesson_fault_add(assembly->faults, piece->line, "this step has no heading; as in '## Step back {#step-back}'");
    add_step(assembly, id, heading, piece->line);
}

static void read_heading(struct assembly *assembly, struct piece *piece)
{
    if (piece->level == 2)
        begin_step(assembly, piece);
    else if (piece->level == 1)
        lesson_fault_add(assembly->faults, piece->line,
                         "a lesson has one title, at its beginning; '## ' begins a step");
    else
        lesson_fault_add(assembly->faults, piece->line, "a heading has one # (the title) or two (a step), not %d",
                         piece->level);
}

/* Blocks between fences. */

static void add_question(struct assembly *assembly, const struct heading_of_block *heading, const struct piece *piece)
{
    struct fields fields;
    struct block *block = add_block(assembly, BLOCK_QUESTION, piece->line);
    fields_read(&fields, heading->row, piece->prose.text, piece->line, assembly->faults);
    question_read(&block->question, heading->row->kind, heading->tied, piece->line, &fields, assembly->faults);
    fields_clear(&fields);
}

static void add_commands(struct assembly *assembly, enum block_kind kind, const struct piece *piece)
{
    const struct lesson_step *step = last_step(assembly);
    int before = 0;
    while (before < step->block_count && step->block[before].kind == BLOCK_NOTE)
        before++;
    if (kind == BLOCK_SETUP && before < step->block_count)
        lesson_fault_add(assembly->faults, piece->line, "a setup stands at the beginning of its step, and once");
    add_block(assembly, kind, piece->line)->commands = alloc_string(piece->prose.text);
}

/* Where a hint or an explanation goes, or NULL with a fault. */
static struct question *tied_question(const struct assembly *assembly, const struct heading_of_block *heading, int line)
{
    struct question *question = open_question(assembly);
    const char *what = heading->row->kind == KIND_HINT ? "hint" : "explanation";
    if (question == NULL)
        lesson_fault_add(assembly->faults, line, "this %s does not stand directly after its question", what);
    else if (heading->tied != NULL && question->id != NULL && strcmp(heading->tied, question->id) != 0)
        lesson_fault_add(assembly->faults, line, "this %s is for '%.*s', but it stands after the question '%.*s'", what,
                         excerpt(heading->tied), heading->tied, excerpt(question->id), question->id);
    else
        return question;
    return NULL;
}

static void add_help(struct assembly *assembly, const struct heading_of_block *heading, const struct piece *piece)
{
    struct question *question = tied_question(assembly, heading, piece->line);
    if (question == NULL)
        return;
    struct prose prose = prose_read(piece->prose.text, piece->line, assembly->faults);
    if (heading->row->kind == KIND_HINT && question->hint_count == LESSON_MOST_HINTS) {
        lesson_fault_add(assembly->faults, piece->line, "a question has at most %d hints", LESSON_MOST_HINTS);
        prose_clear(&prose);
    } else if (heading->row->kind == KIND_HINT) {
        question->hint = alloc_one_more(question->hint, question->hint_count, sizeof *question->hint);
        question->hint[question->hint_count++] = prose;
    } else if (*question->explanation.text == '\0') {
        prose_clear(&question->explanation);
        question->explanation = prose;
    } else {
        lesson_fault_add(assembly->faults, piece->line, "this question has an explanation already, on line %d",
                         question->explanation.line);
        prose_clear(&prose);
    }
}

static void read_kind(struct assembly *assembly, struct heading_of_block *heading, const struct piece *piece)
{
    switch (heading->row->kind) {
    case KIND_LESSON:
        lesson_fault_add(assembly->faults, piece->line, "the block 'lesson' stands once, directly under the title");
        break;
    case KIND_PREDICT:
    case KIND_CHOICE:
    case KIND_DERIVE:
    case KIND_DO:
        add_question(assembly, heading, piece);
        heading->tied = NULL;
        break;
    case KIND_SETUP:
        add_commands(assembly, BLOCK_SETUP, piece);
        break;
    case KIND_RUN:
        add_commands(assembly, BLOCK_RUN, piece);
        break;
    case KIND_HINT:
    case KIND_EXPLAIN:
        add_help(assembly, heading, piece);
        break;
    case KIND_NOTE:
        add_block(assembly, BLOCK_NOTE, piece->line)->prose =
            prose_read(piece->prose.text, piece->line, assembly->faults);
        break;
    }
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \n")] == '\0';
}

static void read_fenced(struct assembly *assembly, const struct piece *piece)
{
    struct heading_of_block heading;
    if (!fence_read(piece->info, piece->line, &heading, assembly->faults))
        return;
    bool in_step = assembly->lesson->step_count > 1;
    if (!in_step && heading.row->kind != KIND_NOTE && heading.row->kind != KIND_LESSON)
        lesson_fault_add(assembly->faults, piece->line, "'%s' belongs to a step; '## Heading {#id}' begins one",
                         heading.row->name);
    else if (is_blank(piece->prose.text) && heading.row->key == NULL)
        lesson_fault_add(assembly->faults, piece->line, "this '%s' is empty", heading.row->name);
    else
        read_kind(assembly, &heading, piece);
    free(heading.tied);
}

/* The whole. */

static void read_piece(struct assembly *assembly, struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_HEADING:
        read_heading(assembly, piece);
        break;
    case PIECE_PARAGRAPH:
        add_block(assembly, BLOCK_PARAGRAPH, piece->line)->prose = take_prose(piece);
        break;
    case PIECE_ITEM:
        add_block(assembly, BLOCK_ITEM, piece->line)->prose = take_prose(piece);
        break;
    case PIECE_RULE:
        add_block(assembly, BLOCK_WAIT, piece->line);
        break;
    case PIECE_CODE:
        if (*piece->info != '\0')
            read_fenced(assembly, piece);
        else
            add_block(assembly, BLOCK_CODE, piece->line)->prose = take_prose(piece);
        break;
    }
}

static bool is_head(const struct piece *piece)
{
    return piece->kind == PIECE_CODE && strncmp(piece->info, "lesson", 6) == 0 &&
           (piece->info[6] == '\0' || piece->info[6] == ' ');
}

/* The title and the head; gives the number of pieces they take. */
static int read_beginning(struct assembly *assembly, const struct markdown *markdown)
{
    struct piece *piece = markdown->piece;
    int at = 0;
    if (markdown->count > 0 && piece[0].kind == PIECE_HEADING && piece[0].level == 1 &&
        !is_blank(piece[0].prose.text)) {
        assembly->has_title = true;
        at++;
    } else {
        lesson_fault_add(assembly->faults, markdown->count > 0 ? piece[0].line : 1,
                         "a lesson begins with its title, as in '# Backwards'");
    }
    assembly->lesson->title = alloc_string(at > 0 ? piece[0].prose.text : "");
    if (at < markdown->count && is_head(&piece[at])) {
        struct fields fields;
        struct heading_of_block heading;
        fence_read(piece[at].info, piece[at].line, &heading, assembly->faults);
        fields_read(&fields, heading.row, piece[at].prose.text, piece[at].line, assembly->faults);
        read_head(assembly, &fields);
        fields_clear(&fields);
        at++;
    } else {
        lesson_fault_add(assembly->faults, at < markdown->count ? piece[at].line : 1,
                         "under its title a lesson has a block between fences called 'lesson'");
    }
    return at;
}

static void check_help(const struct question *question, struct lesson_faults *faults)
{
    static const char *const counts[] = {"no hint", "one hint"};
    if (question->hint_count < 2)
        lesson_fault_add(faults, question->line,
                         "this question has %s; two are the least, from a nudge to nearly the solution",
                         counts[question->hint_count]);
    if (*question->explanation.text == '\0')
        lesson_fault_add(faults, question->line, "this question has no 'explain', which is shown when it is over");
}

struct named {
    const char *id;
    int line;
};

static int compare_named(const void *left, const void *right)
{
    const struct named *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

/* Steps and questions share one space of names. */
static void check_ids(const struct lesson *lesson, struct lesson_faults *faults)
{
    struct named *named = NULL;
    int count = 0;
    for (int i = 1; i < lesson->step_count; i++) {
        const struct lesson_step *step = &lesson->step[i];
        named = alloc_one_more(named, count, sizeof *named);
        named[count++] = (struct named){step->id, step->line};
        for (int j = 0; j < step->block_count; j++) {
            const struct block *block = &step->block[j];
            if (block->kind != BLOCK_QUESTION || block->question.id == NULL)
                continue;
            named = alloc_one_more(named, count, sizeof *named);
            named[count++] = (struct named){block->question.id, block->line};
        }
    }
    if (count > 0)
        qsort(named, (size_t)count, sizeof *named, compare_named);
    for (int i = 1; i < count; i++) {
        if (strcmp(named[i].id, named[i - 1].id) == 0)
            lesson_fault_add(faults, named[i].line, "the id '%.*s' is taken, on line %d", excerpt(named[i].id),
                             named[i].id, named[i - 1].line);
    }
    free(named);
}

static void check_step(const struct lesson_step *step, struct lesson_faults *faults)
{
    if (step->block_count == 0 && *step->id != '\0')
        lesson_fault_add(faults, step->line, "this step is empty");
    for (int i = 0; i < step->block_count; i++) {
        if (step->block[i].kind == BLOCK_QUESTION)
            check_help(&step->block[i].question, faults);
    }
    pages_check(step, faults);
}

static void block_clear(struct block *block)
{
    prose_clear(&block->prose);
    free(block->commands);
    question_clear(&block->question);
}

/* A question that lacks what it needs cannot be asked. */
static void drop_unsound(struct lesson_step *step)
{
    int kept = 0;
    for (int i = 0; i < step->block_count; i++) {
        struct block *block = &step->block[i];
        if (block->kind == BLOCK_QUESTION && !question_is_sound(&block->question))
            block_clear(block);
        else
            step->block[kept++] = *block;
    }
    step->block_count = kept;
}

static struct lesson *assemble(struct markdown *markdown, const char *name, struct lesson_faults *faults)
{
    struct lesson *lesson = alloc_array(1, sizeof *lesson);
    struct assembly assembly = {.lesson = lesson, .faults = faults, .name = name};
    int at = read_beginning(&assembly, markdown);
    add_step(&assembly, alloc_string(""), alloc_string(lesson->title), 1);
    for (; at < markdown->count; at++)
        read_piece(&assembly, &markdown->piece[at]);
    check_ids(lesson, faults);
    for (int i = 0; i < lesson->step_count; i++) {
        check_step(&lesson->step[i], faults);
        drop_unsound(&lesson->step[i]);
    }
    if (lesson->step_count == 1)
        lesson_fault_add(faults, 1, "a lesson has steps; '## Heading {#id}' begins one");
    if (assembly.has_title && assembly.has_head && lesson->step_count > 1)
        return lesson;
    lesson_free(lesson);
    return NULL;
}

/* The bytes without a byte order mark, with newlines alone at the ends of lines. */
static struct text plain_lines(const char *bytes, size_t count)
{
    struct text text = {0};
    size_t from = count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t i = from; i < count; i++) {
        if (bytes[i] != '\r')
            continue;
        text_add_bytes(&text, bytes + from, i - from);
        /* Alone it ends no line. */
        if (i + 1 == count || bytes[i + 1] != '\n')
            text_add(&text, "^M");
        from = i + 1;
    }
    if (count > from)
        text_add_bytes(&text, bytes + from, count - from);
    return text;
}

/* What a lesson is read into takes at most this much for each of its bytes. */
enum { USUAL_BYTES = 64 * 1024, BYTES_OF_ONE = 64 };

static bool check_bytes(const char *bytes, size_t count, struct lesson_faults *faults)
{
    const char *nul = count > 0 ? memchr(bytes, '\0', count) : NULL;
    int line = 1;
    for (const char *c = bytes; nul != NULL && c < nul; c++)
        line += *c == '\n';
    if (count > LESSON_LARGEST)
        lesson_fault_add(faults, 1, "a lesson has at most %d bytes; this one has %zu", LESSON_LARGEST, count);
    else if (nul != NULL)
        lesson_fault_add(faults, line, "there is a NUL byte in this line; a lesson is text");
    else if (count <= USUAL_BYTES || alloc_room(count * BYTES_OF_ONE))
        return true;
    else
        lesson_fault_add(faults, 1, "there is not enough memory to read this file");
    return false;
}

struct lesson *lesson_read(const char *name, const char *bytes, size_t count, struct lesson_faults *faults)
{
    struct markdown markdown;
    if (!check_bytes(bytes, count, faults))
        return NULL;
    struct text text = plain_lines(bytes, count);
    struct lesson *lesson = markdown_read(&markdown, &text, faults) ? assemble(&markdown, name, faults) : NULL;
    markdown_clear(&markdown);
    text_clear(&text);
    return lesson;
}

void lesson_free(struct lesson *lesson)
{
    if (lesson == NULL)
        return;
    for (int i = 0; i < lesson->step_count; i++) {
        struct lesson_step *step = &lesson->step[i];
        for (int j = 0; j < step->block_count; j++)
            block_clear(&step->block[j]);
        free(step->block);
        free(step->id);
        free(step->title);
    }
    free(lesson->step);
    free(lesson->id);
    free(lesson->title);
    for (int i = 0; i < lesson->required_count; i++)
        free(lesson->required[i]);
    free(lesson->required);
    free(lesson);
}
