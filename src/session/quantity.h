/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quantity.h - the names of the derivation and the numbers they stand for: v, W_y, a<3>, yhat<2>, dL/dv, dL<3>/du,
 * term(v,4,2), cell(v,4,1), V[1,2] ... */

#ifndef UNROLL_SESSION_QUANTITY_H
#define UNROLL_SESSION_QUANTITY_H

#include "session/session.h"

enum quantity_kind {
    QUANTITY_WEIGHT,
    QUANTITY_W_A,
    QUANTITY_A0,
    QUANTITY_X,
    QUANTITY_Y,
    QUANTITY_S,
    QUANTITY_A,
    QUANTITY_O,
    QUANTITY_YHAT,
    QUANTITY_L_T,
    QUANTITY_Z,
    QUANTITY_L,
    QUANTITY_T,
    QUANTITY_NOW,
    QUANTITY_DL_DW,
    QUANTITY_DL_T_DW,
    QUANTITY_DYHAT_DW,
    QUANTITY_DA_DW,
    QUANTITY_DL_DO,
    QUANTITY_DL_DA,
    QUANTITY_TERM,
    QUANTITY_CELL
};

/* One name as it stands in a line: which quantity, at which step, which entry. */
struct quantity {
    enum quantity_kind kind;
    enum weight w;
    bool whole;      /* x or y without a step: all of them */
    int t;           /* step; for term and cell the first number */
    int j;           /* term: power j; cell: step k */
    int of;          /* entry of yhat or a that is derived, from 1; 0 when not named */
    int row, column; /* entry named in brackets, from 1; 0 when not named */
    size_t at, end;  /* bytes of the line it takes */
};

/* A row for each kind of name, for help and completion. */
struct quantity_name {
    const char *name;    /* as typed, without step: "yhat" */
    const char *form;    /* as shown in help: "yhat<t>" */
    const char *meaning; /* one line */
};

/* The rows, ended by one whose name is NULL. */
extern const struct quantity_name quantity_names[];

/* Reads the name at line[at]. False with a fault, its caret included. Steps, entries and powers are checked against the
 * session. */
bool quantity_read(const struct session *session, const char *line, size_t at, size_t end, struct quantity *quantity,
                   struct fault *fault);

/* Gives the value: a matrix that matrix_clear frees, 1 x 1 for a number; not a number where it is undefined. False with
 * a fault when a target is not set or the work was interrupted. */
bool quantity_value(const struct session *session, const struct quantity *quantity, struct matrix *value,
                    struct fault *fault);

/* Rows and columns of the value, at one step, known without computing it. */
void quantity_shape(const struct network *network, const struct quantity *quantity, int *rows, int *columns);

/* Adds the value as `print` gives it, to be read back bit for bit: a number, or a matrix as it would be typed. False
 * when stop (may be NULL) was raised meanwhile. */
bool quantity_add_exact(struct text *text, const struct matrix *value, const volatile sig_atomic_t *stop);

/* The number in the network that a parameter's name (a weight, a<0>, or an entry) stands for, borrowed; NULL when the
 * name is no parameter's or stands for no or several numbers of this network. */
double *quantity_place(const struct quantity *quantity, const struct network *network);

/* True when there is such a number. */
bool quantity_exists(const struct quantity *quantity, const struct network *network);

/* The same as the number of an entry; false when there is no such number. */
bool quantity_parameter(const struct network *network, const struct quantity *quantity, struct parameter *parameter);

/* The name of entry i of a pack (gradients.h), from 0: of a weight that has no other entries, or of the entry. */
struct quantity quantity_of_entry(const struct network *network, int i);

/* Reads the name of a parameter at line[at], as quantity_read does. */
bool quantity_read_parameter(const struct session *session, const char *line, size_t at, size_t end,
                             struct quantity *quantity, struct fault *fault);

/* Adds the name as the program writes it, with its signs: yhat<3> with the circumflex, the partial derivative. */
void quantity_add_symbol(const struct session *session, const struct quantity *quantity, struct text *text);

/* The bytes of a sign of the names (a y with its circumflex, the curly d) at this place, 0 when there is none; its
 * spelling in letters, yhat or d, goes to ascii. */
size_t quantity_sign_at(const char *bytes, const char **ascii);

/* Adds a name spelt in letters with the signs it may be typed with: dyhat as the curly d and the y with its
 * circumflex. */
void quantity_add_with_signs(struct text *text, const char *name);

/* Adds name[0..count) with letters for its signs. */
void quantity_add_in_letters(struct text *text, const char *name, size_t count);

/* True when the byte could begin a name. */
bool quantity_may_begin(const char *line, size_t at);

#endif
