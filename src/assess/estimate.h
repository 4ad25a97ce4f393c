/*
 * Estimates from few, weighted pieces of evidence: shrunken means, saturating
 * sums, rates, each with draws for its interval (the Bayesian bootstrap of
 * Rubin 1981: weights times standard exponential draws, the prior included).
 */
#ifndef TRUCE_ASSESS_ESTIMATE_H
#define TRUCE_ASSESS_ESTIMATE_H

#include "assess/facts.h"
#include "base/rng.h"

/* A value with the 90% interval of its draws. NaN: unknown. */
struct truce_estimate {
    double value;
    double low;
    double high;
};

#define TRUCE_ESTIMATE_UNKNOWN                                                 \
    ((struct truce_estimate){(double)NAN, (double)NAN, (double)NAN})

/* One piece of evidence for a component. */
struct truce_item {
    double weight; /* > 0: recency times kind */
    double value;  /* 0..1 */
    int32_t day;
    struct truce_fact_ref ref;
};

struct truce_items {
    struct truce_item *items; /* [n] in an arena */
    size_t n;
    size_t cap;
};

/* Appends a copy. TRUCE_OK or TRUCE_ENOMEM. */
int truce_items_add(struct truce_items *items, struct truce_arena *arena,
                    struct truce_item item);

/* What a mean is drawn to: `strength` pseudo-observations at `mean`. */
struct truce_prior {
    double mean;
    double strength;
};

/*
 * (sum w x + k m) / (sum w + k). `rng` NULL gives the estimate itself, else
 * one bootstrap draw of it. NaN without items.
 */
double truce_items_mean(const struct truce_items *items,
                        struct truce_prior prior, struct truce_rng *rng);

/* 1 - exp(-sum w x / scale): 0 for nothing, 0.63 at `scale`. As above. */
double truce_items_sum(const struct truce_items *items, double scale,
                       struct truce_rng *rng);

/* Standard draws: exponential, gamma (shape > 0, scale 1; Marsaglia & Tsang
 * 2000), beta. */
double truce_draw_exponential(struct truce_rng *rng);
double truce_draw_gamma(struct truce_rng *rng, double shape);
double truce_draw_beta(struct truce_rng *rng, double mean, double strength);

/* Quantile q (0..1) of values [n] by linear interpolation; sorts them in
 * place. NaN for n = 0. */
double truce_quantile(double *values, size_t n, double q);

/* The 90% interval of draws [n] around value; `scratch` [n] is overwritten. */
struct truce_estimate truce_estimate_of(double value, const double *draws,
                                        size_t n, double *scratch);

#endif
