#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""torch_pass.py - seconds of one full pass, forward and backward, in PyTorch: tanh inside, sigmoid at the output, bce, in doubles.

    torch_pass.py eager T     the loop as one writes it, a scalar a step
    torch_pass.py rnn T       nn.RNN and nn.Linear

prints the median of five passes, after one to warm up, and the loss. One thread, as everything else here."""

import statistics
import sys
import time

import torch

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

V, U, W_Y, B_A, B_Y = 0.5, 0.2, 0.5, 0.1, 0.3


def sequence(T):
    """The same zeros and ones as in model.c."""
    x = torch.tensor([float(t * 7919 % 13 > 6) for t in range(T)])
    y = torch.tensor([float(t * 104729 % 11 > 5) for t in range(T)])
    return x, y


def eager(x, y):
    v, u, w_y, b_a, b_y = [torch.tensor(value, requires_grad=True) for value in (V, U, W_Y, B_A, B_Y)]
    a, loss = torch.tensor(0.0), torch.tensor(0.0)
    for t in range(len(x)):
        a = torch.tanh(v * a + u * x[t] + b_a)
        yhat = torch.sigmoid(w_y * a + b_y)
        loss = loss - (y[t] * torch.log(yhat) + (1 - y[t]) * torch.log(1 - yhat))
    loss.backward()
    return loss


def make_rnn():
    rnn, out = torch.nn.RNN(1, 1), torch.nn.Linear(1, 1)
    values = {"weight_hh_l0": V, "weight_ih_l0": U, "bias_ih_l0": B_A, "bias_hh_l0": 0.0}
    with torch.no_grad():
        for name, value in values.items():
            getattr(rnn, name).fill_(value)
        out.weight.fill_(W_Y)
        out.bias.fill_(B_Y)
    return rnn, out


def by_rnn(modules, x, y):
    rnn, out = modules
    rnn.zero_grad()
    out.zero_grad()
    a, _ = rnn(x.reshape(-1, 1, 1))
    loss = torch.nn.functional.binary_cross_entropy_with_logits(out(a).flatten(), y, reduction="sum")
    loss.backward()
    return loss


def main():
    way, (x, y) = sys.argv[1], sequence(int(sys.argv[2]))
    modules = make_rnn()
    run = (lambda: eager(x, y)) if way == "eager" else (lambda: by_rnn(modules, x, y))
    seconds = []
    for _ in range(6):
        start = time.perf_counter()
        loss = run()
        seconds.append(time.perf_counter() - start)
    print(statistics.median(seconds[1:]), loss.item())


if __name__ == "__main__":
    main()
