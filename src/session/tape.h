/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tape.h - the tape a learner moves along: position 0, then forward 1..T, then backward T..1.
 *
 * Each step of the tape is made of operations, which `substep` does one at a time: forward s, a, o, yhat, L, z;
 * backward from yhat<t>, from a<t+1>, their sum, what the weights gain. What the tape has not reached is not shown. */

#ifndef UNROLL_SESSION_TAPE_H
#define UNROLL_SESSION_TAPE_H

#include <stdbool.h>

enum operation {
    OPERATION_S,
    OPERATION_A,
    OPERATION_O,
    OPERATION_YHAT,
    OPERATION_L,
    OPERATION_Z, /* forward, in this order */
    OPERATION_FROM_YHAT,
    OPERATION_FROM_NEXT,
    OPERATION_SUM,
    OPERATION_GAINS /* backward, in this order */
};

enum { TAPE_FORWARD_OPERATIONS = 6, TAPE_BACKWARD_OPERATIONS = 4 };

struct tape {
    int T;        /* steps of the sequence */
    int position; /* whole steps done: 0..2T */
    int part;     /* operations done of the next step: 0 when none, always less than all of them */
};

/* What the tape has just done, wholly or in part. */
enum phase { PHASE_START, PHASE_FORWARD, PHASE_BACKWARD };

struct place {
    enum phase phase;
    int t;    /* the step being looked at: 1..T, 0 at the start */
    int done; /* operations of it that are done, 1..all; 0 at the start */
    bool whole;
};

struct place tape_place(const struct tape *tape);

/* True when the operation has been done for step t = 1..T. */
bool tape_reached(const struct tape *tape, enum operation operation, int t);

/* The last t whose forward step has begun, and the last (lowest) t whose backward step has begun, or T + 1. */
int tape_forward(const struct tape *tape);
int tape_backward(const struct tape *tape);

/* Each moves and returns true, or returns false at the end (or start) of the tape. A step finishes one begun; back
 * takes back a begun one first. */
bool tape_step(struct tape *tape);
bool tape_substep(struct tape *tape);
bool tape_back(struct tape *tape);

/* The position after backward step t = T..1; after forward step t it is t itself. */
int tape_backward_position(int T, int t);

/* Fits the tape to a sequence of T steps: a forward t stays, cut to T; a backward t stays where it exists. */
void tape_fit(struct tape *tape, int T);

#endif
