#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second witness: the same networks by automatic differentiation.

The idea: networks.py finds derivatives by differences at 240 digits; this
program lets PyTorch find them by its own reverse sweep, in doubles.  The two
share only the description of the networks.  Where they agree, neither the
differences nor the graph below can be wrong in the same way.

Saturated networks and those whose loss does not exist are left out.

Usage:  python3 tests/reference/torch_networks.py > tests/reference/torch_networks.txt
        python3 tests/reference/torch_networks.py --compare tests/reference/networks.txt
The second line writes how far the two are apart, and makes nothing.
"""

import argparse
import sys

import torch
from torch.nn import functional

sys.dont_write_bytecode = True       # leave no __pycache__ beside the sources
import networks as reference

SMALL = 8 * 22       # write dL<t>/dw where steps times parameters are at most so many

HIDDEN = {
    "identity": lambda s: s,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "relu": torch.relu,
}

OUTPUT = {
    "identity": lambda o: o,
    "sigmoid": torch.sigmoid,
    "softmax": lambda o: torch.softmax(o, 0),
}


def tensor(value):
    """Literals, in a list or a list of rows, as doubles."""
    if isinstance(value[0], list):
        return torch.tensor([[float(e) for e in row] for row in value], dtype=torch.float64)
    return torch.tensor([float(e) for e in value], dtype=torch.float64)


def step_loss(net, o, y):
    """L<t>; with sigmoid or softmax under a logarithm, from o itself."""
    if net.loss == "ce":
        return -(y * functional.log_softmax(o, 0)).sum()
    if net.loss == "bce" and net.out == "sigmoid":
        return functional.binary_cross_entropy_with_logits(o, y, reduction="sum")
    yhat = OUTPUT[net.out](o)
    if net.loss == "mse":
        return ((yhat - y) ** 2).sum() / 2
    return -(y * torch.log(yhat) + (1 - y) * torch.log(1 - yhat)).sum()


def losses(net, used):
    """The loss of every step, as a graph over the parameters."""
    a = tensor(net.a0)
    found = []
    for x, y in zip(tensor(net.x), tensor(net.y)):
        a = HIDDEN[net.g](used["V"] @ a + used["U"] @ x + used["b_a"])
        found.append(step_loss(net, used["W_y"] @ a + used["b_y"], y))
    return found


def gradient_lines(net, label, loss, used):
    """(name, value) for every entry of every parameter."""
    leaves = list(used.values())
    slopes = torch.autograd.grad(loss, leaves, retain_graph=True, allow_unused=True)
    for what, slope in zip(used, slopes):
        for name, at, i, j in reference.entries(net, what):
            entry = 0.0 if slope is None else slope[i, j] if slope.dim() == 2 else slope[i]
            yield "%s/d%s%s" % (label, name, at), float(entry)


def numbers(net):
    """All (name, value) this witness has to say about a network."""
    used = {what: tensor(getattr(net, what)).requires_grad_()
            for what in ("V", "U", "W_y", "b_a", "b_y")}
    found = losses(net, used)
    total = sum(found)
    yield "L", float(total)
    yield from gradient_lines(net, "dL", total, used)
    if net.T * sum(leaf.numel() for leaf in used.values()) <= SMALL:
        for t, loss in enumerate(found, 1):
            yield from gradient_lines(net, "dL<%d>" % t, loss, used)


def witnessed():
    return [net for net in reference.networks() if net.witnessed]


def write():
    print("# The same networks by automatic differentiation in doubles; a second witness.")
    print("# Made by: python3 tests/reference/torch_networks.py > tests/reference/torch_networks.txt")
    for net in witnessed():
        reference.write_head(net)
        for name, value in numbers(net):
            print("is %s %s" % (name, "%.17g" % value if value else "0"))


def read(path):
    """A file of numbers as {network: {name: value}}."""
    book = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            words = line.split()
            if words[:1] == ["network"]:
                book[words[1]] = current = {}
            elif words[:1] == ["is"] and words[2] != "undefined":
                current[words[1]] = float(words[2])
    return book


def compare(path):
    """Print the largest relative differences, and how many numbers were compared."""
    book = read(path)
    apart = []
    for net in witnessed():
        for name, value in numbers(net):
            if name in book[net.name]:
                truth = book[net.name][name]
                size = max(abs(truth), abs(value))
                gap = abs(value - truth) / size if size else 0.0
                apart.append((gap, net.name, name, truth, value))
    apart.sort(reverse=True)
    print("%d numbers of %d networks; the farthest apart:" % (len(apart), len(witnessed())))
    for row in apart[:8]:
        print("%.2e  %s %s  %.17g  %.17g" % row)


def main():
    arguments = argparse.ArgumentParser(description="Write the second witness's numbers.")
    arguments.add_argument("--compare", metavar="FILE",
                           help="compare with the numbers in FILE instead")
    path = arguments.parse_args().compare
    torch.set_num_threads(1)
    reference.set_precision(240)
    if path:
        compare(path)
    else:
        write()


if __name__ == "__main__":
    main()
