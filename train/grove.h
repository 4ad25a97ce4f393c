/*
 * Boosted trees over features that hold or not (Friedman 2001; gains and
 * leaves as in Chen and Guestrin 2016): each tree is grown on a part of the
 * documents and of the features, drawn by a hash, so that the same rows give
 * the same trees.
 */
#ifndef TRUCE_TRAIN_GROVE_H
#define TRUCE_TRAIN_GROVE_H

#include "rows.h"

struct truce_grove_node {
    int32_t column; /* asked for, -1: a leaf */
    uint32_t held;  /* node that follows where it holds; else the next one */
    double value;   /* log odds; of an inner node, the mean below */
};

struct truce_grove_how {
    unsigned n_trees, depth;
    double rate;       /* of learning */
    double penalty;    /* on leaves, quadratic */
    double least;      /* curvature on each side */
    double part_rows;  /* share of documents a tree sees */
    double part_columns; /* and of features */
    size_t least_seen; /* rows that a feature holds in */
    unsigned fold;     /* left out; TRUCE_ROWS_FOLDS: none */
    const bool *asked; /* [n_columns] features that may be asked for */
};

struct truce_grove {
    struct truce_grove_node *nodes; /* [n] in preorder */
    size_t n, cap;
    uint32_t *roots; /* [n_trees] */
    unsigned n_trees;
};

/* TRUCE_OK or TRUCE_ENOMEM. */
int truce_grove_fit(const struct truce_rows *rows,
                    const struct truce_grove_how *how, struct truce_grove *out);
/* Log odds of a row; `held` [n_columns] is all false before and after. */
double truce_grove_of(const struct truce_grove *grove,
                      const struct truce_row *row, bool *held);
void truce_grove_release(struct truce_grove *grove);

#endif
