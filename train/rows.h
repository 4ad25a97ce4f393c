/* Rows of features to learn from: judged events, or texts of a known kind. */
#ifndef TRUCE_TRAIN_ROWS_H
#define TRUCE_TRAIN_ROWS_H

#include "base/map.h"
#include "base/str.h"

enum { TRUCE_ROWS_FOLDS = 10 };

struct truce_entry {
    uint32_t column;
    float x;
};

struct truce_row {
    struct truce_view set, document;
    struct truce_entry *entries; /* [n] */
    size_t n;
    double right;  /* 0 or 1 */
    double weight; /* in learning; 0 and less: not learned from */
    double z;      /* predicted log odds, without having seen it */
    unsigned fold; /* of its document */
};

struct truce_rows {
    struct truce_row *items; /* [n] */
    size_t n, cap;
    struct truce_map columns; /* "name<tab>value" -> column */
    struct truce_view *names; /* [n_columns] */
    size_t *seen;             /* [n_columns] in how many rows */
    size_t n_columns, cap_columns;
    struct truce_arena arena;
};

/* Reads lines "set, document, right, -, -, features" (confidence_data.py);
 * weights are 1. TRUCE_OK, TRUCE_EIO, TRUCE_ENODATA. */
int truce_rows_read(struct truce_rows *rows, const char *path);
void truce_rows_release(struct truce_rows *rows);

/* Weights [n_columns] of a logistic curve with a quadratic penalty, by
 * Newton's method, from the rows outside `fold` (TRUCE_ROWS_FOLDS: all) whose
 * weight is not 0; features seen fewer than `least` times get none. */
struct truce_fit {
    double penalty;
    size_t least;
    unsigned fold;
};
void truce_rows_fit(const struct truce_rows *rows, const struct truce_fit *how,
                    double *weights);
/* Sum of weight * x of a row. */
double truce_rows_dot(const struct truce_row *row, const double *weights);

#endif
