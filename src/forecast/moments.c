/* Gaps count for nothing: what a regression standardises by. */
#include "forecast/moments.h"

#include <math.h>

void truce_moments(const double *x, size_t n, size_t k, double *mean,
                   double *scale)
{
    for (size_t j = 0; j < k; j++) {
        double known = 0, sum = 0, squares = 0, variance;
        for (size_t i = 0; i < n; i++) {
            double v = x[i * k + j];
            if (isnan(v))
                continue;
            known++;
            sum += v;
            squares += v * v;
        }
        mean[j] = known > 0 ? sum / known : 0;
        variance = known > 0 ? squares / known - mean[j] * mean[j] : 0;
        scale[j] = sqrt(fmax(0, variance));
        if (!(scale[j] > 1e-12))
            scale[j] = 1;
    }
}
