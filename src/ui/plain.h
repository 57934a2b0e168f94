/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plain.h - the sink that writes text: to a terminal line by line, to a pipe or a file. */

#ifndef UNROLL_UI_PLAIN_H
#define UNROLL_UI_PLAIN_H

#include <stdio.h>

#include "command/sink.h"

struct plain {
    struct sink sink;   /* first: the sink's functions get a pointer to it */
    FILE *out, *errors; /* borrowed */
    bool colour;
    bool many_colours;   /* 256 of them */
    bool is_terminal;    /* out is one */
    double began, drawn; /* seconds: when the work began, when its bar was last drawn; 0 while there is none */
    bool cut;            /* Ctrl-C came while something was written: until the next flush nothing more is */
    bool broken;         /* something could not be written; said once */
    int why;             /* the error of the last write that failed */
};

/* Makes it write to out and errors, colours and ASCII as asked. */
void plain_init(struct plain *plain, FILE *out, FILE *errors, bool colour, bool ascii, bool may_be_unicode);

/* Writes out what is waiting. False, once it has said so on errors, when that fails; what Ctrl-C ends has not
 * failed. */
bool plain_flush(struct plain *plain);

#endif
