/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.c - the few operations a recurrent cell needs. */

#include "model/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

void matrix_init(struct matrix *matrix, int rows, int cols)
{
    matrix->rows = rows;
    matrix->cols = cols;
    matrix->at = alloc_array((size_t)rows * (size_t)cols, sizeof *matrix->at);
}

void matrix_clear(struct matrix *matrix)
{
    free(matrix->at);
    *matrix = (struct matrix){0};
}

void matrix_assign(struct matrix *to, const struct matrix *from)
{
    memcpy(to->at, from->at, (size_t)matrix_size(from) * sizeof *to->at);
}

int matrix_size(const struct matrix *matrix)
{
    return matrix->rows * matrix->cols;
}

void matrix_times(const struct matrix *matrix, const double *from, double *to)
{
    const double *row = matrix->at;
    for (int i = 0; i < matrix->rows; i++, row += matrix->cols) {
        double sum = row[0] * from[0];
        for (int j = 1; j < matrix->cols; j++)
            sum += row[j] * from[j];
        to[i] = sum;
    }
}

void matrix_transposed_times(const struct matrix *matrix, const double *from, double *to)
{
    for (int j = 0; j < matrix->cols; j++) {
        double sum = matrix->at[j] * from[0];
        for (int i = 1; i < matrix->rows; i++)
            sum += matrix->at[i * matrix->cols + j] * from[i];
        to[j] = sum;
    }
}

void matrix_add_outer(struct matrix *sum, const double *left, const double *right)
{
    double *at = sum->at;
    for (int i = 0; i < sum->rows; i++) {
        for (int j = 0; j < sum->cols; j++)
            *at++ += left[i] * right[j];
    }
}
