/*
 * A whole distribution from boosted trees: past cases' log ratios are cut
 * into rungs of even weight, trees give the chance of each rung for a case
 * and a lead, and within a rung the past values themselves stand. The lead is
 * a column; several sets of trees, each from its own cases, are averaged,
 * since one set's luck moves a window's score by more than anything else
 * here. A caller may give each set some leads of its own instead.
 */
#ifndef TRUCE_FORECAST_LADDER_H
#define TRUCE_FORECAST_LADDER_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "forecast/pack.h"

#define TRUCE_LADDER_RUNGS 20
#define TRUCE_LADDER_STEPS 8 /* values kept of a rung */
#define TRUCE_LADDER_BAGS 4  /* sets of trees */
#define TRUCE_LADDER_VALUES (TRUCE_LADDER_RUNGS * TRUCE_LADDER_STEPS)

struct truce_ladder;

/* Cases to learn from, one lead each; borrowed. Case i goes to the set of
 * trees bag[i], 0..TRUCE_LADDER_BAGS-1. */
struct truce_ladder_data {
    const float *x;           /* [n][k], NaN: unknown */
    const float *z;           /* [n] log ratios, no NaN */
    const float *w;           /* [n] above 0 */
    const unsigned char *bag; /* [n] */
    size_t n, k;
    size_t threads; /* does not change the result */
    int rounds;     /* trees of a rung in each set */
};

/* TRUCE_OK, TRUCE_EUNSUPPORTED (a build without XGBoost), TRUCE_ENODATA (all
 * log ratios are one and the same, or XGBoost refused), TRUCE_ENOMEM. Owned:
 * truce_ladder_free. */
int truce_ladder_train(const struct truce_ladder_data *data,
                       struct truce_ladder **out, struct truce_err *err);
void truce_ladder_free(struct truce_ladder *ladder); /* NULL accepted */

/* How many values a distribution has, at most TRUCE_LADDER_VALUES. */
size_t truce_ladder_size(const struct truce_ladder *ladder);

/* The log ratios, rising: [size], borrowed. */
const float *truce_ladder_values(const struct truce_ladder *ladder);

/* Cases to weigh; borrowed. */
struct truce_ladder_ask {
    const float *x; /* [n][k] */
    size_t n, k;
    size_t set; /* the one set of trees that answers, or all of them */
};
#define TRUCE_LADDER_ALL TRUCE_LADDER_BAGS

/* Weights of the values for the cases, summing to 1 in each row of weights
 * [n][size]. Not for two threads at once. TRUCE_OK, TRUCE_ENODATA,
 * TRUCE_ENOMEM. */
int truce_ladder_weigh(const struct truce_ladder *ladder,
                       const struct truce_ladder_ask *ask, double *weights,
                       struct truce_err *err);

int truce_ladder_save(const struct truce_ladder *ladder,
                      struct truce_pack *pack);
/* *out is NULL for a saved NULL and in a build without XGBoost. */
int truce_ladder_load(struct truce_packed *in, struct truce_ladder **out,
                      struct truce_err *err);

#endif
