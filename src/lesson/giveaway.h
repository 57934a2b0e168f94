/* SPDX-License-Identifier: GPL-3.0-or-later */
/* giveaway.h - hints that say what they should lead to. */

#ifndef UNROLL_LESSON_GIVEAWAY_H
#define UNROLL_LESSON_GIVEAWAY_H

#include "lesson/lesson.h"
#include "session/session.h"

/* True when the hint contains what the question asks for, however it is spelt: the answer's expression or number, what
 * stands in a blank or the line with it, the right choice, the commands of the solution. Then what (emptied first) says
 * which. A single name, such as v, is never too much to say. */
bool giveaway_find(const struct session *session, const struct question *question, const struct prose *hint,
                   struct text *what);

#endif
