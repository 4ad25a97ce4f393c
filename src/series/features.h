/*
 * History features of one monthly death series at an origin: everything
 * known up to there and nothing after.
 */
#ifndef TRUCE_SERIES_FEATURES_H
#define TRUCE_SERIES_FEATURES_H

#include <stddef.h>

enum truce_feature {
#define TRUCE_FEATURE(name, unit, sign, what) TRUCE_FEATURE_##name,
#include "series/features.def"
#undef TRUCE_FEATURE
    TRUCE_N_FEATURES
};

enum truce_feature_unit {
    TRUCE_UNIT_LOG,       /* ln(1 + x): expm1 gives deaths or months */
    TRUCE_UNIT_PLAIN,     /* as it is */
    TRUCE_UNIT_DIFFERENCE /* difference of two logs: exp gives a ratio */
};

enum truce_feature_sign {
    TRUCE_SIGN_FALLS = -1, /* more of it, less risk */
    TRUCE_SIGN_EITHER = 0,
    TRUCE_SIGN_RISES = 1
};

struct truce_feature_info {
    const char *name; /* "mean_12" */
    const char *what; /* "deaths a month, last 12 months" */
    enum truce_feature_unit unit;
    enum truce_feature_sign sign;
};

/* What feature 0..TRUCE_N_FEATURES-1 is. Static, borrowed. */
const struct truce_feature_info *truce_feature_info(size_t feature);

/*
 * Fills out[TRUCE_N_FEATURES] from deaths[0..t-1], oldest first, NaN: gap.
 * Windows shorter than asked use what there is; a feature with no known
 * month in its window is NaN. t may be 0.
 */
void truce_features(const double *deaths, size_t t, double *out);

/* A feature back in its readable scale (deaths, months, counts, ratio). */
double truce_feature_readable(size_t feature, double value);

/*
 * Weighted mean of the last `months` known of deaths[0..t-1] with weight
 * 0.5^(age/half_life); 0 when nothing is known there.
 */
double truce_series_level(const double *deaths, size_t t, size_t months,
                          double half_life);

#endif
