#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks that `random SEED` makes, drawn anew from the rules, with whole numbers of any size and 60 digits.

SplitMix64 gives the bits; a draw from low to high is low + bits % count.  In turn: mse or bce, tanh or identity, the
five weights in tenths, T, and x<t> and y<t>.  What is drawn is thrown away, and the drawing goes on, until neither the
inputs nor the targets are all alike and every z<t> and every total gradient, taken by central differences, has a size
from 0.05 to 8.

Usage:  python3 tests/reference/exercises.py > tests/reference/exercises.txt
"""

from mpmath import exp, log, mp, mpf, tanh

mp.dps = 60
H = mpf(10) ** -20
WEIGHTS = ("v", "u", "W_y", "b_a", "b_y")
SEEDS = list(range(1, 61)) + [2**k - 1 for k in range(7, 32, 3)] + [123456789, 2**31 - 1]
BITS = 2**64 - 1


def bits(seed):
    """The numbers of SplitMix64, one after the other."""
    state = seed
    while True:
        state = state + 0x9E3779B97F4A7C15 & BITS
        z = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & BITS
        z = (z ^ z >> 27) * 0x94D049BB133111EB & BITS
        yield z ^ z >> 31


def draw(source):
    def between(low, high):
        return low + next(source) % (high - low + 1)

    def tenths(low, high):
        size = between(low, high)
        return size if between(0, 1) else -size

    squared = between(0, 1) == 1
    bent = between(0, 1) == 1
    weights = [tenths(3, 9), tenths(3, 12), tenths(4, 12)]
    weights += [tenths(1, 3) if between(0, 1) else 0 for _ in "ab"]
    x, y = [], []
    for _ in range(between(4, 6)):
        x.append((1, 1, 1, 0, 0, -1)[between(0, 5)])
        y.append(mpf(between(-2, 2)) / 2 if squared else between(0, 1))
    return squared, bent, weights, x, y


def loss(yhat, y, squared):
    return (yhat - y) ** 2 / 2 if squared else -(y * log(yhat) + (1 - y) * log(1 - yhat))


def outputs(squared, bent, weights, x):
    v, u, W_y, b_a, b_y = weights
    a, yhats = mpf(0), []
    for value in x:
        s = v * a + u * value + b_a
        a = tanh(s) if bent else s
        o = W_y * a + b_y
        yhats.append(o if squared else 1 / (1 + exp(-o)))
    return yhats


def slopes(squared, bent, weights, x, y):
    """Every z<t>, then the five total gradients."""
    def total(moved):
        return sum(loss(yhat, target, squared) for yhat, target in zip(outputs(squared, bent, moved, x), y))

    weights = [mpf(weight) / 10 for weight in weights]
    for yhat, target in zip(outputs(squared, bent, weights, x), y):
        yield (loss(yhat + H, target, squared) - loss(yhat - H, target, squared)) / (2 * H)
    for i in range(len(weights)):
        up, down = (weights[:i] + [weights[i] + step] + weights[i + 1:] for step in (H, -H))
        yield (total(up) - total(down)) / (2 * H)


def is_worthwhile(drawn):
    x, y = drawn[3], drawn[4]
    return len(set(x)) > 1 and len(set(y)) > 1 and all(0.05 <= abs(slope) <= 8 for slope in slopes(*drawn))


def exercise(seed):
    source = bits(seed)
    while True:
        drawn = draw(source)
        if is_worthwhile(drawn):
            return drawn


def main():
    print("# The networks of `random`, drawn by another program.")
    print("# Made by: python3 tests/reference/exercises.py > tests/reference/exercises.txt")
    for seed in SEEDS:
        squared, bent, weights, x, y = exercise(seed)
        print(f"\nnetwork random {seed}")
        print(f"do random {seed}")
        print(f"is T {len(x)}")
        for name, weight in zip(WEIGHTS, weights):
            print(f"is {name} {weight / 10:g}")
        for t, (value, target) in enumerate(zip(x, y), 1):
            print(f"is x<{t}> {value}")
            print(f"is y<{t}> {float(target):g}")
        yhat = outputs(squared, bent, [mpf(weight) / 10 for weight in weights], x)[-1]
        print(f"is yhat<{len(x)}> {mp.nstr(yhat, 20)}")
        print(f"is L<{len(x)}> {mp.nstr(loss(yhat, y[-1], squared), 20)}")


main()
