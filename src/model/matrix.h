/* SPDX-License-Identifier: GPL-3.0-or-later */
/* matrix.h - a small matrix of doubles, row after row. */

#ifndef UNROLL_MODEL_MATRIX_H
#define UNROLL_MODEL_MATRIX_H

/* A column vector has cols 1; the scalar network's weights are 1 x 1. */
struct matrix {
    int rows, cols;
    double *at; /* rows * cols entries, owned; entry (i, j), from 0, is at[i * cols + j] */
};

/* Makes a matrix of zeros. */
void matrix_init(struct matrix *matrix, int rows, int cols);

void matrix_clear(struct matrix *matrix);

/* Copies the entries of from into to, which has the same shape. */
void matrix_assign(struct matrix *to, const struct matrix *from);

int matrix_size(const struct matrix *matrix);

/* Gives to = matrix * from: from has cols entries, to has rows. Each row is summed from the left. */
void matrix_times(const struct matrix *matrix, const double *from, double *to);

/* Gives to = matrix' * from: from has rows entries, to has cols. */
void matrix_transposed_times(const struct matrix *matrix, const double *from, double *to);

/* Adds left right' to the sum: left has rows entries, right has cols. */
void matrix_add_outer(struct matrix *sum, const double *left, const double *right);

#endif
