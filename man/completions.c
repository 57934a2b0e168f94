/* SPDX-License-Identifier: GPL-3.0-or-later */
/* completions.c - writes what bash, zsh or fish offer behind `unroll`, from the program's table of options. */

#include <stdio.h>
#include <string.h>

#include "ui/options.h"

static void bash_choices(const struct option_row *row)
{
    printf("    --%s)\n        mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\")\n        return ;;\n", row->name,
           row->choices);
}

static void bash(void)
{
    puts("# bash completion for unroll\n"
         "_unroll() {\n"
         "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
         "    # --name=value arrives as three words.\n"
         "    if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
         "    COMPREPLY=()\n"
         "    case $prev in");
    for (const struct option_row *row = option_rows; row->name != NULL; row++) {
        if (row->choices != NULL)
            bash_choices(row);
    }
    fputs("    esac\n"
          "    if [[ $cur == -* ]]; then\n"
          "        mapfile -t COMPREPLY < <(compgen -W '",
          stdout);
    for (const struct option_row *row = option_rows; row->name != NULL; row++)
        printf("%s--%s", row == option_rows ? "" : " ", row->name);
    puts("' -- \"$cur\")\n"
         "    else\n"
         "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _unroll unroll");
}

/* The text inside '...', where zsh's own signs stand for themselves. */
static void put_zsh(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputs("'\\''", stdout);
        else if (strchr("[]:\\", *text) != NULL)
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void zsh(void)
{
    fputs("#compdef unroll\n_arguments -s", stdout);
    for (const struct option_row *row = option_rows; row->name != NULL; row++) {
        for (int letter = 0; letter < 1 + (row->letter != 0); letter++) {
            if (letter == 0)
                printf(" \\\n  '--%s%s[", row->name, row->argument != NULL ? "=" : "");
            else
                printf(" \\\n  '-%c%s[", row->letter, row->argument != NULL ? "+" : "");
            put_zsh(row->summary);
            putchar(']');
            if (row->argument != NULL)
                printf(":%s:%s%s%s", row->argument, row->choices != NULL ? "(" : "",
                       row->choices != NULL ? row->choices : "", row->choices != NULL ? ")" : "");
            putchar('\'');
        }
    }
    puts(" \\\n  '*:file:_files'");
}

static void put_fish(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

static void fish(void)
{
    puts("# fish completion for unroll");
    for (const struct option_row *row = option_rows; row->name != NULL; row++) {
        printf("complete -c unroll -l %s", row->name);
        if (row->letter != 0)
            printf(" -s %c", row->letter);
        if (row->argument != NULL)
            fputs(" -x", stdout);
        if (row->choices != NULL)
            printf(" -a '%s'", row->choices);
        fputs(" -d '", stdout);
        put_fish(row->summary);
        puts("'");
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*write)(void);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    for (size_t i = 0; argc == 2 && i < sizeof shells / sizeof *shells; i++) {
        if (strcmp(argv[1], shells[i].name) == 0) {
            shells[i].write();
            return fflush(stdout) != 0 || ferror(stdout);
        }
    }
    fputs("usage: completions bash|zsh|fish\n", stderr);
    return 2;
}
