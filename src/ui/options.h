/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.h - the words on the command line: a row each. */

#ifndef UNROLL_UI_OPTIONS_H
#define UNROLL_UI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct option_row {
    const char *name;     /* without its dashes */
    char letter;          /* its short form, 0 for none */
    const char *argument; /* what it takes, NULL for nothing */
    const char *summary;
    const char *choices; /* all that the argument may be, parted by blanks; NULL for anything */
    size_t kept;         /* the place in struct options of what is switched on, where there is no argument */
};

/* The rows, ended by one whose name is NULL. */
extern const struct option_row option_rows[];

/* In the order of the option's choices. */
enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* What was asked for. Strings are borrowed from argv. */
struct options {
    const char **commands; /* of -e, owned array */
    int commands_count;
    char **files;
    int files_count;
    const char *lesson; /* NULL for none */
    bool notes, screen, line, batch, keep_going, no_init, ascii, help, version;
    enum colour_choice colour;
};

/* Reads argv. False, with a message on stderr, when it is wrong. options_clear it. */
bool options_read(struct options *options, int argc, char **argv);

void options_clear(struct options *options);

/* Prints what --help and --version say. */
void options_help(void);
void options_version(void);

#endif
