/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gradients.c - five matrices that travel together. */

#include "model/gradients.h"

#include <math.h>
#include <string.h>

#include "model/angle.h"

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

void gradients_pack(const struct matrix by[WEIGHT_COUNT], double *values)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        size_t size = (size_t)matrix_size(&by[w]);
        memcpy(values, by[w].at, size * sizeof *values);
        values += size;
    }
}

void gradients_unpack(struct matrix by[WEIGHT_COUNT], const double *values)
{
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        size_t size = (size_t)matrix_size(&by[w]);
        memcpy(by[w].at, values, size * sizeof *values);
        values += size;
    }
}

/* The entry of greatest size; not a number where one is. */
static double largest_entry(const struct gradients *gradients)
{
    double largest = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&gradients->by[w]); i++) {
            double size = fabs(gradients->by[w].at[i]);
            largest = size > largest || isnan(size) ? size : largest;
        }
    }
    return largest;
}

/* The length of factor_a a + factor_b b. */
static double length_of_sum(const struct gradients *a, double factor_a, const struct gradients *b, double factor_b)
{
    double sum = 0;
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&a->by[w]); i++) {
            double entry = factor_a * a->by[w].at[i] + factor_b * b->by[w].at[i];
            sum += entry * entry;
        }
    }
    return sqrt(sum);
}

/* Of two vectors of length 1 the difference is twice the sine of half the angle, the sum twice its cosine. Divided by
 * their largest entries first, so that no square is too large for a double. */
double gradients_angle(const struct gradients *a, const struct gradients *b)
{
    double largest_a = largest_entry(a), largest_b = largest_entry(b);
    if (!(largest_a > 0 && largest_b > 0) || isinf(largest_a) || isinf(largest_b))
        return NAN;
    double to_1_a = 1 / largest_a / length_of_sum(a, 1 / largest_a, a, 0);
    double to_1_b = 1 / largest_b / length_of_sum(b, 1 / largest_b, b, 0);
    double half = arctangent(length_of_sum(a, to_1_a, b, -to_1_b), length_of_sum(a, to_1_a, b, to_1_b));
    return 2 * half * (180 / M_PI);
}

static bool same_entry(double a, double b, double largest)
{
    const double ROUNDED = 1e-9, NOTHING = 1e-15;
    return fabs(a - b) <= ROUNDED * fmax(fabs(a), fabs(b)) || fabs(a - b) <= NOTHING * largest;
}

bool gradients_same(const struct gradients *a, const struct gradients *b)
{
    double largest = fmax(largest_entry(a), largest_entry(b));
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        for (int i = 0; i < matrix_size(&a->by[w]); i++) {
            if (!same_entry(a->by[w].at[i], b->by[w].at[i], largest))
                return false;
        }
    }
    return true;
}
