/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gradients.c - five matrices that travel together. */

#include "model/gradients.h"

#include <string.h>

void gradients_init(struct gradients *gradients, const struct network *network)
{
    for (int w = 0; w < WEIGHT_COUNT; w++)
        matrix_init(&gradients->by[w], network->weight[w].rows, network->weight[w].cols);
}

void gradients_clear(struct gradients *gradients)
{
    for (int w = 0; w < WEIGHT_COUNT; w++)
        matrix_clear(&gradients->by[w]);
}

void gradients_set_zero(struct gradients *gradients)
{
    for (int w = 0; w < WEIGHT_COUNT; w++)
        memset(gradients->by[w].at, 0, (size_t)matrix_size(&gradients->by[w]) * sizeof(double));
}

int gradients_size(const struct network *network)
{
    int size = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++)
        size += matrix_size(&network->weight[w]);
    return size;
}

void gradients_pack(const struct gradients *gradients, double *values)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        size_t size = (size_t)matrix_size(&gradients->by[w]);
        memcpy(values, gradients->by[w].at, size * sizeof *values);
        values += size;
    }
}

void gradients_unpack(struct gradients *gradients, const double *values)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        size_t size = (size_t)matrix_size(&gradients->by[w]);
        memcpy(gradients->by[w].at, values, size * sizeof *values);
        values += size;
    }
}
