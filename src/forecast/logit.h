/* Logistic regression with a ridge penalty, by Newton's method. */
#ifndef TRUCE_FORECAST_LOGIT_H
#define TRUCE_FORECAST_LOGIT_H

#include <stddef.h>

#include "base/err.h"
#include "forecast/pack.h"

#define TRUCE_LOGIT_MAX 32

/* Coefficients of standardised columns: (x - mean) / scale. */
struct truce_logit {
    size_t n; /* columns */
    double mean[TRUCE_LOGIT_MAX];
    double scale[TRUCE_LOGIT_MAX]; /* standard deviation, above 0 */
    double beta[TRUCE_LOGIT_MAX];  /* log-odds per standard deviation */
    double intercept;              /* not penalised */
};

/*
 * Fits to x [n][k] (NaN counts as the column's mean) and y [n] in {0, 1}:
 * maximises log-likelihood - lambda/2 * sum beta^2 (Hoerl and Kennard 1970;
 * le Cessie and van Houwelingen 1992). k <= TRUCE_LOGIT_MAX. TRUCE_OK,
 * TRUCE_ENODATA (n is 0), TRUCE_ENOMEM.
 */
int truce_logit_train(const double *x, const double *y, size_t n, size_t k,
                      double lambda, struct truce_logit *out,
                      struct truce_err *err);

/* Probability of y = 1 for a case x [n]. */
double truce_logit_p(const struct truce_logit *logit, const double *x);

/* Share of column j in the log-odds, against the average case. */
double truce_logit_effect(const struct truce_logit *logit, const double *x,
                          size_t j);

void truce_logit_save(const struct truce_logit *logit, struct truce_pack *pack);
/* TRUCE_OK or TRUCE_EFORMAT; `n` is the number of columns expected. */
int truce_logit_load(struct truce_packed *in, size_t n, struct truce_logit *out,
                     struct truce_err *err);

#endif
