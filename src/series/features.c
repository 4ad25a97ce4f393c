/*
 * Own history at several memory lengths: windows of 1 month to 10 years, an
 * arithmetic and a logarithmic mean (the second does not follow one month of
 * a massacre), spread, counts and time since violence. Logs, since ratios
 * matter more than differences.
 */
#include "series/features.h"

#include <math.h>

/* Months since: beyond this the past is one and the same. */
#define SINCE_CAP 240
#define LEVEL_MONTHS 24
#define LEVEL_HALF_LIFE 4.0

static const struct truce_feature_info infos[TRUCE_N_FEATURES] = {
#define TRUCE_FEATURE(name, unit, sign, what)                                  \
    {#name, what, TRUCE_UNIT_##unit, TRUCE_SIGN_##sign},
#include "series/features.def"
#undef TRUCE_FEATURE
};

const struct truce_feature_info *truce_feature_info(size_t feature)
{
    return &infos[feature];
}

double truce_feature_readable(size_t feature, double value)
{
    switch (infos[feature].unit) {
    case TRUCE_UNIT_LOG:
        return expm1(value);
    case TRUCE_UNIT_DIFFERENCE:
        return exp(value);
    default:
        return value;
    }
}

/* What a window of months holds. */
struct window {
    double mean, log_mean, log_sd, max; /* NaN: nothing known */
    double active, war;                 /* months with > 0, >= 25 deaths */
};

static struct window look(const double *deaths, size_t t, size_t months)
{
    struct window w = {NAN, NAN, NAN, NAN, 0, 0};
    double n = 0, sum = 0, logs = 0, squares = 0, max = 0;
    for (size_t i = t > months ? t - months : 0; i < t; i++) {
        double x = deaths[i];
        if (isnan(x))
            continue;
        n++;
        sum += x;
        logs += log1p(x);
        squares += log1p(x) * log1p(x);
        max = fmax(max, x);
        w.active += x > 0;
        w.war += x >= 25;
    }
    if (n > 0) {
        w.mean = sum / n;
        w.log_mean = logs / n;
        w.log_sd = sqrt(fmax(0, squares / n - w.log_mean * w.log_mean));
        w.max = max;
    }
    return w;
}

static double months_since(const double *deaths, size_t t, double limit)
{
    size_t age = 0;
    while (age < SINCE_CAP && age < t && !(deaths[t - 1 - age] >= limit))
        age++;
    return (double)(age < t ? age : SINCE_CAP);
}

double truce_series_level(const double *deaths, size_t t, size_t months,
                          double half_life)
{
    double sum = 0, weights = 0;
    for (size_t age = 0; age < months && age < t; age++) {
        double x = deaths[t - 1 - age];
        if (isnan(x))
            continue;
        double w = exp2(-(double)age / half_life);
        sum += w * x;
        weights += w;
    }
    return weights > 0 ? sum / weights : 0;
}

static double log_level(const double *deaths, size_t t)
{
    double sum = 0, weights = 0;
    for (size_t age = 0; age < LEVEL_MONTHS && age < t; age++) {
        double x = deaths[t - 1 - age];
        if (isnan(x))
            continue;
        double w = exp2(-(double)age / LEVEL_HALF_LIFE);
        sum += w * log1p(x);
        weights += w;
    }
    return weights > 0 ? sum / weights : 0;
}

void truce_features(const double *deaths, size_t t, double *out)
{
    static const size_t spans[] = {1, 2, 3, 6, 12, 24, 60, 120};
    struct window w[sizeof spans / sizeof spans[0]];
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        w[i] = look(deaths, t, spans[i]);
        out[TRUCE_FEATURE_mean_1 + i] = log1p(w[i].mean);
    }
    for (size_t i = 0; i < 4; i++)
        out[TRUCE_FEATURE_typical_3 + i] = w[2 + i].log_mean;
    out[TRUCE_FEATURE_max_12] = log1p(w[4].max);
    out[TRUCE_FEATURE_spread_12] = w[4].log_sd;
    out[TRUCE_FEATURE_active_12] = w[4].active;
    out[TRUCE_FEATURE_active_60] = w[6].active;
    out[TRUCE_FEATURE_war_24] = w[5].war;
    out[TRUCE_FEATURE_since_1] = log1p(months_since(deaths, t, 1));
    out[TRUCE_FEATURE_since_25] = log1p(months_since(deaths, t, 25));
    out[TRUCE_FEATURE_since_100] = log1p(months_since(deaths, t, 100));
    out[TRUCE_FEATURE_level] =
        log1p(truce_series_level(deaths, t, LEVEL_MONTHS, LEVEL_HALF_LIFE));
    out[TRUCE_FEATURE_level_log] = log_level(deaths, t);
    out[TRUCE_FEATURE_trend_quarter] =
        out[TRUCE_FEATURE_mean_3] - out[TRUCE_FEATURE_mean_12];
    out[TRUCE_FEATURE_trend_year] =
        out[TRUCE_FEATURE_mean_12] - out[TRUCE_FEATURE_mean_24];
    out[TRUCE_FEATURE_spike] =
        out[TRUCE_FEATURE_level] - out[TRUCE_FEATURE_level_log];
}
