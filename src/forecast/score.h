/*
 * Scores of probabilistic forecasts, as docs/forecast.md defines them. Lower
 * is better for CRPS, IGN, MIS, Brier and log score; higher for AP and AUC.
 */
#ifndef TRUCE_FORECAST_SCORE_H
#define TRUCE_FORECAST_SCORE_H

#include <stdbool.h>
#include <stddef.h>

/* Sorts draws in place, ascending: the functions below want them so. */
void truce_score_sort(double *draws, size_t n);

/*
 * Continuous ranked probability score of an ensemble: mean |x_i - y| minus
 * half the mean |x_i - x_j| over all n^2 pairs (Gneiting and Raftery 2007,
 * eq. 21, with the empirical distribution). `draws` sorted, n > 0.
 */
double truce_score_crps(const double *draws, size_t n, double y);

/*
 * Ignorance score, bits: draws go into bins with lower edges 0, 0.5, 2.5,
 * 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5, one count is added to
 * each bin, and the score is -log2 of the share of y's bin (VIEWS 2023/24
 * prediction challenge).
 */
double truce_score_ign(const double *draws, size_t n, double y);

/* Quantile p in [0,1] of sorted draws by linear interpolation (R type 7). */
double truce_score_quantile(const double *draws, size_t n, double p);

/* Quantile q in (0,1) of the beta distribution with shapes a, b > 0, by
 * halving to 2^-50: never fails. */
double truce_score_beta_quantile(double q, double a, double b);

/*
 * Interval score (Gneiting and Raftery 2007, eq. 43) of the central interval
 * of coverage 1 - alpha: width + 2/alpha times how far y lies outside.
 */
double truce_score_interval(const double *draws, size_t n, double alpha,
                            double y);

/* True when y lies in that interval, ends included. */
bool truce_score_covers(const double *draws, size_t n, double alpha, double y);

/*
 * Probability integral transform of a count, without the coin: the share at
 * or below u of the values between the forecast's probability of less than y
 * and of y or less (Czado, Gneiting and Held 2009, eq. 2). 1 above the upper
 * one, 0 below the lower one. `draws` sorted, u in [0, 1].
 */
double truce_score_pit(const double *draws, size_t n, double y, double u);

/* Draws of `limit` deaths or more, as a share. */
double truce_score_share(const double *draws, size_t n, double limit);

/* Mean squared error of n probabilities against outcomes 0 or 1. */
double truce_score_brier(const double *p, const int *y, size_t n);

/* Mean of -ln(probability given to what happened); p is kept in
 * [1e-6, 1 - 1e-6], so that a baseline that is sure and wrong stays finite. */
double truce_score_log(const double *p, const int *y, size_t n);

/*
 * Area under the ROC curve: the share of pairs of an event and a non-event
 * in which the event got the higher p, ties half (Mann-Whitney). NaN when
 * one class is empty or memory is short.
 */
double truce_score_auc(const double *p, const int *y, size_t n);

/*
 * Average precision: sum over thresholds of (recall step) x precision, tied
 * forecasts entering together. NaN without events or when memory is short.
 */
double truce_score_ap(const double *p, const int *y, size_t n);

#define TRUCE_RELIABILITY_BINS 10

/* Cases of one bin [k/10, (k+1)/10): count, mean forecast, share of events. */
struct truce_reliability {
    size_t n[TRUCE_RELIABILITY_BINS];
    double forecast[TRUCE_RELIABILITY_BINS]; /* NaN where n is 0 */
    double observed[TRUCE_RELIABILITY_BINS]; /* NaN where n is 0 */
};

void truce_score_reliability(const double *p, const int *y, size_t n,
                             struct truce_reliability *out);

/* Largest |forecast - observed| over bins with at least `least` cases. */
double truce_score_calibration(const struct truce_reliability *table,
                               size_t least);

#endif
