#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference numbers for gradient descent, from the networks of networks.py.

Every gradient is a central difference at 120 digits, so no derivative formula is used here either; a step is

    w <- w - rate c g,      c = min(1, clip / |g|),

and a truncated gradient is the sum over t of the differences of L<t> by what V, U and b_a are at one step k alone,
t - k < tau.  The least squares solutions are not found by descent but by solving the normal equations.

Usage:  python3 tests/reference/descents.py > tests/reference/descents.txt
        python3 tests/reference/descents.py --digits 180 | cmp - tests/reference/descents.txt
"""

import argparse
import copy
from collections import namedtuple

from mpmath import inf, lu_solve, matrix, mp, mpf, sqrt

from networks import (RECURRENT, Change, commands, drawn, forward, notes_networks, number, numbers, parameters,
                      step_loss, written)

# A descent: a network of networks.py, commands before, steps, and what stands behind `descend`.
Descent = namedtuple("Descent", "net before steps rate clip tau only")


def descent(net, steps, rate, clip=None, tau=None, only=None, before=()):
    return Descent(net, before, steps, rate, clip, tau, only)


def with_numbers(net):
    """The network with mpmath numbers in place of literals, so that it can move."""
    moving = copy.copy(net)
    for what in ("V", "U", "W_y", "b_a", "b_y"):
        setattr(moving, what, numbers(getattr(net, what)))
    return moving


def total(net, change=None, by=0, last=None):
    """L, or L<last> alone."""
    steps, y = forward(net, change, by), numbers(net.y)
    return sum(step_loss(net, steps[t - 1].yhat, y[t - 1])
               for t in range(1, net.T + 1) if last in (None, t))


def difference(net, change, last=None):
    h = mpf(10) ** -(mp.dps // 3)
    return (total(net, change, h, last) - total(net, change, -h, last)) / (2 * h)


def gradient(net, change, tau):
    """dL/dw of one entry; truncated, only the uses of w at the last tau steps before each loss count."""
    if tau is None or change.what not in RECURRENT:
        return difference(net, change)
    return sum(difference(net, change._replace(step=k), t)
               for t in range(1, net.T + 1) for k in range(max(1, t - tau + 1), t + 1))


def is_chosen(only, name, at):
    return only is None or name in only or name + at in only


def move(net, change, by):
    value = getattr(net, change.what)
    if isinstance(value[0], list):
        value[change.i][change.j] += by
    else:
        value[change.i] += by


def descend(plan):
    """Where the descent comes to."""
    net = with_numbers(plan.net)
    rate = number(plan.rate)
    for _ in range(plan.steps):
        chosen = [change for name, at, change in parameters(net) if is_chosen(plan.only, name, at)]
        g = [gradient(net, change, plan.tau) for change in chosen]
        length = sqrt(sum(e * e for e in g))
        clip = inf if plan.clip is None else number(plan.clip)
        factor = rate * (clip / length if length > clip else 1)
        for change, e in zip(chosen, g):
            move(net, change, -factor * e)
    return net


def least_squares(net):
    """The network with the W_y and b_y that make half the squared error least: scalar, g* = identity."""
    best = with_numbers(net)
    a = [step.a[0] for step in forward(net)]
    y = [row[0] for row in numbers(net.y)]
    normal = matrix([[sum(e * e for e in a), sum(a)], [sum(a), len(a)]])
    best.W_y[0][0], best.b_y[0] = lu_solve(normal, matrix([sum(p * q for p, q in zip(a, y)), sum(y)]))
    return best


def command(plan):
    line = "descend %d rate %s" % (plan.steps, plan.rate)
    if plan.clip is not None:
        line += " clip " + plan.clip
    if plan.tau is not None and not plan.before:
        line += " truncate %d" % plan.tau
    if plan.only is not None:
        line += " only " + " ".join(plan.only)
    return line


def write(name, plan, net):
    print("\nnetwork " + name)
    for line in commands(plan.net):
        print("do " + line)
    for line in plan.before:
        print("do " + line)
    print("do " + command(plan))
    print("is L %s" % written(total(net)))
    for entry, at, change in parameters(net):
        value = getattr(net, change.what)[change.i]
        print("is %s%s %s" % (entry, at, written(value[change.j] if isinstance(value, list) else value)))


def with_loss(net, loss):
    other = copy.copy(net)
    other.loss = loss
    return other


def descents():
    notes, tanh, _, linear, _, memory = notes_networks()
    squared = with_loss(notes, "mse")
    deep = drawn("long-tanh", (1, 1, 1), 50, "tanh", "sigmoid", "bce", "0.9")
    matrix_tanh = drawn("whole-121", (1, 2, 1), 3, "tanh", "sigmoid", "bce")
    wide = drawn("descent-231", (2, 3, 1), 4, "tanh", "sigmoid", "bce")
    softmax = drawn("whole-122", (1, 2, 2), 2, "tanh", "softmax", "ce")
    relu = drawn("descent-relu", (1, 1, 1), 5, "relu", "identity", "mse", "0.8")
    return [
        ("notes", descent(notes, 10, "0.001")),
        ("notes-mse", descent(squared, 20, "0.1")),
        ("tanh", descent(tanh, 25, "0.2")),
        ("tanh-clip", descent(tanh, 25, "0.2", clip="0.1")),
        ("tanh-only-inside", descent(tanh, 15, "0.5", only=["v", "u"])),
        ("tanh-only-output", descent(tanh, 15, "0.5", only=["W_y"])),
        ("linear-clip-sometimes", descent(linear, 20, "0.3", clip="0.5")),
        ("memory-truncate-1", descent(with_loss(memory, "mse"), 20, "0.1", tau=1)),
        ("tanh-truncate-2", descent(tanh, 15, "0.3", tau=2)),
        ("tanh-truncated-before", descent(tanh, 10, "0.3", tau=2, before=("truncate 2",))),
        ("tanh-truncate-long", descent(tanh, 10, "0.3", tau=9)),
        ("long", descent(deep, 4, "0.05")),
        ("long-truncate-3", descent(deep, 3, "0.05", tau=3)),
        ("relu", descent(relu, 15, "0.05")),
        ("matrix", descent(matrix_tanh, 15, "0.3")),
        ("matrix-truncate-2-clip", descent(matrix_tanh, 8, "0.3", clip="0.2", tau=2)),
        ("wide", descent(wide, 8, "0.2")),
        ("wide-entries", descent(wide, 8, "0.2", only=["V[1,2]", "b_a", "U[3,1]"])),
        ("softmax", descent(softmax, 15, "0.3")),
    ]


def convex():
    """Descents that come to the least squares solution, which is known without them."""
    notes = with_loss(notes_networks()[0], "mse")
    draw = drawn("convex", (1, 1, 1), 12, "tanh", "identity", "mse", "0.7")
    return [("least-squares-notes", descent(notes, 5000, "0.4", only=["W_y", "b_y"])),
            ("least-squares-tanh", descent(draw, 5000, "0.1", only=["W_y", "b_y"]))]


def main():
    arguments = argparse.ArgumentParser(description="Write reference numbers for descent.")
    arguments.add_argument("--digits", type=int, default=120, help="work with so many")
    mp.dps = arguments.parse_args().digits
    print("# Where gradient descent comes to, found by differences at 120 digits.")
    print("# Made by: python3 tests/reference/descents.py > tests/reference/descents.txt")
    for name, plan in descents():
        write(name, plan, descend(plan))
    for name, plan in convex():
        write(name, plan, least_squares(plan.net))


if __name__ == "__main__":
    main()
