/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fields.c - one table says which blocks and keys there are; reading, complaining and suggesting go by it. */

#include "lesson/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/near.h"
#include "lesson/prose.h"

static const struct kind_key lesson_keys[] = {
    {"id", "backwards", 1, 1}, {"format", "1", 1, 1},     {"requires", "unrolling stacking", 0, 1},
    {"minutes", "12", 1, 1},   {"skip", "allowed", 1, 1}, {0}};

static const struct kind_key predict_keys[] = {{"ask", "What will `a<2>` be?", 1, 1},
                                               {"answer", "a<2>", 1, 1},
                                               {"tol", "0.005", 0, 1},
                                               {"wrong", "v*a<1> => You forgot the input.", 0, 0},
                                               {0}};

static const struct kind_key choice_keys[] = {{"ask", "Which of them grows?", 1, 1},
                                              {"( )", "Both. => Look at the sign of `v`.", 1, 0},
                                              {"(x)", "Only `a<2>`. => Yes: `v` is negative.", 1, 1},
                                              {0}};

static const struct kind_key derive_keys[] = {
    {"ask", "Fill in what `v` multiplies.", 0, 1},
    {"target", "da<2>/dv", 1, 1},
    {"line", "{a<1>} + v*da<1>/dv", 1, 0},
    {"wrong", "1: a<2> => That is what step 2 gives, not what it gets.", 0, 0},
    {0}};

static const struct kind_key do_keys[] = {{"ask", "Choose a `v` so that `a<4>` is smaller than `a<3>`.", 1, 1},
                                          {"expect", "abs(a<4>) < abs(a<3>)", 1, 0},
                                          {"solution", "v = 0.1", 1, 0},
                                          {"try", "v = 1 => With `v` = 1 nothing is lost on the way.", 0, 0},
                                          {0}};

const struct kind_row kind_rows[] = {{"lesson", KIND_LESSON, NULL, lesson_keys},
                                     {"predict", KIND_PREDICT, "id", predict_keys},
                                     {"choice", KIND_CHOICE, "id", choice_keys},
                                     {"derive", KIND_DERIVE, "id", derive_keys},
                                     {"do", KIND_DO, "id", do_keys},
                                     {"setup", KIND_SETUP, NULL, NULL},
                                     {"run", KIND_RUN, NULL, NULL},
                                     {"hint", KIND_HINT, "for", NULL},
                                     {"explain", KIND_EXPLAIN, "for", NULL},
                                     {"note", KIND_NOTE, NULL, NULL},
                                     {0}};

int excerpt(const char *text)
{
    enum { LONGEST = 40 };
    size_t length = strlen(text);
    if (length <= LONGEST)
        return (int)length;
    for (length = LONGEST; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
        length--;
    return (int)length;
}

struct prose prose_read(const char *text, int line, struct lesson_faults *faults)
{
    int quotes = 0;
    for (const char *c = text; *c != '\0'; c++)
        quotes += *c == '`';
    if (quotes % 2 != 0)
        lesson_fault_add(faults, line, "a backquote is not closed; each name stands between two, as in `a<2>`");
    return prose_from(text, line);
}

static void add_kinds(struct text *list)
{
    for (const struct kind_row *row = kind_rows; row->name != NULL; row++)
        text_addf(list, "%s%s", row == kind_rows ? "" : ", ", row->name);
}

static const struct kind_row *find_kind(const char *name, int line, struct lesson_faults *faults)
{
    struct near near;
    struct text list = {0};
    near_begin(&near, name);
    for (const struct kind_row *row = kind_rows; row->name != NULL; row++) {
        if (strcmp(row->name, name) == 0)
            return row;
        near_offer(&near, row->name);
    }
    add_kinds(&list);
    if (near.nearest != NULL)
        lesson_fault_add(faults, line, "there is no kind of block '%.*s'; did you mean '%s'?", excerpt(name), name,
                         near.nearest);
    else
        lesson_fault_add(faults, line, "there is no kind of block '%.*s'; there are %s", excerpt(name), name,
                         text_string(&list));
    text_clear(&list);
    return NULL;
}

/* The next word of the text, yours to free, or NULL after the last. */
static char *next_word(const char **text)
{
    struct text word = {0};
    *text += strspn(*text, " ");
    size_t length = strcspn(*text, " ");
    if (length == 0)
        return NULL;
    text_add_bytes(&word, *text, length);
    *text += length;
    return text_take(&word);
}

/* Gives what stands behind "id=" or "for=", yours to free; NULL with a fault where the word is something else. */
static char *read_tie(const struct kind_row *row, const char *word, int line, struct lesson_faults *faults)
{
    size_t length = strlen(row->tie);
    if (word == NULL || strncmp(word, row->tie, length) != 0 || word[length] != '=') {
        lesson_fault_add(faults, line, "'%s' is followed by %s=NAME, as in '%s %s=first-step'", row->name, row->tie,
                         row->name, row->tie);
        return NULL;
    }
    if (lesson_is_id(word + length + 1))
        return alloc_string(word + length + 1);
    lesson_fault_add(faults, line, "'%.*s' is no name; small letters, digits and '-' make one",
                     excerpt(word + length + 1), word + length + 1);
    return NULL;
}

bool fence_read(const char *info, int line, struct heading_of_block *heading, struct lesson_faults *faults)
{
    char *name = next_word(&info), *tie = next_word(&info), *more = NULL;
    *heading = (struct heading_of_block){.row = find_kind(name != NULL ? name : "", line, faults)};
    if (heading->row != NULL && heading->row->tie != NULL)
        heading->tied = read_tie(heading->row, tie, line, faults);
    else if (heading->row != NULL)
        more = tie;
    char *third = next_word(&info);
    if (more == NULL)
        more = third;
    if (heading->row != NULL && more != NULL)
        lesson_fault_add(faults, line, "'%.*s' has no place behind '%s'", excerpt(more), more, heading->row->name);
    free(name);
    free(tie);
    free(third);
    return heading->row != NULL;
}

static void add_keys(struct text *list, const struct kind_row *row)
{
    for (const struct kind_key *key = row->key; key->name != NULL; key++)
        text_addf(list, "%s%s", key == row->key ? "" : ", ", key->name);
}

static const char *colon(const struct kind_key *key)
{
    return key->name[0] == '(' ? "" : ":";
}

static const struct kind_key *find_key(const struct kind_row *row, const char *name, int line,
                                       struct lesson_faults *faults)
{
    struct near near;
    struct text list = {0};
    near_begin(&near, name);
    for (const struct kind_key *key = row->key; key->name != NULL; key++) {
        if (strcmp(key->name, name) == 0)
            return key;
        near_offer(&near, key->name);
    }
    add_keys(&list, row);
    if (near.nearest != NULL)
        lesson_fault_add(faults, line, "'%s' has no key '%.*s'; did you mean '%s'?", row->name, excerpt(name), name,
                         near.nearest);
    else
        lesson_fault_add(faults, line, "'%s' has no key '%.*s'; its keys are %s", row->name, excerpt(name), name,
                         text_string(&list));
    text_clear(&list);
    return NULL;
}

/* The bytes of the key at the beginning of the line with its colon or parenthesis; 0 where there is none. */
static size_t key_length(const char *line, size_t length)
{
    const char *end = memchr(line, line[0] == '(' ? ')' : ':', length);
    return end != NULL ? (size_t)(end - line) + 1 : 0;
}

static void add_trimmed(struct text *value, const char *bytes, size_t count)
{
    while (count > 0 && *bytes == ' ') {
        bytes++;
        count--;
    }
    while (count > 0 && bytes[count - 1] == ' ')
        count--;
    text_add_bytes(value, bytes, count);
}

/* Begins a field with the line, whose key is NULL when there is none such. */
static void begin_field(struct field *field, const struct kind_row *row, const char *line, size_t length, int number,
                        struct lesson_faults *faults)
{
    struct text name = {0};
    size_t key = key_length(line, length);
    *field = (struct field){.line = number};
    if (key == 0) {
        struct text list = {0};
        add_keys(&list, row);
        lesson_fault_add(faults, number, "a line of '%s' is 'KEY: VALUE', with one of the keys %s", row->name,
                         text_string(&list));
        text_clear(&list);
    } else {
        add_trimmed(&name, line, line[0] == '(' ? key : key - 1);
        field->key = find_key(row, text_string(&name), number, faults);
    }
    add_trimmed(&field->value, line + key, length - key);
    text_clear(&name);
}

static void continue_field(struct field *field, const char *line, size_t length)
{
    text_add(&field->value, field->value.length > 0 ? " " : "");
    add_trimmed(&field->value, line, length);
}

/* How often each key stands in the block. */
static void check_counts(const struct fields *fields, const struct kind_row *row, int fence,
                         struct lesson_faults *faults)
{
    for (const struct kind_key *key = row->key; key->name != NULL; key++) {
        int count = 0;
        for (int i = 0; i < fields->count; i++) {
            const struct field *field = &fields->field[i];
            if (field->key != key)
                continue;
            if (field->value.length == 0)
                lesson_fault_add(faults, field->line, "'%s' is empty; as in '%s%s %s'", key->name, key->name,
                                 colon(key), key->example);
            if (++count > key->most && key->most > 0)
                lesson_fault_add(faults, field->line, "'%s' has '%s' already; it stands once", row->name, key->name);
        }
        if (count < key->least)
            lesson_fault_add(faults, fence, "'%s' has no '%s'; as in '%s%s %s'", row->name, key->name, key->name,
                             colon(key), key->example);
    }
}

void fields_read(struct fields *fields, const struct kind_row *row, const char *lines, int fence,
                 struct lesson_faults *faults)
{
    *fields = (struct fields){0};
    for (int number = fence + 1; *lines != '\0'; number++) {
        size_t length = strcspn(lines, "\n");
        if (strncmp(lines, "  ", 2) == 0 && strspn(lines, " ") < length && fields->count > 0) {
            continue_field(&fields->field[fields->count - 1], lines, length);
        } else if (fields->count == LESSON_MOST_FIELDS) {
            lesson_fault_add(faults, number, "a block has at most %d lines with keys", LESSON_MOST_FIELDS);
            break;
        } else if (strspn(lines, " ") < length) {
            fields->field = alloc_one_more(fields->field, fields->count, sizeof *fields->field);
            begin_field(&fields->field[fields->count++], row, lines, length, number, faults);
        }
        lines += length + (lines[length] == '\n');
    }
    check_counts(fields, row, fence, faults);
}

void fields_clear(struct fields *fields)
{
    for (int i = 0; i < fields->count; i++)
        text_clear(&fields->field[i].value);
    free(fields->field);
    *fields = (struct fields){0};
}

const struct field *fields_next(const struct fields *fields, const char *key, int *at)
{
    while (*at < fields->count) {
        const struct field *field = &fields->field[(*at)++];
        if (field->key != NULL && strcmp(field->key->name, key) == 0)
            return field;
    }
    return NULL;
}

const struct field *fields_find(const struct fields *fields, const char *key)
{
    int at = 0;
    return fields_next(fields, key, &at);
}
