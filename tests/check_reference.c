/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_reference.c - the program against witnesses that share no code with it: differences at 240 digits, automatic
 * differentiation, for broken backward passes sums over all paths, descents by differences, and exercises drawn anew
 * (tests/reference/README.md). Every line of their files is one command or one number. */

#include <stdlib.h>

#include "base/file.h"
#include "base/number.h"
#include "session/expression.h"
#include "session/quantity.h"
#include "tests/compare.h"
#include "tests/runner.h"

/* How far a number may be from the witness, relative to it. */
static const double TOLERANCE = 1e-10;

/* A reference of exactly 0 is exactly 0 here too: it comes from factors or terms that are 0, not from rounding. */
static const double TOLERANCE_OF_ZERO = 0;

enum { LARGEST_FILE = 4 * 1024 * 1024, MOST_SHOWN = 10 };

static const struct witness {
    const char *path;
    int networks, numbers; /* as tests/reference/README.md says */
} witnesses[] = {
    {"tests/reference/networks.txt", 72, 13076}, {"tests/reference/torch_networks.txt", 64, 3233},
    {"tests/reference/broken.txt", 100, 1400},   {"tests/reference/descents.txt", 21, 181},
    {"tests/reference/exercises.txt", 71, 1270},
};

/* A witness's file, read line by line. */
struct reading {
    struct text content, line;
    size_t at;
    int number; /* of the line */
};

static bool reading_begin(struct reading *reading, const struct witness *witness)
{
    struct fault fault = {0};
    *reading = (struct reading){0};
    bool done = file_read(witness->path, LARGEST_FILE, &reading->content, &fault);
    fault_clear(&fault);
    return done;
}

/* The next line's text behind its first word, or NULL after the last line. *kind is 'n', 'd', 'i' or 0 for none. */
static const char *reading_next(struct reading *reading, char *kind)
{
    const char *content = text_string(&reading->content);
    if (!file_next_line(content, reading->content.length, &reading->at, &reading->line))
        return NULL;
    const char *line = text_string(&reading->line), *blank = strchr(line, ' ');
    reading->number++;
    *kind = line[0] == '#' || blank == NULL ? '\0' : line[0];
    return blank != NULL ? blank + 1 : line;
}

static void reading_end(struct reading *reading)
{
    text_clear(&reading->content);
    text_clear(&reading->line);
}

static void count(const struct witness *witness, int *networks, int *numbers)
{
    struct reading reading;
    char kind;
    *networks = *numbers = 0;
    if (reading_begin(&reading, witness)) {
        while (reading_next(&reading, &kind) != NULL) {
            *networks += kind == 'n';
            *numbers += kind == 'i';
        }
    }
    reading_end(&reading);
}

static bool agrees(double value, const char *expected)
{
    if (strcmp(expected, "undefined") == 0)
        return isnan(value);
    double wanted = strtod(expected, NULL);
    return wanted == 0 ? fabs(value) <= TOLERANCE_OF_ZERO : apart(value, wanted) <= TOLERANCE;
}

/* What the program gives for the line "NAME VALUE", as a line about the failure; nothing when it agrees. */
static void compare(const struct fixture *fixture, const char *line, int number, struct text *failures)
{
    struct matrix value;
    struct fault fault = {0};
    size_t at = 0, end = strcspn(line, " ");
    if (line[end] == '\0') {
        text_addf(failures, "\n  line %d has no value", number);
    } else if (!expression_element(fixture->session, line, &at, end, &value, &fault)) {
        text_addf(failures, "\n  line %d: %s: %s", number, line, text_string(&fault.message));
    } else {
        if (at != end || matrix_size(&value) != 1 || !agrees(value.at[0], line + end + 1))
            text_addf(failures, "\n  line %d: %s, but unroll gives %.17g", number, line, value.at[0]);
        matrix_clear(&value);
    }
    fault_clear(&fault);
}

static int lines_of(const char *text)
{
    int lines = 0;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

/* Runs the commands and compares the numbers of the network that begins at the reading's place. */
static int compare_network(struct reading *reading, struct fixture *fixture, struct text *failures)
{
    const char *rest;
    char kind;
    int compared = 0;
    while ((rest = reading_next(reading, &kind)) != NULL && kind != 'n') {
        if (kind == 'd' && !fixture_run(fixture, rest))
            text_addf(failures, "\n  line %d: %s", reading->number, fixture_errors(fixture));
        if (kind == 'i') {
            compare(fixture, rest, reading->number, failures);
            compared++;
        }
    }
    return compared;
}

static void check_network(const struct witness *witness, int wanted)
{
    struct reading reading;
    struct fixture fixture;
    struct text name = {0}, failures = {0};
    char kind;
    fixture_start(&fixture);
    ck_assert_msg(reading_begin(&reading, witness), "%s cannot be read", witness->path);
    for (int network = -1; network < wanted;) {
        const char *rest = reading_next(&reading, &kind);
        ck_assert_ptr_nonnull(rest);
        network += kind == 'n';
        text_empty(&name);
        text_add(&name, rest);
    }
    int compared = compare_network(&reading, &fixture, &failures);
    ck_assert_msg(compared > 0, "network %s of %s has no numbers", text_string(&name), witness->path);
    ck_assert_msg(failures.length == 0, "network %s of %s: %d of %d numbers differ:%.2000s", text_string(&name),
                  witness->path, lines_of(text_string(&failures)), compared, text_string(&failures));
    text_clear(&name);
    text_clear(&failures);
    reading_end(&reading);
    fixture_end(&fixture);
}

START_TEST(the_files_are_whole)
{
    int networks, numbers;
    count(&witnesses[_i], &networks, &numbers);
    ck_assert_int_eq(networks, witnesses[_i].networks);
    ck_assert_int_eq(numbers, witnesses[_i].numbers);
}
END_TEST

START_TEST(agrees_with_differences_at_240_digits)
{
    check_network(&witnesses[0], _i);
}
END_TEST

START_TEST(agrees_with_automatic_differentiation)
{
    check_network(&witnesses[1], _i);
}
END_TEST

START_TEST(broken_backward_passes_agree_with_sums_over_paths)
{
    check_network(&witnesses[2], _i);
}
END_TEST

START_TEST(descends_where_differences_lead)
{
    check_network(&witnesses[3], _i);
}
END_TEST

START_TEST(seeds_draw_what_another_program_draws)
{
    check_network(&witnesses[4], _i);
}
END_TEST

/* L over V[1,1] and b_y[1], in a landscape of one cell whose middle is the network itself. */
static double loss_by_landscape(const struct session *session)
{
    const struct network *network = &session->now.network;
    struct landscape landscape;
    struct range axes[2] = {{.parameter = {WEIGHT_V, 0}}, {.parameter = {WEIGHT_B_Y, 0}}};
    for (int i = 0; i < 2; i++) {
        axes[i].from = *network_parameter(network, axes[i].parameter) - 0.5;
        axes[i].to = *network_parameter(network, axes[i].parameter) + 0.5;
    }
    landscape_init(&landscape);
    ck_assert(landscape_begin(&landscape, network, axes[0], axes[1], 1, 1));
    ck_assert(landscape_go(&landscape, session->now.sequence, 1, NULL));
    double L = landscape.L[0];
    landscape_clear(&landscape);
    return L;
}

/* What the sweep over a parameter finds in its middle, where the network itself is. */
static double gradient_by_sweep(const struct session *session, struct parameter parameter)
{
    const struct network *network = &session->now.network;
    double here = *network_parameter(network, parameter);
    struct sweep sweep;
    sweep_init(&sweep);
    ck_assert(sweep_begin(&sweep, network, (struct range){parameter, here - 0.5, here + 0.5}, session->now.bug, 3));
    ck_assert(sweep_go(&sweep, session->now.sequence, 3, NULL));
    double gradient = sweep.gradient[1];
    sweep_clear(&sweep);
    return gradient;
}

/* "dL/dV[1,2] 0.3": the total gradient by one entry; false for all other lines. */
static bool read_total(const struct session *session, const char *line, struct parameter *parameter)
{
    struct quantity quantity;
    struct fault fault = {0};
    bool read = strncmp(line, "dL/d", 4) == 0 && strncmp(line, "dL/da<", 6) != 0 &&
                quantity_read(session, line, 4, strcspn(line, " "), &quantity, &fault) &&
                quantity_parameter(&session->now.network, &quantity, parameter);
    fault_clear(&fault);
    return read;
}

/* Compares the sweeps of the so manieth network of a witness with its total gradients. */
static void check_sweeps(const struct witness *witness, int wanted_network)
{
    struct reading reading;
    struct fixture fixture;
    struct parameter parameter;
    const char *rest;
    char kind;
    int network = -1, compared = 0;
    fixture_start(&fixture);
    ck_assert(reading_begin(&reading, witness));
    while ((rest = reading_next(&reading, &kind)) != NULL && network <= wanted_network) {
        network += kind == 'n';
        if (network == wanted_network && kind == 'd')
            fixture_must(&fixture, rest);
        if (network != wanted_network || kind != 'i' || !read_total(fixture.session, rest, &parameter))
            continue;
        double gradient = gradient_by_sweep(fixture.session, parameter), wanted = strtod(strchr(rest, ' '), NULL);
        ck_assert_msg(apart_by(gradient, wanted, fmax(fabs(wanted), 1e-3)) <= TOLERANCE, "line %d: %s, not %.17g",
                      reading.number, rest, gradient);
        compared++;
    }
    ck_assert_int_gt(compared, 4);
    reading_end(&reading);
    fixture_end(&fixture);
}

START_TEST(sweeps_hold_the_same_gradients)
{
    check_sweeps(&witnesses[0], _i);
}
END_TEST

START_TEST(sweeps_of_broken_passes_hold_theirs)
{
    check_sweeps(&witnesses[2], _i);
}
END_TEST

START_TEST(landscapes_hold_the_same_losses)
{
    struct reading reading;
    struct fixture fixture;
    const char *rest;
    char kind;
    int network = -1, compared = 0;
    fixture_start(&fixture);
    ck_assert(reading_begin(&reading, &witnesses[0]));
    while ((rest = reading_next(&reading, &kind)) != NULL && network <= _i) {
        network += kind == 'n';
        if (network == _i && kind == 'd')
            fixture_must(&fixture, rest);
        if (network != _i || kind != 'i' || strncmp(rest, "L ", 2) != 0)
            continue;
        double L = loss_by_landscape(fixture.session), wanted = strtod(rest + 2, NULL);
        bool undefined = strcmp(rest + 2, "undefined") == 0;
        ck_assert_msg(undefined ? isnan(L) : apart(L, wanted) <= TOLERANCE, "line %d: L is %s, not %.17g",
                      reading.number, rest + 2, L);
        compared++;
    }
    ck_assert_int_eq(compared, 1);
    reading_end(&reading);
    fixture_end(&fixture);
}
END_TEST

/* The comparison itself must be able to fail. */
START_TEST(a_wrong_number_is_noticed)
{
    static const char *const wrong[] = {"v 0.50000000006", "v undefined", "v 0", "b_a 1e-300", "b_a undefined", "v"};
    struct fixture fixture;
    struct text failures = {0};
    fixture_start(&fixture);
    fixture_must(&fixture, "v = 0.5");
    compare(&fixture, "v 0.50000000004", 1, &failures);
    compare(&fixture, "b_a 0", 1, &failures);
    ck_assert_uint_eq(failures.length, 0);
    compare(&fixture, wrong[_i], 1, &failures);
    ck_assert_uint_gt(failures.length, 0);
    text_clear(&failures);
    fixture_end(&fixture);
}
END_TEST

Suite *suite_reference(void)
{
    Suite *suite = suite_create("reference");
    TCase *tests = tcase_create("reference");
    tcase_add_loop_test(tests, the_files_are_whole, 0, 5);
    tcase_add_loop_test(tests, agrees_with_differences_at_240_digits, 0, witnesses[0].networks);
    tcase_add_loop_test(tests, agrees_with_automatic_differentiation, 0, witnesses[1].networks);
    tcase_add_loop_test(tests, broken_backward_passes_agree_with_sums_over_paths, 0, witnesses[2].networks);
    tcase_add_loop_test(tests, descends_where_differences_lead, 0, witnesses[3].networks);
    tcase_add_loop_test(tests, seeds_draw_what_another_program_draws, 0, witnesses[4].networks);
    tcase_add_loop_test(tests, sweeps_hold_the_same_gradients, 0, witnesses[0].networks);
    tcase_add_loop_test(tests, sweeps_of_broken_passes_hold_theirs, 0, witnesses[2].networks);
    tcase_add_loop_test(tests, landscapes_hold_the_same_losses, 0, witnesses[0].networks);
    tcase_add_loop_test(tests, a_wrong_number_is_noticed, 0, 6);
    suite_add_tcase(suite, tests);
    return suite;
}
