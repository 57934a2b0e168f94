/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page.h - what a learner has to take in at once: all that is shown between two stops. */

#ifndef UNROLL_LESSON_PAGE_H
#define UNROLL_LESSON_PAGE_H

#include "lesson/lesson.h"

/* Adds a fault for each page of the step that has more than LESSON_PAGE_ROWS lines at LESSON_PAGE_COLUMNS columns, and
 * for each line of code that is wider. Commands count as one line each, what they answer does not count. */
void pages_check(const struct lesson_step *step, struct lesson_faults *faults);

#endif
