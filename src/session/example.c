/* SPDX-License-Identifier: GPL-3.0-or-later */
/* example.c - the rows. */

#include <stddef.h>

#include "session/example.h"

const struct example examples[] = {
    {"notes", "the network of the notes: identity, cross-entropy, four steps",
     "step four times and watch the series grow; then grad v, and notes 3 for what the notes made of it.",
     "v = 0.5\nu = 0.4\nW_y = 0.9\nb_y = 0.2\nx = 1 0 1 1\ny = 1 0 1 1\n"},
    {"memory", "what a<t> remembers of earlier inputs",
     "at t = 3 the input is 0, yet a<3> is half of a<2>: goto 3, then explain a<3>; run twice and triangle.",
     "v = 0.5\nu = 1\nW_y = 0.3\nx = 1 1 0 1\ny = 0 1 0 1\n"},
    {"vanish", "a gradient that vanishes: v = 0.3",
     "goto 12, then series u: every step back costs a factor of 0.3, and the early terms no longer matter.",
     "v = 0.3\nu = 1\nW_y = 0.5\nb_y = 0.3\nloss = mse\nx = ones 12\ny = zeros 12\n"},
    {"explode", "a gradient that explodes: v = 1.5",
     "run, then series u: the oldest terms are the largest; compare grad v 5 with grad v 12.",
     "v = 1.5\nu = 0.1\nW_y = 0.2\nloss = mse\nx = ones 12\ny = zeros 12\n"},
    {"cancel", "two gradients that meet at a<1> and cancel",
     "goto back 1: what comes from yhat<1> and what comes from a<2> add up to exactly 0.",
     "v = 0.5\nu = 1\nW_y = 1\nloss = mse\nx = 1 1 1\ny = 1.5 0.5 1.75\n"},
    {"saturate", "a saturated tanh lets nothing through",
     "goto 4, then series: v is 1, but every step multiplies by a g' near 0; u = 0.5 brings the gradient back.",
     "g = tanh\ng* = sigmoid\nv = 1\nu = 4\nW_y = 1\nx = 1 1 -1 1\ny = 1 0 0 1\n"},
    {"late-target", "only the last step has an error: one gradient travels all the way back",
     "run twice, then triangle: only the last row is not 0, so the sums of the columns are that row.",
     "v = 0.5\nu = 1\nW_y = 1\nloss = mse\nx = 2 1 1 1 0\ny = 2 2 2 2 0\n"},
    {"bias", "no input at all: what the bias alone does, step after step",
     "series b_a 6 is 1 + v + v² + ...; notes S4 puts it beside the 1 of the notes, notes 5 shows what came of that.",
     "v = 0.8\nb_a = 0.1\nW_y = 1\nb_y = 0.1\nx = zeros 6\ny = 1 0 1 0 1 0\n"},
    {"matrix", "two inputs, three memories, one output: v becomes the matrix V",
     "show, then step: the same equations with vectors; print dL/dV, and check V.",
     "shape 2 3 1\ng = tanh\ng* = sigmoid\nV = [0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3]\nU = [1 0; 0.5 -0.5; 0 0.8]\n"
     "W_y = [0.7 -0.4 0.9]\nb_a = [0; 0.1; 0]\nb_y = -0.2\nx = [1 0; 0 1; 1 1; 0 0]\ny = 1 0 1 0\n"},
    {NULL, NULL, NULL, NULL},
};
