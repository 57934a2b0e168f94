/* SPDX-License-Identifier: GPL-3.0-or-later */
/* suites.h - the suites, one for each tests/check_<name>.c. */

#ifndef UNROLL_TESTS_SUITES_H
#define UNROLL_TESTS_SUITES_H

#include <check.h>

#define SUITE(name) Suite *suite_##name(void);
#include "suites.inc"
#undef SUITE

#endif
