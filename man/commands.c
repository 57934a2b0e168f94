/* SPDX-License-Identifier: GPL-3.0-or-later */
/* commands.c - writes the parts of unroll(1) that the program's tables hold: options, commands, names, settings and
 * examples, in mdoc. The Makefile puts them between the hand-written parts. */

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "command/command.h"
#include "command/key.h"
#include "command/setting.h"
#include "export/export.h"
#include "session/example.h"
#include "session/quantity.h"
#include "ui/options.h"

enum { LONGEST_LINE = 80 };

/* A word that roff takes as it is: a backslash and what is not ASCII are spelt out, and no line begins with a control
 * character. */
static void put_word(const char *word, size_t length, bool first)
{
    if (first && (*word == '.' || *word == '\''))
        fputs("\\&", stdout);
    for (size_t at = 0; at < length;) {
        uint32_t code;
        at += utf8_read(word + at, length - at, &code);
        if (code == '\\')
            fputs("\\e", stdout);
        else if (code >= 0x80)
            printf("\\[u%04" PRIX32 "]", code);
        else
            putchar((int)code);
    }
}

/* So many bytes of text, with a new line at the blank before a word that the line has no room for. */
static void put_words(const char *text, size_t length)
{
    for (size_t i = 0, column = 0; i < length;) {
        size_t word = 0;
        while (i + word < length && text[i + word] != ' ')
            word++;
        bool first = column == 0 || column + 1 + word > LONGEST_LINE;
        if (column > 0)
            putchar(first ? '\n' : ' ');
        put_word(text + i, word, first);
        column = first ? word : column + 1 + word;
        i += word + 1;
    }
    putchar('\n');
}

static void put_line(const char *text)
{
    put_words(text, strlen(text));
}

/* Sentences, each begun on a line of its own, as mdoc wants them. */
static void put_sentences(const char *text)
{
    const char *end;
    while ((end = strstr(text, ". ")) != NULL) {
        put_words(text, (size_t)(end - text) + 1);
        text = end + 2;
    }
    put_line(text);
}

static void options(void)
{
    puts(".Bl -tag -width Ds");
    for (const struct option_row *row = option_rows; row->name != NULL; row++) {
        fputs(".It ", stdout);
        if (row->letter != 0)
            printf("Fl %c , ", row->letter);
        printf("Fl \\&-%s", row->name);
        if (row->argument != NULL)
            printf(" Ns = Ns Ar %s", row->argument);
        putchar('\n');
        put_line(row->summary);
    }
    puts(".El");
}

/* Names parted by blanks, as a list; no sign among them ends its sentence. */
static void put_aliases(const char *names)
{
    fputs("Also:\n.Ic", stdout);
    for (size_t length; *names != '\0'; names += length + (names[length] != '\0')) {
        length = strcspn(names, " ");
        printf(" %s%.*s%s", isalpha((unsigned char)*names) ? "" : "\\&", (int)length, names,
               names[length] != '\0' ? " ," : "");
    }
    puts(" .");
}

static void command(const struct command *row)
{
    printf(".It Ic %s", row->name);
    if (*row->usage != '\0')
        printf(" Ar \"%s\"", row->usage);
    putchar('\n');
    printf("%s.\n", row->summary);
    put_sentences(row->details);
    if (row->aliases != NULL)
        put_aliases(row->aliases);
    printf("Example:\n.Dl %s\n", row->example);
}

static void list_commands(void)
{
    for (int group = 0; group < GROUP_COUNT; group++) {
        printf(".Ss %c%s\n.Bl -tag -width Ds\n", command_groups[group][0] - 'a' + 'A', command_groups[group] + 1);
        for (const struct command *const *row = commands; *row != NULL; row++) {
            if ((int)(*row)->group == group)
                command(*row);
        }
        puts(".El");
    }
}

static void names(void)
{
    puts(".Bl -tag -width \"dL/dv, dL<t>/dv\" -compact");
    for (const struct quantity_name *row = quantity_names; row->name != NULL; row++) {
        printf(".It \"%s\"\n", row->form);
        put_line(row->meaning);
    }
    puts(".El");
}

static void list_settings(void)
{
    puts(".Bl -tag -width digits -compact");
    for (const struct setting *row = settings; row->name != NULL; row++)
        printf(".It Ic %s Ar %s\n%s.\n", row->name, row->values, row->summary);
    puts(".El");
}

static void list_exports(void)
{
    puts(".Bl -tag -width .html -compact");
    for (const struct export_format *const *row = export_formats; *row != NULL; row++) {
        printf(".It Pa %s\n%s.\n", (*row)->ending, (*row)->summary);
        put_sentences((*row)->details);
    }
    puts(".El");
}

static void list_export_options(void)
{
    puts(".Bl -tag -width Ds -compact");
    for (const struct export_option *row = export_options; row->name != NULL; row++)
        printf(".It Ic \\&%s\n%s.\n", row->name, row->summary);
    puts(".El");
}

static void list_examples(void)
{
    puts(".Bl -tag -width late-target -compact");
    for (const struct example *row = examples; row->name != NULL; row++)
        printf(".It Ic %s\n%s.\n", row->name, row->summary);
    puts(".El");
}

static void list_keys(void)
{
    puts(".Bl -column \"Page Down\" \"view triangle\" \"the triangle of contributions\"");
    for (const struct key *row = keys; row->name != NULL; row++)
        printf(".It %s Ta Ic %s Ta %s\n", row->name, row->line, row->summary);
    puts(".El");
}

/* Copies the frame from standard input; a line ".\" @name" is replaced by the part of that name. */
int main(void)
{
    static const struct {
        const char *line;
        void (*write)(void);
    } parts[] = {{".\\\" @options\n", options},
                 {".\\\" @commands\n", list_commands},
                 {".\\\" @keys\n", list_keys},
                 {".\\\" @names\n", names},
                 {".\\\" @settings\n", list_settings},
                 {".\\\" @exports\n", list_exports},
                 {".\\\" @export-options\n", list_export_options},
                 {".\\\" @examples\n", list_examples}};
    char line[1024];
    while (fgets(line, sizeof line, stdin) != NULL) {
        size_t i = 0;
        while (i < sizeof parts / sizeof *parts && strcmp(line, parts[i].line) != 0)
            i++;
        if (i < sizeof parts / sizeof *parts)
            parts[i].write();
        else
            fputs(line, stdout);
    }
    return ferror(stdin) || fflush(stdout) != 0;
}
