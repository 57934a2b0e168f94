/* SPDX-License-Identifier: GPL-3.0-or-later */
/* landscape.h - L over two parameters: one forward pass for every cell of a grid.
 *
 * For the scalar network the cells go forward together, many networks side by side, so that processors work on several
 * at once. What comes out is the same, bit for bit, on every machine. */

#ifndef UNROLL_MODEL_LANDSCAPE_H
#define UNROLL_MODEL_LANDSCAPE_H

#include "model/pass.h"

struct landscape {
    struct range across, up;
    int columns, rows;      /* of the grid; 0 while there is none */
    int done;               /* cells computed, in the order of L */
    double *L;              /* rows * columns, from the upper left cell; not a number where L is undefined */
    struct network network; /* the network it is of; the two parameters as they were */
};

/* A landscape without cells. */
void landscape_init(struct landscape *landscape);
void landscape_clear(struct landscape *landscape);

/* Begins anew with this grid, none of whose cells is computed; gives false, and no grid, when memory does not
 * suffice. */
bool landscape_begin(struct landscape *landscape, const struct network *network, struct range across, struct range up,
                     int columns, int rows);

/* True when the cells are those of this network and these axes, or would be when they were computed. */
bool landscape_is_of(const struct landscape *landscape, const struct network *network, struct range across,
                     struct range up);

/* Computes about so many more cells (at least one) over the sequence, whose targets are all set. False when
 * stopped, or when memory does not suffice. */
bool landscape_go(struct landscape *landscape, const struct sequence *sequence, int cells,
                  const volatile sig_atomic_t *stop);

/* Forgets the grid. */
void landscape_forget(struct landscape *landscape);

/* The parameter's value in the middle of a column or a row, from the left or from the top. */
double landscape_across(const struct landscape *landscape, int column);
double landscape_up(const struct landscape *landscape, int row);

/* About how many nanoseconds a cell takes for each step. */
double landscape_cost(const struct network *network);

#endif
