/*
 * P(25 deaths or more) by boosted trees, direct: each lead time has trees of
 * its own, learnt from every past case at that lead.
 */
#ifndef TRUCE_FORECAST_DIRECT_H
#define TRUCE_FORECAST_DIRECT_H

#include <stddef.h>

#include "base/err.h"
#include "forecast/pack.h"

struct truce_direct;

/* Past cases; borrowed. */
struct truce_direct_data {
    const float *x; /* [n][k], NaN: unknown */
    const float *y; /* [n_leads][n] 1 or 0, NaN: not known */
    const float *w; /* [n] weights above 0 */
    size_t n, k;
    size_t n_leads; /* at least 1 */
    int rounds;
    const signed char *signs; /* [k], as in boost.h */
    size_t threads;           /* does not change the result */
};

/*
 * A lead that no case knows yet has no trees. TRUCE_OK, TRUCE_EUNSUPPORTED (a
 * build without XGBoost), TRUCE_ENOMEM, TRUCE_ENODATA (XGBoost refused).
 * Owned: truce_direct_free.
 */
int truce_direct_train(const struct truce_direct_data *data,
                       struct truce_direct **out, struct truce_err *err);
void truce_direct_free(struct truce_direct *direct); /* NULL accepted */

/* Probability of a case x [k] at lead 0..n_leads-1, NaN where the lead has no
 * trees. Not for two threads at once on one lead. TRUCE_OK, TRUCE_ERANGE
 * (lead) or TRUCE_ENODATA. */
int truce_direct_p(const struct truce_direct *direct, const float *x, size_t k,
                   size_t lead, double *p, struct truce_err *err);

size_t truce_direct_leads(const struct truce_direct *direct);

/* NULL is saved as no leads, and loaded as NULL. */
int truce_direct_save(const struct truce_direct *direct,
                      struct truce_pack *pack);
int truce_direct_load(struct truce_packed *in, struct truce_direct **out,
                      struct truce_err *err);

#endif
