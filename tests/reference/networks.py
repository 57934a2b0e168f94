#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference numbers for unroll, from differences alone.

The idea: to know a derivative without trusting any derivation, change the
number by a tiny amount h, up and down, run the network forward both times,
and divide the difference of the results by 2h.  In doubles this is good to
about seven digits.  Here every number has 240 digits and h is 1e-80, so the
quotient is right to far more than the 20 digits written, even where the
derivative itself is as small as 1e-100.

This file therefore holds the forward pass, the losses, and no derivative
formula.  What is changed decides what is measured:

    a parameter, at every step            dL/dv  dL<t>/dv  dyhat<t>/dv  da<t>/dv
    a parameter, at its use at one step   term(v,t,j)  cell(v,t,k)
    o<t> or a<t>, by adding to it         dL<t>/do<t>  dL/da<t>
    yhat<t>, in the loss alone            z<t>

Usage:  python3 tests/reference/networks.py > tests/reference/networks.txt
        python3 tests/reference/networks.py --digits 300 | cmp - tests/reference/networks.txt
The second line makes all numbers again with other digits and another h; the
bytes are the same, which shows that 20 digits are right.
"""

import argparse
import zlib
from collections import namedtuple

from mpmath import mp, mpf

PRINTED_DIGITS = 20
SMALL = 340          # networks with at most this many numbers are written whole
SHARE = 22           # of the others, so many numbers from each group

# A change of the network: what ("V", "U", "W_y", "b_a", "b_y", "a", "o"),
# the entry (i, j), counted from 0, and the step, or None for every step.
Change = namedtuple("Change", "what i j step")

# One step of the forward pass; every field is a list, one entry per unit.
Step = namedtuple("Step", "s a o yhat")

# One number to write: its name in the language, and a function that finds it.
Quantity = namedtuple("Quantity", "name value")


# ---------------------------------------------------------------- precision

def set_precision(digits):
    """Work with so many digits; h has a third of them, the error two thirds."""
    global h, noise, certain
    mp.dps = digits
    h = mpf(10) ** -(digits // 3)
    noise = mpf(10) ** -140      # what rounding can leave of a true zero stays below
    certain = mpf(10) ** -115    # what is not a zero stays above


def settle(value):
    """A difference that is zero by structure is 0; nothing lies in between."""
    if abs(value) < noise:
        return mpf(0)
    assert abs(value) > certain, "cannot tell %s from 0" % mp.nstr(value, 5)
    return value


def written(value):
    """A value as the file has it: 20 significant digits, no idle zeros."""
    if value is None:
        return "undefined"
    if value == 0:
        return "0"
    text = mp.nstr(value, PRINTED_DIGITS, min_fixed=-5, max_fixed=PRINTED_DIGITS)
    mantissa, mark, exponent = text.partition("e")
    if mantissa.endswith(".0"):
        mantissa = mantissa[:-2]
    return mantissa + mark + exponent


# ------------------------------------------------------------------ networks

class Network:
    """A network and its sequences, all as the decimal literals that are fed
    to the program.  Matrices are lists of rows; vectors are lists."""

    def __init__(self, name, shape, g, out, loss, V, U, W_y, b_a, b_y, a0, x, y,
                 witnessed=True):
        self.name, self.shape = name, shape
        self.g, self.out, self.loss = g, out, loss
        self.V, self.U, self.W_y, self.b_a, self.b_y = V, U, W_y, b_a, b_y
        self.a0, self.x, self.y = a0, x, y
        self.witnessed = witnessed   # whether torch_networks.py does it too
        self.T = len(x)

    @property
    def scalar(self):
        return self.shape == (1, 1, 1)


def scalar(name, g, out, loss, v, u, W_y, b_a, b_y, a0, x, y, witnessed=True):
    """A 1 1 1 network; x and y are written as in the language."""
    return Network(name, (1, 1, 1), g, out, loss, [[v]], [[u]], [[W_y]], [b_a],
                   [b_y], [a0], [[e] for e in x.split()],
                   [[e] for e in y.split()], witnessed)


def rows(text):
    """"0.5 0.1; 0 0.9" as a list of rows."""
    return [row.split() for row in text.split(";")]


def matrix(name, shape, g, out, loss, V, U, W_y, b_a, b_y, a0, x, y, witnessed=True):
    """A network of any shape, written out."""
    return Network(name, shape, g, out, loss, rows(V), rows(U), rows(W_y),
                   b_a.split(), b_y.split(), a0.split(), rows(x), rows(y), witnessed)


class Draw:
    """A fixed stream of literals; its start is the name of the network."""

    def __init__(self, name):
        self.state = zlib.crc32(name.encode())

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n

    def between(self, low, high):
        """A literal with three decimals; the bounds are in thousandths."""
        return "%g" % ((low + self.below(high - low + 1)) / 1000)

    def vector(self, n, low, high):
        return [self.between(low, high) for _ in range(n)]

    def rows(self, m, n, low, high):
        return [self.vector(n, low, high) for _ in range(m)]


def draw_input(draw):
    """An entry of x: often exactly 0 or 1, else any number from -1.5 to 1.5."""
    kind = draw.below(5)
    return "0" if kind == 0 else "1" if kind == 1 else draw.between(-1500, 1500)


def draw_target(draw, loss, n_y):
    """A row of y: real numbers (mse), 0, 1 or a fraction (bce), a distribution (ce)."""
    if loss == "mse":
        return draw.vector(n_y, -1500, 1500)
    if loss == "bce":
        return [("0", "1", "0", "1", draw.between(0, 1000))[draw.below(5)]
                for _ in range(n_y)]
    if draw.below(3):
        hot = draw.below(n_y)
        return ["1" if i == hot else "0" for i in range(n_y)]
    parts = [0] * n_y                 # eighths: their sum is 1 in doubles too
    for _ in range(8):
        parts[draw.below(n_y)] += 1
    return ["%g" % (part / 8) for part in parts]


def draw_network(draw, name, shape, T, g, out, loss, v, zero_start):
    n_x, n_a, n_y = shape
    narrow = (out, loss) == ("identity", "bce")      # yhat must stay in (0, 1)
    reach = 1800 // (n_a + 1)
    return Network(
        name, shape, g, out, loss,
        V=[[v]] if v else draw.rows(n_a, n_a, -reach, reach),
        U=draw.rows(n_a, n_x, -1200, 1200),
        W_y=draw.rows(n_y, n_a, *((-150, 150) if narrow else (-1500, 1500))),
        b_a=draw.vector(n_a, -500, 500),
        b_y=draw.vector(n_y, *((400, 600) if narrow else (-500, 500))),
        a0=["0"] * n_a if zero_start else draw.vector(n_a, -900, 900),
        x=[[draw_input(draw) for _ in range(n_x)] for _ in range(T)],
        y=[draw_target(draw, loss, n_y) for _ in range(T)])


def near_kink(net, steps):
    """Whether some relu is so near 0 that its slope could be mistaken."""
    return net.g == "relu" and any(abs(s) < 1e-3 for step in steps for s in step.s)


def acceptable(net):
    """No relu near its kink, no output near the edge of where bce exists."""
    steps = forward(net)
    if near_kink(net, steps):
        return False
    for step in steps:
        if net.loss == "bce" and not all(0.02 < p < 0.98 for p in step.yhat):
            return False
    return True


def drawn(name, shape, T, g, out, loss, v=None, zero_start=False):
    """A network from the fixed stream, the first one that is acceptable."""
    draw = Draw(name)
    digits, mp.dps = mp.dps, 15
    net = draw_network(draw, name, shape, T, g, out, loss, v, zero_start)
    while not acceptable(net):
        net = draw_network(draw, name, shape, T, g, out, loss, v, zero_start)
    mp.dps = digits
    return net


def notes_networks():
    """The networks whose numbers the notes and the design pages give."""
    tanh = ("0.5", "1", "0.8", "0", "0", "0", "1 1 0 1", "0 1 0 1")
    memory = ("0.5", "1", "0.3", "0", "0", "0", "1 1 0 1", "0 1 0 1")
    return [
        scalar("notes", "identity", "identity", "bce",
               "0.5", "0.4", "0.9", "0", "0.2", "0", "1 0 1 1", "1 0 1 1"),
        scalar("tanh", "tanh", "sigmoid", "bce", *tanh),
        scalar("tanh-v14", "tanh", "sigmoid", "bce", "1.4", *tanh[1:]),
        scalar("linear", "identity", "sigmoid", "bce", *tanh),
        scalar("linear-v14", "identity", "sigmoid", "bce", "1.4", *tanh[1:]),
        scalar("memory", "identity", "identity", "bce", *memory),
    ]


def drawn_networks():
    """Every g with every admissible g* and loss, scalar and matrix."""
    pairs = [("identity", "bce"), ("identity", "mse"), ("sigmoid", "bce"),
             ("sigmoid", "mse"), ("softmax", "ce"), ("softmax", "mse")]
    lengths = [1, 2, 3, 4, 5, 6, 7, 8, 12, 20]
    weights = ["0.5", "-0.7", "0", "1.2", "0.9", "-1.3", "-0.45", "1.1"]
    shapes = [(2, 3, 1), (1, 2, 1), (3, 2, 2), (2, 2, 3), (1, 2, 2), (2, 1, 1), (4, 5, 3)]
    wide = [(2, 2, 3), (1, 3, 2), (3, 2, 2), (1, 2, 2), (4, 5, 3), (2, 1, 2)]
    nets = []
    for i, g in enumerate(("identity", "tanh", "sigmoid", "relu")):
        for j, (out, loss) in enumerate(pairs):
            name = "-".join((g, out, loss))
            n = 6 * i + j
            if out != "softmax":
                nets.append(drawn(name + "-s", (1, 1, 1), lengths[(3 * n + 2) % 10],
                                  g, out, loss, weights[(5 * i + j) % 8], n % 3 == 0))
            among = wide if out == "softmax" else shapes
            nets.append(drawn(name + "-m", among[(2 * i + 3 * j) % len(among)],
                              [3, 2, 4, 5, 1, 6][(i + j) % 6], g, out, loss, None, n % 3 == 1))
    return nets


def more_drawn_networks():
    """Long sequences, |v| > 1 over many steps, small matrices written whole."""
    return [
        drawn("long-tanh", (1, 1, 1), 50, "tanh", "sigmoid", "bce", "0.9"),
        drawn("long-identity", (1, 1, 1), 50, "identity", "identity", "mse", "1.4"),
        drawn("long-alternating", (1, 1, 1), 40, "identity", "identity", "mse", "-1.05", True),
        drawn("long-tanh-v2", (1, 1, 1), 30, "tanh", "identity", "mse", "2"),
        drawn("long-relu", (1, 1, 1), 25, "relu", "sigmoid", "bce", "0.8"),
        drawn("long-453", (4, 5, 3), 50, "tanh", "softmax", "ce"),
        drawn("long-231", (2, 3, 1), 32, "sigmoid", "sigmoid", "bce"),
        drawn("whole-121", (1, 2, 1), 3, "tanh", "sigmoid", "bce"),
        drawn("whole-122", (1, 2, 2), 2, "tanh", "softmax", "ce"),
        drawn("whole-221", (2, 2, 1), 3, "sigmoid", "identity", "mse", None, True),
        drawn("whole-112", (1, 1, 2), 3, "tanh", "softmax", "ce"),
    ]


def special_networks():
    """Where numbers go wrong: saturation, no memory, nothing in x, no loss."""
    return [
        scalar("outside", "identity", "identity", "bce",
               "0.5", "1", "0.9", "0.1", "0.2", "0.3", "1 0 1 -2 0.1", "1 0 1 0 0.25",
               witnessed=False),
        matrix("outside-122", (1, 2, 2), "tanh", "identity", "bce",
               "0.5 -0.2; 0.3 0.8", "1; -0.6", "0.9 0.4; -1.7 0.6", "0.1 0", "0.5 0.4", "0 0.2",
               "1; 0; -1.5", "1 0; 0 1; 0.5 1", witnessed=False),
        scalar("saturated-output", "identity", "sigmoid", "bce",
               "0.5", "1", "10", "0", "0", "0", "6 -9 2.5 0 -5.4", "1 0 0 1 1", witnessed=False),
        scalar("saturated-mse", "tanh", "sigmoid", "mse",
               "0.5", "1", "42", "0.1", "3", "0", "2 -2 0 1", "0.9 0.2 0.5 0.3", witnessed=False),
        scalar("saturated-hidden", "tanh", "identity", "mse",
               "0.5", "1", "0.8", "0", "0.1", "0", "12 -11.5 0 1 12.5", "1 0 -1 0.3 2",
               witnessed=False),
        scalar("saturated-sigmoid", "sigmoid", "sigmoid", "bce",
               "-3", "1", "1.5", "0", "-0.5", "0.2", "20 -25 30 0 1", "1 0 1 1 0", witnessed=False),
        matrix("saturated-softmax", (1, 2, 3), "identity", "softmax", "ce",
               "0.5 0.2; -0.3 0.4", "1; -1", "30 -10; -20 15; 1 2", "0 0.1", "1 0 -1", "0 0",
               "1; -1.5; 0.5", "1 0 0; 0 0 1; 0.25 0.5 0.25", witnessed=False),
        matrix("softmax-800", (1, 2, 3), "tanh", "softmax", "ce",
               "0.5 0.2; -0.3 0.4", "1; -1", "1 -1; 2 0.5; 0.3 0.7", "0 0.1", "800 801 799",
               "0.1 -0.1", "1; -1.5; 0", "1 0 0; 0 0 1; 0 1 0"),
        matrix("saturated-231", (2, 3, 1), "tanh", "sigmoid", "bce",
               "0.5 0.1 0; 0 0.9 -0.2; 0.3 0 0.4", "6 0; 0 6; 3 -3", "20 20 20", "0 0 0", "0",
               "0 0 0", "2 2; -2 -2; 0 1", "1; 0; 1", witnessed=False),
        scalar("no-memory", "tanh", "sigmoid", "bce",
               "0", "1.5", "-2", "0.2", "0.1", "0.7", "1 0 -1 0.5 0 1", "1 0 0 1 1 0"),
        scalar("no-input", "identity", "identity", "mse",
               "0.9", "0.5", "1", "0", "0", "1", "0 0 0 0 0 0", "0 0 0 0 0 0"),
        scalar("all-zero", "tanh", "sigmoid", "bce",
               "0", "0", "0", "0", "0", "0", "0 0 0", "1 0 1"),
        scalar("dead-relu", "relu", "identity", "mse",
               "0.5", "1", "2", "-0.1", "0.3", "0.4", "1 -3 0 2 0", "1 0 0.5 -1 1.5"),
        scalar("tiny-and-large", "identity", "identity", "mse",
               "1e-05", "123456", "0.00025", "-1e3", "2.5", "100", "1 0 -1 1e-3", "30 0 -30 2"),
        scalar("fractions", "tanh", "sigmoid", "bce",
               "-1.5", "0.75", "1.25", "0.3", "-0.2", "-0.4", "1 -1 0.5 0", "0.1 0.5 0.9 1"),
    ]


def networks():
    return (notes_networks() + drawn_networks() + more_drawn_networks()
            + special_networks())


# -------------------------------------------------------------- forward pass

def number(literal):
    """The double the program reads for this literal, exactly; a number is itself."""
    return literal if isinstance(literal, mpf) else mpf(float(literal))


def numbers(value):
    if isinstance(value, (str, mpf)):
        return number(value)
    return [numbers(entry) for entry in value]


def sigmoid(s):
    return 1 / (1 + mp.exp(-s))


def softmax(o):
    parts = [mp.exp(e - max(o)) for e in o]
    return [part / sum(parts) for part in parts]


HIDDEN = {
    "identity": lambda s: s,
    "tanh": mp.tanh,
    "sigmoid": sigmoid,
    "relu": lambda s: s if s > 0 else mpf(0),
}

OUTPUT = {
    "identity": lambda o: o,
    "sigmoid": lambda o: [sigmoid(e) for e in o],
    "softmax": softmax,
}


def nudged(value, what, t, change, by):
    """The parameter or layer `value` as it is used at step t under a change."""
    if change is None or change.what != what or change.step not in (None, t):
        return value
    value = [list(row) if isinstance(row, list) else row for row in value]
    if isinstance(value[0], list):
        value[change.i][change.j] += by
    else:
        value[change.i] += by
    return value


def affine(pairs, bias):
    """bias + the sum of matrix times vector over the pairs."""
    return [sum((m * e for matrix_, vector in pairs for m, e in zip(matrix_[i], vector)), b)
            for i, b in enumerate(bias)]


def forward(net, change=None, by=0):
    """All steps of the network, with one change applied."""
    used = {what: numbers(getattr(net, what)) for what in ("V", "U", "W_y", "b_a", "b_y")}
    a = numbers(net.a0)
    steps = []
    for t, x in enumerate(numbers(net.x), 1):
        now = {what: nudged(value, what, t, change, by) for what, value in used.items()}
        s = affine([(now["V"], a), (now["U"], x)], now["b_a"])
        a = nudged([HIDDEN[net.g](e) for e in s], "a", t, change, by)
        o = nudged(affine([(now["W_y"], a)], now["b_y"]), "o", t, change, by)
        steps.append(Step(s, a, o, OUTPUT[net.out](o)))
    return steps


# -------------------------------------------------------------------- losses

def log_part(weight, p):
    """weight log|p|.  The absolute value matters only outside (0, 1), where
    the loss does not exist but the formula of its gradient goes on: the
    differences of log|p| are the differences that formula describes."""
    return weight * mp.log(abs(p)) if weight else mpf(0)


def step_loss(net, yhat, y):
    """L<t>; outside (0, 1) with bce, the function whose slope the gradients follow."""
    if net.loss == "mse":
        return sum((p - q) ** 2 for p, q in zip(yhat, y)) / 2
    if net.loss == "ce":
        return -sum(log_part(q, p) for p, q in zip(yhat, y))
    return -sum(log_part(q, p) + log_part(1 - q, 1 - p) for p, q in zip(yhat, y))


def loss_exists(net, yhat):
    return net.loss != "bce" or all(0 <= p <= 1 for p in yhat)


# ---------------------------------------------------------------- differences

class Measurements:
    """Everything that can be asked of one network."""

    def __init__(self, net):
        self.net = net
        self.pairs = {}              # the runs up and down, by change
        self.base = forward(net)
        assert not near_kink(net, self.base), net.name
        self.y = numbers(net.y)

    def loss(self, steps, t):
        return step_loss(self.net, steps[t - 1].yhat, self.y[t - 1])

    def total(self, steps):
        return sum(self.loss(steps, t) for t in range(1, self.net.T + 1))

    def difference(self, change, measure):
        """How `measure`, a function of the steps, answers to the change."""
        if change not in self.pairs:
            self.pairs[change] = [forward(self.net, change, by) for by in (h, -h)]
        up, down = self.pairs[change]
        return settle((measure(up) - measure(down)) / (2 * h))

    # What can be measured.

    def of_total(self, change):
        return self.difference(change, self.total)

    def of_loss(self, t, change):
        return self.difference(change, lambda steps: self.loss(steps, t))

    def of_yhat(self, t, i, change):
        return self.difference(change, lambda steps: steps[t - 1].yhat[i])

    def of_a(self, t, i, change):
        return self.difference(change, lambda steps: steps[t - 1].a[i])

    def z(self, t, i):
        """The slope of L<t> when yhat<t> alone is changed."""
        yhat, y = self.base[t - 1].yhat, self.y[t - 1]
        up, down = ([p + (by if k == i else 0) for k, p in enumerate(yhat)] for by in (h, -h))
        return settle((step_loss(self.net, up, y) - step_loss(self.net, down, y)) / (2 * h))

    # Losses, or None where they do not exist.

    def loss_or_none(self, t):
        return self.loss(self.base, t) if loss_exists(self.net, self.base[t - 1].yhat) else None

    def total_or_none(self):
        losses = [self.loss_or_none(t) for t in range(1, self.net.T + 1)]
        return None if None in losses else sum(losses)

    def z_loses_digits(self, t, i):
        """Whether doubles cannot hold 1 - yhat, which z<t> of bce divides by."""
        room = 1 - self.base[t - 1].yhat[i]
        return self.net.loss == "bce" and self.y[t - 1][i] != 1 and 0 < room < 1e-3


# --------------------------------------------------------------------- names

def index(i, n):
    """The index of entry i of n: none where there is only one."""
    return "" if n == 1 else "[%d]" % (i + 1)


def entries(net, what):
    """The entries of a parameter: (its name, the index as written, i, j)."""
    value = getattr(net, what)
    name = what.lower() if net.scalar and what in ("V", "U") else what
    if not isinstance(value[0], list):
        return [(name, index(i, len(value)), i, 0) for i in range(len(value))]
    single = len(value) == len(value[0]) == 1
    return [(name, "" if single else "[%d,%d]" % (i + 1, j + 1), i, j)
            for i in range(len(value)) for j in range(len(value[0]))]


def parameters(net, kinds=("V", "U", "W_y", "b_a", "b_y")):
    """Every entry of the parameters, with the change of it at all steps."""
    return [(name, at, Change(what, i, j, None))
            for what in kinds for name, at, i, j in entries(net, what)]


RECURRENT = ("V", "U", "b_a")      # the parameters a<t> depends on


# -------------------------------------------------- the numbers of a network

def totals(found):
    net = found.net
    yield Quantity("L", found.total_or_none)
    for name, at, change in parameters(net):
        yield Quantity("dL/d" + name + at, lambda c=change: found.of_total(c))


def forward_quantities(found):
    net = found.net
    n_y = net.shape[2]
    for t, step in enumerate(found.base, 1):
        for field in Step._fields:
            layer = getattr(step, field)
            for i, value in enumerate(layer):
                yield Quantity("%s<%d>%s" % (field, t, index(i, len(layer))), lambda v=value: v)
        yield Quantity("L<%d>" % t, lambda t=t: found.loss_or_none(t))
        for i in range(n_y):
            if not found.z_loses_digits(t, i):
                yield Quantity("z<%d>%s" % (t, index(i, n_y)), lambda t=t, i=i: found.z(t, i))


def loss_gradients(found):
    for t in range(1, found.net.T + 1):
        for name, at, change in parameters(found.net):
            yield Quantity("dL<%d>/d%s%s" % (t, name, at),
                           lambda t=t, c=change: found.of_loss(t, c))


def output_gradients(found):
    n_y = found.net.shape[2]
    for t in range(1, found.net.T + 1):
        for i in range(n_y):
            for name, at, change in parameters(found.net):
                yield Quantity("dyhat<%d>%s/d%s%s" % (t, index(i, n_y), name, at),
                               lambda t=t, i=i, c=change: found.of_yhat(t, i, c))


def hidden_gradients(found):
    n_a = found.net.shape[1]
    for t in range(1, found.net.T + 1):
        for i in range(n_a):
            for name, at, change in parameters(found.net, RECURRENT):
                yield Quantity("da<%d>%s/d%s%s" % (t, index(i, n_a), name, at),
                               lambda t=t, i=i, c=change: found.of_a(t, i, c))


def messages(found):
    _, n_a, n_y = found.net.shape
    for t in range(1, found.net.T + 1):
        for i in range(n_y):
            yield Quantity("dL<%d>/do<%d>%s" % (t, t, index(i, n_y)),
                           lambda t=t, c=Change("o", i, 0, t): found.of_loss(t, c))
        for i in range(n_a):
            yield Quantity("dL/da<%d>%s" % (t, index(i, n_a)),
                           lambda c=Change("a", i, 0, t): found.of_total(c))


def uses(net):
    """(t, k, name, index, change): a use at step k, seen from step t >= k."""
    for t in range(1, net.T + 1):
        for k in range(t, 0, -1):
            for name, at, change in parameters(net, RECURRENT):
                yield t, k, name, at, change._replace(step=k)


def terms(found):
    n_y = found.net.shape[2]
    for t, k, name, at, change in uses(found.net):
        for i in range(n_y):
            output = "" if n_y == 1 else ",%d" % (i + 1)
            yield Quantity("term(%s,%d,%d%s)%s" % (name, t, t - k, output, at),
                           lambda t=t, i=i, c=change: found.of_yhat(t, i, c))


def cells(found):
    for t, k, name, at, change in uses(found.net):
        yield Quantity("cell(%s,%d,%d)%s" % (name, t, k, at),
                       lambda t=t, c=change: found.of_loss(t, c))


PER_STEP = (forward_quantities, loss_gradients, output_gradients,
            hidden_gradients, messages, terms, cells)


def spread(items, n):
    """n of the items, evenly spaced, with the first and the last."""
    if len(items) <= n:
        return items
    return [items[k * (len(items) - 1) // (n - 1)] for k in range(n)]


def selection(net):
    """The numbers to write of a network: totals, then the rest or a part of it."""
    found = Measurements(net)
    groups = [list(group(found)) for group in PER_STEP]
    if sum(map(len, groups)) > SMALL:
        groups = [spread(group, SHARE) for group in groups]
    return list(totals(found)) + [quantity for group in groups for quantity in group]


# -------------------------------------------------------------------- output

def bracketed(lines):
    return "[" + "; ".join(" ".join(line) for line in lines) + "]"


def setting(value):
    """A parameter as the language reads it."""
    lines = value if isinstance(value[0], list) else [[entry] for entry in value]
    if len(lines) == len(lines[0]) == 1:
        return lines[0][0]
    return bracketed(lines)


def sequence(value):
    """x or y: a plain list where a step has one entry, else rows."""
    if len(value[0]) == 1:
        return " ".join(line[0] for line in value)
    return bracketed(value)


def commands(net):
    """The lines of the language that make this network."""
    yield "shape %d %d %d" % net.shape
    yield "g = " + net.g
    yield "g* = " + net.out
    yield "loss = " + net.loss
    for name, what in (("V", "V"), ("U", "U"), ("W_y", "W_y"), ("b_a", "b_a"),
                       ("b_y", "b_y"), ("a<0>", "a0")):
        shown = name.lower() if net.scalar and name in ("V", "U") else name
        yield "%s = %s" % (shown, setting(getattr(net, what)))
    yield "x = " + sequence(net.x)
    yield "y = " + sequence(net.y)


def write_head(net):
    print("\nnetwork " + net.name)
    for command in commands(net):
        print("do " + command)


def main():
    arguments = argparse.ArgumentParser(description="Write reference numbers.")
    arguments.add_argument("--digits", type=int, default=240,
                           help="work with so many (240 or more)")
    set_precision(arguments.parse_args().digits)
    print("# Numbers the program must agree with, found by differences at 240 digits.")
    print("# Made by: python3 tests/reference/networks.py > tests/reference/networks.txt")
    for net in networks():
        write_head(net)
        for quantity in selection(net):
            print("is %s %s" % (quantity.name, written(quantity.value())))


if __name__ == "__main__":
    main()
