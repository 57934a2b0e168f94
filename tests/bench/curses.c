/* SPDX-License-Identifier: GPL-3.0-or-later */
/* curses.c - the least that shows a screen: the yardstick for how soon a program that draws with curses can.
 *
 * It mentions one name of each library that unroll is linked with, so that the linker cannot leave one out. */

#include <curses.h>
#include <locale.h>
#include <math.h>
#include <md4c.h>
#include <readline/readline.h>

int main(void)
{
    setlocale(LC_CTYPE, "");
    initscr();
    for (int row = 0; row < LINES; row++)
        mvprintw(row, 0, "readline %s, md4c at %p, tanh %g", rl_library_version, (void *)md_parse, tanh(row));
    refresh();
    return getch() == ERR;
}
