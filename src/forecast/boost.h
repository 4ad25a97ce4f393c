/*
 * Boosted trees (XGBoost's C API) for the probability of each of some
 * classes. In a build without XGBoost training gives TRUCE_EUNSUPPORTED and
 * the model does without.
 */
#ifndef TRUCE_FORECAST_BOOST_H
#define TRUCE_FORECAST_BOOST_H

#include <stddef.h>

#include "base/err.h"
#include "forecast/pack.h"

struct truce_boost;

/* Half of the rows and of the columns go into each tree. */
struct truce_boost_plan {
    size_t classes; /* 2: y is 0 or 1, one probability a case; else y is
                       0..classes-1, `classes` probabilities a case */
    int depth;
    int rounds;
    double rate; /* step of a tree, 0..1 */
    int seed;
    /* [k]: 1 the probability may only rise with the column, -1 only fall, 0
     * either; NULL: all 0. */
    const signed char *signs;
};

/* Cases to learn from; borrowed. */
struct truce_boost_data {
    const float *x; /* [n][k], NaN: unknown */
    const float *y; /* [n] */
    const float *w; /* [n] weights above 0; NULL: even */
    size_t n, k;
};

/*
 * The result does not depend on threads. TRUCE_OK, TRUCE_EUNSUPPORTED,
 * TRUCE_ENOMEM, TRUCE_ENODATA (XGBoost refused; its words in err). Owned:
 * truce_boost_free.
 */
int truce_boost_train(const struct truce_boost_data *data,
                      const struct truce_boost_plan *plan,
                      struct truce_boost **out, struct truce_err *err);
void truce_boost_free(struct truce_boost *boost); /* NULL accepted */

/* Probabilities of n cases x [n][k] into p [n][m], m the numbers that a case
 * has (see `classes`). Not for two threads at once on one boost. TRUCE_OK or
 * TRUCE_ENODATA (also when m is another). */
int truce_boost_p(const struct truce_boost *boost,
                  const struct truce_boost_data *data, size_t m, double *p,
                  struct truce_err *err);

int truce_boost_save(const struct truce_boost *boost, struct truce_pack *pack);
/* A saved model without trees, or a build without XGBoost, gives *out NULL. */
int truce_boost_load(struct truce_packed *in, struct truce_boost **out,
                     struct truce_err *err);

#endif
