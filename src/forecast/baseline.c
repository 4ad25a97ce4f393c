/* Baselines of the VIEWS prediction challenge; see baseline.h. */
#include "forecast/baseline.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "base/mem.h"
#include "forecast/score.h"

#define CONFLICTOLOGY_MONTHS 12
#define POOLED_MONTHS 240

static const char *const names[TRUCE_N_BASELINES] = {
    [TRUCE_BASELINE_zero] = "zero",
    [TRUCE_BASELINE_no_change] = "no change",
    [TRUCE_BASELINE_last_poisson] = "last month, Poisson",
    [TRUCE_BASELINE_conflictology] = "conflictology",
    [TRUCE_BASELINE_pooled_240] = "pooled 240 months",
};

const char *truce_baseline_name(enum truce_baseline baseline)
{
    return names[baseline];
}

static double last_known(const double *deaths, size_t known)
{
    while (known > 0 && isnan(deaths[known - 1]))
        known--;
    return known ? deaths[known - 1] : 0;
}

static void constant(double value, double *draws, size_t n)
{
    for (size_t i = 0; i < n; i++)
        draws[i] = value;
}

static void poisson(double mean, double *draws, size_t n)
{
    double count = fmax(0, floor(mean - 8 * sqrt(mean + 1)));
    for (size_t i = 0; i < n; i++) {
        double goal = ((double)i + 0.5) / (double)n;
        while (mean > 0 && gsl_cdf_poisson_P((unsigned)count, mean) < goal)
            count++;
        draws[i] = mean > 0 ? count : 0;
    }
}

/* Even quantiles of n_values values, sorted here. */
static void spread(double *values, size_t n_values, double *draws, size_t n)
{
    truce_score_sort(values, n_values);
    for (size_t i = 0; i < n; i++)
        draws[i] = n_values ? values[(2 * i + 1) * n_values / (2 * n)] : 0;
}

static void recent(const double *deaths, size_t known, double *draws, size_t n)
{
    double values[CONFLICTOLOGY_MONTHS];
    size_t found = 0;
    for (size_t i = 0; i < CONFLICTOLOGY_MONTHS && i < known; i++)
        if (!isnan(deaths[known - 1 - i]))
            values[found++] = deaths[known - 1 - i];
    spread(values, found, draws, n);
}

static int pooled(const struct truce_panel *panel, size_t known, double *draws,
                  size_t n)
{
    size_t first = known > POOLED_MONTHS ? known - POOLED_MONTHS : 0;
    size_t found = 0;
    double *values =
        truce_alloc(panel->n_units * (known - first) + 1, sizeof *values);
    if (!values)
        return TRUCE_ENOMEM;
    for (size_t u = 0; u < panel->n_units; u++)
        for (size_t t = first; t < known; t++)
            if (!isnan(truce_panel_row(panel, u)[t]))
                values[found++] = truce_panel_row(panel, u)[t];
    spread(values, found, draws, n);
    truce_free(values);
    return TRUCE_OK;
}

int truce_baseline_draws(enum truce_baseline baseline,
                         const struct truce_panel *panel, size_t unit,
                         size_t known, double *draws, size_t n)
{
    const double *deaths = truce_panel_row(panel, unit);
    switch (baseline) {
    case TRUCE_BASELINE_no_change:
        constant(last_known(deaths, known), draws, n);
        break;
    case TRUCE_BASELINE_last_poisson:
        poisson(last_known(deaths, known), draws, n);
        break;
    case TRUCE_BASELINE_conflictology:
        recent(deaths, known, draws, n);
        break;
    case TRUCE_BASELINE_pooled_240:
        return pooled(panel, known, draws, n);
    default:
        constant(0, draws, n);
        break;
    }
    return TRUCE_OK;
}
