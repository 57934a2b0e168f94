/* SPDX-License-Identifier: GPL-3.0-or-later */
/* written.c - the double sums as they stand, in the order they stand. */

#include "model/written.h"

#include "model/step.h"

/* v^1 source<m-1> + ... + v^m source<0> for m = t - i, by Horner's rule, for m = 1..t-1 in turn. */
static double double_sum(const struct pass *pass, int t, bool inputs)
{
    double v = pass->network->weight[WEIGHT_V].at[0], W_y = pass->network->weight[WEIGHT_W_Y].at[0];
    double inner = 0, sum = 0;
    for (int m = 1; m < t; m++) {
        double source = !inputs ? pass_a(pass, m - 1)[0] : m > 1 ? sequence_x(pass->sequence, m - 1)[0] : 0;
        inner = v * (source + inner);
        sum += W_y * inner;
    }
    return sum;
}

double written_value(const struct pass *pass, int equation, int t)
{
    double z;
    step_z(pass, t, &z);
    switch (equation) {
    case 1:
        return z * pass_a(pass, t)[0];
    case 2:
        return z;
    case 3:
        return double_sum(pass, t, false);
    case 4:
        return double_sum(pass, t, true);
    default:
        return t * pass->network->weight[WEIGHT_W_Y].at[0];
    }
}

enum weight written_weight(int equation)
{
    static const enum weight weights[] = {WEIGHT_W_Y, WEIGHT_B_Y, WEIGHT_V, WEIGHT_U, WEIGHT_B_A};
    return weights[equation - 1];
}
