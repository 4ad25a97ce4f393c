/*
 * Ratios to the unit's own level let a war of any size learn from all others:
 * what becomes of 200 deaths a month is like what becomes of 2000, while the
 * counts themselves have nothing in common.
 */
#include "forecast/cases.h"

#include <math.h>

#include "base/mem.h"

#define OFFSET 3.0
#define LEVEL_MONTHS 24
#define LEVEL_HALF_LIFE 4.0
/* Months before the first origin; less where the history is short. */
#define LEAD_IN 24
#define LEAST_MONTHS 6

double truce_cases_level(const double *deaths, size_t t)
{
    return truce_series_level(deaths, t, LEVEL_MONTHS, LEVEL_HALF_LIFE);
}

double truce_cases_deaths(double level, double z)
{
    double deaths = (level + OFFSET) * exp(z) - OFFSET;
    return deaths < 0.5 ? 0 : deaths;
}

double truce_cases_ratio(double level, double deaths)
{
    return log((deaths + OFFSET) / (level + OFFSET));
}

size_t truce_cases_columns(unsigned context_groups)
{
    return TRUCE_N_FEATURES + truce_context_count(context_groups);
}

void truce_cases_features(const double *deaths,
                          const struct truce_context *context, size_t t,
                          unsigned groups, double *out)
{
    truce_features(deaths, t, out);
    truce_context_features(context, t, groups, out + TRUCE_N_FEATURES);
}

/* A case needs a known month of the last two, and the first lead's. */
static int usable(const double *deaths, size_t t, size_t first_lead)
{
    return !isnan(deaths[t + first_lead - 1]) &&
           !(isnan(deaths[t - 1]) && isnan(deaths[t - 2]));
}

static void fill(struct truce_cases *out, const struct truce_panel *panel,
                 const struct truce_cases_plan *plan, size_t unit, size_t t)
{
    const double *deaths = truce_panel_row(panel, unit);
    struct truce_context context = truce_panel_context(panel, unit);
    double level = truce_cases_level(deaths, t);
    float *path = out->paths + out->n * out->n_leads;
    truce_cases_features(deaths, &context, t, plan->context,
                         out->x + out->n * out->k);
    for (size_t h = 0; h < out->n_leads; h++)
        path[h] = t + h < plan->known && !isnan(deaths[t + h])
                      ? (float)truce_cases_ratio(level, deaths[t + h])
                      : NAN;
    /* errors count in deaths, so larger wars count more, by a square root */
    out->weights[out->n] = (float)sqrt(level + OFFSET);
    out->units[out->n] = (uint32_t)unit;
    out->origins[out->n] = (uint32_t)t;
    out->n++;
}

static int reserve(struct truce_cases *out, size_t most)
{
    out->x = truce_alloc(most * out->k, sizeof *out->x);
    out->paths = truce_alloc(most * out->n_leads, sizeof *out->paths);
    out->weights = truce_alloc(most, sizeof *out->weights);
    out->units = truce_alloc(most, sizeof *out->units);
    out->origins = truce_alloc(most, sizeof *out->origins);
    return out->x && out->paths && out->weights && out->units && out->origins
               ? TRUCE_OK
               : TRUCE_ENOMEM;
}

int truce_cases_build(const struct truce_panel *panel,
                      const struct truce_cases_plan *plan,
                      struct truce_cases *out, struct truce_err *err)
{
    size_t known = plan->known, least = LEAD_IN, last;
    int rc;
    *out = (struct truce_cases){.n_leads = plan->n_leads,
                                .k = truce_cases_columns(plan->context)};
    if (known < 4 * LEAD_IN)
        least = known / 4;
    if (least < LEAST_MONTHS)
        least = LEAST_MONTHS;
    if (known < plan->first_lead + least)
        return truce_err_set(err, TRUCE_ENODATA,
                             "history of %zu months is too short", known);
    last = known - plan->first_lead;
    rc = reserve(out, ((last - least) / plan->step + 1) * panel->n_units);
    if (rc < 0) {
        truce_cases_release(out);
        return truce_err_set(err, rc, "out of memory");
    }
    for (size_t back = 0; back <= last - least; back += plan->step)
        for (size_t u = 0; u < panel->n_units; u++)
            if (usable(truce_panel_row(panel, u), last - back,
                       plan->first_lead))
                fill(out, panel, plan, u, last - back);
    if (out->n == 0) {
        truce_cases_release(out);
        return truce_err_set(err, TRUCE_ENODATA,
                             "no unit has months enough to learn from");
    }
    return TRUCE_OK;
}

void truce_cases_release(struct truce_cases *cases)
{
    if (!cases)
        return;
    truce_free(cases->x);
    truce_free(cases->paths);
    truce_free(cases->weights);
    truce_free(cases->units);
    truce_free(cases->origins);
    *cases = (struct truce_cases){0};
}
