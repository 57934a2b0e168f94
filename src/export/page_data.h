/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page_data.h - everything the page of an .html export shows, as JSON.
 *
 * A number is a string "exact|shown": as `print` gives it and in the session's digits, once where both are the same. A
 * formula is a string of atoms, each begun by the letter of its kind. */

#ifndef UNROLL_EXPORT_PAGE_DATA_H
#define UNROLL_EXPORT_PAGE_DATA_H

#include "export/export.h"

enum {
    PAGE_MOST_STEPS = 100,
    PAGE_LARGEST = 4 * 1024 * 1024 /* bytes */
};

/* Adds the object. The session, which is at any place, is walked along its whole tape. False with a fault when the work
 * was interrupted or the page would be larger than PAGE_LARGEST. */
bool page_data_add(struct text *file, struct session *session, struct fault *fault);

#endif
