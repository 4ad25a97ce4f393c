/*
 * A forest of extremely randomised trees (Geurts, Ernst and Wehenkel 2006)
 * that keeps the training rows of its leaves, so that it gives weights on
 * past cases instead of one number (Meinshausen 2006, quantile regression
 * forests). Splits lower the variance of several targets at once.
 */
#ifndef TRUCE_FORECAST_FOREST_H
#define TRUCE_FORECAST_FOREST_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "forecast/pack.h"

struct truce_forest;

/* Training rows; all borrowed during the call. */
struct truce_forest_data {
    size_t n;             /* rows, below 2^32 */
    size_t n_features;    /* below 2^15 */
    size_t n_targets;     /* at most TRUCE_FOREST_TARGETS */
    const double *x;      /* [n][n_features], NaN: unknown */
    const float *targets; /* [n][n_targets], no NaN */
    const float *weights; /* [n], above 0 */
};

#define TRUCE_FOREST_TARGETS 8

struct truce_forest_options {
    size_t n_trees;
    size_t n_try;    /* random cuts tried at a node, at most 32 */
    size_t min_leaf; /* rows of a leaf, at least */
    double share;    /* of the rows that each tree sees, 0..1 */
    uint64_t seed;
    size_t threads; /* does not change the result */
};

/*
 * Grows a forest. TRUCE_OK, TRUCE_ENODATA (no rows), TRUCE_ENOMEM. Owned:
 * truce_forest_free.
 */
int truce_forest_train(const struct truce_forest_data *data,
                       const struct truce_forest_options *options,
                       struct truce_forest **out, struct truce_err *err);
void truce_forest_free(struct truce_forest *forest); /* NULL accepted */

/* Columns of a case. */
size_t truce_forest_columns(const struct truce_forest *forest);

/* Training rows that a weight array must hold. */
size_t truce_forest_rows(const struct truce_forest *forest);

/*
 * Weight of every training row for a case x [n_features], NaN: unknown. Sets
 * weights [rows]; they sum to 1. Each tree gives 1/n_trees, shared in its
 * leaf in proportion to the rows' training weights row_weights [rows].
 */
void truce_forest_weigh(const struct truce_forest *forest, const double *x,
                        const float *row_weights, float *weights);

/* Into and out of a model file; reading checks every index. */
int truce_forest_save(const struct truce_forest *forest,
                      struct truce_pack *pack);
int truce_forest_load(struct truce_packed *in, struct truce_forest **out,
                      struct truce_err *err);

#endif
