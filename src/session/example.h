/* SPDX-License-Identifier: GPL-3.0-or-later */
/* example.h - networks that each show one thing. */

#ifndef UNROLL_SESSION_EXAMPLE_H
#define UNROLL_SESSION_EXAMPLE_H

struct example {
    const char *name;
    const char *summary;  /* the one thing it shows, one line */
    const char *look;     /* what to type and look for */
    const char *commands; /* that make it, from an empty session, parted by newlines */
};

/* The rows, ended by one whose name is NULL. The first is the state the program starts in. */
extern const struct example examples[];

#endif
