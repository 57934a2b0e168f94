/* SPDX-License-Identifier: GPL-3.0-or-later */
/* options.c - getopt_long over the rows, and what --help says of them. */

#include "ui/options.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/near.h"
#include "base/utf8.h"

#ifndef UNROLL_VERSION
#error "UNROLL_VERSION is set by the Makefile"
#endif

const struct option_row option_rows[] = {
    {"execute", 'e', "COMMANDS", "run these commands, then exit; may be repeated", NULL, 0},
    {"lesson", 0, "NAME|FILE.md", "begin this lesson, or go on with it", NULL, 0},
    {"notes", 0, NULL, "show the notes of the lesson that is open in another terminal", NULL,
     offsetof(struct options, notes)},
    {"screen", 0, NULL, "the full screen, or an error where there can be none", NULL, offsetof(struct options, screen)},
    {"line", 0, NULL, "a prompt and plain text, for screen readers too", NULL, offsetof(struct options, line)},
    {"batch", 0, NULL, "no prompt: exit after the scripts or the input", NULL, offsetof(struct options, batch)},
    {"keep-going", 0, NULL, "go on after an error (the exit status stays 1)", NULL,
     offsetof(struct options, keep_going)},
    {"no-init", 0, NULL, "do not run the init file", NULL, offsetof(struct options, no_init)},
    {"color", 0, "WHEN", "colours: auto, always or never; NO_COLOR counts", "auto always never", 0},
    {"ascii", 0, NULL, "draw with ASCII characters only", NULL, offsetof(struct options, ascii)},
    {"version", 0, NULL, "say which version this is and exit", NULL, offsetof(struct options, version)},
    {"help", 0, NULL, "say this and exit", NULL, offsetof(struct options, help)},
    {NULL, 0, NULL, NULL, NULL, 0},
};

enum { ROWS = sizeof option_rows / sizeof *option_rows };

static bool complain(const char *format, const char *word)
{
    struct text visible = {0};
    utf8_add_visible_line(&visible, word, strlen(word));
    fputs("unroll: ", stderr);
    /* The formats are the literals below, with one %s. */
    const char *gap = strstr(format, "%s");
    fprintf(stderr, "%.*s%s%s\n", (int)(gap - format), format, text_string(&visible), gap + 2);
    fputs("Try 'unroll --help'.\n", stderr);
    text_clear(&visible);
    return false;
}

static bool unknown(const char *word)
{
    struct near near;
    const char *start = word + strspn(word, "-");
    struct text name = {0}, message = {0};
    text_add_bytes(&name, start, strcspn(start, "="));
    near_begin(&near, text_string(&name));
    for (const struct option_row *row = option_rows; row->name != NULL; row++)
        near_offer(&near, row->name);
    text_add(&message, "unknown option '%s'");
    if (near.nearest != NULL && word[1] == '-')
        text_addf(&message, "; did you mean '--%s'?", near.nearest);
    complain(text_string(&message), word);
    text_clear(&name);
    text_clear(&message);
    return false;
}

/* The place of the word in the row's choices, from 0, or -1. */
static int choice_of(const struct option_row *row, const char *word)
{
    const char *choice = row->choices;
    for (int i = 0; *choice != '\0'; i++) {
        size_t length = strcspn(choice, " ");
        if (strlen(word) == length && strncmp(choice, word, length) == 0)
            return i;
        choice += length + strspn(choice + length, " ");
    }
    return -1;
}

static bool take_colour(struct options *options, const struct option_row *row, const char *when)
{
    int choice = choice_of(row, when);
    if (choice < 0)
        return complain("--color is auto, always or never, not '%s'", when);
    options->colour = (enum colour_choice)choice;
    return true;
}

static void take_commands(struct options *options, const char *commands)
{
    options->commands = alloc_resize(options->commands, (size_t)options->commands_count + 1, sizeof *options->commands);
    options->commands[options->commands_count++] = commands;
}

static bool take(struct options *options, const struct option_row *row, const char *argument)
{
    if (row->argument == NULL)
        *(bool *)((char *)options + row->kept) = true;
    else if (strcmp(row->name, "execute") == 0)
        take_commands(options, argument);
    else if (strcmp(row->name, "lesson") == 0)
        options->lesson = argument;
    else
        return take_colour(options, row, argument);
    return true;
}

/* The rows as getopt_long wants them: val is the row's number, plus 1000. */
static void describe(struct option *long_options, char *letters)
{
    size_t at = 0;
    letters[at++] = ':';
    for (int i = 0; i < ROWS - 1; i++) {
        long_options[i] = (struct option){option_rows[i].name, option_rows[i].argument != NULL, NULL, 1000 + i};
        if (option_rows[i].letter != 0) {
            letters[at++] = option_rows[i].letter;
            if (option_rows[i].argument != NULL)
                letters[at++] = ':';
        }
    }
    letters[at] = '\0';
    long_options[ROWS - 1] = (struct option){0};
}

static const struct option_row *row_of(int found)
{
    for (int i = 0; i < ROWS - 1; i++) {
        if (found == 1000 + i || (found == option_rows[i].letter && found != 0))
            return &option_rows[i];
    }
    return NULL;
}

bool options_read(struct options *options, int argc, char **argv)
{
    struct option long_options[ROWS];
    char letters[3 * ROWS];
    int found;
    *options = (struct options){0};
    describe(long_options, letters);
    opterr = 0;
    while ((found = getopt_long(argc, argv, letters, long_options, NULL)) != -1) {
        const char *word = argv[optind - 1];
        char short_word[3] = {'-', (char)optopt, '\0'};
        if (found == ':')
            return complain("option '%s' needs an argument", word);
        const struct option_row *row = row_of(found);
        if (row == NULL && optopt >= 1000)
            return complain("option '%s' takes no argument", word);
        if (row == NULL)
            return unknown(optopt != 0 ? short_word : word);
        if (!take(options, row, optarg))
            return false;
    }
    options->files = argv + optind;
    options->files_count = argc - optind;
    return true;
}

void options_clear(struct options *options)
{
    free(options->commands);
}

void options_help(void)
{
    fputs("Usage: unroll [OPTION]... [FILE]...\n"
          "Shows backpropagation through time in a recurrent network, one step at a time.\n\n"
          "On a terminal it fills the screen, after running the commands in each FILE.\n"
          "Commands on standard input are run when that is not a terminal.\n\n",
          stdout);
    for (const struct option_row *row = option_rows; row->name != NULL; row++) {
        struct text left = {0};
        if (row->letter != 0)
            text_addf(&left, "-%c, ", row->letter);
        else
            text_add(&left, "    ");
        text_addf(&left, "--%s%s%s", row->name, row->argument != NULL ? "=" : "",
                  row->argument != NULL ? row->argument : "");
        printf("  %-26s %s\n", text_string(&left), row->summary);
        text_clear(&left);
    }
    fputs("\nExit status: 0 when all is well, 1 after an error, 2 for a wrong option.\n"
          "The language is described by 'unroll -e help' and in unroll(1).\n",
          stdout);
}

void options_version(void)
{
    fputs("unroll " UNROLL_VERSION "\n"
          "License GPL-3.0-or-later: free software, without any warranty.\n",
          stdout);
}
