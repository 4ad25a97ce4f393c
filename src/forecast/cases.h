/*
 * Training cases: each unit at each past origin, with its features and the
 * path that its deaths took afterwards, as log ratios to its recent level.
 */
#ifndef TRUCE_FORECAST_CASES_H
#define TRUCE_FORECAST_CASES_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "series/context.h"
#include "series/features.h"
#include "series/panel.h"

struct truce_cases {
    size_t n;
    size_t n_leads;
    size_t k;          /* columns: truce_cases_columns(context) */
    double *x;         /* [n][k], NaN: unknown, owned */
    float *paths;      /* [n][n_leads], log ratio at lead 1..; NaN: unknown */
    float *weights;    /* [n] */
    uint32_t *units;   /* [n] index in the panel */
    uint32_t *origins; /* [n] months known, from the panel's first */
};

struct truce_cases_plan {
    size_t known;      /* months of the panel that may be used */
    size_t first_lead; /* a case needs its deaths at this lead, from 1 */
    size_t n_leads;    /* length of a path */
    size_t step;       /* months between origins, from 1 */
    unsigned context;  /* groups of context features (context.h) */
};

/*
 * Gathers the cases of a panel; nothing after month `known` is read.
 * TRUCE_OK, TRUCE_ENODATA (history too short), TRUCE_ENOMEM. Release with
 * truce_cases_release.
 */
int truce_cases_build(const struct truce_panel *panel,
                      const struct truce_cases_plan *plan,
                      struct truce_cases *out, struct truce_err *err);
void truce_cases_release(struct truce_cases *cases); /* NULL accepted */

/* Columns of a case: the history features, then those of the groups. */
#define TRUCE_CASE_COLUMNS_MAX (TRUCE_N_FEATURES + TRUCE_N_CONTEXT)
size_t truce_cases_columns(unsigned context_groups);

/* Fills them into out [truce_cases_columns(groups)] from months 0..t-1;
 * `context` may be NULL. */
void truce_cases_features(const double *deaths,
                          const struct truce_context *context, size_t t,
                          unsigned groups, double *out);

/*
 * Recent level of a series (half-life 4 months) and the ratio scale: a path
 * value z stands for (level + 3) * exp(z) - 3 deaths. The 3 keeps ratios of
 * small counts quiet.
 */
double truce_cases_level(const double *deaths, size_t t);
double truce_cases_deaths(double level, double z);
double truce_cases_ratio(double level, double deaths);

#endif
