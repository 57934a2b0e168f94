/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check_tape.c - the tape: forward 1..T, backward T..1, and the operations within a step. */

#include "session/tape.h"
#include "tests/suites.h"

START_TEST(steps_forward_then_backward)
{
    struct tape tape = {.T = 3};
    const enum phase phases[] = {PHASE_FORWARD,  PHASE_FORWARD,  PHASE_FORWARD,
                                 PHASE_BACKWARD, PHASE_BACKWARD, PHASE_BACKWARD};
    const int steps[] = {1, 2, 3, 3, 2, 1};
    for (int i = 0; i < 6; i++) {
        ck_assert(tape_step(&tape));
        ck_assert_int_eq(tape_place(&tape).phase, phases[i]);
        ck_assert_int_eq(tape_place(&tape).t, steps[i]);
    }
    ck_assert(!tape_step(&tape));
    for (int i = 0; i < 6; i++)
        ck_assert(tape_back(&tape));
    ck_assert(!tape_back(&tape));
    ck_assert_int_eq(tape_place(&tape).phase, PHASE_START);
}
END_TEST

START_TEST(substeps_make_a_step)
{
    struct tape tape = {.T = 2};
    for (int i = 0; i < TAPE_FORWARD_OPERATIONS; i++) {
        ck_assert_int_eq(tape.position, 0);
        ck_assert(!tape_reached(&tape, (enum operation)i, 1));
        ck_assert(tape_substep(&tape));
        ck_assert(tape_reached(&tape, (enum operation)i, 1));
    }
    ck_assert_int_eq(tape.position, 1);
    ck_assert_int_eq(tape.part, 0);
    tape.position = 2;
    for (int i = 0; i < TAPE_BACKWARD_OPERATIONS; i++)
        ck_assert(tape_substep(&tape));
    ck_assert_int_eq(tape.position, 3);
}
END_TEST

START_TEST(back_takes_back_a_begun_step_first)
{
    struct tape tape = {.T = 2, .position = 1};
    tape_substep(&tape);
    ck_assert(tape_back(&tape));
    ck_assert_int_eq(tape.position, 1);
    ck_assert_int_eq(tape.part, 0);
}
END_TEST

START_TEST(fits_another_length)
{
    struct tape tape = {.T = 8, .position = 6};
    tape_fit(&tape, 4);
    ck_assert_int_eq(tape_place(&tape).t, 4);
    tape = (struct tape){.T = 4, .position = 6}; /* backward at t = 3 */
    tape_fit(&tape, 10);
    ck_assert_int_eq(tape_place(&tape).phase, PHASE_BACKWARD);
    ck_assert_int_eq(tape_place(&tape).t, 3);
}
END_TEST

Suite *suite_tape(void)
{
    Suite *suite = suite_create("tape");
    TCase *tests = tcase_create("tape");
    tcase_add_test(tests, steps_forward_then_backward);
    tcase_add_test(tests, substeps_make_a_step);
    tcase_add_test(tests, back_takes_back_a_begun_step_first);
    tcase_add_test(tests, fits_another_length);
    suite_add_tcase(suite, tests);
    return suite;
}
