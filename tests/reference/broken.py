#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference numbers for the broken backward passes of `bug`.

The idea: a gradient is a sum over pairs of steps, k <= t: the weight is used
at step k, and the loss of step t feels it along one path,

    path(t,k) = dL<t>/do<t> W_y D<t> V D<t-1> V ... D<k>.

Each mistake leaves out pairs, or puts something else in the place of one
factor.  This file goes through all pairs and multiplies every path out anew:
no backward recursion, and nothing of how unroll does it.  Equation (3) is
summed as the notes write it, sum within sum within sum.

The forward pass and the way networks are written are those of networks.py.

Usage:  python3 tests/reference/broken.py > tests/reference/broken.txt
"""

from mpmath import mp, mpf

from networks import (Measurements, commands, forward, index, matrix, numbers, parameters,
                      scalar, set_precision, written)

BUGS = range(1, 11)
NAMES = ("only from yhat", "only from a<t+1>", "not summed over t", "g' forgotten",
         "a<t> for a<t-1>", "x<t-1> for x<t>", "da<t>/db_a = 1", "equation (3)",
         "a sign of z", "one step short")


def examples():
    """notes, memory, saturate and matrix as `example` makes them, and networks
    that have what those lack: other losses, outputs, an initial activation."""
    return [
        scalar("notes", "identity", "identity", "bce",
               "0.5", "0.4", "0.9", "0", "0.2", "0", "1 0 1 1", "1 0 1 1"),
        scalar("memory", "identity", "identity", "bce",
               "0.5", "1", "0.3", "0", "0", "0", "1 1 0 1", "0 1 0 1"),
        scalar("saturate", "tanh", "sigmoid", "bce",
               "1", "4", "1", "0", "0", "0", "1 1 -1 1", "1 0 0 1"),
        matrix("matrix", (2, 3, 1), "tanh", "sigmoid", "bce",
               "0.5 -0.3 0; 0.2 0.4 0.1; 0 -0.6 0.3", "1 0; 0.5 -0.5; 0 0.8", "0.7 -0.4 0.9",
               "0 0.1 0", "-0.2", "0 0 0", "1 0; 0 1; 1 1; 0 0", "1; 0; 1; 0"),
        scalar("started", "sigmoid", "identity", "mse",
               "-0.8", "1.5", "1.2", "0.1", "-0.3", "0.7", "1 -0.5 0.25 2 0", "0.5 1 -1 0 0.2"),
        scalar("halves", "relu", "sigmoid", "bce",
               "0.9", "1", "0.8", "0.3", "-0.4", "0.2", "1 0.5 -0.2", "0.25 0.5 1"),
        scalar("sigmoid-mse", "tanh", "sigmoid", "mse",
               "1.3", "0.6", "-1.1", "0.2", "0.1", "0", "1 -1 0 1 1 0", "1 0 0.5 1 0 1"),
        matrix("two-outputs", (1, 2, 2), "tanh", "softmax", "ce",
               "0.5 0.2; -0.3 0.4", "1; -1", "1 -1; 0.5 0.3", "0 0.1", "0.2 -0.1", "0.3 -0.2",
               "1; -0.5; 0.25", "1 0; 0 1; 0.25 0.75"),
        matrix("two-chances", (2, 2, 2), "identity", "sigmoid", "bce",
               "0.4 0.1; 0.2 -0.6", "1 0.5; -0.3 0.8", "0.7 -0.2; 0.4 1.1", "0.1 -0.1", "0 0.2",
               "0 0", "1 0; 0 1; 1 -1; 0.5 0.5", "1 0; 0 0.5; 1 1; 0 0.25"),
        scalar("one-step", "tanh", "identity", "mse",
               "0.5", "1", "0.8", "0.1", "0.2", "0.4", "1", "0.3"),
    ]


# -------------------------------------------------------- derivatives of parts

def g_slope(net, s):
    if net.g == "identity":
        return mpf(1)
    if net.g == "tanh":
        return 1 / mp.cosh(s) ** 2
    if net.g == "sigmoid":
        return 1 / (2 + mp.exp(s) + mp.exp(-s))
    return mpf(1) if s > 0 else mpf(0)


def loss_slope(net, yhat, y, flipped):
    """dL<t>/dyhat<t>, or z with the sign that slip S1 flips."""
    if net.loss == "mse":
        z = [p - q for p, q in zip(yhat, y)]
        return [-e for e in z] if flipped else z
    if net.loss == "ce":
        z = [-q / p for p, q in zip(yhat, y)]
        return [-e for e in z] if flipped else z
    sign = -1 if flipped else 1
    return [-q / p + sign * (1 - q) / (1 - p) for p, q in zip(yhat, y)]


def by_output(net, yhat, y, flipped):
    """dL<t>/do<t>: each entry of z through the derivative of the output function."""
    z = loss_slope(net, yhat, y, flipped)
    n = range(len(yhat))
    if net.out == "identity":
        return z
    if net.out == "sigmoid":
        return [z[i] * yhat[i] * (1 - yhat[i]) for i in n]
    return [sum(z[i] * yhat[i] * ((1 if i == j else 0) - yhat[j]) for i in n) for j in n]


def row_times(row, matrix_):
    return [sum(row[i] * matrix_[i][j] for i in range(len(row))) for j in range(len(matrix_[0]))]


# ------------------------------------------------------------ broken gradients

class Broken:
    """All gradients of one network with one mistake; bug 0 has none."""

    def __init__(self, net, bug):
        self.net, self.bug, self.T = net, bug, net.T
        self.V, self.W_y = numbers(net.V), numbers(net.W_y)
        steps = forward(net)
        self.x = [[mpf(0)] * net.shape[0]] + numbers(net.x)
        self.a = [numbers(net.a0)] + [step.a for step in steps]
        self.by_o = [None] + [by_output(net, step.yhat, y, bug == 9)
                              for step, y in zip(steps, numbers(net.y))]
        self.slope = [None] + [[mpf(1) if bug == 4 else g_slope(net, e) for e in step.s]
                               for step in steps]

    def counted(self, t, k):
        """Whether the use of a weight at step k is felt from the loss of step t."""
        if self.bug == 1:
            return t == k
        if self.bug == 2:
            return t == self.T
        return t >= k

    def written_last(self, k):
        """Whether what step k adds is in the result."""
        if self.bug == 3:
            return k == 1
        if self.bug == 10:
            return k > 1
        return True

    def arriving(self, t, k):
        """What the loss of step t sends to a<k>: a row, multiplied out from its beginning."""
        row = row_times(self.by_o[t], self.W_y)
        for m in range(t, k, -1):
            row = row_times([e * d for e, d in zip(row, self.slope[m])], self.V)
        return row

    def path(self, t, k):
        return [e * d for e, d in zip(self.arriving(t, k), self.slope[k])]

    def by_a(self, k):
        """dL/da<k>."""
        rows = [self.arriving(t, k) for t in range(k, self.T + 1) if self.counted(t, k)]
        return [sum(column) for column in zip(*rows)] if rows else [mpf(0)] * self.net.shape[1]

    def equation_3(self, i_, j_):
        """As the notes write it: over t for L, over i, over j; an index below 0 does not occur."""
        total = mpf(0)
        for t in range(1, self.T + 1):
            for i in range(1, t + 1):
                for j in range(1, t - i + 1):
                    row = [sum(column) for column in zip(*self.W_y)]
                    for _ in range(j):
                        row = row_times(row, self.V)
                    total += row[i_] * self.a[t - i - j][j_]
        return total

    def gradient(self, what, i, j):
        T = self.T
        if what == "V" and self.bug == 8:
            return self.equation_3(i, j)
        if what in ("W_y", "b_y"):
            return sum((self.by_o[t][i] * (self.a[t][j] if what == "W_y" else 1)
                        for t in range(1, T + 1) if self.written_last(t)), mpf(0))
        if what == "b_a" and self.bug == 7:
            return sum(row_times(self.by_o[t], self.W_y)[i] for t in range(1, T + 1))
        total = mpf(0)
        for t in range(1, T + 1):
            for k in range(1, t + 1):
                if self.counted(t, k) and self.written_last(k):
                    total += self.path(t, k)[i] * self.source(what, k, j)
        return total

    def source(self, what, k, j):
        if what == "V":
            return self.a[k if self.bug == 5 else k - 1][j]
        if what == "U":
            return self.x[k - 1 if self.bug == 6 else k][j]
        return 1


def gradients(net, bug):
    """(name, value) of every entry of every gradient."""
    broken = Broken(net, bug)
    return [("dL/d" + name + at, broken.gradient(change.what, change.i, change.j))
            for name, at, change in parameters(net)]


# ------------------------------------------------------------------ the output

def check_right(net):
    """The same sums without a mistake are the right gradients, by differences."""
    found = Measurements(net)
    for (name, value), (_, _, change) in zip(gradients(net, 0), parameters(net)):
        assert abs(value - found.of_total(change)) < mpf(10) ** -60 * (1 + abs(value)), (net.name, name)


def main():
    set_precision(240)
    print("# Gradients of broken backward passes, path by path at 240 digits.")
    print("# Made by: python3 tests/reference/broken.py > tests/reference/broken.txt")
    for net in examples():
        check_right(net)
        for bug in BUGS:
            print("\nnetwork %s, bug %d: %s" % (net.name, bug, NAMES[bug - 1]))
            for command in commands(net):
                print("do " + command)
            print("do bug %d" % bug)
            for name, value in gradients(net, bug):
                print("is %s %s" % (name, written(value)))
            broken = Broken(net, bug)
            for t in range(1, net.T + 1):
                for i, value in enumerate(broken.by_a(t)):
                    print("is dL/da<%d>%s %s" % (t, index(i, net.shape[1]), written(value)))


if __name__ == "__main__":
    main()
