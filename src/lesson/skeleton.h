/* SPDX-License-Identifier: GPL-3.0-or-later */
/* skeleton.h - a small whole lesson to begin one's own from, with what an author has to know beside each part. */

#ifndef UNROLL_LESSON_SKELETON_H
#define UNROLL_LESSON_SKELETON_H

#include <stdbool.h>

#include "base/fault.h"

/* Adds the skeleton of the lesson in the file of this path, "mine/16-echoes.md". False with a fault when that is not
 * how a lesson's file is called. */
bool skeleton_add(struct text *text, const char *path, struct fault *fault);

#endif
