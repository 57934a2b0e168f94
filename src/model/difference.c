/* SPDX-License-Identifier: GPL-3.0-or-later */
/* difference.c - two forward passes of a copy of the network. */

#include "model/difference.h"

#include <math.h>
#include <stddef.h>

#include "model/step.h"

/* What is measured of a finished forward pass. */
typedef double measure(const struct pass *pass, int t);

static double total_loss(const struct pass *pass, int t)
{
    (void)t;
    return pass_loss(pass, pass->sequence->T);
}

static double activation(const struct pass *pass, int t)
{
    return pass_a(pass, t)[0];
}

/* The measure of the network with entry i of the weight set to value. */
static bool measure_with(const struct pass *pass, struct network *copy, enum weight w, int i, double value, measure *of,
                         int t, double *result)
{
    copy->weight[w].at[i] = value;
    struct pass *again = pass_new(copy, pass->sequence, pass->stop);
    bool done = again != NULL && pass_forward(again, t > 0 ? t : pass->sequence->T);
    if (done)
        *result = of(again, t);
    pass_free(again);
    return done;
}

/* The cube root of DBL_EPSILON: there the error of the difference and that of its rounding are about the same. */
static const double STEP = 0x1.965fea53d6e3dp-18;

static bool difference(const struct pass *pass, enum weight w, int i, measure *of, int t, double *result)
{
    struct network copy;
    double value = pass->network->weight[w].at[i], above, below;
    double h = STEP * fmax(1, fabs(value));
    /* The step that is really taken, after rounding. */
    volatile double up = value + h, down = value - h;
    network_copy(&copy, pass->network);
    bool done =
        measure_with(pass, &copy, w, i, up, of, t, &above) && measure_with(pass, &copy, w, i, down, of, t, &below);
    network_clear(&copy);
    if (done)
        *result = (above - below) / (up - down);
    return done;
}

bool difference_of_loss(const struct pass *pass, enum weight w, int i, int t, double *gradient)
{
    return difference(pass, w, i, t > 0 ? step_loss : total_loss, t, gradient);
}

bool difference_of_a(const struct pass *pass, enum weight w, int i, int t, double *derivative)
{
    return difference(pass, w, i, activation, t, derivative);
}
