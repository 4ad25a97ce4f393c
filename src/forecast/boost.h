/*
 * Boosted trees (XGBoost's C API) for a probability. In a build without
 * XGBoost training gives TRUCE_EUNSUPPORTED and the model does without.
 */
#ifndef TRUCE_FORECAST_BOOST_H
#define TRUCE_FORECAST_BOOST_H

#include <stddef.h>

#include "base/err.h"
#include "forecast/pack.h"

struct truce_boost;

/*
 * Learns P(y = 1) from x [n][k] (NaN: unknown) and y [n] in {0, 1}. The
 * result does not depend on `threads`. TRUCE_OK, TRUCE_EUNSUPPORTED,
 * TRUCE_ENOMEM, TRUCE_ENODATA (XGBoost refused; its words in err). Owned:
 * truce_boost_free.
 */
int truce_boost_train(const float *x, const float *y, size_t n, size_t k,
                      struct truce_boost **out, struct truce_err *err);
void truce_boost_free(struct truce_boost *boost); /* NULL accepted */

/* Probabilities of n cases x [n][k] into p [n]. Not for two threads at once
 * on one boost. TRUCE_OK or TRUCE_ENODATA. */
int truce_boost_p(const struct truce_boost *boost, const float *x, size_t n,
                  size_t k, double *p, struct truce_err *err);

int truce_boost_save(const struct truce_boost *boost, struct truce_pack *pack);
/* A saved model without trees, or a build without XGBoost, gives *out NULL. */
int truce_boost_load(struct truce_packed *in, struct truce_boost **out,
                     struct truce_err *err);

#endif
