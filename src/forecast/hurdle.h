/*
 * A hurdle model of monthly deaths that can be read coefficient by
 * coefficient: does the month see deaths at all (penalised logistic
 * regression), and if so how many (ridge regression of their log, normal
 * errors). Mullahy 1986 names the two parts; the log-normal second part fits
 * war deaths better than a negative binomial's lighter tail.
 */
#ifndef TRUCE_FORECAST_HURDLE_H
#define TRUCE_FORECAST_HURDLE_H

#include "base/err.h"
#include "forecast/logit.h"
#include "series/panel.h"

struct truce_hurdle {
    struct truce_logit any;       /* P(deaths > 0) */
    double mean[TRUCE_LOGIT_MAX]; /* columns as in `any`, of the cases with
                                     deaths */
    double scale[TRUCE_LOGIT_MAX];
    double beta[TRUCE_LOGIT_MAX]; /* of log deaths, per standard deviation */
    double intercept;
    double sigma; /* of the errors, at least 0.1 */
};

/*
 * Fits to x [n][k], NaN counting as a column's mean, and deaths [n] >= 0.
 * TRUCE_OK, TRUCE_ENODATA, TRUCE_ENOMEM.
 */
int truce_hurdle_train(const double *x, const double *deaths, size_t n,
                       size_t k, double lambda, struct truce_hurdle *out,
                       struct truce_err *err);

/* n evenly spaced quantiles of the deaths of a case x, whole numbers,
 * ascending; none above `cap`. */
void truce_hurdle_draws(const struct truce_hurdle *hurdle, const double *x,
                        double cap, double *draws, size_t n);

#endif
