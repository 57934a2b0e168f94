/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hello.c - the least a program linked with ncurses and readline can do: the yardstick for starting unroll.
 *
 * It mentions one name of each library, so that the linker cannot leave one out. */

#include <curses.h>
#include <readline/readline.h>
#include <stdio.h>

int main(void)
{
    const char *const names[] = {curses_version(), rl_library_version};
    puts("hello, world");
    return names[0] == NULL || names[1] == NULL;
}
