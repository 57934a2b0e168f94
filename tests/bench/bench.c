/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench.c - how fast unroll is, as ratios measured side by side in one run.
 *
 *     bench UNROLL HELLO CURSES STEPPED     the built program, and hello.c, curses.c and stepped.c compiled
 *
 * Seconds mean little on a machine one does not know, and machines change their pace from minute to minute. So every
 * ratio here is of two things done in turn, A B A B, and what is shown is the median of the pairs: the pass against the
 * textbook's two loops (model.c), the program's start against a hello-world and a command on a long sequence against
 * the same on a short one (program.c), frames of the full screen against those of other programs (screen.c). README.md
 * tells about the goals. A goal that is missed is said and fails nothing: that is for people to judge. */

#include "tests/bench/bench.h"

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("usage: bench UNROLL HELLO CURSES STEPPED\n", stderr);
        return 2;
    }
    print_row("what", "measured", "ratio", "goal", "");
    bench_model();
    bench_instruments();
    bench_program(argv[1], argv[2]);
    bench_screen(argv[1], argv[3], argv[4]);
    return 0;
}
