/*
 * The plain forecasts that every model is held against: each gives draws
 * from the panel's months up to `known`, the same for every lead.
 */
#ifndef TRUCE_FORECAST_BASELINE_H
#define TRUCE_FORECAST_BASELINE_H

#include <stddef.h>

#include "base/err.h"
#include "series/panel.h"

enum truce_baseline {
    TRUCE_BASELINE_zero,          /* no deaths */
    TRUCE_BASELINE_no_change,     /* the last known month again */
    TRUCE_BASELINE_last_poisson,  /* Poisson with the last month's mean */
    TRUCE_BASELINE_conflictology, /* the last 12 months, even weights */
    TRUCE_BASELINE_pooled_240,    /* all units' last 240 months together */
    TRUCE_N_BASELINES
};

/* "conflictology" and so on; borrowed. */
const char *truce_baseline_name(enum truce_baseline baseline);

/*
 * Fills n draws, ascending, as evenly spaced quantiles of the baseline's
 * distribution. TRUCE_OK or TRUCE_ENOMEM.
 */
int truce_baseline_draws(enum truce_baseline baseline,
                         const struct truce_panel *panel, size_t unit,
                         size_t known, double *draws, size_t n);

#endif
