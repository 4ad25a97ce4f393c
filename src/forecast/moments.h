/* Means and standard deviations of columns with gaps. */
#ifndef TRUCE_FORECAST_MOMENTS_H
#define TRUCE_FORECAST_MOMENTS_H

#include <stddef.h>

/*
 * Fills `mean` and `scale` ([k]) for the columns of `x` ([n][k], NAN where
 * unknown): over the known values, the deviation of the population; mean 0
 * where nothing is known, scale 1 where the values do not differ.
 */
void truce_moments(const double *x, size_t n, size_t k, double *mean,
                   double *scale);

#endif
