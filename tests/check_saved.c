/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_saved.c - saved sessions: what is written comes back bit for bit, and whatever happened to a file on its way is
 * noticed, without a crash and with the old state kept. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/file.h"
#include "command/aside.h"
#include "session/saved.h"
#include "tests/compare.h"
#include "tests/runner.h"

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static char folder[] = "/tmp/unroll-saved-XXXXXX";
static char path[64], command_save[80], command_load[80];

static void folder_make(void)
{
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/one.unroll", folder);
    snprintf(command_save, sizeof command_save, "save %s", path);
    snprintf(command_load, sizeof command_load, "load %s", path);
}

static void folder_remove(void)
{
    unlink(path);
    /* Fails when something was left behind. */
    ck_assert_int_eq(rmdir(folder), 0);
}

/* A session of about 2 KiB in which everything that is saved occurs. */
static void start_rich(struct fixture *fixture)
{
    static const char *const lines[] = {
        "shape 2 2 2",
        "g = tanh",
        "g* = sigmoid",
        "V = [1/3 -0.1; 1e-300 pi]",
        "U = [1e300 -0; 0.1 0.7]",
        "W_y = [-1/7 2; 3 1/9]",
        "b_a = [0.1 -0.2]",
        "b_y = [1/11 5e-324]",
        "a<0> = [0.3 -0.4]",
        "x = [sin(1) cos(1); sin(2) cos(2); sin(3) cos(3); 4 5]",
        "x += [sin(4) cos(4); sin(5) cos(5); sin(6) cos(6); sin(7) cos(7); sin(8) cos(8); sin(9) cos(9)]",
        "x += [exp(1) log(2); exp(2) log(3); exp(3) log(4); exp(4) log(5); exp(5) log(6); exp(6) log(7)]",
        "x += [exp(7) log(8); exp(8) log(9); exp(9) log(10); exp(10) log(11); exp(11) log(12); 0 1]",
        "x += [sin(10) cos(10); sin(11) cos(11); sin(12) cos(12); sin(13) cos(13); sin(14) cos(14)]",
        "x += [log(13) log(14); log(15) log(16); log(17) log(18); log(19) log(20); log(21) log(22)]",
        "y = [1 0; 1/3 none; none none; none 1; 0.5 0.25; 1/7 6/7; none 1; 0 0; 1 1; 1/9 8/9; 1/11 10/11]",
        "y += [1/13 12/13; 1/17 16/17; 1/19 18/19; 1/23 22/23; 1/29 28/29; 1/31 30/31]",
        "truncate 3",
        "set digits 9",
        "watch a<t>[1]",
        "watch V[1,1]*2",
        "goto 4",
        "substep 3",
    };
    fixture_start(fixture);
    for (int i = 0; i < COUNT(lines); i++)
        fixture_must(fixture, lines[i]);
}

static void start_notes(struct fixture *fixture)
{
    runner_start(fixture);
    fixture_must(fixture, "goto back 3; truncate 2");
}

/* The session as a saved file. */
static void write_saved(const struct session *session, struct text *file)
{
    struct fault fault = {0};
    ck_assert_msg(saved_add_file(file, session, NULL, &fault), "%s", text_string(&fault.message));
}

static char *line_of(struct fixture *fixture)
{
    return strdup(fixture_answer(fixture, "session"));
}

/* The whole state, every number by its bits. */
static void check_same_state(const struct session *a, const struct session *b)
{
    struct text of_a = {0}, of_b = {0};
    write_saved(a, &of_a);
    write_saved(b, &of_b);
    ck_assert_str_eq(text_string(&of_a), text_string(&of_b));
    const struct sequence *one = a->now.sequence, *other = b->now.sequence;
    for (int i = 0; i < one->T * one->n_x; i++)
        assert_same_double(other->x[i], one->x[i]);
    for (int i = 0; i < one->T * one->n_y; i++)
        assert_same_double(other->y[i], one->y[i]);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&a->now.network.weight[w]); i++)
            assert_same_double(b->now.network.weight[w].at[i], a->now.network.weight[w].at[i]);
    }
    text_clear(&of_a);
    text_clear(&of_b);
}

/* Loads bytes as load does after reading them; false with the fault. */
static bool load_bytes(struct session *session, const struct text *file, struct fault *fault)
{
    return saved_check(file, "file", fault) &&
           aside_build(session, "file", text_string(file), file->length, "load file", fault);
}

/* Tabs, and the ends of lines of other systems, are blanks. */
START_TEST(what_is_watched_comes_back_however_it_was_typed)
{
    struct fixture from, to;
    struct text file = {0};
    struct fault fault = {0};
    runner_start(&from);
    runner_start(&to);
    ck_assert_str_eq(fixture_answer(&from, "watch  a<t \t\r>*W_y\t"), "watching a<t >*W_y\n");
    fixture_must(&from, "watch a<t\t>*W_y");
    ck_assert_int_eq(from.session->watched_count, 1);
    write_saved(from.session, &file);
    ck_assert_msg(load_bytes(to.session, &file, &fault), "%s", text_string(&fault.message));
    ck_assert_str_eq(to.session->watched[0], "a<t >*W_y");
    text_clear(&file);
    fixture_end(&from);
    fixture_end(&to);
}
END_TEST

START_TEST(everything_comes_back)
{
    struct fixture from, to;
    struct text file = {0};
    struct fault fault = {0};
    start_rich(&from);
    start_notes(&to);
    write_saved(from.session, &file);
    ck_assert_uint_ge(file.length, 2000);
    ck_assert_msg(load_bytes(to.session, &file, &fault), "%s", text_string(&fault.message));
    check_same_state(from.session, to.session);
    ck_assert_int_eq(to.session->now.truncation, 3);
    ck_assert_int_eq(to.session->digits, 9);
    ck_assert_int_eq(to.session->watched_count, 2);
    ck_assert_int_eq(to.session->tape.position, 4);
    ck_assert_int_eq(to.session->tape.part, 3);
    text_clear(&file);
    fixture_end(&from);
    fixture_end(&to);
}
END_TEST

START_TEST(undo_brings_back_what_was_there)
{
    struct fixture fixture;
    struct text file = {0};
    struct fault fault = {0};
    start_rich(&fixture);
    write_saved(fixture.session, &file);
    fixture_end(&fixture);
    start_notes(&fixture);
    fixture_must(&fixture, "rewind");
    char *before = line_of(&fixture);
    fixture_must(&fixture, "set digits 6");
    ck_assert(load_bytes(fixture.session, &file, &fault));
    fixture_must(&fixture, "undo; rewind; set digits 6; unwatch");
    ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    free(before);
    text_clear(&file);
    fixture_end(&fixture);
}
END_TEST

/* Must be refused, say why, and leave the state as it was. */
static void check_refused(struct fixture *fixture, const struct text *file, const char *before, const char *what,
                          size_t at)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    must(!load_bytes(fixture->session, file, &fault), "%s at byte %zu was not noticed", what, at);
    must(fault.message.length > 0, "%s at byte %zu: nothing is said", what, at);
    must(strcmp(fixture_answer(fixture, "session"), before) == 0, "%s at byte %zu changed the state", what, at);
    must(fixture->session->past_count == 0, "%s at byte %zu can be undone", what, at);
    fault_clear(&fault);
}

/* A session that is saved, and another that must not change. */
static void start_pair(struct fixture *present, struct text *file, char **before)
{
    struct fixture other;
    start_rich(&other);
    write_saved(other.session, file);
    fixture_end(&other);
    start_notes(present);
    session_forget_changes(present->session);
    *before = line_of(present);
}

static void end_pair(struct fixture *present, struct text *file, char *before)
{
    free(before);
    text_clear(file);
    fixture_end(present);
}

START_TEST(every_truncation_is_refused)
{
    struct fixture fixture;
    struct text file = {0}, cut = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    for (size_t length = 0; length < file.length; length++) {
        text_empty(&cut);
        text_add_bytes(&cut, file.bytes, length);
        check_refused(&fixture, &cut, before, "cutting off", length);
    }
    text_clear(&cut);
    end_pair(&fixture, &file, before);
}
END_TEST

/* The byte that comes in the place of another. */
static char change_bit_0(char byte)
{
    return (char)(byte ^ 0x01);
}

static char change_bit_7(char byte)
{
    return (char)(byte ^ (char)0x80);
}

static char change_to_digit(char byte)
{
    return byte == '9' ? '1' : '9';
}

static char change_to_newline(char byte)
{
    return byte == '\n' ? ' ' : '\n';
}

static char (*const changes[])(char) = {change_bit_0, change_bit_7, change_to_digit, change_to_newline};

START_TEST(every_changed_byte_is_refused)
{
    struct fixture fixture;
    struct text file = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    for (size_t at = 0; at < file.length; at++) {
        char byte = file.bytes[at];
        file.bytes[at] = changes[_i](byte);
        check_refused(&fixture, &file, before, "a change", at);
        file.bytes[at] = byte;
    }
    end_pair(&fixture, &file, before);
}
END_TEST

START_TEST(every_missing_or_doubled_byte_is_refused)
{
    struct fixture fixture;
    struct text file = {0}, other = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    for (size_t at = 0; at < file.length; at++) {
        text_empty(&other);
        text_add_bytes(&other, file.bytes, at);
        text_add_bytes(&other, file.bytes + at + 1, file.length - at - 1);
        check_refused(&fixture, &other, before, "a missing byte", at);
        text_empty(&other);
        text_add_bytes(&other, file.bytes, at + 1);
        text_add_bytes(&other, file.bytes + at, file.length - at);
        check_refused(&fixture, &other, before, "a doubled byte", at);
    }
    text_clear(&other);
    end_pair(&fixture, &file, before);
}
END_TEST

/* Puts the right checksum behind the first length bytes. */
static void seal(struct text *file, const char *bytes, size_t length)
{
    text_empty(file);
    text_add_bytes(file, bytes, length);
    text_addf(file, "# end %08x\n", (unsigned)checksum(bytes, length));
}

/* A stranger can compute the checksum as well: then the commands themselves are wrong, and are refused whole or
 * done. */
static void check_refused_or_done(struct fixture *fixture, const struct text *file, const char *before, int *done)
{
    struct fault fault = {.column = FAULT_NOWHERE};
    if (load_bytes(fixture->session, file, &fault)) {
        ++*done;
        ck_assert_int_eq(fixture->session->past_count, 1);
        fixture_end(fixture);
        start_notes(fixture);
        session_forget_changes(fixture->session);
    } else {
        must(strncmp(text_string(&fault.message), "file:", 5) == 0 ||
                 strncmp(text_string(&fault.message), "'file'", 6) == 0,
             "%s", text_string(&fault.message));
        must(strcmp(fixture_answer(fixture, "session"), before) == 0, "a refused file changed the state");
    }
    fault_clear(&fault);
}

START_TEST(sealed_damage_is_refused_whole_or_done)
{
    struct fixture fixture;
    struct text file = {0}, sealed = {0};
    char *before;
    int done = 0, body;
    start_pair(&fixture, &file, &before);
    body = (int)file.length - 15;
    for (int at = 0; at < body; at++) {
        char byte = file.bytes[at];
        file.bytes[at] = changes[_i](byte);
        seal(&sealed, file.bytes, (size_t)body);
        check_refused_or_done(&fixture, &sealed, before, &done);
        file.bytes[at] = byte;
    }
    /* Some changes make another number, most make nonsense. */
    ck_assert_int_gt(done, 0);
    ck_assert_int_lt(done, body);
    text_clear(&sealed);
    end_pair(&fixture, &file, before);
}
END_TEST

/* What may be different in a whole file, and what it is answered with; NULL: it loads. */
static const struct variant {
    const char *before, *after; /* stand around the file */
    const char *newline;        /* ends its lines */
    const char *refusal;
} variants[] = {
    {"", "", "\n", NULL},
    {"", "", "\r\n", NULL},
    {"\xEF\xBB\xBF", "", "\n", NULL},
    {"\xEF\xBB\xBF", "", "\r\n", NULL},
    {"", "", "\r", "was saved by another version"},
    {"", "", "\n\n", "is damaged or was edited"},
    {"", "\n", "\n", "is damaged or was edited"},
    {"", "\xFF", "\n", "is damaged or was edited"},
    {"\n", "", "\n", "is not a saved session"},
    {" ", "", "\n", "is not a saved session"},
    {"\xEF\xBB\xBF\xEF\xBB\xBF", "", "\n", "is not a saved session"},
    {"# unroll session 1\n", "", "\n", "is damaged or was edited"},
    {"# unroll session 2\n", "", "\n", "was saved by another version of unroll; this one reads version 1"},
    {"# unroll session 11\n", "", "\n", "was saved by another version of unroll; this one reads version 1"},
};

static void write_variant(const struct variant *variant, const struct text *file)
{
    struct text bytes = {0};
    struct fault fault = {0};
    text_add(&bytes, variant->before);
    for (size_t i = 0; i < file->length; i++) {
        if (file->bytes[i] == '\n')
            text_add(&bytes, variant->newline);
        else
            text_add_bytes(&bytes, file->bytes + i, 1);
    }
    text_add(&bytes, variant->after);
    ck_assert_msg(file_replace(path, &bytes, &fault), "%s", text_string(&fault.message));
    text_clear(&bytes);
}

START_TEST(other_editors_do_no_harm)
{
    const struct variant *variant = &variants[_i];
    struct fixture fixture, other;
    struct text file = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    write_variant(variant, &file);
    if (variant->refusal == NULL) {
        fixture_must(&fixture, command_load);
        start_rich(&other);
        check_same_state(other.session, fixture.session);
        fixture_end(&other);
    } else {
        const char *refusal = fixture_refusal(&fixture, command_load);
        ck_assert_msg(strstr(refusal, variant->refusal) != NULL, "%s", refusal);
        ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    }
    end_pair(&fixture, &file, before);
}
END_TEST

START_TEST(a_nul_byte_is_told_with_its_line)
{
    struct fixture fixture;
    struct text file = {0};
    struct fault fault = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    char *third = strchr(strchr(file.bytes, '\n') + 1, '\n') + 1;
    *third = '\0';
    ck_assert(file_replace(path, &file, &fault));
    const char *refusal = fixture_refusal(&fixture, command_load);
    ck_assert_msg(strstr(refusal, "one.unroll:3: holds a NUL byte") != NULL, "%s", refusal);
    ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    end_pair(&fixture, &file, before);
}
END_TEST

/* Only what looks, moves or sets may stand in a saved session. */
START_TEST(other_commands_may_not_stand_in_it)
{
    static const char *const lines[] = {
        "save /tmp/other", "load /tmp/other", "source /tmp/other", "export /tmp/other.csv", "session", "undo", "quit",
        "print v",         "v = 2; quit"};
    struct fixture fixture;
    struct text file = {0}, sealed = {0};
    struct fault fault = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    text_empty(&file);
    text_addf(&file, "# unroll session 1\nv = 0.7\n%s\n", lines[_i]);
    seal(&sealed, file.bytes, file.length);
    ck_assert(!load_bytes(fixture.session, &sealed, &fault));
    ck_assert_msg(strncmp(text_string(&fault.message), "file:3: '", 9) == 0 &&
                      strstr(text_string(&fault.message), "may not stand in a saved session") != NULL,
                  "%s", text_string(&fault.message));
    ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    fault_clear(&fault);
    text_clear(&sealed);
    end_pair(&fixture, &file, before);
}
END_TEST

START_TEST(an_interrupted_load_changes_nothing)
{
    struct fixture fixture;
    struct text file = {0};
    struct fault fault = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    fixture.stop = 1;
    ck_assert(!load_bytes(fixture.session, &file, &fault));
    ck_assert_msg(strstr(text_string(&fault.message), "interrupted") != NULL, "%s", text_string(&fault.message));
    fixture.stop = 0;
    ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    fault_clear(&fault);
    end_pair(&fixture, &file, before);
}
END_TEST

START_TEST(a_session_that_is_too_long_is_refused)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "x = sine 1100000 7");
    const char *refusal = fixture_refusal(&fixture, command_save);
    ck_assert_msg(strstr(refusal, "would take more than 16777216 bytes") != NULL, "%s", refusal);
    ck_assert_int_ne(access(path, F_OK), 0);
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_line_that_is_too_long_is_refused)
{
    struct fixture fixture;
    fixture_start(&fixture);
    fixture_must(&fixture, "x = sine 5000 7");
    const char *refusal = fixture_refusal(&fixture, "session");
    ck_assert_msg(strstr(refusal, "too long for one line of 65536 bytes") != NULL, "%s", refusal);
    ck_assert_str_eq(fixture_text(&fixture), "");
    fixture_end(&fixture);
}
END_TEST

START_TEST(a_file_that_is_too_long_is_refused)
{
    struct fixture fixture;
    struct text file = {0};
    char *before;
    start_pair(&fixture, &file, &before);
    FILE *out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(fputs(text_string(&file), out) >= 0, 1);
    ck_assert_int_eq(ftruncate(fileno(out), SAVED_LARGEST + 1), 0);
    ck_assert_int_eq(fclose(out), 0);
    const char *refusal = fixture_refusal(&fixture, command_load);
    ck_assert_msg(strstr(refusal, "is larger than 16777216 bytes") != NULL, "%s", refusal);
    ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    end_pair(&fixture, &file, before);
}
END_TEST

/* Sequences whose lines are cut at every kind of target: where one is set, where none is, within a half-set one. */
static const char *const long_sequences[] = {
    "x = sine 20000 7",
    "x = random 30000 1; y = random 30000 2",
    "x = zeros 60000; y = zeros 60000; y<60000> = none",
    "x = sine 20000 7; y = sine 20000 5; y<2300> = none; y<2310> = none; y<20000> = none",
    "shape 3 1 1; x = [1/3 1/7 1/9; 1 2 3]",
};

START_TEST(long_sequences_come_back)
{
    struct fixture from, to;
    struct text file = {0};
    struct fault fault = {0};
    fixture_start(&from);
    fixture_start(&to);
    fixture_must(&from, long_sequences[_i]);
    write_saved(from.session, &file);
    ck_assert_msg(load_bytes(to.session, &file, &fault), "%s", text_string(&fault.message));
    check_same_state(from.session, to.session);
    text_clear(&file);
    fixture_end(&from);
    fixture_end(&to);
}
END_TEST

/* Long runs of targets that are not set, or set in part, around the end of a line. */
START_TEST(gaps_in_long_targets_come_back)
{
    struct chance chance = {(uint64_t)_i};
    struct fixture from, to;
    struct experiment next = {0};
    struct text file = {0};
    struct fault fault = {0};
    int n_y = 1 + _i % 3, T = 30000;
    fixture_start(&from);
    fixture_start(&to);
    network_init(&next.network, 1, 1, n_y);
    next.sequence = sequence_new(T, 1, n_y);
    for (int t = 1; t <= T;) {
        int run = chance_int(&chance, 1, 12000), kind = chance_int(&chance, 0, 3);
        for (; run > 0 && t <= T; run--, t++) {
            for (int i = 0; i < n_y; i++)
                sequence_y(next.sequence, t)[i] = kind == 0 || (kind == 1 && i > 0) ? (double)NAN : i + t % 7;
        }
    }
    ck_assert(session_change(from.session, &next, "made", &fault));
    write_saved(from.session, &file);
    ck_assert_msg(load_bytes(to.session, &file, &fault), "%s", text_string(&fault.message));
    check_same_state(from.session, to.session);
    text_clear(&file);
    fixture_end(&from);
    fixture_end(&to);
}
END_TEST

/* save does not write over what is not its own. */
START_TEST(other_files_are_not_written_over)
{
    struct fixture fixture;
    struct fault fault = {0};
    struct text content = {0};
    start_notes(&fixture);
    text_add(&content, "a letter\n");
    ck_assert(file_replace(path, &content, &fault));
    const char *refusal = fixture_refusal(&fixture, command_save);
    ck_assert_msg(strstr(refusal, "exists and is not a saved session") != NULL, "%s", refusal);
    ck_assert(file_read(path, 100, &content, &fault));
    ck_assert_str_eq(text_string(&content), "a letter\n");
    text_empty(&content);
    ck_assert(file_replace(path, &content, &fault));
    fixture_must(&fixture, command_save);
    fixture_must(&fixture, command_save);
    text_clear(&content);
    fixture_end(&fixture);
}
END_TEST

/* What session prints, in a file of its own, as mail or a course page would hand it on. */
START_TEST(the_line_of_session_loads)
{
    static const char *const endings[] = {"", "\n", "\r\n"};
    struct fixture rich, other;
    struct fault fault = {0};
    start_rich(&rich);
    for (int i = 0; i < COUNT(endings); i++) {
        struct text line = {0};
        start_notes(&other);
        text_addf(&line, "%s", fixture_answer(&rich, "session"));
        line.length -= line.bytes[line.length - 1] == '\n';
        line.bytes[line.length] = '\0';
        text_add(&line, endings[i]);
        ck_assert(file_replace(path, &line, &fault));
        fixture_must(&other, command_load);
        check_same_state(rich.session, other.session);
        text_clear(&line);
        fixture_end(&other);
    }
    fixture_end(&rich);
}
END_TEST

static const struct {
    const char *content, *refusal;
} other_lines[] = {
    {"shape 1 1 1; v = oops", "unknown name 'oops'"},
    {"shape 1 1 1; save other.unroll", "may not stand"},
    {"shape 1 1 1; v = 0.5\nu = 0.4", "is not a saved session"},
    {"v = 0.5", "is not a saved session"},
};

START_TEST(another_line_is_refused_whole)
{
    struct fixture fixture;
    struct fault fault = {0};
    struct text content = {0};
    start_notes(&fixture);
    char *before = line_of(&fixture);
    text_add(&content, other_lines[_i].content);
    ck_assert(file_replace(path, &content, &fault));
    const char *refusal = fixture_refusal(&fixture, command_load);
    ck_assert_msg(strstr(refusal, other_lines[_i].refusal) != NULL, "%s", refusal);
    ck_assert_str_eq(fixture_answer(&fixture, "session"), before);
    text_clear(&content);
    free(before);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_saved(void)
{
    Suite *suite = suite_create("saved");
    TCase *tests = tcase_create("saved");
    tcase_add_checked_fixture(tests, folder_make, folder_remove);
    tcase_add_test(tests, everything_comes_back);
    tcase_add_test(tests, what_is_watched_comes_back_however_it_was_typed);
    tcase_add_test(tests, undo_brings_back_what_was_there);
    tcase_add_test(tests, every_truncation_is_refused);
    tcase_add_loop_test(tests, every_changed_byte_is_refused, 0, COUNT(changes));
    tcase_add_test(tests, every_missing_or_doubled_byte_is_refused);
    tcase_add_loop_test(tests, sealed_damage_is_refused_whole_or_done, 0, COUNT(changes));
    tcase_add_loop_test(tests, other_editors_do_no_harm, 0, COUNT(variants));
    tcase_add_test(tests, a_nul_byte_is_told_with_its_line);
    tcase_add_loop_test(tests, other_commands_may_not_stand_in_it, 0, 9);
    tcase_add_test(tests, an_interrupted_load_changes_nothing);
    tcase_add_test(tests, a_session_that_is_too_long_is_refused);
    tcase_add_test(tests, a_line_that_is_too_long_is_refused);
    tcase_add_test(tests, a_file_that_is_too_long_is_refused);
    tcase_add_loop_test(tests, long_sequences_come_back, 0, COUNT(long_sequences));
    tcase_add_loop_test(tests, gaps_in_long_targets_come_back, 0, 6);
    tcase_add_test(tests, other_files_are_not_written_over);
    tcase_add_test(tests, the_line_of_session_loads);
    tcase_add_loop_test(tests, another_line_is_refused_whole, 0, COUNT(other_lines));
    suite_add_tcase(suite, tests);
    return suite;
}
